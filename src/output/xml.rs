//! A writer of XML that cannot forget to escape, and lets no control character through.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesPI, BytesStart, BytesText, Event};

/// Attributes: names and values.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A document while it is written.
pub struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// Begins a document.
    pub fn new() -> Self {
        let mut xml = Self { writer: Writer::new_with_indent(Vec::new(), b' ', 2) };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// Names the style sheet that shows the document in a browser (W3C, Associating Style Sheets with XML documents 1.0).
    ///
    /// `href` is an address, which holds neither quotes nor `?>`.
    pub fn style(&mut self, href: &str) {
        self.write(Event::PI(BytesPI::new(format!("xml-stylesheet type=\"text/css\" href=\"{href}\""))));
    }

    /// Begins an element that holds others.
    pub fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.write(Event::Start(start(name, attributes)));
    }

    /// Ends the element that [`Xml::open`] began.
    pub fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// Writes an element without content.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// Writes an element that holds text.
    pub fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.write(Event::Start(start(name, attributes)));
        self.write(Event::Text(BytesText::new(&clean(text))));
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// Returns the document, with a line end after it.
    ///
    /// # Panics
    /// Never: names, texts and escapes are all UTF-8.
    pub fn finish(self) -> String {
        let mut bytes = self.writer.into_inner();
        bytes.push(b'\n');
        String::from_utf8(bytes).expect("names, texts and escapes are all UTF-8")
    }

    fn write(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("a vector takes every byte");
    }
}

impl Default for Xml {
    fn default() -> Self {
        Self::new()
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*clean(value)));
    }
    start
}

/// Removes what XML 1.0 cannot hold, not even escaped.
pub fn clean(text: &str) -> Cow<'_, str> {
    let allowed = |letter: char| match letter {
        '\t' | '\n' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        letter => !letter.is_control(),
    };
    if text.chars().all(allowed) { text.into() } else { text.chars().filter(|it| allowed(*it)).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_cleaned() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"<&>\"\0")]);
        xml.text("c", &[], "Öberg & Ång\u{8}ström ]]> \u{FFFE}🦉");
        xml.close("a");
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a b=\"&quot;&lt;&amp;&gt;&quot;\">\n  \
             <c>Öberg &amp; Ångström ]]&gt; 🦉</c>\n</a>\n"
        );
    }
}
