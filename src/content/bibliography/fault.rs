//! What is wrong with a list of literature, in words that one can act on.

use hayagriva::io::BibLaTeXError;

use crate::diagnostic::{Diagnostic, Place};
use crate::source::path::SourcePath;

/// What the reader of `.bib` files says, and what we say.
const WORDS: [(&str, &str, &str); 9] = [
    ("unexpected end of file", "filen slutar mitt i en post", "avsluta posten med `}`"),
    ("expected closing brace", "en klammer `}` saknas", "avsluta fältet eller posten med `}`"),
    ("expected opening brace", "en klammer `{` saknas", "skriv posten så här: `@book{nyckel, title = {…}}`"),
    ("expected comma", "ett kommatecken saknas", "skriv `,` efter nyckeln och efter varje fält"),
    ("expected equals", "ett likhetstecken saknas", "skriv fältet så här: `title = {…}`"),
    ("expected identifier", "ett namn saknas", "skriv posten så här: `@book{nyckel, title = {…}}`"),
    (
        "unexpected",
        "ett tecken står där det inte hör hemma",
        "skriv posten så här: `@book{nyckel, title = {…}}`",
    ),
    ("unknown abbreviation", "ett värde saknar klamrar", "skriv värdet inom klamrar: `{…}`"),
    (
        "malformed command",
        "ett LaTeX-kommando går inte att läsa",
        "skriv tecknet som det är, till exempel `å`",
    ),
];

/// Says what is wrong with a `.bib` file.
pub(super) fn bib(path: &SourcePath, text: &str, error: &BibLaTeXError) -> Diagnostic {
    let (start, kind) = match error {
        BibLaTeXError::Parse(error) => (error.span.start, error.kind.to_string()),
        BibLaTeXError::Type(error) => (error.span.start, error.kind.to_string()),
    };
    let place = at(path, text, start);
    if let Some(key) = kind.strip_prefix("duplicate key ") {
        let remark =
            Diagnostic::error("F831", place, format!("nyckeln `{}` finns redan", key.trim_matches('"')));
        return remark.advise("ge den ena posten en annan nyckel, eller ta bort den");
    }
    let known = WORDS.iter().find(|(english, ..)| kind.starts_with(english));
    let (what, advice) = known.map_or(
        (
            "ett värde går inte att läsa",
            "kontrollera fältets årtal, datum, sidor och namn, eller ta bort fältet",
        ),
        |(_, what, advice)| (*what, *advice),
    );
    Diagnostic::error("F830", place, format!("litteraturlistan går inte att läsa: {what}")).advise(advice)
}

/// Says that a `referenser.yaml` cannot be read.
pub(super) fn yaml(path: &SourcePath, line: Option<usize>) -> Diagnostic {
    let line = line.and_then(|line| u32::try_from(line).ok());
    let place = match line {
        Some(line) if line > 0 => Place::at(path.shared().clone(), line, 1, 0),
        _ => Place::file(path.shared().clone()),
    };
    let remark = Diagnostic::error("F830", place, "litteraturlistan går inte att läsa");
    remark.advise("skriv varje post så här: `nyckel: {type: book, title: …, author: \"Efternamn, Förnamn\", date: 2025}`")
}

/// Says that two entries have the same key.
pub(super) fn twice(key: &str, place: Place, first: Place) -> Diagnostic {
    let remark = Diagnostic::error("F831", place, format!("nyckeln `{key}` finns redan"));
    remark.advise("ge den ena posten en annan nyckel, eller ta bort den").beside(first, "här finns den först")
}

/// Finds the place of a byte.
fn at(path: &SourcePath, text: &str, byte: usize) -> Place {
    let before = &text[..text.floor_char_boundary(byte)];
    let line = before.split('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Place::at(path.shared().clone(), number(line), number(before[start..].chars().count() + 1), 1)
}
