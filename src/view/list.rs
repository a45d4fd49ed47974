//! Listings: entries of a kind, whole or by one of their values, by year.
//!
//! A short listing is one page, grouped by year. A long one shows its newest years and leads to a page for each year:
//! what has been listed on a year's page stays there, so no page number ever shifts.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::address::{UNDATED, year};
use super::body::{BodyPart, body};
use super::context::Context;
use super::parts::{Card, Count, Filter, Group};
use crate::lang::numbers;
use crate::model::collection::Entry;
use crate::model::names::Name;
use crate::model::page::Page;
use crate::url::Url;

/// How many entries one page lists before it is split by year.
const WHOLE: usize = 50;

/// How many entries the first page of a split listing shows, at least.
const NEWEST: usize = 20;

/// What `list.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `parts`")]
pub struct ListView {
    pub title: String,
    pub lead: Option<String>,
    pub body: Vec<BodyPart>,
    pub style: &'static str,
    pub count: Option<String>,
    pub filters: Arc<Vec<Filter>>,
    pub groups: Vec<Group>,
    pub years: Vec<Count>,
    pub empty: Option<String>,
    pub note: Option<String>,
}

/// A listing before it is split into pages.
pub struct Listing<'a> {
    /// Where it stands.
    pub url: Url,
    /// Its heading, unless the page that introduces it has one.
    pub title: String,
    /// The page that introduces it.
    pub intro: Option<&'a Entry<Page>>,
    /// How the theme draws it.
    pub style: &'static str,
    /// What is listed, of one and of several: "publikation", "publikationer".
    pub words: (&'static str, &'static str),
    /// The entries, newest first.
    pub names: Vec<&'a Name>,
    /// How it can be narrowed.
    pub filters: Arc<Vec<Filter>>,
    /// What to say if it is empty.
    pub empty: &'a str,
    /// Whether every year has its page, however short the listing is.
    pub yearly: bool,
}

/// Makes the pages of a listing: itself, and one for each year if it is long.
pub fn pages(context: &Context<'_>, listing: &Listing<'_>) -> Vec<(Url, ListView)> {
    let mut years: Vec<(String, Vec<Arc<Card>>)> = Vec::new();
    for name in &listing.names {
        let (Some(head), Some(card)) = (context.site.head(name), context.card(name)) else { continue };
        let year = year(head.date);
        match years.last_mut() {
            Some((last, cards)) if *last == year => cards.push(card),
            _ => years.push((year, vec![card])),
        }
    }
    let total: usize = years.iter().map(|(_, cards)| cards.len()).sum();
    let split = listing.yearly || total > WHOLE;
    let links = |current: Option<&str>| -> Vec<Count> {
        if !split {
            return Vec::new();
        }
        let count = |(year, cards): &(String, Vec<Arc<Card>>)| Count {
            text: if year == UNDATED { "Odaterat".to_owned() } else { year.clone() },
            url: listing.url.page(year),
            count: numbers::integer(cards.len() as u64),
            current: current == Some(year.as_str()),
        };
        years.iter().map(count).collect()
    };
    let intro = listing.intro;
    let mut shown = 0;
    let newest = years.iter().take_while(|(_, cards)| {
        let first = shown == 0;
        shown += cards.len();
        first || total <= WHOLE || shown <= NEWEST.max(WHOLE)
    });
    let front = ListView {
        title: intro.map_or_else(|| listing.title.clone(), |page| page.head.title.clone()),
        lead: intro.and_then(|page| page.head.summary.clone()),
        body: intro.map(|page| body(context, &page.head.document, &listing.url)).unwrap_or_default(),
        style: listing.style,
        count: (total > 0).then(|| count(total, listing.words)),
        filters: listing.filters.clone(),
        groups: newest.map(|(year, cards)| group(year, cards)).collect(),
        years: links(None),
        empty: (total == 0).then(|| listing.empty.to_owned()),
        note: None,
    };
    let mut pages = vec![(listing.url.clone(), front)];
    if split {
        for (year, cards) in &years {
            let label = if year == UNDATED { "odaterat" } else { year };
            let view = ListView {
                title: format!("{}: {label}", pages[0].1.title),
                lead: None,
                body: Vec::new(),
                style: listing.style,
                count: Some(count(cards.len(), listing.words)),
                filters: Arc::default(),
                groups: vec![Group { cards: cards.clone(), ..Group::default() }],
                years: links(Some(year)),
                empty: None,
                note: None,
            };
            pages.push((listing.url.page(year), view));
        }
    }
    pages
}

fn group(year: &str, cards: &[Arc<Card>]) -> Group {
    let heading = if year == UNDATED { "Odaterat".to_owned() } else { year.to_owned() };
    Group { id: Some(format!("ar_{year}")), heading: Some(heading), url: None, cards: cards.to_vec() }
}

/// Writes how many there are: "12 publikationer".
pub fn count(total: usize, (one, many): (&str, &str)) -> String {
    format!("{} {}", numbers::integer(total as u64), if total == 1 { one } else { many })
}

/// Sorts entries under the values that they have; each value is a link's words and its part of the address.
pub fn by_value<'a, V: Ord>(
    names: &[&'a Name],
    values: impl Fn(&Name) -> Vec<V>,
) -> BTreeMap<V, Vec<&'a Name>> {
    let mut sorted: BTreeMap<V, Vec<&'a Name>> = BTreeMap::new();
    for name in names {
        for value in values(name) {
            sorted.entry(value).or_default().push(name);
        }
    }
    sorted
}
