//! Covers of publications: the first page of the report, or words where nobody has read it.

mod drawing;
mod lines;

use std::sync::Arc;

use super::context::Directory;
use super::parts::{Cover, CoverPicture};
use crate::model::collection::Entry;
use crate::model::links::beside;
use crate::model::publication::Publication;
use crate::source::pdf;
use crate::url::Url;

/// Shows a publication's cover.
pub fn cover(context: &Directory, entry: &Entry<Publication>) -> Cover {
    picture(context, entry).map_or_else(|| Cover::Drawing(drawing::drawing(context, entry)), Cover::Picture)
}

fn picture(context: &Directory, entry: &Entry<Publication>) -> Option<CoverPicture> {
    let (cover, files) = drawn(context, entry)?;
    let set = |format: &str| {
        let all = files.iter().filter(|file| file.format == format);
        all.map(|file| format!("{} {}x", file.url, file.scale)).collect::<Vec<_>>().join(", ")
    };
    Some(CoverPicture {
        webp: set("webp"),
        jpeg: set("jpg"),
        src: files.iter().find(|file| file.format == "jpg")?.url.clone(),
        width: cover.width,
        height: cover.height,
    })
}

/// A file of a cover: where it stands, and its bytes.
pub struct CoverFile {
    /// Where it stands, beside the publication's page.
    pub url: Url,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    format: &'static str,
    scale: u8,
}

/// Lists the files of a publication's cover; none if its report has not been read.
pub fn files(context: &Directory, entry: &Entry<Publication>) -> Vec<CoverFile> {
    drawn(context, entry).map(|(_, files)| files).unwrap_or_default()
}

/// Finds the pictures, each named for the report's bytes: what a picture becomes of them may differ by a hair from one
/// processor to the next, and its address may not.
fn drawn<'c>(context: &'c Directory, entry: &Entry<Publication>) -> Option<(&'c pdf::Cover, Vec<CoverFile>)> {
    let path = beside(&entry.head.path, &entry.data.main_file()?.name)?;
    let site = &context.site;
    let cover = site.files.reading(&path)?.cover.as_ref()?;
    let hash = format!("{:032x}", site.files.blobs.get(&path)?.hash);
    let url = context.url(&entry.head.name)?;
    let file = |scale: u8, format: &'static str, bytes: &Arc<[u8]>| CoverFile {
        url: url.file(&format!("omslag-{scale}x.{}.{format}", &hash[..10])),
        bytes: bytes.clone(),
        format,
        scale,
    };
    let both = |it: &pdf::Picture| [file(it.scale, "webp", &it.webp), file(it.scale, "jpg", &it.jpeg)];
    Some((cover, cover.pictures.iter().flat_map(both).collect()))
}
