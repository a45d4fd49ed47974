//! What is coming, for other programs: `/kalender/kommande.json`, with whole addresses.
//!
//! The shape is part of what the site promises: fields may be added, none is renamed. What is not known is left out, and
//! the address of a digital room is never told.

use serde::Serialize;

use super::address;
use super::context::Directory;
use super::facts;
use super::related;
use super::schedule;
use super::standing;
use crate::lang::{self, dates};
use crate::model::collection::Entry;
use crate::model::event::{Event, Status};
use crate::model::kind::Kind;
use crate::url::Url;

/// What `kommande.json` says.
#[derive(Clone, Debug, Serialize)]
pub struct Upcoming {
    /// The version of the shape; another number is another shape.
    pub version: u8,
    /// What it is called.
    pub title: String,
    /// The language of all words.
    pub language: &'static str,
    /// The page that shows the same to people.
    pub url: String,
    /// The calendar file with all events.
    pub calendar: String,
    /// The events that are not over and of which at least the month is known, the next one first.
    pub events: Vec<UpcomingEvent>,
}

/// An event that is coming.
#[derive(Clone, Debug, Serialize)]
pub struct UpcomingEvent {
    /// Names it for ever, as its calendar file does.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Its heading.
    pub title: String,
    /// One sentence about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// When it begins, as precisely as is known (ISO 8601): `2026-05-29T09:00+02:00`, `2026-05-29`, `2026-05`.
    pub start: String,
    /// When it ends; of whole days, the last day itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// The time that first was told, if it has been moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<String>,
    /// When, in words.
    pub when: String,
    /// `planned`, `full`, `moved` or `cancelled`.
    pub status: &'static str,
    /// `onsite`, `online` or `both`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendance: Option<&'static str>,
    /// Where it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The series that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<Named>,
    /// Its topics.
    pub topics: Vec<Named>,
    /// Its calendar file, if its day is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
}

/// Something with a page.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// What it is called.
    pub title: String,
    /// Its page.
    pub url: String,
}

/// Returns where the file lies.
pub fn url() -> Url {
    address::section(Kind::Event).file("kommande.json")
}

/// Lists what is coming.
pub fn upcoming(context: &Directory) -> Upcoming {
    let config = &context.site.config;
    let page = address::section(Kind::Event);
    let coming = standing::coming(context, |_| true);
    let entries = coming.into_iter().filter_map(|name| context.site.events.at(&name.slug));
    Upcoming {
        version: 1,
        title: format!("Kommande evenemang från {}", config.title),
        language: "sv",
        url: config.absolute(&page),
        calendar: config.absolute(&schedule::of_page(&page)),
        events: entries.filter_map(|entry| event(context, entry)).collect(),
    }
}

fn event(context: &Directory, entry: &Entry<Event>) -> Option<UpcomingEvent> {
    let Entry { head, data } = entry;
    let config = &context.site.config;
    let url = context.url(&head.name)?;
    let named = |link: super::parts::Link| {
        Some(Named { title: lang::uncut(&link.text), url: config.absolute(&link.url?) })
    };
    Some(UpcomingEvent {
        id: schedule::uid(context, &head.name),
        url: config.absolute(url),
        title: lang::uncut(&head.title),
        summary: head.summary.as_deref().map(lang::uncut),
        start: data.start.machine(),
        end: data.end.map(|end| end.machine()),
        moved_from: data.moved_from.map(|from| from.machine()),
        when: dates::when(&data.start, data.end.as_ref()),
        status: match data.status {
            Status::Planned => "planned",
            Status::Full => "full",
            Status::Moved => "moved",
            Status::Cancelled => "cancelled",
        },
        attendance: data.attendance.map(facts::attendance_key),
        place: schedule::place(data),
        series: data.series.as_ref().and_then(|it| context.link(&it.name())).and_then(named),
        topics: related::topics(context, head).into_iter().filter_map(named).collect(),
        calendar: schedule::is_told(data).then(|| config.absolute(&schedule::of_event(url))),
    })
}
