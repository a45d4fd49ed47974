//! Recordings: films of events, where they are shown, and for whom.
//!
//! The law (2018:1937) asks for captions, and for words instead of what is only seen. Films that were published before
//! `COVERED` are outside it (9 §).

mod length;
mod reading;
mod remarks;

use jiff::civil;

use super::Site;
use super::collection::{FileName, Head};
use super::config::FilmHost;
use super::event::Event;
use super::links::beside;
use crate::content::captions;
use crate::diagnostic::Place;
use crate::source::blob::Blob;

pub use length::Length;
pub(super) use reading::recordings;
pub(super) use remarks::check;

/// The first day from which the law covers films that are published.
const COVERED: civil::Date = civil::date(2020, 9, 23);

/// A film of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// What it is called.
    pub title: String,
    /// Where that was written.
    pub place: Place,
    /// Where it is shown.
    pub film: Film,
    /// The address that can be shown inside a page, if it has been given.
    embed: Option<String>,
    /// How long it is.
    pub length: Option<Length>,
    /// A picture from it.
    pub still: Option<FileName>,
    /// Whether what is said can be read while it is shown.
    pub captions: Captions,
    /// Whether it can be read instead of seen.
    pub transcript: Transcript,
    /// The language, as a BCP 47 tag; Swedish if not said.
    pub language: Option<String>,
    /// The day on which it was published.
    pub date: Option<civil::Date>,
}

/// Where a film is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Film {
    /// Nowhere that is known.
    Nowhere,
    /// Beside the text.
    File(FileName),
    /// Elsewhere on the web.
    Web(String),
}

/// Whether what is said in a film can be read while it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Captions {
    /// Nobody has said.
    Unknown,
    /// No.
    Missing,
    /// Yes, wherever it is shown.
    Within,
    /// Yes, out of a file beside the text.
    File(FileName),
}

/// Whether a film can be read instead of seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transcript {
    /// Nobody has said.
    Unknown,
    /// No.
    Missing,
    /// Yes, in the text of the page.
    Within,
    /// Yes, in a file beside the text.
    File(FileName),
    /// Yes: these paragraphs.
    Text(Vec<String>),
}

/// A film inside a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// What is shown in it.
    pub url: String,
    /// Who shows it.
    pub host: &'a FilmHost,
}

/// What keeps somebody from following a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It has no captions.
    Uncaptioned,
    /// Whether it has captions is not known.
    CaptionsUnknown,
    /// Its captions cannot be read by browsers.
    CaptionsBroken,
    /// It cannot be read instead of seen.
    Untranscribed,
}

impl Flaw {
    /// Words the flaw as it is said to visitors.
    pub fn words(self) -> &'static str {
        match self {
            Self::Uncaptioned => "är inte textad",
            Self::CaptionsUnknown => "saknar uppgift om textning",
            Self::CaptionsBroken => "har textning som inte går att visa",
            Self::Untranscribed => "finns inte att läsa som text",
        }
    }
}

impl Recording {
    /// Tells whether visitors can see the film.
    pub fn is_shown(&self) -> bool {
        self.film != Film::Nowhere
    }

    /// Goes through the files beside the text that it names.
    pub fn files(&self) -> impl Iterator<Item = &FileName> {
        let own = match &self.film {
            Film::File(file) => Some(file),
            Film::Nowhere | Film::Web(_) => None,
        };
        let captions = match &self.captions {
            Captions::File(file) => Some(file),
            Captions::Unknown | Captions::Missing | Captions::Within => None,
        };
        let transcript = match &self.transcript {
            Transcript::File(file) => Some(file),
            _ => None,
        };
        [own, self.still.as_ref(), captions, transcript].into_iter().flatten()
    }

    /// Finds what can be shown inside a page: the address that was given, or that of a well-known host.
    ///
    /// Only from hosts that the site lets in.
    pub fn frame<'h>(&self, hosts: &'h [FilmHost]) -> Option<Frame<'h>> {
        let url = match (&self.embed, &self.film) {
            (Some(embed), _) => embed.clone(),
            (None, Film::Web(url)) => inside(url)?,
            (None, Film::Nowhere | Film::File(_)) => return None,
        };
        let host = hosts.iter().find(|it| it.host == host(&url))?;
        Some(Frame { url, host })
    }

    /// Finds what keeps somebody from following a film that can be seen; nothing of what the law does not cover.
    pub fn flaws(&self, site: &Site, head: &Head, event: &Event) -> Vec<Flaw> {
        let published = self.date.unwrap_or_else(|| event.end.unwrap_or(event.start).date().last_day());
        if !self.is_shown() || published < COVERED {
            return Vec::new();
        }
        let captions = match &self.captions {
            Captions::Missing => Some(Flaw::Uncaptioned),
            Captions::Unknown => Some(Flaw::CaptionsUnknown),
            Captions::Within => None,
            Captions::File(file) => {
                let broken = blob(site, head, file).is_some_and(|it| !captions::flaws(&it.head).is_empty());
                broken.then_some(Flaw::CaptionsBroken)
            }
        };
        let untold = matches!(self.transcript, Transcript::Unknown | Transcript::Missing);
        captions.into_iter().chain(untold.then_some(Flaw::Untranscribed)).collect()
    }
}

/// Finds what a well-known host shows inside the pages of others, from the address that its own page has.
fn inside(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://")?;
    let (host, path) = rest.split_once('/')?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let name = |text: &str| {
        let sound =
            !text.is_empty() && text.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_".contains(&it));
        sound.then(|| text.to_owned())
    };
    match host.trim_start_matches("www.") {
        "youtube.com" | "m.youtube.com" if path == "watch" => {
            let film = query.split('&').find_map(|it| it.strip_prefix("v="))?;
            Some(format!("https://www.youtube-nocookie.com/embed/{}?autoplay=1", name(film)?))
        }
        "youtu.be" => Some(format!("https://www.youtube-nocookie.com/embed/{}?autoplay=1", name(path)?)),
        "vimeo.com" => {
            let film = path.trim_end_matches('/');
            let sound = film.bytes().all(|it| it.is_ascii_digit());
            Some(format!("https://player.vimeo.com/video/{}?dnt=1&autoplay=1", name(film).filter(|_| sound)?))
        }
        _ => None,
    }
}

/// Returns the host of an address: `https://film.exempel.se/1` has `film.exempel.se`.
pub fn host(url: &str) -> &str {
    let rest = url.strip_prefix("https://").unwrap_or_default();
    rest.split(['/', '?', '#', ':']).next().unwrap_or_default()
}

fn blob<'s>(site: &'s Site, head: &Head, file: &FileName) -> Option<&'s Blob> {
    site.files.blobs.get(&beside(&head.path, &file.name)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn framed(url: &str, expected: Option<&str>) {
        assert_eq!(inside(url).as_deref(), expected, "{url}");
    }

    #[test]
    fn well_known_hosts_are_shown_inside_a_page() {
        let film = "https://www.youtube-nocookie.com/embed/a_B-1?autoplay=1";
        framed("https://www.youtube.com/watch?v=a_B-1&t=3", Some(film));
        framed("https://youtu.be/a_B-1?si=x", Some(film));
        framed("https://vimeo.com/123", Some("https://player.vimeo.com/video/123?dnt=1&autoplay=1"));
        framed("https://vimeo.com/kanal/123", None);
        framed("https://www.youtube.com/watch?v=a%22b", None);
        framed("https://youtube.com.exempel.se/watch?v=a", None);
        framed("https://film.exempel.se/1", None);
        assert_eq!(host("https://film.exempel.se:8443/1"), "film.exempel.se");
    }
}
