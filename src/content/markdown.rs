//! Markdown becomes HTML with holes, in one pass over the parser's events.
//!
//! 1. `prepare`: directives and oversized tables are taken out, without moving a line.
//! 2. Each event is written at once; what must be known later (a heading's words, a note's number) is put in afterwards.
//! 3. At the end: the notes, and what was left open.
//!
//! Knows no other file: links, images and lists are holes. What comes out is safe whatever goes in: text is escaped,
//! addresses are of the kinds in `links`, HTML of the kinds in `raw_html`. Nothing here calls itself, so depth
//! costs no stack.

mod captures;
mod cite;
mod footnotes;
mod headings;
mod images;
mod inline;
mod links;
mod numbering;
mod places;
mod prepare;
mod raw_html;
mod regions;
mod table;
#[cfg(test)]
mod tests;
mod writer;

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use self::captures::Captures;
use self::footnotes::Footnotes;
use self::headings::Headings;
use self::images::{Held, OpenImage};
use self::inline::{OpenLink, Paragraph};
use self::numbering::Numbering;
use self::places::Places;
use self::raw_html::{Among, RawHtml, Source};
use self::regions::Regions;
use self::table::Tables;
use self::writer::Writer;
use crate::content::body::Body;
use crate::content::chapter;
use crate::content::highlight::Highlighter;
use crate::diagnostic::{Diagnosed, Diagnostic, Place};
use crate::source::path::SourcePath;

pub(in crate::content) use self::writer::escape;

/// How deep blocks and emphasis may lie in each other.
const DEEPEST: usize = 64;

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Reads the Markdown of a file, which begins at its line `first_line`.
///
/// The text has line ends of one character, composed letters and no byte order mark. The value is safe to show even
/// if there are errors.
pub fn body(path: &Arc<str>, text: &str, first_line: u32) -> Diagnosed<Body> {
    let prepared = prepare::prepared(text);
    // Links by reference that lead nowhere: the parser takes them for plain text and tells only this closure.
    let broken = RefCell::new(Vec::new());
    let note = |link: pulldown_cmark::BrokenLink<'_>| {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            broken.borrow_mut().push((link.span.start, link.span.end));
        }
        None
    };
    let mut reader = Reader::new(path, &prepared.text, first_line);
    let file = SourcePath::new(path);
    reader.numbering.chapter = chapter::place(&file).map(|it| it.number);
    reader.may_cite = chapter::report(&file).is_some();
    reader.regions.directives = prepared.directives;
    for line in &prepared.tables {
        reader.table_too_large(line);
    }
    let parser = Parser::new_with_broken_link_callback(&prepared.text, OPTIONS, Some(note));
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, &range);
    }
    let mut broken = broken.take();
    broken.sort_unstable();
    broken.dedup();
    for (start, end) in broken {
        reader.undefined_reference(&(start..end));
    }
    reader.finish()
}

/// What is known while the events go by.
struct Reader<'t> {
    text: &'t str,
    places: Places<'t>,
    remarks: Vec<Diagnostic>,
    /// The text, and upon it the footnotes that are being read.
    writers: Vec<Writer>,
    /// For each open block or emphasis, how many raw elements stood open when it began.
    frames: Vec<usize>,
    /// How deep we are in what lies too deep to be shown.
    skipped: usize,
    was_too_deep: bool,
    /// Text that has not been written yet, and where it stands: the parser hands it over in crumbs.
    pending: String,
    pending_range: Range<usize>,
    captures: Captures,
    headings: Headings,
    numbering: Numbering,
    /// Whether the text belongs to a report, where `[@key]` is a citation.
    may_cite: bool,
    footnotes: Footnotes,
    tables: Tables,
    regions: Regions<'t>,
    raw: RawHtml,
    html: Option<Source>,
    code: Option<(String, String)>,
    highlighter: Highlighter,
    /// The links being read: an address in angle brackets may stand in the text of another.
    links: Vec<OpenLink>,
    image: Option<OpenImage>,
    held: Option<Held>,
    paragraph: Paragraph,
    excerpt: String,
}

impl<'t> Reader<'t> {
    fn new(path: &Arc<str>, text: &'t str, first_line: u32) -> Self {
        Self {
            text,
            places: Places::new(Arc::clone(path), text, first_line),
            remarks: Vec::new(),
            writers: vec![Writer::with_capacity(text.len() + text.len() / 4)],
            frames: Vec::new(),
            skipped: 0,
            was_too_deep: false,
            pending: String::new(),
            pending_range: 0..0,
            captures: Captures::default(),
            headings: Headings::default(),
            numbering: Numbering::default(),
            may_cite: false,
            footnotes: Footnotes::default(),
            tables: Tables::default(),
            regions: Regions::default(),
            raw: RawHtml::default(),
            html: None,
            code: None,
            highlighter: Highlighter::default(),
            links: Vec::new(),
            image: None,
            held: None,
            paragraph: Paragraph::default(),
            excerpt: String::new(),
        }
    }

    /// Returns where to write: there is always the text itself.
    fn writer(&mut self) -> &mut Writer {
        if self.writers.is_empty() {
            self.writers.push(Writer::default());
        }
        let last = self.writers.len() - 1;
        &mut self.writers[last]
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        let event = match event {
            Event::Text(text) => return self.take_text(&text, range),
            other => other,
        };
        self.write_pending();
        if self.image.is_some() {
            return self.image_event(&event);
        }
        self.settle_image(matches!(event, Event::End(TagEnd::Paragraph)));
        self.meet(&event);
        let at_paragraph = std::mem::take(&mut self.paragraph.is_new);
        match event {
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                self.start_image(&dest_url, &title, at_paragraph, range);
            }
            Event::Start(_) if self.frames.len() >= DEEPEST => {
                let place = self.places.at(range);
                self.too_deep(place);
                self.skipped = 1;
            }
            Event::Start(tag) => {
                self.frames.push(self.frame_of(&tag));
                self.start(tag, range);
            }
            Event::End(end) => self.end(end),
            Event::Code(code) => self.inline_code(&code),
            Event::Html(html) => {
                if let Some(source) = &mut self.html {
                    source.add(&html, range.start);
                }
            }
            Event::InlineHtml(html) => {
                let mut source = Source::default();
                source.add(&html, range.start);
                self.raw_html(&source, Among::Words);
                self.captures.push(if html.starts_with("<br") { " " } else { "" });
            }
            Event::FootnoteReference(label) => {
                let place = self.places.at(range);
                self.footnote_reference(&label, place);
            }
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.block("<hr>\n"),
            Event::TaskListMarker(is_done) => self.writer().push(if is_done {
                "<input class=\"task\" type=\"checkbox\" disabled checked aria-label=\"Klart\"> "
            } else {
                "<input class=\"task\" type=\"checkbox\" disabled aria-label=\"Inte klart\"> "
            }),
            Event::Text(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// Says what should have stood before the block that begins, if one does.
    fn meet(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Table(_)) => self.remarks.extend(self.numbering.undescribed()),
            // It may be a long description.
            Event::Start(Tag::HtmlBlock) => self.lonely_caption(),
            Event::Start(_) | Event::Rule => {
                self.lonely_caption();
                self.remarks.extend(self.numbering.undescribed());
            }
            _ => {}
        }
    }

    /// Returns how many raw elements may stay open when a block or emphasis ends.
    fn frame_of(&self, tag: &Tag<'_>) -> usize {
        match tag {
            // A block of HTML may end a `details` that an earlier one began.
            Tag::HtmlBlock => self.frames.last().copied().unwrap_or_default(),
            _ => self.raw.open.len(),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, id, classes, attrs } => {
                let place = self.places.at(range);
                let id = id.as_deref();
                self.start_heading(level, id, !classes.is_empty() || !attrs.is_empty(), place);
            }
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Indented => String::new(),
                    CodeBlockKind::Fenced(info) => info.into_string(),
                };
                self.code = Some((info, String::new()));
            }
            Tag::HtmlBlock => {
                if !self.meets_directive(range.start) {
                    self.html = Some(Source::default());
                }
            }
            Tag::List(None) => self.block("<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(start)) => self.block(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.block("<li>"),
            Tag::FootnoteDefinition(label) => {
                let place = self.places.at(range);
                self.start_footnote(&label, place);
            }
            Tag::DefinitionList => self.block("<dl>\n"),
            Tag::DefinitionListTitle => self.block("<dt>"),
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_table_row(),
            Tag::TableCell => self.start_table_cell(),
            Tag::Emphasis => self.writer().push("<em>"),
            Tag::Strong => self.writer().push("<strong>"),
            Tag::Strikethrough => self.writer().push("<del>"),
            Tag::Link { link_type, dest_url, title, id: _ } => {
                self.start_link(link_type, &dest_url, &title, range);
            }
            Tag::Image { .. } | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        let kept = self.frames.pop().unwrap_or_default();
        if end == TagEnd::HtmlBlock {
            return self.end_html_block(kept);
        }
        self.close_elements(kept);
        match end {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(kind) => {
                self.block(if kind.is_some() { "</aside>\n" } else { "</blockquote>\n" });
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(false) => self.block("</ul>\n"),
            TagEnd::List(true) => self.block("</ol>\n"),
            TagEnd::Item => self.writer().push("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::DefinitionList => self.block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.writer().push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.writer().push("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.end_table_row(),
            TagEnd::TableCell => self.end_table_cell(),
            TagEnd::Emphasis => self.writer().push("</em>"),
            TagEnd::Strong => self.writer().push("</strong>"),
            TagEnd::Strikethrough => self.writer().push("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::HtmlBlock
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Writes a tag that begins a line.
    fn block(&mut self, html: &str) {
        let writer = self.writer();
        writer.line();
        writer.push(html);
    }

    fn end_html_block(&mut self, kept: usize) {
        let Some(source) = self.html.take() else { return self.directive() };
        // The frame of what surrounds us: its `details` may be ended here.
        self.frames.push(kept);
        self.writer().line();
        self.raw_html(&source, Among::Blocks);
        self.close_phrasing(kept);
        self.frames.pop();
    }

    fn end_code(&mut self) {
        let Some((info, code)) = self.code.take() else { return };
        let mut html = String::new();
        self.highlighter.write(&mut html, &info, &code);
        self.block(&html);
    }

    /// Says, once in a text, that something lies too deep to be shown.
    fn too_deep(&mut self, place: Place) {
        if !std::mem::replace(&mut self.was_too_deep, true) {
            let message = format!("texten är nästlad mer än {DEEPEST} nivåer djupt");
            let remark = Diagnostic::error("F301", place, message);
            self.remarks.push(remark.advise("ta bort några nivåer av listor, citat eller betoning"));
        }
    }

    fn finish(mut self) -> Diagnosed<Body> {
        self.write_pending();
        self.settle_image(false);
        self.lonely_caption();
        self.remarks.extend(self.numbering.undescribed());
        self.end_regions();
        self.close_elements(0);
        self.end_notes();
        let Self { remarks: diagnostics, mut writers, headings, numbering, excerpt, .. } = self;
        let Numbering { chapter, labels, .. } = numbering;
        let number = chapter.filter(|number| *number > 0);
        let fragments = writers.pop().unwrap_or_default().finish();
        Diagnosed { value: Body { fragments, headings: headings.all, labels, number, excerpt }, diagnostics }
    }
}
