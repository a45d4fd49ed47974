//! Entries in APA's way, in Swedish, without styles in the markup.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::{FontStyle, IndependentStyle, Locale, LocaleCode, Style, VerticalAlign};
use hayagriva::types::{Person, Publisher};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest, ElemChild,
    ElemChildren, Entry, Formatted, Library,
};

use crate::content::markdown::escape;
use crate::lang::dates;

/// An entry as it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    pub(super) author: String,
    pub(super) year: String,
    pub(super) html: String,
    pub(super) plain: String,
}

/// The style and the words of it, unpacked once and only if somebody cites.
fn style() -> &'static (Option<IndependentStyle>, Vec<Locale>) {
    static STYLE: OnceLock<(Option<IndependentStyle>, Vec<Locale>)> = OnceLock::new();
    STYLE.get_or_init(|| {
        let style = match ArchivedStyle::AmericanPsychologicalAssociation.get() {
            Style::Independent(style) => Some(style),
            Style::Dependent(_) => None,
        };
        let ours = |locale: &Locale| {
            locale.lang.as_ref().is_some_and(|it| ["sv-SE", "en-US"].contains(&it.0.as_str()))
        };
        (style, locales().into_iter().filter(ours).collect())
    })
}

/// Makes an entry what Swedish readers expect: "von Essen, U.", not "Essen, U. von"; a report's publisher is who made it.
pub(super) fn settle(entry: &mut Entry) {
    let whole = |person: &Person| {
        let mut person = person.clone();
        if let Some(prefix) = person.prefix.take() {
            person.name = format!("{prefix} {}", person.name);
        }
        person
    };
    if let Some(authors) = entry.authors().map(|it| it.iter().map(whole).collect()) {
        entry.set_authors(authors);
    }
    if let Some(editors) = entry.editors().map(|it| it.iter().map(whole).collect()) {
        entry.set_editors(editors);
    }
    if entry.publisher().is_none()
        && let Some(organization) = entry.organization().cloned()
    {
        entry.set_publisher(Publisher::new(Some(organization), None));
    }
}

/// Writes every entry, by its key. They are written together: two of one author and year become 2025a and 2025b.
pub(super) fn written(library: &Library) -> BTreeMap<String, Written> {
    if library.is_empty() {
        return BTreeMap::new();
    }
    let (Some(style), locales) = style() else { return BTreeMap::new() };
    let swedish = || Some(LocaleCode("sv-SE".to_owned()));
    let mut driver = BibliographyDriver::new();
    for entry in library {
        let items = vec![CitationItem::with_entry(entry)];
        driver.citation(CitationRequest::new(items, style, swedish(), locales, None));
    }
    let rendered = driver.finish(BibliographyRequest::new(style, swedish(), locales));
    let mut all: BTreeMap<String, Written> = BTreeMap::new();
    for (entry, citation) in library.iter().zip(&rendered.citations) {
        let (author, year) = parts(&plain(&citation.citation));
        all.insert(entry.key().to_owned(), Written { author, year, ..Written::default() });
    }
    for item in rendered.bibliography.iter().flat_map(|it| &it.items) {
        if let Some(written) = all.get_mut(&item.key) {
            written.plain = plain(&item.content);
            html(&mut written.html, &item.content);
            written.html = day_first(std::mem::take(&mut written.html));
        }
    }
    all
}

/// Takes "(Öberg m.fl., 2025a)" apart.
fn parts(citation: &str) -> (String, String) {
    let inner = citation.trim().trim_start_matches('(').trim_end_matches(')');
    match inner.rsplit_once(", ") {
        Some((author, year)) => (author.to_owned(), year.to_owned()),
        None => (inner.to_owned(), String::new()),
    }
}

/// Turns the day in "(2024, maj 2)", which the style writes as Americans do.
fn day_first(html: String) -> String {
    let Some((before, rest)) =
        html.split_once(", ").filter(|(before, _)| before.ends_with(|it: char| it.is_ascii_digit()))
    else {
        return html;
    };
    let Some((date, after)) = rest.split_once(')') else { return html };
    let Some((month, day)) = date.split_once(' ') else { return html };
    let is_day = (1..=2).contains(&day.len()) && day.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = is_day && (1..=12).any(|number| dates::month(number) == month);
    if is_date { format!("{before}, {day} {month}){after}") } else { html }
}

fn plain(children: &ElemChildren) -> String {
    let mut text = String::new();
    children.write_buf(&mut text, BufWriteFormat::Plain).expect("a string can always be written to");
    text
}

/// Writes an entry as HTML that is safe whatever its fields hold.
fn html(out: &mut String, children: &ElemChildren) {
    for child in &children.0 {
        match child {
            ElemChild::Elem(elem) => html(out, &elem.children),
            ElemChild::Markup(text) => escape(out, text),
            ElemChild::Link { text, url } if url.starts_with("https://") || url.starts_with("http://") => {
                out.push_str("<a href=\"");
                escape(out, url);
                out.push_str("\">");
                formatted(out, text);
                out.push_str("</a>");
            }
            ElemChild::Text(text) | ElemChild::Link { text, .. } => formatted(out, text),
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn formatted(out: &mut String, Formatted { text, formatting }: &Formatted) {
    let emphasis = formatting.font_style == FontStyle::Italic;
    let raised = match formatting.vertical_align {
        VerticalAlign::Sup => Some("sup"),
        VerticalAlign::Sub => Some("sub"),
        VerticalAlign::None | VerticalAlign::Baseline => None,
    };
    let tags: Vec<&str> = emphasis.then_some("em").into_iter().chain(raised).collect();
    for tag in &tags {
        out.extend(["<", tag, ">"]);
    }
    escape(out, text);
    for tag in tags.iter().rev() {
        out.extend(["</", tag, ">"]);
    }
}
