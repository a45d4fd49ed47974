//! Running text: words, code, links, paragraphs.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, LinkType};

use super::Reader;
use super::links::{self, Destination, Fault};
use super::writer::Mark;
use crate::content::body::{Fragment, Link, Reference, Target};
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::typography::typography;

/// The longest excerpt, in characters.
const LONGEST_EXCERPT: usize = 300;

/// A link whose text is being read.
pub(super) struct OpenLink {
    place: Place,
    /// Where it leads, if that may give it its words, and where these stand.
    target: Option<(Target, Mark)>,
    /// Whether it leads anywhere; if not, only its text is written.
    is_written: bool,
    /// Whether its text is its address, in which no quotation mark is made beautiful.
    is_address: bool,
}

/// The paragraph being read.
#[derive(Default)]
pub(super) struct Paragraph {
    /// Whether it has only just begun.
    pub(super) is_new: bool,
    /// Whether it turned out to be an image and nothing more.
    pub(super) is_figure: bool,
    /// Whether its words are the excerpt.
    is_excerpt: bool,
    /// How many of its words are numbers that are not known yet.
    pub(super) gaps: u32,
}

impl Reader<'_> {
    /// Takes over a crumb of text.
    pub(super) fn take_text(&mut self, text: &str, range: &Range<usize>) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            return;
        }
        if self.image.is_none() {
            if self.pending.is_empty() && self.takes_anchor(text) {
                return;
            }
            self.settle_image(false);
            self.paragraph.is_new = false;
        }
        if self.pending.is_empty() {
            self.pending_range.start = range.start;
        }
        self.pending_range.end = range.end;
        self.pending.push_str(text);
    }

    /// Writes the text that has been taken over.
    pub(super) fn write_pending(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.pending);
        let Range { start, end } = self.pending_range;
        let source = self.text.get(start..end).unwrap_or_default();
        if source.contains("[^") {
            self.undefined_footnotes(start, source);
        }
        if source.starts_with("::") {
            self.misplaced_directive(start, source);
        }
        if self.links.last().is_some_and(|link| link.is_address) {
            self.words(&text);
        } else if self.may_cite && source.contains('@') && self.image.is_none() && self.links.is_empty() {
            self.cite(&text, start);
        } else {
            self.words(&typography(&text));
        }
        self.pending = text;
        self.pending.clear();
    }

    pub(super) fn words(&mut self, text: &str) {
        self.captures.push(text);
        if self.image.is_none() {
            self.writer().text(text);
        }
    }

    pub(super) fn inline_code(&mut self, code: &str) {
        self.captures.push(code);
        let writer = self.writer();
        writer.push("<code>");
        writer.text(code);
        writer.push("</code>");
    }

    pub(super) fn line_break(&mut self, html: &str) {
        self.captures.push(" ");
        self.writer().push(html);
    }

    pub(super) fn start_paragraph(&mut self) {
        self.paragraph.is_new = true;
        let writer = self.writer();
        writer.line();
        writer.push("<p>");
        let is_outermost = self.frames.len() == 1 && self.raw.open.is_empty() && !self.regions.has_open_box();
        if is_outermost && self.excerpt.is_empty() {
            self.paragraph.is_excerpt = true;
            self.captures.begin();
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        let is_figure = std::mem::take(&mut self.paragraph.is_figure);
        if !is_figure {
            self.writer().push("</p>\n");
        }
        let gaps = std::mem::take(&mut self.paragraph.gaps);
        if std::mem::take(&mut self.paragraph.is_excerpt) {
            let words = self.captures.end();
            if !is_figure && gaps == 0 {
                self.excerpt = shortened(&words);
            }
        }
    }

    pub(super) fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, title) = match kind {
            None => return self.block("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", "Obs!"),
            Some(BlockQuoteKind::Tip) => ("tip", "Tips"),
            Some(BlockQuoteKind::Important) => ("important", "Viktigt"),
            Some(BlockQuoteKind::Warning) => ("warning", "Varning"),
            Some(BlockQuoteKind::Caution) => ("caution", "Var försiktig"),
        };
        self.block(&format!(
            "<aside class=\"alert alert--{class}\" role=\"note\">\n<p class=\"alert__title\">{title}</p>\n"
        ));
    }

    pub(super) fn start_link(&mut self, kind: LinkType, address: &str, title: &str, range: &Range<usize>) {
        let place = self.places.at(range);
        let email = (kind == LinkType::Email).then(|| format!("mailto:{address}"));
        let destination = if self.links.is_empty() {
            links::destination(email.as_deref().unwrap_or(address))
        } else {
            let message = "en länk kan inte stå inne i en annan".to_owned();
            Err(Fault { code: "F329", message, advice: "skriv den inre länkens text utan `<` och `>`" })
        };
        let is_written = destination.is_ok();
        let mut target = None;
        match destination {
            Ok(Destination::Inside(inside)) => {
                target = self.numbering.chapter.is_some().then(|| inside.clone());
                let link = Link { target: inside, place: place.clone() };
                self.writer().push("<a href=\"");
                self.writer().hole(Fragment::Link(link));
            }
            Ok(Destination::Outside(address)) => self.outside_link(&address),
            Ok(Destination::Unencrypted(address)) => {
                let secure = address.replacen("http:", "https:", 1);
                let message = "länken är inte krypterad: den börjar med `http:`";
                let remark = Diagnostic::warning("F321", place.clone(), message);
                self.remarks.push(remark.advise(format!("skriv `{secure}`, om den adressen fungerar")));
                self.outside_link(&address);
            }
            Err(Fault { code, message, advice }) => {
                self.remarks.push(Diagnostic::error(code, place.clone(), message).advise(advice));
            }
        }
        if is_written {
            let writer = self.writer();
            writer.push("\"");
            if !title.trim().is_empty() {
                writer.push(" title=\"");
                writer.text(&typography(title));
                writer.push("\"");
            }
            writer.push(">");
        }
        let is_address = matches!(kind, LinkType::Autolink | LinkType::Email);
        let target = target.map(|target| (target, self.writer().mark()));
        self.links.push(OpenLink { place, target, is_written, is_address });
        self.captures.begin();
    }

    fn outside_link(&mut self, address: &str) {
        let writer = self.writer();
        writer.push("<a href=\"");
        writer.text(address);
    }

    pub(super) fn end_link(&mut self) {
        let words = self.captures.end();
        let Some(OpenLink { place, target, is_written, is_address: _ }) = self.links.pop() else { return };
        if !is_written {
            return;
        }
        let words = words.trim();
        if let Some((target, mark)) = target.filter(|_| names_by_number(words)) {
            self.paragraph.gaps += u32::from(words.is_empty());
            let writer = self.writer();
            writer.rewind(mark);
            writer.hole(Fragment::Reference(Reference {
                link: Link { target, place },
                words: words.to_owned(),
            }));
            writer.push("</a>");
            return;
        }
        self.writer().push("</a>");
        if words.is_empty() {
            let remark = Diagnostic::error("F326", place, "länken har ingen text");
            self.remarks.push(remark.advise("skriv vart den leder: `[Rapporten om tillit](…)`"));
        } else if links::is_vague(words) {
            let message = format!("länktexten `{words}` säger inte vart länken går");
            let remark = Diagnostic::warning("F328", place, message);
            self.remarks.push(remark.advise("skriv det som länken leder till: `[Rapporten om tillit](…)`"));
        }
    }

    /// Says that a link names an address that is nowhere given.
    pub(super) fn undefined_reference(&mut self, range: &Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or_default();
        let shown: String = source.chars().take(80).collect();
        let place = self.places.at(range);
        let remark = Diagnostic::error("F327", place, format!("länken `{shown}` har ingen adress"));
        self.remarks.push(
            remark.advise("skriv `[text](adress)`, eller ge adressen på en egen rad: `[namn]: adress`"),
        );
    }
}

/// Tells whether the words of a link in a chapter stand for the number of what it leads to.
fn names_by_number(words: &str) -> bool {
    words.is_empty() || ["figur", "tabell", "avsnitt", "kapitel"].contains(&words.to_lowercase().as_str())
}

/// Shortens a text to whole words.
fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.chars().nth(LONGEST_EXCERPT).is_none() {
        return text.to_owned();
    }
    // One character is left for the dots.
    let end = text.char_indices().nth(LONGEST_EXCERPT - 1).map_or(text.len(), |(at, _)| at);
    let words = match text[..end].rfind(char::is_whitespace) {
        Some(space) => &text[..space],
        None => &text[..end],
    };
    format!("{}…", words.trim_end_matches(|letter: char| letter.is_whitespace() || ",;:–-.".contains(letter)))
}
