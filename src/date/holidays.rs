//! Swedish holidays, by the law of 1989 (1989:253) and by the eves that everybody takes off.

use jiff::ToSpan as _;
use jiff::civil::{self, Weekday};

/// Names the holiday, or the eve that is as good as one, that falls on a day; an ordinary Sunday is none.
pub fn holiday(day: civil::Date) -> Option<&'static str> {
    fixed(day).or_else(|| movable(day)).or_else(|| on_a_saturday(day))
}

/// Tells whether a day is red in the almanac: a Sunday or a holiday of the law, but no mere eve.
pub fn is_red(day: civil::Date) -> bool {
    day.weekday() == Weekday::Sunday || holiday(day).is_some_and(|name| !name.ends_with("afton"))
}

fn fixed(day: civil::Date) -> Option<&'static str> {
    Some(match (day.month(), day.day()) {
        (1, 1) => "nyårsdagen",
        (1, 6) => "trettondedag jul",
        (5, 1) => "första maj",
        (6, 6) => "Sveriges nationaldag",
        (12, 24) => "julafton",
        (12, 25) => "juldagen",
        (12, 26) => "annandag jul",
        (12, 31) => "nyårsafton",
        _ => return None,
    })
}

/// Names what follows Easter.
fn movable(day: civil::Date) -> Option<&'static str> {
    let from_easter = (day - easter(day.year())).get_days();
    Some(match from_easter {
        -2 => "långfredagen",
        -1 => "påskafton",
        0 => "påskdagen",
        1 => "annandag påsk",
        39 => "Kristi himmelsfärdsdag",
        49 => "pingstdagen",
        _ => return None,
    })
}

/// Names what falls on a certain Saturday, and the Friday before Midsummer's Day.
fn on_a_saturday(day: civil::Date) -> Option<&'static str> {
    let is_midsummer = |day: civil::Date| day.month() == 6 && (20..=26).contains(&day.day());
    match day.weekday() {
        Weekday::Saturday if is_midsummer(day) => Some("midsommardagen"),
        Weekday::Saturday if matches!((day.month(), day.day()), (10, 31) | (11, 1..=6)) => {
            Some("alla helgons dag")
        }
        Weekday::Friday if day.tomorrow().is_ok_and(is_midsummer) => Some("midsommarafton"),
        _ => None,
    }
}

/// Returns Easter Day of a year, by the rule of Meeus, Jones and Butcher.
fn easter(year: i16) -> civil::Date {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moved = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - moved + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let days = moon + sunday - 7 * late;
    civil::date(i16::try_from(year).expect("it was one"), 3, 22) + days.days()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The days of each year as they stand in the almanac.
    #[test]
    fn holidays_are_those_of_the_almanac() {
        let names = [
            "långfredagen",
            "påskdagen",
            "annandag påsk",
            "Kristi himmelsfärdsdag",
            "pingstdagen",
            "midsommardagen",
            "alla helgons dag",
        ];
        let years = [
            (2025, [(4, 18), (4, 20), (4, 21), (5, 29), (6, 8), (6, 21), (11, 1)]),
            (2026, [(4, 3), (4, 5), (4, 6), (5, 14), (5, 24), (6, 20), (10, 31)]),
            (2027, [(3, 26), (3, 28), (3, 29), (5, 6), (5, 16), (6, 26), (11, 6)]),
            (2028, [(4, 14), (4, 16), (4, 17), (5, 25), (6, 4), (6, 24), (11, 4)]),
        ];
        for (year, days) in years {
            for (name, (month, day)) in names.into_iter().zip(days) {
                assert_eq!(holiday(civil::date(year, month, day)), Some(name), "{year}-{month}-{day}");
            }
            let all = civil::date(year, 1, 1).series(1.day()).take_while(|day| day.year() == year);
            // Thirteen of the law, counting those on Sundays, and the four eves; two may share a day.
            let count = all.filter(|day| holiday(*day).is_some()).count();
            assert!((16..=17).contains(&count), "{year}: {count}");
        }
        assert_eq!(holiday(civil::date(2026, 3, 27)), None);
        let red = |month, day| is_red(civil::date(2026, month, day));
        assert!(red(6, 6) && red(10, 31) && red(5, 3) && red(1, 6));
        assert!(!red(6, 19) && !red(12, 24) && !red(4, 4) && !red(5, 4));
        assert_eq!(holiday(civil::date(2026, 6, 19)), Some("midsommarafton"));
    }
}
