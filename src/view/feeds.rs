//! Which feeds there are, and what each tells: the newest first, dated by the content and never by the clock.

use jiff::civil;

use super::address;
use super::context::Directory;
use super::feed::{Entry, Feed};
use super::frame::feed_url;
use crate::date::{Date, Moment};
use crate::model::collection::Head;
use crate::model::kind::Kind;
use crate::url::Url;

/// How many entries a feed tells.
const NEWEST: usize = 30;

/// A feed before anything of it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// The page that it follows.
    page: Url,
    title: String,
    kinds: &'static [Kind],
}

/// Plans every feed.
pub fn channels(context: &Directory) -> Vec<(Url, Channel)> {
    const EVERYTHING: &[Kind] = &[Kind::Publication, Kind::Event, Kind::News, Kind::Newsletter];
    let site = &context.site.config.title;
    let publications = address::section(Kind::Publication);
    let all = Channel { page: Url::root(), title: format!("Nytt från {site}"), kinds: EVERYTHING };
    let title = format!("Publikationer från {site}");
    let url = publications.file("flode.xml");
    let of_publications = Channel { page: publications, title, kinds: &[Kind::Publication] };
    vec![(feed_url(), all), (url, of_publications)]
}

/// Shows the newest of a feed that stands at `url`.
pub fn feed(context: &Directory, url: &Url, channel: &Channel) -> Feed {
    let Channel { page, title, kinds } = channel;
    let config = &context.site.config;
    let all = kinds.iter().flat_map(|kind| context.site.heads_of(*kind));
    let mut dated: Vec<(civil::Date, &Head)> =
        all.filter_map(|head| Some((told(context, head)?, head))).collect();
    dated.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.name.cmp(&right.1.name)));
    dated.truncate(NEWEST);
    let entries: Vec<Entry> = dated.iter().filter_map(|(day, head)| entry(context, *day, head)).collect();
    // An empty feed has no date of its own; the day of the build is the only true one.
    let newest = dated.first().map_or(context.site.scope.today, |(day, _)| *day);
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

/// Returns the day on which an entry was news: its last change, or its date. What has neither is in no feed, nor an
/// event that lies ahead with no day on which it was announced.
fn told(context: &Directory, head: &Head) -> Option<civil::Date> {
    let day = head.updated.or_else(|| head.date.map(|date| date.first_day()))?;
    (day <= context.site.scope.today).then_some(day)
}

fn entry(context: &Directory, day: civil::Date, head: &Head) -> Option<Entry> {
    let url = context.url(&head.name)?;
    let config = &context.site.config;
    let host = config.base_url.trim_start_matches("https://");
    let card = context.card(&head.name)?;
    Some(Entry {
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
