//! Where each entry stands: one function from a name to an address.

use crate::date::Date;
use crate::model::Site;
use crate::model::kind::Kind;
use crate::model::names::Name;
use crate::url::Url;

/// What stands for the year where none is known.
pub const UNDATED: &str = "odaterat";

/// Returns the address of an entry; `None` if it is not published.
pub fn of(site: &Site, name: &Name) -> Option<Url> {
    let slug = &*name.slug;
    Some(match name.kind {
        Kind::Page | Kind::Series => path(slug),
        Kind::Publication => {
            let date = site.publications.at(slug)?.data.date;
            section(Kind::Publication).page(&year(date)).page(slug)
        }
        Kind::Chapter => {
            let publication = site.publication_of(&site.chapters.at(slug)?.head)?;
            of(site, &publication.head.name)?.page(slug.rsplit('/').next()?)
        }
        Kind::Event => {
            section(Kind::Event).page(&year(Some(site.events.at(slug)?.data.announced()))).page(slug)
        }
        Kind::News => section(Kind::News).page(&year(Some(site.news.at(slug)?.data.date))).page(slug),
        Kind::Person
        | Kind::Newsletter
        | Kind::Assignment
        | Kind::Network
        | Kind::Service
        | Kind::Topic
        | Kind::Municipality
        | Kind::Term => section(name.kind).page(slug),
    })
}

/// Returns the address of a kind's listing; the front page for kinds that have none.
pub fn section(kind: Kind) -> Url {
    path(kind.folder().unwrap_or_default())
}

/// Returns the address of a page by its path: `om/styrning`.
pub fn path(path: &str) -> Url {
    path.split('/').filter(|part| !part.is_empty()).fold(Url::root(), |url, part| url.page(part))
}

/// Writes the part of an address that stands for a year.
pub fn year(date: Option<Date>) -> String {
    date.map_or(UNDATED.to_owned(), |date| date.year().to_string())
}
