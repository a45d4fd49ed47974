//! Waits until the disk has changed and is quiet again; says where, and never what.
//!
//! An event is a hint and no truth: what has changed is decided by whoever reads the files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::drive;
use crate::source::discover::is_leftover;
use crate::source::shelf::Hint;
use crate::source::{CONTENT, STATIC, THEMES};

/// How long it must be quiet before a change is told.
const QUIET: Duration = Duration::from_millis(8);

/// How long a storm may last before what it has done so far is told.
const LONGEST: Duration = Duration::from_millis(400);

/// From how many paths on somebody is copying or unpacking rather than saving.
const CROWD: usize = 50;

/// The same two times while somebody is copying: one build of all is sooner done than many of some.
const CROWD_QUIET: Duration = Duration::from_millis(120);
const CROWD_LONGEST: Duration = Duration::from_secs(4);

/// How old the lock of `git` may be for it to count as being at work.
const GIT_LONGEST: Duration = Duration::from_secs(10);

/// How often somebody looks, at most, where the system tells nothing.
const POLL: Duration = Duration::from_secs(1);

/// What Linux answers a program that may not listen any more (`EMFILE`).
const TOO_MANY_OPEN_FILES: i32 = 24;

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
    /// The file that lies there while `git` changes the work tree, if the site is in one.
    git_lock: Option<PathBuf>,
    messages: Receiver<Message>,
    sender: Sender<Message>,
    eyes: Eyes,
    /// What the reader should know of how we listen, and has not been told.
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
    /// The system tells us.
    Told(RecommendedWatcher),
    /// Whoever waits is asked to look everywhere, now and then.
    Looking {
        next: Instant,
        /// When the last look began, if we have not heard of its end.
        began: Option<Instant>,
    },
}

impl Watcher {
    /// Begins to listen to a site's three folders; asks for a look now and then where the system does not tell.
    pub fn open(site: &Path, polls: bool) -> Self {
        let site = site.canonicalize().unwrap_or_else(|_| site.to_path_buf());
        let (sender, messages) = mpsc::channel();
        let told = if polls {
            Err(None)
        } else if drive::is_remote(&site) {
            Err(Some("webbplatsen ligger på en nätverksenhet, som inte säger till om ändringar".to_owned()))
        } else {
            told(&site, &sender).map_err(|error| Some(obstacle(&error)))
        };
        let (eyes, notices) = match told {
            Ok(eyes) => (Eyes::Told(eyes), Vec::new()),
            Err(why) => (Eyes::looking(), why.map(|why| instead(&why)).into_iter().collect()),
        };
        let git_lock = site.ancestors().map(|it| it.join(".git")).find(|it| it.is_dir());
        let git_lock = git_lock.map(|folder| folder.join("index.lock"));
        Self { site, git_lock, messages, sender, eyes, notices }
    }

    /// Says what the reader should know of how we listen, in Swedish, once.
    pub fn notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// Returns what ends or wakes a wait.
    pub fn bell(&self) -> Bell {
        Bell(self.sender.clone())
    }

    /// Waits for a change, at most as long as `idle`.
    pub fn wait(&mut self, idle: Duration) -> Change {
        let deadline = Instant::now() + idle;
        self.eyes.rest();
        let mut storm = Storm::default();
        loop {
            let until = storm.end().unwrap_or(deadline);
            match self.messages.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Message::Disk(event)) => {
                    if let Err(error @ notify::Error { kind: ErrorKind::MaxFilesWatch, .. }) = &event {
                        self.look_instead(error);
                    }
                    storm.take(&self.site, event);
                }
                Ok(Message::Wake) => return Change::Woken,
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Change::Stopped,
                Err(RecvTimeoutError::Timeout) if storm.began.is_some() && self.is_git_at_work() => {
                    storm.held = Some(Instant::now() + QUIET);
                }
                Err(RecvTimeoutError::Timeout) => match std::mem::take(&mut storm).hint() {
                    Some(hint) => {
                        self.look_at_new_folders(&hint);
                        return Change::Somewhere(hint);
                    }
                    None if self.eyes.look() => return Change::Somewhere(Hint::Everything),
                    None => return Change::Idle,
                },
            }
        }
    }

    /// Tells whether `git` is in the middle of a change: a checkout is one change, however many files it writes.
    ///
    /// A lock that has lain there for long is one that was left behind, or waits for somebody to write a message.
    fn is_git_at_work(&self) -> bool {
        let began = self.git_lock.as_ref().and_then(|lock| lock.metadata().ok()?.modified().ok());
        began.and_then(|began| began.elapsed().ok()).is_some_and(|age| age < GIT_LONGEST)
    }

    /// Listens to those of the three folders that have come, or come back.
    fn look_at_new_folders(&mut self, hint: &Hint) {
        let tops = [CONTENT, STATIC, THEMES].map(|folder| self.site.join(folder));
        let is_top = |path: &PathBuf| tops.contains(path);
        if matches!(hint, Hint::Paths(paths) if !paths.iter().any(is_top)) {
            return;
        }
        let Eyes::Told(eyes) = &mut self.eyes else { return };
        let is_told = |top: &PathBuf| eyes.watch(top, RecursiveMode::Recursive);
        if let Err(error) = tops.iter().filter(|top| top.is_dir()).try_for_each(is_told) {
            self.look_instead(&error);
        }
    }

    /// Looks from now on, since the system does not tell everything.
    fn look_instead(&mut self, error: &notify::Error) {
        if let Eyes::Told(_) = self.eyes {
            self.eyes = Eyes::looking();
            self.notices.push(instead(&obstacle(error)));
        }
    }
}

impl Eyes {
    fn looking() -> Self {
        Self::Looking { next: Instant::now() + POLL, began: None }
    }

    /// Tells whether it is time to look.
    fn look(&mut self) -> bool {
        let now = Instant::now();
        match self {
            Self::Looking { next, began } if now >= *next => {
                *began = Some(now);
                true
            }
            _ => false,
        }
    }

    /// Rests after a look, the longer the longer it took: a drive may be slow.
    fn rest(&mut self) {
        if let Self::Looking { next, began } = self
            && let Some(began) = began.take()
        {
            *next = Instant::now() + POLL.max(began.elapsed() * 4);
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

fn told(site: &Path, sender: &Sender<Message>) -> notify::Result<RecommendedWatcher> {
    let hears = sender.clone();
    let mut eyes =
        RecommendedWatcher::new(move |event| drop(hears.send(Message::Disk(event))), Config::default())?;
    watch(&mut eyes, site)?;
    Ok(eyes)
}

/// Says why the system tells nothing.
fn obstacle(error: &notify::Error) -> String {
    let is_no_more_files = |error: &std::io::Error| error.raw_os_error() == Some(TOO_MANY_OPEN_FILES);
    let limit = match &error.kind {
        ErrorKind::MaxFilesWatch => "fs.inotify.max_user_watches",
        ErrorKind::Io(error) if is_no_more_files(error) => "fs.inotify.max_user_instances",
        _ => return format!("systemet säger inte till om ändringar här ({error})"),
    };
    format!(
        "systemet låter inte programmet bevaka fler mappar (den som sköter datorn kan höja gränsen `{limit}`)"
    )
}

/// Says what we do about it.
fn instead(why: &str) -> String {
    format!("{why}; därför letas det efter ändringar varje sekund i stället")
}

/// Listens to the three folders, and to the site's own folder for when one of them goes or comes.
fn watch(eyes: &mut RecommendedWatcher, site: &Path) -> notify::Result<()> {
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
    /// Until when somebody is known to be at work.
    held: Option<Instant>,
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
        let is_crowd = self.paths.len() >= CROWD;
        let (quiet, longest) = if is_crowd { (CROWD_QUIET, CROWD_LONGEST) } else { (QUIET, LONGEST) };
        let end = (self.last? + quiet).min(self.began? + longest);
        Some(self.held.map_or(end, |held| held.max(end)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_the_system_are_told_with_their_remedy() {
        let told = |kind| obstacle(&notify::Error::new(kind));
        assert!(told(ErrorKind::MaxFilesWatch).contains("`fs.inotify.max_user_watches`"));
        let full = std::io::Error::from_raw_os_error(TOO_MANY_OPEN_FILES);
        assert!(told(ErrorKind::Io(full)).contains("`fs.inotify.max_user_instances`"));
        assert!(told(ErrorKind::Generic("oj".to_owned())).contains("(oj)"));
    }
}
