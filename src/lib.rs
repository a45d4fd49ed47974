//! `fou`: a folder of Markdown becomes the website of FoU Nordväst.
//!
//! # The way through
//!
//! ```text
//! discover      parse        assemble       plan           render          audit        publish
//! Sources  ──▶ Document* ──▶   Site    ──▶ Planned*  ──▶  Artifact* ──▶   remarks ──▶ folder
//! what is on    what one      what the      what each      what each       is it whole   where it
//! disk          file says     site means    output shows   file contains   and fit       goes
//! ```
//!
//! Rooms in a row, each with one door to the next. Each arrow is a function; between rooms go plain values. Only the
//! first and the last room touch the machine: everything between is pure, so the same inputs give the same bytes on
//! any day, in any folder, on any number of cores.
//!
//! # The floors
//!
//! A room uses only lower floors; `tests/architecture.rs` keeps it so.
//!
//! | floor | rooms | deliberately does not know |
//! |---|---|---|
//! | 0 | [`diagnostic`], [`error`], [`url`], [`date`], [`lang`], [`index`], [`memo`] | that there is a site |
//! | 1 | [`source`] | Markdown, kinds |
//! | 2 | [`content`], [`theme`] (which reads its manifest as front matter is read), [`pdf`], [`raster`] | other files |
//! | 3 | [`model`] | addresses, templates, HTML frames |
//! | 4 | [`view`] | Tera, XML, files |
//! | 5 | [`output`] | the disk, the model |
//! | 6 | [`audit`] | how anything was made |
//! | 7 | [`pipeline`] | who asked, where it goes |
//! | 8 | [`publish`], [`serve`], [`reader`] | content, model, view |
//! | 9 | [`cli`] | – |
//!
//! # What holds everywhere
//!
//! - A mistake in the content is a [`diagnostic::Diagnostic`]: in Swedish, with a place and a remedy, all of them in one
//!   run. A failure of the machine is an [`error::Error`].
//! - A [`model::names::Ref`] exists only if what it names does. Nothing in a [`model::Site`] changes after it is
//!   assembled.
//! - Views hold the facts, templates the markup, style sheets the looks.
//! - Nothing depends on when the site was built, but through the day that was asked for.

pub mod audit;
pub mod cli;
pub mod content;
pub mod date;
pub mod diagnostic;
pub mod error;
pub mod index;
pub mod lang;
pub mod memo;
pub mod model;
pub mod output;
pub mod pdf;
pub mod pipeline;
pub mod publish;
pub mod raster;
pub mod reader;
pub mod serve;
pub mod source;
pub mod theme;
pub mod url;
pub mod view;
