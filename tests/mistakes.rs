//! Every remark that the program can make: a broken sample for each code, and the whole text that is said of it.
//!
//! A sample is `tests/mistakes/<CODE>[-variant].txt`: files that stand in front of the small sound site of
//! `tests/support`, and what `fou check` says, after a line `== remarks ==`. A line `utan <path>` at its head takes a
//! file of the sound site away. Samples that only a disk can hold are made in `mistakes/disk.rs`. `UPDATE=1`
//! rewrites what is said; read it before it is kept.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "samples lie on the disk")]

#[path = "mistakes/disk.rs"]
mod disk;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fou::cli::report;
use fou::source::path::SourcePath;
use fou::source::pdf::{Fault, Reading};
use fou::source::{Sources, raster};
use support::Made;

const MARK: &str = "== remarks ==\n";

/// Codes that no sample can bring about, and why.
const UNREACHABLE: [(&str, &str); 2] = [
    ("F819", "views are plain words and numbers, which can always be shown to a template"),
    ("F920", "only the preview says it, of a disk that refuses: tests/serve/saves.rs"),
];

#[test]
fn the_sound_site_is_sound() {
    let sources = support::base();
    let made = support::make(&sources, &support::options());
    assert_eq!(report::text(&made.diagnostics, &sources, false), "");
    assert!(!made.files.is_empty());
}

#[test]
fn every_sample_is_told_once_and_in_full() {
    let mut faults = String::new();
    for (name, path) in samples() {
        let text = fs::read_to_string(&path).unwrap();
        let (listing, expected) =
            text.split_once(MARK).unwrap_or_else(|| panic!("{name} has no line `{}`", MARK.trim_end()));
        let sources = sources(&name, listing);
        let made = support::make(&sources, &support::options());
        faults += &judge(&name, &made);
        let said = report::text(&made.diagnostics, &sources, false);
        if said != expected && std::env::var_os("UPDATE").is_some() {
            fs::write(&path, format!("{listing}{MARK}{said}")).unwrap();
        } else if said != expected {
            let _ = write!(faults, "{name}: expected\n{expected}\nbut it says\n{said}\n");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_code_has_a_sample() {
    let samples: BTreeSet<_> = samples().keys().map(|name| name[..4].to_owned()).collect();
    let unreachable = UNREACHABLE.iter().map(|(code, _)| (*code).to_owned());
    let expected: BTreeSet<_> = samples.into_iter().chain(unreachable).collect();
    let mut codes = BTreeSet::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut codes);
    assert_eq!(codes, expected, "left: codes in src, right: codes with a sample");
}

/// Lists the samples by name.
fn samples() -> BTreeMap<String, PathBuf> {
    let files = fs::read_dir(support::tests("mistakes")).unwrap().map(|file| file.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), path))
        .collect()
}

/// Makes the broken site of a sample.
fn sources(name: &str, listing: &str) -> Sources {
    let mut sources = support::base();
    let mut rest = listing;
    while let Some((path, after)) = rest.strip_prefix("utan ").and_then(|it| it.split_once('\n')) {
        let gone = sources.texts.remove(&SourcePath::new(path));
        assert!(gone.is_some(), "{name} takes away `{path}`, which is not there");
        rest = after;
    }
    support::extend(&mut sources, disk::sources(name, rest).unwrap_or_else(|| Sources::from_listing(rest)));
    support::read_pdfs(&mut sources);
    support::read_pictures(&mut sources);
    if name == "F748" {
        // No listing is slow to read; a process that is ended for it is seen in `tests/pdf.rs`.
        sources.pdfs.values_mut().for_each(|it| *it = Arc::new(Reading::failed(Fault::Slow)));
    }
    if name == "F881" {
        // Nor to look at; that is seen in `tests/pictures.rs`.
        sources
            .rasters
            .values_mut()
            .for_each(|it| *it = Arc::new(raster::Reading::failed(raster::Fault::Slow)));
    }
    sources
}

/// Says what is wrong with the remarks of a sample, whatever their words.
fn judge(name: &str, made: &Made) -> String {
    let codes: Vec<_> = made.diagnostics.iter().map(|it| &*it.code).collect();
    let mut faults = String::new();
    if codes != [&name[..4]] {
        let _ = writeln!(faults, "{name}: is told of as {codes:?}");
    }
    for remark in &made.diagnostics {
        if remark.advice.is_empty() {
            let _ = writeln!(faults, "{name}: {} advises nothing", remark.code);
        }
        let first = remark.message.chars().next().unwrap_or('.');
        if first.is_uppercase() || remark.message.ends_with('.') {
            let _ = writeln!(faults, "{name}: `{}` is no remark: lower case, no full stop", remark.message);
        }
    }
    faults
}

/// Finds every code that a source file outside its tests holds.
fn gather(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_test = path.file_name().is_some_and(|name| name == "tests" || name == "tests.rs");
        if path.is_dir() && !is_test {
            gather(&path, codes);
        } else if path.extension().is_some_and(|it| it == "rs") && !is_test {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            for (at, _) in text.match_indices("\"F") {
                let code = text.get(at + 1..at + 6).unwrap_or_default();
                if code.ends_with('"') && code[1..4].bytes().all(|byte| byte.is_ascii_digit()) {
                    codes.insert(code[..4].to_owned());
                }
            }
        }
    }
}
