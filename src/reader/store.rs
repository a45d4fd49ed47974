//! What was read of PDFs, on disk: one file for each, named for the hash of the PDF's bytes.
//!
//! It lies in the hidden folder beside the output. It saves time and decides nothing: a file of another version of the
//! program, or one that is not whole, is as good as none, and one that cannot be written is done without.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_128;

use crate::source::pdf::{Fault, Reading};

/// The first bytes of a file.
const HEADER: &[u8] = b"fou pdf 1\n";

/// The store's folder, in the hidden one.
const FOLDER: &str = "pdf";

/// A folder of readings.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
    program: u128,
}

impl Store {
    /// Opens the store in a hidden folder; `program` is the digest of the program, whose readings alone are believed.
    pub fn within(hidden: &Path, program: u128) -> Self {
        Self { folder: hidden.join(FOLDER), program }
    }

    /// Finds what was read of the file with these bytes.
    pub fn recall(&self, hash: u128) -> Option<Reading> {
        let file = fs::read(self.file(hash)).ok()?;
        let rest = file.strip_prefix(HEADER)?;
        let (digest, body) = rest.split_first_chunk()?;
        (u128::from_le_bytes(*digest) == self.digest(hash, body)).then_some(())?;
        postcard::from_bytes(body).ok()
    }

    /// Remembers what was read. That it took too long is not: the machine may have more time tomorrow.
    pub fn keep(&self, hash: u128, reading: &Reading) {
        if reading.fault == Some(Fault::Slow) {
            return;
        }
        let Ok(body) = postcard::to_stdvec(reading) else { return };
        let mut bytes = HEADER.to_vec();
        bytes.extend(self.digest(hash, &body).to_le_bytes());
        bytes.extend(body);
        let file = self.file(hash);
        let new = file.with_extension(std::process::id().to_string());
        let written = fs::create_dir_all(&self.folder)
            .and_then(|()| fs::write(&new, bytes))
            .and_then(|()| fs::rename(&new, &file));
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
    }

    /// Forgets all but the files with these bytes.
    pub fn sweep(&self, kept: &BTreeSet<u128>) {
        let kept: BTreeSet<_> = kept.iter().map(|hash| self.file(*hash)).collect();
        let Ok(files) = fs::read_dir(&self.folder) else { return };
        for file in files.flatten().filter(|file| !kept.contains(&file.path())) {
            let _ = fs::remove_file(file.path());
        }
    }

    fn file(&self, hash: u128) -> PathBuf {
        self.folder.join(format!("{hash:032x}"))
    }

    /// Digests a reading with whose it is, so that none is taken for another's.
    fn digest(&self, hash: u128, body: &[u8]) -> u128 {
        let parts = [xxh3_128(body), hash, self.program].map(u128::to_le_bytes);
        xxh3_128(parts.as_flattened())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::pdf::Facts;

    fn reading() -> Reading {
        Reading { facts: Some(Facts { pages: 7, ..Facts::default() }), ..Reading::default() }
    }

    fn within(name: &str, deed: impl FnOnce(&Store)) {
        let folder = std::env::temp_dir().join(format!("fou-store-{name}-{}", std::process::id()));
        deed(&Store::within(&folder, 1));
        let _ = fs::remove_dir_all(folder);
    }

    #[test]
    fn what_was_kept_is_found_until_it_is_swept() {
        within("kept", |store| {
            assert_eq!(store.recall(5), None);
            store.keep(5, &reading());
            store.keep(6, &Reading::failed(Fault::Slow));
            assert_eq!((store.recall(5), store.recall(6)), (Some(reading()), None));
            store.sweep(&BTreeSet::from([6]));
            assert_eq!(store.recall(5), None);
        });
    }

    #[test]
    fn what_is_damaged_or_anothers_is_not_believed() {
        within("damaged", |store| {
            store.keep(5, &reading());
            let file = store.file(5);
            let whole = fs::read(&file).unwrap();
            for at in 0..whole.len() {
                let mut bytes = whole.clone();
                bytes[at] ^= 0x10;
                fs::write(&file, bytes).unwrap();
                assert_eq!(store.recall(5), None, "byte {at}");
                fs::write(&file, &whole[..at]).unwrap();
                assert_eq!(store.recall(5), None, "cut at {at}");
            }
            fs::write(store.file(8), &whole).unwrap();
            assert_eq!(store.recall(8), None, "another file's");
            fs::write(&file, &whole).unwrap();
            assert_eq!(Store { program: 2, ..store.clone() }.recall(5), None, "another program's");
            assert_eq!(store.recall(5), Some(reading()));
        });
    }
}
