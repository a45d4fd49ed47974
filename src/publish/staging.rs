//! A new site growing beside the one that stands, until it takes its place.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use xxhash_rust::xxh3::xxh3_128;

use super::disk;
use super::folder::Folder;
use super::ledger::{self, Entries, Entry, Ledger, MARKER};
use super::lock::Lock;
use super::standing::{Found, Standing};
use super::swap;
use super::target::{self, Ground, Target};
use crate::error::Error;

/// How a file stands to the one of the same name in the site before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// There was none.
    New,
    /// It had other bytes.
    Changed,
    /// It is the same file, with its time and inode.
    Unchanged,
}

/// What a publication came to.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many files the site has.
    pub files: usize,
    /// How many of them the site before did not have.
    pub new: usize,
    /// How many had other bytes before.
    pub changed: usize,
    /// How many are as before.
    pub unchanged: usize,
    /// How many files of the site before are gone.
    pub removed: usize,
    /// How large the files are together.
    pub bytes: u64,
    /// Why the old site could not be deleted, if so; the new one stands all the same.
    pub leftover: Option<Error>,
}

/// What is in the staging folder by path, and how it stands to the site before.
type Written = BTreeMap<String, (Entry, Outcome)>;

/// A site being written. Nothing is seen of it until [`commit`](Self::commit); dropped before, it leaves nothing.
///
/// Writing is for many threads at once. A file that could not be written keeps the site from being published,
/// until the same path is written with success.
#[derive(Debug)]
pub struct Staging {
    ground: Ground,
    folder: Folder,
    standing: Standing,
    ledger: Option<Ledger>,
    durable: bool,
    written: Mutex<Written>,
    failed: Mutex<BTreeSet<String>>,
    is_published: bool,
    lock: Lock,
}

impl Staging {
    /// Takes the lock, refuses a dangerous output, clears what a killed run left, and makes an empty folder.
    ///
    /// # Errors
    /// Refuses a target that would cost somebody a file, or that another run is publishing to; and whatever the
    /// disk will not do.
    pub fn open(target: &Target) -> Result<Self, Error> {
        let ground = Ground::survey(target)?;
        fs::create_dir_all(&ground.hidden).map_err(|source| Error::io("skapa", &ground.hidden, source))?;
        let lock = Lock::take(&ground)?;
        swap::recover(&ground)?;
        ground.inspect()?;
        let standing = Standing::walk(&ground.output)?;
        let ledger = Ledger::of(&ground.output, &ground.hidden);
        Ok(Self {
            folder: Folder::make(ground.staged(), ground.shown.clone())?,
            durable: target.durable,
            written: Mutex::default(),
            failed: Mutex::default(),
            is_published: false,
            ground,
            standing,
            ledger,
            lock,
        })
    }

    /// Returns the bytes remembered with the site that stands; `None` if there are none that surely belong to it.
    pub fn memory(&self) -> Option<&[u8]> {
        self.ledger.as_ref().map(Ledger::memory)
    }

    /// Says whether every file of the standing site has the size and time it was published with, and no other
    /// file is there.
    pub fn is_intact(&self) -> bool {
        self.ledger.as_ref().is_some_and(|ledger| self.standing.is(&ledger.entries))
    }

    /// Writes one file, or takes over the standing one if it has the same bytes.
    ///
    /// # Errors
    /// Refuses a path that is not plain and relative; and what the disk will not do.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Outcome, Error> {
        self.attempt(path, || {
            let hash = xxh3_128(bytes);
            let equal = self.equal(path, bytes.len() as u64, hash);
            self.place(path, equal, hash, |file| {
                file.write_all(bytes).map_err(|source| self.folder.unwritten(path, source))?;
                Ok(hash)
            })
        })
    }

    /// Copies a file piece by piece, or takes over the standing one if it has the same bytes.
    ///
    /// # Errors
    /// Refuses what [`write`](Self::write) refuses, and a source that is not a file; and what the disk will not do.
    pub fn copy(&self, path: &str, from: &Path) -> Result<Outcome, Error> {
        self.attempt(path, || {
            let unread = |source| Error::io("läsa", from, source);
            let metadata = fs::metadata(from).map_err(unread)?;
            if !metadata.is_file() {
                return Err(Error::Refused(format!("`{}` är ingen vanlig fil", from.display())));
            }
            let mut source = File::open(from).map_err(unread)?;
            let (mut equal, mut hash) = (None, 0);
            if self.standing.files.get(path).is_some_and(|found| found.stamp.size == metadata.len()) {
                let (size, seen) = disk::digest(&mut source, |_| Ok(())).map_err(unread)?;
                (equal, hash) = (self.equal(path, size, seen), seen);
                source.rewind().map_err(unread)?;
            }
            self.place(path, equal, hash, |file| {
                let mut unwritten = None;
                let copied = disk::digest(&mut source, |chunk| {
                    file.write_all(chunk).map_err(|error| {
                        unwritten = Some(error);
                        io::ErrorKind::Other.into()
                    })
                });
                match unwritten {
                    Some(error) => Err(self.folder.unwritten(path, error)),
                    None => copied.map(|(_, hash)| hash).map_err(unread),
                }
            })
        })
    }

    /// Takes over the standing file without reading it, if it is as it was published; says whether that was so.
    ///
    /// # Errors
    /// Refuses a path that is not plain and relative; and what the disk will not do.
    pub fn keep(&self, path: &str) -> Result<bool, Error> {
        target::check(path)?;
        let noted = self.ledger.as_ref().and_then(|ledger| ledger.entries.get(path));
        let (Some(entry), Some(found)) = (noted, self.standing.files.get(path)) else { return Ok(false) };
        let is_kept = found.stamp == entry.stamp && self.folder.link(path, &self.stands(path), *found)?;
        if is_kept {
            self.note(path, *entry, Outcome::Unchanged);
        }
        Ok(is_kept)
    }

    /// Publishes: the new folder takes the old one's place in one step, then the old one is deleted.
    ///
    /// `memory` is handed back by [`memory`](Self::memory) for as long as this very site stands.
    ///
    /// # Errors
    /// Refuses a site that lacks a file or has none, and an output that became somebody else's meanwhile; and what
    /// the disk will not do. The old site stands then.
    pub fn commit(mut self, memory: &[u8]) -> Result<Summary, Error> {
        let written = self.finished()?;
        self.refuse_unlocked()?;
        let summary = self.summary(&written);
        let entries: Entries = written.into_iter().map(|(path, (entry, _))| (path, entry)).collect();
        self.remember(&entries, memory)?;
        let unsettled = |source| Error::io("spara", &self.ground.shown, source);
        if self.durable {
            disk::settle(self.folder.root()).map_err(unsettled)?;
        }
        self.refuse_unlocked()?;
        self.ground.inspect()?;
        swap::swap(&self.ground)?;
        self.is_published = true;
        let settled = if self.durable { self.settle_names() } else { Ok(()) };
        let swept = swap::sweep(&self.ground);
        let leftover = settled.err().or(swept.err());
        Ok(Summary { leftover, ..summary })
    }

    /// Does the deed of one path and notes how it went.
    fn attempt(
        &self,
        path: &str,
        deed: impl FnOnce() -> Result<(Entry, Outcome), Error>,
    ) -> Result<Outcome, Error> {
        target::check(path)?;
        let (entry, outcome) = deed().inspect_err(|_| {
            self.failed.lock().expect(SOUND).insert(path.to_owned());
        })?;
        self.note(path, entry, outcome);
        Ok(outcome)
    }

    fn note(&self, path: &str, entry: Entry, outcome: Outcome) {
        self.failed.lock().expect(SOUND).remove(path);
        self.written.lock().expect(SOUND).insert(path.to_owned(), (entry, outcome));
    }

    /// Links the equal standing file, or lets `write` fill a new one and say what it hashes to.
    fn place(
        &self,
        path: &str,
        equal: Option<Found>,
        hash: u128,
        write: impl FnOnce(&mut File) -> Result<u128, Error>,
    ) -> Result<(Entry, Outcome), Error> {
        if let Some(found) = equal
            && self.folder.link(path, &self.stands(path), found)?
        {
            return Ok((Entry { stamp: found.stamp, hash }, Outcome::Unchanged));
        }
        let (stamp, hash) = self.folder.fill(path, equal.map(|found| found.stamp), write)?;
        let outcome = match equal {
            Some(_) => Outcome::Unchanged,
            None if self.standing.files.contains_key(path) => Outcome::Changed,
            None => Outcome::New,
        };
        Ok((Entry { stamp, hash }, outcome))
    }

    /// Finds the standing file of this name if it has the same bytes; reads it only if its stamp is not as noted.
    fn equal(&self, path: &str, size: u64, hash: u128) -> Option<Found> {
        let found = *self.standing.files.get(path)?;
        if found.stamp.size != size {
            return None;
        }
        let noted = self.ledger.as_ref().and_then(|ledger| ledger.entries.get(path));
        let known = match noted {
            Some(entry) if entry.stamp == found.stamp => entry.hash,
            _ => disk::digest(&mut disk::open(&self.stands(path)).ok()?, |_| Ok(())).ok()?.1,
        };
        (known == hash).then_some(found)
    }

    /// Returns where the file of this name stands now.
    fn stands(&self, path: &str) -> PathBuf {
        self.ground.output.join(path)
    }

    /// Returns what was written; refuses to publish a site that lacks a file, or has none.
    fn finished(&mut self) -> Result<Written, Error> {
        let written = std::mem::take(self.written.get_mut().expect(SOUND));
        let fault = match self.failed.get_mut().expect(SOUND).first() {
            Some(path) => format!("`{path}` kunde inte skrivas"),
            None if written.is_empty() => "den har inga filer".to_owned(),
            None => return Ok(written),
        };
        Err(Error::Refused(format!("webbplatsen publiceras inte: {fault}; den gamla står kvar")))
    }

    /// Refuses to go on where another run may be at work, because somebody removed the hidden folder under us.
    fn refuse_unlocked(&self) -> Result<(), Error> {
        if self.lock.holds() {
            return Ok(());
        }
        let hidden = self.ground.hidden.display();
        Err(Error::Refused(format!("arbetsmappen `{hidden}` togs bort under bygget; bygg igen")))
    }

    /// Writes the memory beside the site and its digest into the marker, whole before anything refers to it.
    fn remember(&self, entries: &Entries, memory: &[u8]) -> Result<(), Error> {
        let (bytes, digest) = ledger::encode(entries, memory);
        let path = ledger::file(&self.ground.hidden, digest);
        let begun = self.ground.hidden.join(format!("{}new", ledger::MEMORY));
        fs::write(&begun, bytes)
            .and_then(|()| fs::rename(&begun, &path))
            .map_err(|source| Error::io("skriva", &path, source))?;
        let write = |file: &mut File| {
            let marker = ledger::marker(digest);
            file.write_all(marker.as_bytes()).map_err(|source| self.folder.unwritten(MARKER, source))
        };
        self.folder.fill(MARKER, None, write).map(|_| ())
    }

    fn settle_names(&self) -> Result<(), Error> {
        [self.ground.output.parent(), Some(&self.ground.hidden)]
            .into_iter()
            .flatten()
            .try_for_each(disk::settle_names)
            .map_err(|source| Error::io("spara", &self.ground.shown, source))
    }

    fn summary(&self, written: &Written) -> Summary {
        let count = |wanted| written.values().filter(|(_, outcome)| *outcome == wanted).count();
        let gone = self.standing.files.keys().filter(|path| !written.contains_key(*path)).count();
        Summary {
            files: written.len(),
            new: count(Outcome::New),
            changed: count(Outcome::Changed),
            unchanged: count(Outcome::Unchanged),
            removed: gone + self.standing.strays,
            bytes: written.values().map(|(entry, _)| entry.stamp.size).sum(),
            leftover: None,
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.is_published && self.lock.holds() {
            // Nobody is left to be told; the next run removes it, or says why it cannot.
            let _ = swap::recover(&self.ground);
        }
    }
}

/// Why a mutex here can always be had.
const SOUND: &str = "no thread panics while it holds the list";
