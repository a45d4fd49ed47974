//! Files beside texts, as they are shown: format, size, and an image's pixels.

use super::context::Directory;
use super::parts::File;
use crate::content::facts::{self, Pixels};
use crate::lang::numbers;
use crate::model::file::{Attachment, Role, Source};
use crate::model::links::beside;
use crate::source::blob::Blob;
use crate::source::path::SourcePath;
use crate::url::Url;

/// Describes the attachments of an entry whose page stands at `url`.
pub fn attachments(
    context: &Directory,
    text: &SourcePath,
    url: &Url,
    attachments: &[Attachment],
) -> Vec<File> {
    attachments.iter().filter_map(|attachment| file(context, text, url, attachment)).collect()
}

fn file(context: &Directory, text: &SourcePath, url: &Url, attachment: &Attachment) -> Option<File> {
    let role = match attachment.role {
        Role::Main => "main",
        Role::Annex => "annex",
    };
    match &attachment.source {
        Source::Web(web) => {
            let title = attachment.title.clone().unwrap_or_else(|| web.clone());
            Some(File { text: title, url: web.clone(), meta: None, role })
        }
        Source::File(file) => {
            let path = beside(text, &file.name)?;
            let blob = context.site.files.blobs.get(&path)?;
            let title = attachment.title.clone().unwrap_or_else(|| path.name().to_owned());
            let meta = Some(format!("{}, {}", path.extension(), numbers::bytes(blob.size)));
            Some(File { text: title, url: url.file(path.name()).to_string(), meta, role })
        }
    }
}

/// Returns an image's width and height; `None` if they are not known, or are absurd.
pub fn pixels(blob: &Blob) -> Option<(usize, usize)> {
    match facts::pixels(blob) {
        Pixels::Size(width, height) => Some((width, height)),
        Pixels::TooMany(..) | Pixels::Unknown => None,
    }
}
