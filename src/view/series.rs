//! The page of an event series: what is coming, what has been by year, what can be seen again, how to follow it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::address;
use super::body::{BodyPart, body};
use super::card;
use super::context::{Context, Directory};
use super::feed::Syntax;
use super::parts::{Card, Count, Group, Link, Subscribe};
use super::recording::{anchor, length};
use super::recordings;
use super::schedule;
use super::standing::coming;
use crate::lang::numbers;
use crate::model::collection::{Entry, Head};
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::recording::Recording;
use crate::model::series::Series;
use crate::url::Url;

/// How many recordings the page lists: the rest are found with their events.
const RECORDINGS: usize = 12;

/// What `series.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model and of `parts`")]
pub struct SeriesView {
    pub title: String,
    pub lead: Option<String>,
    pub rhythm: Option<String>,
    pub contact: Option<Arc<Card>>,
    pub body: Vec<BodyPart>,
    pub coming: Vec<Arc<Card>>,
    pub past: Vec<Group>,
    pub years: Vec<Count>,
    pub recordings: Vec<Recorded>,
    /// The page that lists those of all events.
    pub recordings_url: Url,
    pub subscribe: Subscribe,
    pub feed: Url,
    pub empty: &'static str,
}

/// A recording of one of the events.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Recorded {
    pub title: String,
    /// The language of the title, if not Swedish.
    pub lang: Option<String>,
    /// Its place on the event's page, if it can be seen there.
    pub url: Option<String>,
    pub length: Option<String>,
    /// The event, whose page shows it.
    pub event: Link,
    pub year: String,
}

/// Shows an event series.
pub fn series(context: &Context, entry: &Entry<Series>, url: &Url, years: Vec<Count>) -> SeriesView {
    let Entry { head, data } = entry;
    let now = context.site.scope.now();
    let ours = |other: &Head| other.relations.contains(&head.name);
    let coming = coming(context, ours);
    let events = context.site.relations.pointing_at(&head.name, Kind::Event);
    let mut past: Vec<_> = events.filter_map(|name| context.site.events.at(&name.slug)).collect();
    past.retain(|event| event.data.is_over(now));
    past.reverse();
    SeriesView {
        title: head.title.clone(),
        lead: head.summary.clone(),
        rhythm: data.rhythm.as_ref().map(|rhythm| rhythm.words.clone()),
        contact: data.contact.as_ref().and_then(|person| context.card(&person.name())),
        body: body(context, &head.path, url),
        empty: "Inga kommande tillfällen är inlagda just nu.",
        coming: context.cards(coming),
        recordings: past.iter().flat_map(|event| recorded(context, event)).take(RECORDINGS).collect(),
        recordings_url: address::path(recordings::PAGE),
        past: by_year(context, &past),
        years,
        subscribe: Subscribe::of(schedule::of_page(url), &context.site.config.base_url),
        feed: url.file(Syntax::Atom.file()),
    }
}

/// Groups events by year, in the order in which they are given.
fn by_year(context: &Directory, events: &[&Entry<Event>]) -> Vec<Group> {
    let year = |event: &Entry<Event>| event.data.start.date().year();
    let group = |events: &[&Entry<Event>]| {
        let year = year(events[0]).to_string();
        let cards = events.iter().filter_map(|event| held(context, event)).collect();
        Group { id: Some(format!("ar_{year}")), heading: Some(year), cards, ..Group::default() }
    };
    events.chunk_by(|one, next| year(one) == year(next)).map(group).collect()
}

/// Makes the card of an event that was held: with who spoke, and how many presentations there are.
fn held(context: &Directory, event: &Entry<Event>) -> Option<Arc<Card>> {
    let Entry { head, data } = event;
    let card = context.card(&head.name)?;
    let sessions = &data.programme;
    let mut seen = BTreeSet::new();
    let speakers = data.speakers.iter().chain(sessions.iter().flat_map(|session| &session.speakers));
    let authors: Vec<Link> = speakers
        .filter_map(|speaker| context.who(speaker))
        .filter(|who| seen.insert(who.text.clone()))
        .map(|who| Link { text: who.text, url: who.url })
        .collect();
    let count = data.materials.len() + sessions.iter().map(|session| session.materials.len()).sum::<usize>();
    if authors.is_empty() && count == 0 {
        return Some(card);
    }
    let words = |count| {
        format!(
            "{} {}",
            numbers::count_common(count),
            if count == 1 { "presentation" } else { "presentationer" }
        )
    };
    let materials = (count > 0).then(|| words(count as u64));
    let facts = card.facts.iter().cloned().chain(materials).collect();
    Some(Arc::new(Card { authors, facts, ..Card::clone(&card) }))
}

fn recorded(context: &Directory, event: &Entry<Event>) -> Vec<Recorded> {
    let Some(link) = context.link(&event.head.name) else { return Vec::new() };
    let year = event.data.start.date().year().to_string();
    let place = |at: usize| Some(format!("{}#{}", link.url.as_ref()?, anchor(at)));
    let view = |(at, recording): (usize, &Recording)| Recorded {
        title: recording.title.clone(),
        lang: card::foreign(recording.language.as_deref()),
        url: place(at).filter(|_| recording.is_shown()),
        length: recording.length.map(|it| length(it).text),
        event: link.clone(),
        year: year.clone(),
    };
    event.data.recordings.iter().enumerate().map(view).collect()
}
