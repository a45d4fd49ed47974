//! A feed as Atom (RFC 4287).

use super::xml::Xml;
use crate::view::feed::{Entry, Feed};

/// Writes a feed.
pub fn write(feed: &Feed) -> String {
    let Feed { id, title, subtitle, url, site, stylesheet, updated, author, entries } = feed;
    let mut xml = Xml::new();
    if let Some(stylesheet) = stylesheet {
        xml.style(stylesheet);
    }
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "sv")]);
    xml.text("id", &[], id);
    xml.text("title", &[], title);
    if !subtitle.is_empty() {
        xml.text("subtitle", &[], subtitle);
    }
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", url)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", site)]);
    xml.text("updated", &[], updated);
    person(&mut xml, author);
    for it in entries {
        entry(&mut xml, it);
    }
    xml.close("feed");
    xml.finish()
}

fn entry(xml: &mut Xml, it: &Entry) {
    let Entry { id, title, url, updated, published, summary, content_html, categories, authors } = it;
    xml.open("entry", &[]);
    xml.text("id", &[], id);
    xml.text("title", &[], title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", url)]);
    if let Some(published) = published {
        xml.text("published", &[], published);
    }
    xml.text("updated", &[], updated);
    for author in authors {
        person(xml, author);
    }
    for category in categories {
        xml.empty("category", &[("term", category)]);
    }
    if let Some(summary) = summary {
        xml.text("summary", &[], summary);
    }
    if let Some(html) = content_html {
        xml.text("content", &[("type", "html")], html);
    }
    xml.close("entry");
}

fn person(xml: &mut Xml, name: &str) {
    xml.open("author", &[]);
    xml.text("name", &[], name);
    xml.close("author");
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;

    use super::*;

    fn feed() -> Feed {
        Feed {
            id: "https://x.se/flode.xml".into(),
            title: "Nytt från <FoU> & co".into(),
            subtitle: "Allt \"nytt\"\u{b}".into(),
            url: "https://x.se/flode.xml".into(),
            site: "https://x.se/".into(),
            stylesheet: Some("https://x.se/assets/flode.css".into()),
            updated: "2026-03-03T00:00:00+01:00".into(),
            author: "FoU Nordväst".into(),
            entries: vec![Entry {
                id: "tag:x.se,2026:tillit".into(),
                title: "Tillit\0".into(),
                url: "https://x.se/tillit/?a=1&b=2".into(),
                updated: "2026-03-03T00:00:00+01:00".into(),
                published: Some("2026-03-02T00:00:00+01:00".into()),
                summary: Some("En rapport".into()),
                content_html: Some("<p>a &amp; b <![CDATA[ c ]]> \u{1}</p>".into()),
                categories: vec!["Barn \"och\" unga".into()],
                authors: vec!["Åsa Öberg".into()],
            }],
        }
    }

    /// Reads a document back with a parser: elements, attributes and texts, one a line.
    fn read_back(text: &str) -> Vec<String> {
        let mut reader = quick_xml::Reader::from_str(text);
        let mut all = Vec::new();
        let mut words = String::new();
        loop {
            let event = reader.read_event().unwrap();
            if let Event::Text(it) = &event {
                words.push_str(it);
                continue;
            }
            if let Event::GeneralRef(it) = &event {
                words.push_str(quick_xml::escape::resolve_predefined_entity(it).unwrap());
                continue;
            }
            let said = std::mem::take(&mut words);
            if !said.trim().is_empty() {
                all.push(said);
            }
            match event {
                Event::Start(it) | Event::Empty(it) => {
                    let mut line = it.name().as_ref().to_owned();
                    for attribute in it.attributes() {
                        let attribute = attribute.unwrap();
                        let value = quick_xml::escape::unescape(&attribute.value).unwrap();
                        line.extend([" ", attribute.key.as_ref(), "=", &value]);
                    }
                    all.push(line);
                }
                Event::PI(it) => all.push(it.trim().to_owned()),
                Event::Eof => return all,
                _ => {}
            }
        }
    }

    #[test]
    fn a_feed_reads_back_as_it_was_meant() {
        let expected = [
            "xml-stylesheet type=\"text/css\" href=\"https://x.se/assets/flode.css\"",
            "feed xmlns=http://www.w3.org/2005/Atom xml:lang=sv",
            "id",
            "https://x.se/flode.xml",
            "title",
            "Nytt från <FoU> & co",
            "subtitle",
            "Allt \"nytt\"",
            "link rel=self type=application/atom+xml href=https://x.se/flode.xml",
            "link rel=alternate type=text/html href=https://x.se/",
            "updated",
            "2026-03-03T00:00:00+01:00",
            "author",
            "name",
            "FoU Nordväst",
            "entry",
            "id",
            "tag:x.se,2026:tillit",
            "title",
            "Tillit",
            "link rel=alternate type=text/html href=https://x.se/tillit/?a=1&b=2",
            "published",
            "2026-03-02T00:00:00+01:00",
            "updated",
            "2026-03-03T00:00:00+01:00",
            "author",
            "name",
            "Åsa Öberg",
            "category term=Barn \"och\" unga",
            "summary",
            "En rapport",
            "content type=html",
            "<p>a &amp; b <![CDATA[ c ]]> </p>",
        ];
        assert_eq!(read_back(&write(&feed())), expected);
    }
}
