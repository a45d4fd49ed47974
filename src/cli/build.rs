//! `fou build`: the whole site into a folder, or nothing.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::args::{Build as Arguments, Format};
use super::timings::{Clock, Timings};
use super::watch::Watch;
use super::{Verdict, program, program_file, report};
use crate::diagnostic::{self, Diagnostic};
use crate::error::Error;
use crate::lang::numbers;
use crate::output::{Artifact, Content};
use crate::pipeline::{self, Build, Memory, Options, Recall, Rendered, Sink};
use crate::publish::staging::{Staging, Summary};
use crate::publish::target::Target;
use crate::reader;
use crate::reader::store::Store;
use crate::reader::trade::{Pdf, Renditions};
use crate::source::discover::discover;
use crate::source::{CONTENT, STATIC, Sources, THEMES};
use crate::url::Url;
use crate::view::View;
use crate::view::next::NextChange;

/// The folder that the site is built into, if no other is named.
pub(super) const OUTPUT: &str = "public";

/// How long a build takes before it is worth a bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Verdict, Error> {
    let mut timings = Timings::begin(arguments.timings);
    let site = &arguments.site.folder;
    let options = arguments.site.options(arguments.base_url.clone());
    let mut sources = timings.stage("läsa", || discover(site))?;
    let output = arguments.output.clone().unwrap_or_else(|| site.join(OUTPUT));
    let folders = [CONTENT, STATIC, THEMES].map(|folder| site.join(folder));
    let target = Target {
        output: output.clone(),
        sources: folders.into_iter().filter(|folder| folder.exists()).collect(),
        durable: arguments.durable,
    };
    let staging = timings.stage("förbereda", || Staging::open(&target))?;
    let program = program();
    let inputs = inputs(&sources, &options, program);
    let before = Remembered::of(&staging);
    if let Some((standing, _)) = &before
        && standing.inputs == inputs
        && standing.holds_at(options.scope.now())
        && timings.stage("jämföra", || staging.is_intact())
    {
        return Ok(leave(arguments, standing, &output, &timings));
    }
    let before = before.map(|(_, pages)| Memory::from_bytes(pages)).unwrap_or_default();
    let (pdfs, pictures) = stores(&target.hidden()?, program);
    let file = program_file()?;
    timings.stage("läsa pdf:er", || reader::fill_and_keep(&file, &mut sources, &pdfs))?;
    timings.stage("göra bilder", || reader::fill_and_keep(&file, &mut sources, &pictures))?;
    let read = [sources.pdfs.keys().copied().collect(), sources.rasters.keys().copied().collect()];
    let build = timings.stage("förstå", || pipeline::build(sources, &options, &mut Recall::default()));
    if pipeline::stops(&build.diagnostics, arguments.site.deny_warnings) {
        return Ok(refuse(arguments, &build.diagnostics));
    }
    let bar = Bar::new(build.outputs(), arguments);
    let clock = Clock::new(arguments.timings);
    let sink = Folder { staging: &staging, bar: &bar, clock: &clock, watch: Watch::begin()? };
    let rendered = timings.stage("göra sidor", || pipeline::render(&build, &before, program, &sink))?;
    bar.clear();
    let Rendered { pages, diagnostics: said, memory } = rendered;
    let mut diagnostics = build.diagnostics.clone();
    diagnostics.extend(said);
    diagnostics.sort();
    if pipeline::stops(&diagnostics, arguments.site.deny_warnings) {
        return Ok(refuse(arguments, &diagnostics));
    }
    let done = Remembered::new(inputs, pages, diagnostics, &options, build.next_change());
    let bytes = done.with_pages(&memory);
    let summary = timings.stage("publicera", || staging.commit(&bytes))?;
    pdfs.sweep(&read[0]);
    pictures.sweep(&read[1]);
    report::print(&done.diagnostics, &arguments.site);
    say(arguments, &summary_text(&summary, &done, &output, &timings));
    timings.print();
    clock.print();
    finish(build);
    Ok(Verdict::Whole)
}

/// Opens what is kept of the files that have been read.
pub(super) fn stores(hidden: &Path, program: u128) -> (Store<Pdf>, Store<Renditions>) {
    (Store::within(hidden, program), Store::within(hidden, program))
}

/// Leaves the memory of a finished build to the operating system, which takes it back faster than we can.
fn finish(build: Build) {
    std::mem::forget(build);
}

/// Puts outputs into the staging folder.
struct Folder<'a> {
    staging: &'a Staging,
    bar: &'a Bar,
    clock: &'a Clock,
    watch: Watch,
}

impl Sink for Folder<'_> {
    fn begin(&self, url: &Url, view: &View) {
        self.watch.start(url, view);
        self.clock.start();
    }

    fn done(&self, url: &Url, view: &View) {
        self.clock.stop(url, view);
        self.watch.stop();
        self.bar.step();
    }

    fn keep(&self, path: &str) -> Result<bool, Error> {
        self.staging.keep(path)
    }

    fn take(&self, path: &str, artifact: &Artifact) -> Result<(), Error> {
        match &artifact.content {
            Content::Bytes(bytes) => self.staging.write(path, bytes)?,
            Content::Blob(blob) => match blob.file() {
                Some(file) => self.staging.copy(path, file)?,
                None => self.staging.write(path, &blob.bytes()?)?,
            },
        };
        Ok(())
    }
}

/// Digests everything that a build depends on, but for the time of day.
fn inputs(sources: &Sources, options: &Options, program: u128) -> u128 {
    let mut all = Xxh3::new();
    all.update(&sources.digest().to_le_bytes());
    all.update(&program.to_le_bytes());
    let Options { scope, base_url } = options;
    // What was said of texts may be another every day; when pages will be, the last build has told.
    all.update(format!("{} {} {base_url:?}", scope.today(), scope.drafts).as_bytes());
    all.digest128()
}

/// What the last build has left beside its pages: enough to say it all again if nothing has changed.
#[derive(Serialize, Deserialize)]
struct Remembered {
    /// The digest of everything it was made of.
    inputs: u128,
    pages: usize,
    diagnostics: Vec<Diagnostic>,
    /// The instants from which and until which no page is another, in seconds of Unix time.
    since: i64,
    until: Option<i64>,
    /// What comes then.
    next: Option<String>,
}

impl Remembered {
    fn new(
        inputs: u128,
        pages: usize,
        diagnostics: Vec<Diagnostic>,
        options: &Options,
        next: Option<&NextChange>,
    ) -> Self {
        let since = options.scope.now().as_second();
        let until = next.map(|next| next.at.as_second());
        Self { inputs, pages, diagnostics, since, until, next: next.map(NextChange::sentence) }
    }

    /// Tells whether every page would be the same if it were made at an instant.
    fn holds_at(&self, now: Timestamp) -> bool {
        self.since <= now.as_second() && self.until.is_none_or(|until| now.as_second() < until)
    }

    /// Says what comes next and what there was to say, each on a line of its own.
    fn tail(&self) -> String {
        let tally = diagnostic::tally(&self.diagnostics);
        self.next.iter().chain(&tally).fold(String::new(), |tail, line| tail + "\n" + line)
    }

    /// Reads it, with the bytes of the memory of pages that follow; nothing if it is not there or not whole.
    fn of(staging: &Staging) -> Option<(Self, &[u8])> {
        postcard::take_from_bytes(staging.memory()?).ok()
    }

    /// Writes it with the memory of pages behind it.
    fn with_pages(&self, pages: &Memory) -> Vec<u8> {
        let mut bytes = postcard::to_stdvec(self).expect("plain words and numbers can always be written");
        bytes.extend(pages.to_bytes());
        bytes
    }
}

/// Says that the site is what it would become, and what there was to say of it.
fn leave(arguments: &Arguments, standing: &Remembered, output: &Path, timings: &Timings) -> Verdict {
    let said = &standing.diagnostics;
    if pipeline::stops(said, arguments.site.deny_warnings) {
        return refuse(arguments, said);
    }
    report::print(said, &arguments.site);
    let pages = pages_text(standing.pages);
    let tail = standing.tail();
    say(arguments, &format!("Inget har ändrats: {pages} i {} {}{tail}", shown(output), timings.total()));
    timings.print();
    Verdict::Whole
}

/// Says what is wrong; the old site stands as it stood.
fn refuse(arguments: &Arguments, diagnostics: &[Diagnostic]) -> Verdict {
    report::print(diagnostics, &arguments.site);
    let tally = diagnostic::tally(diagnostics).unwrap_or_default();
    say(arguments, &format!("Inget publicerades: {tally}. Den förra webbplatsen ligger kvar som den var."));
    Verdict::Errors
}

fn say(arguments: &Arguments, text: &str) {
    if !arguments.site.quiet && arguments.site.format == Format::Text {
        report::tell(text);
    }
}

fn pages_text(count: usize) -> String {
    format!("{} {}", numbers::integer(count as u64), if count == 1 { "sida" } else { "sidor" })
}

fn shown(path: &Path) -> String {
    let plain: PathBuf =
        path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
    plain.display().to_string()
}

fn summary_text(summary: &Summary, done: &Remembered, output: &Path, timings: &Timings) -> String {
    let Summary { files, new, changed, unchanged, removed, bytes, leftover } = summary;
    let number = |it: &usize| numbers::integer(*it as u64);
    let mut text = format!(
        "{} och {} filer i {} ({}): {} nya, {} ändrade, {} oförändrade, {} borttagna {}",
        pages_text(done.pages),
        number(&files.saturating_sub(done.pages)),
        shown(output),
        numbers::bytes(*bytes),
        number(new),
        number(changed),
        number(unchanged),
        number(removed),
        timings.total(),
    ) + &done.tail();
    if let Some(error) = leftover {
        let _ = write!(text, "\nDen nya webbplatsen är på plats, men den gamla kunde inte tas bort: {error}");
    }
    text
}

/// A bar on the terminal, while there is long to wait.
struct Bar {
    total: usize,
    done: AtomicUsize,
    began: Instant,
    is_shown: bool,
}

impl Bar {
    fn new(total: usize, arguments: &Arguments) -> Self {
        let is_shown = !arguments.site.quiet
            && arguments.site.format == Format::Text
            && std::io::stderr().is_terminal()
            && std::env::var_os("CI").is_none();
        Self { total, done: AtomicUsize::new(0), began: Instant::now(), is_shown }
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.is_shown && done.is_multiple_of(64) && self.began.elapsed() > PATIENCE {
            let share = done * 100 / self.total.max(1);
            let filled = share / 4;
            let mut out = std::io::stderr().lock();
            let _ = write!(out, "\r[{}{}] {share} %", "#".repeat(filled), ".".repeat(25 - filled));
            let _ = out.flush();
        }
    }

    fn clear(&self) {
        if self.is_shown {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}
