//! Citations among words, as holes: only the report's literature knows what they say.

use std::ops::Range;

use super::Reader;
use crate::content::body::{Citation, Cited, Fragment};
use crate::content::citation::{Found, Item, first, unclosed};
use crate::diagnostic::Diagnostic;
use crate::lang::typography::typography;

impl Reader<'_> {
    /// Writes a run of text whose source begins at a byte, with holes for what it cites.
    pub(super) fn cite(&mut self, text: &str, start: usize) {
        let mut source = start;
        let mut done = 0;
        let mut from = 0;
        while let Some(found) = first(text, from) {
            from = found.at.end;
            let Some(begin) = self.written_at(&text[found.at.clone()], &mut source) else { continue };
            self.words(&typography(&text[done..found.at.start]));
            done = found.at.end;
            self.citation(text, found, begin);
        }
        if let Some(at) = unclosed(&text[done..]) {
            let written = &text[done + at..];
            let begin = self.written_at(written, &mut source).unwrap_or(start);
            let place = self.places.at(&(begin..begin + written.len()));
            let remark = Diagnostic::error("F832", place, "litteraturhänvisningen slutar inte på samma rad");
            self.remarks.push(remark.advise("skriv hela hänvisningen på en rad: `[@nyckel, s. 12]`"));
        }
        self.words(&typography(&text[done..]));
    }

    fn citation(&mut self, text: &str, Found { at, narrative, items }: Found, begin: usize) {
        let mut cited = |Item { before, key, at: place, after, year_only }: Item| {
            let from = begin + place.start - at.start;
            Cited { key, before, after, year_only, place: self.places.at(&(from..from + place.len())) }
        };
        let items = items.into_iter().map(&mut cited).collect();
        let written = text[at].to_owned();
        if !narrative {
            self.captures.drop_last(" ");
        }
        self.paragraph.gaps += u32::from(narrative);
        self.writer().hole(Fragment::Citation(Citation { narrative, items, written }));
    }

    /// Finds where in the source a text was written; `None` if the author took its meaning away with a backslash.
    fn written_at(&self, text: &str, source: &mut usize) -> Option<usize> {
        let rest: Range<usize> = *source..self.text.len();
        let at = *source + self.text.get(rest)?.find(text)?;
        *source = at + text.len();
        (!self.text[..at].ends_with('\\')).then_some(at)
    }
}
