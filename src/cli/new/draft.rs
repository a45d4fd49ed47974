//! The text of a new entry: fields that are known, then the others as hints.

use std::path::Path;
use std::sync::Arc;

use jiff::civil;
use serde::Serialize;

use crate::content::Document;
use crate::content::front_matter::Value;
use crate::lang::nearest::nearest;
use crate::model::config::{Config, PublicationSeries};
use crate::model::described;
use crate::model::kind::Kind;
use crate::source::pdf::{Facts, Reading};

/// What a PDF says of the publication in it, as far as it has been read.
#[derive(Clone, Debug, Default)]
pub(super) struct Suggestions {
    /// The title.
    pub(super) title: Option<String>,
    /// The authors' names.
    pub(super) authors: Vec<String>,
    /// The language, if not Swedish.
    pub(super) language: Option<String>,
    /// When it was made: a year, a month or a day.
    pub(super) date: Option<String>,
}

impl Suggestions {
    /// Takes what a PDF says of itself, and of its name what it does not say.
    pub(super) fn of(pdf: &Path, said: &Reading) -> Self {
        let Facts { title, author, language, created, .. } = said.facts.clone().unwrap_or_default();
        // What a word processor writes where nobody has given a title.
        let is_real = |title: &String| !title.trim().is_empty() && !title.starts_with("Microsoft Word");
        let authors = author.unwrap_or_default();
        let authors = authors.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
        Self {
            title: Some(title.filter(is_real).unwrap_or_else(|| Self::title_of(pdf))),
            authors: authors.map(str::to_owned).collect(),
            language: language.filter(|it| it != "sv" && !it.starts_with("sv-")),
            // The day when the file was made is seldom the day when it came out; the year mostly is.
            date: created.map(|(year, _, _)| year.to_string()),
        }
    }

    /// Makes a title of a file's name.
    fn title_of(pdf: &Path) -> String {
        let stem = pdf.file_stem().unwrap_or_default().to_string_lossy();
        let words: Vec<&str> = stem
            .split(|letter: char| letter.is_whitespace() || "_-".contains(letter))
            .filter(|it| !it.is_empty())
            .collect();
        let title = words.join(" ");
        let mut letters = title.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }
}

/// A new entry before it is written.
pub(super) struct Draft<'a> {
    pub(super) kind: Kind,
    pub(super) title: &'a str,
    pub(super) today: civil::Date,
    pub(super) suggestions: &'a Suggestions,
    pub(super) config: &'a Config,
    /// Every text of the site.
    pub(super) documents: &'a [Arc<Document>],
    /// The series that was asked for.
    pub(super) series: Option<&'a str>,
    /// The PDF beside the text.
    pub(super) file: Option<&'a str>,
    /// When an event begins and ends, if that is proposed.
    pub(super) hours: Option<(String, Option<String>)>,
    /// What an issue of the newsletter brings, as YAML.
    pub(super) items: Option<&'a str>,
}

/// A series and a number in it.
type Numbered<'a> = (&'a PublicationSeries, (i16, u16));

/// Fields that nobody needs while an entry is new.
const PASSED_OVER: [&str; 7] = ["slug", "kind", "aliases", "unpublish", "updated", "replaces", "replaced_by"];

impl Draft<'_> {
    /// Writes the entry.
    ///
    /// # Errors
    /// What to write instead of a series that does not exist.
    pub(super) fn text(&self) -> Result<String, String> {
        let known = self.known()?;
        let mut lines = vec!["---".to_owned()];
        lines.extend(known.iter().map(|(key, value)| {
            // A list begins on a line of its own.
            let gap = if value.starts_with('\n') { "" } else { " " };
            format!("{key}:{gap}{value}")
        }));
        lines.push("# Ta bort tecknet # framför de fält som ska fyllas i.".to_owned());
        let is_open = |key: &str| !PASSED_OVER.contains(&key) && !known.iter().any(|(it, _)| *it == key);
        let hints = described::fields(self.kind).into_iter().filter(|field| is_open(field.key));
        lines.extend(hints.map(|field| format!("# {}: # {}", field.key, field.words)));
        lines.push("---\n\n".to_owned());
        Ok(lines.join("\n"))
    }

    /// Lists what can be filled in, as YAML; what a kind needs is always among it.
    fn known(&self) -> Result<Vec<(&'static str, String)>, String> {
        let Self { kind, title, today, suggestions, file, .. } = self;
        let mut known = vec![("title", yaml(title)), ("draft", "true".to_owned())];
        match kind {
            Kind::Publication => {
                let authors: Vec<_> = suggestions.authors.iter().map(|name| self.author(name)).collect();
                if !authors.is_empty() {
                    known.push(("authors", format!("\n{}", yaml(&authors))));
                }
                let date = suggestions.date.clone().unwrap_or_else(|| today.year().to_string());
                known.push(("date", yaml(&date).trim_matches('\'').to_owned()));
                if let Some((series, (year, number))) = self.numbered()? {
                    known.push(("series", yaml(&series.slug)));
                    known.push(("number", yaml(&format!("{year}:{number}"))));
                }
                known.extend(suggestions.language.iter().map(|it| ("language", yaml(it))));
                known.extend(file.iter().map(|file| ("files", format!("\n{}", yaml(&[file])))));
            }
            Kind::Event => {
                known.extend(self.series.map(|series| ("series", yaml(series))));
                let (start, end) = self.hours.clone().unwrap_or_else(|| (today.to_string(), None));
                known.push(("start", start));
                known.extend(end.map(|end| ("end", end)));
            }
            Kind::News => known.push(("date", today.to_string())),
            Kind::Person => {
                let surname = title.split_whitespace().next_back().unwrap_or(title);
                known.push(("surname", yaml(surname)));
            }
            Kind::Newsletter => {
                known.push(("year", today.year().to_string()));
                known.push(("number", next_newsletter(self.documents, *today).to_string()));
                known.push(("date", today.to_string()));
                known.extend(self.items.map(|items| ("items", format!("\n{items}"))));
            }
            Kind::Assignment
            | Kind::Network
            | Kind::Service
            | Kind::Page
            | Kind::Chapter
            | Kind::Series
            | Kind::Topic
            | Kind::Municipality
            | Kind::Term => {}
        }
        Ok(known)
    }

    /// Names an author by the person's page, if there is one of that name.
    fn author<'n>(&self, name: &'n str) -> Author<'n> {
        let folder = format!("content/{}/", Kind::Person.folder().unwrap_or_default());
        let people = self.documents.iter().filter(|it| it.path.as_str().starts_with(&folder));
        let person = people.into_iter().find(|it| written(it, "title") == Some(name));
        person.map_or(Author::Guest { name }, |person| {
            let inner = person.path.folder().rsplit('/').next().unwrap_or_default();
            let file = if person.path.stem() == "index" { inner } else { person.path.stem() };
            Author::Ours(written(person, "slug").unwrap_or(file).to_owned())
        })
    }

    /// Proposes the next number in the series that was asked for, or in the only one that there is.
    ///
    /// # Errors
    /// What to write instead of a series that does not exist.
    pub(super) fn numbered(&self) -> Result<Option<Numbered<'_>>, String> {
        if self.kind != Kind::Publication {
            return Ok(None);
        }
        let all = &self.config.publication_series;
        let series = match (self.series, all.as_slice()) {
            (Some(asked), all) => {
                let slugs = || all.iter().map(|it| it.slug.as_str());
                let found = all.iter().find(|it| it.slug == asked);
                Some(found.ok_or_else(|| match nearest(asked, slugs()) {
                    Some(near) => format!("ingen publikationsserie heter `{asked}`; menade du `{near}`?"),
                    None => format!(
                        "ingen publikationsserie heter `{asked}`; lägg in den i content/site.yaml först"
                    ),
                })?)
            }
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        Ok(series.map(|series| (series, self.next(series))))
    }

    /// Finds the number after the highest of its year; drafts and what has been taken away count too.
    fn next(&self, series: &PublicationSeries) -> (i16, u16) {
        let said = self.suggestions.date.as_deref().and_then(|date| date.get(..4)?.parse().ok());
        let year = said.unwrap_or(self.today.year());
        let number = |document: &Arc<Document>| {
            if written(document, "series")? != series.slug {
                return None;
            }
            let (of, number) = written(document, "number")?.split_once(':')?;
            (of.parse() == Ok(year)).then_some(number)?.parse::<u16>().ok()
        };
        (year, self.documents.iter().filter_map(number).max().unwrap_or(0).saturating_add(1))
    }
}

/// Finds the number after the highest of this year's issues, drafts among them.
pub(super) fn next_newsletter(documents: &[Arc<Document>], today: civil::Date) -> u16 {
    let year = today.year().to_string();
    let letters = documents.iter().filter(|it| it.path.as_str().starts_with("content/nyhetsbrev/"));
    let of_year = letters.filter(|it| written(it, "year") == Some(&year));
    of_year.filter_map(|it| written(it, "number")?.parse().ok()).max().unwrap_or(0_u16).saturating_add(1)
}

/// An author as the field has it.
#[derive(Serialize)]
#[serde(untagged)]
enum Author<'a> {
    Ours(String),
    Guest { name: &'a str },
}

/// Returns what a text states in a field.
pub(super) fn written<'d>(document: &'d Document, key: &str) -> Option<&'d str> {
    let (_, node) = document.front_matter.as_ref()?.entries().iter().find(|(it, _)| it.text == key)?;
    match &node.value {
        Value::Text(text) => Some(text),
        Value::Nothing | Value::List(_) | Value::Map(_) => None,
    }
}

/// Writes a value as YAML, in quotes where they are needed.
fn yaml(value: &(impl Serialize + ?Sized)) -> String {
    let text = serde_yaml::to_string(value).expect("plain words can always be written");
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content;
    use crate::source::path::SourcePath;

    #[track_caller]
    fn check(facts: Facts, expected: &[&str]) {
        let said = Reading { facts: Some(facts), ..Reading::default() };
        let suggestions = Suggestions::of(Path::new("min_rapport-2.pdf"), &said);
        let path = SourcePath::new("content/om/medarbetare/anna-oberg.md");
        let person = content::parse(&path, "---\ntitle: Anna Öberg\nsurname: Öberg\n---\n").value;
        let draft = Draft {
            kind: Kind::Publication,
            title: suggestions.title.as_deref().unwrap_or_default(),
            today: civil::date(2026, 5, 4),
            suggestions: &suggestions,
            config: &Config::default(),
            documents: &[Arc::new(person)],
            series: None,
            file: None,
            hours: None,
            items: None,
        };
        let text = draft.text().unwrap();
        let filled = text.lines().skip(1).take_while(|line| !line.starts_with('#'));
        assert_eq!(filled.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_a_pdf_says_is_filled_in() {
        let facts = Facts {
            title: Some("Tillit: en rapport".to_owned()),
            author: Some("Anna Öberg, Gunnar Gäst".to_owned()),
            language: Some("en-GB".to_owned()),
            created: Some((2025, 3, 2)),
            ..Facts::default()
        };
        let lines = ["authors:", "- anna-oberg", "- name: Gunnar Gäst", "date: 2025", "language: en-GB"];
        check(facts, &[&["title: 'Tillit: en rapport'", "draft: true"], &lines[..]].concat());
    }

    #[test]
    fn what_it_does_not_say_is_taken_from_its_name_and_the_day() {
        let empty = ["title: Min rapport 2", "draft: true", "date: 2026"];
        check(Facts::default(), &empty);
        let title = Some("Microsoft Word - rapport.docx".to_owned());
        check(Facts { title, language: Some("sv-SE".to_owned()), ..Facts::default() }, &empty);
    }
}
