//! `fou`: a folder of Markdown becomes the website of FoU Nordväst.

pub mod audit;
pub mod cli;
pub mod content;
pub mod date;
pub mod diagnostic;
pub mod error;
pub mod lang;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod publish;
pub mod source;
pub mod theme;
pub mod url;
pub mod view;
