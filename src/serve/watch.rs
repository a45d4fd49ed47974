//! Waits until the disk has changed and is quiet again; says where, and never what.
//!
//! An event is a hint and no truth: what has changed is decided by whoever reads the files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::{Config, ErrorKind, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::source::discover::is_leftover;
use crate::source::shelf::Hint;
use crate::source::{CONTENT, STATIC, THEMES};

/// How long it must be quiet before a change is told.
const QUIET: Duration = Duration::from_millis(8);

/// How long a storm may last before what it has done so far is told.
const LONGEST: Duration = Duration::from_millis(400);

/// How often somebody looks, where the system tells nothing.
const POLL: Duration = Duration::from_secs(1);

/// What a wait has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Something may be another than it was.
    Somewhere(Hint),
    /// Nothing has happened for as long as was asked.
    Idle,
    /// Somebody wants us to look, though the disk is as it was.
    Woken,
    /// Somebody wants us to stop.
    Stopped,
}

/// Listens to the disk.
pub struct Watcher {
    site: PathBuf,
    messages: Receiver<Message>,
    sender: Sender<Message>,
    eyes: Eyes,
    notices: Vec<String>,
}

/// Ends or wakes a wait from another thread.
#[derive(Clone)]
pub struct Bell(Sender<Message>);

enum Message {
    Disk(notify::Result<Event>),
    Wake,
    Stop,
}

enum Eyes {
    Told(RecommendedWatcher),
    Looking(PollWatcher),
}

impl Watcher {
    /// Begins to listen to a site's three folders; looks at them now and then where the system does not tell.
    ///
    /// # Errors
    /// In Swedish, if neither is possible.
    pub fn open(site: &Path, polls: bool) -> Result<Self, String> {
        let site = site.canonicalize().unwrap_or_else(|_| site.to_path_buf());
        let (sender, messages) = mpsc::channel();
        let mut notices = Vec::new();
        let told = if polls { None } else { told(&site, &sender, &mut notices) };
        let eyes = match told {
            Some(eyes) => eyes,
            None => looking(&site, &sender)?,
        };
        Ok(Self { site, messages, sender, eyes, notices })
    }

    /// Says what the reader should know of how we listen, in Swedish.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Returns what ends or wakes a wait.
    pub fn bell(&self) -> Bell {
        Bell(self.sender.clone())
    }

    /// Waits for a change, at most as long as `idle`.
    pub fn wait(&mut self, idle: Duration) -> Change {
        let deadline = Instant::now() + idle;
        let mut storm = Storm::default();
        loop {
            let until = storm.end().unwrap_or(deadline);
            match self.messages.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Message::Disk(event)) => storm.take(&self.site, event),
                Ok(Message::Wake) => return Change::Woken,
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Change::Stopped,
                Err(RecvTimeoutError::Timeout) => match std::mem::take(&mut storm).hint() {
                    Some(hint) => {
                        self.look_at_new_folders(&hint);
                        return Change::Somewhere(hint);
                    }
                    None => return Change::Idle,
                },
            }
        }
    }

    /// Listens to those of the three folders that have come, or come back.
    fn look_at_new_folders(&mut self, hint: &Hint) {
        let tops = [CONTENT, STATIC, THEMES].map(|folder| self.site.join(folder));
        let is_top = |path: &PathBuf| tops.contains(path);
        if matches!(hint, Hint::Paths(paths) if !paths.iter().any(is_top)) {
            return;
        }
        for top in tops.iter().filter(|top| top.is_dir()) {
            let _ = match &mut self.eyes {
                Eyes::Told(eyes) => eyes.watch(top, RecursiveMode::Recursive),
                Eyes::Looking(eyes) => eyes.watch(top, RecursiveMode::Recursive),
            };
        }
    }
}

impl Bell {
    /// Wakes the wait.
    pub fn wake(&self) {
        let _ = self.0.send(Message::Wake);
    }

    /// Ends the wait.
    pub fn stop(&self) {
        let _ = self.0.send(Message::Stop);
    }
}

fn told(site: &Path, sender: &Sender<Message>, notices: &mut Vec<String>) -> Option<Eyes> {
    let hears = sender.clone();
    let made =
        RecommendedWatcher::new(move |event| drop(hears.send(Message::Disk(event))), Config::default());
    let watched = made.and_then(|mut eyes| watch(&mut eyes, site).map(|()| eyes));
    match watched {
        Ok(eyes) => Some(Eyes::Told(eyes)),
        Err(error) => {
            notices.push(match error.kind {
                ErrorKind::MaxFilesWatch => "systemet låter inte programmet bevaka fler mappar, så jag tittar efter \
                     ändringar varje sekund i stället; den som sköter datorn kan höja gränsen \
                     fs.inotify.max_user_watches"
                    .to_owned(),
                _ => format!(
                    "systemet säger inte till om ändringar här ({error}), så jag tittar efter dem varje sekund i stället"
                ),
            });
            None
        }
    }
}

fn looking(site: &Path, sender: &Sender<Message>) -> Result<Eyes, String> {
    let hears = sender.clone();
    let config = Config::default().with_poll_interval(POLL);
    let made = PollWatcher::new(move |event| drop(hears.send(Message::Disk(event))), config);
    let watched = made.and_then(|mut eyes| watch(&mut eyes, site).map(|()| eyes));
    watched.map(Eyes::Looking).map_err(|error| format!("kan inte bevaka `{}`: {error}", site.display()))
}

/// Listens to the three folders, and to the site's own folder for when one of them goes or comes.
fn watch(eyes: &mut impl notify::Watcher, site: &Path) -> notify::Result<()> {
    eyes.watch(site, RecursiveMode::NonRecursive)?;
    for folder in [CONTENT, STATIC, THEMES].map(|folder| site.join(folder)) {
        if folder.is_dir() {
            eyes.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(())
}

/// What has happened since it was last quiet.
#[derive(Default)]
struct Storm {
    paths: BTreeSet<PathBuf>,
    is_everywhere: bool,
    began: Option<Instant>,
    last: Option<Instant>,
}

impl Storm {
    /// Takes an event in, if it is about the site.
    fn take(&mut self, site: &Path, event: notify::Result<Event>) {
        let paths = match event {
            // Reading our own sources is no change.
            Ok(event) if event.kind.is_access() => return,
            Ok(event) if event.need_rescan() || event.paths.is_empty() => {
                self.is_everywhere = true;
                Vec::new()
            }
            Ok(event) => {
                let paths: Vec<_> = event.paths.into_iter().filter(|path| is_ours(site, path)).collect();
                if paths.is_empty() {
                    return;
                }
                paths
            }
            Err(_) => {
                self.is_everywhere = true;
                Vec::new()
            }
        };
        let now = Instant::now();
        self.began.get_or_insert(now);
        self.last = Some(now);
        self.paths.extend(paths);
    }

    /// Returns when it counts as quiet.
    fn end(&self) -> Option<Instant> {
        Some((self.last? + QUIET).min(self.began? + LONGEST))
    }

    /// Says where it has been.
    fn hint(self) -> Option<Hint> {
        self.began?;
        // Past some number, looking everywhere is quicker than looking at each.
        let many = self.paths.len() > 200;
        Some(if self.is_everywhere || many { Hint::Everything } else { Hint::Paths(self.paths) })
    }
}

/// Tells whether a path lies in one of the three folders, and is nothing that an editor leaves behind.
fn is_ours(site: &Path, path: &Path) -> bool {
    let Ok(inner) = path.strip_prefix(site) else { return false };
    let mut parts = inner.iter().map(|part| part.to_string_lossy());
    let is_top = parts.next().is_some_and(|top| [CONTENT, STATIC, THEMES].contains(&&*top));
    is_top && !parts.any(|part| is_leftover(&part))
}
