//! Pages: texts that stand by themselves.

use std::cmp::Ordering;

use jiff::civil;

use super::collection::{Entry, Record, by_title};
use super::field::{Field, Fields, Reading};
use super::kind::Kind;
use super::names::{Name, Named};
use super::value;
use crate::content::front_matter::Node;
use crate::date::Date;
use crate::diagnostic::Place;

/// A page; its address is its place in `content/`.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its place in the main menu.
    pub menu: Option<u32>,
    /// What the menu calls it, if not its title.
    pub menu_title: Option<String>,
    /// When somebody must look whether it still holds, and where that is written.
    pub review_by: Option<(civil::Date, Place)>,
}

impl Named for Page {
    const KIND: Kind = Kind::Page;
}

impl Page {
    const MENU: Field<u32> = Field::optional("menu", value::number, "platsen i huvudmenyn");
    const MENU_TITLE: Field<String> =
        Field::optional("menu_title", value::text, "namnet i menyn, om det inte är titeln");
    const REVIEW_BY: Field<(civil::Date, Place)> =
        Field::optional("review_by", placed_day, "dagen då någon ska se över sidan");
}

impl Record for Page {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let menu = fields.get(&Self::MENU);
        let menu_title = fields.get(&Self::MENU_TITLE);
        let review_by = fields.get(&Self::REVIEW_BY);
        Some(Self { menu, menu_title, review_by })
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

fn placed_day(reading: &mut Reading<'_>, node: &Node) -> Option<(civil::Date, Place)> {
    value::day(reading, node).map(|day| (day, reading.place(node.span)))
}
