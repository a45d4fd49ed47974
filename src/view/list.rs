//! Listings: entries of a kind, whole or by one of their values, by year.
//!
//! A short listing is one page, grouped by year. A long one shows its newest years and leads to a page for each year:
//! what has been listed on a year's page stays there, so no page number ever shifts.

use std::sync::Arc;

use serde::Serialize;

use super::address::UNDATED;
use super::body::{BodyPart, body};
use super::context::{Context, Directory};
use super::parts::{Card, Count, Fact, Filter, Group};
use crate::lang::numbers;
use crate::model::collection::{Entry, Head};
use crate::model::names::Name;
use crate::model::page::Page;
use crate::url::Url;

/// How many entries one page lists before it is split by year.
const WHOLE: usize = 50;

/// What `list.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `parts`")]
pub struct ListView {
    pub title: String,
    pub lead: Option<String>,
    pub facts: Vec<Fact>,
    pub body: Vec<BodyPart>,
    pub style: &'static str,
    pub count: Option<String>,
    pub filters: Arc<Vec<Filter>>,
    pub groups: Vec<Group>,
    pub years: Vec<Count>,
    pub empty: Option<String>,
    pub note: Option<String>,
}

/// A listing: what it lists, by year, and what frames it. Its pages are made when they are asked for.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Where it stands.
    pub url: Url,
    /// Its heading, unless the page that introduces it has one.
    pub title: String,
    /// The page that introduces it, by its path.
    pub intro: Option<&'static str>,
    /// What stands under the heading, unless the page that introduces it has something.
    pub lead: Option<String>,
    /// What else is known of all that is listed.
    pub facts: Vec<Fact>,
    /// How the theme draws it.
    pub style: &'static str,
    /// What is listed, of one and of several: "publikation", "publikationer".
    pub words: (&'static str, &'static str),
    /// The entries, newest first, by year.
    pub years: Vec<(String, Vec<Name>)>,
    /// How it can be narrowed.
    pub filters: Arc<Vec<Filter>>,
    /// What to say if it is empty.
    pub empty: &'static str,
    /// Whether every year has its page, however short the listing is.
    pub yearly: bool,
}

/// Sorts entries, newest first, under their years.
pub fn by_year<'n>(heads: impl IntoIterator<Item = &'n Head>) -> Vec<(String, Vec<Name>)> {
    let mut years: Vec<(Option<i16>, Vec<Name>)> = Vec::new();
    for Head { name, date, .. } in heads {
        let this = date.map(|date| date.year());
        match years.last_mut() {
            Some((last, names)) if *last == this => names.push(name.clone()),
            _ => years.push((this, vec![name.clone()])),
        }
    }
    let words = |year: Option<i16>| year.map_or(UNDATED.to_owned(), |year| year.to_string());
    years.into_iter().map(|(year, names)| (words(year), names)).collect()
}

impl Listing {
    /// Counts the entries.
    pub fn total(&self) -> usize {
        self.years.iter().map(|(_, names)| names.len()).sum()
    }

    /// Lists the years that have a page of their own, with its address.
    pub fn year_pages(&self) -> impl Iterator<Item = (usize, Url)> {
        let split = self.yearly || self.total() > WHOLE;
        let years = self.years.iter().enumerate().filter(move |_| split);
        years.map(|(at, (year, _))| (at, self.url.page(year)))
    }

    /// Returns the heading of the listing.
    pub fn title(&self, context: &Directory) -> String {
        self.introduction(context).map_or_else(|| self.title.clone(), |page| page.head.title.clone())
    }

    /// Returns the heading of a year's page.
    pub fn year_title(&self, context: &Directory, at: usize) -> String {
        let year = self.years[at].0.as_str();
        format!("{}: {}", self.title(context), if year == UNDATED { "odaterat" } else { year })
    }

    /// Shows the listing: all of it, or its newest years if it is long.
    pub fn front(&self, context: &Context) -> ListView {
        let total = self.total();
        let intro = self.introduction(context);
        let mut shown = 0;
        let newest = self.years.iter().take_while(|(_, names)| {
            let first = shown == 0;
            shown += names.len();
            first || total <= WHOLE || shown <= WHOLE
        });
        ListView {
            title: self.title(context),
            lead: intro.and_then(|page| page.head.summary.clone()).or_else(|| self.lead.clone()),
            facts: self.facts.clone(),
            body: intro.map(|page| body(context, &page.head.path, &self.url)).unwrap_or_default(),
            style: self.style,
            count: (total > 0).then(|| count(total, self.words)),
            filters: self.filters.clone(),
            groups: newest.map(|(year, names)| group(year, context.cards(names))).collect(),
            // Where there are filters, the years stand among them.
            years: if self.filters.is_empty() { self.counts(None) } else { Vec::new() },
            empty: (total == 0).then(|| self.empty.to_owned()),
            note: None,
        }
    }

    /// Shows one year.
    pub fn year(&self, context: &Directory, at: usize) -> ListView {
        let cards = context.cards(&self.years[at].1);
        ListView {
            title: self.year_title(context, at),
            lead: None,
            facts: Vec::new(),
            body: Vec::new(),
            style: self.style,
            count: Some(count(cards.len(), self.words)),
            filters: Arc::default(),
            groups: vec![Group { cards, ..Group::default() }],
            years: self.counts(Some(at)),
            empty: None,
            note: None,
        }
    }

    /// Counts the entries of each year that has a page.
    pub fn counts(&self, current: Option<usize>) -> Vec<Count> {
        let count = |(at, url): (usize, Url)| {
            let (year, names) = &self.years[at];
            Count {
                text: if year == UNDATED { "Odaterat".to_owned() } else { year.clone() },
                url,
                count: numbers::integer(names.len() as u64),
                current: current == Some(at),
            }
        };
        self.year_pages().map(count).collect()
    }

    fn introduction<'c>(&self, context: &'c Directory) -> Option<&'c Entry<Page>> {
        self.intro.and_then(|path| context.intro(path))
    }
}

fn group(year: &str, cards: Vec<Arc<Card>>) -> Group {
    let heading = if year == UNDATED { "Odaterat".to_owned() } else { year.to_owned() };
    Group { id: Some(format!("ar_{year}")), heading: Some(heading), url: None, cards }
}

/// Writes how many there are: "12 publikationer".
pub fn count(total: usize, (one, many): (&str, &str)) -> String {
    format!("{} {}", numbers::integer(total as u64), if total == 1 { one } else { many })
}
