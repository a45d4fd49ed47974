//! Pages that help one find one's way: A–Ö, the glossary, the tree of all pages, what is not found.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address;
use super::body::{BodyPart, body};
use super::context::{Context, Directory};
use super::parts::Link;
use crate::lang::collate::{self, SortKey};
use crate::lang::slug::heading_id;
use crate::model::collection::Entry;
use crate::model::kind::Kind;
use crate::model::page::Page;
use crate::url::Url;

/// What `glossary.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct GlossaryView {
    pub title: String,
    pub lead: Option<String>,
    pub body: Vec<BodyPart>,
    pub letters: Vec<TermLetter>,
}

/// What `index.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct IndexView {
    pub title: String,
    pub lead: Option<String>,
    pub body: Vec<BodyPart>,
    pub letters: Vec<LinkLetter>,
}

/// A letter and the terms that begin with it.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct TermLetter {
    pub letter: String,
    pub id: String,
    pub terms: Vec<TermView>,
}

/// A letter and everything that begins with it.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct LinkLetter {
    pub letter: String,
    pub id: String,
    pub links: Vec<Place>,
}

/// A term of the glossary.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct TermView {
    pub title: String,
    pub url: Url,
    pub abbreviation: Option<String>,
    pub meaning: Option<String>,
}

/// Something that can be found, and what it is.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Place {
    pub text: String,
    pub url: Url,
    pub label: &'static str,
}

/// What `tree.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct TreeView {
    pub title: String,
    pub lead: Option<String>,
    pub body: Vec<BodyPart>,
    pub branches: Vec<Branch>,
}

/// A page and what lies below it.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Branch {
    pub link: Link,
    pub children: Vec<Branch>,
}

/// What `error.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ErrorView {
    pub title: String,
    pub lead: String,
    pub links: Vec<Link>,
}

/// Makes the anchor of a letter; å, ä and ö have their own.
pub fn letter_id(letter: &str) -> String {
    match letter {
        "Å" => "bokstav_aa".to_owned(),
        "Ä" => "bokstav_ae".to_owned(),
        "Ö" => "bokstav_oe".to_owned(),
        other => format!("bokstav_{}", heading_id(other)),
    }
}

/// Returns the heading of the glossary.
pub fn glossary_title(context: &Directory) -> String {
    context.intro("ordlista").map_or_else(|| "Ordlista".to_owned(), |page| page.head.title.clone())
}

/// Shows all terms, by letter.
pub fn glossary(context: &Context) -> GlossaryView {
    let url = address::section(Kind::Term);
    let intro = context.intro("ordlista");
    let mut letters: Vec<(String, Vec<TermView>)> = Vec::new();
    for term in &context.site.terms {
        let name = collate::initial(&term.head.title);
        let Some(url) = context.url(&term.head.name).cloned() else { continue };
        let view = TermView {
            title: term.head.title.clone(),
            url,
            abbreviation: term.data.abbreviation.clone().filter(|it| *it != term.head.title),
            meaning: term.data.meaning.clone(),
        };
        match letters.last_mut() {
            Some((last, terms)) if *last == name => terms.push(view),
            _ => letters.push((name, vec![view])),
        }
    }
    GlossaryView {
        title: glossary_title(context),
        lead: intro.and_then(|page| page.head.summary.clone()),
        body: intro.map(|page| body(context, &page.head.path, &url)).unwrap_or_default(),
        letters: letters
            .into_iter()
            .map(|(letter, terms)| TermLetter { id: letter_id(&letter), letter, terms })
            .collect(),
    }
}

/// Shows every entry from A to Ö.
pub fn index(context: &Context, entry: &Entry<Page>, url: &Url) -> IndexView {
    let mut letters: BTreeMap<SortKey, (String, Vec<(SortKey, Place)>)> = BTreeMap::new();
    for head in context.site.heads() {
        let Some(url) = context.url(&head.name).cloned() else { continue };
        // Chapters are found by their report.
        if url == Url::root() || head.name.kind == Kind::Chapter {
            continue;
        }
        let name = collate::initial(&head.title);
        let label = match head.name.kind {
            Kind::Page => "",
            kind => kind.words().one,
        };
        let place = Place { text: head.title.clone(), url, label };
        let (_, places) = letters.entry(collate::key(&name)).or_insert_with(|| (name, Vec::new()));
        places.push((head.key.clone(), place));
    }
    let letters = letters.into_values().map(|(name, mut places)| {
        places.sort_by(|left, right| left.0.cmp(&right.0));
        let links = places.into_iter().map(|(_, place)| place).collect();
        LinkLetter { id: letter_id(&name), letter: name, links }
    });
    IndexView {
        title: entry.head.title.clone(),
        lead: entry.head.summary.clone(),
        body: body(context, &entry.head.path, url),
        letters: letters.collect(),
    }
}

/// Shows other pages, by their titles, as a tree of three levels; listings stand for what they list.
pub fn tree<'p>(
    context: &Context,
    entry: &Entry<Page>,
    url: &Url,
    titles: impl Iterator<Item = (&'p Url, &'p str)>,
) -> TreeView {
    let is_shown = |page: &Url| {
        let path = page.as_str().trim_matches('/');
        let listed = Kind::ALL
            .into_iter()
            .filter_map(Kind::folder)
            .any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
        let is_page = context.intro(path).is_some() || context.site.series.at(path).is_some();
        page != url && !path.is_empty() && (!listed || is_page)
    };
    let mut shown: BTreeMap<Url, Vec<(&Url, &str)>> = BTreeMap::new();
    for (url, title) in titles.filter(|(url, _)| is_shown(url)) {
        if let Some(above) = url.parent() {
            shown.entry(above).or_default().push((url, title));
        }
    }
    TreeView {
        title: entry.head.title.clone(),
        lead: entry.head.summary.clone(),
        body: body(context, &entry.head.path, url),
        branches: branches(&Url::root(), &shown, 3),
    }
}

/// Makes the branches below a page, `levels` deep; `shown` has the pages below each page.
fn branches(above: &Url, shown: &BTreeMap<Url, Vec<(&Url, &str)>>, levels: usize) -> Vec<Branch> {
    if levels == 0 {
        return Vec::new();
    }
    let below = shown.get(above).into_iter().flatten();
    let mut branches: Vec<Branch> = below
        .map(|(url, title)| Branch {
            link: Link { text: (*title).to_owned(), url: Some((*url).clone()) },
            children: branches(url, shown, levels - 1),
        })
        .collect();
    branches.sort_by_cached_key(|branch| collate::key(&branch.link.text));
    branches
}

/// The heading of the page that stands where nothing stands.
pub const NOT_FOUND: &str = "Sidan finns inte";

/// Says that there is nothing here, and where to go on.
pub fn not_found(context: &Directory) -> ErrorView {
    let sections = [Kind::Publication, Kind::Event, Kind::Topic, Kind::Person];
    let mut links: Vec<Link> = sections
        .into_iter()
        .filter_map(|kind| {
            let page = context.intro(kind.folder()?)?;
            Some(Link { text: page.head.title.clone(), url: Some(address::section(kind)) })
        })
        .collect();
    links.extend(["sok", "kontakt"].into_iter().filter_map(|path| {
        let page = context.intro(path)?;
        Some(Link { text: page.head.title.clone(), url: Some(address::path(path)) })
    }));
    ErrorView {
        title: NOT_FOUND.to_owned(),
        lead: "Sidan kan ha flyttat eller tagits bort. Kontrollera adressen, eller börja om härifrån."
            .to_owned(),
        links,
    }
}
