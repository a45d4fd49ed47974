//! The same inputs give the same bytes: twice, shuffled, in another folder, on other cores, in any time zone.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the content of the repository lies on the disk"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fou::source::Sources;
use fou::source::discover::discover;
use xxhash_rust::xxh3::Xxh3;

/// Says to a child process which folder to build; it answers with a digest.
const SITE: &str = "FOU_TEST_SITE";

/// Builds a site and digests every address with its bytes, and every remark.
fn digest(sources: &Sources) -> String {
    let made = support::make(sources, &support::options());
    let mut all = Xxh3::new();
    for (path, bytes) in &made.files {
        all.update(path.as_bytes());
        all.update(bytes);
    }
    for remark in &made.diagnostics {
        all.update(format!("{remark:?}").as_bytes());
    }
    assert!(!made.files.is_empty(), "nothing was built: {:?}", made.diagnostics);
    format!("{:032x}", all.digest128())
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Is what the child processes of the other tests run; alone it says nothing.
#[test]
fn child() {
    if let Some(site) = std::env::var_os(SITE) {
        println!("digest {}", digest(&discover(Path::new(&site)).unwrap()));
    }
}

/// Builds a site in a process of its own, with one variable of its environment set.
fn apart(site: &Path, variable: &str, value: &str) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(SITE, site)
        .env(variable, value)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let digest = text.split("digest ").nth(1).and_then(|rest| rest.split_whitespace().next());
    digest.unwrap_or_else(|| panic!("{variable}={value}: {text}")).to_owned()
}

#[test]
fn the_time_zone_makes_no_difference() {
    let expected = digest(&discover(&repository()).unwrap());
    let zones =
        ["UTC", "Europe/Stockholm", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kolkata", "NZ"];
    for zone in zones {
        assert_eq!(apart(&repository(), "TZ", zone), expected, "{zone}");
    }
}

#[test]
fn the_number_of_cores_makes_no_difference() {
    let on = |threads: &str| apart(&repository(), "RAYON_NUM_THREADS", threads);
    assert_eq!(on("1"), on("2"));
}

#[test]
fn the_folder_and_the_order_of_its_files_make_no_difference() {
    let sources = discover(&repository()).unwrap();
    let other = std::env::temp_dir().join(format!("fou-build-{}", std::process::id()));
    let mut files: Vec<_> = sources.texts.keys().chain(sources.blobs.keys()).collect();
    // Another order of writing is another order in the folder, on many file systems.
    files.reverse();
    for path in files {
        let target = other.join(path.as_str());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(repository().join(path.as_str()), target).unwrap();
    }
    let seen = discover(&other).map(|sources| digest(&sources));
    fs::remove_dir_all(&other).unwrap();
    assert_eq!(seen.unwrap(), digest(&sources));
}
