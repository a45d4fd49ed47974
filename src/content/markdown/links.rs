//! Where a link leads: inside the site, to one of a few kinds of address outside, or nowhere good.
//!
//! Reads an address as a browser would, but refuses what a browser forgives. Knows no files.

use crate::content::body::Target;

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Into the site.
    Inside(Target),
    /// Out of it, as a value of `href`, not yet escaped.
    Outside(String),
    /// Out of it, without encryption.
    Unencrypted(String),
}

/// Why an address cannot be linked to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) advice: &'static str,
}

/// Texts that do not say where a link leads.
const VAGUE: [&str; 14] = [
    "här",
    "klicka",
    "klicka här",
    "tryck här",
    "läs här",
    "se här",
    "läs mer",
    "läs mera",
    "läs mer här",
    "mer",
    "mer info",
    "länk",
    "länken",
    "denna länk",
];

/// Reads an address as it stands in the text, entities and backslashes already undone.
pub(super) fn destination(address: &str) -> Result<Destination, Fault> {
    if address.is_empty() {
        return fault("F324", "länken har ingen adress", "skriv vart den leder: `[text](sida.md)`");
    }
    if address.trim() != address || address.chars().any(is_hidden) || address.contains('\\') {
        let message = format!("adressen `{}` har tecken som inte hör hemma där", visible(address));
        let advice = "skriv den utan omvänt snedstreck, osynliga tecken och blanksteg i början och slutet";
        return Err(Fault { code: "F322", message, advice });
    }
    if address.starts_with("//") {
        let message = format!("adressen `{address}` saknar `https:`");
        return Err(Fault { code: "F323", message, advice: "skriv `https:` framför" });
    }
    match address.find([':', '/', '?', '#']).map(|at| address.split_at(at)) {
        Some((scheme, rest)) if rest.starts_with(':') => outside(address, &scheme.to_lowercase(), &rest[1..]),
        _ => inside(address).map(Destination::Inside),
    }
}

/// Reads an address that names its scheme.
fn outside(address: &str, scheme: &str, rest: &str) -> Result<Destination, Fault> {
    let written = || encoded(&format!("{scheme}:{rest}"));
    match scheme {
        "https" | "http" => {
            let host = rest.strip_prefix("//").unwrap_or_default().split(['/', '?', '#']).next();
            if host.is_none_or(|host| host.is_empty() || host.contains(' ')) {
                return malformed(address, "skriv hela adressen: `https://www.exempel.se/sida`");
            }
            let known = if scheme == "https" { Destination::Outside } else { Destination::Unencrypted };
            Ok(known(written()))
        }
        "mailto" if !rest.contains('@') || rest.contains(' ') => {
            malformed(address, "skriv `mailto:namn@kommun.se`")
        }
        "tel" if !is_telephone(rest) => malformed(address, "skriv numret utan blanksteg: `tel:+46868685600`"),
        "mailto" | "tel" => Ok(Destination::Outside(written())),
        _ => {
            let message = format!("en länk kan inte börja med `{}:`", visible(scheme));
            let advice = "länka med `https:`, `mailto:` eller `tel:`, eller till en fil på webbplatsen";
            Err(Fault { code: "F320", message, advice })
        }
    }
}

/// Reads an address without scheme.
fn inside(address: &str) -> Result<Target, Fault> {
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (address, None),
    };
    if path.contains('?') {
        return malformed(address, "ta bort frågetecknet och det som följer");
    }
    if anchor == Some("") {
        return malformed(address, "skriv rubrikens namn efter `#`: `#syfte`");
    }
    let decoded = |part: &str| match unescaped(part) {
        Some(text) if !text.contains([':', '\\']) && !text.chars().any(is_hidden) => Ok(text),
        _ => malformed(address, "skriv filens namn som det är, utan `%`"),
    };
    let anchor = anchor.map(decoded).transpose()?;
    let path = decoded(path)?;
    if path.starts_with("//") {
        return malformed(address, "skriv ett snedstreck i stället för två");
    }
    Ok(match anchor {
        Some(anchor) if path.is_empty() => Target::Heading(anchor),
        anchor if path.starts_with('/') => Target::Address(path, anchor),
        anchor => Target::Relative(path, anchor),
    })
}

/// Reads the address of an image: a file beside the text, or nothing.
pub(super) fn image(address: &str) -> Option<String> {
    match destination(address) {
        Ok(Destination::Inside(Target::Relative(path, None))) => Some(path),
        _ => None,
    }
}

/// Tells whether the text of a link leaves out where it leads.
pub(super) fn is_vague(text: &str) -> bool {
    // The longest of the vague ones has 11 characters; a long text need not be looked through.
    if text.len() > 60 {
        return false;
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|letter: char| !letter.is_alphanumeric()).collect();
    let plain = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    VAGUE.contains(&plain.as_str())
}

/// Writes an address so that it can be quoted in a remark.
pub(super) fn visible(address: &str) -> String {
    address.chars().map(|letter| if is_hidden(letter) { '\u{fffd}' } else { letter }).take(80).collect()
}

fn fault<T>(code: &'static str, message: &str, advice: &'static str) -> Result<T, Fault> {
    Err(Fault { code, message: message.to_owned(), advice })
}

fn malformed<T>(address: &str, advice: &'static str) -> Result<T, Fault> {
    Err(Fault {
        code: "F325",
        message: format!("adressen `{}` går inte att följa", visible(address)),
        advice,
    })
}

/// Tells whether a character is one that nobody sees: controls, and those that turn the text's direction.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_telephone(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or(number);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Undoes `%` escapes; `None` if they do not spell text.
fn unescaped(part: &str) -> Option<String> {
    if !part.contains('%') {
        return Some(part.to_owned());
    }
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = (char::from(rest.next()?).to_digit(16)?, char::from(rest.next()?).to_digit(16)?);
            bytes.push(u8::try_from(digits.0 * 16 + digits.1).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Writes what an address may not hold as `%` escapes.
fn encoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let is_escape = |at: usize| matches!(bytes.get(at + 1..at + 3), Some([a, b]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit());
    let mut text = String::with_capacity(address.len());
    for (at, letter) in address.char_indices() {
        match letter {
            ' ' => text.push_str("%20"),
            '"' => text.push_str("%22"),
            '<' => text.push_str("%3C"),
            '>' => text.push_str("%3E"),
            '`' => text.push_str("%60"),
            '{' => text.push_str("%7B"),
            '|' => text.push_str("%7C"),
            '}' => text.push_str("%7D"),
            '^' => text.push_str("%5E"),
            '[' => text.push_str("%5B"),
            ']' => text.push_str("%5D"),
            '%' if !is_escape(at) => text.push_str("%25"),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn inside_is(address: &str, expected: Target) {
        assert_eq!(destination(address), Ok(Destination::Inside(expected)), "{address}");
    }

    #[track_caller]
    fn refused(address: &str, code: &str) {
        assert_eq!(destination(address).map_err(|fault| fault.code), Err(code), "{address}");
    }

    #[test]
    fn links_into_the_site_are_told_apart() {
        let some = |text: &str| Some(text.to_owned());
        inside_is("../om/styrning.md", Target::Relative("../om/styrning.md".into(), None));
        inside_is("rapport.md#syfte", Target::Relative("rapport.md".into(), some("syfte")));
        inside_is("r%C3%A4tt%20fil.pdf", Target::Relative("rätt fil.pdf".into(), None));
        inside_is("#syfte", Target::Heading("syfte".into()));
        inside_is("/om/#vi", Target::Address("/om/".into(), some("vi")));
    }

    #[test]
    fn links_out_of_the_site_are_written_as_addresses() {
        let outside = |address: &str| destination(address).unwrap();
        assert_eq!(outside("HTTPS://a.se/?q=å b"), Destination::Outside("https://a.se/?q=å%20b".into()));
        assert_eq!(outside("https://a.se/100%|"), Destination::Outside("https://a.se/100%25%7C".into()));
        assert_eq!(outside("http://a.se"), Destination::Unencrypted("http://a.se".into()));
        assert_eq!(outside("tel:+46868685600"), Destination::Outside("tel:+46868685600".into()));
    }

    #[test]
    fn hostile_addresses_are_refused() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
            "blob:x",
            "jåva:x",
            ":x",
        ] {
            refused(address, "F320");
        }
        for address in [
            " javascript:x",
            "java\tscript:x",
            "\u{1}javascript:x",
            "java\nscript:x",
            "\\\\a.se",
            "/\\a.se",
            "a\u{202e}b",
            "\u{a0}x",
        ] {
            refused(address, "F322");
        }
        refused("//a.se/x", "F323");
        refused("", "F324");
        for address in [
            "https:",
            "https:a.se",
            "https:///x",
            "mailto:x",
            "tel:08 68",
            "javascript%3Aalert(1)",
            "%00",
            "%5c",
            "%e5",
            "%2",
            "#",
            "?x",
            "/%2fa.se",
            "x.md?y",
        ] {
            refused(address, "F325");
        }
    }

    #[test]
    fn vague_texts_are_known_whatever_their_dress() {
        for text in ["här", "HÄR!", "klicka  här …", "Läs mer →", "»läs mer«"] {
            assert!(is_vague(text), "{text}");
        }
        assert!(!is_vague("läs mer om tillit"));
    }
}
