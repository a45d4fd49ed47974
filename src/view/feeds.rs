//! Which feeds there are, and what each tells: the newest first, dated by the content and never by the clock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil;

use super::address;
use super::context::Directory;
use super::feed::{self, Feed, Syntax};
use super::listings::capitalised;
use super::parts::Card;
use super::standing;
use crate::date::{Date, Moment};
use crate::lang::uncut;
use crate::model::collection::{Entry, Head};
use crate::model::kind::Kind;
use crate::model::names::{Name, Ref};
use crate::url::Url;

/// The day from which a feed has stood that tells nothing: before any that could.
const NEVER: civil::Date = civil::date(2000, 1, 1);

/// The kinds that feeds tell of.
pub const EVERYTHING: &[Kind] = &[Kind::Publication, Kind::Event, Kind::News, Kind::Newsletter];

/// How many entries a feed tells.
const NEWEST: usize = 30;

/// A feed before anything of it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// The page that it follows, beside which it stands.
    page: Url,
    title: String,
    tells: Tells,
}

/// What a feed tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Tells {
    /// Everything of some kinds.
    Kinds(&'static [Kind]),
    /// Events that are coming, and what has been changed of those that are over.
    Calendar,
    /// These entries.
    Entries(Arc<[Name]>),
}

impl Channel {
    /// Returns what the feed is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the feed's address.
    pub fn url(&self, syntax: Syntax) -> Url {
        self.page.file(syntax.file())
    }
}

/// Plans every feed: of everything, of events, of publications, of those of each series and each topic, and of the events
/// of each series.
pub fn channels(context: &Directory) -> Vec<Channel> {
    let config = &context.site.config;
    let site = &config.title;
    let title = format!("Nytt från {site}");
    let all = Channel { page: Url::root(), title, tells: Tells::Kinds(EVERYTHING) };
    let title = format!("Publikationer från {site}");
    let page = address::section(Kind::Publication);
    let of_publications = Channel { page, title, tells: Tells::Kinds(&[Kind::Publication]) };
    let mut series: BTreeMap<&str, Vec<Name>> = BTreeMap::new();
    let mut topics: BTreeMap<&str, Vec<Name>> = BTreeMap::new();
    for Entry { head, data } in &context.site.publications {
        if let Some(slug) = data.series.as_deref() {
            series.entry(slug).or_default().push(head.name.clone());
        }
        for slug in head.topics.iter().map(Ref::slug).collect::<BTreeSet<_>>() {
            topics.entry(slug).or_default().push(head.name.clone());
        }
    }
    let series = series.into_iter().filter_map(|(slug, names)| {
        let title = format!("{} från {site}", config.series(slug)?.title);
        Some(Channel { page: of_series(slug), title, tells: Tells::Entries(names.into()) })
    });
    let topics = topics.into_iter().filter_map(|(slug, names)| {
        let topic = context.site.topics.at(slug)?;
        let title = format!("{}: publikationer från {site}", uncut(&topic.head.title));
        Some(Channel { page: of_topic(slug), title, tells: Tells::Entries(names.into()) })
    });
    let events = context.site.series.iter().filter_map(|entry| {
        let head = &entry.head;
        let ours = context.site.relations.pointing_at(&head.name, Kind::Event).cloned().collect();
        let title = format!("{} från {site}", uncut(&head.title));
        Some(Channel { page: context.url(&head.name)?.clone(), title, tells: Tells::Entries(ours) })
    });
    let title = format!("Nya och ändrade evenemang från {site}");
    let of_events = Channel { page: address::section(Kind::Event), title, tells: Tells::Calendar };
    [all, of_events, of_publications].into_iter().chain(series).chain(topics).chain(events).collect()
}

/// Returns the page that lists the publications of a series.
fn of_series(slug: &str) -> Url {
    address::section(Kind::Publication).page("serie").page(slug)
}

/// Returns the page that lists the publications about a topic.
pub fn of_topic(slug: &str) -> Url {
    address::section(Kind::Publication).page("amne").page(slug)
}

/// Shows the newest of a feed that stands at `url`.
pub fn feed(context: &Directory, url: &Url, channel: &Channel) -> Feed {
    let Channel { page, title, tells } = channel;
    let config = &context.site.config;
    let dated = match tells {
        Tells::Kinds(kinds) => newest(context, kinds.iter().flat_map(|kind| context.site.heads_of(*kind))),
        Tells::Entries(names) => newest(context, names.iter().filter_map(|name| context.site.head(name))),
        Tells::Calendar => of_events(context),
    };
    let entries: Vec<feed::Entry> =
        dated.iter().filter_map(|(day, head)| entry(context, *day, head)).collect();
    // An empty feed has no date of its own, and the day of the build would make it another every midnight.
    let newest = dated.first().map_or(NEVER, |(day, _)| *day);
    Feed {
        id: config.absolute(url),
        title: title.clone(),
        subtitle: config.description.clone(),
        url: config.absolute(url),
        site: config.absolute(page),
        updated: instant(newest),
        author: config.organisation.name.clone(),
        entries,
    }
}

/// Takes the newest of some entries, each with the day on which it was news.
fn newest<'c>(context: &Directory, heads: impl Iterator<Item = &'c Head>) -> Vec<(civil::Date, &'c Head)> {
    let mut dated: Vec<_> = heads.filter_map(|head| Some((told(context, head)?, head))).collect();
    dated.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.name.cmp(&right.1.name)));
    dated.truncate(NEWEST);
    dated
}

/// Takes what is coming, the nearest first if there is too much, and then what was last changed of what is over.
///
/// A coming event on which nobody has put a day of its own has been known since the year before its own began: a day
/// that is neither the clock's nor ahead.
fn of_events(context: &Directory) -> Vec<(civil::Date, &Head)> {
    let scope = context.site.scope;
    let known = |head: &Head| changed(head).filter(|day| *day <= scope.today());
    let coming = standing::coming(context, |_| true).into_iter().take(NEWEST);
    let assumed = |head: &Head| Some(civil::date(head.date?.year() - 1, 1, 1));
    let mut dated: Vec<_> = coming
        .filter_map(|name| context.site.head(name))
        .filter_map(|head| Some((known(head).or_else(|| assumed(head))?, head)))
        .collect();
    let over = context.site.events.iter().filter(|it| it.data.is_over(scope.now()));
    let mut over: Vec<_> = over.filter_map(|it| Some((known(&it.head)?, &it.head))).collect();
    over.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.name.cmp(&right.1.name)));
    over.truncate(NEWEST - dated.len());
    dated.extend(over);
    dated.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    dated
}

/// Returns the day on which an entry was changed or first shown, if its author has said so.
fn changed(head: &Head) -> Option<civil::Date> {
    head.updated.or_else(|| announced(head))
}

/// Returns the first day on which an entry may be seen, if its author has said so.
fn announced(head: &Head) -> Option<civil::Date> {
    head.schedule.publish.map(|first| first.date().first_day())
}

/// Returns the day on which an entry is news: its last change, or its date; of an event, before its own day, that on which
/// it was first shown.
pub fn day(head: &Head) -> Option<civil::Date> {
    let announced = announced(head).filter(|_| head.name.kind == Kind::Event);
    head.updated.or(announced).or_else(|| head.date.map(|date| date.first_day()))
}

/// Returns the day on which an entry was news. What has none is in no feed, nor an event that lies ahead with no day on
/// which it was announced.
fn told(context: &Directory, head: &Head) -> Option<civil::Date> {
    day(head).filter(|day| *day <= context.site.scope.today())
}

fn entry(context: &Directory, day: civil::Date, head: &Head) -> Option<feed::Entry> {
    let url = context.url(&head.name)?;
    let config = &context.site.config;
    let host = config.base_url.trim_start_matches("https://");
    let card = context.card(&head.name)?;
    // The day of an event is not the day on which anybody was told of it.
    let is_event = head.name.kind == Kind::Event;
    let published = if is_event { announced(head) } else { head.date.and_then(|date| date.day()) };
    Some(feed::Entry {
        id: format!("tag:{host},2026:{}/{}", head.name.kind.words().query, head.name.slug),
        title: uncut(&head.title),
        url: config.absolute(url),
        updated: instant(day),
        published: published.filter(|date| *date <= day).map(instant),
        summary: if is_event { Some(when(&card)) } else { head.summary.clone() },
        categories: super::related::topics(context, head).into_iter().map(|link| link.text).collect(),
        authors: card.authors.iter().map(|author| author.text.clone()).collect(),
    })
}

/// Says of an event what a reader of a feed asks first: how it stands, when, where, what about.
fn when(card: &Card) -> String {
    let said = card.life.as_ref().and_then(|life| life.marks.iter().find(|mark| mark.shown));
    let status = said.map(|mark| mark.status.text.to_owned());
    let day = card.day.as_ref().map(|day| capitalised(&day.text));
    let facts = (!card.facts.is_empty()).then(|| capitalised(&card.facts.join(", ")));
    let parts = [status, day, facts, card.summary.clone()];
    let sentence = |part: &String| {
        let stop = if part.ends_with(['.', '?', '!', '…']) { "" } else { "." };
        uncut(&format!("{part}{stop}"))
    };
    parts.iter().flatten().map(sentence).collect::<Vec<_>>().join(" ")
}

/// Writes the beginning of a day in Sweden (RFC 3339).
fn instant(day: civil::Date) -> String {
    let midnight = Moment::Date(Date::Day(day)).first_instant();
    midnight.to_string()
}
