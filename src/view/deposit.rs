//! What is delivered to the National Library through a feed: publications that ask for it, each with its file and day.

use jiff::civil;

use super::context::Context;
use super::record::{self, File, Record};
use crate::date::Moment;
use crate::model::deposit::Deposit as Wish;
use crate::url::Url;

/// The feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// What the feed is called.
    pub title: String,
    /// The site, with its host.
    pub link: String,
    /// What it is about.
    pub description: String,
    /// Names who delivers, as the library does.
    pub publisher: String,
    /// What is delivered; the newest first.
    pub items: Vec<Item>,
}

/// A publication that is delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The address of the file itself, which also names it for ever.
    pub link: String,
    /// The title.
    pub title: String,
    /// When it came out (RFC 822): its day at nine o'clock in Sweden.
    pub published: String,
    /// The media type of the file.
    pub media_type: &'static str,
    /// Who wrote it, the surname first.
    pub creators: Vec<String>,
    /// What it says in short.
    pub description: Option<String>,
    /// ISBN and URN:NBN of the file, as URIs.
    pub identifiers: Vec<String>,
    /// The licence, if it has an address.
    pub license: Option<String>,
    /// Files that belong to it.
    pub annexes: Vec<File>,
}

/// Returns the address of the feed.
pub fn url() -> Url {
    Url::root().file("eplikt.xml")
}

/// Shows the feed; `publisher` names who delivers.
pub fn deposit(context: &Context, publisher: &str) -> Deposit {
    let config = &context.site.config;
    let wished = context
        .site
        .publications
        .iter()
        .filter(|entry| entry.data.deposit.as_ref().is_some_and(|(wish, _)| *wish == Wish::Wanted));
    let items = wished.filter_map(|entry| {
        let url = context.url(&entry.head.name)?;
        item(record::record(context, entry, url))
    });
    Deposit {
        title: format!("Pliktleverans från {}", config.organisation.name),
        link: config.absolute(&Url::root()),
        description: format!("Publikationer från {} för Kungliga biblioteket", config.organisation.name),
        publisher: publisher.to_owned(),
        items: items.collect(),
    }
}

fn item(record: Record) -> Option<Item> {
    let day = record.date?.day()?;
    let title = record.full_title();
    let isbn =
        record.isbn.iter().find(|(format, _)| format == "pdf").map(|(_, isbn)| format!("urn:isbn:{isbn}"));
    let license = record.license_url();
    let file = record.pdf?;
    Some(Item {
        link: file.url,
        title,
        published: at_nine(day)?,
        media_type: file.media_type,
        creators: record.authors.iter().map(record::Author::inverted).collect(),
        description: record.summary,
        identifiers: isbn.into_iter().chain(record.urn).collect(),
        license,
        annexes: record.annexes,
    })
}

/// Writes nine o'clock of a day in Sweden, as RFC 822 does.
fn at_nine(day: civil::Date) -> Option<String> {
    let Ok(Moment::Local(time)) = Moment::parse(&format!("{day} 09:00")) else { return None };
    let zone = time.offset().to_time_zone();
    Some(time.instant().to_zoned(zone).strftime("%a, %d %b %Y %H:%M:%S %z").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(day: civil::Date, expected: &str) {
        assert_eq!(at_nine(day).as_deref(), Some(expected));
    }

    #[test]
    fn days_are_nine_o_clock_in_sweden_with_a_signed_zone() {
        check(civil::date(2026, 5, 8), "Fri, 08 May 2026 09:00:00 +0200");
        check(civil::date(2026, 1, 2), "Fri, 02 Jan 2026 09:00:00 +0100");
        check(civil::date(2026, 3, 29), "Sun, 29 Mar 2026 09:00:00 +0200");
    }
}
