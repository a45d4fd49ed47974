//! Every output of the site, named: [`plan`] takes the site apart so that no collection can be forgotten.
//!
//! 1. Each entry gets its page, each kind its listings.
//! 2. Feeds, sitemap, redirects, headers and files are added.
//! 3. When all addresses are known, pages get the way to them, and links to addresses are judged.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::Context;
use super::frame::{self, SiteView};
use super::redirects::{Redirects, Rule};
use super::sitemap::{self, Sitemap};
use super::{
    Host, Main, Page, Planned, View, address, body, calendar, entry, event, feeds, index, listings, person,
    publication, standing, statement,
};
use crate::content::body::{Fragment, Target};
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::nearest::nearest;
use crate::model::Site;
use crate::model::collection::Head;
use crate::model::kind::Kind;
use crate::source::blob::Blob;
use crate::source::path::SourcePath;
use crate::source::{CONFIG, STATIC};
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
    planner.judge_addresses();
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
        if let Some(first) = self.planned.get(&url) {
            let (here, there) =
                if origin.is_empty() { (&*first.origin, origin) } else { (origin, &*first.origin) };
            let mut remark = Diagnostic::error(
                "F701",
                Place::file(here),
                format!("två sidor eller filer får samma adress, `{url}`"),
            )
            .advise("byt namn på den ena, eller ge den ett eget `slug`");
            if there.is_empty() {
                remark = remark.advise("den andra görs av fou själv");
            } else {
                remark = remark.beside(Place::file(there), "den andra");
            }
            self.diagnostics.push(remark);
            return;
        }
        self.planned.insert(url.clone(), Planned { url, view, origin: origin.into() });
    }

    fn page(&mut self, url: Url, title: &str, record: Option<&Head>, main: Main) {
        let head = frame::head(self.context, &url, title, record);
        let origin = record.map_or_else(String::new, |record| record.document.path.to_string());
        self.add(url, View::Page(Box::new(Page { head, main })), &origin);
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
        for it in people {
            self.entry(&it.head, |url| Main::Person(person::person(context, it, url)));
            self.files(&it.head, it.data.photo.iter());
        }
        for it in publications {
            self.entry(&it.head, |url| Main::Publication(publication::publication(context, it, url)));
            self.files(&it.head, crate::model::collection::Record::files(&it.data));
        }
        for it in events {
            self.entry(&it.head, |url| Main::Event(event::event(context, it, url)));
            self.files(&it.head, crate::model::collection::Record::files(&it.data));
        }
        for it in newsletters {
            self.entry(&it.head, |url| Main::Newsletter(standing::newsletter(context, it, url)));
        }
        for it in news {
            self.entry(&it.head, |url| Main::Entry(entry::news(context, it, url)));
        }
        for it in assignments {
            self.entry(&it.head, |url| Main::Entry(entry::assignment(context, it, url)));
        }
        for it in networks {
            self.entry(&it.head, |url| Main::Entry(entry::network(context, it, url)));
        }
        for it in services {
            self.entry(&it.head, |url| Main::Entry(entry::service(context, it, url)));
        }
        for it in topics {
            self.entry(&it.head, |url| Main::Topic(standing::topic(context, it, url)));
        }
        for it in municipalities {
            self.entry(&it.head, |url| Main::Entry(entry::municipality(context, it, url)));
        }
        for it in terms {
            self.entry(&it.head, |url| Main::Entry(entry::term(context, it, url)));
        }
        for it in series {
            self.series(it);
        }
        for it in pages.iter().filter(|it| !is_special(&it.head.name.slug)) {
            self.entry(&it.head, |url| Main::Page(standing::page(context, it, url)));
        }
    }

    fn entry(&mut self, head: &Head, main: impl FnOnce(&Url) -> Main) {
        let Some(url) = self.context.url(&head.name).cloned() else { return };
        let main = main(&url);
        self.page(url, &head.title, Some(head), main);
        self.files(head, std::iter::empty());
    }

    /// Adds the files that an entry's text or fields show, beside its page.
    fn files<'f>(
        &mut self,
        head: &Head,
        named: impl IntoIterator<Item = &'f crate::model::collection::FileName>,
    ) {
        let context = self.context;
        let Some(url) = context.url(&head.name) else { return };
        let mut paths = body::shown_files(context, &head.document);
        let named =
            named.into_iter().filter_map(|file| crate::model::links::beside(&head.document, &file.name));
        paths.extend(named);
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
    fn series(&mut self, it: &crate::model::collection::Entry<crate::model::series::Series>) {
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
        self.files(&it.head, std::iter::empty());
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
                self.files(&page.head, std::iter::empty());
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

    /// Makes the table of old addresses: what entries say first, then the site's patterns.
    fn redirects(&mut self) -> (Arc<Redirects>, Vec<Place>) {
        let mut rules = Vec::new();
        let mut places = Vec::new();
        for head in self.context.site.heads() {
            let Some(url) = self.context.url(&head.name) else { continue };
            for alias in &head.aliases {
                rules.push(Rule { from: alias.to_string(), to: url.clone() });
                places.push(Place::file(head.document.path.shared().clone()));
            }
        }
        for redirect in &self.context.site.config.redirects {
            rules.push(Rule { from: redirect.from.clone(), to: redirect.to.clone() });
            places.push(redirect.place.clone());
        }
        (Arc::new(Redirects { rules }), places)
    }

    /// Adds what machines read: sitemap, robots, redirects, headers.
    fn machine_files(&mut self, redirects: &Arc<Redirects>) {
        let config = &self.context.site.config;
        for rule in &redirects.rules {
            let plain = !rule.from.contains(['{', '*']) && rule.from.ends_with('/');
            if let Some(url) =
                Url::parse(&rule.from).ok().filter(|url| plain && !self.planned.contains_key(url))
            {
                self.add(url, View::Moved(rule.clone()), "");
            }
        }
        let listed = |planned: &Planned| match &planned.view {
            View::Page(page) if !page.head.noindex => Some(sitemap::Entry {
                loc: page.head.canonical.clone(),
                lastmod: page.head.changed.map(|day| day.to_string()),
            }),
            _ => None,
        };
        let entries = self.planned.values().filter_map(listed).collect();
        let root = Url::root();
        let sitemap = Sitemap { base: config.base_url.clone(), entries };
        self.add(root.file("sitemap.xml"), View::Sitemap(sitemap), "");
        let robots = View::Robots(config.absolute(&root.file("sitemap.xml")));
        self.add(root.file("robots.txt"), robots, "");
        let hosts = [
            (Host::Plain, "_redirects", "_headers"),
            (Host::Nginx, "redirects.nginx.conf", "headers.nginx.conf"),
            (Host::Apache, "redirects.htaccess", "headers.htaccess"),
        ];
        for (host, redirects_name, headers_name) in hosts {
            self.add(root.file(redirects_name), View::Redirects(redirects.clone(), host), "");
            self.add(root.file(headers_name), View::Headers(host), "");
        }
    }

    /// Judges links to addresses, now that all are known.
    fn judge_addresses(&mut self) {
        let mut remarks = Vec::new();
        let pages = || self.planned.keys().filter(|url| url.is_page()).map(Url::as_str);
        for head in self.context.site.heads() {
            for fragment in &head.document.body.fragments {
                let Fragment::Link(link) = fragment else { continue };
                let Target::Address(path, _) = &link.target else { continue };
                if Url::parse(path).is_ok_and(|url| !self.planned.contains_key(&url)) {
                    let remark = Diagnostic::error(
                        "F608",
                        link.place.clone(),
                        format!("det finns ingen sida med adressen `{path}`"),
                    );
                    remarks.push(match nearest(path, pages()) {
                        Some(near) => remark.advise(format!("skriv: `{near}` (menade du den?)")),
                        None => remark.advise("länka till filen i stället, så här: `../om/styrning.md`"),
                    });
                }
            }
        }
        let config = &self.context.site.config;
        for url in config.utility.iter().chain(&config.footer) {
            if !self.planned.contains_key(url) {
                let remark = Diagnostic::error(
                    "F704",
                    Place::file(CONFIG),
                    format!("länken `{url}` leder till en sida som inte finns"),
                );
                remarks
                    .push(remark.advise("rätta adressen under `utility` eller `footer`, eller ta bort den"));
            }
        }
        self.diagnostics.append(&mut remarks);
    }

    /// Gives every page the way to it, and makes what all pages share.
    fn frame(&mut self, theme: &Theme) -> SiteView {
        let titles = self.titles();
        let site = frame::site(self.context, theme, |url| titles.get(url).cloned());
        for planned in self.planned.values_mut() {
            let View::Page(page) = &mut planned.view else { continue };
            page.head.section = frame::section(&site.menu, &page.head.url);
            let mut crumbs = Vec::new();
            let mut above = Some(page.head.url.clone());
            while let Some(url) = above {
                if let Some(title) = titles.get(&url) {
                    let text = if url == Url::root() { "Start".to_owned() } else { title.clone() };
                    crumbs.push(super::parts::Link { text, url: Some(url.clone()) });
                }
                above = url.parent();
            }
            crumbs.reverse();
            page.head.crumbs = crumbs;
        }
        site
    }

    fn titles(&self) -> BTreeMap<Url, String> {
        let title = |planned: &Planned| match &planned.view {
            View::Page(page) => Some((planned.url.clone(), page.head.title.clone())),
            _ => None,
        };
        self.planned.values().filter_map(title).collect()
    }
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
