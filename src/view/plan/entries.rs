//! What is planned for each entry: its page, and what stands beside it.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Shown, is_special};
use crate::model::collection::{Collection, Entry, FileName, Head, Record};
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::links::beside as file_beside;
use crate::model::names::Name;
use crate::model::newsletter::Newsletter;
use crate::model::publication::Publication;
use crate::model::series::Series;
use crate::model::{Site, Standing};
use crate::source::path::SourcePath;
use crate::url::{Url, check_part};
use crate::view::cite::Citation;
use crate::view::context::Directory;
use crate::view::list::{self, Listing};
use crate::view::mailing::Form;
use crate::view::picture::{self, Published};
use crate::view::subject::{Leaf, Planned, Sheet, Subject};
use crate::view::{chapter, cover, report};

/// Plans the page of every entry that has one of its own.
pub(super) fn pages(context: &Directory) -> Vec<Planned> {
    // Taken apart in full: a collection that nobody planned does not compile.
    let Site {
        config: _,
        scope: _,
        people,
        publications,
        chapters,
        events,
        series,
        newsletters,
        news,
        assignments,
        networks,
        services,
        topics,
        municipalities,
        terms,
        pages,
        names: _,
        relations: _,
        files: _,
        literature: _,
        announced: _,
    } = &*context.site;
    let mut all = Vec::new();
    all.extend(of(context, people));
    all.extend(of(context, publications));
    all.extend(of(context, chapters));
    all.extend(of(context, events));
    all.extend(of(context, newsletters));
    all.extend(of(context, news));
    all.extend(of(context, assignments));
    all.extend(of(context, networks));
    all.extend(of(context, services));
    all.extend(of(context, topics));
    all.extend(of(context, municipalities));
    all.extend(of(context, terms));
    all.extend(of(context, pages).into_iter().filter(|it| !is_special(&it.url)));
    all.extend(series.iter().flat_map(|it| of_series(context, it)));
    all
}

/// Plans the page of every entry of a collection.
fn of<T: Record>(context: &Directory, entries: &Collection<T>) -> Vec<Planned> {
    entries.par_iter().filter_map(|it| own(context, &it.head, Sheet::Entry)).collect()
}

/// Plans the page that stands at an entry's own address.
pub(super) fn own(context: &Directory, head: &Head, sheet: Sheet) -> Option<Planned> {
    Some(super::page(context.url(&head.name)?.clone(), head.title.clone(), Some(head), sheet))
}

/// Plans an event series and a page for each of its years.
fn of_series(context: &Directory, it: &Entry<Series>) -> Vec<Planned> {
    let Some(url) = context.url(&it.head.name).cloned() else { return Vec::new() };
    let ours: Vec<_> = context.site.relations.pointing_at(&it.head.name, Kind::Event).collect();
    let ours = ours.into_iter().rev().filter_map(|name| context.site.head(name));
    let listing = Arc::new(Listing {
        url,
        title: it.head.title.clone(),
        intro: None,
        lead: None,
        facts: Vec::new(),
        style: "agenda",
        words: ("tillfälle", "tillfällen"),
        split: "År",
        shares: list::by_year(ours),
        orders: Vec::new(),
        filters: Arc::default(),
        selection: None,
        empty: "",
        always_split: true,
    });
    let share = |(at, url): (usize, Url)| {
        super::page(url, listing.share_title(context, at), None, Sheet::Share(listing.clone(), at))
    };
    let shares: Vec<_> = listing.share_pages().map(share).collect();
    own(context, &it.head, Sheet::Series(listing.clone())).into_iter().chain(shares).collect()
}

/// Plans what stands beside the pages of entries: files that fields and texts name, covers, citations, whole reports.
pub(super) fn beside(context: &Directory, shown: &Shown<'_>) -> Vec<Planned> {
    let Site { people, publications, events, newsletters, .. } = &*context.site;
    let mut all: Vec<Planned> =
        publications.par_iter().flat_map_iter(|it| of_publication(context, it)).collect();
    all.extend(
        people.iter().flat_map(|it| files(context, &it.head.name, named(&it.head, it.data.photo.iter()))),
    );
    let of_event = |it: &Entry<Event>| files(context, &it.head.name, named(&it.head, it.data.files()));
    all.extend(events.iter().flat_map(of_event));
    all.extend(newsletters.iter().flat_map(|it| of_newsletter(context, it)));
    for (path, paths) in shown {
        if let Some(Standing::Shown(name)) = context.site.files.texts.get(*path) {
            all.extend(files(context, name, paths.to_vec()));
        }
    }
    all
}

/// Plans what stands beside a publication's page. A citation is for programs that keep references.
fn of_publication(context: &Directory, it: &Entry<Publication>) -> Vec<Planned> {
    let Entry { head, data } = it;
    let Some(url) = context.url(&head.name) else { return Vec::new() };
    let origin = head.path.shared();
    let whole = chapter::contents(context, it, None).map(|contents| {
        let record = Some(head.name.clone());
        let leaf = Leaf { title: report::TITLE.to_owned(), record, noindex: true, sheet: Sheet::Report };
        Planned { url: contents.whole, subject: Subject::Page(leaf), origin: origin.clone() }
    });
    let covers =
        cover::files(context, it).into_iter().map(|it| super::common(it.url, Subject::Bytes(it.bytes)));
    let citations = Citation::ALL.map(|citation| Planned {
        url: citation.url(url, &head.name.slug),
        subject: Subject::Citation(head.name.clone(), citation),
        origin: origin.clone(),
    });
    let files = files(context, &head.name, named(head, data.files()));
    whole.into_iter().chain(files).chain(covers).chain(citations).collect()
}

/// Plans what stands beside an issue's page: its pictures, and the letter for whoever sends it.
fn of_newsletter(context: &Directory, it: &Entry<Newsletter>) -> Vec<Planned> {
    let Entry { head, data } = it;
    let Some(url) = context.url(&head.name) else { return Vec::new() };
    let form = |form: Form| Planned {
        url: url.file(form.file()),
        subject: Subject::Mailing(head.name.clone(), form),
        origin: head.path.shared().clone(),
    };
    let forms = Form::ALL.into_iter().filter(|_| data.is_mailed(&context.site)).map(form);
    files(context, &head.name, named(head, data.files())).into_iter().chain(forms).collect()
}

/// Plans files beside an entry's page.
fn files(context: &Directory, name: &Name, paths: Vec<SourcePath>) -> Vec<Planned> {
    let Some(url) = context.url(name) else { return Vec::new() };
    let fit = paths.into_iter().filter(|path| check_part(path.name()).is_ok());
    let files = |path: SourcePath| {
        let origin = path.shared().clone();
        let planned = move |it: Published| Planned {
            url: it.url,
            subject: Subject::File(it.blob),
            origin: origin.clone(),
        };
        picture::published(context, url, &path).into_iter().map(planned)
    };
    fit.flat_map(files).collect()
}

/// Finds the files that an entry's fields name.
fn named<'f>(head: &Head, files: impl IntoIterator<Item = &'f FileName>) -> Vec<SourcePath> {
    files.into_iter().filter_map(|file| file_beside(&head.path, &file.name)).collect()
}
