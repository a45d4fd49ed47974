//! Topics: what things are about, across all kinds.

use std::cmp::Ordering;

use super::collection::{Entry, Record, by_title};
use super::field::{Field, Fields};
use super::kind::Kind;
use super::names::{Name, Named, Ref};
use super::value;
use crate::date::Date;

/// A topic.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The wider topic.
    pub parent: Option<Ref<Topic>>,
    /// Other words for it.
    pub synonyms: Vec<String>,
}

impl Named for Topic {
    const KIND: Kind = Kind::Topic;
}

impl Topic {
    const PARENT: Field<Ref<Topic>> = Field::optional("parent", value::reference, "det vidare ämnet");
    const SYNONYMS: Field<Vec<String>> = Field::optional("synonyms", value::texts, "andra ord för samma sak");
}

impl Record for Topic {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let parent = fields.get(&Self::PARENT);
        let synonyms = fields.get(&Self::SYNONYMS);
        Some(Self { parent, synonyms: synonyms.unwrap_or_default() })
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
