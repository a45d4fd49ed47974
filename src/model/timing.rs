//! Events at times that a careful colleague would ask about: on a holiday, or two of a series at once.

use std::collections::BTreeMap;

use super::Site;
use super::collection::Entry;
use super::event::Event;
use crate::date::holidays::holiday;
use crate::date::{Date, Moment};
use crate::diagnostic::Diagnostic;
use crate::lang::dates;

/// Looks through what is still to come.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let ahead = |it: &&Entry<Event>| {
        let life = it.data.life(site.scope.now());
        !life.is_over() && !life.is_cancelled()
    };
    let coming: Vec<_> = site.events.iter().filter(ahead).collect();
    let on_holidays = coming.iter().filter_map(|it| on_holiday(&it.data));
    on_holidays.chain(clashes(&coming)).collect()
}

fn on_holiday(event: &Event) -> Option<Diagnostic> {
    let day = event.start.date().day()?;
    let name = holiday(day)?;
    let message = format!("evenemanget ligger på {name}, {}", dates::date(Date::Day(day)));
    let remark = Diagnostic::warning("F515", event.start_place.clone(), message);
    Some(remark.advise("kontrollera datumet"))
}

/// Finds events of one series that begin before the one before has ended; `coming` is in the order of time.
fn clashes(coming: &[&Entry<Event>]) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    // Of each series, what has not ended when the next begins.
    let mut open: BTreeMap<&str, Vec<&Entry<Event>>> = BTreeMap::new();
    for later in coming.iter().filter(|it| matches!(it.data.start, Moment::Local(_))) {
        let Some(series) = &later.data.series else { continue };
        let open = open.entry(series.slug()).or_default();
        open.retain(|earlier| overlap(&earlier.data, &later.data));
        let earlier = open.last().copied();
        open.push(later);
        if let Some(earlier) = earlier {
            let message =
                format!("evenemanget ligger på samma tid som `{}`, i samma serie", earlier.head.title);
            let remark = Diagnostic::warning("F516", later.data.start_place.clone(), message)
                .advise("ändra tiden för det ena, eller ta bort det om det är samma evenemang")
                .beside(earlier.data.start_place.clone(), "det andra evenemanget");
            remarks.push(remark);
        }
    }
    remarks
}

/// Tells whether two events with a known time, of which one begins no later than the other, meet.
fn overlap(earlier: &Event, later: &Event) -> bool {
    let end = earlier.end.unwrap_or(earlier.start).last_instant();
    let begins = later.start.first_instant();
    begins < end || begins == earlier.start.first_instant()
}
