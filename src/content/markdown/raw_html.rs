//! The few HTML elements that an author may write: read, checked and written anew, never passed on as they are.
//!
//! Whatever the input, nothing comes out that is not in the lists here.

mod tokens;

use std::collections::BTreeMap;
use std::ops::Range;

use self::tokens::{Attribute, Token, tokens};
use super::Reader;
use super::links::visible;
use super::writer::{Mark, Writer};
use crate::diagnostic::{Diagnostic, Place};

/// Elements that stand in running text.
const PHRASING: [&str; 16] = [
    "abbr", "bdi", "cite", "del", "dfn", "ins", "kbd", "mark", "q", "samp", "small", "span", "sub", "sup",
    "time", "var",
];

/// Elements without content.
const VOID: [&str; 2] = ["br", "wbr"];

/// Elements whose content is not text: it is passed over with them.
const OPAQUE: [&str; 9] =
    ["iframe", "math", "noscript", "object", "script", "select", "style", "svg", "textarea"];

/// Named characters that may stand in the text of an element.
const ENTITIES: [&str; 11] =
    ["amp;", "lt;", "gt;", "quot;", "apos;", "nbsp;", "shy;", "ndash;", "mdash;", "hellip;", "rarr;"];

/// The elements that stand open, and those that were refused.
#[derive(Default)]
pub(super) struct RawHtml {
    pub(super) open: Vec<Open>,
    /// How many of each name have been refused and not yet ended: their ends are no further mistakes.
    refused: BTreeMap<String, usize>,
}

pub(super) struct Open {
    name: String,
    place: Place,
    /// Where its content begins.
    content: Mark,
    /// Whether a `details` has its `summary`.
    has_summary: bool,
}

/// Raw HTML as the parser hands it over.
#[derive(Default)]
pub(super) struct Source {
    pub(super) text: String,
    /// Which byte of the file each piece begins at: a block in a quotation lacks the marks before its lines.
    pieces: Vec<(usize, usize)>,
}

impl Source {
    /// Adds a piece that begins at a byte of the file.
    pub(super) fn add(&mut self, piece: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(piece);
    }

    fn range(&self, range: &Range<usize>) -> Range<usize> {
        let next = self.pieces.partition_point(|(start, _)| *start <= range.start);
        let (start, at) = self.pieces[..next].last().copied().unwrap_or_default();
        at + range.start - start..at + range.end - start
    }
}

/// Whether HTML stands among blocks or in running text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    Blocks,
    Words,
}

impl Reader<'_> {
    /// Writes the part of the author's HTML that is allowed, and says what is not.
    pub(super) fn raw_html(&mut self, source: &Source, among: Among) {
        let mut opaque: Option<&str> = None;
        for (range, token) in tokens(&source.text) {
            if let Some(name) = opaque {
                if matches!(token, Token::End(end) if end.eq_ignore_ascii_case(name)) {
                    opaque = None;
                    self.raw.refused.remove(&name.to_ascii_lowercase());
                }
                continue;
            }
            match token {
                // Where a comment was, no empty line is left.
                Token::Text(text) if among == Among::Blocks && self.writer().is_at_line_start() => {
                    push_entities(self.writer(), text.trim_start_matches('\n'));
                }
                Token::Text(text) => push_entities(self.writer(), text),
                Token::Comment { is_closed: true } => {}
                Token::Comment { is_closed: false } => {
                    let place = self.places.at(&source.range(&range));
                    let remark = Diagnostic::error("F354", place, "kommentaren tar aldrig slut");
                    self.remarks.push(remark.advise("avsluta den med `-->`"));
                }
                Token::Start(name, attributes) => {
                    let place = self.places.at(&source.range(&range));
                    if !self.start_element(&name.to_ascii_lowercase(), &attributes, &place, among)
                        && OPAQUE.contains(&name.to_ascii_lowercase().as_str())
                        && among == Among::Blocks
                    {
                        opaque = Some(name);
                    }
                }
                Token::End(name) => {
                    let place = self.places.at(&source.range(&range));
                    self.end_element(&name.to_ascii_lowercase(), place);
                }
            }
        }
    }

    /// Closes the elements opened since there were `kept`, each with a remark.
    pub(super) fn close_elements(&mut self, kept: usize) {
        while self.raw.open.len() > kept {
            self.close_last();
        }
    }

    /// Closes what must not outlive its block of HTML: all but `details`.
    pub(super) fn close_phrasing(&mut self, kept: usize) {
        while self.raw.open.len() > kept && self.raw.open.last().is_some_and(|open| open.name != "details") {
            self.close_last();
        }
    }

    fn close_last(&mut self) {
        let Some(Open { name, place, content: _, has_summary: _ }) = self.raw.open.pop() else { return };
        self.writer().push(&format!("</{name}>"));
        let remark = Diagnostic::error("F352", place, format!("`<{name}>` avslutas aldrig"));
        self.remarks.push(remark.advise(format!("skriv `</{name}>` i samma stycke")));
    }

    /// Writes the start of an element if it is allowed here, and tells whether it was.
    fn start_element(
        &mut self,
        name: &str,
        attributes: &[Attribute<'_>],
        place: &Place,
        among: Among,
    ) -> bool {
        let is_void = VOID.contains(&name);
        let fault = if is_void || PHRASING.contains(&name) {
            None
        } else if name == "details" || name == "summary" {
            self.misplaced(name, among)
        } else {
            let message = format!("elementet `<{}>` får inte stå i texten", visible(name));
            Some(("F350", message, instead(name)))
        };
        let too_deep = self.raw.open.len() >= super::DEEPEST;
        if too_deep {
            self.too_deep(place.clone());
        }
        if let Some((code, message, advice)) = fault {
            self.remarks.push(Diagnostic::error(code, place.clone(), message).advise(advice));
        } else if !too_deep {
            let html = self.start_tag(name, attributes, place);
            self.writer().push(&html);
            if !is_void {
                let content = self.writer().mark();
                let open = Open { name: name.to_owned(), place: place.clone(), content, has_summary: false };
                self.raw.open.push(open);
            }
            return true;
        }
        if !is_void {
            *self.raw.refused.entry(name.to_owned()).or_default() += 1;
        }
        false
    }

    /// Says why `details` or `summary` cannot begin here, if it cannot.
    fn misplaced(&mut self, name: &str, among: Among) -> Option<(&'static str, String, &'static str)> {
        let message = format!("`<{name}>` står på fel plats");
        if among == Among::Words {
            return Some(("F353", message, "skriv taggen först på en egen rad, med en tom rad före"));
        }
        let Self { raw, writers, frames, .. } = self;
        let kept = frames.last().copied().unwrap_or_default();
        // Only what was opened in the same block counts, and only that has its mark in the same writer.
        let last = raw.open.get_mut(kept..).and_then(<[Open]>::last_mut);
        if name == "details" {
            let fits = last.is_none_or(|open| open.name == "details");
            return (!fits).then_some(("F353", message, "avsluta det element som står öppet först"));
        }
        let content = last.filter(|open| open.name == "details" && !open.has_summary);
        match (content, writers.last()) {
            (Some(open), Some(writer)) if writer.is_blank_since(open.content) => {
                open.has_summary = true;
                None
            }
            _ => Some(("F353", message, "skriv `<summary>` direkt efter `<details>`, och bara en gång")),
        }
    }

    /// Writes a start tag with those of its attributes that are allowed.
    fn start_tag(&mut self, name: &str, attributes: &[Attribute<'_>], place: &Place) -> String {
        let mut tag = Writer::default();
        tag.push("<");
        tag.push(name);
        let mut seen = Vec::new();
        for (key, value) in attributes {
            let key = key.to_ascii_lowercase();
            if !is_allowed(name, &key, value) || seen.contains(&key) {
                let message = format!("`{}` får inte stå så i `<{name}>`", visible(&key));
                let remark = Diagnostic::error("F351", place.clone(), message);
                self.remarks.push(remark.advise(advice_for(&key)));
                continue;
            }
            tag.push(" ");
            tag.push(&key);
            if key != "open" {
                tag.push("=\"");
                push_entities(&mut tag, value);
                tag.push("\"");
            }
            seen.push(key);
        }
        if name == "time" && !seen.iter().any(|key| key == "datetime") {
            let remark = Diagnostic::error("F351", place.clone(), "`<time>` saknar en läsbar `datetime`");
            self.remarks.push(remark.advise("skriv `<time datetime=\"2026-03-27\">`"));
        }
        tag.push(">");
        match tag.finish().pop() {
            Some(crate::content::body::Fragment::Html(html)) => html,
            _ => String::new(),
        }
    }

    /// Writes the end of the element that stands open, or says that it does not.
    fn end_element(&mut self, name: &str, place: Place) {
        let kept = self.frames.last().copied().unwrap_or_default();
        if self.raw.open.len() > kept && self.raw.open.last().is_some_and(|open| open.name == name) {
            if let Some(open) = self.raw.open.pop()
                && name == "details"
                && !open.has_summary
            {
                let remark = Diagnostic::error("F355", open.place, "`<details>` saknar rubrik");
                self.remarks
                    .push(remark.advise("skriv `<summary>Rubriken</summary>` direkt efter `<details>`"));
            }
            self.writer().push(&format!("</{name}>"));
            return;
        }
        if let Some(refused) = self.raw.refused.get_mut(name).filter(|refused| **refused > 0) {
            *refused -= 1;
            return;
        }
        let message = format!("`</{}>` avslutar inget som står öppet", visible(name));
        let remark = Diagnostic::error("F356", place, message);
        self.remarks.push(remark.advise("ta bort taggen, eller avsluta i omvänd ordning i samma stycke"));
    }
}

/// Tells whether an attribute with its value may stand on an element.
fn is_allowed(element: &str, key: &str, value: &str) -> bool {
    match key {
        "lang" => {
            let mut parts = value.split('-');
            let is_language = parts.next().is_some_and(|first| matches!(first.len(), 2 | 3));
            let fits = |part: &str| part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
            is_language && value.split('-').all(|part| !part.is_empty() && fits(part))
        }
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        "title" => !VOID.contains(&element),
        "open" => element == "details" && matches!(value, "" | "open"),
        "cite" => matches!(element, "q" | "ins" | "del") && is_web_address(value),
        "datetime" => element == "time" && is_moment(value),
        _ => false,
    }
}

fn is_web_address(value: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/:.-_~?=&#%+,;()@!*".contains(&byte);
    value
        .strip_prefix("https://")
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphanumeric()))
        && value.bytes().all(plain)
}

/// Tells whether a value looks like a day, a month, a year or a time of day.
fn is_moment(value: &str) -> bool {
    let shape: String =
        value.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    matches!(shape.as_str(), "0000" | "0000-00" | "0000-00-00" | "0000-00-00T00:00" | "00:00")
}

/// Says what to write in place of an element.
fn instead(element: &str) -> &'static str {
    match element {
        "a" => "skriv `[text](adress)`",
        "b" | "strong" => "skriv `**text**`",
        "i" | "em" | "u" => "skriv `*text*`",
        "s" | "strike" => "skriv `~~text~~`",
        "img" | "picture" | "figure" => "skriv `![vad bilden visar](bild.jpg)`",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "skriv `## Rubrik`",
        "ul" | "ol" | "li" => "skriv `- punkt` eller `1. punkt`",
        "table" | "thead" | "tbody" | "tr" | "th" | "td" => "skriv tabellen med `|` mellan kolumnerna",
        "p" | "div" | "section" | "article" | "center" | "font" => {
            "ta bort taggen; en tom rad skiljer stycken åt"
        }
        "aside" => "skriv `:::faktaruta{rubrik=\"…\"}`",
        "blockquote" => "skriv `> ` framför texten, eller `:::citat{källa=\"…\"}`",
        "iframe" | "video" | "object" | "embed" => "skriv `::film{titel=\"…\" url=\"https://…\"}`",
        "hr" => "skriv `---` på en egen rad",
        "code" | "tt" => "skriv koden mellan grava accenter: `` `kod` ``",
        "pre" => "skriv koden mellan rader med tre grava accenter",
        "dl" | "dt" | "dd" => "skriv ordet på en rad och `: förklaring` på nästa",
        _ => "ta bort taggen; ska den synas som text, skriv `\\<` i stället för `<`",
    }
}

/// Says what to write in place of an attribute.
fn advice_for(key: &str) -> &'static str {
    match key {
        "lang" => "skriv språkets kod: `lang=\"en\"`",
        "datetime" => "skriv dagen så här: `<time datetime=\"2026-03-27\">`",
        "style" | "class" => "ta bort det; utseendet bestäms av temat",
        _ => {
            "ta bort det; det som får stå är `lang`, `title`, `dir`, `cite`, `datetime` och `open`, där de hör hemma"
        }
    }
}

/// Writes text in which `&nbsp;` and its like already stand for characters.
fn push_entities(out: &mut Writer, text: &str) {
    let mut parts = text.split('&');
    out.text(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.strip_prefix('#').and_then(|rest| rest.split_once(';')).map(|(digits, _)| digits);
        // Four digits from 32 on: no control characters, no halves of characters.
        let is_number =
            digits.is_some_and(|digits| digits.parse().is_ok_and(|code: u32| (160..10_000).contains(&code)));
        out.push(if is_number || ENTITIES.iter().any(|name| part.starts_with(name)) { "&" } else { "&amp;" });
        out.text(part);
    }
}
