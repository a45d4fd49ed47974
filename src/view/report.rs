//! A whole report on one page: for printing, and for whoever searches in it.

use std::sync::Arc;

use serde::Serialize;

use super::body::{BodyPart, joined_body};
use super::card;
use super::context::Context;
use super::facts;
use super::joined::{Joined, anchor};
use super::literature::{Reference, references};
use super::parts::{Day, Link, Toc, Who};
use crate::model::chapter::{Chapter, number};
use crate::model::collection::Entry;
use crate::model::publication::Publication;
use crate::url::Url;

/// What the page is called.
pub const TITLE: &str = "Hela rapporten";

/// What `report.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model and of `parts`")]
pub struct ReportView {
    pub title: String,
    pub subtitle: Option<String>,
    pub label: Option<String>,
    pub authors: Vec<Who>,
    pub published: Option<Day>,
    pub report: Option<Link>,
    pub chapters: Vec<Part>,
    pub references: Vec<Reference>,
    /// The address to quote, with its host.
    pub permanent: String,
    pub lang: Option<String>,
}

/// A chapter among the others.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Its anchor.
    pub id: String,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub lead: Option<String>,
    /// Its headings of the upper level.
    pub toc: Vec<Toc>,
    /// Its text.
    pub body: Vec<BodyPart>,
}

/// Shows a whole report.
pub fn report(context: &Context, entry: &Entry<Publication>) -> ReportView {
    let Entry { head, data } = entry;
    let chapters = context.site.chapters_of(entry);
    let url = context.url(&head.name).cloned().unwrap_or_else(Url::root);
    let slugs: Vec<_> = chapters.iter().map(|it| slug(it).to_owned()).collect();
    let part = |chapter: &&Entry<Chapter>| {
        let notes = match number(&chapter.head) {
            Some(number) => format!("Noter till kapitel {number}"),
            None => format!("Noter till ”{}”", chapter.head.title),
        };
        let (slug, report) = (slug(chapter).to_owned(), url.to_string());
        part(context, chapter, Joined { slug, notes, report, chapters: slugs.clone() })
    };
    ReportView {
        title: head.title.clone(),
        subtitle: data.subtitle.clone(),
        label: facts::label(context, data),
        authors: data.authors.iter().filter_map(|author| context.who(author)).collect(),
        published: data.date.map(Day::of),
        report: context.link(&head.name),
        chapters: chapters.iter().map(part).collect(),
        references: references(context, chapters.iter().map(|it| &it.head.path)),
        permanent: context.site.config.absolute(&url),
        lang: card::foreign(data.language.as_deref()),
    }
}

fn part(context: &Context, chapter: &Entry<Chapter>, joined: Joined) -> Part {
    let head = &chapter.head;
    let text = context.body(&head.path);
    let upper = text.headings.iter().filter(|it| it.level == 2);
    let toc = upper.map(|it| Toc {
        id: format!("{}_{}", joined.slug, it.id),
        number: it.number.clone(),
        text: it.text.clone(),
        level: 2,
    });
    Part {
        id: anchor(&joined.slug),
        number: number(head).map(|it| it.to_string()),
        title: head.title.clone(),
        lead: head.summary.clone(),
        toc: toc.collect(),
        body: context
            .url(&head.name)
            .map(|url| joined_body(context, &head.path, url, &Arc::new(joined)))
            .unwrap_or_default(),
    }
}

/// Returns a chapter's own part of its address.
fn slug(chapter: &Entry<Chapter>) -> &str {
    chapter.head.name.slug.rsplit('/').next().unwrap_or_default()
}
