//! The life of an event: where it stands at an instant, and when it will stand elsewhere.
//!
//! Decided here and nowhere else, from what its author has written and the instant that is asked about. Nothing is made
//! up: what is known only to the month is never under way, and what has no end is over when its day is.

use jiff::Timestamp;

use super::event::Status;
use super::occasion::Registration;
use crate::date::{Date, Moment};

/// Where an event stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// It lies ahead, and nobody need register.
    Planned,
    /// It lies ahead, and registration has not opened.
    NotYetOpen,
    /// One can register.
    Open,
    /// It lies ahead, and it is too late to register.
    Closed,
    /// It lies ahead, and there are no seats left.
    Full,
    /// It has begun.
    UnderWay,
    /// It has been held.
    Held,
    /// It was to be held, and will not be.
    Cancelled,
    /// It was to be held, was not, and its time has passed.
    Missed,
}

impl Life {
    /// Names the state for style sheets and scripts, in Swedish without å, ä and ö.
    pub fn key(self) -> &'static str {
        match self {
            Self::Planned => "planerat",
            Self::NotYetOpen => "anmalan-oppnar",
            Self::Open => "anmalan-oppen",
            Self::Closed => "anmalan-stangd",
            Self::Full => "fullt",
            Self::UnderWay => "pagar",
            Self::Held => "genomfort",
            Self::Cancelled => "installt",
            Self::Missed => "blev-installt",
        }
    }

    /// Tells whether its time has passed: then it is no longer among what is coming, whether it was held or not.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Held | Self::Missed)
    }

    /// Tells whether its organiser has called it off.
    pub fn is_cancelled(self) -> bool {
        matches!(self, Self::Cancelled | Self::Missed)
    }
}

/// The course of an event's life: what its organiser has said, and the instants at which it turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    status: Status,
    registration: Option<Window>,
    /// When it begins, if the day is known.
    begins: Option<Timestamp>,
    over: Timestamp,
}

/// When one can register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Window {
    /// When it opens, if it has not always been open.
    opens: Option<Timestamp>,
    closes: Timestamp,
}

impl Course {
    /// Draws up the course of an event from `start` to `end`.
    pub fn new(
        status: Status,
        start: Moment,
        end: Option<Moment>,
        registration: Option<&Registration>,
    ) -> Self {
        let begins = start.date().day().map(|_| start.first_instant());
        let over = end.unwrap_or_else(|| Moment::Date(start.date())).last_instant();
        let window = |it: &Registration| Window {
            opens: it.opens.map(|opens| opens.first_instant()),
            closes: closes(it, start).min(over),
        };
        Self { status, registration: registration.map(window), begins, over }
    }

    /// Returns where the event stands at an instant.
    pub fn at(&self, now: Timestamp) -> Life {
        let is_over = self.over <= now;
        let has_begun = self.begins.is_some_and(|begins| begins <= now);
        let is_full = self.status == Status::Full;
        let open = self.registration.map(|it| (it.opens.is_none_or(|opens| opens <= now), now < it.closes));
        match (self.status, open) {
            (Status::Cancelled, _) if is_over => Life::Missed,
            (Status::Cancelled, _) => Life::Cancelled,
            _ if is_over => Life::Held,
            (_, Some((true, true))) if !is_full => Life::Open,
            _ if has_begun => Life::UnderWay,
            _ if is_full => Life::Full,
            (_, Some((false, _))) => Life::NotYetOpen,
            (_, Some((true, _))) => Life::Closed,
            (_, None) => Life::Planned,
        }
    }

    /// Lists when the event will stand elsewhere than it does now, and where then, in the order of time.
    pub fn turns(&self, now: Timestamp) -> impl Iterator<Item = (Timestamp, Life)> {
        let window = self.registration;
        let opens = window.and_then(|it| it.opens);
        let mut all = [opens, window.map(|it| it.closes), self.begins, Some(self.over)];
        all.sort();
        let mut last = self.at(now);
        all.into_iter().flatten().filter(move |turn| now < *turn).filter_map(move |turn| {
            let life = self.at(turn);
            (std::mem::replace(&mut last, life) != life).then_some((turn, life))
        })
    }
}

/// Returns the instant at which registration closes: as its author has said, or when the event begins; of a day that is
/// the event's own, no later than the event begins.
fn closes(registration: &Registration, start: Moment) -> Timestamp {
    match registration.closes {
        None => start.last_instant(),
        Some(Moment::Date(Date::Day(day))) if start.date().day() == Some(day) => start.last_instant(),
        Some(closes) => closes.last_instant(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Life::{Cancelled, Closed, Full, Held, Missed, NotYetOpen, Open, Planned, UnderWay};

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    /// Draws a course; `registration` is when it opens and closes, where nothing is said as `-`.
    fn course(status: Status, start: &str, end: Option<&str>, registration: Option<(&str, &str)>) -> Course {
        let said = |text: &str| (text != "-").then(|| moment(text));
        let registration = registration.map(|(opens, closes)| Registration {
            opens: said(opens),
            closes: said(closes),
            ..Registration::default()
        });
        Course::new(status, moment(start), end.map(moment), registration.as_ref())
    }

    #[track_caller]
    fn check(course: &Course, expected: &[(&str, Life)]) {
        let first: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let (_, began) = expected[0];
        assert_eq!(course.at(first), began);
        let turns: Vec<_> = course.turns(first).collect();
        let expected: Vec<_> =
            expected[1..].iter().map(|(when, life)| (moment(when).first_instant(), *life)).collect();
        assert_eq!(turns, expected);
    }

    #[test]
    fn an_event_is_planned_then_under_way_then_held() {
        let timed = course(Status::Planned, "2026-03-27 09:00", Some("2026-03-27 10:00"), None);
        check(&timed, &[("", Planned), ("2026-03-27 09:00", UnderWay), ("2026-03-27 10:00", Held)]);
        let moved = course(Status::Moved, "2026-03-27 09:00", Some("2026-03-27 10:00"), None);
        check(&moved, &[("", Planned), ("2026-03-27 09:00", UnderWay), ("2026-03-27 10:00", Held)]);
        let day = course(Status::Planned, "2026-03-27", None, None);
        check(&day, &[("", Planned), ("2026-03-27", UnderWay), ("2026-03-28", Held)]);
        let days = course(Status::Planned, "2026-10-24", Some("2026-10-25"), None);
        check(&days, &[("", Planned), ("2026-10-24", UnderWay), ("2026-10-26", Held)]);
    }

    #[test]
    fn what_is_not_known_is_not_made_up() {
        let endless = course(Status::Planned, "2026-03-27 09:00", None, None);
        check(&endless, &[("", Planned), ("2026-03-27 09:00", UnderWay), ("2026-03-28", Held)]);
        let month = course(Status::Planned, "2026-05", None, Some(("-", "-")));
        check(&month, &[("", Open), ("2026-06-01", Held)]);
        let year = course(Status::Planned, "2026", None, None);
        check(&year, &[("", Planned), ("2027-01-01", Held)]);
    }

    #[test]
    fn registration_opens_and_closes() {
        let (start, end) = ("2026-03-27 09:00", Some("2026-03-27 10:00"));
        let spoken = |opens, closes| course(Status::Planned, start, end, Some((opens, closes)));
        check(
            &spoken("2026-03-01", "2026-03-20"),
            &[
                ("", NotYetOpen),
                ("2026-03-01", Open),
                ("2026-03-21", Closed),
                ("2026-03-27 09:00", UnderWay),
                ("2026-03-27 10:00", Held),
            ],
        );
        check(
            &spoken("-", "2026-03-20 16:00"),
            &[("", Open), ("2026-03-20 16:00", Closed), (start, UnderWay), ("2026-03-27 10:00", Held)],
        );
        // With no last day, or that of the event, one can register until it begins.
        check(&spoken("-", "-"), &[("", Open), (start, UnderWay), ("2026-03-27 10:00", Held)]);
        check(&spoken("-", "2026-03-27"), &[("", Open), (start, UnderWay), ("2026-03-27 10:00", Held)]);
        // Who says that one can register later means it; but never when it is over.
        check(
            &spoken("-", "2026-03-27 09:30"),
            &[("", Open), ("2026-03-27 09:30", UnderWay), ("2026-03-27 10:00", Held)],
        );
        check(&spoken("-", "2026-04-20"), &[("", Open), ("2026-03-27 10:00", Held)]);
    }

    #[test]
    fn what_is_full_or_cancelled_takes_no_registration() {
        let (start, end) = ("2026-03-27 09:00", Some("2026-03-27 10:00"));
        let full = course(Status::Full, start, end, Some(("2026-03-01", "2026-03-20")));
        check(&full, &[("", Full), (start, UnderWay), ("2026-03-27 10:00", Held)]);
        let cancelled = course(Status::Cancelled, start, end, Some(("2026-03-01", "2026-03-20")));
        check(&cancelled, &[("", Cancelled), ("2026-03-27 10:00", Missed)]);
    }
}
