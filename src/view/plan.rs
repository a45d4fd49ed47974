//! Every output of the site, named: [`plan`] takes the site apart so that no collection can be forgotten.
//!
//! 1. Each entry gets its page, each kind its listings.
//! 2. Feeds, sitemap, redirects, headers and files are added.
//! 3. When all addresses are known, they are judged (`judge`), and pages get the way to them.

mod finish;
mod judge;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::context::Context;
use super::frame::{self, SiteView};
use super::redirects::Redirects;
use super::{
    Main, Page, Planned, View, address, body, calendar, entry, event, feeds, index, listings, person,
    publication, standing, statement,
};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Site;
use crate::model::collection::{Entry, FileName, Head, Record};
use crate::model::kind::Kind;
use crate::model::links::beside;
use crate::model::series::Series;
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
}

/// Plans every output. `statics` are the files of `static/`.
pub fn plan(site: &Site, statics: &BTreeMap<SourcePath, Blob>, theme: &Theme) -> Plan {
    let context = Context::new(site);
    let mut planner = Planner { context: &context, planned: BTreeMap::new(), diagnostics: Vec::new() };
    planner.entries();
    planner.listings();
    planner.special_pages();
    planner.theme_and_static_files(statics, theme);
    let (redirects, redirect_places) = planner.redirects();
    for (url, feed) in feeds::feeds(&context) {
        planner.add(url, View::Feed(feed), "");
    }
    planner.machine_files(&redirects);
    let remarks = judge::addresses(&context, &planner.planned);
    planner.diagnostics.extend(remarks);
    let site = planner.frame(theme);
    let Planner { planned, diagnostics, .. } = planner;
    Plan { planned, site, redirects, redirect_places, diagnostics }
}

struct Planner<'a> {
    context: &'a Context<'a>,
    planned: BTreeMap<Url, Planned>,
    diagnostics: Vec<Diagnostic>,
}

impl Planner<'_> {
    /// Adds an output; two at one address are a remark, and the first one stays.
    fn add(&mut self, url: Url, view: View, origin: &str) {
        // A page and a file called `index.html` in its folder land in the same place.
        let twin = match url.as_str().strip_suffix("index.html") {
            Some(page) => page.to_owned(),
            None => format!("{url}index.html"),
        };
        if let Some(first) = self.planned.get(&url).or_else(|| self.planned.get(&*twin)) {
            self.diagnostics.push(judge::taken(&url, origin, &first.origin));
            return;
        }
        self.planned.insert(url.clone(), Planned { url, view, origin: origin.into() });
    }

    fn page(&mut self, url: Url, title: &str, record: Option<&Head>, main: Main) {
        let page = framed(self.context, &url, title, record, main);
        let origin = record.map_or_else(String::new, |record| record.document.path.to_string());
        self.add(url, page, &origin);
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
            relations: _,
            files: _,
        } = context.site;
        self.pages(people, |it, url| Main::Person(person::person(context, it, url)));
        for it in people {
            self.files(&it.head, named(&it.head, it.data.photo.iter()));
        }
        self.pages(publications, |it, url| Main::Publication(publication::publication(context, it, url)));
        for it in publications {
            self.files(&it.head, named(&it.head, Record::files(&it.data)));
        }
        self.pages(events, |it, url| Main::Event(event::event(context, it, url)));
        for it in events {
            self.files(&it.head, named(&it.head, Record::files(&it.data)));
        }
        self.pages(newsletters, |it, url| Main::Newsletter(standing::newsletter(context, it, url)));
        self.pages(news, |it, url| Main::Entry(entry::news(context, it, url)));
        self.pages(assignments, |it, url| Main::Entry(entry::assignment(context, it, url)));
        self.pages(networks, |it, url| Main::Entry(entry::network(context, it, url)));
        self.pages(services, |it, url| Main::Entry(entry::service(context, it, url)));
        self.pages(topics, |it, url| Main::Topic(standing::topic(context, it, url)));
        self.pages(municipalities, |it, url| Main::Entry(entry::municipality(context, it, url)));
        self.pages(terms, |it, url| Main::Entry(entry::term(context, it, url)));
        for it in series {
            self.series(it);
        }
        let plain: Vec<_> = pages.iter().filter(|it| !is_special(&it.head.name.slug)).collect();
        self.pages(plain, |it, url| Main::Page(standing::page(context, it, url)));
    }

    /// Adds the page of every entry of a collection; what each shows is made on all cores.
    fn pages<'e, T: Sync + 'e>(
        &mut self,
        entries: impl IntoIterator<Item = &'e Entry<T>>,
        main: impl Fn(&'e Entry<T>, &Url) -> Main + Sync,
    ) {
        let context = self.context;
        let entries: Vec<_> = entries.into_iter().collect();
        let made: Vec<_> = entries
            .into_par_iter()
            .filter_map(|it| {
                let url = context.url(&it.head.name)?.clone();
                let page = framed(context, &url, &it.head.title, Some(&it.head), main(it, &url));
                Some((&it.head, url, page, body::shown_files(context, &it.head.document)))
            })
            .collect();
        for (head, url, page, files) in made {
            self.add(url, page, head.document.path.as_str());
            self.files(head, files);
        }
    }

    fn entry(&mut self, head: &Head, main: impl FnOnce(&Url) -> Main) {
        let Some(url) = self.context.url(&head.name).cloned() else { return };
        let main = main(&url);
        self.page(url, &head.title, Some(head), main);
        self.shown_files(head);
    }

    /// Adds the files that an entry's text shows, beside its page.
    fn shown_files(&mut self, head: &Head) {
        self.files(head, body::shown_files(self.context, &head.document));
    }

    /// Adds files beside an entry's page.
    fn files(&mut self, head: &Head, paths: impl IntoIterator<Item = SourcePath>) {
        let context = self.context;
        let Some(url) = context.url(&head.name) else { return };
        for path in paths {
            let Some(blob) = context.site.files.blobs.get(&path) else { continue };
            if check_part(path.name()).is_err() {
                continue;
            }
            let url = url.file(path.name());
            let same = |it: &Planned| matches!(&it.view, View::File(other) if other == blob);
            if !self.planned.get(&url).is_some_and(same) {
                self.add(url, View::File(blob.clone()), path.as_str());
            }
        }
    }

    /// Adds an event series and a page for each of its years.
    fn series(&mut self, it: &Entry<Series>) {
        let context = self.context;
        let Some(url) = context.url(&it.head.name).cloned() else { return };
        let ours =
            context.site.events.iter().rev().filter(|event| event.head.relations.contains(&it.head.name));
        let listing = super::list::Listing {
            url: url.clone(),
            title: it.head.title.clone(),
            intro: None,
            style: "agenda",
            words: ("tillfälle", "tillfällen"),
            names: ours.map(|event| &event.head.name).collect(),
            filters: Arc::default(),
            empty: "",
            yearly: true,
        };
        let mut pages = super::list::pages(context, &listing);
        let years = pages.remove(0).1.years;
        let main = Main::Series(standing::series(context, it, &url, years));
        self.page(url, &it.head.title, Some(&it.head), main);
        self.shown_files(&it.head);
        for (url, view) in pages {
            let title = view.title.clone();
            self.page(url, &title, None, Main::List(view));
        }
    }

    fn listings(&mut self) {
        let context = self.context;
        let mut views = listings::publications(context);
        views.extend(calendar::pages(context));
        views.extend(listings::others(context));
        for (url, view) in views {
            let intro = context.intro(url.as_str().trim_matches('/'));
            let title = view.title.clone();
            self.page(url, &title, intro.map(|page| &page.head), Main::List(view));
            if let Some(page) = intro {
                self.shown_files(&page.head);
            }
        }
        let glossary = index::glossary(context);
        let title = glossary.title.clone();
        let intro = context.intro("ordlista").map(|page| &page.head);
        self.page(address::section(Kind::Term), &title, intro, Main::Glossary(glossary));
    }

    /// Adds the pages whose main part is made here: front page, A–Ö, statement, tree, what is not found.
    fn special_pages(&mut self) {
        let context = self.context;
        let front = context.intro("");
        let home = standing::home(context, front);
        let title = home.title.clone();
        self.page(Url::root(), &title, front.map(|page| &page.head), Main::Home(home));
        if let Some(page) = context.intro(INDEX) {
            self.entry(&page.head, |url| Main::Index(index::index(context, page, url)));
        }
        if let Some(page) = context.intro(STATEMENT) {
            self.entry(&page.head, |url| Main::Statement(statement::statement(context, page, url)));
        }
        if let Some(page) = context.intro(TREE) {
            let titles = self.titles();
            self.entry(&page.head, |url| Main::Tree(index::tree(context, page, url, &titles)));
        }
        let url = Url::root().file("404.html");
        let view = index::not_found(context);
        let title = view.title.clone();
        self.page(url.clone(), &title, None, Main::Error(view));
        if let Some(Planned { view: View::Page(page), .. }) = self.planned.get_mut(&url) {
            page.head.noindex = true;
        }
    }

    fn theme_and_static_files(&mut self, statics: &BTreeMap<SourcePath, Blob>, theme: &Theme) {
        for (url, asset) in &theme.assets {
            let view = match asset {
                Asset::Bytes(bytes) => View::Bytes(bytes.clone()),
                Asset::Blob(blob) => View::File(blob.clone()),
            };
            self.add(url.clone(), view, "");
        }
        for (path, blob) in statics {
            let inner = path.as_str().strip_prefix(STATIC).unwrap_or_default();
            match Url::parse(inner) {
                Ok(url) => self.add(url, View::File(blob.clone()), path.as_str()),
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

/// Frames a page's main part.
fn framed(context: &Context<'_>, url: &Url, title: &str, record: Option<&Head>, main: Main) -> View {
    let head = frame::head(context, url, title, record);
    View::Page(Box::new(Page { head, main }))
}

/// Finds the files that an entry's fields name.
fn named<'f>(head: &Head, files: impl IntoIterator<Item = &'f FileName>) -> Vec<SourcePath> {
    files.into_iter().filter_map(|file| beside(&head.document, &file.name)).collect()
}

/// The page that lists everything from A to Ö.
const INDEX: &str = "sok";
/// The accessibility statement.
const STATEMENT: &str = "tillganglighet";
/// The tree of all pages.
const TREE: &str = "webbplatskarta";

/// Tells whether a page's main part is made here, or it introduces a listing.
fn is_special(slug: &str) -> bool {
    slug.is_empty()
        || [INDEX, STATEMENT, TREE].contains(&slug)
        || Kind::ALL.into_iter().any(|kind| kind.folder() == Some(slug))
}
