//! Which feeds there are, and what each tells: the newest first, dated by the content and never by the clock.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil;

use super::context::{Context, Directory};
use super::feed::{self, Feed, Syntax};
use super::listings::capitalised;
use super::parts::Card;
use super::{address, outside, standing};
use crate::date::{Date, LocalTime, Moment};
use crate::lang::uncut;
use crate::model::collection::Head;
use crate::model::config::FeedText;
use crate::model::kind::Kind;
use crate::model::names::Name;
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
    pub page: Url,
    /// What it is called among the site's feeds.
    pub name: String,
    /// What it is called elsewhere: with the site's name.
    pub title: String,
    /// How much of the site it follows.
    pub reach: Reach,
    tells: Tells,
}

/// How much of the site a feed follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everything, or everything of a kind.
    Kind,
    /// A series of publications or events.
    Series,
    /// What is about a topic.
    Topic,
}

/// What a feed tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Tells {
    /// Everything of some kinds.
    Kinds(&'static [Kind]),
    /// Events that are coming, and what has been changed of those that are over.
    Calendar,
    /// Publications of a series, by its slug.
    Publications(String),
    /// Events of a series.
    Events(Name),
    /// What is about a topic, by its slug.
    Topic(Arc<str>),
}

impl Channel {
    /// Returns the feed's address.
    pub fn url(&self, syntax: Syntax) -> Url {
        self.page.file(syntax.file())
    }
}

/// Plans every feed: of everything, of each kind that brings news, of each series and of each topic.
pub fn channels(context: &Directory) -> Vec<Channel> {
    [of_kinds(context), of_publication_series(context), of_event_series(context), of_topics(context)].concat()
}

fn of_kinds(context: &Directory) -> Vec<Channel> {
    let site = &context.site.config.title;
    let kind = |page, name: &str, title, tells| Channel {
        page,
        name: name.to_owned(),
        title,
        reach: Reach::Kind,
        tells,
    };
    let of = |kind_of, name: &str, tells| {
        kind(address::section(kind_of), name, format!("{name} från {site}"), tells)
    };
    vec![
        kind(Url::root(), "Allt nytt", format!("Nytt från {site}"), Tells::Kinds(EVERYTHING)),
        of(Kind::Event, "Nya och ändrade evenemang", Tells::Calendar),
        of(Kind::Publication, "Publikationer", Tells::Kinds(&[Kind::Publication])),
        of(Kind::News, "Nyheter", Tells::Kinds(&[Kind::News])),
        of(Kind::Newsletter, "Nyhetsbrev", Tells::Kinds(&[Kind::Newsletter])),
    ]
}

fn of_publication_series(context: &Directory) -> Vec<Channel> {
    let config = &context.site.config;
    let published = context.site.publications.iter().filter_map(|entry| entry.data.series.as_deref());
    let channel = |slug: &str| {
        let name = config.series(slug)?.title.clone();
        let title = format!("{name} från {}", config.title);
        let page = address::section(Kind::Publication).page("serie").page(slug);
        Some(Channel { page, name, title, reach: Reach::Series, tells: Tells::Publications(slug.to_owned()) })
    };
    published.collect::<BTreeSet<_>>().into_iter().filter_map(channel).collect()
}

fn of_event_series(context: &Directory) -> Vec<Channel> {
    let channel = |head: &Head| {
        let name = uncut(&head.title);
        let title = format!("{name} från {}", context.site.config.title);
        let page = context.url(&head.name)?.clone();
        Some(Channel { page, name, title, reach: Reach::Series, tells: Tells::Events(head.name.clone()) })
    };
    context.site.series.iter().filter_map(|entry| channel(&entry.head)).collect()
}

fn of_topics(context: &Directory) -> Vec<Channel> {
    let has_any = |head: &&Head| context.site.relations.count_on_topic(&head.name.slug) > 0;
    let channel = |head: &Head| {
        let name = uncut(&head.title);
        let title = format!("{name}: nytt från {}", context.site.config.title);
        let page = context.url(&head.name)?.clone();
        Some(Channel { page, name, title, reach: Reach::Topic, tells: Tells::Topic(head.name.slug.clone()) })
    };
    context.site.topics.iter().map(|entry| &entry.head).filter(has_any).filter_map(channel).collect()
}

/// Shows the newest of a feed that stands at `url`.
pub fn feed(context: &Context, url: &Url, channel: &Channel, stylesheet: Option<&Url>) -> Feed {
    let Channel { page, name: _, title, reach: _, tells } = channel;
    let config = &context.site.config;
    let dated = dated(context, tells);
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
        stylesheet: stylesheet.map(|url| config.absolute(url)),
        updated: instant(newest),
        author: config.organisation.name.clone(),
        entries,
    }
}

/// Finds the newest of what a feed tells, each with the day on which it was news.
fn dated<'c>(context: &'c Directory, tells: &Tells) -> Vec<(civil::Date, &'c Head)> {
    let site = &context.site;
    match tells {
        Tells::Kinds(kinds) => newest(context, kinds.iter().flat_map(|kind| site.heads_of(*kind))),
        Tells::Calendar => of_events(context),
        Tells::Publications(slug) => {
            let ours = site.publications.iter().filter(|entry| entry.data.series.as_ref() == Some(slug));
            newest(context, ours.map(|entry| &entry.head))
        }
        Tells::Events(series) => {
            let ours = site.relations.pointing_at(series, Kind::Event);
            newest(context, ours.filter_map(|name| site.head(name)))
        }
        Tells::Topic(slug) => {
            let ours = EVERYTHING.iter().flat_map(|kind| site.relations.on_topic(slug, *kind));
            newest(context, ours.filter_map(|name| site.head(name)))
        }
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

fn entry(context: &Context, day: civil::Date, head: &Head) -> Option<feed::Entry> {
    let url = context.url(&head.name)?;
    let config = &context.site.config;
    let card = context.card(&head.name)?;
    // The day of an event is not the day on which anybody was told of it.
    let is_event = head.name.kind == Kind::Event;
    let published = if is_event { announced(head) } else { head.date.and_then(|date| date.day()) };
    let whole = match config.feeds {
        FeedText::Full => outside::html(context, &head.path, url),
        FeedText::Summary => None,
    };
    Some(feed::Entry {
        id: id(&config.base_url, head, url),
        title: uncut(&head.title),
        url: config.absolute(url),
        updated: instant(day),
        published: published.filter(|date| *date <= day).map(instant),
        summary: if is_event { Some(when(&card)) } else { head.summary.as_deref().map(uncut) },
        content_html: whole,
        categories: super::related::topics(context, head).into_iter().map(|link| link.text).collect(),
        authors: card.authors.iter().map(|author| author.text.clone()).collect(),
    })
}

/// Names an entry for ever, by the first address that it had here (RFC 4151).
///
/// Whoever gives a text another name writes its old address under `aliases`, the oldest first: so it is not told anew.
/// What was an address of another site, as `/2021/02/02/namn/`, is no name of ours. No two entries can have one alias,
/// or one the other's address.
fn id(base_url: &str, head: &Head, url: &Url) -> String {
    let section = address::section(head.name.kind);
    let ours = |alias: &&Url| **alias != section && alias.as_str().starts_with(section.as_str());
    let first = head.aliases.iter().map(|(alias, _)| alias).find(ours).unwrap_or(url);
    let host = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or(host);
    format!("tag:{host},2026:{first}")
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

/// Writes the beginning of a day in Sweden, with its offset: programs that only read the date read the right one
/// (RFC 3339).
fn instant(day: civil::Date) -> String {
    LocalTime::at(Moment::Date(Date::Day(day)).first_instant()).rfc3339()
}
