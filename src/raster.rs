//! Photographs and drawings made of pixels: looked at, and made into what is published of them.
//!
//! Bytes in, [parts](Part) out, and nothing else: neither where the file lies nor what the site makes of it. A file may
//! be hostile: whoever reads files of others does so in a process of their own (`crate::reader`).
//!
//! 1. `open`: of what sort it is; what moves, is vast or foreign is refused before a pixel is read;
//! 2. `open`: its pixels, whole or not at all, with how they are to be turned and which colours they mean;
//! 3. `encode`: made small, turned, in the web's own colours (sRGB), and written anew.
//!
//! What is written has pixels and nothing else: neither position nor camera, neither name nor small picture of the
//! whole one. Nothing of the kind is taken over in the first place.

mod encode;
mod open;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::source::raster::{Facts, Fault, Part, Reading};

/// Looks at a picture, to its last pixel, and tells what it says of itself or why it cannot be shown.
///
/// # Panics
/// Where a library does: a file that is made to break it may.
pub fn look(bytes: &[u8], tell: &mut dyn FnMut(Part)) {
    match open::open(bytes) {
        Ok(picture) => tell(Part::Facts(facts(&picture))),
        Err(fault) => tell(Part::Fault(fault)),
    }
}

/// Does the same, and tells every rendition.
///
/// # Panics
/// As [`look`].
pub fn render(bytes: &[u8], tell: &mut dyn FnMut(Part)) {
    let picture = match open::open(bytes) {
        Ok(picture) => picture,
        Err(fault) => return tell(Part::Fault(fault)),
    };
    let facts = facts(&picture);
    tell(Part::Facts(facts));
    for size in facts.sizes() {
        match encode::renditions(&picture, size) {
            Some(both) => both.into_iter().for_each(|(shape, bytes)| tell(Part::Rendition(shape, bytes))),
            None => return tell(Part::Fault(Fault::Broken)),
        }
    }
}

/// Reads a picture where it is known to be harmless, as in tests; what breaks a library is broken.
pub fn reading(bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let outcome = catch_unwind(AssertUnwindSafe(|| render(bytes, &mut |part| reading.add(part))));
    if outcome.is_err() {
        reading.add(Part::Fault(Fault::Broken));
    }
    reading
}

fn facts(picture: &open::Picture) -> Facts {
    let (width, height) = (picture.pixels.width(), picture.pixels.height());
    let (width, height) = if picture.is_turned() { (height, width) } else { (width, height) };
    Facts { width, height }
}
