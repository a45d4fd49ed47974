//! What a text says once its Markdown is read: HTML with holes, and its outline.
//!
//! A hole is what only the whole site can fill: the address of another entry, the size of an image, a list of
//! entries. This room knows no addresses.

use crate::diagnostic::Place;

/// A text as HTML with holes, in order, with its outline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The text, in order. Two `Html` fragments never stand side by side.
    pub fragments: Vec<Fragment>,
    /// The headings, in order, as they stand in the text.
    pub headings: Vec<Heading>,
    /// The first paragraph as plain text, whole words, at most 300 characters.
    pub excerpt: String,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// Finished HTML.
    Html(String),
    /// The value of an `href` attribute, quotes not included.
    Link(Link),
    /// A whole image element.
    Image(Image),
    /// A block that shows other entries or files.
    Block(Block, Place),
}

/// A link to something inside the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it points at.
    pub target: Target,
    /// Where the author wrote it.
    pub place: Place,
}

/// What a link inside the site points at, as written, with `%` escapes undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A path relative to the file's folder (`../om/styrning.md`, `rapport.pdf`), with the heading after `#`.
    Relative(String, Option<String>),
    /// A heading in the same text.
    Heading(String),
    /// An address from the site's root (`/om/`), with the heading after `#`.
    Address(String, Option<String>),
}

/// An image in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The file, relative to the text's folder.
    pub file: String,
    /// The text alternative; empty only if the author said so.
    pub alternative: String,
    /// The caption, as plain text, if there is one.
    pub caption: Option<String>,
    /// Where the author wrote it.
    pub place: Place,
}

/// A block directive that only the whole site can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// `::lista{…}`: entries by query.
    List(Query),
    /// `::kontakt{person=…}`: a person's card, by slug.
    Contact(String),
    /// `::film{…}`: a film shown elsewhere or lying beside the text.
    Video(Video),
    /// `::filer{}`: the files that belong to the entry.
    Files,
}

/// Which entries a list shows. A part left out does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The kind's Swedish word (`slag`), such as `publikation`.
    pub kind: Option<String>,
    /// A topic's slug (`ämne`).
    pub topic: Option<String>,
    /// A year (`år`).
    pub year: Option<i16>,
    /// A person's slug (`person`).
    pub person: Option<String>,
    /// A series' slug (`serie`).
    pub series: Option<String>,
    /// The most to show (`antal`).
    pub limit: Option<usize>,
}

/// A film as its directive describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Video {
    /// What the film is called.
    pub title: String,
    /// Where it is shown: an `https:` address, or a file beside the text.
    pub url: String,
    /// How long it is, as written: "34 minuter".
    pub length: Option<String>,
    /// Whether it has captions; `None` if the author did not say.
    pub captions: Option<bool>,
}

/// A heading of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its words, as plain text.
    pub text: String,
}
