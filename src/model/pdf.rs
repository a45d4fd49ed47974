//! How a PDF stands: whether everyone can read it, and whether it says what its page says.
//!
//! What is asked for is the law's (2018:1937, by way of EN 301 549, chapter 10) as far as a program can see it: tags,
//! language, title, bookmarks, no pages that are only a picture. Only files that publications and events hand out are
//! judged. The remarks stand in `remarks`, what is compared with the record in `agreement`.

mod agreement;
mod remarks;

use super::Site;
use super::collection::Entry;
use super::collection::{FileName, Record as _};
use super::links::beside;
use super::publication::Publication;
use crate::diagnostic::Diagnostic;
use crate::source::path::SourcePath;
use crate::source::pdf::{Facts, Fault, Reading};

/// How many pages a document may have without bookmarks.
const UNMARKED: usize = 20;

/// How many pages a document should have at most.
const MANY: usize = 10_000;

/// How a document stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fitness {
    /// Nobody has looked, or could.
    Unknown,
    /// A program finds nothing.
    Passed,
    /// There are flaws.
    Flawed(Vec<Flaw>),
}

/// What keeps somebody from reading a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It opens only with a password.
    Locked,
    /// Its text has no tags.
    Untagged,
    /// It does not say its language.
    Unspoken,
    /// It has no title, or does not show it.
    Untitled,
    /// It is long and has no bookmarks.
    Unmarked,
    /// These pages are only pictures, of so many.
    Scanned(Vec<usize>),
    /// It is protected, which may shut out what reads aloud.
    Protected,
}

impl Flaw {
    /// Words the flaw as it is said to visitors.
    pub fn words(&self) -> String {
        match self {
            Self::Locked => "öppnas bara med lösenord".to_owned(),
            Self::Untagged => "saknar taggar".to_owned(),
            Self::Unspoken => "anger inte språk".to_owned(),
            Self::Untitled => "visar ingen titel".to_owned(),
            Self::Unmarked => "saknar bokmärken".to_owned(),
            Self::Scanned(pages) => format!("saknar text på {}", shown(pages)),
            Self::Protected => "är skyddad".to_owned(),
        }
    }
}

/// Judges a document by what was read of it.
pub fn fitness(reading: &Reading) -> Fitness {
    let Some(facts) = &reading.facts else {
        let is_locked = reading.fault == Some(Fault::Locked);
        return if is_locked { Fitness::Flawed(vec![Flaw::Locked]) } else { Fitness::Unknown };
    };
    let scans = reading.texts.as_ref().map(|texts| texts.scans.clone()).unwrap_or_default();
    let all = [
        (!facts.tagged).then_some(Flaw::Untagged),
        facts.language.is_none().then_some(Flaw::Unspoken),
        (!shows_title(facts)).then_some(Flaw::Untitled),
        (facts.pages > UNMARKED && facts.bookmarks == 0).then_some(Flaw::Unmarked),
        (!scans.is_empty()).then_some(Flaw::Scanned(scans)),
        facts.encrypted.then_some(Flaw::Protected),
    ];
    let flaws: Vec<_> = all.into_iter().flatten().collect();
    match flaws.is_empty() {
        false => Fitness::Flawed(flaws),
        true if reading.texts.is_some() => Fitness::Passed,
        true => Fitness::Unknown,
    }
}

fn shows_title(facts: &Facts) -> bool {
    facts.title.is_some() && facts.title_shown
}

/// Says what there is to say of every PDF that publications and events hand out.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    for entry in &site.publications {
        let main = entry.data.main_file().map(|file| &file.name);
        for (file, path, reading) in read(site, &entry.head.path, entry.data.files()) {
            said.extend(remarks::remarks(&path, &reading));
            let Some(facts) = &reading.facts else { continue };
            said.extend(remarks::language(entry, file, facts));
            if Some(&file.name) == main {
                said.extend(agreement::remarks(site, entry, file, facts, reading.texts.as_ref()));
            }
        }
    }
    for entry in &site.events {
        for (_, path, reading) in read(site, &entry.head.path, entry.data.files()) {
            said.extend(remarks::remarks(&path, &reading));
        }
    }
    said
}

/// Finds the readings of files that lie beside a text.
fn read<'f>(
    site: &'f Site,
    text: &'f SourcePath,
    files: Vec<&'f FileName>,
) -> impl Iterator<Item = (&'f FileName, SourcePath, std::sync::Arc<Reading>)> {
    files.into_iter().filter_map(move |file| {
        let path = beside(text, &file.name)?;
        let reading = site.files.reading(&path)?.clone();
        Some((file, path, reading))
    })
}

/// Returns the language that a publication is said to be in.
fn language(entry: &Entry<Publication>) -> &str {
    entry.data.language.as_deref().unwrap_or("sv")
}

/// Names pages: `sidan 3`, `sidorna 3–5 och 9`.
fn shown(pages: &[usize]) -> String {
    const MOST: usize = 8;
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => runs.push((page, page)),
        }
    }
    let more = runs.len() > MOST;
    let run = |(first, last): (usize, usize)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    let mut runs: Vec<String> = runs.into_iter().take(MOST).map(run).collect();
    if more {
        runs.push("fler".to_owned());
    }
    let word = if pages.len() == 1 { "sidan" } else { "sidorna" };
    match runs.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{word} {} och {last}", rest.join(", ")),
        _ => format!("{word} {}", runs.join("")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::pdf::Texts;

    #[test]
    fn pages_are_named_in_runs() {
        assert_eq!(shown(&[3]), "sidan 3");
        assert_eq!(shown(&[3, 4, 5]), "sidorna 3–5");
        assert_eq!(shown(&[1, 3, 4, 9]), "sidorna 1, 3–4 och 9");
        let many: Vec<usize> = (1..40).step_by(2).collect();
        assert_eq!(shown(&many), "sidorna 1, 3, 5, 7, 9, 11, 13, 15 och fler");
    }

    #[test]
    fn what_was_not_read_to_the_end_is_not_passed() {
        let facts = Facts {
            pages: 30,
            title: Some("A".into()),
            language: Some("sv".into()),
            tagged: true,
            title_shown: true,
            bookmarks: 3,
            ..Facts::default()
        };
        let sound = Reading { facts: Some(facts), texts: Some(Texts::default()), ..Reading::default() };
        assert_eq!(fitness(&sound), Fitness::Passed);
        assert_eq!(fitness(&Reading { texts: None, ..sound }), Fitness::Unknown);
        assert_eq!(fitness(&Reading::failed(Fault::Broken)), Fitness::Unknown);
        assert_eq!(fitness(&Reading::failed(Fault::Locked)), Fitness::Flawed(vec![Flaw::Locked]));
    }
}
