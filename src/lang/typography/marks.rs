//! Typography inside a word: quotation marks, dashes, dots, and the sign for per cent.

use super::Edits;
use super::word::{Kind, Word, closes, is_quote, opens};

/// The years that a span may run between; other pairs of four digits are some number.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

/// Which quotations are open, so far as this run of text shows.
///
/// Needed only after a digit, where a straight mark may also be an inch or a foot.
#[derive(Default)]
pub(super) struct Quotes {
    double: bool,
    single: bool,
}

/// Changes one word as its kind allows.
pub(super) fn set(word: &Word<'_>, quotes: &mut Quotes, edits: &mut Edits<'_>) {
    match word.kind {
        Kind::Code => {}
        _ if !word.has_mark() => {}
        Kind::Address | Kind::Number => {
            for (at, letter) in word.whole().char_indices().map(|(at, letter)| (word.start + at, letter)) {
                if is_quote(letter) && !(word.core_start..word.core_end).contains(&at) {
                    quote(word, at, letter, quotes, edits);
                }
            }
        }
        Kind::Prose if is_lone_dash(word) => {
            if word.whole() != "–" {
                edits.replace(word.start..word.end, "–");
            }
        }
        Kind::Prose => {
            for (at, letter) in word.whole().char_indices().map(|(at, letter)| (word.start + at, letter)) {
                match letter {
                    letter if is_quote(letter) => quote(word, at, letter, quotes, edits),
                    '-' if joins_years(word, at) => edits.replace(at..at + 1, "–"),
                    '.' if is_ellipsis(word, at) => edits.replace(at..at + 3, "…"),
                    '%' if is_percentage(word, at) => edits.replace(at..at, "\u{a0}"),
                    _ => {}
                }
            }
        }
    }
}

/// Writes a quotation mark as Swedish does, except straight after a digit where nothing is being quoted.
fn quote(word: &Word<'_>, at: usize, letter: char, quotes: &mut Quotes, edits: &mut Edits<'_>) {
    let before = word.text[..at].chars().next_back();
    let after = word.text[at + letter.len_utf8()..].chars().next();
    let after_digit = before.is_some_and(|letter| letter.is_ascii_digit());
    let right = match letter {
        '"' if after_digit && !quotes.double => return,
        '"' | '“' | '”' | '„' | '‟' => {
            quotes.double = !quotes.double;
            "”"
        }
        '\'' if after_digit && !quotes.single => return,
        _ => {
            let is_inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            if !is_inside(before) {
                quotes.single = is_inside(after);
            } else if !is_inside(after) {
                quotes.single = false;
            }
            "’"
        }
    };
    if !right.starts_with(letter) {
        edits.replace(at..at + letter.len_utf8(), right);
    }
}

/// Tells whether a word is a dash with a blank on either side of it.
fn is_lone_dash(word: &Word<'_>) -> bool {
    let alone = word.start > 0 && !word.after().is_empty();
    alone && ["-", "--", "---", "—", "–"].contains(&word.whole())
}

/// Tells whether a hyphen stands between two years that are a span.
fn joins_years(word: &Word<'_>, at: usize) -> bool {
    let (before, after) = (&word.text[word.start..at], &word.text[at + 1..word.end]);
    let year = |digits: Option<&str>| {
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        digits.parse().ok().filter(|year: &u16| YEARS.contains(year))
    };
    let first = before.len().checked_sub(4).and_then(|start| before.get(start..));
    let (Some(from), Some(to)) = (year(first), year(after.get(..4))) else { return false };
    let begins =
        before[..before.len() - 4].chars().next_back().is_none_or(|it| opens(it) || ",;".contains(it));
    let mut rest = after[4..].chars();
    let ends = match rest.next() {
        Some('.' | ':' | ',' | ';') => !rest.next().is_some_and(char::is_alphanumeric),
        Some(letter) => letter == '%' || closes(letter),
        None => true,
    };
    from < to && begins && ends
}

/// Tells whether three dots, no more, begin at a place, and are not part of a path.
fn is_ellipsis(word: &Word<'_>, at: usize) -> bool {
    let Some(rest) = word.text[at..word.end].strip_prefix("...") else { return false };
    !rest.starts_with(['.', '/']) && !word.text[word.start..at].ends_with(['.', '/'])
}

/// Tells whether a sign for per cent ends a number that it stands too close to.
fn is_percentage(word: &Word<'_>, at: usize) -> bool {
    let number = &word.text[word.core_start.min(at)..at];
    let numeric = |letter: char| letter.is_ascii_digit() || ",.+-−–~".contains(letter);
    number.ends_with(|letter: char| letter.is_ascii_digit())
        && number.chars().all(numeric)
        && word.text[at + 1..word.end].chars().all(closes)
}
