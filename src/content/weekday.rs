//! Days of the week in running text that contradict their date: "fredag 26 mars 2026" was a Thursday.
//!
//! Only what names its year is judged: everything else is a matter of what the writer had in mind.

use std::sync::Arc;

use jiff::civil;

use crate::date::MONTHS;
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::dates;

/// The words that a day of the week begins with.
const WEEKDAYS: [&str; 7] = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];

/// Looks through a file; code between fences is passed over.
pub(super) fn check(path: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    let mut is_code = false;
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        }
        if !is_code && line.to_lowercase().contains("dag") {
            remarks.extend(in_line(line).into_iter().map(|fault| fault.remark(path, number)));
        }
    }
    remarks
}

/// A day of the week and a date that do not agree, with where they stand in their line.
struct Fault {
    column: usize,
    length: usize,
    written: String,
    date: Result<civil::Date, String>,
}

impl Fault {
    fn remark(self, path: &Arc<str>, line: u32) -> Diagnostic {
        let count = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let place = Place::at(path.clone(), line, count(self.column), count(self.length));
        match self.date {
            Ok(date) => {
                let right = dates::weekday(date.weekday());
                let message = format!("`{}` stämmer inte: den dagen är en {right}", self.written);
                let advice = format!("skriv: `{}`, eller ändra datumet", dates::weekday_date(date));
                Diagnostic::warning("F344", place, message).advise(advice)
            }
            Err(message) => {
                Diagnostic::warning("F344", place, message).advise("se efter i kalendern och rätta datumet")
            }
        }
    }
}

fn in_line(line: &str) -> Vec<Fault> {
    let words = words(line);
    let word = |at: usize| words.get(at).map(|(_, word)| word.as_str());
    let mut faults = Vec::new();
    for (at, (column, first)) in words.iter().enumerate() {
        let first = first.to_lowercase();
        let stem = first.strip_suffix("en").unwrap_or(&first);
        let Some(weekday) = WEEKDAYS.iter().position(|it| *it == stem) else { continue };
        let from = if word(at + 1) == Some("den") { at + 2 } else { at + 1 };
        let Some(day) = word(from).and_then(|it| it.parse::<i8>().ok()) else { continue };
        let Some(month) = word(from + 1).and_then(|it| MONTHS.iter().position(|month| *month == it)) else {
            continue;
        };
        let Some(year) = word(from + 2).filter(|it| it.len() == 4).and_then(|it| it.parse::<i16>().ok())
        else {
            continue;
        };
        let date = civil::Date::new(year, i8::try_from(month + 1).unwrap_or(1), day);
        let agrees = date
            .as_ref()
            .is_ok_and(|date| usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()) == weekday);
        if !agrees {
            let (last, end) = &words[from + 2];
            let length = last + end.chars().count() - column;
            let written: String = line.chars().skip(column - 1).take(length).collect();
            let date = date.map_err(|_| format!("`{written}` finns inte i kalendern"));
            faults.push(Fault { column: *column, length, written, date });
        }
    }
    faults
}

/// Takes a line apart into words, each with the column of its first letter, from 1.
fn words(line: &str) -> Vec<(usize, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    let mut is_inside = false;
    for (column, letter) in (1..).zip(line.chars()) {
        if letter.is_alphanumeric() {
            match words.last_mut() {
                Some((_, word)) if is_inside => word.push(letter),
                _ => words.push((column, letter.to_string())),
            }
        }
        is_inside = letter.is_alphanumeric();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_line(line: &str, expected: &[&str]) {
        let said = check(&"a.md".into(), line);
        let said: Vec<_> = said.iter().map(|it| format!("{} {}", it.place, it.message)).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn a_day_that_contradicts_its_date_is_told() {
        check_line(
            "Vi ses fredag 26 mars 2026.",
            &["a.md:1:8 `fredag 26 mars 2026` stämmer inte: den dagen är en torsdag"],
        );
        check_line(
            "Fredagen den 26 mars 2026!",
            &["a.md:1:1 `Fredagen den 26 mars 2026` stämmer inte: den dagen är en torsdag"],
        );
        check_line("måndag 31 februari 2026", &["a.md:1:1 `måndag 31 februari 2026` finns inte i kalendern"]);
    }

    #[test]
    fn what_agrees_or_cannot_be_judged_is_left_alone() {
        check_line("fredag 27 mars 2026, och fredagen den 8 maj 2026", &[]);
        check_line("fredag 26 mars, en måndag 2026, söndag", &[]);
        check_line("```\nfredag 26 mars 2026\n```", &[]);
    }
}
