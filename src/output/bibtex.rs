//! A publication as BibTeX, in UTF-8: one entry, its fields in a fixed order.

use crate::view::record::{Author, Form, Record};

/// Writes an entry.
pub fn write(record: &Record) -> String {
    let kind = match record.form {
        Form::Report => "techreport",
        Form::Article => "article",
        Form::Book => "book",
        Form::Document => "misc",
    };
    // Who published it goes by another name in each kind of entry.
    let publisher = match record.form {
        Form::Report => "institution",
        Form::Book | Form::Article | Form::Document => "publisher",
    };
    let series = match record.form {
        Form::Report => "type",
        Form::Article => "journal",
        Form::Book | Form::Document => "series",
    };
    let authors: Vec<String> = record.authors.iter().map(author).collect();
    let text = |text: &Option<String>| text.as_deref().map(escape);
    let fields = [
        ("author", Some(authors.join(" and ")).filter(|it| !it.is_empty())),
        ("title", Some(escape(&record.full_title()))),
        (publisher, Some(escape(&record.publisher))),
        (series, text(&record.series)),
        ("number", text(&record.number)),
        ("year", record.date.map(|date| date.year().to_string())),
        ("isbn", record.first_isbn().map(escape)),
        ("issn", text(&record.issn)),
        ("doi", record.doi.as_deref().map(verbatim)),
        ("urn", text(&record.urn)),
        ("url", Some(verbatim(&record.url))),
        ("langid", language(&record.language).map(str::to_owned)),
        ("abstract", text(&record.summary)),
        ("keywords", Some(escape(&record.keywords.join(", "))).filter(|it| !it.is_empty())),
    ];
    let mut lines = vec![format!("@{kind}{{{},", record.key)];
    for (name, value) in fields {
        lines.extend(value.map(|value| format!("  {name} = {{{value}}},")));
    }
    // The months have names of their own, which are written without braces.
    if let Some((_, month)) = record.date.and_then(|date| date.month()) {
        lines.push(format!("  month = {},", MONTHS[usize::try_from(month - 1).unwrap_or_default()]));
    }
    lines.push("}\n".to_owned());
    lines.join("\n")
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Writes a name with the surname first; one that is a single thing is kept together.
fn author(author: &Author) -> String {
    let family = escape(&author.family);
    if author.given.is_empty() {
        return format!("{{{family}}}");
    }
    // " and " and commas part names, unless they stand in braces.
    let held = |name: String| {
        if name.contains(',') || name.split(' ').any(|word| word.eq_ignore_ascii_case("and")) {
            format!("{{{name}}}")
        } else {
            name
        }
    };
    format!("{}, {}", held(family), held(escape(&author.given)))
}

/// Escapes what means something in TeX. A brace gets a name, since BibTeX counts braces even after a backslash.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', letter]),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Keeps an address as it is, but for braces, which no address needs.
fn verbatim(address: &str) -> String {
    address.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D")
}

/// Names the language as `babel` does.
fn language(tag: &str) -> Option<&'static str> {
    match tag.split('-').next().unwrap_or_default() {
        "sv" => Some("swedish"),
        "en" => Some("english"),
        "da" => Some("danish"),
        "nb" | "no" => Some("norwegian"),
        "nn" => Some("nynorsk"),
        "fi" => Some("finnish"),
        "de" => Some("german"),
        "fr" => Some("french"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::record::tests::report;

    #[test]
    fn a_report_is_written_whole() {
        let expected = "@techreport{barns-delaktighet,\n  author = {Öberg, Åsa and Ängström, Mårten and von Essen, Ulla},\n  \
                        title = {Barns delaktighet i familjehem: en uppföljning i Åmåls kommun},\n  \
                        institution = {Provköpings förlag},\n  type = {Forskningsrapport},\n  number = {2025:2},\n  \
                        year = {2025},\n  isbn = {978-91-7000-000-3},\n  issn = {1403-8358},\n  doi = {10.1234/barn},\n  \
                        urn = {urn:nbn:se:prov-123},\n  \
                        url = {https://www.exempel.se/publikationer/2025/barns-delaktighet/},\n  langid = {swedish},\n  \
                        abstract = {Vad barn säger.},\n  keywords = {Barn och unga},\n  month = oct,\n}\n";
        assert_eq!(write(&report()), expected);
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escape(text), expected);
    }

    #[test]
    fn what_means_something_in_tex_is_escaped() {
        check("Åtta kommuner – ”hur?”", "Åtta kommuner – ”hur?”");
        check("a & b, 10 % av $5 #1 a_b", "a \\& b, 10 \\% av \\$5 \\#1 a\\_b");
        check("}{", "\\textbraceright{}\\textbraceleft{}");
        check("\\input{x}", "\\textbackslash{}input\\textbraceleft{}x\\textbraceright{}");
        check("~^", "\\textasciitilde{}\\textasciicircum{}");
        assert_eq!(verbatim("https://x.se/a_b%20{c}"), "https://x.se/a_b%20%7Bc%7D");
    }

    #[test]
    fn names_keep_together() {
        let name = |given: &str, family: &str| {
            author(&Author { given: given.into(), family: family.into(), ..report().authors[0].clone() })
        };
        assert_eq!(name("Ulla", "von Essen"), "von Essen, Ulla");
        assert_eq!(name("", "Barn and unga"), "{Barn and unga}");
        assert_eq!(name("Anna and", "Ek"), "Ek, {Anna and}");
    }
}
