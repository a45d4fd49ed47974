//! A publication as RIS: one reference, a line for each field, CR LF at every end.
//!
//! The fields are those that `EndNote` and Zotero read: of a report `SN` is the number in its series, and only of what
//! has none the ISBN or ISSN.

use crate::view::record::{Author, Form, Record};

/// Writes a reference.
pub fn write(record: &Record) -> String {
    let kind = match record.form {
        Form::Report => "RPRT",
        Form::Article => "JOUR",
        Form::Book => "BOOK",
        Form::Document => "GEN",
    };
    let mut lines = Vec::new();
    let mut line = |tag: &str, value: &str| {
        if !value.is_empty() {
            lines.push(format!("{tag}  - {value}"));
        }
    };
    let or_nothing = |text: &Option<String>| text.clone().unwrap_or_default();
    line("TY", kind);
    line("ID", &record.key);
    record.authors.iter().for_each(|author| line("AU", &name(author)));
    line("TI", &record.full_title());
    line("T2", &or_nothing(&record.series));
    let number = record.number.as_deref().filter(|_| record.form == Form::Report);
    if number.is_none() {
        line("M1", &or_nothing(&record.number));
    }
    line("M3", &or_nothing(&record.sort));
    if let Some(date) = record.date {
        let month = date.month().map(|(_, month)| month);
        let day = date.day().map(jiff::civil::Date::day);
        let two = |part: Option<i8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
        line("PY", &date.year().to_string());
        line("DA", &format!("{}/{}/{}/", date.year(), two(month), two(day)));
    }
    line("PB", &record.publisher);
    line("SN", number.or(record.first_isbn()).or(record.issn.as_deref()).unwrap_or_default());
    if let (Some(isbn), Some(_)) = (record.first_isbn(), number) {
        line("N1", &format!("ISBN {isbn}"));
    }
    line("DO", &or_nothing(&record.doi));
    line("UR", &record.url);
    line("L1", record.pdf.as_ref().map_or("", |pdf| pdf.url.as_str()));
    line("LA", &record.language);
    line("AB", &or_nothing(&record.summary));
    record.keywords.iter().for_each(|keyword| line("KW", keyword));
    lines.push("ER  - ".to_owned());
    lines.join("\r\n") + "\r\n"
}

/// Writes a name with the surname first; a comma within a name would part it.
fn name(author: &Author) -> String {
    let whole = |name: &str| name.replace(',', "");
    let author = Author { given: whole(&author.given), family: whole(&author.family), ..author.clone() };
    author.inverted()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::view::record::tests::report;

    #[test]
    fn a_report_is_written_whole() {
        let expected = [
            "TY  - RPRT",
            "ID  - barns-delaktighet",
            "AU  - Öberg, Åsa",
            "AU  - Ängström, Mårten",
            "AU  - von Essen, Ulla",
            "TI  - Barns delaktighet i familjehem: en uppföljning i Åmåls kommun",
            "T2  - Forskningsrapport",
            "M3  - Rapport",
            "PY  - 2025",
            "DA  - 2025/10/03/",
            "PB  - Provköpings förlag",
            "SN  - 2025:2",
            "N1  - ISBN 978-91-7000-000-3",
            "DO  - 10.1234/barn",
            "UR  - https://www.exempel.se/publikationer/2025/barns-delaktighet/",
            "L1  - https://www.exempel.se/publikationer/2025/barns-delaktighet/rapport.pdf",
            "LA  - sv",
            "AB  - Vad barn säger.",
            "KW  - Barn och unga",
            "ER  - ",
            "",
        ];
        assert_eq!(write(&report()), expected.join("\r\n"));
    }

    #[test]
    fn a_date_is_as_precise_as_it_is_known() {
        let at = |date: &str| {
            let text = write(&Record { date: Some(Date::parse(date).unwrap()), ..report() });
            text.lines().find(|line| line.starts_with("DA")).unwrap().to_owned()
        };
        assert_eq!(at("2025"), "DA  - 2025///");
        assert_eq!(at("2025-03"), "DA  - 2025/03//");
        let undated = write(&Record { date: None, ..report() });
        assert!(!undated.contains("PY  - ") && !undated.contains("DA  - "));
    }
}
