//! Time that a programme leaves open: somebody has forgotten a break, or a session.

use jiff::civil::Time;

use super::Session;
use crate::diagnostic::Diagnostic;
use crate::lang::dates;
use crate::model::Site;

/// How many minutes nobody asks about: people change rooms.
const UNASKED: i64 = 15;

/// Tells of gaps in the programmes of events to come: on the whole day, and in each track.
pub(in crate::model) fn gaps(site: &Site) -> impl Iterator<Item = Diagnostic> {
    let coming = site.events.iter().filter(|event| !event.data.is_over(site.scope.now()));
    coming.flat_map(|event| of_programme(&event.data.programme))
}

fn of_programme(sessions: &[Session]) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    for day in sessions.chunk_by(|one, next| one.day == next.day) {
        let whole = between(day.iter());
        let mut tracks: Vec<&str> = day.iter().filter_map(|it| it.track.as_deref()).collect();
        tracks.sort_unstable();
        tracks.dedup();
        for track in tracks {
            let mut own = of_track(day, track);
            own.retain(|gap| !whole.iter().any(|it| it.from < gap.until && gap.from < it.until));
            remarks.extend(own.iter().map(|gap| gap.remark(Some(track))));
        }
        remarks.extend(whole.iter().map(|gap| gap.remark(None)));
    }
    remarks
}

/// Finds the gaps in a track, from its first session to its last: what is before and after is no gap.
fn of_track<'s>(day: &'s [Session], track: &str) -> Vec<Gap<'s>> {
    let is_own = |session: &&Session| session.track.as_deref() == Some(track);
    let own = || day.iter().filter(is_own).filter_map(|session| session.start);
    let Some((first, last)) = own().min().zip(own().max()) else { return Vec::new() };
    let mut gaps = between(day.iter().filter(|it| it.track.is_none() || is_own(it)));
    gaps.retain(|gap| gap.from >= first && gap.until <= last);
    gaps
}

/// Time between two sessions.
struct Gap<'s> {
    from: Time,
    until: Time,
    next: &'s Session,
}

impl Gap<'_> {
    /// Tells of the gap, in a track or in the whole programme.
    fn remark(&self, track: Option<&str>) -> Diagnostic {
        let Self { from, until, next } = self;
        let of = track.map_or_else(|| "i programmet".to_owned(), |track| format!("i spåret `{track}`"));
        let only = track.map(|track| format!(", track: {track}")).unwrap_or_default();
        let hours = dates::clock(*from, Some(*until));
        let remark = Diagnostic::note("F538", next.written.clone(), format!("{hours} står det inget {of}"));
        let (from, until) = (from.strftime("%H:%M"), until.strftime("%H:%M"));
        remark.advise(format!(
            "är det en paus, skriv: `- {{start: \"{from}\", end: \"{until}\", title: Paus, type: paus{only}}}`; annars, se \
             efter om en punkt fattas"
        ))
    }
}

/// Finds the gaps between sessions in the order of time; one without an end lasts until the next begins.
fn between<'s>(sessions: impl Iterator<Item = &'s Session>) -> Vec<Gap<'s>> {
    let mut gaps = Vec::new();
    let mut reached: Option<Time> = None;
    let mut is_open = false;
    for next in sessions {
        let Some(start) = next.start else { continue };
        if let Some(from) = reached
            && !is_open
            && minutes(start) - minutes(from) > UNASKED
        {
            gaps.push(Gap { from, until: start, next });
        }
        is_open = next.end.is_none();
        reached = reached.max(next.end.or(Some(start)));
    }
    gaps
}

/// Counts the minutes since midnight.
fn minutes(time: Time) -> i64 {
    60 * i64::from(time.hour()) + i64::from(time.minute())
}
