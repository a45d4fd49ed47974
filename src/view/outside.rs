//! A text as it is read far from its page, in a feed: plain HTML in which every address is whole.
//!
//! Blocks that the theme draws become links to what they show: elsewhere nobody has our style sheet. Works on finished HTML
//! of our own making, in which `<` and `>` stand around tags and nowhere else.

use std::fmt::Write as _;

use super::body::{BodyPart, body};
use super::context::Context;
use crate::source::path::SourcePath;
use crate::url::Url;

/// The attributes that hold one address; `srcset` holds several.
const ATTRIBUTES: [&str; 4] = [" href=\"", " src=\"", " poster=\"", SRCSET];
const SRCSET: &str = " srcset=\"";

/// Writes the text of a file whose page stands at `page`; `None` if there is none.
pub fn html(context: &Context, text: &SourcePath, page: &Url) -> Option<String> {
    let base = Base { host: &context.site.config.base_url, page };
    let parts = body(context, text, page);
    if parts.is_empty() {
        return None;
    }
    let mut html = String::new();
    for part in parts {
        match part {
            BodyPart::TextHtml(text) => base.rewrite(&mut html, &text.to_string()),
            BodyPart::List(cards) => {
                base.list(&mut html, cards.iter().map(|card| (&*card.title, card.url.as_str(), None)));
            }
            BodyPart::Contact(card) => {
                base.list(&mut html, [(&*card.title, card.url.as_str(), card.role.as_deref())]);
            }
            BodyPart::Video(film) => {
                base.list(&mut html, [(&*film.title, &*film.url, film.length.as_deref())]);
            }
            BodyPart::Files(files) => {
                base.list(&mut html, files.iter().map(|it| (&*it.text, &*it.url, it.meta.as_deref())));
            }
        }
    }
    Some(html)
}

/// Where an address that is not whole is read from.
struct Base<'a> {
    /// The site, without a slash at the end.
    host: &'a str,
    /// The text's own page.
    page: &'a Url,
}

impl Base<'_> {
    /// Copies HTML, and makes whole what its tags point at.
    fn rewrite(&self, out: &mut String, html: &str) {
        let mut rest = html;
        while let Some((text, tag)) = rest.split_once('<') {
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            out.push_str(text);
            out.push('<');
            self.tag(out, tag);
            out.push('>');
            rest = after;
        }
        out.push_str(rest);
    }

    fn tag(&self, out: &mut String, tag: &str) {
        let mut rest = tag;
        loop {
            let next = ATTRIBUTES.iter().filter_map(|it| Some((rest.find(it)?, *it))).min();
            let Some((at, attribute)) = next else { break };
            let begin = at + attribute.len();
            let end = rest[begin..].find('"').map_or(rest.len(), |end| begin + end);
            out.push_str(&rest[..begin]);
            let value = &rest[begin..end];
            if attribute == SRCSET {
                let whole = |picture: &str| self.whole(picture.trim());
                out.push_str(&value.split(',').map(whole).collect::<Vec<_>>().join(", "));
            } else {
                out.push_str(&self.whole(value));
            }
            rest = &rest[end..];
        }
        out.push_str(rest);
    }

    /// Makes an address whole, as a browser on the text's page would understand it (RFC 3986, 5.2).
    fn whole(&self, address: &str) -> String {
        let Self { host, page } = self;
        let scheme = address.split(['/', '?', '#', ' ']).next().unwrap_or_default();
        if address.starts_with("//") || scheme.contains(':') {
            address.to_owned()
        } else if address.starts_with('/') {
            format!("{host}{address}")
        } else {
            format!("{host}{page}{address}")
        }
    }

    /// Writes links as a list, each with what is known of where it leads.
    fn list<'l>(
        &self,
        out: &mut String,
        links: impl IntoIterator<Item = (&'l str, &'l str, Option<&'l str>)>,
    ) {
        out.push_str("<ul>\n");
        for (words, address, about) in links {
            let about = about.map_or(String::new(), |about| format!(" ({})", escaped(about)));
            let address = escaped(&self.whole(address));
            let _ = writeln!(out, "<li><a href=\"{address}\">{}</a>{about}</li>", escaped(words));
        }
        out.push_str("</ul>\n");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let page = Url::root().page("nyheter").page("a");
        let mut out = String::new();
        Base { host: "https://x.se", page: &page }.rewrite(&mut out, html);
        assert_eq!(out, expected);
    }

    #[test]
    fn every_address_becomes_whole() {
        check("<a href=\"/om/\">x</a> 1 &lt; 2", "<a href=\"https://x.se/om/\">x</a> 1 &lt; 2");
        check("<a id=\"b\" href=\"#not_1\">", "<a id=\"b\" href=\"https://x.se/nyheter/a/#not_1\">");
        check("<a href=\"\">", "<a href=\"https://x.se/nyheter/a/\">");
        check("<img src=\"bild.png\" alt=\"a\">", "<img src=\"https://x.se/nyheter/a/bild.png\" alt=\"a\">");
        check(
            "<source srcset=\"/a.png 1x, b.png 2x\"><video poster=\"/p.jpg\" src=\"/f.mp4\">",
            "<source srcset=\"https://x.se/a.png 1x, https://x.se/nyheter/a/b.png 2x\">\
             <video poster=\"https://x.se/p.jpg\" src=\"https://x.se/f.mp4\">",
        );
    }

    #[test]
    fn what_is_whole_stays_as_it_is() {
        for html in
            ["<a href=\"https://y.se/?a=/b\">", "<a href=\"mailto:a@x.se\">", "<a href=\"//y.se/\">", "]]>"]
        {
            check(html, html);
        }
        check("<p>href=\"/om/\"</p>", "<p>href=\"/om/\"</p>");
    }
}
