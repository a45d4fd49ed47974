//! Whole sites against what they shall become: the main part of every page, and every feed and table whole.
//!
//! Each folder of `tests/sites` has a `site/` and an `expected/`; the theme is the repository's own. What the theme's
//! frame brings is the same on every page and kept out. A file too many fails as one too few does. `UPDATE=1`
//! rewrites; read the difference before it is kept.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "sites lie on the disk")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use fou::source::discover::discover;
use support::Made;

/// What no visitor may ever find: the words and files of drafts, and of what waits or has ended.
const CANARIES: [&[u8]; 4] = ["KANARIEFÅGEL".as_bytes(), b"kanariefagel", b"KANARIEPDF", b"KANARIEBILD"];

#[test]
fn the_least_site() {
    check("minimal");
}

#[test]
fn a_site_with_everything() {
    no_canary(&check("whole"));
}

#[test]
fn a_report_in_chapters() {
    no_canary(&check("report"));
}

/// Looks for what no visitor may find.
#[track_caller]
fn no_canary(made: &Made) {
    for (path, bytes) in &made.files {
        for canary in CANARIES {
            let found = bytes.windows(canary.len()).any(|window| window == canary);
            assert!(!found, "{path} shows {}", String::from_utf8_lossy(canary));
        }
        assert!(!path.contains("hemlig"), "{path} is a draft's");
    }
}

#[test]
fn a_site_with_swedish_letters() {
    check("swedish");
}

/// Makes a site and compares it with its `expected/`.
#[track_caller]
fn check(name: &str) -> Made {
    let mut sources = discover(&support::tests(&format!("sites/{name}/site"))).unwrap();
    let mut repository = discover(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    repository.texts.retain(|path, _| path.as_str().starts_with("themes/"));
    repository.blobs.retain(|path, _| path.as_str().starts_with("themes/"));
    support::extend(&mut sources, repository);
    support::read_pdfs(&mut sources);
    support::read_pictures(&mut sources);
    let made = support::make(&sources, &support::options());
    assert_eq!(made.diagnostics, [], "the site is sound");
    let seen = kept(&made);
    let folder = support::tests(&format!("sites/{name}/expected"));
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&folder);
        for (path, text) in &seen {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
    }
    let mut expected = BTreeMap::new();
    gather(&folder, &folder, &mut expected);
    let mut faults = String::new();
    for path in expected.keys().filter(|path| !seen.contains_key(*path)) {
        let _ = writeln!(faults, "{name}: {path} is expected and not there");
    }
    for (path, text) in &seen {
        match expected.get(path) {
            None => drop(writeln!(faults, "{name}: {path} is there and not expected")),
            Some(expected) if expected != text => drop(writeln!(faults, "{name}: {path} is\n{text}")),
            Some(_) => {}
        }
    }
    assert!(faults.is_empty(), "{faults}");
    made
}

/// Picks what is compared: the main part of pages, and feeds and tables whole.
fn kept(made: &Made) -> BTreeMap<String, String> {
    let mut kept = BTreeMap::new();
    for (path, bytes) in &made.files {
        let extension = Path::new(path).extension().and_then(|it| it.to_str()).unwrap_or_default();
        let whole = matches!(extension, "xml" | "txt" | "eml" | "conf" | "ics" | "json" | "bib" | "ris")
            || path == "_redirects";
        if extension == "html" {
            let text = std::str::from_utf8(bytes).unwrap();
            // The page of an old address has no main part.
            kept.insert(path.clone(), tidy(main(text).unwrap_or(text)));
        } else if whole && !path.starts_with("assets/") {
            kept.insert(path.clone(), String::from_utf8(bytes.to_vec()).unwrap());
        }
    }
    kept
}

fn main(html: &str) -> Option<&str> {
    let start = html.find("<main")?;
    let end = html.rfind("</main>")? + "</main>".len();
    html.get(start..end)
}

/// Takes away drawings, and blanks that nobody sees, so that a difference is a difference.
fn tidy(html: &str) -> String {
    let mut parts = html.split("<svg");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += "<svg/>";
        text += part.split_once("</svg>").map_or("", |(_, after)| after);
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    for path in paths {
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}
