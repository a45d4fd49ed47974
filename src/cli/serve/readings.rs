//! The PDFs and pictures of a preview: each is read once, beside the loop, so that no page waits for one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::super::report;
use crate::error::Error;
use crate::reader::{self, trade::Trade};
use crate::serve::watch::Bell;
use crate::source::Sources;

/// How often the loop is told of what has been read, while there is more to read.
const OFTEN: Duration = Duration::from_secs(2);

/// What was read of one file.
type Found<T> = (u128, Arc<<T as Trade>::Reading>);

/// What is known of files of a sort, and what is being read.
pub(super) struct Readings<T: Trade> {
    program: PathBuf,
    known: BTreeMap<u128, Arc<T::Reading>>,
    asked: BTreeSet<u128>,
    sender: Sender<Found<T>>,
    found: Receiver<Found<T>>,
    bell: Bell,
}

impl<T: Trade> Readings<T> {
    /// Begins with nothing known; the bell is rung when more is.
    pub(super) fn new(program: PathBuf, bell: Bell) -> Self {
        let (sender, found) = mpsc::channel();
        Self { program, known: BTreeMap::new(), asked: BTreeSet::new(), sender, found, bell }
    }

    /// Fills in what is known, and has the rest read.
    pub(super) fn fill(&mut self, sources: &mut Sources) {
        self.known.extend(self.found.try_iter());
        T::known(sources).clone_from(&self.known);
        let mut wanted = reader::wanted::<T>(sources, &self.known);
        wanted.retain(|it| self.asked.insert(it.hash()));
        if wanted.is_empty() {
            return;
        }
        let Self { program, sender, bell, .. } = self;
        let (program, sender, bell) = (program.clone(), sender.clone(), bell.clone());
        let read = move || {
            let told = Mutex::new(Instant::now());
            let outcome = reader::read::<T>(&program, &wanted, &|hash, reading| {
                // Nobody listens any more once the preview ends.
                let _ = sender.send((hash, Arc::new(reading)));
                let mut told = told.lock().expect("no thread panics while it holds the time");
                if told.elapsed() > OFTEN {
                    *told = Instant::now();
                    bell.wake();
                }
            });
            bell.wake();
            if let Err(error) = outcome {
                report::tell(&format!("fel: {error}"));
            }
        };
        if let Err(source) = std::thread::Builder::new().spawn(read) {
            let error = Error::io("starta", &self.program, source);
            report::tell(&format!("fel: {error}"));
        }
    }
}

#[cfg(all(test, unix))]
#[expect(clippy::disallowed_methods, reason = "the program that reads is a script on the disk")]
mod tests {
    use super::*;
    use crate::reader::trade::Look;
    use crate::serve::watch::Watcher;
    use crate::source::discover::discover;
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn what_was_read_is_not_read_again_until_its_bytes_are_others() {
        let folder = std::env::temp_dir().join(format!("fou-readings-{}", std::process::id()));
        let (site, program) = (folder.join("site"), folder.join("program"));
        fs::create_dir_all(site.join("content")).unwrap();
        // It tells nothing of a file but that it was asked for it.
        fs::write(&program, "#!/bin/sh\necho \"$2\" >> \"$0.asked\"\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let mut readings = Readings::<Look>::new(program.clone(), Watcher::open(&site, true).bell());
        let mut fill = |known| {
            let mut sources = discover(&site).unwrap();
            let began = Instant::now();
            loop {
                readings.fill(&mut sources);
                if sources.rasters.len() == known {
                    break;
                }
                assert!(began.elapsed() < Duration::from_secs(20), "{} are known", sources.rasters.len());
                std::thread::yield_now();
            }
        };
        fs::write(site.join("content/ett.png"), "ett").unwrap();
        fs::write(site.join("content/samma.png"), "ett").unwrap();
        (0..5).for_each(|_| fill(1));
        fs::write(site.join("content/ny.md"), "En ny text.").unwrap();
        fill(1);
        fs::write(site.join("content/ett.png"), "två").unwrap();
        fill(2);
        let asked = fs::read_to_string(folder.join("program.asked")).unwrap();
        assert_eq!(asked.lines().count(), 2, "{asked}");
        fs::remove_dir_all(folder).unwrap();
    }
}
