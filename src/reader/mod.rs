//! Reads the PDFs and pictures of a site, each in a process of its own, so that a hostile one costs only itself.
//!
//! The process is this program once more ([`child`]), with a limit to its time and its memory. It tells what it finds
//! in parts; of one that is ended the parts that came are kept, and why it ended is a fault of the file. Several run at
//! a time. What was read is remembered by the hash of the bytes: here while the program runs, and by a [`store`] on
//! disk where the caller has a place for one.
#![expect(clippy::disallowed_methods, reason = "this room opens files of others, and keeps what they say")]

pub mod child;
mod process;
pub mod store;
pub mod trade;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use crate::error::Error;
use crate::source::blob::Blob;
use crate::source::{CONTENT, Sources};
use store::Store;
use trade::{Kept, Trade};

/// How many processes run at a time at most: each may take as much memory as it is allowed.
const AT_A_TIME: usize = 4;

/// A file to read: the hash of its bytes, how large it is, and where it lies.
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

/// Lists the files of a sort in `content/`, each once however often it lies there, without those that are known.
pub fn wanted<T: Trade>(sources: &Sources, known: &BTreeMap<u128, Arc<T::Reading>>) -> Vec<Wanted> {
    let inside = |path: &str| path.strip_prefix(CONTENT).is_some_and(|rest| rest.starts_with('/'));
    let ours = sources.blobs.iter().filter(|(path, _)| T::is_ours(path) && inside(path.as_str()));
    let wanted = |blob: &Blob| {
        let (hash, size) = (blob.hash, blob.size);
        Some((hash, Wanted { hash, size, file: blob.file()?.to_path_buf() }))
    };
    let all: BTreeMap<_, _> = ours.filter_map(|(_, blob)| wanted(blob)).collect();
    all.into_values().filter(|it| !known.contains_key(&it.hash)).collect()
}

/// Reads files, and tells of each as it is done; `program` is this program's file.
///
/// A file that is another by now is left out.
///
/// # Errors
/// If no process can be started. That a process ends badly is the file's fault.
pub fn read<T: Trade>(
    program: &Path,
    wanted: &[Wanted],
    done: &(dyn Fn(u128, T::Reading) + Sync),
) -> Result<(), Error> {
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(None);
    let work = || {
        while let Some(it) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
            match process::read::<T>(program, it) {
                Ok(Some(reading)) => done(it.hash, reading),
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
pub fn one<T: Trade>(program: &Path, file: &Path) -> Result<T::Reading, Error> {
    let Blob { hash, size, .. } = Blob::from_file(file)?;
    let wanted = Wanted { hash, size, file: file.to_path_buf() };
    // Of one that is written at this moment nothing is known yet.
    Ok(process::read::<T>(program, &wanted)?.unwrap_or_default())
}

/// Takes hold of what several threads share; whoever held it and failed has left it whole.
fn held<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Fills in what the store knows of the files of a site.
pub fn recall<T: Kept>(sources: &mut Sources, store: &Store<T>) {
    let known = |it: &Wanted| Some((it.hash, Arc::new(store.recall(it.hash)?)));
    let known = wanted::<T>(sources, &BTreeMap::new()).par_iter().filter_map(known).collect();
    *T::known(sources) = known;
}

/// Reads those files of a site of which nothing is known, and fills in what they say.
///
/// # Errors
/// As [`read`].
pub fn fill<T: Trade>(program: &Path, sources: &mut Sources) -> Result<(), Error> {
    take_in::<T>(program, sources, &|_, reading| reading)
}

/// Does the same, and puts into the store what it has not known.
///
/// # Errors
/// As [`read`].
pub fn fill_and_keep<T: Kept>(program: &Path, sources: &mut Sources, store: &Store<T>) -> Result<(), Error> {
    recall(sources, store);
    take_in::<T>(program, sources, &|hash, reading| {
        store.keep(hash, &reading);
        // What lies on disk need not lie in memory as well.
        store.recall(hash).unwrap_or(reading)
    })
}

fn take_in<T: Trade>(
    program: &Path,
    sources: &mut Sources,
    kept: &(dyn Fn(u128, T::Reading) -> T::Reading + Sync),
) -> Result<(), Error> {
    let known = std::mem::take(T::known(sources));
    let missing = wanted::<T>(sources, &known);
    let found = Mutex::new(known);
    read::<T>(program, &missing, &|hash, reading| {
        let reading = Arc::new(kept(hash, reading));
        held(&found).insert(hash, reading);
    })?;
    *T::known(sources) = std::mem::take(&mut held(&found));
    Ok(())
}
