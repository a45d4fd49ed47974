//! Readers of values: words, dates, numbers, choices, references. Each says in Swedish what it wanted instead.

use jiff::civil;

use super::field::{Reading, list};
use super::kind::Kind;
use super::names::{Name, Named, Ref};
use crate::content::front_matter::{Node, Value};
use crate::date::{Date, Moment};
use crate::diagnostic::Place;
use crate::lang::nearest::nearest;
use crate::lang::numbers::phone::Phone;
use crate::lang::typography::typography;
use crate::url::Url;

/// Reads the text of a value as it was written.
pub fn plain(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) if !text.is_empty() => Some(text.clone()),
        Value::Text(_) | Value::Nothing => {
            reading.wrong("F213", node.span, "värdet är tomt".to_owned(), "skriv något, eller ta bort raden")
        }
        Value::List(_) => reading.wrong(
            "F214",
            node.span,
            "här ska stå ett enda värde, inte en lista".to_owned(),
            "skriv ett värde utan `-` och utan `[ ]`",
        ),
        Value::Map(_) => reading.wrong(
            "F214",
            node.span,
            "här ska stå ett enda värde, inte flera uppgifter".to_owned(),
            "sätt citattecken runt värdet om det innehåller kolon",
        ),
    }
}

/// Reads words for people: quotation marks, dashes and spaces become Swedish.
pub fn text(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let words = plain(reading, node)?;
    if words.contains('\n') {
        let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
        return Some(typography(&joined).into_owned());
    }
    Some(typography(&words).into_owned())
}

/// Reads a list of words for people.
pub fn texts(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<String>> {
    list(reading, node, text)
}

/// Reads yes or no.
pub fn flag(reading: &mut Reading<'_>, node: &Node) -> Option<bool> {
    match plain(reading, node)?.to_lowercase().as_str() {
        "true" | "ja" => Some(true),
        "false" | "nej" => Some(false),
        other => reading.wrong(
            "F215",
            node.span,
            format!("`{other}` är varken ja eller nej"),
            "skriv `true` (ja) eller `false` (nej)",
        ),
    }
}

/// Reads a whole number, 0 or more.
pub fn number(reading: &mut Reading<'_>, node: &Node) -> Option<u32> {
    let written = plain(reading, node)?;
    match written.parse() {
        Ok(number) => Some(number),
        Err(_) => reading.wrong(
            "F216",
            node.span,
            format!("`{written}` är inget heltal"),
            "skriv bara siffror, till exempel `3`",
        ),
    }
}

/// Reads a year.
pub fn year(reading: &mut Reading<'_>, node: &Node) -> Option<i16> {
    match date(reading, node)? {
        Date::Year(year) => Some(year),
        Date::Month(..) | Date::Day(_) => reading.wrong(
            "F217",
            node.span,
            "här ska bara stå ett årtal".to_owned(),
            "skriv fyra siffror, till exempel `2026`",
        ),
    }
}

/// Reads a date at its precision: year, month or day.
pub fn date(reading: &mut Reading<'_>, node: &Node) -> Option<Date> {
    let written = plain(reading, node)?;
    match Date::parse(&written) {
        Ok(date) => Some(date),
        Err(why) => {
            let otherwise =
                "skriv datum som `2026-03-27`, eller `2026-03` eller `2026` om dagen inte är känd";
            let (message, advice) = advised(&why, otherwise);
            reading.wrong("F217", node.span, message, &advice)
        }
    }
}

/// Reads a day: a date of which the day is known.
pub fn day(reading: &mut Reading<'_>, node: &Node) -> Option<civil::Date> {
    match date(reading, node)? {
        Date::Day(day) => Some(day),
        Date::Year(_) | Date::Month(..) => reading.wrong(
            "F217",
            node.span,
            "här behövs hela datumet".to_owned(),
            "skriv år, månad och dag: `2026-03-27`",
        ),
    }
}

/// Reads a date or a time of day in Sweden.
pub fn moment(reading: &mut Reading<'_>, node: &Node) -> Option<Moment> {
    let written = plain(reading, node)?;
    match Moment::parse(&written) {
        Ok(moment) => Some(moment),
        Err(why) => {
            let otherwise = "skriv `2026-03-27 09:00`, eller bara datumet om klockslaget inte är känt";
            let (message, advice) = advised(&why, otherwise);
            reading.wrong("F218", node.span, message, &advice)
        }
    }
}

/// Splits what is wrong from what to write, where both are known.
fn advised(why: &str, otherwise: &str) -> (String, String) {
    if let Some((what, write)) = why.split_once(": skriv ") {
        return (what.to_owned(), format!("skriv {write}"));
    }
    match why.split_once(" ska skrivas ") {
        Some((what, right)) => {
            (format!("{what} är skrivet på ett sätt som inte går att läsa"), format!("skriv: {right}"))
        }
        None => (why.to_owned(), otherwise.to_owned()),
    }
}

/// Lists words in backticks, for an advice.
pub(super) fn quoted<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Reads a time of day without a date.
pub fn clock(reading: &mut Reading<'_>, node: &Node) -> Option<civil::Time> {
    let written = plain(reading, node)?;
    let parsed = written.split_once([':', '.']).and_then(|(hour, minute)| {
        let two = |digits: &str| (1..=2).contains(&digits.len()).then(|| digits.parse().ok()).flatten();
        civil::Time::new(two(hour)?, two(minute)?, 0, 0).ok()
    });
    match parsed {
        Some(time) => Some(time),
        None => reading.wrong(
            "F219",
            node.span,
            format!("`{written}` är inget klockslag"),
            "skriv timme och minut: `\"09:00\"`",
        ),
    }
}

/// Reads one of a closed list of words, with or without å ä ö.
pub fn choice<T: Copy>(reading: &mut Reading<'_>, node: &Node, choices: &[(&'static str, T)]) -> Option<T> {
    let written = plain(reading, node)?;
    let folded = crate::lang::slug::fold(&written);
    if let Some((_, value)) = choices.iter().find(|(word, _)| crate::lang::slug::fold(word) == folded) {
        return Some(*value);
    }
    let words: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
    let advice = match nearest(&folded, words.iter().copied()) {
        Some(near) => format!("skriv: `{near}` (menade du det?)"),
        None => format!("välj något av: {}", quoted(words)),
    };
    reading.wrong("F220", node.span, format!("`{written}` finns inte att välja"), &advice)
}

/// Reads an address elsewhere on the web.
pub fn web(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = plain(reading, node)?;
    let rest = written.strip_prefix("https://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain_host =
        host.contains('.') && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte));
    if plain_host && !written.contains(|letter: char| letter.is_whitespace() || "\"<>\\".contains(letter)) {
        return Some(written);
    }
    reading.wrong(
        "F221",
        node.span,
        format!("`{written}` är ingen webbadress"),
        "skriv hela adressen, så här: `https://www.exempel.se/`",
    )
}

/// Reads an e-mail address.
pub fn email(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = plain(reading, node)?;
    let sound = written.split_once('@').is_some_and(|(local, host)| {
        let fit = |part: &str, extra: &str| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || extra.as_bytes().contains(&byte))
        };
        fit(local, "._+-")
            && fit(host, ".-")
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
    });
    if sound {
        return Some(written);
    }
    reading.wrong(
        "F222",
        node.span,
        format!("`{written}` är ingen e-postadress"),
        "skriv den som `fornamn.efternamn@kommun.se`",
    )
}

/// Reads a telephone number.
pub fn phone(reading: &mut Reading<'_>, node: &Node) -> Option<Phone> {
    let written = plain(reading, node)?;
    match Phone::parse(&written) {
        Ok(phone) => Some(phone),
        Err(why) => reading.wrong(
            "F223",
            node.span,
            why,
            "skriv riktnummer, bindestreck och siffror i grupper: `08-123 456 78`",
        ),
    }
}

/// Reads an old address of this site: `/gamla/sidan/`.
pub fn address(reading: &mut Reading<'_>, node: &Node) -> Option<Url> {
    let written = plain(reading, node)?;
    match Url::parse(&written) {
        Ok(url) => Some(url),
        Err(why) => reading.wrong(
            "F224",
            node.span,
            format!("`{written}` går inte att använda som adress: {why}"),
            "skriv adressen utan värdnamn: `/gamla/sidan/`",
        ),
    }
}

/// Reads a list of addresses of this site, each with where it is written.
pub fn addresses(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<(Url, Place)>> {
    list(reading, node, |reading, node| address(reading, node).map(|url| (url, reading.place(node.span))))
}

/// Reads the name of an entry of one kind.
pub fn reference<T: Named>(reading: &mut Reading<'_>, node: &Node) -> Option<Ref<T>> {
    let written = plain(reading, node)?;
    match reading.names.reference(&written) {
        Some(reference) => Some(reference),
        None => unknown_name(reading, node, T::KIND, &written, ""),
    }
}

/// Reads names of entries of one kind.
pub fn references<T: Named>(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Ref<T>>> {
    list(reading, node, reference)
}

/// Reads the name of an entry of any kind, after its folder: `uppdrag/tillit`.
pub fn any(reading: &mut Reading<'_>, node: &Node) -> Option<Name> {
    let written = plain(reading, node)?;
    let found = written.trim_matches('/').rsplit_once('/').and_then(|(folder, slug)| {
        let kind = Kind::ALL.into_iter().find(|kind| kind.folder() == Some(folder))?;
        Some((kind, slug))
    });
    let Some((kind, slug)) = found else {
        return reading.wrong(
            "F225",
            node.span,
            format!("`{written}` pekar inte ut en mapp och ett namn"),
            "skriv mappen och namnet, så här: `publikationer/tillit-ett-kunskapsunderlag`",
        );
    };
    let found = reading.names.name(kind, slug);
    if found.is_none() {
        // What is wrong is the name, not the folder before it.
        let mut place = reading.place(node.span);
        let letters = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        if place.length == letters(&written) {
            place.column += place.length - letters(slug);
            place.length = letters(slug);
        }
        let remark = reading.names.unknown(kind, slug, "", place);
        reading.diagnostics.push(remark);
    }
    found
}

/// Reads names of entries of any kind.
pub fn anys(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Name>> {
    list(reading, node, any)
}

/// Remembers that no entry has this name, with the one that was probably meant.
pub fn unknown_name<T>(
    reading: &mut Reading<'_>,
    node: &Node,
    kind: Kind,
    written: &str,
    or: &str,
) -> Option<T> {
    let remark = reading.names.unknown(kind, written, or, reading.place(node.span));
    reading.diagnostics.push(remark);
    None
}
