//! The calendar: what is coming by month, what has been by year, and a page for each year and month.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::address;
use super::body::body;
use super::context::{Context, Directory};
use super::list::{ListView, count};
use super::listings;
use super::parts::{Count, Filter, Group, Subscribe};
use super::related::group;
use super::schedule;
use super::standing::coming;
use super::subject::Sheet;
use crate::date::Date;
use crate::lang::{dates, numbers};
use crate::model::kind::Kind;
use crate::model::names::Name;
use crate::url::Url;

const WORDS: (&str, &str) = ("evenemang", "evenemang");

const COMING: (&str, &str) = ("kommande evenemang", "kommande evenemang");

/// What the pages of the calendar share: how it can be narrowed, and which events each year and month has.
#[derive(Clone, Debug)]
pub struct Calendar {
    filters: Arc<Vec<Filter>>,
    years: BTreeMap<i16, Vec<Name>>,
    months: BTreeMap<(i16, i8), Vec<Name>>,
}

/// One page of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is coming.
    Coming,
    /// What has been, in short.
    Past,
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
}

/// Plans every page of the calendar, and the listings of events by their values.
pub fn pages(context: &Directory) -> Vec<(Url, Sheet)> {
    let base = address::section(Kind::Event);
    let (filters, mut sheets) = listings::events(context);
    let mut calendar =
        Calendar { filters: Arc::new(filters), years: BTreeMap::new(), months: BTreeMap::new() };
    for event in &context.site.events {
        let (name, date) = (&event.head.name, event.data.start.date());
        calendar.years.entry(date.year()).or_default().push(name.clone());
        if let Some(month) = date.month() {
            calendar.months.entry(month).or_default().push(name.clone());
        }
    }
    let calendar = Arc::new(calendar);
    let years = calendar.years.keys().map(|year| Part::Year(*year));
    let months = calendar.months.keys().map(|(year, month)| Part::Month(*year, *month));
    let parts = [Part::Coming, Part::Past].into_iter().chain(years).chain(months);
    sheets.extend(parts.map(|part| (part.url(&base), Sheet::Calendar(calendar.clone(), part))));
    sheets
}

impl Part {
    /// Returns the address of the page, in the calendar at `base`.
    fn url(self, base: &Url) -> Url {
        match self {
            Self::Coming => base.clone(),
            Self::Past => base.page("arkiv"),
            Self::Year(year) => base.page(&year.to_string()),
            Self::Month(year, month) => base.page(&year.to_string()).page(&format!("{month:02}")),
        }
    }

    /// Returns the heading of the page.
    pub fn title(self, context: &Directory) -> String {
        match self {
            Self::Coming => context
                .intro("kalender")
                .map_or_else(|| "Kalender".to_owned(), |page| page.head.title.clone()),
            Self::Past => "Tidigare evenemang".to_owned(),
            Self::Year(year) => format!("Kalender {year}"),
            Self::Month(year, month) => format!("Kalender {}", dates::date(Date::Month(year, month))),
        }
    }
}

impl Calendar {
    /// Shows a page of the calendar.
    pub fn view(&self, context: &Context, part: Part) -> ListView {
        let frame =
            ListView { title: part.title(context), style: "agenda", split: "År", ..ListView::default() };
        match part {
            Part::Coming => self.coming(context, frame),
            Part::Past => self.past(context, frame),
            Part::Year(year) => {
                let names = self.years.get(&year).map_or(&[][..], Vec::as_slice);
                ListView {
                    count: Some(count(names.len(), WORDS)),
                    groups: by_month(context, names),
                    shares: self.counts(Some(year)),
                    ..frame
                }
            }
            Part::Month(year, month) => {
                let cards = context.cards(self.months.get(&(year, month)).into_iter().flatten());
                ListView {
                    count: Some(count(cards.len(), WORDS)),
                    groups: vec![Group { cards, ..Group::default() }],
                    ..frame
                }
            }
        }
    }

    fn coming(&self, context: &Context, frame: ListView) -> ListView {
        let base = address::section(Kind::Event);
        let intro = context.intro("kalender");
        let coming: Vec<Name> = coming(context, |_| true).into_iter().cloned().collect();
        let archive = Part::Past.url(&base);
        ListView {
            lead: intro.and_then(|page| page.head.summary.clone()),
            body: intro.map(|page| body(context, &page.head.path, &base)).unwrap_or_default(),
            count: (!coming.is_empty()).then(|| count(coming.len(), COMING)),
            filters: self.filters.clone(),
            empty: Some("Inga kommande evenemang är inlagda just nu.".to_owned()),
            groups: if coming.is_empty() { latest(context, &archive) } else { by_month(context, &coming) },
            coming: !coming.is_empty(),
            shares: self.link_archive(archive),
            subscribe: Some(Subscribe::of(schedule::of_page(&base), &context.site.config.base_url)),
            ..frame
        }
    }

    /// Shows what has been, in short: the latest first, or only the years if there are many.
    fn past(&self, context: &Directory, frame: ListView) -> ListView {
        let now = context.site.scope.now();
        let over = || context.site.events.iter().rev().filter(|it| it.data.is_over(now));
        let total = over().count();
        let mut groups: Vec<Group> = Vec::new();
        for event in over().take(100) {
            let Some(card) = context.card(&event.head.name) else { continue };
            let year = address::year(event.head.date);
            if groups.last().is_none_or(|group| group.heading.as_ref() != Some(&year)) {
                groups.push(Group {
                    id: Some(format!("ar_{year}")),
                    heading: Some(year),
                    ..Group::default()
                });
            }
            if let Some(group) = groups.last_mut() {
                group.cards.push(card);
            }
        }
        ListView {
            count: (total > 0).then(|| count(total, WORDS)),
            groups,
            shares: self.counts(None),
            empty: (total == 0).then(|| "Inga evenemang har hållits ännu.".to_owned()),
            ..frame
        }
    }

    /// Counts the events of each year, the latest first.
    fn counts(&self, current: Option<i16>) -> Vec<Count> {
        let base = address::section(Kind::Event);
        let count = |(year, names): (&i16, &Vec<Name>)| Count {
            text: year.to_string(),
            url: Part::Year(*year).url(&base),
            count: numbers::integer(names.len() as u64),
            current: current == Some(*year),
        };
        self.years.iter().rev().map(count).collect()
    }

    fn link_archive(&self, archive: Url) -> Vec<Count> {
        let total: usize = self.years.values().map(Vec::len).sum();
        let all = Count {
            text: "Alla tidigare".to_owned(),
            url: archive,
            count: numbers::integer(total as u64),
            current: false,
        };
        (total > 0).then_some(all).into_iter().chain(self.counts(None)).collect()
    }
}

/// How many past events stand in for coming ones when there are none.
const LATEST: usize = 3;

/// Shows what was held last, for when nothing is coming.
fn latest(context: &Directory, archive: &Url) -> Vec<Group> {
    let now = context.site.scope.now();
    let over = context.site.events.iter().rev().filter(|it| it.data.is_over(now));
    let mut group = group("Senast genomförda", context.cards(over.map(|it| &it.head.name).take(LATEST)));
    group.url = Some(archive.clone());
    if group.cards.is_empty() { Vec::new() } else { vec![group] }
}

/// Groups events by month; what has only a year is grouped under its year, last.
fn by_month(context: &Directory, names: &[Name]) -> Vec<Group> {
    let mut groups: BTreeMap<(bool, String), Group> = BTreeMap::new();
    for name in names {
        let Some((head, card)) = context.site.head(name).zip(context.card(name)) else { continue };
        let Some(date) = head.date else { continue };
        let month = date.month().map_or(Date::Year(date.year()), |(year, month)| Date::Month(year, month));
        let heading = match month {
            Date::Year(year) => format!("Under {year}"),
            other => dates::date(other),
        };
        let group = groups.entry((matches!(month, Date::Year(_)), month.iso())).or_insert_with(|| Group {
            id: Some(format!("manad_{}", month.iso())),
            heading: Some(heading[..1].to_uppercase() + &heading[1..]),
            ..Group::default()
        });
        group.cards.push(card);
    }
    groups.into_values().collect()
}
