//! Which feeds there are, and what each tells: the newest first, dated by the content and never by the clock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil;

use super::address;
use super::context::Directory;
use super::feed::{self, Feed, Syntax};
use crate::date::{Date, Moment};
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

/// Plans every feed: of everything, of publications, of those of each series and each topic, of each event series.
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
        let title = format!("{}: publikationer från {site}", topic.head.title.replace('\u{ad}', ""));
        Some(Channel { page: of_topic(slug), title, tells: Tells::Entries(names.into()) })
    });
    let events = context.site.series.iter().filter_map(|entry| {
        let head = &entry.head;
        let ours = context.site.relations.pointing_at(&head.name, Kind::Event).cloned().collect();
        let title = format!("{} från {site}", head.title.replace('\u{ad}', ""));
        Some(Channel { page: context.url(&head.name)?.clone(), title, tells: Tells::Entries(ours) })
    });
    [all, of_publications].into_iter().chain(series).chain(topics).chain(events).collect()
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
    let all: Box<dyn Iterator<Item = &Head>> = match tells {
        Tells::Kinds(kinds) => Box::new(kinds.iter().flat_map(|kind| context.site.heads_of(*kind))),
        Tells::Entries(names) => Box::new(names.iter().filter_map(|name| context.site.head(name))),
    };
    let mut dated: Vec<(civil::Date, &Head)> =
        all.filter_map(|head| Some((told(context, head)?, head))).collect();
    dated.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.name.cmp(&right.1.name)));
    dated.truncate(NEWEST);
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

/// Returns the day on which an entry is news: its last change, or its date.
pub fn day(head: &Head) -> Option<civil::Date> {
    head.updated.or_else(|| head.date.map(|date| date.first_day()))
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
    Some(feed::Entry {
        id: format!("tag:{host},2026:{}/{}", head.name.kind.words().query, head.name.slug),
        title: head.title.replace('\u{ad}', ""),
        url: config.absolute(url),
        updated: instant(day),
        published: head.date.and_then(|date| date.day()).filter(|date| *date <= day).map(instant),
        summary: head.summary.clone(),
        categories: super::related::topics(context, head).into_iter().map(|link| link.text).collect(),
        authors: card.authors.iter().map(|author| author.text.clone()).collect(),
    })
}

/// Writes the beginning of a day in Sweden (RFC 3339).
fn instant(day: civil::Date) -> String {
    let midnight = Moment::Date(Date::Day(day)).first_instant();
    midnight.to_string()
}
