//! How the newsletter is sent: the tool, and what it puts into a letter for each subscriber.
//!
//! A tool has *tags*: letters that stand in the letter, and that it replaces by an address when it sends. Those of a tool
//! are only known here where its maker has published them; of the others somebody copies them out of the tool.

use super::config::Organisation;
use super::field::{Field, Reading, map};
use super::value;
use crate::content::front_matter::{Node, Span};

/// How the newsletter is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailing {
    /// Where one ends the subscription: a tag or an address, never empty.
    pub unsubscribe: String,
    /// Where the letter is read on the web, if the tool shows it there: a tag; otherwise its own page does.
    pub web_version: Option<String>,
    /// The sender's postal address: words or a tag.
    pub address: Option<String>,
    /// Who the letter is from, if not the organisation's own address.
    pub sender: Option<String>,
}

/// What sends the newsletter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Provider {
    Mailchimp,
    GetANewsletter,
    Paloma,
    Ungapped,
    Rule,
    /// An ordinary mail program.
    None,
}

impl Provider {
    const CHOICES: [(&'static str, Self); 6] = [
        ("mailchimp", Self::Mailchimp),
        ("getanewsletter", Self::GetANewsletter),
        ("paloma", Self::Paloma),
        ("ungapped", Self::Ungapped),
        ("rule", Self::Rule),
        ("ingen", Self::None),
    ];

    /// Returns the tags that its maker has published (Mailchimp, "HTML code for footer tags").
    fn tags(self) -> Tags {
        match self {
            Self::Mailchimp => Tags {
                unsubscribe: Some("*|UNSUB|*"),
                web_version: Some("*|ARCHIVE|*"),
                address: Some("*|LIST:ADDRESSLINE|*"),
            },
            Self::GetANewsletter | Self::Paloma | Self::Ungapped | Self::Rule | Self::None => Tags::default(),
        }
    }
}

/// The tags of a tool, as far as they are known.
#[derive(Default)]
struct Tags {
    unsubscribe: Option<&'static str>,
    web_version: Option<&'static str>,
    address: Option<&'static str>,
}

/// Reads how the newsletter is sent: `{provider: paloma, unsubscribe: …}`.
pub(super) fn mailing(reading: &mut Reading<'_>, node: &Node) -> Option<Read> {
    const PROVIDER: Field<Provider> = Field::required("provider", provider, "verktyget som skickar brevet");
    const UNSUBSCRIBE: Field<String> =
        Field::optional("unsubscribe", value::plain, "koden för att avsluta prenumerationen");
    const WEB_VERSION: Field<String> =
        Field::optional("web_version", value::plain, "koden för webbversionen");
    const ADDRESS: Field<String> =
        Field::optional("address", value::text, "avsändarens postadress, eller koden för den");
    const SENDER: Field<String> = Field::optional("sender", value::email, "avsändarens e-postadress");
    map(reading, node, "skriv `mailing: {provider: mailchimp}`", |fields| {
        let provider = fields.get(&PROVIDER);
        let unsubscribe = fields.get(&UNSUBSCRIBE);
        let web_version = fields.get(&WEB_VERSION);
        let address = fields.get(&ADDRESS);
        let sender = fields.get(&SENDER);
        let place = fields.span(PROVIDER.key);
        Some(Read { provider: provider?, place, unsubscribe, web_version, address, sender })
    })
}

/// What was written, before it is known who stands behind the site.
pub(super) struct Read {
    provider: Provider,
    place: Span,
    unsubscribe: Option<String>,
    web_version: Option<String>,
    address: Option<String>,
    sender: Option<String>,
}

impl Read {
    /// Fills in what is known of the tool. A letter that nobody can be rid of is an error.
    pub(super) fn settle(
        self,
        organisation: Option<&Organisation>,
        reading: &mut Reading<'_>,
    ) -> Option<Mailing> {
        let Self { provider, place, unsubscribe, web_version, address, sender } = self;
        let tags = provider.tags();
        let or = |written: Option<String>, tag: Option<&str>| written.or_else(|| tag.map(str::to_owned));
        let written_to = sender.as_deref().or(organisation?.email.as_deref());
        let letter = written_to.filter(|_| provider == Provider::None);
        let letter = letter.map(|email| format!("mailto:{email}?subject=Avsluta%20nyhetsbrevet"));
        let Some(unsubscribe) = or(unsubscribe, tags.unsubscribe).or(letter) else {
            let message = "nyhetsbrevet skulle sakna länken som avslutar prenumerationen".to_owned();
            let advice = match provider {
                Provider::None => {
                    "skriv `email` under `organisation`: dit kan man skriva för att slippa brevet"
                }
                _ => "kopiera verktygets kod för avregistrering, och skriv den här: `unsubscribe: \"…\"`",
            };
            return reading.wrong("F850", place, message, advice);
        };
        let web_version = or(web_version, tags.web_version);
        let address = or(address, tags.address);
        Some(Mailing { unsubscribe, web_version, address, sender })
    }
}

fn provider(reading: &mut Reading<'_>, node: &Node) -> Option<Provider> {
    value::choice(reading, node, &Provider::CHOICES)
}
