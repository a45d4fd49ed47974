//! The programme of an event: a list in the order of time, which wide screens and paper show as a grid of tracks.
//!
//! Sessions that begin together share a slot. The slots are the rows of the grid; a session goes through as many of
//! them as begin before it ends, in the column of its track, or in all columns if it is for everybody.

use jiff::civil::{self, Time};
use serde::Serialize;

use super::context::Context;
use super::files;
use super::parts::{Day, File, Who};
use super::schedule::{Occasion, when};
use crate::date::Moment;
use crate::lang::slug::fold;
use crate::lang::{dates, uncut};
use crate::model::collection::Entry;
use crate::model::event::Event;
use crate::model::programme::Session;
use crate::url::Url;

/// The most columns and rows that the style sheet can tell apart; a day of more tracks stays a list.
const MOST: usize = 6;
const LONGEST: usize = 12;

/// A programme.
#[derive(Clone, Debug, Serialize)]
pub struct ProgrammeView {
    /// What the sheet of paper says it is the programme of.
    pub sheet: String,
    /// Whether any day is a grid, which needs room.
    pub is_wide: bool,
    /// The level of the sessions' headings: 3, or 4 under those of days.
    pub level: u8,
    /// Its days.
    pub days: Vec<DayView>,
}

/// A day of a programme.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// Which day; `None` if there is only one.
    pub day: Option<Day>,
    /// The grid, if there is more than one column.
    pub grid: Option<Grid>,
    /// What begins when.
    pub slots: Vec<Slot>,
}

/// The columns of a grid.
#[derive(Clone, Debug, Serialize)]
pub struct Grid {
    /// How many there are.
    pub count: usize,
    /// What each is called, in their order.
    pub columns: Vec<String>,
}

/// Sessions that begin together.
#[derive(Clone, Debug, Serialize)]
pub struct Slot {
    /// When they begin, and end if that is the same for all; `None` if that is not known.
    pub clock: Option<Day>,
    /// The sessions, in the order of the columns.
    pub sessions: Vec<SessionView>,
}

/// A session.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model")]
pub struct SessionView {
    pub anchor: Option<String>,
    /// Its own time, where that is not the slot's.
    pub clock: Option<Day>,
    pub is_break: bool,
    pub title: String,
    pub speakers: Vec<Who>,
    pub track: Option<String>,
    pub place: Option<String>,
    pub text: Option<String>,
    pub materials: Vec<File>,
    /// The column, from 1; 0 is all of them.
    pub column: usize,
    /// How many slots it goes through.
    pub span: usize,
}

/// Shows the programme of an event whose page stands at `url`; `None` if it has none.
pub fn programme(context: &Context, entry: &Entry<Event>, url: &Url) -> Option<ProgrammeView> {
    let Entry { head, data } = entry;
    let of_days = || data.programme.chunk_by(|one, next| one.day == next.day);
    let several = of_days().nth(1).is_some();
    let tracks = tracks(&data.programme);
    let day = |sessions: &[Session]| {
        let columns = if tracks.is_empty() { rooms(sessions) } else { tracks.clone() };
        let shown = |session: &Session| {
            let materials = files::attachments(context, &head.path, url, &session.materials);
            // Beside its session, each is a small thing.
            let materials = materials.into_iter().map(|file| File { role: "annex", ..file }).collect();
            let speakers = session.speakers.iter().filter_map(|speaker| context.who(speaker)).collect();
            (speakers, materials)
        };
        let day = sessions.first().and_then(|it| it.day).filter(|_| several);
        let day = day.map(|day| Day { text: dates::weekday_date(day), ..Day::whole(day) });
        let slots = slots(sessions, &columns, shown);
        DayView { day, grid: (columns.len() > 1).then_some(Grid { count: columns.len(), columns }), slots }
    };
    let days: Vec<_> = of_days().map(day).collect();
    let place = data.place.as_ref().map(|place| format!(", {}", place.name)).unwrap_or_default();
    let when = dates::when(&data.start, data.end.as_ref());
    (!days.is_empty()).then(|| ProgrammeView {
        sheet: format!("{}, {when}{place}", head.title),
        is_wide: days.iter().any(|day| day.grid.is_some()),
        level: if several { 4 } else { 3 },
        days,
    })
}

/// Lists the tracks of a programme in the order in which they begin; none if they are too many for columns.
fn tracks(sessions: &[Session]) -> Vec<String> {
    columns(sessions.iter().filter_map(|session| session.track.as_ref()))
}

/// Lists the rooms that are in use at the same time, which stand for tracks where there are none.
fn rooms(sessions: &[Session]) -> Vec<String> {
    let is_shared = |session: &&Session| !is_alone(session, sessions);
    columns(sessions.iter().filter(is_shared).filter_map(|session| session.place.as_ref()))
}

fn columns<'s>(names: impl Iterator<Item = &'s String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        if !found.iter().any(|it| fold(it) == fold(name)) {
            found.push(name.clone());
        }
    }
    if (2..=MOST).contains(&found.len()) { found } else { Vec::new() }
}

/// Tells whether nothing else of the day goes on at the time of a session.
fn is_alone(session: &Session, day: &[Session]) -> bool {
    day.iter().all(|other| std::ptr::eq(other, session) || !session.meets(other))
}

/// Makes the slots of a day, whose sessions are in the order of time.
fn slots(
    sessions: &[Session],
    columns: &[String],
    shown: impl Fn(&Session) -> (Vec<Who>, Vec<File>),
) -> Vec<Slot> {
    let starts: Vec<Time> = sessions.iter().filter_map(|session| session.start).collect();
    let same = |one: &Session, next: &Session| one.start.is_some() && one.start == next.start;
    let slot = |together: &[Session]| {
        let end = together[0].end.filter(|end| together.iter().all(|it| it.end == Some(*end)));
        let clock = together[0].start.map(|start| clock(together[0].day, start, end));
        let view = |session: &Session| {
            let (speakers, materials) = shown(session);
            let own = session.start.filter(|_| session.end != end && session.end.is_some());
            SessionView {
                anchor: session.anchor(),
                clock: own.map(|start| self::clock(session.day, start, session.end)),
                is_break: session.is_break,
                title: session.title.clone(),
                speakers,
                track: session.track.clone(),
                place: session.place.clone(),
                text: session.text.clone(),
                materials,
                column: column(session, sessions, columns),
                span: span(session, &starts),
            }
        };
        let mut views: Vec<_> = together.iter().map(view).collect();
        views.sort_by_key(|view| view.column);
        Slot { clock, sessions: views }
    };
    sessions.chunk_by(same).map(slot).collect()
}

/// Finds the column of a session.
fn column(session: &Session, day: &[Session], columns: &[String]) -> usize {
    let is_whole = session.track.is_none() && is_alone(session, day);
    let name = session.track.as_ref().or(session.place.as_ref()).filter(|_| !is_whole);
    let found = name.and_then(|name| columns.iter().position(|it| fold(it) == fold(name)));
    found.map_or(0, |at| at + 1)
}

/// Counts the slots that begin before a session ends.
fn span(session: &Session, starts: &[Time]) -> usize {
    let Some((start, end)) = session.start.zip(session.end) else { return 1 };
    let mut within: Vec<_> = starts.iter().filter(|it| (start..end).contains(it)).collect();
    within.dedup();
    within.len().clamp(1, LONGEST)
}

fn clock(day: Option<civil::Date>, start: Time, end: Option<Time>) -> Day {
    let iso = moment(day, start).map_or_else(|| start.strftime("%H:%M").to_string(), |it| it.machine());
    Day { iso, text: dates::clock(start, end) }
}

/// Makes a moment of a day and a time, unless Swedish clocks never, or twice, show it.
fn moment(day: Option<civil::Date>, time: Time) -> Option<Moment> {
    Moment::parse(&format!("{} {}", day?, time.strftime("%H:%M"))).ok()
}

/// Tells calendar programs of the sessions of an event of which they are told as `whole`; breaks are none.
pub fn occasions(event: &Event, whole: &Occasion) -> Vec<Occasion> {
    let occasion = |session: &Session| {
        let anchor = session.anchor().filter(|_| !session.is_break)?;
        let room: Vec<_> = session.place.iter().chain(&whole.place).map(|it| uncut(it)).collect();
        let text = session.text.iter().map(|text| uncut(text));
        let url = format!("{}#{anchor}", whole.url);
        let of = format!("Programpunkt på {}: {url}", whole.title);
        Some(Occasion {
            uid: whole.uid.replacen('@', &format!(".{anchor}@"), 1),
            title: uncut(&session.title),
            start: when(moment(session.day, session.start?)?),
            end: session.end.and_then(|end| moment(session.day, end)).map(when),
            place: (!room.is_empty()).then(|| room.join(", ")),
            text: text.chain([of]).collect(),
            url,
            ..whole.clone()
        })
    };
    event.programme.iter().filter_map(occasion).collect()
}
