//! The second step of assembling: each kind reads its fields, with all names known.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil;
use rayon::prelude::*;

use super::Standing;
use super::collection::{Collection, Entry, FileName, Head, Record};
use super::config::Config;
use super::declare::{Declared, Known};
use super::field::{Described, Field, Fields, Reading};
use super::kind::Kind;
use super::names::{Name, Names, Ref};
use super::publishing::{Schedule, Scope};
use super::topic::Topic;
use super::value;
use crate::content::Document;
use crate::content::front_matter::{Node, Span};
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::collate;
use crate::source::path::SourcePath;
use crate::url::Url;

const TITLE: Field<String> = Field::required("title", value::text, "rubriken, eller en persons namn");
const SLUG: Field<String> = Field::optional("slug", value::plain, "namnet i adressen, om det inte är filens");
const KIND: Field<()> = Field::optional("kind", kind, "`page` för en vanlig sida i en annan sorts mapp");
const SUMMARY: Field<String> = Field::optional("summary", value::text, "en mening om innehållet");
const TOPICS: Field<Vec<Ref<Topic>>> = Field::optional("topics", value::references, "ämnena");
const ALIASES: Field<Vec<(Url, Place)>> =
    Field::optional("aliases", value::addresses, "gamla adresser som ska leda hit");
const UPDATED: Field<civil::Date> =
    Field::optional("updated", value::day, "dagen då innehållet senast ändrades");

/// Series and numbers that are taken, and by which file.
type Numbers<'a> = BTreeMap<&'a (String, String), (&'a SourcePath, Span)>;

/// What a loop of builds remembers of documents that have been read, as long as all that they were read with stays.
#[derive(Default)]
pub struct Readings {
    /// Whether anything is kept for another build.
    keeps: bool,
    declared: Known,
    with: Option<With>,
    /// A [`Drawer`] for each kind.
    drawers: BTreeMap<Kind, Box<dyn Any + Send + Sync>>,
}

/// What every document is read with.
#[derive(PartialEq)]
struct With {
    config: Config,
    names: Arc<Names>,
}

/// What has been read of each document of a kind, in the order of their paths.
type Drawer<T> = Vec<(Arc<Document>, Arc<Outcome<T>>)>;

/// What reading a document has come to.
struct Outcome<T> {
    /// The entry; nothing if it could not be read.
    entry: Option<Arc<Entry<T>>>,
    /// Series and number, and where the number was written.
    number: Option<((String, String), Span)>,
    /// The files that its fields name, whatever else is wrong with it.
    files: Vec<FileName>,
    diagnostics: Vec<Diagnostic>,
}

impl Readings {
    /// Begins to remember.
    pub fn new() -> Self {
        Self { keeps: true, ..Self::default() }
    }

    /// Returns what is remembered of declarations, if anything is.
    pub fn declared(&mut self) -> Option<&mut Known> {
        self.keeps.then_some(&mut self.declared)
    }

    /// Forgets what was read, unless it was read with the same.
    fn settle(&mut self, config: &Config, names: &Arc<Names>) {
        let same = |it: &With| it.config == *config && (Arc::ptr_eq(&it.names, names) || it.names == *names);
        if self.keeps && !self.with.as_ref().is_some_and(same) {
            self.drawers.clear();
            self.with = Some(With { config: config.clone(), names: names.clone() });
        }
    }

    fn take<T: Record>(&mut self) -> Drawer<T> {
        let drawer = self.drawers.remove(&T::KIND).and_then(|it| it.downcast().ok());
        drawer.map_or_else(Drawer::new, |it| *it)
    }

    fn put<T: Record>(&mut self, drawer: Drawer<T>) {
        if self.keeps {
            self.drawers.insert(T::KIND, Box::new(drawer));
        }
    }
}

/// Reads collections one after the other and gathers what is said on the way.
pub struct Desk<'a> {
    config: &'a Config,
    scope: Scope,
    declared: &'a Declared,
    known: &'a mut Readings,
    read: Read,
}

/// What became of the text without which another is not shown.
enum Above {
    /// It is shown, or there need be none.
    Shown,
    NotShown(Standing),
    Missing(SourcePath),
}

/// What reading leaves besides the collections.
#[derive(Default)]
pub struct Read {
    /// What became of each text, kind by kind.
    pub standings: Vec<(SourcePath, Standing)>,
    /// The files that fields name, with the text that names them, and its kind.
    pub named_files: Vec<(SourcePath, FileName)>,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Desk<'a> {
    /// Begins to read declared documents.
    pub fn new(config: &'a Config, scope: Scope, declared: &'a Declared, known: &'a mut Readings) -> Self {
        known.settle(config, &declared.names);
        Self { config, scope, declared, known, read: Read::default() }
    }

    /// Reads every document of a kind, on all cores; keeps those that are shown.
    pub fn collection<T: Record>(&mut self) -> Collection<T> {
        let ours: Vec<_> = self.declared.documents.iter().filter(|(name, _)| name.kind == T::KIND).collect();
        let drawer = self.known.take::<T>();
        let known = |at: usize, document: &Document| {
            // As a rule everything lies where it lay.
            let here = drawer.get(at).filter(|(it, _)| it.path == document.path);
            let found = || drawer.binary_search_by(|(it, _)| it.path.cmp(&document.path)).ok();
            let known = here.or_else(|| Some(&drawer[found()?]));
            known.filter(|(it, _)| it.stated == document.stated)
        };
        let read = |at: usize, (name, document): &(Name, Arc<Document>)| match known(at, document) {
            Some((_, outcome)) => outcome.clone(),
            None => Arc::new(self.entry::<T>(name, document)),
        };
        let outcomes: Vec<_> = ours.par_iter().enumerate().map(|(at, it)| read(at, it)).collect();
        let mut entries = Vec::with_capacity(ours.len());
        let mut numbers = Numbers::new();
        let above = self.above::<T>(&ours);
        for (((name, document), outcome), above) in ours.iter().zip(&outcomes).zip(above) {
            let path = &document.path;
            let Read { standings, named_files, diagnostics } = &mut self.read;
            diagnostics.extend(outcome.diagnostics.iter().cloned());
            if let Some((number, span)) = &outcome.number {
                match numbers.get(number) {
                    Some(first) => diagnostics.push(taken(number, span.place(path.shared()), first)),
                    None => drop(numbers.insert(number, (path, *span))),
                }
            }
            named_files.extend(outcome.files.iter().map(|file| (path.clone(), file.clone())));
            let standing = match &outcome.entry {
                Some(entry) => match above {
                    Above::Missing(publication) => {
                        diagnostics.push(alone(path, &publication));
                        Standing::Broken
                    }
                    Above::NotShown(standing) => standing,
                    Above::Shown => match entry.head.schedule.at(self.scope.now()) {
                        visibility if self.scope.shows(visibility) => {
                            entries.push(entry.clone());
                            Standing::Shown(name.clone())
                        }
                        hidden => Standing::Hidden(hidden),
                    },
                },
                None => Standing::Broken,
            };
            standings.push((path.clone(), standing));
        }
        let read = ours.iter().map(|(_, document)| document.clone()).zip(outcomes);
        self.known.put::<T>(read.collect());
        Collection::new(entries)
    }

    /// Finds what became of the text that each of these follows.
    fn above<T: Record>(&self, ours: &[&(Name, Arc<Document>)]) -> Vec<Above> {
        let follows = ours.iter().map(|(_, document)| T::follows(&document.path));
        let wanted: BTreeSet<_> = follows.clone().flatten().collect();
        let of_wanted = self.read.standings.iter().filter(|(path, _)| wanted.contains(path));
        let known: BTreeMap<_, _> = of_wanted.map(|(path, standing)| (path, standing)).collect();
        let above = |path: SourcePath| match known.get(&path) {
            Some(Standing::Shown(_)) => Above::Shown,
            Some(other) => Above::NotShown((*other).clone()),
            // That it has lost its name has been said.
            None if self.declared.nameless.contains(&path) => Above::NotShown(Standing::Broken),
            None => Above::Missing(path),
        };
        follows.map(|path| path.map_or(Above::Shown, above)).collect()
    }

    /// Hands over what reading left besides the collections.
    pub fn finish(self) -> Read {
        self.read
    }

    fn entry<T: Record>(&self, name: &Name, document: &Document) -> Outcome<T> {
        let mut outcome = Outcome { entry: None, number: None, files: Vec::new(), diagnostics: Vec::new() };
        let Some(node) = document.front_matter.as_ref() else { return outcome };
        let path = &document.path;
        let names = &self.declared.names;
        let mut reading = Reading { path, names, config: self.config, diagnostics: Vec::new() };
        let mut fields = Fields::new(node, &mut reading);
        let Shared { title, summary, topics, aliases, schedule, updated } = Shared::read(&mut fields);
        let data = T::read(&mut fields);
        outcome.files = data.iter().flat_map(|data| data.files().into_iter().cloned()).collect();
        outcome.number = data.as_ref().and_then(T::number).map(|number| (number, fields.span("number")));
        fields.finish();
        outcome.diagnostics = reading.diagnostics;
        if let (Some(title), Some(data)) = (title, data) {
            let head = Head {
                name: name.clone(),
                key: collate::key(&title),
                title,
                summary,
                topics,
                aliases,
                updated,
                date: data.date(),
                relations: data.relations(),
                path: path.clone(),
                schedule,
            };
            outcome.entry = Some(Arc::new(Entry { head, data }));
        }
        outcome
    }
}

/// What is read of every kind.
struct Shared {
    title: Option<String>,
    summary: Option<String>,
    topics: Vec<Ref<Topic>>,
    aliases: Vec<(Url, Place)>,
    schedule: Schedule,
    updated: Option<civil::Date>,
}

impl Shared {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let title = fields.get(&TITLE);
        fields.get(&SLUG);
        fields.get(&KIND);
        let summary = fields.get(&SUMMARY);
        let topics = fields.get(&TOPICS).unwrap_or_default();
        let aliases = fields.get(&ALIASES).unwrap_or_default();
        let schedule = Schedule::read(fields);
        let updated = fields.get(&UPDATED);
        Self { title, summary, topics, aliases, schedule, updated }
    }
}

/// Lists the fields of a kind: what is asked for when an entry is read.
pub fn described<T: Record>() -> Vec<Described> {
    let (node, path) = (Node::empty(), SourcePath::new(""));
    let (names, config) = (Names::default(), Config::default());
    let mut reading = Reading { path: &path, names: &names, config: &config, diagnostics: Vec::new() };
    let mut fields = Fields::new(&node, &mut reading);
    Shared::read(&mut fields);
    T::read(&mut fields);
    fields.described()
}

/// Says that a chapter belongs to no publication.
fn alone(path: &SourcePath, publication: &SourcePath) -> Diagnostic {
    let place = Place::file(path.shared().clone());
    let remark = Diagnostic::error("F820", place, "kapitlet hör inte till någon publikation");
    remark
        .advise(format!("lägg rapportens första sida i `{publication}`"))
        .advise("är texten en egen publikation: byt filens namn så att det inte börjar med ett kapitelnummer")
}

/// Says that a number in a series is taken.
fn taken((series, number): &(String, String), place: Place, (first, at): &(&SourcePath, Span)) -> Diagnostic {
    Diagnostic::error("F408", place, format!("numret {number} är redan taget i serien `{series}`"))
        .advise("ge den ena publikationen ett annat nummer")
        .beside(at.place(first.shared()), "den andra publikationen")
}

/// Accepts the one kind that a file may state for itself.
fn kind(reading: &mut Reading<'_>, node: &Node) -> Option<()> {
    value::choice(reading, node, &[("page", ())])
}
