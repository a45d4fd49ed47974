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
    /// The figures and tables that can be referred to.
    pub labels: Vec<Label>,
    /// The text's number, if it is a numbered chapter.
    pub number: Option<u16>,
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
    /// The words of a link that names a figure, table, section or chapter by its number.
    Reference(Reference),
    /// Words that name literature.
    Citation(Citation),
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

/// A link whose words are the number of what it points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The link.
    pub link: Link,
    /// What the author wrote: nothing, or a word such as "Figur", whose capital is kept.
    pub words: String,
}

/// A citation in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Whether the names are part of the sentence: "Öberg (2025)" and not "(Öberg, 2025)".
    pub narrative: bool,
    /// What is cited.
    pub items: Vec<Cited>,
    /// As the author wrote it.
    pub written: String,
}

/// One of the works that a citation names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The key in the list of literature.
    pub key: String,
    /// Words before the names: "se".
    pub before: String,
    /// What follows the year: "s. 12".
    pub after: String,
    /// Whether the names are left out, since the sentence has them.
    pub year_only: bool,
    /// Where the key was written.
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
    /// The anchor, if it has one.
    pub id: Option<String>,
    /// "Figur 2.1", if it is numbered.
    pub number: Option<String>,
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
    /// Its number, if it has one: `2.1`.
    pub number: Option<String>,
    /// Its words, as plain text.
    pub text: String,
}

impl Body {
    /// Goes through everything that the text cites.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.fragments.iter().filter_map(|it| match it {
            Fragment::Citation(citation) => Some(citation),
            _ => None,
        })
    }
}

/// A figure or table that can be referred to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its anchor.
    pub id: String,
    /// "figur 2.1"; nothing if it has no number.
    pub words: Option<String>,
}

impl Body {
    /// Says how running text names the text, or what has the anchor in it: "figur 2.1", "avsnitt 2.1", "kapitel 2".
    pub fn named(&self, anchor: Option<&str>) -> Option<String> {
        let Some(anchor) = anchor else { return Some(format!("kapitel\u{a0}{}", self.number?)) };
        if let Some(label) = self.labels.iter().find(|it| it.id == anchor) {
            return label.words.clone();
        }
        let heading = self.headings.iter().find(|it| it.id == anchor)?;
        Some(match &heading.number {
            Some(number) => format!("avsnitt\u{a0}{number}"),
            None => format!("avsnittet ”{}”", heading.text),
        })
    }

    /// Lists every anchor that can be linked to, in the order of headings, figures and tables.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let headings = self.headings.iter().map(|it| it.id.as_str());
        headings.chain(self.labels.iter().map(|it| it.id.as_str()))
    }
}
