//! The PDFs of a preview: each is read once, beside the loop, so that no page waits for one.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::super::report;
use crate::error::Error;
use crate::reader;
use crate::serve::watch::Bell;
use crate::source::Sources;
use crate::source::pdf::{Reading, Readings};

/// How often the loop is told of what has been read, while there is more to read.
const OFTEN: Duration = Duration::from_secs(2);

/// What was read of one file.
type Found = (u128, Arc<Reading>);

/// What is known of PDFs, and what is being read.
pub(super) struct Pdfs {
    program: PathBuf,
    known: Readings,
    asked: BTreeSet<u128>,
    sender: Sender<Found>,
    found: Receiver<Found>,
    bell: Bell,
}

impl Pdfs {
    /// Begins with nothing known; the bell is rung when more is.
    pub(super) fn new(program: PathBuf, bell: Bell) -> Self {
        let (sender, found) = mpsc::channel();
        Self { program, known: Readings::new(), asked: BTreeSet::new(), sender, found, bell }
    }

    /// Fills in what is known, and has the rest read.
    pub(super) fn fill(&mut self, sources: &mut Sources) {
        self.known.extend(self.found.try_iter());
        sources.pdfs.clone_from(&self.known);
        let mut wanted = reader::wanted(sources, &self.known);
        wanted.retain(|it| self.asked.insert(it.hash()));
        if wanted.is_empty() {
            return;
        }
        let Self { program, sender, bell, .. } = self;
        let (program, sender, bell) = (program.clone(), sender.clone(), bell.clone());
        let read = move || {
            let told = Mutex::new(Instant::now());
            let outcome = reader::read(&program, &wanted, &|hash, reading| {
                // Nobody listens any more once the preview ends.
                let _ = sender.send((hash, reading));
                let mut told = told.lock().expect("no thread panics while it holds the time");
                if told.elapsed() > OFTEN {
                    *told = Instant::now();
                    bell.wake();
                }
            });
            bell.wake();
            if let Err(error) = outcome {
                report::tell(&format!("fel: {error}"));
            }
        };
        if let Err(source) = std::thread::Builder::new().spawn(read) {
            let error = Error::io("starta", &self.program, source);
            report::tell(&format!("fel: {error}"));
        }
    }
}
