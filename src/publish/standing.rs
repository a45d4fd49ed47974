//! The folder that stands now, as one walk finds it. Links are leaves: what they point at is never looked at.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::disk::{self, Stamp};
use super::ledger::{Entries, MARKER};
use crate::error::Error;

/// A file that stands, and which file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) stamp: Stamp,
    pub(super) identity: Option<(u64, u64)>,
}

impl Found {
    /// Reads it off what the system says of a file.
    pub(super) fn of(metadata: &fs::Metadata) -> Self {
        Self { stamp: Stamp::of(metadata), identity: disk::identity(metadata) }
    }
}

/// Everything in the standing folder, except its marker.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// Regular files by path, with `/` between the parts.
    pub(super) files: BTreeMap<String, Found>,
    /// How many things are there that we never write: links, pipes, names that are not text.
    pub(super) strays: usize,
    /// Whether there is a folder that is empty or cannot be read.
    hollow: bool,
}

impl Standing {
    /// Walks a folder; one that does not exist is empty.
    pub(super) fn walk(folder: &Path) -> Result<Self, Error> {
        let mut standing = Self::default();
        let mut waiting = vec![String::new()];
        while let Some(prefix) = waiting.pop() {
            let path = folder.join(&prefix);
            let is_root = prefix.is_empty();
            match standing.list(&path, &prefix, &mut waiting) {
                Ok(0) | Err(_) if !is_root => standing.hollow = true,
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::io("läsa", &path, source));
                }
                Ok(_) | Err(_) => {}
            }
        }
        Ok(standing)
    }

    /// Says whether exactly the files of a list are there, untouched.
    pub(super) fn is(&self, entries: &Entries) -> bool {
        self.strays == 0
            && !self.hollow
            && self.files.len() == entries.len()
            && self
                .files
                .iter()
                .zip(entries)
                .all(|((path, found), (expected, entry))| path == expected && found.stamp == entry.stamp)
    }

    /// Notes what lies in one folder, and which folders are to be listed after it; returns how much it was.
    fn list(&mut self, folder: &Path, prefix: &str, waiting: &mut Vec<String>) -> io::Result<usize> {
        let mut count = 0;
        for item in fs::read_dir(folder)? {
            let item = item?;
            count += 1;
            let name = item.file_name();
            let kind = item.file_type()?;
            let Some(name) = name.to_str() else {
                self.strays += 1;
                continue;
            };
            if prefix.is_empty() && name == MARKER {
                continue;
            }
            let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
            if kind.is_dir() {
                waiting.push(path);
            } else if kind.is_file() {
                self.files.insert(path, Found::of(&item.metadata()?));
            } else {
                self.strays += 1;
            }
        }
        Ok(count)
    }
}
