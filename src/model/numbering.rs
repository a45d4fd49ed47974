//! Numbers in the series of publications: which are missing between those that are published.
//!
//! That no number is taken twice is seen to where publications are read.

use std::collections::{BTreeMap, BTreeSet};

use super::Site;
use crate::diagnostic::Diagnostic;

/// How many gaps are named before the rest is only said to be there.
const NAMED: usize = 12;

/// Tells, once for each series, which numbers are missing within a year. Numbers begin with 1 each year.
pub fn gaps(site: &Site) -> impl Iterator<Item = Diagnostic> {
    let mut known: BTreeMap<&str, BTreeMap<i16, BTreeSet<u16>>> = BTreeMap::new();
    for publication in &site.publications {
        if let (Some(series), Some((year, number))) = (&publication.data.series, publication.data.number) {
            known.entry(series).or_default().entry(year).or_default().insert(number);
        }
    }
    site.config.publication_series.iter().filter_map(move |series| {
        let mut missing: Vec<String> = known
            .get(series.slug.as_str())?
            .iter()
            .flat_map(|(year, numbers)| between(*year, numbers))
            .collect();
        let more = missing.len() > NAMED;
        missing.truncate(NAMED);
        let last = if more { Some("fler".to_owned()) } else { missing.pop() }?;
        let all = if missing.is_empty() { last } else { format!("{} och {last}", missing.join(", ")) };
        let message = format!("i serien `{}` finns inte {all} bland det som är publicerat", series.title);
        let advice = "lägg in den som saknas, om den är utgiven; annars behöver du inte göra något";
        Some(Diagnostic::note("F780", series.place.clone(), message).advise(advice))
    })
}

/// Names the numbers below the highest that are not there: `2025:2`, or `2025:2–2025:5` for several in a row.
fn between(year: i16, numbers: &BTreeSet<u16>) -> Vec<String> {
    let mut missing = Vec::new();
    let mut expected = 1;
    for number in numbers {
        match number - expected {
            0 => {}
            1 => missing.push(format!("{year}:{expected}")),
            _ => missing.push(format!("{year}:{expected}–{year}:{}", number - 1)),
        }
        expected = number.saturating_add(1);
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(numbers: &[u16], expected: &[&str]) {
        assert_eq!(between(2025, &numbers.iter().copied().collect()), expected);
    }

    #[test]
    fn gaps_lie_below_the_highest_number() {
        check(&[], &[]);
        check(&[1, 2, 3], &[]);
        check(&[1, 3], &["2025:2"]);
        check(&[2], &["2025:1"]);
        check(&[1, 9, 10, 12], &["2025:2–2025:8", "2025:11"]);
        check(&[u16::MAX], &["2025:1–2025:65534"]);
    }
}
