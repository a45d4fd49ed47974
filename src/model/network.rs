//! Networks: where people in the same work meet.

use std::cmp::Ordering;

use super::collection::{Entry, Record, by_title};
use super::field::{Field, Fields, Reading};
use super::kind::Kind;
use super::names::{Name, Named, Ref};
use super::person::Person;
use super::value;
use crate::content::front_matter::Node;
use crate::date::Date;

/// A network.
#[derive(Clone, Debug)]
pub struct Network {
    /// How wide it reaches.
    pub level: Option<Level>,
    /// Since when it exists.
    pub since: Option<Date>,
    /// Whom to ask.
    pub contact: Option<Ref<Person>>,
    /// Who takes part.
    pub members: Vec<String>,
}

impl Named for Network {
    const KIND: Kind = Kind::Network;
}

impl Network {
    const LEVEL: Field<Level> = Field::optional("level", level, "delregionalt, regionalt eller nationellt");
    const SINCE: Field<Date> = Field::optional("since", value::date, "när nätverket började");
    const CONTACT: Field<Ref<Person>> = Field::optional("contact", value::reference, "kontaktpersonen");
    const MEMBERS: Field<Vec<String>> = Field::optional("members", value::texts, "vilka som är med");
}

impl Record for Network {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let level = fields.get(&Self::LEVEL);
        let since = fields.get(&Self::SINCE);
        let contact = fields.get(&Self::CONTACT);
        let members = fields.get(&Self::MEMBERS);
        Some(Self { level, since, contact, members: members.unwrap_or_default() })
    }

    fn date(&self) -> Option<Date> {
        None
    }

    fn relations(&self) -> Vec<Name> {
        self.contact.iter().map(Ref::name).collect()
    }

    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        left.data.level.cmp(&right.data.level).then_with(|| by_title(left, right))
    }
}

/// How wide a network reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Some municipalities of the region.
    Subregional,
    /// The region.
    Regional,
    /// The country.
    National,
}

fn level(reading: &mut Reading<'_>, node: &Node) -> Option<Level> {
    let choices = [
        ("delregionalt", Level::Subregional),
        ("regionalt", Level::Regional),
        ("nationellt", Level::National),
    ];
    value::choice(reading, node, &choices)
}
