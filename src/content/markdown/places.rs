//! Where in the file a byte of the text stands.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Place;

/// Finds places, remembering the last one: the next is mostly a little further on, so a line of five million
/// characters with a link in every tenth is still counted only once.
pub(super) struct Places<'t> {
    path: Arc<str>,
    text: &'t str,
    offset: usize,
    line: u32,
    column: u32,
}

impl<'t> Places<'t> {
    /// Begins at a text whose first line is `first_line` of the file.
    pub(super) fn new(path: Arc<str>, text: &'t str, first_line: u32) -> Self {
        Self { path, text, offset: 0, line: first_line, column: 1 }
    }

    /// Returns the place of a range of bytes; only its first line is marked.
    pub(super) fn at(&mut self, range: &Range<usize>) -> Place {
        self.go(self.text.floor_char_boundary(range.start));
        let end = self.text.floor_char_boundary(range.end).max(self.offset);
        let marked = self.text[self.offset..end].split('\n').next().unwrap_or_default();
        Place::at(Arc::clone(&self.path), self.line, self.column, count(marked.trim_end()))
    }

    /// Moves to a character.
    fn go(&mut self, target: usize) {
        if target >= self.offset {
            let passed = &self.text[self.offset..target];
            match passed.rfind('\n') {
                Some(last) => {
                    self.line += count_lines(passed);
                    self.column = 1 + count(&passed[last + 1..]);
                }
                None => self.column += count(passed),
            }
        } else {
            let passed = &self.text[target..self.offset];
            if passed.contains('\n') {
                self.line -= count_lines(passed);
                let start = self.text[..target].rfind('\n').map_or(0, |at| at + 1);
                self.column = 1 + count(&self.text[start..target]);
            } else {
                self.column -= count(passed);
            }
        }
        self.offset = target;
    }
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

fn count_lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_forwards_and_backwards() {
        let mut places = Places::new("a.md".into(), "åäö här\n\nandra raden", 5);
        let mut at = |range: Range<usize>| {
            let place = places.at(&range);
            (place.line, place.column, place.length)
        };
        assert_eq!(at(7..11), (5, 5, 3));
        assert_eq!(at(13..18), (7, 1, 5));
        assert_eq!(at(19..500), (7, 7, 5));
        assert_eq!(at(14..15), (7, 2, 1));
        assert_eq!(at(2..30), (5, 2, 6));
    }
}
