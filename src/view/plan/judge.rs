//! What only the whole table of addresses can tell: collisions, and links to addresses that nothing stands at.

use super::Table;
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
pub(super) fn addresses(context: &Directory, planned: &Table) -> Vec<Diagnostic> {
    let mut remarks = in_the_way(planned);
    let config = &context.site.config;
    let privacy = config.signup.iter().map(|signup| &signup.privacy);
    for (url, place) in privacy.filter(|(url, _)| !planned.contains(url.as_str())) {
        let advice = "skriv adressen till sidan om personuppgifter";
        remarks.push(nowhere("F704", place.clone(), url.as_str(), planned, advice));
    }
    for (url, place) in config.utility.iter().chain(&config.footer) {
        if !planned.contains(url.as_str()) {
            remarks.push(nowhere("F704", place.clone(), url.as_str(), planned, "ta bort adressen"));
        }
    }
    remarks
}

/// Says that a text links to an address where nothing stands.
pub(super) fn link(planned: &Table, path: &str, place: &Place) -> Option<Diagnostic> {
    let stands = Url::parse(path).is_ok_and(|url| planned.contains(url.as_str()));
    let advice = "länka till filen i stället, så här: `../om/styrning.md`";
    (!stands).then(|| nowhere("F608", place.clone(), path, planned, advice))
}

/// Says which files want the place of a folder with pages in it.
///
/// In the order of addresses, everything whose address begins with a file's follows upon the file.
fn in_the_way(planned: &Table) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    // The files that the address begins with, and whether something has been found below each.
    let mut open: Vec<(&Planned, bool)> = Vec::new();
    for it in planned.iter() {
        let address = it.url.as_str();
        while open.pop_if(|(file, _)| !address.starts_with(file.url.as_str())).is_some() {}
        for (file, is_said) in &mut open {
            if !*is_said && address[file.url.as_str().len()..].starts_with('/') {
                *is_said = true;
                remarks.push(wants_folder(file, it));
            }
        }
        if !it.url.is_page() {
            open.push((it, false));
        }
    }
    remarks
}

fn wants_folder(file: &Planned, below: &Planned) -> Diagnostic {
    let message = format!("filen får adressen `{}`, men där ska det ligga en mapp med sidor", file.url);
    let remark = Diagnostic::error("F701", Place::file(&*file.origin), message).advise("byt namn på filen");
    if below.origin.is_empty() { remark } else { remark.beside(Place::file(&*below.origin), "en av sidorna") }
}

fn nowhere(code: &'static str, place: Place, path: &str, planned: &Table, otherwise: &str) -> Diagnostic {
    let pages = planned.iter().filter(|it| it.url.is_page()).map(|it| it.url.as_str());
    let remark = Diagnostic::error(code, place, format!("det finns ingen sida med adressen `{path}`"));
    match nearest(path, pages) {
        Some(near) => remark.advise(format!("skriv: `{near}` (menade du den?)")),
        None => remark.advise(otherwise),
    }
}
