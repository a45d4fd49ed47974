//! How a publication is referred to: a Swedish reference in the APA style (7th edition), as text with the title apart.
//!
//! Written by hand, since what a library asks for one reference (60 ms to unpack its words, a millisecond for each) is
//! more than a whole page costs; in the tests the library `hayagriva` is the judge of what is written here.
//!
//! Without an author the title stands first, with its number, and the year after it; never the publisher instead.

use serde::Serialize;

use super::record::{Author, Record};

/// A piece of a reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are the title, which stands in italics.
    pub is_title: bool,
    /// Where they lead, if they are an address.
    pub url: Option<String>,
}

/// How many authors are named before the last one, if there are too many for a list.
const NAMED: usize = 19;

/// Writes the reference.
pub fn reference(record: &Record) -> Vec<Piece> {
    let year = record.date.map_or("u.å.".to_owned(), |date| date.year().to_string());
    let number = match (&record.series, &record.number) {
        (Some(series), Some(number)) => format!(" ({series} {number})"),
        (Some(series), None) => format!(" ({series})"),
        (None, _) => String::new(),
    };
    let title = record.full_title();
    let end = if number.is_empty() { stop(&title) } else { "." };
    let mut pieces = Vec::new();
    let mut tail = if record.authors.is_empty() {
        format!("{number}{end} ({year}).")
    } else {
        let authors = authors(&record.authors);
        pieces.push(words(format!("{authors}{} ({year}). ", stop(&authors))));
        format!("{number}{end}")
    };
    pieces.push(Piece { text: title, is_title: true, url: None });
    let publisher = &record.publisher;
    // Who is both author and publisher is named once.
    if !record.authors.iter().any(|author| author.natural() == *publisher) {
        tail = format!("{tail} {publisher}{}", stop(publisher));
    }
    pieces.push(words(tail + " "));
    let address = record.doi_url().unwrap_or_else(|| record.url.clone());
    pieces.push(Piece { text: address.clone(), is_title: false, url: Some(address) });
    pieces
}

/// Writes the pieces as one text.
pub fn text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

fn words(text: String) -> Piece {
    Piece { text, is_title: false, url: None }
}

/// Returns the full stop after words, unless they bring a mark of their own.
fn stop(words: &str) -> &'static str {
    if words.ends_with(['.', '?', '!']) { "" } else { "." }
}

/// Lists authors: "Öberg, Å., & von Essen, U."; of more than twenty the first nineteen and the last.
fn authors(authors: &[Author]) -> String {
    let names: Vec<String> = authors.iter().map(name).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] if names.len() <= NAMED + 1 => format!("{}, & {last}", first.join(", ")),
        [first @ .., last] => format!("{}, … {last}", first[..NAMED].join(", ")),
    }
}

fn name(author: &Author) -> String {
    match initials(&author.given) {
        initials if initials.is_empty() => author.family.clone(),
        initials => format!("{}, {initials}", author.family),
    }
}

/// Writes initials: "Anna-Karin Maria" is "A.-K. M.".
fn initials(given: &str) -> String {
    let initial = |part: &str| Some(format!("{}.", part.chars().next()?.to_uppercase()));
    let word = |word: &str| word.split('-').filter_map(initial).collect::<Vec<_>>().join("-");
    given.split_whitespace().map(word).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use hayagriva::archive::{ArchivedStyle, locales};
    use hayagriva::citationberg::{LocaleCode, Style};
    use hayagriva::types::{
        ChunkedString, EntryType, FormatString, Person, Publisher, SerialNumber, StringChunk,
    };
    use hayagriva::{
        BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest, Entry,
    };

    use super::*;
    use crate::date::Date;
    use crate::view::record::Form;
    use crate::view::record::tests::report;

    fn set(pieces: &[Piece]) -> String {
        let set = |it: &Piece| if it.is_title { format!("_{}_", it.text) } else { it.text.clone() };
        pieces.iter().map(set).collect()
    }

    #[track_caller]
    fn check(record: &Record, expected: &str) {
        assert_eq!(set(&reference(record)), expected);
    }

    fn somebody(given: &str, family: &str) -> Author {
        Author { given: given.into(), family: family.into(), url: None, orcid: None, affiliation: None }
    }

    fn many(count: usize) -> Vec<Author> {
        (0..count).map(|number| somebody("Bo", &format!("Ek{number}"))).collect()
    }

    /// Lets the library write the same reference.
    fn judge(record: &Record, number: Option<String>) -> String {
        let verbatim = |text: &str| FormatString {
            value: ChunkedString(vec![StringChunk::verbatim(text)]),
            short: None,
        };
        let mut entry =
            Entry::new("a", if record.form == Form::Book { EntryType::Book } else { EntryType::Report });
        entry.set_title(verbatim(&record.full_title()));
        let person = |author: &Author| Person {
            name: author.family.clone(),
            given_name: Some(author.given.clone()).filter(|given| !given.is_empty()),
            prefix: None,
            suffix: None,
            comma_suffix: false,
            alias: None,
        };
        entry.set_authors(record.authors.iter().map(person).collect());
        if let Some(date) = record.date {
            entry.set_date(hayagriva::types::Date::from_year(date.year().into()));
        }
        if let Some(number) = number {
            entry.set_serial_number(SerialNumber([("serial".to_owned(), number)].into()));
        }
        if let Some(series) = &record.series {
            entry.set_genre(verbatim(series));
        }
        entry.set_publisher(Publisher::new(Some(verbatim(&record.publisher)), None));
        if let Some(doi) = &record.doi {
            entry.set_doi(doi.clone());
        }
        entry.set_url(record.url.parse().unwrap());
        let Style::Independent(style) = ArchivedStyle::AmericanPsychologicalAssociation.get() else {
            panic!()
        };
        let locales = locales();
        let swedish = || Some(LocaleCode("sv-SE".to_owned()));
        let mut driver = BibliographyDriver::new();
        let items = vec![CitationItem::with_entry(&entry)];
        driver.citation(CitationRequest::new(items, &style, swedish(), &locales, None));
        let request = BibliographyRequest { style: &style, locale: swedish(), locale_files: &locales };
        let mut text = String::new();
        for item in driver.finish(request).bibliography.unwrap().items {
            item.content.write_buf(&mut text, BufWriteFormat::Plain).unwrap();
        }
        text
    }

    #[test]
    fn a_reference_reads_as_the_style_wants() {
        let base = report();
        let title = "_Barns delaktighet i familjehem: en uppföljning i Åmåls kommun_";
        check(
            &base,
            &format!(
                "Öberg, Å., Ängström, M., & von Essen, U. (2025). {title} (Forskningsrapport 2025:2). \
                 Provköpings förlag. https://doi.org/10.1234/barn"
            ),
        );
        let nobody = Record { authors: Vec::new(), date: None, doi: None, ..base.clone() };
        check(
            &nobody,
            &format!(
                "{title} (Forskningsrapport 2025:2). (u.å.). Provköpings förlag. \
                 https://www.exempel.se/publikationer/2025/barns-delaktighet/"
            ),
        );
        let own = Record {
            authors: vec![somebody("", "Provköpings förlag")],
            series: None,
            number: None,
            title: "Hur går det?".into(),
            subtitle: None,
            ..base.clone()
        };
        check(&own, "Provköpings förlag. (2025). _Hur går det?_ https://doi.org/10.1234/barn");
        let strange = Record { title: "</script>{\\em a}".into(), authors: many(1), ..own };
        check(
            &strange,
            "Ek0, B. (2025). _</script>{\\em a}_. Provköpings förlag. https://doi.org/10.1234/barn",
        );
    }

    #[test]
    fn the_library_writes_the_same() {
        let base = report();
        let unnumbered = Record { series: None, number: None, ..base.clone() };
        let cases = [
            base.clone(),
            Record { date: None, ..base.clone() },
            Record { doi: None, ..base.clone() },
            Record { subtitle: None, date: Some(Date::Year(1999)), ..base.clone() },
            Record { form: Form::Book, ..unnumbered.clone() },
            unnumbered.clone(),
            Record { title: "Hur går det?".into(), subtitle: None, ..base.clone() },
            Record { authors: many(1), ..base.clone() },
            Record { authors: many(2), ..base.clone() },
            Record { authors: many(20), ..base.clone() },
            Record { authors: many(21), ..base.clone() },
            Record { authors: many(30), ..base.clone() },
            Record { authors: vec![somebody("Anna-Karin Maria", "Timm Östlund")], ..base.clone() },
            Record { authors: vec![somebody("", "Järfälla kommun"), somebody("Bo", "Ek")], ..base.clone() },
            Record { authors: Vec::new(), ..unnumbered },
        ];
        for record in cases {
            let ours = text(&reference(&record));
            assert_eq!(ours, judge(&record, record.number.clone()));
        }
    }
}
