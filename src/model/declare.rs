//! The first step of assembling: every document gets its kind and its name.

use std::sync::Arc;

use rayon::prelude::*;

use super::chapter;
use super::config::Config;
use super::kind::Kind;
use super::names::{Name, Names};
use crate::content::front_matter::{Span, Value};
use crate::content::{self, Document};
use crate::diagnostic::{Diagnosed, Diagnostic, Place};
use crate::lang::slug::slug;
use crate::source::CONTENT;
use crate::source::path::SourcePath;
use crate::url::is_reserved;

/// Every document with its name, and every name.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// The documents, in the order of their paths; one that has lost its name to another is not there.
    pub documents: Vec<(Name, Arc<Document>)>,
    /// All names.
    pub names: Arc<Names>,
    /// The texts that have no name, or have lost it to another.
    pub nameless: Vec<SourcePath>,
}

/// What a loop of builds remembers of a declaration of which there was nothing to say.
#[derive(Default)]
pub struct Known {
    event_series: Vec<String>,
    declared: Declared,
}

impl Known {
    /// Declares documents that are named as they were, for all that they state has changed; nothing if any is not.
    fn again(&self, config: &Config, documents: &[Arc<Document>]) -> Option<Declared> {
        let Declared { documents: known, names, nameless: _ } = &self.declared;
        if known.len() != documents.len() || self.event_series != config.event_series {
            return None;
        }
        let name = |((name, known), document): (&(Name, Arc<Document>), &Arc<Document>)| {
            let same = known.path == document.path
                && (known.stated == document.stated || {
                    let (kind, slug) = kind_and_slug(config, document);
                    kind == name.kind && slug.is_ok_and(|slug| *slug == *name.slug)
                });
            same.then(|| (name.clone(), document.clone()))
        };
        let documents = known.par_iter().zip(documents).map(name).collect::<Option<_>>()?;
        Some(Declared { documents, names: names.clone(), nameless: Vec::new() })
    }

    /// Keeps a declaration, if there is nothing to say of it.
    fn keep(&mut self, config: &Config, made: &Diagnosed<Declared>) {
        *self = if made.diagnostics.is_empty() {
            Self { event_series: config.event_series.clone(), declared: made.value.clone() }
        } else {
            Self::default()
        };
    }
}

/// Gives every document its kind and slug, or those that it is known to have still.
pub fn declare(
    config: &Config,
    documents: &[Arc<Document>],
    known: Option<&mut Known>,
) -> Diagnosed<Declared> {
    let again = known.as_ref().and_then(|known| known.again(config, documents));
    let made = again.map_or_else(|| afresh(config, documents), Diagnosed::clean);
    if let Some(known) = known {
        known.keep(config, &made);
    }
    made
}

fn afresh(config: &Config, documents: &[Arc<Document>]) -> Diagnosed<Declared> {
    let slugs: Vec<_> = documents.par_iter().map(|it| kind_and_slug(config, it)).collect();
    let mut diagnostics = Vec::new();
    let mut nameless = Vec::new();
    let mut with_name = Vec::with_capacity(documents.len());
    for (document, (kind, slug)) in documents.iter().zip(slugs) {
        match slug {
            Ok(slug) => with_name.push((Name { kind, slug: slug.into() }, document.clone())),
            Err(remark) => {
                diagnostics.push(*remark);
                nameless.push(document.path.clone());
            }
        }
    }
    let names = Names::new(with_name.iter().map(|(name, it)| (name.clone(), it.path.clone())).collect());
    if names.len() < with_name.len() {
        with_name.retain(|(name, document)| {
            let first = names.path(name).filter(|path| **path != document.path);
            diagnostics.extend(first.map(|first| taken(name, document, first)));
            nameless.extend(first.map(|_| document.path.clone()));
            first.is_none()
        });
    }
    let names = Arc::new(names);
    Diagnosed { value: Declared { documents: with_name, names, nameless }, diagnostics }
}

fn kind_and_slug(config: &Config, document: &Document) -> (Kind, Result<String, Box<Diagnostic>>) {
    let (kind, rest) = kind_of(config, document);
    let named = match kind {
        Kind::Page | Kind::Series => Ok(page_slug(&rest)),
        Kind::Chapter => chapter_slug(document),
        _ => own_slug(document),
    };
    (kind, named.and_then(|slug| check(document, slug)))
}

/// Finds the kind of a document by its place, and its path below `content/`.
fn kind_of(config: &Config, document: &Document) -> (Kind, String) {
    let text = document.path.as_str();
    let inner = text.strip_prefix(CONTENT).unwrap_or(text).trim_start_matches('/');
    let rest = inner.strip_suffix(".md").unwrap_or(inner).to_owned();
    let series =
        rest.strip_suffix("/index").filter(|folder| config.event_series.iter().any(|it| it == folder));
    if series.is_some() {
        return (Kind::Series, rest);
    }
    if written(document, "kind").is_some_and(|(kind, _)| kind == "page") {
        return (Kind::Page, rest);
    }
    if content::chapter::place(&document.path).is_some() {
        return (Kind::Chapter, rest);
    }
    let kind = Kind::ALL.into_iter().find(|kind| {
        let below =
            kind.folder().and_then(|folder| rest.strip_prefix(folder)).and_then(|it| it.strip_prefix('/'));
        below.is_some_and(|below| below != "index")
    });
    (kind.unwrap_or(Kind::Page), rest)
}

/// Makes a page's slug of its path: `om/styrning`; the front page's is empty.
fn page_slug(rest: &str) -> String {
    let path = if rest == "index" { "" } else { rest.strip_suffix("/index").unwrap_or(rest) };
    let parts: Vec<_> = path.split('/').map(slug).filter(|part| !part.is_empty()).collect();
    parts.join("/")
}

/// Makes a chapter's slug of its report's folder and its own name, without the number: `tillit/metod`.
fn chapter_slug(document: &Document) -> Result<String, Box<Diagnostic>> {
    let above = chapter::above(&document.path).unwrap_or_default();
    let own = match written(document, "slug") {
        Some(_) => own_slug(document)?,
        None => content::chapter::place(&document.path).map_or(String::new(), |it| slug(it.name)),
    };
    Ok(if above.is_empty() || own.is_empty() { String::new() } else { format!("{above}/{own}") })
}

/// Takes the slug that a document states, or makes one of its name: the folder's for `index.md`.
fn own_slug(document: &Document) -> Result<String, Box<Diagnostic>> {
    if let Some((stated, span)) = written(document, "slug") {
        let sound = slug(stated);
        if sound == stated {
            return Ok(sound);
        }
        let place = span.place(document.path.shared());
        let remark = Diagnostic::error("F405", place, format!("`{stated}` går inte att använda i en adress"));
        return Err(Box::new(remark.advise(format!("skriv: `{sound}`"))));
    }
    let stem = document.path.stem();
    let folder = document.path.folder().rsplit('/').next().unwrap_or_default();
    Ok(slug(if stem == "index" { folder } else { stem }))
}

/// Refuses a slug that is empty or that Windows cannot hold.
fn check(document: &Document, slug: String) -> Result<String, Box<Diagnostic>> {
    let place = Place::file(document.path.shared().clone());
    let is_front = document.path.as_str() == "content/index.md";
    if slug.is_empty() && !is_front {
        let remark = Diagnostic::error("F405", place, "filens namn har inga bokstäver som kan bli en adress");
        return Err(Box::new(remark.advise("byt namn på filen: små bokstäver a–z, siffror och bindestreck")));
    }
    if slug.split('/').any(is_reserved) {
        let remark =
            Diagnostic::error("F406", place, format!("namnet `{slug}` är upptaget av operativsystemet"));
        return Err(Box::new(remark.advise("byt namn på filen, eller skriv ett annat i fältet `slug`")));
    }
    Ok(slug)
}

/// Says that two files want the same name.
fn taken(name: &Name, document: &Document, first: &SourcePath) -> Diagnostic {
    let message = format!("två {} får samma namn i adressen: `{}`", name.kind.words().many, name.slug);
    let advice = match name.kind {
        Kind::Page | Kind::Series => "byt namn på den ena filen, eller ta bort den",
        _ => "byt namn på den ena filen, eller ge den ett eget `slug`",
    };
    Diagnostic::error("F407", Place::file(document.path.shared().clone()), message)
        .advise(advice)
        .beside(Place::file(first.shared().clone()), "den andra filen")
}

/// Returns a text field of a document before its kind is known.
fn written<'a>(document: &'a Document, key: &str) -> Option<(&'a str, Span)> {
    let entries = document.front_matter.as_ref()?.entries();
    let (_, node) = entries.iter().find(|(it, _)| it.text == key)?;
    match &node.value {
        Value::Text(text) => Some((text, node.span)),
        Value::Nothing | Value::List(_) | Value::Map(_) => None,
    }
}
