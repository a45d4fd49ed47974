//! The part of a publication's page that says how to refer to it.

use serde::Serialize;

use super::parts::Link;
use super::record::Record;
use super::reference::{self, Piece};
use crate::url::Url;

/// A way of writing a record for programs that keep references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Citation {
    /// For LaTeX.
    BibTex,
    /// For `EndNote` and many others.
    Ris,
    /// For Zotero and web programs.
    Csl,
}

impl Citation {
    /// Lists all of them, the most common first.
    pub const ALL: [Self; 3] = [Self::Ris, Self::BibTex, Self::Csl];

    /// Returns how the name of its file ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::BibTex => "bib",
            Self::Ris => "ris",
            Self::Csl => "json",
        }
    }

    /// Says what it is and who reads it.
    fn words(self) -> &'static str {
        match self {
            Self::BibTex => "BibTeX, för LaTeX",
            Self::Ris => "RIS, för EndNote, Mendeley och Zotero",
            Self::Csl => "CSL-JSON, för Zotero och webbtjänster",
        }
    }

    /// Returns the address of its file beside the page at `url`.
    pub fn url(self, url: &Url, slug: &str) -> Url {
        url.file(&format!("{slug}.{}", self.extension()))
    }
}

/// What the part shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cite {
    /// The reference, in pieces.
    pub reference: Vec<Piece>,
    /// The same in one text, for copying.
    pub text: String,
    /// The files, each with what it is for.
    pub files: Vec<Link>,
}

/// Shows how to refer to a publication whose page stands at `url`.
pub fn cite(record: &Record, url: &Url) -> Cite {
    let reference = reference::reference(record);
    let file = |it: Citation| Link { text: it.words().to_owned(), url: Some(it.url(url, &record.key)) };
    Cite { text: reference::text(&reference), reference, files: Citation::ALL.map(file).into() }
}
