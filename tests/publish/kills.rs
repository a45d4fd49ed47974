//! A kill at any instant leaves the old site or the new one; a visitor never notices a publication.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use fou::publish::staging::Staging;

use crate::ground::{Ground, Reaped, child, child_root, target, tree};

const FILES: u32 = 40;

/// Publishes the site of one generation: its number in every file, a few files that never change, and one that
/// only every other generation has.
fn publish_generation(root: &Path, generation: u32) {
    let staging = Staging::open(&target(root)).unwrap();
    for number in 0..FILES {
        let text = format!("{generation}\n").repeat(1 + number as usize * 40);
        staging.write(&format!("folder-{}/page-{number}.html", number % 7), text.as_bytes()).unwrap();
        staging.write(&format!("constant/{number}.css"), b"constant").unwrap();
    }
    if generation % 2 == 1 {
        staging.write("odd.html", format!("{generation}\n").as_bytes()).unwrap();
    }
    assert!(staging.commit(generation.to_string().as_bytes()).unwrap().leftover.is_none());
}

/// Expects a site that is wholly of one generation, and returns which.
#[track_caller]
fn whole(root: &Path) -> u32 {
    let files = tree(&root.join("public"));
    let generation: u32 = files["folder-0/page-0.html"].trim().parse().unwrap();
    let line = generation.to_string();
    assert_eq!(files.len(), (FILES * 2 + 1 + generation % 2) as usize, "generation {generation}");
    for (path, text) in files.iter().filter(|(path, _)| *path != ".fou") {
        match path.strip_prefix("constant/") {
            Some(_) => assert_eq!(text, "constant", "{path}"),
            None => assert!(
                !text.is_empty() && text.lines().all(|found| found == line),
                "{path} of {line}: {text}"
            ),
        }
    }
    generation
}

#[test]
fn child_publishes_until_it_is_killed() {
    let Some(root) = child_root() else { return };
    let first = whole(&root) + 1;
    for generation in first.. {
        println!("begin {generation}");
        std::io::stdout().flush().unwrap();
        publish_generation(&root, generation);
    }
}

#[test]
#[expect(
    clippy::disallowed_types,
    clippy::cast_precision_loss,
    reason = "kills fall at the pace of this machine"
)]
fn a_kill_at_any_instant_leaves_the_old_site_or_the_new_one() {
    let ground = Ground::new();
    let root = ground.root();
    publish_generation(root, 1);
    let mut pace = Duration::from_millis(10);
    let (mut chance, mut leftovers, mut advanced) = (0x5EED_u64, 0, 0);
    for round in 0..100 {
        let before = whole(root);
        let mut run = Reaped(child("kills::child_publishes_until_it_is_killed", root).spawn().unwrap());
        let mut lines = BufReader::new(run.0.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("begin")), "round {round}: the child publishes");
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        // Not to wait for something, but to choose the instant.
        std::thread::sleep(pace.mul_f64((chance % 1000) as f64 / 400.0));
        drop(run);
        let found = whole(root);
        assert!(found >= before, "round {round}");
        advanced += u32::from(found > before);
        let left = ground.hidden().into_iter().filter(|name| name == "new" || name == "old").count();
        assert!(left <= 1, "round {round}: {:?}", ground.hidden());
        leftovers += left;
        let staging = ground.open();
        assert_eq!(staging.memory(), Some(found.to_string().as_bytes()), "round {round}");
        assert!(staging.is_intact(), "round {round}");
        drop(staging);
        assert_eq!(ground.hidden().len(), 2, "round {round}: {:?}", ground.hidden());
        let start = Instant::now();
        publish_generation(root, found + 1);
        pace = start.elapsed().min(Duration::from_millis(100));
        assert_eq!(whole(root), found + 1, "round {round}");
    }
    assert!(
        leftovers >= 5 && advanced >= 5,
        "kills fell everywhere: {leftovers} inside, {advanced} after a publication"
    );
}

#[test]
fn a_visitor_misses_nothing_while_the_site_is_published() {
    let ground = Ground::new();
    let root = ground.root();
    publish_generation(root, 1);
    let (done, read) = (AtomicBool::new(false), AtomicU32::new(0));
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                for number in 0..FILES {
                    let path = root.join(format!("public/folder-{}/page-{number}.html", number % 7));
                    let text = fs::read_to_string(&path).unwrap();
                    let first = text.lines().next().unwrap();
                    assert!(text.lines().all(|line| line == first), "{}", path.display());
                    assert_eq!(text.lines().count(), 1 + number as usize * 40, "{}", path.display());
                    read.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        for generation in 2..52 {
            publish_generation(root, generation);
        }
        done.store(true, Ordering::Relaxed);
        reader.join().unwrap();
    });
    assert_eq!(whole(root), 51);
    assert!(read.into_inner() > FILES);
}
