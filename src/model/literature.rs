//! What reports cite, held against the literature that lies beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::content::Bodies;
use crate::content::bibliography::{Bibliography, Reference};
use crate::content::body::Cited;
use crate::content::chapter;
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::nearest::nearest;
use crate::source::path::SourcePath;

/// The literature of the site's reports, by the folder that it lies in.
pub type Literature = BTreeMap<String, Arc<Bibliography>>;

/// Finds the literature beside a text; none if there is none.
pub fn beside<'l>(literature: &'l Literature, text: &SourcePath) -> Option<&'l Bibliography> {
    literature.get(text.folder()).map(|it| &**it)
}

/// Says which works are cited and unknown, and which are known and not cited.
pub fn check(literature: &Literature, bodies: &Bodies) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    let mut cited: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, body) in bodies.iter().filter(|(path, _)| chapter::report(path).is_some()) {
        let known = beside(literature, path);
        let of_folder = cited.entry(path.folder()).or_default();
        for citation in body.citations() {
            // Without literature `@name` in a sentence is what people call each other elsewhere.
            if citation.narrative && known.is_none() {
                continue;
            }
            of_folder.extend(citation.items.iter().map(|it| it.key.as_str()));
            remarks.extend(citation.items.iter().filter_map(|it| unknown(known, path, it)));
        }
    }
    for (folder, known) in literature {
        let of_folder = cited.get(folder.as_str());
        let is_idle = |key: &String| of_folder.is_none_or(|all| !all.contains(key.as_str()));
        let idle: Vec<_> = known.references.iter().filter(|(key, _)| is_idle(key)).collect();
        remarks.extend(never_cited(&idle));
    }
    remarks
}

fn unknown(
    known: Option<&Bibliography>,
    path: &SourcePath,
    Cited { key, place, .. }: &Cited,
) -> Option<Diagnostic> {
    let Some(known) = known else {
        let message = format!("`@{key}` finns inte: rapporten har ingen litteraturlista");
        let remark = Diagnostic::error("F833", place.clone(), message);
        return Some(remark.advise(format!("lägg listan i `{}/referenser.bib`", path.folder())));
    };
    if known.is_faulty || known.references.contains_key(key) {
        return None;
    }
    let remark = Diagnostic::error("F833", place.clone(), format!("`@{key}` finns inte i litteraturlistan"));
    Some(match nearest(key, known.references.keys().map(String::as_str)) {
        Some(near) => remark.advise(format!("skriv: `@{near}` (menade du den?)")),
        None => remark.advise("lägg till posten i listan, eller rätta nyckeln"),
    })
}

/// Tells of works that no text cites, once for each file.
fn never_cited(idle: &[(&String, &Reference)]) -> Vec<Diagnostic> {
    let mut files: BTreeMap<&str, Vec<(&Place, &str)>> = BTreeMap::new();
    for (key, reference) in idle {
        files.entry(&reference.place.path).or_default().push((&reference.place, key));
    }
    let note = |mut entries: Vec<(&Place, &str)>| {
        entries.sort_by_key(|(place, _)| (place.line, place.column));
        let keys: Vec<_> = entries.iter().map(|(_, key)| format!("`{key}`")).collect();
        let (place, _) = entries.first()?;
        let it = if keys.len() == 1 { "den" } else { "de" };
        let message = format!("ingen text hänvisar till {}, så {it} visas inte", keys.join(", "));
        let note = Diagnostic::note("F834", (*place).clone(), message);
        Some(note.advise("hänvisa med `[@nyckel]` i texten, eller ta bort posten"))
    };
    files.into_values().filter_map(note).collect()
}

/// Says that a list of literature lies where nobody looks for it.
pub fn homeless(path: &SourcePath) -> Diagnostic {
    let message = "litteraturlistan hör inte till någon rapport";
    let remark = Diagnostic::warning("F835", Place::file(path.shared().clone()), message);
    remark.advise("lägg filen i rapportens mapp, bredvid kapitlen, eller ta bort den")
}
