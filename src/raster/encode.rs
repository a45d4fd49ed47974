//! Renditions: pixels made small, turned the right way up, in the web's own colours, and written anew.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder as _, RgbImage, RgbaImage};
use jpeg_encoder::{ColorType, Encoder as JpegEncoder, SamplingFactor};
use moxcms::{ColorProfile, Layout, TransformOptions};
use webp::{Encoder as WebPEncoder, PixelLayout};

use super::open::Picture;
use crate::source::raster::{Format, JPEG, Shape, WEBP};

/// Makes the renditions of one size, for browsers of today and for all others; `None` if a library will not.
pub(super) fn renditions(picture: &Picture, (width, height): (u32, u32)) -> Option<[(Shape, Vec<u8>); 2]> {
    let lying = if picture.is_turned() { (height, width) } else { (width, height) };
    let mut pixels = resized(&picture.pixels, lying)?;
    if let Some(profile) = &picture.profile {
        // Colours that cannot be worked out stay as they are.
        pixels = in_srgb(&pixels, profile).unwrap_or(pixels);
    }
    pixels.apply_orientation(picture.orientation);
    let fallback = match &pixels {
        DynamicImage::ImageRgb8(rgb) if !picture.is_drawing => (Format::Jpeg, jpeg(rgb)?),
        other => (Format::Png, png(other)?),
    };
    let both = [(Format::WebP, webp(&pixels, picture.is_drawing)?), fallback];
    Some(both.map(|(format, bytes)| (Shape { width, height, format }, bytes)))
}

/// Makes pixels fewer; the hidden colours of what is transparent do not bleed into the rest.
fn resized(pixels: &DynamicImage, (width, height): (u32, u32)) -> Option<DynamicImage> {
    if (pixels.width(), pixels.height()) == (width, height) {
        return Some(pixels.clone());
    }
    let sort = if pixels.color().has_alpha() { PixelType::U8x4 } else { PixelType::U8x3 };
    let large = ImageRef::new(pixels.width(), pixels.height(), pixels.as_bytes(), sort).ok()?;
    let mut small = Image::new(width, height, sort);
    Resizer::new().resize(&large, &mut small, None).ok()?;
    made(pixels, (width, height), small.into_vec())
}

/// Works out which of the web's colours those of a profile are.
fn in_srgb(pixels: &DynamicImage, profile: &ColorProfile) -> Option<DynamicImage> {
    let layout = if pixels.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let options = TransformOptions::default();
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(layout, &srgb, layout, options).ok()?;
    let mut bytes = vec![0; pixels.as_bytes().len()];
    transform.transform(pixels.as_bytes(), &mut bytes).ok()?;
    made(pixels, (pixels.width(), pixels.height()), bytes)
}

/// Makes a picture of bytes, of the same sort as another one.
fn made(like: &DynamicImage, (width, height): (u32, u32), bytes: Vec<u8>) -> Option<DynamicImage> {
    if like.color().has_alpha() {
        RgbaImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8)
    }
}

fn webp(pixels: &DynamicImage, is_drawing: bool) -> Option<Vec<u8>> {
    let layout = if pixels.color().has_alpha() { PixelLayout::Rgba } else { PixelLayout::Rgb };
    let encoder = WebPEncoder::new(pixels.as_bytes(), layout, pixels.width(), pixels.height());
    encoder.encode_simple(is_drawing, f32::from(WEBP)).ok().map(|it| it.to_vec())
}

fn jpeg(rgb: &RgbImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes, JPEG);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(true);
    let side = |side: u32| u16::try_from(side).ok();
    encoder.encode(rgb, side(rgb.width())?, side(rgb.height())?, ColorType::Rgb).ok()?;
    Some(bytes)
}

fn png(pixels: &DynamicImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive);
    let colour = pixels.color().into();
    encoder.write_image(pixels.as_bytes(), pixels.width(), pixels.height(), colour).ok()?;
    Some(bytes)
}
