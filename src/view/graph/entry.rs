//! What is linked data in a few words: the front page, people, news, event series.

use serde_json::{Value, json};

use super::{organisation, page, with, write};
use crate::lang::plain;
use crate::model::collection::{Entry, Head};
use crate::model::news::News;
use crate::model::person::Person;
use crate::url::Url;
use crate::view::context::Directory;
use crate::view::parts::Link;

/// Writes the graph of the front page: the site, and who is behind it.
pub fn home(context: &Directory) -> String {
    write(context, None, &[])
}

/// Writes the graph of a person's page; who has left works here no more.
pub fn person(context: &Directory, entry: &Entry<Person>, url: &Url, crumbs: &[Link]) -> String {
    let Entry { head, data } = entry;
    let address = context.site.config.absolute(url);
    let works = !data.has_left(context.site.scope.today());
    let person = json!({
        "@type": "Person",
        "@id": format!("{address}#person"),
        "name": plain(&head.title),
        "familyName": plain(&data.surname),
        "url": address,
        "mainEntityOfPage": address,
    });
    let areas: Vec<Value> = data.areas.iter().map(|area| plain(area).into()).collect();
    let person = with(
        person,
        [
            ("jobTitle", data.role.as_deref().filter(|_| works).map(|role| plain(role).into())),
            ("worksFor", works.then(|| json!({ "@id": organisation(context) }))),
            ("knowsAbout", (!areas.is_empty()).then_some(Value::Array(areas))),
            ("sameAs", data.orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}").into())),
        ],
    );
    page(context, &person, crumbs)
}

/// Writes the graph of a piece of news.
pub fn news(context: &Directory, entry: &Entry<News>, url: &Url, crumbs: &[Link]) -> String {
    let Entry { head, data } = entry;
    let address = context.site.config.absolute(url);
    let organisation = organisation(context);
    let article = json!({
        "@type": "NewsArticle",
        "@id": format!("{address}#nyhet"),
        "headline": plain(&head.title),
        "url": address,
        "mainEntityOfPage": address,
        "inLanguage": "sv-SE",
        "datePublished": data.date.iso(),
        "author": { "@id": organisation },
        "publisher": { "@id": organisation },
    });
    let changed = head.updated.map(|day| day.to_string().into());
    page(context, &with(article, [("dateModified", changed), ("description", description(head))]), crumbs)
}

/// Writes the graph of an event series, which its events name.
pub fn series(context: &Directory, head: &Head, url: &Url, crumbs: &[Link]) -> String {
    let address = context.site.config.absolute(url);
    let series = json!({
        "@type": "EventSeries",
        "@id": format!("{address}#serie"),
        "name": plain(&head.title),
        "url": address,
        "mainEntityOfPage": address,
        "organizer": { "@id": organisation(context) },
    });
    page(context, &with(series, [("description", description(head))]), crumbs)
}

fn description(head: &Head) -> Option<Value> {
    head.summary.as_deref().map(|text| plain(text).into())
}
