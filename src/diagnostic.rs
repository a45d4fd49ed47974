//! Remarks about the content: what is wrong, where, and what to write instead.
//!
//! A stage hands its remarks on beside its value ([`Diagnosed`]) and prints nothing. The words stand where the
//! mistake is found; this room knows only their shape and their order.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::lang::numbers;

/// How serious a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Stops the site: nothing is published while it stands.
    Error,
    /// Something the author may live with.
    Warning,
    /// Nothing wrong: something the author may want to know. It never stops the site.
    Note,
}

impl Severity {
    /// Names the level in Swedish, as it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "fel",
            Self::Warning => "varning",
            Self::Note => "upplysning",
        }
    }
}

/// A place in a file: line and column count from 1, in characters; line 0 means the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the site's folder, with `/` between its parts.
    pub path: Arc<str>,
    /// The line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// The column of the first marked character, from 1.
    pub column: u32,
    /// How many characters are marked on that line; 0 marks the point only.
    pub length: u32,
}

impl Place {
    /// Points at a file as a whole.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), line: 0, column: 0, length: 0 }
    }

    /// Points at `length` characters from a line and column, both counted from 1.
    pub fn at(path: impl Into<Arc<str>>, line: u32, column: u32, length: u32) -> Self {
        Self { path: path.into(), line, column, length }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}", self.path),
            line => write!(out, "{}:{line}:{}", self.path, self.column),
        }
    }
}

/// One remark: one mistake, told once.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Whether the site can be published with it.
    pub severity: Severity,
    /// Names the rule for ever, such as `F012`; each code has a broken sample under `tests/mistakes/`.
    pub code: Cow<'static, str>,
    /// What is wrong: lower case, no full stop, the author's words in backticks.
    pub message: String,
    /// Where it is wrong.
    pub place: Place,
    /// What to write instead, as one line each.
    pub advice: Vec<String>,
    /// Another place that the message speaks of, with a word about it: the other file of a collision.
    pub other: Option<(Place, String)>,
}

impl Diagnostic {
    /// Makes a remark that stops the site.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code: Cow::Borrowed(code),
            message: message.into(),
            place,
            advice: Vec::new(),
            other: None,
        }
    }

    /// Makes a remark that the author may live with.
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// Makes a remark that tells of nothing wrong.
    pub fn note(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, place, message) }
    }

    /// Adds a line that says what to write instead.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice.push(advice.into());
        self
    }

    /// Adds another place that the message speaks of.
    #[must_use]
    pub fn beside(mut self, place: Place, word: impl Into<String>) -> Self {
        self.other = Some((place, word.into()));
        self
    }
}

/// Orders by file, line and column, then by code, so that a run reads from the top of each file.
impl Ord for Diagnostic {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |it: &Self| (it.place.clone(), it.code.clone(), it.message.clone());
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Diagnostic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Says how many remarks there are of each level: "2 fel, 1 varning och 3 upplysningar".
pub fn tally(diagnostics: &[Diagnostic]) -> Option<String> {
    let of = |severity, one: &str, many: &str| {
        let count = diagnostics.iter().filter(|it| it.severity == severity).count() as u64;
        (count > 0).then(|| format!("{} {}", numbers::integer(count), if count == 1 { one } else { many }))
    };
    let mut parts: Vec<_> = [
        of(Severity::Error, "fel", "fel"),
        of(Severity::Warning, "varning", "varningar"),
        of(Severity::Note, "upplysning", "upplysningar"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let last = parts.pop()?;
    Some(if parts.is_empty() { last } else { format!("{} och {last}", parts.join(", ")) })
}

/// A value together with the remarks that came of making it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosed<T> {
    /// What was made.
    pub value: T,
    /// What there is to say about it, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Diagnosed<T> {
    /// Makes a value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Makes another value of this one, and keeps the remarks.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Diagnosed<U> {
        Diagnosed { value: make(self.value), diagnostics: self.diagnostics }
    }

    /// Hands the remarks over to `all` and keeps the value.
    pub fn unload(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_read_from_the_top_of_each_file() {
        let at = |path: &str, line| Diagnostic::error("F001", Place::at(path, line, 1, 1), "fel");
        let mut all = [at("b.md", 1), at("a.md", 20), at("a.md", 3)];
        all.sort();
        let order: Vec<_> = all.iter().map(|it| it.place.to_string()).collect();
        assert_eq!(order, ["a.md:3:1", "a.md:20:1", "b.md:1:1"]);
    }

    #[test]
    fn remarks_are_counted_by_level() {
        let one = |make: fn(&'static str, Place, String) -> Diagnostic| {
            make("F001", Place::file(""), String::new())
        };
        let (error, warning, note) =
            (one(Diagnostic::error), one(Diagnostic::warning), one(Diagnostic::note));
        let said = |all: &[&Diagnostic]| tally(&all.iter().copied().cloned().collect::<Vec<_>>());
        assert_eq!(said(&[]), None);
        assert_eq!(said(&[&error, &error]).as_deref(), Some("2 fel"));
        assert_eq!(said(&[&warning, &error]).as_deref(), Some("1 fel och 1 varning"));
        assert_eq!(
            said(&[&note, &warning, &note, &error, &warning]).as_deref(),
            Some("1 fel, 2 varningar och 2 upplysningar")
        );
    }

    #[test]
    fn a_place_without_line_is_the_whole_file() {
        assert_eq!(Place::file("content/site.yaml").to_string(), "content/site.yaml");
    }
}
