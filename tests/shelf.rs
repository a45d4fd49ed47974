//! Sources that are kept up to date are what a fresh look at the disk finds, after any edits.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test of the disk"
)]

#[path = "program/mod.rs"]
mod program;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fou::source::Sources;
use fou::source::discover::discover;
use fou::source::path::SourcePath;
use fou::source::shelf::{Hint, Shelf};
use program::Scratch;

/// Numbers that look random and are the same in every run (xorshift64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

fn sorted(mut sources: Sources) -> Sources {
    sources.diagnostics.sort();
    sources.unreadable.sort();
    sources
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Changes one thing; returns what a watcher would tell of it.
fn edit(dice: &mut Dice, site: &Path, round: usize) -> Vec<PathBuf> {
    let mut all = Vec::new();
    files(&site.join("content"), &mut all);
    all.sort();
    let settings = site.join("content/site.yaml");
    let old = if all.is_empty() { settings } else { all[dice.roll(all.len())].clone() };
    let new = site.join(format!("content/mapp-{}/fil-{}.md", dice.roll(3), dice.roll(4)));
    match dice.roll(10) {
        0 | 1 => {
            let bytes: &[u8] =
                [b"nytt".as_slice(), b"\xff\xfe", b"a\0b", b"---\r\ntitle: x\r\n---\r\n"][dice.roll(4)];
            let _ = fs::write(&old, [bytes, round.to_string().as_bytes()].concat());
            vec![old]
        }
        2 | 3 => {
            fs::create_dir_all(new.parent().unwrap()).unwrap();
            fs::write(&new, format!("ny {round}")).unwrap();
            vec![new.parent().unwrap().to_path_buf(), new]
        }
        4 => {
            let _ = fs::remove_file(&old);
            vec![old]
        }
        5 => {
            fs::create_dir_all(new.parent().unwrap()).unwrap();
            let _ = fs::rename(&old, &new);
            vec![old, new]
        }
        6 => {
            let (from, to) = (site.join("content/mapp-0"), site.join(format!("content/mapp-{}", 3 + round)));
            let _ = fs::rename(&from, &to);
            vec![from, to]
        }
        7 => {
            let folder = site.join("content/mapp-1");
            let _ = fs::remove_dir_all(&folder);
            vec![folder]
        }
        8 => {
            let beside = site
                .join(["content/bild.png", "content/CON.md", "content/a.md~", "static/x.txt"][dice.roll(4)]);
            fs::create_dir_all(beside.parent().unwrap()).unwrap();
            fs::write(&beside, [7; 9]).unwrap();
            vec![beside]
        }
        _ => {
            // Touched, and no other than before.
            let bytes = fs::read(&old).unwrap_or_default();
            let _ = fs::write(&old, bytes);
            vec![old]
        }
    }
}

#[test]
fn a_shelf_holds_what_lies_on_the_disk() {
    for sequence in 1..=60_u64 {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(sequence));
        let scratch = Scratch::site();
        let site = scratch.path("");
        let mut shelf = Shelf::fill(&site).unwrap();
        for round in 0..8 {
            let told = edit(&mut dice, &site, round);
            let before = sorted(shelf.sources().clone());
            let hint = if dice.roll(4) == 0 {
                Hint::Everything
            } else {
                Hint::Paths(BTreeSet::from_iter(told.clone()))
            };
            let changed = shelf.refresh(&hint).unwrap();
            let now = sorted(shelf.sources().clone());
            let seen = sorted(discover(&site).unwrap());
            assert_eq!(now.diagnostics, seen.diagnostics, "{sequence}.{round}: {told:?}");
            assert!(now == seen, "{sequence}.{round}: not what is on the disk: {told:?}");
            let is_other = |path: &&SourcePath| now.texts.get(*path) != before.texts.get(*path);
            let mut others = now.texts.keys().chain(before.texts.keys()).filter(is_other);
            assert!(others.all(|path| changed.contains(path)), "{sequence}.{round}: a change was not told");
            assert!(!changed.is_empty() || now == before, "{sequence}.{round}: {told:?}");
        }
        assert!(shelf.reread().unwrap().is_empty(), "{sequence}: a stamp has lied");
    }
}
