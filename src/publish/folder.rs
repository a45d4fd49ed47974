//! The folder in which a new site grows: makes files and the folders above them, for many threads at once.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::RwLock;

use super::disk::{self, Stamp};
use super::standing::Found;
use crate::error::Error;

/// A folder that only grows: nothing in it is ever written twice.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    /// The name of the folder that this one will be, for messages.
    shown: PathBuf,
    fails_late: bool,
    made: RwLock<BTreeSet<String>>,
}

impl Folder {
    /// Makes the folder itself, empty.
    pub(super) fn make(root: PathBuf, shown: PathBuf) -> Result<Self, Error> {
        fs::create_dir(&root).map_err(|source| Error::io("skapa", &root, source))?;
        Ok(Self { fails_late: disk::fails_late(&root), root, shown, made: RwLock::default() })
    }

    /// Returns where it lies.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Makes a file and lets `write` fill it; one that could not be filled is removed again.
    pub(super) fn fill<T>(
        &self,
        path: &str,
        stamp: Option<Stamp>,
        write: impl FnOnce(&mut File) -> Result<T, Error>,
    ) -> Result<(Stamp, T), Error> {
        self.make_above(path)?;
        let place = self.root.join(path);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&place)
            .map_err(|source| self.unwritten(path, source))?;
        let filled = write(&mut file).and_then(|value| {
            let stamp = self.finish(&file, stamp).map_err(|source| self.unwritten(path, source))?;
            Ok((stamp, value))
        });
        filled.inspect_err(|_| {
            // The failed write is what is told; the path keeps the site from being published anyway.
            let _ = fs::remove_file(&place);
        })
    }

    /// Links a file that stands; false if that cannot be, or it is no longer the one that was found.
    pub(super) fn link(&self, path: &str, standing: &Path, found: Found) -> Result<bool, Error> {
        self.make_above(path)?;
        let place = self.root.join(path);
        if fs::hard_link(standing, &place).is_err() {
            return Ok(false);
        }
        let is_same = fs::symlink_metadata(&place).is_ok_and(|metadata| Found::of(&metadata) == found);
        if !is_same {
            fs::remove_file(&place).map_err(|source| self.unwritten(path, source))?;
        }
        Ok(is_same)
    }

    /// Words a failed write with the path that the file was to have.
    pub(super) fn unwritten(&self, path: &str, source: io::Error) -> Error {
        Error::io("skriva", &self.shown.join(path), source)
    }

    /// Makes the folders above a path, each only once whichever thread comes first.
    fn make_above(&self, path: &str) -> Result<(), Error> {
        const SOUND: &str = "no thread panics while it holds the list";
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(()) };
        if self.made.read().expect(SOUND).contains(folder) {
            return Ok(());
        }
        self.make_above(folder)?;
        match fs::create_dir(self.root.join(folder)) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(self.unwritten(folder, error));
            }
            _ => {}
        }
        self.made.write().expect(SOUND).insert(folder.to_owned());
        Ok(())
    }

    /// Takes the stamp of a file that is written, after giving it another's time if that is wanted.
    fn finish(&self, file: &File, stamp: Option<Stamp>) -> io::Result<Stamp> {
        if self.fails_late {
            file.sync_data()?;
        }
        if let Some(stamp) = stamp {
            file.set_modified(stamp.time())?;
        }
        Ok(Stamp::of(&file.metadata()?))
    }
}
