//! `fou record`: writes down what has been published, so that nothing is replaced in silence.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::args::Record as Arguments;
use super::{Verdict, report};
use crate::diagnostic;
use crate::error::Error;
use crate::lang::numbers;
use crate::model::publishing::Scope;
use crate::model::register::{Register, Row};
use crate::pipeline::{self, Options, Recall};
use crate::source::discover::discover;
use crate::source::{REGISTER, digest};
use crate::view::plan::permanence::Published;

const HEAD: &str = "\
# Skrivs av `fou record`. Ändra inte för hand, och spara filen tillsammans med innehållet.
# Varje rad är en pdf som den publicerades: adress, kontrollsumma (SHA-256), antal byte och dag.
# En senare rad med samma adress är en ny upplaga.
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

#[derive(Serialize)]
struct File<'a> {
    files: Vec<Written<'a>>,
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
    if new.is_empty() {
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
    let yaml = serde_yaml::to_string(&File { files }).expect("plain words and numbers can always be written");
    replace(&site.folder.join(REGISTER), &format!("{HEAD}{yaml}"))?;
    for file in &new {
        report::tell(&format!("Bokförd: {}, {}", file.url, numbers::bytes(file.blob.size)));
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

/// Writes a file beside the old one and puts it in its place, so that there is always a whole one.
fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let new = path.with_extension("yaml.tmp");
    fs::write(&new, text).map_err(|source| Error::io("skriva", &new, source))?;
    fs::rename(&new, path).map_err(|source| Error::io("skriva", path, source))
}
