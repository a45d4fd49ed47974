//! What a sitemap lists: every page that may be found by search.

/// The site's pages, for search engines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sitemap {
    /// The site's address without its last slash: `https://fou-nordvast.se`.
    pub base: String,
    /// The pages, in any order.
    pub entries: Vec<Entry>,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its absolute address.
    pub loc: String,
    /// The day it last changed, as `2026-03-03`.
    pub lastmod: Option<String>,
}
