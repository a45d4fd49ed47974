//! What stands on the stage: a build, its remarks, and what is told of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::json;

use crate::date::LocalTime;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::pipeline::{Build, Made, Options};
use crate::serve::panel::{self, Panel};
use crate::serve::{Answer, client};
use crate::source::Sources;
use crate::source::shelf::Changed;
use crate::view::subject::{Planned, Subject};

/// How many addresses are named where nothing stands, and how many pages in the news of a build.
const NAMED: usize = 5;
const TOLD: usize = 20;

/// What stands on the stage.
#[derive(Clone)]
pub(super) struct Scene {
    pub(super) number: u64,
    pub(super) build: Arc<Build>,
    pub(super) options: Options,
    /// The instant that was asked for, if any.
    pub(super) asked: Option<Timestamp>,
    pub(super) diagnostics: Arc<Vec<Diagnostic>>,
    /// The lines that remarks point at.
    pub(super) lines: Arc<BTreeMap<(Arc<str>, u32), String>>,
}

impl Scene {
    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|it| it.severity == Severity::Error)
    }

    /// Returns the same with another remark.
    pub(super) fn with(&self, remark: Diagnostic) -> Self {
        let mut diagnostics = self.diagnostics.to_vec();
        diagnostics.push(remark);
        diagnostics.sort();
        diagnostics.dedup();
        Self { diagnostics: Arc::new(diagnostics), ..self.clone() }
    }

    /// Answers with a page that says why the one at a path cannot be seen.
    pub(super) fn failure(&self, path: &str, page: fn(&str, u64) -> String) -> Answer {
        let bar = self.panel(path, false, None);
        Answer::Failed(page(&bar, self.number).into_bytes().into())
    }

    pub(super) fn with_panel(
        &self,
        html: &[u8],
        path: &str,
        is_stale: bool,
        ribbon: Option<&str>,
        more: &str,
    ) -> Vec<u8> {
        let bar = more.to_owned() + &self.panel(path, is_stale, ribbon);
        client::inject(html, self.number, &bar)
    }

    pub(super) fn panel(&self, path: &str, is_stale: bool, ribbon: Option<&str>) -> String {
        let origin = self.build.planned(path).map(|planned| planned.origin.clone());
        let now = LocalTime::at(self.options.scope.now()).civil();
        let time = self.asked.map(|_| now.strftime("%H:%M").to_string()).filter(|time| time != "00:00");
        panel::panel(&Panel {
            build: self.number,
            url: path,
            page: origin.as_deref(),
            diagnostics: &self.diagnostics,
            excerpt: &|place: &Place| self.lines.get(&(place.path.clone(), place.line)).cloned(),
            today: &now.date().to_string(),
            time: time.as_deref().unwrap_or_default(),
            is_another_day: self.asked.is_some(),
            is_stale,
            ribbon,
        })
    }
}

/// Finds the lines that remarks point at.
pub(super) fn lines(diagnostics: &[Diagnostic], sources: &Sources) -> Arc<BTreeMap<(Arc<str>, u32), String>> {
    let line = |it: &Diagnostic| {
        let place = &it.place;
        Some(((place.path.clone(), place.line), sources.line(&place.path, place.line)?.to_owned()))
    };
    Arc::new(diagnostics.iter().filter_map(line).collect())
}

/// Writes what a build brings, for browsers: which pages are others, new or gone.
pub(super) fn tidings(scene: &Scene, before: Option<&Scene>, changed: &Changed) -> String {
    let made = |scene: &Scene| scene.build.made.as_ref().map(|made| made.plan.clone());
    let (now, then) = (made(scene), before.and_then(made));
    let page =
        |planned: &Planned| planned.title().map(|title| json!({"url": planned.url.as_str(), "title": title}));
    let (mut other, mut fresh, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    if let (Some(now), Some(then)) = (&now, &then) {
        let is_other =
            |it: &&Planned| changed.contains(&*it.origin) && then.planned.contains(it.url.as_str());
        if !changed.is_empty() {
            other.extend(now.planned.iter().filter(is_other).filter_map(page).take(TOLD));
        }
        if !Arc::ptr_eq(now, then) {
            let (come, left) = differences(&now.planned, &then.planned);
            fresh.extend(come.into_iter().filter(|it| !it.origin.is_empty()).filter_map(page).take(TOLD));
            gone.extend(
                left.into_iter().filter(|it| it.title().is_some()).map(|it| it.url.to_string()).take(TOLD),
            );
        }
    }
    json!({"build": scene.number, "changed": other, "fresh": fresh, "gone": gone}).to_string()
}

/// Finds the outputs of the one that the other does not have.
fn differences<'a>(now: &'a [Planned], then: &'a [Planned]) -> (Vec<&'a Planned>, Vec<&'a Planned>) {
    let (mut come, mut left) = (Vec::new(), Vec::new());
    let mut old = then.iter().peekable();
    for it in now {
        left.extend(std::iter::from_fn(|| old.next_if(|old| old.url < it.url)));
        if old.next_if(|old| old.url == it.url).is_none() {
            come.push(it);
        }
    }
    left.extend(old);
    (come, left)
}

/// Finds the pages whose addresses are most like a path.
pub(super) fn nearest(build: &Build, path: &str) -> Vec<(String, String)> {
    let Some(Made { plan, .. }) = &build.made else { return Vec::new() };
    let mut near: Vec<_> = plan
        .planned
        .iter()
        .filter(|it| matches!(it.subject, Subject::Page(_)))
        .map(|it| (strsim::normalized_levenshtein(path, it.url.as_str()), it))
        .filter(|(likeness, _)| *likeness > 0.4)
        .collect();
    near.sort_by(|left, right| right.0.total_cmp(&left.0));
    let named = near.into_iter().take(NAMED);
    named.filter_map(|(_, it)| Some((it.url.to_string(), it.title()?.to_owned()))).collect()
}
