//! Sources that are kept up to date: only what has a new stamp is read again.
//!
//! A stamp (size, time, number) saves reading and decides nothing else: [`Shelf::reread`] reads every byte again, and
//! tells whether a stamp has lied.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this room reads the disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use super::Sources;
use super::discover::{Found, Read, find, is_leftover, read};
use super::path::SourcePath;
use crate::diagnostic::Diagnostic;
use crate::error::Error;

/// What is known of where something has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Nothing: it may be anywhere.
    Everything,
    /// At these files or folders, or below them.
    Paths(BTreeSet<PathBuf>),
}

/// Files that are others than they were.
pub type Changed = BTreeSet<SourcePath>;

/// The inputs of a site, with the stamp of each.
pub struct Shelf {
    site: PathBuf,
    root: PathBuf,
    sources: Sources,
    /// The stamp of each file; none if it was written so lately that it tells nothing.
    stamps: BTreeMap<SourcePath, Option<Stamp>>,
    /// What was said of files that could not be read as texts.
    unreadable: BTreeMap<SourcePath, Diagnostic>,
    /// What was said of what is no plain file.
    strangers: Vec<Diagnostic>,
}

/// What tells that a file has been written since.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    number: u64,
}

/// For how long after a write another one may bear the same time: FAT counts in steps of two seconds.
const COARSE: Duration = Duration::from_secs(2);

impl Stamp {
    /// Takes the stamp of a file; nothing if it has gone, or if a write at this moment would not change the stamp.
    fn of(file: &Path) -> Option<Self> {
        let metadata = fs::metadata(file).ok()?;
        let age = metadata.modified().ok().and_then(|it| SystemTime::now().duration_since(it).ok())?;
        if age < COARSE {
            return None;
        }
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let number = 0;
        Some(Self { size: metadata.len(), modified: metadata.modified().ok(), number })
    }
}

impl Shelf {
    /// Reads every input of a site.
    ///
    /// # Errors
    /// As [`discover`](super::discover::discover).
    pub fn fill(site: &Path) -> Result<Self, Error> {
        let mut shelf = Self {
            site: site.to_path_buf(),
            root: PathBuf::new(),
            sources: Sources::default(),
            stamps: BTreeMap::new(),
            unreadable: BTreeMap::new(),
            strangers: Vec::new(),
        };
        shelf.walk(true)?;
        Ok(shelf)
    }

    /// Returns the inputs.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Returns the inputs, to put beside them what PDFs say.
    pub fn sources_mut(&mut self) -> &mut Sources {
        &mut self.sources
    }

    /// Reads what has changed; returns the files that are others than before, have come or have gone.
    ///
    /// # Errors
    /// If the machine refuses, or the folder `content` has gone; the next call may mend it.
    pub fn refresh(&mut self, hint: &Hint) -> Result<Changed, Error> {
        let Hint::Paths(paths) = hint else { return self.walk(false) };
        let mut known = Vec::new();
        for path in paths {
            let Ok(inner) = path.strip_prefix(&self.root) else { return self.walk(false) };
            if inner.iter().any(|part| is_leftover(&part.to_string_lossy())) {
                continue;
            }
            let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
            let name = SourcePath::new(&parts.join("/"));
            let is_known = self.stamps.contains_key(&name);
            match fs::symlink_metadata(path) {
                Ok(metadata) if metadata.is_file() && is_known => known.push((name, path.clone())),
                // A file that came and went while somebody saved.
                Err(_) if !is_known && !self.has_at(&name) => {}
                // What is new, gone or no plain file is judged where everything is judged.
                _ => return self.walk(false),
            }
        }
        let mut changed = Changed::new();
        for (path, file) in known {
            if self.read_one(&path, file)? {
                changed.insert(path);
            }
        }
        self.say(&changed)?;
        Ok(changed)
    }

    /// Reads everything again, whatever the stamps say; returns the files of which the shelf was wrong.
    ///
    /// # Errors
    /// As [`Shelf::refresh`].
    pub fn reread(&mut self) -> Result<Changed, Error> {
        self.walk(true)
    }

    /// Tells whether something of ours lies below a folder, or something refused there or at the place itself.
    fn has_at(&self, place: &SourcePath) -> bool {
        let above = format!("{place}/");
        let first = SourcePath::new(&above);
        let is_refused = |path: &str| path == place.as_str() || path.starts_with(&above);
        self.stamps.range(first..).next().is_some_and(|(path, _)| path.as_str().starts_with(&above))
            || self.strangers.iter().any(|it| is_refused(&it.place.path))
    }

    /// Lists all files and reads those with another stamp, or all of them.
    fn walk(&mut self, all: bool) -> Result<Changed, Error> {
        let Found { root, files, diagnostics } = find(&self.site)?;
        let names: BTreeSet<&SourcePath> = files.iter().map(|(path, _)| path).collect();
        let gone: Vec<_> = self.stamps.keys().filter(|path| !names.contains(path)).cloned().collect();
        for path in &gone {
            self.forget(path);
        }
        let mut changed = Changed::from_iter(gone);
        for one in self.strangers.iter().filter(|it| !diagnostics.contains(it)) {
            changed.insert(SourcePath::new(&one.place.path));
        }
        for one in diagnostics.iter().filter(|it| !self.strangers.contains(it)) {
            changed.insert(SourcePath::new(&one.place.path));
        }
        let stamped: Vec<_> =
            files.into_par_iter().map(|(path, file)| (Stamp::of(&file), path, file)).collect();
        let other = |(stamp, path, _): &(Option<Stamp>, SourcePath, PathBuf)| {
            all || stamp.is_none() || self.stamps.get(path) != Some(stamp)
        };
        let stale: Vec<_> = stamped.into_iter().filter(other).collect();
        let fresh: Vec<_> = stale
            .into_par_iter()
            .map(|(stamp, path, file)| read((path, file)).map(|it| (stamp, it)))
            .collect();
        for item in fresh {
            match item {
                Ok((stamp, item)) => changed.extend(self.put(stamp, item)),
                // It has gone since it was listed: whoever took it away will be heard of.
                Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        self.root = root;
        self.strangers = diagnostics;
        self.say(&changed)?;
        Ok(changed)
    }

    fn read_one(&mut self, path: &SourcePath, file: PathBuf) -> Result<bool, Error> {
        let stamp = Stamp::of(&file);
        if stamp.is_some() && self.stamps.get(path) == Some(&stamp) {
            return Ok(false);
        }
        match read((path.clone(), file)) {
            Ok(item) => Ok(self.put(stamp, item).is_some()),
            Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                self.forget(path);
                Ok(true)
            }
            Err(error) => Err(error),
        }
    }

    /// Puts what was read in its place; returns its path if it is another than before.
    fn put(&mut self, stamp: Option<Stamp>, item: Read) -> Option<SourcePath> {
        let (Read::Text(path, _) | Read::Blob(path, _) | Read::Nothing(path, _)) = &item;
        let path = path.clone();
        self.stamps.insert(path.clone(), stamp);
        let is_other = match item {
            Read::Text(path, text) => {
                let was_unreadable = self.unreadable.remove(&path).is_some();
                let old = self.sources.texts.insert(path, text.clone());
                was_unreadable || old.is_none_or(|old| old.hash != text.hash)
            }
            Read::Blob(path, blob) => {
                let old = self.sources.blobs.insert(path, blob.clone());
                old.is_none_or(|old| old != blob)
            }
            Read::Nothing(path, remark) => {
                let was_text = self.sources.texts.remove(&path).is_some();
                let old = self.unreadable.insert(path, remark.clone());
                was_text || old.as_ref() != Some(&remark)
            }
        };
        is_other.then_some(path)
    }

    fn forget(&mut self, path: &SourcePath) {
        self.stamps.remove(path);
        self.sources.texts.remove(path);
        self.sources.blobs.remove(path);
        self.unreadable.remove(path);
    }

    /// Puts together what there is to say, if anything has changed.
    fn say(&mut self, changed: &Changed) -> Result<(), Error> {
        if changed.is_empty() {
            return Ok(());
        }
        match self.sources.fill_digests() {
            Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {}
            other => other?,
        }
        self.sources.unreadable = self.unreadable.keys().cloned().collect();
        self.sources.diagnostics = self.strangers.iter().chain(self.unreadable.values()).cloned().collect();
        Ok(())
    }
}
