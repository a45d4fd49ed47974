//! How recordings are written.

use jiff::civil;

use super::{Captions, Film, Length, Recording, Transcript, host};
use crate::content::front_matter::{Node, Value};
use crate::lang::typography::typography;
use crate::model::collection::FileName;
use crate::model::field::{Field, Fields, Reading, list, map};
use crate::model::file::file;
use crate::model::publication::language;
use crate::model::value;
use crate::source::path::SourcePath;

const TITLE: Field<String> = Field::required("title", value::text, "vad inspelningen heter");
const URL: Field<String> = Field::optional("url", value::web, "adressen där den visas");
const FILE: Field<FileName> = Field::optional("file", film, "filmens fil bredvid texten, mp4 eller webm");
const EMBED: Field<String> =
    Field::optional("embed", value::web, "adressen till själva spelaren, om den ska visas på sidan");
const LENGTH: Field<Length> = Field::optional("length", length, "hur lång den är: `34 minuter`");
const STILL: Field<FileName> = Field::optional("still", still, "en bild ur filmen, bredvid texten");
const CAPTIONS: Field<Captions> =
    Field::optional("captions", captions, "om den är textad: `ja`, `nej` eller en vtt-fil bredvid texten");
const TRANSCRIPT: Field<Transcript> =
    Field::optional("transcript", transcript, "det som sägs, som text eller fil; eller `ja`, `nej`");
const LANGUAGE: Field<String> =
    Field::optional("language", language, "språket, till exempel `sv` eller `en`");
const DATE: Field<civil::Date> = Field::optional("date", value::day, "dagen då den publicerades");

/// Reads recordings.
pub(in crate::model) fn recordings(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Recording>> {
    list(reading, node, |reading, node| map(reading, node, "skriv `- {title: …, url: …}`", recording))
}

fn recording(fields: &mut Fields<'_, '_>) -> Option<Recording> {
    let title = fields.get(&TITLE);
    let place = fields.reading.place(fields.span(TITLE.key));
    let url = fields.get(&URL);
    let own = fields.get(&FILE);
    let embed = fields.get(&EMBED);
    let length = fields.get(&LENGTH);
    let still = fields.get(&STILL);
    let captions = fields.get(&CAPTIONS);
    let transcript = fields.get(&TRANSCRIPT);
    let language = fields.get(&LANGUAGE);
    let date = fields.get(&DATE);
    let film = match (url, own) {
        (Some(_), Some(_)) => {
            let span = fields.span(URL.key);
            let message = "här står både `url` och `file`, men filmen visas på ett ställe".to_owned();
            return fields.reading.wrong("F551", span, message, "ta bort det ena");
        }
        (None, Some(own)) => Film::File(own),
        (Some(url), None) => Film::Web(url),
        (None, None) => Film::Nowhere,
    };
    // Of what cannot be read, which has been said, nothing is missed.
    let captions = match captions {
        None if fields.has(CAPTIONS.key) => Captions::Within,
        known => known.unwrap_or(Captions::Unknown),
    };
    let transcript = match transcript {
        None if fields.has(TRANSCRIPT.key) => Transcript::Within,
        known => known.unwrap_or(Transcript::Unknown),
    };
    if let (Film::Web(_), Captions::File(_)) = (&film, &captions) {
        let span = fields.span(CAPTIONS.key);
        let message = "filmen visas någon annanstans, och där syns inte textningen i filen".to_owned();
        let advice =
            "lägg upp textningen där filmen visas och skriv `captions: ja`, eller lägg filmen bredvid texten";
        fields.reading.wrong::<()>("F555", span, message, advice);
    }
    if let Some(embed) = &embed {
        let hosts = &fields.reading.config.film_hosts;
        if !hosts.iter().any(|it| it.host == host(embed)) {
            let span = fields.span(EMBED.key);
            let message = format!("webbplatsen släpper inte in film från `{}`", host(embed));
            let advice = format!(
                "lägg till `- {{host: {}, name: …}}` under `film_hosts` i content/site.yaml, eller ta bort raden",
                host(embed)
            );
            fields.reading.wrong::<()>("F554", span, message, &advice);
        }
    }
    Some(Recording { title: title?, place, film, embed, length, still, captions, transcript, language, date })
}

fn film(reading: &mut Reading<'_>, node: &Node) -> Option<FileName> {
    let advice = "spara filmen som mp4 (H.264 och AAC), som alla webbläsare kan visa";
    of_sort(reading, node, &["mp4", "webm"], "är ingen film som webbläsare kan visa", advice)
}

fn still(reading: &mut Reading<'_>, node: &Node) -> Option<FileName> {
    let advice = "spara bilden som jpg, png eller webp";
    of_sort(reading, node, &["jpg", "jpeg", "png", "webp"], "är ingen bild som webbläsare kan visa", advice)
}

fn captions(reading: &mut Reading<'_>, node: &Node) -> Option<Captions> {
    match flag(node) {
        Some(true) => Some(Captions::Within),
        Some(false) => Some(Captions::Missing),
        None => {
            let advice = "skriv `ja`, `nej`, eller namnet på en fil i formatet WebVTT: `filmen.vtt`";
            let what = "är ingen textning som webbläsare kan visa";
            of_sort(reading, node, &["vtt"], what, advice).map(Captions::File)
        }
    }
}

/// Reads a transcript: what has spaces in it is the text itself, anything else a file.
fn transcript(reading: &mut Reading<'_>, node: &Node) -> Option<Transcript> {
    match flag(node) {
        Some(true) => return Some(Transcript::Within),
        Some(false) => return Some(Transcript::Missing),
        None => {}
    }
    let written = value::plain(reading, node)?;
    if !written.trim().contains(char::is_whitespace) {
        return file(reading, node).map(Transcript::File);
    }
    let paragraph = |lines: &str| {
        let joined = lines.split_whitespace().collect::<Vec<_>>().join(" ");
        (!joined.is_empty()).then(|| typography(&joined).into_owned())
    };
    Some(Transcript::Text(written.split("\n\n").filter_map(paragraph).collect()))
}

fn length(reading: &mut Reading<'_>, node: &Node) -> Option<Length> {
    let written = value::plain(reading, node)?;
    match Length::parse(&written) {
        Some(length) => Some(length),
        None => reading.wrong(
            "F559",
            node.span,
            format!("`{written}` går inte att läsa som en längd"),
            "skriv så här: `34 minuter`, `1 timme 5 minuter` eller `34:10`",
        ),
    }
}

/// Reads yes or no, and nothing else.
fn flag(node: &Node) -> Option<bool> {
    let Value::Text(text) = &node.value else { return None };
    match text.to_lowercase().as_str() {
        "true" | "ja" => Some(true),
        "false" | "nej" => Some(false),
        _ => None,
    }
}

/// Reads the name of a file that must have one of some extensions.
fn of_sort(
    reading: &mut Reading<'_>,
    node: &Node,
    extensions: &[&str],
    what: &str,
    advice: &str,
) -> Option<FileName> {
    let file = file(reading, node)?;
    if extensions.contains(&SourcePath::new(&file.name).extension().as_str()) {
        return Some(file);
    }
    reading.wrong("F552", node.span, format!("`{}` {what}", file.name), advice)
}
