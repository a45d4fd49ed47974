//! The name that was probably meant.
//!
//! A guess for a remark, never for the site: nothing is put right by it.

use crate::lang::slug::fold;

/// Finds the known name nearest to one that is unknown, or `None` if they are all too far away.
///
/// Case and å, ä, ö count as nothing. Of names equally near, the one that keeps more letters wins, then the first in
/// alphabetical order, so that the order of `known` does not matter.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    let measured = known.into_iter().filter_map(|candidate| {
        let other = fold(candidate);
        let distance = strsim::osa_distance(&folded, &other);
        let length = folded.chars().count().max(other.chars().count());
        (distance <= allowed(length)).then(|| (distance, strsim::osa_distance(name, candidate), candidate))
    });
    measured.min().map(|(_, _, candidate)| candidate)
}

/// Tells how many slips of the finger a name of some length may have and still be recognised.
fn allowed(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        9..=15 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[track_caller]
    fn check(name: &str, known: &[&str], expected: Option<&str>) {
        assert_eq!(nearest(name, known.iter().copied()), expected);
        assert_eq!(nearest(name, known.iter().rev().copied()), expected, "the other way round");
    }

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        check("anna-berg", &["anna-oberg", "bo-ek", "anders-lind"], Some("anna-oberg"));
        check("sumary", &["summary", "title", "date"], Some("summary"));
        check("tilte", &["summary", "title", "date"], Some("title"));
        check("Järfälla", &["jarfalla", "sigtuna"], Some("jarfalla"));
        check("järfala", &["jarfalla", "sigtuna"], Some("jarfalla"));
    }

    #[test]
    fn what_is_far_away_is_not_guessed() {
        check("gunnar", &["anna-oberg", "title"], None);
        check("x", &["y", "z"], None);
        check("vad", &["hur", "var-och-nar"], None);
        check("anna", &[], None);
    }

    #[test]
    fn ties_are_settled_the_same_way() {
        check("far", &["får", "far"], Some("far"));
        check("bar", &["bas", "bal", "bad"], Some("bad"));
    }
}
