//! Reads dates and times that somebody wrote, and says in Swedish what is wrong with them.
//!
//! One spelling is right; for the common wrong ones the right one is guessed and told, never used.

use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset};

use super::{Date, LocalTime, MONTHS, Moment, offset_text, stockholm};

/// The years that anything on the site may carry; outside them it is a slip of the finger.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Reads a date in its one right spelling.
pub(super) fn date(text: &str) -> Result<Date, String> {
    if let Some(parts) = iso_parts(text) {
        return checked(parts);
    }
    Err(match guess(text) {
        Some(Ok(right)) => format!("`{text}` ska skrivas `{}`", right.iso()),
        Some(Err(reason)) => reason,
        None => format!("`{text}` är inget datum som går att läsa"),
    })
}

/// Reads a date, or a date and a time.
pub(super) fn moment(text: &str) -> Result<Moment, String> {
    let unreadable = || format!("`{text}` är ingen tid som går att läsa");
    let Some((day, rest)) = split_time(text) else { return date(text).map(Moment::Date) };
    let Date::Day(day) = date(day)? else { return Err(format!("`{text}` har klockslag men ingen dag")) };
    let (clock, offset) = split_offset(rest);
    let (hour, minute) = match digits(clock, clock_separator(clock)) {
        Some([(2, hour), (2, minute)]) => (hour, minute),
        Some([(1, hour), (2, minute)]) => {
            return Err(format!("`{text}` ska skrivas `{day} {hour:02}:{minute:02}`"));
        }
        Some(_) => return Err(unreadable()),
        None => return Err(with_seconds(day, clock).unwrap_or_else(unreadable)),
    };
    let time = time_of_day(day, hour, minute)?;
    let local = day.to_datetime(time);
    match offset {
        "" => resolved(local).map(Moment::Local),
        offset => {
            let offset = read_offset(offset).ok_or_else(unreadable)?;
            fitting(local, offset).map(Moment::Local)
        }
    }
}

/// The parts of a date as numbers: the year, then a month, then a day.
type Parts = (i16, Option<i8>, Option<i8>);

/// Takes `2026`, `2026-03` or `2026-03-27` apart, or nothing.
fn iso_parts(text: &str) -> Option<Parts> {
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?;
    let small = |part: &str| number(part).and_then(|value: i16| i8::try_from(value).ok());
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    let right = |part: Option<&str>| part.is_none_or(|part| part.len() == 2);
    if parts.next().is_some() || year.len() != 4 || !right(month) || !right(day) {
        return None;
    }
    let month = month.map(small);
    let day = day.map(small);
    (month != Some(None) && day != Some(None)).then_some((number(year)?, month.flatten(), day.flatten()))
}

/// Makes a date of numbers, or says which of them is none.
fn checked((year, month, day): Parts) -> Result<Date, String> {
    if !YEARS.contains(&year) {
        return Err(format!("årtalet {year:04} ligger utanför {}–{}", YEARS.start(), YEARS.end()));
    }
    let Some(month) = month else { return Ok(Date::Year(year)) };
    if !(1..=12).contains(&month) {
        return Err(format!("det finns ingen månad {month:02}"));
    }
    let Some(day) = day else { return Ok(Date::Month(year, month)) };
    civil::Date::new(year, month, day).map(Date::Day).map_err(|_| {
        let length = civil::date(year, month, 1).days_in_month();
        format!("{} {year} har {length} dagar", month_name(month))
    })
}

/// Guesses which date was meant by another spelling; `None` if nobody can tell.
fn guess(text: &str) -> Option<Result<Date, String>> {
    let lower = text.trim().to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| letter.is_whitespace() || "-–/.,:".contains(letter))
        .filter(|word| !word.is_empty() && !["den", "e"].contains(word))
        .collect();
    let small = |word: &str| word.parse::<i8>().ok();
    let year = |word: &str| if word.len() == 4 { word.parse::<i16>().ok() } else { None };
    let parts = match *words.as_slice() {
        [whole] if whole.len() == 8 && whole.is_ascii() => {
            (year(&whole[..4])?, Some(small(&whole[4..6])?), Some(small(&whole[6..])?))
        }
        [whole] => (year(whole)?, None, None),
        [month, last] if month_number(month).is_some() => (year(last)?, month_number(month), None),
        [first, month] => (year(first)?, Some(small(month)?), None),
        [day, month, last] if month_number(month).is_some() => {
            (year(last)?, month_number(month), Some(small(day)?))
        }
        [first, month, day] if year(first).is_some() => {
            (year(first)?, Some(small(month)?), Some(small(day)?))
        }
        [day, month, last] => (year(last)?, Some(small(month)?), Some(small(day)?)),
        _ => return None,
    };
    // `3/27/2026` is nobody's Swedish: better no guess than a wrong one.
    let monthly = parts.1.is_none_or(|month| (1..=12).contains(&month));
    monthly.then(|| checked(parts))
}

/// Finds the month that a word names, whole or shortened: `mars`, `sep`.
fn month_number(word: &str) -> Option<i8> {
    let long_enough = word.len() >= 3;
    let index = MONTHS.iter().position(|month| month.starts_with(word)).filter(|_| long_enough)?;
    i8::try_from(index + 1).ok()
}

/// Names a month that is known to be one.
fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("månaden")
}

/// Splits the day from the time of day at `T`, or at the blank before a clock.
fn split_time(text: &str) -> Option<(&str, &str)> {
    let (day, rest) = text.split_once(['T', ' '])?;
    let clock = rest.strip_prefix("kl. ").or_else(|| rest.strip_prefix("kl ")).unwrap_or(rest);
    let begins = clock.starts_with(|letter: char| letter.is_ascii_digit());
    let separates = clock.contains([':', '.']);
    (day.len() >= 8 && begins && separates).then_some((day, clock))
}

/// Splits the offset, if any, from the clock before it.
fn split_offset(text: &str) -> (&str, &str) {
    let at = text.find(['+', '-', '−', 'Z', 'z']).unwrap_or(text.len());
    (text[..at].trim_end(), &text[at..])
}

/// Finds what stands between hours and minutes.
fn clock_separator(clock: &str) -> char {
    if clock.contains(':') { ':' } else { '.' }
}

/// Reads two numbers, each with how many digits it has.
fn digits(text: &str, separator: char) -> Option<[(usize, i8); 2]> {
    let (first, second) = text.split_once(separator)?;
    let number = |part: &str| {
        let all = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        all.then(|| part.parse().ok().map(|value| (part.len(), value)))?
    };
    Some([number(first)?, number(second)?])
}

/// Says that seconds are left out, if that is what is wrong with a clock.
fn with_seconds(day: civil::Date, clock: &str) -> Option<String> {
    let separator = clock_separator(clock);
    let (before, seconds) = clock.rsplit_once(separator)?;
    let [(2, hour), (2, minute)] = digits(before, separator)? else { return None };
    let seconds = seconds.len() == 2 && seconds.bytes().all(|byte| byte.is_ascii_digit());
    seconds.then(|| format!("sekunder skrivs inte ut: skriv `{day} {hour:02}:{minute:02}`"))
}

/// Makes a time of day, or says which number is none.
fn time_of_day(day: civil::Date, hour: i8, minute: i8) -> Result<civil::Time, String> {
    if (hour, minute) == (24, 0) {
        let next = day.tomorrow().map_or_else(|_| String::from("nästa dag"), |next| next.to_string());
        return Err(format!("klockan 24:00 ska skrivas `{next} 00:00`"));
    }
    civil::Time::new(hour, minute, 0, 0).map_err(|_| {
        if hour > 23 {
            format!("klockan kan inte vara {hour:02}:{minute:02}: dygnets timmar är 00–23")
        } else {
            format!("klockan kan inte vara {hour:02}:{minute:02}: timmens minuter är 00–59")
        }
    })
}

/// Finds the offset that Sweden has at a local time, which clocks must show exactly once.
fn resolved(local: civil::DateTime) -> Result<LocalTime, String> {
    let (day, clock) = (local.date(), local.strftime("%H:%M"));
    match stockholm().to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => Ok(LocalTime { local, offset }),
        AmbiguousOffset::Gap { before, after } => {
            let later = local.saturating_add(jiff::SignedDuration::from_secs(i64::from(
                after.seconds() - before.seconds(),
            )));
            let later = later.strftime("%Y-%m-%d %H:%M");
            Err(format!("klockan {clock} finns inte den {day}, då sommartiden börjar: skriv `{later}`"))
        }
        AmbiguousOffset::Fold { before, after } => {
            let (before, after) = (offset_text(before), offset_text(after));
            Err(format!(
                "klockan {clock} kommer två gånger den {day}, då sommartiden slutar: skriv \
                 `{day}T{clock}{before}` för den första eller `{day}T{clock}{after}` för den andra"
            ))
        }
    }
}

/// Checks that Sweden has the offset that somebody wrote.
fn fitting(local: civil::DateTime, offset: Offset) -> Result<LocalTime, String> {
    let stockholm = stockholm();
    let instant = offset.to_timestamp(local).map_err(|_| String::from("tiden ligger för långt bort"))?;
    let here = stockholm.to_offset(instant);
    if here == offset {
        return Ok(LocalTime { local, offset });
    }
    let plain = resolved(local)?;
    let there = here.to_datetime(instant).strftime("%Y-%m-%d %H:%M");
    Err(format!(
        "Sverige har {} den {}, inte {}: skriv `{}` om klockan är svensk, annars `{there}`",
        offset_text(plain.offset),
        local.date(),
        offset_text(offset),
        local.strftime("%Y-%m-%d %H:%M"),
    ))
}

/// Reads `Z`, `+01:00` or `+0100`.
fn read_offset(text: &str) -> Option<Offset> {
    if text.eq_ignore_ascii_case("z") {
        return Some(Offset::UTC);
    }
    let sign = if text.starts_with('+') { 1 } else { -1 };
    let clock = text.trim_start_matches(['+', '-', '−']);
    let compact = clock.len() == 4 && clock.is_ascii();
    let clock = if compact { format!("{}:{}", &clock[..2], &clock[2..]) } else { clock.to_owned() };
    match digits(&clock, ':')? {
        [(2, hours), (2, minutes)] if hours < 24 && minutes < 60 => {
            Offset::from_seconds(sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60)).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{date, moment};

    #[track_caller]
    fn wrong_date(text: &str, expected: &str) {
        assert_eq!(date(text), Err(expected.to_owned()));
    }

    #[track_caller]
    fn right(text: &str, expected: &str) {
        assert_eq!(moment(text).map(|moment| moment.machine()), Ok(expected.to_owned()));
    }

    #[track_caller]
    fn wrong(text: &str, expected: &str) {
        assert_eq!(moment(text), Err(expected.to_owned()));
    }

    #[test]
    fn the_right_spelling_is_guessed() {
        wrong_date("2026-3-1", "`2026-3-1` ska skrivas `2026-03-01`");
        wrong_date("27.3.2026", "`27.3.2026` ska skrivas `2026-03-27`");
        wrong_date("27 mars 2026", "`27 mars 2026` ska skrivas `2026-03-27`");
        wrong_date("Den 27:e mars 2026", "`Den 27:e mars 2026` ska skrivas `2026-03-27`");
        wrong_date("2026/03/27", "`2026/03/27` ska skrivas `2026-03-27`");
        wrong_date("27/3 2026", "`27/3 2026` ska skrivas `2026-03-27`");
        wrong_date("20260327", "`20260327` ska skrivas `2026-03-27`");
        wrong_date("oktober 2025", "`oktober 2025` ska skrivas `2025-10`");
        wrong_date("30 sep. 2026", "`30 sep. 2026` ska skrivas `2026-09-30`");
        wrong_date(" 2026", "` 2026` ska skrivas `2026`");
        wrong_date("2026–03–27", "`2026–03–27` ska skrivas `2026-03-27`");
    }

    #[test]
    fn what_nobody_can_guess_is_said_so() {
        for text in ["27/3", "3/27/2026", "26-03-27", "", "i mars", "2026-03-27-01", "åååååååå"] {
            wrong_date(text, &format!("`{text}` är inget datum som går att läsa"));
        }
    }

    #[test]
    fn days_that_do_not_exist_are_wrong() {
        wrong_date("2025-02-29", "februari 2025 har 28 dagar");
        wrong_date("2026-04-31", "april 2026 har 30 dagar");
        wrong_date("31 april 2026", "april 2026 har 30 dagar");
        wrong_date("2026-03-00", "mars 2026 har 31 dagar");
        wrong_date("2026-13", "det finns ingen månad 13");
        wrong_date("2026-00-01", "det finns ingen månad 00");
        wrong_date("1812", "årtalet 1812 ligger utanför 1900–2100");
        wrong_date("2101-01-01", "årtalet 2101 ligger utanför 1900–2100");
    }

    #[test]
    fn a_time_is_swedish() {
        right("2026", "2026");
        right("2026-03-27", "2026-03-27");
        right("2026-03-27 09:00", "2026-03-27T09:00+01:00");
        right("2026-03-27T09:00", "2026-03-27T09:00+01:00");
        right("2026-03-27 09.00", "2026-03-27T09:00+01:00");
        right("2026-05-08 09:00", "2026-05-08T09:00+02:00");
        right("2026-03-27T09:00+01:00", "2026-03-27T09:00+01:00");
        right("2026-03-29 01:59", "2026-03-29T01:59+01:00");
        right("2026-03-29 03:00", "2026-03-29T03:00+02:00");
    }

    #[test]
    fn a_time_that_comes_twice_needs_its_offset() {
        right("2026-10-25T02:30+02:00", "2026-10-25T02:30+02:00");
        right("2026-10-25T02:30+01:00", "2026-10-25T02:30+01:00");
        right("2026-10-25 03:00", "2026-10-25T03:00+01:00");
        wrong(
            "2026-10-25 02:30",
            "klockan 02:30 kommer två gånger den 2026-10-25, då sommartiden slutar: skriv \
             `2026-10-25T02:30+02:00` för den första eller `2026-10-25T02:30+01:00` för den andra",
        );
    }

    #[test]
    fn a_time_that_never_comes_is_wrong() {
        let gap = "klockan 02:30 finns inte den 2026-03-29, då sommartiden börjar: skriv `2026-03-29 03:30`";
        wrong("2026-03-29 02:30", gap);
        wrong("2026-03-29T02:30+01:00", gap);
        wrong("2026-03-27 25:00", "klockan kan inte vara 25:00: dygnets timmar är 00–23");
        wrong("2026-03-27 24:30", "klockan kan inte vara 24:30: dygnets timmar är 00–23");
        wrong("2026-03-27 24:00", "klockan 24:00 ska skrivas `2026-03-28 00:00`");
        wrong("2026-03-27 09:60", "klockan kan inte vara 09:60: timmens minuter är 00–59");
    }

    #[test]
    fn an_offset_must_be_the_swedish_one() {
        let tail = "skriv `2026-03-27 09:00` om klockan är svensk, annars";
        wrong(
            "2026-03-27T09:00+02:00",
            &format!("Sverige har +01:00 den 2026-03-27, inte +02:00: {tail} `2026-03-27 08:00`"),
        );
        wrong(
            "2026-03-27T09:00Z",
            &format!("Sverige har +01:00 den 2026-03-27, inte +00:00: {tail} `2026-03-27 10:00`"),
        );
    }

    #[test]
    fn a_time_in_another_spelling_is_told() {
        wrong("2026-03-27 9:00", "`2026-03-27 9:00` ska skrivas `2026-03-27 09:00`");
        wrong("2026-3-27 09:00", "`2026-3-27` ska skrivas `2026-03-27`");
        wrong("2026-03-27 09:00:00", "sekunder skrivs inte ut: skriv `2026-03-27 09:00`");
        right("2026-03-27 kl. 09.00", "2026-03-27T09:00+01:00");
        wrong("2026-03-27 9 AM", "`2026-03-27 9 AM` är inget datum som går att läsa");
        wrong("2026-03-27 09:00 CET", "`2026-03-27 09:00 CET` är ingen tid som går att läsa");
        wrong("2026-03-27T09:00+1", "`2026-03-27T09:00+1` är ingen tid som går att läsa");
    }
}
