//! Links to a place within a text: a heading, a figure, or a session of an event's programme.

use super::Destination;
use crate::content::Bodies;
use crate::content::body::{Link, Target};
use crate::content::chapter;
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::nearest::nearest;
use crate::model::kind::Kind;
use crate::model::names::Names;
use crate::model::programme::{ANCHOR, Session};
use crate::model::{Site, Standing};
use crate::source::path::SourcePath;

/// A link to a place within a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    /// The text that should have it.
    text: SourcePath,
    id: String,
    place: Place,
}

impl Anchor {
    /// Finds which place a link leads to, if it names one.
    pub(super) fn of(
        names: &Names,
        text: &SourcePath,
        link: &Link,
        destination: &Destination<'_>,
    ) -> Option<Self> {
        let (id, text) = match (&link.target, destination) {
            (Target::Heading(id), _) => (id, text),
            (Target::Relative(_, Some(id)), Destination::Entry(name)) => (id, names.path(name)?),
            _ => return None,
        };
        Some(Self { text: text.clone(), id: id.clone(), place: link.place.clone() })
    }

    /// Says that there is no such place, if there is none.
    pub(super) fn missing(&self, site: &Site, bodies: &Bodies) -> Option<Diagnostic> {
        let Self { text, id: anchor, place } = self;
        let of_sessions = match site.files.texts.get(text) {
            Some(Standing::Shown(name)) if name.kind == Kind::Event => {
                let event = site.events.at(&name.slug)?;
                event.data.programme.iter().filter_map(Session::anchor).collect()
            }
            Some(Standing::Shown(_)) => Vec::new(),
            // Nobody knows the sessions of what is not shown.
            _ if anchor.starts_with(ANCHOR) => return None,
            _ => Vec::new(),
        };
        let body = bodies.get(text)?;
        let ids = || body.anchors().chain(of_sessions.iter().map(String::as_str));
        if ids().any(|id| id == anchor) {
            return None;
        }
        let what = if chapter::place(text).is_some() {
            "varken rubrik, figur eller tabell"
        } else if of_sessions.is_empty() {
            "ingen rubrik"
        } else {
            "varken rubrik eller programpunkt"
        };
        let message = format!("det finns {what} med ankaret `#{anchor}`");
        let remark = Diagnostic::error("F607", place.clone(), message);
        Some(match nearest(anchor, ids()) {
            Some(near) => remark.advise(format!("skriv: `#{near}` (menade du den?)")),
            None if ids().next().is_none() => {
                remark.advise("texten har inga rubriker: ta bort `#` och det som följer")
            }
            None => remark.advise(format!(
                "välj något av: {}",
                ids().map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", ")
            )),
        })
    }
}
