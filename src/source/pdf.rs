//! What a PDF says of itself, once somebody has read it: the shape only.
//!
//! [`crate::pdf`] reads it out of bytes, in parts, so that of a file that ends the reader half way what was already
//! known is kept. Where a file is not read, its reading is missing: that is no fault, and nothing is said of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Readings, each under the hash of the file's bytes.
pub type Readings = BTreeMap<u128, Arc<Reading>>;

/// Everything that is known of one PDF.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// What it says of itself; `None` if it could not be opened.
    pub facts: Option<Facts>,
    /// What it says.
    pub texts: Option<Texts>,
    /// What its first page looks like.
    pub cover: Option<Cover>,
    /// Why there is not more, if so.
    pub fault: Option<Fault>,
}

/// One part of a reading, as the reader tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the parts are those of `Reading`")]
pub enum Part {
    Facts(Facts),
    Texts(Texts),
    Cover(Cover),
    Fault(Fault),
}

impl Reading {
    /// Takes in a part.
    pub fn add(&mut self, part: Part) {
        match part {
            Part::Facts(facts) => self.facts = Some(facts),
            Part::Texts(texts) => self.texts = Some(texts),
            Part::Cover(cover) => self.cover = Some(cover),
            Part::Fault(fault) => self.fault = Some(fault),
        }
    }

    /// Makes the reading of a file of which nothing is known but what is wrong with it.
    pub fn failed(fault: Fault) -> Self {
        Self { fault: Some(fault), ..Self::default() }
    }
}

/// What a PDF says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Facts {
    /// How many pages it has.
    pub pages: usize,
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Year, month and day on which it was made.
    pub created: Option<(u16, u8, u8)>,
    /// The program that made it.
    pub producer: Option<String>,
    /// Whether its text has tags: headings, lists, tables.
    pub tagged: bool,
    /// The part of PDF/UA that it claims to follow.
    pub ua: Option<u8>,
    /// Whether a window shows its title, and not the file's name.
    pub title_shown: bool,
    /// How many bookmarks it has.
    pub bookmarks: usize,
    /// The fonts that are not in the file.
    pub missing_fonts: Vec<String>,
    /// Whether it is protected, though it can be opened without a password.
    pub encrypted: bool,
    /// How many files lie inside it.
    pub attachments: usize,
}

/// The text of a PDF.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Texts {
    /// The text of each page that was read; the first pages only, if there are very many.
    pub pages: Vec<String>,
    /// The pages, from 1, that are a picture and have no text.
    pub scans: Vec<usize>,
}

/// Pictures of the first page, at one and two pixels for each point of the screen.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cover {
    /// The width at which it is shown.
    pub width: u16,
    /// The height at which it is shown.
    pub height: u16,
    /// The pictures, the smaller first.
    pub pictures: Vec<Picture>,
}

/// One picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Picture {
    /// How many times larger than shown it is.
    pub scale: u8,
    /// As WebP.
    pub webp: Arc<[u8]>,
    /// As JPEG.
    pub jpeg: Arc<[u8]>,
}

/// Why a PDF could not be read, or not to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fault {
    /// It opens only with a password.
    Locked,
    /// It is damaged, or no PDF.
    Broken,
    /// It took too long.
    Slow,
    /// It took too much memory.
    Heavy,
    /// It is too large to be looked into.
    Large,
}
