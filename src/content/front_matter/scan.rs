//! In Swedish, what keeps a text from being YAML.

use std::sync::Arc;

use saphyr_parser::ScanError;

use super::file_line;
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
    } else if value.starts_with(['*', '&', '!', '@', '`', '%']) {
        let advice = format!("sätt citattecken runt värdet: `\"{value}\"`");
        ("värdet börjar med ett tecken som betyder något särskilt", advice)
    } else if error.info().contains("quoted scalar") || text.matches('"').count() % 2 == 1 {
        let advice = "avsluta med samma slags citattecken som värdet börjar med".to_owned();
        ("ett citattecken saknar sin avslutning", advice)
    } else if unclosed(yaml, error.marker().line()) {
        let advice = "skriv listan som `[ett, två]`, med `]` på slutet".to_owned();
        ("en lista eller grupp saknar sin avslutning", advice)
    } else {
        let advice = "skriv ett fält på varje rad, så här: `title: Sidans rubrik`".to_owned();
        ("raden går inte att läsa som `fält: värde`", advice)
    };
    Diagnostic::error("F203", Place::at(path.clone(), line, column, 0), message).advise(advice)
}

/// Tells whether a `[` or `{` is still open at the end of a line of the YAML, counted from 1.
fn unclosed(yaml: &str, line: usize) -> bool {
    let before = || yaml.lines().take(line).flat_map(str::chars);
    let count = |wanted: char| before().filter(|letter| *letter == wanted).count();
    count('[') > count(']') || count('{') > count('}')
}

/// Finds the key and the value of a line whose value has a colon of its own.
fn colon_in_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().trim_start_matches("- ").split_once(": ")?;
    let value = value.trim();
    let open = value.starts_with(['"', '\'', '[', '{']);
    (!open && (value.contains(": ") || value.ends_with(':'))).then_some((key, value))
}
