//! What can be followed, and how: the newsletter by mail, calendars in a program of one's own, feeds in a reader.

use serde::Serialize;

use super::address;
use super::body::{BodyPart, body};
use super::context::Context;
use super::feed::Syntax;
use super::feeds::{self, Channel, Reach};
use super::parts::Subscribe;
use super::schedule::{self, Whose};
use super::standing::PageView;
use crate::lang::uncut;
use crate::model::kind::Kind;
use crate::model::signup::{Form, Signup, Way};
use crate::url::Url;

/// Where the page lies, and the text that introduces it.
pub const FOLDER: &str = "prenumerera";

/// What the page is called that nobody introduces.
pub const TITLE: &str = "Prenumerera";

/// What the page is called that thanks whoever has signed up.
pub const THANKS: &str = "Tack för din anmälan";

/// What `subscribe.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SubscribeView {
    pub title: String,
    pub lead: Option<String>,
    pub body: Vec<BodyPart>,
    pub signup: Option<SignupView>,
    /// All events first, then those of each series.
    pub calendars: Vec<Followed>,
    pub calendar_url: Url,
    /// Whether each topic of the calendar has one of its own.
    pub calendars_of_topics: bool,
    /// Feeds by how much of the site they follow.
    pub feeds: Vec<Feeds>,
}

/// How one signs up for the newsletter.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SignupView {
    pub form: Option<FormView>,
    /// The form of whoever sends the newsletter out.
    pub hosted: Option<String>,
    pub consent: String,
    pub privacy_url: Url,
    pub archive_url: Url,
}

/// A form, with its fields named as its receiver wants them.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model")]
pub struct FormView {
    pub action: String,
    pub email: String,
    pub honeypot: Option<String>,
    pub hidden: Vec<Hidden>,
}

/// What a form sends along.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Hidden {
    pub name: String,
    pub value: String,
}

/// Feeds that follow equally much.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Feeds {
    /// The last part of the heading's anchor.
    pub id: &'static str,
    pub heading: &'static str,
    pub feeds: Vec<Followed>,
}

/// Something that can be followed.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Followed {
    pub text: String,
    /// The page that shows the same.
    pub url: Url,
    /// What a program is given, with its host.
    pub address: String,
    pub ways: Vec<Opened>,
}

/// A way to begin.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Opened {
    pub text: &'static str,
    pub href: String,
}

/// Returns where the page stands.
pub fn url() -> Url {
    address::path(FOLDER)
}

/// Returns where whoever has signed up is sent.
pub fn thanks_url() -> Url {
    url().page("tack")
}

/// Shows what can be followed, on a page that stands at `url`.
pub fn subscribe(context: &Context, title: &str, url: &Url) -> SubscribeView {
    let intro = context.intro(FOLDER);
    SubscribeView {
        title: title.to_owned(),
        lead: intro.and_then(|page| page.head.summary.clone()),
        body: intro.map(|page| body(context, &page.head.path, url)).unwrap_or_default(),
        signup: context.site.config.signup.as_ref().map(signup),
        calendars: schedule::calendars(context).iter().filter_map(|it| calendar(context, it)).collect(),
        calendar_url: address::section(Kind::Event),
        calendars_of_topics: context.site.events.iter().any(|event| !event.head.topics.is_empty()),
        feeds: of_all(context),
    }
}

/// Shows how one signs up for the newsletter.
fn signup(Signup { way, consent, privacy }: &Signup) -> SignupView {
    let field = |(name, value): &(String, String)| Hidden { name: name.clone(), value: value.clone() };
    let (form, hosted) = match way {
        Way::Form(Form { action, email, honeypot, hidden }) => {
            let hidden = hidden.iter().map(field).collect();
            let (action, email, honeypot) = (action.clone(), email.clone(), honeypot.clone());
            (Some(FormView { action, email, honeypot, hidden }), None)
        }
        Way::Hosted(url) => (None, Some(url.clone())),
    };
    SignupView {
        form,
        hosted,
        consent: consent.clone(),
        privacy_url: privacy.0.clone(),
        archive_url: address::section(Kind::Newsletter),
    }
}

fn calendar(context: &Context, (file, whose): &(Url, Whose)) -> Option<Followed> {
    let (text, url) = match whose {
        Whose::All => ("Alla evenemang".to_owned(), address::section(Kind::Event)),
        Whose::Series(name) => (uncut(&context.site.head(name)?.title), context.url(name)?.clone()),
        Whose::Listed(_) | Whose::Event(_) => return None,
    };
    let Subscribe { webcal, address, .. } = Subscribe::of(file.clone(), &context.site.config.base_url);
    let ways = vec![
        Opened { text: "Prenumerera i kalenderprogrammet", href: webcal },
        Opened { text: "Hämta som fil (ics)", href: file.to_string() },
    ];
    Some(Followed { text, url, address, ways })
}

/// Groups all feeds by how much of the site they follow.
fn of_all(context: &Context) -> Vec<Feeds> {
    let config = &context.site.config;
    let followed = |channel: Channel| {
        let way = |syntax: Syntax| Opened { text: syntax.words(), href: channel.url(syntax).to_string() };
        Followed {
            ways: Syntax::ALL.map(way).into(),
            address: config.absolute(&channel.url(Syntax::Atom)),
            text: channel.name,
            url: channel.page,
        }
    };
    let channels = feeds::channels(context);
    let groups = [
        (Reach::Kind, "slag", "Allt nytt, eller en sak i taget"),
        (Reach::Series, "serier", "Serier"),
        (Reach::Topic, "amnen", "Ämnen"),
    ];
    let group = |(reach, id, heading)| {
        let ours = channels.iter().filter(|channel| channel.reach == reach).cloned();
        Feeds { id, heading, feeds: ours.map(followed).collect() }
    };
    groups.map(group).into_iter().filter(|group| !group.feeds.is_empty()).collect()
}

/// Thanks whoever has signed up. Whether a letter comes to be answered is decided by whoever sends it.
pub fn thanks() -> PageView {
    let lead = "Får du ett mejl där du ska bekräfta anmälan, så börjar prenumerationen när du har gjort det. Titta i skräpposten om mejlet dröjer.";
    PageView {
        title: THANKS.to_owned(),
        lead: Some(lead.to_owned()),
        body: Vec::new(),
        toc: Vec::new(),
        children: Vec::new(),
        related: Vec::new(),
        topics: Vec::new(),
    }
}
