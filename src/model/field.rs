//! Reading front matter: each field described once, every mistake remembered, none passed over.
//!
//! A kind lists its fields as constants and asks for all of them before it gives up on any, so that all mistakes of
//! a file are told together. What nobody asked for is unknown, and gets the nearest known key.

use super::config::Config;
use super::names::Names;
use crate::content::front_matter::{Key, Node, Span, Value};
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::nearest::nearest;
use crate::source::path::SourcePath;

/// A field of a kind, described once.
pub struct Field<T: 'static> {
    /// The key in front matter.
    pub key: &'static str,
    /// What it is, in Swedish, for the person who fills it in.
    pub words: &'static str,
    /// Whether an entry can do without.
    pub required: bool,
    read: Reader<T>,
}

/// A field for whoever fills it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Described {
    /// The key in front matter.
    pub key: &'static str,
    /// What it is, in Swedish.
    pub words: &'static str,
    /// Whether an entry can do without.
    pub required: bool,
}

/// Reads a value, or remembers what is wrong with it.
pub type Reader<T> = fn(&mut Reading<'_>, &Node) -> Option<T>;

impl<T> Field<T> {
    /// Describes a field that every entry of the kind must have.
    pub const fn required(key: &'static str, read: Reader<T>, words: &'static str) -> Self {
        Self { key, words, required: true, read }
    }

    /// Describes a field that an entry may leave out.
    pub const fn optional(key: &'static str, read: Reader<T>, words: &'static str) -> Self {
        Self { key, words, required: false, read }
    }
}

/// What a reader may look at besides the value, and where it leaves its remarks.
pub struct Reading<'a> {
    /// The file that is read.
    pub path: &'a SourcePath,
    /// Every name that exists.
    pub names: &'a Names,
    /// The site's settings.
    pub config: &'a Config,
    /// What has been wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading<'_> {
    /// Names a span of the file that is read.
    pub fn place(&self, span: Span) -> Place {
        span.place(self.path.shared())
    }

    /// Remembers an error at a value, with what to write instead.
    pub fn wrong<T>(&mut self, code: &'static str, span: Span, message: String, advice: &str) -> Option<T> {
        self.diagnostics.push(Diagnostic::error(code, self.place(span), message).advise(advice));
        None
    }
}

/// The fields of one map of a front matter, while they are read.
pub struct Fields<'a, 'b> {
    node: &'a Node,
    asked: Vec<Described>,
    /// What is said of required keys that are left out.
    missing: Vec<(&'static str, Diagnostic)>,
    /// Where readers leave their remarks.
    pub reading: &'a mut Reading<'b>,
}

impl<'a, 'b> Fields<'a, 'b> {
    /// Begins to read a map.
    pub fn new(node: &'a Node, reading: &'a mut Reading<'b>) -> Self {
        Self { node, asked: Vec::new(), missing: Vec::new(), reading }
    }

    /// Reads a field: `None` if it is left out or wrong; whichever of the two is a mistake is remembered.
    pub fn get<T>(&mut self, field: &Field<T>) -> Option<T> {
        let Field { key, words, required, read: _ } = *field;
        self.asked.push(Described { key, words, required });
        match self.value(field.key) {
            Some(node) => (field.read)(self.reading, node),
            None if field.required => {
                let place = self.reading.place(Span { length: 0, ..self.node.span });
                let remark = Diagnostic::error("F210", place, format!("`{}` saknas", field.key))
                    .advise(format!("skriv en rad `{}: …` – {}", field.key, field.words));
                self.missing.push((field.key, remark));
                None
            }
            None => None,
        }
    }

    /// Returns where a key's value stands, for a remark about two fields that disagree.
    pub fn span(&self, key: &str) -> Span {
        self.value(key).map_or(self.node.span, |node| node.span)
    }

    /// Tells whether something was written for a key.
    pub fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Hands over what has been asked for, and no remark.
    pub fn described(self) -> Vec<Described> {
        self.asked
    }

    /// Tells what is left over, keys that no field has, and what is missing.
    ///
    /// A key that was meant for a missing one is one mistake, told where it is written.
    pub fn finish(mut self) {
        for (key, _) in self.node.entries() {
            if !self.asked.iter().any(|it| it.key == key.text) {
                let place = self.reading.place(key.span);
                let mut remark = Diagnostic::error(
                    "F211",
                    place,
                    format!("det finns inget fält som heter `{}`", key.text),
                );
                let known = self.asked.iter().map(|it| it.key);
                remark = match swedish_key(&key.text).or_else(|| nearest(&key.text, known)) {
                    Some(near) if self.asked.iter().any(|it| it.key == near) => {
                        self.missing.retain(|(key, _)| *key != near);
                        remark.advise(format!("skriv: `{near}` (menade du det?)"))
                    }
                    _ => remark.advise(format!(
                        "ta bort raden, eller använd något av: {}",
                        super::value::quoted(self.asked.iter().map(|it| it.key))
                    )),
                };
                self.reading.diagnostics.push(remark);
            }
        }
        self.reading.diagnostics.extend(self.missing.into_iter().map(|(_, remark)| remark));
    }

    /// Returns a key's value; a key with nothing after it counts as left out.
    fn value(&self, key: &str) -> Option<&'a Node> {
        let (_, node) = self.node.entries().iter().find(|(it, _)| it.text == key)?;
        (node.value != Value::Nothing).then_some(node)
    }
}

/// Knows the Swedish words that people write for our English keys.
fn swedish_key(word: &str) -> Option<&'static str> {
    Some(match crate::lang::slug::fold(word).as_str() {
        "titel" | "rubrik" => "title",
        "namn" => "name",
        "sammanfattning" | "ingress" | "beskrivning" | "description" => "summary",
        "amne" | "amnen" | "tags" | "taggar" | "categories" => "topics",
        "datum" => "date",
        "forfattare" | "author" => "authors",
        "serie" => "series",
        "nummer" => "number",
        "utkast" => "draft",
        "efternamn" => "surname",
        "roll" | "befattning" => "role",
        "ordning" => "order",
        "plats" | "rum" => "place",
        "spar" => "track",
        "program" => "programme",
        "medverkande" | "talare" => "speakers",
        "utvardering" => "evaluation",
        "amnesrad" => "subject",
        "siffror" => "figures",
        "rytm" => "rhythm",
        "dag" => "day",
        "dagar" => "days",
        "kommun" | "kommuner" => "municipalities",
        "start" | "borjar" => "start",
        "slut" | "slutar" => "end",
        "tema" => "theme",
        "sprak" => "language",
        "kontakt" => "contact",
        "telefon" => "phone",
        "epost" | "e-post" | "mejl" => "email",
        _ => return None,
    })
}

/// Reads a map of its own: `place: {name: …}`. Its unknown keys are told as well.
pub fn map<T>(
    reading: &mut Reading<'_>,
    node: &Node,
    example: &str,
    read: impl FnOnce(&mut Fields<'_, '_>) -> Option<T>,
) -> Option<T> {
    named(reading, node, example)?;
    let mut fields = Fields::new(node, reading);
    let value = read(&mut fields);
    fields.finish();
    value
}

/// Reads a map whose keys its author names: each with its value, in the order written.
pub fn pairs(reading: &mut Reading<'_>, node: &Node, example: &str) -> Option<Vec<(String, String)>> {
    let entries = named(reading, node, example)?;
    let read = |(key, node): &(Key, Node)| Some((key.text.clone(), super::value::plain(reading, node)?));
    let read: Vec<_> = entries.iter().map(read).collect();
    read.into_iter().collect()
}

/// Returns the values of a map by their keys; what is no map is a mistake.
fn named<'n>(reading: &mut Reading<'_>, node: &'n Node, example: &str) -> Option<&'n [(Key, Node)]> {
    if let Value::Map(entries) = &node.value {
        return Some(entries);
    }
    let message = "här ska det stå uppgifter med namn, inte bara ett värde".to_owned();
    reading.wrong("F212", node.span, message, example)
}

/// Reads every item of a list; a single value counts as a list of one. A wrong item is left out and remembered.
pub fn list<T>(reading: &mut Reading<'_>, node: &Node, read: Reader<T>) -> Option<Vec<T>> {
    match &node.value {
        Value::List(items) => {
            let mut read_items = Vec::with_capacity(items.len());
            let mut whole = true;
            for item in items {
                match read(reading, item) {
                    Some(value) => read_items.push(value),
                    None => whole = false,
                }
            }
            whole.then_some(read_items)
        }
        Value::Nothing => Some(Vec::new()),
        Value::Text(_) | Value::Map(_) => read(reading, node).map(|value| vec![value]),
    }
}
