//! The order of names: å, ä and ö last, v and w apart, ü with y, spaces and hyphens passed over.
//!
//! The rules are CLDR's for Swedish with punctuation ignored, the same that a browser has in
//! `Intl.Collator("sv", { ignorePunctuation: true })`; a list sorted by either stays sorted by the other.

use icu_collator::options::{AlternateHandling, CollatorOptions, MaxVariable, Strength};
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;
use serde::{Serialize, Serializer};

/// The letters of an A–Ö list, in their order.
const ALPHABET: [&str; 29] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U",
    "V", "W", "X", "Y", "Z", "Å", "Ä", "Ö",
];

/// The first letter after the Latin ones: what is not before it stands under itself.
const AFTER_LATIN: &str = "α";

/// A text's place in the Swedish order; equal only for texts that are canonically the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey(Vec<u8>);

impl Serialize for SortKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

/// Makes the key that a text is sorted by.
///
/// Where a browser finds two texts equal (`Co-op`, `Coop`), the key still puts them in one fixed order.
pub fn key(text: &str) -> SortKey {
    let mut bytes = Vec::with_capacity(4 * text.len() + 8);
    let Ok(()) = collator(Strength::Identical).write_sort_key_to(text, &mut bytes);
    SortKey(bytes)
}

/// Returns the letter under which a text stands in an A–Ö list: `É` under `E`, what begins with a digit under `0–9`.
pub fn initial(text: &str) -> String {
    let Some(first) = text.chars().find(|letter| letter.is_alphanumeric()) else { return "0–9".to_owned() };
    // Two letters sort as one in some places; the rest of the text must not decide its heading.
    let marks = text.chars().skip_while(|letter| !letter.is_alphanumeric()).skip(1);
    let letter: String = std::iter::once(first).chain(marks.take_while(|letter| is_mark(*letter))).collect();
    // Most titles begin with a letter of which nothing needs to be asked.
    if letter.len() == 1 && first.is_ascii_alphabetic() {
        return letter.to_uppercase();
    }
    let collator = collator(Strength::Primary);
    if collator.compare(&letter, AFTER_LATIN).is_ge() {
        return letter.to_uppercase();
    }
    let before = ALPHABET.partition_point(|heading| collator.compare(heading, &letter).is_le());
    before.checked_sub(1).map_or("0–9", |at| ALPHABET[at]).to_owned()
}

/// Makes the comparison. It is ten borrowed tables, so that making it anew is cheaper than keeping it anywhere.
fn collator(strength: Strength) -> CollatorBorrowed<'static> {
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    options.alternate_handling = Some(AlternateHandling::Shifted);
    options.max_variable = Some(MaxVariable::Punctuation);
    CollatorBorrowed::try_new(CollatorPreferences::from(locale!("sv")), options)
        .expect("the Swedish order is built into the program")
}

/// Tells whether a letter is a mark on the one before it: a decomposed `Å` is two characters.
fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(order: &[&str]) {
        for pair in order.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn the_last_letters_are_swedish() {
        check(&["Zetterlund", "Åberg", "Äng", "Öst"]);
        check(&["Z", "å", "æ", "Ö"]);
    }

    #[test]
    fn v_and_w_are_two_letters() {
        check(&["Vik", "Vrede", "Wahl"]);
    }

    #[test]
    fn an_accent_comes_after_everything_else() {
        check(&["Ede", "Édith", "Edvin", "Ek"]);
        check(&["Édith", "edits"]);
    }

    #[test]
    fn u_with_dots_is_a_y() {
        check(&["Muller", "Myhr", "Müller", "Mzee"]);
    }

    #[test]
    fn foreign_letters_stand_with_their_swedish_kin() {
        check(&["öa", "øb", "öc", "őd", "œe", "ôf"]);
        check(&["äa", "æb", "ęc", "äd"]);
        check(&["da", "đb", "ðc", "dd"]);
        check(&["tg", "þi", "tj"]);
    }

    #[test]
    fn spaces_and_hyphens_are_passed_over() {
        check(&[
            "Ekerö",
            "Järfälla",
            "Sigtuna",
            "Sollentuna",
            "Solna",
            "Sundbyberg",
            "Upplands-Bro",
            "Upplands Väsby",
        ]);
        check(&["Andersson Bruck", "Gärdegård", "Larsson", "Nylander", "Tilling", "Timm Östlund", "Åberg"]);
    }

    #[test]
    fn only_the_same_text_is_equal() {
        assert_ne!(key("Co-op"), key("Coop"));
        assert_ne!(key("a b"), key("a\u{a0}b"));
        assert_eq!(key("Åberg"), key("A\u{30a}berg"));
    }

    #[test]
    fn headings_follow_the_order() {
        let cases = [
            ("Åberg", "Å"),
            ("A\u{30a}berg", "Å"),
            ("äng", "Ä"),
            ("Öst", "Ö"),
            ("Ørsted", "Ö"),
            ("æra", "Ä"),
            ("Édith", "E"),
            ("Über", "Y"),
            ("wahl", "W"),
            ("þing", "T"),
            ("ßa", "S"),
            ("20 år", "0–9"),
            ("”Barnets färd”", "B"),
            ("…", "0–9"),
            ("Ωmega", "Ω"),
        ];
        for (text, expected) in cases {
            assert_eq!(initial(text), expected, "{text}");
        }
    }

    #[test]
    fn many_keys_are_cheap() {
        let keys: std::collections::BTreeSet<SortKey> =
            (0..5_000).map(|number| key(&format!("Andersson Bruck {number}"))).collect();
        assert_eq!(keys.len(), 5_000);
    }
}
