//! Typography between words: where a line must not be broken.

use super::word::{Kind, Word};

/// Words that a number follows on the same line.
const BEFORE_NUMBER: [&str; 9] = ["kl.", "Kl.", "s.", "sid.", "v.", "nr", "nr.", "§", "§§"];

/// Words that follow a number on the same line; `kap.` is one too.
const UNITS: [&str; 20] = [
    "%", "‰", "§", "§§", "kr", "tkr", "mkr", "mnkr", "kB", "KB", "MB", "GB", "TB", "km", "m²", "cm", "mm",
    "kg", "°C", "kap",
];

/// What the words before the last two have shown.
#[derive(Default)]
pub(super) struct Neighbours {
    in_phone: bool,
    in_thousands: bool,
    after_number: bool,
}

impl Neighbours {
    /// Tells whether two words in a row belong on one line; to be asked of every pair, from left to right.
    pub(super) fn belong_together(&mut self, before: &Word<'_>, after: &Word<'_>) -> bool {
        if !(before.has_digit() || after.has_digit() || self.after_number) {
            // No rule here does without a number.
            *self = Self::default();
            return false;
        }
        let prose = before.kind == Kind::Prose && after.kind == Kind::Prose;
        let follows_number = std::mem::replace(&mut self.after_number, ends_in_digit(before));
        self.in_phone = prose && (self.in_phone || begins_phone(before)) && is_phone_group(before, after);
        self.in_thousands = prose && !self.in_phone && is_thousands(before, after, self.in_thousands);
        prose
            && (self.in_phone
                || self.in_thousands
                || announces(before, after)
                || has_unit(before, after, follows_number)
                || is_postal_code(before, after))
    }
}

/// `kl.` and `09.00`.
fn announces(before: &Word<'_>, after: &Word<'_>) -> bool {
    BEFORE_NUMBER.contains(&before.head())
        && after.whole().starts_with(|letter: char| letter.is_ascii_digit())
}

/// `52` and `%`, `6` and `kap.`; also `a` and `§` in `8 a §`.
fn has_unit(before: &Word<'_>, after: &Word<'_>, follows_number: bool) -> bool {
    let whole = after.start == after.core_start;
    let unit = after.core();
    if !whole || !UNITS.contains(&unit) || (unit == "kap" && !after.whole().starts_with("kap.")) {
        return false;
    }
    let is_letter = matches!(before.whole().as_bytes(), [b'a'..=b'z']);
    ends_in_digit(before) || (is_letter && follows_number && unit.starts_with(['§', 'k']) && unit != "kr")
}

/// `6` and `600`; each group after the first has three digits.
fn is_thousands(before: &Word<'_>, after: &Word<'_>, goes_on: bool) -> bool {
    let first = before.head().trim_start_matches(['+', '-', '−']);
    let begins = all_digits(first) && first.len() <= 3 && (goes_on || !first.starts_with('0'));
    let (whole, fraction) = digits_of(after).split_once(',').unwrap_or((digits_of(after), "0"));
    begins && all_digits(whole) && whole.len() == 3 && all_digits(fraction)
}

/// `08-123`, the beginning of a telephone number.
fn begins_phone(word: &Word<'_>) -> bool {
    let Some((area, rest)) = word.head().split_once('-') else { return false };
    let fits = (2..=4).contains(&area.len()) && (2..=3).contains(&rest.len());
    fits && area.starts_with('0') && all_digits(area) && all_digits(rest)
}

/// The next two or three digits of a telephone number.
fn is_phone_group(before: &Word<'_>, after: &Word<'_>) -> bool {
    let group = digits_of(after);
    ends_in_digit(before) && all_digits(group) && (2..=3).contains(&group.len())
}

/// `191` and `86`, with the name of a place after them.
fn is_postal_code(before: &Word<'_>, after: &Word<'_>) -> bool {
    let (first, second) = (before.head(), after.whole());
    let place = after.after().trim_start().starts_with(char::is_uppercase);
    place
        && first.len() == 3
        && !first.starts_with('0')
        && second.len() == 2
        && all_digits(first)
        && all_digits(second)
}

/// Returns a word without the marks after it; the sign for per cent is one, since it may come to stand apart.
fn digits_of<'a>(word: &Word<'a>) -> &'a str {
    if word.start == word.core_start { word.core().trim_end_matches('%') } else { "" }
}

fn ends_in_digit(word: &Word<'_>) -> bool {
    word.whole().ends_with(|letter: char| letter.is_ascii_digit())
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
