//! The few things that are wanted of a PDF's XMP packet, found without trusting that it is well-formed.

use super::string::tidy;

/// Returns the part of PDF/UA that a packet claims: `<pdfuaid:part>1</…>` or `pdfuaid:part="1"`.
pub(super) fn ua(packet: &str) -> Option<u8> {
    let rest = packet.split_once("pdfuaid:part")?.1;
    let rest = rest.trim_start_matches(|it: char| it.is_whitespace() || matches!(it, '=' | '"' | '\'' | '>'));
    let part = rest.chars().next()?.to_digit(10)?;
    u8::try_from(part).ok().filter(|part| *part > 0)
}

/// Returns the first value of a list or choice: `<dc:title><rdf:Alt><rdf:li …>Tillit</rdf:li>`.
pub(super) fn first(packet: &str, element: &str) -> Option<String> {
    let inside = packet.split_once(&format!("<{element}>"))?.1;
    let inside = inside.split_once(&format!("</{element}>"))?.0;
    let item = inside.split_once("<rdf:li")?.1.split_once('>')?.1.split_once('<')?.0;
    let plain = ["&lt;", "&gt;", "&quot;", "&apos;", "&amp;"].into_iter().zip(["<", ">", "\"", "'", "&"]);
    tidy(&plain.fold(item.to_owned(), |text, (entity, letter)| text.replace(entity, letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_found_in_either_form() {
        assert_eq!(ua("<pdfuaid:part>1</pdfuaid:part>"), Some(1));
        assert_eq!(ua("<rdf:Description pdfuaid:part=\"2\"/>"), Some(2));
        assert_eq!(ua("<pdfuaid:part>"), None);
        assert_eq!(ua(""), None);
    }

    #[test]
    fn a_title_is_found() {
        let packet =
            "<dc:title><rdf:Alt><rdf:li xml:lang=\"sv\">Mat &amp; &lt;hälsa</rdf:li></rdf:Alt></dc:title>";
        assert_eq!(first(packet, "dc:title").as_deref(), Some("Mat & <hälsa"));
        assert_eq!(first(packet, "dc:creator"), None);
        assert_eq!(first("<dc:title><rdf:li", "dc:title"), None);
    }
}
