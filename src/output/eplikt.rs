//! Publications for the legal deposit of the National Library: RSS 2.0 with Dublin Core and Media RSS.
//!
//! Source: Kungliga biblioteket, "Leverans via RSS", 2024-12-09. One item is one deposited resource; the feed is not
//! split into pages.

use super::xml::Xml;
use crate::view::deposit::{Deposit, Item};

/// Writes the feed.
pub fn write(deposit: &Deposit) -> String {
    let Deposit { title, link, description, publisher, items } = deposit;
    let mut xml = Xml::new();
    let names = [
        ("version", "2.0"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:media", "http://search.yahoo.com/mrss/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.open("rss", &names);
    xml.open("channel", &[]);
    xml.text("title", &[], title);
    xml.text("link", &[], link);
    xml.text("description", &[], description);
    xml.text("language", &[], "sv");
    for it in items {
        item(&mut xml, publisher, it);
    }
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

fn item(xml: &mut Xml, publisher: &str, it: &Item) {
    let Item { link, title, published, media_type, creators, description, identifiers, license, annexes } =
        it;
    xml.open("item", &[]);
    xml.text("guid", &[("isPermaLink", "true")], link);
    xml.text("title", &[], title);
    xml.text("link", &[], link);
    xml.text("pubDate", &[], published);
    xml.text("dcterms:format", &[], media_type);
    xml.text("dcterms:publisher", &[], publisher);
    xml.text("dcterms:accessRights", &[], "gratis");
    for creator in creators {
        xml.text("dcterms:creator", &[], creator);
    }
    for identifier in identifiers {
        xml.text("dcterms:identifier", &[("xsi:type", "dcterms:URI")], identifier);
    }
    if let Some(license) = license {
        xml.text("dcterms:license", &[], license);
    }
    if let Some(description) = description {
        xml.text("description", &[], description);
    }
    for annex in annexes {
        xml.empty("media:content", &[("url", &annex.url), ("type", annex.media_type)]);
    }
    xml.close("item");
}
