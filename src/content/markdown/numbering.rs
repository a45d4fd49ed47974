//! The numbers of a chapter: its sections, figures and tables. Other texts have none.

use super::Reader;
use crate::content::body::Label;
use crate::diagnostic::{Diagnostic, Place};

/// What has been numbered so far.
#[derive(Default)]
pub(super) struct Numbering {
    /// The chapter's number; 0 for one that has none itself, nothing for a text that is no chapter.
    pub(super) chapter: Option<u16>,
    /// The last section, and the last one within it.
    sections: (u16, u16),
    figures: u16,
    tables: u16,
    /// The figure or table numbered last: "figur 2.1".
    last: Option<String>,
    /// The figure just read, if only a long description can still say what it shows.
    pub(super) undescribed: Option<Place>,
    /// What can be referred to besides headings.
    pub(super) labels: Vec<Label>,
}

impl Numbering {
    /// Numbers a heading: `2.1`, `2.1.1`. Deeper ones, and those before the first chapter, have no number.
    pub(super) fn heading(&mut self, level: u8) -> Option<String> {
        let chapter = self.chapter.filter(|chapter| *chapter > 0)?;
        let (upper, lower) = self.sections;
        match level {
            2 => {
                self.sections = (upper + 1, 0);
                Some(format!("{chapter}.{}", upper + 1))
            }
            3 => {
                self.sections = (upper, lower + 1);
                Some(format!("{chapter}.{upper}.{}", lower + 1))
            }
            _ => None,
        }
    }

    /// Numbers a figure: "Figur 2.1".
    pub(super) fn figure(&mut self) -> Option<String> {
        let chapter = self.chapter?;
        self.figures += 1;
        Some(self.numbered("figur", chapter, self.figures))
    }

    /// Numbers a table: "Tabell 2.1".
    pub(super) fn table(&mut self) -> Option<String> {
        let chapter = self.chapter?;
        self.tables += 1;
        Some(self.numbered("tabell", chapter, self.tables))
    }

    fn numbered(&mut self, word: &str, chapter: u16, number: u16) -> String {
        let words = if chapter == 0 {
            format!("{word}\u{a0}{number}")
        } else {
            format!("{word}\u{a0}{chapter}.{number}")
        };
        self.last = Some(words.clone());
        capital(&words)
    }

    /// Says what is wrong with the last figure, if nothing says what it shows.
    pub(super) fn undescribed(&mut self) -> Option<Diagnostic> {
        let place = self.undescribed.take()?;
        let remark =
            Diagnostic::warning("F826", place, "figuren har en bildtext, men ingenting säger vad den visar");
        let remark = remark.advise("skriv det kort i stället för bindestrecket: `![Tre rutor med pilar](…)`");
        Some(remark.advise("eller beskriv den utförligt i en ruta `:::beskrivning` direkt efter"))
    }

    /// Says what a long description describes: the figure or table before it.
    pub(super) fn described(&self) -> String {
        match &self.last {
            Some(words) => format!("Beskrivning av {words}"),
            None => "Beskrivning av bilden".to_owned(),
        }
    }
}

impl Reader<'_> {
    /// Takes the anchor that an author gave a figure or table; `None` if it cannot be used, which is said.
    pub(super) fn label(&mut self, id: &str, number: Option<&str>, place: &Place) -> Option<String> {
        let id = self.checked_id(id, place).and_then(|id| self.claimed(id, place))?;
        let words = number.map(str::to_lowercase);
        self.numbering.labels.push(Label { id: id.clone(), words });
        Some(id)
    }
}

/// Begins a text with a capital letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
