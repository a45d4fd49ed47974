//! What a person has spoken at, and will: events and their sessions, by year.

use serde::Serialize;

use super::context::Directory;
use super::parts::{Day, Link};
use crate::lang::dates;
use crate::model::collection::Entry;
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::names::Name;
use crate::url::Url;

/// A year in which somebody spoke.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct TalkYear {
    pub year: String,
    pub talks: Vec<Talk>,
}

/// An event at which somebody speaks.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Talk {
    pub event: Link,
    pub day: Day,
    /// The person's sessions, if the programme says which; each leads to its place there.
    pub sessions: Vec<SessionLink>,
}

/// A session, and where it stands.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SessionLink {
    pub text: String,
    pub url: String,
}

/// Lists what a person speaks at, the latest first; what is cancelled is no longer spoken at.
pub fn talks(context: &Directory, person: &Name) -> Vec<TalkYear> {
    let events = context.site.relations.pointing_at(person, Kind::Event);
    let mut years: Vec<TalkYear> = Vec::new();
    for event in
        events.filter_map(|name| context.site.events.at(&name.slug)).collect::<Vec<_>>().into_iter().rev()
    {
        let Some(talk) = talk(context, event, person) else { continue };
        let year = event.data.start.date().year().to_string();
        match years.last_mut() {
            Some(last) if last.year == year => last.talks.push(talk),
            _ => years.push(TalkYear { year, talks: vec![talk] }),
        }
    }
    years
}

fn talk(context: &Directory, event: &Entry<Event>, person: &Name) -> Option<Talk> {
    let Entry { head, data } = event;
    if data.life(context.site.scope.now()).is_cancelled() {
        return None;
    }
    let link = context.link(&head.name)?;
    let url = context.url(&head.name)?;
    let is_theirs = |it: &&crate::model::programme::Session| {
        it.speakers.iter().any(|speaker| speaker.name().as_ref() == Some(person))
    };
    let sessions = data
        .programme
        .iter()
        .filter(is_theirs)
        .map(|session| SessionLink { text: session.title.clone(), url: anchored(url, session.anchor()) });
    let text = dates::when(&data.start, data.end.as_ref());
    Some(Talk { event: link, day: Day { iso: data.start.machine(), text }, sessions: sessions.collect() })
}

fn anchored(url: &Url, anchor: Option<String>) -> String {
    anchor.map_or_else(|| url.to_string(), |anchor| format!("{url}#{anchor}"))
}
