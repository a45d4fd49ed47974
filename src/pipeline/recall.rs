//! What a loop of builds remembers: answers by the whole of their question.
//!
//! Nothing is ever invalidated, and there is no graph of what depends on what: an answer is found only by everything it
//! was made from, so what is found is right by construction.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use crate::content::bibliography::{self, Bibliography};
use crate::content::body::Body;
use crate::content::{Bodies, Document, chapter};
use crate::diagnostic::Diagnosed;
use crate::index::Index;
use crate::memo::Memo;
use crate::model::Site;
use crate::model::links::{self, Ground, Uses};
use crate::model::literature::{self, Literature};
use crate::model::read::Readings;
use crate::source::path::SourcePath;
use crate::source::{Sources, Text, is_literature};
use crate::theme::Theme;
use crate::view::plan::Plan;

/// What each text points at, and the text itself.
pub(super) type Found = Index<SourcePath, (Arc<Body>, Arc<Uses>)>;

/// What one build leaves for the next in the same run.
#[derive(Default)]
pub struct Recall {
    /// Whether there is a next.
    keeps: bool,
    /// What was read of each text, with the text's hash, in the order of their paths.
    documents: Vec<(u128, Diagnosed<Arc<Document>>)>,
    pub(super) readings: Readings,
    /// What was read of the literature in each folder, by its names and bytes.
    literature: BTreeMap<String, (u128, Diagnosed<Arc<Bibliography>>)>,
    uses: Arc<Found>,
    /// The digest of the ground that `uses` was found on.
    uses_on: u128,
    pub(super) sites: Memo<Diagnosed<Arc<Site>>>,
    pub(super) plans: Memo<Diagnosed<Arc<Plan>>>,
    pub(super) themes: Memo<Diagnosed<Option<Arc<Theme>>>>,
    pub(super) framed: Memo<Diagnosed<Option<Arc<Theme>>>>,
}

impl Recall {
    /// Begins a loop of builds.
    pub fn new() -> Self {
        Self {
            keeps: true,
            readings: Readings::new(),
            sites: Memo::with_room(1),
            plans: Memo::with_room(1),
            themes: Memo::with_room(1),
            framed: Memo::with_room(1),
            ..Self::default()
        }
    }

    /// Finds what was read of a text with these bytes, which most often lies where it lay before.
    pub(super) fn document(
        &self,
        at: usize,
        path: &SourcePath,
        hash: u128,
    ) -> Option<Diagnosed<Arc<Document>>> {
        let known = self.documents.get(at).filter(|(_, it)| it.value.path == *path);
        let search = || {
            let at = self.documents.binary_search_by(|(_, it)| it.value.path.cmp(path)).ok()?;
            Some(&self.documents[at])
        };
        let (known, document) = known.or_else(search)?;
        (*known == hash).then(|| document.clone())
    }

    /// Keeps what was read, in the order of the paths, and nothing older.
    pub(super) fn keep_documents(&mut self, read: &[(u128, Diagnosed<Arc<Document>>)]) {
        if self.keeps {
            self.documents = read.to_vec();
        }
    }

    /// Reads the literature of every report, or finds it.
    pub(super) fn literature(&mut self, sources: &Sources) -> Diagnosed<Literature> {
        let mut folders: BTreeMap<&str, Vec<(&SourcePath, &Text)>> = BTreeMap::new();
        let mut diagnostics = Vec::new();
        for (path, text) in sources.texts.iter().filter(|(path, _)| is_literature(path)) {
            match chapter::report(path) {
                Some(_) => folders.entry(path.folder()).or_default().push((path, text)),
                None => diagnostics.push(literature::homeless(path)),
            }
        }
        let known = std::mem::take(&mut self.literature);
        let folders: Vec<_> = folders.into_iter().collect();
        let read = |(folder, files): (&str, Vec<(&SourcePath, &Text)>)| {
            let mut question = Xxh3::new();
            for (path, text) in &files {
                question.update(path.as_str().as_bytes());
                question.update(&text.hash.to_le_bytes());
            }
            let question = question.digest128();
            let read = known.get(folder).filter(|(of, _)| *of == question).map(|(_, read)| read.clone());
            let afresh = || {
                let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.text.clone())).collect();
                bibliography::read(&files).map(Arc::new)
            };
            (folder.to_owned(), (question, read.unwrap_or_else(afresh)))
        };
        let read: Vec<_> = folders.into_par_iter().map(read).collect();
        if self.keeps {
            self.literature = read.iter().cloned().collect();
        }
        let mut all = Literature::new();
        for (folder, (_, literature)) in read {
            all.insert(folder, literature.unload(&mut diagnostics));
        }
        // What is not known of a list that could not be opened is no mistake of those who cite.
        for path in sources.unreadable.iter().filter(|path| is_literature(path)) {
            Arc::make_mut(all.entry(path.folder().to_owned()).or_default()).is_faulty = true;
        }
        Diagnosed { value: all, diagnostics }
    }

    /// Finds what every text that has a name points at, on all cores.
    pub(super) fn uses(&mut self, site: &Site, bodies: &Bodies) -> Arc<Found> {
        let ground = Ground::of(site);
        let digest = if self.keeps { ground.digest() } else { 0 };
        if self.uses_on != digest {
            self.uses = Arc::default();
        }
        let named: Vec<_> = site.names.all().map(|(_, path)| path).collect();
        let read = |path: &SourcePath| {
            let body = bodies.get(path)?;
            let known = self.uses.get(path).filter(|(of, _)| Arc::ptr_eq(of, body));
            let uses = match known {
                Some((_, uses)) => uses.clone(),
                None => Arc::new(links::uses(ground, path, body)),
            };
            Some((path.clone(), (body.clone(), uses)))
        };
        let read: Vec<_> = named.into_par_iter().filter_map(read).collect();
        let found: Arc<Found> = Arc::new(read.into_iter().collect());
        if self.keeps {
            self.uses = found.clone();
            self.uses_on = digest;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literature_is_read_once_for_each_form_of_it() {
        let sources = |bib: &str, text: &str| {
            Sources::from_listing(&format!(
                "-- content/publikationer/a/index.md --\n{text}\n-- content/publikationer/a/01-b.md --\n{text}\n\
                 -- content/publikationer/a/lista.bib --\n{bib}\n"
            ))
        };
        let one = "@book{ek2020, author = {Ek, Bo}, title = {Kaffe}, year = {2020}}";
        let other = "@book{ek2020, author = {Ek, Bo}, title = {Te}, year = {2020}}";
        let mut recall = Recall::new();
        let mut read =
            |sources: Sources| recall.literature(&sources).value["content/publikationer/a"].clone();
        let first = read(sources(one, "Text."));
        assert!(
            Arc::ptr_eq(&first, &read(sources(one, "Another text."))),
            "a text says nothing of literature"
        );
        let second = read(sources(other, "Text."));
        assert!(second.references["ek2020"].html.contains("Te"));
        assert!(!Arc::ptr_eq(&second, &read(sources(one, "Text."))), "only the last form is remembered");
    }
}
