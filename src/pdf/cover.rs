//! Page 1 as pictures, small enough for a listing and sharp on any screen.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use crate::source::pdf::{Cover, Picture};

/// How wide a cover is shown, in pixels of a plain screen.
const WIDTH: u16 = 320;

/// How much higher than wide, or wider than high, a page may be to be shown whole.
const STRETCH: f32 = 3.0;

/// How good the pictures are, of 100: text stays clean, and a cover stays below 50 kB.
const WEBP: f32 = 70.0;
const JPEG: u8 = 75;

/// Draws page 1; `None` if it is no page that could be a cover.
pub(super) fn cover(pdf: &Pdf) -> Option<Cover> {
    let page = pdf.pages().first()?;
    let (width, height) = page.render_dimensions();
    let ratio = height / width;
    if !ratio.is_finite() || !(1.0 / STRETCH..=STRETCH).contains(&ratio) {
        return None;
    }
    let scale = f32::from(WIDTH) / width;
    let cache = RenderCache::new();
    let draw = |times: u8| {
        let scale = scale * f32::from(times);
        // A hair more, so that what is not quite a whole pixel is one.
        let settings = PixmapSettings { x_scale: scale * 1.0001, y_scale: scale * 1.0001, bg_color: WHITE };
        let interpreter = InterpreterSettings::default();
        let pixmap = render(page, &cache, &interpreter, &RenderSettings::default(), &settings);
        let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
        // On white nothing is transparent, so colours are as they are.
        let rgb: Vec<u8> = pixmap.data().iter().flat_map(|it| [it.r, it.g, it.b]).collect();
        let webp = webp::Encoder::from_rgb(&rgb, width, height).encode_simple(false, WEBP).ok()?;
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, JPEG)
            .encode(&rgb, width, height, ExtendedColorType::Rgb8)
            .ok()?;
        let picture = Picture { scale: times, webp: (*webp).into(), jpeg: jpeg.into() };
        Some((pixmap.height(), picture))
    };
    let (height, once) = draw(1)?;
    let (_, twice) = draw(2)?;
    Some(Cover { width: WIDTH, height, pictures: vec![once, twice] })
}
