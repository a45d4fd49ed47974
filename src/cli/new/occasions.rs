//! The next events of a series, by its rhythm: drafts for somebody to look at, never more than were asked for.
//!
//! 1. The series and its rhythm are found, and the last event that it has.
//! 2. Days are counted from there; what is left out, and holidays, are passed over and told.
//! 3. All drafts are made before the first is written.

use jiff::civil;

use super::super::args::New as Arguments;
use super::draft::{Draft, written};
use super::{New, free, write};
use crate::content::Document;
use crate::date::holidays::holiday;
use crate::date::recurrence::Recurrence;
use crate::date::{Date, Moment};
use crate::error::Error;
use crate::lang::dates;
use crate::lang::nearest::nearest;
use crate::model::declare;
use crate::model::kind::Kind;
use crate::model::names::Names;
use crate::model::rhythm;
use crate::source::path::SourcePath;
use crate::source::{CONFIG, CONTENT};

/// Makes the next events of a series; the inner error is what the person can do something about.
pub(super) fn make(arguments: &Arguments, new: &New, series: &str) -> Result<Result<String, String>, Error> {
    let proposed = match propose(new, series, arguments.count.unwrap_or(1)) {
        Ok(proposed) => proposed,
        Err(why) => return Ok(Err(why)),
    };
    let mut lines = proposed.passed;
    let mut paths = Vec::new();
    for (path, text) in proposed.texts {
        if let Some(there) = write(&arguments.site.folder, &path, &text, None)? {
            return Ok(Err(format!("`{there}` finns redan, och skrivs inte över")));
        }
        paths.push(path);
    }
    lines.extend(paths.iter().map(|path| format!("Nytt evenemang: {path}")));
    lines.push(match paths.len() {
        1 => "Se efter att tiden stämmer, fyll i fälten, och ta bort raden `draft: true` när allt är färdigt.".to_owned(),
        _ => "Se efter att tiderna stämmer, fyll i fälten, och ta bort raden `draft: true` i var och en när den är \
              färdig."
            .to_owned(),
    });
    lines.push("Se hur det blir med `fou serve`. Alla steg och fält: `fou help evenemang`.".to_owned());
    Ok(Ok(lines.join("\n")))
}

/// Drafts that can be written, and the days that were passed over, with why.
struct Proposed {
    texts: Vec<(SourcePath, String)>,
    passed: Vec<String>,
}

fn propose(new: &New, series: &str, count: usize) -> Result<Proposed, String> {
    let document = find(new, series)?;
    let names = &*declare::declare(&new.config, &new.documents, None).value.names;
    let name = written(document, "title").unwrap_or(series);
    let stated = rhythm::stated(document, &new.config).and_then(|rhythm| rhythm.recurrence);
    let Some(recurrence) = stated else { return without_rhythm(new, names, series, document, count) };
    let last = new.documents.iter().filter_map(|it| day_in(it, series)).max();
    let (days, passed) = next(&recurrence, last.max(Some(new.today)).unwrap_or(new.today), count);
    if days.len() < count {
        return Err(format!("rytmen i `{}` har inga fler dagar att föreslå", document.path));
    }
    let title = |day: civil::Date| {
        let of = new.title.as_deref().unwrap_or(name);
        let dated = format!("{of} {}", dates::date(Date::Day(day)));
        new.title.clone().filter(|_| count == 1).unwrap_or(dated)
    };
    let at = |day: civil::Date, time: civil::Time| format!("{day} {}", time.strftime("%H:%M"));
    let texts = days.into_iter().map(|day| {
        let start = recurrence.start.map_or_else(|| day.to_string(), |start| at(day, start));
        let end = recurrence.end.map(|end| at(day, end));
        draft(new, names, series, &title(day), Some((start, end)))
    });
    Ok(Proposed { texts: texts.collect::<Result<_, _>>()?, passed })
}

/// Finds the text of a series.
fn find<'n>(new: &'n New, series: &str) -> Result<&'n Document, String> {
    let all = &new.config.event_series;
    let path = format!("{CONTENT}/{series}/index.md");
    let found = new.documents.iter().find(|it| it.path.as_str() == path);
    let found = found.filter(|_| all.iter().any(|it| it == series));
    found.map(|it| &**it).ok_or_else(|| match nearest(series, all.iter().map(String::as_str)) {
        Some(near) if near != series => format!("ingen evenemangsserie heter `{series}`; menade du `{near}`?"),
        _ => format!("ingen evenemangsserie heter `{series}`: gör den med `fou new serie`, och lägg den under `event_series` i `{CONFIG}`"),
    })
}

/// Makes an event of a series whose days nobody can count: as any other, if it has a title.
fn without_rhythm(
    new: &New,
    names: &Names,
    series: &str,
    document: &Document,
    count: usize,
) -> Result<Proposed, String> {
    match &new.title {
        Some(title) if count == 1 => {
            Ok(Proposed { texts: vec![draft(new, names, series, title, None)?], passed: Vec::new() })
        }
        _ => Err(format!(
            "serien har ingen rytm att räkna på: skriv `rhythm: {{days: sista fredagen i månaden}}` i `{}`, eller en \
             rubrik: `fou new evenemang \"Rubriken\" --series {series}`",
            document.path
        )),
    }
}

/// Counts the next days after `last`, and says of each day that is passed over why it is.
fn next(recurrence: &Recurrence, last: civil::Date, count: usize) -> (Vec<civil::Date>, Vec<String>) {
    let (mut days, mut passed) = (Vec::new(), Vec::new());
    for day in recurrence.after(last) {
        let words = dates::weekday_date(day);
        if recurrence.omits(day) {
            passed.push(format!("Hoppar över {words}: den dagen utgår ur rytmen."));
        } else if let Some(holiday) = holiday(day) {
            passed.push(format!("Hoppar över {words}: det är {holiday}."));
        } else {
            days.push(day);
        }
        if days.len() == count {
            break;
        }
    }
    (days, passed)
}

/// Returns the day of an event, drafts too, if it belongs to a series.
fn day_in(document: &Document, series: &str) -> Option<civil::Date> {
    let folder = format!("{CONTENT}/{}/", Kind::Event.folder()?);
    let is_ours = document.path.as_str().starts_with(&folder) && written(document, "series") == Some(series);
    Moment::parse(written(document, "start").filter(|_| is_ours)?).ok()?.date().day()
}

fn draft(
    new: &New,
    names: &Names,
    series: &str,
    title: &str,
    hours: Option<(String, Option<String>)>,
) -> Result<(SourcePath, String), String> {
    let (_, path) = free(names, Kind::Event, title)?;
    let draft = Draft {
        kind: Kind::Event,
        title,
        today: new.today,
        suggestions: &new.suggestions,
        config: &new.config,
        documents: &new.documents,
        series: Some(series),
        file: None,
        hours,
        items: None,
    };
    Ok((path, draft.text()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::recurrences::{self, Phrase};

    #[track_caller]
    fn check(words: &str, last: &str, count: usize, expected: &str, said: &[&str]) {
        let Ok(Phrase::Days(days)) = recurrences::read(words) else { panic!("{words}") };
        let recurrence = Recurrence { days, start: None, end: None, omitted: Vec::new() };
        let (days, passed) = next(&recurrence, last.parse().unwrap(), count);
        assert_eq!(days.iter().map(civil::Date::to_string).collect::<Vec<_>>().join(" "), expected);
        assert_eq!(passed, said);
    }

    #[test]
    fn holidays_are_passed_over_and_told() {
        check("sista fredagen i månaden", "2026-05-29", 2, "2026-06-26 2026-07-31", &[]);
        check(
            "sista fredagen i månaden",
            "2027-02-26",
            1,
            "2027-04-30",
            &["Hoppar över fredag 26 mars 2027: det är långfredagen."],
        );
        check(
            "varje torsdag",
            "2026-12-17",
            1,
            "2027-01-07",
            &[
                "Hoppar över torsdag 24 december 2026: det är julafton.",
                "Hoppar över torsdag 31 december 2026: det är nyårsafton.",
            ],
        );
    }
}
