//! Every name that exists: the slug of each entry, by kind; and references, which only exist if their name does.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use super::kind::Kind;
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::nearest::nearest;
use crate::lang::slug::slug;
use crate::source::path::SourcePath;

/// A kind that can be named: what a [`Ref`] points at.
pub trait Named {
    /// The kind of the entries.
    const KIND: Kind;
}

/// A name that is known to exist among the entries of a kind.
///
/// Whether the entry is published is another question: [`Collection::find`](super::collection::Collection::find).
pub struct Ref<T> {
    slug: Arc<str>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Named> Ref<T> {
    /// Returns the slug of the entry.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Returns the name without its type.
    pub fn name(&self) -> Name {
        Name { kind: T::KIND, slug: self.slug.clone() }
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self { slug: self.slug.clone(), kind: PhantomData }
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Ref({})", self.slug)
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl<T> Eq for Ref<T> {}

impl<T> Hash for Ref<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.slug.hash(state);
    }
}

/// A kind and a slug: an entry's name among all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The kind.
    pub kind: Kind,
    /// The slug, unique within the kind.
    pub slug: Arc<str>,
}

/// Every declared name, with the file that declares it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    declared: BTreeMap<Name, SourcePath>,
}

impl Names {
    /// Declares names, each with its file: of two files that want the same, the one that comes first has it.
    pub fn new(mut wanted: Vec<(Name, SourcePath)>) -> Self {
        wanted.sort_by(|left, right| left.0.cmp(&right.0));
        wanted.dedup_by(|later, first| later.0 == first.0);
        Self { declared: wanted.into_iter().collect() }
    }

    /// Makes a reference of a name that somebody wrote, if it exists.
    pub fn reference<T: Named>(&self, written: &str) -> Option<Ref<T>> {
        let name = self.name(T::KIND, written)?;
        Some(Ref { slug: name.slug, kind: PhantomData })
    }

    /// Finds a name that somebody wrote, if it exists.
    pub fn name(&self, kind: Kind, written: &str) -> Option<Name> {
        let wanted = Name { kind, slug: written.into() };
        self.declared.get_key_value(&wanted).map(|(name, _)| name.clone())
    }

    /// Counts the names.
    pub fn len(&self) -> usize {
        self.declared.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    /// Finds the file that declares a name.
    pub fn path(&self, name: &Name) -> Option<&SourcePath> {
        self.declared.get(name)
    }

    /// Finds the name of this kind that was probably meant: the slug of a title, or the nearest spelling.
    pub fn probably(&self, kind: Kind, written: &str) -> Option<&str> {
        let all = || self.of(kind).map(|(slug, _)| slug);
        let as_slug = slug(written);
        all().find(|name| *name == as_slug).or_else(|| nearest(&as_slug, all()))
    }

    /// Says that no entry of a kind has a name, with the one that was probably meant; `or` ends each advice.
    pub fn unknown(&self, kind: Kind, written: &str, or: &str, place: Place) -> Diagnostic {
        let words = kind.words();
        let remark =
            Diagnostic::error("F401", place, format!("{} {} heter `{written}`", words.none, words.one));
        let count = self.of(kind).count();
        remark.advise(match self.probably(kind, written) {
            Some(near) => {
                let it = if words.none == "ingen" { "den" } else { "det" };
                format!("skriv: `{near}` (menade du {it}?){or}")
            }
            None if count == 0 => format!("det finns ännu {} {}: ta bort namnet{or}", words.none, words.one),
            None if count <= 15 => {
                let all: Vec<_> = self.of(kind).map(|(slug, _)| format!("`{slug}`")).collect();
                format!("välj något av: {}{or}", all.join(", "))
            }
            None => {
                let folder = kind.folder().map_or("content".to_owned(), |folder| format!("content/{folder}"));
                format!("skriv filens namn utan `.md`, från mappen `{folder}`{or}")
            }
        })
    }

    /// Goes through every name, with the file that declares it.
    pub fn all(&self) -> impl Iterator<Item = (&Name, &SourcePath)> {
        self.declared.iter()
    }

    /// Lists the slugs of a kind, with their files, in the order of the alphabet.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = (&str, &SourcePath)> {
        let first = Name { kind, slug: "".into() };
        self.declared
            .range(first..)
            .take_while(move |(name, _)| name.kind == kind)
            .map(|(name, path)| (&*name.slug, path))
    }
}
