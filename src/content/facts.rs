//! What a file says of itself: an image's pixels.

use crate::source::blob::Blob;

/// The largest side of an image that is shown, in pixels.
pub const LARGEST_SIDE: usize = 20_000;

/// The most pixels of an image that is shown.
pub const MOST_PIXELS: usize = 100_000_000;

/// How large an image says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pixels {
    /// Its width and height.
    Size(usize, usize),
    /// Its width and height, which no browser should be asked to show.
    TooMany(usize, usize),
    /// Its first bytes do not tell, or it is no image.
    Unknown,
}

/// Reads an image's width and height from its first bytes.
pub fn pixels(blob: &Blob) -> Pixels {
    let Ok(size) = imagesize::blob_size(&blob.head) else { return Pixels::Unknown };
    let (width, height) = (size.width, size.height);
    let sound = width <= LARGEST_SIDE && height <= LARGEST_SIDE && width * height <= MOST_PIXELS;
    if sound { Pixels::Size(width, height) } else { Pixels::TooMany(width, height) }
}
