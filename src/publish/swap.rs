//! The instant at which the new folder takes the old one's place, and what a killed run left of it.
//!
//! Linux and macOS exchange two folders in one step. Where the system or the disk cannot, the old folder steps
//! aside and the new one takes its name: between the two renames there is no output, which the next start sees
//! and completes. A staging folder is complete if its marker, written last, names a memory that is whole.

use std::fs;
use std::io;
use std::path::Path;

use super::ledger::{self, Ledger, Mark};
use super::target::Ground;
use crate::error::Error;

/// Puts the staged folder in the output's place; afterwards the old one lies in the hidden folder.
pub(super) fn swap(ground: &Ground) -> Result<(), Error> {
    let done = if fs::symlink_metadata(&ground.output).is_err() {
        rename(&ground.staged(), &ground.output)
    } else {
        match exchange(&ground.staged(), &ground.output) {
            Err(error) if is_unsupported(&error) => two_renames(ground),
            other => other,
        }
    };
    done.map_err(|source| Error::io("byta ut", &ground.shown, source))
}

/// Finishes or takes back what a killed run was doing, and removes everything that is no longer needed.
pub(super) fn recover(ground: &Ground) -> Result<(), Error> {
    let aside = ground.aside();
    if fs::symlink_metadata(&ground.output).is_err() && aside.is_dir() {
        let staged = ground.staged();
        let complete = Ledger::of(&staged, &ground.hidden).is_some();
        rename(if complete { &staged } else { &aside }, &ground.output)
            .map_err(|source| Error::io("återställa", &ground.shown, source))?;
    }
    sweep(ground)
}

/// Removes everything of ours from the hidden folder but the lock and the standing folder's memory.
pub(super) fn sweep(ground: &Ground) -> Result<(), Error> {
    remove(&ground.staged())?;
    remove(&ground.aside())?;
    let current = match ledger::mark(&ground.output) {
        Ok(Mark::Sound(digest)) => digest.map(|digest| ledger::file(&ground.hidden, digest)),
        Ok(Mark::Absent) => None,
        // Beside a damaged marker, a memory is what tells that the folder is ours.
        Ok(Mark::Damaged) | Err(_) => return Ok(()),
    };
    let items = fs::read_dir(&ground.hidden).map_err(|source| Error::io("läsa", &ground.hidden, source))?;
    for item in items.flatten() {
        let is_memory = item.file_name().as_encoded_bytes().starts_with(ledger::MEMORY.as_bytes());
        if is_memory && Some(item.path()) != current {
            remove(&item.path())?;
        }
    }
    Ok(())
}

/// Removes a file, a link or a folder with all that is in it; following no link, and content if it is gone.
pub(super) fn remove(path: &Path) -> Result<(), Error> {
    let removed = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("ta bort", path, error)),
        _ => Ok(()),
    }
}

fn two_renames(ground: &Ground) -> io::Result<()> {
    let aside = ground.aside();
    rename(&ground.output, &aside)?;
    rename(&ground.staged(), &ground.output).inspect_err(|_| {
        // Should this fail too, the next start finds no output and takes the old folder back.
        let _ = fs::rename(&aside, &ground.output);
    })
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(staged: &Path, output: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, staged, CWD, output, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_staged: &Path, _output: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Says whether the system or the disk does not know how to exchange.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

#[cfg(not(windows))]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Renames, with patience: a virus scanner or an Explorer window holds a folder for a moment.
#[cfg(windows)]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    for _ in 0..20 {
        match fs::rename(from, to) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            other => return other,
        }
    }
    fs::rename(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::staging::Staging;
    use crate::publish::target::Target;

    /// Publishes "old", stages "new" as a finished run would, and hands over the ground between the two.
    fn between(name: &str, deed: impl FnOnce(&Ground)) -> String {
        let root = std::env::temp_dir().join(format!("fou-swap-{name}-{}", std::process::id()));
        let target = Target { output: root.join("public"), sources: Vec::new(), durable: false };
        let staging = Staging::open(&target).unwrap();
        staging.write("index.html", b"old").unwrap();
        staging.commit(b"").unwrap();
        let ground = Ground::survey(&target).unwrap();
        fs::create_dir(ground.staged()).unwrap();
        fs::write(ground.staged().join("index.html"), "new").unwrap();
        let (memory, digest) = ledger::encode(&ledger::Entries::new(), b"new");
        fs::write(ledger::file(&ground.hidden, digest), memory).unwrap();
        fs::write(ground.staged().join(ledger::MARKER), ledger::marker(digest)).unwrap();
        deed(&ground);
        drop(Staging::open(&target).unwrap());
        let text = fs::read_to_string(root.join("public/index.html")).unwrap();
        assert_eq!(fs::read_dir(&ground.hidden).unwrap().count(), 2, "only the lock and one memory stay");
        fs::remove_dir_all(root).unwrap();
        text
    }

    #[test]
    fn two_renames_publish_where_no_exchange_is_known() {
        assert_eq!(between("whole", |ground| two_renames(ground).unwrap()), "new");
    }

    #[test]
    fn a_run_killed_between_two_renames_is_completed() {
        let killed = |ground: &Ground| fs::rename(&ground.output, ground.aside()).unwrap();
        assert_eq!(between("killed", killed), "new");
    }

    #[test]
    fn a_run_killed_before_the_staged_folder_was_complete_is_taken_back() {
        let killed = |ground: &Ground| {
            fs::rename(&ground.output, ground.aside()).unwrap();
            fs::remove_file(ground.staged().join(ledger::MARKER)).unwrap();
        };
        assert_eq!(between("partial", killed), "old");
    }

    #[test]
    fn a_run_killed_after_both_renames_is_cleaned_up() {
        let killed = |ground: &Ground| {
            fs::rename(&ground.output, ground.aside()).unwrap();
            fs::rename(ground.staged(), &ground.output).unwrap();
        };
        assert_eq!(between("after", killed), "new");
    }

    #[test]
    fn a_second_rename_that_fails_takes_the_first_back() {
        let failed = |ground: &Ground| {
            fs::remove_dir_all(ground.staged()).unwrap();
            two_renames(ground).unwrap_err();
        };
        assert_eq!(between("back", failed), "old");
    }
}
