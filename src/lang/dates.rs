//! Dates, times and weeks in Swedish words.
//!
//! Knows words, not calendars: weeks and precisions live in [`crate::date`]. Webbriktlinje 66: lower-case months, the
//! whole year, a full stop between hours and minutes.

use jiff::civil;

use crate::date::{Date, LocalTime, MONTHS, Moment};
use crate::lang::NBSP;

/// Shortens the months as CLDR does: three letters and a stop, four-letter names whole.
const SHORT_MONTHS: [&str; 12] =
    ["jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."];

/// Writes a date at its precision: `27 mars 2026`, `oktober 2025` or `2025`.
pub fn date(date: Date) -> String {
    match date {
        Date::Year(year) => year.to_string(),
        Date::Month(year, number) => format!("{} {year}", month(number)),
        Date::Day(day) => format!("{} {}", day_month(day), day.year()),
    }
}

/// Writes a day with its weekday: `fredag 27 mars 2026`.
pub fn weekday_date(day: civil::Date) -> String {
    format!("{} {}", weekday(day.weekday()), date(Date::Day(day)))
}

/// Writes a day where room is tight and the year is known: `8 maj`, `30 sep.`.
pub fn short(day: civil::Date) -> String {
    format!("{} {}", day.day(), month_short(day.month()))
}

/// Names a month, 1–12.
pub fn month(number: i8) -> &'static str {
    nth(MONTHS, number)
}

/// Names a month, 1–12, where room is tight.
pub fn month_short(number: i8) -> &'static str {
    nth(SHORT_MONTHS, number)
}

/// Names a day of the week.
pub fn weekday(weekday: civil::Weekday) -> &'static str {
    nth(
        ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
        weekday.to_monday_one_offset(),
    )
}

/// Names a day of the week in two letters, for the head of a calendar.
pub fn weekday_short(weekday: civil::Weekday) -> &'static str {
    nth(["må", "ti", "on", "to", "fr", "lö", "sö"], weekday.to_monday_one_offset())
}

/// Writes the days from `first` to `last`, saying what they share only once: `10–11 november 2026`.
///
/// `first` is not after `last`; whoever has made an interval has seen to that.
pub fn days(first: Date, last: Date) -> String {
    let end = date(last);
    if first == last {
        return end;
    }
    let same_year = first.year() == last.year();
    match (first, last) {
        (Date::Day(from), Date::Day(to)) if same_year && from.month() == to.month() => {
            format!("{}–{end}", from.day())
        }
        (Date::Day(from), Date::Day(_)) if same_year => format!("{}–{end}", day_month(from)),
        (Date::Month(_, from), Date::Month(..)) if same_year => format!("{}–{end}", month(from)),
        _ => format!("{}–{end}", date(first)),
    }
}

/// Writes a time of day: `09.00`.
pub fn time(time: civil::Time) -> String {
    format!("{:02}.{:02}", time.hour(), time.minute())
}

/// Writes hours for a list of facts: `kl. 09.00–10.00`.
pub fn clock(start: civil::Time, end: Option<civil::Time>) -> String {
    let start = time(start);
    match end {
        Some(end) => format!("kl.{NBSP}{start}–{}", time(end)),
        None => format!("kl.{NBSP}{start}"),
    }
}

/// Writes when something takes place: `fredag 27 mars 2026 kl. 09.00–10.00`.
///
/// `start` is not after `end`.
pub fn when(start: &Moment, end: Option<&Moment>) -> String {
    let Some(end) = end else { return beginning(start) };
    match (start.time(), end.time()) {
        (None, None) if start == end => beginning(start),
        (None, None) => days(start.date(), end.date()),
        (Some(from), to) if start.date() == end.date() => match start.date().day() {
            Some(day) => format!("{} {}", weekday_date(day), clock(from, to.filter(|_| start != end))),
            None => beginning(start),
        },
        (Some(from), Some(to)) => over_days((start.date(), from), (end.date(), to)),
        _ => format!("{}–{}", beginning(start), beginning(end)),
    }
}

/// Writes an ISO week for running text: `vecka 13`.
pub fn week_long(week: i8) -> String {
    format!("vecka {week}")
}

/// Writes an ISO week where room is tight: `v. 13`.
pub fn week_short(week: i8) -> String {
    format!("v.{NBSP}{week}")
}

/// Writes how long something takes: `1 timme 30 minuter`.
pub fn duration(minutes: u32) -> String {
    let counted = |number, one, many| format!("{number} {}", if number == 1 { one } else { many });
    match (minutes / 60, minutes % 60) {
        (0, minutes) => counted(minutes, "minut", "minuter"),
        (hours, 0) => counted(hours, "timme", "timmar"),
        (hours, minutes) => {
            format!("{} {}", counted(hours, "timme", "timmar"), counted(minutes, "minut", "minuter"))
        }
    }
}

/// Writes a time as feeds and mail want it, in English: `Fri, 27 Mar 2026 09:00:00 +0100`.
pub fn rfc2822(time: &LocalTime) -> String {
    let minutes = time.offset().seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let offset = format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60);
    format!("{} {offset}", time.civil().strftime("%a, %-d %b %Y %H:%M:%S"))
}

/// Writes a day without its year: `27 mars`.
fn day_month(day: civil::Date) -> String {
    format!("{} {}", day.day(), month(day.month()))
}

/// Writes one moment as precisely as it is known, a day with its weekday.
fn beginning(moment: &Moment) -> String {
    let day = moment.date();
    let words = day.day().map_or_else(|| date(day), weekday_date);
    match moment.time() {
        Some(time) => format!("{words} {}", clock(time, None)),
        None => words,
    }
}

/// Writes hours on different days; the year is said once if it is the same.
fn over_days((first, from): (Date, civil::Time), (last, to): (Date, civil::Time)) -> String {
    let whole = |day: Date| day.day().map_or_else(|| date(day), weekday_date);
    let start = match first.day() {
        Some(day) if first.year() == last.year() => format!("{} {}", weekday(day.weekday()), day_month(day)),
        _ => whole(first),
    };
    format!("{start} {}–{} {}", clock(from, None), whole(last), clock(to, None))
}

/// Picks the name with a number from 1.
fn nth<const N: usize>(names: [&'static str; N], number: i8) -> &'static str {
    let index = usize::try_from(number - 1).expect("months and weekdays count from 1");
    names[index]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn day(text: &str) -> civil::Date {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check_days(first: &str, last: &str, expected: &str) {
        assert_eq!(days(read(first), read(last)), expected);
    }

    /// Expects the words, with `_` for a space that does not break.
    #[track_caller]
    fn check_when(start: &str, end: &str, expected: &str) {
        let start = Moment::parse(start).unwrap();
        let end = (!end.is_empty()).then(|| Moment::parse(end).unwrap());
        assert_eq!(when(&start, end.as_ref()).replace(NBSP, "_"), expected);
    }

    #[test]
    fn a_date_is_written_at_its_precision() {
        assert_eq!(date(read("2026-03-27")), "27 mars 2026");
        assert_eq!(date(read("2025-10")), "oktober 2025");
        assert_eq!(date(read("2025")), "2025");
        assert_eq!(weekday_date(day("2026-03-27")), "fredag 27 mars 2026");
        assert_eq!(weekday_date(day("2026-05-08")), "fredag 8 maj 2026");
        assert_eq!(weekday_date(day("2026-10-17")), "lördag 17 oktober 2026");
    }

    #[test]
    fn short_months_are_those_of_cldr() {
        assert_eq!(short(day("2026-05-08")), "8 maj");
        assert_eq!(short(day("2026-09-30")), "30 sep.");
        let all: Vec<&str> = (1..=12).map(month_short).collect();
        assert_eq!(all.join(" "), "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.");
    }

    #[test]
    fn a_week_begins_on_monday() {
        let week = civil::Weekday::Monday.cycle_forward().take(7);
        assert_eq!(week.map(weekday_short).collect::<Vec<_>>().join(" "), "må ti on to fr lö sö");
        assert_eq!(week_long(13), "vecka 13");
        assert_eq!(week_short(13), "v.\u{a0}13");
    }

    #[test]
    fn shared_parts_are_said_once() {
        check_days("2026-03-03", "2026-03-03", "3 mars 2026");
        check_days("2026-11-10", "2026-11-11", "10–11 november 2026");
        check_days("2026-10-16", "2026-10-17", "16–17 oktober 2026");
        check_days("2026-09-30", "2026-10-02", "30 september–2 oktober 2026");
        check_days("2026-12-28", "2027-01-03", "28 december 2026–3 januari 2027");
        check_days("2026", "2028", "2026–2028");
        check_days("2026-03", "2026-05", "mars–maj 2026");
        check_days("2026-12", "2027-01", "december 2026–januari 2027");
        check_days("2025-10", "2027", "oktober 2025–2027");
    }

    #[test]
    fn facts_have_two_digit_hours() {
        assert_eq!(time(civil::time(9, 0, 0, 0)), "09.00");
        assert_eq!(clock(civil::time(9, 0, 0, 0), None), "kl.\u{a0}09.00");
        assert_eq!(clock(civil::time(9, 0, 0, 0), Some(civil::time(15, 30, 0, 0))), "kl.\u{a0}09.00–15.30");
    }

    #[test]
    fn an_event_says_when() {
        check_when("2026-03-27 09:00", "2026-03-27 10:00", "fredag 27 mars 2026 kl._09.00–10.00");
        check_when("2026-05-29 09:00", "2026-05-29 10:00", "fredag 29 maj 2026 kl._09.00–10.00");
        check_when("2026-03-27 09:00", "", "fredag 27 mars 2026 kl._09.00");
        check_when("2026-03-27 09:00", "2026-03-27", "fredag 27 mars 2026 kl._09.00");
        check_when("2026-05-08", "", "fredag 8 maj 2026");
        check_when("2026-05-08", "2026-05-08", "fredag 8 maj 2026");
        check_when("2026-10", "", "oktober 2026");
        check_when("2026-09-30", "2026-10-02", "30 september–2 oktober 2026");
    }

    #[test]
    fn an_event_over_days_says_both() {
        check_when(
            "2026-09-30 09:00",
            "2026-10-02 16:00",
            "onsdag 30 september kl._09.00–fredag 2 oktober 2026 kl._16.00",
        );
        check_when(
            "2026-12-31 22:00",
            "2027-01-01 01:00",
            "torsdag 31 december 2026 kl._22.00–fredag 1 januari 2027 kl._01.00",
        );
        check_when(
            "2026-09-30 09:00",
            "2026-10-02",
            "onsdag 30 september 2026 kl._09.00–fredag 2 oktober 2026",
        );
    }

    #[test]
    fn durations_are_written_out() {
        let cases =
            [(90, "1 timme 30 minuter"), (120, "2 timmar"), (45, "45 minuter"), (61, "1 timme 1 minut")];
        for (minutes, expected) in cases {
            assert_eq!(duration(minutes), expected);
        }
    }

    #[test]
    fn feeds_get_english_names() {
        let check = |text, expected: &str| match Moment::parse(text).unwrap() {
            Moment::Local(time) => assert_eq!(rfc2822(&time), expected),
            Moment::Date(_) => panic!("{text} has no time"),
        };
        check("2026-03-27 09:00", "Fri, 27 Mar 2026 09:00:00 +0100");
        check("2026-05-08 09:00", "Fri, 8 May 2026 09:00:00 +0200");
    }
}
