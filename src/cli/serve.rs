//! `fou serve`: the site in the browser while it is written, out of memory.
//!
//! The loop: wait for the disk, build with what is remembered, put the build on the [`stage`], tell the browsers. What
//! only finished pages can tell is found afterwards, in the background, and given up when something changes.

mod audit;
mod clock;
mod readings;
mod scene;
mod stage;

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::args::Serve as Arguments;
use super::{Verdict, interrupt, pool, report};
use crate::diagnostic::{self, Diagnostic, Place};
use crate::error::Error;
use crate::lang::numbers;
use crate::model::publishing::Scope;
use crate::pipeline::{self, Options, Recall};
use crate::reader::trade::{Look, Pdf};
use crate::serve::watch::{Change, Watcher};
use crate::serve::{Listen, Server, USUAL};
use crate::source::CONTENT;
use crate::source::shelf::{Changed, Hint, Shelf};
use audit::Audit;
use clock::Held;
use readings::Readings;
use stage::{News, Stage, Waiter};

/// How often the loop looks up: whether it is to end, whether it is time for another build.
const GLANCE: Duration = Duration::from_millis(50);

/// How long it must have been quiet before everything is read once more.
const DOUBT: Duration = Duration::from_mins(1);

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Verdict, Error> {
    let ends =
        interrupt::flag().map_err(|error| Error::Refused(format!("kan inte ta emot avbrott: {error}")))?;
    let site = &arguments.site.folder;
    let mut watcher = Watcher::open(site, arguments.poll);
    let workers = pool(0)?;
    let shelf = workers.install(|| Shelf::fill(site))?;
    let stage = Arc::new(Stage::new(arguments.site.today, watcher.bell()));
    let mut kitchen = Kitchen {
        arguments,
        shelf,
        recall: Recall::new(),
        stage: stage.clone(),
        audit: Audit::new()?,
        pdfs: Readings::new(super::program_file()?, watcher.bell()),
        pictures: Readings::new(super::program_file()?, watcher.bell()),
        workers,
        clock: Held::default(),
        number: 0,
        said: None,
        trouble: None,
    };
    kitchen.build(&Changed::new());
    let listen = Listen { host: arguments.host, port: arguments.port, names: arguments.names.clone() };
    let server = match Server::open(&listen, Arc::new(Waiter(stage.clone()))) {
        Ok(server) => server,
        Err(error) => {
            report::tell(&format!("fel: {error}"));
            return Ok(Verdict::Misuse);
        }
    };
    stage.follow(server.streams().clone());
    greet(arguments, &server);
    heed(&mut watcher);
    kitchen.attend(&mut watcher, &ends);
    server.streams().tell("end", "{}");
    drop(server);
    report::tell("Förhandsgranskningen är avslutad.");
    // Threads that are at work for nobody end with the program.
    std::process::exit(Verdict::Whole.code());
}

/// Says where the preview is, and what should be known of it.
fn greet(arguments: &Arguments, server: &Server) {
    let address = server.address();
    let host = if arguments.host.is_some() { address.ip().to_string() } else { "localhost".to_owned() };
    let url = format!("http://{host}:{}/", address.port());
    if arguments.host.is_some() {
        report::tell(
            "varning: andra datorer kan nå förhandsgranskningen, med utkast och allt. Använd bara --host på ett nät som du litar på.",
        );
    }
    if arguments.port.is_none() && address.port() != USUAL {
        report::tell(&format!("obs: port {USUAL} är upptagen; nästa som var ledig är {}.", address.port()));
    }
    report::tell(&format!("Webbplatsen visas på {url} – avsluta med Ctrl + C."));
    if arguments.open && !open(&url) {
        report::tell("obs: webbläsaren gick inte att öppna; öppna adressen själv.");
    }
}

/// Says how we listen to the disk, where that is not as it should be.
fn heed(watcher: &mut Watcher) {
    for notice in watcher.notices() {
        report::tell(&format!("obs: {notice}"));
    }
}

/// Opens an address in the browser.
fn open(url: &str) -> bool {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("explorer", &[])
    } else {
        ("xdg-open", &[])
    };
    std::process::Command::new(program).args(before).arg(url).spawn().is_ok()
}

/// Where builds are made, one after the other.
struct Kitchen<'a> {
    arguments: &'a Arguments,
    shelf: Shelf,
    recall: Recall,
    stage: Arc<Stage>,
    audit: Audit,
    pdfs: Readings<Pdf>,
    pictures: Readings<Look>,
    workers: rayon::ThreadPool,
    clock: Held,
    number: u64,
    /// The remarks that were said last, if any round has been spoken of.
    said: Option<Vec<Diagnostic>>,
    /// What the machine refused when it was last asked.
    trouble: Option<String>,
}

impl Kitchen<'_> {
    /// Builds whenever something has changed, until the program is to end.
    fn attend(&mut self, watcher: &mut Watcher, ends: &AtomicBool) {
        let mut quiet_since = Instant::now();
        let mut has_doubted = false;
        while !ends.load(Ordering::SeqCst) {
            match watcher.wait(GLANCE) {
                Change::Somewhere(hint) => {
                    heed(watcher);
                    if self.refresh(&hint) {
                        (quiet_since, has_doubted) = (Instant::now(), false);
                    }
                }
                Change::Woken => self.build(&Changed::new()),
                Change::Stopped => return,
                Change::Idle => {
                    self.audited();
                    if quiet_since.elapsed() > DOUBT && !has_doubted {
                        has_doubted = true;
                        self.doubt();
                    }
                }
            }
            if !self.clock.holds(self.stage.now()) {
                self.build(&Changed::new());
            }
        }
    }

    /// Reads what has changed, and builds if anything has; tells whether it has.
    fn refresh(&mut self, hint: &Hint) -> bool {
        let began = Instant::now();
        let Self { shelf, workers, .. } = self;
        let outcome = workers.install(|| shelf.refresh(hint));
        match outcome {
            Ok(changed) => {
                let is_mended = self.trouble.take().is_some();
                let builds = is_mended || !changed.is_empty();
                if builds {
                    self.build(&changed);
                    self.tell(&changed, began);
                }
                builds
            }
            Err(error) => {
                let text = error.to_string();
                if self.trouble.as_ref() != Some(&text) {
                    report::tell(&format!("fel: {text}"));
                    self.audit.give_up();
                    self.number += 1;
                    let remark = Diagnostic::error("F920", Place::file(CONTENT), text.clone())
                        .advise("sidorna visas som de var; de följer med igen när felet är borta");
                    self.stage.refused(self.number, remark);
                }
                self.trouble = Some(text);
                true
            }
        }
    }

    /// Reads everything once more, whatever the stamps say.
    fn doubt(&mut self) {
        let Self { shelf, workers, .. } = self;
        match workers.install(|| shelf.reread()) {
            Ok(changed) if !changed.is_empty() => {
                report::tell(
                    "obs: en fil hade ändrats utan att det märktes; webbplatsen visas nu som den är.",
                );
                self.build(&changed);
            }
            // What the machine refuses now is told when something changes.
            _ => {}
        }
    }

    /// Builds and puts the build on the stage.
    fn build(&mut self, changed: &Changed) {
        self.audit.give_up();
        self.number += 1;
        let Self { recall, workers, clock, shelf, pdfs, pictures, .. } = self;
        let drafts = !self.arguments.no_drafts;
        let mut make = |now| {
            pdfs.fill(shelf.sources_mut());
            pictures.fill(shelf.sources_mut());
            let sources = shelf.sources();
            let options = Options { scope: Scope::at(now, drafts), base_url: None };
            (workers.install(|| pipeline::build(sources, &options, recall)), options)
        };
        let now = self.stage.now();
        let (mut build, mut options) = make(clock.held(now));
        if !clock.keep(options.scope.now(), &build, now) {
            (build, options) = make(now);
            clock.keep(now, &build, now);
        }
        let build = Arc::new(build);
        let (number, asked, changed) = (self.number, self.stage.asked(), changed.clone());
        let news = News { number, build: build.clone(), options, asked, changed };
        self.stage.show(news, self.shelf.sources());
        if !pipeline::stops(&build.diagnostics, false) {
            self.audit.begin(build);
        }
    }

    /// Takes in what finished pages have told, once it is known.
    fn audited(&mut self) {
        if let Some(found) = self.audit.found() {
            self.number += u64::from(self.stage.add(self.number + 1, found, self.shelf.sources()));
            self.say();
        }
    }

    /// Says what has been built, and the remarks if they are others than before.
    fn tell(&mut self, changed: &Changed, began: Instant) {
        if !self.arguments.site.quiet {
            let name =
                changed.first().filter(|_| changed.len() == 1).and_then(|it| it.as_str().rsplit('/').next());
            let mut text = match (name, changed.len()) {
                (Some(name), _) => format!("Ändrat: {name}"),
                (None, 0) => "Läst igen".to_owned(),
                (None, count) => format!("Ändrat: {} filer", numbers::integer(count as u64)),
            };
            let _ = write!(
                text,
                " ({} ms)",
                numbers::integer(u64::try_from(began.elapsed().as_millis()).unwrap_or(0))
            );
            report::tell(&text);
        }
        self.say();
    }

    fn say(&mut self) {
        let now = self.stage.diagnostics();
        if self.said.as_ref() != Some(&now) {
            report::print(&now, &self.arguments.site);
            match diagnostic::tally(&now) {
                Some(tally) => report::tell(&tally),
                None => report::tell("Allt är i ordning."),
            }
            self.said = Some(now);
        }
    }
}
