//! HTML as the author wrote it, cut into text, comments and tags.
//!
//! Since everything is written anew from the tokens, a difference from a browser's reading cannot let anything
//! through; it can only show a tag as text.

use std::ops::Range;

/// The longest tag, so that a thousand open quotation marks are not each looked for to the end of the text.
const LONGEST_TAG: usize = 500;

/// An attribute's name and value; the value is empty if there is none.
pub(super) type Attribute<'s> = (&'s str, &'s str);

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'s> {
    Text(&'s str),
    Comment { is_closed: bool },
    Start(&'s str, Vec<Attribute<'s>>),
    End(&'s str),
}

/// Cuts HTML into tokens, each with its bytes.
pub(super) fn tokens(source: &str) -> Vec<(Range<usize>, Token<'_>)> {
    let mut all = Vec::new();
    let (mut text, mut at) = (0, 0);
    while let Some(found) = source[at..].find('<') {
        at += found;
        let Some((length, token)) = markup(&source[at..]) else {
            at += 1;
            continue;
        };
        if text < at {
            all.push((text..at, Token::Text(&source[text..at])));
        }
        all.push((at..at + length, token));
        at += length;
        text = at;
    }
    if text < source.len() {
        all.push((text..source.len(), Token::Text(&source[text..])));
    }
    all
}

/// Reads a comment or a tag from its `<`, with its length.
fn markup(source: &str) -> Option<(usize, Token<'_>)> {
    if source.starts_with("<!--") {
        // `<!-->` is a whole comment.
        return Some(match source[2..].find("-->") {
            Some(end) => (end + 5, Token::Comment { is_closed: true }),
            None => (source.len(), Token::Comment { is_closed: false }),
        });
    }
    let source = &source[..source.floor_char_boundary(LONGEST_TAG)];
    if let Some(rest) = source.strip_prefix("</") {
        let name = name(rest)?;
        let end = source.find('>')?;
        return Some((end + 1, Token::End(name)));
    }
    if source.starts_with("<!") || source.starts_with("<?") {
        let end = source.find('>')?;
        return Some((end + 1, Token::Start(&source[1..2], Vec::new())));
    }
    let name = name(&source[1..])?;
    let mut rest = &source[1 + name.len()..];
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Some((source.len() - after.len(), Token::Start(name, attributes)));
        }
        let (attribute, after) = attribute(rest)?;
        attributes.push(attribute);
        rest = after;
    }
}

/// Reads the name of an element.
fn name(source: &str) -> Option<&str> {
    let end = source.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>'))?;
    let name = &source[..end];
    name.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(name)
}

/// Reads an attribute and returns what follows.
fn attribute(source: &str) -> Option<(Attribute<'_>, &str)> {
    let end =
        source.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>' | '='))?;
    // A name may begin with `=`; a browser takes it so.
    let end = if end == 0 { 1 } else { end };
    let (key, rest) = source.split_at(end);
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else { return Some(((key, ""), rest)) };
    let value = value.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            let (text, rest) = inner.split_once(quote)?;
            return Some(((key, text), rest));
        }
    }
    let end = value.find(|letter: char| letter.is_ascii_whitespace() || letter == '>')?;
    Some(((key, &value[..end]), &value[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[Token<'_>]) {
        let all: Vec<_> = tokens(source).into_iter().map(|(_, token)| token).collect();
        assert_eq!(all, expected, "{source}");
    }

    #[test]
    fn html_is_cut_into_tokens() {
        let comment = |is_closed| Token::Comment { is_closed };
        check("a<br/>b", &[Token::Text("a"), Token::Start("br", vec![]), Token::Text("b")]);
        check("<q lang=en x='a>b' y>", &[Token::Start("q", vec![("lang", "en"), ("x", "a>b"), ("y", "")])]);
        check("1 < 2 <3", &[Token::Text("1 < 2 <3")]);
        check("</q >", &[Token::End("q")]);
        check("<!-->x<!-- a", &[comment(true), Token::Text("x"), comment(false)]);
        check("<!DOCTYPE html>", &[Token::Start("!", vec![])]);
        check("<a =b=\"å\">", &[Token::Start("a", vec![("=", ""), ("b", "å")])]);
        check("<a b=\"", &[Token::Text("<a b=\"")]);
    }

    #[test]
    fn a_thousand_open_quotes_come_to_an_end() {
        assert_eq!(tokens(&"<a b='".repeat(10_001)).len(), 1);
    }
}
