//! Drawings made of lines (SVG 2), as far as they are shown: only those that do nothing but draw.
//!
//! An SVG is a document: opened by itself it may run scripts in the site's name, ask other hosts for things, or make
//! harm with what it declares. What is known to draw is let through and all else is told, so that what nobody has
//! thought of stops too. Nothing is mended: what has been left out of a drawing nobody would notice.
//!
//! The samples of the tests are those of the OWASP cheat sheets on XSS filter evasion and file upload.

use quick_xml::NsReader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use crate::source::blob::{Blob, DRAWING};

const SVG: &str = "http://www.w3.org/2000/svg";

/// What draws: the elements of SVG 2 without scripts, links, motion, and what lets other languages in.
#[rustfmt::skip]
const DRAWING_ELEMENTS: [&str; 54] = [
    "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite",
    "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA",
    "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset",
    "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "filter", "g", "image", "line",
    "linearGradient", "marker", "mask", "metadata", "path", "pattern", "polygon", "polyline", "radialGradient", "rect",
    "stop", "style", "svg", "switch", "symbol", "text", "textPath", "title", "tspan", "use",
];

/// What moves, or changes with time.
const MOVING: [&str; 6] = ["animate", "animateColor", "animateMotion", "animateTransform", "discard", "set"];

/// How the languages begin in which programs note things for themselves: browsers do nothing with them.
const NOTES: [&str; 8] = [
    "http://creativecommons.org/ns#",
    "http://ns.adobe.com/",
    "http://purl.org/dc/",
    "http://sodipodi.sourceforge.net/",
    "http://web.resource.org/cc/",
    "http://www.bohemiancoding.com/sketch/",
    "http://www.inkscape.org/namespaces/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
];

/// How deep elements lie at most; programs come to about twenty.
const DEEP: usize = 200;

/// Why a drawing is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Harm {
    /// It is larger than what is looked into.
    Large,
    /// It is no SVG, or damaged.
    Broken,
    /// It has an element that does not draw.
    Element(String),
    /// It has an attribute that runs a script.
    Script(String),
    /// It points out of itself.
    Outside(String),
    /// It declares something, or is told of by a declaration: `DOCTYPE`, entities, style sheets.
    Declared,
    /// It moves.
    Moving,
}

/// Finds the first reason not to show a drawing, and the line on which it stands, from 1; `None` if it only draws.
pub fn harm(blob: &Blob) -> Option<(Harm, usize)> {
    if blob.size > DRAWING as u64 {
        return Some((Harm::Large, 1));
    }
    let Ok(text) = std::str::from_utf8(&blob.head) else { return Some((Harm::Broken, 1)) };
    let mut reader = NsReader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    let mut look = Look::default();
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let harm = match reader.read_event() {
            Ok(Event::Eof) if look.is_begun && look.open == 0 => return None,
            Ok(event) => look.event(&reader, &event),
            Err(_) => Some(Harm::Broken),
        };
        if let Some(harm) = harm {
            let line = text.get(..before).unwrap_or(text).matches('\n').count() + 1;
            return Some((harm, line));
        }
    }
}

/// What is known at a place of a drawing.
#[derive(Default)]
struct Look {
    is_begun: bool,
    /// How many elements are open.
    open: usize,
    /// The style sheet that is being read.
    style: Option<String>,
}

impl Look {
    fn event(&mut self, reader: &NsReader<&[u8]>, event: &Event<'_>) -> Option<Harm> {
        match event {
            Event::Start(start) => {
                let harm = self.element(reader, start);
                self.open += 1;
                if self.open > DEEP {
                    return Some(Harm::Large);
                }
                if start.local_name().into_inner() == "style" {
                    self.style = Some(String::new());
                }
                harm
            }
            Event::Empty(start) => self.element(reader, start),
            Event::End(_) => {
                self.open = self.open.saturating_sub(1);
                self.style.take().and_then(|it| of_sheet(&it))
            }
            Event::Text(text) => self.hear(&text.xml10_content()),
            Event::CData(text) => self.hear(text),
            Event::GeneralRef(entity) => match letters(entity) {
                Some(letters) => self.hear(&letters),
                None => Some(Harm::Declared),
            },
            Event::Decl(it) => {
                let encoding = it.encoding().map(|it| it.unwrap_or_default().to_ascii_lowercase());
                let known = encoding.is_none_or(|it| matches!(&*it, "utf-8" | "utf8" | "us-ascii"));
                (!known).then_some(Harm::Broken)
            }
            Event::PI(_) | Event::DocType(_) => Some(Harm::Declared),
            Event::Comment(_) => None,
            Event::Eof => Some(Harm::Broken),
        }
    }

    /// Takes in letters, which count only in a style sheet.
    fn hear(&mut self, letters: &str) -> Option<Harm> {
        if let Some(style) = &mut self.style {
            style.push_str(letters);
        }
        None
    }

    fn element(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Option<Harm> {
        let (space, name) = reader.resolver().resolve_element(start.name());
        let name = name.into_inner();
        let space = if let ResolveResult::Bound(Namespace(space)) = space { space } else { "" };
        let is_ours = space == SVG;
        if !self.is_begun && (!is_ours || name != "svg") {
            return Some(Harm::Broken);
        }
        self.is_begun = true;
        if is_ours && MOVING.contains(&name) {
            return Some(Harm::Moving);
        }
        let draws = is_ours && DRAWING_ELEMENTS.contains(&name);
        let is_note = NOTES.iter().any(|it| space.starts_with(it));
        // What stands around elements in a style sheet would come together without them.
        if !(draws || is_note) || self.style.is_some() {
            return Some(Harm::Element(name.to_owned()));
        }
        let holds_pixels = matches!(name, "image" | "feImage");
        // That an attribute stands only once is not looked into: each of them is.
        start
            .attributes()
            .with_checks(false)
            .find_map(|it| it.map_or(Some(Harm::Broken), |it| of_attribute(&it, holds_pixels)))
    }
}

/// Writes the letters that an entity stands for; `None` if it must have been declared.
fn letters(entity: &BytesRef<'_>) -> Option<String> {
    match entity.resolve_char_ref().ok()? {
        Some(letter) => Some(letter.to_string()),
        None => resolve_predefined_entity(entity).map(str::to_owned),
    }
}

fn of_attribute(attribute: &Attribute<'_>, holds_pixels: bool) -> Option<Harm> {
    let Ok(value) = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0) else {
        return Some(Harm::Declared);
    };
    let name = attribute.key.local_name().into_inner().to_ascii_lowercase();
    if name.starts_with("on") {
        return Some(Harm::Script(name));
    }
    match &*name {
        "href" | "src" => {
            let address = value.trim_matches(|it: char| it.is_whitespace() || it.is_control());
            let is_own = address.starts_with('#') || holds_pixels && is_pixels(address);
            (!is_own).then(|| Harm::Outside(shortened(address)))
        }
        "base" => Some(Harm::Outside(shortened(&value))),
        // An escape in a word may make it another: `u\72l(`.
        _ if value.contains('\\') && value.contains('(') => Some(Harm::Outside(shortened(&value))),
        _ => of_style(&value),
    }
}

/// Looks at a whole style sheet.
fn of_sheet(sheet: &str) -> Option<Harm> {
    let lower = sheet.to_ascii_lowercase();
    if lower.contains("keyframes") {
        return Some(Harm::Moving);
    }
    let reaching = ["\\", "@import", "@font-face"].into_iter().find(|it| lower.contains(it));
    reaching.map(|it| Harm::Outside(it.to_owned())).or_else(|| of_style(sheet))
}

/// Looks at what may hold values of CSS.
fn of_style(value: &str) -> Option<Harm> {
    // What only reads addresses in strings could be anything.
    let lower = value.to_ascii_lowercase();
    if let Some(it) = ["image-set(", "src("].into_iter().find(|it| lower.contains(it)) {
        return Some(Harm::Outside(it.to_owned()));
    }
    let mut addresses =
        lower.split("url(").skip(1).map(|it| it.trim_start_matches(['"', '\'', ' ', '\t', '\n']));
    let outside = addresses.find(|it| !it.starts_with('#') && !is_pixels(it));
    outside.map(|it| Harm::Outside(shortened(it.split([')', '"', '\'']).next().unwrap_or(it))))
}

/// Tells whether an address is itself a picture made of pixels.
fn is_pixels(address: &str) -> bool {
    let types = ["png", "jpeg", "jpg", "webp"];
    let lower: String = address.chars().take(30).collect::<String>().to_ascii_lowercase();
    lower.strip_prefix("data:image/").is_some_and(|rest| {
        types.iter().any(|it| rest.strip_prefix(it).is_some_and(|rest| rest.starts_with([';', ','])))
    })
}

/// Writes the beginning of an address, on one line.
fn shortened(address: &str) -> String {
    const LONGEST: usize = 40;
    let tidy = |it: char| if it.is_control() || it == '`' { ' ' } else { it };
    let mut short: String = address.chars().take(LONGEST).map(tidy).collect();
    if address.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
#[path = "drawing/tests.rs"]
mod tests;
