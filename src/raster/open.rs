//! A file's pixels, or why there are none.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageResult, Limits};
use moxcms::{ColorProfile, DataColorSpace};

use crate::source::raster::Fault;

/// The largest side of a picture that is opened, and the most pixels of one.
const LARGEST_SIDE: u32 = 20_000;
const MOST_PIXELS: u64 = 100_000_000;

/// How much memory a library may ask for at once, in bytes.
const MOST_MEMORY: u64 = 448 << 20;

/// Pixels, and what is needed to show them as they were meant.
pub(super) struct Picture {
    /// Three or four bytes a pixel: red, green, blue, and how opaque if not all are.
    pub(super) pixels: DynamicImage,
    /// How they are turned the right way up.
    pub(super) orientation: Orientation,
    /// Which colours they mean, if it is not the web's own.
    pub(super) profile: Option<ColorProfile>,
    /// Whether it is drawn with few colours, so that every pixel counts.
    pub(super) is_drawing: bool,
}

impl Picture {
    /// Tells whether it lies on its side.
    pub(super) fn is_turned(&self) -> bool {
        match self.orientation {
            Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH => true,
            Orientation::NoTransforms
            | Orientation::Rotate180
            | Orientation::FlipHorizontal
            | Orientation::FlipVertical => false,
        }
    }
}

/// Reads a whole picture.
pub(super) fn open(bytes: &[u8]) -> Result<Picture, Fault> {
    let source = Cursor::new(bytes);
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) if !is_whole_jpeg(bytes) => Err(Fault::Broken),
        Ok(ImageFormat::Jpeg) => read(JpegDecoder::new(source), false),
        Ok(ImageFormat::Png) => {
            let decoder = PngDecoder::with_limits(source, limits()).map_err(|error| fault(&error))?;
            if decoder.is_apng().map_err(|error| fault(&error))? {
                return Err(Fault::Moving);
            }
            read(Ok(decoder), true)
        }
        Ok(ImageFormat::WebP) => {
            let decoder = WebPDecoder::new(source).map_err(|error| fault(&error))?;
            if decoder.has_animation() {
                return Err(Fault::Moving);
            }
            read(Ok(decoder), true)
        }
        // What says how often it begins anew does so.
        Ok(ImageFormat::Gif) if bytes.windows(11).any(|it| it == b"NETSCAPE2.0") => Err(Fault::Moving),
        Ok(_) => Err(Fault::Foreign),
        // The family of HEIC, as telephones write it.
        Err(_) if bytes.get(4..8) == Some(b"ftyp") => Err(Fault::Foreign),
        Err(_) => Err(Fault::Broken),
    }
}

fn read(decoder: ImageResult<impl ImageDecoder>, may_be_drawn: bool) -> Result<Picture, Fault> {
    let mut decoder = decoder.map_err(|error| fault(&error))?;
    let (width, height) = decoder.dimensions();
    let is_vast = width.max(height) > LARGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS;
    if is_vast {
        return Err(Fault::Vast(width, height));
    }
    decoder.set_limits(limits()).map_err(|error| fault(&error))?;
    // What cannot be understood of these is not there.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().and_then(|it| ColorProfile::new_from_slice(&it).ok());
    let pixels = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
    // A profile of inks or greys says nothing of the red, green and blue that have been made of them.
    let profile = profile.filter(|it| it.color_space == DataColorSpace::Rgb && pixels.color().has_color());
    let pixels =
        if pixels.color().has_alpha() { opaque(pixels) } else { DynamicImage::ImageRgb8(pixels.into_rgb8()) };
    let is_drawing = may_be_drawn && has_few_colours(&pixels);
    Ok(Picture { pixels, orientation, profile, is_drawing })
}

/// Leaves out how opaque pixels are, if all of them are.
fn opaque(pixels: DynamicImage) -> DynamicImage {
    let pixels = pixels.into_rgba8();
    if pixels.pixels().all(|it| it.0[3] == u8::MAX) {
        return DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(pixels).into_rgb8());
    }
    DynamicImage::ImageRgba8(pixels)
}

/// How many colours a drawing has at most.
const FEW: usize = 256;

fn has_few_colours(pixels: &DynamicImage) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    let mut last: &[u8] = &[];
    for pixel in pixels.as_bytes().chunks_exact(usize::from(pixels.color().bytes_per_pixel())) {
        // Beside a pixel there is most often one of the same colour.
        if pixel != last {
            last = pixel;
            if seen.insert(pixel) && seen.len() > FEW {
                return false;
            }
        }
    }
    true
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

fn fault(error: &ImageError) -> Fault {
    match error {
        ImageError::Limits(_) => Fault::Heavy,
        ImageError::Unsupported(_) => Fault::Foreign,
        _ => Fault::Broken,
    }
}

/// Tells whether a JPEG goes on to its end: the library shows what is cut off with grey instead of the rest.
///
/// Within the pixels no byte 0xFF stands before another than 0 or 0xD0 to 0xD7 (ITU T.81, B.1.1.2), so that the end is
/// only where it is said; what stands before them, a small picture with an end of its own perhaps, is stepped over.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    const END: &[u8] = &[0xFF, 0xD9];
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        match rest {
            [0xFF, 0xFF, ..] => rest = &rest[1..],
            [0xFF, 0xDA, pixels @ ..] => return pixels.windows(2).any(|it| it == END),
            [0xFF, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = rest.get(2 + length..).unwrap_or_default();
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jpeg_ends_after_its_pixels() {
        let head = [0xFF, 0xD8, 0xFF, 0xE1, 0, 4, 0xFF, 0xD9, 0xFF, 0xDA, 0, 2, 1, 2];
        assert!(!is_whole_jpeg(&head), "the end of the small picture is not that of the whole");
        assert!(is_whole_jpeg(&[&head[..], &[0xFF, 0xD9, 7]].concat()));
        assert!(!is_whole_jpeg(&head[..5]) && !is_whole_jpeg(&[]));
    }

    #[test]
    fn what_is_no_picture_is_told_apart() {
        let fault = |bytes: &[u8]| open(bytes).err();
        assert_eq!(fault(b"ingen bild"), Some(Fault::Broken));
        assert_eq!(fault(b"RIFF1234WEBPVP8 "), Some(Fault::Broken));
        assert_eq!(fault(b"GIF89a"), Some(Fault::Foreign));
        assert_eq!(fault(b"GIF89a!\xFF\x0BNETSCAPE2.0"), Some(Fault::Moving));
        assert_eq!(fault(b"\0\0\0\x20ftypheic"), Some(Fault::Foreign));
        assert_eq!(fault(b""), Some(Fault::Broken));
    }
}
