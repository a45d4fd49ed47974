//! What the site means: every collection, resolved, immutable.
//!
//! [`assemble`] works as a compiler does:
//! 1. *Declare.* Every document gets its kind and slug ([`declare`]); two of one name are a remark.
//! 2. *Read.* Each kind reads its fields, with all names known, so kinds may name each other freely.
//! 3. *Link.* What points where, and what every text's links lead to ([`relations`], [`links`]).
//!
//! Knows no address, no template, no HTML frame.

pub mod accessibility;
pub mod announced;
pub mod assignment;
pub mod chapter;
pub mod collection;
pub mod config;
pub mod credit;
pub mod declare;
pub mod deposit;
pub mod described;
pub mod evaluation;
pub mod event;
pub mod field;
pub mod file;
pub mod identifier;
pub mod kind;
pub mod life;
pub mod links;
pub mod literature;
pub mod mailing;
pub mod municipality;
pub mod names;
pub mod network;
pub mod news;
pub mod newsletter;
pub mod numbering;
pub mod occasion;
pub mod page;
pub mod pdf;
pub mod period;
pub mod person;
pub mod programme;
pub mod publication;
pub mod publishing;
pub mod read;
pub mod recording;
pub mod register;
pub mod relations;
pub mod rhythm;
pub mod series;
pub mod service;
pub mod term;
mod timing;
pub mod topic;
pub mod value;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::Document;
use crate::date::Date;
use crate::diagnostic::{Diagnosed, Diagnostic, Place};
use crate::lang::dates;
use crate::source::CONFIG;
use crate::source::blob::Blob;
use crate::source::path::SourcePath;
use crate::source::pdf::{self as shape, Reading};
use crate::source::raster;
use announced::Announced;
use assignment::Assignment;
use chapter::Chapter;
use collection::{Collection, Entry, FileName, Head};
use config::Config;
use event::Event;
use kind::Kind;
use literature::Literature;
use municipality::Municipality;
use names::{Name, Names};
use network::Network;
use news::News;
use newsletter::Newsletter;
use page::Page;
use person::Person;
use publication::Publication;
use publishing::{Scope, Visibility};
use read::Readings;
use relations::Relations;
use series::Series;
use service::Service;
use term::Term;
use topic::Topic;

/// Everything that is published, resolved; nothing in it changes after [`assemble`].
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each collection is named for its kind")]
pub struct Site {
    pub config: Config,
    pub scope: Scope,
    pub people: Collection<Person>,
    pub publications: Collection<Publication>,
    pub chapters: Collection<Chapter>,
    pub events: Collection<Event>,
    pub series: Collection<Series>,
    pub newsletters: Collection<Newsletter>,
    pub news: Collection<News>,
    pub assignments: Collection<Assignment>,
    pub networks: Collection<Network>,
    pub services: Collection<Service>,
    pub topics: Collection<Topic>,
    pub municipalities: Collection<Municipality>,
    pub terms: Collection<Term>,
    pub pages: Collection<Page>,
    pub names: Arc<Names>,
    pub relations: Relations,
    pub files: Files,
    pub literature: Literature,
    /// What calendars have been told; `None` if nothing is recorded.
    pub announced: Option<Announced>,
}

/// What lies beside the texts, and is needed to understand them.
#[derive(Debug, Default)]
pub struct Beside {
    /// The other files of `content/`.
    pub blobs: BTreeMap<SourcePath, Blob>,
    /// What is known of those that are PDFs.
    pub pdfs: shape::Readings,
    /// What is known of those that are pictures.
    pub rasters: raster::Readings,
    /// What lies beside reports.
    pub literature: Literature,
    /// What calendars have been told, if anything is recorded.
    pub announced: Option<Announced>,
}

/// The files of `content/`: which text is which entry, and which other files lie there.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Every text, by its place.
    pub texts: BTreeMap<SourcePath, Standing>,
    /// Every other file, by its place.
    pub blobs: BTreeMap<SourcePath, Blob>,
    /// What the PDFs among them say, by the hash of their bytes, as far as somebody has read them.
    pub pdfs: shape::Readings,
    /// What the pictures among them are, likewise.
    pub rasters: raster::Readings,
    /// The files that fields name, with the text that names them.
    pub named: Vec<(SourcePath, FileName)>,
}

impl Files {
    /// Finds what a PDF says of itself; `None` if it has not been read, or is no PDF.
    pub fn reading(&self, path: &SourcePath) -> Option<&Arc<Reading>> {
        self.pdfs.get(&self.blobs.get(path)?.hash)
    }

    /// Finds what is known of a picture; `None` if it has not been read, or is none.
    pub fn picture(&self, path: &SourcePath) -> Option<&Arc<raster::Reading>> {
        self.rasters.get(&self.blobs.get(path)?.hash)
    }
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is an entry.
    Shown(Name),
    /// It is not shown on this day.
    Hidden(Visibility),
    /// It could not be read, which has been said.
    Broken,
}

/// Makes the site of what documents state of themselves; their texts are not looked at. What `known` has read before is
/// not read again.
pub fn assemble(
    config: Config,
    scope: Scope,
    documents: &[Arc<Document>],
    Beside { blobs, pdfs, rasters, literature, announced }: Beside,
    known: &mut Readings,
) -> Diagnosed<Site> {
    let mut diagnostics = Vec::new();
    let declared = declare::declare(&config, documents, known.declared()).unload(&mut diagnostics);
    let mut desk = read::Desk::new(&config, scope, &declared, known);
    let people = desk.collection::<Person>();
    let publications = desk.collection::<Publication>();
    let chapters = desk.collection::<Chapter>();
    let events = desk.collection::<Event>();
    let series = desk.collection::<Series>();
    let newsletters = desk.collection::<Newsletter>();
    let news = desk.collection::<News>();
    let assignments = desk.collection::<Assignment>();
    let networks = desk.collection::<Network>();
    let services = desk.collection::<Service>();
    let topics = desk.collection::<Topic>();
    let municipalities = desk.collection::<Municipality>();
    let terms = desk.collection::<Term>();
    let pages = desk.collection::<Page>();
    let read::Read { standings, named_files, diagnostics: said } = desk.finish();
    diagnostics.extend(said);
    let nameless = declared.nameless.iter().map(|path| (path.clone(), Standing::Broken));
    let texts = standings.into_iter().chain(nameless).collect();
    let files = Files { texts, blobs, pdfs, rasters, named: named_files };
    let mut site = Site {
        config,
        scope,
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
        names: declared.names,
        relations: Relations::default(),
        files,
        literature,
        announced,
    };
    let (relations, said) = rayon::join(|| Relations::of(&site), || check(&site));
    site.relations = relations;
    diagnostics.extend(said);
    Diagnosed { value: site, diagnostics }
}

/// Says what only the whole site can tell, but for what its entries have to do with each other.
fn check(site: &Site) -> Vec<Diagnostic> {
    let mut said = chapter::check(&site.files);
    said.extend(missing_facts(&site.config));
    said.extend(overdue(site));
    said.extend(timing::check(site));
    said.extend(rhythm::check(site));
    said.extend(programme::gaps(site));
    said.extend(recording::check(site));
    said.extend(newsletter::check(site));
    said.extend(announced::check(site));
    said.extend(pdf::check(site));
    said.extend(numbering::gaps(site));
    said.extend(deposit::remarks(site));
    said
}

impl Site {
    /// Finds what all kinds share of an entry; `None` if it is not published.
    pub fn head(&self, name: &Name) -> Option<&Head> {
        let slug = &name.slug;
        match name.kind {
            Kind::Person => self.people.at(slug).map(|it| &it.head),
            Kind::Publication => self.publications.at(slug).map(|it| &it.head),
            Kind::Chapter => self.chapters.at(slug).map(|it| &it.head),
            Kind::Event => self.events.at(slug).map(|it| &it.head),
            Kind::Series => self.series.at(slug).map(|it| &it.head),
            Kind::Newsletter => self.newsletters.at(slug).map(|it| &it.head),
            Kind::News => self.news.at(slug).map(|it| &it.head),
            Kind::Assignment => self.assignments.at(slug).map(|it| &it.head),
            Kind::Network => self.networks.at(slug).map(|it| &it.head),
            Kind::Service => self.services.at(slug).map(|it| &it.head),
            Kind::Topic => self.topics.at(slug).map(|it| &it.head),
            Kind::Municipality => self.municipalities.at(slug).map(|it| &it.head),
            Kind::Term => self.terms.at(slug).map(|it| &it.head),
            Kind::Page => self.pages.at(slug).map(|it| &it.head),
        }
    }

    /// Decides whether visitors see an entry: a chapter is seen when its publication is.
    pub fn visibility(&self, head: &Head) -> Visibility {
        match head.schedule.at(self.scope.now()) {
            Visibility::Published => {
                let publication = self.publication_of(head);
                publication.map_or(Visibility::Published, |it| it.head.schedule.at(self.scope.now()))
            }
            hidden => hidden,
        }
    }

    /// Goes through what all kinds share, kind by kind, each in its order.
    pub fn heads(&self) -> impl Iterator<Item = &Head> {
        Kind::ALL.into_iter().flat_map(|kind| self.heads_of(kind))
    }

    /// Goes through what all kinds share of the entries of one kind, in its order.
    pub fn heads_of(&self, kind: Kind) -> Box<dyn Iterator<Item = &Head> + '_> {
        match kind {
            Kind::Person => Box::new(self.people.iter().map(|it| &it.head)),
            Kind::Publication => Box::new(self.publications.iter().map(|it| &it.head)),
            Kind::Chapter => Box::new(self.chapters.iter().map(|it| &it.head)),
            Kind::Event => Box::new(self.events.iter().map(|it| &it.head)),
            Kind::Series => Box::new(self.series.iter().map(|it| &it.head)),
            Kind::Newsletter => Box::new(self.newsletters.iter().map(|it| &it.head)),
            Kind::News => Box::new(self.news.iter().map(|it| &it.head)),
            Kind::Assignment => Box::new(self.assignments.iter().map(|it| &it.head)),
            Kind::Network => Box::new(self.networks.iter().map(|it| &it.head)),
            Kind::Service => Box::new(self.services.iter().map(|it| &it.head)),
            Kind::Topic => Box::new(self.topics.iter().map(|it| &it.head)),
            Kind::Municipality => Box::new(self.municipalities.iter().map(|it| &it.head)),
            Kind::Term => Box::new(self.terms.iter().map(|it| &it.head)),
            Kind::Page => Box::new(self.pages.iter().map(|it| &it.head)),
        }
    }
}

/// Warns of pages that somebody should have looked over by now.
fn overdue(site: &Site) -> impl Iterator<Item = Diagnostic> {
    let late = |page: &Entry<Page>| {
        let (day, place) = page.data.review_by.as_ref().filter(|(day, _)| *day < site.scope.today())?;
        let message = format!("sidan skulle ha setts över senast {}", dates::date(Date::Day(*day)));
        let remark = Diagnostic::warning("F411", place.clone(), message);
        Some(remark.advise("se efter att allt stämmer, och skriv ett nytt datum i `review_by`"))
    };
    site.pages.iter().filter_map(late)
}

/// Warns once of all the facts that the law wants in the accessibility statement and nobody has given.
fn missing_facts(config: &Config) -> Vec<Diagnostic> {
    let missing = config.accessibility.missing();
    if missing.is_empty() {
        return Vec::new();
    }
    let keys: Vec<_> = missing.iter().map(|(key, _)| format!("`{key}`")).collect();
    let message = format!(
        "tillgänglighetsredogörelsen är inte fullständig: {} saknas under `accessibility`",
        keys.join(", ")
    );
    let mut remark = Diagnostic::warning("F410", Place::file(CONFIG), message);
    for (key, words) in missing {
        remark = remark.advise(format!("`{key}`: {words}"));
    }
    vec![remark]
}
