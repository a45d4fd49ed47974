//! What may stand after the method of a request: one path, decoded once.

/// The longest target, in bytes.
const LONGEST: usize = 4096;

/// Reads the target of a request: its decoded path, and what stands after `?`.
///
/// # Errors
/// If it is no path, is too long, climbs, or hides something by encoding it.
pub fn read(target: &str) -> Result<(String, Option<&str>), Refused> {
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    let is_plain = target.bytes().all(|byte| byte.is_ascii_graphic());
    if target.len() > LONGEST || !is_plain || !path.starts_with('/') || target.contains('#') {
        return Err(Refused);
    }
    let path = decoded(path)?;
    let is_hostile = |letter: char| letter.is_control() || letter == '\\';
    let climbs = path.split('/').any(|part| part == "." || part == "..");
    let doubled = path.contains("//");
    if path.contains(is_hostile) || climbs || doubled { Err(Refused) } else { Ok((path, query)) }
}

/// A target that is not looked at any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

/// Undoes `%` once. An encoded slash would make another path of it.
fn decoded(path: &str) -> Result<String, Refused> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).ok_or(Refused);
        let value = digit(rest.next())? * 16 + digit(rest.next())?;
        match u8::try_from(value) {
            Ok(byte) if !matches!(byte, b'/' | b'\\' | 0) => bytes.push(byte),
            _ => return Err(Refused),
        }
    }
    String::from_utf8(bytes).map_err(|_| Refused)
}

/// Finds a field of a query, with `+` and `%` undone; nothing if it is not there or not readable.
pub fn field(query: &str, name: &str) -> Option<String> {
    let value = query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('='))?;
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(target: &str, path: Option<&str>) {
        assert_eq!(read(target).ok().map(|(path, _)| path).as_deref(), path, "{target}");
    }

    #[test]
    fn a_path_is_decoded_once() {
        check("/", Some("/"));
        check("/om/styrning/?x=/../y", Some("/om/styrning/"));
        check("/%C3%A5r/", Some("/år/"));
        check("/a%20b", Some("/a b"));
        check("/%252e%252e/etc/passwd", Some("/%2e%2e/etc/passwd"));
        check("/public-hemligt/x", Some("/public-hemligt/x"));
    }

    #[test]
    fn whatever_climbs_or_hides_is_refused() {
        for target in [
            "",
            "*",
            "om/",
            "http://localhost/",
            "//etc/passwd",
            "/../etc/passwd",
            "/om/../../x",
            "/om/..",
            "/./x",
            "/%2e%2e/x",
            "/%2E%2e/x",
            "/.%2e/x",
            "/om%2f..%2fx",
            "/om%2Fx",
            "/om%5cx",
            "/om\\..\\x",
            "/a%00b",
            "/a%0ab",
            "/a%",
            "/a%2",
            "/a%zz",
            "/%ff",
            "/%c0%ae%c0%ae/x",
            "/å/",
            "/a b",
            "/a\tb",
            "/a#b",
            "/a//b",
        ] {
            check(target, None);
        }
        check(&format!("/{}", "a".repeat(5000)), None);
    }

    #[test]
    fn a_query_has_fields() {
        assert_eq!(field("page=%2Fom%2F&x=1", "page").as_deref(), Some("/om/"));
        assert_eq!(field("x=a+b", "x").as_deref(), Some("a b"));
        assert_eq!(field("x=%", "x"), None);
        assert_eq!(field("xx=1", "x"), None);
    }
}
