//! Telephone numbers: `010-444 05 00` for people, `tel:+46104440500` for telephones.
//!
//! The area code (riktnummer) has a hyphen after it, the rest stands in groups. How long the area code is, the Swedish
//! numbering plan says; whether the number is in use, nobody here knows.

use serde::{Serialize, Serializer};

use crate::lang::NBSP;

/// The two digits after the zero that make a whole area code: 010, 011 … 090. Of the rest, 08 has one digit after the
/// zero, mobile and other 07-numbers two, and all others three (0152 Strängnäs, 0171 Enköping, 0900 paid calls). The
/// plan counts 077 among the short ones, but everyone writes 0771-114 114.
const TWO_DIGIT_CODES: [&str; 22] = [
    "10", "11", "13", "16", "18", "19", "20", "21", "23", "26", "31", "33", "35", "36", "40", "42", "44",
    "46", "54", "60", "63", "90",
];

/// The area codes of paid calls, which begin like that of Umeå (090).
const PAID: [&str; 3] = ["900", "939", "944"];

/// A telephone number.
///
/// Rule: `digits` is either a Swedish number with its zero, a Swedish short number (`112`, `1177`, `116111`), or a
/// foreign one with its plus.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone {
    digits: String,
}

impl Phone {
    /// Reads a number however it is grouped: `010-444 05 00`, `+46 (0)10 444 05 00`, `1177`.
    ///
    /// # Errors
    /// Says in Swedish why it is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bare = text.replace("(0)", "");
        let trimmed = bare.trim();
        let mut digits = String::with_capacity(trimmed.len());
        for (index, letter) in trimmed.chars().enumerate() {
            match letter {
                '0'..='9' => digits.push(letter),
                '+' if index == 0 => digits.push(letter),
                '-' | '–' | '‑' | '/' | '(' | ')' | '.' => {}
                letter if letter.is_whitespace() => {}
                _ => return Err(format!("`{text}` är inget telefonnummer: `{letter}` hör inte hemma i det")),
            }
        }
        if let Some(rest) = digits.strip_prefix("00") {
            digits = format!("+{rest}");
        }
        if let Some(rest) = digits.strip_prefix("+46") {
            digits = format!("0{}", rest.trim_start_matches('0'));
        }
        checked(text, digits)
    }

    /// Writes the number for people: `010-444 05 00`, with spaces that do not break.
    pub fn display(&self) -> String {
        let digits = self.digits.as_str();
        if digits.starts_with('+') {
            // The country's digits are one to three; three and the rest in pairs can be read in any case.
            let (country, rest) = digits.split_at(country_length(digits));
            return format!("{country}{NBSP}{}", grouped(rest));
        }
        if !digits.starts_with('0') {
            return if digits.len() > 4 { grouped(digits) } else { digits.to_owned() };
        }
        let (area, rest) = digits.split_at(area_length(digits));
        if area.starts_with("077") && rest.len() == 6 {
            return format!("{area}-{}{NBSP}{}", &rest[..3], &rest[3..]);
        }
        format!("{area}-{}", grouped(rest))
    }

    /// Returns the address that a telephone understands: `tel:+46104440500`.
    pub fn uri(&self) -> String {
        match self.digits.strip_prefix('0') {
            Some(rest) => format!("tel:+46{rest}"),
            None => format!("tel:{}", self.digits),
        }
    }
}

impl Serialize for Phone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.display())
    }
}

/// Checks that the digits can be a number at all.
fn checked(text: &str, digits: String) -> Result<Phone, String> {
    let length = digits.len();
    let few = Err(format!("`{text}` är inget telefonnummer: det har för få siffror"));
    let many = Err(format!("`{text}` är inget telefonnummer: det har för många siffror"));
    if digits.starts_with('+') {
        return match length {
            0..=8 => few,
            9..=16 => Ok(Phone { digits }),
            _ => many,
        };
    }
    if !digits.starts_with('0') {
        let short = digits.starts_with("11") && (3..=6).contains(&length);
        let reason = format!("`{text}` saknar riktnummer: skriv det som `010-444 05 00`");
        return if short { Ok(Phone { digits }) } else { Err(reason) };
    }
    let area = area_length(&digits);
    let longest = if area == 2 { 8 } else { 7 };
    match length.saturating_sub(area) {
        0..=4 if !(digits.starts_with("020") && length == 7) => few,
        rest if rest > longest => many,
        _ if digits.starts_with("07") && length < 10 => few,
        _ => Ok(Phone { digits }),
    }
}

/// Returns how many digits the area code has, its zero included.
fn area_length(digits: &str) -> usize {
    let after = &digits[1..];
    let begins = |codes: &[&str]| codes.iter().any(|code| after.starts_with(code));
    if after.starts_with('8') {
        2
    } else if after.starts_with("77") {
        4
    } else if after.starts_with('7') || (begins(&TWO_DIGIT_CODES) && !begins(&PAID)) {
        3
    } else {
        4
    }
}

/// Returns how many characters a country's code has, its plus included, for the countries near us.
fn country_length(digits: &str) -> usize {
    match digits.as_bytes().get(1..3) {
        Some([b'1' | b'7', _]) => 2,
        Some([b'3', b'5' | b'7' | b'8'] | [b'4', b'2']) => 4,
        _ => 3,
    }
}

/// Puts digits in groups of two and three: `12 34 56`, `123 45 67`, `123 456 78`.
fn grouped(digits: &str) -> String {
    let pattern: &[usize] = match digits.len() {
        5 => &[3, 2],
        6 if digits.starts_with("11") => &[3, 3],
        6 => &[2, 2, 2],
        7 => &[3, 2, 2],
        8 => &[3, 3, 2],
        9 => &[3, 3, 3],
        10 => &[3, 3, 2, 2],
        length => &[length],
    };
    let mut groups = Vec::with_capacity(pattern.len());
    let mut rest = digits;
    for length in pattern {
        let (group, after) = rest.split_at(*length);
        groups.push(group);
        rest = after;
    }
    groups.join(NBSP.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects the number for people (with `_` for a space that does not break) and for telephones.
    #[track_caller]
    fn check(text: &str, display: &str, uri: &str) {
        let phone = Phone::parse(text).unwrap();
        assert_eq!(
            (phone.display().replace(NBSP, "_").as_str(), phone.uri().as_str()),
            (display, uri),
            "{text}"
        );
        assert_eq!(Phone::parse(&phone.display()), Ok(phone), "read again");
    }

    #[track_caller]
    fn wrong(text: &str, expected: &str) {
        assert_eq!(Phone::parse(text), Err(expected.to_owned()));
    }

    #[test]
    fn numbers_are_grouped_by_rule() {
        check("010-444 05 00", "010-444_05_00", "tel:+46104440500");
        check("010 – 444 05 00", "010-444_05_00", "tel:+46104440500");
        check("010 444 0500", "010-444_05_00", "tel:+46104440500");
        check("+46 (0)10-444 05 00", "010-444_05_00", "tel:+46104440500");
        check("0046104440500", "010-444_05_00", "tel:+46104440500");
        check("0812345678", "08-123_456_78", "tel:+46812345678");
        check("08-123 45 67", "08-123_45_67", "tel:+4681234567");
        check("08-12 34 56", "08-12_34_56", "tel:+468123456");
        check("0701234567", "070-123_45_67", "tel:+46701234567");
        check("0761234567", "076-123_45_67", "tel:+46761234567");
    }

    #[test]
    fn the_area_code_is_as_long_as_the_plan_says() {
        check("031123456", "031-12_34_56", "tel:+4631123456");
        check("018 7270000", "018-727_00_00", "tel:+46187270000");
        check("017112345", "0171-123_45", "tel:+4617112345");
        check("0152-291 00", "0152-291_00", "tel:+4615229100");
        check("0980-123 45", "0980-123_45", "tel:+4698012345");
        check("090-16 10 00", "090-16_10_00", "tel:+4690161000");
        check("0900-123 45 67", "0900-123_45_67", "tel:+469001234567");
        check("020-22 00 60", "020-22_00_60", "tel:+4620220060");
        check("0771-114 114", "0771-114_114", "tel:+46771114114");
    }

    #[test]
    fn short_and_foreign_numbers_are_numbers() {
        check("112", "112", "tel:112");
        check("1177", "1177", "tel:1177");
        check("113 13", "113_13", "tel:11313");
        check("116 111", "116_111", "tel:116111");
        check("+47 22 12 34 56", "+47_221_234_56", "tel:+4722123456");
        check("+358 9 123 4567", "+358_912_345_67", "tel:+35891234567");
    }

    #[test]
    fn what_is_no_number_is_told() {
        wrong("444 05 00", "`444 05 00` saknar riktnummer: skriv det som `010-444 05 00`");
        wrong("010-444", "`010-444` är inget telefonnummer: det har för få siffror");
        wrong("070-123 45", "`070-123 45` är inget telefonnummer: det har för få siffror");
        wrong("08-123 456 789", "`08-123 456 789` är inget telefonnummer: det har för många siffror");
        wrong("010-444 05 00 vx", "`010-444 05 00 vx` är inget telefonnummer: `v` hör inte hemma i det");
        wrong("", "`` saknar riktnummer: skriv det som `010-444 05 00`");
        wrong("0", "`0` är inget telefonnummer: det har för få siffror");
        wrong("00", "`00` är inget telefonnummer: det har för få siffror");
    }
}
