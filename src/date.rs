//! Days and moments, as precise as their author was.
//!
//! Civil time in Sweden. Knows calendars, not words (those live in [`crate::lang::dates`]), and neither the clock nor
//! the machine's time zone: the rules for Sweden come with the program.

pub mod holidays;
pub mod instant;
mod reading;
pub mod recurrence;

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{self, TimeZone, TimeZoneDatabase};
use serde::{Serialize, Serializer};

/// Names the months; `MONTHS[0]` is January.
pub(crate) const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// A year, a month or a day: the precision is kept, nothing is made up.
///
/// Rule, seen to by [`Date::parse`]: the year is 1900–2100 and the month 1–12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// Names a whole year: `2026`.
    Year(i16),
    /// Names a month of a year: `2026-03`.
    Month(i16, i8),
    /// Names a day: `2026-03-27`.
    Day(civil::Date),
}

impl Date {
    /// Reads `2026`, `2026-03` or `2026-03-27`, and nothing else.
    ///
    /// # Errors
    /// Says in Swedish why it is no date, and how it should be written if that can be guessed.
    pub fn parse(text: &str) -> Result<Self, String> {
        reading::date(text)
    }

    /// Returns the year.
    pub fn year(&self) -> i16 {
        match *self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(day) => day.year(),
        }
    }

    /// Returns the year and the month, if the date says which month.
    pub fn month(&self) -> Option<(i16, i8)> {
        match *self {
            Self::Year(_) => None,
            Self::Month(year, month) => Some((year, month)),
            Self::Day(day) => Some((day.year(), day.month())),
        }
    }

    /// Returns the day, if the date says which.
    pub fn day(&self) -> Option<civil::Date> {
        match *self {
            Self::Year(_) | Self::Month(..) => None,
            Self::Day(day) => Some(day),
        }
    }

    /// Returns the first day that the date covers.
    pub fn first_day(&self) -> civil::Date {
        match *self {
            Self::Year(year) => civil::date(year, 1, 1),
            Self::Month(year, month) => civil::date(year, month, 1),
            Self::Day(day) => day,
        }
    }

    /// Returns the last day that the date covers.
    pub fn last_day(&self) -> civil::Date {
        match *self {
            Self::Year(year) => civil::date(year, 12, 31),
            Self::Month(year, month) => civil::date(year, month, 1).last_of_month(),
            Self::Day(day) => day,
        }
    }

    /// Writes the date as ISO 8601 does, at its precision.
    pub fn iso(&self) -> String {
        match *self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Day(day) => day.to_string(),
        }
    }

    /// Ranks the precisions, the coarsest first.
    fn precision(self) -> u8 {
        match self {
            Self::Year(_) => 0,
            Self::Month(..) => 1,
            Self::Day(_) => 2,
        }
    }
}

impl Ord for Date {
    /// Compares by first day; of those that begin together, the coarser comes first.
    fn cmp(&self, other: &Self) -> Ordering {
        (self.first_day(), self.precision()).cmp(&(other.first_day(), other.precision()))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

/// A time of day on a day in Sweden, with the offset from UTC that holds just then.
///
/// Rule: Swedish clocks do show `local` at `offset`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LocalTime {
    local: civil::DateTime,
    offset: tz::Offset,
}

impl LocalTime {
    /// Returns what Swedish clocks and calendars show.
    pub fn civil(&self) -> civil::DateTime {
        self.local
    }

    /// Returns how far Swedish time is ahead of UTC just then.
    pub fn offset(&self) -> tz::Offset {
        self.offset
    }

    /// Returns the instant, the same all over the world.
    pub fn instant(&self) -> Timestamp {
        in_range(self.offset.to_timestamp(self.local))
    }

    /// Tells whether Swedish clocks show the same time twice that night, whichever of the two this is.
    pub fn comes_twice(&self) -> bool {
        stockholm().to_ambiguous_timestamp(self.local).is_ambiguous()
    }

    /// Writes the time for machines: `2026-03-27T09:00+01:00`.
    pub fn machine(&self) -> String {
        format!("{}{}", self.local.strftime("%Y-%m-%dT%H:%M"), offset_text(self.offset))
    }
}

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.machine())
    }
}

/// When something begins or ends: a date of some precision, or a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Names a day, a month or a year; no time of day is known.
    Date(Date),
    /// Names a time of day.
    Local(LocalTime),
}

impl Moment {
    /// Reads a [`Date`] or a Swedish time: `2026-03-27 09:00`, with `T` or `.` too, and `+01:00` if it must be said.
    ///
    /// # Errors
    /// Says in Swedish why Swedish clocks never, or twice, show that time, and what to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        reading::moment(text)
    }

    /// Returns the date, at its precision.
    pub fn date(&self) -> Date {
        match *self {
            Self::Date(date) => date,
            Self::Local(time) => Date::Day(time.local.date()),
        }
    }

    /// Returns the time of day, if it is known.
    pub fn time(&self) -> Option<civil::Time> {
        match self {
            Self::Date(_) => None,
            Self::Local(time) => Some(time.local.time()),
        }
    }

    /// Writes the moment for machines: ISO 8601 at its precision, a time of day with its offset.
    pub fn machine(&self) -> String {
        match self {
            Self::Date(date) => date.iso(),
            Self::Local(time) => time.machine(),
        }
    }

    /// Writes the moment as a field has it: `2026-03-27 09:00`.
    pub fn written(&self) -> String {
        match self {
            Self::Local(time) if !time.comes_twice() => time.civil().strftime("%Y-%m-%d %H:%M").to_string(),
            Self::Date(_) | Self::Local(_) => self.machine(),
        }
    }

    /// Returns the first instant of the moment: a date begins at midnight in Sweden.
    pub fn first_instant(&self) -> Timestamp {
        match self {
            Self::Date(date) => midnight(date.first_day()),
            Self::Local(time) => time.instant(),
        }
    }

    /// Returns the instant at which the moment is over: a date ends with its last day.
    pub fn last_instant(&self) -> Timestamp {
        match self {
            Self::Date(date) => midnight(in_range(date.last_day().tomorrow())),
            Self::Local(time) => time.instant(),
        }
    }

    /// Ranks what begins at the same instant: first the year, last the time of day.
    fn precision(self) -> u8 {
        match self {
            Self::Date(date) => date.precision(),
            Self::Local(_) => 3,
        }
    }
}

impl Ord for Moment {
    /// Compares by first instant; of those that begin together, the coarser comes first.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |moment: &Self| (moment.first_instant(), moment.precision());
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.machine())
    }
}

/// Returns the year and number of the ISO week that a day lies in; around New Year it may be another year's.
pub fn week(day: civil::Date) -> (i16, i8) {
    let week = day.iso_week_date();
    (week.year(), week.week())
}

/// Returns Sweden's time zone, from the tables inside the program and never the machine's.
fn stockholm() -> TimeZone {
    TimeZoneDatabase::bundled().get("Europe/Stockholm").expect("the time zones are built into the program")
}

/// Returns the instant at which a day begins in Sweden.
fn midnight(day: civil::Date) -> Timestamp {
    in_range(stockholm().to_ambiguous_timestamp(day.at(0, 0, 0, 0)).compatible())
}

/// Takes what jiff can only refuse thousands of years from here.
fn in_range<T>(result: Result<T, jiff::Error>) -> T {
    result.expect("the years 1900–2100 are within jiff's range")
}

/// Writes an offset as ISO 8601 does: `+01:00`.
fn offset_text(offset: tz::Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[track_caller]
    fn check_week(day: civil::Date, expected: (i16, i8)) {
        assert_eq!(week(day), expected, "{day}");
    }

    #[test]
    fn a_date_keeps_its_precision() {
        for text in ["2025", "2025-10", "2026-03-27", "1900", "2100-12-31", "2024-02-29"] {
            assert_eq!(date(text).iso(), text);
            assert_eq!(serde_json::to_string(&date(text)).unwrap(), format!("\"{text}\""));
        }
        assert_eq!((date("2025").month(), date("2025").day()), (None, None));
        assert_eq!((date("2025-10").month(), date("2025-10").day()), (Some((2025, 10)), None));
        assert_eq!(date("2026-03-27").day(), Some(civil::date(2026, 3, 27)));
    }

    #[test]
    fn a_date_covers_days() {
        let span = |text| (date(text).first_day().to_string(), date(text).last_day().to_string());
        assert_eq!(span("2026"), ("2026-01-01".into(), "2026-12-31".into()));
        assert_eq!(span("2024-02"), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(span("2026-03-27"), ("2026-03-27".into(), "2026-03-27".into()));
    }

    #[test]
    fn the_coarser_date_comes_first() {
        let order = ["2025-12-31", "2026", "2026-01", "2026-01-01", "2026-01-02", "2026-02", "2027"];
        let mut dates: Vec<Date> = order.iter().rev().map(|text| date(text)).collect();
        dates.sort();
        assert_eq!(dates.iter().map(Date::iso).collect::<Vec<_>>(), order);
    }

    #[test]
    fn moments_are_ordered_by_instant() {
        let order = [
            "2026",
            "2026-03-27",
            "2026-03-27T00:00+01:00",
            "2026-03-27T09:00+01:00",
            "2026-10-25T02:50+02:00",
            "2026-10-25T02:10+01:00",
            "2026-10-26",
        ];
        let mut moments: Vec<Moment> = order.iter().rev().map(|text| moment(text)).collect();
        moments.sort();
        assert_eq!(moments.iter().map(Moment::machine).collect::<Vec<_>>(), order);
    }

    #[test]
    fn instants_follow_summer_time() {
        let instant = |text| moment(text).first_instant().to_string();
        assert_eq!(instant("2026-03-27 09:00"), "2026-03-27T08:00:00Z");
        assert_eq!(instant("2026-05-08 09:00"), "2026-05-08T07:00:00Z");
        assert_eq!(instant("2026-05-29 09:00"), "2026-05-29T07:00:00Z");
        assert_eq!(instant("2026-03-29"), "2026-03-28T23:00:00Z");
        assert_eq!(moment("2026-03-29").last_instant().to_string(), "2026-03-29T22:00:00Z");
        assert_eq!(moment("2026").last_instant().to_string(), "2026-12-31T23:00:00Z");
    }

    #[test]
    fn an_hour_comes_twice_in_autumn() {
        let twice = |text| matches!(moment(text), Moment::Local(time) if time.comes_twice());
        assert!(twice("2026-10-25T02:00+02:00") && twice("2026-10-25T02:59+01:00"));
        assert!(!twice("2026-10-25 01:59") && !twice("2026-10-25 03:00") && !twice("2026-03-29 03:00"));
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        check_week(civil::date(2026, 3, 27), (2026, 13));
        check_week(civil::date(2026, 5, 8), (2026, 19));
        check_week(civil::date(2026, 5, 29), (2026, 22));
        check_week(civil::date(2026, 9, 30), (2026, 40));
        check_week(civil::date(2026, 11, 10), (2026, 46));
        check_week(civil::date(2026, 12, 28), (2026, 53));
        check_week(civil::date(2027, 1, 3), (2026, 53));
        check_week(civil::date(2027, 1, 4), (2027, 1));
        for year in [2025, 2027, 2028, 2029, 2030] {
            check_week(civil::date(year, 12, 28), (year, 52));
        }
    }

    #[test]
    fn the_time_zone_is_swedens_whatever_the_machine_says() {
        assert_eq!(stockholm().iana_name(), Some("Europe/Stockholm"));
        assert_eq!(midnight(civil::date(2026, 7, 1)).to_string(), "2026-06-30T22:00:00Z");
    }
}
