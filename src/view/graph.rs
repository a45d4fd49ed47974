//! What a page says of what it shows as linked data: a graph of schema.org, as JSON-LD.
//!
//! It stands in a `script` element, which nothing in it can end: `<`, `>` and `&` are written as JSON's own escapes.

pub mod entry;
pub mod event;

use serde_json::{Map, Value, json};

use super::context::Directory;
use super::parts::Link;
use super::record::{Author, Form, Record};
use crate::lang::{numbers, uncut};
use crate::url::Url;

/// Writes the graph of a publication's page, to which `crumbs` lead.
pub fn publication(context: &Directory, record: &Record, crumbs: &[Link]) -> String {
    page(context, &work(record, &organisation(context)), crumbs)
}

/// Names us in a graph.
fn organisation(context: &Directory) -> String {
    format!("{}#organisation", context.site.config.absolute(&Url::root()))
}

/// Writes the graph of a page that shows one thing.
fn page(context: &Directory, thing: &Value, crumbs: &[Link]) -> String {
    write(context, Some(thing), crumbs)
}

/// Writes a graph: a thing, who is behind the site, the site, and the way to the page.
fn write(context: &Directory, thing: Option<&Value>, crumbs: &[Link]) -> String {
    let config = &context.site.config;
    let root = config.absolute(&Url::root());
    let organisation = organisation(context);
    let site = format!("{root}#webbplats");
    let owner = json!({
        "@type": "GovernmentOrganization",
        "@id": organisation,
        "name": config.organisation.name,
        "url": root,
        "parentOrganization": { "@type": "GovernmentOrganization", "name": config.organisation.parent },
    });
    let owner = with(owner, [("areaServed", config.organisation.area.clone().map(Value::from))]);
    let site = json!({
        "@type": "WebSite",
        "@id": site,
        "name": config.title,
        "url": root,
        "inLanguage": "sv-SE",
        "publisher": { "@id": organisation },
    });
    let way: Vec<Value> = crumbs
        .iter()
        .zip(1..)
        .filter_map(|(crumb, at)| {
            let url = config.absolute(crumb.url.as_ref()?);
            Some(json!({ "@type": "ListItem", "position": at, "name": uncut(&crumb.text), "item": url }))
        })
        .collect();
    let way = (!way.is_empty()).then(|| json!({ "@type": "BreadcrumbList", "itemListElement": way }));
    let graph: Vec<_> = thing.cloned().into_iter().chain([owner, site]).chain(way).collect();
    let graph = json!({
        "@context": "https://schema.org",
        "@graph": graph,
    });
    held(&graph.to_string())
}

/// Tells what the publication is.
fn work(record: &Record, organisation: &str) -> Value {
    let kind = match record.form {
        Form::Report => "Report",
        Form::Article => "ScholarlyArticle",
        Form::Book => "Book",
        Form::Document => "CreativeWork",
    };
    let publisher = if record.ours {
        json!({ "@id": organisation })
    } else {
        json!({ "@type": "Organization", "name": record.publisher })
    };
    let work = json!({
        "@type": kind,
        "@id": format!("{}#publikation", record.url),
        "name": record.title,
        "headline": record.full_title(),
        "url": record.url,
        "mainEntityOfPage": record.url,
        "inLanguage": record.language,
        "publisher": publisher,
        "isAccessibleForFree": true,
    });
    let some = |text: &Option<String>| text.clone().map(Value::from);
    let list = |values: Vec<Value>| (!values.is_empty()).then_some(Value::Array(values));
    let series = record.series.as_ref().map(|series| {
        let it = json!({ "@type": "CreativeWorkSeries", "name": series });
        with(it, [("issn", some(&record.issn))])
    });
    let license = record.license_url().map(Value::from).or_else(|| {
        record.license.as_ref().map(|license| json!({ "@type": "CreativeWork", "name": license }))
    });
    let number = if record.form == Form::Report { "reportNumber" } else { "position" };
    with(
        work,
        [
            ("alternativeHeadline", some(&record.subtitle)),
            ("author", list(record.authors.iter().map(author).collect())),
            ("datePublished", record.date.map(|date| date.iso().into())),
            ("dateModified", record.updated.map(|day| day.to_string().into())),
            (number, some(&record.number)),
            ("genre", some(&record.sort)),
            ("isPartOf", series),
            ("abstract", some(&record.summary)),
            ("keywords", list(record.keywords.iter().map(|it| it.as_str().into()).collect())),
            ("license", license),
            ("identifier", list(identifiers(record))),
            ("isbn", record.first_isbn().filter(|_| record.form == Form::Book).map(Value::from)),
            ("encoding", list(encodings(record))),
        ],
    )
}

/// Tells of the file that is the publication itself.
fn encodings(record: &Record) -> Vec<Value> {
    let file = |it: &super::record::File| {
        json!({
            "@type": "MediaObject",
            "contentUrl": it.url,
            "encodingFormat": it.media_type,
            "contentSize": super::record::plain(&numbers::bytes(it.size)),
        })
    };
    record.pdf.iter().map(file).collect()
}

fn identifiers(record: &Record) -> Vec<Value> {
    let property =
        |name: &str, value: &str| json!({ "@type": "PropertyValue", "propertyID": name, "value": value });
    let doi = record.doi.iter().map(|doi| property("DOI", doi));
    let urn = record.urn.iter().map(|urn| property("URN", urn));
    let isbn = record.isbn.iter().map(|(_, isbn)| property("ISBN", isbn));
    doi.chain(urn).chain(isbn).collect()
}

fn author(author: &Author) -> Value {
    if author.is_organisation() {
        return json!({ "@type": "Organization", "name": author.family });
    }
    let given = Some(&author.given).filter(|given| !given.is_empty());
    let person = json!({ "@type": "Person", "name": author.natural(), "familyName": author.family });
    let works = author.affiliation.as_ref().map(|name| json!({ "@type": "Organization", "name": name }));
    with(
        person,
        [
            ("givenName", given.map(|given| given.as_str().into())),
            ("url", author.url.as_deref().map(Value::from)),
            ("sameAs", author.orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}").into())),
            ("affiliation", works),
        ],
    )
}

/// Adds what is known to an object.
fn with<const N: usize>(object: Value, more: [(&str, Option<Value>); N]) -> Value {
    let mut all = match object {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    all.extend(more.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    Value::Object(all)
}

/// Writes JSON so that it can stand in a `script` element.
fn held(json: &str) -> String {
    let mut held = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' => held.push_str("\\u003c"),
            '>' => held.push_str("\\u003e"),
            '&' => held.push_str("\\u0026"),
            '\u{2028}' => held.push_str("\\u2028"),
            '\u{2029}' => held.push_str("\\u2029"),
            _ => held.push(letter),
        }
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::record::tests::report;

    #[test]
    fn nothing_ends_the_script_that_holds_it() {
        let hostile = "</script><script>alert(1)</script><!-- {{ 7 }} \u{2028} \\ \" &amp;";
        let record = Record { title: hostile.into(), ..report() };
        let text = held(&work(&record, "https://www.exempel.se/#organisation").to_string());
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["name"], hostile);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let record = Record {
            authors: Vec::new(),
            date: None,
            pdf: None,
            series: None,
            form: Form::Document,
            ours: true,
            ..report()
        };
        let work = work(&record, "https://www.exempel.se/#organisation");
        assert_eq!(work["@type"], "CreativeWork");
        for key in ["author", "datePublished", "encoding", "isPartOf", "reportNumber"] {
            assert_eq!(work.get(key), None, "{key}");
        }
        assert_eq!(work["publisher"]["@id"], "https://www.exempel.se/#organisation");
    }
}
