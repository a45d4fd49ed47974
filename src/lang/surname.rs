//! Surnames: where a person's name is split for a list of references.
//!
//! A surname that is known decides. Without one, the last word of the name is the surname, together with the small words
//! before it: "Ulla von Essen" is "von Essen, Ulla". What cannot be known, such as a double surname without a hyphen,
//! must be said by whoever writes the name.

/// Small words that belong to the surname that follows them.
const PARTICLES: [&str; 23] = [
    "af", "al", "av", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le",
    "ten", "ter", "van", "vom", "von", "zu", "zur",
];

/// Words before a name that are no part of it.
const TITLES: [&str; 15] = [
    "adj.",
    "bitr.",
    "doc.",
    "docent",
    "doktor",
    "dr",
    "dr.",
    "fil.",
    "jur.",
    "leg.",
    "lektor",
    "med.",
    "prof.",
    "professor",
    "tekn.",
];

/// Splits a name into given names and surname; the given names are empty if all of it is the surname.
///
/// ```
/// use fou::lang::surname::split;
/// assert_eq!(split("Ulla von Essen", None), ("Ulla", "von Essen"));
/// assert_eq!(split("Karin Timm Östlund", Some("Timm Östlund")), ("Karin", "Timm Östlund"));
/// ```
pub fn split<'n>(name: &'n str, surname: Option<&str>) -> (&'n str, &'n str) {
    let name = name.trim();
    let known = surname.map(str::trim).filter(|it| ends_with(name, it));
    let at = known.map_or_else(|| guess(name), |surname| name.len() - surname.len());
    (name[..at].trim_end(), &name[at..])
}

/// Tells whether a name ends with a surname, as whole words.
pub fn ends_with(name: &str, surname: &str) -> bool {
    let before = name.strip_suffix(surname).filter(|_| !surname.is_empty());
    before.is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
}

/// Returns the name without the titles in front of it, if there are any.
pub fn without_titles(name: &str) -> Option<&str> {
    let mut rest = name.trim();
    while let Some((first, after)) = rest.split_once(char::is_whitespace) {
        let word = first.to_lowercase();
        // "fil dr" and "fil. dr" are two words of one title.
        let is_title = TITLES.contains(&&*word) || (word == "fil" && after.starts_with("dr"));
        if !is_title {
            break;
        }
        rest = after.trim_start();
    }
    (rest.len() < name.trim().len()).then_some(rest)
}

/// Finds where the surname begins: at the last word, or at the small words before it.
fn guess(name: &str) -> usize {
    let mut at = begin_of_last_word(name);
    while at > 0 {
        let before = name[..at].trim_end();
        let start = begin_of_last_word(before);
        if start == 0 || !PARTICLES.contains(&&before[start..]) {
            break;
        }
        at = start;
    }
    at
}

fn begin_of_last_word(text: &str) -> usize {
    text.char_indices().rev().find(|(_, it)| it.is_whitespace()).map_or(0, |(at, it)| at + it.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, surname: Option<&str>, expected: (&str, &str)) {
        assert_eq!(split(name, surname), expected, "{name}");
    }

    #[test]
    fn the_surname_is_the_last_word_and_the_small_words_before_it() {
        check("Anna Öberg", None, ("Anna", "Öberg"));
        check("Anna Maria Öberg", None, ("Anna Maria", "Öberg"));
        check("Ulla von Essen", None, ("Ulla", "von Essen"));
        check("Carl af Geijerstam", None, ("Carl", "af Geijerstam"));
        check("Maria de la Gardie", None, ("Maria", "de la Gardie"));
        check("Jan van der Berg", None, ("Jan", "van der Berg"));
        check("Anna Gästsson-Öberg", None, ("Anna", "Gästsson-Öberg"));
        check("De Geer", None, ("De", "Geer"));
        check("von Essen", None, ("von", "Essen"));
        check("Åsa", None, ("", "Åsa"));
        check("", None, ("", ""));
    }

    #[test]
    fn a_surname_that_is_known_decides() {
        check("Karin Timm Östlund", Some("Timm Östlund"), ("Karin", "Timm Östlund"));
        check("Järfälla kommun", Some("Järfälla kommun"), ("", "Järfälla kommun"));
        check("Anna Öberg", Some("berg"), ("Anna", "Öberg"));
        check("Anna Öberg", Some(""), ("Anna", "Öberg"));
        check("Anna\u{a0}Öberg", Some("Öberg"), ("Anna", "Öberg"));
    }

    #[test]
    fn titles_are_no_part_of_a_name() {
        assert_eq!(without_titles("Docent Anna Ek"), Some("Anna Ek"));
        assert_eq!(without_titles("fil. dr Anna Ek"), Some("Anna Ek"));
        assert_eq!(without_titles("fil dr Anna Ek"), Some("Anna Ek"));
        assert_eq!(without_titles("Anna Ek"), None);
        assert_eq!(without_titles("Professor"), None);
        assert_eq!(without_titles("Dora Lektor"), None);
    }
}
