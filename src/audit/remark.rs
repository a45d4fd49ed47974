//! The rules that a finished page is held against, and what is said of a page that breaks one.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Place};
use crate::url::Url;

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rule {
    /// An internal link leads to an address of the site.
    Link,
    /// An internal link leads to an id on its page.
    Anchor,
    /// There is exactly one `h1`.
    OneHeading,
    /// No level of headings is passed over on the way down.
    Levels,
    /// Each image has an alternative, if only an empty one.
    Alternative,
    /// No id stands twice.
    Id,
    /// Each link and button says where it leads.
    Name,
    /// The page says its language.
    Language,
    /// Nothing is loaded from, or sent to, elsewhere.
    Foreign,
    /// No style is written into the page.
    Style,
    /// No script is written into the page.
    Script,
    /// No script is written into an attribute.
    Handler,
    /// Each form field has a label.
    Label,
}

/// A rule that a page breaks, and with what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Remark {
    /// The rule.
    pub rule: Rule,
    /// The address, id or element at fault; empty if the rule says it all.
    pub detail: Box<str>,
}

impl Rule {
    /// Says that a page breaks the rule, and how many pages do so in the same way.
    pub fn diagnostic(self, url: &Url, detail: &str, pages: usize) -> Diagnostic {
        let (code, message, advice) = self.words(detail);
        let place = Place::file(url.as_str());
        let remark = match self {
            Self::Levels => Diagnostic::warning(code, place, message),
            _ => Diagnostic::error(code, place, message),
        };
        let remark = remark.advise(advice);
        match pages {
            0 | 1 => remark,
            2 => remark.advise("samma fel finns på en sida till"),
            more => remark.advise(format!("samma fel finns på {} sidor till", more - 1)),
        }
    }

    fn words(self, detail: &str) -> (&'static str, String, &'static str) {
        match self {
            Self::Link => (
                "F901",
                format!("länken `{detail}` leder till en adress som inte finns"),
                "rätta adressen där länken skrivs: i texten, i en uppgift eller i temats mall",
            ),
            Self::Anchor => (
                "F902",
                format!("länken `{detail}` leder till en plats som inte finns på sidan"),
                "rätta det som står efter `#`, eller länka till sidan utan det",
            ),
            Self::OneHeading => (
                "F903",
                format!("sidan har {detail} rubriker på nivå 1 (`h1`); den ska ha en"),
                "temats mall skriver sidans rubrik som `h1`; rubriker i texten börjar på nivå 2",
            ),
            Self::Levels => (
                "F904",
                format!("en rubriknivå hoppas över: {detail}"),
                "använd nästa nivå, så att den som lyssnar på sidan hör hur den är uppbyggd",
            ),
            Self::Alternative => (
                "F905",
                format!("bilden `{detail}` saknar beskrivning (`alt`)"),
                "skriv vad bilden visar, eller `alt=\"\"` i mallen om den bara pryder",
            ),
            Self::Id => (
                "F906",
                format!("`id=\"{detail}\"` står två gånger på sidan"),
                "ge det ena ett annat namn i temats mall",
            ),
            Self::Name => (
                "F907",
                format!("{detail} saknar text, så den som lyssnar på sidan hör inte vad den är till för"),
                "skriv en text i mallen, eller `aria-label` om den bara visar en symbol",
            ),
            Self::Language => (
                "F908",
                "sidan säger inte vilket språk den är på".to_owned(),
                "skriv `<html lang=\"sv\">` i temats mall",
            ),
            Self::Foreign => (
                "F909",
                format!("sidan hämtar eller skickar något utanför webbplatsen: `{detail}`"),
                "lägg filen i temat eller i `static/`; webbplatsen laddar inget från andra",
            ),
            Self::Style => (
                "F910",
                format!("utseende är skrivet rakt in i sidan, i `{detail}`"),
                "flytta det till en stilmall; webbläsaren tillåter inget utseende i själva sidan",
            ),
            Self::Script => (
                "F911",
                "ett skript är skrivet rakt in i sidan".to_owned(),
                "flytta det till en fil i temat; webbläsaren kör inga skript i själva sidan",
            ),
            Self::Handler => (
                "F912",
                format!("ett skript är skrivet i attributet `{detail}`"),
                "flytta det till en fil i temat; webbläsaren kör inga skript i själva sidan",
            ),
            Self::Label => (
                "F913",
                format!("formulärfältet `{detail}` saknar ledtext"),
                "skriv en `<label for=\"…\">` i temats mall",
            ),
        }
    }
}
