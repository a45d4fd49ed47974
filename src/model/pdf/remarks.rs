//! What is wrong with a PDF by itself, and what to do in the program that made it.

use super::{Fitness, Flaw, MANY, fitness, shown};
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::numbers;
use crate::model::collection::{Entry, FileName};
use crate::model::publication::Publication;
use crate::source::path::SourcePath;
use crate::source::pdf::{Facts, Fault, Reading};

/// Where Word keeps what it does when it saves a PDF.
const SAVE: &str = "i Word: Arkiv → Spara som → PDF → Alternativ …";

/// Says what is wrong with a file.
pub(super) fn remarks(path: &SourcePath, reading: &Reading) -> Vec<Diagnostic> {
    let place = || Place::file(path.shared().clone());
    let mut said: Vec<Diagnostic> = reading.fault.map(|it| fault(it, place())).into_iter().collect();
    let Some(facts) = &reading.facts else { return said };
    if let Fitness::Flawed(flaws) = fitness(reading) {
        said.extend(flaws.iter().filter_map(|it| flaw(it, facts, place())));
    }
    said.extend(fonts(&facts.missing_fonts, place()));
    said.extend(attachments(facts.attachments, place()));
    if facts.pages > MANY {
        let message = format!("pdf-filen har {} sidor", numbers::integer(facts.pages as u64));
        said.push(Diagnostic::warning("F749", place(), message).advise(
            "dela den i flera filer, en för varje del: så stora filer är tunga att hämta och svåra att läsa",
        ));
    }
    said
}

/// Warns of letters that each reader's program draws as it likes.
fn fonts(missing: &[String], place: Place) -> Option<Diagnostic> {
    const SHOWN: usize = 5;
    let names: Vec<_> = missing.iter().take(SHOWN).map(|name| format!("`{}`", plain_font(name))).collect();
    let (last, rest) = names.split_last()?;
    let more = if missing.len() > SHOWN { " med flera" } else { "" };
    let listing = if rest.is_empty() { last.clone() } else { format!("{} och {last}", rest.join(", ")) };
    let which = if missing.len() == 1 { "typsnittet" } else { "typsnitten" };
    let message = format!(
        "pdf-filen har inte med {which} {listing}{more}, så texten kan se annorlunda ut hos den som läser"
    );
    let remark = Diagnostic::warning("F753", place, message);
    Some(
        remark.advise(format!("{SAVE} → kryssa i ”PDF/A-kompatibel”: då följer alla typsnitt med")).advise(
            "följer de ändå inte med, välj ett annat typsnitt i formatmallarna och spara som PDF igen",
        ),
    )
}

/// Takes off the six letters that tell a part of a font: `ABCDEF+Calibri`.
fn plain_font(name: &str) -> &str {
    match name.split_once('+') {
        Some((part, rest)) if part.len() == 6 => rest,
        _ => name,
    }
}

/// Tells of files that lie in the file.
fn attachments(count: usize, place: Place) -> Option<Diagnostic> {
    let message = match count {
        0 => return None,
        1 => "i pdf-filen ligger en annan fil, som också blir publicerad".to_owned(),
        _ => {
            let count = numbers::integer(count as u64);
            format!("i pdf-filen ligger {count} andra filer, som också blir publicerade")
        }
    };
    let remark = Diagnostic::note("F754", place, message);
    Some(
        remark
            .advise("ska den med, lägg den hellre bredvid texten och nämn den i `files`, så att den syns och hittas")
            .advise("annars, ta bort den: i Acrobat under Visa → Visa/dölj → Navigeringsrutor → Bifogade filer"),
    )
}

fn fault(fault: Fault, place: Place) -> Diagnostic {
    match fault {
        Fault::Locked => Diagnostic::warning("F746", place, "pdf-filen öppnas bara med lösenord")
            .advise("spara den igen utan lösenord: annars kan ingen besökare läsa den"),
        Fault::Broken => Diagnostic::warning("F747", place, "pdf-filen är trasig, eller inte någon pdf")
            .advise(
                "öppna den själv: går det inte, gör om den ur originalet; går det, spara den igen som PDF",
            ),
        Fault::Slow => too_much(place, "den tar för lång tid att läsa"),
        Fault::Heavy => too_much(place, "den kräver för mycket minne"),
        Fault::Large => too_much(place, "den är för stor"),
    }
}

fn too_much(place: Place, why: &str) -> Diagnostic {
    Diagnostic::warning("F748", place, format!("pdf-filen kunde inte granskas: {why}"))
        .advise("gör om den ur originalet med minskad filstorlek, eller dela den i flera filer")
}

fn flaw(flaw: &Flaw, facts: &Facts, place: Place) -> Option<Diagnostic> {
    Some(match flaw {
        // That it is locked has been said as why it was not read.
        Flaw::Locked => return None,
        Flaw::Untagged => Diagnostic::warning(
            "F740",
            place,
            "pdf-filen saknar taggar, så den som får den uppläst hör varken rubriker, listor eller ordning",
        )
        .advise(format!("{SAVE} → kryssa i ”Dokumentstrukturtaggar för tillgänglighet”"))
        .advise("rubrikerna i dokumentet ska vara gjorda med formatmallarna Rubrik 1, Rubrik 2 …"),
        Flaw::Unspoken => Diagnostic::warning(
            "F741",
            place,
            "pdf-filen anger inte vilket språk den är på, så den kan läsas upp med fel uttal",
        )
        .advise("i Word: markera allt, Granska → Språk → Ange korrekturspråk …, och spara som PDF igen"),
        Flaw::Untitled if facts.title.is_none() => {
            Diagnostic::warning("F743", place, "pdf-filen har ingen titel")
                .advise("i Word: Arkiv → Info → Titel, och spara som PDF igen")
        }
        Flaw::Untitled => Diagnostic::warning(
            "F743",
            place,
            "pdf-filen visar sitt filnamn i fönstret i stället för sin titel",
        )
        .advise(format!(
            "{SAVE} → kryssa i ”Dokumentegenskaper” och ”Dokumentstrukturtaggar för tillgänglighet”"
        ))
        .advise("i Acrobat: Arkiv → Egenskaper → Startvy → Visa: Dokumenttitel"),
        Flaw::Unmarked => {
            let message = format!("pdf-filen har {} sidor men inga bokmärken att hitta med", facts.pages);
            Diagnostic::warning("F744", place, message)
                .advise(format!("{SAVE} → kryssa i ”Skapa bokmärken med” och välj Rubriker"))
        }
        Flaw::Scanned(pages) => {
            let (are, they) = if pages.len() == 1 { ("är en bild", "den") } else { ("är bilder", "de") };
            let message =
                format!("{} i pdf-filen {are} utan text, så {they} kan inte läsas upp", shown(pages));
            Diagnostic::warning("F745", place, message)
                .advise("gör PDF:en direkt ur originalet i stället för att skanna, eller tolka texten (OCR)")
        }
        Flaw::Protected => Diagnostic::warning(
            "F746",
            place,
            "pdf-filen är skyddad, vilket kan stänga ute program som läser upp den",
        )
        .advise("spara den igen utan skydd mot kopiering och ändring"),
    })
}

/// Warns of a file in another language than its page says.
pub(super) fn language(entry: &Entry<Publication>, file: &FileName, facts: &Facts) -> Option<Diagnostic> {
    let written = facts.language.as_deref()?;
    let expected = super::language(entry);
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    if primary(written) == primary(expected) {
        return None;
    }
    let message = format!("pdf-filen säger att den är på språket `{written}`, men sidan säger `{expected}`");
    let remark = Diagnostic::warning("F742", file.place.clone(), message);
    Some(
        remark
            .advise("i Word: markera allt, Granska → Språk → Ange korrekturspråk …, och spara som PDF igen")
            .advise(format!("är det sidan som har fel, skriv `language: {}`", primary(written))),
    )
}
