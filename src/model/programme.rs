//! The programme of an event: what happens when, in which room or track, and who speaks.
//!
//! 1. Each session is read by itself.
//! 2. They get their days, their anchors and their order (`settle`).
//! 3. What cannot be, or is forgotten, is told (`clash`, `gaps`).

mod clash;
mod gap;

use std::collections::BTreeSet;

use jiff::civil;

use super::credit::{Credit, credits};
use super::field::{Field, Reading, list, map};
use super::file::{Attachment, attachments};
use super::value;
use crate::content::front_matter::{Node, Value};
use crate::date::Moment;
use crate::diagnostic::Place;
use crate::lang::slug::heading_id;

pub(super) use clash::check;
pub(super) use gap::gaps;

/// What the anchors of sessions begin with; its underscore keeps them apart from every heading of a text.
pub(super) const ANCHOR: &str = "pass_";

/// A part of an event's programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name among the sessions of the event; a break has none, unless somebody gave it one.
    pub id: Option<String>,
    /// The day; `None` if nobody knows the day of the event.
    pub day: Option<civil::Date>,
    /// When it begins.
    pub start: Option<civil::Time>,
    /// When it ends; after `start`.
    pub end: Option<civil::Time>,
    /// Whether it is a break.
    pub is_break: bool,
    /// What it is called.
    pub title: String,
    /// Who speaks.
    pub speakers: Vec<Credit>,
    /// Which of several tracks it belongs to; none if it is for everybody.
    pub track: Option<String>,
    /// The room.
    pub place: Option<String>,
    /// A few words about it.
    pub text: Option<String>,
    /// Slides and papers.
    pub materials: Vec<Attachment>,
    /// Where it was written.
    pub written: Place,
}

impl Session {
    /// Returns the session's anchor on the event's page: `pass_inledning`.
    pub fn anchor(&self) -> Option<String> {
        self.id.as_ref().map(|id| format!("{ANCHOR}{id}"))
    }

    /// Tells whether it and another take place at the same time, as far as is known.
    pub fn meets(&self, other: &Self) -> bool {
        let (Some(first), Some(second)) = (self.start, other.start) else { return false };
        let ends = |session: &Self, start: civil::Time| session.end.unwrap_or(start);
        let overlap = first < ends(other, second) && second < ends(self, first);
        self.day == other.day && (first == second || overlap)
    }
}

const ID: Field<String> = Field::optional("id", value::plain, "punktens ankare: `samtal` ger `#pass_samtal`");
const DAY: Field<civil::Date> =
    Field::optional("day", value::day, "dagen, om evenemanget varar flera; annars som punkten före");
const START: Field<civil::Time> = Field::optional("start", value::clock, "när punkten börjar");
const END: Field<civil::Time> = Field::optional("end", value::clock, "när punkten slutar");
const TITLE: Field<String> = Field::required("title", value::text, "vad punkten heter");
const TYPE: Field<bool> = Field::optional("type", is_break, "`paus` för en paus");
const SPEAKERS: Field<Vec<Credit>> = Field::optional("speakers", credits, "de medverkande");
const TRACK: Field<String> = Field::optional("track", value::text, "spåret, om flera punkter går samtidigt");
const PLACE: Field<String> = Field::optional("place", value::text, "rummet");
const TEXT: Field<String> = Field::optional("text", value::text, "några ord om punkten");
const MATERIALS: Field<Vec<Attachment>> =
    Field::optional("materials", attachments, "presentationer från punkten");

/// Reads a programme.
pub(super) fn sessions(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Session>> {
    let sessions = list(reading, node, session)?;
    check_ids(reading, node, &sessions);
    Some(sessions)
}

fn session(reading: &mut Reading<'_>, node: &Node) -> Option<Session> {
    map(reading, node, "skriv `- {start: \"09:00\", title: …}`", |fields| {
        let id = fields.get(&ID);
        let day = fields.get(&DAY);
        let start = fields.get(&START);
        let end = fields.get(&END);
        let title = fields.get(&TITLE);
        let is_break = fields.get(&TYPE).unwrap_or_default();
        let speakers = fields.get(&SPEAKERS).unwrap_or_default();
        let track = fields.get(&TRACK);
        let place = fields.get(&PLACE);
        let text = fields.get(&TEXT);
        let materials = fields.get(&MATERIALS).unwrap_or_default();
        if let (Some(start), Some(end)) = (start, end)
            && end <= start
        {
            let span = fields.span(END.key);
            let message = "programpunkten slutar innan den börjar".to_owned();
            return fields.reading.wrong("F512", span, message, "skriv ett `end` som är senare än `start`");
        }
        let key = if start.is_some() { START.key } else { TITLE.key };
        let written = fields.reading.place(fields.span(key));
        let title = title?;
        Some(Session {
            id,
            day,
            start,
            end,
            is_break,
            title,
            speakers,
            track,
            place,
            text,
            materials,
            written,
        })
    })
}

fn is_break(reading: &mut Reading<'_>, node: &Node) -> Option<bool> {
    value::choice(reading, node, &[("punkt", false), ("paus", true)])
}

/// Says that an anchor cannot be one, or is taken.
fn check_ids(reading: &mut Reading<'_>, node: &Node, sessions: &[Session]) {
    let Value::List(items) = &node.value else { return };
    let mut seen = BTreeSet::new();
    for (item, session) in items.iter().zip(sessions) {
        let Some(id) = &session.id else { continue };
        let of_id = item.entries().iter().find(|(key, _)| key.text == ID.key);
        let span = of_id.map_or(item.span, |(_, node)| node.span);
        let right = heading_id(id);
        if right != *id {
            let message = format!("`{id}` går inte att använda som ankare");
            let advice = match right.as_str() {
                "" => "skriv små bokstäver a–z, siffror och bindestreck".to_owned(),
                right => format!("skriv: `{right}`"),
            };
            reading.wrong::<()>("F539", span, message, &advice);
        } else if !seen.insert(id) {
            let message = format!("två programpunkter har ankaret `{id}`");
            reading.wrong::<()>("F539", span, message, "ge den ena ett annat `id`");
        }
    }
}

/// Finds the title of the first session, before they are settled, that has a time and no name of its own.
pub(super) fn nameless(sessions: &[Session]) -> Option<String> {
    let is_nameless =
        |session: &&Session| session.id.is_none() && !session.is_break && session.start.is_some();
    sessions.iter().find(is_nameless).map(|session| session.title.clone())
}

/// Gives each session its day, its anchor and its place in the order of time.
///
/// A session without a day has that of the one before, the first one that of the event. One without a time stands
/// after the one that was written before it.
pub(super) fn settle(sessions: Vec<Session>, start: Moment) -> Vec<Session> {
    let mut day = start.date().day();
    let mut since = None;
    let mut keyed = Vec::with_capacity(sessions.len());
    let mut taken: BTreeSet<String> = sessions.iter().filter_map(|session| session.id.clone()).collect();
    for mut session in sessions {
        if session.day.is_some_and(|stated| Some(stated) != day) {
            since = None;
        }
        day = session.day.or(day);
        since = session.start.or(since);
        session.day = day;
        if session.id.is_none() && !session.is_break {
            session.id = free_id(&session.title, &mut taken);
        }
        keyed.push(((day, since), session));
    }
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, session)| session).collect()
}

/// Makes an anchor of a title: with a number, if another session of the event is called the same.
fn free_id(title: &str, taken: &mut BTreeSet<String>) -> Option<String> {
    let id = heading_id(title);
    if id.is_empty() {
        return None;
    }
    let numbered = (2..).map(|number: u32| format!("{id}-{number}"));
    let free = std::iter::once(id.clone()).chain(numbered).find(|id| !taken.contains(id))?;
    taken.insert(free.clone());
    Some(free)
}
