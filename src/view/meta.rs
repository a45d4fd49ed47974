//! What a publication's page says of it to programs, in its head: Highwire tags and Dublin Core.
//!
//! Source: Google Scholar, "Inclusion Guidelines for Webmasters". A publication whose authors or year are not known gets
//! no tags for Scholar, since an organisation is no author; Dublin Core tells what there is.

use serde::Serialize;

use super::record::{Author, Form, Record};
use crate::date::Date;

/// A `meta` element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meta {
    /// What is told.
    pub name: &'static str,
    /// What it is.
    pub content: String,
}

/// Lists the tags of a publication.
pub fn tags(record: &Record) -> Vec<Meta> {
    let mut tags = Tags(Vec::new());
    if let Some(date) = record.date.filter(|_| record.scholarly && !record.authors.is_empty()) {
        scholar(record, date, &mut tags);
    }
    dublin_core(record, &mut tags);
    tags.0
}

struct Tags(Vec<Meta>);

impl Tags {
    fn add(&mut self, name: &'static str, content: impl Into<String>) {
        self.0.push(Meta { name, content: content.into() });
    }

    fn some(&mut self, name: &'static str, content: Option<&String>) {
        if let Some(content) = content {
            self.add(name, content);
        }
    }
}

fn scholar(record: &Record, date: Date, tags: &mut Tags) {
    tags.add("citation_title", record.full_title());
    for author in &record.authors {
        tags.add("citation_author", author.inverted());
    }
    tags.add("citation_publication_date", date.iso().replace('-', "/"));
    match record.form {
        Form::Article => tags.some("citation_journal_title", record.series.as_ref()),
        Form::Report | Form::Book | Form::Document => {
            tags.add("citation_technical_report_institution", &record.publisher);
            tags.some("citation_technical_report_number", record.number.as_ref());
        }
    }
    tags.some("citation_issn", record.issn.as_ref());
    if let Some(isbn) = record.first_isbn() {
        tags.add("citation_isbn", isbn);
    }
    tags.some("citation_doi", record.doi.as_ref());
    tags.add("citation_language", &record.language);
    for keyword in &record.keywords {
        tags.add("citation_keywords", keyword);
    }
    tags.add("citation_abstract_html_url", &record.url);
    // The file stands in the page's own directory, as Scholar wants it.
    tags.some("citation_pdf_url", record.pdf.as_ref().map(|pdf| &pdf.url));
}

fn dublin_core(record: &Record, tags: &mut Tags) {
    tags.add("DCTERMS.title", record.full_title());
    for author in &record.authors {
        tags.add("DCTERMS.creator", Author::inverted(author));
    }
    if let Some(date) = record.date {
        tags.add("DCTERMS.issued", date.iso());
    }
    tags.add("DCTERMS.publisher", &record.publisher);
    tags.add("DCTERMS.language", &record.language);
    tags.add("DCTERMS.type", record.sort.as_deref().unwrap_or("Text"));
    tags.add("DCTERMS.identifier", &record.url);
    tags.some("DCTERMS.identifier", record.doi_url().as_ref());
    tags.some("DCTERMS.identifier", record.urn.as_ref());
    tags.some("DCTERMS.isPartOf", record.series.as_ref());
    tags.some("DCTERMS.abstract", record.summary.as_ref());
    tags.some("DCTERMS.license", record.license_url().as_ref().or(record.license.as_ref()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::record::tests::report;

    #[track_caller]
    fn check(record: &Record, prefix: &str, expected: &[&str]) {
        let tags = tags(record).into_iter().filter(|tag| tag.name.starts_with(prefix));
        let lines: Vec<_> = tags.map(|Meta { name, content }| format!("{name} {content}")).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_report_tells_scholar_what_it_is() {
        let expected = [
            "citation_title Barns delaktighet i familjehem: en uppföljning i Åmåls kommun",
            "citation_author Öberg, Åsa",
            "citation_author Ängström, Mårten",
            "citation_author von Essen, Ulla",
            "citation_publication_date 2025/10/03",
            "citation_technical_report_institution Provköpings förlag",
            "citation_technical_report_number 2025:2",
            "citation_issn 1403-8358",
            "citation_isbn 978-91-7000-000-3",
            "citation_doi 10.1234/barn",
            "citation_language sv",
            "citation_keywords Barn och unga",
            "citation_abstract_html_url https://www.exempel.se/publikationer/2025/barns-delaktighet/",
            "citation_pdf_url https://www.exempel.se/publikationer/2025/barns-delaktighet/rapport.pdf",
        ];
        check(&report(), "citation_", &expected);
    }

    #[test]
    fn what_is_no_research_or_has_no_author_tells_scholar_nothing() {
        check(&Record { authors: Vec::new(), ..report() }, "citation_", &[]);
        check(&Record { date: None, ..report() }, "citation_", &[]);
        check(&Record { scholarly: false, ..report() }, "citation_", &[]);
    }

    #[test]
    fn dublin_core_tells_what_there_is() {
        let bare = Record {
            authors: Vec::new(),
            date: None,
            doi: None,
            urn: None,
            series: None,
            summary: None,
            license: None,
            ..report()
        };
        let expected = [
            "DCTERMS.title Barns delaktighet i familjehem: en uppföljning i Åmåls kommun",
            "DCTERMS.publisher Provköpings förlag",
            "DCTERMS.language sv",
            "DCTERMS.type Rapport",
            "DCTERMS.identifier https://www.exempel.se/publikationer/2025/barns-delaktighet/",
        ];
        check(&bare, "DCTERMS", &expected);
        assert_eq!(tags(&report()).iter().filter(|tag| tag.name == "DCTERMS.identifier").count(), 3);
    }
}
