//! Pieces that pages share: links, days, cards, facts. Plain data, finished Swedish.

use std::sync::Arc;

use jiff::civil;
use serde::Serialize;

use super::life::LifeView;
use crate::date::{Date, Moment};
use crate::lang::dates;
use crate::url::Url;

/// Words that may lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Where they lead; `None` if nowhere.
    pub url: Option<Url>,
}

/// Words that lead somewhere, with how much is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub url: Url,
    /// How much is there, as text.
    pub count: String,
    /// Whether it is the page that shows it.
    pub current: bool,
}

/// Where one leafs to from a page that stands in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The page before.
    pub earlier: Option<Link>,
    /// The page after.
    pub later: Option<Link>,
}

/// The values by which a listing can be narrowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Filter {
    /// What is chosen: "Ämne".
    pub name: String,
    /// The choices; each is a page.
    pub values: Vec<Count>,
}

/// A date for machines and for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// ISO 8601, at the date's precision.
    pub iso: String,
    /// Swedish words.
    pub text: String,
}

impl Day {
    /// Writes a date at its precision.
    pub fn of(date: Date) -> Self {
        Self { iso: date.iso(), text: dates::date(date) }
    }

    /// Writes a day.
    pub fn whole(day: civil::Date) -> Self {
        Self::of(Date::Day(day))
    }

    /// Writes a date, with the time of day if there is one.
    pub fn moment(moment: Moment) -> Self {
        Self { iso: moment.machine(), text: dates::when(&moment, None) }
    }
}

/// A date as a leaf of a calendar; decorative, since the words stand beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateBlock {
    /// The day of the month.
    pub day: Option<String>,
    /// The month's short name.
    pub month: Option<String>,
    /// The year.
    pub year: String,
    /// The weekday.
    pub weekday: Option<String>,
}

impl DateBlock {
    /// Takes a date apart, at its precision.
    pub fn of(date: Date) -> Self {
        let day = date.day();
        Self {
            day: day.map(|day| day.day().to_string()),
            month: date.month().map(|(_, month)| dates::month_short(month).to_owned()),
            year: date.year().to_string(),
            weekday: day.map(|day| dates::weekday(day.weekday()).to_owned()),
        }
    }
}

/// How something stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// For style sheets: `genomfort`, `installt`.
    pub key: &'static str,
    /// For people.
    pub text: &'static str,
}

/// A cover: the picture of its first page, or drawn from words where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the two are what they are called")]
pub enum Cover {
    Picture(CoverPicture),
    Drawing(CoverDrawing),
}

/// A cover as a drawing of its words; decorative, since they stand beside it. Lengths are in units of the drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoverDrawing {
    /// The colours, for style sheets: 0 for what belongs to no series, else one of four.
    pub tone: u8,
    /// The width of the drawing.
    pub width: u16,
    /// The height of the drawing.
    pub height: u16,
    /// Where the words begin, from the left.
    pub edge: u16,
    /// Series and number, or the sort of publication.
    pub label: Option<CoverText>,
    /// Where the rule under the label lies, from above.
    pub rule: u16,
    /// The title.
    pub title: CoverText,
    /// The year, and where its line stands.
    pub year: Option<CoverText>,
    /// The pattern of the series, as a path of lines.
    pub pattern: String,
    /// What is this publication's own in it, likewise.
    pub accent: String,
}

/// Words on a cover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoverText {
    /// The size of the letters.
    pub size: u16,
    /// The lines.
    pub lines: Vec<CoverLine>,
}

/// A line of words on a cover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoverLine {
    /// Where it stands, from above.
    pub y: u16,
    /// The words.
    pub text: String,
}

/// The picture of a document's first page; decorative, since its title stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoverPicture {
    /// The pictures as WebP, each with how many times larger than shown it is.
    pub webp: String,
    /// The same as JPEG.
    pub jpeg: String,
    /// The smallest as JPEG, for who knows nothing else.
    pub src: Url,
    /// The width at which it is shown.
    pub width: u16,
    /// The height at which it is shown.
    pub height: u16,
}

/// An entry in a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The kind, for style sheets.
    pub kind: &'static str,
    /// Where it leads.
    pub url: Url,
    /// The title.
    pub title: String,
    /// What stands under the title.
    pub subtitle: Option<String>,
    /// A few words above the title: "Forskningsrapport 2025:2".
    pub label: Option<String>,
    /// One sentence.
    pub summary: Option<String>,
    /// Who made it or speaks.
    pub authors: Vec<Link>,
    /// When.
    pub day: Option<Day>,
    /// When, as a leaf of a calendar.
    pub block: Option<DateBlock>,
    /// How it stands; of an event, its life says that.
    pub status: Option<Status>,
    /// How an event stands, and how it will stand.
    pub life: Option<LifeView>,
    /// Short facts: "Sollentuna".
    pub facts: Vec<String>,
    /// Format and size of what can be fetched: "pdf, 1,4 MB".
    pub format: Option<String>,
    /// A cover, for publications.
    pub cover: Option<Cover>,
    /// The first letters of a person's names.
    pub initials: Option<String>,
    /// What a person is here.
    pub role: Option<String>,
    /// The language of the title, if not Swedish.
    pub lang: Option<String>,
}

/// Cards under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The heading's anchor.
    pub id: Option<String>,
    /// The heading.
    pub heading: Option<String>,
    /// Where there is more.
    pub url: Option<Url>,
    /// Whether it is of events to come, and those leave it whose time passes.
    pub coming: bool,
    /// The cards.
    pub cards: Vec<Arc<Card>>,
}

/// A fact of a fact box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is.
    pub name: &'static str,
    /// What it says, one or more.
    pub values: Vec<FactValue>,
    /// The states of an event in which it holds, with blanks between; `None` if it always holds.
    pub states: Option<String>,
}

/// What a fact says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FactValue {
    /// The words.
    pub text: String,
    /// Where they lead, as an `href`.
    pub url: Option<String>,
    /// The same for machines, if it is a date.
    pub iso: Option<String>,
    /// The language, if not Swedish.
    pub lang: Option<String>,
}

impl Fact {
    /// Makes a fact of what is known; `None` if nothing is, so that no empty label is shown.
    pub fn some(name: &'static str, values: Vec<FactValue>) -> Option<Self> {
        (!values.is_empty()).then_some(Self { name, values, states: None })
    }

    /// Makes a fact of words, if there are any.
    pub fn text(name: &'static str, text: Option<String>) -> Option<Self> {
        text.and_then(|text| Self::some(name, vec![FactValue { text, ..FactValue::default() }]))
    }
}

impl FactValue {
    /// Makes a value that leads somewhere.
    pub fn link(text: impl Into<String>, url: impl Into<String>) -> Self {
        Self { text: text.into(), url: Some(url.into()), ..Self::default() }
    }

    /// Makes a value of a date.
    pub fn day(day: Day) -> Self {
        Self { text: day.text, iso: Some(day.iso), ..Self::default() }
    }
}

/// A telephone number, for people and for telephones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Phone {
    /// As it is written.
    pub text: String,
    /// As it is called: `tel:+46…`.
    pub uri: String,
}

impl From<&crate::lang::numbers::phone::Phone> for Phone {
    fn from(phone: &crate::lang::numbers::phone::Phone) -> Self {
        Self { text: phone.display(), uri: phone.uri() }
    }
}

/// A document that can be fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct File {
    /// What it is called.
    pub text: String,
    /// Where it lies, as an `href`.
    pub url: String,
    /// Format, pages and size: "pdf, 48 sidor, 1,4 MB".
    pub meta: Option<String>,
    /// Whether everyone can read it: "Tillgänglighet: godkänd".
    pub state: Option<String>,
    /// `main` or `annex`.
    pub role: &'static str,
}

/// How to follow a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Subscribe {
    /// What it is that one follows: "Prenumerera på kalendern".
    pub title: &'static str,
    /// What opens the reader's calendar program.
    pub webcal: String,
    /// The address to copy, with its host.
    pub address: String,
    /// The file.
    pub file: Url,
}

impl Subscribe {
    /// Makes it of a calendar file and where the site stands.
    pub fn of(file: Url, base_url: &str) -> Self {
        let host = base_url.split_once("://").map_or(base_url, |(_, host)| host);
        let (webcal, address) = (format!("webcal://{host}{file}"), format!("{base_url}{file}"));
        Self { title: "Prenumerera på kalendern", webcal, address, file }
    }
}

/// A heading in a table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Toc {
    /// The anchor.
    pub id: String,
    /// The number, if it has one.
    pub number: Option<String>,
    /// The words.
    pub text: String,
    /// 2 or 3.
    pub level: u8,
}

/// Somebody named, with where they work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Who {
    /// The name.
    pub text: String,
    /// The person's page, if there is one.
    pub url: Option<Url>,
    /// Where a guest works.
    pub affiliation: Option<String>,
}
