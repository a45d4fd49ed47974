//! `fou`: a folder of Markdown becomes the website of FoU Nordväst.

pub mod content;
pub mod date;
pub mod diagnostic;
pub mod error;
pub mod lang;
pub mod model;
pub mod publish;
pub mod source;
pub mod url;
