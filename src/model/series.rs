//! Event series: what comes again, such as a monthly seminar.

use std::cmp::Ordering;

use super::collection::{Entry, Record, by_title};
use super::field::{Field, Fields};
use super::kind::Kind;
use super::names::{Name, Named, Ref};
use super::person::Person;
use super::rhythm::{Rhythm, rhythm};
use super::value;
use crate::date::Date;

/// A series of events; the title of the entry is its name.
#[derive(Clone, Debug)]
pub struct Series {
    /// How often it comes.
    pub rhythm: Option<Rhythm>,
    /// Whom to ask.
    pub contact: Option<Ref<Person>>,
}

impl Named for Series {
    const KIND: Kind = Kind::Series;
}

impl Series {
    pub(super) const RHYTHM: Field<Rhythm> =
        Field::optional("rhythm", rhythm, "hur ofta den återkommer: `sista fredagen i månaden`");
    const CONTACT: Field<Ref<Person>> = Field::optional("contact", value::reference, "kontaktpersonen");
}

impl Record for Series {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let rhythm = fields.get(&Self::RHYTHM);
        let contact = fields.get(&Self::CONTACT);
        Some(Self { rhythm, contact })
    }

    fn date(&self) -> Option<Date> {
        None
    }

    fn relations(&self) -> Vec<Name> {
        self.contact.iter().map(Ref::name).collect()
    }

    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        by_title(left, right)
    }
}
