//! A text with its holes filled: addresses, images, and the blocks that show other entries.
//!
//! A [`Text`] keeps the document and what fills its holes, and is put together only while it is rendered: the
//! finished text is never held for all pages at once.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::context::{Context, Directory};
use super::files;
use super::joined::Joined;
use super::literature::citation;
use super::parts::{Card, File, Toc};
use super::picture::{self, Size};
use super::query;
use crate::content::body::{Block, Body, Fragment, Image, Link, Reference, Target, Video};
use crate::model::links::{Destination, beside, resolve};
use crate::model::literature;
use crate::source::path::SourcePath;
use crate::url::Url;

/// A piece of a text: finished HTML, or a block that the theme draws.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the block of its name")]
pub enum BodyPart {
    TextHtml(Text),
    List(Vec<Arc<Card>>),
    Contact(Arc<Card>),
    Video(Film),
    Files(Vec<File>),
}

/// A film in a text.
#[derive(Clone, Debug, Serialize)]
pub struct Film {
    /// What it is called.
    pub title: String,
    /// Where it is shown.
    pub url: String,
    /// How long it is.
    pub length: Option<String>,
    /// Whether it has captions, in words.
    pub captions: Option<&'static str>,
    /// The host that shows it, if it lies elsewhere.
    pub host: Option<String>,
    /// Whether it lies on this site.
    pub local: bool,
}

/// Consecutive fragments of a document with their holes filled.
#[derive(Clone, Debug)]
pub struct Text {
    body: Arc<Body>,
    /// What it is joined with, if it does not stand on its own page.
    joined: Option<Arc<Joined>>,
    first: usize,
    fills: Vec<Fill>,
}

/// What stands for a fragment.
#[derive(Clone, Debug)]
enum Fill {
    /// The fragment itself, which is finished HTML.
    Same,
    /// The value of an attribute.
    Address(String),
    /// The address of a file, and what it is: `pdf, 48 sidor, 1,4 MB`.
    File(String, String),
    /// Nothing: the attribute is left out, the words stay.
    Unlinked,
    /// A finished element.
    Element(String),
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.joined {
            Some(joined) => out.write_str(&joined.rewritten(&self.filled()?)),
            None => self.fill(out),
        }
    }
}

impl Text {
    fn filled(&self) -> Result<String, fmt::Error> {
        let mut html = String::new();
        self.fill(&mut html)?;
        Ok(html)
    }

    fn fill(&self, out: &mut impl fmt::Write) -> fmt::Result {
        const OPEN: &str = " href=\"";
        const END: &str = "</a>";
        let mut close = false;
        let mut meta = None;
        let fragments = &self.body.fragments[self.first..];
        for (at, (fill, fragment)) in self.fills.iter().zip(fragments).enumerate() {
            match (fill, fragment) {
                (Fill::Same, Fragment::Html(html)) => {
                    let html = if close { html.strip_prefix('"').unwrap_or(html) } else { html };
                    close = matches!(self.fills.get(at + 1), Some(Fill::Unlinked));
                    let html = if close { html.strip_suffix(OPEN).unwrap_or(html) } else { html };
                    match meta.zip(html.split_once(END)) {
                        Some((words, (inside, after))) => {
                            meta = None;
                            out.write_str(inside)?;
                            if !says(inside, words) {
                                write!(out, " ({words})")?;
                            }
                            write!(out, "{END}{after}")?;
                        }
                        None => out.write_str(html)?,
                    }
                }
                (Fill::File(address, words), _) => {
                    meta = Some(words.as_str());
                    out.write_str(address)?;
                }
                (Fill::Address(text) | Fill::Element(text), _) => out.write_str(text)?,
                (Fill::Same | Fill::Unlinked, _) => {}
            }
        }
        Ok(())
    }
}

/// Tells whether the words of a link already say of what format the file is: `Rapporten (pdf)`.
fn says(words: &str, meta: &str) -> bool {
    let format = meta.split(',').next().unwrap_or(meta);
    words.to_lowercase().contains(&format!("({format}"))
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

/// Fills the holes of the text of a file whose page stands at `url`.
pub fn body(context: &Context, text: &SourcePath, url: &Url) -> Vec<BodyPart> {
    parts(context, text, url, None)
}

/// Fills the holes of a chapter's text, whose own page stands at `url`, on the page of its whole report.
pub fn joined_body(context: &Context, text: &SourcePath, url: &Url, joined: &Arc<Joined>) -> Vec<BodyPart> {
    parts(context, text, url, Some(joined))
}

fn parts(context: &Context, text: &SourcePath, url: &Url, joined: Option<&Arc<Joined>>) -> Vec<BodyPart> {
    let body = context.body(text);
    let mut parts = Vec::new();
    let mut first = 0;
    let mut fills = Vec::new();
    let mut above = 0;
    let flush = |parts: &mut Vec<BodyPart>, fills: &mut Vec<Fill>, first: usize| {
        if !fills.is_empty() {
            parts.push(BodyPart::TextHtml(Text {
                body: body.clone(),
                joined: joined.cloned(),
                first,
                fills: std::mem::take(fills),
            }));
        }
    };
    for (at, fragment) in body.fragments.iter().enumerate() {
        match fragment {
            Fragment::Html(_) => fills.push(Fill::Same),
            Fragment::Link(link) => fills.push(address(context, text, url, link)),
            Fragment::Reference(reference) => fills.push(Fill::Element(words(context, text, reference))),
            Fragment::Citation(it) => {
                let known = literature::beside(&context.site.literature, text);
                fills.push(Fill::Element(citation(known, it, escaped)));
            }
            Fragment::Image(image) => {
                fills.push(Fill::Element(element(context, text, url, image, above < BEGINNING)));
            }
            Fragment::Block(block, _) => {
                flush(&mut parts, &mut fills, first);
                first = at + 1;
                parts.extend(self::block(context, text, url, block));
            }
        }
        above += length(fragment);
    }
    flush(&mut parts, &mut fills, first);
    parts
}

/// Lists the headings of the two upper levels, if there are enough for a table of contents to help.
pub fn toc(context: &Context, text: &SourcePath) -> Vec<Toc> {
    let body = context.body(text);
    let headings = body.headings.iter().filter(|heading| heading.level <= 3);
    let toc: Vec<_> = headings
        .map(|heading| Toc {
            id: heading.id.clone(),
            number: heading.number.clone(),
            text: heading.text.clone(),
            level: heading.level,
        })
        .collect();
    if toc.iter().filter(|heading| heading.level == 2).count() >= 3 { toc } else { Vec::new() }
}

/// Says what a file is that a link leads to; nothing of what is only looked at.
fn meta(context: &Directory, path: &SourcePath) -> Option<String> {
    let blob = context.site.files.blobs.get(path)?;
    let is_image =
        matches!(path.extension().as_str(), "png" | "jpg" | "jpeg" | "webp" | "gif" | "svg" | "avif");
    (!is_image).then(|| files::meta(context, path, blob))
}

/// Finds the address that a link leads to. What leads nowhere has been said, and is shown without a link.
fn address(context: &Directory, text: &SourcePath, url: &Url, link: &Link) -> Fill {
    let anchor = anchor(&link.target);
    let base = match resolve(&context.site.files, text, link) {
        Ok(Destination::Entry(name)) => context.url(name).map(Url::to_string),
        Ok(Destination::Here) => Some(String::new()),
        Ok(Destination::File(path)) => {
            let address = picture::address(context, url, &path).to_string();
            match meta(context, &path) {
                Some(meta) if anchor.is_none() => return Fill::File(address, meta),
                _ => Some(address),
            }
        }
        Ok(Destination::Address(url)) => Some(url.to_string()),
        Ok(Destination::Hidden(_) | Destination::Broken) | Err(_) => None,
    };
    match (base, anchor) {
        (Some(base), Some(anchor)) => Fill::Address(format!("{base}#{anchor}")),
        (Some(base), None) => Fill::Address(base),
        (None, _) => Fill::Unlinked,
    }
}

/// Writes the words of a link that names what it leads to by its number.
fn words(context: &Context, text: &SourcePath, Reference { link, words }: &Reference) -> String {
    let anchor = anchor(&link.target);
    let body = match resolve(&context.site.files, text, link) {
        Ok(Destination::Here) => Some(context.body(text)),
        Ok(Destination::Entry(name)) => context.site.names.path(name).map(|path| context.body(path)),
        _ => None,
    };
    let Some(named) = body.and_then(|body| body.named(anchor)) else { return escaped(words) };
    let mut letters = named.chars();
    match letters.next().filter(|_| words.starts_with(char::is_uppercase)) {
        Some(first) => escaped(&first.to_uppercase().chain(letters).collect::<String>()),
        None => escaped(&named),
    }
}

/// Returns the anchor that a link names.
pub(super) fn anchor(target: &Target) -> Option<&str> {
    match target {
        Target::Relative(_, anchor) | Target::Address(_, anchor) => anchor.as_deref(),
        Target::Heading(anchor) => Some(anchor.as_str()),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// How wide the theme shows an image: all of a small screen but for its edges, else `--picture`.
///
/// Seen to be so in a browser by `tests/browser/pictures.mjs`.
const SIZES: &str = "(min-width: 49rem) 45rem, 92vw";

/// How much may stand before an image that a text begins with, in bytes of HTML: about a paragraph.
const BEGINNING: usize = 800;

/// Tells how much of a page a fragment takes, in bytes of HTML.
fn length(fragment: &Fragment) -> usize {
    match fragment {
        Fragment::Html(html) => html.len(),
        Fragment::Image(_) | Fragment::Block(..) => BEGINNING,
        Fragment::Link(_) | Fragment::Reference(_) | Fragment::Citation(_) => 0,
    }
}

/// Writes an image's element, with its size so that nothing moves when it arrives.
///
/// It is loaded at once if it is what the text begins with, and else when the reader comes near it.
fn element(context: &Directory, text: &SourcePath, url: &Url, image: &Image, is_first: bool) -> String {
    let Some(path) = beside(text, &image.file) else { return String::new() };
    let Some(it) = picture::picture(context, url, &path) else { return String::new() };
    let mut html = String::new();
    if let Some(webp) = &it.webp {
        let _ = write!(html, "<picture><source type=\"image/webp\" srcset=\"{webp}\" sizes=\"{SIZES}\">");
    }
    let _ = write!(html, "<img src=\"{}\"", it.src);
    if let Some(srcset) = &it.srcset {
        let _ = write!(html, " srcset=\"{srcset}\" sizes=\"{SIZES}\"");
    }
    let _ = write!(html, " alt=\"{}\"", escaped(&image.alternative));
    if let Some(Size { width, height }) = it.size {
        let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
    }
    html += if is_first { " decoding=\"async\">" } else { " loading=\"lazy\" decoding=\"async\">" };
    if it.webp.is_some() {
        html += "</picture>";
    }
    match &image.caption {
        Some(caption) => {
            let id = image.id.as_ref().map_or(String::new(), |id| format!(" id=\"{id}\""));
            let number = image.number.as_ref();
            let number = number.map_or(String::new(), |it| format!("<span class=\"number\">{it}</span> "));
            let caption = escaped(caption);
            format!("<figure{id}>{html}<figcaption>{number}{caption}</figcaption></figure>")
        }
        None => html,
    }
}

fn block(context: &Directory, text: &SourcePath, url: &Url, block: &Block) -> Option<BodyPart> {
    match block {
        Block::List(query) => Some(BodyPart::List(query::cards(context, query))),
        Block::Contact(person) => {
            let entry = context.site.people.at(person)?;
            context.card(&entry.head.name).map(BodyPart::Contact)
        }
        Block::Video(video) => Some(BodyPart::Video(film(video, url))),
        Block::Files => {
            let publication = context.site.publications.iter().find(|it| it.head.path == *text)?;
            Some(BodyPart::Files(files::of_publication(context, publication, url)))
        }
    }
}

fn film(video: &Video, url: &Url) -> Film {
    let host =
        video.url.strip_prefix("https://").map(|rest| rest.split('/').next().unwrap_or(rest).to_owned());
    let name = video.url.rsplit('/').next().unwrap_or(&video.url);
    Film {
        title: video.title.clone(),
        url: if host.is_some() { video.url.clone() } else { url.file(name).to_string() },
        length: video.length.clone(),
        captions: video.captions.map(|there| if there { "med undertexter" } else { "utan undertexter" }),
        local: host.is_none(),
        host,
    }
}
