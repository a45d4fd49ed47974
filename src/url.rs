//! Addresses inside the site, and the file that each lands in.
//!
//! An [`Url`] is absolute from the site's root, in lower-case ASCII, without a host: `/publikationer/2025/tillit/`.
//! Whoever makes one from outside text goes through [`Url::parse`], so a climbing or hostile address cannot exist.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// The longest part of an address, in bytes: one name in a file system, with room for a suffix.
const LONGEST_PART: usize = 200;

/// Names that Windows reserves for devices, with or without an extension.
const RESERVED: [&str; 22] = [
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// An address inside the site: a page ends in `/`, any other file in its name.
///
/// Rule: begins with `/`; each part is non-empty, of `a–z 0–9 . _ -` and not `.` or `..`, not reserved by Windows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url(Arc<str>);

/// Why a text is not an address, in Swedish, as the end of a sentence.
pub type Fault = &'static str;

impl Url {
    /// Returns the front page.
    pub fn root() -> Self {
        Self("/".into())
    }

    /// Reads an address from text that somebody wrote.
    ///
    /// # Errors
    /// Says in Swedish which part of the rule the text breaks.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let Some(rest) = text.strip_prefix('/') else { return Err("adressen måste börja med `/`") };
        let parts = rest.strip_suffix('/').unwrap_or(rest);
        if !parts.is_empty() {
            for part in parts.split('/') {
                check_part(part)?;
            }
        } else if rest == "/" {
            return Err("adressen har två snedstreck i rad");
        }
        Ok(Self(text.into()))
    }

    /// Returns the address of a page below this one.
    ///
    /// `part` is a slug or a year, made by us; it holds no slash.
    #[must_use]
    pub fn page(&self, part: &str) -> Self {
        debug_assert!(check_part(part).is_ok(), "`{part}` is no part of an address");
        Self(format!("{}{part}/", self.folder()).into())
    }

    /// Returns the address of a file in this page's folder.
    #[must_use]
    pub fn file(&self, name: &str) -> Self {
        Self(format!("{}{name}", self.folder()).into())
    }

    /// Returns the folder that the address lies in, with its slash: itself for a page.
    pub fn folder(&self) -> &str {
        let end = self.0.rfind('/').map_or(0, |at| at + 1);
        &self.0[..end]
    }

    /// Returns the address of the page above, or `None` at the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let inner = self.0.strip_suffix('/').unwrap_or(&self.0);
        let end = inner.rfind('/')?;
        Some(Self(inner[..=end].into()))
    }

    /// Tells whether this is a page (ends in `/`) rather than a file.
    pub fn is_page(&self) -> bool {
        self.0.ends_with('/')
    }

    /// Returns the file that the address lands in, relative to the output folder, with `/` between its parts.
    pub fn output_path(&self) -> String {
        let inner = &self.0[1..];
        if self.is_page() { format!("{inner}index.html") } else { inner.to_owned() }
    }

    /// Returns the address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An address is ordered and compared as its text.
impl Borrow<str> for Url {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Url {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Url({})", self.0)
    }
}

impl Serialize for Url {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Tells whether Windows keeps a name, without extension and in lower case, for a device.
pub fn is_reserved(stem: &str) -> bool {
    RESERVED.contains(&stem)
}

/// Checks one part of an address, or one name of a file that we are to write.
///
/// # Errors
/// Says in Swedish what is wrong with it.
pub fn check_part(part: &str) -> Result<(), Fault> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    let stem = part.split('.').next().unwrap_or(part);
    if part.is_empty() {
        Err("adressen har två snedstreck i rad")
    } else if part == "." || part == ".." {
        Err("adressen får inte gå uppåt med `..`")
    } else if part.len() > LONGEST_PART {
        Err("en del av adressen är längre än 200 tecken")
    } else if !part.bytes().all(allowed) {
        Err("adressen får bara ha små bokstäver a–z, siffror, bindestreck och punkt")
    } else if part.ends_with('.') {
        Err("en del av adressen slutar med punkt, vilket Windows inte klarar")
    } else if is_reserved(stem) {
        Err("namnet är upptaget av Windows")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, path: Result<&str, Fault>) {
        assert_eq!(Url::parse(text).map(|it| it.output_path()), path.map(str::to_owned), "{text}");
    }

    #[test]
    fn an_address_lands_in_one_file() {
        check("/", Ok("index.html"));
        check("/om/", Ok("om/index.html"));
        check("/publikationer/2025/tillit/tillit.pdf", Ok("publikationer/2025/tillit/tillit.pdf"));
        check("/404.html", Ok("404.html"));
    }

    #[test]
    fn hostile_addresses_are_refused() {
        check("om/", Err("adressen måste börja med `/`"));
        check("//", Err("adressen har två snedstreck i rad"));
        check("//om/", Err("adressen har två snedstreck i rad"));
        check("/../etc/passwd", Err("adressen får inte gå uppåt med `..`"));
        check("/om/%2e%2e/", Err("adressen får bara ha små bokstäver a–z, siffror, bindestreck och punkt"));
        check("/om\\x/", Err("adressen får bara ha små bokstäver a–z, siffror, bindestreck och punkt"));
        check("/om/\0/", Err("adressen får bara ha små bokstäver a–z, siffror, bindestreck och punkt"));
        check("/con/", Err("namnet är upptaget av Windows"));
        check("/nul.txt", Err("namnet är upptaget av Windows"));
        check("/om./", Err("en del av adressen slutar med punkt, vilket Windows inte klarar"));
    }

    #[test]
    fn a_page_knows_what_lies_above_and_beside() {
        let page = Url::root().page("om").page("medarbetare");
        assert_eq!(page.as_str(), "/om/medarbetare/");
        assert_eq!(page.file("anna.jpg").as_str(), "/om/medarbetare/anna.jpg");
        assert_eq!(page.parent(), Some(Url::root().page("om")));
        assert_eq!(Url::root().parent(), None);
    }
}
