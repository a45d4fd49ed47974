//! A chapter's page, and what leads to the chapters of a report.

use serde::Serialize;

use super::body::{BodyPart, body, toc};
use super::card;
use super::context::{Context, Directory};
use super::literature::{Reference, references};
use super::parts::{Link, Toc};
use crate::model::chapter::{Chapter, number};
use crate::model::collection::Entry;
use crate::model::publication::Publication;
use crate::url::Url;

/// The last part of the address where a whole report stands on one page.
pub const WHOLE: &str = "hela-rapporten";

/// What `chapter.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model and of `parts`")]
pub struct ChapterView {
    pub number: Option<String>,
    pub title: String,
    pub report: Option<Link>,
    /// "Kapitel 2 av 7".
    pub place: Option<String>,
    pub lead: Option<String>,
    pub body: Vec<BodyPart>,
    pub references: Vec<Reference>,
    pub toc: Vec<Toc>,
    pub contents: Option<Contents>,
    pub previous: Option<ChapterLink>,
    pub next: Option<ChapterLink>,
    pub lang: Option<String>,
}

/// The contents of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contents {
    /// The chapters, in order.
    pub chapters: Vec<ChapterLink>,
    /// Where the whole report stands on one page.
    pub whole: Url,
}

/// A chapter in the contents of its report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChapterLink {
    /// Its number, if it has one.
    pub number: Option<String>,
    /// Its title.
    pub text: String,
    /// Where it stands.
    pub url: Url,
    /// One sentence about it.
    pub summary: Option<String>,
    /// Whether it is the page that shows the contents.
    pub current: bool,
}

/// Shows a chapter.
pub fn chapter(context: &Context, entry: &Entry<Chapter>, url: &Url) -> ChapterView {
    let head = &entry.head;
    let report = context.site.publication_of(head);
    let contents = report.and_then(|report| contents(context, report, Some(url)));
    let chapters = contents.as_ref().map_or(&[][..], |it| it.chapters.as_slice());
    let at = chapters.iter().position(|it| it.current);
    let beside = |at: Option<usize>| chapters.get(at?).cloned();
    let last = chapters.iter().rev().find_map(|it| it.number.clone());
    let place = number(head).and_then(|number| Some(format!("Kapitel {number} av {}", last?)));
    ChapterView {
        number: number(head).map(|it| it.to_string()),
        title: head.title.clone(),
        report: report.and_then(|report| context.link(&report.head.name)),
        place,
        lead: head.summary.clone(),
        body: body(context, &head.path, url),
        references: references(context, [&head.path]),
        toc: toc(context, &head.path),
        previous: beside(at.and_then(|at| at.checked_sub(1))),
        next: beside(at.map(|at| at + 1)),
        contents,
        lang: report.and_then(|report| card::foreign(report.data.language.as_deref())),
    }
}

/// Lists the chapters of a report, as seen from a page; `None` if it has none.
pub fn contents(context: &Directory, report: &Entry<Publication>, current: Option<&Url>) -> Option<Contents> {
    let link = |chapter: &Entry<Chapter>| {
        let url = context.url(&chapter.head.name)?;
        Some(ChapterLink {
            number: number(&chapter.head).map(|it| it.to_string()),
            text: chapter.head.title.clone(),
            url: url.clone(),
            summary: chapter.head.summary.clone(),
            current: current == Some(url),
        })
    };
    let chapters: Vec<_> = context.site.chapters_of(report).into_iter().filter_map(link).collect();
    let whole = context.url(&report.head.name)?.page(WHOLE);
    (!chapters.is_empty()).then_some(Contents { chapters, whole })
}
