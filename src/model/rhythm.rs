//! How often the events of a series come: in words alone, or as days that can be counted on.

use jiff::civil;

use super::Site;
use super::collection::Entry;
use super::config::Config;
use super::event::{Event, Status};
use super::field::{Field, Fields, Reading, list, map};
use super::names::Names;
use super::series::Series;
use super::value;
use crate::content::Document;
use crate::content::front_matter::{Node, Value};
use crate::date::Date;
use crate::date::recurrence::{Days, Omitted, Recurrence};
use crate::diagnostic::Diagnostic;
use crate::lang::dates;
use crate::lang::recurrences::{self, Phrase, Strange};

/// How often the events of a series come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// In words, as the page of the series says it.
    pub words: String,
    /// As days, if it can be counted on.
    pub recurrence: Option<Recurrence>,
}

const DAYS: Field<String> =
    Field::required("days", value::plain, "vilka dagar: `sista fredagen i månaden`, `varannan torsdag`");
const START: Field<civil::Time> = Field::optional("start", value::clock, "när det börjar");
const END: Field<civil::Time> = Field::optional("end", value::clock, "när det slutar");
const EXCEPT: Field<Vec<Omitted>> =
    Field::optional("except", omitted, "månader och dagar som utgår: `[juli, 2026-05-29]`");
const FROM: Field<civil::Date> =
    Field::optional("from", value::day, "den första dagen, som `varannan` räknas från");

/// How days are written, for whoever has written them otherwise.
const EXAMPLES: &str = "skriv så här: `sista fredagen i månaden`, `andra tisdagen i maj`, `varje torsdag` eller `varannan torsdag`";

/// Reads a rhythm: `{days: sista fredagen i månaden, …}`, or words for people, which may be days too.
pub(super) fn rhythm(reading: &mut Reading<'_>, node: &Node) -> Option<Rhythm> {
    if !matches!(node.value, Value::Map(_)) {
        let words = value::text(reading, node)?;
        let recurrence = match recurrences::read(&words) {
            Ok(Phrase::Days(days)) => Some(Recurrence { days, start: None, end: None, omitted: Vec::new() }),
            Ok(Phrase::EveryOther(_)) | Err(_) => None,
        };
        return Some(Rhythm { words, recurrence });
    }
    map(reading, node, "skriv `rhythm: {days: sista fredagen i månaden}`", |fields| {
        let written = fields.get(&DAYS);
        let start = fields.get(&START);
        let end = fields.get(&END);
        let omitted = fields.get(&EXCEPT).unwrap_or_default();
        let from = fields.get(&FROM);
        let days = days(fields, &written?, from)?;
        let recurrence = Recurrence { days, start, end, omitted };
        check_hours(fields, &recurrence)?;
        check_omitted(fields, node, &recurrence);
        let words = recurrences::words(&recurrence);
        let words = words[..1].to_uppercase() + &words[1..];
        Some(Rhythm { words, recurrence: Some(recurrence) })
    })
}

/// Reads the rhythm that the text of a series states; what is wrong with it is for `fou check` to say.
pub fn stated(document: &Document, config: &Config) -> Option<Rhythm> {
    let entries = document.front_matter.as_ref()?.entries();
    let (_, node) = entries.iter().find(|(key, _)| key.text == Series::RHYTHM.key)?;
    let names = Names::default();
    let mut reading = Reading { path: &document.path, names: &names, config, diagnostics: Vec::new() };
    rhythm(&mut reading, node)
}

/// Makes days of what is written of them.
fn days(fields: &mut Fields<'_, '_>, written: &str, from: Option<civil::Date>) -> Option<Days> {
    let span = fields.span(DAYS.key);
    let weekday = match recurrences::read(written) {
        Ok(Phrase::Days(days)) => return Some(days),
        Ok(Phrase::EveryOther(weekday)) => weekday,
        Err(strange) => {
            let message = format!("rytmen `{written}` går inte att förstå");
            let advice = match strange {
                Strange::Word(word, Some(near)) if word != near => {
                    format!("skriv `{near}` i stället för `{word}` (menade du det?)")
                }
                _ => EXAMPLES.to_owned(),
            };
            return fields.reading.wrong("F540", span, message, &advice);
        }
    };
    let name = dates::weekday(weekday);
    let Some(first) = from else {
        let message = format!("det går inte att veta vilka veckor `{written}` menar");
        let advice = format!("lägg till `from: 2026-01-15`, med datumet för en av dagarna: en {name}");
        // What was written of it cannot be read, which has been said.
        return if fields.has(FROM.key) {
            None
        } else {
            fields.reading.wrong("F540", span, message, &advice)
        };
    };
    if first.weekday() != weekday {
        let message = format!("{} är ingen {name}", dates::weekday_date(first));
        let advice = format!("skriv i `from` en dag som är en {name}");
        return fields.reading.wrong("F540", fields.span(FROM.key), message, &advice);
    }
    Some(Days::Fortnightly(first))
}

fn check_hours(fields: &mut Fields<'_, '_>, recurrence: &Recurrence) -> Option<()> {
    let (message, advice) = match (recurrence.start, recurrence.end) {
        (None, Some(_)) => ("rytmen slutar men börjar inte", "lägg till `start: \"08:30\"`"),
        (Some(start), Some(end)) if end <= start => {
            ("rytmen slutar innan den börjar", "skriv ett `end` som är senare än `start`")
        }
        (None | Some(_), _) => return Some(()),
    };
    fields.reading.wrong("F540", fields.span(END.key), message.to_owned(), advice)
}

/// Warns of days that are left out although it would not come on them.
fn check_omitted(fields: &mut Fields<'_, '_>, node: &Node, recurrence: &Recurrence) {
    let Some((_, except)) = node.entries().iter().find(|(key, _)| key.text == EXCEPT.key) else { return };
    let items = match &except.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(except),
    };
    for (item, omitted) in items.iter().zip(&recurrence.omitted) {
        let Omitted::Date(Date::Day(day)) = omitted else { continue };
        if !recurrence.comes_on(*day) {
            let message =
                format!("{} ingår inte i rytmen, så dagen kan inte utgå", dates::weekday_date(*day));
            let remark = Diagnostic::warning("F543", fields.reading.place(item.span), message);
            let advice =
                format!("ta bort dagen, eller rätta den: rytmen är {}", recurrences::days(&recurrence.days));
            fields.reading.diagnostics.push(remark.advise(advice));
        }
    }
}

/// Reads what is left out: months by name, and dates.
fn omitted(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Omitted>> {
    list(reading, node, |reading, node| {
        let written = value::plain(reading, node)?;
        match recurrences::month_of(&written) {
            Some(month) => Some(Omitted::Month(month)),
            None => value::date(reading, node).map(Omitted::Date),
        }
    })
}

/// Tells of events to come that do not keep to the rhythm of their series.
pub(super) fn check(site: &Site) -> impl Iterator<Item = Diagnostic> {
    site.events.iter().filter_map(|event| {
        let rhythm = site.series.find(event.data.series.as_ref()?)?.data.rhythm.as_ref()?;
        let life = event.data.life(site.scope.now());
        // Who has moved an event knows that it lies elsewhere.
        let is_told = life.is_over() || life.is_cancelled() || event.data.status == Status::Moved;
        outside(event, rhythm, rhythm.recurrence.as_ref().filter(|_| !is_told)?)
    })
}

fn outside(event: &Entry<Event>, rhythm: &Rhythm, recurrence: &Recurrence) -> Option<Diagnostic> {
    let day = event.data.start.date().day()?;
    let begins = event.data.start.time();
    let message = if !recurrence.comes_on(day) {
        format!("{} ingår inte i seriens rytm", dates::weekday_date(day))
    } else if recurrence.omits(day) {
        format!("{} utgår enligt seriens rytm", dates::weekday_date(day))
    } else {
        let start = recurrence.start.filter(|start| begins.is_some_and(|begins| begins != *start))?;
        format!("evenemanget börjar inte {}, som serien brukar", dates::clock(start, None))
    };
    let remark = Diagnostic::note("F541", event.data.start_place.clone(), message);
    let words = &rhythm.words;
    Some(remark.advise(format!("rytmen är ”{words}”; stämmer tiden ändå behöver du inte göra något")))
}
