//! What was read of files, on disk: one file for each, named for the hash of the bytes that were read.
//!
//! It lies in the hidden folder beside the output. It saves time and decides nothing: a file of another maker, or one
//! that is not whole, is as good as none, and one that cannot be written is done without.

use std::collections::BTreeSet;
use std::fs;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_128;

use super::trade::Kept;

/// The first bytes of a file.
const HEADER: &[u8] = b"fou reading 2\n";

/// A folder of readings.
#[derive(Debug)]
pub struct Store<T> {
    folder: PathBuf,
    maker: u128,
    sort: PhantomData<T>,
}

impl<T: Kept> Store<T> {
    /// Opens the store in a hidden folder; `program` is the digest of the program.
    pub fn within(hidden: &Path, program: u128) -> Self {
        Self { folder: hidden.join(T::FOLDER), maker: T::maker(program), sort: PhantomData }
    }

    /// Finds what was read of the file with these bytes.
    pub fn recall(&self, hash: u128) -> Option<T::Reading> {
        let path = self.file(hash);
        let file = fs::read(&path).ok()?;
        let rest = file.strip_prefix(HEADER)?;
        let (digest, body) = rest.split_first_chunk()?;
        (u128::from_le_bytes(*digest) == self.digest(hash, body)).then_some(())?;
        T::recall(body, &path, (file.len() - body.len()) as u64)
    }

    /// Remembers what was read, if it is worth it.
    pub fn keep(&self, hash: u128, reading: &T::Reading) {
        let Some(body) = Some(reading).filter(|it| T::is_worth(it)).and_then(T::write) else { return };
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
        let parts = [xxh3_128(body), hash, self.maker].map(u128::to_le_bytes);
        xxh3_128(parts.as_flattened())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::trade::Pdf;
    use crate::source::pdf::{Facts, Fault, Reading};

    fn reading() -> Reading {
        Reading { facts: Some(Facts { pages: 7, ..Facts::default() }), ..Reading::default() }
    }

    fn within(name: &str, deed: impl FnOnce(&Store<Pdf>)) {
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
            assert_eq!(
                Store { maker: 2, folder: store.folder.clone(), sort: store.sort }.recall(5),
                None,
                "another program's"
            );
            assert_eq!(store.recall(5), Some(reading()));
        });
    }
}
