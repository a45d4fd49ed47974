//! What every view asks for: the site, the address of each entry, and its card, each made once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::address;
use super::card;
use super::parts::{Card, Link, Who};
use crate::model::Site;
use crate::model::collection::Entry;
use crate::model::credit::Credit;
use crate::model::names::Name;
use crate::model::page::Page;
use crate::url::Url;

/// The site with every entry's address and card.
pub struct Context<'a> {
    /// The site.
    pub site: &'a Site,
    urls: BTreeMap<&'a Name, Url>,
    cards: BTreeMap<&'a Name, Arc<Card>>,
}

impl<'a> Context<'a> {
    /// Gives every published entry its address and its card.
    pub fn new(site: &'a Site) -> Self {
        let urls =
            site.heads().filter_map(|head| Some((&head.name, address::of(site, &head.name)?))).collect();
        let mut context = Self { site, urls, cards: BTreeMap::new() };
        context.cards = site
            .heads()
            .filter_map(|head| Some((&head.name, Arc::new(card::card(&context, &head.name)?))))
            .collect();
        context
    }

    /// Finds an entry's address; `None` if it is not published.
    pub fn url(&self, name: &Name) -> Option<&Url> {
        self.urls.get(name)
    }

    /// Finds an entry's card; `None` if it is not published.
    pub fn card(&self, name: &Name) -> Option<Arc<Card>> {
        self.cards.get(name).cloned()
    }

    /// Finds the cards of entries, leaving out what is not published.
    pub fn cards<'n>(&self, names: impl IntoIterator<Item = &'n Name>) -> Vec<Arc<Card>> {
        names.into_iter().filter_map(|name| self.card(name)).collect()
    }

    /// Makes a link of an entry's title; `None` if it is not published.
    pub fn link(&self, name: &Name) -> Option<Link> {
        let head = self.site.head(name)?;
        Some(Link { text: head.title.clone(), url: self.url(name).cloned() })
    }

    /// Makes links of entries' titles, leaving out what is not published.
    pub fn links<'n>(&self, names: impl IntoIterator<Item = &'n Name>) -> Vec<Link> {
        names.into_iter().filter_map(|name| self.link(name)).collect()
    }

    /// Names somebody; `None` if it is one of ours who is not published.
    pub fn who(&self, credit: &Credit) -> Option<Who> {
        match credit {
            Credit::Ours(person) => {
                let link = self.link(&person.name())?;
                Some(Who { text: link.text, url: link.url, affiliation: None })
            }
            Credit::Guest { name, affiliation } => {
                Some(Who { text: name.clone(), url: None, affiliation: affiliation.clone() })
            }
        }
    }

    /// Finds the page that introduces the listing at an address, by its path without slashes at the ends.
    pub fn intro(&self, path: &str) -> Option<&'a Entry<Page>> {
        self.site.pages.at(path)
    }
}
