//! Files beside texts, as they are shown: format, size, and how fit they are for everybody.

use super::context::Directory;
use super::parts::File;
use super::picture;
use crate::lang::{NBSP, numbers};
use crate::model::collection::Entry;
use crate::model::file::{Attachment, Role, Source};
use crate::model::links::beside;
use crate::model::pdf::{self, Fitness, Flaw};
use crate::model::publication::Publication;
use crate::source::blob::Blob;
use crate::source::path::SourcePath;
use crate::url::Url;

/// Describes the attachments of an entry whose page stands at `url`.
pub fn attachments(
    context: &Directory,
    text: &SourcePath,
    url: &Url,
    attachments: &[Attachment],
) -> Vec<File> {
    attachments.iter().filter_map(|attachment| file(context, text, url, attachment)).collect()
}

/// Describes the files of a publication whose page stands at `url`: one that is the report itself, and has no name but its
/// file's, is called what the report is called.
pub fn of_publication(context: &Directory, entry: &Entry<Publication>, url: &Url) -> Vec<File> {
    let Entry { head, data } = entry;
    let named = |attachment: &Attachment| {
        let file = file(context, &head.path, url, attachment)?;
        let is_report = attachment.role == Role::Main && matches!(attachment.source, Source::File(_));
        let is_nameless = attachment.title.is_none() && is_report;
        Some(if is_nameless { File { text: head.title.clone(), ..file } } else { file })
    };
    data.files.iter().filter_map(named).collect()
}

fn file(context: &Directory, text: &SourcePath, url: &Url, attachment: &Attachment) -> Option<File> {
    let role = match attachment.role {
        Role::Main => "main",
        Role::Annex => "annex",
    };
    match &attachment.source {
        Source::Web(web) => {
            let title = attachment.title.clone().unwrap_or_else(|| web.clone());
            Some(File { text: title, url: web.clone(), meta: None, state: None, role })
        }
        Source::File(file) => {
            let path = beside(text, &file.name)?;
            let blob = context.site.files.blobs.get(&path)?;
            let title = attachment.title.clone().unwrap_or_else(|| path.name().to_owned());
            let meta = Some(meta(context, &path, blob));
            let state = state(context, &path);
            let url = picture::address(context, url, &path).to_string();
            Some(File { text: title, url, meta, state, role })
        }
    }
}

/// Says what a file is and how much of it there is: `pdf, 48 sidor, 1,4 MB`.
pub fn meta(context: &Directory, path: &SourcePath, blob: &Blob) -> String {
    let facts = context.site.files.reading(path).and_then(|reading| reading.facts.as_ref());
    let pages = facts.map(|facts| match facts.pages {
        1 => format!("1{NBSP}sida"),
        pages => format!("{}{NBSP}sidor", numbers::integer(pages as u64)),
    });
    let largest = context.site.files.picture(path).and_then(|it| it.largest());
    let (format, size) = largest.map_or_else(
        || (path.extension(), blob.size),
        |it| (it.shape.format.ending().to_owned(), it.blob.size),
    );
    let all = [Some(format), pages, Some(numbers::bytes(size))];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Says whether everyone can read a PDF, as far as a program can tell, and what it claims; `None` of what is no PDF.
fn state(context: &Directory, path: &SourcePath) -> Option<String> {
    if path.extension() != "pdf" {
        return None;
    }
    let reading = context.site.files.reading(path);
    let claim = reading.and_then(|reading| reading.facts.as_ref()?.ua);
    let claim = claim.map(|part| format!("; filen uppger själv PDF/UA-{part}")).unwrap_or_default();
    let judged = match reading.map_or(Fitness::Unknown, |reading| pdf::fitness(reading)) {
        Fitness::Passed => "Tillgänglighet: godkänd".to_owned(),
        Fitness::Flawed(flaws) => format!("Tillgänglighet: brister ({})", words(&flaws)),
        Fitness::Unknown => "Tillgänglighet: ej granskad".to_owned(),
    };
    Some(judged + &claim)
}

/// Finds the flaws of an attachment, with its path; `None` if it has none that are known.
pub fn flaws(
    context: &Directory,
    text: &SourcePath,
    attachment: &Attachment,
) -> Option<(SourcePath, Vec<Flaw>)> {
    let Source::File(file) = &attachment.source else { return None };
    let path = beside(text, &file.name)?;
    match pdf::fitness(context.site.files.reading(&path)?) {
        Fitness::Flawed(flaws) => Some((path, flaws)),
        Fitness::Passed | Fitness::Unknown => None,
    }
}

/// Words flaws in one line.
pub fn words(flaws: &[Flaw]) -> String {
    flaws.iter().map(Flaw::words).collect::<Vec<_>>().join(", ")
}
