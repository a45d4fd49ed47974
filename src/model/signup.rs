//! How a visitor signs up for the newsletter: by a form of ours that whoever sends it out receives, or at theirs.
//!
//! Nothing of theirs is loaded: a plain form is sent, or a plain link followed.

use super::Site;
use super::field::{Field, Fields, Reading, map, pairs};
use super::kind::Kind;
use super::value;
use crate::content::front_matter::Node;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::CONFIG;
use crate::url::Url;

/// How one signs up, and what one is told first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signup {
    /// Where it is done.
    pub way: Way,
    /// What whoever signs up agrees to.
    pub consent: String,
    /// The page about personal data, and where it was written.
    pub privacy: (Url, Place),
}

/// Where one signs up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// In a form on the site.
    Form(Form),
    /// On a page of whoever sends the newsletter out.
    Hosted(String),
}

/// A form on the site, named as its receiver wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// What the field for the address is called.
    pub email: String,
    /// What the field is called that only programs fill in.
    pub honeypot: Option<String>,
    /// What is sent along, in the order written.
    pub hidden: Vec<(String, String)>,
}

impl Signup {
    /// Returns the form; `None` if it is somebody else's.
    pub fn form(&self) -> Option<&Form> {
        match &self.way {
            Way::Form(form) => Some(form),
            Way::Hosted(_) => None,
        }
    }
}

impl Form {
    /// Returns whom it is sent to, as a policy names them (RFC 6454): `https://mottagare.exempel.se`.
    pub fn origin(&self) -> &str {
        let host = self.action.find("://").map_or(0, |at| at + "://".len());
        let end = self.action[host..].find(['/', '?', '#']).map_or(self.action.len(), |end| host + end);
        &self.action[..end]
    }
}

/// Reads how one signs up.
pub(super) fn signup(reading: &mut Reading<'_>, node: &Node) -> Option<Signup> {
    const CONSENT: Field<String> =
        Field::required("consent", value::text, "vad den som anmäler sig går med på");
    const PRIVACY: Field<(Url, Place)> =
        Field::required("privacy", privacy, "sidan om personuppgifter, så här: `/personuppgifter/`");
    let example = "skriv `signup: {action: https://…, email: …, consent: …, privacy: …}`";
    map(reading, node, example, |fields| {
        let way = way(fields);
        let consent = fields.get(&CONSENT);
        let privacy = fields.get(&PRIVACY);
        Some(Signup { way: way?, consent: consent?, privacy: privacy? })
    })
}

fn way(fields: &mut Fields<'_, '_>) -> Option<Way> {
    const ACTION: Field<String> = Field::optional("action", action, "dit formuläret skickas");
    const URL: Field<String> =
        Field::optional("url", value::web, "formuläret hos den som skickar ut nyhetsbrevet");
    const EMAIL: Field<String> =
        Field::optional("email", value::plain, "vad fältet för e-postadressen heter");
    const HONEYPOT: Field<String> =
        Field::optional("honeypot", value::plain, "vad fältet heter som bara program fyller i");
    const HIDDEN: Field<Vec<(String, String)>> = Field::optional("hidden", hidden, "det som skickas med");
    let action = fields.get(&ACTION);
    let url = fields.get(&URL);
    let email = fields.get(&EMAIL);
    let honeypot = fields.get(&HONEYPOT);
    let hidden = fields.get(&HIDDEN);
    match (fields.has(ACTION.key), fields.has(URL.key)) {
        (true, false) if !fields.has(EMAIL.key) => {
            let message = "formuläret har inget namn på fältet för e-postadressen".to_owned();
            let advice = "skriv `email: …` med namnet som mottagaren har bestämt";
            fields.reading.wrong("F872", fields.span(ACTION.key), message, advice)
        }
        (true, false) => Some(Way::Form(Form {
            action: action?,
            email: email?,
            honeypot,
            hidden: hidden.unwrap_or_default(),
        })),
        (false, true) => {
            let own = [EMAIL.key, HONEYPOT.key, HIDDEN.key].into_iter().find(|key| fields.has(key));
            let Some(key) = own else { return url.map(Way::Hosted) };
            let message = format!("`{key}` hör till ett eget formulär, men `url` leder till någon annans");
            let advice = "ta bort raden, eller skriv `action` i stället för `url`";
            fields.reading.wrong("F872", fields.span(key), message, advice)
        }
        (true, true) => {
            let message = "anmälan kan inte ha både `action` och `url`".to_owned();
            let advice = "behåll `action` om formuläret ska stå på webbplatsen, eller `url` om det står hos den som skickar ut nyhetsbrevet";
            fields.reading.wrong("F871", fields.span(URL.key), message, advice)
        }
        (false, false) => {
            let message = "det står inte vart anmälan ska".to_owned();
            let advice = "skriv `action: https://…` (dit formuläret skickas) eller `url: https://…` (ett formulär hos den som skickar ut nyhetsbrevet)";
            fields.reading.wrong("F871", fields.span(ACTION.key), message, advice)
        }
    }
}

/// Reads where a form is sent: only where nobody can read it on the way.
fn action(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = value::plain(reading, node)?;
    if written.starts_with("https://") {
        return value::web(reading, node);
    }
    let message = format!("formuläret kan inte skickas till `{written}`");
    let advice = "skriv en adress som börjar med `https://`, så att ingen kan läsa e-postadressen på vägen";
    reading.wrong("F871", node.span, message, advice)
}

fn hidden(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<(String, String)>> {
    pairs(reading, node, "skriv `hidden: {namn: värde}`, så som mottagaren har bestämt")
}

fn privacy(reading: &mut Reading<'_>, node: &Node) -> Option<(Url, Place)> {
    value::address(reading, node).map(|url| (url, reading.place(node.span)))
}

/// Says that there is a newsletter and no way to sign up for it.
pub(super) fn missing(site: &Site) -> Option<Diagnostic> {
    let intro = Kind::Newsletter.folder().and_then(|folder| site.pages.at(folder));
    let has_letters = intro.is_some() || site.newsletters.iter().next().is_some();
    let is_missing = has_letters && site.config.signup.is_none();
    let message = "det går inte att anmäla sig till nyhetsbrevet på webbplatsen";
    is_missing.then(|| {
        Diagnostic::note("F870", Place::file(CONFIG), message)
            .advise("skriv `signup: {action: https://…, email: …, consent: …, privacy: …}` för ett formulär på webbplatsen")
            .advise("eller `signup: {url: https://…, consent: …, privacy: …}` för en länk till ett formulär hos den som skickar ut nyhetsbrevet")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(action: &str, expected: &str) {
        let form =
            Form { action: action.to_owned(), email: String::new(), honeypot: None, hidden: Vec::new() };
        assert_eq!(form.origin(), expected);
    }

    #[test]
    fn an_origin_ends_where_the_path_begins() {
        check("https://ut.exempel.se/lista/1?a=b", "https://ut.exempel.se");
        check("https://ut.exempel.se:8443/", "https://ut.exempel.se:8443");
        check("https://ut.exempel.se?a=/b", "https://ut.exempel.se");
        check("https://ut.exempel.se", "https://ut.exempel.se");
    }
}
