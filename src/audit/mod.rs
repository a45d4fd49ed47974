//! Whether finished pages are whole and fit to be seen: reads bytes, and knows nothing of how they were made.
//!
//! 1. [`read`] goes once through a page (`html` cuts it into tags, `page` holds the rules) and asks at once whether
//!    the addresses that it links to exist, so that of a page's eighty links only the broken ones are remembered.
//! 2. [`judge`] looks across pages: does each `#anchor` stand on its page?
//!
//! What a page's [`Facts`] say depends on its bytes **and** on which addresses there are, and on its [`Frame`]; whoever remembers
//! them must forget them when an address comes or goes, or the frame is another.

mod address;
mod html;
mod page;
pub mod remark;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::url::Url;
use remark::{Remark, Rule};

/// What must be remembered of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Places on other pages that this one links to, as `/om/#styrning`, each once.
    pub anchors: Vec<Box<str>>,
    /// XXH3 of each id on the page, in order of size.
    pub ids: Vec<u64>,
    /// What is wrong with the page itself.
    pub remarks: Vec<Remark>,
}

/// What is right on every page of a site.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The site's address without its last slash.
    pub base_url: &'a str,
    /// Where a form may be sent besides the site itself.
    pub form: Option<&'a str>,
}

/// Reads one finished page.
///
/// `exists` knows the addresses of the site.
pub fn read(url: &Url, html: &[u8], frame: Frame<'_>, exists: impl Fn(&str) -> bool) -> Facts {
    let mut page = page::Page::new(url, frame, exists);
    html::walk(html, &mut page);
    page.finish()
}

/// Says what is wrong with the pages: each mistake once, on the first page that has it.
pub fn judge<'a>(pages: impl Iterator<Item = (&'a Url, &'a Facts)>) -> Vec<Diagnostic> {
    let pages: BTreeMap<&str, (&Url, &Facts)> =
        pages.map(|(url, facts)| (url.as_str(), (url, facts))).collect();
    let mut all: BTreeMap<(Rule, &str), (&Url, usize)> = BTreeMap::new();
    for (url, facts) in pages.values() {
        let broken = facts.anchors.iter().filter(|anchor| !stands(&pages, anchor));
        let broken = broken.map(|anchor| (Rule::Anchor, &**anchor));
        let own = facts.remarks.iter().map(|it| (it.rule, &*it.detail));
        for key in own.chain(broken) {
            all.entry(key).or_insert((url, 0)).1 += 1;
        }
    }
    all.into_iter().map(|((rule, detail), (url, count))| rule.diagnostic(url, detail, count)).collect()
}

/// Tells whether an anchor stands on its page; a file that is no page has none that we know.
fn stands(pages: &BTreeMap<&str, (&Url, &Facts)>, anchor: &str) -> bool {
    let Some((address, id)) = anchor.split_once('#') else { return true };
    pages.get(address).is_none_or(|(_, facts)| facts.ids.binary_search(&hash(id.as_bytes())).is_ok())
}

fn hash(bytes: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(bytes)
}

#[cfg(test)]
mod tests;
