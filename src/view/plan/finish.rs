//! What is planned when every page has its address: old addresses, and what machines read.

use std::sync::Arc;

use super::common;
use crate::diagnostic::Place;
use crate::url::Url;
use crate::view::Host;
use crate::view::context::Directory;
use crate::view::deposit;
use crate::view::redirects::{Redirects, Rule};
use crate::view::subject::{Planned, Subject};

/// Makes the table of old addresses: what entries say first, then the site's patterns.
pub(super) fn redirects(context: &Directory) -> (Arc<Redirects>, Vec<Place>) {
    let mut rules = Vec::new();
    let mut places = Vec::new();
    for head in context.site.heads().filter(|head| !head.aliases.is_empty()) {
        let Some(url) = context.url(&head.name) else { continue };
        for (alias, place) in &head.aliases {
            rules.push(Rule { from: alias.to_string(), to: url.clone() });
            places.push(place.clone());
        }
    }
    for redirect in &context.site.config.redirects {
        rules.push(Rule { from: redirect.from.clone(), to: redirect.to.clone() });
        places.push(redirect.place.clone());
    }
    (Arc::new(Redirects { rules }), places)
}

/// Plans a page at each old address that is no pattern.
pub(super) fn moved(redirects: &Redirects) -> impl Iterator<Item = Planned> {
    redirects.rules.iter().filter_map(|rule| {
        let plain = !rule.from.contains(['{', '*']) && rule.from.ends_with('/');
        let url = Url::parse(&rule.from).ok().filter(|_| plain)?;
        Some(common(url, Subject::Moved(rule.clone())))
    })
}

/// Plans what machines read: sitemap, robots, the next change, redirects, headers.
pub(super) fn machine_files(context: &Directory) -> Vec<Planned> {
    let root = Url::root();
    let deposit = context.site.config.deposit_publisher.iter();
    let deposit = deposit.map(|publisher| common(deposit::url(), Subject::Deposit(publisher.clone())));
    let hosts = [
        (Host::Plain, "_redirects", "_headers"),
        (Host::Nginx, "redirects.nginx.conf", "headers.nginx.conf"),
        (Host::Apache, "redirects.htaccess", "headers.htaccess"),
    ];
    let hosts = hosts.into_iter().flat_map(|(host, redirects_name, headers_name)| {
        [(redirects_name, Subject::Redirects(host)), (headers_name, Subject::Headers(host))]
    });
    let files = [
        ("sitemap.xml", Subject::Sitemap),
        ("robots.txt", Subject::Robots),
        ("next-change.json", Subject::NextChange),
    ];
    let files = files.into_iter().chain(hosts).map(|(name, subject)| common(root.file(name), subject));
    deposit.chain(files).collect()
}
