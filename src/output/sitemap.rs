//! A sitemap as sitemaps.org describes it; more than 50 000 pages become several files and a list of them.

use std::collections::BTreeMap;

use super::xml::Xml;
use crate::url::Url;
use crate::view::sitemap::{Entry, Sitemap};

/// The most pages that one file may list.
const LARGEST: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Writes the sitemap: `/sitemap.xml`, and its parts if there are too many pages for one file.
pub fn write(sitemap: &Sitemap) -> BTreeMap<Url, String> {
    let mut entries: Vec<&Entry> = sitemap.entries.iter().collect();
    entries.sort();
    entries.dedup();
    let root = Url::root();
    if entries.len() <= LARGEST {
        return BTreeMap::from([(root.file("sitemap.xml"), part(&entries))]);
    }
    let mut files: BTreeMap<_, _> = entries
        .chunks(LARGEST)
        .zip(1..)
        .map(|(chunk, number)| (root.file(&format!("sitemap-{number}.xml")), part(chunk)))
        .collect();
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[("xmlns", NAMESPACE)]);
    for number in 1..=files.len() {
        xml.open("sitemap", &[]);
        xml.text("loc", &[], &format!("{}/sitemap-{number}.xml", sitemap.base));
        xml.close("sitemap");
    }
    xml.close("sitemapindex");
    files.insert(root.file("sitemap.xml"), xml.finish());
    files
}

fn part(entries: &[&Entry]) -> String {
    let mut xml = Xml::new();
    xml.open("urlset", &[("xmlns", NAMESPACE)]);
    for Entry { loc, lastmod } in entries {
        xml.open("url", &[]);
        xml.text("loc", &[], loc);
        if let Some(day) = lastmod {
            xml.text("lastmod", &[], day);
        }
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sitemap(count: usize) -> Sitemap {
        let entry = |it: usize| Entry { loc: format!("https://x.se/{it:06}/"), lastmod: None };
        Sitemap { base: "https://x.se".into(), entries: (0..count).rev().map(entry).collect() }
    }

    #[test]
    fn pages_stand_in_order_with_their_day() {
        let mut sitemap = sitemap(2);
        sitemap.entries[0].lastmod = Some("2026-03-03".into());
        let files = write(&sitemap);
        assert_eq!(
            files[&Url::root().file("sitemap.xml")],
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n  <url>\n    \
             <loc>https://x.se/000000/</loc>\n  </url>\n  <url>\n    <loc>https://x.se/000001/</loc>\n    \
             <lastmod>2026-03-03</lastmod>\n  </url>\n</urlset>\n"
        );
    }

    #[test]
    fn too_many_pages_become_parts() {
        let names = |count| write(&sitemap(count)).keys().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(50_000), ["/sitemap.xml"]);
        assert_eq!(names(50_001), ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap.xml"]);
        let index = write(&sitemap(50_001)).remove(&Url::root().file("sitemap.xml")).unwrap();
        assert!(index.contains("<loc>https://x.se/sitemap-2.xml</loc>"), "{index}");
    }
}
