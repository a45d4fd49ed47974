//! The second step of assembling: each kind reads its fields, with all names known.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil;

use super::Standing;
use super::collection::{Collection, Entry, FileName, Head, Record};
use super::config::Config;
use super::declare::Declared;
use super::field::{Field, Fields, Reading};
use super::kind::Kind;
use super::names::{Name, Ref};
use super::publishing::{Schedule, Scope, Visibility};
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
type Numbers = BTreeMap<(String, String), (SourcePath, Span)>;

/// Reads collections one after the other and gathers what is said on the way.
pub struct Desk<'a> {
    config: &'a Config,
    scope: Scope,
    declared: &'a Declared,
    read: Read,
}

/// What reading leaves besides the collections.
#[derive(Default)]
pub struct Read {
    /// What became of each text.
    pub standings: BTreeMap<SourcePath, Standing>,
    /// The files that fields name, with the text that names them, and its kind.
    pub named_files: Vec<(Kind, SourcePath, FileName)>,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Desk<'a> {
    /// Begins to read declared documents.
    pub fn new(config: &'a Config, scope: Scope, declared: &'a Declared) -> Self {
        Self { config, scope, declared, read: Read::default() }
    }

    /// Reads every document of a kind; keeps those that are shown.
    pub fn collection<T: Record>(&mut self) -> Collection<T> {
        let mut entries = Vec::new();
        let mut numbers = Numbers::new();
        for (name, document) in &self.declared.documents {
            if name.kind != T::KIND {
                continue;
            }
            let standing = match self.entry::<T>(name, document, &mut numbers) {
                Some((visibility, entry)) if self.scope.shows(visibility) => {
                    entries.push(entry);
                    Standing::Shown(name.clone())
                }
                Some((visibility, _)) => Standing::Hidden(visibility),
                None => Standing::Broken,
            };
            self.read.standings.insert(document.path.clone(), standing);
        }
        Collection::new(entries)
    }

    /// Hands over what reading left besides the collections.
    pub fn finish(self) -> Read {
        self.read
    }

    fn entry<T: Record>(
        &mut self,
        name: &Name,
        document: &Arc<Document>,
        numbers: &mut Numbers,
    ) -> Option<(Visibility, Entry<T>)> {
        let node = document.front_matter.as_ref()?;
        let path = &document.path;
        let names = &self.declared.names;
        let mut reading = Reading { path, names, config: self.config, diagnostics: Vec::new() };
        let mut fields = Fields::new(node, &mut reading);
        let title = fields.get(&TITLE);
        fields.get(&SLUG);
        fields.get(&KIND);
        let summary = fields.get(&SUMMARY);
        let topics = fields.get(&TOPICS).unwrap_or_default();
        let aliases = fields.get(&ALIASES).unwrap_or_default();
        let schedule = Schedule::read(&mut fields);
        let updated = fields.get(&UPDATED);
        let data = T::read(&mut fields);
        if let Some(number) = data.as_ref().and_then(T::number) {
            let span = fields.span("number");
            if let Some((other, at)) = numbers.get(&number) {
                let (series, number) = number;
                let place = fields.reading.place(span);
                let message = format!("numret {number} är redan taget i serien `{series}`");
                let remark = Diagnostic::error("F408", place, message)
                    .advise("ge den ena publikationen ett annat nummer")
                    .beside(at.place(other.shared()), "den andra publikationen");
                fields.reading.diagnostics.push(remark);
            } else {
                numbers.insert(number, (path.clone(), span));
            }
        }
        fields.finish();
        self.read.diagnostics.append(&mut reading.diagnostics);
        let (title, data) = (title?, data?);
        let files = data.files().into_iter().map(|file| (T::KIND, path.clone(), file.clone()));
        self.read.named_files.extend(files);
        let visibility = schedule.on(self.scope.today);
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
            draft: visibility != Visibility::Published,
        };
        Some((visibility, Entry { head, data }))
    }
}

/// Accepts the one kind that a file may state for itself.
fn kind(reading: &mut Reading<'_>, node: &Node) -> Option<()> {
    value::choice(reading, node, &[("page", ())])
}
