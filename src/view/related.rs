//! What stands at the foot of a page: declared relations first, then what shares topics.

use std::sync::Arc;

use super::address;
use super::context::Directory;
use super::parts::{Card, Group, Link};
use crate::model::collection::Head;
use crate::model::kind::Kind;
use crate::url::Url;

/// How many entries that only share a topic are shown.
const SHARED: usize = 4;

/// How many publications a person's page shows before it leads to the whole list.
const PER_KIND: usize = 12;

/// Groups the entries that belong to this one: one group for each of `kinds`, then those that share its topics.
pub fn groups(context: &Directory, head: &Head, kinds: &[(Kind, &str)]) -> Vec<Group> {
    let relations = &context.site.relations;
    let mut groups: Vec<Group> = kinds
        .iter()
        .map(|(kind, heading)| {
            let mut names = relations.declared(head, *kind);
            if *kind == Kind::Event {
                names.sort_by_key(|name| std::cmp::Reverse(context.site.head(name).and_then(|it| it.date)));
            }
            let listing = author_listing(context, head, *kind).filter(|_| names.len() > PER_KIND);
            names.truncate(if listing.is_some() { PER_KIND } else { usize::MAX });
            Group { url: listing, ..group(heading, context.cards(names)) }
        })
        .collect();
    let kinds = [Kind::Publication, Kind::Event, Kind::News, Kind::Assignment];
    let shared = context.cards(relations.by_shared_topics(head, &kinds, SHARED));
    groups.push(group("Mer om samma ämne", shared.iter().map(|card| Arc::new(brief(card))).collect()));
    groups.retain(|group| !group.cards.is_empty());
    groups
}

/// Takes from a card what a pointer in passing needs: no picture, no summary.
fn brief(card: &Card) -> Card {
    Card { cover: None, summary: None, block: None, facts: Vec::new(), format: None, ..card.clone() }
}

/// Finds the listing of all that a person has written, if that is what is asked for.
fn author_listing(context: &Directory, head: &Head, kind: Kind) -> Option<Url> {
    let person = context.site.people.at(&head.name.slug).filter(|_| head.name.kind == Kind::Person)?;
    let listing = address::section(Kind::Publication).page("forfattare").page(&person.head.name.slug);
    (kind == Kind::Publication).then_some(listing)
}

/// Makes a group under a heading.
pub fn group(heading: &str, cards: Vec<Arc<Card>>) -> Group {
    let id = (!heading.is_empty()).then(|| group_id(heading));
    Group { id, heading: (!heading.is_empty()).then(|| heading.to_owned()), cards, ..Group::default() }
}

/// Makes the anchor of a group; its underscore keeps it apart from every heading of a text.
pub fn group_id(heading: &str) -> String {
    format!("grupp_{}", crate::lang::slug::heading_id(heading))
}

/// Links to an entry's topics.
pub fn topics(context: &Directory, head: &Head) -> Vec<Link> {
    head.topics.iter().filter_map(|topic| context.link(&topic.name())).collect()
}
