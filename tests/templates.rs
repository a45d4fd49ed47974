//! Templates read `site`, `page` and what they name themselves, and nothing else.
#![expect(clippy::disallowed_methods, reason = "the test reads the repository")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// The words of the template language.
const WORDS: &str = "if elif else endif for in endfor set endset block endblock include extends component endcomponent \
                     raw endraw filter endfilter and or not is true false none string integer bool map array number \
                     float any loop __tera_context body defined";

/// Finds the names that a template reads but neither `site`, `page` nor anything that it names itself.
fn strange_names(text: &str) -> BTreeSet<String> {
    let mut known: BTreeSet<String> =
        WORDS.split_whitespace().chain(["site", "page"]).map(str::to_owned).collect();
    let tags: Vec<String> = tags(text);
    for tag in &tags {
        let words: Vec<_> =
            tag.split(|it: char| !it.is_alphanumeric() && it != '_').filter(|it| !it.is_empty()).collect();
        match words.first() {
            Some(&("set" | "block" | "endblock")) => known.extend(words.get(1).map(|it| (*it).to_owned())),
            Some(&"for") => {
                known.extend(words.iter().skip(1).take_while(|it| **it != "in").map(|it| (*it).to_owned()));
            }
            Some(&("component" | "endcomponent")) => {
                known.extend(words.iter().skip(1).map(|it| (*it).to_owned()));
            }
            _ => {}
        }
    }
    let mut strange = BTreeSet::new();
    for tag in &tags {
        let letters: Vec<char> = tag.chars().collect();
        let mut at = 0;
        while at < letters.len() {
            let start = at;
            while at < letters.len() && (letters[at].is_alphanumeric() || letters[at] == '_') {
                at += 1;
            }
            if start == at {
                at += 1;
                continue;
            }
            let word: String = letters[start..at].iter().collect();
            let before = letters[..start].iter().rev().find(|it| !it.is_whitespace()).copied();
            let close = start.checked_sub(1).map(|it| letters[it]);
            let after: String =
                letters[at..].iter().collect::<String>().trim_start().chars().take(2).collect();
            let is_member = close == Some('.') || close == Some('<') || close == Some('/');
            let is_filter = before == Some('|') || after.starts_with('(');
            let is_argument = after.starts_with('=') && after != "==";
            let is_name = !word.starts_with(|it: char| it.is_ascii_digit());
            if is_name && !is_member && !is_filter && !is_argument && !known.contains(&word) {
                strange.insert(word);
            }
        }
    }
    strange
}

/// Cuts out what stands between `{{ }}` and `{% %}`, without comments and quoted text.
fn tags(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        rest = &rest[at..];
        let close = match rest.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                rest = &rest[1..];
                continue;
            }
        };
        let Some(end) = rest.find(close) else { break };
        if close != "#}" {
            let inner: String = rest[2..end].split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
            found.push(inner.trim_matches(|it: char| it == '-' || it.is_whitespace()).to_owned());
        }
        rest = &rest[end + 2..];
    }
    found
}

#[test]
fn templates_read_the_site_the_page_and_their_own_names() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("themes/nordvast/templates");
    let mut count = 0;
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        assert_eq!(strange_names(&fs::read_to_string(&path).unwrap()), BTreeSet::new(), "{}", path.display());
        count += 1;
    }
    assert!(count > 15, "only {count} templates were found");
}

#[test]
fn a_planted_name_is_found() {
    let planted =
        "{% for x in page.main.xs %}{{ x.a }}{{ config.title }}{% if y == 1 %}{% endif %}{% endfor %}";
    assert_eq!(strange_names(planted).into_iter().collect::<Vec<_>>(), ["config", "y"]);
}
