//! The text made ready for the Markdown parser, without moving a line.
//!
//! 1. A line that is a directive becomes an empty comment, which the parser takes for a block of its own. It is known
//!    again by where it stands, so no comment that an author writes can be mistaken for one.
//! 2. A table with too many cells loses the line that makes it a table, before the parser fills it out.

use std::borrow::Cow;
use std::ops::Range;

/// The most cells that a table may have.
pub(super) const MOST_CELLS: usize = 10_000;

/// What a directive is replaced by.
const COMMENT: &str = "<!-- -->";

/// A text made ready.
pub(super) struct Prepared<'t> {
    pub(super) text: Cow<'t, str>,
    /// The directives, in order.
    pub(super) directives: Vec<Line<'t>>,
    /// The bytes of lines that made too large a table.
    pub(super) tables: Vec<Range<usize>>,
}

/// A line with a directive.
pub(super) struct Line<'t> {
    /// Where its replacement begins.
    pub(super) at: usize,
    /// As the author wrote it.
    pub(super) source: &'t str,
}

/// Makes a text ready.
pub(super) fn prepared(text: &str) -> Prepared<'_> {
    let mut scan = Scan {
        text,
        copied: 0,
        copy: String::new(),
        directives: Vec::new(),
        tables: Vec::new(),
        block: Block::None,
        table: None,
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        scan.line(at, line.strip_suffix('\n').unwrap_or(line));
        at = end;
    }
    scan.end_table();
    let Scan { copied, mut copy, directives, tables, .. } = scan;
    let text = if copied == 0 {
        Cow::Borrowed(text)
    } else {
        copy.push_str(&text[copied..]);
        Cow::Owned(copy)
    };
    Prepared { text, directives, tables }
}

struct Scan<'t> {
    text: &'t str,
    /// How much of the text is in the copy.
    copied: usize,
    copy: String,
    directives: Vec<Line<'t>>,
    tables: Vec<Range<usize>>,
    block: Block,
    table: Option<Table>,
}

/// A block in which no line is a directive.
enum Block {
    None,
    /// Code between fences of so many characters.
    Fence(u8, usize),
    Comment,
}

/// A table under way: its columns, its rows, and the line under its headers.
struct Table {
    columns: usize,
    rows: usize,
    line: Range<usize>,
}

impl<'t> Scan<'t> {
    fn line(&mut self, at: usize, line: &'t str) {
        let trimmed = line.trim_start_matches(' ');
        let indented = line.len() - trimmed.len() > 3;
        match self.block {
            Block::Fence(mark, length) => {
                let run = run(trimmed, mark);
                if !indented && run >= length && trimmed[run..].trim().is_empty() {
                    self.block = Block::None;
                }
                return;
            }
            Block::Comment => {
                if line.contains("-->") {
                    self.block = Block::None;
                }
                return;
            }
            Block::None => {}
        }
        if line.starts_with("::") {
            self.end_table();
            self.replace(at..at + line.len(), COMMENT);
            self.directives.push(Line { at: self.copy.len() - COMMENT.len(), source: line });
            return;
        }
        match trimmed.as_bytes().first() {
            Some(mark @ (b'`' | b'~')) if !indented => {
                let length = run(trimmed, *mark);
                if length >= 3 && (*mark == b'~' || !trimmed[length..].contains('`')) {
                    self.end_table();
                    self.block = Block::Fence(*mark, length);
                    return;
                }
            }
            Some(b'<') if !indented && trimmed.starts_with("<!--") && !trimmed[2..].contains("-->") => {
                self.block = Block::Comment;
            }
            Some(_) => {}
            None => return self.end_table(),
        }
        match &mut self.table {
            Some(table) => table.rows += 1,
            None => {
                if let Some(columns) = columns(line) {
                    self.table = Some(Table { columns, rows: 1, line: at..at + line.len() });
                }
            }
        }
    }

    /// Ends the table under way, and takes it apart if it is too large.
    fn end_table(&mut self) {
        let Some(Table { columns, rows, line }) = self.table.take() else { return };
        if columns.saturating_mul(rows) > MOST_CELLS {
            // What has been copied since the table began is its rows, in which nothing is replaced.
            let length = line.len();
            self.replace(line, &" ".repeat(length));
            self.tables.push(self.copy.len() - length..self.copy.len());
        }
    }

    /// Copies the text up to a range, and something else for the range.
    fn replace(&mut self, range: Range<usize>, by: &str) {
        self.copy.push_str(&self.text[self.copied..range.start]);
        self.copy.push_str(by);
        self.copied = range.end;
    }
}

fn run(line: &str, mark: u8) -> usize {
    line.bytes().take_while(|byte| *byte == mark).count()
}

/// Counts the columns of the line under a table's headers; `None` if it is no such line.
fn columns(line: &str) -> Option<usize> {
    if !line.contains('|') {
        return None;
    }
    let is_mark = |letter: char| letter.is_ascii_digit() || " \t>.)*+".contains(letter);
    let row = line.trim_start_matches(is_mark).trim_end();
    let is_row = row.contains('-') && row.bytes().all(|byte| b"|:- \t".contains(&byte));
    let inner = row.strip_prefix('|').unwrap_or(row);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    is_row.then(|| inner.split('|').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, directives: usize) {
        let prepared = prepared(text);
        assert_eq!(prepared.text, expected);
        assert_eq!(prepared.directives.len(), directives);
        for line in prepared.directives {
            assert!(prepared.text[line.at..].starts_with(COMMENT));
        }
    }

    #[test]
    fn directives_are_replaced_outside_code_and_comments() {
        check("a\n:::b\n\n:::\n", "a\n<!-- -->\n\n<!-- -->\n", 2);
        check("```\n:::b\n```\n::c", "```\n:::b\n```\n<!-- -->", 1);
        check("~~~~ x\n```\n~~~\n:::b\n~~~~\n::c", "~~~~ x\n```\n~~~\n:::b\n~~~~\n<!-- -->", 1);
        check("<!--\n:::b\n-->\n::c", "<!--\n:::b\n-->\n<!-- -->", 1);
        check("<!-- a -->\n::c", "<!-- a -->\n<!-- -->", 1);
        check(" :::b\n- :::b\n    ```\n", " :::b\n- :::b\n    ```\n", 0);
    }

    #[test]
    fn a_table_too_large_is_none() {
        let row = |cell: &str, count: usize| format!("|{}\n", format!("{cell}|").repeat(count));
        let small = row("a", 99) + &row("-", 99) + &row("b", 99).repeat(98);
        assert!(prepared(&small).tables.is_empty());
        let large = row("a", 5000) + &row("-", 5000) + "|b\n|c\n";
        let Prepared { text, tables, .. } = prepared(&large);
        assert_eq!((tables.len(), &tables[0]), (1, &(10_002..20_003)));
        assert_eq!(text.len(), large.len());
        assert!(text[10_002..20_003].bytes().all(|byte| byte == b' '));
    }
}
