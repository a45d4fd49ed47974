//! Where a link leads, read from a page's place.

use std::borrow::Cow;

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// An address of the site, and a place on it; both may be this page's own.
    Inside(Cow<'a, str>, Option<Cow<'a, str>>),
    /// Another site.
    Outside,
    /// A letter, a telephone, data: nothing that lies at an address.
    Other,
    /// A script in the clothes of an address.
    Script,
}

/// Reads a link that stands on the page `own`; `base_url` is the site's address without its last slash.
pub(super) fn target<'a>(own: &'a str, base_url: &str, link: &'a str) -> Target<'a> {
    let link = link.trim();
    let ours = link.strip_prefix(base_url).filter(|_| !base_url.is_empty());
    match ours {
        Some("") => return inside("/".into(), ""),
        Some(rest) if rest.starts_with('/') => return from_root(rest),
        Some(rest) if rest.starts_with(['?', '#']) => return inside("/".into(), rest),
        _ => {}
    }
    if link.starts_with("//") {
        return Target::Outside;
    }
    if link.starts_with('/') {
        return from_root(link);
    }
    if let Some(scheme) = scheme(link) {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => Target::Outside,
            "javascript" | "vbscript" => Target::Script,
            _ => Target::Other,
        };
    }
    if link.is_empty() || link.starts_with(['?', '#']) {
        return inside(own.into(), link);
    }
    let (path, rest) = cut(link);
    match follow(own, path) {
        Some(path) => inside(path.into(), rest),
        // Climbing above the root is no address, so asking for it as written says so.
        None => inside(link.into(), ""),
    }
}

fn from_root(link: &str) -> Target<'_> {
    let (path, rest) = cut(link);
    inside(path.into(), rest)
}

fn inside<'a>(path: Cow<'a, str>, rest: &'a str) -> Target<'a> {
    let place = rest.split_once('#').map(|(_, place)| place);
    // `#` and `#top` lead to the top of every page; `#:~:` asks the browser to find words.
    let place = place.filter(|it| !it.is_empty() && *it != "top" && !it.starts_with(":~:"));
    Target::Inside(path, place.map(decode))
}

/// Cuts an address before its question or its place.
fn cut(link: &str) -> (&str, &str) {
    link.split_at(link.find(['?', '#']).unwrap_or(link.len()))
}

fn scheme(link: &str) -> Option<&str> {
    let (before, _) = link.split_once(':')?;
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte);
    (before.starts_with(|letter: char| letter.is_ascii_alphabetic()) && before.bytes().all(letters))
        .then_some(before)
}

/// Follows a relative path from the folder that a page lies in.
fn follow(own: &str, path: &str) -> Option<String> {
    let folder = &own[..own.rfind('/').map_or(0, |at| at + 1)];
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let mut folder = true;
    for part in path.split('/') {
        folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    let end = if folder && !parts.is_empty() { "/" } else { "" };
    Some(format!("/{}{end}", parts.join("/")))
}

/// Turns `%C3%A5` into the letter that it stands for, if the result is text.
fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%');
        let byte = digits.and_then(|it| u8::from_str_radix(std::str::from_utf8(it).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).map_or(text.into(), Cow::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(link: &str, path: &str, place: Option<&str>) {
        let expected = Target::Inside(path.into(), place.map(Cow::from));
        assert_eq!(target("/om/styrning/", "https://x.se", link), expected, "{link}");
    }

    #[test]
    fn links_within_the_site_become_addresses() {
        check("/om/", "/om/", None);
        check("/om/?a=1#b", "/om/", Some("b"));
        check("#b", "/om/styrning/", Some("b"));
        check("#", "/om/styrning/", None);
        check("", "/om/styrning/", None);
        check("?sida=2", "/om/styrning/", None);
        check("bild.png", "/om/styrning/bild.png", None);
        check("../", "/om/", None);
        check("../../", "/", None);
        check("../mal/#%C3%A5r", "/om/mal/", Some("år"));
        check("https://x.se/om/", "/om/", None);
        check("https://x.se", "/", None);
        check("../../../a", "../../../a", None);
    }

    #[test]
    fn links_elsewhere_are_told_apart() {
        let lead = |link| target("/", "https://x.se", link);
        assert_eq!(lead("https://x.se.example/"), Target::Outside);
        assert_eq!(lead("//y.se/"), Target::Outside);
        assert_eq!(lead("mailto:a@b.se"), Target::Other);
        assert_eq!(lead("data:text/css,x"), Target::Other);
        assert_eq!(lead(" JavaScript:alert(1)"), Target::Script);
    }
}
