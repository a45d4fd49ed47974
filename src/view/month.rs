//! A month of the calendar as a table: a row for each ISO week, a column for each weekday, Monday first.
//!
//! What has no day, and what lasts longer than a month, stands beside the table. Which day is today nobody knows here.

use jiff::ToSpan as _;
use jiff::civil;
use serde::Serialize;

use super::context::Directory;
use super::life::{self, LifeView};
use super::parts::{Count, Group, Link, Turn};
use crate::date::{holidays, week};
use crate::lang::dates;
use crate::model::collection::Entry;
use crate::model::event::Event;
use crate::url::Url;

/// How many days an event may last and still be shown on each of them.
const LONGEST: i32 = 31;

/// What `month.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `parts`")]
pub struct MonthView {
    pub title: String,
    /// The ways in which the calendar can be seen.
    pub views: Vec<Count>,
    pub turn: Turn,
    pub count: Option<String>,
    /// "Maj 2026".
    pub caption: String,
    pub weekdays: Vec<WeekdayView>,
    pub weeks: Vec<WeekView>,
    /// What has no day of its own.
    pub beside: Vec<Group>,
    pub empty: Option<String>,
    /// The nearest months in which something takes place, if nothing does in this one.
    pub nearest: Vec<Link>,
    pub years: Vec<Count>,
}

/// The head of a column.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct WeekdayView {
    pub short: &'static str,
    pub name: &'static str,
}

/// A row: an ISO week, as far as it lies in the month.
#[derive(Clone, Debug, Serialize)]
pub struct WeekView {
    /// "v. 18".
    pub number: String,
    /// Whether anything takes place.
    pub busy: bool,
    /// Seven days; `None` for those of other months.
    pub days: Vec<Option<DayView>>,
}

/// A day.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct DayView {
    pub iso: String,
    pub weekday: &'static str,
    pub day: i8,
    pub month: &'static str,
    pub holiday: Option<&'static str>,
    /// Whether the almanac shows it in red.
    pub red: bool,
    pub events: Vec<OccurrenceView>,
}

/// An event as it stands on one of its days.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OccurrenceView {
    pub url: Url,
    pub title: String,
    /// "kl. 09.00–10.00", or which of its days it is; nothing for one whole day.
    pub when: Option<String>,
    pub life: LifeView,
}

/// Names the weekdays, for the heads of the columns.
pub fn weekdays() -> Vec<WeekdayView> {
    let view = |day| WeekdayView { short: dates::weekday_short(day), name: dates::weekday(day) };
    civil::Weekday::Monday.cycle_forward().take(7).map(view).collect()
}

/// Returns the first and the last day of an event that stands in the table; `None` for what stands beside it.
pub fn days(event: &Event) -> Option<(civil::Date, civil::Date)> {
    let (first, last) = (event.start.date().day()?, event.last_date().day()?);
    ((last - first).get_days() < LONGEST).then_some((first, last))
}

/// Makes the rows of the month that begins on `first`; `events` are those that take place in it, in the order of time.
pub fn weeks(context: &Directory, first: civil::Date, events: &[&Entry<Event>]) -> Vec<WeekView> {
    let last = first.last_of_month();
    let mut days: Vec<DayView> = first.series(1.day()).take_while(|it| *it <= last).map(day).collect();
    for entry in events {
        let Some(span) = self::days(&entry.data) else { continue };
        let shown = span.0.max(first).series(1.day()).take_while(|it| *it <= span.1.min(last));
        for date in shown {
            days[place(date.day() - 1)].events.extend(occurrence(context, entry, date, span));
        }
    }
    let blanks = place(first.weekday().to_monday_zero_offset());
    let mut cells: Vec<Option<DayView>> = std::iter::repeat_with(|| None).take(blanks).collect();
    cells.extend(days.into_iter().map(Some));
    cells.resize_with(cells.len().next_multiple_of(7), || None);
    let numbers = (0..).map(|at: i64| dates::week_short(week((first + (7 * at).days()).min(last)).1));
    let mut weeks: Vec<WeekView> = Vec::new();
    let mut cells = cells.into_iter();
    for number in numbers {
        let days: Vec<_> = cells.by_ref().take(7).collect();
        if days.is_empty() {
            break;
        }
        let busy = days.iter().flatten().any(|day| !day.events.is_empty());
        weeks.push(WeekView { number, busy, days });
    }
    weeks
}

fn day(date: civil::Date) -> DayView {
    DayView {
        iso: date.to_string(),
        weekday: dates::weekday(date.weekday()),
        day: date.day(),
        month: dates::month(date.month()),
        holiday: holidays::holiday(date),
        red: holidays::is_red(date),
        events: Vec::new(),
    }
}

/// Counts from 0 what the almanac counts in small numbers.
fn place(number: i8) -> usize {
    usize::try_from(number).expect("days and weekdays are not negative")
}

fn occurrence(
    context: &Directory,
    entry: &Entry<Event>,
    date: civil::Date,
    span: (civil::Date, civil::Date),
) -> Option<OccurrenceView> {
    Some(OccurrenceView {
        url: context.url(&entry.head.name)?.clone(),
        title: entry.head.title.clone(),
        when: when(&entry.data, date, span),
        life: life::life(&entry.data, context.site.scope.now()),
    })
}

/// Says when on one of its days an event takes place: its hours, or which of its days it is.
fn when(event: &Event, date: civil::Date, (first, last): (civil::Date, civil::Date)) -> Option<String> {
    let start = event.start.time();
    let end = event.end.filter(|end| *end != event.start).and_then(|end| end.time());
    if first == last {
        return start.map(|start| dates::clock(start, end));
    }
    let number = |day: civil::Date| (day - first).get_days() + 1;
    let part = format!("dag {} av {}", number(date), number(last));
    let hour = match (start, end) {
        (Some(start), _) if date == first => Some(format!("från {}", dates::clock(start, None))),
        (_, Some(end)) if date == last => Some(format!("till {}", dates::clock(end, None))),
        _ => None,
    };
    Some([Some(part), hour].into_iter().flatten().collect::<Vec<_>>().join(", "))
}
