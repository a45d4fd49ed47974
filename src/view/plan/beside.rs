//! What stands beside the pages: files, old addresses, and what machines read; and whether addresses lead anywhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Planner;
use crate::content::body::{Fragment, Target};
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::nearest::nearest;
use crate::source::blob::Blob;
use crate::source::path::SourcePath;
use crate::source::{CONFIG, STATIC};
use crate::theme::{Asset, Theme};
use crate::url::Url;
use crate::view::redirects::{Redirects, Rule};
use crate::view::sitemap::{self, Sitemap};
use crate::view::{Host, Planned, View};

impl Planner<'_> {
    /// Adds the files that go out as they are.
    pub(super) fn theme_and_static_files(&mut self, statics: &BTreeMap<SourcePath, Blob>, theme: &Theme) {
        for (url, asset) in &theme.assets {
            let view = match asset {
                Asset::Bytes(bytes) => View::Bytes(bytes.clone()),
                Asset::Blob(blob) => View::File(blob.clone()),
            };
            self.add(url.clone(), view, "");
        }
        for (path, blob) in statics {
            let inner = path.as_str().strip_prefix(STATIC).unwrap_or_default();
            match Url::parse(inner) {
                Ok(url) => self.add(url, View::File(blob.clone()), path.as_str()),
                Err(why) => self.diagnostics.push(
                    Diagnostic::error(
                        "F705",
                        Place::file(path.shared().clone()),
                        format!("filen kan inte publiceras: {why}"),
                    )
                    .advise("byt namn: små bokstäver a–z, siffror och bindestreck"),
                ),
            }
        }
    }

    /// Makes the table of old addresses: what entries say first, then the site's patterns.
    pub(super) fn redirects(&mut self) -> (Arc<Redirects>, Vec<Place>) {
        let mut rules = Vec::new();
        let mut places = Vec::new();
        for head in self.context.site.heads() {
            let Some(url) = self.context.url(&head.name) else { continue };
            for alias in &head.aliases {
                rules.push(Rule { from: alias.to_string(), to: url.clone() });
                places.push(Place::file(head.document.path.shared().clone()));
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

    /// Judges links to addresses, now that all are known.
    pub(super) fn judge_addresses(&mut self) {
        let mut remarks = Vec::new();
        let pages = || self.planned.keys().filter(|url| url.is_page()).map(Url::as_str);
        for head in self.context.site.heads() {
            for fragment in &head.document.body.fragments {
                let Fragment::Link(link) = fragment else { continue };
                let Target::Address(path, _) = &link.target else { continue };
                if Url::parse(path).is_ok_and(|url| !self.planned.contains_key(&url)) {
                    let remark = Diagnostic::error(
                        "F608",
                        link.place.clone(),
                        format!("det finns ingen sida med adressen `{path}`"),
                    );
                    remarks.push(match nearest(path, pages()) {
                        Some(near) => remark.advise(format!("skriv: `{near}` (menade du den?)")),
                        None => remark.advise("länka till filen i stället, så här: `../om/styrning.md`"),
                    });
                }
            }
        }
        let config = &self.context.site.config;
        for url in config.utility.iter().chain(&config.footer) {
            if !self.planned.contains_key(url) {
                let remark = Diagnostic::error(
                    "F704",
                    Place::file(CONFIG),
                    format!("länken `{url}` leder till en sida som inte finns"),
                );
                remarks
                    .push(remark.advise("rätta adressen under `utility` eller `footer`, eller ta bort den"));
            }
        }
        self.diagnostics.append(&mut remarks);
    }
}
