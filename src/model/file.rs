//! Files beside a text that a field names: reports, slides, photographs.

use super::collection::FileName;
use super::field::{Field, Reading, list, map};
use super::value;
use crate::content::front_matter::{Node, Value};

/// A document that visitors can fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The file beside the text, or where it lies elsewhere.
    pub source: Source,
    /// What it is called, if not after its file.
    pub title: Option<String>,
    /// Whether it is the thing itself or something that belongs to it.
    pub role: Role,
}

/// Where an attachment lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Beside the text.
    File(FileName),
    /// Elsewhere on the web.
    Web(String),
}

/// What part a file plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The thing itself.
    Main,
    /// An annex.
    Annex,
}

/// Reads a file's name, beside the text.
pub(super) fn file(reading: &mut Reading<'_>, node: &Node) -> Option<FileName> {
    let name = value::plain(reading, node)?;
    Some(FileName { name, place: reading.place(node.span) })
}

/// Reads a list of attachments: `rapport.pdf`, or `{file: …, title: …, role: …}`, or `{url: …, title: …}`.
pub(super) fn attachments(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Attachment>> {
    list(reading, node, attachment)
}

fn attachment(reading: &mut Reading<'_>, node: &Node) -> Option<Attachment> {
    const FILE: Field<FileName> = Field::optional("file", file, "filens namn, bredvid texten");
    const URL: Field<String> =
        Field::optional("url", value::web, "adressen, om filen ligger någon annanstans");
    const TITLE: Field<String> = Field::optional("title", value::text, "vad filen heter");
    const ROLE: Field<Role> =
        Field::optional("role", role, "`main` för själva rapporten, `annex` för en bilaga");
    if !matches!(node.value, Value::Map(_)) {
        let source = Source::File(file(reading, node)?);
        return Some(Attachment { source, title: None, role: Role::Main });
    }
    map(reading, node, "skriv `- rapport.pdf`", |fields| {
        let file = fields.get(&FILE);
        let url = fields.get(&URL);
        let title = fields.get(&TITLE);
        let role = fields.get(&ROLE).unwrap_or(Role::Main);
        let source = match (file, url) {
            (Some(file), None) => Source::File(file),
            (None, Some(url)) => Source::Web(url),
            // What was written cannot be read, which has been said.
            (None, None) if fields.has(FILE.key) || fields.has(URL.key) => return None,
            (Some(file), Some(_)) => {
                let span = fields.span(URL.key);
                let message = "här står både `file` och `url`, men filen ligger på ett ställe".to_owned();
                fields.reading.wrong::<()>("F508", span, message, "ta bort det ena");
                Source::File(file)
            }
            (None, None) => {
                let span = fields.span(FILE.key);
                let message = "det står inte var filen ligger".to_owned();
                let advice = "skriv `file: rapport.pdf`, eller `url: https://…`";
                return fields.reading.wrong("F508", span, message, advice);
            }
        };
        Some(Attachment { source, title, role })
    })
}

fn role(reading: &mut Reading<'_>, node: &Node) -> Option<Role> {
    value::choice(reading, node, &[("main", Role::Main), ("annex", Role::Annex)])
}
