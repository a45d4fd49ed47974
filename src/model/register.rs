//! The register of what has been published: `content/publicerat.yaml`, written by `fou record` and read here.
//!
//! A row tells what lay at an address on a day, or what calendars were told of an event ([`announced`]). A later row of
//! the same tells of a new edition, or of a change; nothing is ever taken away, so that the register is also a history.

use jiff::civil;

use super::announced;
use super::config::Config;
use super::field::{Field, Fields, Reading, list, map};
use super::names::Names;
use super::value;
use crate::content::front_matter::{self, Node};
use crate::diagnostic::{Diagnosed, Place};
use crate::source::path::SourcePath;
use crate::source::{REGISTER, Sources};
use crate::url::Url;

/// What has been published, in the order in which it was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// The rows of files.
    pub rows: Vec<Row>,
    /// The rows of events; `None` if none has been recorded yet.
    pub events: Option<Vec<announced::Row>>,
}

/// A file as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its address.
    pub path: Url,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// How many bytes it had.
    pub size: u64,
    /// The day when it was recorded.
    pub date: civil::Date,
    /// XXH3-128 of its bytes, which saves us from reading files that are as they were.
    pub xxh3: Option<u128>,
    /// Which edition it was, if the publication said so.
    pub edition: Option<String>,
    /// Where the row stands.
    pub place: Place,
}

const FILES: Field<Vec<Row>> = Field::required("files", rows, "de publicerade filerna");
const EVENTS: Field<Vec<announced::Row>> =
    Field::optional("events", announced::rows, "evenemangen som de har stått i kalendrarna");

impl Register {
    /// Reads the register; `None` if there is none, or it cannot be read.
    pub fn read(sources: &Sources) -> Diagnosed<Option<Self>> {
        let path = SourcePath::new(REGISTER);
        let Some(source) = sources.texts.get(&path) else { return Diagnosed::clean(None) };
        let mut diagnostics = Vec::new();
        let Some(node) = front_matter::tree(path.shared(), &source.text, 1).unload(&mut diagnostics) else {
            return Diagnosed { value: None, diagnostics };
        };
        let (names, blank) = (Names::default(), Config::default());
        let mut reading = Reading { path: &path, names: &names, config: &blank, diagnostics };
        let mut fields = Fields::new(&node, &mut reading);
        let rows = fields.get(&FILES);
        let events = fields.get(&EVENTS);
        fields.finish();
        Diagnosed { value: rows.map(|rows| Self { rows, events }), diagnostics: reading.diagnostics }
    }
}

fn rows(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Row>> {
    const PATH: Field<Url> = Field::required("path", value::address, "adressen");
    const SHA256: Field<String> = Field::required("sha256", sha256, "kontrollsumman");
    const SIZE: Field<u64> = Field::required("size", size, "antal byte");
    const DATE: Field<civil::Date> = Field::required("date", value::day, "dagen då filen bokfördes");
    const XXH3: Field<u128> = Field::optional("xxh3", xxh3, "den snabba kontrollsumman");
    const EDITION: Field<String> = Field::optional("edition", value::text, "upplagan");
    list(reading, node, |reading, node| {
        map(reading, node, "låt `fou record` skriva raden", |fields| {
            let path = fields.get(&PATH);
            let place = fields.reading.place(fields.span(PATH.key));
            let sha256 = fields.get(&SHA256);
            let size = fields.get(&SIZE);
            let date = fields.get(&DATE);
            let xxh3 = fields.get(&XXH3);
            let edition = fields.get(&EDITION);
            Some(Row { path: path?, sha256: sha256?, size: size?, date: date?, xxh3, edition, place })
        })
    })
}

fn sha256(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    digits(reading, node, 64)
}

fn xxh3(reading: &mut Reading<'_>, node: &Node) -> Option<u128> {
    u128::from_str_radix(&digits(reading, node, 32)?, 16).ok()
}

/// Reads a checksum of so many hexadecimal digits.
fn digits(reading: &mut Reading<'_>, node: &Node, count: usize) -> Option<String> {
    let written = value::plain(reading, node)?;
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if written.len() == count && written.bytes().all(is_hex) {
        return Some(written);
    }
    unsound(reading, node, format!("`{written}` är ingen kontrollsumma av {count} tecken"))
}

fn size(reading: &mut Reading<'_>, node: &Node) -> Option<u64> {
    let written = value::plain(reading, node)?;
    match written.parse() {
        Ok(size) => Some(size),
        Err(_) => unsound(reading, node, format!("`{written}` är inget antal byte")),
    }
}

fn unsound<T>(reading: &mut Reading<'_>, node: &Node, message: String) -> Option<T> {
    reading.wrong(
        "F784",
        node.span,
        message,
        "hämta tillbaka filen som `fou record` skrev den, ur versionshanteringen",
    )
}
