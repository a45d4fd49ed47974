//! A calendar file: iCalendar (RFC 5545), with the names that calendar programs show (RFC 7986).
//!
//! Written by hand, since the libraries write no `VTIMEZONE`; it is read back by other programs in the tests.

use std::fmt::Write as _;

use jiff::civil;

use crate::view::schedule::{Occasion, Schedule, When};

/// How many bytes a line may have (RFC 5545, 3.1).
const LINE: usize = 75;

/// Swedish time, as yearly rules from the epoch on: what starts later, or is told year by year, old clients get wrong.
const SWEDEN: [&str; 18] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Stockholm",
    "X-LIC-LOCATION:Europe/Stockholm",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// Writes a calendar file.
pub fn write(schedule: &Schedule) -> String {
    let Schedule { name, url, source, occasions } = schedule;
    let mut file = File::default();
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//FoU Nordväst//fou//SV");
    file.line("CALSCALE:GREGORIAN");
    file.line("METHOD:PUBLISH");
    if let Some(name) = name {
        file.text("NAME", name);
        file.text("X-WR-CALNAME", name);
        file.line("X-WR-TIMEZONE:Europe/Stockholm");
        file.line(&format!("URL:{url}"));
        file.line(&format!("SOURCE;VALUE=URI:{source}"));
        file.line("REFRESH-INTERVAL;VALUE=DURATION:P1D");
        file.line("X-PUBLISHED-TTL:P1D");
    }
    for line in SWEDEN {
        file.line(line);
    }
    for it in occasions {
        occasion(&mut file, it);
    }
    file.line("END:VCALENDAR");
    file.0
}

fn occasion(file: &mut File, it: &Occasion) {
    let Occasion { uid, title, url, start, end, sequence, stamp, is_cancelled, place, text, categories } = it;
    let stamp = format!("{}T000000Z", day(*stamp));
    file.line("BEGIN:VEVENT");
    file.line(&format!("UID:{uid}"));
    file.line(&format!("DTSTAMP:{stamp}"));
    file.line(&format!("LAST-MODIFIED:{stamp}"));
    file.line(&format!("SEQUENCE:{sequence}"));
    file.line(&format!("DTSTART{}", when(*start)));
    if let Some(end) = end {
        file.line(&format!("DTEND{}", when(*end)));
    }
    file.text("SUMMARY", title);
    if let Some(place) = place {
        file.text("LOCATION", place);
    }
    if !text.is_empty() {
        file.text("DESCRIPTION", &text.join("\n"));
    }
    if !categories.is_empty() {
        let words: Vec<_> = categories.iter().map(|word| escaped(word)).collect();
        file.line(&format!("CATEGORIES:{}", words.join(",")));
    }
    file.line(&format!("URL:{url}"));
    file.line(if *is_cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    // Whole days do not make anybody busy.
    file.line(if matches!(start, When::Day(_)) || *is_cancelled {
        "TRANSP:TRANSPARENT"
    } else {
        "TRANSP:OPAQUE"
    });
    file.line("END:VEVENT");
}

fn when(when: When) -> String {
    match when {
        When::Day(date) => format!(";VALUE=DATE:{}", day(date)),
        When::Local(time) => format!(";TZID=Europe/Stockholm:{}", time.strftime("%Y%m%dT%H%M%S")),
        When::Instant(instant) => format!(":{}", instant.strftime("%Y%m%dT%H%M%SZ")),
    }
}

fn day(date: civil::Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

/// Escapes a text (RFC 5545, 3.3.11); control characters are no text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// Lines, folded.
#[derive(Default)]
struct File(String);

impl File {
    fn text(&mut self, name: &str, text: &str) {
        self.line(&format!("{name}:{}", escaped(text)));
    }

    /// Adds a line, folded between letters so that no part has more bytes than a line may.
    fn line(&mut self, line: &str) {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        let _ = write!(self.0, "\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn line(text: &str, expected: &str) {
        let mut file = File::default();
        file.text("SUMMARY", text);
        assert_eq!(file.0, expected);
    }

    #[test]
    fn text_is_escaped_and_folded_between_letters() {
        line(
            "Tillit; makt, och \\ mer\nrad två\u{0}",
            "SUMMARY:Tillit\\; makt\\, och \\\\ mer\\nrad två\r\n",
        );
        let long = "å".repeat(70);
        let mut file = File::default();
        file.text("SUMMARY", &long);
        assert!(file.0.split("\r\n").all(|part| part.len() <= LINE), "{}", file.0);
        assert_eq!(file.0.replace("\r\n ", ""), format!("SUMMARY:{long}\r\n"));
    }

    #[test]
    fn days_times_and_instants_are_told_apart() {
        assert_eq!(when(When::Day(civil::date(2026, 5, 8))), ";VALUE=DATE:20260508");
        let local = civil::date(2026, 3, 27).at(9, 0, 0, 0);
        assert_eq!(when(When::Local(local)), ";TZID=Europe/Stockholm:20260327T090000");
        let instant = "2026-10-25T01:30:00Z".parse().unwrap();
        assert_eq!(when(When::Instant(instant)), ":20261025T013000Z");
    }
}
