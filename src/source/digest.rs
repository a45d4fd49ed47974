//! SHA-256 of the few files that the register of published files may ask about.
//!
//! The register holds the quick checksum of each file as well, and we know that of every file already: only a file
//! whose name stands in the register, and whose quick checksum does not, is read once more. Looks at the register's
//! lines, not at its YAML: to look at a file too many costs a moment and decides nothing.

use std::collections::BTreeSet;

use super::blob::Blob;
use super::{CONTENT, REGISTER, Sources};
use crate::error::Error;
use crate::source::path::SourcePath;

/// Writes a quick checksum as the register has it.
pub fn quick(blob: &Blob) -> String {
    format!("{:032x}", blob.hash)
}

impl Sources {
    /// Finds the SHA-256 of what the register may ask about; what is known already stays.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub(super) fn fill_digests(&mut self) -> Result<(), Error> {
        let known = std::mem::take(&mut self.digests);
        let Some(register) = self.texts.get(&SourcePath::new(REGISTER)) else { return Ok(()) };
        let (mut names, mut sums) = (BTreeSet::new(), BTreeSet::new());
        for line in register.text.lines() {
            let line = line.trim_start_matches([' ', '-']);
            let value = |key| line.strip_prefix(key).map(|rest: &str| rest.trim().trim_matches(['"', '\'']));
            names.extend(value("path:").and_then(|path| path.rsplit('/').next()));
            sums.extend(value("xxh3:"));
        }
        for (path, blob) in &self.blobs {
            if !path.as_str().starts_with(CONTENT)
                || !names.contains(path.name())
                || sums.contains(&*quick(blob))
            {
                continue;
            }
            let digest = match known.get(&blob.hash) {
                Some(digest) => digest.clone(),
                None => blob.sha256()?,
            };
            self.digests.insert(blob.hash, digest);
        }
        Ok(())
    }
}
