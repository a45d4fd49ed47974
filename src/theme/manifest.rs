//! The theme's own list: `theme.yaml`.
//!
//! Knows which keys there are, not whether the files that they name exist.

use std::sync::Arc;

use super::Files;
use crate::content::front_matter::{self, Node, Value};
use crate::diagnostic::{Diagnostic, Place};

/// The file that makes a folder a theme.
pub const NAME: &str = "theme.yaml";

/// What a theme says of itself.
#[derive(Debug, Default)]
pub struct Manifest {
    /// Style sheets in the order in which they are joined.
    pub styles: Vec<Named>,
    /// Scripts that pages load, each as a module, in this order.
    pub scripts: Vec<Named>,
    /// Files to load early.
    pub preload: Vec<Named>,
    /// The style sheet of a feed that is opened in a browser.
    pub feed: Option<Named>,
    /// The site's icon.
    pub icon: Option<Named>,
    /// The font that drawn covers are set in.
    pub cover: Option<Named>,
}

/// A file that the manifest names.
#[derive(Debug)]
pub struct Named {
    /// The path inside the theme.
    pub path: String,
    /// Where the manifest names it.
    pub place: Place,
}

/// Reads the manifest; `None` if there is none, or it is no YAML.
pub fn read(files: &Files<'_>, remarks: &mut Vec<Diagnostic>) -> Option<Manifest> {
    let path = files.path(NAME);
    let Some(text) = files.texts.get(NAME) else {
        let message = format!("temat saknar filen `{NAME}`");
        remarks.push(Diagnostic::error("F801", Place::file(path), message).advise(
            "kontrollera `theme` i `content/site.yaml`, eller skriv filen med minst `styles: [styles/tokens.css]`",
        ));
        return None;
    };
    let node = front_matter::tree(&path, text, 1).unload(remarks)?;
    let mut manifest = Manifest::default();
    let mut styled = false;
    for (key, value) in node.entries() {
        match key.text.as_str() {
            "styles" => {
                styled = true;
                manifest.styles = list(value, &path, "skriv `[styles/tokens.css]`", remarks);
            }
            "scripts" => manifest.scripts = list(value, &path, "skriv `[scripts/site.js]`", remarks),
            "preload" => manifest.preload = list(value, &path, "skriv `[fonts/text.woff2]`", remarks),
            "feed" => manifest.feed = named(value, &path, remarks),
            "icon" => manifest.icon = named(value, &path, remarks),
            "cover" => manifest.cover = named(value, &path, remarks),
            unknown => {
                let message = format!("temat har inget fält som heter `{unknown}`");
                remarks.push(
                    Diagnostic::error("F802", key.span.place(&path), message)
                        .advise("fälten är `styles`, `scripts`, `preload`, `feed`, `icon` och `cover`"),
                );
            }
        }
    }
    if !styled {
        remarks.push(
            Diagnostic::error("F802", Place::file(path), "fältet `styles` saknas")
                .advise("skriv `styles: [styles/tokens.css]`, med stilmallarna i den ordning de ska gälla"),
        );
    }
    Some(manifest)
}

fn list(node: &Node, path: &Arc<str>, advice: &str, remarks: &mut Vec<Diagnostic>) -> Vec<Named> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(|item| named(item, path, remarks)).collect(),
        Value::Nothing => Vec::new(),
        Value::Text(_) | Value::Map(_) => {
            remarks.push(expected("en lista med filer", advice, node.span.place(path)));
            Vec::new()
        }
    }
}

fn named(node: &Node, path: &Arc<str>, remarks: &mut Vec<Diagnostic>) -> Option<Named> {
    let place = node.span.place(path);
    match &node.value {
        Value::Text(text) => Some(Named { path: text.clone(), place }),
        Value::Nothing | Value::List(_) | Value::Map(_) => {
            remarks.push(expected("namnet på en fil", "skriv till exempel `icons/favicon.svg`", place));
            None
        }
    }
}

fn expected(what: &str, advice: &str, place: Place) -> Diagnostic {
    Diagnostic::error("F802", place, format!("här ska stå {what}")).advise(advice)
}
