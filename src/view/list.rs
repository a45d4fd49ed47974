//! Listings: entries of a kind, whole or by one of their values, by year or by letter.
//!
//! A short listing is one page, grouped by year. A long one shows its newest years and leads to a page for each year:
//! what has been listed on a year's page stays there, so no page number ever shifts.

use std::sync::Arc;

use serde::Serialize;

use super::address::UNDATED;
use super::body::{BodyPart, body};
use super::context::{Context, Directory};
use super::index::letter_id;
use super::parts::{Card, Count, Fact, Filter, Group, Subscribe, Turn};
use crate::lang::{collate, numbers};
use crate::model::collection::{Entry, Head};
use crate::model::names::Name;
use crate::model::page::Page;
use crate::url::Url;

/// How many entries one page lists before it is split by year.
pub(super) const WHOLE: usize = 50;

/// What `list.html` shows.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `parts`")]
pub struct ListView {
    pub title: String,
    pub lead: Option<String>,
    pub facts: Vec<Fact>,
    pub body: Vec<BodyPart>,
    pub style: &'static str,
    pub count: Option<String>,
    /// The ways in which a calendar can be seen.
    pub views: Vec<Count>,
    pub turn: Turn,
    /// The ways in which the same entries can be ordered.
    pub orders: Vec<Count>,
    pub filters: Arc<Vec<Filter>>,
    /// Where a script finds what it needs to combine filters in place.
    pub selection: Option<Url>,
    pub groups: Vec<Group>,
    /// Whether the groups are of events to come, of which those leave whose time passes.
    pub coming: bool,
    /// Whether the count is of the events to come that are shown, and goes with them.
    pub counts_coming: bool,
    /// Whether events that leave what is coming have their years on the same page.
    pub past: bool,
    /// What the pages that the listing is split into have in common: "År".
    pub split: &'static str,
    pub shares: Vec<Count>,
    pub empty: Option<String>,
    pub note: Option<String>,
    pub subscribe: Option<Subscribe>,
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
    /// What it is split by: "År".
    pub split: &'static str,
    /// The entries, in order, each under its year or letter.
    pub shares: Vec<Share>,
    /// The other orders that the same entries can be seen in, and this one.
    pub orders: Vec<Count>,
    /// How it can be narrowed.
    pub filters: Arc<Vec<Filter>>,
    /// Where a script finds what it needs to combine filters in place.
    pub selection: Option<Url>,
    /// What to say if it is empty.
    pub empty: &'static str,
    /// Whether every share has its page, however short the listing is.
    pub always_split: bool,
}

/// The entries of a listing that belong together: those of a year, or of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Its part of the address.
    pub part: String,
    /// Its heading.
    pub heading: String,
    /// The anchor of its heading.
    pub id: String,
    /// The entries.
    pub names: Vec<Name>,
}

/// Sorts entries, newest first, under the years of their dates; what has none comes last, under its own heading.
pub fn by_year<'n>(heads: impl IntoIterator<Item = &'n Head>) -> Vec<Share> {
    under_years(heads.into_iter().map(|Head { name, date, .. }| (date.map(|date| date.year()), name)))
}

/// Puts names, newest first, under their years.
pub fn under_years<'n>(names: impl IntoIterator<Item = (Option<i16>, &'n Name)>) -> Vec<Share> {
    let mut years: Vec<(Option<i16>, Vec<Name>)> = Vec::new();
    for (this, name) in names {
        match years.last_mut() {
            Some((last, names)) if *last == this => names.push(name.clone()),
            _ => years.push((this, vec![name.clone()])),
        }
    }
    let share = |(year, names): (Option<i16>, Vec<Name>)| {
        let part = year.map_or(UNDATED.to_owned(), |year| year.to_string());
        let heading = year.map_or("Odaterat".to_owned(), |year| year.to_string());
        Share { id: format!("ar_{part}"), part, heading, names }
    };
    years.into_iter().map(share).collect()
}

/// Sorts entries by title under their letters, as in a Swedish dictionary.
pub fn by_letter<'n>(heads: impl IntoIterator<Item = &'n Head>) -> Vec<Share> {
    let mut heads: Vec<&Head> = heads.into_iter().collect();
    heads.sort_by(|left, right| (&left.key, &left.name).cmp(&(&right.key, &right.name)));
    let mut shares: Vec<Share> = Vec::new();
    for head in heads {
        let heading = collate::initial(&head.title);
        match shares.last_mut() {
            Some(last) if last.heading == heading => last.names.push(head.name.clone()),
            _ => {
                let id = letter_id(&heading);
                let part = id.trim_start_matches("bokstav_").to_owned();
                shares.push(Share { part, heading, id, names: vec![head.name.clone()] });
            }
        }
    }
    shares
}

impl Listing {
    /// Counts the entries.
    pub fn total(&self) -> usize {
        self.shares.iter().map(|share| share.names.len()).sum()
    }

    /// Lists the shares that have a page of their own, with its address.
    pub fn share_pages(&self) -> impl Iterator<Item = (usize, Url)> {
        let split = self.always_split || self.total() > WHOLE;
        let shares = self.shares.iter().enumerate().filter(move |_| split);
        shares.map(|(at, share)| (at, self.url.page(&share.part)))
    }

    /// Names every entry, in order.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.shares.iter().flat_map(|share| &share.names)
    }

    /// Returns the heading of the listing.
    pub fn title(&self, context: &Directory) -> String {
        self.introduction(context).map_or_else(|| self.title.clone(), |page| page.head.title.clone())
    }

    /// Returns the heading of a share's page.
    pub fn share_title(&self, context: &Directory, at: usize) -> String {
        let Share { part, heading, .. } = &self.shares[at];
        format!("{}: {}", self.title(context), if part == UNDATED { "odaterat" } else { heading })
    }

    /// Shows the listing: all of it, or its newest years if it is long.
    pub fn front(&self, context: &Context) -> ListView {
        let total = self.total();
        let intro = self.introduction(context);
        ListView {
            title: self.title(context),
            lead: intro.and_then(|page| page.head.summary.clone()).or_else(|| self.lead.clone()),
            facts: self.facts.clone(),
            body: intro.map(|page| body(context, &page.head.path, &self.url)).unwrap_or_default(),
            style: self.style,
            count: (total > 0).then(|| count(total, self.words)),
            orders: self.orders.clone(),
            filters: self.filters.clone(),
            selection: self.selection.clone(),
            groups: self.first_shares().map(|share| group(share, context.cards(&share.names))).collect(),
            coming: false,
            split: self.split,
            // Where there are filters, the years stand among them.
            shares: if self.always_split && !self.filters.is_empty() {
                Vec::new()
            } else {
                self.counts(None)
            },
            empty: (total == 0).then(|| self.empty.to_owned()),
            ..ListView::default()
        }
    }

    /// Goes through the shares that stand on the first page: all of them, or the first if the listing is long.
    pub fn first_shares(&self) -> impl Iterator<Item = &Share> {
        let total = self.total();
        let mut shown = 0;
        self.shares.iter().take_while(move |Share { names, .. }| {
            let first = shown == 0;
            shown += names.len();
            first || total <= WHOLE || shown <= WHOLE
        })
    }

    /// Shows one share.
    pub fn share(&self, context: &Directory, at: usize) -> ListView {
        let cards = context.cards(&self.shares[at].names);
        ListView {
            title: self.share_title(context, at),
            style: self.style,
            count: Some(count(cards.len(), self.words)),
            groups: vec![Group { cards, ..Group::default() }],
            split: self.split,
            shares: self.counts(Some(at)),
            ..ListView::default()
        }
    }

    /// Counts the entries of each share that has a page.
    pub fn counts(&self, current: Option<usize>) -> Vec<Count> {
        let count = |(at, url): (usize, Url)| {
            let Share { heading, names, .. } = &self.shares[at];
            Count {
                text: heading.clone(),
                url,
                count: numbers::integer(names.len() as u64),
                current: current == Some(at),
            }
        };
        self.share_pages().map(count).collect()
    }

    fn introduction<'c>(&self, context: &'c Directory) -> Option<&'c Entry<Page>> {
        self.intro.and_then(|path| context.intro(path))
    }
}

fn group(share: &Share, cards: Vec<Arc<Card>>) -> Group {
    Group { id: Some(share.id.clone()), heading: Some(share.heading.clone()), cards, ..Group::default() }
}

/// Writes how many there are: "12 publikationer".
pub fn count(total: usize, (one, many): (&str, &str)) -> String {
    format!("{} {}", numbers::integer(total as u64), if total == 1 { one } else { many })
}
