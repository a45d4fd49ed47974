//! Strings of a PDF as text: UTF-16 or UTF-8 after their byte order mark, else `PDFDocEncoding`.
//!
//! Source: ISO 32000-2, 7.9.2.2 and annex D.3.

/// How much of a string is kept, in characters.
const LONGEST: usize = 1000;

/// Reads a string; `None` if nothing can be seen of it.
pub(super) fn string(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().filter_map(|&byte| document_letter(byte)).collect(),
    };
    tidy(&text)
}

/// Puts blanks in order and leaves out what cannot be shown; `None` if nothing is left.
pub(super) fn tidy(text: &str) -> Option<String> {
    let plain: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let text: String = words.join(" ").chars().take(LONGEST).collect();
    (!text.is_empty()).then_some(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String =
        char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    // A language code between two escapes may stand in the text (7.9.2.2.2).
    let mut parts = text.split('\u{1B}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.skip(1).step_by(2).fold(first, |text, part| text + part)
}

/// Returns the letter of a byte in `PDFDocEncoding`.
fn document_letter(byte: u8) -> Option<char> {
    const FROM_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const FROM_80: [char; 31] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ',
        'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
    ];
    match byte {
        0x18..=0x1F => FROM_18.get(usize::from(byte - 0x18)).copied(),
        0x80..=0x9E => FROM_80.get(usize::from(byte - 0x80)).copied(),
        0x7F | 0x9F | 0xAD => None,
        0xA0 => Some('€'),
        other => Some(char::from(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(string(bytes).unwrap_or_default(), expected);
    }

    #[test]
    fn each_encoding_is_read() {
        check(b"Tillit \x85 ett kunskapsunderlag", "Tillit – ett kunskapsunderlag");
        check(b"F\xF6r\xE4ldraskap", "Föräldraskap");
        check(b"\xFE\xFF\0\xC5\0s\0a", "Åsa");
        check(b"\xFF\xFE\xC5\0s\0a\0", "Åsa");
        check(b"\xEF\xBB\xBF\xC3\x85sa", "Åsa");
    }

    #[test]
    fn what_cannot_be_shown_is_left_out() {
        check(b"\0\x01 ", "");
        check(b"a\r\n\tb", "a b");
        check(b"\xFE\xFF\0\x1B\0s\0v\0\x1B\0A", "A");
        check(b"\xFE\xFF\0A\xD8", "A");
    }
}
