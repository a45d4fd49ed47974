//! `fou record`: writes down what has been published, so that nothing is replaced in silence.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::args::Record as Arguments;
use super::{Verdict, report};
use crate::diagnostic::{self, Place};
use crate::error::Error;
use crate::lang::{dates, numbers};
use crate::model::announced::{self, Announcement};
use crate::model::collection::Entry;
use crate::model::event::Attendance;
use crate::model::publishing::Scope;
use crate::model::register::{Register, Row};
use crate::pipeline::{self, Options, Recall};
use crate::source::discover::discover;
use crate::source::{REGISTER, digest};
use crate::view::plan::permanence::Published;

const HEAD: &str = "\
# Skrivs av `fou record`. Ändra inte för hand, och spara filen tillsammans med innehållet.
# files: pdf:er som de publicerades, med adress, kontrollsumma (SHA-256), antal byte och dag.
# events: evenemang som de har stått i kalendrarna, med antal ändringar, dag, tid och plats.
# En senare rad om samma fil är en ny upplaga, en senare rad om samma evenemang en ändring.
";

/// A row as it is written.
#[derive(Serialize)]
struct Written<'a> {
    path: &'a str,
    sha256: String,
    size: u64,
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    xxh3: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<&'a str>,
}

/// An event as it is written.
#[derive(Serialize)]
struct WrittenEvent<'a> {
    event: &'a str,
    sequence: u32,
    date: String,
    start: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attendance: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    cancelled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    programme: Option<&'a str>,
}

#[derive(Serialize)]
struct File<'a> {
    files: Vec<Written<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Vec<WrittenEvent<'a>>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Verdict, Error> {
    let site = &arguments.site;
    let sources = discover(&site.folder)?;
    let register = Register::read(&sources).value.unwrap_or_default();
    let digests = sources.digests.clone();
    let scope = Scope::at(site.options(None).scope.now(), false);
    let build = pipeline::build(sources, &Options { scope, base_url: None }, &mut Recall::default());
    let Some(made) = build.made.as_ref().filter(|_| !pipeline::stops(&build.diagnostics, site.deny_warnings))
    else {
        report::print(&build.diagnostics, site);
        let tally = diagnostic::tally(&build.diagnostics).unwrap_or_default();
        report::tell(&format!("Inget bokfördes: {tally}."));
        return Ok(Verdict::Errors);
    };
    let latest = register.latest();
    let is_new = |file: &Published| !latest.get(&file.url).is_some_and(|row| file.is(row, &digests));
    let new: Vec<Published> = made.plan.published().into_iter().filter(is_new).collect();
    let mut events = register.events.clone().unwrap_or_default();
    let before = events.len();
    for (Entry { head, data }, sequence) in made.plan.unrecorded() {
        let (event, told) = (head.name.slug.to_string(), Announcement::of(data));
        events.push(announced::Row {
            event,
            sequence,
            date: scope.today(),
            told,
            place: Place::file(REGISTER),
        });
    }
    let new_events = &events[before..];
    if new.is_empty() && new_events.is_empty() {
        report::tell("Allt är redan bokfört.");
        return Ok(Verdict::Whole);
    }
    let mut files: Vec<_> = register.rows.iter().map(old).collect();
    for Published { url, blob, edition, place: _ } in &new {
        files.push(Written {
            path: url.as_str(),
            sha256: blob.sha256()?,
            size: blob.size,
            date: scope.today().to_string(),
            xxh3: Some(digest::quick(blob)),
            edition: edition.as_deref(),
        });
    }
    let written = File { files, events: events.iter().map(event).collect() };
    let yaml = serde_yaml::to_string(&written).expect("plain words and numbers can always be written");
    replace(&site.folder.join(REGISTER), &format!("{HEAD}{yaml}"))?;
    for file in &new {
        report::tell(&format!("Bokförd: {}, {}", file.url, numbers::bytes(file.blob.size)));
    }
    for announced::Row { event, sequence, told, .. } in new_events {
        let when = dates::when(&told.start, told.end.as_ref());
        report::tell(&match sequence {
            0 => format!("Bokfört: {event}, {when}"),
            change => format!("Bokförd ändring {change}: {event}, {when}"),
        });
    }
    report::tell(&format!("Spara `{REGISTER}` tillsammans med innehållet."));
    Ok(Verdict::Whole)
}

fn old(row: &Row) -> Written<'_> {
    let Row { path, sha256, size, date, xxh3, edition, place: _ } = row;
    Written {
        path: path.as_str(),
        sha256: sha256.clone(),
        size: *size,
        date: date.to_string(),
        xxh3: xxh3.map(|sum| format!("{sum:032x}")),
        edition: edition.as_deref(),
    }
}

fn event(row: &announced::Row) -> WrittenEvent<'_> {
    let announced::Row { event, sequence, date, told, place: _ } = row;
    let Announcement { start, end, attendance, place, is_cancelled, programme } = told;
    WrittenEvent {
        event,
        sequence: *sequence,
        date: date.to_string(),
        start: start.machine(),
        end: end.map(|end| end.machine()),
        attendance: attendance.map(Attendance::word),
        place: place.as_deref(),
        cancelled: *is_cancelled,
        programme: programme.as_deref(),
    }
}

/// Writes a file beside the old one and puts it in its place, so that there is always a whole one.
fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let new = path.with_extension("yaml.tmp");
    fs::write(&new, text).map_err(|source| Error::io("skriva", &new, source))?;
    fs::rename(&new, path).map_err(|source| Error::io("skriva", path, source))
}
