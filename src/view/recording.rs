//! A film of an event, as its page shows it.
//!
//! A film that lies elsewhere is not loaded with the page: it is a picture and words until somebody asks for it, so
//! that nobody learns of the visit before. Without script it is a link.

use serde::Serialize;

use super::card::foreign;
use super::context::Directory;
use super::files;
use super::letter::{self, Ask};
use super::parts::{Day, File};
use super::picture::{Picture, picture};
use crate::lang::{dates, numbers};
use crate::model::collection::{Entry, FileName};
use crate::model::config::FilmHost;
use crate::model::event::Event;
use crate::model::links::beside;
use crate::model::recording::{Captions, Film, Length, Recording, Transcript, host};
use crate::source::blob::Blob;
use crate::source::path::SourcePath;
use crate::url::Url;

/// A film of an event.
#[derive(Clone, Debug, Serialize)]
pub struct RecordingView {
    /// Its anchor.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The language, if not Swedish.
    pub lang: Option<String>,
    /// How long it is.
    pub length: Option<Day>,
    /// Short facts: "textad", "på engelska".
    pub facts: Vec<String>,
    /// A picture from it; decorative, since the title stands beside it.
    pub still: Option<Picture>,
    /// The film itself, if it lies on this site.
    pub film: Option<FilmView>,
    /// Where it is shown, if that is elsewhere.
    pub web: Option<WebView>,
    /// Whether there is a place for a film that is shown elsewhere.
    pub screen: bool,
    /// Where one asks for it, if it is not shown anywhere.
    pub ask: Option<Ask>,
    /// Whether it is shown anywhere.
    pub shown: bool,
    /// What is said in it, paragraph by paragraph.
    pub transcript: Vec<String>,
    /// The same as a file.
    pub transcript_file: Option<File>,
}

/// A film that lies on this site.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct FilmView {
    pub url: Url,
    pub media_type: &'static str,
    /// Format and size: "mp4, 34 MB".
    pub meta: String,
    pub captions: Option<TrackView>,
}

/// Captions that lie on this site.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct TrackView {
    pub url: Url,
    pub lang: String,
    pub label: String,
}

/// A film that is shown elsewhere.
#[derive(Clone, Debug, Serialize)]
pub struct WebView {
    /// The page that shows it.
    pub url: String,
    /// Who shows it.
    pub host: String,
    /// What can be shown inside our page, if the site lets it in.
    pub embed: Option<String>,
}

/// Shows every recording of an event whose page stands at `url`.
pub fn recordings(context: &Directory, entry: &Entry<Event>, url: &Url) -> Vec<RecordingView> {
    let films = entry.data.recordings.iter().enumerate();
    films.map(|(at, film)| Desk { context, entry, url }.recording(at, film)).collect()
}

/// Names the place of an event's recording on its page; the first is 0.
pub fn anchor(at: usize) -> String {
    format!("inspelning_{}", at + 1)
}

/// Writes how long a film is, for machines and for people.
pub fn length(length: Length) -> Day {
    let Length(seconds) = length;
    let text = match seconds {
        0..60 => format!("{seconds} sekunder"),
        // Half a minute more or less is nothing to plan by.
        _ => dates::duration((seconds + 30) / 60),
    };
    Day { iso: length.iso(), text }
}

/// Says whether what is said can be read while a film is shown.
pub fn captions(captions: &Captions) -> &'static str {
    match captions {
        Captions::Within | Captions::File(_) => "textad",
        Captions::Missing => "inte textad",
        Captions::Unknown => "uppgift om textning saknas",
    }
}

/// Names who shows a film: as visitors know it, or else by its host.
pub fn shower(film: &Recording, hosts: &[FilmHost]) -> Option<String> {
    let Film::Web(url) = &film.film else { return None };
    let known = film.frame(hosts).map(|frame| frame.host.name.clone());
    Some(known.unwrap_or_else(|| host(url).trim_start_matches("www.").to_owned()))
}

/// Names the type of a film for browsers.
pub fn media_type(extension: &str) -> &'static str {
    if extension == "webm" { "video/webm" } else { "video/mp4" }
}

/// What every recording of a page is shown with.
struct Desk<'a> {
    context: &'a Directory,
    entry: &'a Entry<Event>,
    url: &'a Url,
}

impl Desk<'_> {
    fn recording(&self, at: usize, it: &Recording) -> RecordingView {
        let lang = foreign(it.language.as_deref());
        let spoken = lang.as_deref().map(|tag| format!("på {}", language(tag).to_lowercase()));
        let about_captions = it.is_shown().then(|| captions(&it.captions).to_owned());
        let subject = format!("Inspelningen {}", it.title);
        let still = it.still.as_ref().and_then(|file| self.still(file));
        let web = self.web(it);
        RecordingView {
            id: anchor(at),
            title: it.title.clone(),
            length: it.length.map(length),
            facts: spoken.into_iter().chain(about_captions).collect(),
            screen: web.as_ref().is_some_and(|web| web.embed.is_some() || still.is_some()),
            still,
            film: self.film(it),
            web,
            ask: if it.is_shown() { None } else { letter::ask(self.context, &subject) },
            shown: it.is_shown(),
            transcript: match &it.transcript {
                Transcript::Text(paragraphs) => paragraphs.clone(),
                _ => Vec::new(),
            },
            transcript_file: match &it.transcript {
                Transcript::File(file) => self.transcript(file),
                _ => None,
            },
            lang,
        }
    }

    /// Finds a file beside the text, and where it stands on the site.
    fn file(&self, file: &FileName) -> Option<(SourcePath, &Blob, Url)> {
        let path = beside(&self.entry.head.path, &file.name)?;
        let blob = self.context.site.files.blobs.get(&path)?;
        let url = self.url.file(path.name());
        Some((path, blob, url))
    }

    fn still(&self, file: &FileName) -> Option<Picture> {
        let path = beside(&self.entry.head.path, &file.name)?;
        picture(self.context, self.url, &path).filter(|it| it.size.is_some())
    }

    fn film(&self, it: &Recording) -> Option<FilmView> {
        let Film::File(file) = &it.film else { return None };
        let (path, blob, url) = self.file(file)?;
        let track = match &it.captions {
            Captions::File(file) => self.file(file),
            Captions::Unknown | Captions::Missing | Captions::Within => None,
        };
        let tag = it.language.as_deref().unwrap_or("sv");
        Some(FilmView {
            url,
            media_type: media_type(&path.extension()),
            meta: format!("{}, {}", path.extension(), numbers::bytes(blob.size)),
            captions: track.map(|(_, _, url)| TrackView { url, lang: tag.to_owned(), label: language(tag) }),
        })
    }

    fn web(&self, it: &Recording) -> Option<WebView> {
        let Film::Web(url) = &it.film else { return None };
        let hosts = &self.context.site.config.film_hosts;
        let embed = it.frame(hosts).map(|frame| frame.url);
        Some(WebView { url: url.clone(), host: shower(it, hosts)?, embed })
    }

    fn transcript(&self, file: &FileName) -> Option<File> {
        let (path, blob, url) = self.file(file)?;
        let meta = Some(files::meta(self.context, &path, blob));
        Some(File {
            text: "Läs det som sägs".to_owned(),
            url: url.to_string(),
            meta,
            state: None,
            role: "annex",
        })
    }
}

/// Names a language in Swedish, or by its tag.
fn language(tag: &str) -> String {
    let name = match tag.split('-').next().unwrap_or(tag) {
        "sv" => "Svenska",
        "en" => "Engelska",
        "da" => "Danska",
        "nb" | "nn" | "no" => "Norska",
        "fi" => "Finska",
        "swl" => "Svenskt teckenspråk",
        _ => tag,
    };
    name.to_owned()
}
