//! What only finished pages can tell, found in the background while nobody waits for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::output::Artifact;
use crate::pipeline::{self, Build, Memory, Sink};
use crate::url::Url;
use crate::view::View;

/// Looks over the pages of one build at a time, on a thread of its own: a build never waits for it.
pub(super) struct Audit {
    worker: rayon::ThreadPool,
    /// Whether the last round is still going on.
    is_busy: Arc<AtomicBool>,
    /// Raised when nobody wants to know any more.
    gives_up: Arc<AtomicBool>,
    memory: Arc<Mutex<Memory>>,
    sender: Sender<Found>,
    receiver: Receiver<Found>,
    round: u64,
}

/// What a round has found.
struct Found {
    round: u64,
    diagnostics: Vec<Diagnostic>,
}

impl Audit {
    /// Hires the thread.
    ///
    /// # Errors
    /// If there is none left.
    pub(super) fn new() -> Result<Self, Error> {
        let (sender, receiver) = mpsc::channel();
        let worker = crate::cli::pool(1)?;
        Ok(Self {
            worker,
            is_busy: Arc::default(),
            gives_up: Arc::default(),
            memory: Arc::default(),
            sender,
            receiver,
            round: 0,
        })
    }

    /// Gives up the round that is going on.
    pub(super) fn give_up(&mut self) {
        self.gives_up.store(true, Ordering::SeqCst);
        self.round += 1;
    }

    /// Begins to look over a build.
    pub(super) fn begin(&mut self, build: Arc<Build>) {
        let gives_up = Arc::new(AtomicBool::new(false));
        self.gives_up = gives_up.clone();
        let (memory, sender, round) = (self.memory.clone(), self.sender.clone(), self.round);
        // A page that is never done keeps its thread, but no round that comes after it.
        if self.is_busy.load(Ordering::SeqCst)
            && let Ok(worker) = crate::cli::pool(1)
        {
            self.worker = worker;
        }
        let busy = Busy::begin();
        self.is_busy = busy.0.clone();
        self.worker.spawn(move || {
            let _busy = busy;
            stand_back();
            let began = Instant::now();
            while began.elapsed() < COURTESY {
                if gives_up.load(Ordering::Relaxed) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(10));
            }
            let before = std::mem::take(&mut *memory.lock().expect(SOUND));
            match pipeline::render(&build, &before, 0, &Eye { gives_up }) {
                Ok(rendered) => {
                    *memory.lock().expect(SOUND) = rendered.memory;
                    // Nobody listens any more only when the program ends.
                    let _ = sender.send(Found { round, diagnostics: rendered.diagnostics });
                }
                Err(_) => *memory.lock().expect(SOUND) = before,
            }
        });
    }

    /// Returns what the round has found, once.
    pub(super) fn found(&self) -> Option<Vec<Diagnostic>> {
        let found = self.receiver.try_iter().last()?;
        (found.round == self.round).then_some(found.diagnostics)
    }
}

/// Lets everybody else go first, where threads can be told apart: a save does not wait for what nobody waits for.
fn stand_back() {
    // Under Linux, and only there, this is about the thread that asks.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 19);
}

/// How long whoever looks at the new page goes first.
const COURTESY: Duration = Duration::from_millis(200);

const SOUND: &str = "no thread panics while it holds what is remembered";

/// A round that is going on.
struct Busy(Arc<AtomicBool>);

impl Busy {
    fn begin() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// Sees pages go by, and keeps none.
struct Eye {
    gives_up: Arc<AtomicBool>,
}

impl Eye {
    fn go_on(&self) -> Result<(), Error> {
        let is_over = self.gives_up.load(Ordering::Relaxed);
        if is_over { Err(Error::Refused("avbruten".to_owned())) } else { Ok(()) }
    }
}

impl Sink for Eye {
    fn begin(&self, _: &Url, _: &View) {}

    fn done(&self, _: &Url, _: &View) {}

    fn keep(&self, _: &str) -> Result<bool, Error> {
        self.go_on().map(|()| true)
    }

    fn take(&self, _: &str, _: &Artifact) -> Result<(), Error> {
        self.go_on()
    }
}
