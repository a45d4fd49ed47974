//! What cannot be in a programme: two things at once, and what lies outside the event.

use std::collections::BTreeSet;

use super::Session;
use crate::date::Moment;
use crate::diagnostic::Diagnostic;
use crate::lang::dates;
use crate::lang::slug::fold;
use crate::model::credit::Credit;

/// Looks through the sessions of an event, which are in the order of time.
pub(in crate::model) fn check(
    sessions: &[Session],
    start: Moment,
    end: Option<Moment>,
) -> impl Iterator<Item = Diagnostic> {
    let days = sessions.iter().filter_map(move |session| other_day(session, start, end));
    days.chain(hours(sessions, start, end)).chain(clashes(sessions))
}

/// Says that a session lies on a day that is no part of the event.
fn other_day(session: &Session, start: Moment, end: Option<Moment>) -> Option<Diagnostic> {
    let last = end.unwrap_or(start).date().last_day();
    let day = session.day.filter(|day| !(start.date().first_day()..=last).contains(day))?;
    let message = format!("programpunkten ligger {}, men då är inte evenemanget", dates::weekday_date(day));
    let remark = Diagnostic::error("F535", session.written.clone(), message);
    Some(remark.advise("rätta punktens `day`, eller evenemangets `start` och `end`"))
}

/// Warns of the session that begins first and the one that ends last, if the event is too short for them.
fn hours(sessions: &[Session], start: Moment, end: Option<Moment>) -> impl Iterator<Item = Diagnostic> {
    let on = |moment: Moment| {
        let on_day = move |session: &&Session| session.day == moment.date().day();
        sessions.iter().filter(on_day)
    };
    let early = start.time().and_then(|begins| {
        let first = on(start).find(|session| session.start.is_some_and(|start| start < begins))?;
        Some((
            first,
            format!("programpunkten börjar före evenemanget, som börjar {}", dates::clock(begins, None)),
        ))
    });
    let late = end.and_then(|end| {
        let ends = end.time()?;
        let last = on(end).max_by_key(|session| session.end.or(session.start))?;
        let is_late = last.end.or(last.start).is_some_and(|time| time > ends);
        is_late.then(|| {
            (
                last,
                format!("programpunkten slutar efter evenemanget, som slutar {}", dates::clock(ends, None)),
            )
        })
    });
    early.into_iter().chain(late).map(|(session, message)| {
        let remark = Diagnostic::warning("F535", session.written.clone(), message);
        remark.advise("rätta punktens tider, eller evenemangets `start` och `end`")
    })
}

/// Warns, once for each session, of one before it that takes place at the same time and the same place, or with the
/// same speaker.
fn clashes(sessions: &[Session]) -> impl Iterator<Item = Diagnostic> {
    sessions.iter().enumerate().filter_map(move |(at, later)| {
        let meeting = || sessions[..at].iter().rev().filter(|earlier| earlier.meets(later));
        if let Some((earlier, where_)) = meeting().find_map(|it| Some((it, same_room(it, later)?))) {
            let message = format!("programpunkten går samtidigt som `{}`{where_}", earlier.title);
            let remark = Diagnostic::warning("F536", later.written.clone(), message)
                .advise("ändra tiderna, eller ge punkterna var sitt `track` eller `place`");
            return Some(remark.beside(earlier.written.clone(), "den andra punkten"));
        }
        let (earlier, name) = meeting().find_map(|it| Some((it, same_speaker(it, later)?)))?;
        let message = format!("{name} medverkar i `{}` på samma tid", earlier.title);
        let remark = Diagnostic::warning("F537", later.written.clone(), message)
            .advise("ändra tiden för den ena punkten, eller vem som medverkar");
        Some(remark.beside(earlier.written.clone(), "den andra punkten"))
    })
}

/// Tells in which room or track two sessions both are; what has neither is for everybody.
fn same_room(first: &Session, second: &Session) -> Option<String> {
    let same = |one: &Option<String>, other: &Option<String>| {
        one.as_ref()
            .zip(other.as_ref())
            .filter(|(one, other)| fold(one) == fold(other))
            .map(|(one, _)| one.clone())
    };
    let is_everybodys = |session: &Session| session.track.is_none() && session.place.is_none();
    let in_track = same(&first.track, &second.track).map(|track| format!(", i spåret `{track}`"));
    let in_room = || same(&first.place, &second.place).map(|place| format!(", i `{place}`"));
    let everywhere = || (is_everybodys(first) || is_everybodys(second)).then(String::new);
    in_track.or_else(in_room).or_else(everywhere)
}

/// Names somebody who speaks at both.
fn same_speaker(first: &Session, second: &Session) -> Option<String> {
    let name = |credit: &Credit| match credit {
        Credit::Ours(person) => person.slug().to_owned(),
        Credit::Guest { name, .. } => name.clone(),
    };
    let of_first: BTreeSet<_> = first.speakers.iter().map(name).collect();
    second.speakers.iter().map(name).find(|name| of_first.contains(name)).map(|name| format!("`{name}`"))
}
