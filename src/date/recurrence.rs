//! What comes again: the last Friday of the month, every other Thursday; and the days that are left out.
//!
//! Knows days, not events: whether anything is held on a day is for whoever asks.

use jiff::ToSpan as _;
use jiff::civil::{self, Time, Weekday};

use super::Date;

/// The last year for which days are told.
const LAST: i16 = 2100;

/// When something comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// The days on which it comes.
    pub days: Days,
    /// When it begins on such a day.
    pub start: Option<Time>,
    /// When it ends; after `start`.
    pub end: Option<Time>,
    /// What is left out of it.
    pub omitted: Vec<Omitted>,
}

/// Days that come again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Days {
    /// Certain weekdays of a month.
    Monthly {
        /// Which of the month's, from 1; −1 is the last.
        nth: Vec<i8>,
        /// The day of the week.
        weekday: Weekday,
        /// The months, 1–12; empty if it is all of them.
        months: Vec<i8>,
    },
    /// A day of every week.
    Weekly(Weekday),
    /// A day of every other week, from this one on.
    Fortnightly(civil::Date),
}

/// Something that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Omitted {
    /// A month, 1–12, of every year.
    Month(i8),
    /// A day, a month or a year.
    Date(Date),
}

impl Recurrence {
    /// Tells whether a day is one of those on which it comes, whatever is left out.
    pub fn comes_on(&self, day: civil::Date) -> bool {
        match &self.days {
            Days::Monthly { nth, weekday, months } => {
                let is_nth = |nth: &i8| day.nth_weekday_of_month(*nth, *weekday).is_ok_and(|it| it == day);
                (months.is_empty() || months.contains(&day.month())) && nth.iter().any(is_nth)
            }
            Days::Weekly(weekday) => day.weekday() == *weekday,
            Days::Fortnightly(first) => day >= *first && (day - *first).get_days() % 14 == 0,
        }
    }

    /// Tells whether a day is left out.
    pub fn omits(&self, day: civil::Date) -> bool {
        self.omitted.iter().any(|omitted| omitted.covers(day))
    }

    /// Goes through the days after `day` on which it comes, those that are left out too.
    pub fn after(&self, day: civil::Date) -> impl Iterator<Item = civil::Date> {
        let all = day.series(1.day()).skip(1).take_while(|day| day.year() <= LAST);
        all.filter(|day| self.comes_on(*day))
    }
}

impl Omitted {
    /// Tells whether a day lies in it.
    pub fn covers(self, day: civil::Date) -> bool {
        match self {
            Self::Month(month) => day.month() == month,
            Self::Date(date) => (date.first_day()..=date.last_day()).contains(&day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monthly(nth: &[i8], weekday: Weekday, months: &[i8]) -> Days {
        Days::Monthly { nth: nth.to_vec(), weekday, months: months.to_vec() }
    }

    #[track_caller]
    fn check(days: Days, omitted: &[Omitted], after: &str, expected: &str) {
        let recurrence = Recurrence { days, start: None, end: None, omitted: omitted.to_vec() };
        let day = after.parse().expect("the test writes days");
        let left = recurrence.after(day).filter(|day| !recurrence.omits(*day)).take(4);
        assert_eq!(left.map(|day| day.to_string()).collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn days_come_again() {
        let friday = Weekday::Friday;
        check(monthly(&[-1], friday, &[]), &[], "2026-05-28", "2026-05-29 2026-06-26 2026-07-31 2026-08-28");
        check(monthly(&[-1], friday, &[]), &[], "2026-05-29", "2026-06-26 2026-07-31 2026-08-28 2026-09-25");
        check(monthly(&[2], friday, &[5]), &[], "2026-01-01", "2026-05-08 2027-05-14 2028-05-12 2029-05-11");
        check(
            monthly(&[1, 3], friday, &[]),
            &[],
            "2026-01-01",
            "2026-01-02 2026-01-16 2026-02-06 2026-02-20",
        );
        check(Days::Weekly(friday), &[], "2026-01-01", "2026-01-02 2026-01-09 2026-01-16 2026-01-23");
        let first = civil::date(2026, 1, 15);
        check(Days::Fortnightly(first), &[], "2025-12-24", "2026-01-15 2026-01-29 2026-02-12 2026-02-26");
    }

    #[test]
    fn days_are_left_out() {
        let last = || monthly(&[-1], Weekday::Friday, &[]);
        let july = Omitted::Month(7);
        check(last(), &[july], "2026-06-01", "2026-06-26 2026-08-28 2026-09-25 2026-10-30");
        let august = Omitted::Date(Date::Month(2026, 8));
        let day = Omitted::Date(Date::Day(civil::date(2026, 6, 26)));
        check(last(), &[july, august, day], "2026-06-01", "2026-09-25 2026-10-30 2026-11-27 2026-12-25");
    }
}
