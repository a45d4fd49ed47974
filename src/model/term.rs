//! Words and abbreviations explained.

use std::cmp::Ordering;

use super::collection::{Entry, Record, by_title};
use super::field::{Field, Fields};
use super::kind::Kind;
use super::names::{Name, Named};
use super::value;
use crate::date::Date;

/// A term; the title of the entry is the word as it is looked up.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its short form.
    pub abbreviation: Option<String>,
    /// What it stands for, or means in short.
    pub meaning: Option<String>,
    /// Other words for it.
    pub synonyms: Vec<String>,
}

impl Named for Term {
    const KIND: Kind = Kind::Term;
}

impl Term {
    const ABBREVIATION: Field<String> = Field::optional("abbreviation", value::text, "förkortningen");
    const MEANING: Field<String> = Field::optional("meaning", value::text, "vad det betyder");
    const SYNONYMS: Field<Vec<String>> = Field::optional("synonyms", value::texts, "andra ord för samma sak");
}

impl Record for Term {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let abbreviation = fields.get(&Self::ABBREVIATION);
        let meaning = fields.get(&Self::MEANING);
        let synonyms = fields.get(&Self::SYNONYMS);
        Some(Self { abbreviation, meaning, synonyms: synonyms.unwrap_or_default() })
    }

    fn date(&self) -> Option<Date> {
        None
    }

    fn relations(&self) -> Vec<Name> {
        Vec::new()
    }

    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        by_title(left, right)
    }
}
