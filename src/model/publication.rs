//! Publications: reports, articles, overviews.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::assignment::Assignment;
use super::collection::{Entry, FileName, Record, newest_first};
use super::credit::{Credit, authors};
use super::deposit::Deposit;
use super::event::Event;
use super::field::{Field, Fields, Reading};
use super::file::{Attachment, Role, Source, attachments};
use super::kind::Kind;
use super::municipality::Municipality;
use super::names::{Name, Named, Ref};
use super::{deposit, identifier, value};
use crate::content::front_matter::Node;
use crate::date::Date;
use crate::diagnostic::Place;
use crate::lang::nearest::nearest;

/// A publication.
#[derive(Clone, Debug)]
pub struct Publication {
    /// What stands under the title.
    pub subtitle: Option<String>,
    /// The authors, in the order of the cover; empty if not known.
    pub authors: Vec<Credit>,
    /// When it came out, as precisely as is known.
    pub date: Option<Date>,
    /// The slug of its series, which is one of the site's.
    pub series: Option<String>,
    /// Year and number in the series.
    pub number: Option<(i16, u16)>,
    /// What sort of publication it is.
    pub genre: Option<Genre>,
    /// The municipalities it is about.
    pub municipalities: Vec<Ref<Municipality>>,
    /// The assignments it came out of.
    pub assignments: Vec<Ref<Assignment>>,
    /// The events at which it was presented.
    pub events: Vec<Ref<Event>>,
    /// The documents.
    pub files: Vec<Attachment>,
    /// The language, as a BCP 47 tag; Swedish if not said.
    pub language: Option<String>,
    /// ISBN by format.
    pub isbn: BTreeMap<String, String>,
    /// ISSN of the series or journal.
    pub issn: Option<String>,
    /// Digital object identifier.
    pub doi: Option<String>,
    /// National bibliography number.
    pub urn: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Which edition its files are, and what is new in it.
    pub edition: Option<String>,
    /// Under what licence it may be used.
    pub license: Option<String>,
    /// The publication that this one replaces.
    pub replaces: Option<Ref<Publication>>,
    /// The publication that replaces this one.
    pub replaced_by: Option<Ref<Publication>>,
    /// How its delivery to the National Library stands, and where that was written.
    pub deposit: Option<(Deposit, Place)>,
}

/// What sort of publication it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`Genre::words` says what each is")]
pub enum Genre {
    Report,
    Overview,
    Survey,
    Evaluation,
    Summary,
    Memo,
    Article,
    Book,
    Handbook,
}

impl Genre {
    const CHOICES: [(&'static str, Self); 9] = [
        ("rapport", Self::Report),
        ("kunskapsöversikt", Self::Overview),
        ("kartläggning", Self::Survey),
        ("utvärdering", Self::Evaluation),
        ("sammanfattning", Self::Summary),
        ("pm", Self::Memo),
        ("artikel", Self::Article),
        ("bok", Self::Book),
        ("handbok", Self::Handbook),
    ];

    /// Finds a genre by its part of an address.
    pub fn at(part: &str) -> Option<Self> {
        Self::CHOICES.into_iter().map(|(_, genre)| genre).find(|genre| genre.words().0 == part)
    }

    /// Returns the genre's part of an address, and its Swedish name for one and for several.
    pub fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Report => ("rapport", "Rapport", "Rapporter"),
            Self::Overview => ("kunskapsoversikt", "Kunskapsöversikt", "Kunskapsöversikter"),
            Self::Survey => ("kartlaggning", "Kartläggning", "Kartläggningar"),
            Self::Evaluation => ("utvardering", "Utvärdering", "Utvärderingar"),
            Self::Summary => ("sammanfattning", "Sammanfattning", "Sammanfattningar"),
            Self::Memo => ("pm", "PM", "PM"),
            Self::Article => ("artikel", "Artikel", "Artiklar"),
            Self::Book => ("bok", "Bok", "Böcker"),
            Self::Handbook => ("handbok", "Handbok", "Handböcker"),
        }
    }
}

impl Named for Publication {
    const KIND: Kind = Kind::Publication;
}

impl Publication {
    const SUBTITLE: Field<String> = Field::optional("subtitle", value::text, "underrubriken på omslaget");
    const AUTHORS: Field<Vec<Credit>> = Field::optional(
        "authors",
        authors,
        "personer i omslagets ordning: `anna-oberg`, eller `{name: …, affiliation: …, family: …}`",
    );
    const DATE: Field<Date> = Field::optional("date", value::date, "när den gavs ut: år, månad eller dag");
    const SERIES: Field<String> =
        Field::optional("series", series, "serien, ur `publication_series` i site.yaml");
    const NUMBER: Field<(i16, u16)> =
        Field::optional("number", identifier::number, "årtal och nummer i serien, till exempel `2025:2`");
    const GENRE: Field<Genre> = Field::optional(
        "type",
        genre,
        "rapport, kunskapsöversikt, kartläggning, utvärdering, sammanfattning, pm, artikel, bok eller handbok",
    );
    const MUNICIPALITIES: Field<Vec<Ref<Municipality>>> =
        Field::optional("municipalities", value::references, "kommunerna den handlar om");
    const ASSIGNMENTS: Field<Vec<Ref<Assignment>>> =
        Field::optional("assignments", value::references, "uppdragen den kommer ur");
    const EVENTS: Field<Vec<Ref<Event>>> =
        Field::optional("events", value::references, "evenemang där den har presenterats");
    const FILES: Field<Vec<Attachment>> = Field::optional(
        "files",
        attachments,
        "filerna bredvid texten: `rapport.pdf`, eller `{file: …, title: …, role: annex}`",
    );
    const LANGUAGE: Field<String> =
        Field::optional("language", language, "språket, till exempel `sv` eller `en`");
    const ISBN: Field<BTreeMap<String, String>> =
        Field::optional("isbn", identifier::isbns, "ISBN för varje format: `{pdf: …, tryck: …}`");
    const ISSN: Field<String> = Field::optional("issn", identifier::issn, "ISSN");
    const DOI: Field<String> = Field::optional("doi", identifier::doi, "DOI, till exempel `10.1234/abcd`");
    const URN: Field<String> =
        Field::optional("urn", identifier::urn, "URN:NBN, till exempel `urn:nbn:se:…`");
    const PUBLISHER: Field<String> =
        Field::optional("publisher", value::text, "utgivaren, om det inte är vi");
    const EDITION: Field<String> = Field::optional(
        "edition",
        value::text,
        "upplagan och vad som är ändrat i den, när en publicerad pdf byts ut",
    );
    const LICENSE: Field<String> =
        Field::optional("license", value::text, "licensen, till exempel `CC BY 4.0`");
    const REPLACES: Field<Ref<Publication>> =
        Field::optional("replaces", value::reference, "publikationen den ersätter");
    const REPLACED_BY: Field<Ref<Publication>> =
        Field::optional("replaced_by", value::reference, "publikationen som ersätter den");
    const DEPOSIT: Field<(Deposit, Place)> = Field::optional(
        "deposit",
        deposit::deposit,
        "pliktleveransen: `delivered 2026-05-08`, `true` om flödet ska lämna den, `false` om den inte ska lämnas",
    );

    /// Returns the file that is the publication itself, the first if there are several.
    pub fn main_file(&self) -> Option<&FileName> {
        self.files.iter().filter(|file| file.role == Role::Main).find_map(beside)
    }

    /// Goes through the files beside the text that it names.
    pub fn attached(&self) -> impl Iterator<Item = &FileName> {
        self.files.iter().filter_map(beside)
    }

    /// Writes the number in the series: `2025:2`.
    pub fn number_text(&self) -> Option<String> {
        self.number.map(|(year, number)| format!("{year}:{number}"))
    }
}

impl Record for Publication {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let publication = Self {
            subtitle: fields.get(&Self::SUBTITLE),
            authors: fields.get(&Self::AUTHORS).unwrap_or_default(),
            date: fields.get(&Self::DATE),
            series: fields.get(&Self::SERIES),
            number: fields.get(&Self::NUMBER),
            genre: fields.get(&Self::GENRE),
            municipalities: fields.get(&Self::MUNICIPALITIES).unwrap_or_default(),
            assignments: fields.get(&Self::ASSIGNMENTS).unwrap_or_default(),
            events: fields.get(&Self::EVENTS).unwrap_or_default(),
            files: fields.get(&Self::FILES).unwrap_or_default(),
            language: fields.get(&Self::LANGUAGE),
            isbn: fields.get(&Self::ISBN).unwrap_or_default(),
            issn: fields.get(&Self::ISSN),
            doi: fields.get(&Self::DOI),
            urn: fields.get(&Self::URN),
            publisher: fields.get(&Self::PUBLISHER),
            edition: fields.get(&Self::EDITION),
            license: fields.get(&Self::LICENSE),
            replaces: fields.get(&Self::REPLACES),
            replaced_by: fields.get(&Self::REPLACED_BY),
            deposit: fields.get(&Self::DEPOSIT),
        };
        if publication.number.is_some() && !fields.has(Self::SERIES.key) {
            let span = fields.span(Self::NUMBER.key);
            let message = "numret hör inte till någon serie".to_owned();
            fields.reading.wrong::<()>(
                "F507",
                span,
                message,
                "lägg till en rad `series: …`, eller ta bort numret",
            );
        }
        Some(publication)
    }

    fn date(&self) -> Option<Date> {
        self.date
    }

    fn relations(&self) -> Vec<Name> {
        let authors = self.authors.iter().filter_map(Credit::name);
        let municipalities = self.municipalities.iter().map(Ref::name);
        let assignments = self.assignments.iter().map(Ref::name);
        let events = self.events.iter().map(Ref::name);
        let others = self.replaces.iter().chain(&self.replaced_by).map(Ref::name);
        authors.chain(municipalities).chain(assignments).chain(events).chain(others).collect()
    }

    fn files(&self) -> Vec<&FileName> {
        self.attached().collect()
    }

    fn number(&self) -> Option<(String, String)> {
        Some((self.series.clone()?, self.number_text()?))
    }

    /// The newest first; within a year the highest number in the series first.
    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        let year = |entry: &Entry<Self>| entry.data.date.map(|date| date.year());
        let number = |entry: &Entry<Self>| entry.data.number;
        year(right)
            .cmp(&year(left))
            .then_with(|| number(right).cmp(&number(left)))
            .then_with(|| newest_first(left, right))
    }
}

/// Returns the file of an attachment that lies beside the text.
pub(super) fn beside(attachment: &Attachment) -> Option<&FileName> {
    match &attachment.source {
        Source::File(file) => Some(file),
        Source::Web(_) => None,
    }
}

fn series(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = value::plain(reading, node)?;
    let all: Vec<&str> =
        reading.config.publication_series.iter().map(|series| series.slug.as_str()).collect();
    if all.contains(&written.as_str()) {
        return Some(written);
    }
    let advice = match nearest(&written, all.iter().copied()) {
        Some(near) => format!("skriv: `{near}` (menade du den?)"),
        None if all.is_empty() => "lägg in serien under `publication_series` i content/site.yaml".to_owned(),
        None => format!("välj något av: {}", value::quoted(all)),
    };
    reading.wrong("F404", node.span, format!("ingen publikationsserie heter `{written}`"), &advice)
}

fn genre(reading: &mut Reading<'_>, node: &Node) -> Option<Genre> {
    value::choice(reading, node, &Genre::CHOICES)
}

/// Reads a language tag (BCP 47, as much of it as is used here): `sv`, `en`, `en-GB`.
pub(super) fn language(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = value::plain(reading, node)?;
    let mut parts = written.split('-');
    let first = parts.next().unwrap_or_default();
    let sound = (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if sound {
        return Some(written);
    }
    reading.wrong(
        "F509",
        node.span,
        format!("`{written}` är ingen språkkod"),
        "skriv `sv` för svenska, `en` för engelska",
    )
}
