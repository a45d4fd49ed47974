//! What is planned when every page has its address: old addresses, what machines read, and what all pages share.

use std::sync::Arc;

use super::Planner;
use crate::diagnostic::Place;
use crate::theme::Theme;
use crate::url::Url;
use crate::view::Host;
use crate::view::deposit;
use crate::view::frame::{self, SiteView};
use crate::view::redirects::{Redirects, Rule};
use crate::view::subject::Subject;

impl Planner<'_> {
    /// Makes the table of old addresses: what entries say first, then the site's patterns.
    pub(super) fn redirects(&mut self) -> (Arc<Redirects>, Vec<Place>) {
        let mut rules = Vec::new();
        let mut places = Vec::new();
        for head in self.context.site.heads() {
            let Some(url) = self.context.url(&head.name) else { continue };
            for (alias, place) in &head.aliases {
                rules.push(Rule { from: alias.to_string(), to: url.clone() });
                places.push(place.clone());
            }
        }
        for redirect in &self.context.site.config.redirects {
            rules.push(Rule { from: redirect.from.clone(), to: redirect.to.clone() });
            places.push(redirect.place.clone());
        }
        (Arc::new(Redirects { rules }), places)
    }

    /// Adds what machines read: sitemap, robots, the next change, redirects, headers.
    pub(super) fn machine_files(&mut self, redirects: &Arc<Redirects>) {
        for rule in &redirects.rules {
            let plain = !rule.from.contains(['{', '*']) && rule.from.ends_with('/');
            if let Some(url) =
                Url::parse(&rule.from).ok().filter(|url| plain && !self.planned.contains_key(url))
            {
                self.add(url, Subject::Moved(rule.clone()), "");
            }
        }
        let root = Url::root();
        self.add(root.file("sitemap.xml"), Subject::Sitemap, "");
        self.add(root.file("robots.txt"), Subject::Robots, "");
        self.add(root.file("next-change.json"), Subject::NextChange, "");
        if let Some(publisher) = &self.context.site.config.deposit_publisher {
            self.add(deposit::url(), Subject::Deposit(publisher.clone()), "");
        }
        let hosts = [
            (Host::Plain, "_redirects", "_headers"),
            (Host::Nginx, "redirects.nginx.conf", "headers.nginx.conf"),
            (Host::Apache, "redirects.htaccess", "headers.htaccess"),
        ];
        for (host, redirects_name, headers_name) in hosts {
            self.add(root.file(redirects_name), Subject::Redirects(host), "");
            self.add(root.file(headers_name), Subject::Headers(host), "");
        }
    }

    /// Makes what all pages share.
    pub(super) fn frame(&self, theme: &Theme) -> SiteView {
        frame::site(self.context, theme, |url| self.planned.get(url)?.title().map(str::to_owned))
    }
}
