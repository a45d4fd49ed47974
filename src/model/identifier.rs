//! Identifiers of publications and people, checked by their check digits.
//!
//! Sources: ISO 2108 (ISBN), ISO 3297 (ISSN), DOI Handbook 2.2, RFC 8141 with the Swedish `urn:nbn:se`, ISO 7064
//! mod 11-2 (ORCID).

use std::collections::BTreeMap;

use super::field::{Reading, map};
use super::value::plain;
use crate::content::front_matter::{Node, Value};

/// Reads an ISBN of 13 or 10 digits; keeps the hyphens as written.
pub fn isbn(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = plain(reading, node)?;
    let digits: Vec<u32> = symbols(&written);
    let sound = match digits.len() {
        13 => {
            digits.iter().zip([1, 3].iter().cycle()).map(|(digit, weight)| digit * weight).sum::<u32>() % 10
                == 0
        }
        10 => digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 == 0,
        _ => false,
    };
    if sound
        && ends_in_x(&written, 10)
        && written.bytes().all(|byte| byte.is_ascii_digit() || b"-Xx ".contains(&byte))
    {
        return Some(written);
    }
    let message = match digits.len() {
        10 | 13 => format!("`{written}` är inget giltigt ISBN: kontrollsiffran stämmer inte"),
        count => format!("`{written}` är inget giltigt ISBN: det har {count} siffror i stället för 13"),
    };
    reading.wrong(
        "F501",
        node.span,
        message,
        "skriv av numret från publikationen en gång till, med bindestreck",
    )
}

/// Reads ISBNs by format: `{pdf: …, tryck: …}`; a single number counts as the PDF's.
pub fn isbns(reading: &mut Reading<'_>, node: &Node) -> Option<BTreeMap<String, String>> {
    if matches!(node.value, Value::Text(_)) {
        return isbn(reading, node).map(|number| BTreeMap::from([("pdf".to_owned(), number)]));
    }
    map(reading, node, "skriv `isbn: {pdf: 978-…, tryck: 978-…}`", |fields| {
        const PDF: super::field::Field<String> =
            super::field::Field::optional("pdf", isbn, "ISBN för pdf:en");
        const PRINT: super::field::Field<String> =
            super::field::Field::optional("tryck", isbn, "ISBN för den tryckta");
        const EPUB: super::field::Field<String> =
            super::field::Field::optional("epub", isbn, "ISBN för e-boken");
        let all = [("pdf", fields.get(&PDF)), ("tryck", fields.get(&PRINT)), ("epub", fields.get(&EPUB))];
        Some(all.into_iter().filter_map(|(format, number)| Some((format.to_owned(), number?))).collect())
    })
}

/// Reads an ISSN: `1403-8358`.
pub fn issn(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = plain(reading, node)?;
    let digits = symbols(&written);
    let sum: u32 = digits.iter().zip((1..=8).rev()).map(|(digit, weight)| digit * weight).sum();
    let shape = written.len() == 9 && written.as_bytes()[4] == b'-';
    if shape && digits.len() == 8 && sum.is_multiple_of(11) && ends_in_x(&written, 8) {
        return Some(written.to_uppercase());
    }
    let (why, advice) = if shape && digits.len() == 8 {
        (": kontrollsiffran stämmer inte", "skriv av numret från publikationen en gång till")
    } else {
        ("", "skriv fyra siffror, bindestreck och fyra tecken: `1403-8358`")
    };
    reading.wrong("F502", node.span, format!("`{written}` är inget giltigt ISSN{why}"), advice)
}

/// Reads a DOI; an address at doi.org is taken down to the DOI itself.
pub fn doi(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = plain(reading, node)?;
    let bare =
        written.trim_start_matches("https://").trim_start_matches("doi.org/").trim_start_matches("doi:");
    let sound =
        bare.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(|(registrant, suffix)| {
            (4..=9).contains(&registrant.len())
                && registrant.bytes().all(|byte| byte.is_ascii_digit())
                && !suffix.is_empty()
                && suffix.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte))
        });
    if sound {
        return Some(bare.to_owned());
    }
    let message = format!("`{written}` är ingen giltig DOI");
    reading.wrong("F503", node.span, message, "skriv den som `10.1234/abcd`")
}

/// Reads a national bibliography number: `urn:nbn:se:…`.
pub fn urn(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = plain(reading, node)?;
    let sound = written.strip_prefix("urn:nbn:se:").is_some_and(|rest| {
        rest.contains('-')
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b":-".contains(&byte))
    });
    if sound {
        return Some(written);
    }
    let message = format!("`{written}` är ingen giltig URN");
    reading.wrong("F504", node.span, message, "skriv den som `urn:nbn:se:namn-123`")
}

/// Reads a researcher's ORCID: `0000-0002-1825-0097`.
pub fn orcid(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = plain(reading, node)?;
    let bare = written.trim_start_matches("https://orcid.org/");
    let digits = symbols(bare);
    let shape = bare.len() == 19 && bare.split('-').all(|group| group.len() == 4);
    if shape && digits.len() == 16 {
        let total = digits[..15].iter().fold(0, |total, digit| (total + digit) * 2);
        if (12 - total % 11) % 11 == digits[15] {
            return Some(bare.to_uppercase());
        }
    }
    let (why, advice) = if shape && digits.len() == 16 {
        (": kontrollsiffran stämmer inte", "skriv av numret från orcid.org en gång till")
    } else {
        ("", "skriv fyra grupper om fyra tecken: `0000-0002-1825-0097`")
    };
    reading.wrong("F505", node.span, format!("`{written}` är ingen giltig ORCID{why}"), advice)
}

/// Reads a series number: year, colon, number: `2025:2`.
pub fn number(reading: &mut Reading<'_>, node: &Node) -> Option<(i16, u16)> {
    let written = plain(reading, node)?;
    let parsed = written.split_once(':').and_then(|(year, number)| {
        let year: i16 = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
        let number: u16 = number.parse().ok().filter(|number| *number > 0)?;
        (1900..=2100).contains(&year).then_some((year, number))
    });
    if parsed.is_some() {
        return parsed;
    }
    let message = format!("`{written}` är inget serienummer");
    reading.wrong("F506", node.span, message, "skriv årtal, kolon och nummer utan mellanslag: `2025:2`")
}

/// Tells whether an `X` stands only where it may: last, in a number of so many digits.
fn ends_in_x(written: &str, digits: usize) -> bool {
    match written.find(['X', 'x']) {
        Some(at) => at + 1 == written.len() && symbols(written).len() == digits,
        None => true,
    }
}

/// Takes the digits of a number; `X` counts as ten.
fn symbols(text: &str) -> Vec<u32> {
    text.chars()
        .filter_map(|letter| if matches!(letter, 'X' | 'x') { Some(10) } else { letter.to_digit(10) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::front_matter::Span;
    use crate::model::config::Config;
    use crate::model::names::Names;
    use crate::source::path::SourcePath;

    #[track_caller]
    fn check(read: super::super::field::Reader<String>, written: &str, sound: bool) {
        let (path, names, config) = (SourcePath::new("a.md"), Names::default(), Config::default());
        let mut reading = Reading { path: &path, names: &names, config: &config, diagnostics: Vec::new() };
        let node = Node { value: Value::Text(written.to_owned()), span: Span::default() };
        assert_eq!(read(&mut reading, &node).is_some(), sound, "{written}");
        assert_eq!(reading.diagnostics.is_empty(), sound, "{written}");
    }

    #[test]
    fn check_digits_decide() {
        check(isbn, "978-91-7844-000-7", false);
        check(isbn, "978-3-16-148410-0", true);
        check(isbn, "0-306-40615-2", true);
        check(isbn, "978-3-16-148410", false);
        check(isbn, "0-8044-2957-X", true);
        check(isbn, "0-8044-295X-7", false);
        check(isbn, "978-3-16-14841X-0", false);
        check(isbn, "978-3-16-148400-X", false);
        check(issn, "2434-561X", true);
        check(issn, "X434-5610", false);
        check(issn, "1403-8358", true);
        check(issn, "1403-8359", false);
        check(issn, "14038358", false);
        check(orcid, "0000-0002-1825-0097", true);
        check(orcid, "https://orcid.org/0000-0002-1825-0097", true);
        check(orcid, "0000-0002-1825-0098", false);
    }

    #[test]
    fn forms_decide() {
        check(doi, "10.1234/abc.5", true);
        check(doi, "https://doi.org/10.1234/abc.5", true);
        check(doi, "10.12/abc", false);
        check(doi, "10.1234/a\"b", false);
        check(urn, "urn:nbn:se:fou-12", true);
        check(urn, "urn:nbn:se:Å-12", false);
    }
}
