//! Headings: their levels, which may not skip, and their anchors, which must be their own.

use std::collections::BTreeMap;

use pulldown_cmark::HeadingLevel;

use super::Reader;
use super::writer::Mark;
use crate::content::body::Heading;
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::slug::heading_id;

/// What is known of the headings so far.
#[derive(Default)]
pub(super) struct Headings {
    /// The finished ones.
    pub(super) all: Vec<Heading>,
    /// The one being read.
    open: Option<Open>,
    anchors: Anchors,
    /// The level of the last heading; 0 before the first.
    last: u8,
}

struct Open {
    /// Where `<h2` begins, where its attributes go, and where its words begin.
    start: Mark,
    attributes: Mark,
    words: Mark,
    id: Option<String>,
    level: u8,
    place: Place,
}

impl Reader<'_> {
    /// Begins a heading; `attributes` tells whether there is more in its braces than `#id`.
    pub(super) fn start_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        attributes: bool,
        place: Place,
    ) {
        let level = self.checked_level(level as u8, &place);
        if attributes {
            let message = "inom klamrarna efter en rubrik kan bara rubrikens ankare stå";
            let remark = Diagnostic::error("F315", place.clone(), message);
            self.remarks.push(remark.advise("skriv `{#ankare}`, eller ta bort klamrarna"));
        }
        let id = id.and_then(|id| self.checked_id(id, &place));
        self.writer().line();
        let start = self.writer().mark();
        self.writer().push(TAGS[usize::from(level - 2)]);
        let attributes = self.writer().mark();
        self.writer().push(">");
        let words = self.writer().mark();
        self.headings.open = Some(Open { start, attributes, words, id, level, place });
        self.captures.begin();
    }

    /// Ends a heading: now its words are known, and so its anchor.
    pub(super) fn end_heading(&mut self) {
        let text = self.captures.end().trim().to_owned();
        let Some(Open { start, attributes, words, id, level, place }) = self.headings.open.take() else {
            return;
        };
        if text.is_empty() {
            self.writer().rewind(start);
            let remark = Diagnostic::error("F312", place, "rubriken är tom");
            self.remarks.push(remark.advise("skriv rubrikens ord, eller ta bort raden"));
            return;
        }
        let id = id.and_then(|id| self.claimed(id, &place));
        let id = id.unwrap_or_else(|| self.headings.anchors.invent(&heading_id(&text), &place));
        let number = self.numbering.heading(level);
        let writer = self.writer();
        if let Some(number) = &number {
            writer.insert(words, &format!("<span class=\"number\">{number}</span> "));
        }
        writer.insert(attributes, &format!(" id=\"{id}\""));
        writer.push(ENDS[usize::from(level - 2)]);
        self.headings.all.push(Heading { level, id, number, text });
    }

    /// Returns the level to write, from 2 to 6, after saying what is wrong with it.
    fn checked_level(&mut self, level: u8, place: &Place) -> u8 {
        let last = self.headings.last;
        let marks = |level: u8| "#".repeat(usize::from(level));
        let remark = if level == 1 {
            let message = "titeln är sidans enda huvudrubrik";
            Some(Diagnostic::error("F310", place.clone(), message).advise("börja rubriken med `##`"))
        } else if last == 0 && level > 2 {
            let message = format!("textens första rubrik börjar med `{}`", marks(level));
            Some(Diagnostic::error("F311", place.clone(), message).advise("börja med `##`"))
        } else if last > 0 && level > last + 1 {
            let message = format!("rubriken hoppar från `{}` till `{}`", marks(last), marks(level));
            let advice = format!("skriv `{}`", marks(last + 1));
            Some(Diagnostic::error("F311", place.clone(), message).advise(advice))
        } else {
            None
        };
        self.remarks.extend(remark);
        self.headings.last = level.max(2);
        self.headings.last
    }

    /// Takes an anchor that the author chose; `None` if it is taken already, which is said.
    pub(super) fn claimed(&mut self, id: String, place: &Place) -> Option<String> {
        let Some(earlier) = self.headings.anchors.claim(&id, place) else { return Some(id) };
        let message = format!("ankaret `{id}` finns redan i texten");
        let remark = Diagnostic::error("F314", place.clone(), message);
        let remark = remark.advise("välj ett annat namn efter `#`");
        self.remarks.push(remark.beside(earlier, "här används det först"));
        None
    }

    /// Checks an anchor that the author chose.
    pub(super) fn checked_id(&mut self, id: &str, place: &Place) -> Option<String> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !id.is_empty() && id.len() <= 120 && id.bytes().all(allowed) {
            return Some(id.to_owned());
        }
        let shown: String = id.chars().take(80).collect();
        let message = format!("ankaret `{shown}` kan inte stå i en adress");
        let remark = Diagnostic::error("F313", place.clone(), message);
        let instead = heading_id(&shown);
        self.remarks.push(if instead.is_empty() {
            remark.advise("skriv små bokstäver a–z, siffror och bindestreck")
        } else {
            remark.advise(format!("skriv `{{#{instead}}}`: små bokstäver a–z, siffror och bindestreck"))
        });
        None
    }
}

const TAGS: [&str; 5] = ["<h2", "<h3", "<h4", "<h5", "<h6"];
const ENDS: [&str; 5] = ["</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"];

/// The anchors taken so far, in this text alone, so that an anchor stays when other pages change.
#[derive(Default)]
struct Anchors {
    /// Each anchor, where it was taken, and the number that the next heading of that name tries first: twenty
    /// thousand equal headings look up twenty thousand numbers, not two hundred million.
    taken: BTreeMap<String, (Place, u32)>,
}

impl Anchors {
    /// Takes an anchor, or says where it was taken before.
    fn claim(&mut self, id: &str, place: &Place) -> Option<Place> {
        if let Some((earlier, _)) = self.taken.get(id) {
            return Some(earlier.clone());
        }
        self.taken.insert(id.to_owned(), (place.clone(), 2));
        None
    }

    /// Takes the anchor of a name, numbered if need be.
    fn invent(&mut self, name: &str, place: &Place) -> String {
        let name = if name.is_empty() { "avsnitt" } else { name };
        if self.claim(name, place).is_none() {
            return name.to_owned();
        }
        let mut number = self.taken.get(name).map_or(2, |(_, next)| *next);
        let id = loop {
            let id = format!("{name}-{number}");
            number += 1;
            if self.claim(&id, place).is_none() {
                break id;
            }
        };
        if let Some((_, next)) = self.taken.get_mut(name) {
            *next = number;
        }
        id
    }
}
