//! An issue as a letter: what its three forms say. All addresses are whole, since a letter stands nowhere.

use std::sync::Arc;

use jiff::civil;
use serde::Serialize;

use super::context::Context;
use super::newsletter::{Section, sections};
use super::outside;
use super::parts::Day;
use crate::lang;
use crate::model::collection::Entry;
use crate::model::mailing::Mailing as Settings;
use crate::model::newsletter::Newsletter;
use crate::url::Url;

/// The width of what stands in a letter, in pixels: 600 without the margins.
const WIDTH: usize = 552;

/// A way of writing a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For the tool that sends it.
    Html,
    /// The same in plain words.
    Text,
    /// Both, as a mail program opens them.
    Message,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Html, Self::Text, Self::Message];

    /// Names the file, beside the page of the issue.
    pub fn file(self) -> &'static str {
        match self {
            Self::Html => "utskick.html",
            Self::Text => "utskick.txt",
            Self::Message => "utskick.eml",
        }
    }
}

/// What `mailing.html` shows, and the other forms of a letter say.
#[derive(Clone, Debug, Serialize)]
pub struct Mailing {
    /// The heading.
    pub title: String,
    /// The subject.
    pub subject: String,
    /// What inboxes show after the subject.
    pub preheader: Option<String>,
    /// One sentence about the issue.
    pub lead: Option<String>,
    /// When it is sent.
    pub day: Option<Day>,
    /// What it begins with.
    pub body_html: String,
    /// What it brings.
    pub sections: Vec<Section>,
    /// Who sends it.
    pub from: String,
    /// The public body that the sender belongs to.
    pub parent: String,
    /// The sender's e-mail address, if it is known.
    pub email: Option<String>,
    /// The site.
    pub site: String,
    /// The page of the issue.
    pub page: String,
    /// Where it is read on the web: a tag, or its page.
    pub web_version: String,
    /// Where one ends the subscription: a tag or an address.
    pub unsubscribe: String,
    /// The sender's postal address: words or a tag.
    pub address: Option<String>,
    /// Names the issue: `2026-1`.
    pub number: String,
    /// The day in its head.
    #[serde(skip)]
    pub sent: civil::Date,
    /// The file of the issue.
    #[serde(skip)]
    pub origin: Arc<str>,
}

/// Writes an issue, whose page stands at `url`, as a letter.
pub fn mailing(context: &Context, entry: &Entry<Newsletter>, url: &Url, settings: &Settings) -> Mailing {
    let Entry { head, data } = entry;
    let config = &context.site.config;
    let page = config.absolute(url);
    Mailing {
        title: head.title.clone(),
        subject: lang::plain(data.subject.as_ref().unwrap_or(&head.title)),
        preheader: data.preheader.clone(),
        lead: head.summary.clone(),
        day: data.date.map(Day::of),
        body_html: outside::html(context, &head.path, url).as_deref().map(pictures).unwrap_or_default(),
        sections: sections(context, entry, url, &config.base_url),
        from: config.organisation.name.clone(),
        parent: config.organisation.parent.clone(),
        email: settings.sender.clone().or_else(|| config.organisation.email.clone()),
        site: config.base_url.clone(),
        web_version: settings.web_version.clone().unwrap_or_else(|| page.clone()),
        page,
        unsubscribe: settings.unsubscribe.clone(),
        address: settings.address.clone(),
        number: format!("{}-{}", data.year, data.number),
        sent: data.day(),
        origin: head.path.shared().clone(),
    }
}

/// Leaves of each image of a text what mail programs know, no wider than a letter: some know no other width than the
/// attribute's.
///
/// The text is our own HTML, in which no quotation mark stands but round the values of attributes.
fn pictures(html: &str) -> String {
    let mut html = html.replace("<picture>", "").replace("</picture>", "");
    while let Some(at) = html.find("<source ") {
        let end = html[at..].find('>').map_or(html.len(), |end| at + end + 1);
        html.replace_range(at..end, "");
    }
    let mut parts = html.split("<img ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, after) = part.split_once('>').unwrap_or((part, ""));
        text += "<img";
        let value = |name: &str| {
            let begin = format!("{name}=\"");
            let mut values = tag
                .match_indices(&begin)
                .filter(|(at, _)| tag[..*at].is_empty() || tag[..*at].ends_with(' '));
            tag[values.next()?.0 + begin.len()..].split('"').next()
        };
        let src = value("src").map(|src| sharp(value("srcset"), src));
        text.extend(src.map(|src| format!(" src=\"{src}\"")));
        text.extend(value("alt").map(|alt| format!(" alt=\"{alt}\"")));
        let number = |name: &str| -> Option<usize> { value(name)?.parse().ok() };
        let pixels = number("width").zip(number("height")).map(narrow);
        text.extend(pixels.map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\"")));
        text.push('>');
        text += after;
    }
    text
}

/// Chooses the narrowest of a set of pictures that is sharp in a letter, also where a point is two pixels wide; `src` if
/// there is none. Few mail programs choose for themselves.
pub fn sharp<'s>(srcset: Option<&'s str>, src: &'s str) -> &'s str {
    let all = srcset.into_iter().flat_map(|set| set.split(", ")).filter_map(|picture| {
        let (address, width) = picture.rsplit_once(' ')?;
        Some((width.strip_suffix('w')?.parse::<usize>().ok()?, address))
    });
    all.filter(|(width, _)| *width >= 2 * WIDTH).min().map_or(src, |(_, address)| address)
}

/// Returns the width and height, in pixels, at which a letter shows a picture of this size.
pub fn narrow((width, height): (usize, usize)) -> (usize, usize) {
    if width > WIDTH { (WIDTH, height * WIDTH / width) } else { (width, height) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(pictures(html), expected);
    }

    #[test]
    fn pictures_become_no_wider_than_a_letter() {
        check(
            "<p><img src=\"/b.png\" alt=\"Å\" width=\"1104\" height=\"100\" loading=\"lazy\" decoding=\"async\"></p>",
            "<p><img src=\"/b.png\" alt=\"Å\" width=\"552\" height=\"50\"></p>",
        );
        check(
            "<picture><source type=\"image/webp\" srcset=\"/b.webp 20w\"><img src=\"/b.png\" alt=\"\" width=\"20\" height=\"10\"></picture>",
            "<img src=\"/b.png\" alt=\"\" width=\"20\" height=\"10\">",
        );
        check(
            "<img src=\"/d.jpg\" srcset=\"/b.jpg 800w, /c.jpg 1600w, /d.jpg 2400w\" alt=\"a\" width=\"2400\" height=\"1200\">",
            "<img src=\"/c.jpg\" alt=\"a\" width=\"552\" height=\"276\">",
        );
    }
}
