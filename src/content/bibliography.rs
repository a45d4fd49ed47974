//! The literature of a report: `.bib` files and `referenser.yaml` in its folder, read together.
//!
//! Each entry is written once in APA's way, in Swedish: as it stands in the list, and as running text names it. Knows
//! no text that cites.

mod apa;
mod fault;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayagriva::{Library, io};

use crate::diagnostic::{Diagnosed, Diagnostic, Place};
use crate::lang::collate::{self, SortKey};
use crate::lang::slug::slug;
use crate::source::path::SourcePath;

/// The literature that lies in one folder.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    /// Every entry, by the key that texts cite it by.
    pub references: BTreeMap<String, Reference>,
    /// Whether a file could not be read, which has been said: an unknown key is no further mistake.
    pub is_faulty: bool,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Its anchor in the list.
    pub id: String,
    /// Who wrote it, as running text says: "Öberg m.fl.".
    pub author: String,
    /// When: "2025a".
    pub year: String,
    /// How the list shows it, as HTML.
    pub html: String,
    /// How the list sorts it.
    pub sort: SortKey,
    /// Where it was written.
    pub place: Place,
}

/// Reads the literature of a folder; the files come in the order of their names.
pub fn read(files: &[(&SourcePath, Arc<str>)]) -> Diagnosed<Bibliography> {
    let mut diagnostics = Vec::new();
    let mut library = Library::new();
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    let mut is_faulty = false;
    for (path, text) in files {
        let Some(entries) = entries(path, text, &mut diagnostics) else {
            is_faulty = true;
            continue;
        };
        let of_file = places_in(path, text);
        for mut entry in entries {
            let somewhere = || Place::file(path.shared().clone());
            let place = of_file.get(entry.key()).cloned().unwrap_or_else(somewhere);
            if let Some(first) = places.get(entry.key()) {
                diagnostics.push(fault::twice(entry.key(), place, first.clone()));
                continue;
            }
            places.insert(entry.key().to_owned(), place);
            apa::settle(&mut entry);
            library.push(&entry);
        }
    }
    let written = apa::written(&library);
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let mut references = BTreeMap::new();
    for (key, place) in places {
        let Some(apa::Written { author, year, html, plain }) = written.get(&key).cloned() else { continue };
        let name = slug(&key);
        let count = ids.entry(name.clone()).or_default();
        *count += 1;
        // No heading's anchor has an underscore.
        let id = if *count == 1 { format!("ref_{name}") } else { format!("ref_{name}_{count}") };
        let sort = collate::key(&plain);
        references.insert(key, Reference { id, author, year, html, sort, place });
    }
    Diagnosed { value: Bibliography { references, is_faulty }, diagnostics }
}

/// Reads one file; `None` if it is faulty, which is said.
fn entries(path: &SourcePath, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Library> {
    // A library that stumbles over its input takes nobody with it.
    let read = catch_unwind(AssertUnwindSafe(|| {
        if path.extension() == "bib" {
            io::from_biblatex_str(text)
                .map_err(|faults| faults.iter().map(|it| fault::bib(path, text, it)).collect())
        } else {
            io::from_yaml_str(text).map_err(|it| vec![fault::yaml(path, it.location().map(|at| at.line()))])
        }
    }));
    let read: Result<Library, Vec<Diagnostic>> = read.unwrap_or_else(|_| Err(vec![fault::yaml(path, None)]));
    read.map_err(|faults| diagnostics.extend(faults)).ok()
}

/// Finds where each entry begins, by its key.
fn places_in(path: &SourcePath, text: &str) -> BTreeMap<String, Place> {
    let is_bib = path.extension() == "bib";
    let letters = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let mut places = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        let named = if is_bib { named_in_bib(line) } else { named_in_yaml(line) };
        let Some((key, at)) = named.and_then(|key| Some((key, line.find(key)?))) else { continue };
        let place = Place::at(path.shared().clone(), number, letters(&line[..at]) + 1, letters(key));
        places.entry(key.to_owned()).or_insert(place);
    }
    places
}

/// Reads the key on a line such as `@book{ek2020,`.
fn named_in_bib(line: &str) -> Option<&str> {
    let (_, rest) = line.trim_start().strip_prefix('@')?.split_once('{')?;
    rest.split(',').next().map(str::trim).filter(|key| !key.is_empty())
}

/// Reads the key on a line such as `ek2020:`.
fn named_in_yaml(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t', '#']))?;
    Some(key.trim_matches(['"', '\''])).filter(|key| !key.is_empty())
}

#[cfg(test)]
mod tests;
