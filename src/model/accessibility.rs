//! The facts of the accessibility statement, as the law lists them.
//!
//! Source: lag (2018:1937) om tillgänglighet till digital offentlig service, and the supervisor's regulation on what a
//! statement must contain. A fact that is missing is a warning: the page says only what is known.

use jiff::civil;

use super::field::{Field, Fields, Reading, list, map};
use super::value;
use crate::content::front_matter::Node;

/// The eleven parts of a statement; what is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accessibility {
    /// The public body.
    pub body: Option<String>,
    /// The service.
    pub service: Option<String>,
    /// How far the service conforms.
    pub conformance: Option<Conformance>,
    /// What is not accessible, and why; `None` if nobody has said.
    pub deficiencies: Option<Vec<Deficiency>>,
    /// When it was assessed.
    pub assessed: Option<civil::Date>,
    /// When the statement was last changed.
    pub updated: Option<civil::Date>,
    /// How it was assessed.
    pub method: Option<String>,
    /// Where a visitor can report a deficiency, without giving a name.
    pub form_url: Option<String>,
    /// Where a visitor can complain.
    pub supervisor: Option<Supervisor>,
    /// What is left out because it would be an unreasonable burden, and why.
    pub burdensome: Option<Vec<Deficiency>>,
    /// What the law does not cover.
    pub exempt: Option<Vec<String>>,
}

/// How far a service conforms to the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conformance {
    /// In full.
    Full,
    /// In part.
    Partial,
    /// Not at all.
    None,
}

/// Something that is not accessible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deficiency {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// The authority that takes complaints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supervisor {
    /// Its name.
    pub name: String,
    /// The address for complaints.
    pub url: String,
    /// When somebody last made sure that both are right.
    pub checked: Option<civil::Date>,
}

const BODY: Field<String> = Field::optional("body", value::text, "den offentliga aktören");
const SERVICE: Field<String> = Field::optional("service", value::text, "tjänstens namn");
const CONFORMANCE: Field<Conformance> =
    Field::optional("conformance", conformance, "helt, delvis eller inte");
const DEFICIENCIES: Field<Vec<Deficiency>> =
    Field::optional("deficiencies", deficiencies, "det som inte är tillgängligt, och varför");
const ASSESSED: Field<civil::Date> = Field::optional("assessed", value::day, "dagen för bedömningen");
const UPDATED: Field<civil::Date> = Field::optional("updated", value::day, "dagen för senaste uppdateringen");
const METHOD: Field<String> = Field::optional("method", value::text, "hur bedömningen gjordes");
const FORM_URL: Field<String> =
    Field::optional("form_url", value::web, "formulär där besökare anonymt kan påtala brister");
const SUPERVISOR: Field<Supervisor> = Field::optional("supervisor", supervisor, "tillsynsmyndigheten");
const BURDENSOME: Field<Vec<Deficiency>> =
    Field::optional("burdensome", deficiencies, "det som är oskäligt betungande att åtgärda, och varför");
const EXEMPT: Field<Vec<String>> = Field::optional("exempt", value::texts, "det som lagen inte omfattar");

impl Accessibility {
    /// Reads the group `accessibility` of the settings.
    pub(super) fn read(reading: &mut Reading<'_>, node: &Node) -> Option<Self> {
        map(reading, node, "skriv uppgifterna på egna rader under `accessibility:`", |fields| {
            Some(Self::fields(fields))
        })
    }

    fn fields(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            body: fields.get(&BODY),
            service: fields.get(&SERVICE),
            conformance: fields.get(&CONFORMANCE),
            deficiencies: fields.get(&DEFICIENCIES),
            assessed: fields.get(&ASSESSED),
            updated: fields.get(&UPDATED),
            method: fields.get(&METHOD),
            form_url: fields.get(&FORM_URL),
            supervisor: fields.get(&SUPERVISOR),
            burdensome: fields.get(&BURDENSOME),
            exempt: fields.get(&EXEMPT),
        }
    }

    /// Lists the keys of parts that the law demands and nobody has given, with their Swedish words.
    pub fn missing(&self) -> Vec<(&'static str, &'static str)> {
        let Self {
            body,
            service,
            conformance,
            deficiencies,
            assessed,
            updated,
            method,
            form_url,
            supervisor,
            burdensome,
            exempt,
        } = self;
        let parts = [
            (BODY.key, BODY.words, body.is_some()),
            (SERVICE.key, SERVICE.words, service.is_some()),
            (CONFORMANCE.key, CONFORMANCE.words, conformance.is_some()),
            (DEFICIENCIES.key, DEFICIENCIES.words, deficiencies.is_some()),
            (ASSESSED.key, ASSESSED.words, assessed.is_some()),
            (UPDATED.key, UPDATED.words, updated.is_some()),
            (METHOD.key, METHOD.words, method.is_some()),
            (FORM_URL.key, FORM_URL.words, form_url.is_some()),
            (SUPERVISOR.key, SUPERVISOR.words, supervisor.is_some()),
            (BURDENSOME.key, BURDENSOME.words, burdensome.is_some()),
            (EXEMPT.key, EXEMPT.words, exempt.is_some()),
        ];
        parts.into_iter().filter(|(_, _, given)| !given).map(|(key, words, _)| (key, words)).collect()
    }
}

fn conformance(reading: &mut Reading<'_>, node: &Node) -> Option<Conformance> {
    let choices =
        [("helt", Conformance::Full), ("delvis", Conformance::Partial), ("inte", Conformance::None)];
    value::choice(reading, node, &choices)
}

fn deficiencies(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Deficiency>> {
    const WHAT: Field<String> = Field::required("what", value::text, "vad som inte är tillgängligt");
    const WHY: Field<String> = Field::required("why", value::text, "varför");
    list(reading, node, |reading, node| {
        map(reading, node, "skriv `- {what: …, why: …}`", |fields| {
            let what = fields.get(&WHAT);
            let why = fields.get(&WHY);
            Some(Deficiency { what: what?, why: why? })
        })
    })
}

fn supervisor(reading: &mut Reading<'_>, node: &Node) -> Option<Supervisor> {
    const NAME: Field<String> = Field::required("name", value::text, "myndighetens namn");
    const URL: Field<String> = Field::required("url", value::web, "adressen för anmälningar");
    const CHECKED: Field<civil::Date> =
        Field::optional("checked", value::day, "dagen då uppgiften kontrollerades");
    map(reading, node, "skriv `supervisor: {name: …, url: …, checked: …}`", |fields| {
        let name = fields.get(&NAME);
        let url = fields.get(&URL);
        let checked = fields.get(&CHECKED);
        Some(Supervisor { name: name?, url: url?, checked })
    })
}
