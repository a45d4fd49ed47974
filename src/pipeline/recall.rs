//! What a loop of builds remembers: answers by the whole of their question.
//!
//! Nothing is ever invalidated, and there is no graph of what depends on what: an answer is found only by everything it
//! was made from, so what is found is right by construction.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::content::body::Body;
use crate::content::{Bodies, Document};
use crate::diagnostic::Diagnosed;
use crate::memo::Memo;
use crate::model::Site;
use crate::model::links::{self, Ground, Uses};
use crate::model::read::Readings;
use crate::source::path::SourcePath;
use crate::theme::Theme;
use crate::view::plan::Plan;

/// What one build leaves for the next in the same run.
#[derive(Default)]
pub struct Recall {
    /// Whether there is a next.
    keeps: bool,
    /// What was read of each text, with the text's hash, in the order of their paths.
    documents: Vec<(u128, Diagnosed<Arc<Document>>)>,
    pub(super) readings: Readings,
    uses: BTreeMap<SourcePath, (Arc<Body>, Arc<Uses>)>,
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

    /// Finds what was read of a text with these bytes.
    pub(super) fn document(&self, path: &SourcePath, hash: u128) -> Option<Diagnosed<Arc<Document>>> {
        let at = self.documents.binary_search_by(|(_, it)| it.value.path.cmp(path)).ok()?;
        let (known, document) = &self.documents[at];
        (*known == hash).then(|| document.clone())
    }

    /// Keeps what was read, in the order of the paths, and nothing older.
    pub(super) fn keep_documents(&mut self, read: &[(u128, Diagnosed<Arc<Document>>)]) {
        if self.keeps {
            self.documents = read.to_vec();
        }
    }

    /// Finds what every text that has a name points at, on all cores.
    pub(super) fn uses(&mut self, site: &Site, bodies: &Bodies) -> BTreeMap<SourcePath, Arc<Uses>> {
        let ground = Ground::of(site);
        let digest = if self.keeps { ground.digest() } else { 0 };
        if self.uses_on != digest {
            self.uses.clear();
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
        let read: BTreeMap<_, _> = named.into_par_iter().filter_map(read).collect();
        let uses = read.iter().map(|(path, (_, uses))| (path.clone(), uses.clone())).collect();
        if self.keeps {
            self.uses = read;
            self.uses_on = digest;
        }
        uses
    }
}
