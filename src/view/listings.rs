//! Which listings there are: events by each of their values, and every other kind; how any kind is narrowed.
//!
//! Publications have their own file, [`selection`](super::selection).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::address;
use super::context::{Context, Directory};
use super::facts;
use super::list::{ListView, Listing, by_year};
use super::parts::{Count, Filter, Group};
use super::related::group_id;
use super::subject::Sheet;
use crate::index::Index;
use crate::lang::{collate, numbers};
use crate::model::collection::{Entry, Head};
use crate::model::event::{Attendance, Event};
use crate::model::kind::Kind;
use crate::model::names::{Name, Named, Ref};
use crate::url::Url;

/// How many values of a filter stand beside a listing; the others stand on the page of all of them.
const SHOWN: usize = 20;

/// A value by which a listing is narrowed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Value {
    /// How it sorts.
    pub(super) key: collate::SortKey,
    /// Its part of the address.
    pub(super) part: String,
    pub(super) words: String,
    /// What stands under the heading of its listing.
    pub(super) lead: Option<String>,
    pub(super) issn: Option<String>,
}

/// A way to narrow a listing: what it is called, its part of the address, and the word between heading and value;
/// which values an entry has, as a key; and what a key stands for.
pub(super) struct Dimension<'a, T> {
    pub(super) words: (&'static str, &'static str, &'static str),
    pub(super) of: Keys<'a, T>,
    pub(super) value: Describe<'a>,
}

type Keys<'a, T> = Box<dyn Fn(&'a Entry<T>) -> Vec<Cow<'a, str>> + Sync + 'a>;
type Describe<'a> = Box<dyn Fn(&str) -> Option<Value> + Sync + 'a>;

pub(super) fn value(part: impl Into<String>, words: impl Into<String>) -> Value {
    let words = words.into();
    Value { key: collate::key(&words), part: part.into(), words, lead: None, issn: None }
}

/// Plans the listings of events by topic, municipality and form, and makes the filters that lead to them.
pub fn events(context: &Directory) -> (Vec<Filter>, Vec<(Url, Sheet)>) {
    let site = &context.site;
    let base = address::section(Kind::Event);
    let entries: Vec<&Entry<Event>> = site.events.iter().rev().collect();
    let dimensions: [Dimension<'_, Event>; 3] = [
        Dimension {
            words: ("Ämne", "amne", "om"),
            of: Box::new(|it| topics(&it.head)),
            value: Box::new(|slug| titled(context, Kind::Topic, slug)),
        },
        Dimension {
            words: ("Kommun", "kommun", "med"),
            of: Box::new(|it| slugs(&it.data.municipalities)),
            value: Box::new(|slug| titled(context, Kind::Municipality, slug)),
        },
        Dimension {
            words: ("Form", "form", "–"),
            of: Box::new(|it| {
                it.data.attendance.map_or(&[][..], forms).iter().copied().map(Cow::Borrowed).collect()
            }),
            value: Box::new(|part| {
                let all = [("pa-plats", Attendance::OnSite), ("digitalt", Attendance::Online)];
                all.into_iter().find(|it| it.0 == part).map(|it| value(part, facts::attendance(it.1)))
            }),
        },
    ];
    let style = ("agenda", "Evenemang", ("evenemang", "evenemang"));
    let (mut filters, sheets) = narrowed(&base, &entries, &dimensions, style);
    let of_events = |(url, sheet)| match sheet {
        Sheet::Listing(listing) => (url, Sheet::Events(listing)),
        other => (url, other),
    };
    let sheets = sheets.into_iter().map(of_events).collect();
    let series = site.series.iter().filter_map(|it| {
        let count = site.relations.pointing_at(&it.head.name, Kind::Event).count();
        let url = context.url(&it.head.name)?.clone();
        let text = it.head.title.clone();
        (count > 0).then(|| Count { text, url, count: numbers::integer(count as u64), current: false })
    });
    let values: Vec<_> = series.collect();
    if !values.is_empty() {
        filters.insert(0, Filter { name: "Serie".to_owned(), values });
    }
    (filters, sheets)
}

/// Names the forms in which one can take part, in addresses: who asks for one of them wants what is held in both, too.
fn forms(attendance: Attendance) -> &'static [&'static str] {
    match attendance {
        Attendance::OnSite => &["pa-plats"],
        Attendance::Online => &["digitalt"],
        Attendance::Both => &["pa-plats", "digitalt"],
    }
}

/// Plans the pages of a listing: itself, and one for each year that has its own.
pub fn pages(listing: Listing) -> Vec<(Url, Sheet)> {
    let listing = Arc::new(listing);
    let shares = listing.share_pages().map(|(at, url)| (url, Sheet::Share(listing.clone(), at)));
    std::iter::once((listing.url.clone(), Sheet::Listing(listing.clone()))).chain(shares).collect()
}

/// Plans the listings of a kind by each value of each dimension, and makes the filters.
pub(super) fn narrowed<'a, T: Sync>(
    base: &Url,
    entries: &[&'a Entry<T>],
    dimensions: &[Dimension<'a, T>],
    (style, heading, words): (&'static str, &str, (&'static str, &'static str)),
) -> (Vec<Filter>, Vec<(Url, Sheet)>) {
    let narrow = |Dimension { words: (title, part, between), of, value }: &Dimension<'a, T>| {
        let mut counts = Vec::new();
        let mut sizes = Vec::new();
        let mut sheets = Vec::new();
        for (Value { key: _, part: slug, words: text, lead, issn }, entries) in by_value(entries, of, value) {
            let url = base.page(part).page(&slug);
            let count = numbers::integer(entries.len() as u64);
            sizes.push(entries.len());
            counts.push(Count { text: capitalised(&text), url: url.clone(), count, current: false });
            sheets.extend(pages(Listing {
                url,
                title: format!("{heading} {between} {text}"),
                intro: None,
                lead,
                facts: issn.and_then(facts::issn).into_iter().collect(),
                style,
                words,
                split: "År",
                shares: by_year(entries.into_iter().map(|it| &it.head)),
                orders: Vec::new(),
                filters: Arc::default(),
                selection: None,
                empty: "",
                always_split: false,
            }));
        }
        if counts.is_empty() {
            return None;
        }
        let filter = Filter { name: (*title).to_owned(), values: counts };
        let title = format!("{heading} efter {}", filter.name.to_lowercase());
        let all = base.page(part);
        let short = shortened(&filter, &sizes, &all);
        sheets.push((all, Sheet::Values(title, Arc::new(vec![filter]))));
        Some((short, sheets))
    };
    let narrowed: Vec<_> = dimensions.par_iter().filter_map(narrow).collect();
    let (filters, sheets): (Vec<_>, Vec<_>) = narrowed.into_iter().unzip();
    (filters, sheets.into_iter().flatten().collect())
}

/// Keeps the values of a filter that most entries have, in their order, and leads to the page of all.
fn shortened(filter: &Filter, sizes: &[usize], all: &Url) -> Filter {
    let Filter { name, values } = filter;
    if values.len() <= SHOWN {
        return filter.clone();
    }
    let mut largest: Vec<usize> = (0..values.len()).collect();
    largest.sort_by_key(|at| std::cmp::Reverse(sizes[*at]));
    largest.truncate(SHOWN);
    largest.sort_unstable();
    let mut values: Vec<Count> = largest.into_iter().map(|at| values[at].clone()).collect();
    let text = format!("Alla {}", numbers::integer(sizes.len() as u64));
    values.push(Count { text, url: all.clone(), count: String::new(), current: false });
    Filter { name: name.clone(), values }
}

/// Sorts entries under the values that they have, the values in their order.
fn by_value<'a, T>(
    entries: &[&'a Entry<T>],
    of: impl Fn(&'a Entry<T>) -> Vec<Cow<'a, str>>,
    value: impl Fn(&str) -> Option<Value>,
) -> BTreeMap<Value, Vec<&'a Entry<T>>> {
    let mut sorted: Index<Cow<'a, str>, Vec<&Entry<T>>> = Index::default();
    for entry in entries {
        for key in of(entry) {
            sorted.entry(key).or_default().push(entry);
        }
    }
    sorted.into_iter().filter_map(|(key, entries)| Some((value(&key)?, entries))).collect()
}

/// Writes words that stand alone: "Digitalt".
pub(super) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Shows the values of one filter, so that every part of an address leads somewhere.
pub fn values(title: &str, filters: &Arc<Vec<Filter>>) -> ListView {
    ListView { title: title.to_owned(), style: "rows", filters: filters.clone(), ..ListView::default() }
}

pub(super) fn topics(head: &Head) -> Vec<Cow<'_, str>> {
    slugs(&head.topics)
}

/// Takes the slugs of references.
pub(super) fn slugs<T: Named>(references: &[Ref<T>]) -> Vec<Cow<'_, str>> {
    references.iter().map(|it| Cow::Borrowed(it.slug())).collect()
}

/// Makes a value of an entry: its slug and its title; people sort by surname.
pub(super) fn titled(context: &Directory, kind: Kind, slug: &str) -> Option<Value> {
    let head = context.site.head(&Name { kind, slug: slug.into() })?;
    let person = context.site.people.at(slug).filter(|_| kind == Kind::Person);
    let key = person.map_or_else(|| head.key.clone(), |person| collate::key(&person.data.surname));
    Some(Value { key, part: slug.to_owned(), words: head.title.clone(), lead: None, issn: None })
}

/// Plans the listings of all kinds that have nothing of their own to say.
pub fn others(context: &Directory) -> Vec<(Url, Sheet)> {
    let mut sheets = Vec::new();
    let dated = [
        (Kind::News, "Nyheter", "Inga nyheter är publicerade ännu."),
        (Kind::Newsletter, "Nyhetsbrev", "Inga nyhetsbrev är publicerade här ännu."),
    ];
    for (kind, title, empty) in dated {
        sheets.extend(pages(listing(context, kind, title, empty, "cards")));
    }
    let whole = [
        (Kind::Assignment, "Uppdrag", "cards"),
        (Kind::Network, "Nätverk", "rows"),
        (Kind::Service, "Kommungemensamma verksamheter", "cards"),
        (Kind::Person, "Medarbetare", "people"),
        (Kind::Topic, "Ämnen", "topics"),
        (Kind::Municipality, "Kommunerna", "rows"),
    ];
    for (kind, title, style) in whole {
        let listing = listing(context, kind, title, "Här finns inget att visa ännu.", style);
        sheets.push((listing.url.clone(), Sheet::Whole(Arc::new(listing), kind)));
    }
    sheets
}

fn listing(
    context: &Directory,
    kind: Kind,
    title: &str,
    empty: &'static str,
    style: &'static str,
) -> Listing {
    let words = kind.words();
    Listing {
        url: address::section(kind),
        title: title.to_owned(),
        intro: kind.folder(),
        lead: None,
        facts: Vec::new(),
        style,
        words: (words.one, words.many),
        split: "År",
        shares: by_year(context.site.heads_of(kind)),
        orders: Vec::new(),
        filters: Arc::default(),
        selection: None,
        empty,
        always_split: kind == Kind::News,
    }
}

/// Shows the entries of a kind that is listed whole, in its groups.
pub fn whole(context: &Context, listing: &Listing, kind: Kind) -> ListView {
    ListView { shares: Vec::new(), groups: groups(context, kind), ..listing.front(context) }
}

/// Groups the entries of a kind that is listed whole: networks by level, people by whether they are still here.
fn groups(context: &Directory, kind: Kind) -> Vec<Group> {
    let heading = |head: &Head| -> Option<&'static str> {
        let slug = &head.name.slug;
        match kind {
            Kind::Network => context.site.networks.at(slug).map(|it| facts::level(it.data.level)),
            Kind::Person => {
                let person = context.site.people.at(slug)?;
                person.data.has_left(context.site.scope.today()).then_some("Tidigare medarbetare")
            }
            _ => None,
        }
    };
    let mut groups: Vec<Group> = Vec::new();
    for head in context.site.heads_of(kind) {
        let Some(card) = context.card(&head.name) else { continue };
        let heading = heading(head).map(str::to_owned);
        if let Some(group) = groups.iter_mut().find(|group| group.heading == heading) {
            group.cards.push(card);
        } else {
            let id = heading.as_deref().map(group_id);
            groups.push(Group { id, heading, cards: vec![card], ..Group::default() });
        }
    }
    // What has no level, and who has left, comes last.
    groups.sort_by_key(|group| {
        matches!(group.heading.as_deref(), Some("Övriga nätverk" | "Tidigare medarbetare"))
    });
    groups
}
