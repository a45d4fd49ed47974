//! What tests of whole sites share: a day, a build without disk, and the whole of its output.

#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "each test uses a part of this room, and some read the disk"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use fou::diagnostic::Diagnostic;
use fou::error::Error;
use fou::model::publishing::Scope;
use fou::output::{Artifact, Content};
use fou::pipeline::{self, Build, Memory, Options, Recall, Sink};
use fou::source::blob::Blob;
use fou::source::{Sources, raster};
use fou::url::Url;
use fou::view::View;
use jiff::civil;

/// The day as of which every test site is made: a Monday in spring.
pub(crate) const TODAY: civil::Date = civil::date(2026, 5, 4);

/// Returns what a build without drafts is told.
pub(crate) fn options() -> Options {
    Options { scope: Scope::on(TODAY, false), base_url: None }
}

/// Names a file or folder below `tests/`.
pub(crate) fn tests(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// Reads a text below `tests/`.
pub(crate) fn text(path: &str) -> String {
    std::fs::read_to_string(tests(path)).unwrap_or_else(|error| panic!("tests/{path}: {error}"))
}

/// Adds the files of `more` to a site; one of the same name takes the other's place.
pub(crate) fn extend(sources: &mut Sources, more: Sources) {
    sources.texts.extend(more.texts);
    sources.blobs.extend(more.blobs);
    sources.digests.extend(more.digests);
    sources.diagnostics.extend(more.diagnostics);
}

/// Returns a site of few files that has nothing wrong with it, with a theme of its own.
pub(crate) fn base() -> Sources {
    Sources::from_listing(&text("support/base.listing"))
}

/// Returns the site of a listing in front of [`base`].
pub(crate) fn site(listing: &str) -> Sources {
    let mut sources = base();
    extend(&mut sources, Sources::from_listing(listing));
    sources
}

/// Reads every PDF of a site, here and now: what tests make is no danger. What only stands for one is left unread.
pub(crate) fn read_pdfs(sources: &mut Sources) {
    let pdfs = sources.blobs.values().filter(|blob| blob.head.starts_with(b"%PDF-"));
    let read = |blob: &Blob| Arc::new(fou::pdf::reading(blob.bytes().unwrap().to_vec()));
    sources.pdfs = pdfs.map(|blob| (blob.hash, read(blob))).collect();
}

/// Makes what is published of every picture of a site, likewise.
pub(crate) fn read_pictures(sources: &mut Sources) {
    const BEGINNINGS: [&[u8]; 5] = [b"\xFF\xD8", b"\x89PNG", b"GIF8", b"RIFF", b"BM"];
    let is_one = |head: &[u8]| BEGINNINGS.iter().any(|it| head.starts_with(it));
    let ours = sources.blobs.iter().filter(|(path, blob)| raster::is_raster(path) && is_one(&blob.head));
    let read = |blob: &Blob| Arc::new(fou::raster::reading(&blob.bytes().unwrap()));
    sources.rasters = ours.map(|(_, blob)| (blob.hash, read(blob))).collect();
}

/// A built site: what it is, what was said, and every file of it.
pub(crate) struct Made {
    pub(crate) build: Build,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) files: BTreeMap<String, Arc<[u8]>>,
}

impl Made {
    /// Returns a page or file as text.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> &str {
        let Some(bytes) = self.files.get(path) else { panic!("{path} is not in the output") };
        std::str::from_utf8(bytes).unwrap()
    }
}

/// Makes a site as `fou check` does, and keeps its output.
pub(crate) fn make(sources: &Sources, options: &Options) -> Made {
    make_with(sources, options, &mut Recall::default())
}

/// Makes a site with what is remembered of earlier ones, and keeps its output.
pub(crate) fn make_with(sources: &Sources, options: &Options, recall: &mut Recall) -> Made {
    let build = pipeline::build(sources.clone(), options, recall);
    let mut diagnostics = build.diagnostics.clone();
    let output = Output::default();
    if !pipeline::stops(&diagnostics, false) {
        let rendered = pipeline::render(&build, &Memory::default(), 0, &output).unwrap();
        diagnostics.extend(rendered.diagnostics);
        diagnostics.sort();
    }
    Made { build, diagnostics, files: output.0.into_inner().unwrap() }
}

/// Writes events as a listing: a slug, and its fields.
pub(crate) fn events(all: &[(&str, &str)]) -> String {
    all.iter().fold(String::new(), |mut listing, (slug, fields)| {
        let _ = writeln!(
            listing,
            "-- content/kalender/{slug}.md --\n---\ntitle: Om {slug}\n{fields}\n---\n\nText."
        );
        listing
    })
}

/// Plans the sound site with more events, of which there is nothing to say.
#[track_caller]
pub(crate) fn plan(all: &[(&str, &str)]) -> Build {
    plan_on(TODAY, all)
}

/// Does the same as of another day.
#[track_caller]
pub(crate) fn plan_on(today: civil::Date, all: &[(&str, &str)]) -> Build {
    let options = Options { scope: Scope::on(today, false), base_url: None };
    let build = pipeline::build(site(&events(all)), &options, &mut Recall::default());
    assert_eq!(build.diagnostics, []);
    build
}

/// Makes the sound site with more events, and keeps its output.
#[track_caller]
pub(crate) fn made_of(all: &[(&str, &str)]) -> Made {
    let made = make(&site(&events(all)), &options());
    assert_eq!(made.diagnostics, []);
    made
}

/// Keeps every output in memory.
#[derive(Default)]
struct Output(Mutex<BTreeMap<String, Arc<[u8]>>>);

impl Sink for Output {
    fn begin(&self, _: &Url, _: &View) {}

    fn done(&self, _: &Url, _: &View) {}

    fn keep(&self, _: &str) -> Result<bool, Error> {
        Ok(false)
    }

    fn take(&self, path: &str, artifact: &Artifact) -> Result<(), Error> {
        let bytes = match &artifact.content {
            Content::Bytes(bytes) => bytes.clone(),
            Content::Blob(blob) => blob.bytes()?,
        };
        let first = self.0.lock().unwrap().insert(path.to_owned(), bytes);
        assert!(first.is_none(), "{path} is written twice");
        Ok(())
    }
}
