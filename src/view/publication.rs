//! A publication's page.

use std::collections::BTreeSet;

use serde::Serialize;

use super::body::{BodyPart, body, toc};
use super::card;
use super::chapter::{Contents, contents};
use super::cite::{self, Cite};
use super::context::Context;
use super::cover;
use super::facts;
use super::files;
use super::letter::{self, Ask};
use super::literature::{Reference, references};
use super::parts::{Cover, Day, Fact, FactValue, File, Group, Link, Toc, Who};
use super::record;
use super::recording::anchor;
use super::related;
use super::selection;
use crate::lang::dates;
use crate::model::collection::{Entry, Head};
use crate::model::credit::Credit;
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::names::{Name, Ref};
use crate::model::publication::Publication;
use crate::model::recording::Recording;
use crate::url::Url;

/// What `publication.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model and of `parts`")]
pub struct PublicationView {
    pub title: String,
    pub subtitle: Option<String>,
    pub label: Option<String>,
    pub series: Option<Link>,
    pub authors: Vec<Who>,
    pub lead: Option<String>,
    pub facts: Vec<Fact>,
    pub cover: Cover,
    pub files: Vec<File>,
    pub contents: Option<Contents>,
    pub body: Vec<BodyPart>,
    pub references: Vec<Reference>,
    pub toc: Vec<Toc>,
    /// Films of the events where it was presented.
    pub recordings: Vec<Recorded>,
    pub related: Vec<Group>,
    pub topics: Vec<Link>,
    pub replaced_by: Vec<Link>,
    pub replaces: Vec<Link>,
    /// Where one asks for the same in another format.
    pub alternative: Option<Ask>,
    /// The address to quote, with its host.
    pub permanent: String,
    pub lang: Option<String>,
    /// How to refer to it.
    pub cite: Cite,
}

/// A film of an event where a publication was presented.
#[derive(Clone, Debug, Serialize)]
pub struct Recorded {
    /// What it is called.
    pub title: String,
    /// Its place on the event's page.
    pub url: String,
    /// The event, unless the film is called the same, and when it was.
    pub from: String,
}

/// Shows a publication.
pub fn publication(context: &Context, entry: &Entry<Publication>, url: &Url) -> PublicationView {
    let Entry { head, data } = entry;
    let kinds = [
        (Kind::Assignment, "Kommer ur uppdraget"),
        (Kind::News, "Nyheter"),
        (Kind::Newsletter, "I nyhetsbrevet"),
    ];
    PublicationView {
        title: head.title.clone(),
        subtitle: data.subtitle.clone(),
        label: facts::label(context, data),
        series: series(context, data),
        authors: data.authors.iter().filter_map(|author| who(context, author)).collect(),
        lead: head.summary.clone(),
        facts: fact_box(context, entry),
        cover: cover::cover(context, entry),
        files: files::of_publication(context, entry, url),
        contents: contents(context, entry, None),
        body: body(context, &head.path, url),
        references: references(context, [&head.path]),
        toc: toc(context, &head.path),
        recordings: recordings(context, head),
        related: presented(context, head).chain(related::groups(context, head, &kinds)).collect(),
        topics: related::topics(context, head),
        replaced_by: other(context, entry, data.replaced_by.as_ref(), |it| it.replaces.as_ref()),
        replaces: other(context, entry, data.replaces.as_ref(), |it| it.replaced_by.as_ref()),
        alternative: letter::ask(context, &format!("Annat format: {}", head.title)),
        permanent: context.site.config.absolute(url),
        lang: card::foreign(data.language.as_deref()),
        cite: cite::cite(&record::record(context, entry, url), url),
    }
}

/// Names an author; a guest leads to the listing of what the guest has written.
fn who(context: &Context, author: &Credit) -> Option<Who> {
    let who = context.who(author)?;
    let listing = || selection::guest_listing(context, &who.text);
    Some(Who { url: who.url.clone().or_else(listing), ..who })
}

/// Finds the events that present a publication, the latest first.
fn presentations<'c>(context: &'c Context, head: &Head) -> Vec<&'c Entry<Event>> {
    let names = context.site.relations.declared(head, Kind::Event);
    let mut events: Vec<_> =
        names.into_iter().filter_map(|name| context.site.events.at(&name.slug)).collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.head.date));
    events
}

/// Groups the events that present a publication: first those that have not been, the nearest first.
fn presented(context: &Context, head: &Head) -> impl Iterator<Item = Group> {
    let now = context.site.scope.now();
    let (past, mut coming): (Vec<_>, Vec<_>) =
        presentations(context, head).into_iter().partition(|event| event.data.is_over(now));
    coming.reverse();
    let group = |(heading, events): (&str, Vec<&Entry<Event>>)| {
        related::group(heading, context.cards(events.iter().map(|event| &event.head.name)))
    };
    let groups = [("Presenteras på", coming), ("Presenterad på", past)].map(group);
    groups.into_iter().filter(|group| !group.cards.is_empty())
}

/// Lists the films of the events that present a publication, the latest event first.
fn recordings(context: &Context, head: &Head) -> Vec<Recorded> {
    let films = |event: &Entry<Event>| {
        let url = context.url(&event.head.name);
        let when = dates::when(&event.data.start, event.data.end.as_ref());
        let title = event.head.title.clone();
        let film = move |(at, film): (usize, &Recording)| {
            let from = if film.title == title { when.clone() } else { format!("{title}, {when}") };
            Some(Recorded { title: film.title.clone(), url: format!("{}#{}", url?, anchor(at)), from })
        };
        event.data.recordings.iter().enumerate().filter_map(film).collect::<Vec<_>>()
    };
    presentations(context, head).into_iter().flat_map(films).collect()
}

/// Finds the publications at the other end of a replacement, whichever of the two has said it.
fn other(
    context: &Context,
    entry: &Entry<Publication>,
    said: Option<&Ref<Publication>>,
    back: impl Fn(&Publication) -> Option<&Ref<Publication>>,
) -> Vec<Link> {
    let site = &context.site;
    let own = said.into_iter().map(Ref::name);
    let pointing = site.relations.pointing_at(&entry.head.name, Kind::Publication).filter(|name| {
        let other = site.publications.at(&name.slug).and_then(|it| back(&it.data));
        other.is_some_and(|it| it.name() == entry.head.name)
    });
    let names: BTreeSet<Name> = own.chain(pointing.cloned()).collect();
    context.links(&names)
}

/// Links to the listing of a publication's series.
fn series(context: &Context, publication: &Publication) -> Option<Link> {
    let series = context.site.config.series(publication.series.as_deref()?)?;
    let url = super::address::section(Kind::Publication).page("serie").page(&series.slug);
    Some(Link { text: series.title.clone(), url: Some(url) })
}

fn fact_box(context: &Context, entry: &Entry<Publication>) -> Vec<Fact> {
    let Entry { head, data } = entry;
    let series = series(context, data).map(|link| {
        let number = data.number_text().map(|number| format!(" {number}")).unwrap_or_default();
        let text = link.text + &number;
        FactValue { text, url: link.url.map(|url| url.to_string()), ..FactValue::default() }
    });
    let published = data.date.map(|date| FactValue::day(Day::of(date)));
    let isbn = data
        .isbn
        .iter()
        .map(|(format, number)| FactValue::link(format!("{number} ({format})"), record::libris_url(number)));
    let doi = data.doi.iter().map(|doi| FactValue::link(doi, record::doi_url(doi)));
    let urn = data.urn.iter().map(|urn| FactValue::link(urn, format!("https://urn.kb.se/resolve?urn={urn}")));
    let all = [
        Fact::some("Utgiven", published.into_iter().collect()),
        Fact::some("Serie", series.into_iter().collect()),
        Fact::text("Typ", data.genre.map(|genre| genre.words().1.to_owned())),
        facts::references(context, "Kommuner", &data.municipalities),
        Fact::text("Upplaga", data.edition.clone()),
        Fact::text("Utgivare", data.publisher.clone()),
        Fact::some("ISBN", isbn.collect()),
        data.issn.clone().and_then(facts::issn),
        Fact::some("DOI", doi.collect()),
        Fact::some("URN", urn.collect()),
        Fact::text("Språk", data.language.as_deref().map(language)),
        Fact::text("Licens", data.license.clone()),
        Fact::some(
            "Uppdaterad",
            head.updated.map(|day| FactValue::day(Day::whole(day))).into_iter().collect(),
        ),
    ];
    all.into_iter().flatten().collect()
}

/// Names a language in Swedish; an unusual one by its code.
fn language(code: &str) -> String {
    match code.split('-').next().unwrap_or(code) {
        "sv" => "svenska".to_owned(),
        "en" => "engelska".to_owned(),
        "da" => "danska".to_owned(),
        "no" | "nb" | "nn" => "norska".to_owned(),
        "fi" => "finska".to_owned(),
        other => other.to_owned(),
    }
}
