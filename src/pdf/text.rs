//! What each page of a PDF says, and which pages are only a picture.
//!
//! Listens to the interpreter in the place of a screen: letters come one by one, each with its place. A letter on
//! another line begins a line, a gap begins a word, and what the file calls an artifact (running heads, page numbers)
//! is passed over. Words that a line's end has cut are put together again.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::Dict;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{BezPath, Rect};

use crate::source::pdf::Texts;

/// How many pages are read.
const PAGES: usize = 1000;

/// How much text is kept of one page, in bytes.
const PAGE: usize = 20_000;

/// How much text is kept of one file, in bytes.
const FILE: usize = 2_000_000;

/// How much of a page a picture without words must cover for the page to be a scan.
const MOST: f64 = 0.5;

/// How many letters a scan may have: a page number that was stamped on it.
const FEW: usize = 4;

/// Reads the text of the first pages.
pub(super) fn texts(pdf: &Pdf) -> Texts {
    let mut texts = Texts::default();
    let cache = InterpreterCache::new();
    let mut left = FILE;
    for (at, page) in pdf.pages().iter().take(PAGES).enumerate() {
        let (text, is_scan) = read(pdf, page, &cache, left.min(PAGE));
        left -= text.len();
        texts.pages.push(text);
        if is_scan {
            texts.scans.push(at + 1);
        }
    }
    texts
}

fn read<'a>(pdf: &'a Pdf, page: &'a Page<'a>, cache: &InterpreterCache<'a>, room: usize) -> (String, bool) {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let bounds = Rect::new(0.0, 0.0, width, height);
    let transform = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(transform, bounds, cache, pdf.xref(), InterpreterSettings::default());
    let mut writer = Writer { room, ..Writer::default() };
    interpret_page(page, &mut context, &mut writer);
    let is_scan = writer.letters <= FEW && writer.pictured >= MOST * width * height;
    (writer.finish(), is_scan)
}

/// Writes down what would be drawn.
#[derive(Default)]
struct Writer {
    text: String,
    room: usize,
    /// How many letters were seen, whether or not there was room for them.
    letters: usize,
    /// How large the pictures without words are together, in square points.
    pictured: f64,
    /// Where the letter before ended, its line, and how large it was.
    last: Option<(f64, f64, f64)>,
    /// The parts that the place lies in: whether each is passed over, and whether it is a figure with words of its own.
    inside: Vec<(bool, bool)>,
}

impl Writer {
    fn letter(&mut self, text: &str, (x, y): (f64, f64), size: f64, advance: f64) {
        if let Some((end, line, before)) = self.last {
            let size = size.max(before);
            if (y - line).abs() > size * 0.6 {
                self.push("\n");
            } else if x - end > size * 0.2 || end - x > size * 2.0 {
                self.push(" ");
            }
        }
        self.letters += text.chars().filter(|it| it.is_alphanumeric()).count();
        self.push(text);
        self.last = Some((x + advance, y, size));
    }

    fn push(&mut self, text: &str) {
        if self.text.len() + text.len() <= self.room {
            self.text += text;
        }
    }

    fn finish(self) -> String {
        join(&self.text)
    }
}

/// Tidies blanks and puts words together that the end of a line has cut: `föräld-`, `raskap`.
fn join(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        let line: Vec<&str> = line.split_whitespace().collect();
        let line = line.join(" ");
        let goes_on = line.starts_with(char::is_lowercase);
        let cut = joined.strip_suffix(['-', '\u{AD}', '\u{2010}']);
        match cut.filter(|rest| goes_on && rest.ends_with(char::is_alphabetic)) {
            Some(rest) => joined.truncate(rest.len()),
            None if !joined.is_empty() && !line.is_empty() => joined.push('\n'),
            None => {}
        }
        joined += &line;
    }
    joined.replace('\u{AD}', "")
}

impl<'a> Device<'a> for Writer {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        if self.inside.last().is_some_and(|(skipped, _)| *skipped) {
            return;
        }
        for glyph in run.glyphs() {
            let place = props.transform * glyph.transform();
            let [right, down, ..] = place.as_coeffs();
            let origin = place.translation();
            let unit = right.hypot(down);
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let advance = f64::from(advance.unwrap_or(500.0)) * unit;
            let at = (origin.x, origin.y);
            match glyph.as_unicode() {
                Some(BfString::Char(letter)) => {
                    self.letter(letter.encode_utf8(&mut [0; 4]), at, unit * 1000.0, advance);
                }
                Some(BfString::String(letters)) => self.letter(&letters, at, unit * 1000.0, advance),
                // A letter that nobody can name is text to the eye only.
                None => {}
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        if !self.inside.last().is_some_and(|(_, figure)| *figure) {
            // The transform is of one pixel.
            let pixels = f64::from(image.width()) * f64::from(image.height());
            self.pictured += props.transform.determinant().abs() * pixels;
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        let (skipped, figure) = self.inside.last().copied().unwrap_or_default();
        self.inside.push((skipped || tag == b"Artifact", figure || tag == b"Figure"));
    }

    fn end_marked_content(&mut self) {
        self.inside.pop();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_line_has_cut_are_joined() {
        assert_eq!(join("om föräld-\nraskap  i\nSverige"), "om föräldraskap i\nSverige");
        assert_eq!(join("åren 2020-\n2024"), "åren 2020-\n2024");
        assert_eq!(join("Anna-\nKarin"), "Anna-\nKarin");
        assert_eq!(join("soci\u{AD}al\u{AD}\ntjänst\n\n"), "socialtjänst");
    }
}
