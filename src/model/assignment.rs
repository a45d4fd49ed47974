//! Assignments: what the centre does for the municipalities.

use std::cmp::Ordering;

use super::collection::{Entry, Record, by_title};
use super::field::{Field, Fields, Reading};
use super::kind::Kind;
use super::municipality::Municipality;
use super::names::{Name, Named, Ref};
use super::period::{Period, period};
use super::person::Person;
use super::publication::Publication;
use super::value;
use crate::content::front_matter::Node;
use crate::date::Date;

/// An assignment.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// How the work is organised.
    pub line: Option<Line>,
    /// For whom it is done.
    pub municipalities: Vec<Ref<Municipality>>,
    /// Who works with it.
    pub people: Vec<Ref<Person>>,
    /// When.
    pub period: Option<Period>,
    /// How far it has come.
    pub status: Option<Progress>,
    /// What came of it.
    pub publications: Vec<Ref<Publication>>,
}

impl Named for Assignment {
    const KIND: Kind = Kind::Assignment;
}

impl Assignment {
    const LINE: Field<Line> = Field::optional("line", line, "första eller andra linjens FoU");
    const MUNICIPALITIES: Field<Vec<Ref<Municipality>>> =
        Field::optional("municipalities", value::references, "kommunerna");
    const PEOPLE: Field<Vec<Ref<Person>>> = Field::optional("people", value::references, "medarbetarna");
    const PERIOD: Field<Period> = Field::optional("period", period, "när: `2025`, `2022–` eller `2026–2028`");
    const STATUS: Field<Progress> = Field::optional("status", progress, "planerat, pågående eller avslutat");
    const PUBLICATIONS: Field<Vec<Ref<Publication>>> =
        Field::optional("publications", value::references, "publikationerna");
}

impl Record for Assignment {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let line = fields.get(&Self::LINE);
        let municipalities = fields.get(&Self::MUNICIPALITIES);
        let people = fields.get(&Self::PEOPLE);
        let period = fields.get(&Self::PERIOD);
        let status = fields.get(&Self::STATUS);
        let publications = fields.get(&Self::PUBLICATIONS);
        Some(Self {
            line,
            municipalities: municipalities.unwrap_or_default(),
            people: people.unwrap_or_default(),
            period,
            status,
            publications: publications.unwrap_or_default(),
        })
    }

    fn date(&self) -> Option<Date> {
        self.period.map(|period| period.first)
    }

    fn relations(&self) -> Vec<Name> {
        let people = self.people.iter().map(Ref::name);
        let municipalities = self.municipalities.iter().map(Ref::name);
        let publications = self.publications.iter().map(Ref::name);
        people.chain(municipalities).chain(publications).collect()
    }

    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        by_title(left, right)
    }
}

/// How an assignment is organised: easily available support, or larger approved work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Första linjens FoU.
    First,
    /// Andra linjens FoU.
    Second,
}

/// How far an assignment has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It has not begun.
    Planned,
    /// It goes on.
    Ongoing,
    /// It is finished.
    Finished,
}

fn line(reading: &mut Reading<'_>, node: &Node) -> Option<Line> {
    value::choice(reading, node, &[("första", Line::First), ("andra", Line::Second)])
}

fn progress(reading: &mut Reading<'_>, node: &Node) -> Option<Progress> {
    let choices =
        [("planerat", Progress::Planned), ("pågående", Progress::Ongoing), ("avslutat", Progress::Finished)];
    value::choice(reading, node, &choices)
}
