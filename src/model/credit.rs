//! Who made or said something: a person of ours, or a guest by name.

use super::field::{Field, Reading, list, map};
use super::kind::Kind;
use super::names::{Name, Ref};
use super::person::Person;
use super::value;
use crate::content::front_matter::{Node, Value};

/// An author or a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credit {
    /// Somebody with a page on the site.
    Ours(Ref<Person>),
    /// Somebody without.
    Guest {
        /// The name as it is written.
        name: String,
        /// Where the guest works.
        affiliation: Option<String>,
    },
}

impl Credit {
    /// Returns the person, if it is one of ours.
    pub fn person(&self) -> Option<&Ref<Person>> {
        match self {
            Self::Ours(person) => Some(person),
            Self::Guest { .. } => None,
        }
    }

    /// Names the person's entry, if it is one of ours.
    pub fn name(&self) -> Option<Name> {
        self.person().map(Ref::name)
    }
}

/// Reads the people of a list, in its order: a slug for each of ours, `{name: …}` for a guest.
pub(super) fn credits(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Credit>> {
    list(reading, node, credit)
}

fn credit(reading: &mut Reading<'_>, node: &Node) -> Option<Credit> {
    const NAME: Field<String> = Field::required("name", value::text, "personens namn");
    const AFFILIATION: Field<String> = Field::optional("affiliation", value::text, "var personen arbetar");
    if matches!(node.value, Value::Map(_)) {
        return map(reading, node, "skriv `{name: …}`", |fields| {
            let name = fields.get(&NAME);
            let affiliation = fields.get(&AFFILIATION);
            Some(Credit::Guest { name: name?, affiliation })
        });
    }
    let written = value::plain(reading, node)?;
    match reading.names.reference(&written) {
        Some(person) => Some(Credit::Ours(person)),
        None => value::unknown_name(
            reading,
            node,
            Kind::Person,
            &written,
            ", eller `name: …` för någon utan egen sida",
        ),
    }
}
