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
use crate::model::links::{self, Uses};
use crate::model::names::Name;
use crate::source::path::SourcePath;
use crate::theme::Theme;
use crate::view::plan::Plan;

/// What one build leaves for the next in the same run.
#[derive(Default)]
pub struct Recall {
    /// Whether there is a next.
    keeps: bool,
    documents: BTreeMap<SourcePath, (u128, Diagnosed<Arc<Document>>)>,
    uses: BTreeMap<SourcePath, (Arc<Body>, Arc<Uses>)>,
    /// The question of the site that `uses` was found with.
    uses_of: u128,
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
            sites: Memo::with_room(2),
            plans: Memo::with_room(2),
            themes: Memo::with_room(1),
            framed: Memo::with_room(2),
            ..Self::default()
        }
    }

    /// Finds what was read of a text with these bytes.
    pub(super) fn document(&self, path: &SourcePath, hash: u128) -> Option<Diagnosed<Arc<Document>>> {
        self.documents.get(path).filter(|(known, _)| *known == hash).map(|(_, document)| document.clone())
    }

    /// Keeps what was read, in the order of the paths, and nothing older.
    pub(super) fn keep_documents(&mut self, read: &[(u128, Diagnosed<Arc<Document>>)]) {
        if self.keeps {
            let by_path = |it: &(u128, Diagnosed<Arc<Document>>)| (it.1.value.path.clone(), it.clone());
            self.documents = read.iter().map(by_path).collect();
        }
    }

    /// Finds what every text that has a name points at, on all cores.
    pub(super) fn uses(
        &mut self,
        question: u128,
        site: &Site,
        bodies: &Bodies,
    ) -> BTreeMap<SourcePath, Arc<Uses>> {
        if self.uses_of != question {
            self.uses.clear();
        }
        let named: Vec<_> = site.names.all().collect();
        let read = |(name, path): (&Name, &SourcePath)| {
            let body = bodies.get(path)?;
            let known = self.uses.get(path).filter(|(of, _)| Arc::ptr_eq(of, body));
            let uses = match known {
                Some((_, uses)) => uses.clone(),
                None => Arc::new(links::uses(site, name, path, body)),
            };
            Some((path.clone(), (body.clone(), uses)))
        };
        let read: BTreeMap<_, _> = named.into_par_iter().filter_map(read).collect();
        let uses = read.iter().map(|(path, (_, uses))| (path.clone(), uses.clone())).collect();
        if self.keeps {
            self.uses = read;
            self.uses_of = question;
        }
        uses
    }
}
