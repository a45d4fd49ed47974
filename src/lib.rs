//! `fou`: a folder of Markdown becomes the website of FoU Nordväst.

pub mod content;
pub mod diagnostic;
pub mod error;
pub mod source;
pub mod url;
