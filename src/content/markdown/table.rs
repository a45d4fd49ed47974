//! Tables: a region that can be scrolled by keyboard, headers with a scope, alignment as a class.

use pulldown_cmark::Alignment;

use super::Reader;
use super::writer::Mark;
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::typography::typography;

/// What is known of the tables so far.
#[derive(Default)]
pub(super) struct Tables {
    /// How many there have been: each needs a name of its own.
    number: usize,
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
    has_rows: bool,
    /// What `::tabell` has said of the next table.
    pub(super) caption: Option<Caption>,
    /// Where the open cell began, and where its content does.
    cell: Option<(Mark, Mark)>,
}

/// The heading of a table.
pub(super) struct Caption {
    pub(super) text: String,
    pub(super) id: Option<String>,
    pub(super) place: Place,
}

impl Reader<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        if let Some(caption) = self.tables.caption.take() {
            return self.start_captioned_table(caption, alignments);
        }
        let number = self.tables.number + 1;
        self.tables = Tables { number, alignments, ..Tables::default() };
        let heading = self.headings.all.last().map(|heading| heading.text.clone());
        let is_chapter = self.numbering.chapter.is_some();
        let out = self.writer();
        out.line();
        out.push("<div class=\"table-wrap\" role=\"region\" tabindex=\"0\" aria-label=\"");
        // In a chapter only what has a heading has a number that people see.
        out.text(&format!("{} {number}", if is_chapter { "Onumrerad tabell" } else { "Tabell" }));
        if let Some(heading) = heading {
            out.push(": ");
            out.text(&heading);
        }
        out.push("\">\n<table>\n");
    }

    fn start_captioned_table(&mut self, Caption { text, id, place }: Caption, alignments: Vec<Alignment>) {
        self.tables = Tables { number: self.tables.number, alignments, ..Tables::default() };
        let text = typography(&text).into_owned();
        let number = self.numbering.table();
        let id = id.and_then(|id| self.label(&id, number.as_deref(), &place));
        let out = self.writer();
        out.line();
        out.push("<div class=\"table-wrap\" role=\"region\" tabindex=\"0\"");
        if let Some(id) = id {
            out.push(&format!(" id=\"{id}\""));
        }
        out.push(" aria-label=\"");
        out.text(number.as_deref().unwrap_or("Tabell"));
        out.push(": ");
        out.text(&text);
        out.push("\">\n<table>\n<caption>");
        if let Some(number) = number {
            out.push(&format!("<span class=\"number\">{number}</span> "));
        }
        out.text(&text);
        out.push("</caption>\n");
    }

    /// Says that `::tabell` stands before no table, if it does.
    pub(super) fn lonely_caption(&mut self) {
        let Some(Caption { text, id: _, place }) = self.tables.caption.take() else { return };
        let message = format!("efter `::tabell` ska tabellen ”{text}” stå");
        let remark = Diagnostic::error("F824", place, message);
        self.remarks.push(remark.advise("ställ raden direkt före tabellens första rad, eller ta bort den"));
    }

    pub(super) fn end_table(&mut self) {
        let has_rows = self.tables.has_rows;
        self.writer().push(if has_rows { "</tbody>\n</table>\n</div>\n" } else { "</table>\n</div>\n" });
    }

    pub(super) fn start_table_head(&mut self) {
        self.tables.is_head = true;
        self.tables.column = 0;
        self.writer().push("<thead>\n<tr>\n");
    }

    pub(super) fn end_table_head(&mut self) {
        self.tables.is_head = false;
        self.writer().push("</tr>\n</thead>\n");
    }

    pub(super) fn start_table_row(&mut self) {
        self.tables.column = 0;
        let is_first = !std::mem::replace(&mut self.tables.has_rows, true);
        self.writer().push(if is_first { "<tbody>\n<tr>\n" } else { "<tr>\n" });
    }

    pub(super) fn end_table_row(&mut self) {
        self.writer().push("</tr>\n");
    }

    pub(super) fn start_table_cell(&mut self) {
        let tag = if self.tables.is_head { "<th scope=\"col\"" } else { "<td" };
        let class = self.alignment();
        let out = self.writer();
        let start = out.mark();
        out.push(tag);
        out.push(class);
        out.push(">");
        let content = out.mark();
        self.tables.cell = Some((start, content));
    }

    /// Ends a cell; a header without words heads nothing and becomes a plain cell.
    pub(super) fn end_table_cell(&mut self) {
        let cell = self.tables.cell.take();
        let empty = cell.filter(|(_, content)| self.tables.is_head && self.writer().is_blank_since(*content));
        self.tables.column += 1;
        let end = if self.tables.is_head { "</th>\n" } else { "</td>\n" };
        let out = self.writer();
        match empty {
            Some((start, _)) => {
                out.rewind(start);
                out.push("<td></td>\n");
            }
            None => out.push(end),
        }
    }

    fn alignment(&self) -> &'static str {
        match self.tables.alignments.get(self.tables.column) {
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Left | Alignment::None) | None => "",
        }
    }
}
