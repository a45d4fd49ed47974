//! A feed as JSON (JSON Feed 1.1).

use std::borrow::Cow;

use serde::Serialize;

use super::json;
use super::xml::clean;
use crate::view::feed::{Entry, Feed};

#[derive(Serialize)]
struct Document<'f> {
    version: &'static str,
    title: Cow<'f, str>,
    home_page_url: &'f str,
    feed_url: &'f str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: Cow<'f, str>,
    language: &'static str,
    authors: [Author<'f>; 1],
    items: Vec<Item<'f>>,
}

#[derive(Serialize)]
struct Author<'f> {
    name: &'f str,
}

#[derive(Serialize)]
struct Item<'f> {
    id: &'f str,
    url: &'f str,
    title: Cow<'f, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<Cow<'f, str>>,
    /// What the feed tells where it does not tell all; an item must have a text, if only its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<Cow<'f, str>>,
    /// What an item that is told whole says in short.
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Cow<'f, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'f str>,
    date_modified: &'f str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'f>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'f [String],
}

/// Writes a feed.
pub fn write(feed: &Feed) -> String {
    let Feed { id: _, title, subtitle, url, site, stylesheet: _, updated: _, author, entries } = feed;
    json::write(&Document {
        version: "https://jsonfeed.org/version/1.1",
        title: clean(title),
        home_page_url: site,
        feed_url: url,
        description: clean(subtitle),
        language: "sv",
        authors: [Author { name: author }],
        items: entries.iter().map(item).collect(),
    })
}

fn item(entry: &Entry) -> Item<'_> {
    let Entry { id, title, url, updated, published, summary, content_html, categories, authors } = entry;
    let short = summary.as_deref().map(clean);
    let (content_text, summary) = match content_html {
        Some(_) => (None, short),
        None => (Some(short.unwrap_or_else(|| clean(title))), None),
    };
    Item {
        id,
        url,
        title: clean(title),
        content_html: content_html.as_deref().map(clean),
        content_text,
        summary,
        date_published: published.as_deref(),
        date_modified: updated,
        authors: authors.iter().map(|name| Author { name }).collect(),
        tags: categories,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(summary: Option<&str>, content_html: Option<&str>) -> serde_json::Value {
        let entry = Entry {
            id: "tag:x.se,2026:/nyheter/2026/a/".into(),
            title: "Nytt\u{b}".into(),
            url: "https://x.se/nyheter/2026/a/".into(),
            updated: "2026-03-03T00:00:00+01:00".into(),
            published: None,
            summary: summary.map(str::to_owned),
            content_html: content_html.map(str::to_owned),
            categories: Vec::new(),
            authors: Vec::new(),
        };
        serde_json::to_value(item(&entry)).unwrap()
    }

    #[test]
    fn an_item_has_one_text_and_no_control_character() {
        let texts = |item: serde_json::Value| {
            ["title", "content_text", "content_html", "summary"]
                .map(|key| item[key].as_str().unwrap_or("–").to_owned())
        };
        assert_eq!(texts(entry(None, None)), ["Nytt", "Nytt", "–", "–"]);
        assert_eq!(texts(entry(Some("Kort\u{1}"), None)), ["Nytt", "Kort", "–", "–"]);
        assert_eq!(
            texts(entry(Some("Kort"), Some("<p>a\u{1}\nb</p>"))),
            ["Nytt", "–", "<p>a\nb</p>", "Kort"]
        );
        assert!(entry(None, None).get("date_published").is_none());
    }
}
