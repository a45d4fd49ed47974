//! A large file, known by handle, size and hash, and the one door through which its bytes are had.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this room reads the disk")]

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::error::Error;

/// A file that is handed on as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// How many bytes it has.
    pub size: u64,
    /// XXH3-128 of its bytes.
    pub hash: u128,
    /// Its first bytes, at most [`HEAD`]: what tells an image's size. Of captions all, up to [`CAPTIONS`], and of
    /// drawings (SVG) up to [`DRAWING`].
    pub head: Arc<[u8]>,
    place: Place,
}

/// How much of a file's beginning is kept in memory.
pub const HEAD: usize = 1 << 16;

/// How much of captions is kept in memory, since what they say is looked at: more than of any film.
pub const CAPTIONS: usize = 1 << 22;

/// How much of a drawing is kept in memory, since all that it does is looked at: more than of any that is drawn by hand.
pub const DRAWING: usize = 1 << 20;

/// How much of a file is read at a time.
const CHUNK: usize = 1 << 16;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Disk(PathBuf),
    Memory(Arc<[u8]>),
    /// So many bytes into a file.
    Within(Arc<Path>, u64),
}

impl Blob {
    /// Makes a blob of a part of a file, `size` bytes from `first` on, whose hash is known; its beginning is not kept.
    pub fn within(file: Arc<Path>, first: u64, size: u64, hash: u128) -> Self {
        Self { size, hash, head: Arc::default(), place: Place::Within(file, first) }
    }

    /// Makes a blob that lies in memory.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self {
            size: bytes.len() as u64,
            hash: xxhash_rust::xxh3::xxh3_128(&bytes),
            head: bytes[..bytes.len().min(HEAD)].into(),
            place: Place::Memory(bytes.into()),
        }
    }

    /// Reads a file's size, hash and beginning, a chunk at a time.
    ///
    /// # Errors
    /// If the file cannot be opened or read.
    pub fn from_file(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::io("läsa", path, source);
        let mut file = File::open(path).map_err(failed)?;
        let ends_with = |ending| path.extension().is_some_and(|it| it.eq_ignore_ascii_case(ending));
        let most = if ends_with("vtt") {
            CAPTIONS
        } else if ends_with("svg") {
            DRAWING
        } else {
            HEAD
        };
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        let mut head = Vec::new();
        let mut size = 0;
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = file.read(&mut chunk).map_err(failed)?;
            if read == 0 {
                break;
            }
            hash.update(&chunk[..read]);
            head.extend_from_slice(&chunk[..read.min(most.saturating_sub(head.len()))]);
            size += read as u64;
        }
        Ok(Self { size, hash: hash.digest128(), head: head.into(), place: Place::Disk(path.to_path_buf()) })
    }

    /// Finds the SHA-256 of all bytes, in hexadecimal digits.
    ///
    /// # Errors
    /// If the file has gone or cannot be read.
    pub fn sha256(&self) -> Result<String, Error> {
        let mut all = Sha256::new();
        match &self.place {
            Place::Disk(path) => {
                let failed = |source| Error::io("läsa", path, source);
                let mut file = File::open(path).map_err(failed)?;
                let mut chunk = vec![0; CHUNK];
                loop {
                    let read = file.read(&mut chunk).map_err(failed)?;
                    if read == 0 {
                        break;
                    }
                    all.update(&chunk[..read]);
                }
            }
            Place::Memory(_) | Place::Within(..) => all.update(self.bytes()?),
        }
        let digits: Vec<String> = all.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(digits.concat())
    }

    /// Returns the file on disk that it is; `None` if it lies in memory, or within a file.
    pub fn file(&self) -> Option<&Path> {
        match &self.place {
            Place::Disk(path) => Some(path),
            Place::Memory(_) | Place::Within(..) => None,
        }
    }

    /// Reads all bytes.
    ///
    /// # Errors
    /// If the file has gone or cannot be read, or the part of it that the blob is has become another.
    pub fn bytes(&self) -> Result<Arc<[u8]>, Error> {
        match &self.place {
            Place::Disk(path) => match std::fs::read(path) {
                Ok(bytes) => Ok(bytes.into()),
                Err(source) => Err(Error::io("läsa", path, source)),
            },
            Place::Memory(bytes) => Ok(bytes.clone()),
            Place::Within(path, first) => {
                let read = || {
                    let mut file = File::open(path)?;
                    file.seek(SeekFrom::Start(*first))?;
                    let mut bytes = Vec::new();
                    file.take(self.size).read_to_end(&mut bytes)?;
                    let is_same = xxhash_rust::xxh3::xxh3_128(&bytes) == self.hash;
                    if is_same { Ok(bytes.into()) } else { Err(ErrorKind::InvalidData.into()) }
                };
                read().map_err(|source| Error::io("läsa", path, source))
            }
        }
    }
}
