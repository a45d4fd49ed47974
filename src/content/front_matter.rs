//! The fences and the YAML of a file's head, as a tree in which every value knows its place.
//!
//! 1. The text is cut at its `---` fences.
//! 2. YAML events become a [`Node`]; what YAML could mean but nobody here writes (anchors, tags) is a remark.
//!
//! Scalars stay as written: `08.30`, `1.10` and `nej` are texts until a field says what it wants.

mod scan;

use std::collections::BTreeMap;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as Marks};

use crate::diagnostic::{Diagnosed, Diagnostic, Place};

/// How deep lists and maps may lie in each other.
const DEEPEST: usize = 64;

/// How many values a front matter may have.
const MOST: usize = 10_000;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it begins.
    pub span: Span,
}

/// What a value is, before any field has looked at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing was written after the key.
    Nothing,
    /// Words, a number, a date: as written.
    Text(String),
    /// Several values.
    List(Vec<Node>),
    /// Values by key, in the order written; no key twice.
    Map(Vec<(Key, Node)>),
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key as written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A place within one file: line and column from 1, length in characters on that line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// How many characters it covers on that line.
    pub length: u32,
}

impl Span {
    /// Names the file that the span lies in.
    pub fn place(self, path: &Arc<str>) -> Place {
        Place::at(path.clone(), self.line, self.column, self.length)
    }
}

impl Node {
    /// Makes the empty map that stands in for a front matter that could not be read.
    pub fn empty() -> Self {
        Self { value: Value::Map(Vec::new()), span: Span { line: 1, column: 1, length: 0 } }
    }

    /// Returns the values by key; nothing if this is no map.
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Nothing | Value::Text(_) | Value::List(_) => &[],
        }
    }
}

/// A file cut at its fences.
pub struct Parts<'text> {
    /// The YAML between the fences.
    pub yaml: &'text str,
    /// The text after them.
    pub body: &'text str,
    /// The line, from 1, on which `body` begins.
    pub body_line: u32,
}

/// Cuts a file at the `---` fences of its front matter.
///
/// # Errors
/// A remark if the first line is no fence, or no second fence follows.
pub fn cut<'text>(path: &Arc<str>, text: &'text str) -> Result<Parts<'text>, Box<Diagnostic>> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != "---" {
        return Err(Box::new(
            Diagnostic::error("F201", Place::at(path.clone(), 1, 1, 0), "filen börjar inte med `---`")
                .advise("börja filen med tre rader: `---`, `title: Sidans rubrik` och `---`; skriv texten under dem"),
        ));
    }
    let start = first.len();
    let mut offset = start;
    for (number, line) in (2..).zip(lines) {
        if line.trim_end() == "---" {
            return Ok(Parts {
                yaml: &text[start..offset],
                body: &text[offset + line.len()..],
                body_line: number + 1,
            });
        }
        offset += line.len();
    }
    Err(Box::new(
        Diagnostic::error(
            "F202",
            Place::at(path.clone(), 1, 1, 3),
            "raden `---` som avslutar uppgifterna saknas",
        )
        .advise("skriv `---` på en egen rad mellan uppgifterna och texten"),
    ))
}

/// Reads YAML whose first line is line `first_line` of the file.
///
/// Reading stops at the first thing that is not YAML: what follows cannot be trusted. What was read until then is
/// dropped too, so that no remark follows from another.
pub fn tree(path: &Arc<str>, yaml: &str, first_line: u32) -> Diagnosed<Option<Node>> {
    let widths = yaml.lines().map(|line| line.trim_end().chars().count()).collect();
    let mut reader = Reader { path, first_line, widths, count: 0, diagnostics: Vec::new() };
    let mut parser = Parser::new_from_str(yaml);
    let value = match reader.document(&mut parser) {
        Ok(node) => node,
        Err(Stop::Scan(error)) => {
            reader.diagnostics.push(scan::remark(path, yaml, first_line, &error));
            None
        }
        Err(Stop::Special(span, what)) => {
            reader.diagnostics.push(scan::special(path, yaml, first_line, span, what));
            None
        }
        Err(Stop::Remark(remark)) => {
            reader.diagnostics.push(*remark);
            None
        }
    };
    Diagnosed { value, diagnostics: reader.diagnostics }
}

/// Why reading cannot go on.
enum Stop {
    Scan(ScanError),
    /// Something that YAML has and nobody here writes.
    Special(Span, &'static str),
    Remark(Box<Diagnostic>),
}

impl From<ScanError> for Stop {
    fn from(error: ScanError) -> Self {
        Self::Scan(error)
    }
}

/// A list or map that is still open, with the key that waits for its value.
enum Open {
    List(Vec<Node>, Span),
    Map { entries: Vec<(Key, Node)>, seen: BTreeMap<String, Span>, key: Option<Key>, span: Span },
}

struct Reader<'a> {
    path: &'a Arc<str>,
    first_line: u32,
    /// How many characters each line has.
    widths: Vec<usize>,
    count: usize,
    diagnostics: Vec<Diagnostic>,
}

type Events<'input> = Parser<'input, saphyr_parser::StrInput<'input>>;

impl Reader<'_> {
    /// Reads one document without recursion: depth costs a vector, never the stack.
    fn document(&mut self, parser: &mut Events<'_>) -> Result<Option<Node>, Stop> {
        let mut open: Vec<Open> = Vec::new();
        let mut root = None;
        while let Some(event) = parser.next_event() {
            let (event, marks) = event?;
            let span = self.span(marks);
            let done = match event {
                Event::Alias(_) => {
                    return Err(Stop::Special(span, "`*` i början av ett värde betyder något särskilt"));
                }
                Event::Scalar(_, _, anchor, _)
                | Event::SequenceStart(anchor, _)
                | Event::MappingStart(anchor, _)
                    if anchor > 0 =>
                {
                    return Err(Stop::Special(span, "`&` i början av ett värde betyder något särskilt"));
                }
                Event::Scalar(_, _, _, Some(_))
                | Event::SequenceStart(_, Some(_))
                | Event::MappingStart(_, Some(_)) => {
                    return Err(Stop::Special(span, "`!` i början av ett värde betyder något särskilt"));
                }
                Event::Scalar(text, style, ..) => Some(scalar(&text, style, span)),
                Event::SequenceStart(..) => {
                    open.push(Open::List(Vec::new(), span));
                    None
                }
                Event::MappingStart(..) => {
                    open.push(Open::Map { entries: Vec::new(), seen: BTreeMap::new(), key: None, span });
                    None
                }
                Event::SequenceEnd | Event::MappingEnd => open.pop().map(Open::close),
                Event::DocumentStart(_) if root.is_some() => {
                    return Err(Stop::Special(span, "`---` inne i uppgifterna"));
                }
                _ => None,
            };
            self.check_budget(open.len(), span)?;
            if let Some(node) = done {
                self.place(&mut open, &mut root, node)?;
            }
        }
        Ok(root)
    }

    /// Puts a finished value where it belongs: into the innermost open list or map, or at the root.
    fn place(&mut self, open: &mut [Open], root: &mut Option<Node>, node: Node) -> Result<(), Stop> {
        match open.last_mut() {
            None => *root = Some(node),
            Some(Open::List(items, _)) => items.push(node),
            Some(Open::Map { entries, seen, key, .. }) => match key.take() {
                Some(key) => {
                    if let Some(first) = seen.get(&key.text) {
                        let message = format!("`{}` står två gånger", key.text);
                        let remark = Diagnostic::error("F204", key.span.place(self.path), message)
                            .advise("behåll den ena och ta bort den andra")
                            .beside(first.place(self.path), "första gången");
                        self.diagnostics.push(remark);
                    } else {
                        seen.insert(key.text.clone(), key.span);
                        entries.push((key, node));
                    }
                }
                None => match node.value {
                    Value::Text(text) => *key = Some(Key { text, span: node.span }),
                    Value::Nothing | Value::List(_) | Value::Map(_) => {
                        return Err(Stop::Special(node.span, "ett fältnamn måste vara ett ord"));
                    }
                },
            },
        }
        Ok(())
    }

    fn check_budget(&mut self, depth: usize, span: Span) -> Result<(), Stop> {
        self.count += 1;
        let message = if depth > DEEPEST {
            format!("uppgifterna ligger i varandra i fler än {DEEPEST} nivåer")
        } else if self.count > 3 * MOST {
            format!("uppgifterna har fler än {MOST} värden")
        } else {
            return Ok(());
        };
        let remark = Diagnostic::error("F205", span.place(self.path), message).advise("förenkla uppgifterna");
        Err(Stop::Remark(Box::new(remark)))
    }

    fn span(&self, marks: Marks) -> Span {
        let (start, end) = (marks.start, marks.end);
        let width = start.line().checked_sub(1).and_then(|row| self.widths.get(row)).copied();
        let rest = width.unwrap_or_default().saturating_sub(start.col());
        let length = if end.line() == start.line() { end.col().saturating_sub(start.col()) } else { rest };
        let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Span {
            line: file_line(self.first_line, start.line()),
            column: number(start.col() + 1),
            length: number(length.min(rest)),
        }
    }
}

impl Open {
    fn close(self) -> Node {
        match self {
            Self::List(items, span) => Node { value: Value::List(items), span },
            Self::Map { entries, span, .. } => Node { value: Value::Map(entries), span },
        }
    }
}

/// Counts a line of the YAML as a line of the file.
fn file_line(first_line: u32, line: usize) -> u32 {
    first_line + u32::try_from(line.saturating_sub(1)).unwrap_or(0)
}

/// Reads a scalar: only what is unquoted and empty, `~` or `null` is nothing.
fn scalar(text: &str, style: ScalarStyle, span: Span) -> Node {
    let nothing = style == ScalarStyle::Plain && matches!(text, "" | "~" | "null");
    let value = if nothing { Value::Nothing } else { Value::Text(text.trim().to_owned()) };
    Node { value, span }
}

#[cfg(test)]
mod tests;
