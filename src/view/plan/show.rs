//! The view of one output, made when it is asked for: a pure function of the plan.

use std::sync::Arc;

use super::Plan;
use crate::content::Bodies;
use crate::model::collection::{Collection, Entry, Head as Record};
use crate::model::kind::Kind;
use crate::model::names::Name;
use crate::model::publishing::Visibility;
use crate::url::Url;
use crate::view::context::Context;
use crate::view::feed::Syntax;
use crate::view::frame::{self, Alternate, Head};
use crate::view::parts::Link;
use crate::view::sitemap::{self, Sitemap};
use crate::view::subject::{Leaf, Planned, Sheet, Subject};
use crate::view::{
    Main, Page, View, chapter, deposit, entry, event, feeds, graph, index, mailing, meta, newsletter, person,
    publication, record, recordings, report, schedule, series, standing, statement, upcoming,
};

/// Why an entry that has been planned can be found.
const PLANNED: &str = "only entries of the site are planned";

impl Plan {
    /// Makes what an output shows.
    ///
    /// # Panics
    /// If the output is not one of this plan's.
    pub fn view(&self, bodies: &Arc<Bodies>, planned: &Planned) -> View {
        let context = Context::new(self.directory.clone(), bodies.clone());
        Show { plan: self, context }.view(planned)
    }

    /// Tells whether visitors see the entry that an output shows; `None` if it shows none.
    pub fn visibility(&self, planned: &Planned) -> Option<Visibility> {
        let Subject::Page(leaf) = &planned.subject else { return None };
        let site = &self.directory.site;
        Some(site.visibility(site.head(leaf.record.as_ref()?)?))
    }
}

/// A plan with the texts.
struct Show<'a> {
    plan: &'a Plan,
    context: Context,
}

impl Show<'_> {
    fn view(&self, planned: &Planned) -> View {
        let url = &planned.url;
        match &planned.subject {
            Subject::Page(leaf) => View::Page(Box::new(self.page(url, leaf))),
            Subject::Schedule(whose) => View::Schedule(schedule::schedule(&self.context, url, whose)),
            Subject::Feed(channel, syntax) => {
                let stylesheet = self.plan.feed_stylesheet.as_ref();
                View::Feed(feeds::feed(&self.context, url, channel, stylesheet), *syntax)
            }
            Subject::Citation(name, citation) => {
                let entry = found(&self.context.site.publications, &name.slug);
                let page = self.context.url(name).expect(PLANNED);
                View::Citation(Box::new(record::record(&self.context, entry, page)), *citation)
            }
            Subject::Mailing(name, form) => {
                let entry = found(&self.context.site.newsletters, &name.slug);
                let page = self.context.url(name).expect(PLANNED);
                let settings = self.context.site.config.mailing.as_ref().expect(PLANNED);
                View::Mailing(Box::new(mailing::mailing(&self.context, entry, page, settings)), *form)
            }
            Subject::Deposit(publisher) => View::Deposit(deposit::deposit(&self.context, publisher)),
            Subject::Sitemap => View::Sitemap(self.sitemap()),
            Subject::Upcoming => View::Upcoming(upcoming::upcoming(&self.context)),
            Subject::Selection(all) => View::Selection(all.view(&self.context)),
            Subject::NextChange => View::NextChange(self.plan.next_change.clone()),
            Subject::Robots => {
                View::Robots(self.context.site.config.absolute(&Url::root().file("sitemap.xml")))
            }
            Subject::Redirects(host) => View::Redirects(self.plan.redirects.clone(), *host),
            Subject::Moved(rule) => View::Moved(rule.clone()),
            Subject::Headers(host) => {
                let hosts = self.context.site.config.film_hosts.iter().map(|it| it.host.clone());
                View::Headers(*host, hosts.collect())
            }
            Subject::Bytes(bytes) => View::Bytes(bytes.clone()),
            Subject::File(blob) => View::File(blob.clone()),
        }
    }

    fn page(&self, url: &Url, leaf: &Leaf) -> Page {
        let mut head = self.head(url, leaf);
        // Only its own page is the publication: neither a chapter of it nor a list that it introduces.
        let own = leaf.record.as_ref().filter(|_| matches!(leaf.sheet, Sheet::Entry));
        let publication = own.filter(|name| name.kind == Kind::Publication);
        if let Some(entry) = publication.and_then(|name| self.context.site.publications.at(&name.slug)) {
            let record = record::record(&self.context, entry, url);
            head.meta = meta::tags(&record);
            head.json_ld_html = Some(graph::publication(&self.context, &record, &head.crumbs));
        }
        head.json_ld_html = head.json_ld_html.or_else(|| self.graph(url, leaf, &head.crumbs));
        Page { head, main: self.main(url, leaf) }
    }

    /// Writes what a page other than a publication's says as linked data, if it says anything.
    fn graph(&self, url: &Url, leaf: &Leaf, crumbs: &[Link]) -> Option<String> {
        let context = &self.context;
        let site = &context.site;
        let name = match (&leaf.sheet, &leaf.record) {
            (Sheet::Home, _) => return Some(graph::entry::home(context)),
            (Sheet::Entry | Sheet::Series(_), Some(name)) => name,
            _ => return None,
        };
        let slug = &*name.slug;
        Some(match name.kind {
            Kind::Event => graph::event::event(context, site.events.at(slug)?, url, crumbs),
            Kind::Person => graph::entry::person(context, site.people.at(slug)?, url, crumbs),
            Kind::News => graph::entry::news(context, site.news.at(slug)?, url, crumbs),
            Kind::Series => graph::entry::series(context, &site.series.at(slug)?.head, url, crumbs),
            _ => return None,
        })
    }

    fn record(&self, leaf: &Leaf) -> Option<&Record> {
        leaf.record.as_ref().and_then(|name| self.context.site.head(name))
    }

    fn head(&self, url: &Url, leaf: &Leaf) -> Head {
        let record = self.record(leaf);
        let mut head = frame::head(&self.context, url, &leaf.title, record);
        if let (Sheet::Report, Some(record)) = (&leaf.sheet, record) {
            let whole = frame::head(&self.context, url, &record.title, Some(record));
            head.document_title = format!("{} – {}", leaf.title, whole.document_title);
        }
        let section = frame::section(&self.plan.site.menu, url);
        let feeds = self.feeds(url);
        Head { noindex: leaf.noindex, section, crumbs: self.crumbs(url), feeds, ..head }
    }

    /// Lists the feeds that a page announces: that of everything, and the one that follows most closely what it shows.
    fn feeds(&self, url: &Url) -> Vec<Alternate> {
        let own = self.feed_of_topic(url).or_else(|| {
            let above = std::iter::successors(Some(url.clone()), Url::parent);
            let mut above = above.filter(|url| url.is_page() && *url != Url::root());
            above.find(|page| self.plan.planned.contains(page.file(Syntax::Atom.file()).as_str()))
        });
        let pages = [Some(Url::root()), own];
        let all = pages.iter().flatten().flat_map(|page| Syntax::ALL.map(|syntax| page.file(syntax.file())));
        all.filter_map(|url| match &self.plan.planned.get(url.as_str())?.subject {
            Subject::Feed(channel, syntax) => {
                let title = channel.title.clone();
                Some(Alternate { title, url, media_type: syntax.media_type() })
            }
            _ => None,
        })
        .collect()
    }

    /// Finds the page of the topic by which a listing is narrowed: `/publikationer/amne/tillit/`.
    fn feed_of_topic(&self, url: &Url) -> Option<Url> {
        let (_, topic) = url.as_str().split_once("/amne/")?;
        let slug = topic.split('/').next().filter(|slug| !slug.is_empty())?;
        self.context.url(&Name { kind: Kind::Topic, slug: slug.into() }).cloned()
    }

    /// Lists the pages from the front page to this one.
    fn crumbs(&self, url: &Url) -> Vec<Link> {
        let mut crumbs = Vec::new();
        let mut above = Some(url.clone());
        while let Some(url) = above {
            if let Some(title) = self.plan.planned.get(url.as_str()).and_then(Planned::title) {
                let text = if url == Url::root() { "Start" } else { title };
                crumbs.push(Link { text: text.to_owned(), url: Some(url.clone()) });
            }
            above = url.parent();
        }
        crumbs.reverse();
        crumbs
    }

    fn main(&self, url: &Url, leaf: &Leaf) -> Main {
        let context = &self.context;
        let slug = leaf.record.as_ref().map_or("", |name| &*name.slug);
        let page = || found(&context.site.pages, slug);
        match &leaf.sheet {
            Sheet::Home => Main::Home(standing::home(context)),
            Sheet::Entry => self.entry(url, leaf.record.as_ref().expect(PLANNED)),
            Sheet::Report => Main::Report(report::report(context, found(&context.site.publications, slug))),
            Sheet::Series(listing) => {
                let series = found(&context.site.series, slug);
                Main::Series(series::series(context, series, url, listing.counts(None)))
            }
            Sheet::Recordings(listing, at) => Main::Recordings(recordings::recordings(context, listing, *at)),
            Sheet::Month(calendar, month) => Main::Month(calendar.month(context, *month)),
            Sheet::Glossary => Main::Glossary(index::glossary(context)),
            Sheet::Index => Main::Index(index::index(context, page(), url)),
            Sheet::Tree => Main::Tree(index::tree(context, page(), url, self.titles())),
            Sheet::Statement => Main::Statement(statement::statement(context, page(), url)),
            Sheet::NotFound => Main::Error(index::not_found(context)),
            list => Main::List(list.list(context).expect("every other sheet is a list")),
        }
    }

    /// Shows an entry on a page of its own.
    fn entry(&self, url: &Url, name: &Name) -> Main {
        let context = &self.context;
        let site = &context.site;
        let slug = &*name.slug;
        match name.kind {
            Kind::Person => Main::Person(person::person(context, found(&site.people, slug), url)),
            Kind::Publication => {
                let publication = found(&site.publications, slug);
                Main::Publication(Box::new(publication::publication(context, publication, url)))
            }
            Kind::Chapter => Main::Chapter(chapter::chapter(context, found(&site.chapters, slug), url)),
            Kind::Event => Main::Event(Box::new(event::event(context, found(&site.events, slug), url))),
            Kind::Series => Main::Series(series::series(context, found(&site.series, slug), url, Vec::new())),
            Kind::Newsletter => {
                Main::Newsletter(newsletter::newsletter(context, found(&site.newsletters, slug), url))
            }
            Kind::News => Main::Entry(entry::news(context, found(&site.news, slug), url)),
            Kind::Assignment => Main::Entry(entry::assignment(context, found(&site.assignments, slug), url)),
            Kind::Network => Main::Entry(entry::network(context, found(&site.networks, slug), url)),
            Kind::Service => Main::Entry(entry::service(context, found(&site.services, slug), url)),
            Kind::Topic => Main::Topic(standing::topic(context, found(&site.topics, slug), url)),
            Kind::Municipality => {
                Main::Entry(entry::municipality(context, found(&site.municipalities, slug), url))
            }
            Kind::Term => Main::Entry(entry::term(context, found(&site.terms, slug), url)),
            Kind::Page => Main::Page(standing::page(context, found(&site.pages, slug), url)),
        }
    }

    /// Lists every page that may be found, with its heading.
    fn titles(&self) -> impl Iterator<Item = (&Url, &str)> {
        self.plan.planned.iter().filter_map(|planned| match &planned.subject {
            Subject::Page(leaf) if !leaf.noindex => Some((&planned.url, leaf.title.as_str())),
            _ => None,
        })
    }

    fn sitemap(&self) -> Sitemap {
        let config = &self.context.site.config;
        let listed = |planned: &Planned| match &planned.subject {
            Subject::Page(leaf) if !leaf.noindex => Some(sitemap::Entry {
                loc: config.absolute(&planned.url),
                lastmod: self.record(leaf).and_then(frame::changed).map(|day| day.to_string()),
            }),
            _ => None,
        };
        Sitemap {
            base: config.base_url.clone(),
            entries: self.plan.planned.iter().filter_map(listed).collect(),
        }
    }
}

fn found<'c, T>(collection: &'c Collection<T>, slug: &str) -> &'c Entry<T> {
    collection.at(slug).expect(PLANNED)
}
