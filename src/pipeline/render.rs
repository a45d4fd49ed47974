//! Every output made into bytes, on all cores, and audited on the way.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

use super::{Build, Made, in_order};
use crate::audit;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::output::{self, Artifact};
use crate::theme::Theme;
use crate::url::Url;
use crate::view::View;
use crate::view::plan::Plan;

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
    let mut addresses: Vec<u64> = plan.planned.iter().map(|it| xxh3_64(it.url.as_str().as_bytes())).collect();
    addresses.sort_unstable();
    let before = before.for_addresses(&addresses);
    let frame = audit::Frame { base_url: &build.base_url, form: plan.form() };
    // What was said of a page depends on where forms may be sent.
    let salt = theme.digest ^ program ^ xxh3_128(frame.form.unwrap_or_default().as_bytes());
    let desk = Desk { plan, theme, frame, before, salt };
    let outcomes: Vec<_> = plan
        .planned
        .par_iter()
        .map(|planned| {
            let url = &planned.url;
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
    frame: audit::Frame<'a>,
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
        let artifacts = match output::render(self.theme, self.frame.base_url, url, view) {
            Ok(artifacts) => artifacts,
            Err(remark) => return Ok(Outcome::Failed(remark)),
        };
        let mut outcome = Outcome::Other;
        for artifact in &artifacts {
            sink.take(&artifact.url.output_path(), artifact)?;
            if let (Some(key), Some(html)) = (key, artifact.rendered()) {
                let exists = |address: &str| self.plan.planned.contains(address);
                let facts = audit::read(url, html, self.frame, exists);
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
