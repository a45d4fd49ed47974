//! Whether what has been published still stands as it stood: the register against the addresses.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;

use super::Plan;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::{dates, numbers};
use crate::model::announced::Announcement;
use crate::model::collection::{Entry, FileName};
use crate::model::event::Event;
use crate::model::links::beside;
use crate::model::publication::Publication;
use crate::model::publishing::Visibility;
use crate::model::register::{Register, Row};
use crate::source::REGISTER;
use crate::source::blob::Blob;
use crate::url::Url;

/// How many digits of a checksum are shown.
const SHOWN: usize = 12;

/// A publication's file as visitors find it.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its address.
    pub url: Url,
    /// What it contains.
    pub blob: Blob,
    /// Which edition the publication says it is.
    pub edition: Option<String>,
    /// Where the publication names it.
    pub place: Place,
}

impl Published {
    /// Tells whether the file is the one of a row. `digests` has the SHA-256 of what may have changed.
    pub fn is(&self, row: &Row, digests: &BTreeMap<u128, String>) -> bool {
        row.xxh3 == Some(self.blob.hash) || digests.get(&self.blob.hash) == Some(&row.sha256)
    }

    /// Tells whether the publication has said why its file is another than that of a row.
    pub fn is_explained(&self, row: &Row) -> bool {
        self.edition.is_some() && self.edition != row.edition
    }
}

impl Register {
    /// Finds the last row of each address.
    pub fn latest(&self) -> BTreeMap<&Url, &Row> {
        self.rows.iter().map(|row| (&row.path, row)).collect()
    }
}

impl Plan {
    /// Lists the PDFs of every publication that visitors see.
    pub fn published(&self) -> Vec<Published> {
        let site = &self.directory.site;
        let files = |entry: &Entry<Publication>| -> Vec<Published> {
            let Entry { head, data } = entry;
            let page = self.directory.url(&head.name);
            let file = |name: &FileName| {
                let path = beside(&head.path, &name.name).filter(|path| path.extension() == "pdf")?;
                let blob = site.files.blobs.get(&path)?.clone();
                let url = page?.file(path.name());
                Some(Published { url, blob, edition: data.edition.clone(), place: name.place.clone() })
            };
            data.attached().filter_map(file).collect()
        };
        let seen = site.publications.iter().filter(|it| site.visibility(&it.head) == Visibility::Published);
        seen.flat_map(files).collect()
    }

    /// Lists the events that calendars have been told nothing of, or something else, with the number of the change.
    pub fn unrecorded(&self) -> Vec<(&Entry<Event>, u32)> {
        let site = &self.directory.site;
        let announced = site.announced.clone().unwrap_or_default();
        let due = announced.unrecorded(site).into_iter();
        let number =
            |it: &Entry<Event>| announced.standing(&it.head.name.slug, &Announcement::of(&it.data)).0;
        due.map(|it| (it, number(it))).collect()
    }

    /// Says which published files have been changed in silence or have gone, and that some are not recorded yet.
    pub fn permanence(&self, register: &Register, digests: &BTreeMap<u128, String>) -> Vec<Diagnostic> {
        let today = self.directory.site.scope.today();
        let latest = register.latest();
        let mut remarks = Vec::new();
        let mut unrecorded = BTreeSet::new();
        for file in self.published() {
            match latest.get(&file.url) {
                Some(row) if file.is(row, digests) => {}
                Some(row) if !file.is_explained(row) => remarks.push(changed(&file, row, digests, today)),
                Some(_) | None => drop(unrecorded.insert(file.url)),
            }
        }
        let is_there = |url: &Url| {
            self.planned.contains(url.as_str())
                || self.redirects.rules.iter().any(|rule| rule.from == url.as_str())
        };
        remarks.extend(latest.values().filter(|row| !is_there(&row.path)).map(|row| gone(row)));
        remarks.extend(not_recorded(&unrecorded));
        remarks
    }
}

fn changed(file: &Published, row: &Row, digests: &BTreeMap<u128, String>, today: civil::Date) -> Diagnostic {
    let message = format!("pdf:en `{}` är publicerad, och har nu bytts ut utan att det syns", file.url);
    let as_of = |sum: &str, size, day| {
        let sum: String = sum.chars().take(SHOWN).collect();
        format!("kontrollsumma {sum}…, {}, {}", numbers::bytes(size), dates::date(Date::Day(day)))
    };
    let now = digests.get(&file.blob.hash).map_or("", String::as_str);
    Diagnostic::error("F781", file.place.clone(), message)
        .advise(format!("den publicerade: {}", as_of(&row.sha256, row.size, row.date)))
        .advise(format!("den som ligger här nu: {}", as_of(now, file.blob.size, today)))
        .advise("är det en ny upplaga, skriv vad som är ändrat: `edition: andra upplagan, rättad tabell 3`")
        .advise("annars: lägg tillbaka den publicerade filen, eller ge den nya ett annat namn")
}

fn gone(row: &Row) -> Diagnostic {
    let message = format!(
        "pdf:en `{}` publicerades {} men finns inte längre",
        row.path,
        dates::date(Date::Day(row.date))
    );
    Diagnostic::warning("F782", row.place.clone(), message)
        .advise("lägg tillbaka filen; om den har flyttat, skriv den gamla adressen under `aliases` i dess text")
        .advise("att ta bort den för gott är gallring: gör det bara med stöd av ett beslut, och ta då bort raden här")
}

fn not_recorded(urls: &BTreeSet<Url>) -> Option<Diagnostic> {
    let first = urls.first()?;
    let message = match urls.len() {
        1 => format!("pdf:en `{first}` är inte bokförd"),
        more => format!("{} pdf:er är inte bokförda, bland dem `{first}`", numbers::integer(more as u64)),
    };
    let remark = Diagnostic::note("F783", Place::file(REGISTER), message);
    Some(remark.advise("kör `fou record` när webbplatsen är publicerad"))
}
