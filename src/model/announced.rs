//! What calendars have been told of each event: rows of the register, written by `fou record` and read here.
//!
//! A calendar program believes a new time only if the event's number is higher than before (SEQUENCE, RFC 5545,
//! 3.8.7.4). A build writes nothing down: what differs from the last row has the next number until it is recorded, so
//! that the same content always gives the same file.

use std::collections::BTreeMap;

use jiff::civil;
use xxhash_rust::xxh3::Xxh3;

use super::collection::{Entry, Head};
use super::event::{Attendance, Event, Status};
use super::field::{Field, Reading, list, map};
use super::kind::Kind;
use super::programme::Session;
use super::publishing::Visibility;
use super::{Site, Standing, event, value};
use crate::content::front_matter::Node;
use crate::date::{Date, Moment};
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::{self, dates, numbers};
use crate::source::REGISTER;

/// What calendars are told of an event that its guests must know: when it changes, the number is raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Option<Moment>,
    /// Where one takes part.
    pub attendance: Option<Attendance>,
    /// The place, on one line.
    pub place: Option<String>,
    /// Whether it is not held.
    pub is_cancelled: bool,
    /// Digests when and where its sessions are, if calendars are told of them.
    pub programme: Option<String>,
}

/// An event as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its slug, which is in the name that calendars know it by.
    pub event: String,
    /// How many times it had changed.
    pub sequence: u32,
    /// The day when it was recorded.
    pub date: civil::Date,
    /// What was told.
    pub told: Announcement,
    /// Where the row stands.
    pub place: Place,
}

/// The last row of each event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announced(BTreeMap<String, Row>);

impl Announcement {
    /// Finds what calendars are told of an event.
    pub fn of(event: &Event) -> Self {
        Self {
            start: event.start,
            end: event.end,
            attendance: event.attendance,
            // How spaces are kept together is no news.
            place: event.place.as_ref().map(|place| lang::plain(&place.line())),
            is_cancelled: event.status == Status::Cancelled,
            programme: event.sessions_in_calendar.then(|| digest(&event.programme)),
        }
    }

    /// Names what is not as it was.
    fn changes(&self, before: &Self) -> Vec<&'static str> {
        let Self { start, end, attendance, place, is_cancelled, programme } = self;
        let all = [
            (*start != before.start || *end != before.end, "tiden"),
            (*attendance != before.attendance || *place != before.place, "platsen"),
            (*is_cancelled != before.is_cancelled, "om det hålls"),
            (*programme != before.programme, "programmet"),
        ];
        all.into_iter().filter(|(changed, _)| *changed).map(|(_, words)| words).collect()
    }
}

/// Digests what calendars are told of sessions, but for their words.
fn digest(sessions: &[Session]) -> String {
    let mut all = Xxh3::new();
    for Session { id, day, start, end, place, .. } in sessions {
        let time = |time: Option<civil::Time>| time.map(|it| it.strftime("%H:%M").to_string());
        let parts = [id.clone(), day.map(|it| it.to_string()), time(*start), time(*end), place.clone()];
        for part in parts {
            all.update(part.unwrap_or_default().as_bytes());
            all.update(&[0]);
        }
    }
    format!("{:016x}", all.digest())
}

impl Announced {
    /// Keeps the last row of each event.
    pub fn new(rows: &[Row]) -> Self {
        Self(rows.iter().map(|row| (row.event.clone(), row.clone())).collect())
    }

    /// Finds how many times an event has changed, and the last day on which that was recorded.
    pub fn standing(&self, slug: &str, now: &Announcement) -> (u32, Option<civil::Date>) {
        match self.0.get(slug) {
            Some(row) => (row.sequence + u32::from(row.told != *now), Some(row.date)),
            None => (0, None),
        }
    }

    /// Finds what was recorded last of an event.
    pub fn row(&self, slug: &str) -> Option<&Row> {
        self.0.get(slug)
    }

    /// Lists the events that visitors see and that are to be recorded, in the order of time: those that are new and
    /// not over, and those that are not as they were.
    pub fn unrecorded<'s>(&self, site: &'s Site) -> Vec<&'s Entry<Event>> {
        let is_due = |it: &&Entry<Event>| {
            let Entry { head, data } = it;
            let news = match self.row(&head.name.slug) {
                Some(row) => row.told != Announcement::of(data),
                None => data.has_days() && !data.is_over(site.scope.now()),
            };
            news && site.visibility(head) == Visibility::Published
        };
        site.events.iter().filter(is_due).collect()
    }
}

/// Says which recorded events have gone, which are not as they were, and that some are not recorded yet.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let Some(announced) = &site.announced else { return Vec::new() };
    let mut remarks: Vec<_> = announced.0.values().filter_map(|row| gone(site, row)).collect();
    let mut new = Vec::new();
    for entry in announced.unrecorded(site) {
        match announced.row(&entry.head.name.slug) {
            Some(row) => remarks.push(changed(&entry.data, row)),
            None => new.push(&entry.head),
        }
    }
    remarks.extend(not_recorded(&new));
    remarks
}

fn gone(site: &Site, row: &Row) -> Option<Diagnostic> {
    let name = site.names.name(Kind::Event, &row.event);
    let path = name.as_ref().and_then(|name| site.names.path(name));
    match path.and_then(|path| site.files.texts.get(path)) {
        // What is wrong with its text has been said.
        Some(Standing::Shown(_) | Standing::Broken) => return None,
        Some(Standing::Hidden(_)) | None => {}
    }
    let when = dates::when(&row.told.start, None);
    let message = format!("evenemanget `{}`, {when}, är bokfört men visas inte längre", row.event);
    let remark = Diagnostic::warning("F557", row.place.clone(), message);
    let ends = row.told.end.unwrap_or(row.told.start);
    let remark = if ends.last_instant() <= site.scope.now() || row.told.is_cancelled {
        remark.advise("lägg tillbaka texten: adressen ska finnas kvar så länge någon kan ha sparat den")
    } else {
        remark.advise(
            "den som prenumererar på kalendern ska få veta: lägg tillbaka texten och skriv `status: inställt`",
        )
    };
    Some(remark.advise(format!("har filen bytt namn, skriv `slug: {}` i den", row.event)))
}

fn changed(event: &Event, row: &Row) -> Diagnostic {
    let changes = Announcement::of(event).changes(&row.told);
    let told = dates::date(Date::Day(row.date));
    let message =
        format!("evenemanget bokfördes {told}, och sedan dess har {} ändrats", changes.join(" och "));
    let mut remark = Diagnostic::note("F558", event.start_place.clone(), message);
    if event.start != row.told.start && event.status == Status::Planned {
        let before = row.told.start.written();
        remark = remark.advise(format!(
            "ska besökare se att tiden är ny, skriv `status: flyttat` och `moved_from: {before}`"
        ));
    }
    remark
        .advise(format!("tiden var då {}", dates::when(&row.told.start, row.told.end.as_ref())))
        .advise("kör `fou record` när webbplatsen är publicerad, så att nästa ändring också når fram till kalendrarna")
}

fn not_recorded(heads: &[&Head]) -> Option<Diagnostic> {
    let first = &heads.first()?.name.slug;
    let message = match heads.len() {
        1 => format!("evenemanget `{first}` är inte bokfört"),
        more => format!("{} evenemang är inte bokförda, bland dem `{first}`", numbers::integer(more as u64)),
    };
    let remark = Diagnostic::note("F558", Place::file(REGISTER), message);
    Some(remark.advise("kör `fou record` när webbplatsen är publicerad"))
}

/// Reads the rows of events.
pub(super) fn rows(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Row>> {
    const EVENT: Field<String> = Field::required("event", value::plain, "evenemangets namn i adressen");
    const SEQUENCE: Field<u32> =
        Field::required("sequence", value::number, "hur många gånger det har ändrats");
    const DATE: Field<civil::Date> = Field::required("date", value::day, "dagen då det bokfördes");
    const START: Field<Moment> = Field::required("start", value::moment, "när det börjar");
    const END: Field<Moment> = Field::optional("end", value::moment, "när det slutar");
    const ATTENDANCE: Field<Attendance> =
        Field::optional("attendance", event::attendance, "på plats, digitalt eller båda");
    const PLACE: Field<String> = Field::optional("place", value::plain, "platsen");
    const CANCELLED: Field<bool> = Field::required("cancelled", value::flag, "om det är inställt");
    const PROGRAMME: Field<String> = Field::optional("programme", value::plain, "programmets kontrollsumma");
    list(reading, node, |reading, node| {
        map(reading, node, "låt `fou record` skriva raden", |fields| {
            let event = fields.get(&EVENT);
            let written = fields.reading.place(fields.span(EVENT.key));
            let sequence = fields.get(&SEQUENCE);
            let date = fields.get(&DATE);
            let start = fields.get(&START);
            let end = fields.get(&END);
            let attendance = fields.get(&ATTENDANCE);
            let place = fields.get(&PLACE);
            let is_cancelled = fields.get(&CANCELLED);
            let programme = fields.get(&PROGRAMME);
            let (start, is_cancelled) = (start?, is_cancelled?);
            let told = Announcement { start, end, attendance, place, is_cancelled, programme };
            Some(Row { event: event?, sequence: sequence?, date: date?, told, place: written })
        })
    })
}
