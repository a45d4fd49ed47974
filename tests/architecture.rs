//! The walls of the house: floors, file lengths, what templates may read and trust.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the test reads the repository")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which floor a room lies on; the map in `src/lib.rs` says the same in words.
const FLOORS: [(&str, u8); 21] = [
    ("diagnostic", 0),
    ("error", 0),
    ("url", 0),
    ("date", 0),
    ("lang", 0),
    ("index", 0),
    ("memo", 0),
    ("source", 1),
    ("content", 2),
    ("theme", 2),
    ("pdf", 2),
    ("raster", 2),
    ("model", 3),
    ("view", 4),
    ("output", 5),
    ("audit", 6),
    ("pipeline", 7),
    ("publish", 8),
    ("serve", 8),
    ("reader", 8),
    ("cli", 9),
];

/// Rooms that deliberately do not know a room on a lower floor, or know one on their own.
fn may_use(from: &str, to: &str) -> bool {
    let floor = |room: &str| FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor);
    let (Some(here), Some(there)) = (floor(from), floor(to)) else { return false };
    match (from, to) {
        _ if from == to => true,
        // The theme's manifest is read as front matter is read.
        ("theme", "content") => true,
        ("content" | "publish" | "model", "theme") | ("output", "model" | "content") => false,
        // Who opens files of others knows nothing of the site, and only a process of its own lets it.
        (_, "pdf" | "raster") => from == "reader",
        ("audit", _) => there == 0,
        ("publish" | "serve" | "reader" | "pdf" | "raster", _) => there <= 1,
        // Words that every room uses know each other, and dates are written by `lang`.
        _ if here == 0 => there == 0 && !matches!((from, to), ("date" | "url" | "error", "lang")),
        _ => there < here,
    }
}

fn files(folder: &str, extension: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| extension.iter().any(|wanted| it == *wanted)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Lists the rooms that a source file names, with the line: `crate::model::…`.
fn rooms(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for rest in line.split("crate::").skip(1) {
            let room: String = rest.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
            found.push((number + 1, room));
        }
    }
    found
}

fn room_of(path: &Path) -> String {
    let inner = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inner.iter().next().unwrap().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn breaches(files: &BTreeMap<String, Vec<(String, String)>>) -> Vec<String> {
    let mut breaches = Vec::new();
    for (room, texts) in files {
        for (path, text) in texts {
            for (line, used) in rooms(text) {
                if !may_use(room, &used) {
                    breaches.push(format!("{path}:{line}: `{room}` may not use `{used}`"));
                }
            }
        }
    }
    breaches
}

#[test]
fn a_room_uses_only_lower_floors() {
    let mut all: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for path in files("src", &["rs"]) {
        let room = room_of(&path);
        if room != "lib" && room != "main" {
            let text = fs::read_to_string(&path).unwrap();
            all.entry(room).or_default().push((path.display().to_string(), text));
        }
    }
    assert_eq!(all.len(), FLOORS.len(), "every room has a floor");
    assert_eq!(breaches(&all), Vec::<String>::new());
}

#[test]
fn an_upward_import_is_seen() {
    let planted = ("source.rs".to_owned(), "use crate::model::Site;\n".to_owned());
    let all = BTreeMap::from([("source".to_owned(), vec![planted])]);
    assert_eq!(breaches(&all), ["source.rs:1: `source` may not use `model`"]);
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let code = ["rs", "html", "css", "js", "py"];
    let all = files("src", &code).into_iter().chain(files("tests", &["rs"])).chain(files("themes", &code));
    let long: Vec<String> = all
        .map(|path| (fs::read_to_string(&path).unwrap().lines().count(), path))
        .filter(|(lines, _)| *lines > 400)
        .map(|(lines, path)| format!("{} has {lines} lines", path.display()))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn only_finished_html_is_trusted() {
    let mut doubtful = Vec::new();
    for path in files("themes", &["html"]) {
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            for (at, _) in line.match_indices("| safe") {
                if !line[..at].trim_end().ends_with("_html") {
                    doubtful.push(format!("{}:{}", path.display(), number + 1));
                }
            }
        }
    }
    assert_eq!(doubtful, Vec::<String>::new());
}

#[test]
fn every_template_names_the_view_that_it_shows() {
    for (name, view) in fou::view::Main::TEMPLATES.map(|name| (name, name.trim_end_matches(".html"))) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/nordvast/templates").join(name);
        let text = fs::read_to_string(path).unwrap();
        assert!(text.starts_with("{# Shows view::"), "{view} names its view in its first line");
    }
}

#[test]
fn the_readme_names_only_commands_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    assert!(readme.contains("cargo run --release -- build"), "the main command");
    assert!(readme.contains("tests/run"), "the test command");
    let arguments = fs::read_to_string(root.join("src/cli/args.rs")).unwrap();
    let options = readme
        .split("`--")
        .skip(1)
        .map(|rest| rest.chars().take_while(|it| it.is_ascii_lowercase() || *it == '-').collect::<String>());
    let is_ours = |it: &String| !["", "-", "release", "help", "version"].contains(&it.as_str());
    for option in options.filter(is_ours) {
        let field = option.replace('-', "_");
        let named = format!("long = \"{option}\"");
        let is_there = arguments.contains(&format!("{field}:")) || arguments.contains(&named);
        assert!(is_there, "the README names `--{option}`, which does not exist");
    }
}
