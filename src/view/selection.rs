//! The listings of publications: all, by title, by each of their values, and what a script needs to combine them.
//!
//! Everything is a page, and the filter bar is links to pages. The [`Selection`] only says which publications stand on
//! which of those pages, so that a script can show what several have in common; it carries no words of a card.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::address;
use super::context::Directory;
use super::list::{Listing, Share, by_letter, by_year};
use super::listings::{Dimension, Value, narrowed, pages, slugs, titled, topics, value};
use super::parts::{Count, Filter};
use super::subject::Sheet;
use crate::lang::collate;
use crate::lang::slug::slug;
use crate::model::collection::Entry;
use crate::model::config::PublicationSeries;
use crate::model::credit::Credit;
use crate::model::kind::Kind;
use crate::model::names::Name;
use crate::model::publication::{Genre, Publication};
use crate::url::{Url, is_reserved};

/// The part of the address of what is ordered by title.
const BY_TITLE: &str = "titel";

/// The part of the address of authors' listings.
const AUTHORS: &str = "forfattare";

/// The pages that list publications, and what a script needs to combine them.
pub struct Shelves {
    /// The pages.
    pub sheets: Vec<(Url, Sheet)>,
    /// What a script needs, and where it stands; nothing if there are no publications.
    pub selection: Option<(Url, Arc<Shelf>)>,
}

/// All publications in both orders, and every listing of some of them.
#[derive(Clone, Debug)]
pub struct Shelf {
    by_year: Vec<Share>,
    by_letter: Vec<Share>,
    base: Url,
    narrow: Vec<Arc<Listing>>,
}

/// What `urval.json` says.
#[derive(Clone, Debug, Serialize)]
pub struct Selection {
    /// Each year's heading and page.
    pub years: Vec<(String, Url)>,
    /// Each letter.
    pub letters: Vec<String>,
    /// The page of each value that publications can be narrowed by.
    pub values: Vec<Url>,
    /// Each publication, the newest first: its page, its places in `years`, `letters` and the order of titles, and
    /// its values, as places in `values`.
    pub entries: Vec<(Url, usize, usize, usize, Vec<usize>)>,
}

/// Plans every listing of publications: all, by title, and by series, type, topic, author and municipality.
pub fn publications(context: &Directory) -> Shelves {
    let site = &context.site;
    let base = address::section(Kind::Publication);
    let entries: Vec<&Entry<Publication>> = site.publications.iter().collect();
    let words = ("publikation", "publikationer");
    let (mut filters, mut sheets) =
        narrowed(&base, &entries, &dimensions(context), ("cards", "Publikationer", words));
    let narrow = sheets.iter().filter_map(|(_, sheet)| match sheet {
        Sheet::Listing(listing) => Some(listing.clone()),
        _ => None,
    });
    let heads = || entries.iter().map(|it| &it.head);
    let shelf =
        Shelf { by_year: by_year(heads()), by_letter: by_letter(heads()), base, narrow: narrow.collect() };
    let base = &shelf.base;
    let titles = base.page(BY_TITLE);
    let address = (!entries.is_empty()).then(|| base.file("urval.json"));
    let orders = |by_title: bool| match entries.len() {
        0 | 1 => Vec::new(),
        _ => vec![order("Senaste först", base, !by_title), order("Titel A–Ö", &titles, by_title)],
    };
    let mut all = Listing {
        url: base.clone(),
        title: "Publikationer".to_owned(),
        intro: Some("publikationer"),
        lead: None,
        facts: Vec::new(),
        style: "cards",
        words,
        split: "År",
        shares: shelf.by_year.clone(),
        orders: orders(false),
        filters: Arc::default(),
        selection: address.clone(),
        empty: "Inga publikationer är inlagda ännu.",
        always_split: true,
    };
    if !entries.is_empty() {
        filters.insert(0, Filter { name: "År".to_owned(), values: all.counts(None) });
    }
    all.filters = Arc::new(filters);
    if !all.orders.is_empty() {
        sheets.extend(pages(Listing {
            url: titles.clone(),
            title: "Publikationer från A till Ö".to_owned(),
            intro: None,
            split: "Bokstav",
            shares: shelf.by_letter.clone(),
            orders: orders(true),
            always_split: false,
            ..all.clone()
        }));
    }
    sheets.extend(pages(all));
    Shelves { sheets, selection: address.map(|url| (url, Arc::new(shelf))) }
}

/// Returns the listing of what a guest has written; `None` if a person of ours has that address, or nothing can be
/// made of the name.
pub fn guest_listing(context: &Directory, name: &str) -> Option<Url> {
    Some(address::section(Kind::Publication).page(AUTHORS).page(&guest(context, name)?))
}

fn guest(context: &Directory, name: &str) -> Option<String> {
    let slug = slug(name);
    let is_free = !slug.is_empty() && !is_reserved(&slug) && context.site.people.at(&slug).is_none();
    is_free.then_some(slug)
}

fn order(text: &str, url: &Url, current: bool) -> Count {
    Count { text: text.to_owned(), url: url.clone(), count: String::new(), current }
}

fn dimensions(context: &Directory) -> [Dimension<'_, Publication>; 5] {
    let site = &context.site;
    let mut guests: BTreeMap<String, &str> = BTreeMap::new();
    for author in site.publications.iter().flat_map(|it| &it.data.authors) {
        if let Credit::Guest { name, .. } = author
            && let Some(slug) = guest(context, name)
        {
            guests.entry(slug).or_insert(name);
        }
    }
    [
        Dimension {
            words: ("Ämne", "amne", "om"),
            of: Box::new(|it| topics(&it.head)),
            value: Box::new(|slug| titled(context, Kind::Topic, slug)),
        },
        Dimension {
            words: ("Serie", "serie", "i serien"),
            of: Box::new(|it| it.data.series.as_deref().map(Cow::Borrowed).into_iter().collect()),
            value: Box::new(|slug| site.config.series(slug).map(series)),
        },
        Dimension {
            words: ("Typ", "typ", "av typen"),
            of: Box::new(|it| it.data.genre.map(|it| Cow::Borrowed(it.words().0)).into_iter().collect()),
            value: Box::new(|word| Genre::at(word).map(|it| value(it.words().0, it.words().2))),
        },
        Dimension {
            words: ("Författare", AUTHORS, "av"),
            of: Box::new(|it| it.data.authors.iter().filter_map(|it| author(context, it)).collect()),
            value: Box::new(move |slug| match guests.get(slug) {
                Some(name) => Some(Value { key: collate::key(surname(name)), ..value(slug, *name) }),
                None => titled(context, Kind::Person, slug),
            }),
        },
        Dimension {
            words: ("Kommun", "kommun", "om"),
            of: Box::new(|it| slugs(&it.data.municipalities)),
            value: Box::new(|slug| titled(context, Kind::Municipality, slug)),
        },
    ]
}

/// Returns the author's part of an address.
fn author<'a>(context: &Directory, credit: &'a Credit) -> Option<Cow<'a, str>> {
    match credit {
        Credit::Ours(person) => Some(Cow::Borrowed(person.slug())),
        Credit::Guest { name, .. } => guest(context, name).map(Cow::Owned),
    }
}

/// Takes the last of a guest's names: nobody has said which is the surname.
fn surname(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or(name)
}

fn series(series: &PublicationSeries) -> Value {
    let (lead, issn) = (series.description.clone(), series.issn.clone());
    Value { lead, issn, ..value(&series.slug, &series.title) }
}

impl Shelf {
    /// Says which publications stand on which pages.
    pub fn view(&self, context: &Directory) -> Selection {
        let mut places: BTreeMap<&Name, (usize, usize, Vec<usize>)> = BTreeMap::new();
        let by_title = self.by_letter.iter().enumerate();
        let by_title =
            by_title.flat_map(|(letter, share)| share.names.iter().map(move |name| (letter, name)));
        for (rank, (letter, name)) in by_title.enumerate() {
            places.insert(name, (letter, rank, Vec::new()));
        }
        for (at, listing) in self.narrow.iter().enumerate() {
            for name in listing.names() {
                if let Some((_, _, values)) = places.get_mut(name) {
                    values.push(at);
                }
            }
        }
        let mut entries = Vec::with_capacity(places.len());
        for (year, share) in self.by_year.iter().enumerate() {
            for name in &share.names {
                if let Some((url, (letter, rank, values))) = context.url(name).zip(places.remove(name)) {
                    entries.push((url.clone(), year, letter, rank, values));
                }
            }
        }
        let year = |share: &Share| (share.heading.clone(), self.base.page(&share.part));
        Selection {
            years: self.by_year.iter().map(year).collect(),
            letters: self.by_letter.iter().map(|share| share.heading.clone()).collect(),
            values: self.narrow.iter().map(|listing| listing.url.clone()).collect(),
            entries,
        }
    }
}
