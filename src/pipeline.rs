//! The way through: sources in, a finished site as a value out.
//!
//! 1. [`build`] reads settings and theme, parses every text on all cores, assembles and plans. Nothing is shown yet:
//!    each address knows what it is about.
//! 2. [`render`] makes the view of every output and renders it, on all cores, straight into a [`Sink`], and audits it
//!    on the way; of each page it keeps only what the audit needs.
//!
//! What was rendered before is not rendered again: a page's key is everything it is made of, so a remembered page is
//! right by construction. Knows neither who asked nor where it goes.

mod recall;
mod render;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::content::{self, Bodies, Document};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::model::announced::Announced;
use crate::model::config::Config;
use crate::model::links;
use crate::model::newsletter;
use crate::model::publishing::Scope;
use crate::model::register::Register;
use crate::model::{self, Beside, Site, Standing};
use crate::output::redirects::faults;
use crate::source::blob::Blob;
use crate::source::path::SourcePath;
use crate::source::pdf::Reading;
use crate::source::raster;
use crate::source::{CONFIG, CONTENT, REGISTER, STATIC, Sources, Text, is_literature};
use crate::theme::Theme;
use crate::view::next::NextChange;
use crate::view::plan::{self, Plan, Shown};
use crate::view::subject::{Planned, Subject};
use crate::view::{Main, View};

use recall::Found;
pub use recall::Recall;
pub use render::{Memory, Rendered, Sink, render};

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
    pub plan: Arc<Plan>,
    /// The texts that the outputs show.
    pub bodies: Arc<Bodies>,
    /// How pages look.
    pub theme: Arc<Theme>,
}

impl Build {
    /// Counts the outputs.
    pub fn outputs(&self) -> usize {
        self.made.as_ref().map_or(0, |made| made.plan.planned.len())
    }

    /// Returns when some output will be another, if any ever will.
    pub fn next_change(&self) -> Option<&NextChange> {
        self.made.as_ref()?.plan.next_change.as_ref()
    }

    /// Finds what is planned at an address.
    pub fn planned(&self, url: &str) -> Option<&Planned> {
        self.made.as_ref()?.plan.planned.get(url)
    }

    /// Makes what stands at an address; `None` if nothing does.
    pub fn view(&self, url: &str) -> Option<View> {
        let Made { plan, bodies, .. } = self.made.as_ref()?;
        plan.planned.get(url).map(|planned| plan.view(bodies, planned))
    }
}

/// Builds the site: everything but the rendering.
///
/// Sources that are given away are used up: each text is let go of when it has been parsed, so that texts and what they
/// say never lie in memory together. What `recall` knows the answer to is not asked again.
pub fn build<'s>(sources: impl Into<Cow<'s, Sources>>, options: &Options, recall: &mut Recall) -> Build {
    let mut sources = sources.into();
    let mut diagnostics = sources.diagnostics.clone();
    let config = Config::read(&sources).unload(&mut diagnostics);
    let register = Register::read(&sources).unload(&mut diagnostics);
    let mut documents = Vec::with_capacity(sources.texts.len());
    for document in parse(&mut sources, recall) {
        documents.push(document.unload(&mut diagnostics));
    }
    let sources = &*sources;
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
    let theme_question = Theme::question(sources, &config.theme);
    let load = || Theme::load(sources, &config.theme).map(|theme| theme.map(Arc::new));
    let theme = recall.themes.answer(theme_question, load).unload(&mut diagnostics);
    let literature = recall.literature(sources).unload(&mut diagnostics);
    let question = site_question(sources, options, &documents);
    let assemble = || {
        let beside = Beside {
            blobs: in_folder(sources, CONTENT),
            pdfs: sources.pdfs.clone(),
            rasters: sources.rasters.clone(),
            literature,
            announced: register.as_ref().and_then(|it| it.events.as_deref()).map(Announced::new),
        };
        model::assemble(config, options.scope, &documents, beside, &mut recall.readings).map(Arc::new)
    };
    let site = recall.sites.answer(question, assemble).unload(&mut diagnostics);
    let bodies: Bodies = documents.into_iter().map(|it| (it.path.clone(), it.body.clone())).collect();
    let uses = recall.uses(&site, &bodies);
    diagnostics.extend(links::check(&site, &bodies, uses.values().map(|(_, it)| &**it)));
    diagnostics.extend(newsletter::blocks(&site, &bodies));
    let made = theme.and_then(|theme| {
        let statics = in_folder(sources, STATIC);
        let plan = plan(&site, question, &uses, &statics, &theme, recall).unload(&mut diagnostics);
        diagnostics.extend(register.iter().flat_map(|it| plan.permanence(it, &sources.digests)));
        let theme = framed(&plan, &theme, theme_question, recall).unload(&mut diagnostics)?;
        Some(Made { plan, bodies: Arc::new(bodies), theme })
    });
    Build { made, base_url, diagnostics: in_order(diagnostics) }
}

/// Reads every text of `content/`, on all cores, in the order of their paths.
fn parse(sources: &mut Cow<'_, Sources>, recall: &mut Recall) -> Vec<Diagnosed<Arc<Document>>> {
    let is_document = |path: &SourcePath| path.extension() == "md";
    let read = |at: usize, path: &SourcePath, text: &Text| {
        let known = recall.document(at, path, text.hash);
        let document = known.unwrap_or_else(|| content::parse(path, &text.text).map(Arc::new));
        (text.hash, document)
    };
    let read: Vec<_> = match sources {
        Cow::Owned(all) => {
            let all = &mut all.texts;
            let (texts, rest): (Vec<_>, _) =
                std::mem::take(all).into_iter().partition(|(path, _)| is_document(path));
            *all = rest.into_iter().collect();
            let texts = texts.into_par_iter().enumerate();
            texts.map(|(at, (path, text))| read(at, &path, &text)).collect()
        }
        Cow::Borrowed(all) => {
            let texts: Vec<_> = all.texts.iter().filter(|(path, _)| is_document(path)).collect();
            texts.into_par_iter().enumerate().map(|(at, (path, text))| read(at, path, text)).collect()
        }
    };
    recall.keep_documents(&read);
    read.into_iter().map(|(_, document)| document).collect()
}

/// Digests everything that the site is assembled from: two equal digests mean the same site.
fn site_question(
    sources: &Sources,
    Options { scope, base_url }: &Options,
    documents: &[Arc<Document>],
) -> u128 {
    let mut all = Xxh3::new();
    all.update(format!("{} {} {base_url:?}", scope.now(), scope.drafts).as_bytes());
    for path in [CONFIG, REGISTER] {
        let hash = sources.texts.get(&SourcePath::new(path)).map_or(0, |text| text.hash);
        all.update(&hash.to_le_bytes());
    }
    for document in documents {
        all.update(document.path.as_str().as_bytes());
        all.update(&[0]);
        all.update(&document.stated.to_le_bytes());
    }
    for (path, text) in sources.texts.iter().filter(|(path, _)| is_literature(path)) {
        all.update(path.as_str().as_bytes());
        all.update(&[2]);
        all.update(&text.hash.to_le_bytes());
    }
    for (path, blob) in inside(sources, CONTENT) {
        all.update(path.as_str().as_bytes());
        all.update(&[1]);
        all.update(&blob.hash.to_le_bytes());
        // Once it has been read, more is said of it, and always the same but for why it could not be.
        if let Some(reading) = sources.pdfs.get(&blob.hash) {
            let Reading { facts, texts, cover, fault } = &**reading;
            let known = [facts.is_some(), texts.is_some(), cover.is_some()].map(u8::from);
            all.update(&known);
            all.update(&[fault.map_or(1, |fault| 2 + fault as u8)]);
        }
        if let Some(reading) = sources.rasters.get(&blob.hash) {
            let raster::Reading { facts, renditions, fault } = &**reading;
            all.update(format!("{facts:?} {} {fault:?}", renditions.len()).as_bytes());
        }
    }
    all.digest128()
}

/// Plans the outputs and checks what only the whole table of addresses can tell.
fn plan(
    site: &Arc<Site>,
    site_question: u128,
    uses: &Found,
    statics: &BTreeMap<SourcePath, Blob>,
    theme: &Theme,
    recall: &mut Recall,
) -> Diagnosed<Arc<Plan>> {
    // Of a text that is not shown nothing is planned, nor are its links followed.
    let is_shown = |path: &SourcePath| matches!(site.files.texts.get(path), Some(Standing::Shown(_)));
    let of_shown = || uses.iter().filter(|(path, (_, it))| !it.is_empty() && is_shown(path));
    let shown: Shown<'_> = of_shown().map(|(path, (_, it))| (path, it.files.as_slice())).collect();
    let mut question = Xxh3::new();
    question.update(&site_question.to_le_bytes());
    question.update(&theme.face().to_le_bytes());
    for (path, blob) in statics {
        question.update(path.as_str().as_bytes());
        question.update(&blob.hash.to_le_bytes());
    }
    for (path, files) in shown.iter().filter(|(_, files)| !files.is_empty()) {
        question.update(path.as_str().as_bytes());
        files.iter().for_each(|file| {
            question.update(&[0]);
            question.update(file.as_str().as_bytes());
        });
    }
    let make = || {
        let mut plan = plan::plan(site.clone(), &shown, statics, theme);
        let mut diagnostics = std::mem::take(&mut plan.diagnostics);
        let rules = &plan.redirects.rules;
        let standing = plan.planned.iter().filter(|it| !matches!(it.subject, Subject::Moved(_)));
        let standing: Vec<&str> = standing.map(|it| it.url.as_str()).collect();
        for fault in faults::faults(rules, &standing) {
            diagnostics.push(faults::remark(rules, &fault, |at| plan.redirect_places[at].clone()));
        }
        Diagnosed { value: Arc::new(plan), diagnostics }
    };
    let Diagnosed { value: plan, mut diagnostics } = recall.plans.answer(question.digest128(), make);
    let of_letters = site.newsletters.iter().flat_map(|it| it.data.addresses());
    let of_texts =
        of_shown().flat_map(|(_, (_, it))| it.addresses.iter()).map(|(path, place)| (&**path, place));
    diagnostics.extend(plan.check(of_texts.chain(of_letters)));
    Diagnosed { value: plan, diagnostics }
}

/// Gives the theme what all pages share; no theme if it cannot be shown to a template.
fn framed(plan: &Plan, theme: &Theme, question: u128, recall: &mut Recall) -> Diagnosed<Option<Arc<Theme>>> {
    let mut diagnostics = theme.lacks(&Main::TEMPLATES);
    let shared = postcard::to_stdvec(&plan.site).expect("plain words can always be written");
    let digest = xxh3_128(&shared);
    let frame = || {
        let mut theme = theme.clone();
        theme.digest ^= digest;
        match theme.with_site(&plan.site) {
            Ok(()) => Diagnosed::clean(Some(Arc::new(theme))),
            Err(remark) => Diagnosed { value: None, diagnostics: vec![*remark] },
        }
    };
    let value = recall.framed.answer(question ^ digest, frame).unload(&mut diagnostics);
    Diagnosed { value, diagnostics }
}

fn inside<'s>(sources: &'s Sources, folder: &str) -> impl Iterator<Item = (&'s SourcePath, &'s Blob)> {
    let inside =
        move |path: &SourcePath| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    sources.blobs.iter().filter(move |(path, _)| inside(path))
}

fn in_folder(sources: &Sources, folder: &str) -> BTreeMap<SourcePath, Blob> {
    inside(sources, folder).map(|(path, blob)| (path.clone(), blob.clone())).collect()
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

/// Tells whether anything stops the site; a note never does.
pub fn stops(diagnostics: &[Diagnostic], deny_warnings: bool) -> bool {
    diagnostics.iter().any(|it| match it.severity {
        Severity::Error => true,
        Severity::Warning => deny_warnings,
        Severity::Note => false,
    })
}
