//! What one file says, read alone: its front matter as a tree with places, its text as HTML with holes.
//!
//! 1. [`front_matter::cut`] finds the fences; [`front_matter::tree`] reads what lies between them.
//! 2. [`markdown::body`] reads the rest.
//!
//! Knows no other file, no kind, no address.

pub mod bibliography;
pub mod body;
pub mod captions;
pub mod chapter;
mod citation;
mod directive;
pub mod drawing;
pub mod facts;
pub mod front_matter;
mod highlight;
pub mod markdown;
mod weekday;

use std::sync::Arc;

use body::Body;
use front_matter::Node;

use xxhash_rust::xxh3::xxh3_128;

use crate::diagnostic::Diagnosed;
use crate::index::Index;
use crate::source::path::SourcePath;

/// A file as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it lies.
    pub path: SourcePath,
    /// Its fields; `None` if they could not be read, which has been said.
    pub front_matter: Option<Node>,
    /// Tells fields apart: two equal digests state the same, on the same lines.
    pub stated: u128,
    /// Its text.
    pub body: Arc<Body>,
}

/// The texts of the site, by their files.
pub type Bodies = Index<SourcePath, Arc<Body>>;

impl Document {
    /// Stands in for a file whose text could not be read.
    pub fn unread(path: &SourcePath) -> Self {
        Self { path: path.clone(), front_matter: None, stated: 0, body: Arc::default() }
    }
}

/// Reads a file: all that can be said without looking at any other.
pub fn parse(path: &SourcePath, text: &str) -> Diagnosed<Document> {
    let mut diagnostics = weekday::check(path.shared(), text);
    let (front_matter, stated, body) = match front_matter::cut(path.shared(), text) {
        Ok(parts) => {
            let read = front_matter::tree(path.shared(), parts.yaml, 2);
            let clean = read.diagnostics.is_empty();
            let tree = read.unload(&mut diagnostics);
            let front_matter = if clean { tree.or_else(|| Some(Node::empty())) } else { tree };
            (
                front_matter,
                xxh3_128(parts.yaml.as_bytes()),
                markdown::body(path.shared(), parts.body, parts.body_line).unload(&mut diagnostics),
            )
        }
        Err(remark) => {
            diagnostics.push(*remark);
            (None, 1, Body::default())
        }
    };
    Diagnosed {
        value: Document { path: path.clone(), front_matter, stated, body: Arc::new(body) },
        diagnostics,
    }
}
