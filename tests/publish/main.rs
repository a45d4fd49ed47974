//! Publishing is whole or not at all: what `Staging` promises, tried on a real disk.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests look at what lies on the disk, and kill at this machine's pace"
)]

mod damage;
mod faults;
mod ground;
mod kills;
mod refusals;

use std::fs;

use fou::publish::staging::Outcome;
use ground::{Ground, publish};

#[test]
fn a_whole_site_takes_the_place_of_the_old_one() {
    let ground = Ground::new();
    let first =
        publish(&ground, &[("index.html", "one"), ("a/b/c.html", "deep"), ("gone/x.html", "x")], b"m1");
    assert_eq!((first.files, first.new, first.removed, first.bytes), (3, 3, 0, 8));
    assert!(first.leftover.is_none());
    let second = publish(&ground, &[("index.html", "two"), ("a/b/c.html", "deep"), ("n.css", "n")], b"m2");
    assert_eq!((second.new, second.changed, second.unchanged, second.removed), (1, 1, 1, 1));
    ground.expect(&[("a/b/c.html", "deep"), ("index.html", "two"), ("n.css", "n")]);
    assert_eq!(ground.hidden().len(), 2, "the lock and one memory: {:?}", ground.hidden());
}

#[test]
fn an_unchanged_file_keeps_its_inode_and_time() {
    let ground = Ground::new();
    publish(&ground, &[("same.html", "same"), ("other.html", "one")], b"");
    let before = (ground.stamp("same.html"), ground.stamp("other.html"));
    publish(&ground, &[("same.html", "same"), ("other.html", "two")], b"");
    assert_eq!(ground.stamp("same.html"), before.0);
    assert_ne!(ground.stamp("other.html"), before.1);
}

#[test]
fn what_was_remembered_comes_back_with_its_site() {
    let ground = Ground::new();
    assert_eq!(ground.open().memory(), None);
    publish(&ground, &[("index.html", "one")], b"remember me");
    assert_eq!(ground.open().memory(), Some(&b"remember me"[..]));
    assert!(ground.open().is_intact());
    fs::remove_dir_all(ground.output()).unwrap();
    let staging = ground.open();
    assert_eq!(staging.memory(), None, "the site that it belonged to is gone");
    assert!(!staging.is_intact());
}

#[test]
fn a_kept_file_is_neither_read_nor_written() {
    let ground = Ground::new();
    publish(&ground, &[("a/kept.html", "kept"), ("touched.html", "before")], b"");
    let before = ground.stamp("a/kept.html");
    ground.by_hand("touched.html", "beside");
    let staging = ground.open();
    assert!(staging.keep("a/kept.html").unwrap());
    assert!(!staging.keep("touched.html").unwrap(), "its time is another");
    assert!(!staging.keep("unknown.html").unwrap());
    staging.keep("../kept.html").unwrap_err();
    let summary = staging.commit(b"").unwrap();
    assert_eq!((summary.unchanged, summary.removed), (1, 1));
    assert_eq!(ground.stamp("a/kept.html"), before);
    ground.expect(&[("a/kept.html", "kept")]);
}

#[test]
fn a_large_file_is_copied_or_taken_over() {
    let ground = Ground::new();
    let (source, bytes) = (ground.root().join("report.pdf"), "0123456789".repeat(100_000));
    fs::write(&source, &bytes).unwrap();
    let copy = || {
        let staging = ground.open();
        let outcome = staging.copy("files/report.pdf", &source).unwrap();
        staging.commit(b"").unwrap();
        (outcome, ground.stamp("files/report.pdf"))
    };
    let (first, before) = copy();
    assert_eq!((first, copy()), (Outcome::New, (Outcome::Unchanged, before)));
    fs::write(&source, bytes.replace('9', "8")).unwrap();
    assert_eq!(copy().0, Outcome::Changed, "as long, but other bytes");
    ground.expect(&[("files/report.pdf", &bytes.replace('9', "8"))]);
    let staging = ground.open();
    staging.copy("x", &ground.root().join("missing.pdf")).unwrap_err();
    staging.copy("x", ground.root()).unwrap_err();
}

#[test]
fn many_threads_write_at_once() {
    let ground = Ground::new();
    for _ in 0..2 {
        let staging = ground.open();
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let staging = &staging;
                scope.spawn(move || {
                    for number in 0..50 {
                        let path = format!("year/{number}/{thread}/index.html");
                        staging.write(&path, path.as_bytes()).unwrap();
                    }
                });
            }
        });
        let summary = staging.commit(b"").unwrap();
        assert_eq!((summary.files, summary.removed), (400, 0));
    }
    assert!(ground.open().is_intact());
    assert_eq!(ground.read("year/7/3/index.html"), "year/7/3/index.html");
}

/// What somebody does in the output with other programs.
type Deed = fn(&Ground);

#[test]
fn what_was_done_by_hand_in_the_output_is_noticed_and_gone_after_the_next_publication() {
    let site = [("index.html", "one"), ("a/b.html", "deep"), ("c/d.html", "more")];
    let deeds: [(&str, Deed); 9] = [
        ("a stray file", |ground| ground.by_hand("stray.txt", "stray")),
        ("a stray file deep down", |ground| ground.by_hand("a/stray.txt", "stray")),
        ("an empty folder", |ground| fs::create_dir(ground.output().join("empty")).unwrap()),
        ("an edit of the same length", |ground| ground.by_hand("index.html", "two")),
        ("a longer edit", |ground| ground.by_hand("a/b.html", "deeper")),
        ("a file removed", |ground| fs::remove_file(ground.output().join("a/b.html")).unwrap()),
        ("a file in place of a folder", |ground| {
            fs::remove_dir_all(ground.output().join("c")).unwrap();
            ground.by_hand("c", "file");
        }),
        ("a link in place of a file", |ground| {
            fs::remove_file(ground.output().join("index.html")).unwrap();
            std::os::unix::fs::symlink(ground.precious(), ground.output().join("index.html")).unwrap();
        }),
        ("a link in place of a folder", |ground| {
            fs::remove_dir_all(ground.output().join("c")).unwrap();
            let elsewhere = ground.root().join("elsewhere");
            fs::create_dir(&elsewhere).unwrap();
            fs::write(elsewhere.join("d.html"), "more").unwrap();
            std::os::unix::fs::symlink(&elsewhere, ground.output().join("c")).unwrap();
        }),
    ];
    for (name, deed) in deeds {
        let ground = Ground::new();
        publish(&ground, &site, b"m");
        deed(&ground);
        assert!(!ground.open().is_intact(), "{name}");
        publish(&ground, &site, b"m");
        ground.expect(&site);
        assert!(ground.open().is_intact(), "{name}");
        assert_eq!(fs::read_to_string(ground.precious()).unwrap(), "precious", "{name}");
        let elsewhere = ground.root().join("elsewhere");
        assert!(!elsewhere.exists() || elsewhere.join("d.html").exists(), "{name}");
    }
}

#[test]
fn a_touched_file_with_the_same_bytes_stays_the_same_file() {
    let ground = Ground::new();
    publish(&ground, &[("index.html", "one")], b"");
    ground.by_hand("index.html", "one");
    let touched = ground.stamp("index.html");
    assert_eq!(publish(&ground, &[("index.html", "one")], b"").unchanged, 1);
    assert_eq!(ground.stamp("index.html"), touched);
    assert!(ground.open().is_intact());
}

#[test]
fn the_path_of_a_file_never_leaves_the_site() {
    let ground = Ground::new();
    let staging = ground.open();
    for path in ["../x", "/x", "a/../../x", "", "a//x", "a\\..\\x", "x\0", ".fou"] {
        staging.write(path, b"x").unwrap_err();
    }
    staging.write("index.html", b"one").unwrap();
    assert_eq!(staging.commit(b"").unwrap().files, 1);
    ground.expect(&[("index.html", "one")]);
}
