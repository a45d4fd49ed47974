//! Pages that stand by themselves: plain pages, the front page, topics.

use std::sync::Arc;

use serde::Serialize;

use super::address;
use super::body::{BodyPart, body, toc};
use super::context::{Context, Directory};
use super::parts::{Card, Group, Link, Toc};
use super::related::{self, group};
use crate::model::collection::{Entry, Head};
use crate::model::kind::Kind;
use crate::model::names::Name;
use crate::model::page::Page;
use crate::model::topic::Topic;
use crate::url::Url;

/// How many events and publications the front page shows.
const FRONT: usize = 3;

/// How many entries of a kind a topic's page shows before it leads to the whole list.
const PER_KIND: usize = 12;

/// What `page.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model and of `parts`")]
pub struct PageView {
    pub title: String,
    pub lead: Option<String>,
    pub body: Vec<BodyPart>,
    pub toc: Vec<Toc>,
    pub children: Vec<Arc<Card>>,
    pub related: Vec<Group>,
    pub topics: Vec<Link>,
}

/// What `home.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model and of `parts`")]
pub struct HomeView {
    pub title: String,
    pub lead: Option<String>,
    pub body: Vec<BodyPart>,
    pub next_event: Option<Arc<Card>>,
    pub events: Vec<Arc<Card>>,
    pub publications: Vec<Arc<Card>>,
    pub topics: Vec<Arc<Card>>,
    pub news: Vec<Arc<Card>>,
    pub publications_url: Url,
    pub calendar_url: Url,
    pub topics_url: Url,
}

/// What `topic.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model and of `parts`")]
pub struct TopicView {
    pub title: String,
    pub lead: Option<String>,
    pub body: Vec<BodyPart>,
    pub synonyms: Vec<String>,
    pub parent: Option<Link>,
    pub subtopics: Vec<Link>,
    pub groups: Vec<Group>,
}

/// Shows a plain page.
pub fn page(context: &Context, entry: &Entry<Page>, url: &Url) -> PageView {
    let head = &entry.head;
    PageView {
        title: head.title.clone(),
        lead: head.summary.clone(),
        body: body(context, &head.path, url),
        toc: toc(context, &head.path),
        children: children(context, &head.name),
        related: related::groups(context, head, &[]),
        topics: related::topics(context, head),
    }
}

/// Lists the pages straight below a page.
fn children(context: &Directory, name: &Name) -> Vec<Arc<Card>> {
    context.cards(context.site.pages.below(&name.slug).map(|page| &page.head.name))
}

/// Shows the front page.
pub fn home(context: &Context) -> HomeView {
    let site = &context.site;
    let entry = context.intro("");
    let now = site.scope.now();
    let mut coming = context.cards(coming(context, |_| true).into_iter().take(FRONT + 1));
    let next_event = (!coming.is_empty()).then(|| coming.remove(0));
    let past = site.events.iter().rev().filter(|event| event.data.is_over(now));
    let events =
        if next_event.is_some() { coming } else { context.cards(past.map(|it| &it.head.name).take(FRONT)) };
    HomeView {
        title: home_title(context),
        lead: entry.and_then(|entry| entry.head.summary.clone()),
        body: entry.map(|entry| body(context, &entry.head.path, &Url::root())).unwrap_or_default(),
        next_event,
        events,
        publications: context.cards(site.publications.iter().map(|it| &it.head.name).take(FRONT)),
        topics: context.cards(site.topics.iter().map(|it| &it.head.name)),
        news: context.cards(site.news.iter().map(|it| &it.head.name).take(FRONT)),
        publications_url: address::section(Kind::Publication),
        calendar_url: address::section(Kind::Event),
        topics_url: address::section(Kind::Topic),
    }
}

/// Returns the heading of the front page.
pub fn home_title(context: &Directory) -> String {
    context.intro("").map_or_else(|| context.site.config.title.clone(), |entry| entry.head.title.clone())
}

/// Lists events that are not over, the next one first. One of which only the year is known is not listed.
pub fn coming(context: &Directory, wanted: impl Fn(&Head) -> bool) -> Vec<&Name> {
    let now = context.site.scope.now();
    let events = context.site.events.iter();
    let is_dated = |date: crate::date::Date| date.month().is_some();
    events
        .filter(|it| !it.data.is_over(now) && is_dated(it.data.start.date()) && wanted(&it.head))
        .map(|it| &it.head.name)
        .collect()
}

/// Shows a topic: everything about it, kind by kind.
pub fn topic(context: &Context, entry: &Entry<Topic>, url: &Url) -> TopicView {
    let Entry { head, data } = entry;
    let slug = &*head.name.slug;
    let kinds = [
        (Kind::Publication, "Publikationer"),
        (Kind::Event, "Evenemang"),
        (Kind::News, "Nyheter"),
        (Kind::Assignment, "Uppdrag"),
        (Kind::Network, "Nätverk"),
        (Kind::Service, "Verksamheter"),
        (Kind::Person, "Medarbetare"),
        (Kind::Newsletter, "Nyhetsbrev"),
        (Kind::Term, "Ord"),
        (Kind::Page, "Sidor"),
    ];
    let mut groups = Vec::new();
    for (kind, heading) in kinds {
        let mut names: Vec<_> = context.site.relations.on_topic(slug, kind).collect();
        if kind == Kind::Event {
            names.reverse();
        }
        let has_list = matches!(kind, Kind::Publication | Kind::Event);
        let mut group = group(
            heading,
            context.cards(names.iter().take(if has_list { PER_KIND } else { usize::MAX }).copied()),
        );
        group.url =
            (has_list && names.len() > PER_KIND).then(|| address::section(kind).page("amne").page(slug));
        groups.push(group);
    }
    groups.retain(|group| !group.cards.is_empty());
    let subtopics =
        context.site.topics.iter().filter(|it| it.data.parent.as_ref().is_some_and(|it| it.slug() == slug));
    TopicView {
        title: head.title.clone(),
        lead: head.summary.clone(),
        body: body(context, &head.path, url),
        synonyms: data.synonyms.clone(),
        parent: data.parent.as_ref().and_then(|parent| context.link(&parent.name())),
        subtopics: context.links(subtopics.map(|it| &it.head.name)),
        groups,
    }
}
