//! Pictures beside texts, as browsers choose among their renditions.
//!
//! Of a picture that has been read only its renditions stand on the site. One that has been looked at and no more, as in
//! a preview, stands there itself.

use serde::Serialize;

use super::context::Directory;
use crate::content::facts::{self, Pixels};
use crate::source::blob::Blob;
use crate::source::path::SourcePath;
use crate::source::raster::{Format, Rendition, file_name};
use crate::url::Url;

/// A picture.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// What every browser can show.
    pub src: Url,
    /// The same for a plain screen, where there is no choosing, as in a letter.
    #[serde(skip)]
    pub plain: Url,
    /// The same at several widths, as `srcset`; `None` if there is only one.
    pub srcset: Option<String>,
    /// What browsers of today are shown instead, likewise; `None` if it has not been made.
    pub webp: Option<String>,
    /// Its width and height, so that nothing moves when it arrives; `None` if they are not known.
    pub size: Option<Size>,
}

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Size {
    pub width: usize,
    pub height: usize,
}

/// A file that is published: where it stands, and its bytes.
pub struct Published {
    /// Where it stands.
    pub url: Url,
    /// Its bytes.
    pub blob: Blob,
}

/// Shows a picture beside the page at `url`; `None` if there is no such file.
pub fn picture(context: &Directory, url: &Url, path: &SourcePath) -> Option<Picture> {
    let files = &context.site.files;
    let blob = files.blobs.get(path)?;
    let reading = files.picture(path);
    let Some((reading, largest)) = reading.and_then(|it| Some((it, it.largest()?))) else {
        let facts = reading.and_then(|it| it.facts);
        let seen = facts.map(|it| Size { width: it.width as usize, height: it.height as usize });
        let size = seen.or_else(|| match facts::pixels(blob) {
            Pixels::Size(width, height) => Some(Size { width, height }),
            Pixels::TooMany(..) | Pixels::Unknown => None,
        });
        let src = url.file(path.name());
        return Some(Picture { plain: src.clone(), src, srcset: None, webp: None, size });
    };
    let address = |it: &Rendition| url.file(&file_name(path.stem(), blob.hash, it.shape));
    let set = |of: fn(&Format) -> bool| {
        let all = reading.renditions.iter().filter(|it| of(&it.shape.format));
        all.map(|it| format!("{} {}w", address(it), it.shape.width)).collect::<Vec<_>>().join(", ")
    };
    let webp = set(|it| *it == Format::WebP);
    let srcset = (reading.fallbacks().count() > 1).then(|| set(|it| *it != Format::WebP));
    let size = Size { width: largest.shape.width as usize, height: largest.shape.height as usize };
    let plain = address(reading.plain().unwrap_or(largest));
    Some(Picture { src: address(largest), plain, srcset, webp: Some(webp), size: Some(size) })
}

/// Lists what is published of a file beside the page at `url`: itself, or the renditions of a picture.
pub fn published(context: &Directory, url: &Url, path: &SourcePath) -> Vec<Published> {
    let files = &context.site.files;
    let Some(blob) = files.blobs.get(path) else { return Vec::new() };
    match files.picture(path).map(|it| it.renditions.as_slice()) {
        None | Some([]) => vec![Published { url: url.file(path.name()), blob: blob.clone() }],
        Some(renditions) => {
            let one = |it: &Rendition| Published {
                url: url.file(&file_name(path.stem(), blob.hash, it.shape)),
                blob: it.blob.clone(),
            };
            renditions.iter().map(one).collect()
        }
    }
}

/// Finds where that of a file stands which somebody is given who asks for it: itself, or the largest rendition.
pub fn address(context: &Directory, url: &Url, path: &SourcePath) -> Url {
    let files = &context.site.files;
    let largest = files.picture(path).and_then(|it| it.largest());
    match files.blobs.get(path).zip(largest) {
        Some((blob, it)) => url.file(&file_name(path.stem(), blob.hash, it.shape)),
        None => url.file(path.name()),
    }
}
