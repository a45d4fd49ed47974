//! What a photograph or drawing made of pixels says of itself, and what is published of it: the shape only.
//!
//! The file that somebody has laid beside a text is never published: it may tell where it was taken, with what, and by
//! whom. What is published are *renditions*: its pixels alone, at a few widths. [`crate::raster`] makes them out of
//! bytes. Where a file has not been read, its reading is missing: that is no fault, and nothing is said of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::blob::Blob;
use super::path::SourcePath;

/// Readings, each under the hash of the file's bytes.
pub type Readings = BTreeMap<u128, Arc<Reading>>;

/// The width of a picture on a plain screen, in pixels.
pub const PLAIN: u32 = 720;

/// The widths of renditions, in pixels: a column of text on a telephone, on a plain screen, and on a sharp one.
const WIDTHS: [u32; 3] = [360, PLAIN, 1280];

/// The highest rendition, in pixels: WebP knows no higher ones.
const HIGHEST: u32 = 16_383;

/// How good WebP and JPEG are, of 100: the least at which every photograph that was measured is of high quality
/// (SSIMULACRA 2 over 70); see `tests/bench/README.md`.
pub const WEBP: u8 = 82;
/// See [`WEBP`].
pub const JPEG: u8 = 80;

/// Is raised when renditions are made in another way than before.
const VERSION: u8 = 1;

/// The endings of files that are looked into: what can be shown, and what people try to show.
const ENDINGS: [&str; 13] =
    ["jpg", "jpeg", "jfif", "png", "webp", "gif", "avif", "heic", "heif", "tif", "tiff", "bmp", "apng"];

/// Everything that is known of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What it says of itself; `None` if it cannot be shown.
    pub facts: Option<Facts>,
    /// What is published of it, the narrowest first; nothing if it has only been looked at.
    pub renditions: Vec<Rendition>,
    /// Why there is not more, if so.
    pub fault: Option<Fault>,
}

/// What a file says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its width in pixels, once it is turned the right way up.
    pub width: u32,
    /// Its height likewise.
    pub height: u32,
}

/// One version of a picture, made to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    /// What it is.
    pub shape: Shape,
    /// Its bytes.
    pub blob: Blob,
}

/// What a rendition is, but for its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// How it is written.
    pub format: Format,
}

/// How a rendition is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Format {
    /// For every browser of today.
    WebP,
    /// For all others.
    Jpeg,
    /// For all others, of what is transparent or drawn with few colours.
    Png,
}

impl Format {
    /// Returns what its files end with.
    pub fn ending(self) -> &'static str {
        match self {
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// One part of a reading, as the reader tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the parts are those of `Reading`")]
pub enum Part {
    Facts(Facts),
    Rendition(Shape, Vec<u8>),
    Fault(Fault),
}

/// Why a picture cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// It is damaged or cut off, or no picture.
    Broken,
    /// It took too long.
    Slow,
    /// It took too much memory.
    Heavy,
    /// It has more pixels than anybody needs: width and height.
    Vast(u32, u32),
    /// It moves.
    Moving,
    /// It is written in a way that is not shown on the web, or not here.
    Foreign,
}

impl Reading {
    /// Takes in a part.
    pub fn add(&mut self, part: Part) {
        match part {
            Part::Facts(facts) => self.facts = Some(facts),
            Part::Rendition(shape, bytes) => {
                self.renditions.push(Rendition { shape, blob: Blob::from_bytes(bytes) });
            }
            Part::Fault(fault) => self.fault = Some(fault),
        }
    }

    /// Makes the reading of a file of which nothing is known but what is wrong with it.
    pub fn failed(fault: Fault) -> Self {
        Self { fault: Some(fault), ..Self::default() }
    }

    /// Finds what browsers that know no WebP are shown, the narrowest first.
    pub fn fallbacks(&self) -> impl DoubleEndedIterator<Item = &Rendition> {
        self.renditions.iter().filter(|it| it.shape.format != Format::WebP)
    }

    /// Finds the largest of them for a plain screen, or else the narrowest; `None` if none has been made.
    pub fn plain(&self) -> Option<&Rendition> {
        let fit = self.fallbacks().rfind(|it| it.shape.width <= PLAIN);
        fit.or_else(|| self.fallbacks().next())
    }

    /// Finds the largest rendition that every browser can show; `None` if none has been made.
    pub fn largest(&self) -> Option<&Rendition> {
        self.fallbacks().next_back()
    }
}

impl Facts {
    /// Returns width and height of every rendition, the narrowest first; none is larger than the picture itself.
    pub fn sizes(self) -> Vec<(u32, u32)> {
        let Self { width, height } = self;
        let scaled = |side: u32, to: u32, of: u32| {
            let exact = u64::from(side) * u64::from(to);
            let rounded = (exact + u64::from(of) / 2) / u64::from(of.max(1));
            // What is made smaller has smaller sides.
            u32::try_from(rounded).unwrap_or(side).max(1)
        };
        let highest = if height > HIGHEST { scaled(width, HIGHEST, height) } else { width };
        let largest = WIDTHS[WIDTHS.len() - 1].min(highest);
        // A step of less than a tenth saves nobody anything.
        let steps = WIDTHS.into_iter().filter(|it| it * 10 <= largest * 9);
        let sized = |to: u32| (to, scaled(height, to, width).min(HIGHEST));
        steps.chain([largest]).map(sized).collect()
    }
}

/// Tells whether a file is looked into.
pub fn is_raster(path: &SourcePath) -> bool {
    ENDINGS.contains(&path.extension().as_str())
}

/// Digests the way in which renditions are made.
pub fn settings() -> u128 {
    xxh3_128(format!("{WIDTHS:?} {HIGHEST} {WEBP} {JPEG} {VERSION}").as_bytes())
}

/// Names the file of a rendition: of the picture's own name, its bytes, and the way in which it was made.
///
/// What a rendition becomes may differ by a hair from one processor to the next, and its address may not.
pub fn file_name(stem: &str, picture: u128, shape: Shape) -> String {
    let both = [picture, settings()].map(u128::to_le_bytes);
    let digest = format!("{:032x}", xxh3_128(both.as_flattened()));
    format!("{stem}-{}.{}.{}", shape.width, &digest[..10], shape.format.ending())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(picture: (u32, u32), expected: &[(u32, u32)]) {
        let (width, height) = picture;
        assert_eq!(Facts { width, height }.sizes(), expected, "{width} × {height}");
    }

    #[test]
    fn renditions_fit_the_column_and_are_never_larger_than_the_picture() {
        check((4000, 3000), &[(360, 270), (720, 540), (1280, 960)]);
        check((3000, 4000), &[(360, 480), (720, 960), (1280, 1707)]);
        check((1280, 1), &[(360, 1), (720, 1), (1280, 1)]);
        check((1000, 500), &[(360, 180), (720, 360), (1000, 500)]);
        check((750, 500), &[(360, 240), (750, 500)]);
        check((380, 380), &[(380, 380)]);
        check((2, 1), &[(2, 1)]);
        check((1, 20_000), &[(1, 16_383)]);
        check((1000, 20_000), &[(360, 7200), (720, 14_400), (819, 16_380)]);
    }

    #[test]
    fn an_address_follows_the_bytes() {
        let shape = Shape { width: 720, height: 1, format: Format::WebP };
        let name = file_name("anna", 7, shape);
        assert!(name.starts_with("anna-720.") && name.split('.').next_back() == Some("webp"), "{name}");
        assert_ne!(name, file_name("anna", 8, shape));
        assert_eq!(name, file_name("anna", 7, Shape { height: 2, ..shape }));
    }
}
