//! What a PDF says of itself: facts, text, first page.
//!
//! Bytes in, [parts](Part) out, and nothing else: neither where the file lies nor what the site makes of it. A file
//! may be hostile, and the library that opens it is large: whoever reads files of others does so in a process of
//! their own (`crate::reader`), with a limit to its time and memory. The parts come in the order of their worth, so
//! that a limit costs as little as possible:
//!
//! 1. `facts`: pages, title, author, language, tags, bookmarks, fonts, protection;
//! 2. `text`: what each page says, and which pages are only a picture;
//! 3. `cover`: page 1 as pictures.

mod cover;
mod facts;
mod string;
mod text;
mod xmp;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_syntax::{LoadPdfError, Pdf};

use crate::source::pdf::{Fault, Part, Reading};

/// Reads a PDF and tells each part when it is known.
///
/// # Panics
/// Where the library does: a file that is made to break it may.
pub fn read(bytes: Vec<u8>, tell: &mut dyn FnMut(Part)) {
    let protected = facts::is_encrypted(&bytes);
    let pdf = match Pdf::new(bytes) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => return tell(Part::Fault(Fault::Locked)),
        // A protected file whose table is lost opens no better with a password.
        Err(LoadPdfError::Invalid) if protected => return tell(Part::Fault(Fault::Locked)),
        Err(LoadPdfError::Invalid) => return tell(Part::Fault(Fault::Broken)),
    };
    if pdf.pages().is_empty() {
        return tell(Part::Fault(Fault::Broken));
    }
    tell(Part::Facts(facts::facts(&pdf, protected)));
    tell(Part::Texts(text::texts(&pdf)));
    if let Some(cover) = cover::cover(&pdf) {
        tell(Part::Cover(cover));
    }
}

/// Reads a PDF where it is known to be harmless, as in tests; what breaks the library is broken.
pub fn reading(bytes: Vec<u8>) -> Reading {
    let mut reading = Reading::default();
    // What was told before the fault is whole, and the rest is dropped.
    let outcome = catch_unwind(AssertUnwindSafe(|| read(bytes, &mut |part| reading.add(part))));
    if outcome.is_err() {
        reading.add(Part::Fault(Fault::Broken));
    }
    reading
}
