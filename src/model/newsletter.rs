//! Newsletters: an issue and its parts.

use std::cmp::Ordering;

use super::collection::{Entry, Record, by_title};
use super::event::Event;
use super::field::{Field, Fields, Reading, list, map};
use super::kind::Kind;
use super::names::{Name, Named, Ref};
use super::news::News;
use super::publication::Publication;
use super::value;
use crate::content::front_matter::Node;
use crate::date::Date;

/// An issue of the newsletter.
#[derive(Clone, Debug)]
pub struct Newsletter {
    /// The year it belongs to.
    pub year: i16,
    /// Its number within the year.
    pub number: u32,
    /// When it was sent.
    pub date: Option<Date>,
    /// The line that mail programs show after the subject.
    pub preheader: Option<String>,
    /// What it brings, in order.
    pub items: Vec<Item>,
}

/// One thing that an issue brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// An entry of the site.
    Entry(Name),
    /// Words written for the issue.
    Text {
        /// The heading.
        heading: String,
        /// The text.
        text: Option<String>,
        /// Where to read more.
        link: Option<String>,
    },
}

impl Named for Newsletter {
    const KIND: Kind = Kind::Newsletter;
}

impl Newsletter {
    const YEAR: Field<i16> = Field::required("year", value::year, "året");
    const NUMBER: Field<u32> = Field::required("number", value::number, "numret under året");
    const DATE: Field<Date> = Field::optional("date", value::date, "när det skickades");
    const PREHEADER: Field<String> =
        Field::optional("preheader", value::text, "raden som visas efter ämnet i inkorgen");
    const ITEMS: Field<Vec<Item>> = Field::optional("items", items, "innehållet, i ordning");
}

impl Record for Newsletter {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let year = fields.get(&Self::YEAR);
        let number = fields.get(&Self::NUMBER);
        let date = fields.get(&Self::DATE);
        let preheader = fields.get(&Self::PREHEADER);
        let items = fields.get(&Self::ITEMS);
        Some(Self { year: year?, number: number?, date, preheader, items: items.unwrap_or_default() })
    }

    fn date(&self) -> Option<Date> {
        Some(self.date.unwrap_or(Date::Year(self.year)))
    }

    fn relations(&self) -> Vec<Name> {
        let name = |item: &Item| match item {
            Item::Entry(name) => Some(name.clone()),
            Item::Text { .. } => None,
        };
        self.items.iter().filter_map(name).collect()
    }

    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        let place = |entry: &Entry<Self>| (entry.data.year, entry.data.number);
        place(right).cmp(&place(left)).then_with(|| by_title(left, right))
    }
}

fn items(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Item>> {
    list(reading, node, item)
}

fn item(reading: &mut Reading<'_>, node: &Node) -> Option<Item> {
    const PUBLICATION: Field<Ref<Publication>> =
        Field::optional("publication", value::reference, "en publikation");
    const EVENT: Field<Ref<Event>> = Field::optional("event", value::reference, "ett evenemang");
    const NEWS: Field<Ref<News>> = Field::optional("news", value::reference, "en nyhet");
    const HEADING: Field<String> = Field::optional("heading", value::text, "rubriken till en egen text");
    const TEXT: Field<String> = Field::optional("text", value::text, "texten");
    const LINK: Field<String> = Field::optional("link", value::web, "var man kan läsa mer");
    map(reading, node, "skriv `- publication: …`, eller `- {heading: …, text: …}`", |fields| {
        let publication = fields.get(&PUBLICATION).map(|it| it.name());
        let event = fields.get(&EVENT).map(|it| it.name());
        let news = fields.get(&NEWS).map(|it| it.name());
        let heading = fields.get(&HEADING);
        let text = fields.get(&TEXT);
        let link = fields.get(&LINK);
        let entry = publication.or(event).or(news);
        match (entry, heading) {
            (Some(name), None) => Some(Item::Entry(name)),
            (None, Some(heading)) => Some(Item::Text { heading, text, link }),
            (None, None) if ["publication", "event", "news"].iter().any(|key| fields.has(key)) => None,
            (Some(_), Some(_)) => {
                let span = fields.span(HEADING.key);
                let message = "punkten visar något som redan har en rubrik".to_owned();
                fields.reading.wrong("F514", span, message, "ta bort `heading`, eller gör två punkter")
            }
            _ => {
                let message = "punkten har varken något att visa eller en rubrik".to_owned();
                let span = fields.span("");
                fields.reading.wrong(
                    "F514",
                    span,
                    message,
                    "skriv `publication: …`, `event: …`, `news: …` eller `heading: …`",
                )
            }
        }
    })
}
