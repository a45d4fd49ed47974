//! One run at a time into one output.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::disk;
use super::target::Ground;
use crate::error::Error;

/// A lock on the hidden folder, held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock, or says that somebody else has it.
    pub(super) fn take(ground: &Ground) -> Result<Self, Error> {
        let path = ground.hidden.join("lock");
        loop {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false);
            let file = disk::unfollowed(&mut options)
                .open(&path)
                .map_err(|source| Error::io("öppna", &path, source))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(busy(&ground.shown)),
                Err(TryLockError::Error(source)) => return Err(Error::io("låsa", &path, source)),
            }
            let lock = Self { file, path: path.clone() };
            // Whoever removed the file between opening and locking left us with a lock that locks nothing.
            if lock.holds() {
                return Ok(lock);
            }
        }
    }

    /// Says whether the file that is locked is still the one that another run would find.
    pub(super) fn holds(&self) -> bool {
        let ours = self.file.metadata().map(|metadata| disk::identity(&metadata));
        let found = std::fs::symlink_metadata(&self.path).map(|metadata| disk::identity(&metadata));
        matches!((ours, found), (Ok(ours), Ok(found)) if ours == found)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing would do, were there not a copy of the descriptor in every process that is just being started.
        let _ = self.file.unlock();
    }
}

fn busy(shown: &Path) -> Error {
    Error::Refused(format!(
        "en annan körning av fou bygger redan i `{}`; vänta tills den är klar och försök igen",
        shown.display()
    ))
}
