//! A publication as CSL-JSON, which Zotero and other programs for references read.

use serde::Serialize;

use super::json;
use crate::date::Date;
use crate::view::record::{Author, Form, Record};

/// An item of CSL-JSON 1.0.2; what is not known is left out.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'r> {
    id: &'r str,
    r#type: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(skip_serializing_if = "Option::is_none")]
    collection_title: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_title: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<&'r str>,
    publisher: &'r str,
    #[serde(rename = "ISBN", skip_serializing_if = "Option::is_none")]
    isbn: Option<&'r str>,
    #[serde(rename = "ISSN", skip_serializing_if = "Option::is_none")]
    issn: Option<&'r str>,
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    doi: Option<&'r str>,
    #[serde(rename = "URL")]
    url: &'r str,
    language: &'r str,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    summary: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keyword: Option<String>,
}

/// A person, or somebody whose name is a single thing.
#[derive(Serialize)]
#[serde(untagged)]
enum Name<'r> {
    Person { family: &'r str, given: &'r str },
    Whole { literal: &'r str },
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Issued {
    date_parts: [Vec<i16>; 1],
}

/// Writes a list with the one item.
pub fn write(record: &Record) -> String {
    let is_article = record.form == Form::Article;
    let item = Item {
        id: &record.key,
        r#type: match record.form {
            Form::Report => "report",
            Form::Article if record.series.is_some() => "article-journal",
            Form::Article => "article",
            Form::Book => "book",
            Form::Document => "document",
        },
        title: record.full_title(),
        author: record.authors.iter().map(name).collect(),
        issued: record.date.map(|date| Issued { date_parts: [parts(date)] }),
        collection_title: record.series.as_deref().filter(|_| !is_article),
        container_title: record.series.as_deref().filter(|_| is_article),
        number: record.number.as_deref(),
        genre: record.sort.as_deref(),
        publisher: &record.publisher,
        isbn: record.first_isbn(),
        issn: record.issn.as_deref(),
        doi: record.doi.as_deref(),
        url: &record.url,
        language: &record.language,
        summary: record.summary.as_deref(),
        keyword: Some(record.keywords.join(", ")).filter(|it| !it.is_empty()),
    };
    json::write(&[item])
}

fn name(Author { given, family, .. }: &Author) -> Name<'_> {
    if given.is_empty() { Name::Whole { literal: family } } else { Name::Person { family, given } }
}

/// Takes a date apart, as far as it is known.
fn parts(date: Date) -> Vec<i16> {
    let month = date.month().map(|(_, month)| month.into());
    let day = date.day().map(|day| day.day().into());
    [Some(date.year()), month, day].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::record::tests::report;

    #[test]
    fn a_report_is_written_whole() {
        let expected = r#"[
  {
    "id": "barns-delaktighet",
    "type": "report",
    "title": "Barns delaktighet i familjehem: en uppföljning i Åmåls kommun",
    "author": [
      {
        "family": "Öberg",
        "given": "Åsa"
      },
      {
        "family": "Ängström",
        "given": "Mårten"
      },
      {
        "family": "von Essen",
        "given": "Ulla"
      }
    ],
    "issued": {
      "date-parts": [
        [
          2025,
          10,
          3
        ]
      ]
    },
    "collection-title": "Forskningsrapport",
    "number": "2025:2",
    "genre": "Rapport",
    "publisher": "Provköpings förlag",
    "ISBN": "978-91-7000-000-3",
    "ISSN": "1403-8358",
    "DOI": "10.1234/barn",
    "URL": "https://www.exempel.se/publikationer/2025/barns-delaktighet/",
    "language": "sv",
    "abstract": "Vad barn säger.",
    "keyword": "Barn och unga"
  }
]
"#;
        assert_eq!(write(&report()), expected);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let record = Record {
            authors: vec![Author {
                given: String::new(),
                family: "Järfälla kommun".into(),
                ..report().authors[0].clone()
            }],
            form: Form::Article,
            date: Some(Date::Year(2025)),
            summary: None,
            ..report()
        };
        let read: serde_json::Value = serde_json::from_str(&write(&record)).unwrap();
        let item = &read[0];
        assert_eq!(item["author"][0]["literal"], "Järfälla kommun");
        assert_eq!(item["issued"]["date-parts"][0], serde_json::json!([2025]));
        assert_eq!(item["container-title"], "Forskningsrapport");
        assert!(item.get("abstract").is_none() && item.get("collection-title").is_none());
    }
}
