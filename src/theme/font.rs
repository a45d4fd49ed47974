//! How wide the letters of a font are, read out of its file.
//!
//! Sources: WOFF File Format 2.0 (W3C), chapters 4 and 5; OpenType 1.9, `head`, `hhea`, `hmtx`, `cmap`. Kerning is
//! passed over: a line is set a little shorter than it is measured, seldom longer.

use std::collections::BTreeMap;
use std::io::Read as _;

use read_fonts::tables::cmap::Cmap;
use read_fonts::{FontData, FontRead as _};

/// How large the tables of a font may be, unpacked, in bytes.
const MOST: u64 = 16 << 20;

/// The letters that are measured: those of the Latin alphabets, and the marks among them.
const LETTERS: std::ops::RangeInclusive<char> = ' '..='\u{2122}';

/// How wide a letter is that the font does not have: as wide as it is high.
const UNKNOWN: u32 = 1000;

/// The widths of a font's letters; of no font, each letter is as wide as it is high.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Widths(BTreeMap<char, u32>);

impl Widths {
    /// Reads a WOFF2 file; `None` if it is none, or damaged.
    pub fn read(file: &[u8]) -> Option<Self> {
        let tables = Tables::unpack(file)?;
        let em = u32::from(tables.number("head", 18)?);
        let long = usize::from(tables.number("hhea", 34)?);
        let advances = tables.advances(long)?;
        let last = *advances.last()?;
        let cmap = Cmap::read(FontData::new(tables.of("cmap")?)).ok()?;
        let width = |letter: char| {
            let glyph = usize::try_from(cmap.map_codepoint(letter)?.to_u32()).ok().filter(|it| *it > 0)?;
            let advance = advances.get(glyph).copied().unwrap_or(last);
            Some((letter, (u32::from(advance) * 1000).checked_div(em)?))
        };
        let widths: BTreeMap<_, _> = LETTERS.filter_map(width).collect();
        (!widths.is_empty()).then_some(Self(widths))
    }

    /// Measures a text on one line, in thousandths of the font's size.
    pub fn of(&self, text: &str) -> u32 {
        text.chars().map(|letter| self.letter(letter)).sum()
    }

    fn letter(&self, letter: char) -> u32 {
        let is_mark = ('\u{300}'..='\u{36f}').contains(&letter);
        let known = self.0.get(&letter).copied();
        known.unwrap_or(if is_mark || letter == '\u{ad}' { 0 } else { UNKNOWN })
    }
}

/// The tables of a font, unpacked.
struct Tables {
    bytes: Vec<u8>,
    /// Where each begins and ends, and whether it is written in the form that WOFF2 has for it.
    places: BTreeMap<&'static str, (usize, usize, bool)>,
}

impl Tables {
    fn unpack(file: &[u8]) -> Option<Self> {
        /// What the first tables of the list of known ones are called; the others are passed over.
        const KNOWN: [&str; 4] = ["cmap", "head", "hhea", "hmtx"];
        let mut rest = file.strip_prefix(b"wOF2")?;
        // Flavour and length; then how many tables, the length of the sum, and what is not asked for here.
        let head = take(&mut rest, 44)?;
        let count = u16::from_be_bytes([head[8], head[9]]);
        let mut places = BTreeMap::new();
        let mut at = 0_usize;
        for _ in 0..count {
            let [flags] = *take(&mut rest, 1)? else { return None };
            let (tag, version) = (flags & 63, flags >> 6);
            if tag == 63 {
                take(&mut rest, 4)?;
            }
            let plain = number(&mut rest)?;
            // Version 3 of the outlines' two tables is the plain one, and version 0 of all others.
            let is_changed = if matches!(tag, 10 | 11) { version != 3 } else { version != 0 };
            let length = if is_changed { number(&mut rest)? } else { plain };
            let end = at.checked_add(length)?;
            if let Some(name) = KNOWN.get(usize::from(tag)) {
                places.insert(*name, (at, end, is_changed));
            }
            at = end;
        }
        let mut bytes = Vec::new();
        brotli::Decompressor::new(rest, 4096).take(MOST).read_to_end(&mut bytes).ok()?;
        Some(Self { bytes, places })
    }

    fn of(&self, name: &str) -> Option<&[u8]> {
        let (start, end, _) = *self.places.get(name)?;
        self.bytes.get(start..end)
    }

    fn number(&self, name: &str, at: usize) -> Option<u16> {
        let bytes = self.of(name)?.get(at..at + 2)?;
        Some(u16::from_be_bytes([bytes[0], bytes[1]]))
    }

    /// Lists the widths of the first glyphs; all others are as wide as the last of them.
    fn advances(&self, long: usize) -> Option<Vec<u16>> {
        let (_, _, is_changed) = self.places.get("hmtx")?;
        // Side bearings stand between the widths, but for where they follow from the outlines: then flags stand first.
        let (first, step) = if *is_changed { (1, 2) } else { (0, 4) };
        (0..long).map(|glyph| self.number("hmtx", first + glyph * step)).collect()
    }
}

/// Takes bytes off the beginning.
fn take<'b>(rest: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, after) = rest.split_at_checked(count)?;
    *rest = after;
    Some(taken)
}

/// Reads a number of variable length (`UIntBase128`, section 4.1).
fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut value = 0_u32;
    for _ in 0..5 {
        let [byte] = *take(rest, 1)? else { return None };
        value = value.checked_mul(128)? | u32::from(byte & 127);
        if byte < 128 {
            return usize::try_from(value).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: &[u8] = include_bytes!("../../themes/nordvast/fonts/source-serif-4-latin-600-normal.woff2");

    #[test]
    fn widths_are_those_of_the_font() {
        let widths = Widths::read(FONT).unwrap();
        let text = "Ax åÖ– \u{a0}i";
        let seen: Vec<_> = text.chars().map(|it| widths.of(&it.to_string())).collect();
        // What fontTools says of the same file: `font["hmtx"][font.getBestCmap()[ord(letter)]][0]`.
        assert_eq!(seen, [712, 585, 228, 554, 742, 528, 228, 228, 336]);
        assert_eq!(widths.of("å"), widths.of("a\u{30a}"));
        assert_eq!(widths.of("漢"), 1000);
        assert_eq!(Widths::default().of("abc"), 3000);
    }

    #[test]
    fn damaged_files_are_none() {
        assert_eq!(Widths::read(b""), None);
        assert_eq!(Widths::read(b"wOFF"), None);
        for at in (0..FONT.len()).step_by(37) {
            assert_eq!(Widths::read(&FONT[..at]), None, "cut at {at}");
            let mut bent = FONT.to_vec();
            bent[at] ^= 0x55;
            let _ = Widths::read(&bent);
        }
    }
}
