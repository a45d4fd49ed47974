//! What only the whole table of addresses can tell: collisions, and links to addresses that nothing stands at.

use std::collections::BTreeMap;
use std::ops::Bound;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Place};
use crate::lang::nearest::nearest;
use crate::source::CONFIG;
use crate::url::Url;
use crate::view::context::Directory;
use crate::view::subject::Planned;

/// Says that two outputs want one address; an empty origin is the program itself.
pub(super) fn taken(url: &Url, origin: &str, first: &str) -> Diagnostic {
    let (here, there) = if origin.is_empty() { (first, origin) } else { (origin, first) };
    let message = format!("två sidor eller filer får samma adress, `{url}`");
    // Where both are made by the program, the settings have asked for both.
    let place = Place::file(if here.is_empty() { CONFIG } else { here });
    let remark = Diagnostic::error("F701", place, message);
    if there.is_empty() {
        remark.advise("byt namn på filen: den andra görs av programmet självt")
    } else {
        remark.advise("byt namn på den ena filen").beside(Place::file(there), "den andra")
    }
}

/// Judges all addresses, now that they are known.
pub(super) fn addresses(context: &Directory, planned: &BTreeMap<Url, Planned>) -> Vec<Diagnostic> {
    let files: Vec<&Planned> = planned.values().filter(|it| !it.url.is_page()).collect();
    let judge = |file: &&Planned| Some(in_the_way(file, first_below(&file.url, planned)?));
    let mut remarks: Vec<_> = files.par_iter().filter_map(judge).collect();
    let config = &context.site.config;
    for (url, place) in config.utility.iter().chain(&config.footer) {
        if !planned.contains_key(url) {
            remarks.push(nowhere("F704", place.clone(), url.as_str(), planned, "ta bort adressen"));
        }
    }
    remarks
}

/// Says that a text links to an address where nothing stands.
pub(super) fn link(planned: &BTreeMap<Url, Planned>, path: &str, place: &Place) -> Option<Diagnostic> {
    let stands = Url::parse(path).is_ok_and(|url| planned.contains_key(&url));
    let advice = "länka till filen i stället, så här: `../om/styrning.md`";
    (!stands).then(|| nowhere("F608", place.clone(), path, planned, advice))
}

/// Says that a file wants the place of a folder with pages in it.
fn in_the_way(file: &Planned, below: &Planned) -> Diagnostic {
    let message = format!("filen får adressen `{}`, men där ska det ligga en mapp med sidor", file.url);
    let remark = Diagnostic::error("F701", Place::file(&*file.origin), message).advise("byt namn på filen");
    if below.origin.is_empty() { remark } else { remark.beside(Place::file(&*below.origin), "en av sidorna") }
}

/// Finds the first output in the folder that a file stands in the place of.
fn first_below<'a>(file: &Url, planned: &'a BTreeMap<Url, Planned>) -> Option<&'a Planned> {
    let folder = format!("{file}/");
    let (url, below) = planned.range::<str, _>((Bound::Included(&*folder), Bound::Unbounded)).next()?;
    url.as_str().starts_with(&folder).then_some(below)
}

fn nowhere(
    code: &'static str,
    place: Place,
    path: &str,
    planned: &BTreeMap<Url, Planned>,
    otherwise: &str,
) -> Diagnostic {
    let pages = planned.keys().filter(|url| url.is_page()).map(Url::as_str);
    let remark = Diagnostic::error(code, place, format!("det finns ingen sida med adressen `{path}`"));
    match nearest(path, pages) {
        Some(near) => remark.advise(format!("skriv: `{near}` (menade du den?)")),
        None => remark.advise(otherwise),
    }
}
