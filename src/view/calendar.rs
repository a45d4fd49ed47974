//! The calendar: what is coming by month, what has been by year, and a page for each year and month.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::address;
use super::context::Context;
use super::list::{ListView, count};
use super::listings;
use super::parts::{Count, Group};
use super::related::group;
use super::standing::coming;
use crate::date::Date;
use crate::lang::{dates, numbers};
use crate::model::kind::Kind;
use crate::model::names::Name;
use crate::url::Url;

const WORDS: (&str, &str) = ("evenemang", "evenemang");

const COMING: (&str, &str) = ("kommande evenemang", "kommande evenemang");

/// Makes every page of the calendar.
pub fn pages(context: &Context<'_>) -> Vec<(Url, ListView)> {
    let base = address::section(Kind::Event);
    let (filters, mut views) = listings::events(context);
    let intro = context.intro("kalender");
    let coming = coming(context, context.site.scope.today, |_| true);
    let archive = base.page("arkiv");
    let years = years(context, &base);
    let body = intro.map(|page| super::body::body(context, &page.head.document, &base)).unwrap_or_default();
    views.push((
        base.clone(),
        ListView {
            title: intro.map_or_else(|| "Kalender".to_owned(), |page| page.head.title.clone()),
            lead: intro.and_then(|page| page.head.summary.clone()),
            body,
            style: "agenda",
            count: (!coming.is_empty()).then(|| count(coming.len(), COMING)),
            filters: Arc::new(filters),
            empty: coming.is_empty().then(|| "Inga kommande evenemang är inlagda just nu.".to_owned()),
            groups: if coming.is_empty() { latest(context, &archive) } else { by_month(context, &coming) },
            years: link_archive(&archive, &years),
            note: None,
        },
    ));
    views.push((archive, past(context, years.clone())));
    views.extend(each_year(context, &base, &years));
    views.extend(each_month(context, &base));
    views
}

/// How many past events stand in for coming ones when there are none.
const LATEST: usize = 3;

/// Shows what was held last, for when nothing is coming.
fn latest(context: &Context<'_>, archive: &Url) -> Vec<Group> {
    let today = context.site.scope.today;
    let over = context.site.events.iter().rev().filter(|it| it.data.is_over(today));
    let mut group = group("Senast genomförda", context.cards(over.map(|it| &it.head.name).take(LATEST)));
    group.url = Some(archive.clone());
    if group.cards.is_empty() { Vec::new() } else { vec![group] }
}

fn link_archive(archive: &Url, years: &[Count]) -> Vec<Count> {
    let total: usize = years
        .iter()
        .map(|year| year.count.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0))
        .sum();
    let all = Count {
        text: "Alla tidigare".to_owned(),
        url: archive.clone(),
        count: numbers::integer(total as u64),
        current: false,
    };
    let mut links = years.to_vec();
    if total > 0 {
        links.insert(0, all);
    }
    links
}

/// Counts the events of each year, the latest first.
fn years(context: &Context<'_>, base: &Url) -> Vec<Count> {
    let mut counts: BTreeMap<i16, u64> = BTreeMap::new();
    for event in &context.site.events {
        *counts.entry(event.data.start.date().year()).or_default() += 1;
    }
    let count = |(year, count): (i16, u64)| Count {
        text: year.to_string(),
        url: base.page(&year.to_string()),
        count: numbers::integer(count),
        current: false,
    };
    counts.into_iter().rev().map(count).collect()
}

/// Shows what has been, in short: the latest first, or only the years if there are many.
fn past(context: &Context<'_>, years: Vec<Count>) -> ListView {
    let today = context.site.scope.today;
    let over: Vec<&Name> = context
        .site
        .events
        .iter()
        .rev()
        .filter(|it| it.data.is_over(today))
        .map(|it| &it.head.name)
        .collect();
    let mut groups: Vec<Group> = Vec::new();
    for name in over.iter().take(100) {
        let Some((head, card)) = context.site.head(name).zip(context.card(name)) else { continue };
        let year = address::year(head.date);
        if groups.last().is_none_or(|group| group.heading.as_ref() != Some(&year)) {
            groups.push(Group { id: Some(format!("ar_{year}")), heading: Some(year), ..Group::default() });
        }
        if let Some(group) = groups.last_mut() {
            group.cards.push(card);
        }
    }
    ListView {
        title: "Tidigare evenemang".to_owned(),
        lead: None,
        body: Vec::new(),
        style: "agenda",
        count: (!over.is_empty()).then(|| count(over.len(), WORDS)),
        filters: Arc::default(),
        groups,
        years,
        empty: over.is_empty().then(|| "Inga evenemang har hållits ännu.".to_owned()),
        note: None,
    }
}

/// Shows each year, by month; what has only a year stands last.
fn each_year(context: &Context<'_>, base: &Url, years: &[Count]) -> Vec<(Url, ListView)> {
    let view = |year: &Count| {
        let names: Vec<&Name> = context
            .site
            .events
            .iter()
            .filter(|it| it.data.start.date().year().to_string() == year.text)
            .map(|it| &it.head.name)
            .collect();
        let mut years = years.to_vec();
        for other in &mut years {
            other.current = other.url == year.url;
        }
        let view = ListView {
            title: format!("Kalender {}", year.text),
            lead: None,
            body: Vec::new(),
            style: "agenda",
            count: Some(count(names.len(), WORDS)),
            filters: Arc::default(),
            groups: by_month(context, &names),
            years,
            empty: None,
            note: None,
        };
        (base.page(&year.text), view)
    };
    years.iter().map(view).collect()
}

/// Shows each month that has an event.
fn each_month(context: &Context<'_>, base: &Url) -> Vec<(Url, ListView)> {
    let mut months: BTreeMap<(i16, i8), Vec<&Name>> = BTreeMap::new();
    for event in &context.site.events {
        if let Some(month) = event.data.start.date().month() {
            months.entry(month).or_default().push(&event.head.name);
        }
    }
    let view = |((year, month), names): ((i16, i8), Vec<&Name>)| {
        let words = dates::date(Date::Month(year, month));
        let view = ListView {
            title: format!("Kalender {words}"),
            lead: None,
            body: Vec::new(),
            style: "agenda",
            count: Some(count(names.len(), WORDS)),
            filters: Arc::default(),
            groups: vec![Group { cards: context.cards(names), ..Group::default() }],
            years: Vec::new(),
            empty: None,
            note: None,
        };
        (base.page(&year.to_string()).page(&format!("{month:02}")), view)
    };
    months.into_iter().map(view).collect()
}

/// Groups events by month; what has only a year is grouped under its year, last.
fn by_month(context: &Context<'_>, names: &[&Name]) -> Vec<Group> {
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
