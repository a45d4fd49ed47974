//! The way through: sources in, a finished site as a value out.
//!
//! 1. [`build`] reads settings and theme, parses every text on all cores, assembles and plans. Nothing is shown yet:
//!    each address knows what it is about.
//! 2. [`render`] makes the view of every output and renders it, on all cores, straight into a [`Sink`], and audits it
//!    on the way; of each page it keeps only what the audit needs.
//!
//! What was rendered before is not rendered again: a page's key is everything it is made of, so a remembered page is
//! right by construction. Knows neither who asked nor where it goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

use crate::audit;
use crate::content::{self, Bodies, Document};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::error::Error;
use crate::model::config::Config;
use crate::model::links::{self, Uses};
use crate::model::names::Name;
use crate::model::publishing::Scope;
use crate::model::{self, Site, Standing};
use crate::output::redirects::faults;
use crate::output::{self, Artifact};
use crate::source::path::SourcePath;
use crate::source::{CONTENT, STATIC, Sources, Text};
use crate::theme::Theme;
use crate::url::Url;
use crate::view::plan::{self, Plan};
use crate::view::subject::Subject;
use crate::view::{Main, View};

/// What a build is told besides its sources.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day as of which the site is made, and whether drafts are shown.
    pub scope: Scope,
    /// Where the site will stand, if not where its settings say.
    pub base_url: Option<String>,
}

/// A finished site as a value: each address knows how to become bytes.
pub struct Build {
    /// The outputs, and the theme that renders them; nothing if the site could not be planned.
    pub made: Option<Made>,
    /// Where the site will stand.
    pub base_url: String,
    /// What there is to say, in order, each thing once.
    pub diagnostics: Vec<Diagnostic>,
}

/// The outputs, by address, and the theme that renders them.
pub struct Made {
    /// What each output is about.
    pub plan: Plan,
    /// The texts that the outputs show.
    pub bodies: Arc<Bodies>,
    /// How pages look.
    pub theme: Theme,
}

impl Build {
    /// Counts the outputs.
    pub fn outputs(&self) -> usize {
        self.made.as_ref().map_or(0, |made| made.plan.planned.len())
    }

    /// Makes what stands at an address; `None` if nothing does.
    pub fn view(&self, url: &str) -> Option<View> {
        let Made { plan, bodies, .. } = self.made.as_ref()?;
        plan.planned.get(url).map(|planned| plan.view(bodies, planned))
    }
}

/// Where rendered outputs go.
pub trait Sink: Sync {
    /// Is told that an output is about to be rendered, on the thread that does it.
    fn begin(&self, url: &Url, view: &View);

    /// Is told that an output has been made or taken over, on the same thread.
    fn done(&self, url: &Url, view: &View);

    /// Takes over the output of this path as it stood before; `false` if it cannot be had.
    ///
    /// # Errors
    /// If the machine fails.
    fn keep(&self, path: &str) -> Result<bool, Error>;

    /// Takes a finished output.
    ///
    /// # Errors
    /// If the machine fails.
    fn take(&self, path: &str, artifact: &Artifact) -> Result<(), Error>;
}

/// What is remembered of a build for the next.
///
/// What was said of a page's links holds as long as no address has gone since.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Memory {
    /// XXH3 of every address, in order of size.
    addresses: Vec<u64>,
    pages: BTreeMap<String, Remembered>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Remembered {
    key: u128,
    facts: audit::Facts,
}

impl Memory {
    /// Reads what an earlier build has written; what cannot be read is forgotten.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        postcard::from_bytes(bytes).unwrap_or_default()
    }

    /// Forgets everything if an address has gone.
    fn for_addresses(&self, addresses: &[u64]) -> Option<&Self> {
        self.addresses.iter().all(|it| addresses.binary_search(it).is_ok()).then_some(self)
    }

    /// Writes it for the next build.
    ///
    /// # Panics
    /// Never: maps, words and numbers can always be written.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("plain maps and numbers can always be written")
    }
}

/// Builds the site: everything but the rendering.
///
/// The sources are used up: each text is let go of when it has been parsed, so that texts and what they say never lie
/// in memory together.
pub fn build(mut sources: Sources, options: &Options) -> Build {
    let mut diagnostics = std::mem::take(&mut sources.diagnostics);
    let config = Config::read(&sources).unload(&mut diagnostics);
    let parsed = parse(&mut sources);
    let mut documents = Vec::with_capacity(parsed.len());
    for document in parsed {
        documents.push(document.unload(&mut diagnostics));
    }
    // A text that cannot be read still has a name, so that what names it is no mistake.
    let unreadable = sources.unreadable.iter().filter(|path| path.extension() == "md");
    documents.extend(unreadable.map(|path| Arc::new(Document::unread(path))));
    let Some(mut config) = config else {
        return Build { made: None, base_url: String::new(), diagnostics: in_order(diagnostics) };
    };
    if let Some(base_url) = &options.base_url {
        config.base_url.clone_from(base_url);
    }
    let base_url = config.base_url.clone();
    let theme = Theme::load(&sources, &config.theme).unload(&mut diagnostics);
    let blobs = in_folder(&sources, CONTENT);
    let site = model::assemble(config, options.scope, &documents, blobs).unload(&mut diagnostics);
    let site = Arc::new(site);
    let bodies: Bodies = documents.into_iter().map(|it| (it.path.clone(), it.body.clone())).collect();
    let uses = uses(&site, &bodies);
    diagnostics.extend(links::check(&site, &bodies, uses.values()));
    let made = theme.and_then(|theme| outputs(&sources, &site, bodies, &uses, theme, &mut diagnostics));
    Build { made, base_url, diagnostics: in_order(diagnostics) }
}

/// Reads every text of `content/`, on all cores, in the order of their paths.
fn parse(sources: &mut Sources) -> Vec<Diagnosed<Arc<Document>>> {
    let is_document = |path: &SourcePath| path.extension() == "md";
    let texts: Vec<_> = sources.texts.extract_if(.., |path, _| is_document(path)).collect();
    let read = |(path, text): (SourcePath, Text)| {
        let Diagnosed { value, diagnostics } = content::parse(&path, &text.text);
        Diagnosed { value: Arc::new(value), diagnostics }
    };
    texts.into_par_iter().map(read).collect()
}

/// Finds what every text that has a name points at, on all cores.
fn uses(site: &Site, bodies: &Bodies) -> BTreeMap<SourcePath, Uses> {
    let named: Vec<_> = site.names.all().collect();
    let read = |(name, path): (&Name, &SourcePath)| {
        let body = bodies.get(path)?;
        Some((path.clone(), links::uses(site, name, path, body)))
    };
    named.into_par_iter().filter_map(read).collect()
}

fn in_folder(sources: &Sources, folder: &str) -> BTreeMap<SourcePath, crate::source::blob::Blob> {
    let inside =
        |path: &SourcePath| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    sources
        .blobs
        .iter()
        .filter(|(path, _)| inside(path))
        .map(|(path, blob)| (path.clone(), blob.clone()))
        .collect()
}

/// Plans the outputs and checks what only the whole table of addresses can tell.
fn outputs(
    sources: &Sources,
    site: &Arc<Site>,
    bodies: Bodies,
    uses: &BTreeMap<SourcePath, Uses>,
    mut theme: Theme,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Made> {
    // Of a text that is not shown nothing is planned, nor are its links followed.
    let is_shown = |path: &SourcePath| matches!(site.files.texts.get(path), Some(Standing::Shown(_)));
    let of_shown = || uses.iter().filter(|(path, _)| is_shown(path));
    let links: Vec<_> = of_shown().flat_map(|(_, it)| it.addresses.iter()).collect();
    let shown = of_shown().map(|(path, it)| (path, it.files.as_slice())).collect();
    let mut plan = plan::plan(site.clone(), &shown, &in_folder(sources, STATIC), &theme);
    diagnostics.append(&mut plan.diagnostics);
    diagnostics.extend(plan.check(links.into_iter()));
    diagnostics.extend(theme.lacks(&Main::TEMPLATES));
    let rules = &plan.redirects.rules;
    let standing = plan.planned.values().filter(|it| !matches!(it.subject, Subject::Moved(_)));
    for fault in faults::faults(rules, standing.map(|it| &it.url)) {
        diagnostics.push(faults::remark(rules, &fault, |at| plan.redirect_places[at].clone()));
    }
    if let Err(remark) = theme.with_site(&plan.site) {
        diagnostics.push(*remark);
        return None;
    }
    let shared = postcard::to_stdvec(&plan.site).expect("plain words can always be written");
    theme.digest ^= xxh3_128(&shared);
    Some(Made { plan, bodies: Arc::new(bodies), theme })
}

/// Sorts remarks by place and tells each once.
///
/// A file may be unused only because the text beside it has a mistake: that it is unused is said when the text is
/// right.
fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let folder = |it: &Diagnostic| SourcePath::new(&it.place.path).folder().to_owned();
    let texts =
        diagnostics.iter().filter(|it| it.severity == Severity::Error && it.place.path.ends_with(".md"));
    let faulty: std::collections::BTreeSet<_> = texts.map(folder).collect();
    diagnostics.retain(|it| it.code != "F605" || !faulty.contains(&folder(it)));
    diagnostics.sort();
    diagnostics.dedup();
    diagnostics
}

/// What rendering has come to.
pub struct Rendered {
    /// How many of the outputs are pages.
    pub pages: usize,
    /// What templates and finished pages gave cause to say, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// What to remember for the next build.
    pub memory: Memory,
}

/// Renders every output into `sink`, on all cores.
///
/// `program` tells versions of this program apart: what another one has rendered is not believed.
///
/// # Errors
/// The first failure of the machine.
pub fn render(build: &Build, before: &Memory, program: u128, sink: &impl Sink) -> Result<Rendered, Error> {
    let Some(Made { plan, bodies, theme }) = &build.made else {
        return Ok(Rendered { pages: 0, diagnostics: Vec::new(), memory: Memory::default() });
    };
    let mut addresses: Vec<u64> = plan.planned.keys().map(|url| xxh3_64(url.as_str().as_bytes())).collect();
    addresses.sort_unstable();
    let before = before.for_addresses(&addresses);
    let desk = Desk { plan, theme, base_url: &build.base_url, before, salt: theme.digest ^ program };
    let outcomes: Vec<_> = plan
        .planned
        .par_iter()
        .map(|(url, planned)| {
            let view = plan.view(bodies, planned);
            sink.begin(url, &view);
            let outcome = desk.one(url, &view, sink);
            sink.done(url, &view);
            outcome.map(|outcome| (url, outcome))
        })
        .collect::<Result<_, Error>>()?;
    let mut diagnostics = Vec::new();
    let mut pages: BTreeMap<&Url, Remembered> = BTreeMap::new();
    for (url, outcome) in outcomes {
        match outcome {
            Outcome::Page(page) => {
                pages.insert(url, page);
            }
            Outcome::Other => {}
            Outcome::Failed(remark) => diagnostics.push(*remark),
        }
    }
    diagnostics.extend(audit::judge(pages.iter().map(|(url, page)| (*url, &page.facts))));
    let count = pages.len();
    let sound = pages.into_iter().filter(|(_, page)| page.facts.remarks.is_empty());
    let pages = sound.map(|(url, page)| (url.to_string(), page)).collect();
    Ok(Rendered { pages: count, diagnostics: in_order(diagnostics), memory: Memory { addresses, pages } })
}

/// What came of one output.
enum Outcome {
    Page(Remembered),
    Other,
    Failed(Box<Diagnostic>),
}

/// What every output is rendered with.
struct Desk<'a> {
    plan: &'a Plan,
    theme: &'a Theme,
    base_url: &'a str,
    before: Option<&'a Memory>,
    salt: u128,
}

impl Desk<'_> {
    /// Renders one output, or takes over what stands if it would be the same.
    fn one(&self, url: &Url, view: &View, sink: &impl Sink) -> Result<Outcome, Error> {
        let key = key(view, self.salt);
        let known = self.before.and_then(|before| before.pages.get(url.as_str()));
        if let Some(known) = known.filter(|known| key == Some(known.key))
            && sink.keep(&url.output_path())?
        {
            return Ok(Outcome::Page(known.clone()));
        }
        let artifacts = match output::render(self.theme, self.base_url, url, view) {
            Ok(artifacts) => artifacts,
            Err(remark) => return Ok(Outcome::Failed(remark)),
        };
        let mut outcome = Outcome::Other;
        for artifact in &artifacts {
            sink.take(&artifact.url.output_path(), artifact)?;
            if let (Some(key), Some(html)) = (key, artifact.rendered()) {
                let exists = |address: &str| self.plan.planned.contains_key(address);
                let facts = audit::read(url, html, self.base_url, exists);
                outcome = Outcome::Page(Remembered { key, facts });
            }
        }
        Ok(outcome)
    }
}

/// Digests everything a page is made of; `None` for what is not rendered by a template.
fn key(view: &View, salt: u128) -> Option<u128> {
    let View::Page(page) = view else { return None };
    let bytes = postcard::to_stdvec(page).expect("plain words can always be written");
    let mut all = Xxh3::new();
    all.update(&salt.to_le_bytes());
    all.update(&bytes);
    Some(all.digest128())
}

/// Tells whether anything stops the site.
pub fn stops(diagnostics: &[Diagnostic], deny_warnings: bool) -> bool {
    diagnostics.iter().any(|it| deny_warnings || it.severity == Severity::Error)
}
