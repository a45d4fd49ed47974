//! The few things that are wanted of a PDF's XMP packet (ISO 16684-1): title, author, the part of PDF/UA that it claims.
//!
//! A packet may be damaged or made to harm: what was read before the damage is kept, entities that it declares itself
//! are passed over, and what is nested deeper than any program nests is not followed.

use std::borrow::Cow;

use quick_xml::NsReader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{LocalName, Namespace, ResolveResult};

use super::string::tidy;

const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const PDF_UA: &str = "http://www.aiim.org/pdfua/ns/id/";

/// How deep elements lie at most; programs come to about ten.
const DEEP: usize = 64;

/// What a packet says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Packet {
    /// The first title: `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Tillit</rdf:li>…`.
    pub(super) title: Option<String>,
    /// The first author: `<dc:creator><rdf:Seq><rdf:li>Anna Öberg</rdf:li>…`.
    pub(super) author: Option<String>,
    /// The part of PDF/UA: `<pdfuaid:part>1</pdfuaid:part>` or `pdfuaid:part="1"`.
    pub(super) ua: Option<u8>,
}

/// An element that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Title,
    Author,
    Item,
    Part,
    Other,
}

impl Packet {
    /// Reads a packet, as far as it can be read.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let text = decoded(bytes);
        let mut reader = NsReader::from_str(&text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        let mut packet = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut heard = String::new();
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(start) if open.len() < DEEP => {
                    packet.claim(&reader, &start);
                    let (space, name) = reader.resolver().resolve_element(start.name());
                    open.push(element(&space, name));
                    heard.clear();
                }
                Event::Empty(start) => packet.claim(&reader, &start),
                Event::End(_) => {
                    let Some(closed) = open.pop() else { continue };
                    packet.hear(closed, &open, &heard);
                }
                Event::Text(text) => heard += &text.xml10_content(),
                Event::CData(text) => heard += &text,
                Event::GeneralRef(entity) => heard.extend(letters(&entity)),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
                Event::Start(_) | Event::Eof => break,
            }
        }
        packet
    }

    /// Takes the claim of an attribute.
    fn claim(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart<'_>) {
        // That an attribute stands only once is not looked into: of many that takes long.
        for attribute in start.attributes().with_checks(false).flatten() {
            let (space, name) = reader.resolver().resolve_attribute(attribute.key);
            if element(&space, name) == Open::Part {
                self.ua = self.ua.or_else(|| part(&attribute.value));
            }
        }
    }

    /// Takes what an element has said that was closed within others.
    fn hear(&mut self, closed: Open, open: &[Open], heard: &str) {
        match closed {
            Open::Part => self.ua = self.ua.or_else(|| part(heard)),
            Open::Item if open.contains(&Open::Title) && self.title.is_none() => self.title = tidy(heard),
            Open::Item if open.contains(&Open::Author) && self.author.is_none() => self.author = tidy(heard),
            Open::Item | Open::Title | Open::Author | Open::Other => {}
        }
    }
}

fn element(space: &ResolveResult<'_>, name: LocalName<'_>) -> Open {
    let ResolveResult::Bound(Namespace(space)) = space else { return Open::Other };
    match (*space, name.into_inner()) {
        (DUBLIN_CORE, "title") => Open::Title,
        (DUBLIN_CORE, "creator") => Open::Author,
        (RDF, "li") => Open::Item,
        (PDF_UA, "part") => Open::Part,
        _ => Open::Other,
    }
}

fn part(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|part| *part > 0)
}

/// Writes the letters that an entity stands for; none for one that the packet declares itself.
fn letters(entity: &BytesRef<'_>) -> Vec<char> {
    match entity.resolve_char_ref() {
        Ok(Some(letter)) => vec![letter],
        Ok(None) => resolve_predefined_entity(entity).unwrap_or_default().chars().collect(),
        Err(_) => Vec::new(),
    }
}

/// Decodes a packet by its first bytes: UTF-16 of either order, else UTF-8; what is neither becomes `�`.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0, b'<', ..] => utf16(bytes, u16::from_be_bytes),
        [b'<', 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
        _ => String::from_utf8_lossy(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wraps a description as programs do.
    fn packet(inside: &str) -> String {
        format!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
             <rdf:RDF xmlns:rdf=\"{RDF}\"><rdf:Description rdf:about=\"\" xmlns:dc=\"{DUBLIN_CORE}\" \
             xmlns:pdfuaid=\"{PDF_UA}\" {inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>"
        )
    }

    #[track_caller]
    fn check(bytes: &[u8], title: &str, author: &str, ua: u8) {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let expected = Packet { title: said(title), author: said(author), ua: (ua > 0).then_some(ua) };
        assert_eq!(Packet::read(bytes), expected);
    }

    const TITLE: &str = "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Mat &amp; &lt;hälsa&#x3e; &#8211; nu</rdf:li>\
         <rdf:li xml:lang=\"en\">Food</rdf:li></rdf:Alt></dc:title>";
    const AUTHORS: &str = "<dc:creator><rdf:Seq><rdf:li>Anna <![CDATA[Öberg]]></rdf:li><rdf:li>Bo Ek</rdf:li></rdf:Seq></dc:creator>";

    #[test]
    fn a_claim_is_found_in_either_form() {
        check(packet("><pdfuaid:part>1</pdfuaid:part>").as_bytes(), "", "", 1);
        check(packet("pdfuaid:part=\"2\">").as_bytes(), "", "", 2);
        check(packet("><pdfuaid:part> 1 </pdfuaid:part>").as_bytes(), "", "", 1);
        check(packet("><pdfuaid:part>x</pdfuaid:part>").as_bytes(), "", "", 0);
        check(packet("><pdfuaid:part>999</pdfuaid:part>").as_bytes(), "", "", 0);
        check(b"<pdfuaid:part>", "", "", 0);
        check(b"", "", "", 0);
    }

    #[test]
    fn prefixes_are_only_names() {
        let other = format!("<a:part xmlns:a=\"{PDF_UA}\">1</a:part>");
        check(other.as_bytes(), "", "", 1);
        check(b"<pdfuaid:part xmlns:pdfuaid=\"http://exempel.se/\">1</pdfuaid:part>", "", "", 0);
    }

    #[test]
    fn a_title_and_an_author_are_found() {
        check(packet(&format!(">{TITLE}{AUTHORS}")).as_bytes(), "Mat & <hälsa> – nu", "Anna Öberg", 0);
        check(packet(&format!(">{AUTHORS}")).as_bytes(), "", "Anna Öberg", 0);
        check(
            packet("><dc:title><rdf:Alt><rdf:li/><rdf:li>Två</rdf:li></rdf:Alt></dc:title>").as_bytes(),
            "Två",
            "",
            0,
        );
        check(packet("><rdf:li>Utanför</rdf:li>").as_bytes(), "", "", 0);
    }

    #[test]
    fn entities_of_its_own_are_passed_over() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
                    <!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
        let title =
            "><dc:title><rdf:Alt><rdf:li>A&b;&c;B &#0; &#xFFFFFFFF; & C</rdf:li></rdf:Alt></dc:title>";
        let seen = Packet::read((bomb.to_owned() + &packet(title)).as_bytes());
        assert_eq!(seen.title.as_deref(), Some("AB & C"));
    }

    #[test]
    fn depth_ends_the_reading_and_keeps_what_was_read() {
        let deep = "<a>".repeat(1_000_000);
        check(packet(&format!(">{TITLE}{deep}{AUTHORS}")).as_bytes(), "Mat & <hälsa> – nu", "", 0);
    }

    #[test]
    fn every_encoding_is_read_and_a_false_one_harms_nobody() {
        let text = packet(&format!("pdfuaid:part=\"1\">{TITLE}"));
        for unit in [u16::to_be_bytes, u16::to_le_bytes] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
            check(&bytes, "Mat & <hälsa> – nu", "", 1);
            let marked: Vec<u8> = ["\u{feff}", &text].concat().encode_utf16().flat_map(unit).collect();
            check(&marked, "Mat & <hälsa> – nu", "", 1);
            // A byte that is missing shifts all that follow.
            let _ = Packet::read(&marked[3..]);
        }
        let latin: Vec<u8> = text.chars().map(|it| u8::try_from(u32::from(it)).unwrap_or(b'?')).collect();
        check(&latin, "Mat & <h\u{fffd}lsa> – nu", "", 1);
    }

    #[test]
    fn damage_at_any_byte_is_survived() {
        let whole = packet(&format!("pdfuaid:part=\"1\">{TITLE}{AUTHORS}")).into_bytes();
        for at in 0..whole.len() {
            let _ = Packet::read(&whole[..at]);
            for bend in [0x55, 0x80, 0x1C] {
                let mut bytes = whole.clone();
                bytes[at] ^= bend;
                let _ = Packet::read(&bytes);
            }
        }
    }
}
