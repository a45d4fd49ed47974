//! Newsletters: an issue and its parts.

mod item;
mod remarks;

use std::cmp::Ordering;

use jiff::civil;

use super::collection::{Entry, FileName, Record, by_title};
use super::event::Event;
use super::field::{Field, Fields};
use super::kind::Kind;
use super::names::{Name, Named};
use super::publishing::Scope;
use super::{Site, value};
use crate::date::{Date, Moment};
use crate::diagnostic::Place;

pub use item::{About, Item, Picture, Piece};
pub use remarks::blocks;
pub(super) use remarks::check;

/// An issue of the newsletter.
#[derive(Clone, Debug)]
pub struct Newsletter {
    /// The year it belongs to.
    pub year: i16,
    /// Its number within the year.
    pub number: u32,
    /// When it was sent.
    pub date: Option<Date>,
    /// The subject of the mail, if it is not the title.
    pub subject: Option<String>,
    /// The line that mail programs show after the subject.
    pub preheader: Option<String>,
    /// What it brings, in order.
    pub items: Vec<Item>,
    /// Where the subject was written, or the title that stands for it.
    subject_place: Place,
    /// Where the line after the subject was written, or would be.
    preheader_place: Place,
}

impl Named for Newsletter {
    const KIND: Kind = Kind::Newsletter;
}

impl Newsletter {
    const YEAR: Field<i16> = Field::required("year", value::year, "året");
    const NUMBER: Field<u32> = Field::required("number", value::number, "numret under året");
    const DATE: Field<Date> = Field::optional("date", value::date, "när det skickades");
    const SUBJECT: Field<String> =
        Field::optional("subject", value::text, "ämnesraden i mejlet, om den inte är rubriken");
    const PREHEADER: Field<String> =
        Field::optional("preheader", value::text, "raden som visas efter ämnet i inkorgen");
    const ITEMS: Field<Vec<Item>> = Field::optional("items", item::items, "innehållet, i ordning");

    /// Tells whether it is made as a letter, too: if it brings anything, and the site says how letters are sent.
    pub fn is_mailed(&self, site: &Site) -> bool {
        site.config.mailing.is_some() && !self.items.is_empty()
    }

    /// Tells whether the day on which it was to be sent has passed.
    pub fn is_sent(&self, scope: Scope) -> bool {
        self.date.is_some_and(|date| date.last_day() < scope.today())
    }

    /// Returns the day from which it looks ahead: that on which it is sent, or the year's first if nobody has said which.
    pub fn day(&self) -> civil::Date {
        self.date.unwrap_or(Date::Year(self.year)).first_day()
    }

    /// Lists the events that lie ahead of it, until a day, in the order of time.
    pub fn coming<'s>(&self, site: &'s Site, until: civil::Date) -> impl Iterator<Item = &'s Entry<Event>> {
        let from = Moment::Date(Date::Day(self.day())).first_instant();
        site.events.iter().filter(move |it| {
            let (start, date) = (it.data.start, it.data.start.date());
            date.month().is_some() && start.first_instant() >= from && date.first_day() <= until
        })
    }

    /// Lists the addresses inside the site that its items link to, without anchors, with where each was written.
    pub fn addresses(&self) -> impl Iterator<Item = (&str, &Place)> {
        let links = self.pieces().filter_map(|piece| piece.link.as_ref());
        let inside = links.filter(|(link, _)| link.starts_with('/'));
        inside.map(|(link, place)| (link.split('#').next().unwrap_or(link), place))
    }

    /// Goes through what its items are about.
    pub fn about(&self) -> impl Iterator<Item = &About> {
        self.pieces().map(|piece| &piece.about)
    }

    fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.items.iter().filter_map(|item| match item {
            Item::Piece(piece) => Some(&**piece),
            Item::Section(_) | Item::Coming { .. } => None,
        })
    }
}

impl Record for Newsletter {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let year = fields.get(&Self::YEAR);
        let number = fields.get(&Self::NUMBER);
        let date = fields.get(&Self::DATE);
        let subject = fields.get(&Self::SUBJECT);
        let preheader = fields.get(&Self::PREHEADER);
        let items = fields.get(&Self::ITEMS);
        let place = |key: &str| fields.reading.place(fields.span(key));
        let subject_place = place(if subject.is_some() { Self::SUBJECT.key } else { "title" });
        let preheader_place = place(if preheader.is_some() { Self::PREHEADER.key } else { "title" });
        Some(Self {
            year: year?,
            number: number?,
            date,
            subject,
            preheader,
            items: items.unwrap_or_default(),
            subject_place,
            preheader_place,
        })
    }

    fn date(&self) -> Option<Date> {
        Some(self.date.unwrap_or(Date::Year(self.year)))
    }

    fn relations(&self) -> Vec<Name> {
        self.pieces().filter_map(|piece| piece.about.name().cloned()).collect()
    }

    fn files(&self) -> Vec<&FileName> {
        self.pieces().filter_map(|piece| Some(&piece.image.as_ref()?.file)).collect()
    }

    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        let place = |entry: &Entry<Self>| (entry.data.year, entry.data.number);
        place(right).cmp(&place(left)).then_with(|| by_title(left, right))
    }
}
