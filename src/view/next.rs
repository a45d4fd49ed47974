//! When the site as built will no longer be right, and why.
//!
//! Everything that depends on the instant of the build is counted here: the lives of events, what waits for its time or
//! is taken away, what becomes news on its day, who has left. `tests/life.rs` holds every page against it, hour by hour.

use jiff::{Timestamp, civil};

use super::context::Directory;
use super::feeds;
use crate::date::{Date, LocalTime, Moment};
use crate::lang::{dates, uncut};
use crate::model::collection::Head;
use crate::model::life::Life;
use crate::model::publishing::Visibility;
use crate::model::{Site, Standing};
use crate::source::path::SourcePath;
use crate::url::Url;

/// The next instant at which some output becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextChange {
    /// When.
    pub at: Timestamp,
    /// Why, in Swedish. Of what still waits it says nothing that visitors may not know.
    pub reason: String,
    /// The page that it is about, if visitors know of it.
    pub page: Option<Url>,
    /// The text that it is about, for its author.
    pub origin: SourcePath,
}

impl NextChange {
    /// Says in a sentence what comes next, and when.
    pub fn sentence(&self) -> String {
        let when = dates::when(&Moment::Local(LocalTime::at(self.at)), None);
        format!("Nästa ändring är {when}: {} ({})", self.reason, self.origin)
    }
}

/// What may be next: when, what it is about, and why.
struct Candidate<'a> {
    at: Timestamp,
    origin: &'a SourcePath,
    why: Why<'a>,
}

/// Why some output becomes another.
enum Why<'a> {
    /// An event turns to another part of its life.
    Turns(&'a Head, Life),
    /// Something that waits is published.
    Published,
    /// Something is taken away.
    Expires(&'a Head),
    /// Something becomes news on its day.
    IsNews(&'a Head),
    /// Somebody has worked here.
    HasLeft(&'a Head),
}

/// Finds what comes next; `None` if the site will be right for ever.
pub fn next_change(context: &Directory) -> Option<NextChange> {
    let site = &context.site;
    let all = events(site).chain(waiting(site)).chain(expiring(site)).chain(news(site)).chain(leavers(site));
    let Candidate { at, origin, why } = all.min_by_key(|it| (it.at, it.origin))?;
    let (reason, head) = match why {
        Why::Turns(head, life) => (turn(&head.title, life), Some(head)),
        Why::Published => ("något som väntar publiceras".to_owned(), None),
        Why::Expires(head) => (format!("”{}” tas bort", head.title), Some(head)),
        Why::IsNews(head) => (format!("”{}” kommer med i flödena", head.title), Some(head)),
        Why::HasLeft(head) => (format!("{} har slutat", head.title), Some(head)),
    };
    let page = head.and_then(|head| context.url(&head.name)).cloned();
    Some(NextChange { at, reason: uncut(&reason), page, origin: origin.clone() })
}

fn turn(title: &str, life: Life) -> String {
    match life {
        Life::NotYetOpen | Life::Planned => format!("”{title}” är planerat"),
        Life::Open => format!("anmälan till ”{title}” öppnar"),
        Life::Closed => format!("anmälan till ”{title}” stänger"),
        Life::Full => format!("”{title}” är fullbokat"),
        Life::UnderWay => format!("”{title}” börjar"),
        Life::Held => format!("”{title}” är över"),
        Life::Cancelled | Life::Missed => format!("tiden för ”{title}”, som är inställt, är förbi"),
    }
}

fn events(site: &Site) -> impl Iterator<Item = Candidate<'_>> {
    let now = site.scope.now();
    site.events.iter().filter_map(move |event| {
        let (at, life) = event.data.turns(now).next()?;
        Some(Candidate { at, origin: &event.head.path, why: Why::Turns(&event.head, life) })
    })
}

/// Finds what is not shown yet.
fn waiting(site: &Site) -> impl Iterator<Item = Candidate<'_>> {
    site.files.texts.iter().filter_map(|(origin, standing)| match standing {
        Standing::Hidden(Visibility::Scheduled(first)) => {
            Some(Candidate { at: first.first_instant(), origin, why: Why::Published })
        }
        Standing::Hidden(_) | Standing::Shown(_) | Standing::Broken => None,
    })
}

/// Finds what is shown and will be taken away, or waits and is shown because that was asked for.
fn expiring(site: &Site) -> impl Iterator<Item = Candidate<'_>> {
    let now = site.scope.now();
    site.heads().filter_map(move |head| {
        let schedule = &head.schedule;
        let turns = [schedule.publish, schedule.unpublish].into_iter().flatten();
        let turns = turns.map(|moment| moment.first_instant());
        let at = turns.filter(|at| now < *at).find(|at| schedule.at(*at) != schedule.at(now))?;
        let why = match schedule.at(at) {
            Visibility::Expired(_) => Why::Expires(head),
            Visibility::Published | Visibility::Draft | Visibility::Scheduled(_) => Why::Published,
        };
        Some(Candidate { at, origin: &head.path, why })
    })
}

/// Finds what feeds will tell of when its day has come.
fn news(site: &Site) -> impl Iterator<Item = Candidate<'_>> {
    let today = site.scope.today();
    let told = feeds::EVERYTHING.iter().flat_map(|kind| site.heads_of(*kind));
    let ahead =
        told.filter_map(move |head| Some((feeds::day(head)?, head))).filter(move |(day, _)| today < *day);
    // Only the first day is made an instant of.
    let first = ahead.min_by_key(|(day, head)| (*day, &head.path));
    first.into_iter().map(|(day, head)| Candidate {
        at: begins(day),
        origin: &head.path,
        why: Why::IsNews(head),
    })
}

/// Finds who will have left.
fn leavers(site: &Site) -> impl Iterator<Item = Candidate<'_>> {
    let today = site.scope.today();
    site.people.iter().filter(move |it| !it.data.has_left(today)).filter_map(|it| {
        let at = Moment::Date(it.data.until?).last_instant();
        Some(Candidate { at, origin: &it.head.path, why: Why::HasLeft(&it.head) })
    })
}

fn begins(day: civil::Date) -> Timestamp {
    Moment::Date(Date::Day(day)).first_instant()
}
