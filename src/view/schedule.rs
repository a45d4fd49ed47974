//! What calendar programs are told of events, whatever it is written as.
//!
//! Only events with a known day: a calendar has no place for "some time in May". The address of a digital room is never
//! told, since those who are to have it get it when they register.

use std::sync::Arc;

use jiff::{Timestamp, civil};

use super::address;
use super::context::Directory;
use super::facts;
use super::list::Listing;
use super::programme::occasions;
use super::related;
use crate::date::Moment;
use crate::lang::uncut;
use crate::model::announced::Announcement;
use crate::model::collection::Entry;
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::names::Name;
use crate::url::Url;

/// Whose events a calendar file tells.
#[derive(Clone, Debug)]
pub enum Whose {
    /// Everybody's.
    All,
    /// Those that a listing has.
    Listed(Arc<Listing>),
    /// Those of a series.
    Series(Name),
    /// One event alone.
    Event(Name),
}

/// A calendar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// What the calendar is called; `None` for one event alone, which goes into a calendar of the reader's own.
    pub name: Option<String>,
    /// The page that shows the same to people, with its host.
    pub url: String,
    /// Where the file itself lies, with its host.
    pub source: String,
    /// The events, in the order of time.
    pub occasions: Vec<Occasion>,
}

/// An event in a calendar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Names the event for ever.
    pub uid: String,
    /// Its heading.
    pub title: String,
    /// Its page, with its host.
    pub url: String,
    /// When it begins.
    pub start: When,
    /// When it ends; of whole days, the first that is no part of it.
    pub end: Option<When>,
    /// How many times it has changed since calendars were first told of it.
    pub sequence: u32,
    /// The day on which it last changed, as far as its text and the register tell.
    pub stamp: civil::Date,
    /// Whether it is not held.
    pub is_cancelled: bool,
    /// Where it is held.
    pub place: Option<String>,
    /// What it is about, as plain lines.
    pub text: Vec<String>,
    /// Its series and topics.
    pub categories: Vec<String>,
}

/// A day or a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A whole day.
    Day(civil::Date),
    /// A time as Swedish clocks show it.
    Local(civil::DateTime),
    /// A time that Swedish clocks show twice: programs do not agree on which of the two a local time is.
    Instant(Timestamp),
}

/// Plans the calendar files of all events, of each series and of each event.
pub fn files(context: &Directory) -> Vec<(Url, Whose)> {
    let mut files = calendars(context);
    for event in context.site.events.iter().filter(|event| is_told(&event.data)) {
        let name = &event.head.name;
        files.extend(context.url(name).map(|url| (of_event(url), Whose::Event(name.clone()))));
    }
    files
}

/// Plans the calendar files that can be followed: of all events, and of each series.
pub fn calendars(context: &Directory) -> Vec<(Url, Whose)> {
    let mut files = vec![(of_page(&address::section(Kind::Event)), Whose::All)];
    for series in &context.site.series {
        let name = &series.head.name;
        files.extend(context.url(name).map(|url| (of_page(url), Whose::Series(name.clone()))));
    }
    files
}

/// Returns where the calendar file of an event lies, beside its page.
pub fn of_event(page: &Url) -> Url {
    page.file("evenemang.ics")
}

/// Returns where the calendar file of a series, or of all, lies.
pub fn of_page(page: &Url) -> Url {
    page.file(NAME)
}

/// Tells whether calendar programs can be told of an event: its first day is known, and its last.
pub fn is_told(event: &Event) -> bool {
    event.has_days()
}

/// Names an event for ever: by its place in the content and the site's host, never by its title.
pub fn uid(context: &Directory, name: &Name) -> String {
    let base = &*context.site.config.base_url;
    format!("{}@{}", name.slug, base.split_once("://").map_or(base, |(_, host)| host))
}

/// Shows what a calendar file that lies at `file` tells.
pub fn schedule(context: &Directory, file: &Url, whose: &Whose) -> Schedule {
    let config = &context.site.config;
    let (name, page) = match whose {
        Whose::All => (Some(config.title.clone()), Some(address::section(Kind::Event))),
        Whose::Series(name) => (
            context.link(name).map(|link| format!("{} – {}", link.text, config.title)),
            context.url(name).cloned(),
        ),
        Whose::Listed(listing) => {
            (Some(format!("{} – {}", listing.title(context), config.title)), Some(listing.url.clone()))
        }
        Whose::Event(name) => (None, context.url(name).cloned()),
    };
    let events = &context.site.events;
    let at = |name: &Name| occasion(context, events.at(&name.slug)?);
    let occasions = match whose {
        Whose::Event(name) => events.at(&name.slug).map_or_else(Vec::new, |it| of_one(context, it)),
        Whose::All => events.iter().filter_map(|it| occasion(context, it)).collect(),
        Whose::Series(series) => {
            context.site.relations.pointing_at(series, Kind::Event).filter_map(at).collect()
        }
        // A listing begins with what is latest.
        Whose::Listed(listing) => {
            let mut occasions: Vec<_> = listing.names().filter_map(at).collect();
            occasions.reverse();
            occasions
        }
    };
    Schedule {
        name: name.map(|name| uncut(&name)),
        url: config.absolute(&page.unwrap_or_else(Url::root)),
        source: config.absolute(file),
        occasions,
    }
}

/// Tells of one event, and of its sessions if that is asked for.
fn of_one(context: &Directory, entry: &Entry<Event>) -> Vec<Occasion> {
    let Some(whole) = occasion(context, entry) else { return Vec::new() };
    let sessions = if entry.data.sessions_in_calendar { occasions(&entry.data, &whole) } else { Vec::new() };
    std::iter::once(whole).chain(sessions).collect()
}

fn occasion(context: &Directory, entry: &Entry<Event>) -> Option<Occasion> {
    let Entry { head, data } = entry;
    let site = &context.site;
    let config = &site.config;
    let series = data.series.as_ref().and_then(|it| context.link(&it.name())).map(|link| link.text);
    let topics = related::topics(context, head).into_iter().map(|link| link.text);
    let told = Announcement::of(data);
    let (sequence, recorded) =
        site.announced.as_ref().map_or((0, None), |it| it.standing(&head.name.slug, &told));
    let url = config.absolute(context.url(&head.name)?);
    let form = data.attendance.map(|it| format!("Form: {}", facts::attendance(it)));
    let text = [head.summary.clone(), form, Some(format!("Mer om evenemanget: {url}"))];
    let (start, end) = span(data)?;
    Some(Occasion {
        uid: uid(context, &head.name),
        title: uncut(&head.title),
        url,
        start,
        end,
        sequence,
        // What has no day of its own has stood since the year began.
        stamp: head.updated.max(recorded).unwrap_or_else(|| civil::date(data.start.date().year(), 1, 1)),
        is_cancelled: told.is_cancelled,
        place: place(data),
        text: text.into_iter().flatten().map(|line| uncut(&line)).collect(),
        categories: series.into_iter().chain(topics).map(|word| uncut(&word)).collect(),
    })
}

/// Says where an event is held, in one line.
pub fn place(event: &Event) -> Option<String> {
    event.place.as_ref().map(|place| uncut(&place.line()))
}

/// Returns when an event begins and ends, both as days or both as times. An end that is the start is none (RFC 5545,
/// 3.8.2.2); `None` if a day is not known.
fn span(event: &Event) -> Option<(When, Option<When>)> {
    let first = event.start.date().day().filter(|_| is_told(event))?;
    let last = event.end.map_or(first, |end| end.date().last_day());
    let Moment::Local(_) = event.start else {
        return Some((When::Day(first), Some(When::Day(after(last)))));
    };
    let end = event.end.filter(|end| *end != event.start).map(|end| match end {
        Moment::Local(_) => when(end),
        Moment::Date(_) => When::Local(after(last).at(0, 0, 0, 0)),
    });
    Some((when(event.start), end))
}

/// Turns a moment into what calendar programs know.
pub(super) fn when(moment: Moment) -> When {
    match moment {
        Moment::Date(date) => When::Day(date.first_day()),
        Moment::Local(time) if time.comes_twice() => When::Instant(time.instant()),
        Moment::Local(time) => When::Local(time.civil()),
    }
}

fn after(day: civil::Date) -> civil::Date {
    day.tomorrow().expect("no date lies after the year 2100")
}

/// What the file of a series, and that of all events, is called.
const NAME: &str = "kalender.ics";
