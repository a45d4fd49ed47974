//! Images, as holes: alone in a paragraph they stand free of it and may have a caption.

use std::ops::Range;

use pulldown_cmark::Event;

use super::{Reader, links};
use crate::content::body::{Fragment, Image};
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::typography::typography;

/// What an author writes as the alternative of an image that only decorates.
const DECORATIVE: &str = "-";

/// An image whose alternative is being read.
pub(super) struct OpenImage {
    file: Option<String>,
    caption: Option<String>,
    place: Place,
    /// Whether it begins its paragraph.
    is_first: bool,
    /// How deep we are in emphasis and links within the alternative.
    depth: usize,
}

/// An image that has been read, while it is unknown whether its paragraph has more.
pub(super) struct Held {
    image: Image,
    is_first: bool,
    /// The anchor in braces after it.
    id: Option<String>,
    is_decorative: bool,
}

impl Reader<'_> {
    pub(super) fn start_image(&mut self, address: &str, title: &str, is_first: bool, range: &Range<usize>) {
        let place = self.places.at(range);
        let file = links::image(address);
        if file.is_none() {
            let message = format!("bilden `{}` är ingen fil bredvid texten", links::visible(address));
            let remark = Diagnostic::error("F331", place.clone(), message);
            self.remarks
                .push(remark.advise("lägg bilden i textens mapp och skriv dess namn: `![…](bild.jpg)`"));
        }
        let caption = typography(title.trim()).into_owned();
        let caption = Some(caption).filter(|caption| !caption.is_empty());
        self.image = Some(OpenImage { file, caption, place, is_first, depth: 0 });
        self.captures.begin();
    }

    /// Reads on in an image's alternative, which is plain words.
    pub(super) fn image_event(&mut self, event: &Event<'_>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Start(_) => image.depth += 1,
            Event::End(_) if image.depth > 0 => image.depth -= 1,
            Event::End(_) => self.end_image(),
            Event::Code(code) => self.captures.push(code),
            Event::SoftBreak | Event::HardBreak => self.captures.push(" "),
            _ => {}
        }
    }

    fn end_image(&mut self) {
        let words = self.captures.end();
        let Some(OpenImage { file, caption, place, is_first, depth: _ }) = self.image.take() else { return };
        let mut alternative = words.trim().to_owned();
        let is_decorative = alternative == DECORATIVE;
        if is_decorative {
            self.captures.drop_last(&words);
            alternative.clear();
        } else if alternative.is_empty() {
            let remark = Diagnostic::error("F330", place.clone(), "bilden saknar textalternativ");
            let remark = remark.advise("skriv vad den visar: `![Två personer vid ett bord](bild.jpg)`");
            self.remarks
                .push(remark.advise("är den bara till prydnad, skriv ett bindestreck: `![-](bild.jpg)`"));
        }
        if let Some(file) = file {
            let image = Image { file, alternative, caption, id: None, number: None, place };
            self.held = Some(Held { image, is_first, id: None, is_decorative });
        }
    }

    /// Takes `{#id}` right after an image that begins its paragraph, and says whether it was that.
    pub(super) fn takes_anchor(&mut self, text: &str) -> bool {
        let Some(held) = self.held.as_mut().filter(|it| it.is_first && it.id.is_none()) else { return false };
        let id = text.strip_prefix("{#").and_then(|rest| rest.trim_end().strip_suffix('}'));
        held.id = id.filter(|id| !id.contains([' ', '}'])).map(str::to_owned);
        held.id.is_some()
    }

    /// Writes the image that was read last, now that it is known whether its paragraph ends with it.
    pub(super) fn settle_image(&mut self, is_paragraphs_end: bool) {
        let Some(Held { mut image, is_first, id, is_decorative }) = self.held.take() else { return };
        if is_first && is_paragraphs_end {
            self.paragraph.is_figure = self.writer().take_back("<p>");
            image.number = image.caption.as_ref().and_then(|_| self.numbering.figure());
        } else if image.caption.take().is_some() {
            let message = "en bild inne i ett stycke kan inte ha en bildtext";
            let remark = Diagnostic::error("F332", image.place.clone(), message);
            self.remarks.push(remark.advise("ställ bilden på en egen rad, med en tom rad före och efter"));
        }
        if is_decorative && image.number.is_some() {
            self.numbering.undescribed = Some(image.place.clone());
        }
        if let Some(id) = id {
            if image.caption.is_none() {
                let message = "bilden har ett ankare men ingen bildtext";
                let remark = Diagnostic::error("F823", image.place.clone(), message);
                let example = format!(
                    "skriv bildtexten inom citattecken: `![…]({} \"Bildtext\"){{#{id}}}`",
                    image.file
                );
                self.remarks.push(remark.advise(example));
            } else {
                image.id = self.label(&id, image.number.as_deref(), &image.place);
            }
        }
        self.writer().hole(Fragment::Image(image));
        if self.paragraph.is_figure {
            self.writer().push("\n");
        }
    }
}
