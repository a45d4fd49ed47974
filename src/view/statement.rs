//! The accessibility statement, made of the site's settings: every part that the law lists, as far as it is known.

use std::collections::BTreeSet;

use serde::Serialize;

use super::body::{BodyPart, body};
use super::context::Context;
use super::files;
use super::recording::anchor;
use crate::date::Date;
use crate::lang::dates;
use crate::model::accessibility::{Accessibility, Conformance, Deficiency};
use crate::model::collection::Entry;
use crate::model::page::Page;
use crate::model::recording::Flaw;
use crate::url::Url;

/// What `statement.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct StatementView {
    pub title: String,
    pub lead: Option<String>,
    pub body: Vec<BodyPart>,
    pub sections: Vec<Section>,
}

/// A part of the statement.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Section {
    pub id: &'static str,
    pub heading: &'static str,
    pub text: Vec<String>,
    pub list: Vec<What>,
    pub links: Vec<OutsideLink>,
}

/// Something that is not accessible, and why.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct What {
    pub what: String,
    pub why: Option<String>,
    pub url: Option<String>,
}

/// A link to another site.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OutsideLink {
    pub text: String,
    pub url: String,
}

/// Shows the statement.
pub fn statement(context: &Context, entry: &Entry<Page>, url: &Url) -> StatementView {
    let facts = &context.site.config.accessibility;
    let sections = [
        conformance(facts),
        deficiencies("del_brister", "Det här är inte tillgängligt", facts.deficiencies.as_deref()),
        documents(context),
        films(context),
        deficiencies("del_betungande", "Oskäligt betungande anpassning", facts.burdensome.as_deref()),
        exempt(facts),
        method(facts),
        report(context, facts),
        complaint(facts),
    ];
    StatementView {
        title: entry.head.title.clone(),
        lead: entry.head.summary.clone(),
        body: body(context, &entry.head.path, url),
        sections: sections.into_iter().flatten().collect(),
    }
}

fn conformance(facts: &Accessibility) -> Option<Section> {
    let mut text = Vec::new();
    if let (Some(body), Some(service)) = (&facts.body, &facts.service) {
        text.push(format!("{body} ansvarar för {service}. Redogörelsen beskriver hur webbplatsen uppfyller lagen om tillgänglighet till digital offentlig service."));
    }
    text.extend(facts.conformance.map(|conformance| {
        let words = match conformance {
            Conformance::Full => "helt förenlig",
            Conformance::Partial => "delvis förenlig",
            Conformance::None => "inte förenlig",
        };
        format!("Webbplatsen är {words} med lagen.")
    }));
    let section = Section {
        id: "del_hur_tillganglig",
        heading: "Hur tillgänglig är webbplatsen?",
        text,
        ..Section::default()
    };
    (!section.text.is_empty()).then_some(section)
}

fn deficiencies(id: &'static str, heading: &'static str, known: Option<&[Deficiency]>) -> Option<Section> {
    let list: Vec<What> = known?
        .iter()
        .map(|it| What { what: it.what.clone(), why: Some(it.why.clone()), url: None })
        .collect();
    (!list.is_empty()).then(|| Section { id, heading, list, ..Section::default() })
}

/// Lists the documents that not everyone can read, as far as a program can tell, each with its flaws.
fn documents(context: &Context) -> Option<Section> {
    let site = &context.site;
    let publications = site.publications.iter().map(|it| (&it.head, &it.data.files));
    let events = site.events.iter().map(|it| (&it.head, &it.data.materials));
    let mut list = Vec::new();
    let mut seen = BTreeSet::new();
    for (head, attachments) in publications.chain(events) {
        for attachment in attachments {
            let Some((path, flaws)) = files::flaws(context, &head.path, attachment) else { continue };
            if seen.insert(path.clone()) {
                let file = attachment.title.as_deref().unwrap_or_else(|| path.name());
                let url = context.url(&head.name).map(|url| url.file(path.name()).to_string());
                list.push(What {
                    what: format!("{}: {file}", head.title),
                    why: Some(format!("Pdf-filen {}.", files::words(&flaws))),
                    url,
                });
            }
        }
    }
    let section = Section {
        id: "del_dokument",
        heading: "Dokument med brister",
        text: vec!["Det här har en automatisk granskning hittat. Hör av dig om du behöver innehållet i ett annat format.".to_owned()],
        list,
        ..Section::default()
    };
    (!section.list.is_empty()).then_some(section)
}

/// Lists the films that not everyone can follow, as far as their events tell.
fn films(context: &Context) -> Option<Section> {
    let site = &context.site;
    let mut list = Vec::new();
    for Entry { head, data } in &site.events {
        for (at, film) in data.recordings.iter().enumerate() {
            let flaws: Vec<_> = film.flaws(site, head, data).into_iter().map(Flaw::words).collect();
            if !flaws.is_empty() {
                let url = context.url(&head.name).map(|url| format!("{url}#{}", anchor(at)));
                let what = if film.title == head.title {
                    film.title.clone()
                } else {
                    format!("{}: {}", head.title, film.title)
                };
                list.push(What { what, why: Some(format!("Filmen {}.", flaws.join(" och "))), url });
            }
        }
    }
    let section = Section {
        id: "del_filmer",
        heading: "Filmer med brister",
        text: vec!["Hör av dig om du behöver innehållet på ett annat sätt.".to_owned()],
        list,
        ..Section::default()
    };
    (!section.list.is_empty()).then_some(section)
}

fn exempt(facts: &Accessibility) -> Option<Section> {
    let list: Vec<What> =
        facts.exempt.as_ref()?.iter().map(|what| What { what: what.clone(), why: None, url: None }).collect();
    let heading = "Innehåll som inte omfattas av lagen";
    (!list.is_empty()).then(|| Section { id: "del_undantag", heading, list, ..Section::default() })
}

fn method(facts: &Accessibility) -> Option<Section> {
    let day = |day| dates::date(Date::Day(day));
    let text: Vec<String> = [
        facts.method.as_ref().map(|method| format!("Metod: {method}.")),
        facts.assessed.map(|it| format!("Senaste bedömningen gjordes {}.", day(it))),
        facts.updated.map(|it| format!("Redogörelsen uppdaterades senast {}.", day(it))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let heading = "Hur vi har testat webbplatsen";
    (!text.is_empty()).then(|| Section { id: "del_metod", heading, text, ..Section::default() })
}

fn report(context: &Context, facts: &Accessibility) -> Option<Section> {
    let heading = "Påtala brister";
    let text = vec!["Hör av dig om du hittar något som inte går att använda, eller om du behöver innehåll i ett annat format.".to_owned()];
    let link = if let Some(url) = &facts.form_url {
        OutsideLink { text: "Påtala en brist i formuläret".to_owned(), url: url.clone() }
    } else {
        let page = context.intro("kontakt")?;
        OutsideLink { text: page.head.title.clone(), url: super::address::path("kontakt").to_string() }
    };
    Some(Section { id: "del_patala", heading, text, links: vec![link], ..Section::default() })
}

fn complaint(facts: &Accessibility) -> Option<Section> {
    let supervisor = facts.supervisor.as_ref()?;
    let text = vec![format!(
        "{} har ansvaret för tillsyn. Du kan anmäla till myndigheten om du inte är nöjd med hur vi hanterar det du har påtalat.",
        supervisor.name
    )];
    let links =
        vec![OutsideLink { text: format!("Anmäl till {}", supervisor.name), url: supervisor.url.clone() }];
    Some(Section { id: "del_tillsyn", heading: "Tillsyn", text, links, ..Section::default() })
}
