//! Every file that a theme brings, under an address that changes when its bytes do.
//!
//! `fonts/x.woff2` becomes `/assets/x.3f9c2a01bd.woff2`, so that a browser may keep it for ever.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::manifest::Named;
use super::{Asset, Files};
use crate::diagnostic::{Diagnostic, Place};
use crate::source::blob::{Blob, HEAD};
use crate::url::{self, Url};

/// The folder of the output that fingerprinted files lie in.
pub const FOLDER: &str = "assets";

/// The files of a theme with their addresses.
#[derive(Debug, Default)]
pub struct Assets {
    addresses: BTreeMap<String, Url>,
    files: BTreeMap<Url, Asset>,
}

/// Gives every file of a theme that is neither template, style sheet nor manifest its address.
pub fn gather(files: &Files<'_>, remarks: &mut Vec<Diagnostic>) -> Assets {
    let mut assets = Assets::default();
    for (path, blob) in &files.blobs {
        let name = path.rsplit('/').next().unwrap_or(path);
        if name.starts_with('.') {
            continue;
        }
        if let Err(fault) = url::check_part(name) {
            let message = format!("filen kan inte få en adress: {fault}");
            remarks.push(
                Diagnostic::error("F808", Place::file(files.path(path)), message)
                    .advise("byt namn: små bokstäver a–z, siffror och bindestreck"),
            );
            continue;
        }
        assets.add(path, &fingerprint_of_blob(blob), Asset::Blob((*blob).clone()));
    }
    assets
}

impl Assets {
    /// Returns the address of a file by its path inside the theme.
    pub fn address(&self, path: &str) -> Option<&Url> {
        self.addresses.get(path)
    }

    /// Adds a file that is made, not found, and returns its address.
    pub fn add_made(&mut self, path: &str, bytes: Vec<u8>) -> Url {
        self.add(path, &fingerprint(&bytes), Asset::Bytes(bytes.into()))
    }

    /// Returns the address of a file that the manifest names, or says that it is missing.
    pub fn find(&self, files: &Files<'_>, named: &Named, remarks: &mut Vec<Diagnostic>) -> Option<Url> {
        let found = self.address(&named.path).cloned();
        if found.is_none() {
            remarks.push(missing(files, named));
        }
        found
    }

    /// Hands over the addresses by path, and the files by address.
    pub fn into_parts(self) -> (BTreeMap<String, Url>, BTreeMap<Url, Asset>) {
        (self.addresses, self.files)
    }

    fn add(&mut self, path: &str, fingerprint: &str, asset: Asset) -> Url {
        let name = path.rsplit('/').next().unwrap_or(path);
        let file = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem}.{fingerprint}.{extension}"),
            None => format!("{name}.{fingerprint}"),
        };
        let address = Url::root().page(FOLDER).file(&file);
        self.addresses.insert(path.to_owned(), address.clone());
        self.files.insert(address.clone(), asset);
        address
    }
}

/// Says that a file that the manifest names is not there.
pub fn missing(files: &Files<'_>, named: &Named) -> Diagnostic {
    let Named { path, place } = named;
    Diagnostic::error("F803", place.clone(), format!("temat har ingen fil `{path}`"))
        .advise(format!("lägg filen i `{}/`, eller ta bort raden", files.folder))
}

/// Writes the first ten hexadecimal digits of the SHA-256 of some bytes.
pub fn fingerprint(bytes: &[u8]) -> String {
    let digits: Vec<_> = Sha256::digest(bytes)[..5].iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// Fingerprints a file without reading it again: a file larger than the kept beginning is known by its own hash.
fn fingerprint_of_blob(blob: &Blob) -> String {
    let whole = usize::try_from(blob.size).is_ok_and(|size| size <= HEAD);
    if whole { fingerprint(&blob.head) } else { fingerprint(&blob.hash.to_le_bytes()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_follows_the_bytes() {
        let mut assets = Assets::default();
        let one = assets.add_made("fonts/x.woff2", b"abc".to_vec());
        assert_eq!(one.as_str(), "/assets/x.ba7816bf8f.woff2");
        assert_ne!(one, assets.add_made("fonts/x.woff2", b"abd".to_vec()));
    }
}
