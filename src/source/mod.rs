//! Every input of a build, as found: texts in memory, large files by handle.
//!
//! Knows nothing of Markdown or kinds. [`discover`](discover::discover) fills it from the disk;
//! [`Sources::from_listing`] fills it from a string, which is how most tests make a site.

pub mod blob;
pub mod digest;
pub mod discover;
pub mod path;
pub mod pdf;
pub mod raster;
pub mod shelf;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use blob::Blob;
use path::SourcePath;
use pdf::Readings;

/// The folder that holds what the communicator writes.
pub const CONTENT: &str = "content";
/// The folder whose files go out as they are.
pub const STATIC: &str = "static";
/// The folder that holds the themes, one folder each.
pub const THEMES: &str = "themes";
/// The settings of the site.
pub const CONFIG: &str = "content/site.yaml";
/// The register of what has been published.
pub const REGISTER: &str = "content/publicerat.yaml";

/// All inputs of a build but the options: what lies in `content/`, `themes/` and `static/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Files that are read whole, as text: Markdown, settings, templates, style sheets.
    pub texts: BTreeMap<SourcePath, Text>,
    /// Files that are only handed on: PDFs, images, fonts, and everything in `static/`.
    pub blobs: BTreeMap<SourcePath, Blob>,
    /// What the PDFs among them say, as far as somebody has read them.
    pub pdfs: Readings,
    /// What is known of the pictures among them, likewise.
    pub rasters: raster::Readings,
    /// SHA-256 of the files that the register may ask about, by their own hash.
    pub digests: BTreeMap<u128, String>,
    /// Texts that are there but cannot be read, which has been said.
    pub unreadable: Vec<SourcePath>,
    /// What there is to say about files that cannot be used.
    pub diagnostics: Vec<Diagnostic>,
}

/// A text as read: without byte order mark, with `\n` at line ends and composed letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text itself.
    pub text: Arc<str>,
    /// XXH3-128 of the text.
    pub hash: u128,
}

impl Text {
    /// Remembers a text together with its hash.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let hash = xxhash_rust::xxh3::xxh3_128(text.as_bytes());
        Self { text, hash }
    }
}

impl From<Sources> for Cow<'_, Sources> {
    fn from(sources: Sources) -> Self {
        Self::Owned(sources)
    }
}

impl<'s> From<&'s Sources> for Cow<'s, Sources> {
    fn from(sources: &'s Sources) -> Self {
        Self::Borrowed(sources)
    }
}

impl Sources {
    /// Reads a site from one string: each file follows a line `-- path --`.
    ///
    /// What lies in `static/`, or has another extension than `md`, `yaml`, `html` or `css`, becomes a blob.
    ///
    /// # Panics
    /// If text stands before the first path: the listing is written by a programmer.
    pub fn from_listing(listing: &str) -> Self {
        let mut sources = Self::default();
        let mut current: Option<(SourcePath, String)> = None;
        for line in listing.split_inclusive('\n') {
            let head = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
            if let Some(path) = head {
                sources.take(current.replace((SourcePath::new(path), String::new())));
            } else if let Some((_, text)) = &mut current {
                text.push_str(line);
            } else {
                assert!(line.trim().is_empty(), "a listing begins with `-- path --`");
            }
        }
        sources.take(current);
        sources.fill_digests().expect("what lies in memory can be read");
        sources
    }

    fn take(&mut self, file: Option<(SourcePath, String)>) {
        let Some((path, text)) = file else { return };
        if is_text(&path) {
            self.texts.insert(path, Text::new(text));
        } else {
            self.blobs.insert(path, Blob::from_bytes(text.into_bytes()));
        }
    }

    /// Returns line `line` (from 1) of a text, for showing beside a remark.
    pub fn line(&self, path: &str, line: u32) -> Option<&str> {
        let text = &self.texts.get(&SourcePath::new(path))?.text;
        text.lines().nth(usize::try_from(line).ok()?.checked_sub(1)?)
    }

    /// Digests every input into one number: two equal digests mean the same site.
    pub fn digest(&self) -> u128 {
        let mut all = xxhash_rust::xxh3::Xxh3::new();
        for (path, text) in &self.texts {
            all.update(path.as_str().as_bytes());
            all.update(&[0]);
            all.update(&text.hash.to_le_bytes());
        }
        for (path, blob) in &self.blobs {
            all.update(path.as_str().as_bytes());
            all.update(&[1]);
            all.update(&blob.hash.to_le_bytes());
        }
        for remark in &self.diagnostics {
            all.update(remark.place.path.as_bytes());
            all.update(remark.message.as_bytes());
        }
        all.digest128()
    }
}

/// Tells whether a file is a list of literature, which is read as text.
pub fn is_literature(path: &SourcePath) -> bool {
    let inside = path.as_str().strip_prefix(CONTENT).is_some_and(|rest| rest.starts_with('/'));
    inside && (path.extension() == "bib" || path.name() == "referenser.yaml")
}

/// Tells whether a file is read as text.
pub(crate) fn is_text(path: &SourcePath) -> bool {
    let text = path.as_str();
    let folder = text.split('/').next().unwrap_or_default();
    match folder {
        CONTENT => path.extension() == "md" || is_literature(path) || text == CONFIG || text == REGISTER,
        THEMES => matches!(path.extension().as_str(), "html" | "css" | "yaml"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_is_a_site() {
        let sources = Sources::from_listing("-- content/a.md --\nrad ett\nrad två\n-- static/x.md --\nx\n");
        assert_eq!(sources.line("content/a.md", 2), Some("rad två"));
        assert_eq!(sources.line("content/a.md", 3), None);
        assert_eq!(sources.blobs.len(), 1);
    }

    #[test]
    fn the_digest_follows_names_and_bytes() {
        let digest = |listing| Sources::from_listing(listing).digest();
        assert_eq!(digest("-- content/a.md --\nx\n"), digest("-- content/a.md --\nx\n"));
        assert_ne!(digest("-- content/a.md --\nx\n"), digest("-- content/b.md --\nx\n"));
        assert_ne!(digest("-- content/a.md --\nx\n"), digest("-- content/a.md --\ny\n"));
    }
}
