//! What there is to say of a picture that is shown: it is told where it is named, since there it can be mended.

use crate::content::drawing::{self, Harm};
use crate::content::facts::{self, Pixels};
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::numbers;
use crate::model::Files;
use crate::source::path::SourcePath;
use crate::source::raster::Fault;

/// Says why a picture cannot be shown, if it cannot.
pub(super) fn remark(files: &Files, path: &SourcePath, place: &Place) -> Option<Diagnostic> {
    let name = path.name();
    if let Pixels::TooMany(width, height) = facts::pixels(files.blobs.get(path)?) {
        return Some(vast(name, width as u64, height as u64, place));
    }
    let (code, what, advice) = match files.picture(path)?.fault? {
        Fault::Vast(width, height) => return Some(vast(name, width.into(), height.into(), place)),
        Fault::Broken => (
            "F880",
            "går inte att läsa: filen är skadad, avbruten eller ingen bild",
            "hämta bilden på nytt, eller öppna den i ett bildprogram och spara den som jpg",
        ),
        Fault::Slow | Fault::Heavy => (
            "F881",
            "är för tung: den tar för mycket tid eller minne att läsa",
            "förminska bilden till 2 000 bildpunkter på bredden och spara den som jpg",
        ),
        Fault::Moving => (
            "F882",
            "rör sig, och det stör den som läser",
            "spara en av bilderna som png, eller visa det som en film: `::film{titel=\"…\" url=film.mp4}`",
        ),
        Fault::Foreign => (
            "F883",
            "är av ett slag som inte visas i alla webbläsare",
            "öppna bilden i ett bildprogram och spara den som jpg, eller som png om den är ritad",
        ),
    };
    Some(Diagnostic::error(code, place.clone(), format!("bilden `{name}` {what}")).advise(advice))
}

/// Says why a drawing made of lines is not shown, if it does more than draw.
pub(super) fn harm(files: &Files, path: &SourcePath, place: &Place) -> Option<Diagnostic> {
    if path.extension() != "svg" {
        return None;
    }
    let (harm, line) = drawing::harm(files.blobs.get(path)?)?;
    let (what, advice) = match harm {
        Harm::Large => (
            "är för stor, eller har för många delar i varandra, för att granskas".to_owned(),
            "förenkla ritningen i ett ritprogram, eller spara den som png",
        ),
        Harm::Broken => (
            "går inte att läsa som SVG".to_owned(),
            "öppna den i ett ritprogram och spara den som vanlig SVG (UTF-8), eller som png",
        ),
        Harm::Element(name) => (
            format!("har elementet `{name}`, som gör annat än ritar"),
            "ta bort det, eller spara ritningen som optimerad SVG eller som png",
        ),
        Harm::Script(name) => (
            format!("har attributet `{name}`, som kör ett skript"),
            "ta bort attributet, eller spara ritningen som optimerad SVG eller som png",
        ),
        Harm::Outside(address) => (
            format!("hämtar något utanför sig själv: `{address}`"),
            "bädda in det i ritningen, ta bort det, eller spara ritningen som png",
        ),
        Harm::Declared => (
            "har en deklaration (`DOCTYPE`, en entitet eller en stilmall) som kan göra skada".to_owned(),
            "ta bort deklarationen, eller spara ritningen som vanlig SVG utan den",
        ),
        Harm::Moving => (
            "rör sig, och det stör den som läser".to_owned(),
            "ta bort rörelsen, eller visa den som en film: `::film{titel=\"…\" url=film.mp4}`",
        ),
    };
    let message = format!("ritningen `{}` {what} (rad {line} i filen)", path.name());
    Some(Diagnostic::error("F884", place.clone(), message).advise(advice))
}

/// Says that a picture has more pixels than anybody needs.
fn vast(name: &str, width: u64, height: u64, place: &Place) -> Diagnostic {
    let (width, height) = (numbers::integer(width), numbers::integer(height));
    let message = format!("bilden `{name}` är för stor: {width} × {height} bildpunkter");
    let remark = Diagnostic::error("F610", place.clone(), message);
    remark.advise("förminska bilden; 2 000 bildpunkter på bredden räcker även för stora skärmar")
}
