//! What the browser sees: the newest build, and the last one without errors for what cannot be made now.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{
    Arc, Condvar, Mutex, OnceLock, Weak,
    mpsc::{self, RecvTimeoutError},
};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use xxhash_rust::xxh3::xxh3_128;

use super::scene::{Scene, lines, nearest, tidings};
use crate::cli::args;
use crate::date::Moment;
use crate::diagnostic::Diagnostic;
use crate::lang::dates;
use crate::memo::Memo;
use crate::model::publishing::Visibility;
use crate::output::{self, Content, redirects};
use crate::pipeline::{self, Build, Made, Options};
use crate::serve::media::media_type;
use crate::serve::panel;
use crate::serve::watch::Bell;
use crate::serve::{self, Answer, Answers, File, Request, Streams, address, client};
use crate::source::Sources;
use crate::source::shelf::Changed;
use crate::view::View;

/// How long somebody who asks for another day waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many outputs are kept once they have been made.
const READY: usize = 32;

/// How long a page may take to make; a template may repeat something for hours.
const LONGEST: Duration = Duration::from_secs(5);

/// How often whoever waits for a page looks up: whether there is a newer one to wait for.
const GLANCE: Duration = Duration::from_millis(50);

/// How many pages are made at once at most, those that take too long among them.
const HANDS: usize = 64;

/// How deep a page may be, in bytes of stack: templates may call each other.
const DEPTH: usize = 64 << 20;

/// A build that is to be shown.
pub(super) struct News {
    pub(super) number: u64,
    pub(super) build: Arc<Build>,
    pub(super) options: Options,
    /// The instant that was asked for, if any.
    pub(super) asked: Option<Timestamp>,
    /// The files that have changed, as far as is known.
    pub(super) changed: Changed,
}

/// An output that has been made, and what it was made of.
type Shown = Arc<(View, Content)>;

/// Outputs that have been made, and the build that they are of.
type Ready = (Weak<Build>, Memo<Shown>);

/// Builds to fall back on where the newest cannot be shown.
#[derive(Clone, Default)]
struct Good {
    /// The last one without errors, as far as was known when it was built.
    latest: Option<Arc<Build>>,
    /// The last one whose pages have all been made without errors.
    proven: Option<Arc<Build>>,
}

/// Answers out of the newest build.
pub(super) struct Stage {
    scene: Mutex<Option<Arc<Scene>>>,
    /// Told whenever there is another scene.
    changed: Condvar,
    /// Builds to fall back on.
    good: Mutex<Good>,
    /// The instant that was asked for, if any.
    asked: Mutex<Option<Timestamp>>,
    /// What was made last of one build.
    ready: Mutex<Ready>,
    bell: Bell,
    streams: OnceLock<Streams>,
    /// How many pages are being made.
    making: AtomicUsize,
}

const SOUND: &str = "no thread panics while it holds the stage";

impl Stage {
    pub(super) fn new(asked: Option<Timestamp>, bell: Bell) -> Self {
        Self {
            scene: Mutex::default(),
            changed: Condvar::new(),
            good: Mutex::default(),
            asked: Mutex::new(asked),
            ready: Mutex::default(),
            bell,
            streams: OnceLock::new(),
            making: AtomicUsize::new(0),
        }
    }

    /// Returns the instant that was asked for, if any.
    pub(super) fn asked(&self) -> Option<Timestamp> {
        *self.asked.lock().expect(SOUND)
    }

    /// Returns the instant that the site is to be shown as of.
    pub(super) fn now(&self) -> Timestamp {
        self.asked().unwrap_or_else(args::now)
    }

    /// Tells browsers of builds from now on.
    pub(super) fn follow(&self, streams: Streams) {
        if let Some(scene) = self.scene() {
            streams.tell("build", &tidings(&scene, None, &Changed::new()));
        }
        let _ = self.streams.set(streams);
    }

    /// Returns the remarks of what is shown.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        self.scene().map(|scene| scene.diagnostics.to_vec()).unwrap_or_default()
    }

    /// Puts a build on the stage; browsers are told when it stands there.
    pub(super) fn show(&self, news: News, sources: &Sources) {
        let News { number, build, options, asked, changed } = news;
        let diagnostics = build.diagnostics.clone();
        let scene = Scene {
            number,
            build,
            options,
            asked,
            lines: lines(&diagnostics, sources),
            diagnostics: Arc::new(diagnostics),
        };
        if !scene.has_errors() && scene.build.made.is_some() {
            self.good.lock().expect(SOUND).latest = Some(scene.build.clone());
        }
        self.put(scene, &changed);
    }

    /// Adds what finished pages have told of the build that is shown, under a new number; tells whether that is news.
    pub(super) fn add(&self, number: u64, found: Vec<Diagnostic>, sources: &Sources) -> bool {
        let Some(scene) = self.scene() else { return false };
        let mut diagnostics = scene.build.diagnostics.clone();
        diagnostics.extend(found);
        diagnostics.sort();
        diagnostics.dedup();
        if !pipeline::stops(&diagnostics, false) {
            self.good.lock().expect(SOUND).proven = Some(scene.build.clone());
        }
        if diagnostics == *scene.diagnostics {
            return false;
        }
        let lines = lines(&diagnostics, sources);
        let scene = Scene { number, diagnostics: Arc::new(diagnostics), lines, ..(*scene).clone() };
        self.put(scene, &Changed::new());
        true
    }

    /// Adds what the machine has refused to the build that is shown; the next build tells whether it still does.
    pub(super) fn refused(&self, number: u64, remark: Diagnostic) {
        let Some(scene) = self.scene() else { return };
        let scene = Scene { number, ..scene.with(remark) };
        self.put(scene, &Changed::new());
    }

    /// Answers out of another scene from now on, and then tells browsers what is other in it.
    fn put(&self, scene: Scene, changed: &Changed) {
        let scene = Arc::new(scene);
        let before = self.scene.lock().expect(SOUND).replace(scene.clone());
        self.changed.notify_all();
        if let Some(streams) = self.streams.get() {
            streams.tell("build", &tidings(&scene, before.as_deref(), changed));
        }
    }

    fn scene(&self) -> Option<Arc<Scene>> {
        self.scene.lock().expect(SOUND).clone()
    }

    /// Shows the site as of another day, or a time of it, or as of now.
    fn ask(&self, query: &str) -> Answer {
        let time =
            address::field(query, "time").filter(|time| !time.is_empty()).unwrap_or("00:00".to_owned());
        let day = address::field(query, "day").filter(|day| day.len() == "2026-03-27".len());
        let asked = day.and_then(|day| Moment::parse(&format!("{day} {time}")).ok());
        let asked = asked.map(|asked| asked.first_instant());
        *self.asked.lock().expect(SOUND) = asked;
        self.bell.wake();
        let scene = self.scene.lock().expect(SOUND);
        let waits = |scene: &mut Option<Arc<Scene>>| scene.as_ref().is_none_or(|it| it.asked != asked);
        drop(self.changed.wait_timeout_while(scene, PATIENCE, waits).expect(SOUND));
        let from =
            address::field(query, "from").filter(|path| path.starts_with('/') && !path.starts_with("//"));
        Answer::Done(from.unwrap_or_else(|| "/".to_owned()))
    }

    /// Makes what stands at a path in a build; nothing if nothing does.
    fn make(&self, build: &Arc<Build>, path: &str) -> Result<Option<Shown>, Box<Diagnostic>> {
        let Some((planned, Made { theme, .. })) = build.planned(path).zip(build.made.as_ref()) else {
            return Ok(None);
        };
        let question = xxh3_128(path.as_bytes());
        let mut ready = self.ready.lock().expect(SOUND);
        if !ready.0.upgrade().is_some_and(|of| Arc::ptr_eq(&of, build)) {
            *ready = (Arc::downgrade(build), Memo::with_room(READY));
        }
        if let Some(made) = ready.1.known(question) {
            return Ok(Some(made));
        }
        // Nobody waits for this page who wants another one.
        drop(ready);
        let Some(view) = build.view(path) else { return Ok(None) };
        let artifacts = output::render(theme, &build.base_url, &planned.url, &view)?;
        let Some(artifact) = artifacts.into_iter().next() else { return Ok(None) };
        let made = Arc::new((view, artifact.content));
        let mut ready = self.ready.lock().expect(SOUND);
        if ready.0.upgrade().is_some_and(|of| Arc::ptr_eq(&of, build)) {
            ready.1.keep(question, made.clone());
        }
        Ok(Some(made))
    }

    /// Makes what last stood at a path, while the newest cannot be made.
    fn older(&self, path: &str) -> Option<Shown> {
        let Good { latest, proven } = self.good.lock().expect(SOUND).clone();
        [latest, proven].into_iter().flatten().find_map(|build| self.make(&build, path).ok()?)
    }

    /// Finds what stands at a path, or has stood there without the errors that there are now.
    fn found(&self, scene: &Scene, path: &str) -> Option<Answer> {
        match self.make(&scene.build, path) {
            Ok(Some(made)) => Some(handed(scene, path, &made, false)),
            Ok(None) if scene.has_errors() => Some(handed(scene, path, &*self.older(path)?, true)),
            Ok(None) => None,
            Err(remark) => {
                let scene = scene.with(*remark);
                let made = self.older(path).map(|made| handed(&scene, path, &made, true));
                Some(made.unwrap_or_else(|| scene.failure(path, panel::failure)))
            }
        }
    }

    fn missing(&self, scene: &Scene, path: &str) -> Answer {
        let lost = panel::missing(path, &nearest(&scene.build, path));
        let made = self.make(&scene.build, "/404.html").ok().flatten();
        if let Some((_, Content::Bytes(html))) = made.as_deref() {
            return Answer::Missing(scene.with_panel(html, path, false, None, &lost).into());
        }
        scene.failure(path, panel::failure)
    }

    /// Finds or makes what stands at a path, and what is said where nothing does.
    fn stands(&self, scene: &Scene, path: &str) -> Answer {
        let is_planned = |path: &str| scene.build.planned(path).is_some();
        let folder =
            path.strip_suffix("index.html").filter(|folder| folder.ends_with('/') && is_planned(folder));
        if let Some(folder) = folder {
            return Answer::Moved(folder.to_owned());
        }
        if !path.ends_with('/') && !is_planned(path) && is_planned(&format!("{path}/")) {
            return Answer::Moved(format!("{path}/"));
        }
        if let Some(found) = self.found(scene, path) {
            return found;
        }
        let rules = scene.build.made.as_ref().map_or(&[][..], |made| &made.plan.redirects.rules);
        match redirects::target(rules, path) {
            Some(url) if !is_planned(path) => Answer::Moved(url.to_string()),
            _ => self.missing(scene, path),
        }
    }
}

/// Hands out what has been made, under the bar if it is a page.
fn handed(scene: &Scene, path: &str, made: &(View, Content), is_stale: bool) -> Answer {
    match made {
        (View::Page(_), Content::Bytes(html)) => {
            let ribbon = ribbon(&scene.build, path);
            Answer::Page(scene.with_panel(html, path, is_stale, ribbon.as_deref(), "").into())
        }
        (View::Moved(rule), _) => Answer::Moved(rule.to.to_string()),
        (_, content) => Answer::File(File {
            media_type: media_type(path).into(),
            content: match content {
                Content::Bytes(bytes) => serve::Content::Bytes(bytes.clone()),
                Content::Blob(blob) => serve::Content::Blob(blob.clone()),
            },
        }),
    }
}

/// Says why visitors do not see a page, if they do not.
fn ribbon(build: &Build, path: &str) -> Option<String> {
    let made = build.made.as_ref()?;
    match made.plan.visibility(made.plan.planned.get(path)?)? {
        Visibility::Published => None,
        Visibility::Draft => Some("Utkast: besökare ser inte sidan förrän `draft` är borttaget.".to_owned()),
        Visibility::Scheduled(moment) => {
            Some(format!("Väntar på sin dag: besökare ser sidan från den {}.", dates::date(moment.date())))
        }
        Visibility::Expired(moment) => {
            Some(format!("Borttagen: besökare ser inte sidan sedan den {}.", dates::date(moment.date())))
        }
    }
}

/// Answers requests, each page made on a thread of its own, within a time.
pub(super) struct Waiter(pub(super) Arc<Stage>);

/// Somebody who makes a page, counted as long as it takes.
struct Hand(Arc<Stage>);

impl Hand {
    /// Waits until somebody has a hand free.
    fn wait_for(stage: &Arc<Stage>, until: Instant) -> Option<Self> {
        let more = |count: usize| (count < HANDS).then_some(count + 1);
        while stage.making.fetch_update(Ordering::SeqCst, Ordering::SeqCst, more).is_err() {
            if Instant::now() >= until {
                return None;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Some(Self(stage.clone()))
    }

    /// Makes what stands at a path; nothing if it is not done in time, or if there is another scene before it is.
    fn make(self, scene: &Arc<Scene>, path: &str, until: Instant) -> Option<Answer> {
        let stage = self.0.clone();
        let (sender, receiver) = mpsc::channel();
        let (shown, path) = (scene.clone(), path.to_owned());
        let make = move || {
            // Whoever has waited too long has gone.
            let _ = sender.send(self.0.stands(&shown, &path));
        };
        std::thread::Builder::new().stack_size(DEPTH).spawn(make).ok()?;
        while Instant::now() < until && stage.scene().is_some_and(|now| Arc::ptr_eq(&now, scene)) {
            match receiver.recv_timeout(GLANCE) {
                Ok(answer) => return Some(answer),
                Err(RecvTimeoutError::Timeout) => {}
                // Whoever made it has failed; so would the next one at once.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(GLANCE),
            }
        }
        None
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.0.making.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Answers for Waiter {
    fn answer(&self, request: &Request<'_>) -> Answer {
        let Request { path, query } = *request;
        let stage = &self.0;
        if path == "/.fou/today" {
            return stage.ask(query.unwrap_or_default());
        }
        if let Some(file) = client::file(path) {
            return file;
        }
        let until = Instant::now() + LONGEST;
        loop {
            let Some(scene) = stage.scene() else { return Answer::Missing(Vec::new().into()) };
            if let Some(made) = Hand::wait_for(stage, until).and_then(|hand| hand.make(&scene, path, until)) {
                return made;
            }
            if Instant::now() >= until {
                return scene.failure(path, panel::endless);
            }
        }
    }
}
