//! Every recording of every event, by year; each leads to its place on the event's page, where it is shown.

use std::sync::Arc;

use serde::Serialize;

use super::body::{BodyPart, body};
use super::context::{Context, Directory};
use super::list::{self, Listing, Share};
use super::parts::{Count, Day, Link};
use super::recording::{anchor, captions, length, shower};
use super::subject::Sheet;
use super::{address, card};
use crate::lang::dates;
use crate::model::collection::Entry;
use crate::model::event::Event;
use crate::model::recording::Recording;
use crate::url::Url;

/// The page that introduces the listing, and its address.
pub const PAGE: &str = "inspelningar";

/// What `recordings.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of a listing")]
pub struct RecordingsView {
    pub title: String,
    pub lead: Option<String>,
    pub body: Vec<BodyPart>,
    pub years: Vec<Year>,
    /// The years that have a page of their own, if there are many.
    pub shares: Vec<Count>,
    pub empty: Option<&'static str>,
}

/// The recordings of a year.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Year {
    pub id: String,
    pub heading: String,
    pub events: Vec<EventFilms>,
}

/// The recordings of an event.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct EventFilms {
    pub event: Link,
    pub series: Option<String>,
    pub day: Day,
    pub films: Vec<Row>,
}

/// A recording in the listing.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What it is called; of one that is called as its event only that it is a recording.
    pub title: String,
    /// The language, if not Swedish.
    pub lang: Option<String>,
    /// Its place on the event's page, if it can be seen there.
    pub url: Option<String>,
    /// How long it is.
    pub length: Option<Day>,
    /// Short facts: "textad", "hos Vimeo".
    pub facts: Vec<String>,
}

/// Plans the listing, and a page for each year of a long one; nothing if there is neither a recording nor a page that
/// introduces them.
pub fn pages(context: &Directory) -> Vec<(Url, Sheet)> {
    let filmed = context.site.events.iter().rev().filter(|it| !it.data.recordings.is_empty());
    let listing = Arc::new(Listing {
        url: address::path(PAGE),
        title: "Inspelningar".to_owned(),
        intro: Some(PAGE),
        lead: None,
        facts: Vec::new(),
        style: "rows",
        words: ("evenemang", "evenemang"),
        split: "År",
        shares: list::by_year(filmed.map(|it| &it.head)),
        orders: Vec::new(),
        filters: Arc::default(),
        selection: None,
        empty: "Det finns inga inspelningar ännu.",
        always_split: false,
    });
    if listing.shares.is_empty() && context.intro(PAGE).is_none() {
        return Vec::new();
    }
    let years = listing.share_pages().map(|(at, url)| (url, Sheet::Recordings(listing.clone(), Some(at))));
    std::iter::once((listing.url.clone(), Sheet::Recordings(listing.clone(), None))).chain(years).collect()
}

/// Tells whether a page at this path introduces the listing.
pub fn is_introduced_by(path: &str) -> bool {
    path == PAGE
}

/// Shows the listing, or one of its years.
pub fn recordings(context: &Context, listing: &Listing, at: Option<usize>) -> RecordingsView {
    let intro = at.is_none().then(|| context.intro(PAGE)).flatten();
    let shares: Vec<&Share> = match at {
        Some(at) => vec![&listing.shares[at]],
        None => listing.first_shares().collect(),
    };
    let years: Vec<Year> = shares.into_iter().map(|share| year(context, share)).collect();
    RecordingsView {
        title: match at {
            Some(at) => listing.share_title(context, at),
            None => listing.title(context),
        },
        lead: intro.and_then(|page| page.head.summary.clone()),
        body: intro.map(|page| body(context, &page.head.path, &listing.url)).unwrap_or_default(),
        empty: years.is_empty().then_some(listing.empty),
        years,
        shares: listing.counts(at),
    }
}

fn year(context: &Context, share: &Share) -> Year {
    let events = share.names.iter().filter_map(|name| {
        let entry = context.site.events.at(&name.slug)?;
        event(context, entry)
    });
    Year { id: share.id.clone(), heading: share.heading.clone(), events: events.collect() }
}

fn event(context: &Context, entry: &Entry<Event>) -> Option<EventFilms> {
    let Entry { head, data } = entry;
    let url = context.url(&head.name)?;
    let series = data.series.as_ref().and_then(|series| context.link(&series.name()));
    let row = |(at, film): (usize, &Recording)| {
        let about_captions = if film.is_shown() { captions(&film.captions) } else { "går inte att se här" };
        let elsewhere = shower(film, &context.site.config.film_hosts).map(|host| format!("hos {host}"));
        Row {
            title: if film.title == head.title { "Inspelningen".to_owned() } else { film.title.clone() },
            lang: card::foreign(film.language.as_deref()).filter(|_| film.title != head.title),
            url: film.is_shown().then(|| format!("{url}#{}", anchor(at))),
            length: film.length.map(length),
            facts: std::iter::once(about_captions.to_owned()).chain(elsewhere).collect(),
        }
    };
    Some(EventFilms {
        event: context.link(&head.name)?,
        series: series.map(|link| link.text),
        day: Day { iso: data.start.machine(), text: dates::when(&data.start, None) },
        films: data.recordings.iter().enumerate().map(row).collect(),
    })
}
