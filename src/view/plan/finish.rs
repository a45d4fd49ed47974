//! What is planned when every page has its address: old addresses, what machines read, and the way to each page.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Planner;
use crate::diagnostic::Place;
use crate::theme::Theme;
use crate::url::Url;
use crate::view::frame::{self, SiteView};
use crate::view::parts::Link;
use crate::view::redirects::{Redirects, Rule};
use crate::view::sitemap::{self, Sitemap};
use crate::view::{Host, Planned, View};

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

    /// Adds what machines read: sitemap, robots, redirects, headers.
    pub(super) fn machine_files(&mut self, redirects: &Arc<Redirects>) {
        let config = &self.context.site.config;
        for rule in &redirects.rules {
            let plain = !rule.from.contains(['{', '*']) && rule.from.ends_with('/');
            if let Some(url) =
                Url::parse(&rule.from).ok().filter(|url| plain && !self.planned.contains_key(url))
            {
                self.add(url, View::Moved(rule.clone()), "");
            }
        }
        let listed = |planned: &Planned| match &planned.view {
            View::Page(page) if !page.head.noindex => Some(sitemap::Entry {
                loc: page.head.canonical.clone(),
                lastmod: page.head.changed.map(|day| day.to_string()),
            }),
            _ => None,
        };
        let entries = self.planned.values().filter_map(listed).collect();
        let root = Url::root();
        let sitemap = Sitemap { base: config.base_url.clone(), entries };
        self.add(root.file("sitemap.xml"), View::Sitemap(sitemap), "");
        let robots = View::Robots(config.absolute(&root.file("sitemap.xml")));
        self.add(root.file("robots.txt"), robots, "");
        let hosts = [
            (Host::Plain, "_redirects", "_headers"),
            (Host::Nginx, "redirects.nginx.conf", "headers.nginx.conf"),
            (Host::Apache, "redirects.htaccess", "headers.htaccess"),
        ];
        for (host, redirects_name, headers_name) in hosts {
            self.add(root.file(redirects_name), View::Redirects(redirects.clone(), host), "");
            self.add(root.file(headers_name), View::Headers(host), "");
        }
    }

    /// Gives every page the way to it, and makes what all pages share.
    pub(super) fn frame(&mut self, theme: &Theme) -> SiteView {
        let titles = self.titles();
        let site = frame::site(self.context, theme, |url| titles.get(url).cloned());
        for planned in self.planned.values_mut() {
            let View::Page(page) = &mut planned.view else { continue };
            page.head.section = frame::section(&site.menu, &page.head.url);
            let mut crumbs = Vec::new();
            let mut above = Some(page.head.url.clone());
            while let Some(url) = above {
                if let Some(title) = titles.get(&url) {
                    let text = if url == Url::root() { "Start".to_owned() } else { title.clone() };
                    crumbs.push(Link { text, url: Some(url.clone()) });
                }
                above = url.parent();
            }
            crumbs.reverse();
            page.head.crumbs = crumbs;
        }
        site
    }

    pub(super) fn titles(&self) -> BTreeMap<Url, String> {
        let title = |planned: &Planned| match &planned.view {
            View::Page(page) => Some((planned.url.clone(), page.head.title.clone())),
            _ => None,
        };
        self.planned.values().filter_map(title).collect()
    }
}
