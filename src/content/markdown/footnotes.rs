//! Footnotes, gathered as end notes in the order in which they are first referred to.
//!
//! Their anchors hold an underscore, which no heading's anchor does.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Reader;
use super::writer::Writer;
use crate::diagnostic::{Diagnostic, Place};

/// What is known of the notes so far.
#[derive(Default)]
pub(super) struct Footnotes {
    /// The notes by label, in lower case.
    notes: BTreeMap<String, Note>,
    /// Labels in order of first reference.
    order: Vec<String>,
    /// The labels being defined; the innermost last.
    open: Vec<(String, Place)>,
}

#[derive(Default)]
struct Note {
    /// From 1; 0 if nothing refers to it yet.
    number: usize,
    references: usize,
    definition: Option<(Writer, Place)>,
}

impl Reader<'_> {
    /// Writes a reference to a note.
    pub(super) fn footnote_reference(&mut self, label: &str, place: Place) {
        if !self.links.is_empty() || !self.footnotes.open.is_empty() {
            let inside = if self.links.is_empty() { "fotnot" } else { "länk" };
            let message = format!("en fotnot kan inte stå inne i en {inside}");
            let remark = Diagnostic::error("F343", place, message);
            self.remarks.push(remark.advise(format!("flytta `[^{label}]` till efter {inside}en")));
            return;
        }
        let Footnotes { notes, order, .. } = &mut self.footnotes;
        let key = label.to_lowercase();
        let note = notes.entry(key.clone()).or_default();
        if note.number == 0 {
            order.push(key);
            note.number = order.len();
        }
        note.references += 1;
        let (number, letter) = (note.number, letters(note.references));
        let letter = if note.references == 1 { "" } else { letter.as_str() };
        let html = format!(
            "<sup class=\"footnote-ref\"><a href=\"#not_{number}\" id=\"hanvisning_{number}{letter}\" \
             role=\"doc-noteref\" aria-label=\"Not {number}\">{number}</a></sup>"
        );
        self.writer().push(&html);
    }

    /// Begins a note's text, which is set aside until the end.
    pub(super) fn start_footnote(&mut self, label: &str, place: Place) {
        self.footnotes.open.push((label.to_owned(), place));
        self.writers.push(Writer::default());
    }

    /// Ends a note's text.
    pub(super) fn end_footnote(&mut self) {
        let Some((label, place)) = self.footnotes.open.pop() else { return };
        let writer = self.writers.pop().unwrap_or_default();
        let note = self.footnotes.notes.entry(label.to_lowercase()).or_default();
        match &note.definition {
            None => note.definition = Some((writer, place)),
            Some((_, earlier)) => {
                let message = format!("fotnoten `[^{label}]` finns två gånger");
                let remark = Diagnostic::error("F342", place, message).advise("ge den ena ett annat namn");
                self.remarks.push(remark.beside(earlier.clone(), "här finns den först"));
            }
        }
    }

    /// Says of `[^x]` in running text that there is no such note; the parser takes it for plain text.
    pub(super) fn undefined_footnotes(&mut self, start: usize, source: &str) {
        let mut from = 0;
        while let Some(found) = source[from..].find("[^") {
            let at = from + found;
            from = at + 2;
            let is_escaped = source[..at].ends_with('\\');
            let label = source[from..].split([']', '[', '\n']).next().unwrap_or_default();
            let is_closed = source[from + label.len()..].starts_with(']');
            if is_escaped || !is_closed || label.is_empty() || label.contains(' ') || label.len() > 80 {
                continue;
            }
            let place = self.places.at(&(start + at..start + from + label.len() + 1));
            let remark = Diagnostic::error("F340", place, format!("det finns ingen fotnot `[^{label}]`"));
            let advice = format!("skriv noten på en egen rad: `[^{label}]: …`, eller ta bort hänvisningen");
            self.remarks.push(remark.advise(advice));
            from += label.len();
        }
    }

    /// Writes all notes, and says which nobody refers to.
    pub(super) fn end_notes(&mut self) {
        let Footnotes { mut notes, order, open: _ } = std::mem::take(&mut self.footnotes);
        let used: Vec<_> = order.iter().filter_map(|label| notes.remove(label)).collect();
        for (label, note) in notes {
            let Some((_, place)) = note.definition else { continue };
            let message = format!("ingen hänvisar till fotnoten `[^{label}]`, så den visas inte");
            let remark = Diagnostic::warning("F341", place, message);
            self.remarks.push(remark.advise(format!("skriv `[^{label}]` i texten, eller ta bort noten")));
        }
        if used.is_empty() {
            return;
        }
        let out = self.writer();
        out.line();
        out.push("<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"noter_rubrik\">\n");
        out.push("<h2 class=\"footnotes__title\" id=\"noter_rubrik\">Noter</h2>\n<ol>\n");
        for Note { number, references, definition } in used {
            out.push(&format!("<li id=\"not_{number}\">\n"));
            let mut text = definition.map(|(writer, _)| writer).unwrap_or_default();
            let in_paragraph = text.take_back("</p>\n");
            out.append(text);
            out.push(if in_paragraph { " " } else { "<p>" });
            out.push(&back_links(number, references));
            out.push("</p>\n</li>\n");
        }
        out.push("</ol>\n</section>\n");
    }
}

/// Writes the links back to where a note was referred to: one arrow, or `a b c`.
fn back_links(number: usize, references: usize) -> String {
    let mut html = String::new();
    for reference in 1..=references {
        let letter = letters(reference);
        let anchor = if reference == 1 { "" } else { letter.as_str() };
        let word = if references == 1 { "" } else { letter.as_str() };
        let space = if reference == 1 { "" } else { " " };
        // The selector after the arrow asks for a letter, not a picture.
        let _ = write!(
            html,
            "{space}<a class=\"footnotes__back\" href=\"#hanvisning_{number}{anchor}\" role=\"doc-backlink\" \
             aria-label=\"Tillbaka till hänvisning {number}{word}\">↩\u{fe0e}{word}</a>"
        );
    }
    html
}

/// Counts in letters: a, b … z, aa, ab …
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(b"abcdefghijklmnopqrstuvwxyz"[number % 26]);
        number /= 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}
