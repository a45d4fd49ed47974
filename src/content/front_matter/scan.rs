//! In Swedish, what keeps a text from being YAML.

use std::sync::Arc;

use saphyr_parser::ScanError;

use super::{Span, file_line};
use crate::diagnostic::{Diagnostic, Place};

/// Says in Swedish what kept the text from being YAML, for the mistakes that people make.
pub(super) fn remark(path: &Arc<str>, yaml: &str, first_line: u32, error: &ScanError) -> Diagnostic {
    let indented_by_tab = |line: &&str| line[..line.len() - line.trim_start().len()].contains('\t');
    let row = yaml.lines().position(|line| indented_by_tab(&line));
    if let Some(row) = row {
        let place = Place::at(path.clone(), file_line(first_line, row + 1), 1, 1);
        return Diagnostic::error("F203", place, "raden börjar med tabb")
            .advise("använd mellanslag i stället för tabb");
    }
    let line = file_line(first_line, error.marker().line());
    let text = yaml.lines().nth(error.marker().line().saturating_sub(1)).unwrap_or_default();
    let column = u32::try_from(error.marker().col() + 1).unwrap_or(1);
    let value = text.split_once(": ").map_or(text, |(_, value)| value).trim();
    let (message, advice) = if let Some((key, value)) = colon_in_value(text) {
        let advice = format!("sätt citattecken runt värdet: `{key}: \"{value}\"`");
        ("ett kolon följt av mellanslag inne i ett värde går inte att läsa", advice)
    } else if let Some(first) = value.chars().next().filter(|it| "*&!@`%".contains(*it)) {
        let what = format!("`{first}` i början av ett värde betyder något särskilt");
        return special(path, yaml, first_line, Span { line, column, length: 1 }, &what);
    } else if text.starts_with(' ') && text.contains(':') {
        (
            "raden är indragen, fast raden ovanför redan har ett värde",
            "ta bort mellanslagen i början".to_owned(),
        )
    } else if error.info().contains("quoted scalar") || text.matches('"').count() % 2 == 1 {
        let advice = "avsluta med samma slags citattecken som värdet börjar med".to_owned();
        ("ett citattecken saknar sin avslutning", advice)
    } else if let Some((row, column)) = unclosed(yaml, error.marker().line()) {
        let place = Place::at(path.clone(), file_line(first_line, row + 1), column, 1);
        return Diagnostic::error("F203", place, "en lista eller grupp saknar sin avslutning")
            .advise("skriv listan som `[ett, två]`, med `]` på slutet");
    } else if let Some((row, length)) = without_colon(yaml) {
        let place = Place::at(path.clone(), file_line(first_line, row + 1), 1, length);
        return Diagnostic::error("F203", place, "raden går inte att läsa som `fält: värde`")
            .advise("skriv kolon och mellanslag efter fältets namn, så här: `title: Sidans rubrik`");
    } else {
        let advice = "skriv ett fält på varje rad, så här: `title: Sidans rubrik`".to_owned();
        ("raden går inte att läsa som `fält: värde`", advice)
    };
    Diagnostic::error("F203", Place::at(path.clone(), line, column, 0), message).advise(advice)
}

/// Says that something has a meaning in YAML that nobody here has asked for.
pub(super) fn special(path: &Arc<str>, yaml: &str, first_line: u32, span: Span, what: &str) -> Diagnostic {
    let row = usize::try_from(span.line - first_line).unwrap_or_default();
    let line = yaml.lines().nth(row).unwrap_or_default();
    let value: String = line.chars().skip(usize::try_from(span.column).unwrap_or(1) - 1).collect();
    let remark = Diagnostic::error("F206", span.place(path), what);
    remark.advise(match value.chars().next() {
        Some('[' | '{') | None => "skriv ett fält på varje rad, så här: `title: Sidans rubrik`".to_owned(),
        Some(_) => format!("sätt citattecken runt värdet: `\"{}\"`", value.trim_end()),
    })
}

/// Finds the last `[` or `{` that is still open at the end of a line of the YAML, counted from 1: its row, from 0, and
/// its column, from 1.
fn unclosed(yaml: &str, line: usize) -> Option<(usize, u32)> {
    let mut open = Vec::new();
    for (row, text) in yaml.lines().take(line).enumerate() {
        for (at, letter) in text.chars().enumerate() {
            match letter {
                '[' | '{' => open.push((row, u32::try_from(at + 1).unwrap_or(1))),
                ']' | '}' => drop(open.pop()),
                _ => {}
            }
        }
    }
    open.pop()
}

/// Finds the first line that should begin a field and has no colon: its row, from 0, and its length.
fn without_colon(yaml: &str) -> Option<(usize, u32)> {
    let fit =
        |line: &str| line.is_empty() || line.contains(':') || line.starts_with([' ', '-', '#', ']', '}']);
    let (row, line) = yaml.lines().enumerate().find(|(_, line)| !fit(line))?;
    Some((row, u32::try_from(line.chars().count()).unwrap_or(0)))
}

/// Finds the key and the value of a line whose value has a colon of its own.
fn colon_in_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().trim_start_matches("- ").split_once(": ")?;
    let value = value.trim();
    let open = value.starts_with(['"', '\'', '[', '{']);
    (!open && (value.contains(": ") || value.ends_with(':'))).then_some((key, value))
}
