//! A chapter's text among others on one page: every anchor gets the chapter's name in front, headings go down a level.
//!
//! Works on finished HTML of our own making, in which `<` and `>` stand around tags and nowhere else.

use std::fmt::Write as _;

/// What a chapter's text is joined with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The chapter's own part of its address: `metod`.
    pub slug: String,
    /// What its notes are called.
    pub notes: String,
    /// The address of the report.
    pub report: String,
    /// The chapters' parts of their addresses.
    pub chapters: Vec<String>,
}

/// Names the anchor of a chapter on the page of the whole report; no other anchor looks like it.
pub fn anchor(slug: &str) -> String {
    format!("kapitel_{slug}")
}

/// The attributes that hold anchors.
const ATTRIBUTES: [&str; 3] = [" id=\"", " href=\"", " aria-labelledby=\""];

/// What the heading of notes looks like.
const NOTES: &str = "id=\"noter_rubrik\">Noter<";

impl Joined {
    /// Rewrites a piece of the chapter's HTML.
    pub fn rewritten(&self, html: &str) -> String {
        let notes = format!("id=\"noter_rubrik\">{}<", self.notes);
        let html = html.replace(NOTES, &notes).replace(" loading=\"lazy\"", "");
        let mut out = String::with_capacity(html.len() + html.len() / 8);
        let mut rest = html.as_str();
        while let Some((text, tag)) = rest.split_once('<') {
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            out.push_str(text);
            out.push('<');
            self.tag(&mut out, tag);
            out.push('>');
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn tag(&self, out: &mut String, tag: &str) {
        let mut rest = lowered(out, tag);
        loop {
            let next = ATTRIBUTES.iter().filter_map(|it| Some((rest.find(it)?, *it))).min();
            let Some((at, attribute)) = next else { break };
            let begin = at + attribute.len();
            let end = rest[begin..].find('"').map_or(rest.len(), |end| begin + end);
            out.push_str(&rest[..begin]);
            self.value(out, attribute, &rest[begin..end]);
            rest = &rest[end..];
        }
        out.push_str(rest);
        // On paper nobody opens anything.
        if tag == "details class=\"description\"" {
            out.push_str(" open");
        }
    }

    fn value(&self, out: &mut String, attribute: &str, value: &str) {
        let slug = &self.slug;
        let _ = if attribute != ATTRIBUTES[1] {
            write!(out, "{slug}_{value}")
        } else if let Some(anchor) = value.strip_prefix('#') {
            // The list of literature stands at the end, for all chapters.
            let is_shared = anchor.starts_with("ref_");
            if is_shared { write!(out, "#{anchor}") } else { write!(out, "#{slug}_{anchor}") }
        } else {
            match self.chapter(value) {
                Some((other, None)) => write!(out, "#{}", anchor(other)),
                Some((other, Some(anchor))) => write!(out, "#{other}_{anchor}"),
                None => write!(out, "{value}"),
            }
        };
    }

    /// Reads an address as a chapter of the report, and an anchor in it.
    fn chapter<'v>(&self, address: &'v str) -> Option<(&'v str, Option<&'v str>)> {
        let (slug, rest) = address.strip_prefix(self.report.as_str())?.split_once('/')?;
        let anchor = rest.strip_prefix('#');
        let is_page = rest.is_empty() || anchor.is_some();
        (is_page && self.chapters.iter().any(|it| it == slug)).then_some((slug, anchor))
    }
}

/// Writes the name of a tag, of a heading one level down, and returns what follows.
fn lowered<'t>(out: &mut String, tag: &'t str) -> &'t str {
    let slash = usize::from(tag.starts_with('/'));
    let name = tag[slash..].split(' ').next().unwrap_or_default();
    let level = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()).filter(|level| *level <= 6);
    match level {
        Some(level) => {
            let _ = write!(out, "{}h{}", &tag[..slash], (level + 1).min(6));
            &tag[slash + name.len()..]
        }
        None => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let joined = Joined {
            slug: "metod".to_owned(),
            notes: "Noter till kapitel 2".to_owned(),
            report: "/publikationer/2025/fika/".to_owned(),
            chapters: vec!["metod".to_owned(), "resultat".to_owned()],
        };
        assert_eq!(joined.rewritten(html), expected);
    }

    #[test]
    fn anchors_and_levels_follow_the_chapter() {
        check("<h2 id=\"a\">A</h2>\n<h6>B</h6><hr>", "<h3 id=\"metod_a\">A</h3>\n<h6>B</h6><hr>");
        check(
            "<a href=\"#not_1\" id=\"hanvisning_1\">1</a>",
            "<a href=\"#metod_not_1\" id=\"metod_hanvisning_1\">1</a>",
        );
        check("<a class=\"cite\" href=\"#ref_ek\">Ek</a>", "<a class=\"cite\" href=\"#ref_ek\">Ek</a>");
        check("id=\"x\" &lt;h2&gt;", "id=\"x\" &lt;h2&gt;");
    }

    #[test]
    fn links_between_chapters_stay_on_the_page() {
        let link = |address: &str| format!("<a href=\"{address}\">x</a>");
        check(&link("/publikationer/2025/fika/resultat/"), &link("#kapitel_resultat"));
        check(&link("/publikationer/2025/fika/resultat/#tab"), &link("#resultat_tab"));
        check(
            &link("/publikationer/2025/fika/resultat/a.svg"),
            &link("/publikationer/2025/fika/resultat/a.svg"),
        );
        check(&link("/publikationer/2025/fika/"), &link("/publikationer/2025/fika/"));
        check(&link("https://a.se/#b"), &link("https://a.se/#b"));
    }

    #[test]
    fn paper_needs_no_opening_and_no_waiting() {
        check("<details class=\"description\">", "<details class=\"description\" open>");
        check("<img src=\"a.svg\" loading=\"lazy\">", "<img src=\"a.svg\">");
        check(
            "<h2 id=\"noter_rubrik\">Noter</h2>",
            "<h3 id=\"metod_noter_rubrik\">Noter till kapitel 2</h3>",
        );
    }
}
