//! The arguments of a directive: `{key=value key="several words"}`.
//!
//! Reads each when it is asked for; what nobody has asked for in the end is unknown.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::lang::nearest::nearest;
use crate::lang::slug::slug;

/// The arguments of one directive, and the remarks about them.
pub(super) struct Arguments<'l> {
    line: &'l str,
    directive: &'static str,
    example: &'static str,
    place: &'l Place,
    all: Vec<Argument<'l>>,
    /// The names asked for.
    known: Vec<&'static str>,
    is_readable: bool,
    remarks: Vec<Diagnostic>,
}

struct Argument<'l> {
    name: &'l str,
    at: Range<usize>,
    value: String,
    value_at: Range<usize>,
}

/// What is wrong with the line, and with which part of it.
type Fault = (&'static str, Range<usize>);

impl<'l> Arguments<'l> {
    /// Reads the arguments that begin at a byte of the line.
    pub(super) fn new(
        line: &'l str,
        start: usize,
        directive: &'static str,
        example: &'static str,
        place: &'l Place,
    ) -> Self {
        let (all, fault) = match split(line, start) {
            Ok(all) => (all, None),
            Err(fault) => (Vec::new(), Some(fault)),
        };
        let is_readable = fault.is_none();
        let mut arguments = Self {
            line,
            directive,
            example,
            place,
            all,
            known: Vec::new(),
            is_readable,
            remarks: Vec::new(),
        };
        if let Some((what, at)) = fault {
            let place = arguments.place_of(&at);
            let message = format!("direktivet går inte att läsa: {what}");
            arguments
                .remarks
                .push(Diagnostic::error("F361", place, message).advise(format!("skriv `{example}`")));
        }
        arguments
    }

    /// Adds a remark of the caller's.
    pub(super) fn remark(&mut self, remark: Diagnostic) {
        self.remarks.push(remark);
    }

    /// Reads a text.
    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        self.read(name, "skriv något mellan citattecknen, eller ta bort argumentet", |value| {
            let text = value.trim();
            (!text.is_empty()).then(|| text.to_owned())
        })
    }

    /// Reads a text that must be there.
    pub(super) fn required(&mut self, name: &'static str) -> Option<String> {
        self.need(name);
        self.text(name)
    }

    /// Reads the last part of an address.
    pub(super) fn slug(&mut self, name: &'static str) -> Option<String> {
        let advice = match self.find(name).map(|it| slug(&it.value)) {
            Some(instead) if !instead.is_empty() => {
                format!("skriv namnet som det står i adressen: `{instead}`")
            }
            _ => "skriv namnet som det står i adressen".to_owned(),
        };
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        self.read(name, &advice, |value| {
            (!value.is_empty() && value.len() <= 200 && value.bytes().all(allowed)).then(|| value.to_owned())
        })
    }

    /// Reads the last part of an address that must be there.
    pub(super) fn required_slug(&mut self, name: &'static str) -> Option<String> {
        self.need(name);
        self.slug(name)
    }

    /// Reads where a film is: `https:`, or a file beside the text; it must be there.
    pub(super) fn required_film(&mut self, name: &'static str) -> Option<String> {
        self.need(name);
        let advice = "skriv en adress som börjar med `https://`, eller en fil bredvid texten";
        self.read(name, advice, |value| {
            let is_plain = !value
                .chars()
                .any(|letter| letter.is_control() || letter.is_whitespace() || "\\\"<>".contains(letter));
            let is_web =
                value.strip_prefix("https://").is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
            let is_file =
                !value.is_empty() && !value.starts_with('/') && !value.contains([':', '?', '#', '%']);
            (is_plain && (is_web || is_file)).then(|| value.to_owned())
        })
    }

    /// Reads `ja` or `nej`.
    pub(super) fn yes_or_no(&mut self, name: &'static str) -> Option<bool> {
        self.read(name, "skriv `ja` eller `nej`", |value| match value {
            "ja" | "true" => Some(true),
            "nej" | "false" => Some(false),
            _ => None,
        })
    }

    /// Reads one of a few words.
    pub(super) fn one_of(&mut self, name: &'static str, words: &[&str]) -> Option<String> {
        let near = self.find(name).and_then(|it| guess(&it.value, words));
        let advice = match near {
            Some(near) => format!("menade du `{near}`?"),
            None => format!(
                "skriv {}",
                words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
            ),
        };
        self.read(name, &advice, |value| words.contains(&value).then(|| value.to_owned()))
    }

    /// Reads a whole number.
    pub(super) fn number(&mut self, name: &'static str, least: usize, most: usize) -> Option<usize> {
        self.read(name, &format!("skriv ett tal från {least} till {most}"), |value| {
            value.parse().ok().filter(|number| (least..=most).contains(number))
        })
    }

    /// Tells whether none of the names was written.
    pub(super) fn is_without(&self, names: &[&str]) -> bool {
        self.all.iter().all(|argument| !names.contains(&argument.name))
    }

    /// Says that an argument is missing, unless the line could not be read at all.
    pub(super) fn missing(&mut self, name: &str) {
        if self.is_readable {
            let message = format!("`{}` saknar `{name}`", self.directive);
            let remark = Diagnostic::error("F363", self.place.clone(), message);
            self.remarks.push(remark.advise(format!("skriv `{}`", self.example)));
        }
    }

    /// Says which arguments nobody has asked for or were written twice, and returns all remarks.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        let mut seen: Vec<&str> = Vec::new();
        for argument in &self.all {
            let (name, place) = (argument.name, self.place_of(&argument.at));
            if seen.contains(&name) {
                let remark = Diagnostic::error("F368", place, format!("`{name}` står två gånger"));
                self.remarks.push(remark.advise("ta bort det ena"));
            } else if !self.known.contains(&name) {
                let message = format!("`{}` har inget argument `{name}`", self.directive);
                let known =
                    self.known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
                self.remarks.push(Diagnostic::error("F362", place, message).advise(
                    match guess(name, &self.known) {
                        Some(near) => format!("menade du `{near}`?"),
                        None if known.is_empty() => "ta bort det".to_owned(),
                        None => format!("de som finns är {known}"),
                    },
                ));
            }
            // A line has few names; a hostile one is told of its first twenty.
            if seen.len() >= 20 {
                break;
            }
            seen.push(name);
        }
        self.remarks
    }

    fn need(&mut self, name: &'static str) {
        if self.find(name).is_none() {
            self.missing(name);
        }
    }

    fn find(&self, name: &str) -> Option<&Argument<'l>> {
        self.all.iter().find(|argument| argument.name == name)
    }

    /// Reads a value, or says that it does not fit.
    fn read<T>(&mut self, name: &'static str, advice: &str, reader: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.known.push(name);
        let argument = self.find(name)?;
        let value = reader(&argument.value);
        if value.is_none() {
            let shown: String =
                argument.value.chars().filter(|letter| !letter.is_control()).take(80).collect();
            let place = self.place_of(&argument.value_at);
            let remark = Diagnostic::error("F364", place, format!("`{name}` kan inte vara `{shown}`"));
            self.remarks.push(remark.advise(advice));
        }
        value
    }

    fn place_of(&self, range: &Range<usize>) -> Place {
        let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let column = self.place.column + count(&self.line[..range.start]);
        Place::at(Arc::clone(&self.place.path), self.place.line, column, count(&self.line[range.clone()]))
    }
}

/// Finds the word that was probably meant, if the one written is of a reasonable length.
fn guess<'w>(name: &str, words: &[&'w str]) -> Option<&'w str> {
    if name.len() > 40 { None } else { nearest(name, words.iter().copied()) }
}

/// Splits what follows a directive's name into its arguments.
fn split(line: &str, start: usize) -> Result<Vec<Argument<'_>>, Fault> {
    let mut at = skip_spaces(line, start);
    let mut all = Vec::new();
    if at == line.len() {
        return Ok(all);
    }
    if !line[at..].starts_with('{') {
        return Err(("argumenten ska stå inom `{` och `}`", at..line.len()));
    }
    at += 1;
    loop {
        at = skip_spaces(line, at);
        let rest = &line[at..];
        if rest.is_empty() {
            return Err(("`}` saknas", 0..line.len()));
        }
        if rest.starts_with('}') {
            let after = skip_spaces(line, at + 1);
            let fault = ("det ska stå ensamt på raden", after..line.len());
            return if after == line.len() { Ok(all) } else { Err(fault) };
        }
        let length = rest
            .find(|letter: char| letter.is_whitespace() || "={}\"".contains(letter))
            .unwrap_or(rest.len());
        let name = at..at + length;
        if length == 0 || !line[name.end..].starts_with('=') {
            return Err(("efter namnet ska `=` och ett värde stå", at..at + length.max(1)));
        }
        let (value, value_at) = value(line, name.end + 1)?;
        at = value_at.end;
        all.push(Argument { name: &line[name.clone()], at: name, value, value_at });
    }
}

/// Reads a value, in straight quotation marks or without spaces.
fn value(line: &str, start: usize) -> Result<(String, Range<usize>), Fault> {
    let rest = &line[start..];
    let Some(quoted) = rest.strip_prefix('"') else {
        let length =
            rest.find(|letter: char| letter.is_whitespace() || "}\"".contains(letter)).unwrap_or(rest.len());
        let range = start..start + length;
        if rest.starts_with(['”', '“', '„', '»', '«', '’', '\'']) {
            return Err(("citattecknen ska vara raka, `\"`", range));
        }
        return if length == 0 || rest[length..].starts_with('"') {
            let end = (start + length + 1).min(line.len());
            Err(("efter namnet ska `=` och ett värde stå", start..line.floor_char_boundary(end)))
        } else {
            Ok((rest[..length].to_owned(), range))
        };
    };
    let mut text = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Ok((text, start..start + 1 + at + 1)),
            '\\' => text.extend(letters.next().map(|(_, escaped)| escaped)),
            other => text.push(other),
        }
    }
    Err(("citattecknet avslutas inte", start..line.len()))
}

fn skip_spaces(line: &str, at: usize) -> usize {
    line.len() - line[at..].trim_start().len()
}
