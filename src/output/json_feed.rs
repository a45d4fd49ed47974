//! A feed as JSON (JSON Feed 1.1).

use serde::Serialize;

use super::json;
use crate::view::feed::{Entry, Feed};

#[derive(Serialize)]
struct Document<'f> {
    version: &'static str,
    title: &'f str,
    home_page_url: &'f str,
    feed_url: &'f str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'f str,
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
    title: &'f str,
    /// What the feed tells; an item must have a text, if only its title.
    content_text: &'f str,
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
    let Feed { id: _, title, subtitle, url, site, updated: _, author, entries } = feed;
    json::write(&Document {
        version: "https://jsonfeed.org/version/1.1",
        title,
        home_page_url: site,
        feed_url: url,
        description: subtitle,
        language: "sv",
        authors: [Author { name: author }],
        items: entries.iter().map(item).collect(),
    })
}

fn item(entry: &Entry) -> Item<'_> {
    let Entry { id, title, url, updated, published, summary, categories, authors } = entry;
    Item {
        id,
        url,
        title,
        content_text: summary.as_deref().unwrap_or(title),
        date_published: published.as_deref(),
        date_modified: updated,
        authors: authors.iter().map(|name| Author { name }).collect(),
        tags: categories,
    }
}
