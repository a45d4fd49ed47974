//! Chapters: a report as HTML, each a file beside the publication's `index.md`.
//!
//! Number and address come from the file's name ([`crate::content::chapter`]). A chapter is shown when its publication
//! is, and not before.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Site;
use super::collection::{Entry, Head, Record};
use super::field::Fields;
use super::kind::Kind;
use super::names::{Name, Named};
use super::publication::Publication;
use super::{Files, Standing};
use crate::content::chapter::{place, report};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::slug::slug;
use crate::source::path::SourcePath;

/// A chapter; all that it has is what all kinds share.
#[derive(Clone, Debug)]
pub struct Chapter;

impl Named for Chapter {
    const KIND: Kind = Kind::Chapter;
}

impl Record for Chapter {
    fn read(_: &mut Fields<'_, '_>) -> Option<Self> {
        Some(Self)
    }

    fn follows(path: &SourcePath) -> Option<SourcePath> {
        Some(publication(path))
    }

    fn date(&self) -> Option<Date> {
        None
    }

    fn relations(&self) -> Vec<Name> {
        Vec::new()
    }

    /// The chapters of a report in the order of their numbers.
    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        let path = |entry: &Entry<Self>| entry.head.path.folder().to_owned();
        path(left).cmp(&path(right)).then_with(|| place(&left.head.path).cmp(&place(&right.head.path)))
    }
}

/// Returns the file of the publication that a chapter belongs to.
pub fn publication(path: &SourcePath) -> SourcePath {
    SourcePath::new(&format!("{}/index.md", path.folder()))
}

/// Makes what the slugs of a report's chapters begin with, of the report's folder.
pub fn above(path: &SourcePath) -> Option<String> {
    let parts: Vec<_> = report(path)?.split('/').map(slug).filter(|part| !part.is_empty()).collect();
    Some(parts.join("/"))
}

/// Returns a chapter's number; `None` for what stands before the first.
pub fn number(head: &Head) -> Option<u16> {
    place(&head.path).map(|it| it.number).filter(|number| *number > 0)
}

impl Site {
    /// Lists the published chapters of a publication, in order.
    pub fn chapters_of(&self, publication: &Entry<Publication>) -> Vec<&Entry<Chapter>> {
        let path = &publication.head.path;
        let above = (path.name() == "index.md").then(|| above(path)).flatten();
        let below = above.into_iter().flat_map(|above| self.chapters.below(&above).collect::<Vec<_>>());
        below.filter(|it| it.head.path.folder() == path.folder()).collect()
    }

    /// Finds the publication of a chapter; `None` for what is none.
    pub fn publication_of(&self, chapter: &Head) -> Option<&Entry<Publication>> {
        if chapter.name.kind != Kind::Chapter {
            return None;
        }
        match self.files.texts.get(&publication(&chapter.path))? {
            Standing::Shown(name) if name.kind == Kind::Publication => self.publications.at(&name.slug),
            Standing::Shown(_) | Standing::Hidden(_) | Standing::Broken => None,
        }
    }
}

/// Says which chapters have the same number, and which number is missing.
pub fn check(files: &Files) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    let mut reports: BTreeMap<&str, BTreeMap<u16, &SourcePath>> = BTreeMap::new();
    for path in files.texts.keys() {
        let (Some(at), Some(report)) = (place(path).filter(|at| at.number > 0), report(path)) else {
            continue;
        };
        let chapters = reports.entry(report).or_default();
        let Some(first) = chapters.get(&at.number) else {
            chapters.insert(at.number, path);
            continue;
        };
        let message = format!("två kapitel har nummer {}", at.number);
        let remark = Diagnostic::error("F821", Place::file(path.shared().clone()), message);
        let remark =
            remark.advise(format!("byt siffrorna i det ena filnamnet, till exempel `{}`", next(path)));
        remarks.push(remark.beside(Place::file(first.shared().clone()), "det andra kapitlet"));
    }
    for chapters in reports.values() {
        let mut last = 0;
        for (number, path) in chapters {
            if *number > last + 1 {
                let message = format!("kapitel {} saknas före kapitel {number}", last + 1);
                let remark = Diagnostic::warning("F822", Place::file(path.shared().clone()), message);
                remarks.push(remark.advise("numrera kapitlens filer 01, 02, 03 och så vidare, utan hopp"));
            }
            last = *number;
        }
    }
    remarks
}

/// Writes a chapter's file name with the next number.
fn next(path: &SourcePath) -> String {
    place(path).map_or(String::new(), |at| format!("{:02}-{}.md", at.number + 1, at.name))
}
