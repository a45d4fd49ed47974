//! Letters that are already begun: `mailto:` addresses with a subject (RFC 6068).

use serde::Serialize;

use super::context::Directory;
use crate::lang;

/// How one asks us for something: by a letter that is already begun, or on the page of contacts.
#[derive(Clone, Debug, Serialize)]
pub struct Ask {
    /// What to press.
    pub text: String,
    /// Where it leads, as an `href`.
    pub url: String,
    /// Whether the letter says already what it is about.
    pub prepared: bool,
}

/// An e-mail address, and the letter to it that is already begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// The address.
    pub text: String,
    /// Where it leads, as an `href`.
    pub url: String,
}

impl Mail {
    /// Begins a letter with its subject.
    pub fn about(address: &str, subject: &str) -> Self {
        Self { text: address.to_owned(), url: mailto(address, subject) }
    }
}

/// Prepares a letter to us, or else leads to the page of contacts; nothing if there is neither.
pub fn ask(context: &Directory, subject: &str) -> Option<Ask> {
    if let Some(email) = &context.site.config.organisation.email {
        return Some(Ask { text: "Skriv till oss".to_owned(), url: mailto(email, subject), prepared: true });
    }
    let contact = context.intro("kontakt")?;
    let url = context.url(&contact.head.name)?.to_string();
    Some(Ask { text: "Kontakta oss".to_owned(), url, prepared: false })
}

fn mailto(address: &str, subject: &str) -> String {
    // A letter's subject has neither places where a word may be cut nor spaces that keep words together.
    let subject = lang::plain(subject);
    format!("mailto:{address}?subject={}", encoded(&subject))
}

/// Writes text so that it can stand in an address (RFC 3986, section 2.1).
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_keeps_its_letters() {
        let mail = Mail::about("fou@exempel.se", "Anmälan: Så når\u{ad} vi\u{a0}50 % & fler?");
        let expected = "mailto:fou@exempel.se?subject=Anm%C3%A4lan%3A%20S%C3%A5%20n%C3%A5r%20vi%2050%20%25%20%26%20fler%3F";
        assert_eq!(mail.url, expected);
    }
}
