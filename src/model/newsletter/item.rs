//! What an issue brings: things of the site, words of its own, and what is coming.

use jiff::civil;

use crate::content::front_matter::Node;
use crate::date::Moment;
use crate::diagnostic::Place;
use crate::model::collection::FileName;
use crate::model::event::Event;
use crate::model::field::{Field, Fields, Reading, list, map};
use crate::model::file;
use crate::model::names::{Name, Ref};
use crate::model::news::News;
use crate::model::publication::Publication;
use crate::model::value;
use crate::url::Url;

/// One thing in the list of an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// The heading of what follows, until the next one.
    Section(String),
    /// All events until a day, under a heading of their own.
    Coming {
        /// The heading.
        heading: String,
        /// The last day.
        until: civil::Date,
        /// Where it was written.
        place: Place,
    },
    /// Something to read.
    Piece(Box<Piece>),
}

/// Something to read: what is not said is taken from what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is about.
    pub about: About,
    /// The heading; always there if it is about nothing.
    pub heading: Option<String>,
    /// A few sentences.
    pub text: Option<String>,
    /// Where one reads more, `https:` or from the site's root, and where that was written.
    pub link: Option<(String, Place)>,
    /// A picture.
    pub image: Option<Picture>,
    /// When the event begins, as the letter says, and where it says so.
    pub told: Option<(Moment, Place)>,
    /// Where it was written.
    pub place: Place,
}

/// What something in an issue is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Nothing else: it is words of its own.
    Nothing,
    /// An entry of the site.
    Entry(Name),
    /// The recordings of an event.
    Recordings(Name),
}

impl About {
    /// Names the entry that it is about.
    pub fn name(&self) -> Option<&Name> {
        match self {
            Self::Nothing => None,
            Self::Entry(name) | Self::Recordings(name) => Some(name),
        }
    }
}

/// A picture in an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file beside the text.
    pub file: FileName,
    /// What it shows; empty if it only decorates.
    pub alternative: String,
}

/// The heading of what is coming, if nobody has given another.
const COMING: &str = "På gång";

/// Reads the list of an issue.
pub(super) fn items(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Item>> {
    list(reading, node, item)
}

const SECTION: Field<String> = Field::optional("section", value::text, "rubriken till det som följer");
const COMING_UNTIL: Field<civil::Date> =
    Field::optional("coming", value::day, "alla evenemang till och med en dag");
const PUBLICATION: Field<Ref<Publication>> =
    Field::optional("publication", value::reference, "en publikation");
const EVENT: Field<Ref<Event>> = Field::optional("event", value::reference, "ett evenemang");
const RECORDING: Field<Ref<Event>> =
    Field::optional("recording", value::reference, "evenemanget vars inspelning visas");
const NEWS: Field<Ref<News>> = Field::optional("news", value::reference, "en nyhet");
const HEADING: Field<String> = Field::optional("heading", value::text, "rubriken, om den ska vara en annan");
const TEXT: Field<String> = Field::optional("text", value::text, "texten, om den ska vara en annan");
const LINK: Field<(String, Place)> = Field::optional("link", link, "var man kan läsa mer");
const IMAGE: Field<FileName> = Field::optional("image", file::file, "en bild bredvid texten");
const ALT: Field<String> = Field::optional("alt", value::text, "vad bilden visar");
const START: Field<(Moment, Place)> = Field::optional("start", told, "när evenemanget börjar, enligt brevet");

/// What a thing in the list may be; it is one of them.
const SORTS: [&str; 7] =
    [SECTION.key, COMING_UNTIL.key, PUBLICATION.key, EVENT.key, RECORDING.key, NEWS.key, HEADING.key];

fn item(reading: &mut Reading<'_>, node: &Node) -> Option<Item> {
    map(reading, node, "skriv `- publication: …`, eller `- {heading: …, text: …}`", |fields| {
        let section = fields.get(&SECTION);
        let until = fields.get(&COMING_UNTIL);
        let publication = fields.get(&PUBLICATION).map(|it| About::Entry(it.name()));
        let event = fields.get(&EVENT).map(|it| About::Entry(it.name()));
        let recording = fields.get(&RECORDING).map(|it| About::Recordings(it.name()));
        let news = fields.get(&NEWS).map(|it| About::Entry(it.name()));
        let heading = fields.get(&HEADING);
        let text = fields.get(&TEXT);
        let link = fields.get(&LINK);
        let image = fields.get(&IMAGE);
        let alternative = fields.get(&ALT);
        let told = fields.get(&START);
        let image = picture(fields, image, alternative);
        let written: Vec<_> = SORTS.into_iter().filter(|key| fields.has(key)).collect();
        // A heading may go with anything that has none of its own.
        let own = |key: &str| key != HEADING.key || written.len() == 1 || written.contains(&SECTION.key);
        let things = written.iter().filter(|key| own(key)).count();
        let place = fields.reading.place(fields.span(""));
        match things {
            1 => {}
            0 => return nothing(fields),
            _ => return several(fields, &written),
        }
        if let Some(section) = section {
            return Some(Item::Section(section));
        }
        if let Some(until) = until {
            return Some(Item::Coming { heading: heading.unwrap_or(COMING.to_owned()), until, place });
        }
        let about = publication.or(event).or(recording).or(news);
        let about = match (about, &heading) {
            (Some(about), _) => about,
            (None, Some(_)) => About::Nothing,
            // What was written could not be read, which has been said.
            (None, None) => return None,
        };
        let piece = Piece { about, heading, text, link, image, told, place };
        Some(Item::Piece(Box::new(piece)))
    })
}

/// Puts a picture together; that it says nothing to who does not see it is an error.
fn picture(
    fields: &mut Fields<'_, '_>,
    file: Option<FileName>,
    alternative: Option<String>,
) -> Option<Picture> {
    let file = file?;
    if let Some(alternative) = alternative {
        let alternative = if matches!(&*alternative, "-" | "–") { String::new() } else { alternative };
        return Some(Picture { file, alternative });
    }
    if !fields.has(ALT.key) {
        let span = fields.span(IMAGE.key);
        let message = format!("bilden `{}` säger inte vad den visar", file.name);
        let advice = "skriv det i `alt`, för den som inte ser bilden: `alt: Två personer vid ett bord`; `alt: \"-\"` om \
                      den bara pryder";
        fields.reading.wrong::<()>("F856", span, message, advice);
    }
    None
}

fn nothing<T>(fields: &mut Fields<'_, '_>) -> Option<T> {
    let message = "punkten har varken något att visa eller en rubrik".to_owned();
    let advice = "skriv `publication: …`, `event: …`, `recording: …`, `news: …`, `coming: …`, `section: …` eller \
                  `heading: …`";
    let span = fields.span("");
    fields.reading.wrong("F514", span, message, advice)
}

fn several<T>(fields: &mut Fields<'_, '_>, written: &[&str]) -> Option<T> {
    let keys: Vec<_> = written.iter().map(|key| format!("`{key}`")).collect();
    let message = format!("punkten är flera saker på en gång: {}", keys.join(" och "));
    let span = fields.span("");
    fields.reading.wrong("F514", span, message, "gör en punkt av varje")
}

fn told(reading: &mut Reading<'_>, node: &Node) -> Option<(Moment, Place)> {
    value::moment(reading, node).map(|moment| (moment, reading.place(node.span)))
}

/// Reads where one reads more: elsewhere on the web, or at an address of this site.
fn link(reading: &mut Reading<'_>, node: &Node) -> Option<(String, Place)> {
    let written = value::plain(reading, node)?;
    let place = reading.place(node.span);
    if written.starts_with("https://") {
        return value::web(reading, node).map(|link| (link, place));
    }
    let path = written.split('#').next().unwrap_or_default();
    if Url::parse(path).is_ok() {
        return Some((written, place));
    }
    let message = format!("`{written}` går inte att länka till från ett brev");
    let advice =
        "skriv hela adressen, `https://www.exempel.se/`, eller en adress på webbplatsen, `/kontakt/`";
    reading.wrong("F863", node.span, message, advice)
}
