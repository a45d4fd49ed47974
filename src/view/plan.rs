//! Every output of the site, named: [`plan`] takes the site apart so that no collection can be forgotten.
//!
//! 1. Each entry gets its page, each kind its listings.
//! 2. Feeds, sitemap, redirects, headers and files are added.
//! 3. When all addresses are known, they are judged (`judge`).
//!
//! Nothing is shown yet: [`Plan::view`] (`show`) makes the view of one output when it is asked for.

mod finish;
mod judge;
pub mod permanence;
mod show;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use rayon::prelude::*;

use super::cite::Citation;
use super::context::Directory;
use super::feed::Syntax;
use super::frame::SiteView;
use super::list::Listing;
use super::redirects::Redirects;
use super::selection::Shelves;
use super::subject::{Leaf, Planned, Sheet, Subject};
use super::{
    address, calendar, chapter, cover, feeds, index, list, listings, report, schedule, selection, standing,
    upcoming,
};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::collection::{self, Collection, FileName, Head, Record};
use crate::model::kind::Kind;
use crate::model::links::beside;
use crate::model::names::Name;
use crate::model::publication::Publication;
use crate::model::series::Series;
use crate::model::{Site, Standing};
use crate::source::STATIC;
use crate::source::blob::Blob;
use crate::source::path::SourcePath;
use crate::theme::{Asset, Theme};
use crate::url::{Url, check_part};

/// Every output, and what they share.
pub struct Plan {
    /// The outputs, by address.
    pub planned: BTreeMap<Url, Planned>,
    /// What all pages share.
    pub site: SiteView,
    /// The table of old addresses.
    pub redirects: Arc<Redirects>,
    /// Where each rule of the table was written.
    pub redirect_places: Vec<Place>,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
    directory: Arc<Directory>,
}

/// The files that each text shows, by the text's file.
pub type Shown<'a> = BTreeMap<&'a SourcePath, &'a [SourcePath]>;

/// Plans every output. `statics` are the files of `static/`.
pub fn plan(site: Arc<Site>, shown: &Shown<'_>, statics: &BTreeMap<SourcePath, Blob>, theme: &Theme) -> Plan {
    let directory = Directory::new(site);
    let context = &directory;
    let mut planner =
        Planner { context, shown, planned: BTreeMap::new(), has_index_file: false, diagnostics: Vec::new() };
    planner.entries();
    planner.listings();
    planner.special_pages();
    planner.theme_and_static_files(statics, theme);
    let (redirects, redirect_places) = planner.redirects();
    for channel in feeds::channels(context) {
        for syntax in Syntax::ALL {
            planner.add(channel.url(syntax), Subject::Feed(channel.clone(), syntax), "");
        }
    }
    planner.add(upcoming::url(), Subject::Upcoming, "");
    for (url, whose) in schedule::files(context) {
        planner.add(url, Subject::Schedule(whose), "");
    }
    planner.machine_files(&redirects);
    let remarks = judge::addresses(context, &planner.planned);
    planner.diagnostics.extend(remarks);
    let site = planner.frame(theme);
    let Planner { planned, diagnostics, .. } = planner;
    Plan { planned, site, redirects, redirect_places, diagnostics, directory: Arc::new(directory) }
}

struct Planner<'a> {
    context: &'a Directory,
    shown: &'a Shown<'a>,
    planned: BTreeMap<Url, Planned>,
    /// Whether some file is called `index.html`, which a page's file is called too.
    has_index_file: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Plan {
    /// Says which of the addresses that texts link to have nothing.
    pub fn check<'l>(&self, links: impl Iterator<Item = &'l (String, Place)>) -> Vec<Diagnostic> {
        links.filter_map(|(path, place)| judge::link(&self.planned, path, place)).collect()
    }
}

impl<'a> Planner<'a> {
    /// Adds an output; two at one address are a remark, and the first one stays.
    fn add(&mut self, url: Url, subject: Subject, origin: &str) {
        // A page and a file called `index.html` in its folder land in the same place.
        let page = url.as_str().strip_suffix(INDEX_FILE);
        let twin = match page {
            Some(page) => self.planned.get(page),
            None if self.has_index_file => self.planned.get(&*format!("{url}{INDEX_FILE}")),
            None => None,
        };
        self.has_index_file |= page.is_some();
        if let Some(first) = twin {
            self.diagnostics.push(judge::taken(&url, origin, &first.origin));
            return;
        }
        match self.planned.entry(url) {
            Entry::Vacant(place) => {
                let url = place.key().clone();
                place.insert(Planned { url, subject, origin: origin.into() });
            }
            Entry::Occupied(first) => {
                self.diagnostics.push(judge::taken(first.key(), origin, &first.get().origin));
            }
        }
    }

    fn page(&mut self, url: Url, title: String, record: Option<&Head>, sheet: Sheet) {
        let origin = record.map_or("", |record| record.path.as_str());
        let record = record.map(|record| record.name.clone());
        let noindex = sheet.is_idle();
        self.add(url, Subject::Page(Leaf { title, record, noindex, sheet }), origin);
    }

    /// Adds a page for every entry, with the files that it shows.
    fn entries(&mut self) {
        let context = self.context;
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
        } = &*context.site;
        let mut own = Vec::new();
        own.extend(self.pages(people));
        own.extend(self.pages(publications));
        own.extend(self.pages(chapters));
        own.extend(self.pages(events));
        own.extend(self.pages(newsletters));
        own.extend(self.pages(news));
        own.extend(self.pages(assignments));
        own.extend(self.pages(networks));
        own.extend(self.pages(services));
        own.extend(self.pages(topics));
        own.extend(self.pages(municipalities));
        own.extend(self.pages(terms));
        own.extend(self.pages(pages).into_iter().filter(|it| !is_special(&it.url)));
        self.begin(own);
        publications.iter().for_each(|it| self.whole(it));
        series.iter().for_each(|it| self.series(it));
        people.iter().for_each(|it| self.files(&it.head.name, named(&it.head, it.data.photo.iter())));
        publications.iter().for_each(|it| self.files(&it.head.name, named(&it.head, it.data.files())));
        publications
            .iter()
            .flat_map(|it| cover::files(context, it))
            .for_each(|it| self.add(it.url, Subject::Bytes(it.bytes), ""));
        publications.iter().for_each(|it| self.citations(&it.head));
        events.iter().for_each(|it| self.files(&it.head.name, named(&it.head, it.data.files())));
        for (path, files) in self.shown {
            if let Some(Standing::Shown(name)) = context.site.files.texts.get(*path) {
                self.files(name, files.iter().cloned());
            }
        }
    }

    /// Makes the page of every entry of a collection.
    fn pages<T: Record>(&self, entries: &'a Collection<T>) -> Vec<Planned> {
        let page = |head: &Head| {
            let url = self.context.url(&head.name)?.clone();
            let record = Some(head.name.clone());
            let leaf = Leaf { title: head.title.clone(), record, noindex: false, sheet: Sheet::Entry };
            Some(Planned { url, subject: Subject::Page(leaf), origin: head.path.shared().clone() })
        };
        entries.par_iter().filter_map(|it| page(&it.head)).collect()
    }

    /// Begins the table of addresses with pages, all at once; of two at one address the first stays.
    fn begin(&mut self, mut own: Vec<Planned>) {
        own.par_sort_by(|left, right| left.url.cmp(&right.url));
        own.dedup_by(|later, first| {
            let same = later.url == first.url;
            if same {
                self.diagnostics.push(judge::taken(&later.url, &later.origin, &first.origin));
            }
            same
        });
        self.planned = own.into_iter().map(|it| (it.url.clone(), it)).collect();
    }

    /// Adds the page that stands at an entry's own address.
    fn own_page(&mut self, head: &Head, sheet: Sheet) {
        if let Some(url) = self.context.url(&head.name) {
            self.page(url.clone(), head.title.clone(), Some(head), sheet);
        }
    }

    /// Adds a publication's record beside its page, for programs that keep references.
    fn citations(&mut self, head: &Head) {
        let Some(url) = self.context.url(&head.name) else { return };
        for citation in Citation::ALL {
            let subject = Subject::Citation(head.name.clone(), citation);
            self.add(citation.url(url, &head.name.slug), subject, head.path.as_str());
        }
    }

    /// Adds files beside an entry's page.
    fn files(&mut self, name: &Name, paths: impl IntoIterator<Item = SourcePath>) {
        let context = self.context;
        let Some(url) = context.url(name) else { return };
        for path in paths {
            let Some(blob) = context.site.files.blobs.get(&path) else { continue };
            if check_part(path.name()).is_err() {
                continue;
            }
            let url = url.file(path.name());
            let same = |it: &Planned| matches!(&it.subject, Subject::File(other) if other == blob);
            if !self.planned.get(&url).is_some_and(same) {
                self.add(url, Subject::File(blob.clone()), path.as_str());
            }
        }
    }

    /// Adds the page of a whole report, if it has chapters.
    fn whole(&mut self, it: &collection::Entry<Publication>) {
        let Some(contents) = chapter::contents(self.context, it, None) else { return };
        let record = Some(it.head.name.clone());
        let leaf = Leaf { title: report::TITLE.to_owned(), record, noindex: true, sheet: Sheet::Report };
        self.add(contents.whole, Subject::Page(leaf), it.head.path.as_str());
    }

    /// Adds an event series and a page for each of its years.
    fn series(&mut self, it: &collection::Entry<Series>) {
        let context = self.context;
        let Some(url) = context.url(&it.head.name).cloned() else { return };
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
        self.own_page(&it.head, Sheet::Series(listing.clone()));
        for (at, url) in listing.share_pages() {
            let title = listing.share_title(context, at);
            self.page(url, title, None, Sheet::Share(listing.clone(), at));
        }
    }

    fn listings(&mut self) {
        let context = self.context;
        let (shelves, others) = rayon::join(
            || selection::publications(context),
            || [calendar::pages(context), listings::others(context)].concat(),
        );
        let Shelves { mut sheets, selection } = shelves;
        sheets.extend(others);
        if let Some((url, shelf)) = selection {
            self.add(url, Subject::Selection(shelf), "");
        }
        for (url, sheet) in sheets {
            let intro = context.intro(url.as_str().trim_matches('/')).map(|page| &page.head);
            let title = sheet.title(context).unwrap_or_default();
            if let Sheet::Events(listing) = &sheet {
                let whose = schedule::Whose::Listed(listing.clone());
                self.add(schedule::of_page(&url), Subject::Schedule(whose), "");
            }
            self.page(url, title, intro, sheet);
        }
        let intro = context.intro("ordlista").map(|page| &page.head);
        self.page(address::section(Kind::Term), index::glossary_title(context), intro, Sheet::Glossary);
    }

    /// Adds the pages whose main part is made here: front page, A–Ö, statement, tree, what is not found.
    fn special_pages(&mut self) {
        let context = self.context;
        let front = context.intro("").map(|page| &page.head);
        self.page(Url::root(), standing::home_title(context), front, Sheet::Home);
        for (path, sheet) in [(INDEX, Sheet::Index), (STATEMENT, Sheet::Statement), (TREE, Sheet::Tree)] {
            if let Some(page) = context.intro(path) {
                self.own_page(&page.head, sheet);
            }
        }
        let title = index::NOT_FOUND.to_owned();
        let leaf = Leaf { title, record: None, noindex: true, sheet: Sheet::NotFound };
        self.add(Url::root().file("404.html"), Subject::Page(leaf), "");
    }

    fn theme_and_static_files(&mut self, statics: &BTreeMap<SourcePath, Blob>, theme: &Theme) {
        for (url, asset) in &theme.assets {
            let subject = match asset {
                Asset::Bytes(bytes) => Subject::Bytes(bytes.clone()),
                Asset::Blob(blob) => Subject::File(blob.clone()),
            };
            self.add(url.clone(), subject, "");
        }
        for (path, blob) in statics {
            let inner = path.as_str().strip_prefix(STATIC).unwrap_or_default();
            match Url::parse(inner) {
                Ok(url) => self.add(url, Subject::File(blob.clone()), path.as_str()),
                Err(why) => self.diagnostics.push(
                    Diagnostic::error(
                        "F705",
                        Place::file(path.shared().clone()),
                        format!("filen kan inte publiceras: {why}"),
                    )
                    .advise("byt namn: små bokstäver a–z, siffror och bindestreck"),
                ),
            }
        }
    }
}

/// Finds the files that an entry's fields name.
fn named<'f>(head: &Head, files: impl IntoIterator<Item = &'f FileName>) -> Vec<SourcePath> {
    files.into_iter().filter_map(|file| beside(&head.path, &file.name)).collect()
}

/// What the file of a page is called.
const INDEX_FILE: &str = "index.html";

/// The page that lists everything from A to Ö.
const INDEX: &str = "sok";
/// The accessibility statement.
const STATEMENT: &str = "tillganglighet";
/// The tree of all pages.
const TREE: &str = "webbplatskarta";

/// Tells whether a page's main part is made here, or it introduces a listing.
fn is_special(url: &Url) -> bool {
    let slug = url.as_str().trim_matches('/');
    slug.is_empty()
        || [INDEX, STATEMENT, TREE].contains(&slug)
        || Kind::ALL.into_iter().any(|kind| kind.folder() == Some(slug))
}
