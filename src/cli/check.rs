//! `fou check`: everything that `build` does, but writing.

use std::path::{Path, PathBuf};

use super::args::{Check as Arguments, Format};
use super::build::{OUTPUT, stores};
use super::watch::Watch;
use super::{Verdict, program, program_file, report};
use crate::diagnostic;
use crate::error::Error;
use crate::output::Artifact;
use crate::pipeline::{self, Memory, Recall, Sink};
use crate::publish::target::Target;
use crate::reader;
use crate::reader::trade::{Look, Pdf};
use crate::source::discover::discover;
use crate::url::Url;
use crate::view::View;

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Verdict, Error> {
    let site = &arguments.site;
    let mut sources = discover(&site.folder)?;
    if let Some(hidden) = hidden(&site.folder) {
        let (pdfs, pictures) = stores(&hidden, program());
        reader::recall(&mut sources, &pdfs);
        reader::recall(&mut sources, &pictures);
    }
    let file = program_file()?;
    reader::fill::<Pdf>(&file, &mut sources)?;
    reader::fill::<Look>(&file, &mut sources)?;
    let build = pipeline::build(sources, &site.options(None), &mut Recall::default());
    let mut diagnostics = build.diagnostics.clone();
    if !pipeline::stops(&diagnostics, false) {
        let rendered = pipeline::render(&build, &Memory::default(), 0, &Nowhere(Watch::begin()?))?;
        diagnostics.extend(rendered.diagnostics);
        diagnostics.sort();
    }
    report::print(&diagnostics, site);
    if !site.quiet && site.format == Format::Text {
        match diagnostic::tally(&diagnostics) {
            Some(tally) => report::tell(&tally),
            None => report::tell("Allt är i ordning."),
        }
    }
    let stops = pipeline::stops(&diagnostics, site.deny_warnings);
    Ok(if stops { Verdict::Errors } else { Verdict::Whole })
}

/// Finds what a build has left, where one has been: what checks only makes no folder.
fn hidden(site: &Path) -> Option<PathBuf> {
    let target = Target { output: site.join(OUTPUT), sources: Vec::new(), durable: false };
    target.hidden().ok().filter(|hidden| hidden.is_dir())
}

/// Takes outputs and drops them.
struct Nowhere(Watch);

impl Sink for Nowhere {
    fn begin(&self, url: &Url, view: &View) {
        self.0.start(url, view);
    }

    fn done(&self, _: &Url, _: &View) {
        self.0.stop();
    }

    fn keep(&self, _: &str) -> Result<bool, Error> {
        Ok(false)
    }

    fn take(&self, _: &str, _: &Artifact) -> Result<(), Error> {
        Ok(())
    }
}
