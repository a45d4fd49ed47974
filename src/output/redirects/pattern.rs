//! An old address as a pattern: `/{YYYY}/{MM}/{slug}/`, `/om-fou/**`.
//!
//! Lets nothing through that could end a line or a quotation in a server's settings.

/// Why a text is no pattern, in Swedish, as the end of a sentence.
pub type Fault = &'static str;

/// An old address, read.
///
/// Rule: begins with `/`; `{slug}` fills all between two slashes, or up to a full stop; nothing follows `**`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern<'a> {
    parts: Vec<Part<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    /// These letters.
    Exactly(&'a str),
    /// So many digits.
    Digits(usize),
    /// A name without slash or full stop.
    Slug,
    /// Whatever follows, or nothing: `/**`.
    Rest,
    /// A slash at the end, or none.
    Slash,
}

impl<'a> Pattern<'a> {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Says in Swedish what is wrong with it.
    pub fn parse(text: &'a str) -> Result<Self, Fault> {
        if !text.starts_with('/') {
            return Err("adressen måste börja med `/`");
        }
        let (text, last) = match (text.strip_suffix("/**"), text.strip_suffix('/')) {
            (Some(before), _) => (before, Some(Part::Rest)),
            (None, Some(before)) => (before, Some(Part::Slash)),
            (None, None) => (text, None),
        };
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find('{').unwrap_or(rest.len());
            if end > 0 {
                check(&rest[..end])?;
                parts.push(Part::Exactly(&rest[..end]));
                rest = &rest[end..];
                continue;
            }
            let (part, length) = placeholder(rest)?;
            let alone = rest[length..].is_empty() || rest[length..].starts_with(['/', '.']);
            if part == Part::Slug && !alone {
                return Err("efter `{slug}` måste det stå `/` eller `.`");
            }
            parts.push(part);
            rest = &rest[length..];
        }
        parts.extend(last);
        Ok(Self { parts })
    }

    /// Tells whether only one address fits, its last slash apart.
    pub fn is_exact(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Exactly(_) | Part::Slash))
    }

    /// Tells whether an address fits.
    pub fn fits(&self, address: &str) -> bool {
        let mut rest = address;
        for part in &self.parts {
            let after = match *part {
                Part::Exactly(text) => rest.strip_prefix(text),
                Part::Digits(count) => rest
                    .get(..count)
                    .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
                    .map(|_| &rest[count..]),
                Part::Slug => {
                    let end = rest.find(['/', '.']).unwrap_or(rest.len());
                    (end > 0).then(|| &rest[end..])
                }
                Part::Rest => (rest.is_empty() || rest.starts_with('/')).then_some(""),
                Part::Slash => Some(rest.strip_prefix('/').unwrap_or(rest)),
            };
            match after {
                Some(after) => rest = after,
                None => return false,
            }
        }
        rest.is_empty()
    }

    /// Writes the pattern as a regular expression that holds neither quotation marks nor backslashes.
    pub fn regex(&self) -> String {
        let mut all = String::from("^");
        for part in &self.parts {
            match part {
                Part::Exactly(text) => text.chars().for_each(|letter| push_escaped(&mut all, letter)),
                Part::Digits(count) => all.extend(["[0-9]{", &count.to_string(), "}"]),
                Part::Slug => all += "[^/.]+",
                Part::Rest => all += "(/.*)?",
                Part::Slash => all += "/?",
            }
        }
        all.push('$');
        all
    }

    /// Writes the pattern as static hosts read it, or `None` if it asks for digits.
    pub fn netlify(&self) -> Option<String> {
        let mut all = String::new();
        for part in &self.parts {
            match part {
                Part::Exactly(text) => text.bytes().for_each(|byte| push_encoded(&mut all, byte)),
                Part::Digits(_) => return None,
                Part::Slug => all += ":slug",
                Part::Rest => all += "/*",
                Part::Slash => all.push('/'),
            }
        }
        Some(all)
    }
}

fn placeholder(text: &str) -> Result<(Part<'static>, usize), Fault> {
    let known = [
        ("{YYYY}", Part::Digits(4)),
        ("{MM}", Part::Digits(2)),
        ("{DD}", Part::Digits(2)),
        ("{slug}", Part::Slug),
    ];
    let found = known.iter().find(|(name, _)| text.starts_with(name));
    found
        .map(|(name, part)| (*part, name.len()))
        .ok_or("inom `{}` får det stå `YYYY`, `MM`, `DD` eller `slug`")
}

fn check(text: &str) -> Result<(), Fault> {
    let allowed = |letter: char| letter.is_alphanumeric() || "/-._~!,=:@+()".contains(letter);
    match text.chars().find(|letter| !allowed(*letter)) {
        Some('*') => Err("`**` får bara stå sist, efter `/`"),
        Some('?') => Err("det som följer efter `?` kan inte styra vart adressen leder"),
        Some('%') => Err("skriv bokstaven själv i stället för tecken som `%C3%A5`"),
        Some(_) => Err("adressen innehåller ett tecken som inte får stå där"),
        None if text.contains("//") => Err("adressen har två snedstreck i rad"),
        None => Ok(()),
    }
}

fn push_escaped(all: &mut String, letter: char) {
    if letter.is_alphanumeric() || "/-_~!,=:@".contains(letter) {
        all.push(letter);
    } else {
        all.extend(['[', letter, ']']);
    }
}

fn push_encoded(all: &mut String, byte: u8) {
    let encoded = format!("%{byte:02X}");
    if byte.is_ascii() { all.push(char::from(byte)) } else { all.push_str(&encoded) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_fit(pattern: &str, fitting: &[&str], others: &[&str]) {
        let pattern = Pattern::parse(pattern).unwrap();
        let fit = |address: &&&str| pattern.fits(address);
        assert_eq!(fitting.iter().filter(|it| !fit(it)).collect::<Vec<_>>(), Vec::<&&str>::new());
        assert_eq!(others.iter().filter(fit).collect::<Vec<_>>(), Vec::<&&str>::new());
    }

    #[test]
    fn a_pattern_fits_what_it_says() {
        check_fit("/a/", &["/a/", "/a"], &["/a/b/", "/ab/", "/"]);
        check_fit("/a.pdf", &["/a.pdf"], &["/a.pdf/", "/axpdf"]);
        check_fit("/om/**", &["/om", "/om/", "/om/a/b"], &["/om-a/"]);
        check_fit("/{YYYY}/{MM}/", &["/2021/02/"], &["/nyheter/02/", "/20211/02/", "/2021/2/"]);
        check_fit("/{YYYY}/{slug}.pdf", &["/2021/en-rapport.pdf"], &["/2021/.pdf", "/2021/a/b.pdf"]);
        check_fit("/{YYYY}/", &["/2021/"], &["/å21/", "/202å/"]);
    }

    #[test]
    fn what_a_server_could_misread_is_refused() {
        let fault = |text| Pattern::parse(text).unwrap_err();
        assert_eq!(fault("om/"), "adressen måste börja med `/`");
        assert_eq!(fault("/a\";}"), "adressen innehåller ett tecken som inte får stå där");
        assert_eq!(fault("/a\nb"), "adressen innehåller ett tecken som inte får stå där");
        assert_eq!(fault("/a\\b"), "adressen innehåller ett tecken som inte får stå där");
        assert_eq!(fault("/$1"), "adressen innehåller ett tecken som inte får stå där");
        assert_eq!(fault("/?p=1"), "det som följer efter `?` kan inte styra vart adressen leder");
        assert_eq!(fault("/a/**/b"), "`**` får bara stå sist, efter `/`");
        assert_eq!(fault("/{omrade}/"), "inom `{}` får det stå `YYYY`, `MM`, `DD` eller `slug`");
        assert_eq!(fault("/{slug}-x/"), "efter `{slug}` måste det stå `/` eller `.`");
        assert_eq!(fault("/a//b/"), "adressen har två snedstreck i rad");
    }
}
