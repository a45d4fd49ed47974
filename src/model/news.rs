//! News: what has happened.

use std::cmp::Ordering;

use super::collection::{Entry, Record, newest_first};
use super::field::{Field, Fields};
use super::kind::Kind;
use super::names::{Name, Named, Ref};
use super::person::Person;
use super::value;
use crate::date::Date;

/// A piece of news.
#[derive(Clone, Debug)]
pub struct News {
    /// When it was published.
    pub date: Date,
    /// Whom to ask.
    pub contact: Option<Ref<Person>>,
    /// Entries of any kind that it is about.
    pub related: Vec<Name>,
}

impl Named for News {
    const KIND: Kind = Kind::News;
}

impl News {
    const DATE: Field<Date> = Field::required("date", value::date, "när nyheten publiceras");
    const CONTACT: Field<Ref<Person>> = Field::optional("contact", value::reference, "kontaktpersonen");
    const RELATED: Field<Vec<Name>> =
        Field::optional("related", value::anys, "det nyheten handlar om: `uppdrag/namn`");
}

impl Record for News {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let date = fields.get(&Self::DATE);
        let contact = fields.get(&Self::CONTACT);
        let related = fields.get(&Self::RELATED);
        Some(Self { date: date?, contact, related: related.unwrap_or_default() })
    }

    fn date(&self) -> Option<Date> {
        Some(self.date)
    }

    fn relations(&self) -> Vec<Name> {
        self.contact.iter().map(Ref::name).chain(self.related.iter().cloned()).collect()
    }

    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        newest_first(left, right)
    }
}
