//! Where a file lies inside the site's folder.
//!
//! A [`SourcePath`] is relative, with `/` between its parts, and with composed letters, so that the same site
//! under Windows, macOS and Linux has the same names.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use icu_normalizer::ComposingNormalizerBorrowed;
use serde::{Serialize, Serializer};

/// A file's place, relative to the site's folder: `content/om/styrning.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Makes a path from text with `/` between its parts; letters become composed (å, not a + ring).
    pub fn new(text: &str) -> Self {
        Self(ComposingNormalizerBorrowed::new_nfc().normalize(text).into())
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the shared text, for a [`Place`](crate::diagnostic::Place).
    pub fn shared(&self) -> &Arc<str> {
        &self.0
    }

    /// Returns the folder that the file lies in, without its last slash; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |at| &self.0[..at])
    }

    /// Returns the file's name.
    pub fn name(&self) -> &str {
        self.0.rfind('/').map_or(&*self.0, |at| &self.0[at + 1..])
    }

    /// Returns the name without its last extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rfind('.').filter(|at| *at > 0).map_or(name, |at| &name[..at])
    }

    /// Returns the extension in lower case, without its dot; empty if there is none.
    pub fn extension(&self) -> String {
        let name = self.name();
        name.rfind('.').filter(|at| *at > 0).map_or(String::new(), |at| name[at + 1..].to_lowercase())
    }

    /// Follows `relative` from the folder that this file lies in; `None` if it climbs out of the site's folder.
    pub fn join(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        Some(Self::new(&parts.join("/")))
    }
}

impl Borrow<str> for SourcePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SourcePath({})", self.0)
    }
}

impl Serialize for SourcePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, relative: &str, expected: Option<&str>) {
        assert_eq!(SourcePath::new(from).join(relative), expected.map(SourcePath::new));
    }

    #[test]
    fn a_relative_path_is_followed_but_never_out_of_the_site() {
        check("content/om/styrning.md", "../kontakt.md", Some("content/kontakt.md"));
        check("content/om/styrning.md", "./mal.md", Some("content/om/mal.md"));
        check("content/a.md", "../../etc/passwd", None);
    }

    #[test]
    fn decomposed_letters_are_composed() {
        assert_eq!(SourcePath::new("content/a\u{30a}r.md"), SourcePath::new("content/år.md"));
    }

    #[test]
    fn a_path_knows_its_parts() {
        let path = SourcePath::new("content/publikationer/tillit/Rapport.PDF");
        assert_eq!(path.folder(), "content/publikationer/tillit");
        assert_eq!((path.stem(), path.extension().as_str()), ("Rapport", "pdf"));
    }
}
