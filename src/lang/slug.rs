//! The last part of an address, the ids of headings, and the form in which names are compared.
//!
//! Composed and decomposed letters alike. Knows nothing of which names are taken: two texts with one slug are a
//! mistake for whoever gathers them, never a `-2`.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// The longest slug: it stands in addresses that people read aloud.
const LONGEST_SLUG: usize = 80;

/// The longest id of a heading: nobody reads it aloud, but a whole paragraph helps no one.
const LONGEST_ID: usize = 120;

/// Makes the last part of an address: `Tillit – ett kunskapsunderlag` gives `tillit-ett-kunskapsunderlag`.
///
/// At most 80 characters, cut between words; empty if the text has neither letter nor digit.
pub fn slug(text: &str) -> String {
    shortened(hyphenated(text), LONGEST_SLUG)
}

/// Makes the id of a heading: as a slug, of at most 120 characters.
pub fn heading_id(text: &str) -> String {
    shortened(hyphenated(text), LONGEST_ID)
}

/// Folds a text to the form in which two spellings of a name meet: lower case, plain letters, composed.
///
/// What is no letter stays as it is.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in plain(text).chars() {
        match ascii(letter) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(letter),
        }
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(&folded).into_owned()
}

/// Joins the words of a text by hyphens.
fn hyphenated(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |letters: &str, gap: &mut bool| {
        if std::mem::take(gap) && !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(letters);
    };
    for letter in plain(text).chars() {
        if letter.is_ascii_alphanumeric() {
            push(letter.encode_utf8(&mut [0; 4]), &mut gap);
        } else if let Some(letters) = ascii(letter) {
            push(letters, &mut gap);
        } else if let Some(word) = sign(letter) {
            gap = true;
            push(word, &mut gap);
            gap = true;
        } else if !letter.is_alphabetic() {
            gap = true;
        }
    }
    slug
}

/// Writes the letters in lower case and without their marks, and nothing that is invisible.
fn plain(text: &str) -> String {
    let mut plain = DecomposingNormalizerBorrowed::new_nfd().normalize(text).to_lowercase();
    plain.retain(|letter| !is_dropped(letter));
    plain
}

/// Tells whether a character is a mark on another, or a hint that nobody sees.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Writes a letter that has no plain letter inside it.
fn ascii(letter: char) -> Option<&'static str> {
    Some(match letter {
        'æ' => "a",
        'ø' | 'œ' => "o",
        'ß' => "ss",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ı' => "i",
        _ => return None,
    })
}

/// Reads a sign aloud.
fn sign(letter: char) -> Option<&'static str> {
    match letter {
        '&' => Some("och"),
        '§' => Some("paragraf"),
        _ => None,
    }
}

/// Cuts a slug between two words, or within the first if it alone is too long.
fn shortened(mut slug: String, longest: usize) -> String {
    if slug.len() > longest {
        let end = slug[..=longest].rfind('-').unwrap_or(longest);
        slug.truncate(end);
    }
    slug
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(slug(text), expected);
    }

    #[test]
    fn slugs_are_those_of_the_old_site() {
        check("Familjerätten – Dialog utan Dom", "familjeratten-dialog-utan-dom");
        check("Tillit – ett kunskapsunderlag", "tillit-ett-kunskapsunderlag");
        check("20 år med FoU Nordväst", "20-ar-med-fou-nordvast");
    }

    #[test]
    fn letters_become_plain() {
        check("ÅÄÆ öø éèê ü ß", "aaa-oo-eee-u-ss");
        check("Barn & unga", "barn-och-unga");
        check("Barn&unga", "barn-och-unga");
        check("3 § SoL", "3-paragraf-sol");
        check("9§", "9-paragraf");
        check("Łódź, Þór", "lodz-thor");
        check("Жанна d’Arc", "d-arc");
        check("FoU:s råd", "fou-s-rad");
    }

    #[test]
    fn composed_and_decomposed_letters_are_alike() {
        check("Va\u{30a}rd", "vard");
        check("Vård", "vard");
        check("hem\u{ad}löshets\u{ad}kartläggning", "hemloshetskartlaggning");
        check("a\u{a0}b", "a-b");
    }

    #[test]
    fn edges_are_trimmed() {
        check("  – Tillit! –  ", "tillit");
        check("”Barnets färd”", "barnets-fard");
        check("???", "");
        check("& §", "och-paragraf");
    }

    #[test]
    fn long_slugs_end_with_a_word() {
        let words = "socialtjänst ".repeat(10);
        check(&words, "socialtjanst-socialtjanst-socialtjanst-socialtjanst-socialtjanst-socialtjanst");
        check(&"a".repeat(100), &"a".repeat(80));
        check(&format!("{} b", "a".repeat(80)), &"a".repeat(80));
        assert_eq!(heading_id(&words).len(), 9 * 13 - 1);
    }

    #[test]
    fn folding_keeps_what_is_no_letter() {
        assert_eq!(fold("Anna Öberg-Ek & Co"), "anna oberg-ek & co");
        assert_eq!(fold("A\u{30a}SA"), fold("Åsa"));
        assert_eq!(fold("Ωμέγα"), "ωμεγα");
    }

    proptest! {
        #[test]
        fn a_slug_is_its_own_slug(text in any::<String>()) {
            let once = slug(&text);
            prop_assert!(once.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
            prop_assert!(once.len() <= LONGEST_SLUG && !once.starts_with('-') && !once.ends_with('-'));
            prop_assert_eq!(slug(&once), once);
        }

        #[test]
        fn folding_twice_changes_nothing(text in "[a-zåäöéüßÅÄÖÆØı &§\u{300}-\u{310}-]{0,20}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
