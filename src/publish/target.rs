//! Where to publish, and everything that must not be published over.
//!
//! A wrong `--output` must never cost anybody a file. So the output is made absolute, links on the way resolved,
//! and compared with the sources by what it *is* on disk, not by how it is spelt. An output that is itself a link
//! stands for the folder that it points at, which is judged and exchanged instead; the link stays.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::disk;
use super::ledger::{self, Mark};
use crate::error::Error;

/// Where to publish and what must not be touched.
#[derive(Clone, Debug)]
pub struct Target {
    /// The folder of the finished site; it is made if there is none.
    pub output: PathBuf,
    /// The folders that the site is made of; the output may not be, hold or lie in any.
    pub sources: Vec<PathBuf>,
    /// Whether the new site shall be on the disk itself before the old one goes, so that it outlives a power
    /// failure.
    pub durable: bool,
}

impl Target {
    /// Finds the folder beside the output where runs keep what they remember; nothing is made.
    ///
    /// # Errors
    /// Refuses a target that would cost somebody a file.
    pub fn hidden(&self) -> Result<PathBuf, Error> {
        Ground::survey(self).map(|ground| ground.hidden)
    }
}

/// The output after all doubts are removed: the folders that a run works in.
#[derive(Debug)]
pub(super) struct Ground {
    /// The output, absolute and without links.
    pub(super) output: PathBuf,
    /// The folder beside it for the lock, the staging folder and the memory.
    pub(super) hidden: PathBuf,
    /// The output as the caller spelt it, for messages.
    pub(super) shown: PathBuf,
}

impl Ground {
    /// Resolves and judges a target; nothing is made or changed.
    pub(super) fn survey(target: &Target) -> Result<Self, Error> {
        let shown = target.output.clone();
        let output = resolve(&shown)?;
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(refuse(&shown, "är hela disken", OTHER));
        };
        let mut hidden_name = std::ffi::OsString::from(".");
        hidden_name.push(name);
        hidden_name.push(".fou");
        let ground = Self { hidden: parent.join(hidden_name), output, shown };
        for source in &target.sources {
            ground.keep_off(source)?;
        }
        ground.inspect()?;
        Ok(ground)
    }

    /// Returns the folder where a new site grows, and where the old one lies after an exchange.
    pub(super) fn staged(&self) -> PathBuf {
        self.hidden.join("new")
    }

    /// Returns the folder where the old site steps aside when folders cannot be exchanged.
    pub(super) fn aside(&self) -> PathBuf {
        self.hidden.join("old")
    }

    /// Refuses an output that is not a folder of ours, nor empty, nor missing.
    pub(super) fn inspect(&self) -> Result<(), Error> {
        match fs::symlink_metadata(&self.hidden) {
            Ok(metadata) if !metadata.is_dir() => {
                return Err(Error::Refused(format!(
                    "`{}` behövs som arbetsmapp men är något annat; flytta undan den",
                    self.hidden.display()
                )));
            }
            _ => {}
        }
        let metadata = match fs::symlink_metadata(&self.output) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Error::io("läsa", &self.shown, error)),
        };
        if !metadata.is_dir() {
            return Err(refuse(&self.shown, "är en fil och inte en mapp", OTHER));
        }
        let beside = self.output.parent().and_then(|parent| fs::symlink_metadata(parent).ok());
        let device = |metadata: &fs::Metadata| disk::identity(metadata).map(|(device, _)| device);
        if beside.is_some_and(|beside| device(&beside) != device(&metadata)) {
            return Err(refuse(&self.shown, "är en egen disk (monteringspunkt)", "ange en mapp inuti den"));
        }
        self.inspect_content().map_err(|source| Error::io("läsa", &self.shown, source))?
    }

    fn inspect_content(&self) -> io::Result<Result<(), Error>> {
        let is_ours = match ledger::mark(&self.output)? {
            Mark::Sound(_) => true,
            Mark::Damaged => self.remembers(),
            Mark::Absent => fs::read_dir(&self.output)?.next().is_none(),
        };
        let foreign = || {
            refuse(
                &self.shown,
                "innehåller filer som fou inte har skrivit",
                "flytta undan dem, eller välj en annan mapp med `--output`",
            )
        };
        Ok(if is_ours { Ok(()) } else { Err(foreign()) })
    }

    /// Says whether the hidden folder holds a memory, so that a damaged marker can be taken for ours.
    fn remembers(&self) -> bool {
        fs::read_dir(&self.hidden).is_ok_and(|mut items| {
            items.any(|item| {
                item.is_ok_and(|item| {
                    item.file_name().as_encoded_bytes().starts_with(ledger::MEMORY.as_bytes())
                })
            })
        })
    }

    /// Refuses an output that is a source, holds it or lies in it, or whose hidden folder would.
    fn keep_off(&self, source: &Path) -> Result<(), Error> {
        let found = resolve(source)?;
        let fault = if same(&self.output, &found) {
            "är källmappen"
        } else if found.ancestors().skip(1).any(|above| same(above, &self.output)) {
            "innehåller källmappen"
        } else if self.output.ancestors().skip(1).any(|above| same(above, &found)) {
            "ligger i källmappen"
        } else if found.ancestors().any(|above| same(above, &self.hidden)) {
            "har sin arbetsmapp i källmappen"
        } else {
            return Ok(());
        };
        Err(refuse(&self.shown, &format!("{fault} `{}`", source.display()), OTHER))
    }
}

/// The usual advice.
const OTHER: &str = "välj en egen mapp för den färdiga webbplatsen, till exempel `public`";

fn refuse(shown: &Path, fault: &str, advice: &str) -> Error {
    Error::Refused(format!("`{}` {fault}; {advice}", shown.display()))
}

/// Makes a path absolute and free of links, `.` and `..`; parts that do not exist yet are taken as they stand.
fn resolve(path: &Path) -> Result<PathBuf, Error> {
    let fail = |source| Error::io("hitta", path, source);
    let mut resolved = PathBuf::new();
    for part in std::path::absolute(path).map_err(fail)?.components() {
        match part {
            Component::Prefix(_) | Component::RootDir => resolved.push(part),
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Normal(name) => {
                resolved.push(name);
                match fs::symlink_metadata(&resolved) {
                    // A link that leads nowhere fails here, rather than be taken for a name that is free.
                    Ok(_) => resolved = fs::canonicalize(&resolved).map_err(fail)?,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(fail(error)),
                }
            }
        }
    }
    Ok(resolved)
}

/// Says whether two paths lead to the same place, however it is spelt or mounted.
fn same(one: &Path, other: &Path) -> bool {
    let identity = |path: &Path| fs::symlink_metadata(path).ok().and_then(|found| disk::identity(&found));
    match (identity(one), identity(other)) {
        (Some(one), Some(other)) => one == other,
        _ if cfg!(unix) => one == other,
        _ => one.to_string_lossy().to_lowercase() == other.to_string_lossy().to_lowercase(),
    }
}

/// Refuses a path that could leave the folder it is meant for.
pub(super) fn check(path: &str) -> Result<(), Error> {
    const FORBIDDEN: &[char] =
        if cfg!(windows) { &['\\', '\0', ':', '<', '>', '"', '|', '?', '*'] } else { &['\\', '\0'] };
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(FORBIDDEN);
    let first = path.split('/').next().unwrap_or_default();
    if !path.split('/').all(is_plain) || first.eq_ignore_ascii_case(ledger::MARKER) {
        return Err(Error::Refused(format!(
            "`{}` kan inte vara en adress i webbplatsen",
            path.escape_debug()
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_relative_paths_are_taken() {
        for path in ["index.html", "a/b/c.css", "..a/b..", "blå/ö.html", ".well-known/x", "a/.fou"] {
            check(path).unwrap();
        }
        for path in ["", "/", "/etc", "a//b", "a/", "./a", "../a", "a/../b", "a\\b", "a\0", ".fou", ".FOU/a"]
        {
            check(path).unwrap_err();
        }
    }

    #[test]
    fn a_path_is_made_absolute_without_dots_even_where_nothing_is_yet() {
        let root = fs::canonicalize(std::env::temp_dir()).unwrap();
        let spelt = root.join("fou-none/./deep/../other/");
        assert_eq!(resolve(&spelt).unwrap(), root.join("fou-none/other"));
    }
}
