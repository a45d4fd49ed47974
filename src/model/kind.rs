//! The kinds of entries: where each lies, and its Swedish words.

use serde::{Deserialize, Serialize};

/// A kind of entry. The order is the order of groups on topic pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the table of words below says what each is")]
pub enum Kind {
    Publication,
    Event,
    News,
    Assignment,
    Network,
    Service,
    Page,
    Person,
    Series,
    Newsletter,
    Topic,
    Municipality,
    Term,
    Chapter,
}

/// The Swedish words for a kind.
pub struct Words {
    /// One, without article: "publikation".
    pub one: &'static str,
    /// "en" or "ett".
    pub article: &'static str,
    /// "ingen" or "inget".
    pub none: &'static str,
    /// Several: "publikationer".
    pub many: &'static str,
    /// The word that `::lista{slag=…}` takes.
    pub query: &'static str,
}

impl Kind {
    /// All kinds; no `match` guards this list, a test goes through it.
    pub const ALL: [Self; 14] = [
        Self::Publication,
        Self::Event,
        Self::News,
        Self::Assignment,
        Self::Network,
        Self::Service,
        Self::Page,
        Self::Person,
        Self::Series,
        Self::Newsletter,
        Self::Topic,
        Self::Municipality,
        Self::Term,
        Self::Chapter,
    ];

    /// Returns the folder of `content/` that makes a file this kind; pages, series and chapters have
    /// none of their own.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Self::Person => Some("om/medarbetare"),
            Self::Publication => Some("publikationer"),
            Self::Event => Some("kalender"),
            Self::Newsletter => Some("nyhetsbrev"),
            Self::News => Some("nyheter"),
            Self::Assignment => Some("uppdrag"),
            Self::Network => Some("natverk"),
            Self::Service => Some("om/kommungemensamma-verksamheter"),
            Self::Topic => Some("amnen"),
            Self::Municipality => Some("om/kommunerna"),
            Self::Term => Some("ordlista"),
            Self::Series | Self::Page | Self::Chapter => None,
        }
    }

    /// Returns the kind's Swedish words.
    pub fn words(self) -> Words {
        let words = |one, article, many, query| Words {
            one,
            article,
            none: if article == "en" { "ingen" } else { "inget" },
            many,
            query,
        };
        match self {
            Self::Person => words("person", "en", "personer", "person"),
            Self::Publication => words("publikation", "en", "publikationer", "publikation"),
            Self::Event => words("evenemang", "ett", "evenemang", "evenemang"),
            Self::Series => words("evenemangsserie", "en", "evenemangsserier", "serie"),
            Self::Newsletter => words("nyhetsbrev", "ett", "nyhetsbrev", "nyhetsbrev"),
            Self::News => words("nyhet", "en", "nyheter", "nyhet"),
            Self::Assignment => words("uppdrag", "ett", "uppdrag", "uppdrag"),
            Self::Network => words("nätverk", "ett", "nätverk", "natverk"),
            Self::Service => words("verksamhet", "en", "verksamheter", "verksamhet"),
            Self::Topic => words("ämne", "ett", "ämnen", "amne"),
            Self::Municipality => words("kommun", "en", "kommuner", "kommun"),
            Self::Term => words("ord", "ett", "ord", "ord"),
            Self::Chapter => words("kapitel", "ett", "kapitel", "kapitel"),
            Self::Page => words("sida", "en", "sidor", "sida"),
        }
    }

    /// Finds the kind that `::lista{slag=…}` means, with or without å ä ö.
    pub fn from_query(word: &str) -> Option<Self> {
        let folded = crate::lang::slug::fold(word);
        Self::ALL.into_iter().find(|kind| kind.words().query == folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_listed_once_and_has_words_of_its_own() {
        let mut seen = Kind::ALL.to_vec();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 14);
        for kind in Kind::ALL {
            assert_eq!(Kind::from_query(kind.words().query), Some(kind));
        }
    }

    #[test]
    fn no_folder_belongs_to_two_kinds() {
        let folders: Vec<_> = Kind::ALL.into_iter().filter_map(Kind::folder).collect();
        let mut unique = folders.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(folders.len(), unique.len());
    }
}
