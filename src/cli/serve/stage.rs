//! What the browser sees: the newest build, and the last one without errors for what cannot be made now.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex, OnceLock, Weak};
use std::time::Duration;

use jiff::civil;
use serde_json::json;
use xxhash_rust::xxh3::xxh3_128;

use super::today;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::error::Error;
use crate::memo::Memo;
use crate::output::{self, Content};
use crate::pipeline::{Build, Made, Options};
use crate::serve::panel::{self, Panel};
use crate::serve::watch::Bell;
use crate::serve::{self, Answer, Answers, File, Request, Streams, address, client};
use crate::source::Sources;
use crate::url::Url;
use crate::view::View;
use crate::view::subject::{Planned, Subject};

/// How long somebody who asks for another day waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many outputs are kept once they have been made.
const READY: usize = 32;

/// How many addresses are named where nothing stands, and how many pages in the news of a build.
const NAMED: usize = 5;
const TOLD: usize = 20;

const DRAFT: &str = "Det här är ett utkast, eller väntar på sin dag: besökare ser det inte.";

/// A build that is to be shown.
pub(super) struct News {
    pub(super) number: u64,
    pub(super) build: Arc<Build>,
    pub(super) options: Options,
    /// The files that have changed, as far as is known.
    pub(super) changed: BTreeSet<String>,
}

/// What stands on the stage.
#[derive(Clone)]
struct Scene {
    number: u64,
    build: Arc<Build>,
    options: Options,
    diagnostics: Arc<Vec<Diagnostic>>,
    /// The lines that remarks point at.
    lines: Arc<BTreeMap<(Arc<str>, u32), String>>,
}

/// Outputs that have been made, and the build that they are of.
type Ready = (Weak<Build>, Memo<Arc<(View, Content)>>);

/// Answers out of the newest build.
pub(super) struct Stage {
    scene: Mutex<Option<Arc<Scene>>>,
    /// Told whenever there is another scene.
    changed: Condvar,
    /// The last build without errors.
    whole: Mutex<Option<Arc<Build>>>,
    /// The day that was asked for, if any.
    asked: Mutex<Option<civil::Date>>,
    /// What was made last of one build.
    ready: Mutex<Ready>,
    bell: Bell,
    streams: OnceLock<Streams>,
    /// Pages are made here: templates may be deep, and nobody waits for the background.
    makers: rayon::ThreadPool,
}

const SOUND: &str = "no thread panics while it holds the stage";

impl Stage {
    pub(super) fn new(asked: Option<civil::Date>, bell: Bell) -> Result<Self, Error> {
        Ok(Self {
            scene: Mutex::default(),
            changed: Condvar::new(),
            whole: Mutex::default(),
            asked: Mutex::new(asked),
            ready: Mutex::default(),
            bell,
            streams: OnceLock::new(),
            makers: super::pool(0)?,
        })
    }

    /// Returns the day that the site is to be shown as of.
    pub(super) fn day(&self) -> civil::Date {
        self.asked.lock().expect(SOUND).unwrap_or_else(today)
    }

    /// Tells browsers of builds from now on.
    pub(super) fn follow(&self, streams: Streams) {
        if let Some(scene) = self.scene() {
            streams.tell("build", &tidings(&scene, None, &BTreeSet::new()));
        }
        let _ = self.streams.set(streams);
    }

    /// Returns the remarks of what is shown.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        self.scene().map(|scene| scene.diagnostics.to_vec()).unwrap_or_default()
    }

    /// Puts a build on the stage; browsers are told when it stands there.
    pub(super) fn show(&self, news: News, sources: &Sources) {
        let News { number, build, options, changed } = news;
        let diagnostics = build.diagnostics.clone();
        let before = self.scene();
        let scene = Scene {
            number,
            build,
            options,
            lines: lines(&diagnostics, sources),
            diagnostics: Arc::new(diagnostics),
        };
        let told = tidings(&scene, before.as_deref(), &changed);
        if !scene.has_errors() && scene.build.made.is_some() {
            *self.whole.lock().expect(SOUND) = Some(scene.build.clone());
        }
        self.put(scene, &told);
    }

    /// Adds what finished pages have told of the build that is shown.
    pub(super) fn add(&self, number: u64, found: Vec<Diagnostic>, sources: &Sources) {
        let Some(scene) = self.scene() else { return };
        let mut diagnostics = scene.build.diagnostics.clone();
        diagnostics.extend(found);
        diagnostics.sort();
        diagnostics.dedup();
        if diagnostics == *scene.diagnostics {
            return;
        }
        let lines = lines(&diagnostics, sources);
        let scene = Scene { number, diagnostics: Arc::new(diagnostics), lines, ..(*scene).clone() };
        let told = tidings(&scene, Some(&scene), &BTreeSet::new());
        self.put(scene, &told);
    }

    fn put(&self, scene: Scene, told: &str) {
        *self.scene.lock().expect(SOUND) = Some(Arc::new(scene));
        self.changed.notify_all();
        if let Some(streams) = self.streams.get() {
            streams.tell("build", told);
        }
    }

    fn scene(&self) -> Option<Arc<Scene>> {
        self.scene.lock().expect(SOUND).clone()
    }

    /// Shows the site as of another day, or today.
    fn ask(&self, query: &str) -> Answer {
        let day = address::field(query, "day").and_then(|text| match Date::parse(&text) {
            Ok(Date::Day(day)) => Some(day),
            _ => None,
        });
        *self.asked.lock().expect(SOUND) = day;
        let day = self.day();
        self.bell.wake();
        let scene = self.scene.lock().expect(SOUND);
        let waits =
            |scene: &mut Option<Arc<Scene>>| scene.as_ref().is_none_or(|it| it.options.scope.today != day);
        drop(self.changed.wait_timeout_while(scene, PATIENCE, waits).expect(SOUND));
        let from =
            address::field(query, "from").filter(|path| path.starts_with('/') && !path.starts_with("//"));
        Answer::Done(from.unwrap_or_else(|| "/".to_owned()))
    }

    /// Makes what stands at a path in a build; nothing if nothing does, or it cannot be made.
    fn make(&self, build: &Arc<Build>, path: &str) -> Option<Arc<(View, Content)>> {
        let Made { theme, .. } = build.made.as_ref()?;
        let planned = build.planned(path)?;
        let question = xxh3_128(path.as_bytes());
        let mut ready = self.ready.lock().expect(SOUND);
        if !ready.0.upgrade().is_some_and(|of| Arc::ptr_eq(&of, build)) {
            *ready = (Arc::downgrade(build), Memo::with_room(READY));
        }
        if let Some(made) = ready.1.known(question) {
            return Some(made);
        }
        // Nobody waits for this page who wants another one.
        drop(ready);
        let view = build.view(path)?;
        let artifact =
            output::render(theme, &build.base_url, &planned.url, &view).ok()?.into_iter().next()?;
        let made = Arc::new((view, artifact.content));
        let mut ready = self.ready.lock().expect(SOUND);
        if ready.0.upgrade().is_some_and(|of| Arc::ptr_eq(&of, build)) {
            ready.1.keep(question, made.clone());
        }
        Some(made)
    }

    fn found(&self, scene: &Scene, path: &str) -> Option<Answer> {
        let whole = self.whole.lock().expect(SOUND).clone();
        let made = self.make(&scene.build, path).map(|made| (made, false));
        // While there are errors, what has stood there without them is better than nothing.
        let older = || {
            whole
                .filter(|_| scene.has_errors())
                .and_then(|build| self.make(&build, path))
                .map(|made| (made, true))
        };
        let (made, is_stale) = made.or_else(older)?;
        Some(match &*made {
            (View::Page(page), Content::Bytes(html)) => {
                let ribbon = page.head.draft.then_some(DRAFT);
                Answer::Page(scene.with_panel(html, path, is_stale, ribbon, "").into())
            }
            (View::Moved(rule), _) => Answer::Moved(rule.to.to_string()),
            (_, content) => Answer::File(File {
                media_type: media_type(path).into(),
                content: match content {
                    Content::Bytes(bytes) => serve::Content::Bytes(bytes.clone()),
                    Content::Blob(blob) => serve::Content::Blob(blob.clone()),
                },
            }),
        })
    }

    fn missing(&self, scene: &Scene, path: &str) -> Answer {
        let lost = panel::missing(path, &nearest(&scene.build, path));
        let made = self.make(&scene.build, "/404.html");
        if let Some((_, Content::Bytes(html))) = made.as_deref() {
            return Answer::Missing(scene.with_panel(html, path, false, None, &lost).into());
        }
        let bar = scene.panel(path, false, None);
        Answer::Missing(panel::failure(&bar, scene.number).into_bytes().into())
    }
}

impl Answers for Stage {
    fn answer(&self, request: &Request<'_>) -> Answer {
        let Request { path, query } = *request;
        if path == "/.fou/today" {
            return self.ask(query.unwrap_or_default());
        }
        if let Some(file) = client::file(path) {
            return file;
        }
        let Some(scene) = self.scene() else { return Answer::Missing(Vec::new().into()) };
        self.makers.install(|| {
            let is_planned = |path: &str| scene.build.planned(path).is_some();
            let folder =
                path.strip_suffix("index.html").filter(|folder| folder.ends_with('/') && is_planned(folder));
            if let Some(folder) = folder {
                return Answer::Moved(folder.to_owned());
            }
            if !path.ends_with('/') && !is_planned(path) && is_planned(&format!("{path}/")) {
                return Answer::Moved(format!("{path}/"));
            }
            self.found(&scene, path).unwrap_or_else(|| self.missing(&scene, path))
        })
    }
}

impl Scene {
    fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|it| it.severity == Severity::Error)
    }

    fn with_panel(
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

    fn panel(&self, path: &str, is_stale: bool, ribbon: Option<&str>) -> String {
        let origin = self.build.planned(path).map(|planned| planned.origin.clone());
        let day = self.options.scope.today;
        panel::panel(&Panel {
            build: self.number,
            url: path,
            page: origin.as_deref(),
            diagnostics: &self.diagnostics,
            excerpt: &|place: &Place| self.lines.get(&(place.path.clone(), place.line)).cloned(),
            today: &day.to_string(),
            is_another_day: day != today(),
            is_stale,
            ribbon,
        })
    }
}

/// Finds the lines that remarks point at.
fn lines(diagnostics: &[Diagnostic], sources: &Sources) -> Arc<BTreeMap<(Arc<str>, u32), String>> {
    let line = |it: &Diagnostic| {
        let place = &it.place;
        Some(((place.path.clone(), place.line), sources.line(&place.path, place.line)?.to_owned()))
    };
    Arc::new(diagnostics.iter().filter_map(line).collect())
}

/// Writes what a build brings, for browsers: which pages are others, new or gone.
fn tidings(scene: &Scene, before: Option<&Scene>, changed: &BTreeSet<String>) -> String {
    let made = |scene: &Scene| scene.build.made.as_ref().map(|made| made.plan.clone());
    let (now, then) = (made(scene), before.and_then(made));
    let page =
        |planned: &Planned| planned.title().map(|title| json!({"url": planned.url.as_str(), "title": title}));
    let (mut other, mut fresh, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    if let (Some(now), Some(then)) = (&now, &then) {
        let is_other = |it: &&Planned| changed.contains(&*it.origin) && then.planned.contains_key(&it.url);
        if !changed.is_empty() {
            other.extend(now.planned.values().filter(is_other).filter_map(page).take(TOLD));
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
fn differences<'a>(
    now: &'a BTreeMap<Url, Planned>,
    then: &'a BTreeMap<Url, Planned>,
) -> (Vec<&'a Planned>, Vec<&'a Planned>) {
    let (mut come, mut left) = (Vec::new(), Vec::new());
    let mut old = then.values().peekable();
    for it in now.values() {
        left.extend(std::iter::from_fn(|| old.next_if(|old| old.url < it.url)));
        if old.next_if(|old| old.url == it.url).is_none() {
            come.push(it);
        }
    }
    left.extend(old);
    (come, left)
}

/// Finds the pages whose addresses are most like a path.
fn nearest(build: &Build, path: &str) -> Vec<(String, String)> {
    let Some(Made { plan, .. }) = &build.made else { return Vec::new() };
    let mut near: Vec<_> = plan
        .planned
        .values()
        .filter(|it| matches!(it.subject, Subject::Page(_)))
        .map(|it| (strsim::normalized_levenshtein(path, it.url.as_str()), it))
        .filter(|(likeness, _)| *likeness > 0.4)
        .collect();
    near.sort_by(|left, right| right.0.total_cmp(&left.0));
    let named = near.into_iter().take(NAMED);
    named.filter_map(|(_, it)| Some((it.url.to_string(), it.title()?.to_owned()))).collect()
}

/// Returns what a file is, by its name.
fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "conf" | "htaccess" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "ics" => "text/calendar; charset=utf-8",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "vtt" => "text/vtt; charset=utf-8",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
