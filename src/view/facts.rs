//! Facts of entries in words: what a fact box says.

use super::context::Directory;
use super::parts::{Fact, FactValue, Status};
use super::record;
use crate::lang::dates;
use crate::model::assignment::{Line, Progress};
use crate::model::event::Attendance;
use crate::model::names::{Named, Ref};
use crate::model::network::Level;
use crate::model::period::{End, Period};
use crate::model::publication::Publication;

/// Writes a publication's series and number, or else its sort: "Forskningsrapport 2025:2".
pub fn label(context: &Directory, publication: &Publication) -> Option<String> {
    let series = publication.series.as_deref().and_then(|slug| context.site.config.series(slug));
    let number = publication.number_text();
    match (series, number) {
        (Some(series), Some(number)) => Some(format!("{} {number}", series.title)),
        (Some(series), None) => Some(series.title.clone()),
        (None, _) => publication.genre.map(|genre| genre.words().1.to_owned()),
    }
}

/// Says where one takes part.
pub fn attendance(attendance: Attendance) -> &'static str {
    match attendance {
        Attendance::OnSite => "på plats",
        Attendance::Online => "digitalt",
        Attendance::Both => "på plats och digitalt",
    }
}

/// Names where one takes part, for programs.
pub fn attendance_key(attendance: Attendance) -> &'static str {
    match attendance {
        Attendance::OnSite => "onsite",
        Attendance::Online => "online",
        Attendance::Both => "both",
    }
}

/// Says how far an assignment has come.
pub fn progress(progress: Progress) -> Status {
    match progress {
        Progress::Planned => Status { key: "planerat", text: "Planerat" },
        Progress::Ongoing => Status { key: "pagaende", text: "Pågående" },
        Progress::Finished => Status { key: "avslutat", text: "Avslutat" },
    }
}

/// Says how an assignment is organised.
pub fn line(line: Line) -> &'static str {
    match line {
        Line::First => "Första linjens FoU",
        Line::Second => "Andra linjens FoU",
    }
}

/// Says how wide a network reaches, of several.
pub fn level(level: Option<Level>) -> &'static str {
    match level {
        Some(Level::Subregional) => "Delregionala nätverk",
        Some(Level::Regional) => "Regionala nätverk",
        Some(Level::National) => "Nationella nätverk",
        None => "Övriga nätverk",
    }
}

/// Writes a period: "2025", "2026–2028", "sedan 2022".
pub fn period(period: Period) -> String {
    match period.end {
        End::Same => dates::date(period.first),
        End::At(last) => dates::days(period.first, last),
        End::Open => format!("sedan {}", dates::date(period.first)),
    }
}

/// Makes a fact of an ISSN: a link to what the National Library has under it.
pub fn issn(number: String) -> Option<Fact> {
    let url = record::libris_url(&number);
    Fact::some("ISSN", vec![FactValue::link(number, url)])
}

/// Makes a fact of references: each a link to its page.
pub fn references<T: Named>(context: &Directory, name: &'static str, references: &[Ref<T>]) -> Option<Fact> {
    let values = references.iter().filter_map(|reference| {
        let link = context.link(&reference.name())?;
        Some(FactValue { text: link.text, url: link.url.map(|url| url.to_string()), ..FactValue::default() })
    });
    Fact::some(name, values.collect())
}
