//! The table of outputs: each address once, in order, and what is said where two outputs want the same one.

use std::ops::Deref;

use rayon::prelude::*;

use super::judge;
use crate::diagnostic::Diagnostic;
use crate::url::Url;
use crate::view::subject::{Planned, Subject};

/// What the file of a page is called.
const INDEX_FILE: &str = "index.html";

/// Outputs in the order of their addresses, each address once.
#[derive(Debug, Default)]
pub struct Table(Vec<Planned>);

impl Table {
    /// Sorts outputs by address; where two want the same one, the first stays, and there is a remark.
    pub(super) fn new(mut outputs: Vec<Planned>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        outputs.par_sort_by(|left, right| left.url.cmp(&right.url));
        outputs.dedup_by(|later, first| {
            let same = later.url == first.url;
            if same && !is_granted(later, first) {
                diagnostics.push(judge::taken(&later.url, &later.origin, &first.origin));
            }
            same
        });
        let mut table = Self(outputs);
        // A page and a file called `index.html` in its folder land in the same place.
        let twin = |it: &Planned| table.get(page_of(&it.url)?);
        let twins: Vec<Url> = table.iter().filter(|it| twin(it).is_some()).map(|it| it.url.clone()).collect();
        for url in twins {
            let twin = table.0.remove(table.place(url.as_str()).expect("it stands in the table"));
            let page = page_of(&url).and_then(|page| table.get(page)).expect("the page stands in the table");
            diagnostics.push(judge::taken(&url, &twin.origin, &page.origin));
        }
        table
    }

    /// Finds the output at an address.
    pub fn get(&self, url: &str) -> Option<&Planned> {
        self.place(url).map(|at| &self[at])
    }

    /// Tells whether something stands at an address.
    pub fn contains(&self, url: &str) -> bool {
        self.place(url).is_some()
    }

    fn place(&self, url: &str) -> Option<usize> {
        self.binary_search_by(|it| it.url.as_str().cmp(url)).ok()
    }
}

impl Deref for Table {
    type Target = [Planned];

    fn deref(&self) -> &[Planned] {
        &self.0
    }
}

/// Tells whether a later output may want what another one has: a file may be named by a field and shown by the text as
/// well, and what stands at an old address is told where the redirects are judged.
fn is_granted(later: &Planned, first: &Planned) -> bool {
    match (&later.subject, &first.subject) {
        (Subject::File(one), Subject::File(other)) => one == other,
        (Subject::Moved(_), _) => true,
        _ => false,
    }
}

/// Returns the page that a file called `index.html` would stand in the place of.
fn page_of(url: &Url) -> Option<&str> {
    url.as_str().strip_suffix(INDEX_FILE).filter(|folder| folder.ends_with('/'))
}
