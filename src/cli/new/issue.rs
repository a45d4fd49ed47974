//! What a new issue of the newsletter brings: all that is new since the last one, and what is coming, for somebody to edit.
//!
//! 1. The last issue is found; what it and those before it brought is not brought again.
//! 2. What has come since is taken, kind by kind, and then the events that lie nearest.
//! 3. What was passed over is told, with why.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil};

use super::New;
use crate::date::Date;
use crate::lang::{self, dates, numbers};
use crate::model::collection::{Entry, Head};
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::life::Life;
use crate::model::names::Name;
use crate::model::newsletter::About;
use crate::model::publishing::Scope;
use crate::model::read::Readings;
use crate::model::{self, Beside, Site, Standing};

/// How far back the first issue looks, in days.
const BACK: i32 = 90;

/// How far ahead an issue looks, in days.
const AHEAD: i32 = 180;

/// How many of the nearest events are things to read; the others are lines in the list of dates.
const NEAREST: usize = 3;

/// What a new issue brings, and what there is to say of it.
#[derive(Default)]
pub(super) struct Gathered {
    /// The list of an issue, as YAML; empty if there is nothing to bring.
    pub(super) items: String,
    /// What was taken and what was left, a line each.
    pub(super) told: Vec<String>,
}

/// Gathers what an issue of `scope`'s day brings.
pub(super) fn gather(new: &New, scope: Scope) -> Gathered {
    let all = &new.documents;
    let site = model::assemble(new.config.clone(), scope, all, Beside::default(), &mut Readings::default());
    Desk::new(&site.value).gather()
}

/// What things are chosen with.
struct Desk<'a> {
    site: &'a Site,
    /// The day of the last issue, or the day from which the first one looks.
    since: civil::Date,
    /// What has been brought: an entry, or the recordings of one.
    brought: BTreeSet<(&'a Name, bool)>,
    counts: Vec<(usize, &'static str, &'static str)>,
    left: Vec<String>,
}

impl<'a> Desk<'a> {
    fn new(site: &'a Site) -> Self {
        let last = site.newsletters.iter().filter_map(|it| it.data.date).map(|date| date.last_day()).max();
        let today = site.scope.today();
        let since = last.unwrap_or_else(|| moved(today, -BACK));
        let about = site.newsletters.iter().flat_map(|it| it.data.about());
        let brought = about.filter_map(|it| Some((it.name()?, matches!(it, About::Recordings(_)))));
        Self { site, since, brought: brought.collect(), counts: Vec::new(), left: Vec::new() }
    }

    fn gather(mut self) -> Gathered {
        let mut lines = Vec::new();
        let site = self.site;
        let publications: Vec<_> = site.publications.iter().map(|it| &it.head).collect();
        lines.extend(self.new_of(&publications, "publication"));
        self.count(lines.len(), "publikation", "publikationer");
        let films = self.recordings();
        self.count(films.len(), "inspelning", "inspelningar");
        lines.extend(films);
        let news: Vec<_> = site.news.iter().map(|it| &it.head).collect();
        let news = self.new_of(&news, "news");
        self.count(news.len(), "nyhet", "nyheter");
        lines.extend(news);
        if !lines.is_empty() {
            lines.insert(0, "- section: Nytt från oss".to_owned());
        }
        lines.extend(self.events());
        self.hidden();
        Gathered { items: lines.join("\n"), told: self.told() }
    }

    fn count(&mut self, count: usize, one: &'static str, many: &'static str) {
        self.counts.push((count, one, many));
    }

    /// Takes the entries that have come since the last issue.
    fn new_of(&mut self, heads: &[&Head], key: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for head in heads {
            let slug = &head.name.slug;
            let announced = head.schedule.publish.map(|first| first.date());
            let Some(date) = announced.or(head.date) else { continue };
            if date.last_day() <= self.since || date.first_day() > self.site.scope.today() {
                continue;
            }
            if self.brought.contains(&(&head.name, false)) {
                self.left.push(format!("`{slug}` har redan varit med i ett nyhetsbrev"));
            } else if matches!(date, Date::Year(_)) {
                self.left.push(format!("av `{slug}` är bara året känt, så det syns inte om den är ny"));
            } else {
                lines.push(line(key, head));
            }
        }
        lines
    }

    /// Takes the events whose recordings have come since the last issue.
    fn recordings(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        for Entry { head, data } in self.site.events.iter().rev() {
            let ended = || data.end.unwrap_or(data.start).date().last_day();
            let shown = data.recordings.iter().filter(|film| film.is_shown());
            let newest = shown.map(|film| film.date.unwrap_or_else(ended)).max();
            if newest.is_none_or(|day| day <= self.since) {
                continue;
            }
            if self.brought.contains(&(&head.name, true)) {
                self.left.push(format!("inspelningen av `{}` har redan varit med", head.name.slug));
            } else {
                lines.push(line("recording", head));
            }
        }
        lines
    }

    /// Takes the nearest events as things to read, and all that are coming as a list of dates.
    fn events(&mut self) -> Vec<String> {
        let (now, today) = (self.site.scope.now(), self.site.scope.today());
        let last = moved(today, AHEAD);
        let coming = |it: &&Entry<Event>| {
            let date = it.data.start.date();
            date.month().is_some() && date.first_day() >= today && !it.data.is_over(now)
        };
        let (near, far): (Vec<_>, Vec<_>) =
            self.site.events.iter().filter(coming).partition(|it| it.data.start.date().first_day() <= last);
        if let Some(first) = far.first() {
            let when = dates::date(first.data.start.date());
            self.left.push(match far.len() {
                1 => format!("`{}` ligger långt fram, {when}", first.head.name.slug),
                more => format!("{} evenemang ligger långt fram, från {when}", numbers::integer(more as u64)),
            });
        }
        let (inviting, rest): (Vec<&Entry<Event>>, Vec<_>) =
            near.iter().copied().partition(|it| is_inviting(&it.data, now));
        for it in rest {
            let slug = &it.head.name.slug;
            self.left
                .push(format!("`{slug}` står bara i listan över det som är på gång: {}", why(&it.data, now)));
        }
        let shown: Vec<_> = inviting.iter().take(NEAREST).collect();
        self.count(shown.len(), "evenemang", "evenemang");
        let mut lines = Vec::new();
        if !shown.is_empty() {
            lines.push("- section: Välkommen".to_owned());
        }
        for it in shown {
            lines.push(line("event", &it.head));
            lines.push(format!("  start: {}", it.data.start.written()));
        }
        let until = near.iter().map(|it| it.data.start.date().last_day()).max();
        lines.extend(until.map(|day| format!("- coming: {day} # alla evenemang till och med den dagen")));
        lines
    }

    /// Tells of what is not shown yet and might have been brought.
    fn hidden(&mut self) {
        let kinds = [Kind::Publication, Kind::News, Kind::Event];
        let all = self.site.names.all().filter(|(name, _)| kinds.contains(&name.kind));
        let is_hidden = |path| matches!(self.site.files.texts.get(path), Some(Standing::Hidden(_)));
        let hidden: Vec<_> = all.filter(|(_, path)| is_hidden(*path)).collect();
        self.left.extend(hidden.iter().map(|(name, _)| format!("`{}` visas inte på webbplatsen", name.slug)));
    }

    fn told(self) -> Vec<String> {
        let since = dates::date(Date::Day(self.since));
        let taken: Vec<_> = self.counts.iter().filter(|(count, ..)| *count > 0).collect();
        let words: Vec<_> = taken
            .iter()
            .map(|(count, one, many)| {
                format!("{} {}", numbers::integer(*count as u64), if *count == 1 { one } else { many })
            })
            .collect();
        let first = match words.split_last() {
            None => format!("Inget är nytt sedan {since}, och inget är på gång."),
            Some((last, [])) => format!("Med i brevet, nytt sedan {since}: {last}."),
            Some((last, rest)) => {
                format!("Med i brevet, nytt sedan {since}: {} och {last}.", rest.join(", "))
            }
        };
        std::iter::once(first).chain(self.left.iter().map(|why| format!("Inte med: {why}."))).collect()
    }
}

/// Writes an entry as a thing in the list, with its title for whoever edits it.
fn line(key: &str, head: &Head) -> String {
    format!("- {key}: {} # {}", head.name.slug, lang::plain(&head.title))
}

fn is_inviting(event: &Event, now: Timestamp) -> bool {
    matches!(event.life(now), Life::Planned | Life::NotYetOpen | Life::Open)
}

/// Says why one need not be asked to an event.
fn why(event: &Event, now: Timestamp) -> &'static str {
    match event.life(now) {
        Life::Full => "det är fullbokat",
        Life::Cancelled | Life::Missed => "det är inställt",
        Life::Closed => "anmälan är stängd",
        Life::UnderWay | Life::Held => "det har börjat",
        Life::Planned | Life::NotYetOpen | Life::Open => "det ligger längre fram",
    }
}

fn moved(day: civil::Date, days: i32) -> civil::Date {
    day.saturating_add(jiff::Span::new().days(days))
}
