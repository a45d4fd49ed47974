//! Remarks as people read them, and as programs do.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use super::args::{Format, Site};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::source::Sources;
use crate::source::discover::read_again;

/// The longest line that is shown as an excerpt, in characters; of a longer one the neighbourhood.
const EXCERPT: usize = 100;

/// Writes all remarks: text on the error stream, JSON on the standard one.
///
/// The files that they speak of are read once more for the lines to show: a build does not keep what it has read.
/// Should that fail, the remarks do without.
pub(super) fn print(diagnostics: &[Diagnostic], site: &Site) {
    match site.format {
        Format::Text if diagnostics.is_empty() => {}
        Format::Text => {
            let shown = diagnostics.iter().map(|it| &it.place).filter(|place| place.line > 0);
            let sources = read_again(&site.folder, shown.map(|place| &*place.path));
            let mut out = std::io::stderr().lock();
            let styled = out.is_terminal() && std::env::var_os("NO_COLOR").is_none();
            let _ = out.write_all(text(diagnostics, &sources, styled).as_bytes());
        }
        Format::Json => {
            let mut out = std::io::stdout().lock();
            let _ = writeln!(out, "{}", json(diagnostics));
        }
    }
}

/// Writes a line on the error stream; if nobody reads it, that is no reason to stop.
pub(super) fn tell(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Writes remarks for people, each with its line of the file.
pub fn text(diagnostics: &[Diagnostic], sources: &Sources, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let mut lines = Lines { sources, files: BTreeMap::new() };
    let mut text = String::new();
    for diagnostic in diagnostics {
        text += &one(diagnostic, &mut lines, &renderer);
        text.push('\n');
    }
    text
}

/// The lines of files, split once.
struct Lines<'a> {
    sources: &'a Sources,
    files: BTreeMap<String, Vec<&'a str>>,
}

impl<'a> Lines<'a> {
    fn at(&mut self, place: &Place) -> Option<&'a str> {
        let lines = self.files.entry(place.path.to_string()).or_insert_with(|| {
            let path = crate::source::path::SourcePath::new(&place.path);
            self.sources.texts.get(&path).map(|text| text.text.lines().collect()).unwrap_or_default()
        });
        lines.get(usize::try_from(place.line).ok()?.checked_sub(1)?).copied()
    }
}

fn one(diagnostic: &Diagnostic, lines: &mut Lines<'_>, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::INFO,
    };
    let title =
        level.with_name(diagnostic.severity.name()).primary_title(&*diagnostic.message).id(&*diagnostic.code);
    let mut group = annotate_snippets::Group::with_title(title);
    let excerpt = lines.at(&diagnostic.place).map(|line| cut(line, &diagnostic.place));
    if let Some(excerpt) = &excerpt {
        let mut snippet = Snippet::source(&*excerpt.text)
            .line_start(usize::try_from(diagnostic.place.line).unwrap_or(1))
            .annotation(AnnotationKind::Primary.span(excerpt.span.clone()));
        if excerpt.is_cut {
            // Where the excerpt begins within its line, its own columns would be told.
            group = group.element(origin(&diagnostic.place));
        } else {
            snippet = snippet.path(&*diagnostic.place.path);
        }
        group = group.element(snippet);
    } else {
        group = group.element(origin(&diagnostic.place));
    }
    let other = diagnostic.other.as_ref().map(|(place, word)| format!("{word}: {place}"));
    if let Some(note) = &other {
        group = group.element(Level::NOTE.with_name("se").message(&**note));
    }
    for advice in &diagnostic.advice {
        group = group.element(Level::HELP.with_name("hjälp").message(&**advice));
    }
    let mut text = renderer.render(&[group]);
    text.push('\n');
    text
}

/// Names a place whose file is not at hand, or of whose line only a part is shown.
fn origin(place: &Place) -> annotate_snippets::Origin<'_> {
    let number = |it| usize::try_from(it).unwrap_or(1);
    match annotate_snippets::Origin::path(&*place.path) {
        origin if place.line == 0 => origin,
        origin => origin.line(number(place.line)).char_column(number(place.column)),
    }
}

struct Excerpt {
    text: String,
    /// Whether something of the line stands before it.
    is_cut: bool,
    span: std::ops::Range<usize>,
}

/// Cuts the neighbourhood of a place out of its line; the span is in bytes of what is cut out.
fn cut(line: &str, place: &Place) -> Excerpt {
    let letters: Vec<char> = line.chars().collect();
    let start = usize::try_from(place.column.saturating_sub(1)).unwrap_or(0).min(letters.len());
    let length = usize::try_from(place.length).unwrap_or(0).min(letters.len() - start);
    let from = if letters.len() > EXCERPT { start.saturating_sub(EXCERPT / 3) } else { 0 };
    let to = letters.len().min(from + EXCERPT);
    let text: String = letters[from..to].iter().collect();
    let bytes = |letters: &[char]| letters.iter().map(|letter| letter.len_utf8()).sum::<usize>();
    let first = bytes(&letters[from..start]);
    let last = first + bytes(&letters[start..(start + length).min(to)]);
    Excerpt { text, is_cut: from > 0, span: first..last.max(first) }
}

/// A remark as JSON.
#[derive(Serialize)]
struct Record<'a> {
    code: &'a str,
    severity: &'static str,
    message: &'a str,
    file: &'a str,
    line: u32,
    column: u32,
    length: u32,
    advice: &'a [String],
    other: Option<String>,
}

/// Writes remarks as one JSON document, on a line of its own: the preview writes one for each round.
pub(super) fn json(diagnostics: &[Diagnostic]) -> String {
    let records: Vec<_> = diagnostics
        .iter()
        .map(|it| Record {
            code: &it.code,
            severity: match it.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            message: &it.message,
            file: &it.place.path,
            line: it.place.line,
            column: it.place.column,
            length: it.place.length,
            advice: &it.advice,
            other: it.other.as_ref().map(|(place, word)| format!("{word}: {place}")),
        })
        .collect();
    serde_json::to_string(&records).expect("plain words can always be written")
}
