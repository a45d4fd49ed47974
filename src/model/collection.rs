//! All published entries of a kind, in the kind's order.

use std::cmp::Ordering;
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil;
use rayon::prelude::*;

use super::field::Fields;
use super::names::{Name, Named, Ref};
use super::publishing::Schedule;
use super::topic::Topic;
use crate::date::Date;
use crate::diagnostic::Place;
use crate::index::Index;
use crate::lang::collate::SortKey;
use crate::source::path::SourcePath;
use crate::url::Url;

/// A kind of record: how its fields are read, and how its entries are ordered.
pub trait Record: Named + Send + Sync + Sized + 'static {
    /// Reads the fields of the kind; `None` if one that is needed is missing or wrong (which is remembered).
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self>;

    /// Names the text without which one at `path` is not shown, if there is such a text.
    fn follows(_path: &SourcePath) -> Option<SourcePath> {
        None
    }

    /// Returns the date by which an entry is listed, if it has one.
    fn date(&self) -> Option<Date>;

    /// Names every entry that this one declares itself related to.
    fn relations(&self) -> Vec<Name>;

    /// Returns the entry's series and its number there, if no other entry may have the same.
    fn number(&self) -> Option<(String, String)> {
        None
    }

    /// Returns the files beside the text that the fields name, with their place.
    fn files(&self) -> Vec<&FileName> {
        Vec::new()
    }

    /// Orders two entries in their collection.
    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering;
}

/// A file that a field names, relative to the entry's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    /// The file as written.
    pub name: String,
    /// Where it was written.
    pub place: Place,
}

/// One published entry: what all kinds share, and the kind's own.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// What all kinds share.
    pub head: Head,
    /// The kind's own fields.
    pub data: T,
}

/// What entries of all kinds share.
#[derive(Clone, Debug)]
pub struct Head {
    /// Kind and slug.
    pub name: Name,
    /// The title, or a person's name.
    pub title: String,
    /// How the title sorts.
    pub key: SortKey,
    /// One sentence about it.
    pub summary: Option<String>,
    /// Its topics.
    pub topics: Vec<Ref<Topic>>,
    /// Old addresses that lead here, with where they were written.
    pub aliases: Vec<(Url, Place)>,
    /// When its content was last changed.
    pub updated: Option<civil::Date>,
    /// The date by which it is listed.
    pub date: Option<Date>,
    /// The entries that it declares itself related to.
    pub relations: Vec<Name>,
    /// The file it was read from.
    pub path: SourcePath,
    /// When it is shown.
    pub schedule: Schedule,
}

/// The published entries of a kind, in order.
#[derive(Clone, Debug)]
pub struct Collection<T> {
    entries: Vec<Arc<Entry<T>>>,
    /// The place of each slug.
    by_slug: Index<Arc<str>, usize>,
    /// The places of the slugs that lie straight below another: `om/styrning` below `om`.
    below: Index<Box<str>, Vec<usize>>,
}

/// Goes through the entries of a collection in order.
pub type Iter<'a, T> =
    std::iter::Map<std::slice::Iter<'a, Arc<Entry<T>>>, fn(&'a Arc<Entry<T>>) -> &'a Entry<T>>;

impl<T> Default for Collection<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), by_slug: Index::default(), below: Index::default() }
    }
}

impl<T: Record> Collection<T> {
    /// Puts entries into the kind's order.
    pub fn new(mut entries: Vec<Arc<Entry<T>>>) -> Self {
        entries.par_sort_by(|left, right| {
            T::compare(left, right).then_with(|| left.head.name.cmp(&right.head.name))
        });
        let mut by_slug: Index<Arc<str>, usize> = Index::default();
        by_slug.reserve(entries.len());
        let mut below: Index<Box<str>, Vec<usize>> = Index::default();
        for (at, entry) in entries.iter().enumerate() {
            let slug = &entry.head.name.slug;
            if let Some((above, _)) = slug.rsplit_once('/') {
                match below.get_mut(above) {
                    Some(places) => places.push(at),
                    None => drop(below.insert(above.into(), vec![at])),
                }
            }
            by_slug.insert(slug.clone(), at);
        }
        Self { entries, by_slug, below }
    }

    /// Finds the entry that a reference names; `None` if it is not published.
    pub fn find(&self, reference: &Ref<T>) -> Option<&Entry<T>> {
        self.at(reference.slug())
    }
}

impl<T> Collection<T> {
    /// Finds an entry by its slug.
    pub fn at(&self, slug: &str) -> Option<&Entry<T>> {
        self.by_slug.get(slug).map(|at| &*self.entries[*at])
    }

    /// Goes through the entries whose slug lies straight below a slug, in order.
    pub fn below(&self, slug: &str) -> impl Iterator<Item = &Entry<T>> {
        self.below.get(slug).into_iter().flatten().map(|at| &*self.entries[*at])
    }

    /// Goes through the entries in order.
    pub fn iter(&self) -> Iter<'_, T> {
        self.entries.iter().map(Deref::deref)
    }

    /// Goes through the entries on all cores; what is gathered of them is in order.
    pub fn par_iter(&self) -> impl IndexedParallelIterator<Item = &Entry<T>>
    where
        T: Send + Sync,
    {
        self.entries.par_iter().map(Deref::deref)
    }

    /// Counts the entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a, T> IntoIterator for &'a Collection<T> {
    type Item = &'a Entry<T>;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Orders by title, as in a Swedish dictionary.
pub fn by_title<T>(left: &Entry<T>, right: &Entry<T>) -> Ordering {
    left.head.key.cmp(&right.head.key)
}

/// Orders the newest first, what has no date last, then by title.
pub fn newest_first<T>(left: &Entry<T>, right: &Entry<T>) -> Ordering {
    let last_day = |entry: &Entry<T>| entry.head.date.map(|date| date.last_day());
    last_day(right).cmp(&last_day(left)).then_with(|| by_title(left, right))
}
