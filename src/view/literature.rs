//! Citations and lists of literature, as a page shows them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::context::Context;
use crate::content::bibliography::Bibliography;
use crate::content::body::{Citation, Cited};
use crate::model::literature::beside;
use crate::source::path::SourcePath;

/// An entry of a list of literature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// Its anchor.
    pub id: String,
    /// What it says.
    pub text_html: String,
}

/// Lists what the texts of one report cite, in the order of the Swedish alphabet.
pub fn references<'p>(context: &Context, texts: impl IntoIterator<Item = &'p SourcePath>) -> Vec<Reference> {
    let mut all = BTreeSet::new();
    for text in texts {
        let Some(literature) = beside(&context.site.literature, text) else { continue };
        for cited in context.body(text).citations().flat_map(|it| &it.items) {
            let reference = literature.references.get(&cited.key);
            all.extend(reference.map(|it| (it.sort.clone(), it.id.clone(), it.html.clone())));
        }
    }
    all.into_iter().map(|(_, id, text_html)| Reference { id, text_html }).collect()
}

/// Writes a citation with links into the list; as it was written, if the literature does not have it all.
pub fn citation(
    literature: Option<&Bibliography>,
    citation: &Citation,
    escaped: impl Fn(&str) -> String,
) -> String {
    let one = |Cited { key, before, after, year_only, place: _ }: &Cited| {
        let known = literature?.references.get(key)?;
        let (author, year) = (escaped(&known.author), escaped(&known.year));
        let after = if after.is_empty() { String::new() } else { format!(", {}", escaped(after)) };
        let before = if before.is_empty() { String::new() } else { format!("{} ", escaped(before)) };
        let words = match (citation.narrative, *year_only) {
            (true, _) => format!("{author} ({year}{after})"),
            (false, true) => format!("{year}{after}"),
            (false, false) => format!("{author}, {year}{after}"),
        };
        Some(format!("{before}<a class=\"cite\" href=\"#{}\" role=\"doc-biblioref\">{words}</a>", known.id))
    };
    match citation.items.iter().map(one).collect::<Option<Vec<_>>>() {
        Some(all) if citation.narrative => all.join("; "),
        Some(all) => format!("({})", all.join("; ")),
        None => escaped(&citation.written),
    }
}
