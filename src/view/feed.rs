//! What a feed tells: its newest entries, whatever it is written as.

/// A feed, with absolute addresses throughout, since it is read far from the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Names the feed for ever, as an address or a `tag:` name.
    pub id: String,
    /// What the feed is called.
    pub title: String,
    /// What it is about.
    pub subtitle: String,
    /// Where the feed itself lies.
    pub url: String,
    /// The page that shows the same to people.
    pub site: String,
    /// What makes it readable in a browser, if the theme brings that.
    pub stylesheet: Option<String>,
    /// When anything in it last changed (RFC 3339): taken from its entries, never from the clock.
    pub updated: String,
    /// Who answers for it.
    pub author: String,
    /// What it tells, newest first.
    pub entries: Vec<Entry>,
}

/// A way of writing a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Syntax {
    /// Lists both, the older first.
    pub const ALL: [Self; 2] = [Self::Atom, Self::Json];

    /// Returns what the feed's file is called.
    pub fn file(self) -> &'static str {
        match self {
            Self::Atom => "flode.xml",
            Self::Json => "flode.json",
        }
    }

    /// Returns the media type by which a page announces the feed.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

/// One thing that a feed tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Names the entry for ever, as a `tag:` name, so that moving it does not tell it anew.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The page that tells it whole.
    pub url: String,
    /// When it last changed (RFC 3339).
    pub updated: String,
    /// When it was published (RFC 3339).
    pub published: Option<String>,
    /// What it says in short, as plain text.
    pub summary: Option<String>,
    /// The whole text, as HTML in which every address is whole; `None` if the feed tells only in short.
    pub content_html: Option<String>,
    /// What it is about.
    pub categories: Vec<String>,
    /// Who wrote it; none if the feed's author did.
    pub authors: Vec<String>,
}
