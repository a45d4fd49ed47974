//! Events as lists: by month, by year, and by one of their values.

use std::collections::BTreeMap;

use super::calendar::{Part, month_url};
use super::context::{Context, Directory};
use super::list::{ListView, Listing, WHOLE, count};
use super::listings::capitalised;
use super::parts::{Count, Group, Subscribe};
use super::related::group;
use super::schedule;
use crate::date::Date;
use crate::lang::{dates, numbers};
use crate::model::collection::Entry;
use crate::model::event::Event;
use crate::model::names::Name;

/// What is counted, of one and of several.
pub(super) const WORDS: (&str, &str) = ("evenemang", "evenemang");

/// What stands where nothing is coming.
pub(super) const NONE_COMING: &str = "Inga kommande evenemang är inlagda just nu.";

/// Shows the listing of events by one of their values: what is coming, the next first, then what has been, by year.
pub fn narrowed(context: &Context, listing: &Listing) -> ListView {
    let front = listing.front(context);
    let now = context.site.scope.now();
    let is_coming = |name: &&Name| {
        let event = context.site.events.at(&name.slug);
        event.is_some_and(|it| !it.data.is_over(now) && it.data.start.date().month().is_some())
    };
    let mut coming: Vec<&Name> = listing.names().filter(is_coming).collect();
    coming.reverse();
    let cards = context.cards(coming.iter().copied().take(WHOLE));
    let rest = front.groups.into_iter().map(|mut group| {
        // The first of a listing are the latest; what is shown above is not shown again.
        group.cards.retain(|card| !cards.iter().any(|it| it.url == card.url));
        group
    });
    let groups = std::iter::once(Group { coming: true, ..group("Kommande", cards.clone()) }).chain(rest);
    let subscribe = Subscribe::of(schedule::of_page(&listing.url), &context.site.config.base_url);
    ListView {
        empty: coming.is_empty().then(|| NONE_COMING.to_owned()),
        groups: groups.filter(|group| !group.cards.is_empty()).collect(),
        past: true,
        subscribe: Some(Subscribe { title: "Prenumerera på urvalet", ..subscribe }),
        ..front
    }
}

/// How many past events the page of the past shows.
const SHOWN: usize = 100;

/// Shows what has been, in short: the latest first, and the years.
pub(super) fn past(context: &Directory, frame: ListView) -> ListView {
    let mut groups: Vec<Group> = Vec::new();
    let mut years: BTreeMap<i16, u64> = BTreeMap::new();
    for (at, event) in past_events(context).enumerate() {
        let year = event.data.start.date().year();
        *years.entry(year).or_default() += 1;
        let Some(card) = context.card(&event.head.name).filter(|_| at < SHOWN) else { continue };
        let heading = year.to_string();
        if groups.last().is_none_or(|group| group.heading.as_ref() != Some(&heading)) {
            let id = Some(format!("ar_{year}"));
            groups.push(Group { id, heading: Some(heading), ..Group::default() });
        }
        if let Some(group) = groups.last_mut() {
            group.cards.push(card);
        }
    }
    let total: u64 = years.values().sum();
    let share = |(year, over): (&i16, &u64)| Count {
        text: year.to_string(),
        url: Part::Year(*year).url(),
        count: numbers::integer(*over),
        current: false,
    };
    ListView {
        count: (total > 0).then(|| count(usize::try_from(total).unwrap_or(usize::MAX), WORDS)),
        groups,
        shares: years.iter().rev().map(share).collect(),
        empty: (total == 0).then(|| "Inga evenemang har hållits ännu.".to_owned()),
        ..frame
    }
}

/// Goes through what is over, the latest first.
pub(super) fn past_events(context: &Directory) -> impl Iterator<Item = &Entry<Event>> {
    let now = context.site.scope.now();
    context.site.events.iter().rev().filter(move |it| it.data.is_over(now))
}

/// How many past events stand in for coming ones when there are none.
const LATEST: usize = 3;

/// Shows what was held last, for when nothing is coming.
pub(super) fn latest(context: &Directory) -> Vec<Group> {
    let over = past_events(context).map(|it| &it.head.name).take(LATEST);
    let group = Group { url: Some(Part::Past.url()), ..group("Senast genomförda", context.cards(over)) };
    if group.cards.is_empty() { Vec::new() } else { vec![group] }
}

/// Groups events by month; what has only a year is grouped under its year, last. On the page of a year, what began
/// before it stands under its first month.
pub(super) fn by_month<'n>(
    context: &Directory,
    names: impl IntoIterator<Item = &'n Name>,
    page: Option<i16>,
) -> Vec<Group> {
    let mut groups: BTreeMap<(bool, String), Group> = BTreeMap::new();
    for name in names {
        let Some((head, card)) = context.site.head(name).zip(context.card(name)) else { continue };
        let Some(date) = head.date else { continue };
        let year = page.unwrap_or(date.year());
        let month = date.month().map(|month| month.max((year, 1)));
        let date = month.map_or(Date::Year(year), |(year, month)| Date::Month(year, month));
        let heading = month.map_or_else(|| format!("Under {year}"), |_| capitalised(&dates::date(date)));
        let group = groups.entry((month.is_none(), date.iso())).or_insert_with(|| Group {
            id: Some(format!("manad_{}", date.iso())),
            heading: Some(heading),
            url: month.map(month_url),
            ..Group::default()
        });
        group.cards.push(card);
    }
    groups.into_values().collect()
}

/// Takes whole groups, at least one, until `most` cards are shown, and counts them.
pub(super) fn first(groups: Vec<Group>, most: usize) -> (Vec<Group>, usize) {
    let mut shown = 0;
    let taken = groups.into_iter().take_while(|group| {
        let fits = shown == 0 || shown + group.cards.len() <= most;
        shown += if fits { group.cards.len() } else { 0 };
        fits
    });
    let taken: Vec<_> = taken.collect();
    (taken, shown)
}
