//! Directives in their places: boxes around Markdown, and holes for what only the whole site can show.

use std::ops::Range;

use super::Reader;
use super::prepare::{Line, MOST_CELLS};
use super::table::Caption;
use crate::content::body::Fragment;
use crate::content::directive::{Container, Directive, directive};
use crate::diagnostic::{Diagnosed, Diagnostic, Place};
use crate::lang::numbers;
use crate::lang::typography::typography;

/// The directives of a text.
#[derive(Default)]
pub(super) struct Regions<'t> {
    /// All, in order.
    pub(super) directives: Vec<Line<'t>>,
    /// The first that has not been met.
    next: usize,
    /// The boxes that stand open.
    open: Vec<(Container, Place)>,
}

impl Regions<'_> {
    /// Tells whether a box stands open.
    pub(super) fn has_open_box(&self) -> bool {
        !self.open.is_empty()
    }
}

impl Reader<'_> {
    /// Tells whether the block of HTML at a byte stands for a directive, which then is the next one met.
    pub(super) fn meets_directive(&mut self, at: usize) -> bool {
        while self.regions.directives.get(self.regions.next).is_some_and(|line| line.at < at) {
            self.miss_directive();
        }
        self.regions.directives.get(self.regions.next).is_some_and(|line| line.at == at)
    }

    /// Writes the directive that was met.
    pub(super) fn directive(&mut self) {
        let Some((source, place)) = self.next_directive() else { return };
        let Diagnosed { value, diagnostics } = directive(source, &place);
        self.remarks.extend(diagnostics);
        match value {
            None => {}
            Some(Directive::Open(container)) => self.open_box(container, place),
            Some(Directive::Close) => self.close_box(place),
            Some(Directive::Caption { text, id }) => self.tables.caption = Some(Caption { text, id, place }),
            Some(Directive::Block(block)) => {
                self.writer().line();
                self.writer().hole(Fragment::Block(block, place));
            }
        }
    }

    /// Says what was left open, and what the parser never came to.
    pub(super) fn end_regions(&mut self) {
        while self.regions.next < self.regions.directives.len() {
            self.miss_directive();
        }
        while let Some((container, place)) = self.regions.open.pop() {
            self.remarks.push(unclosed(&container, place));
            self.end_box(&container);
        }
    }

    /// Says that a directive stands in running text, in a list or a quotation.
    pub(super) fn misplaced_directive(&mut self, start: usize, source: &str) {
        let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let begins_line = self.text[line..start].bytes().all(|byte| b" \t>-*+".contains(&byte));
        let is_name =
            source.trim_start_matches(':').starts_with(char::is_alphabetic) || source.trim() == ":::";
        if begins_line && is_name {
            let place = self.places.at(&(start..start + source.len()));
            self.remarks.push(misplaced(place));
        }
    }

    /// Says that a table was taken apart.
    pub(super) fn table_too_large(&mut self, line: &Range<usize>) {
        let place = self.places.at(line);
        let message = format!("tabellen har fler än {} celler", numbers::integer(MOST_CELLS as u64));
        let remark = Diagnostic::error("F302", Place { length: 0, ..place }, message);
        self.remarks.push(
            remark.advise("dela upp den, eller lägg den som en fil bredvid texten och länka till filen"),
        );
    }

    fn next_directive(&mut self) -> Option<(&str, Place)> {
        let line = self.regions.directives.get(self.regions.next)?;
        self.regions.next += 1;
        let place = self.places.at(&(line.at..line.at));
        let length = u32::try_from(line.source.trim_end().chars().count()).unwrap_or(u32::MAX);
        Some((line.source, Place { length, ..place }))
    }

    fn miss_directive(&mut self) {
        if let Some((_, place)) = self.next_directive() {
            self.remarks.push(misplaced(place));
        }
    }

    fn open_box(&mut self, container: Container, place: Place) {
        if let Some(first) = self.regions.open.iter().position(|(open, _)| open.name() == container.name()) {
            while self.regions.open.len() > first {
                let Some((inner, begun)) = self.regions.open.pop() else { break };
                self.remarks.push(unclosed(&inner, begun).beside(place.clone(), "här börjar nästa"));
                self.end_box(&inner);
            }
        }
        match &container {
            Container::FactBox { title } => {
                self.block("<aside class=\"fact-box\" role=\"note\">\n<p class=\"fact-box__title\">");
                self.writer().text(&typography(title));
                self.writer().push("</p>\n");
            }
            Container::Description => {
                self.numbering.undescribed = None;
                self.block("<details class=\"description\">\n<summary>");
                let described = self.numbering.described();
                self.writer().push(&described);
                self.writer().push("</summary>\n");
            }
            Container::Quote { source: _ } => self.block("<figure class=\"quote\">\n<blockquote>\n"),
        }
        self.frames.push(self.raw.open.len());
        self.regions.open.push((container, place));
    }

    fn close_box(&mut self, place: Place) {
        let Some((container, _)) = self.regions.open.pop() else {
            let remark = Diagnostic::error("F366", place, "`:::` avslutar ingen ruta");
            self.remarks
                .push(remark.advise("ta bort raden, eller börja rutan med `:::faktaruta{rubrik=\"…\"}`"));
            return;
        };
        self.end_box(&container);
    }

    /// Ends a box, and with it the raw elements that stand open in it.
    fn end_box(&mut self, container: &Container) {
        let kept = self.frames.pop().unwrap_or_default();
        self.close_elements(kept);
        self.write_end(container);
    }

    fn write_end(&mut self, container: &Container) {
        match container {
            Container::FactBox { title: _ } => self.block("</aside>\n"),
            Container::Description => self.block("</details>\n"),
            Container::Quote { source: None } => self.block("</blockquote>\n</figure>\n"),
            Container::Quote { source: Some(source) } => {
                self.block("</blockquote>\n<figcaption>");
                self.writer().text(&typography(source));
                self.writer().push("</figcaption>\n</figure>\n");
            }
        }
    }
}

fn unclosed(container: &Container, place: Place) -> Diagnostic {
    let message = format!("`:::{}` avslutas aldrig", container.name());
    Diagnostic::error("F365", place, message).advise("skriv `:::` på en egen rad där rutan slutar")
}

fn misplaced(place: Place) -> Diagnostic {
    let remark = Diagnostic::error("F367", place, "direktivet står inne i något annat");
    remark.advise("skriv det först på en egen rad, utanför listor, citat, kod och HTML")
}
