//! Which listings there are: publications and events by each of their values, and every other kind.

use std::sync::Arc;

use super::address::{self, UNDATED};
use super::card;
use super::context::Context;
use super::facts;
use super::list::{ListView, Listing, by_value, pages};
use super::parts::{Count, Filter, Group};
use super::related::group_id;
use crate::lang::{collate, numbers};
use crate::model::collection::Head;
use crate::model::credit::Credit;
use crate::model::event::Attendance;
use crate::model::kind::Kind;
use crate::model::names::Name;
use crate::model::publication::Publication;
use crate::url::Url;

/// A value by which a listing is narrowed: how it sorts, its part of the address, its words.
type Value = (collate::SortKey, String, String);

fn value(part: impl Into<String>, words: impl Into<String>) -> Value {
    let words = words.into();
    (collate::key(&words), part.into(), words)
}

/// Makes every listing of publications: all, and by series, type, topic, author and municipality.
pub fn publications(context: &Context<'_>) -> Vec<(Url, ListView)> {
    let site = context.site;
    let base = address::section(Kind::Publication);
    let names: Vec<&Name> = site.publications.iter().map(|it| &it.head.name).collect();
    let of = |name: &Name| site.publications.at(&name.slug);
    let data = |name: &Name, read: &dyn Fn(&Publication) -> Vec<Value>| {
        of(name).map(|it| read(&it.data)).unwrap_or_default()
    };
    let series = |it: &Publication| {
        let series = it.series.as_deref().and_then(|slug| site.config.series(slug));
        series.map(|series| value(&series.slug, &series.title)).into_iter().collect::<Vec<_>>()
    };
    let genre = |it: &Publication| {
        it.genre.map(|genre| value(genre.words().0, genre.words().2)).into_iter().collect::<Vec<_>>()
    };
    let authors = |it: &Publication| {
        let ours = it.authors.iter().filter_map(Credit::name);
        ours.filter_map(|name| titled(context, &name)).collect::<Vec<_>>()
    };
    let municipalities = |it: &Publication| {
        card::names(&it.municipalities).iter().filter_map(|name| titled(context, name)).collect::<Vec<_>>()
    };
    let dimensions: [Dimension<'_>; 5] = [
        ("Ämne", "amne", "om", Box::new(|name| topics(context, name))),
        ("Serie", "serie", "i serien", Box::new(|name| data(name, &series))),
        ("Typ", "typ", "av typen", Box::new(|name| data(name, &genre))),
        ("Författare", "forfattare", "av", Box::new(|name| data(name, &authors))),
        ("Kommun", "kommun", "om", Box::new(|name| data(name, &municipalities))),
    ];
    let words = ("publikation", "publikationer");
    let style = ("cards", "Publikationer", words);
    let (mut filters, mut all) = narrowed(context, &base, &names, &dimensions, style);
    if !names.is_empty() {
        filters.insert(0, years(context, &base, &names));
    }
    let listing = Listing {
        url: base,
        title: "Publikationer".to_owned(),
        intro: context.intro("publikationer"),
        style: "cards",
        words,
        names,
        filters: Arc::new(filters),
        empty: "Inga publikationer är inlagda ännu.",
        yearly: true,
    };
    let mut views = pages(context, &listing);
    for (_, view) in &mut views {
        // The years stand among the filters already.
        if !view.filters.is_empty() {
            view.years = Vec::new();
        }
    }
    views.append(&mut all);
    views
}

/// Makes the listings of events by topic and form, and the filters that lead to them.
pub fn events(context: &Context<'_>) -> (Vec<Filter>, Vec<(Url, ListView)>) {
    let site = context.site;
    let base = address::section(Kind::Event);
    let names: Vec<&Name> = site.events.iter().rev().map(|it| &it.head.name).collect();
    let form = |name: &Name| {
        let attendance = site.events.at(&name.slug).and_then(|it| it.data.attendance);
        let form = attendance.map(|attendance| {
            let part = match attendance {
                Attendance::OnSite => "pa-plats",
                Attendance::Online => "digitalt",
                Attendance::Both => "pa-plats-och-digitalt",
            };
            value(part, facts::attendance(attendance))
        });
        form.into_iter().collect()
    };
    let dimensions: [Dimension<'_>; 2] = [
        ("Ämne", "amne", "om", Box::new(|name| topics(context, name))),
        ("Form", "form", "–", Box::new(form)),
    ];
    let style = ("agenda", "Evenemang", ("evenemang", "evenemang"));
    let (mut filters, views) = narrowed(context, &base, &names, &dimensions, style);
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
    (filters, views)
}

/// A filter: its name, its part of the address, the word between heading and value, and an entry's values.
type Dimension<'a> = (&'static str, &'static str, &'static str, Box<dyn Fn(&Name) -> Vec<Value> + 'a>);

/// Makes the listings of a kind by each value of each filter, and the filters themselves.
fn narrowed<'a>(
    context: &Context<'a>,
    base: &Url,
    names: &[&'a Name],
    dimensions: &[Dimension<'_>],
    (style, heading, words): (&'static str, &str, (&'static str, &'static str)),
) -> (Vec<Filter>, Vec<(Url, ListView)>) {
    let mut filters = Vec::new();
    let mut views = Vec::new();
    for (name, part, between, values) in dimensions {
        let sorted = by_value(names, values);
        let mut counts = Vec::new();
        for ((_, slug, text), names) in sorted {
            let url = base.page(part).page(&slug);
            let count = numbers::integer(names.len() as u64);
            counts.push(Count { text: text.clone(), url: url.clone(), count, current: false });
            let listing = Listing {
                url,
                title: format!("{heading} {between} {text}"),
                intro: None,
                style,
                words,
                names,
                filters: Arc::default(),
                empty: "",
                yearly: false,
            };
            views.extend(pages(context, &listing));
        }
        if !counts.is_empty() {
            let filter = Filter { name: (*name).to_owned(), values: counts };
            views.push(values_page(base.page(part), heading, &filter));
            filters.push(filter);
        }
    }
    (filters, views)
}

/// Makes the page that lists the values of one filter, so that every part of an address leads somewhere.
fn values_page(url: Url, heading: &str, filter: &Filter) -> (Url, ListView) {
    let view = ListView {
        title: format!("{heading} efter {}", filter.name.to_lowercase()),
        lead: None,
        body: Vec::new(),
        style: "rows",
        count: None,
        filters: Arc::new(vec![filter.clone()]),
        groups: Vec::new(),
        years: Vec::new(),
        empty: None,
        note: None,
    };
    (url, view)
}

fn years(context: &Context<'_>, base: &Url, names: &[&Name]) -> Filter {
    let year = |name: &&Name| address::year(context.site.head(name).and_then(|head| head.date));
    let mut values: Vec<Count> = Vec::new();
    let mut total = 0;
    for (at, name) in names.iter().enumerate() {
        total += 1;
        let this = year(name);
        if names.get(at + 1).is_none_or(|next| year(next) != this) {
            let text = if this == UNDATED { "Odaterat".to_owned() } else { this.clone() };
            let count = numbers::integer(std::mem::take(&mut total));
            values.push(Count { text, url: base.page(&this), count, current: false });
        }
    }
    Filter { name: "År".to_owned(), values }
}

fn topics(context: &Context<'_>, name: &Name) -> Vec<Value> {
    let topics = context.site.head(name).into_iter().flat_map(|head| &head.topics);
    topics.filter_map(|topic| titled(context, &topic.name())).collect()
}

/// Makes a value of an entry: its slug and its title; people sort by surname.
fn titled(context: &Context<'_>, name: &Name) -> Option<Value> {
    let head = context.site.head(name)?;
    let person = context.site.people.at(&name.slug).filter(|_| name.kind == Kind::Person);
    let key = person.map_or_else(|| head.key.clone(), |person| collate::key(&person.data.surname));
    Some((key, head.name.slug.to_string(), head.title.clone()))
}

/// Makes the listings of all kinds that have nothing of their own to say.
pub fn others(context: &Context<'_>) -> Vec<(Url, ListView)> {
    let mut views = Vec::new();
    let dated = [
        (Kind::News, "Nyheter", "Inga nyheter är publicerade ännu."),
        (Kind::Newsletter, "Nyhetsbrev", "Inga nyhetsbrev är publicerade här ännu."),
    ];
    for (kind, title, empty) in dated {
        let listing = listing(context, kind, title, empty, "cards");
        views.extend(pages(context, &listing));
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
        let Some((url, mut view)) = pages(context, &Listing { yearly: false, ..listing }).into_iter().next()
        else {
            continue;
        };
        view.years = Vec::new();
        view.groups = groups(context, kind);
        views.push((url, view));
    }
    views
}

fn listing<'a>(
    context: &Context<'a>,
    kind: Kind,
    title: &str,
    empty: &'a str,
    style: &'static str,
) -> Listing<'a> {
    let words = kind.words();
    Listing {
        url: address::section(kind),
        title: title.to_owned(),
        intro: context.intro(kind.folder().unwrap_or_default()),
        style,
        words: (words.one, words.many),
        names: context.site.heads_of(kind).map(|head| &head.name).collect(),
        filters: Arc::default(),
        empty,
        yearly: kind == Kind::News,
    }
}

/// Groups the entries of a kind that is listed whole: networks by level, people by whether they are still here.
fn groups(context: &Context<'_>, kind: Kind) -> Vec<Group> {
    let heading = |head: &Head| -> Option<&'static str> {
        let slug = &head.name.slug;
        match kind {
            Kind::Network => context.site.networks.at(slug).map(|it| facts::level(it.data.level)),
            Kind::Person => {
                let person = context.site.people.at(slug)?;
                person.data.has_left(context.site.scope.today).then_some("Tidigare medarbetare")
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
            groups.push(Group { id, heading, url: None, cards: vec![card] });
        }
    }
    // What has no level, and who has left, comes last.
    groups.sort_by_key(|group| {
        matches!(group.heading.as_deref(), Some("Övriga nätverk" | "Tidigare medarbetare"))
    });
    groups
}
