//! What there is to say of recordings: what they lack for some to follow them, and captions that cannot be shown.

use std::collections::BTreeMap;

use super::{Captions, Flaw, Recording, blob};
use crate::content::captions;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Site;
use crate::model::collection::{Entry, FileName, Head};
use crate::model::event::Event;
use crate::model::links::beside;

/// Says what there is to say of the recordings of every event.
pub(in crate::model) fn check(site: &Site) -> Vec<Diagnostic> {
    let with_films = site.events.iter().filter(|it| !it.data.recordings.is_empty());
    with_films.flat_map(|it| it.data.recordings.iter().flat_map(|film| remarks(site, it, film))).collect()
}

fn remarks(site: &Site, entry: &Entry<Event>, recording: &Recording) -> Vec<Diagnostic> {
    let Entry { head, data } = entry;
    let flaws = recording.flaws(site, head, data);
    let broken = match &recording.captions {
        Captions::File(file) => blob(site, head, file).map(|blob| (file, captions::flaws(&blob.head))),
        Captions::Unknown | Captions::Missing | Captions::Within => None,
    };
    let broken = broken.into_iter().flat_map(|(file, flaws)| unreadable(head, file, flaws));
    lacking(recording, &flaws).into_iter().chain(broken).collect()
}

/// Says in one remark all that a film lacks.
fn lacking(film: &Recording, flaws: &[Flaw]) -> Option<Diagnostic> {
    let told: Vec<_> = flaws.iter().filter(|it| **it != Flaw::CaptionsBroken).map(|it| it.words()).collect();
    if told.is_empty() {
        return None;
    }
    let message =
        format!("filmen `{}` {}; lagen kräver att alla kan följa den", film.title, told.join(" och "));
    let mut remark = Diagnostic::warning("F550", film.place.clone(), message);
    if flaws.contains(&Flaw::CaptionsUnknown) {
        remark = remark.advise("är den textad där den visas, skriv `captions: ja`, annars `captions: nej`");
    }
    if flaws.contains(&Flaw::Uncaptioned) || flaws.contains(&Flaw::CaptionsUnknown) {
        remark = remark.advise("ligger textningen i en fil bredvid texten, skriv `captions: filmen.vtt`");
    }
    if flaws.contains(&Flaw::Untranscribed) {
        remark = remark.advise(
            "skriv det som sägs och visas under `transcript`, eller namnet på en fil; står det i sidans text, skriv `transcript: ja`",
        );
    }
    Some(remark)
}

/// Says why browsers cannot show captions, line by line.
fn unreadable(
    head: &Head,
    file: &FileName,
    flaws: BTreeMap<captions::Flaw, (u32, usize)>,
) -> Vec<Diagnostic> {
    let Some(path) = beside(&head.path, &file.name) else { return Vec::new() };
    let remark = |(flaw, (line, count)): (captions::Flaw, (u32, usize))| {
        let (what, advice) = flaw.words();
        let more = match count - 1 {
            0 => String::new(),
            1 => " (och på en rad till)".to_owned(),
            more => format!(" (och på {more} rader till)"),
        };
        let message = format!("textningen går inte att visa som den är tänkt: {what}{more}");
        Diagnostic::warning("F553", Place::at(path.shared().clone(), line, 1, 0), message).advise(advice)
    };
    flaws.into_iter().map(remark).collect()
}
