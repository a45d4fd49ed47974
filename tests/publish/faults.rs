//! Whatever fails on the way, the old site stands to the byte.

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use fou::error::Error;
use fou::publish::staging::Staging;
use fou::publish::target::Target;

use crate::ground::{Ground, child, child_root, publish, target, tree};

const OLD: [(&str, &str); 2] = [("index.html", "old"), ("a/b.html", "deep")];

/// Publishes an old site, lets `deed` fail, and expects the old site as it was, no leftover, and a next time.
#[track_caller]
fn check(deed: impl FnOnce(&Ground, Staging) -> Error) -> String {
    let ground = Ground::new();
    publish(&ground, &OLD, b"memory");
    let before = tree(&ground.output());
    let staging = ground.open();
    staging.write("index.html", b"new").unwrap();
    let message = deed(&ground, staging).to_string();
    assert_eq!(tree(&ground.output()), before, "{message}");
    assert_eq!(ground.open().memory(), Some(&b"memory"[..]), "{message}");
    assert_eq!(ground.hidden().len(), 2, "{message}: {:?}", ground.hidden());
    publish(&ground, &[("index.html", "next")], b"");
    ground.expect(&[("index.html", "next")]);
    message
}

#[test]
fn a_caller_that_gives_up_leaves_the_old_site() {
    check(|_, staging| {
        drop(staging);
        Error::Refused("det gick inte".into())
    });
}

#[test]
fn a_site_that_lacks_a_file_is_not_published() {
    let message = check(|ground, staging| {
        staging.copy("report.pdf", &ground.root().join("gone.pdf")).unwrap_err();
        staging.commit(b"").unwrap_err()
    });
    assert_eq!(message, "webbplatsen publiceras inte: `report.pdf` kunde inte skrivas; den gamla står kvar");
    let message = check(|ground, staging| {
        drop(staging);
        ground.open().commit(b"").unwrap_err()
    });
    assert_eq!(message, "webbplatsen publiceras inte: den har inga filer; den gamla står kvar");
}

#[test]
fn a_file_that_succeeds_the_second_time_is_published() {
    let ground = Ground::new();
    let (staging, source) = (ground.open(), ground.root().join("late.pdf"));
    staging.copy("late.pdf", &source).unwrap_err();
    fs::write(&source, "here").unwrap();
    staging.copy("late.pdf", &source).unwrap();
    staging.commit(b"").unwrap();
    ground.expect(&[("late.pdf", "here")]);
}

#[test]
fn a_path_written_twice_or_both_as_file_and_folder_is_an_error() {
    let message = check(|_, staging| staging.write("index.html", b"newer").unwrap_err());
    assert!(message.ends_with("public/index.html`: den finns redan"), "{message}");
    check(|_, staging| staging.write("index.html/deep", b"newer").unwrap_err());
    check(|_, staging| {
        staging.write("folder/deep", b"newer").unwrap();
        staging.write("folder", b"newer").unwrap_err();
        staging.commit(b"").unwrap_err()
    });
}

#[test]
fn a_staging_folder_that_vanishes_is_an_error() {
    check(|ground, staging| {
        fs::remove_dir_all(ground.root().join(".public.fou/new")).unwrap();
        staging.commit(b"").unwrap_err()
    });
}

#[test]
fn a_run_whose_lock_was_taken_away_does_not_publish() {
    let ground = Ground::new();
    publish(&ground, &OLD, b"");
    let first = ground.open();
    first.write("index.html", b"first").unwrap();
    fs::remove_dir_all(ground.root().join(".public.fou")).unwrap();
    let second = ground.open();
    second.write("index.html", b"second").unwrap();
    first.commit(b"").unwrap_err();
    second.commit(b"").unwrap();
    ground.expect(&[("index.html", "second")]);
}

#[test]
fn an_output_that_becomes_somebody_elses_meanwhile_is_left_alone() {
    let ground = Ground::new();
    let deeds: [fn(&Path); 2] = [
        |output| fs::write(output, "a file").unwrap(),
        |output| {
            fs::create_dir(output).unwrap();
            fs::write(output.join("thesis.txt"), "years of work").unwrap();
        },
    ];
    for deed in deeds {
        let staging = ground.open();
        staging.write("index.html", b"new").unwrap();
        deed(&ground.output());
        staging.commit(b"").unwrap_err();
        let found = ground.output();
        assert!(found.is_file() || found.join("thesis.txt").is_file());
        let _ = fs::remove_file(&found).or_else(|_| fs::remove_dir_all(&found));
    }
}

#[test]
fn a_durable_publication_is_a_publication() {
    let ground = Ground::new();
    for text in ["one", "two"] {
        let staging = Staging::open(&Target { durable: true, ..ground.target() }).unwrap();
        staging.write("index.html", text.as_bytes()).unwrap();
        assert!(staging.commit(b"").unwrap().leftover.is_none());
        ground.expect(&[("index.html", text)]);
    }
}

/// A file system mounted for one test.
pub(crate) struct Mount(PathBuf);

impl Mount {
    /// Mounts, or returns nothing if this user may not.
    pub(crate) fn make(arguments: &[&str], place: &Path) -> Option<Self> {
        let done = Command::new("mount").args(arguments).arg(place).output().ok()?;
        done.status.success().then(|| Self(place.to_path_buf()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let ground = Ground::new();
    let small = ground.root().join("small");
    fs::create_dir(&small).unwrap();
    let Some(mount) = Mount::make(&["-t", "tmpfs", "-o", "size=256k,nr_inodes=60", "none"], &small) else {
        // Only an administrator mounts; a limit stands for the full disk in the test below.
        return;
    };
    let (target, large) = (target(&small), vec![b'x'; 1 << 20]);
    let staging = Staging::open(&target).unwrap();
    staging.write("index.html", b"old").unwrap();
    staging.commit(b"").unwrap();
    let before = tree(&target.output);
    let full = |deed: &dyn Fn(Staging) -> Error, rest: &str| {
        let message = deed(Staging::open(&target).unwrap()).to_string();
        assert!(message.starts_with("kan inte skriva `") && message.ends_with(rest), "{message}");
        assert_eq!(tree(&target.output), before);
        assert_eq!(fs::read_dir(small.join(".public.fou")).unwrap().count(), 2, "{message}");
    };
    full(&|staging| staging.write("large.bin", &large).unwrap_err(), "public/large.bin`: disken är full");
    fs::write(ground.root().join("large.bin"), &large).unwrap();
    let source = ground.root().join("large.bin");
    full(&|staging| staging.copy("a/large.bin", &source).unwrap_err(), "public/a/large.bin`: disken är full");
    let many = |staging: Staging| {
        (0..100).find_map(|number| staging.write(&format!("{number}/x"), b"x").err()).unwrap()
    };
    full(&many, "disken är full");
    let memory = |staging: Staging| {
        staging.write("index.html", b"new").unwrap();
        staging.commit(&large).unwrap_err()
    };
    full(&memory, "disken är full");
    let staging = Staging::open(&target).unwrap();
    staging.write("index.html", b"next").unwrap();
    staging.commit(b"").unwrap();
    drop(mount);
}

#[test]
fn a_write_that_fails_half_way_leaves_the_old_site() {
    let ground = Ground::new();
    publish(&ground, &OLD, b"memory");
    let before = tree(&ground.output());
    let run = child("faults::child_writes_a_large_file", ground.root());
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\""]);
    limited.arg(run.get_program()).args(run.get_args()).env("FOU_TEST_ROOT", ground.root());
    assert!(limited.status().unwrap().success());
    assert_eq!(tree(&ground.output()), before);
}

#[test]
fn child_writes_a_large_file() {
    let Some(root) = child_root() else { return };
    let staging = Staging::open(&target(&root)).unwrap();
    let message = staging.write("large.bin", &vec![b'x'; 1 << 20]).unwrap_err().to_string();
    assert!(message.ends_with("public/large.bin`: filen blir för stor"), "{message}");
}

#[test]
fn a_folder_that_may_not_be_written_leaves_the_old_site() {
    use std::os::unix::fs::PermissionsExt as _;
    let ground = Ground::new();
    publish(&ground, &OLD, b"memory");
    let before = tree(ground.root());
    for (folder, mode) in [(".public.fou", 0o755), (".", 0o555)] {
        fs::set_permissions(ground.root().join(folder), fs::Permissions::from_mode(mode)).unwrap();
    }
    let mut run = child("faults::child_may_not_write", ground.root());
    // The folder that this program was built in may be closed to others.
    let copy = std::env::temp_dir().join(format!("fou-publish-{}", std::process::id()));
    if rustix::process::geteuid().is_root() {
        fs::copy(run.get_program(), &copy).unwrap();
        let arguments: Vec<_> = run.get_args().map(ToOwned::to_owned).collect();
        run = std::process::Command::new(&copy);
        run.args(arguments).env("FOU_TEST_ROOT", ground.root()).uid(65_534).gid(65_534);
    }
    let output = run.output().unwrap();
    let _ = fs::remove_file(&copy);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(tree(ground.root()), before);
    fs::set_permissions(ground.root(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn child_may_not_write() {
    let Some(root) = child_root() else { return };
    let elsewhere = Target { output: root.join("new/public"), ..target(&root) };
    let message = Staging::open(&elsewhere).unwrap_err().to_string();
    assert!(
        message.starts_with("kan inte skapa `") && message.ends_with("du saknar rättighet till den"),
        "{message}"
    );
    if !rustix::fs::stat(root.join(".public.fou/lock"))
        .is_ok_and(|found| found.st_uid == rustix::process::geteuid().as_raw())
    {
        let message = Staging::open(&target(&root)).unwrap_err().to_string();
        assert!(message.ends_with("lock`: du saknar rättighet till den"), "{message}");
    }
}
