//! Numbers as Swedish readers expect them: `6 600`, `9,1`, `52 %`, `−6`, `1,4 MB`, and postal codes.
//!
//! Never for years, laws or series: those are names that happen to be digits. Telephone numbers have a rule of their
//! own, in [`phone`].

pub mod phone;

use crate::lang::NBSP;

/// The true minus sign, as wide as a plus.
const MINUS: char = '\u{2212}';

/// The words for small numbers, with `ett` for one.
const WORDS: [&str; 13] =
    ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];

/// Writes a whole number, in groups of three from 1 000.
pub fn integer(number: u64) -> String {
    grouped(&number.to_string())
}

/// Writes a number with so many decimals, after a comma.
pub fn decimal(number: f64, places: usize) -> String {
    let text = format!("{:.places$}", number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let below_zero = number < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let sign = if below_zero { String::from(MINUS) } else { String::new() };
    let comma = if fraction.is_empty() { "" } else { "," };
    format!("{sign}{}{comma}{fraction}", grouped(whole))
}

/// Writes a share in per cent, with so many decimals: `52 %`.
pub fn percent(number: f64, places: usize) -> String {
    format!("{}{NBSP}%", decimal(number, places))
}

/// Writes how much something has changed, always with its sign: `+21`, `−6`, `0`.
pub fn change(number: i64) -> String {
    let size = integer(number.unsigned_abs());
    match number {
        0 => size,
        1.. => format!("+{size}"),
        _ => format!("{MINUS}{size}"),
    }
}

/// Writes a change in per cent: `+21 %`, `−6 %`.
pub fn change_percent(number: i64) -> String {
    format!("{}{NBSP}%", change(number))
}

/// Writes the size of a file in decimal units, with one decimal under 10: `1,4 MB`.
pub fn bytes(size: u64) -> String {
    if size < 1000 {
        return format!("{size}{NBSP}byte");
    }
    let mut unit_size = 1000_u64;
    for unit in ["kB", "MB", "GB"] {
        // Tenths, rounded; 9,95 and more is written without decimals, 999,5 and more in the next unit.
        let tenths = rounded(size, unit_size / 10);
        let wholes = rounded(size, unit_size);
        if tenths < 100 {
            return format!("{},{}{NBSP}{unit}", tenths / 10, tenths % 10);
        } else if wholes < 1000 {
            return format!("{wholes}{NBSP}{unit}");
        }
        unit_size *= 1000;
    }
    format!("{}{NBSP}GB", integer(rounded(size, 1_000_000_000)))
}

/// Writes a number in running text, 0–12 in words; one is `ett`, as of newsletters (`ett nyhetsbrev`).
pub fn count(number: u64) -> String {
    let word = usize::try_from(number).ok().and_then(|index| WORDS.get(index));
    word.map_or_else(|| integer(number), |word| (*word).to_owned())
}

/// Writes a number in running text, 0–12 in words; one is `en`, as of reports (`en rapport`).
pub fn count_common(number: u64) -> String {
    if number == 1 { "en".to_owned() } else { count(number) }
}

/// Writes a postal code: `191 86`.
///
/// # Errors
/// Says in Swedish why it is none.
pub fn postal_code(text: &str) -> Result<String, String> {
    let bare = text.trim().trim_start_matches("SE").trim_start_matches('-');
    let digits: String = bare.chars().filter(|letter| !letter.is_whitespace()).collect();
    let all = digits.bytes().all(|byte| byte.is_ascii_digit());
    if digits.len() != 5 || !all || digits.starts_with('0') {
        return Err(format!("`{text}` är inget postnummer: det har fem siffror, som `191 86`"));
    }
    Ok(format!("{}{NBSP}{}", &digits[..3], &digits[3..]))
}

/// Puts a space between thousands.
fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(NBSP);
        }
        text.push(digit);
    }
    text
}

/// Divides and rounds to the nearest whole number.
fn rounded(number: u64, by: u64) -> u64 {
    number / by + u64::from(number % by >= by.div_ceil(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects the text, with `_` for a space that does not break.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(text.replace(NBSP, "_"), expected);
    }

    #[test]
    fn thousands_are_set_apart() {
        check(&integer(6600), "6_600");
        check(&integer(2319), "2_319");
        check(&integer(1262), "1_262");
        check(&integer(856), "856");
        check(&integer(0), "0");
        check(&integer(1_234_567), "1_234_567");
        check(&integer(u64::MAX), "18_446_744_073_709_551_615");
    }

    #[test]
    fn decimals_follow_a_comma() {
        check(&decimal(9.1, 1), "9,1");
        check(&decimal(1262.5, 1), "1_262,5");
        check(&decimal(-0.5, 1), "−0,5");
        check(&decimal(-0.01, 1), "0,0");
        check(&decimal(12.0, 0), "12");
        check(&percent(52.0, 0), "52_%");
        check(&percent(9.1, 1), "9,1_%");
    }

    #[test]
    fn a_change_has_a_sign() {
        check(&change_percent(21), "+21_%");
        check(&change_percent(-6), "−6_%");
        check(&change(-1200), "−1_200");
        check(&change(0), "0");
        check(&change(i64::MIN), "−9_223_372_036_854_775_808");
    }

    #[test]
    fn sizes_have_two_figures_at_least() {
        check(&bytes(1_400_000), "1,4_MB");
        check(&bytes(0), "0_byte");
        check(&bytes(999), "999_byte");
        check(&bytes(1000), "1,0_kB");
        check(&bytes(9_949), "9,9_kB");
        check(&bytes(9_950), "10_kB");
        check(&bytes(999_499), "999_kB");
        check(&bytes(999_500), "1,0_MB");
        check(&bytes(12_300_000), "12_MB");
        check(&bytes(2_500_000_000), "2,5_GB");
        check(&bytes(1_500_000_000_000), "1_500_GB");
    }

    #[test]
    fn small_numbers_are_words_in_prose() {
        check(&count(2), "två");
        check(&count(0), "noll");
        check(&count(12), "tolv");
        check(&count(13), "13");
        check(&count(1262), "1_262");
        check(&format!("{} nyhetsbrev, {} rapport", count(1), count_common(1)), "ett nyhetsbrev, en rapport");
    }

    #[test]
    fn postal_codes_have_a_space() {
        for text in ["19186", "191 86", "191\u{a0}86", "SE-191 86"] {
            check(&postal_code(text).unwrap(), "191_86");
        }
        for text in ["1918", "191 866", "19A86", "01186", ""] {
            let reason = format!("`{text}` är inget postnummer: det har fem siffror, som `191 86`");
            assert_eq!(postal_code(text), Err(reason));
        }
    }
}
