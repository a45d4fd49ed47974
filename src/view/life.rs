//! How an event stands, for people and for the script that follows the clock.
//!
//! A page is right for as long as it says when it will not be: with the state as built go all that are to come, each
//! with its instant, and the words of each. Without the script the words of the built state stand there, and none of
//! them grows old: that something is going on just now only the script says.

use jiff::Timestamp;
use serde::Serialize;

use super::parts::Status;
use crate::date::LocalTime;
use crate::model::event::{Event, Status as Stated};
use crate::model::life::Life;

/// How an event stands, and how it will stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LifeView {
    /// The state as built: `anmalan-oppen`.
    pub state: &'static str,
    /// The states to come, each after its instant: `2026-03-27T09:00:00+01:00 pagar 2026-03-27T10:00:00+01:00
    /// genomfort`; `None` if this is the last.
    pub turns: Option<String>,
    /// What is said of the states that need words.
    pub marks: Vec<Mark>,
}

/// A few words that hold in some states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The words.
    pub status: Status,
    /// The states, with blanks between.
    pub states: String,
    /// Whether they are seen without a script.
    pub shown: bool,
}

/// Shows how an event stands at an instant.
pub fn life(event: &Event, now: Timestamp) -> LifeView {
    let current = event.life(now);
    let mut turns = Vec::new();
    let mut marks: Vec<Mark> = Vec::new();
    for (turn, life) in
        std::iter::once((None, current)).chain(event.turns(now).map(|(at, it)| (Some(at), it)))
    {
        if let Some(turn) = turn {
            turns.push(format!("{} {}", LocalTime::at(turn).rfc3339(), life.key()));
        }
        let Some(status) = status(event, life) else { continue };
        match marks.iter_mut().find(|mark| mark.status == status) {
            Some(mark) => mark.states.extend([" ", life.key()]),
            None => marks.push(Mark {
                status,
                states: life.key().to_owned(),
                shown: turn.is_none() && life != Life::UnderWay,
            }),
        }
    }
    LifeView { state: current.key(), turns: (!turns.is_empty()).then(|| turns.join(" ")), marks }
}

/// Names, with blanks between, the states of an event from now on that are wanted; `None` if there are none.
pub fn states(event: &Event, now: Timestamp, wanted: impl Fn(Life) -> bool) -> Option<String> {
    let all = std::iter::once(event.life(now)).chain(event.turns(now).map(|(_, life)| life));
    let keys: Vec<_> = all.filter(|life| wanted(*life)).map(Life::key).collect();
    (!keys.is_empty()).then(|| keys.join(" "))
}

/// Says how an event stands, where that needs words.
fn status(event: &Event, life: Life) -> Option<Status> {
    let status = |key, text| Some(Status { key, text });
    match life {
        Life::Cancelled | Life::Missed => status("installt", "Inställt"),
        Life::Held => status("genomfort", "Genomfört"),
        Life::UnderWay if event.end.is_none() => status("pagar", "Har börjat"),
        Life::UnderWay => status("pagar", "Pågår nu"),
        Life::Full => status("fullt", "Fullbokat"),
        Life::Planned | Life::NotYetOpen | Life::Open | Life::Closed => match event.status {
            Stated::Moved => status("flyttat", "Ny tid"),
            Stated::Planned | Stated::Full | Stated::Cancelled => None,
        },
    }
}
