//! Legal deposit: what is to be delivered to the National Library, and what has been.
//!
//! Source: lag (2012:492) om pliktexemplar av elektroniskt material; delivered within three months of publication.

use jiff::{ToSpan, civil};

use super::Site;
use super::collection::Entry;
use super::field::{Field, Reading, map};
use super::file::{Role, Source};
use super::publication::Publication;
use super::publishing::Visibility;
use super::value;
use crate::content::front_matter::Node;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::dates;

/// What is said of a publication's delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deposit {
    /// The feed is to deliver it.
    Wanted,
    /// It need not be delivered.
    Exempt,
    /// It was delivered by hand on a day.
    Delivered(civil::Date),
}

/// Reads `true` for the feed, `false` for what need not be delivered, `delivered 2026-05-08` or only the day for what
/// has been.
pub(super) fn deposit(reading: &mut Reading<'_>, node: &Node) -> Option<(Deposit, Place)> {
    let place = reading.place(node.span);
    said(reading, node).map(|deposit| (deposit, place))
}

fn said(reading: &mut Reading<'_>, node: &Node) -> Option<Deposit> {
    let written = value::plain(reading, node)?;
    let lower = written.to_lowercase();
    match lower.as_str() {
        "true" | "ja" => return Some(Deposit::Wanted),
        "false" | "nej" => return Some(Deposit::Exempt),
        _ => {}
    }
    let words = ["delivered", "levererad", "levererat"];
    let day = words.iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower).trim();
    if let Ok(Date::Day(day)) = Date::parse(day) {
        return Some(Deposit::Delivered(day));
    }
    let message = format!("`{written}` säger inte hur det står till med pliktleveransen");
    let advice = "skriv `delivered 2026-05-08` med dagen den levererades, `true` om flödet ska leverera den, `false` om \
                  den inte omfattas";
    reading.wrong("F762", node.span, message, advice)
}

/// Reads the site's own facts: `{publisher: http://id.kb.se/organisations/SE…}`.
pub(super) fn publisher(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    const PUBLISHER: Field<String> =
        Field::required("publisher", organisation, "organisationens adress hos Kungliga biblioteket");
    map(reading, node, "skriv `deposit: {publisher: …}`", |fields| fields.get(&PUBLISHER))
}

fn organisation(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = value::plain(reading, node)?;
    let number = written.strip_prefix("http://id.kb.se/organisations/SE");
    let sound = number.is_some_and(|number| {
        let (digits, suffix) =
            number.split_once('-').map_or((number, None), |(it, suffix)| (it, Some(suffix)));
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit()) && suffix.is_none_or(is_word)
    });
    if sound {
        return Some(written);
    }
    let message = format!("`{written}` är ingen organisation hos Kungliga biblioteket");
    let advice =
        "skriv adressen som biblioteket har gett: `http://id.kb.se/organisations/SE` och tio siffror";
    reading.wrong("F763", node.span, message, advice)
}

/// Says which publications the feed cannot deliver, and which are late.
pub(super) fn remarks(site: &Site) -> Vec<Diagnostic> {
    let published = site.publications.iter().filter(|it| site.visibility(&it.head) == Visibility::Published);
    published.filter_map(|entry| undeliverable(entry).or_else(|| late(site, entry))).collect()
}

/// Warns of what is to be delivered by the feed and has no file or no day.
fn undeliverable(entry: &Entry<Publication>) -> Option<Diagnostic> {
    let (_, place) = entry.data.deposit.clone().filter(|(deposit, _)| *deposit == Deposit::Wanted)?;
    let (what, advice) = if entry.data.date.and_then(|date| date.day()).is_none() {
        ("en dag i `date`", "skriv hela datumet, till exempel `date: 2026-05-08`")
    } else if !has_file(&entry.data, Some("pdf")) {
        ("en pdf", "lägg pdf:en bredvid texten och skriv den i `files`")
    } else {
        return None;
    };
    let message = format!("publikationen kan inte pliktlevereras genom flödet: den saknar {what}");
    Some(Diagnostic::warning("F764", place, message).advise(advice))
}

/// Tells of what came out more than three months ago and has not been delivered.
fn late(site: &Site, entry: &Entry<Publication>) -> Option<Diagnostic> {
    let Entry { head, data } = entry;
    let day = data.date?.day().filter(|_| has_file(data, None))?;
    let is_seen_to = match data.deposit {
        Some((Deposit::Wanted, _)) => site.config.deposit_publisher.is_some(),
        Some((Deposit::Exempt | Deposit::Delivered(_), _)) => true,
        None => false,
    };
    let last = day.saturating_add(3.months());
    if is_seen_to || site.scope.today() <= last {
        return None;
    }
    let place = Place::file(head.path.shared().clone());
    let message = format!("publikationen skulle ha pliktlevererats senast {}", dates::date(Date::Day(last)));
    Some(
        Diagnostic::note("F765", place, message)
            .advise(format!(
                "leverera filen till Kungliga biblioteket, och skriv sedan `deposit: delivered {}`",
                site.scope.today()
            ))
            .advise("skriv `deposit: false` om publikationen inte omfattas av lagen om e-plikt"),
    )
}

/// Tells whether the publication itself lies beside the text, as a file that ends so.
fn has_file(publication: &Publication, extension: Option<&str>) -> bool {
    publication.files.iter().filter(|it| it.role == Role::Main).any(|it| match &it.source {
        Source::File(file) => {
            extension.is_none_or(|end| file.name.to_lowercase().ends_with(&format!(".{end}")))
        }
        Source::Web(_) => false,
    })
}
