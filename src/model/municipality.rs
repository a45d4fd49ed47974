//! The municipalities that own the centre.

use std::cmp::Ordering;

use super::collection::{Entry, Record, by_title};
use super::field::{Field, Fields};
use super::kind::Kind;
use super::names::{Name, Named};
use super::value;
use crate::date::Date;

/// A municipality; the title of the entry is its short name.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// Its full name.
    pub official_name: Option<String>,
    /// Its own site.
    pub web: Option<String>,
}

impl Named for Municipality {
    const KIND: Kind = Kind::Municipality;
}

impl Municipality {
    const OFFICIAL_NAME: Field<String> =
        Field::optional("official_name", value::text, "kommunens fullständiga namn");
    const WEB: Field<String> = Field::optional("web", value::web, "kommunens webbplats");
}

impl Record for Municipality {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let official_name = fields.get(&Self::OFFICIAL_NAME);
        let web = fields.get(&Self::WEB);
        Some(Self { official_name, web })
    }

    fn date(&self) -> Option<Date> {
        None
    }

    fn relations(&self) -> Vec<Name> {
        Vec::new()
    }

    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        by_title(left, right)
    }
}
