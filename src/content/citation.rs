//! Citations in running text: `[@key]`, `[se @key, s. 12; @other]`, `[-@key]`, and `@key [s. 12]` within a sentence.
//!
//! Finds them in a run of plain text; knows no literature.

use std::ops::Range;

use crate::lang::typography::typography;

/// A citation, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands in the text.
    pub(super) at: Range<usize>,
    /// Whether the names are part of the sentence.
    pub(super) narrative: bool,
    /// What is cited.
    pub(super) items: Vec<Item>,
}

/// One of the works that a citation names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Words before the names: "se".
    pub(super) before: String,
    pub(super) key: String,
    /// Where the key stands in the text, with its `@`.
    pub(super) at: Range<usize>,
    /// What follows the year: "s. 12".
    pub(super) after: String,
    /// Whether the names are left out, since the sentence has them.
    pub(super) year_only: bool,
}

/// Finds the first citation from a byte on.
pub(super) fn first(text: &str, from: usize) -> Option<Found> {
    let mut at = from;
    loop {
        at += text[at..].find(['[', '@'])?;
        let is_bracket = text[at..].starts_with('[');
        let found = if is_bracket { bracketed(text, at) } else { narrative(text, at) };
        if found.is_some() {
            return found;
        }
        let end = text[at + 1..].find(['[', ']']).map(|end| at + 1 + end);
        at = match end {
            // What a bracket holds that is no citation holds none.
            Some(end) if is_bracket && text[end..].starts_with(']') => end + 1,
            None if is_bracket && unclosed(&text[at..]).is_some() => return None,
            _ => at + 1,
        };
    }
}

/// Finds a bracket that begins to cite and is not closed in the text.
pub(super) fn unclosed(text: &str) -> Option<usize> {
    let at = text.rfind('[').filter(|at| !text[*at..].contains(']'))?;
    let inner = &text[at + 1..];
    inner.char_indices().any(|(mark, _)| key(inner, mark).is_some()).then_some(at)
}

fn bracketed(text: &str, at: usize) -> Option<Found> {
    let inner = &text[at + 1..at + text[at..].find(']')?];
    if inner.contains('[') || !inner.contains('@') {
        return None;
    }
    let mut items = Vec::new();
    let mut start = at + 1;
    for part in inner.split(';') {
        items.push(item(part, start)?);
        start += part.len() + 1;
    }
    Some(Found { at: at..at + inner.len() + 2, narrative: false, items })
}

/// Reads `se @key, s. 12`, which begins at a byte of the text.
fn item(part: &str, start: usize) -> Option<Item> {
    let (mark, key) = part.char_indices().find_map(|(mark, _)| Some((mark, key(part, mark)?)))?;
    let before = &part[..mark];
    let year_only = before.ends_with('-');
    let before = before.strip_suffix('-').unwrap_or(before).trim();
    let after = part[mark + 1 + key.len()..].trim_start_matches(',').trim();
    Some(Item {
        before: typography(before).into_owned(),
        key: key.to_owned(),
        at: start + mark..start + mark + 1 + key.len(),
        after: typography(after).into_owned(),
        year_only,
    })
}

fn narrative(text: &str, at: usize) -> Option<Found> {
    let key = key(text, at)?;
    let end = at + 1 + key.len();
    let place = text[end..].strip_prefix(" [").and_then(|rest| rest.split_once(']'));
    let place = place.map(|(place, _)| place).filter(|place| !place.contains(['@', '[']));
    let after = typography(place.unwrap_or_default().trim()).into_owned();
    let whole = at..end + place.map_or(0, |place| place.len() + 3);
    let item = Item { before: String::new(), key: key.to_owned(), at: at..end, after, year_only: false };
    Some(Found { at: whole, narrative: true, items: vec![item] })
}

/// Reads the key after an `@`; none if the sign is part of a word, such as an address.
fn key(text: &str, at: usize) -> Option<&str> {
    let rest = text[at..].strip_prefix('@')?;
    if text[..at].ends_with(|before: char| before.is_alphanumeric() || "._+@/\\".contains(before)) {
        return None;
    }
    let allowed = |letter: char| letter.is_alphanumeric() || "_:.+/-".contains(letter);
    let end = rest.find(|letter| !allowed(letter)).unwrap_or(rest.len());
    let key = rest[..end].trim_end_matches(|last: char| !last.is_alphanumeric());
    key.starts_with(char::is_alphanumeric).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows what is found: `(before|key|after)`, with `-` for a year alone.
    fn shown(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        let mut from = 0;
        while let Some(found) = first(text, from) {
            from = found.at.end;
            let item = |it: &Item| {
                let key = if it.year_only { format!("-{}", it.key) } else { it.key.clone() };
                assert_eq!(text[it.at.clone()], format!("@{}", it.key));
                format!("{}|{key}|{}", it.before, it.after)
            };
            let items: Vec<_> = found.items.iter().map(item).collect();
            all.push(if found.narrative {
                format!("{}!", items.join(" "))
            } else {
                format!("[{}]", items.join("; "))
            });
        }
        all
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(shown(text), expected, "{text}");
    }

    #[test]
    fn citations_are_found() {
        check("Så är det [@ek2020].", &["[|ek2020|]"]);
        check("[@ek2020, s. 12]", &["[|ek2020|s.\u{a0}12]"]);
        check("[se @a; jfr @b-c, kap. 2; -@d]", &["[se|a|; jfr|b-c|kap. 2; |-d|]"]);
        check("Enligt @ek2020 [s. 3] och @öberg_2025.", &["|ek2020|s.\u{a0}3!", "|öberg_2025|!"]);
        check("(@a) [@b]", &["|a|!", "[|b|]"]);
    }

    #[test]
    fn what_is_no_citation_is_left_alone() {
        check("info@exempel.se [länk] [x; @a] @ @- a@b [@]", &[]);
        assert_eq!(unclosed("text [@ek2020,"), Some(5));
        assert_eq!(unclosed("text [@ek2020] [vanlig"), None);
    }
}
