//! A span of time that may be open at its end: `2025`, `2026–2028`, `2022–`.

use super::field::Reading;
use super::value::plain;
use crate::content::front_matter::Node;
use crate::date::Date;

/// From when, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// When it begins.
    pub first: Date,
    /// When it ends.
    pub end: End,
}

/// How a period ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With its first date: the period is that year, month or day.
    Same,
    /// With a later date.
    At(Date),
    /// Nobody knows yet.
    Open,
}

/// Reads a period.
pub(super) fn period(reading: &mut Reading<'_>, node: &Node) -> Option<Period> {
    let written = plain(reading, node)?;
    let (first, last) = match written.split_once('–') {
        Some((first, last)) => (first.trim(), Some(last.trim())),
        None => match written
            .split_once('-')
            .filter(|(year, rest)| year.len() == 4 && (rest.is_empty() || rest.len() == 4))
        {
            Some((first, last)) => (first, Some(last)),
            None => (written.as_str(), None),
        },
    };
    let advice = "skriv `2025`, `2026–2028` eller `2022–`";
    let mut date = |text: &str| match Date::parse(text) {
        Ok(date) => Some(date),
        Err(why) => reading.wrong("F513", node.span, why, advice),
    };
    let first = date(first)?;
    let end = match last {
        None => End::Same,
        Some("") => End::Open,
        Some(last) => End::At(date(last)?),
    };
    if let End::At(last) = end
        && last.last_day() < first.first_day()
    {
        return reading.wrong("F513", node.span, "perioden slutar innan den börjar".to_owned(), advice);
    }
    Some(Period { first, end })
}
