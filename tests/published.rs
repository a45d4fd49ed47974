//! The real site says what it must, and nothing that it must not: the list is `tests/facts`.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests look at what lies on the disk"
)]

mod program;

use program::{Scratch, files, home};

/// Takes tags away and writes every space alike; `between` stands where a tag stood.
fn words(html: &str, between: &str) -> String {
    let mut text = String::new();
    for (at, part) in html.split('<').enumerate() {
        text += if at == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) };
        text += between;
    }
    for (entity, letter) in
        [("&nbsp;", " "), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")]
    {
        text = text.replace(entity, letter);
    }
    // A no-break space counts as white space.
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_real_site_says_what_it_must() {
    let scratch = Scratch::new();
    let site = home();
    let output = scratch.path("public");
    let (site, output) = (site.to_str().unwrap(), output.to_str().unwrap());
    scratch.fou(&["build", "--today", "2026-11-23", "--site", site, "--output", output]).expect(0, &[]);
    let published = files(&scratch.path("public"));
    let mut faults = Vec::new();
    let list = std::fs::read_to_string(home().join("tests/facts")).unwrap();
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((address, text)) = line.strip_prefix("+ ").and_then(|rest| rest.split_once(" | ")) {
            let file = format!("{}index.html", address.trim_start_matches('/'));
            let html = published.get(&file).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
            if !["", " "].iter().any(|between| words(&html, between).contains(text)) {
                faults.push(format!("{address} lacks: {text}"));
            }
        } else if let Some(text) = line.strip_prefix("- ") {
            for (path, bytes) in &published {
                let raw = String::from_utf8_lossy(bytes);
                let is_said = raw.contains(text) || ["", " "].iter().any(|it| words(&raw, it).contains(text));
                if is_said {
                    faults.push(format!("{path} says: {text}"));
                }
            }
        } else {
            faults.push(format!("no fact: {line}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
