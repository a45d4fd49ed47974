//! Who made or said something: a person of ours, or a guest by name.

use super::field::{Field, Reading, list, map};
use super::kind::Kind;
use super::names::{Name, Ref};
use super::person::Person;
use super::value;
use crate::content::front_matter::{Node, Value};
use crate::lang::surname;

/// An author or a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credit {
    /// Somebody with a page on the site.
    Ours(Ref<Person>),
    /// Somebody without.
    Guest {
        /// The name as it is written.
        name: String,
        /// The surname, where the name does not tell; all of the name for an organisation.
        family: Option<String>,
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

/// Reads the authors of a publication: [`credits`] whose names can stand in a list of references.
pub(super) fn authors(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Credit>> {
    list(reading, node, author)
}

fn author(reading: &mut Reading<'_>, node: &Node) -> Option<Credit> {
    let credit = credit(reading, node)?;
    let Credit::Guest { name, .. } = &credit else { return Some(credit) };
    let span =
        node.entries().iter().find(|(key, _)| key.text == NAME.key).map_or(node.span, |(_, it)| it.span);
    if let Some((surname, given)) = name.split_once(',') {
        let message = format!("`{name}` har ett komma: namnet skrivs som man säger det, utan titel");
        let advice = format!("skriv: `{} {}`, eller bara namnet", given.trim(), surname.trim());
        return reading.wrong("F760", span, message, &advice);
    }
    if let Some(bare) = surname::without_titles(name) {
        let message = format!("`{name}` börjar med en titel, som skulle hamna i varje källhänvisning");
        return reading.wrong("F760", span, message, &format!("skriv bara namnet: `{bare}`"));
    }
    Some(credit)
}

const NAME: Field<String> = Field::required("name", value::text, "personens namn");
const FAMILY: Field<String> =
    Field::optional("family", value::text, "efternamnet, om det inte är namnets sista ord");

fn credit(reading: &mut Reading<'_>, node: &Node) -> Option<Credit> {
    const AFFILIATION: Field<String> = Field::optional("affiliation", value::text, "var personen arbetar");
    if matches!(node.value, Value::Map(_)) {
        return map(reading, node, "skriv `{name: …}`", |fields| {
            let name = fields.get(&NAME);
            let family = fields.get(&FAMILY);
            let affiliation = fields.get(&AFFILIATION);
            let name = name?;
            if let Some(family) = family.as_deref().filter(|family| !surname::ends_with(&name, family)) {
                let message = format!("namnet `{name}` slutar inte på `{family}`");
                let span = fields.span(FAMILY.key);
                let advice = "skriv i `family` de sista orden i `name`, precis som de står där";
                return fields.reading.wrong("F761", span, message, advice);
            }
            Some(Credit::Guest { name, family, affiliation })
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
