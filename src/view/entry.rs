//! Pages that are a text with facts beside it: news, assignments, networks, services, municipalities, terms.

use std::sync::Arc;

use serde::Serialize;

use super::body::{BodyPart, body, toc};
use super::context::Context;
use super::facts;
use super::parts::{Card, Day, Fact, FactValue, Group, Link, Status, Toc};
use super::related;
use crate::model::assignment::Assignment;
use crate::model::collection::{Entry, Head};
use crate::model::kind::Kind;
use crate::model::municipality::Municipality;
use crate::model::names::Ref;
use crate::model::network::{Level, Network};
use crate::model::news::News;
use crate::model::person::Person;
use crate::model::service::Service;
use crate::model::term::Term;
use crate::url::Url;

/// What `entry.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model and of `parts`")]
pub struct EntryView {
    pub kind: &'static str,
    pub label: &'static str,
    pub title: String,
    pub lead: Option<String>,
    pub facts: Vec<Fact>,
    pub acute: Option<String>,
    pub status: Option<Status>,
    pub contact: Option<Arc<Card>>,
    pub body: Vec<BodyPart>,
    pub toc: Vec<Toc>,
    pub related: Vec<Group>,
    pub topics: Vec<Link>,
    pub abbreviation: Option<String>,
}

/// Shows what all these pages share; each kind adds its own.
fn plain(
    context: &Context,
    head: &Head,
    url: &Url,
    (kind, label): (&'static str, &'static str),
    kinds: &[(Kind, &str)],
) -> EntryView {
    EntryView {
        kind,
        label,
        title: head.title.clone(),
        lead: head.summary.clone(),
        facts: Vec::new(),
        acute: None,
        status: None,
        contact: None,
        body: body(context, &head.path, url),
        toc: toc(context, &head.path),
        related: related::groups(context, head, kinds),
        topics: related::topics(context, head),
        abbreviation: None,
    }
}

/// Shows a piece of news.
pub fn news(context: &Context, entry: &Entry<News>, url: &Url) -> EntryView {
    let kinds = [
        (Kind::Publication, "Publikationer"),
        (Kind::Event, "Evenemang"),
        (Kind::Assignment, "Uppdrag"),
        (Kind::Network, "Nätverk"),
        (Kind::Service, "Verksamheter"),
        (Kind::Person, "Medarbetare"),
    ];
    let published = FactValue::day(Day::of(entry.data.date));
    EntryView {
        facts: Fact::some("Publicerad", vec![published]).into_iter().collect(),
        contact: contact(context, entry.data.contact.as_ref()),
        ..plain(context, &entry.head, url, ("news", "Nyhet"), &kinds)
    }
}

/// Shows an assignment.
pub fn assignment(context: &Context, entry: &Entry<Assignment>, url: &Url) -> EntryView {
    let Entry { head, data } = entry;
    let kinds = [(Kind::Publication, "Publikationer"), (Kind::Event, "Evenemang"), (Kind::News, "Nyheter")];
    let all = [
        Fact::text("Period", data.period.map(facts::period)),
        facts::references(context, "Kommuner", &data.municipalities),
        Fact::text("Arbetsform", data.line.map(|line| facts::line(line).to_owned())),
        facts::references(context, "Medarbetare", &data.people),
    ];
    EntryView {
        facts: all.into_iter().flatten().collect(),
        status: data.status.map(facts::progress),
        ..plain(context, head, url, ("assignment", "Uppdrag"), &kinds)
    }
}

/// Shows a network.
pub fn network(context: &Context, entry: &Entry<Network>, url: &Url) -> EntryView {
    let Entry { head, data } = entry;
    let kinds = [(Kind::Event, "Evenemang"), (Kind::Assignment, "Uppdrag"), (Kind::News, "Nyheter")];
    let level = data.level.map(|level| match level {
        Level::Subregional => "delregionalt",
        Level::Regional => "regionalt",
        Level::National => "nationellt",
    });
    let members = data.members.iter().map(|text| FactValue { text: text.clone(), ..FactValue::default() });
    let all = [
        Fact::text("Nivå", level.map(str::to_owned)),
        Fact::some("Sedan", data.since.map(|date| FactValue::day(Day::of(date))).into_iter().collect()),
        Fact::some("Deltagare", members.collect()),
    ];
    EntryView {
        facts: all.into_iter().flatten().collect(),
        contact: contact(context, data.contact.as_ref()),
        ..plain(context, head, url, ("network", "Nätverk"), &kinds)
    }
}

/// Shows a service.
pub fn service(context: &Context, entry: &Entry<Service>, url: &Url) -> EntryView {
    let Entry { head, data } = entry;
    let kinds = [(Kind::Event, "Evenemang"), (Kind::News, "Nyheter")];
    let phone = data.phone.iter().map(|phone| FactValue::link(phone.display(), phone.uri()));
    let email = data.email.iter().map(|email| FactValue::link(email, format!("mailto:{email}")));
    let web = data.web.iter().map(|web| FactValue::link(host(web), web));
    let all = [
        Fact::some("Telefon", phone.collect()),
        Fact::some("E-post", email.collect()),
        Fact::some("Webbplats", web.collect()),
        Fact::text("För vem", data.audience.clone()),
        facts::references(context, "Kommuner", &data.municipalities),
    ];
    EntryView {
        facts: all.into_iter().flatten().collect(),
        acute: data.acute.clone(),
        ..plain(context, head, url, ("service", "Verksamhet"), &kinds)
    }
}

/// Shows a municipality.
pub fn municipality(context: &Context, entry: &Entry<Municipality>, url: &Url) -> EntryView {
    let Entry { head, data } = entry;
    let kinds = [
        (Kind::Assignment, "Uppdrag"),
        (Kind::Publication, "Publikationer"),
        (Kind::Event, "Evenemang"),
        (Kind::Service, "Gemensamma verksamheter"),
    ];
    let web = data.web.iter().map(|web| FactValue::link(host(web), web));
    let all = [Fact::text("Kommun", data.official_name.clone()), Fact::some("Webbplats", web.collect())];
    EntryView {
        facts: all.into_iter().flatten().collect(),
        ..plain(context, head, url, ("municipality", "Ägarkommun"), &kinds)
    }
}

/// Shows a term.
pub fn term(context: &Context, entry: &Entry<Term>, url: &Url) -> EntryView {
    let Entry { head, data } = entry;
    let synonyms = data.synonyms.iter().map(|text| FactValue { text: text.clone(), ..FactValue::default() });
    let abbreviation = data.abbreviation.clone().filter(|it| *it != head.title);
    let all = [
        Fact::text("Betyder", data.meaning.clone()),
        Fact::text("Förkortning", abbreviation.clone()),
        Fact::some("Kallas också", synonyms.collect()),
    ];
    EntryView {
        facts: all.into_iter().flatten().collect(),
        abbreviation,
        ..plain(context, head, url, ("term", "Ord"), &[])
    }
}

fn contact(context: &Context, person: Option<&Ref<Person>>) -> Option<Arc<Card>> {
    person.and_then(|person| context.card(&person.name()))
}

/// Shows a web address as people say it: without scheme and slash.
fn host(web: &str) -> &str {
    web.trim_start_matches("https://").trim_end_matches('/')
}
