//! What every view asks for: the site, the address of each entry, and its card, each made once and when it is asked for.
//!
//! A [`Directory`] is what can be said without a text; the plan knows no more. A [`Context`] has the texts as well.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::address;
use super::card;
use super::parts::{Card, Link, Who};
use crate::content::Bodies;
use crate::content::body::Body;
use crate::index::Index;
use crate::model::Site;
use crate::model::collection::Entry;
use crate::model::credit::Credit;
use crate::model::names::Name;
use crate::model::page::Page;
use crate::source::path::SourcePath;
use crate::theme::font::Widths;
use crate::url::Url;

/// A directory, and the texts.
#[derive(Clone)]
pub struct Context {
    directory: Arc<Directory>,
    bodies: Arc<Bodies>,
}

impl Context {
    /// Puts the two together.
    pub fn new(directory: Arc<Directory>, bodies: Arc<Bodies>) -> Self {
        Self { directory, bodies }
    }

    /// Finds the text of a file; an empty one if there is none.
    pub fn body(&self, path: &SourcePath) -> Arc<Body> {
        self.bodies.get(path).cloned().unwrap_or_default()
    }
}

impl Deref for Context {
    type Target = Directory;

    fn deref(&self) -> &Directory {
        &self.directory
    }
}

/// The site with every entry's address and card.
pub struct Directory {
    /// The site.
    pub site: Arc<Site>,
    /// How wide the letters of drawn covers are.
    pub widths: Arc<Widths>,
    places: Index<Name, Place>,
}

/// Where an entry stands, and its card once somebody has asked for it.
struct Place {
    url: Url,
    card: OnceLock<Option<Arc<Card>>>,
}

impl Directory {
    /// Gives every published entry its address.
    pub fn new(site: Arc<Site>, widths: Arc<Widths>) -> Self {
        let place = |name: &Name| {
            site.head(name)?;
            Some((name.clone(), Place { url: address::of(&site, name)?, card: OnceLock::new() }))
        };
        let names: Vec<_> = site.names.all().map(|(name, _)| name).collect();
        let places: Vec<_> = names.into_par_iter().filter_map(place).collect();
        let places = places.into_iter().collect();
        Self { site, widths, places }
    }

    /// Finds an entry's address; `None` if it is not published.
    pub fn url(&self, name: &Name) -> Option<&Url> {
        self.places.get(name).map(|place| &place.url)
    }

    /// Finds an entry's card; `None` if it is not published.
    pub fn card(&self, name: &Name) -> Option<Arc<Card>> {
        self.places.get(name)?.card.get_or_init(|| card::card(self, name).map(Arc::new)).clone()
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
            Credit::Guest { name, affiliation, .. } => {
                Some(Who { text: name.clone(), url: None, affiliation: affiliation.clone() })
            }
        }
    }

    /// Finds the page that introduces the listing at an address, by its path without slashes at the ends.
    pub fn intro(&self, path: &str) -> Option<&Entry<Page>> {
        self.site.pages.at(path)
    }
}
