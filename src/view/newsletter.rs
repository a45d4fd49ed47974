//! An issue of the newsletter: what its page shows, and what the letter says of the same things.
//!
//! The facts are those that the entries state, in every place the same; nothing in an issue depends on the day it is
//! looked at, but through what its entries say.

use serde::Serialize;

use super::body::{BodyPart, body};
use super::card::foreign;
use super::context::{Context, Directory};
use super::parts::{Day, Group, Link};
use super::{facts, mailing, picture, recording, related};
use crate::lang::dates;
use crate::model::collection::{Entry, Head};
use crate::model::event::{Event, Status};
use crate::model::kind::Kind;
use crate::model::links::beside;
use crate::model::newsletter::{About, Item, Newsletter, Picture, Piece};
use crate::url::Url;

/// What `newsletter.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model and of `parts`")]
pub struct NewsletterView {
    pub title: String,
    pub lead: Option<String>,
    pub day: Option<Day>,
    pub sections: Vec<Section>,
    pub body: Vec<BodyPart>,
    pub related: Vec<Group>,
    pub topics: Vec<Link>,
}

/// Things that stand under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The heading, if they have one in common.
    pub heading: Option<String>,
    /// Whether they are a list of dates and not things to read.
    pub agenda: bool,
    /// The level of the headings of the things: 2, or 3 under a heading of their own.
    pub level: u8,
    /// The things, in order.
    pub items: Vec<ItemView>,
}

/// One thing that an issue brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ItemView {
    /// The heading.
    pub heading: String,
    /// The language of the heading, if not Swedish.
    pub lang: Option<String>,
    /// A few words above it: "Forskningsrapport 2025:2".
    pub label: Option<String>,
    /// When.
    pub day: Option<Day>,
    /// What one must know before one goes there: "Inställt".
    pub status: Option<&'static str>,
    /// Where: "Sollentuna", "digitalt".
    pub place: Option<String>,
    /// A few sentences.
    pub text: Option<String>,
    /// Where one reads more, as an `href`.
    pub url: Option<String>,
    /// What to press to get there: "Till publikationen".
    pub action: &'static str,
    /// A picture.
    pub image: Option<PictureView>,
}

/// A picture in an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PictureView {
    pub src: String,
    pub alt: String,
    pub width: Option<usize>,
    pub height: Option<usize>,
}

/// Shows the page of an issue.
pub fn newsletter(context: &Context, entry: &Entry<Newsletter>, url: &Url) -> NewsletterView {
    let Entry { head, data } = entry;
    NewsletterView {
        title: head.title.clone(),
        lead: head.summary.clone().or_else(|| data.preheader.clone()),
        day: data.date.map(Day::of),
        sections: sections(context, entry, url, ""),
        body: body(context, &head.path, url),
        related: related::groups(context, head, &[]),
        topics: related::topics(context, head),
    }
}

/// Lists what an issue brings, section by section; what is not published is left out, and has been said.
///
/// `host` stands before addresses inside the site: nothing on a page, where the site stands in a letter.
pub fn sections(context: &Directory, entry: &Entry<Newsletter>, url: &Url, host: &str) -> Vec<Section> {
    let desk = Desk { context, head: &entry.head, url, host };
    let mut sections = Vec::<Section>::new();
    for item in &entry.data.items {
        match item {
            Item::Section(heading) => sections.push(headed(heading, false)),
            Item::Coming { heading, until, .. } => {
                let coming = entry.data.coming(&context.site, *until);
                let items = coming.map(|event| desk.date(event)).collect();
                sections.push(Section { items, ..headed(heading, true) });
            }
            Item::Piece(piece) => {
                // What follows a list of dates is no date.
                match sections.last_mut().filter(|section| !section.agenda) {
                    Some(section) => section.items.extend(desk.piece(piece)),
                    None => sections.push(Section {
                        level: 2,
                        items: desk.piece(piece).into_iter().collect(),
                        ..Section::default()
                    }),
                }
            }
        }
    }
    sections.retain(|section| !section.items.is_empty());
    sections
}

fn headed(heading: &str, agenda: bool) -> Section {
    Section { heading: Some(heading.to_owned()), agenda, level: 3, items: Vec::new() }
}

/// What the things of an issue are made with.
struct Desk<'a> {
    context: &'a Directory,
    head: &'a Head,
    url: &'a Url,
    host: &'a str,
}

impl Desk<'_> {
    /// Shows something to read: what it says itself, and else what its entry says.
    fn piece(&self, piece: &Piece) -> Option<ItemView> {
        let mut item = match &piece.about {
            About::Nothing => ItemView { action: "Läs mer", ..ItemView::default() },
            About::Recordings(event) => self.recordings(self.context.site.events.at(&event.slug)?)?,
            About::Entry(name) => match name.kind {
                Kind::Event => self.event(self.context.site.events.at(&name.slug)?)?,
                Kind::Publication => {
                    let entry = self.context.site.publications.at(&name.slug)?;
                    ItemView {
                        label: facts::label(self.context, &entry.data),
                        lang: foreign(entry.data.language.as_deref()),
                        day: entry.data.date.map(Day::of),
                        action: "Till publikationen",
                        ..self.plain(&entry.head)?
                    }
                }
                _ => {
                    let head = self.context.site.head(name)?;
                    ItemView { day: head.date.map(Day::of), action: "Läs nyheten", ..self.plain(head)? }
                }
            },
        };
        if let Some(heading) = &piece.heading {
            item.heading.clone_from(heading);
            item.lang = None;
        }
        item.text = piece.text.clone().or(item.text);
        if let Some((link, _)) = &piece.link {
            item.url =
                Some(if link.starts_with('/') { format!("{}{link}", self.host) } else { link.clone() });
            item.action = "Läs mer";
        }
        item.image = piece.image.as_ref().and_then(|picture| self.picture(picture));
        Some(item)
    }

    fn plain(&self, head: &Head) -> Option<ItemView> {
        let url = self.context.url(&head.name)?;
        Some(ItemView {
            heading: head.title.clone(),
            text: head.summary.clone(),
            url: Some(format!("{}{url}", self.host)),
            ..ItemView::default()
        })
    }

    fn event(&self, Entry { head, data }: &Entry<Event>) -> Option<ItemView> {
        let series = data.series.as_ref().and_then(|series| self.context.link(&series.name()));
        let takes_part =
            data.registration.is_some() && !matches!(data.status, Status::Cancelled | Status::Full);
        Some(ItemView {
            label: series.map(|link| link.text),
            day: Some(Day { iso: data.start.machine(), text: dates::when(&data.start, data.end.as_ref()) }),
            status: status(data.status),
            place: place(data),
            action: if takes_part { "Program och anmälan" } else { "Till evenemanget" },
            ..self.plain(head)?
        })
    }

    /// Shows an event as a line in a list of dates.
    fn date(&self, entry: &Entry<Event>) -> ItemView {
        let event = self.event(entry).unwrap_or_default();
        ItemView { text: None, ..event }
    }

    fn recordings(&self, entry: &Entry<Event>) -> Option<ItemView> {
        let plain = self.plain(&entry.head)?;
        let shown = || entry.data.recordings.iter().enumerate().filter(|(_, it)| it.is_shown());
        let (at, first) = shown().next()?;
        let is_one = shown().count() == 1;
        Some(ItemView {
            heading: if is_one { first.title.clone() } else { plain.heading },
            label: Some(if is_one { "Inspelning" } else { "Inspelningar" }.to_owned()),
            day: first.date.map(Day::whole),
            url: plain.url.map(|url| if is_one { format!("{url}#{}", recording::anchor(at)) } else { url }),
            action: if is_one { "Se inspelningen" } else { "Se inspelningarna" },
            ..plain
        })
    }

    fn picture(&self, picture: &Picture) -> Option<PictureView> {
        let path = beside(&self.head.path, &picture.file.name)?;
        let shown = picture::picture(self.context, self.url, &path)?;
        let pixels = shown.size.map(|it| (it.width, it.height));
        // Some mail programs know no other width than the one that is stated.
        let pixels = if self.host.is_empty() { pixels } else { pixels.map(mailing::narrow) };
        let (width, height) = pixels.unzip();
        let src = format!("{}{}", self.host, shown.plain);
        Some(PictureView { src, alt: picture.alternative.clone(), width, height })
    }
}

fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Planned => None,
        Status::Full => Some("Fullbokat"),
        Status::Cancelled => Some("Inställt"),
        Status::Moved => Some("Ny tid"),
    }
}

/// Says where one takes part: the name of the place, or that it is elsewhere.
fn place(event: &Event) -> Option<String> {
    let name = event.place.as_ref().map(|place| place.name.clone());
    name.or_else(|| event.attendance.map(|it| facts::attendance(it).to_owned()))
}
