//! `::lista{…}`: entries by kind, topic, year, person and series.

use std::sync::Arc;

use super::context::Directory;
use super::parts::Card;
use crate::content::body::Query;
use crate::model::collection::Head;
use crate::model::kind::Kind;

/// Finds the entries that a query asks for, in their kind's order (events the latest first).
pub fn cards(context: &Directory, query: &Query) -> Vec<Arc<Card>> {
    let kinds: Vec<Kind> = match query.kind.as_deref().and_then(Kind::from_query) {
        Some(kind) => vec![kind],
        None => vec![Kind::Publication, Kind::Event, Kind::News, Kind::Assignment],
    };
    let mut names = Vec::new();
    for kind in kinds {
        let mut of_kind: Vec<_> = context
            .site
            .heads_of(kind)
            .filter(|head| fits(context, query, head))
            .map(|head| &head.name)
            .collect();
        if kind == Kind::Event {
            of_kind.reverse();
        }
        names.extend(of_kind);
    }
    names.truncate(query.limit.unwrap_or(usize::MAX));
    context.cards(names)
}

fn fits(context: &Directory, query: &Query, head: &Head) -> bool {
    let series = || match head.name.kind {
        Kind::Publication => {
            context.site.publications.at(&head.name.slug).and_then(|it| it.data.series.clone())
        }
        Kind::Event => {
            let event = context.site.events.at(&head.name.slug);
            event.and_then(|it| it.data.series.as_ref().map(|series| series.slug().to_owned()))
        }
        _ => None,
    };
    let person =
        |slug: &String| head.relations.iter().any(|name| name.kind == Kind::Person && *name.slug == **slug);
    query.topic.as_ref().is_none_or(|topic| head.topics.iter().any(|it| it.slug() == topic))
        && query.year.is_none_or(|year| head.date.is_some_and(|date| date.year() == year))
        && query.person.as_ref().is_none_or(person)
        && query.series.as_ref().is_none_or(|slug| {
            series().as_deref().map(|it| it.rsplit('/').next().unwrap_or(it)) == Some(slug)
        })
}
