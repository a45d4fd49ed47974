//! What comes again, in Swedish words: written as people say it, and read as they write it.

use jiff::civil::Weekday;

use super::dates::{clock, date, month, weekday};
use super::nearest::nearest;
use crate::date::recurrence::{Days, Omitted, Recurrence};
use crate::date::{Date, MONTHS};

/// What counts the weekdays of a month.
const ORDINALS: [(i8, &str); 6] =
    [(1, "första"), (2, "andra"), (3, "tredje"), (4, "fjärde"), (-2, "näst sista"), (-1, "sista")];

/// Days as they are written, before it is known which weeks every other week means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// Days that need nothing more.
    Days(Days),
    /// A day of every other week.
    EveryOther(Weekday),
}

/// Why days could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strange {
    /// A word is not known; perhaps this one was meant.
    Word(String, Option<&'static str>),
    /// Something is missing.
    Missing,
}

/// Writes when something comes again: `sista fredagen i månaden kl. 08.30–09.30, inte i juli eller december`.
pub fn words(recurrence: &Recurrence) -> String {
    let Recurrence { days: on, start, end, omitted } = recurrence;
    let mut words = days(on);
    if let Some(start) = start {
        words = format!("{words} {}", clock(*start, *end));
    }
    let (mut months, mut dates) = (Vec::new(), Vec::new());
    for it in omitted {
        match it {
            Omitted::Month(number) => months.push(month(*number).to_owned()),
            Omitted::Date(day @ Date::Day(_)) => dates.push(date(*day)),
            Omitted::Date(longer) => dates.push(format!("i {}", date(*longer))),
        }
    }
    if !months.is_empty() {
        words = format!("{words}, inte i {}", joined(&months, "eller"));
    }
    match (dates.is_empty(), months.is_empty()) {
        (true, _) => words,
        (false, true) => format!("{words}, inte {}", joined(&dates, "eller")),
        (false, false) => format!("{words}, inte heller {}", joined(&dates, "eller")),
    }
}

/// Writes the days alone: `sista fredagen i månaden`.
pub fn days(days: &Days) -> String {
    match days {
        Days::Monthly { nth, weekday: day, months } => {
            let ordinal = |nth: &i8| {
                let found = ORDINALS.iter().find(|(it, _)| it == nth);
                found.map_or_else(|| format!("{nth}:e"), |(_, word)| (*word).to_owned())
            };
            let nth: Vec<_> = nth.iter().map(ordinal).collect();
            let months: Vec<_> = months.iter().map(|number| month(*number).to_owned()).collect();
            let of = if months.is_empty() { "månaden".to_owned() } else { joined(&months, "och") };
            format!("{} {}en i {of}", joined(&nth, "och"), weekday(*day))
        }
        Days::Weekly(day) => format!("varje {}", weekday(*day)),
        Days::Fortnightly(first) => format!("varannan {}", weekday(first.weekday())),
    }
}

/// Reads days as people write them, with a capital or without.
///
/// # Errors
/// The first word that was not understood.
pub fn read(text: &str) -> Result<Phrase, Strange> {
    let lower = text.to_lowercase().replace(',', " och ");
    let mut words = lower.split_whitespace().filter(|word| *word != "den").peekable();
    match words.peek().copied() {
        Some(every @ ("varje" | "varannan")) => {
            words.next();
            let day = words.next().ok_or(Strange::Missing)?;
            let day = weekday_of(day).ok_or_else(|| strange(day))?;
            match words.next() {
                Some(more) => Err(strange(more)),
                None if every == "varje" => Ok(Phrase::Days(Days::Weekly(day))),
                None => Ok(Phrase::EveryOther(day)),
            }
        }
        _ => monthly(words),
    }
}

/// Reads `första och tredje tisdagen i månaden`, from its first word.
fn monthly<'t>(mut words: impl Iterator<Item = &'t str>) -> Result<Phrase, Strange> {
    let mut nth = Vec::new();
    let weekday = loop {
        let word = words.next().ok_or(Strange::Missing)?;
        if word == "och" {
            continue;
        }
        let ordinal = match word {
            "näst" if words.next() == Some("sista") => Some(-2),
            "näst" => return Err(Strange::Word(word.to_owned(), Some("näst sista"))),
            other => ORDINALS.iter().find(|(_, name)| *name == other).map(|(nth, _)| *nth),
        };
        match (ordinal, weekday_of(word)) {
            (Some(ordinal), _) => nth.push(ordinal),
            (None, Some(day)) if !nth.is_empty() => break day,
            _ => return Err(strange(word)),
        }
    };
    match words.next() {
        Some("i") => {}
        Some(other) => return Err(strange(other)),
        None => return Err(Strange::Missing),
    }
    let mut months = Vec::new();
    let mut is_every = false;
    for word in words.filter(|word| *word != "och") {
        match month_of(word) {
            Some(month) => months.push(month),
            None if ["månaden", "varje", "månad"].contains(&word) => is_every = true,
            None => return Err(strange(word)),
        }
    }
    if is_every == months.is_empty() {
        Ok(Phrase::Days(Days::Monthly { nth, weekday, months }))
    } else {
        Err(Strange::Missing)
    }
}

/// Finds the month that a word names.
pub fn month_of(word: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|month| *month == word.to_lowercase())?;
    i8::try_from(index + 1).ok()
}

fn weekday_of(word: &str) -> Option<Weekday> {
    let stem = word.strip_suffix("en").unwrap_or(word);
    Weekday::Monday.cycle_forward().take(7).find(|day| weekday(*day) == stem)
}

/// Tells of a word that was not understood.
fn strange(word: &str) -> Strange {
    const WEEKDAYS: [&str; 7] =
        ["måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen"];
    let ordinals = ORDINALS.iter().map(|(_, word)| *word);
    let known = ordinals.chain(WEEKDAYS).chain(MONTHS).chain(["månaden", "varje", "varannan"]);
    Strange::Word(word.to_owned(), nearest(word, known))
}

/// Joins words as a list in a sentence: `juli, augusti och december`.
fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    #[track_caller]
    fn check(text: &str) {
        match read(text) {
            Ok(Phrase::Days(on)) => assert_eq!(days(&on), text),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[track_caller]
    fn wrong(text: &str, word: &str, near: Option<&'static str>) {
        let expected = if word.is_empty() { Strange::Missing } else { Strange::Word(word.to_owned(), near) };
        assert_eq!(read(text), Err(expected), "{text}");
    }

    #[test]
    fn what_is_written_is_read() {
        check("sista fredagen i månaden");
        check("näst sista onsdagen i månaden");
        check("första och tredje tisdagen i månaden");
        check("andra fredagen i maj");
        check("första måndagen i mars, maj och oktober");
        check("varje torsdag");
        assert_eq!(read("Varannan torsdag"), Ok(Phrase::EveryOther(Weekday::Thursday)));
        assert_eq!(read("Den sista fredagen i varje månad"), read("sista fredag i månaden"));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        wrong("sista fredagn i månaden", "fredagn", Some("fredagen"));
        wrong("Två tillfällen per termin", "två", None);
        wrong("I maj", "i", None);
        wrong("fredagen i månaden", "fredagen", Some("fredagen"));
        wrong("sista fredagen", "", None);
        wrong("sista fredagen i", "", None);
        wrong("sista fredagen i månaden kl. 9", "kl.", None);
        wrong("varje", "", None);
        wrong("varje torsdag ibland", "ibland", None);
        wrong("näst fredagen i månaden", "näst", Some("näst sista"));
    }

    #[test]
    fn hours_and_what_is_left_out_are_said() {
        let days = Days::Monthly { nth: vec![-1], weekday: Weekday::Friday, months: Vec::new() };
        let time = |hour, minute| Some(civil::time(hour, minute, 0, 0));
        let months = [Omitted::Month(7), Omitted::Month(12)];
        let dates = [Omitted::Date(Date::Day(civil::date(2026, 5, 29))), Omitted::Date(Date::Month(2027, 4))];
        let said = |start, end, omitted: &[Omitted]| {
            let omitted = omitted.to_vec();
            words(&Recurrence { days: days.clone(), start, end, omitted }).replace(super::super::NBSP, "_")
        };
        assert_eq!(said(None, None, &[]), "sista fredagen i månaden");
        assert_eq!(
            said(time(8, 30), time(9, 30), &months),
            "sista fredagen i månaden kl._08.30–09.30, inte i juli eller december"
        );
        assert_eq!(said(None, None, &dates[..1]), "sista fredagen i månaden, inte 29 maj 2026");
        assert_eq!(
            said(time(9, 0), None, &[&months[..1], &dates].concat()),
            "sista fredagen i månaden kl._09.00, inte i juli, inte heller 29 maj 2026 eller i april 2027"
        );
    }
}
