//! What is remembered of the folder that was published last, and how it is tied to that folder.
//!
//! One file holds the list of files and the caller's memory; the marker in the folder names that file's digest.
//! A memory whose digest is not the marker's is nobody's, so a damaged or foreign one is never believed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::disk::{self, Stamp};

/// The file in the output that says the folder is ours.
pub(super) const MARKER: &str = ".fou";

/// What each memory's file name begins with, in the hidden folder; its digest follows.
pub(super) const MEMORY: &str = "memory.";

/// The first word of a marker.
const WORD: &str = "fou ";

/// The format of marker and memory; raised when either changes.
const VERSION: &str = "1";

/// The first bytes of a memory.
const HEADER: &[u8] = b"fou memory 1\n";

/// One published file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) stamp: Stamp,
    pub(super) hash: u128,
}

/// Published files by path.
pub(super) type Entries = BTreeMap<String, Entry>;

/// The list of files and the memory, as read back.
#[derive(Debug)]
pub(super) struct Ledger {
    pub(super) entries: Entries,
    file: Vec<u8>,
    memory: Range<usize>,
}

impl Ledger {
    /// Reads what belongs to a folder; `None` if there is none, it is damaged, or another folder's.
    pub(super) fn of(folder: &Path, hidden: &Path) -> Option<Self> {
        let Mark::Sound(Some(digest)) = mark(folder).ok()? else { return None };
        let file = fs::read(file(hidden, digest)).ok()?;
        (xxh3_128(&file) == digest).then(|| Self::decode(file)).flatten()
    }

    /// Returns what the caller asked to be remembered.
    pub(super) fn memory(&self) -> &[u8] {
        &self.file[self.memory.clone()]
    }

    fn decode(file: Vec<u8>) -> Option<Self> {
        let rest = file.strip_prefix(HEADER)?;
        let (length, rest) = rest.split_first_chunk()?;
        let (list, memory) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        let entries = postcard::from_bytes(list).ok()?;
        let memory = file.len() - memory.len()..file.len();
        Some(Self { entries, file, memory })
    }
}

/// Makes the bytes to remember, and their digest.
pub(super) fn encode(entries: &Entries, memory: &[u8]) -> (Vec<u8>, u128) {
    let list = postcard::to_stdvec(entries).expect("strings and numbers always fit in memory");
    let mut file = HEADER.to_vec();
    file.extend_from_slice(&(list.len() as u64).to_le_bytes());
    file.extend_from_slice(&list);
    file.extend_from_slice(memory);
    let digest = xxh3_128(&file);
    (file, digest)
}

/// Names the file of a memory.
pub(super) fn file(hidden: &Path, digest: u128) -> PathBuf {
    hidden.join(format!("{MEMORY}{digest:032x}"))
}

/// Words the marker of a folder.
pub(super) fn marker(digest: u128) -> String {
    format!(
        "{WORD}{VERSION} {digest:032x}\nfou skriver om hela den här mappen; ändringar för hand går förlorade.\n"
    )
}

/// What a folder's marker says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// There is none.
    Absent,
    /// Something lies there that we would not write.
    Damaged,
    /// It is ours; the digest of its memory if this version can read it.
    Sound(Option<u128>),
}

/// Reads a folder's marker.
pub(super) fn mark(folder: &Path) -> io::Result<Mark> {
    let path = folder.join(MARKER);
    match fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Ok(Mark::Absent),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Mark::Absent),
        Err(error) => return Err(error),
    }
    let mut bytes = Vec::new();
    disk::open(&path)?.take(200).read_to_end(&mut bytes)?;
    let Some(text) = bytes.strip_prefix(WORD.as_bytes()) else { return Ok(Mark::Damaged) };
    let first = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    Ok(Mark::Sound(std::str::from_utf8(first).ok().and_then(|line| {
        let (version, digest) = line.split_once(' ')?;
        u128::from_str_radix(digest, 16).ok().filter(|_| version == VERSION)
    })))
}
