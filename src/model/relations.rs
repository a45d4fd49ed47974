//! What belongs together: who points at whom, and what shares a topic. Computed once.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Site;
use super::collection::Head;
use super::kind::Kind;
use super::names::Name;
use crate::index::Index;

/// How many entries of a topic are looked at for what shares it.
const NEIGHBOURS: usize = 60;

/// Who points at whom among published entries, and which entries have which topic.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    incoming: Index<Name, Vec<Name>>,
    /// Places in `names`, which are quicker to count than names.
    by_topic: Index<Arc<str>, Vec<u32>>,
    names: Vec<Name>,
}

impl Relations {
    /// Finds what every published entry declares; each list is in the order of [`Site::heads`].
    pub fn of(site: &Site) -> Self {
        let incoming = || {
            let mut incoming: Index<Name, Vec<Name>> = Index::default();
            for head in site.heads() {
                for target in &head.relations {
                    match incoming.get_mut(target) {
                        Some(list) if list.last() == Some(&head.name) => {}
                        Some(list) => list.push(head.name.clone()),
                        None => drop(incoming.insert(target.clone(), vec![head.name.clone()])),
                    }
                }
            }
            incoming
        };
        let by_topic = || {
            let mut by_topic: Index<Arc<str>, Vec<u32>> = Index::default();
            for (rank, head) in (0..).zip(site.heads()) {
                for topic in &head.topics {
                    match by_topic.get_mut(topic.slug()) {
                        Some(ranks) => ranks.push(rank),
                        None => drop(by_topic.insert(topic.name().slug, vec![rank])),
                    }
                }
            }
            by_topic
        };
        let (incoming, by_topic) = rayon::join(incoming, by_topic);
        Self { incoming, by_topic, names: site.heads().map(|head| head.name.clone()).collect() }
    }

    /// Lists the entries of a kind that point at this one, in the kind's order.
    pub fn pointing_at<'a>(&'a self, name: &Name, kind: Kind) -> impl Iterator<Item = &'a Name> {
        self.incoming.get(name).into_iter().flatten().filter(move |it| it.kind == kind)
    }

    /// Lists the entries of a kind that have a topic, in the kind's order.
    pub fn on_topic<'a>(&'a self, topic: &str, kind: Kind) -> impl Iterator<Item = &'a Name> {
        self.by_topic
            .get(topic)
            .into_iter()
            .flatten()
            .map(|rank| self.name(*rank))
            .filter(move |it| it.kind == kind)
    }

    /// Counts the entries that have a topic.
    pub fn count_on_topic(&self, topic: &str) -> usize {
        self.by_topic.get(topic).map_or(0, Vec::len)
    }

    /// Lists the entries of a kind that are declared related, in either direction.
    pub fn declared<'a>(&'a self, head: &'a Head, kind: Kind) -> Vec<&'a Name> {
        let own = head.relations.iter().filter(|name| name.kind == kind);
        let mut seen = BTreeSet::from([&head.name]);
        own.chain(self.pointing_at(&head.name, kind)).filter(|name| seen.insert(name)).collect()
    }

    /// Lists at most `most` entries that share topics with this one and are not declared related, most shared first.
    pub fn by_shared_topics<'a>(&'a self, head: &'a Head, kinds: &[Kind], most: usize) -> Vec<&'a Name> {
        let mut ranks: Vec<u32> = Vec::new();
        for topic in &head.topics {
            let all = self.by_topic.get(topic.slug()).into_iter().flatten().copied();
            ranks.extend(all.filter(|rank| kinds.contains(&self.name(*rank).kind)).take(NEIGHBOURS));
        }
        ranks.sort_unstable();
        let mut shared: Vec<(usize, u32)> =
            ranks.chunk_by(|left, right| left == right).map(|same| (same.len(), same[0])).collect();
        shared.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let declared = |name: &Name| {
            *name == head.name
                || head.relations.contains(name)
                || self.incoming.get(&head.name).is_some_and(|all| all.contains(name))
        };
        shared
            .into_iter()
            .map(|(_, rank)| self.name(rank))
            .filter(|name| !declared(name))
            .take(most)
            .collect()
    }

    fn name(&self, rank: u32) -> &Name {
        &self.names[rank as usize]
    }
}
