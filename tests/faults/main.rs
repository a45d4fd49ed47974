//! Hostile inputs and a failing machine, through the real program and on a real disk.
//!
//! Whatever happens: a remark or a clear failure that names the file, exit code 1 or 3, no panic, within ten seconds
//! and one gibibyte; and the site that stood before stands as it stood.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests look at what lies on the disk, and kill at this machine's pace"
)]

mod content;
mod files;
mod kills;
mod machine;
#[path = "../program/mod.rs"]
mod program;
mod settings;
mod templates;

use program::{Scratch, run};

/// What a hostile input may cost.
const SECONDS: f64 = 10.0;
/// One gibibyte of address space, in the shell's unit.
const MEMORY: &str = "ulimit -v 1048576";

/// Publishes a site, spoils it, builds again and expects words, an exit code and the old site.
#[track_caller]
fn check(spoil: impl FnOnce(&Scratch), code: i32, said: &[&str]) {
    let site = Scratch::published_site();
    let before = site.published();
    spoil(&site);
    let ran = run(site.limited(MEMORY, &["build"]));
    ran.expect(code, said);
    assert!(ran.seconds < SECONDS, "it took {} seconds", ran.seconds);
    if code != 0 {
        assert!(site.published() == before, "the old site has changed");
        assert_eq!(leftovers(&site), Vec::<String>::new());
    }
}

/// Lists what the hidden folder holds besides the lock and a memory.
fn leftovers(site: &Scratch) -> Vec<String> {
    let Ok(items) = std::fs::read_dir(site.path(".public.fou")) else { return Vec::new() };
    let names = items.map(|item| item.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "lock" && !name.starts_with("memory.")).collect()
}
