//! What each file contains: plain functions from a view to bytes.
//!
//! [`render`] is one match over every view. Knows neither the disk nor the model, and no clock.

pub mod atom;
pub mod bibtex;
pub mod csl;
pub mod eplikt;
pub mod headers;
pub mod icalendar;
pub mod json;
pub mod json_feed;
pub mod mailing;
pub mod next_change;
pub mod redirects;
pub mod ris;
pub mod robots;
pub mod sitemap;
pub mod xml;

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::source::blob::Blob;
use crate::theme::Theme;
use crate::url::Url;
use crate::view::cite::Citation;
use crate::view::feed::Syntax;
use crate::view::{Host, View};

/// A finished output.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Where it stands.
    pub url: Url,
    /// What it contains.
    pub content: Content,
}

/// What an output contains.
#[derive(Clone, Debug)]
pub enum Content {
    /// Bytes in memory.
    Bytes(Arc<[u8]>),
    /// A file that goes out as it is.
    Blob(Blob),
}

impl Artifact {
    /// Returns the bytes of an output that was rendered; `None` for a file that goes out as it is.
    pub fn rendered(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Blob(_) => None,
        }
    }
}

/// Turns an output into bytes. A long sitemap becomes several files, each with its address; all else one.
///
/// # Errors
/// A remark with the template's file and line.
pub fn render(
    theme: &Theme,
    base_url: &str,
    url: &Url,
    view: &View,
) -> Result<Vec<Artifact>, Box<Diagnostic>> {
    let content = match view {
        View::Page(page) => theme.render(page.main.template(), url, page)?,
        View::Schedule(schedule) => icalendar::write(schedule).into_bytes(),
        View::Upcoming(upcoming) => json::write(upcoming).into_bytes(),
        View::Feed(feed, Syntax::Atom) => atom::write(feed).into_bytes(),
        View::Feed(feed, Syntax::Json) => json_feed::write(feed).into_bytes(),
        View::Citation(record, Citation::BibTex) => bibtex::write(record).into_bytes(),
        View::Citation(record, Citation::Ris) => ris::write(record).into_bytes(),
        View::Citation(record, Citation::Csl) => csl::write(record).into_bytes(),
        View::Mailing(letter, form) => mailing::write(theme, url, letter, *form)?,
        View::Deposit(deposit) => eplikt::write(deposit).into_bytes(),
        View::Sitemap(sitemap) => {
            let parts = sitemap::write(sitemap).into_iter();
            return Ok(parts.map(|(url, text)| bytes(url, text.into_bytes())).collect());
        }
        View::Selection(selection) => json(selection),
        View::NextChange(next) => next_change::write(next.as_ref(), base_url).into_bytes(),
        View::Robots(sitemap) => robots::write(sitemap).into_bytes(),
        View::Redirects(table, host) => match host {
            Host::Nginx => redirects::nginx(table),
            Host::Apache => redirects::apache(table),
            Host::Plain => redirects::netlify(table),
        }
        .into_bytes(),
        View::Moved(rule) => redirects::page(&rule.to, base_url).into_bytes(),
        View::Headers(host, film_hosts) => match host {
            Host::Nginx => headers::nginx(film_hosts),
            Host::Apache => headers::apache(film_hosts),
            Host::Plain => headers::netlify(film_hosts),
        }
        .into_bytes(),
        View::Bytes(shared) => {
            return Ok(vec![Artifact { url: url.clone(), content: Content::Bytes(shared.clone()) }]);
        }
        View::File(blob) => {
            return Ok(vec![Artifact { url: url.clone(), content: Content::Blob(blob.clone()) }]);
        }
    };
    Ok(vec![bytes(url.clone(), content)])
}

fn bytes(url: Url, bytes: Vec<u8>) -> Artifact {
    Artifact { url, content: Content::Bytes(bytes.into()) }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("plain words and numbers can always be written")
}
