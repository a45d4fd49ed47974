//! A publication as plain data, once: every citation, tag and feed is written from this.
//!
//! The texts are plain: no soft hyphens, no blanks that do not break, no control characters, one line each.

use super::context::Directory;
use crate::date::Date;
use crate::lang::surname;
use crate::model::collection::Entry;
use crate::model::credit::Credit;
use crate::model::file::{Attachment, Role, Source};
use crate::model::links::beside;
use crate::model::names::Ref;
use crate::model::publication::{Genre, Publication};
use crate::source::path::SourcePath;
use crate::url::{Url, check_part};

/// What is known of a publication, whatever it is written as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Names it in files of references: its slug.
    pub key: String,
    /// What it counts as among works.
    pub form: Form,
    /// Whether it belongs in a search engine for research.
    pub scholarly: bool,
    /// What sort of publication it calls itself: "Kunskapsöversikt".
    pub sort: Option<String>,
    /// The title.
    pub title: String,
    /// What stands under the title.
    pub subtitle: Option<String>,
    /// The authors, in the order of the cover; empty if not known.
    pub authors: Vec<Author>,
    /// When it came out, as precisely as is known.
    pub date: Option<Date>,
    /// The name of its series.
    pub series: Option<String>,
    /// Year and number in the series: `2025:2`.
    pub number: Option<String>,
    /// Who published it: ourselves, if nobody else is named.
    pub publisher: String,
    /// Whether we are the publisher.
    pub ours: bool,
    /// ISBN, each with its format.
    pub isbn: Vec<(String, String)>,
    /// ISSN of the publication, or of its series.
    pub issn: Option<String>,
    /// Digital object identifier.
    pub doi: Option<String>,
    /// National bibliography number.
    pub urn: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// What it says in short.
    pub summary: Option<String>,
    /// What it is about.
    pub keywords: Vec<String>,
    /// The address of its page, with the host.
    pub url: String,
    /// The publication itself as a file beside its page.
    pub pdf: Option<File>,
    /// Files that belong to it, beside its page.
    pub annexes: Vec<File>,
    /// The licence, as it is written.
    pub license: Option<String>,
    /// When its page was last changed.
    pub updated: Option<jiff::civil::Date>,
}

/// What a publication counts as among works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A report, numbered or not.
    Report,
    /// An article.
    Article,
    /// A book.
    Book,
    /// Nobody has said what it is.
    Document,
}

/// An author, as lists of references want the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The given names; empty for an organisation, or a person of one name.
    pub given: String,
    /// The surname with its small words: "von Essen".
    pub family: String,
    /// The author's page, with the host.
    pub url: Option<String>,
    /// The researcher's number.
    pub orcid: Option<String>,
    /// Where a guest works.
    pub affiliation: Option<String>,
}

/// A file beside the publication's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its address, with the host.
    pub url: String,
    /// Its media type.
    pub media_type: &'static str,
    /// How many bytes it has.
    pub size: u64,
}

impl Author {
    /// Writes the name in the order in which it is spoken.
    pub fn natural(&self) -> String {
        if self.given.is_empty() { self.family.clone() } else { format!("{} {}", self.given, self.family) }
    }

    /// Writes the name with the surname first.
    pub fn inverted(&self) -> String {
        if self.given.is_empty() { self.family.clone() } else { format!("{}, {}", self.family, self.given) }
    }

    /// Tells whether it is an organisation: more than one word, all of it the name.
    pub fn is_organisation(&self) -> bool {
        self.given.is_empty() && self.family.contains(' ')
    }
}

impl Record {
    /// Writes title and subtitle together: "Tillit: ett kunskapsunderlag".
    pub fn full_title(&self) -> String {
        match &self.subtitle {
            Some(subtitle) if self.title.ends_with(['?', '!', ':']) => format!("{} {subtitle}", self.title),
            Some(subtitle) => format!("{}: {subtitle}", self.title),
            None => self.title.clone(),
        }
    }

    /// Returns the address at which the DOI leads on.
    pub fn doi_url(&self) -> Option<String> {
        self.doi.as_deref().map(doi_url)
    }

    /// Returns the address of the licence, if it is one or is known by name.
    pub fn license_url(&self) -> Option<String> {
        license_url(self.license.as_deref()?)
    }

    /// Returns the ISBN of the file that is here: the PDF's, or else the first.
    pub fn first_isbn(&self) -> Option<&str> {
        let pdf = self.isbn.iter().find(|(format, _)| format == "pdf");
        pdf.or(self.isbn.first()).map(|(_, number)| number.as_str())
    }
}

/// Gathers what is known of a publication whose page stands at `url`.
pub fn record(context: &Directory, entry: &Entry<Publication>, url: &Url) -> Record {
    let Entry { head, data } = entry;
    let config = &context.site.config;
    let series = data.series.as_deref().and_then(|slug| config.series(slug));
    let topics = super::related::topics(context, head);
    let own = |text: &Option<String>| text.as_deref().map(plain);
    Record {
        key: head.name.slug.to_string(),
        form: form(data),
        scholarly: is_scholarly(data),
        sort: data.genre.map(|genre| genre.words().1.to_owned()),
        title: plain(&head.title),
        subtitle: own(&data.subtitle),
        authors: data.authors.iter().filter_map(|credit| author(context, credit)).collect(),
        date: data.date,
        series: series.map(|series| plain(&series.title)),
        number: data.number_text(),
        publisher: plain(data.publisher.as_deref().unwrap_or(&config.organisation.name)),
        ours: data.publisher.as_ref().is_none_or(|it| *it == config.organisation.name),
        isbn: data.isbn.iter().map(|(format, number)| (format.clone(), number.clone())).collect(),
        issn: data.issn.clone().or_else(|| series.and_then(|series| series.issn.clone())),
        doi: data.doi.clone(),
        urn: data.urn.clone(),
        language: data.language.clone().unwrap_or_else(|| "sv".to_owned()),
        summary: own(&head.summary),
        keywords: topics.iter().map(|link| plain(&link.text)).collect(),
        url: config.absolute(url),
        pdf: main_pdf(data).and_then(|attachment| file(context, &head.path, url, attachment)),
        annexes: annexes(data).filter_map(|attachment| file(context, &head.path, url, attachment)).collect(),
        license: own(&data.license),
        updated: head.updated,
    }
}

/// Finds the PDF beside the text that is the publication itself.
pub fn main_pdf(publication: &Publication) -> Option<&Attachment> {
    let is_pdf = |it: &&Attachment| match &it.source {
        Source::File(file) => file.name.to_lowercase().ends_with(".pdf"),
        Source::Web(_) => false,
    };
    publication.files.iter().filter(|it| it.role == Role::Main).find(is_pdf)
}

fn annexes(publication: &Publication) -> impl Iterator<Item = &Attachment> {
    let main = main_pdf(publication);
    publication.files.iter().filter(move |it| !main.is_some_and(|main| std::ptr::eq(main, *it)))
}

fn file(context: &Directory, text: &SourcePath, url: &Url, attachment: &Attachment) -> Option<File> {
    let Source::File(name) = &attachment.source else { return None };
    let path = beside(text, &name.name)?;
    let blob = context.site.files.blobs.get(&path)?;
    check_part(path.name()).ok()?;
    Some(File {
        url: context.site.config.absolute(&url.file(path.name())),
        media_type: media_type(&path.extension()),
        size: blob.size,
    })
}

/// Returns the media type of a document, by how its name ends.
fn media_type(extension: &str) -> &'static str {
    match extension {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "epub" => "application/epub+zip",
        "csv" => "text/csv",
        "txt" => "text/plain",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

fn author(context: &Directory, credit: &Credit) -> Option<Author> {
    match credit {
        Credit::Ours(person) => {
            let found: &Ref<_> = person;
            let Entry { head, data } = context.site.people.find(found)?;
            let name = plain(&head.title);
            let (given, family) = surname::split(&name, Some(&plain(&data.surname)));
            Some(Author {
                given: given.to_owned(),
                family: family.to_owned(),
                url: context.url(&head.name).map(|url| context.site.config.absolute(url)),
                orcid: data.orcid.clone(),
                affiliation: None,
            })
        }
        Credit::Guest { name, family, affiliation } => {
            let name = plain(name);
            let (given, family) = surname::split(&name, family.as_deref().map(plain).as_deref());
            Some(Author {
                given: given.to_owned(),
                family: family.to_owned(),
                url: None,
                orcid: None,
                affiliation: affiliation.as_deref().map(plain),
            })
        }
    }
}

/// Decides what a publication counts as; one in a series is a report unless it says otherwise.
fn form(publication: &Publication) -> Form {
    match publication.genre {
        Some(
            Genre::Report
            | Genre::Overview
            | Genre::Survey
            | Genre::Evaluation
            | Genre::Summary
            | Genre::Memo,
        ) => Form::Report,
        Some(Genre::Article) => Form::Article,
        Some(Genre::Book | Genre::Handbook) => Form::Book,
        None if publication.series.is_some() => Form::Report,
        None => Form::Document,
    }
}

/// Search engines for research want research, not handbooks and memos.
fn is_scholarly(publication: &Publication) -> bool {
    match publication.genre {
        Some(Genre::Report | Genre::Overview | Genre::Survey | Genre::Evaluation | Genre::Article) => true,
        Some(Genre::Summary | Genre::Memo | Genre::Book | Genre::Handbook) => false,
        None => publication.series.is_some(),
    }
}

/// Writes a DOI as an address; what would end or mean something in an address is escaped (DOI Handbook, 3.8).
pub fn doi_url(doi: &str) -> String {
    let escaped = doi.replace('%', "%25").replace('#', "%23").replace('?', "%3F");
    format!("https://doi.org/{}", escaped.replace('[', "%5B").replace(']', "%5D"))
}

/// Writes where the National Library lists what has an ISBN or an ISSN (LIBRIS Help, "Link syntax").
pub fn libris_url(number: &str) -> String {
    format!("https://libris.kb.se/hitlist?q=linkisxn:{number}")
}

/// Finds the address of a Creative Commons licence that is written as "CC BY-SA 4.0"; an address is its own.
fn license_url(license: &str) -> Option<String> {
    if license.starts_with("https://") || license.starts_with("http://") {
        return Some(license.to_owned());
    }
    let words = license.to_lowercase();
    let mut words = words.split_whitespace();
    match (words.next()?, words.next()?, words.next()) {
        ("cc0", "1.0", None) => Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned()),
        (
            "cc",
            terms @ ("by" | "by-sa" | "by-nd" | "by-nc" | "by-nc-sa" | "by-nc-nd"),
            Some(version @ ("3.0" | "4.0")),
        ) => Some(format!("https://creativecommons.org/licenses/{terms}/{version}/")),
        _ => None,
    }
}

/// Takes away what only a page needs, and what no other format can hold.
pub fn plain(text: &str) -> String {
    let visible = |letter: &char| {
        !letter.is_control()
            && !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let spaced = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    let kept: String = spaced.filter(visible).collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Returns the record of a report that has everything.
    pub(crate) fn report() -> Record {
        let author = |given: &str, family: &str| Author {
            given: given.to_owned(),
            family: family.to_owned(),
            url: None,
            orcid: None,
            affiliation: None,
        };
        Record {
            key: "barns-delaktighet".to_owned(),
            form: Form::Report,
            scholarly: true,
            sort: Some("Rapport".to_owned()),
            title: "Barns delaktighet i familjehem".to_owned(),
            subtitle: Some("en uppföljning i Åmåls kommun".to_owned()),
            authors: vec![author("Åsa", "Öberg"), author("Mårten", "Ängström"), author("Ulla", "von Essen")],
            date: Some(Date::parse("2025-10-03").unwrap()),
            series: Some("Forskningsrapport".to_owned()),
            number: Some("2025:2".to_owned()),
            publisher: "Provköpings förlag".to_owned(),
            ours: false,
            isbn: vec![("pdf".to_owned(), "978-91-7000-000-3".to_owned())],
            issn: Some("1403-8358".to_owned()),
            doi: Some("10.1234/barn".to_owned()),
            urn: Some("urn:nbn:se:prov-123".to_owned()),
            language: "sv".to_owned(),
            summary: Some("Vad barn säger.".to_owned()),
            keywords: vec!["Barn och unga".to_owned()],
            url: "https://www.exempel.se/publikationer/2025/barns-delaktighet/".to_owned(),
            pdf: Some(File {
                url: "https://www.exempel.se/publikationer/2025/barns-delaktighet/rapport.pdf".to_owned(),
                media_type: "application/pdf",
                size: 1_234_567,
            }),
            annexes: Vec::new(),
            license: Some("CC BY 4.0".to_owned()),
            updated: None,
        }
    }

    #[test]
    fn licences_that_are_known_have_an_address() {
        let at = |license: &str| license_url(license).unwrap_or_default();
        assert_eq!(at("CC BY 4.0"), "https://creativecommons.org/licenses/by/4.0/");
        assert_eq!(at("CC BY-NC-SA 4.0"), "https://creativecommons.org/licenses/by-nc-sa/4.0/");
        assert_eq!(at("CC0 1.0"), "https://creativecommons.org/publicdomain/zero/1.0/");
        assert_eq!(at("https://licens.exempel.se/"), "https://licens.exempel.se/");
        assert_eq!(at("Får spridas fritt"), "");
    }

    #[test]
    fn a_doi_leads_where_it_should() {
        assert_eq!(doi_url("10.1234/tillit"), "https://doi.org/10.1234/tillit");
        assert_eq!(doi_url("10.1000/456#789?a%b[c]"), "https://doi.org/10.1000/456%23789%3Fa%25b%5Bc%5D");
    }

    #[test]
    fn texts_are_one_line_without_what_cannot_be_seen() {
        assert_eq!(plain("Till\u{ad}it\u{a0}i\n  vardagen\u{0}\u{202e} "), "Tillit i vardagen");
        assert_eq!(plain("</script><!-- {x} \\ % $"), "</script><!-- {x} \\ % $");
    }
}
