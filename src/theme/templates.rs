//! The templates of a theme, handed to Tera, and in Swedish what Tera has to say.
//!
//! 1. Each template is read alone, so that the mistakes of all of them are told at once.
//! 2. What they include is followed ([`references`]).
//! 3. All are read together: filters, components and blocks must exist.
//!
//! Tera's own words stand in the advice, since whoever writes templates knows them from its manual.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult};

use super::{Files, references};
use crate::diagnostic::{Diagnostic, Place};

/// The folder of a theme that holds its templates.
pub const FOLDER: &str = "templates/";

/// The most numbers that `range` gives in a template.
pub const LONGEST_RANGE: i128 = 1_000;

/// Reads all templates of a theme; `None` if any of them is wrong.
pub fn load(files: &Files<'_>, remarks: &mut Vec<Diagnostic>) -> Option<Tera> {
    let texts: BTreeMap<&str, &str> = files
        .texts
        .iter()
        .filter_map(|(path, text)| Some((path.strip_prefix(FOLDER)?, *text)))
        .filter(|(name, _)| is_html(name))
        .collect();
    let mut found: Vec<_> =
        texts.iter().filter_map(|(name, text)| syntax(&files.folder, name, text)).collect();
    found.extend(references::check(&files.folder, &texts));
    if found.is_empty() {
        let mut tera = empty();
        match tera.add_raw_templates(&texts) {
            Ok(()) => return Some(tera),
            Err(error) => found = set_remarks(&files.folder, &error),
        }
    }
    remarks.extend(found);
    None
}

/// Tells whether a file is a template, by the very letters for which its text is escaped.
fn is_html(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension == "html")
}

/// Returns the file of a template, relative to the site's folder.
pub fn path(folder: &str, template: &str) -> String {
    format!("{folder}/{FOLDER}{template}")
}

/// Turns what Tera said while rendering `template` into a remark.
pub fn remark(folder: &str, template: &str, error: &Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            let called = error
                .to_string()
                .lines()
                .find_map(|line| located(folder, line.strip_prefix("note: called from ")?));
            let remark = of_report(folder, "F817", "mallen går inte att visa", report);
            match called {
                Some(place) => remark.beside(place, "anropad härifrån"),
                None => remark,
            }
        }
        other => {
            let words = other.to_string();
            let place = Place::file(path(folder, template));
            said(
                Diagnostic::error(
                    "F817",
                    place,
                    swedish(&words).unwrap_or("mallen går inte att visa".into()),
                ),
                &words,
            )
        }
    }
}

fn empty() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([".html"]);
    tera.register_function("range", range);
    tera
}

/// Counts from `start` to before `end`, as Tera's own function, but not far enough to keep a page waiting.
#[expect(clippy::needless_pass_by_value, reason = "Tera hands its arguments over")]
fn range(arguments: Kwargs, _: &State<'_>) -> TeraResult<Vec<i128>> {
    let start = arguments.get::<i128>("start")?.unwrap_or_default();
    let end = arguments.must_get::<i128>("end")?;
    let step = arguments.get::<i128>("step_by")?.unwrap_or(1);
    let count = |span: i128| span.max(0).saturating_add(step - 1) / step;
    let length = end.checked_sub(start).filter(|_| step > 0).map(count);
    if length.is_none_or(|length| length > LONGEST_RANGE) {
        return Err(Error::message(format!(
            "`range` counts upwards, and to at most {LONGEST_RANGE} numbers"
        )));
    }
    let step = usize::try_from(step).unwrap_or(usize::MAX);
    Ok((start..end).step_by(step).collect())
}

/// Says what keeps a template from being read, looked at alone.
fn syntax(folder: &str, name: &str, text: &str) -> Option<Diagnostic> {
    let error = Tera::default().add_raw_template(name, text).err()?;
    match error.kind() {
        ErrorKind::SyntaxError(report) => Some(of_report(folder, "F810", "mallen går inte att läsa", report)),
        _ => None,
    }
}

/// Says what keeps the templates from working together: every report that Tera has strung into one text.
fn set_remarks(folder: &str, error: &Error) -> Vec<Diagnostic> {
    let words = error.to_string();
    let mut all = Vec::new();
    let mut message = None;
    for line in words.lines() {
        if let Some(text) = line.strip_prefix("error: ") {
            message = Some(text);
        } else if let Some(place) = line.trim_start().strip_prefix("--> ").and_then(|it| located(folder, it))
        {
            all.extend(
                message.take().map(|text| of_words("F811", "mallen går inte att använda", text, place)),
            );
        }
    }
    if all.is_empty() {
        let place = Place::file(folder.to_owned());
        all.push(of_words("F815", "mallarna går inte att använda tillsammans", &words, place));
    }
    all
}

/// Reads `publication.html:3:14` as a place.
fn located(folder: &str, text: &str) -> Option<Place> {
    let (rest, column) = text.trim_end().trim_end_matches(':').rsplit_once(':')?;
    let (template, line) = rest.rsplit_once(':')?;
    Some(Place::at(path(folder, template), line.parse().ok()?, column.parse().ok()?, 0))
}

fn of_report(folder: &str, code: &'static str, otherwise: &str, report: &ReportError) -> Diagnostic {
    let span = report.span();
    let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let same_line = span.end_line == span.start_line;
    let length = if same_line { span.end_col.saturating_sub(span.start_col) } else { 0 };
    let file = path(folder, report.filename());
    let place = Place::at(file, number(span.start_line), number(span.start_col + 1), number(length));
    of_words(code, otherwise, report.message(), place)
}

fn of_words(code: &'static str, otherwise: &str, words: &str, place: Place) -> Diagnostic {
    let message = swedish(words).unwrap_or_else(|| otherwise.to_owned());
    said(Diagnostic::error(code, place, message), words)
}

fn said(remark: Diagnostic, words: &str) -> Diagnostic {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    remark.advise(format!("mallspråket säger: {words}"))
}

/// Says in Swedish what Tera says often.
fn swedish(words: &str) -> Option<String> {
    let name = words.split('`').nth(1).unwrap_or_default();
    let known = [
        ("Unknown filter ", "mallen använder filtret", "som inte finns"),
        ("Unknown test ", "mallen använder testet", "som inte finns"),
        ("Unknown function ", "mallen anropar funktionen", "som inte finns"),
        ("Unknown component ", "mallen använder komponenten", "som inte finns"),
        ("Block ", "mallen fyller blocket", "som inte finns i mallen den bygger på"),
        ("Component ", "temat har två komponenter med namnet", "och de går inte att skilja åt"),
        ("Field ", "mallen frågar efter uppgiften", "som inte finns här"),
        ("Variable ", "mallen frågar efter", "som inte finns här"),
    ];
    let found = known.iter().find(|(start, ..)| words.starts_with(&format!("{start}`")));
    if let Some((_, before, after)) = found {
        return Some(format!("{before} `{name}`, {after}"));
    }
    words
        .starts_with("Maximum render recursion depth")
        .then(|| "komponenterna anropar varandra i fler än 20 led".to_owned())
}
