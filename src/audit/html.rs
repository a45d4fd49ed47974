//! A page cut into tags and texts, once through, keeping only the attributes that some rule asks for.
//!
//! The same buffers serve every tag, so a page costs no allocation per tag.

use std::convert::Infallible;

use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};

/// The attributes whose values are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    Action,
    Alt,
    AriaHidden,
    AriaLabel,
    AriaLabelledby,
    Data,
    For,
    Href,
    Id,
    Lang,
    Name,
    Poster,
    Rel,
    Src,
    Srcset,
    Title,
    Type,
}

const COUNT: usize = Attribute::Type as usize + 1;

impl Attribute {
    fn named(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"action" | b"formaction" => Self::Action,
            b"alt" => Self::Alt,
            b"aria-hidden" => Self::AriaHidden,
            b"aria-label" => Self::AriaLabel,
            b"aria-labelledby" => Self::AriaLabelledby,
            b"data" => Self::Data,
            b"for" => Self::For,
            b"href" => Self::Href,
            b"id" => Self::Id,
            b"lang" => Self::Lang,
            b"name" => Self::Name,
            b"poster" => Self::Poster,
            b"rel" => Self::Rel,
            b"src" => Self::Src,
            b"srcset" | b"imagesrcset" => Self::Srcset,
            b"title" => Self::Title,
            b"type" => Self::Type,
            _ => return None,
        })
    }
}

/// A tag as it stands in the page.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// The element's name in lower case.
    pub(super) name: Vec<u8>,
    /// Whether it ends in `/>`.
    pub(super) self_closing: bool,
    /// Whether it has a `style` attribute.
    pub(super) styled: bool,
    /// The name of an attribute that holds a script.
    pub(super) handler: Option<String>,
    closing: bool,
    present: u32,
    values: [Vec<u8>; COUNT],
}

impl Tag {
    /// Returns the value of an attribute; bytes that are no UTF-8 count as none.
    pub(super) fn get(&self, attribute: Attribute) -> Option<&str> {
        let index = attribute as usize;
        (self.present & (1 << index) != 0)
            .then(|| std::str::from_utf8(&self.values[index]).unwrap_or_default())
    }

    fn begin(&mut self, closing: bool) {
        self.name.clear();
        self.self_closing = false;
        self.styled = false;
        self.handler = None;
        self.closing = closing;
        self.present = 0;
    }
}

/// Is shown the page, piece by piece.
pub(super) trait Visitor {
    /// Sees an element begin.
    fn start(&mut self, tag: &Tag);
    /// Sees an element end.
    fn end(&mut self, name: &[u8]);
    /// Sees text, perhaps in several pieces.
    fn text(&mut self, text: &[u8]);
}

/// Shows a page to a visitor.
pub(super) fn walk(html: &[u8], visitor: &mut impl Visitor) {
    let cutter = Cutter {
        visitor,
        tag: Tag::default(),
        last: Vec::new(),
        name: Vec::new(),
        pending: false,
        keeping: None,
    };
    let Ok(()) = Tokenizer::new_with_emitter(html, cutter).finish();
}

struct Cutter<'a, V> {
    visitor: &'a mut V,
    tag: Tag,
    /// The name of the element that began last: what may end a script.
    last: Vec<u8>,
    /// The name of the attribute that is read.
    name: Vec<u8>,
    /// Whether that name has yet to be looked at.
    pending: bool,
    /// Where the attribute's value goes, if anywhere.
    keeping: Option<usize>,
}

impl<V: Visitor> Cutter<'_, V> {
    /// Looks at the name of an attribute: is its value asked for?
    fn settle(&mut self) {
        if !std::mem::take(&mut self.pending) || self.tag.closing {
            return;
        }
        self.keeping = None;
        if let Some(attribute) = Attribute::named(&self.name) {
            let index = attribute as usize;
            // The first of two attributes of one name is the one that counts.
            if self.tag.present & (1 << index) == 0 {
                self.tag.present |= 1 << index;
                self.tag.values[index].clear();
                self.keeping = Some(index);
            }
        } else if self.name == b"style" {
            self.tag.styled = true;
        } else if self.name.starts_with(b"on") {
            self.tag.handler = Some(String::from_utf8_lossy(&self.name).into_owned());
        }
    }
}

impl<V: Visitor> Emitter for Cutter<'_, V> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.last.clear();
        self.last.extend_from_slice(last_start_tag.unwrap_or_default());
    }

    fn emit_eof(&mut self) {}

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    #[inline]
    fn emit_string(&mut self, text: &[u8]) {
        self.visitor.text(text);
    }

    fn init_start_tag(&mut self) {
        self.tag.begin(false);
    }

    fn init_end_tag(&mut self) {
        self.tag.begin(true);
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.settle();
        self.keeping = None;
        if self.tag.closing {
            self.visitor.end(&self.tag.name);
            return None;
        }
        self.visitor.start(&self.tag);
        self.last.clear();
        self.last.extend_from_slice(&self.tag.name);
        // What stands in `noscript` is for those without script, and must be right too.
        if self.tag.name == b"noscript" { None } else { naive_next_state(&self.tag.name) }
    }

    fn emit_current_comment(&mut self) {}

    fn emit_current_doctype(&mut self) {}

    fn set_self_closing(&mut self) {
        self.tag.self_closing = true;
    }

    fn set_force_quirks(&mut self) {}

    #[inline]
    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.name.extend_from_slice(name);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    #[inline]
    fn init_attribute(&mut self) {
        self.settle();
        self.name.clear();
        self.pending = true;
        self.keeping = None;
    }

    #[inline]
    fn push_attribute_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    #[inline]
    fn push_attribute_value(&mut self, value: &[u8]) {
        self.settle();
        if let Some(index) = self.keeping {
            self.tag.values[index].extend_from_slice(value);
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.closing && !self.last.is_empty() && self.tag.name == self.last
    }
}
