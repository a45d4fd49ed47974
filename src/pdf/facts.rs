//! What the catalogue and the information dictionary of a PDF say.

use std::collections::BTreeSet;

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Text};

use super::string::string;
use super::xmp::Packet;
use crate::source::pdf::Facts;

/// How many links of a chain, or branches of a tree, are followed at most.
const FAR: usize = 10_000;

/// How deep a tree is followed.
const DEEP: usize = 32;

/// How many fonts are named.
const FONTS: usize = 20;

/// How much of an XMP packet is looked at, in bytes before it is unpacked.
const PACKET: usize = 1 << 20;

/// Reads the facts of an open PDF.
pub(super) fn facts(pdf: &Pdf, encrypted: bool) -> Facts {
    let xref = pdf.xref();
    let catalogue = xref.get::<Dict<'_>>(xref.root_id()).unwrap_or_else(Dict::empty);
    let packet = packet(&catalogue).unwrap_or_default();
    let said = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().and_then(string);
    let created = said.creation_date.map(|date| (date.year, date.month, date.day));
    let flag = |dict: &str, key: &str| {
        catalogue.get::<Dict<'_>>(dict).and_then(|dict| dict.get::<bool>(key)).unwrap_or(false)
    };
    Facts {
        pages: pdf.pages().len(),
        title: text(&said.title).or(packet.title),
        author: text(&said.author).or(packet.author),
        language: catalogue.get::<Text<'_>>("Lang").and_then(|language| string(language.as_bytes())),
        created,
        producer: text(&said.producer),
        tagged: flag("MarkInfo", "Marked") && catalogue.get::<Dict<'_>>("StructTreeRoot").is_some(),
        ua: packet.ua,
        title_shown: flag("ViewerPreferences", "DisplayDocTitle"),
        bookmarks: catalogue.get::<Dict<'_>>("Outlines").map_or(0, |outlines| bookmarks(&outlines)),
        missing_fonts: missing_fonts(pdf),
        encrypted,
        attachments: catalogue
            .get::<Dict<'_>>("Names")
            .and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"))
            .map_or(0, |tree| leaves(&tree, &mut FAR.clone(), DEEP)),
    }
}

/// Tells whether a trailer names an encryption: `/Encrypt 12 0 R`, or the dictionary itself.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"/Encrypt";
    let after = bytes.windows(KEY.len() + 1).filter(|window| window.starts_with(KEY));
    after.into_iter().any(|window| window.last().is_some_and(|it| it.is_ascii_whitespace() || *it == b'<'))
}

fn packet(catalogue: &Dict<'_>) -> Option<Packet> {
    let stream = catalogue.get::<Stream<'_>>("Metadata")?;
    if stream.raw_data().len() > PACKET {
        return None;
    }
    Some(Packet::read(&stream.decoded().ok()?))
}

/// Counts the bookmarks of an outline, those that lie in others among them.
fn bookmarks(outlines: &Dict<'_>) -> usize {
    let mut waiting: Vec<Dict<'_>> = outlines.get("First").into_iter().collect();
    let mut seen = BTreeSet::new();
    let mut count = 0;
    while let Some(item) = waiting.pop() {
        // An item that was met before closes a circle.
        if item.obj_id().is_some_and(|id| !seen.insert(id)) || count >= FAR {
            continue;
        }
        count += 1;
        waiting.extend(item.get("Next"));
        waiting.extend(item.get("First"));
    }
    count
}

/// Counts the leaves of a name tree.
fn leaves(tree: &Dict<'_>, left: &mut usize, depth: usize) -> usize {
    if *left == 0 || depth == 0 {
        return 0;
    }
    *left -= 1;
    let own = tree.get::<Array<'_>>("Names").map_or(0, |names| names.raw_iter().take(FAR).count() / 2);
    let kids = tree.get::<Array<'_>>("Kids");
    let below = kids.into_iter().flat_map(|kids| kids.iter::<Dict<'_>>());
    own + below.map(|kid| leaves(&kid, left, depth - 1)).sum::<usize>()
}

/// Names the fonts that the file speaks of but does not bring.
fn missing_fonts(pdf: &Pdf) -> Vec<String> {
    let mut missing = BTreeSet::new();
    for object in pdf.objects() {
        let Object::Dict(font) = object else { continue };
        if missing.len() == FONTS || font.get::<Name<'_>>("Type").as_deref() != Some(b"Font") {
            continue;
        }
        let subtype = font.get::<Name<'_>>("Subtype");
        // A Type 3 font is drawn by the page, and of a composite font its descendant is looked at.
        if matches!(subtype.as_deref(), Some(b"Type3" | b"Type0")) {
            continue;
        }
        let descriptor = font.get::<Dict<'_>>("FontDescriptor");
        let brings = |descriptor: Dict<'_>| {
            ["FontFile", "FontFile2", "FontFile3"].into_iter().any(|key| descriptor.contains_key(key))
        };
        if !descriptor.is_some_and(brings) {
            let name = font.get::<Name<'_>>("BaseFont").and_then(|name| string(&name));
            missing.extend(name);
        }
    }
    missing.into_iter().collect()
}
