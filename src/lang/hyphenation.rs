//! Where a Swedish word may be cut at the end of a line.
//!
//! Between the words of a compound first: the *s* that binds them follows every first word in -het, -ing, -skap, -dom,
//! -tion, -sion and -itet (*kunskapsunderlag*), so that the place is known without a dictionary. Else by the patterns
//! of TeX for Swedish, in `hypher`. A word of fewer than eight letters is not cut, and neither are its
//! first and its last three letters, which style sheets ask of the browser too.

use hypher::{Lang, hyphenate_bounded};

/// How many letters a word has at least to be cut, and how many stand before and after the cut.
const SHORTEST: usize = 8;
const EDGE: usize = 3;

/// How the first word of a compound ends, with the letter that binds it to the next.
const BOUND: [&str; 7] = ["hets", "ings", "skaps", "doms", "tions", "sions", "itets"];

/// What sort of cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cut {
    /// Between the words of a compound.
    Compound,
    /// Within a word.
    Syllable,
}

/// Finds the places to cut a word, in bytes, in their order; none in a word with other signs than letters.
pub fn cuts(word: &str) -> Vec<(usize, Cut)> {
    if word.chars().count() < SHORTEST || !word.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let folded = word.to_lowercase();
    // Of a word whose letters change their length in lower case, its syllables are known and its compounds are not.
    let folded = if folded.len() == word.len() { folded.as_str() } else { "" };
    let first: usize = word.chars().take(EDGE + 1).map(char::len_utf8).sum();
    let after = |end: usize| word[end..].chars().count() >= EDGE;
    let ends = |suffix| folded.match_indices(suffix).map(|(at, it): (usize, &str)| at + it.len());
    let compounds = BOUND.into_iter().flat_map(ends).filter(|end| *end > first && after(*end));
    let mut cuts: Vec<_> = compounds.map(|end| (end, Cut::Compound)).collect();
    let mut at = 0;
    for part in hyphenate_bounded(word, Lang::Swedish, EDGE, EDGE) {
        at += part.len();
        if at < word.len() {
            cuts.push((at, Cut::Syllable));
        }
    }
    cuts.sort_unstable();
    cuts.dedup_by_key(|(at, _)| *at);
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &str) {
        let mut shown = word.to_owned();
        for (at, cut) in cuts(word).into_iter().rev() {
            shown.insert(at, if cut == Cut::Compound { '=' } else { '-' });
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn long_words_are_cut_where_swedish_allows_it() {
        check("förändringsledningsarbetet", "för-änd-rings=led-nings=ar-be-tet");
        check("Hemlöshetskartläggning", "Hem-lös-hets=kart-lägg-ning");
        check("våldspreventionsprogram", "våldspre-ven-tions=pro-gram");
        check("UTVÄRDERINGSSTRATEGIER", "UTVÄR-DE-RINGS=STRA-TE-GIER");
        check("kunskapsunderlag", "kun-skaps=un-der-lag");
        check("socialtjänstlagen", "soci-al-tjänst-la-gen");
        check("samhällsutveckling", "sam-hälls-ut-veck-ling");
        check("hetsighetens", "het-sig-he-tens");
    }

    #[test]
    fn what_is_no_word_is_not_cut() {
        check("tillit", "tillit");
        check("2025:2025:2025", "2025:2025:2025");
        check("fou@exempel.se", "fou@exempel.se");
    }
}
