//! Reads the PDFs of a site, each in a process of its own, so that a hostile one costs only itself.
//!
//! The process is this program once more ([`child`]), with a limit to its time and its memory. It tells what it finds
//! in parts; of one that is ended the parts that came are kept, and why it ended is a fault of the file. Several run at
//! a time. What was read is remembered by the hash of the bytes: here while the program runs, and by a [`store`] on
//! disk where the caller has a place for one.
#![expect(clippy::disallowed_methods, reason = "this room opens files of others, and keeps what they say")]

pub mod child;
mod process;
pub mod store;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::Error;
use crate::source::blob::Blob;
use crate::source::pdf::{Reading, Readings};
use crate::source::{CONTENT, Sources};
use store::Store;

/// How many processes run at a time at most: each may take as much memory as it is allowed.
const AT_A_TIME: usize = 4;

/// A PDF to read: the hash of its bytes, how large it is, and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    hash: u128,
    size: u64,
    file: PathBuf,
}

impl Wanted {
    /// Returns the hash of its bytes.
    pub fn hash(&self) -> u128 {
        self.hash
    }
}

/// Lists the PDFs of `content/`, each once however often it lies there, without those that are known.
pub fn wanted(sources: &Sources, known: &Readings) -> Vec<Wanted> {
    let inside = |path: &str| path.strip_prefix(CONTENT).is_some_and(|rest| rest.starts_with('/'));
    let pdfs = sources.blobs.iter().filter(|(path, _)| path.extension() == "pdf" && inside(path.as_str()));
    let wanted = |blob: &Blob| {
        let (hash, size) = (blob.hash, blob.size);
        Some((hash, Wanted { hash, size, file: blob.file()?.to_path_buf() }))
    };
    let all: BTreeMap<_, _> = pdfs.filter_map(|(_, blob)| wanted(blob)).collect();
    all.into_values().filter(|it| !known.contains_key(&it.hash)).collect()
}

/// Reads files, and tells of each as it is done; `program` is this program's file.
///
/// A file that is another by now is left out.
///
/// # Errors
/// If no process can be started. That a process ends badly is the file's fault.
pub fn read(
    program: &Path,
    wanted: &[Wanted],
    done: &(dyn Fn(u128, Arc<Reading>) + Sync),
) -> Result<(), Error> {
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(None);
    let work = || {
        while let Some(it) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
            match process::read(program, it) {
                Ok(Some(reading)) => done(it.hash, Arc::new(reading)),
                Ok(None) => {}
                Err(error) => {
                    *held(&failed) = Some(error);
                    return;
                }
            }
        }
    };
    let hands = std::thread::available_parallelism().map_or(1, usize::from).min(AT_A_TIME).min(wanted.len());
    std::thread::scope(|scope| {
        for _ in 1..hands {
            // Where no more threads are to be had, one does the work.
            let _ = std::thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    held(&failed).take().map_or(Ok(()), Err)
}

/// Reads one file, wherever it lies.
///
/// # Errors
/// As [`read`], and if the file cannot be read at all.
pub fn one(program: &Path, file: &Path) -> Result<Reading, Error> {
    let Blob { hash, size, .. } = Blob::from_file(file)?;
    let wanted = Wanted { hash, size, file: file.to_path_buf() };
    // Of one that is written at this moment nothing is known yet.
    Ok(process::read(program, &wanted)?.unwrap_or_default())
}

/// Takes hold of what several threads share; whoever held it and failed has left it whole.
fn held<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Fills in what is known of the PDFs of a site: out of the store, or read now and put there.
///
/// # Errors
/// As [`read`].
pub fn fill(program: &Path, sources: &mut Sources, store: Option<&Store>) -> Result<(), Error> {
    let known = |it: &Wanted| Some((it.hash, Arc::new(store?.recall(it.hash)?)));
    sources.pdfs = wanted(sources, &Readings::new()).iter().filter_map(known).collect();
    let missing = wanted(sources, &sources.pdfs);
    let found = Mutex::new(Readings::new());
    read(program, &missing, &|hash, reading| {
        if let Some(store) = store {
            store.keep(hash, &reading);
        }
        held(&found).insert(hash, reading);
    })?;
    sources.pdfs.append(&mut held(&found));
    Ok(())
}
