//! What a word is, and so which rules it is under.

use std::ops::Range;

/// Finds what stands between blanks.
pub(super) fn ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|letter: char| !letter.is_whitespace())?;
        at = text[start..].find(char::is_whitespace).map_or(text.len(), |length| start + length);
        Some(start..at)
    })
}

/// What a word is, and so which rules it is under.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Code,
    Address,
    Number,
    Prose,
}

/// A word in its text: from `start` to `end`, its core without the marks around it.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) core_start: usize,
    pub(super) core_end: usize,
    pub(super) kind: Kind,
    signs: Signs,
}

/// Which sorts of characters a word has, found in one look, so that most words need no second.
#[derive(Clone, Copy)]
struct Signs(u8);

impl Signs {
    const CODE: u8 = 1;
    const ADDRESS: u8 = 2;
    const DIGIT: u8 = 4;
    const MARK: u8 = 8;

    fn of(word: &str) -> Self {
        let signs = word.bytes().map(|byte| match byte {
            b'=' | b'_' | b'\\' | b'<' | b'>' | b'{' | b'}' | b'|' | b'^' | b'`' => Self::CODE,
            b'@' | b':' => Self::ADDRESS,
            b'0'..=b'9' => Self::DIGIT,
            b'"' | b'\'' | b'-' | b'.' | b'%' | 0xe2 => Self::MARK,
            _ => 0,
        });
        Self(signs.fold(0, |all, sign| all | sign))
    }

    fn has(self, sign: u8) -> bool {
        self.0 & sign != 0
    }
}

impl<'a> Word<'a> {
    pub(super) fn new(text: &'a str, range: Range<usize>, before: Option<Self>) -> Self {
        let whole = &text[range.clone()];
        let inner = whole.trim_start_matches(opens);
        let core_start = range.end - inner.len();
        let core_end = core_start + inner.trim_end_matches(closes).len();
        let kind = Kind::Prose;
        let signs = Signs::of(whole);
        let mut word = Self { text, start: range.start, end: range.end, core_start, core_end, kind, signs };
        let numbered = |before: Self| {
            before.announces_number() || (before.kind == Kind::Number && word.is_bare_number())
        };
        word.kind = if signs.has(Signs::CODE) {
            Kind::Code
        } else if (signs.has(Signs::ADDRESS) && (whole.contains('@') || whole.contains("://")))
            || word.core().starts_with("www.")
        {
            Kind::Address
        } else if before.is_some_and(numbered) {
            Kind::Number
        } else {
            Kind::Prose
        };
        word
    }

    /// Tells whether the word has any character that a rule inside words could change.
    pub(super) fn has_mark(&self) -> bool {
        self.signs.has(Signs::MARK)
    }

    /// Tells whether the word has a digit.
    pub(super) fn has_digit(&self) -> bool {
        self.signs.has(Signs::DIGIT)
    }

    /// Returns the word without the marks around it.
    pub(super) fn core(&self) -> &'a str {
        &self.text[self.core_start..self.core_end]
    }

    /// Returns the word with the marks after it, but not those before it.
    pub(super) fn head(&self) -> &'a str {
        &self.text[self.core_start..self.end]
    }

    /// Returns the word with all its marks.
    pub(super) fn whole(&self) -> &'a str {
        &self.text[self.start..self.end]
    }

    /// Returns the text after the word.
    pub(super) fn after(&self) -> &'a str {
        &self.text[self.end..]
    }

    /// Tells whether the next word is a number in some register, not a quantity.
    pub(super) fn announces_number(&self) -> bool {
        let names = ["ISBN", "ISSN", "DOI", "dnr", "diarienr", "diarienummer"];
        let core = self.core();
        names.iter().any(|name| core.eq_ignore_ascii_case(name))
    }

    /// Tells whether the word goes on with such a number: digits, hyphens, a check letter.
    pub(super) fn is_bare_number(&self) -> bool {
        self.core().bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'X'))
    }
}

/// Tells whether a character is a quotation mark, of any country.
pub(super) fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛')
}

/// Tells whether a character may stand before a word and not belong to it.
pub(super) fn opens(letter: char) -> bool {
    is_quote(letter) || matches!(letter, '(' | '[')
}

/// Tells whether a character may stand after a word and not belong to it.
pub(super) fn closes(letter: char) -> bool {
    is_quote(letter) || matches!(letter, ')' | ']' | '.' | ',' | ';' | ':' | '!' | '?' | '…')
}
