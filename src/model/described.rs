//! What the fields of each kind are: for whoever writes a new entry, or explains how.
//!
//! There is no second list of fields: a kind is read from nothing, and what it asks for is remembered.

use super::assignment::Assignment;
use super::chapter::Chapter;
use super::event::Event;
use super::field::Described;
use super::kind::Kind;
use super::municipality::Municipality;
use super::network::Network;
use super::news::News;
use super::newsletter::Newsletter;
use super::page::Page;
use super::person::Person;
use super::publication::Publication;
use super::read::described;
use super::series::Series;
use super::service::Service;
use super::term::Term;
use super::topic::Topic;

/// Lists the fields of a kind in the order in which they are read: those of all kinds first.
pub fn fields(kind: Kind) -> Vec<Described> {
    match kind {
        Kind::Publication => described::<Publication>(),
        Kind::Event => described::<Event>(),
        Kind::News => described::<News>(),
        Kind::Assignment => described::<Assignment>(),
        Kind::Network => described::<Network>(),
        Kind::Service => described::<Service>(),
        Kind::Chapter => described::<Chapter>(),
        Kind::Page => described::<Page>(),
        Kind::Person => described::<Person>(),
        Kind::Series => described::<Series>(),
        Kind::Newsletter => described::<Newsletter>(),
        Kind::Topic => described::<Topic>(),
        Kind::Municipality => described::<Municipality>(),
        Kind::Term => described::<Term>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_title_and_says_what_each_field_is() {
        for kind in Kind::ALL {
            let fields = fields(kind);
            assert_eq!((fields[0].key, fields[0].required), ("title", true));
            let mut keys: Vec<_> = fields.iter().map(|it| it.key).collect();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), fields.len(), "{kind:?}");
            assert!(fields.iter().all(|it| !it.words.is_empty()));
        }
        let needed =
            |kind| -> Vec<_> { fields(kind).into_iter().filter(|it| it.required).map(|it| it.key).collect() };
        assert_eq!(needed(Kind::Publication), ["title"]);
        assert_eq!(needed(Kind::Event), ["title", "start"]);
        assert_eq!(needed(Kind::Newsletter), ["title", "year", "number"]);
    }
}
