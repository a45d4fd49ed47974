//! Directives: the few things that Markdown lacks, a closed set with typed arguments.
//!
//! Reads one line alone; what stands between `:::faktaruta{…}` and `:::` is the business of
//! [`markdown`](crate::content::markdown).

mod arguments;

use self::arguments::Arguments;
use crate::content::body::{Block, Query, Video};
use crate::diagnostic::{Diagnosed, Diagnostic, Place};
use crate::lang::nearest::nearest;

/// What a line of directive says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Directive {
    /// `:::faktaruta{…}`: Markdown follows, until `:::`.
    Open(Container),
    /// `:::`.
    Close,
    /// `::tabell{…}`: the heading of the table that follows.
    Caption { text: String, id: Option<String> },
    /// `::lista{…}`.
    Block(Block),
}

/// A directive that holds Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Container {
    FactBox { title: String },
    Quote { source: Option<String> },
    Description,
}

impl Container {
    /// Returns the directive's name.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::FactBox { .. } => "faktaruta",
            Self::Quote { .. } => "citat",
            Self::Description => "beskrivning",
        }
    }
}

/// The names, each with its colons and what it looks like.
const NAMES: [(&str, usize, &str); 8] = [
    ("faktaruta", 3, ":::faktaruta{rubrik=\"Kort om\"}"),
    ("citat", 3, ":::citat{källa=\"Namn, titel\"}"),
    ("beskrivning", 3, ":::beskrivning"),
    ("tabell", 2, "::tabell{rubrik=\"Svar per kommun\" id=tab-svar}"),
    ("kontakt", 2, "::kontakt{person=anna-berg}"),
    ("film", 2, "::film{titel=\"…\" url=\"https://…\"}"),
    ("filer", 2, "::filer{}"),
    ("lista", 2, "::lista{slag=publikation antal=5}"),
];

/// The kinds of entries that a list can show.
const KINDS: [&str; 10] = [
    "person",
    "publikation",
    "evenemang",
    "nyhetsbrev",
    "nyhet",
    "uppdrag",
    "natverk",
    "verksamhet",
    "amne",
    "kommun",
];

/// Reads a line that begins with `::`; `place` marks the whole line.
///
/// A faulty directive has remarks; one that opens a box opens it all the same, so that its end is no further mistake.
pub(super) fn directive(line: &str, place: &Place) -> Diagnosed<Option<Directive>> {
    let line = line.trim_end();
    let rest = line.trim_start_matches(':');
    let colons = line.len() - rest.len();
    if rest.is_empty() && colons == 3 {
        return Diagnosed::clean(Some(Directive::Close));
    }
    let end =
        rest.find(|letter: char| !letter.is_alphanumeric() && !"-_".contains(letter)).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    let Some((known, expected, example)) = NAMES.into_iter().find(|(known, ..)| *known == name) else {
        return Diagnosed { value: None, diagnostics: vec![unknown(name, place)] };
    };
    let mut arguments = Arguments::new(line, line.len() - rest.len(), known, example, place);
    if colons != expected {
        let message = format!("`{known}` skrivs med {} kolon", if expected == 2 { "två" } else { "tre" });
        arguments
            .remark(Diagnostic::error("F369", place.clone(), message).advise(format!("skriv `{example}`")));
    }
    let value = match known {
        "faktaruta" => {
            let title = arguments.required("rubrik");
            Some(Directive::Open(Container::FactBox { title: title.unwrap_or_default() }))
        }
        "citat" => Some(Directive::Open(Container::Quote { source: arguments.text("källa") })),
        "beskrivning" => Some(Directive::Open(Container::Description)),
        "tabell" => {
            let id = arguments.slug("id");
            arguments.required("rubrik").map(|text| Directive::Caption { text, id })
        }
        "kontakt" => arguments.required_slug("person").map(|person| Directive::Block(Block::Contact(person))),
        "film" => video(&mut arguments).map(|video| Directive::Block(Block::Video(video))),
        "lista" => Some(Directive::Block(Block::List(query(&mut arguments)))),
        _ => Some(Directive::Block(Block::Files)),
    };
    let diagnostics = arguments.finish();
    let value = if diagnostics.is_empty() {
        value
    } else {
        value.filter(|value| matches!(value, Directive::Open(_)) && colons == 3)
    };
    Diagnosed { value, diagnostics }
}

fn unknown(name: &str, place: &Place) -> Diagnostic {
    let names = || NAMES.iter().map(|(known, ..)| *known);
    let shown: String = name.chars().take(40).collect();
    if shown.is_empty() {
        let remark = Diagnostic::error("F361", place.clone(), "efter kolonen ska ett direktivs namn stå");
        return remark
            .advise("skriv `::lista{slag=publikation}`; en ruta avslutas med `:::` ensamt på raden");
    }
    let remark = Diagnostic::error("F360", place.clone(), format!("det finns inget direktiv `{shown}`"));
    let example = nearest(&shown, names()).and_then(|near| NAMES.iter().find(|(known, ..)| *known == near));
    remark.advise(match example {
        Some((_, _, example)) => format!("menade du `{example}`?"),
        None => format!(
            "de som finns är {}",
            names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        ),
    })
}

fn video(arguments: &mut Arguments<'_>) -> Option<Video> {
    let title = arguments.required("titel");
    let url = arguments.required_film("url");
    let length = arguments.text("längd");
    let captions = arguments.yes_or_no("textning");
    Some(Video { title: title?, url: url?, length, captions })
}

fn query(arguments: &mut Arguments<'_>) -> Query {
    let kind = arguments.one_of("slag", &KINDS);
    let topic = arguments.slug("ämne");
    let year = arguments.number("år", 1900, 2100).and_then(|year| i16::try_from(year).ok());
    let person = arguments.slug("person");
    let series = arguments.slug("serie");
    let limit = arguments.number("antal", 1, 1000);
    let query = Query { kind, topic, year, person, series, limit };
    if arguments.is_without(&["slag", "ämne", "år", "person", "serie"]) {
        arguments.missing("slag");
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Directive) {
        let length = u32::try_from(line.chars().count()).unwrap();
        assert_eq!(
            directive(line, &Place::at("a.md", 3, 1, length)),
            Diagnosed::clean(Some(expected)),
            "{line}"
        );
    }

    /// Expects one remark: code, column, length, message, advice.
    #[track_caller]
    fn faulty(line: &str, code: &str, marked: (u32, u32), message: &str, advice: &str) {
        let length = u32::try_from(line.chars().count()).unwrap();
        let remarks = directive(line, &Place::at("a.md", 3, 1, length)).diagnostics;
        let [remark] = remarks.as_slice() else { panic!("{remarks:#?}") };
        let (column, length) = (remark.place.column, remark.place.length);
        assert_eq!(
            (&*remark.code, (column, length), remark.message.as_str()),
            (code, marked, message),
            "{line}"
        );
        assert_eq!(remark.advice, [advice]);
    }

    #[test]
    fn directives_are_read_with_their_arguments() {
        let title = "Kort om \"tillit\" \\".to_owned();
        check(
            r#":::faktaruta{rubrik="Kort om \"tillit\" \\"}"#,
            Directive::Open(Container::FactBox { title }),
        );
        check(":::citat", Directive::Open(Container::Quote { source: None }));
        check(":::  ", Directive::Close);
        check("::kontakt{person=jorgen-larsson}", Directive::Block(Block::Contact("jorgen-larsson".into())));
        check("::filer{}", Directive::Block(Block::Files));
        let video = Video {
            title: "Å, vad".into(),
            url: "https://a.se/x".into(),
            length: Some("34 minuter".into()),
            captions: Some(true),
        };
        let line = "::film { titel=\"Å, vad\"  url=https://a.se/x längd=\"34 minuter\" textning=ja } ";
        check(line, Directive::Block(Block::Video(video)));
        let query = Query {
            kind: Some("publikation".into()),
            topic: Some("tillit".into()),
            year: Some(2025),
            limit: Some(5),
            ..Query::default()
        };
        check("::lista{slag=publikation ämne=tillit år=2025 antal=5}", Directive::Block(Block::List(query)));
    }

    #[test]
    fn unknown_names_get_the_nearest() {
        faulty(
            "::fakturuta{}",
            "F360",
            (1, 13),
            "det finns inget direktiv `fakturuta`",
            "menade du `:::faktaruta{rubrik=\"Kort om\"}`?",
        );
        faulty(
            "::zzz",
            "F360",
            (1, 5),
            "det finns inget direktiv `zzz`",
            "de som finns är `faktaruta`, `citat`, `beskrivning`, `tabell`, `kontakt`, `film`, `filer`, `lista`",
        );
        faulty(
            "::lista{slag=nyhet antl=5}",
            "F362",
            (20, 4),
            "`lista` har inget argument `antl`",
            "menade du `antal`?",
        );
        faulty(
            "::lista{slag=publikationer}",
            "F364",
            (14, 13),
            "`slag` kan inte vara `publikationer`",
            "menade du `publikation`?",
        );
    }

    #[test]
    fn missing_and_bad_values_are_told() {
        faulty(
            ":::faktaruta{}",
            "F363",
            (1, 14),
            "`faktaruta` saknar `rubrik`",
            "skriv `:::faktaruta{rubrik=\"Kort om\"}`",
        );
        faulty(
            "::lista{antal=3}",
            "F363",
            (1, 16),
            "`lista` saknar `slag`",
            "skriv `::lista{slag=publikation antal=5}`",
        );
        faulty(
            "::lista{år=tjugo}",
            "F364",
            (12, 5),
            "`år` kan inte vara `tjugo`",
            "skriv ett tal från 1900 till 2100",
        );
        faulty(
            "::kontakt{person=\"Anna Berg\"}",
            "F364",
            (18, 11),
            "`person` kan inte vara `Anna Berg`",
            "skriv namnet som det står i adressen: `anna-berg`",
        );
        faulty(
            "::film{titel=x url=javascript:x}",
            "F364",
            (20, 12),
            "`url` kan inte vara `javascript:x`",
            "skriv en adress som börjar med `https://`, eller en fil bredvid texten",
        );
        faulty(
            "::film{titel=x url=x.mp4 textning=jo}",
            "F364",
            (35, 2),
            "`textning` kan inte vara `jo`",
            "skriv `ja` eller `nej`",
        );
        faulty("::filer{x=1}", "F362", (9, 1), "`filer` har inget argument `x`", "ta bort det");
        faulty(
            "::lista{slag=nyhet slag=kommun}",
            "F368",
            (20, 4),
            "`slag` står två gånger",
            "ta bort det ena",
        );
    }

    #[test]
    fn malformed_lines_are_told() {
        let advice = "skriv `::lista{slag=publikation antal=5}`";
        faulty("::lista{slag=nyhet", "F361", (1, 18), "direktivet går inte att läsa: `}` saknas", advice);
        faulty(
            "::lista{slag=nyhet} och",
            "F361",
            (21, 3),
            "direktivet går inte att läsa: det ska stå ensamt på raden",
            advice,
        );
        faulty(
            "::lista slag=nyhet",
            "F361",
            (9, 10),
            "direktivet går inte att läsa: argumenten ska stå inom `{` och `}`",
            advice,
        );
        faulty(
            "::lista{nyhet}",
            "F361",
            (9, 5),
            "direktivet går inte att läsa: efter namnet ska `=` och ett värde stå",
            advice,
        );
        faulty(
            "::lista{slag=\"nyhet}",
            "F361",
            (14, 7),
            "direktivet går inte att läsa: citattecknet avslutas inte",
            advice,
        );
        faulty(
            "::lista{slag=”nyhet”}",
            "F361",
            (14, 7),
            "direktivet går inte att läsa: citattecknen ska vara raka, `\"`",
            advice,
        );
        faulty(":::lista{slag=nyhet}", "F369", (1, 20), "`lista` skrivs med två kolon", advice);
        faulty(
            "::::",
            "F361",
            (1, 4),
            "efter kolonen ska ett direktivs namn stå",
            "skriv `::lista{slag=publikation}`; en ruta avslutas med `:::` ensamt på raden",
        );
    }
}
