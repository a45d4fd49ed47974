//! An issue as a letter: what its three forms say. All addresses are whole, since a letter stands nowhere.

use std::sync::Arc;

use jiff::civil;
use serde::Serialize;

use super::body::{BodyPart, body};
use super::context::Context;
use super::newsletter::{Section, sections};
use super::parts::Day;
use crate::lang;
use crate::model::collection::Entry;
use crate::model::mailing::Mailing as Settings;
use crate::model::newsletter::Newsletter;
use crate::source::raster::PLAIN;
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
    let parts = body(context, &head.path, url).into_iter();
    let text = parts.filter_map(|part| match part {
        BodyPart::TextHtml(text) => Some(text.to_string()),
        // That mail programs do not show them has been said.
        BodyPart::List(_) | BodyPart::Contact(_) | BodyPart::Video(_) | BodyPart::Files(_) => None,
    });
    Mailing {
        title: head.title.clone(),
        subject: lang::plain(data.subject.as_ref().unwrap_or(&head.title)),
        preheader: data.preheader.clone(),
        lead: head.summary.clone(),
        day: data.date.map(Day::of),
        body_html: whole(&text.collect::<String>(), &config.base_url, &page),
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

/// Makes the addresses of a text whole, and its pictures no wider than a letter.
///
/// Few mail programs choose among pictures: what every one of them can show is all that is left of a choice. The text
/// is our own HTML, in which no quotation mark stands but round the values of attributes.
fn whole(html: &str, base_url: &str, page: &str) -> String {
    let html = html
        .replace(" href=\"/", &format!(" href=\"{base_url}/"))
        .replace(" src=\"/", &format!(" src=\"{base_url}/"))
        .replace(" href=\"#", &format!(" href=\"{page}#"))
        .replace(" loading=\"lazy\"", "")
        .replace(" decoding=\"async\"", "")
        .replace("</picture>", "");
    let mut parts = html.split("<img ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, after) = part.split_once('>').unwrap_or((part, ""));
        if let Some(choice) = text.rfind("<picture>").filter(|at| text[*at..].contains(" srcset=\"")) {
            text.truncate(choice);
        }
        text += "<img";
        text += &narrowed(&chosen(&format!(" {tag}"), base_url));
        text.push('>');
        text += after;
    }
    text
}

/// Chooses for an image the widest that is made for a plain screen, if it has a choice.
fn chosen(tag: &str, base_url: &str) -> String {
    let attribute = |name: &str| {
        let from = tag.find(&format!(" {name}=\""))?;
        let value = from + name.len() + 3;
        Some((from, value, value + tag[value..].find('"')?))
    };
    let Some((((_, src, src_end), (from, value, end)), (_, _, to))) =
        attribute("src").zip(attribute("srcset")).zip(attribute("sizes"))
    else {
        return tag.to_owned();
    };
    let all = tag[value..end].split(", ").filter_map(|it| it.split_once(' '));
    let fits = |width: &str| width.trim_end_matches('w').parse().is_ok_and(|width: u32| width <= PLAIN);
    let fit = all.filter(|(_, width)| fits(width)).last();
    let address = fit.map_or(tag[src..src_end].to_owned(), |(address, _)| format!("{base_url}{address}"));
    format!("{}{address}{}{}", &tag[..src], &tag[src_end..from], &tag[to + 1..])
}

/// Narrows an image that is wider than a letter: some mail programs know no other width than the attribute's.
fn narrowed(tag: &str) -> String {
    let number = |name: &str| -> Option<usize> {
        let (_, after) = tag.split_once(&format!(" {name}=\""))?;
        after.split('"').next()?.parse().ok()
    };
    let Some((width, height)) = number("width").zip(number("height")) else { return tag.to_owned() };
    let (narrow, low) = narrow((width, height));
    tag.replace(&format!(" width=\"{width}\""), &format!(" width=\"{narrow}\""))
        .replace(&format!(" height=\"{height}\""), &format!(" height=\"{low}\""))
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
        assert_eq!(whole(html, "https://www.exempel.se", "https://www.exempel.se/brev/"), expected);
    }

    #[test]
    fn addresses_become_whole() {
        check("<a href=\"/om/\">Om</a>", "<a href=\"https://www.exempel.se/om/\">Om</a>");
        check("<a href=\"#fn_1\">1</a>", "<a href=\"https://www.exempel.se/brev/#fn_1\">1</a>");
        check("<a href=\"https://a.exempel/\">A</a>", "<a href=\"https://a.exempel/\">A</a>");
    }

    #[test]
    fn pictures_become_no_wider_than_a_letter() {
        check(
            "<p><img src=\"/a/b.png\" alt=\"Å\" width=\"1104\" height=\"100\" loading=\"lazy\" decoding=\"async\"></p>",
            "<p><img src=\"https://www.exempel.se/a/b.png\" alt=\"Å\" width=\"552\" height=\"50\"></p>",
        );
        check(
            "<p><picture><source type=\"image/webp\" srcset=\"/b-360.webp 360w, /b-720.webp 720w\" sizes=\"45rem\">\
             <img src=\"/b-1280.jpg\" srcset=\"/b-360.jpg 360w, /b-720.jpg 720w, /b-1280.jpg 1280w\" sizes=\"45rem\" \
             alt=\"Å\" width=\"1280\" height=\"960\" decoding=\"async\"></picture> efter</p>",
            "<p><img src=\"https://www.exempel.se/b-720.jpg\" alt=\"Å\" width=\"552\" height=\"414\"> efter</p>",
        );
        check(
            "<picture><source type=\"image/webp\" srcset=\"/b-20.webp 20w\" sizes=\"45rem\"><img src=\"/b-20.png\" \
             alt=\"\" width=\"20\" height=\"10\" loading=\"lazy\" decoding=\"async\"></picture>",
            "<img src=\"https://www.exempel.se/b-20.png\" alt=\"\" width=\"20\" height=\"10\">",
        );
        check(
            "<img src=\"/b.png\" alt=\"\" width=\"20\" height=\"10\">",
            "<img src=\"https://www.exempel.se/b.png\" alt=\"\" width=\"20\" height=\"10\">",
        );
    }
}
