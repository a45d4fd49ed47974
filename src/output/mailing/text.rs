//! A letter in plain words, in the order of its HTML, in lines of at most [`WIDTH`] letters.
//!
//! Only an address may be longer: cut in two it would lead nowhere. Addresses in running text are numbered, and stand
//! after it.

use std::fmt::Write as _;

use html5gum::{Token, Tokenizer};

use crate::lang::{self, NBSP};
use crate::view::mailing::Mailing;
use crate::view::newsletter::ItemView;

/// The most letters of a line.
const WIDTH: usize = 72;

/// Stands for the end of a line that its author has set.
const BREAK: char = '\u{b}';

/// Writes the letter.
pub(super) fn write(letter: &Mailing) -> String {
    let mut page = Page::default();
    page.words(&letter.from);
    page.heading(&letter.title, '=');
    page.lines(letter.day.iter().map(|day| day.text.as_str()));
    page.lines(letter.lead.as_deref());
    page.address("Läs brevet på webben:", &letter.web_version);
    page.html(&letter.body_html);
    for section in &letter.sections {
        if let Some(heading) = &section.heading {
            page.heading(heading, '=');
        }
        section.items.iter().for_each(|item| page.item(item, section.agenda));
    }
    page.rule();
    page.words(&format!("Brevet kommer från {}, {}", letter.from, letter.parent));
    page.words(letter.address.as_deref().unwrap_or_default());
    page.words(letter.email.as_deref().unwrap_or_default());
    page.words(&letter.site);
    page.gap();
    page.address("Avsluta prenumerationen:", &letter.unsubscribe);
    page.text
}

/// The text while it is written.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    /// Leaves one empty line, wherever the text stands.
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        self.text += line;
        self.text.push('\n');
    }

    fn words(&mut self, words: &str) {
        for line in wrapped(words, "", "") {
            self.line(&line);
        }
    }

    /// Writes paragraphs, each with an empty line before it.
    fn lines<'w>(&mut self, paragraphs: impl IntoIterator<Item = &'w str>) {
        for paragraph in paragraphs {
            self.gap();
            self.words(paragraph);
        }
    }

    fn heading(&mut self, words: &str, under: char) {
        self.gap();
        let lines = wrapped(words, "", "");
        let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        for line in &lines {
            self.line(line);
        }
        self.line(&under.to_string().repeat(width));
    }

    fn rule(&mut self) {
        self.gap();
        self.line("--------");
        self.gap();
    }

    /// Writes where something is to be found; the address has a line of its own.
    fn address(&mut self, words: &str, address: &str) {
        self.gap();
        self.line(words);
        self.line(address);
    }

    fn item(&mut self, item: &ItemView, is_date: bool) {
        let ItemView { heading, lang: _, label, day, status, place, text, url, action, image } = item;
        self.heading(heading, '-');
        if !is_date {
            self.words(label.as_deref().unwrap_or_default());
        }
        let status = status.map(|status| format!("{status}: ")).unwrap_or_default();
        let place = place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        self.words(&day.as_ref().map(|day| format!("{status}{}{place}", day.text)).unwrap_or_default());
        let alternative = image.as_ref().map(|it| it.alt.as_str()).filter(|it| !it.is_empty());
        self.lines(alternative.map(|it| format!("(Bild: {it})")).as_deref());
        self.lines(text.as_deref());
        match url {
            Some(url) if is_date => self.line(url),
            Some(url) => self.address(&format!("{action}:"), url),
            None => {}
        }
    }

    /// Writes a text of ours: paragraphs, headings and lists; of tables, a line a row.
    fn html(&mut self, html: &str) {
        let mut reader = Reader::default();
        for Ok(token) in Tokenizer::new(html) {
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    let value = |key: &[u8]| {
                        let value = tag.attributes.get(key)?;
                        Some(String::from_utf8_lossy(&value.value).into_owned())
                    };
                    reader.open(self, &name, value(b"href"), value(b"alt"));
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    reader.close(self, &name);
                }
                Token::String(text) => reader.words += &String::from_utf8_lossy(&text),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        reader.flush(self);
    }
}

/// What is remembered of a text while its tags go by.
#[derive(Default)]
struct Reader {
    /// The words of the paragraph that is open.
    words: String,
    /// The lists that are open: the number of the next thing, or none where they have none.
    lists: Vec<Option<usize>>,
    /// What stands before the paragraph: the mark of a thing in a list.
    mark: String,
    /// The addresses of the links that are open.
    open: Vec<Option<String>>,
    /// The addresses that are to stand after the paragraph, each with its number.
    addresses: Vec<(usize, String)>,
    /// How many addresses have been numbered.
    count: usize,
}

impl Reader {
    fn open(&mut self, page: &mut Page, name: &str, href: Option<String>, alt: Option<String>) {
        match name {
            "a" => self.open.push(href),
            "img" => self.words += &alt.unwrap_or_default(),
            "br" => self.words.push(BREAK),
            "ul" | "ol" => {
                self.flush(page);
                self.lists.push((name == "ol").then_some(1));
            }
            "li" => {
                self.flush(page);
                self.mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
            }
            "td" | "th" => self.words.push(' '),
            _ if is_block(name) => self.flush(page),
            _ => {}
        }
    }

    fn close(&mut self, page: &mut Page, name: &str) {
        match name {
            "a" => {
                let Some(address) = self.open.pop().flatten() else { return };
                // An address that is its own words need not be said twice.
                if self.words.ends_with(&address) {
                    return;
                }
                self.count += 1;
                let _ = write!(self.words, " [{}]", self.count);
                self.addresses.push((self.count, address));
            }
            "ul" | "ol" => {
                self.flush(page);
                self.lists.pop();
            }
            _ if is_block(name) => self.flush(page),
            _ => {}
        }
    }

    /// Writes the paragraph that is open, and the addresses of its links.
    fn flush(&mut self, page: &mut Page) {
        let words = std::mem::take(&mut self.words);
        if words.trim().is_empty() {
            return;
        }
        let mark = std::mem::take(&mut self.mark);
        if mark.is_empty() || !page.text.lines().next_back().is_some_and(is_listed) {
            page.gap();
        }
        let blanks = "  ".repeat(self.lists.len().saturating_sub(1));
        let (first, rest) = (format!("{blanks}{mark}"), format!("{blanks}{}", " ".repeat(mark.len())));
        for (at, words) in words.split(BREAK).enumerate() {
            let first = if at == 0 { &first } else { &rest };
            for line in wrapped(words, first, &rest) {
                page.line(&line);
            }
        }
        for (number, address) in std::mem::take(&mut self.addresses) {
            page.line(&format!("{rest}[{number}] {address}"));
        }
    }
}

/// Tells whether a line is of a list, or an address of one, so that the next thing of it follows straight on.
fn is_listed(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("- ")
        || line.starts_with('[')
        || line.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok())
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 16] = [
        "p",
        "div",
        "li",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "blockquote",
        "figure",
        "figcaption",
        "aside",
        "dt",
        "dd",
        "pre",
    ];
    BLOCKS.contains(&name)
}

/// Breaks words into lines of at most [`WIDTH`] letters; a longer word has a line of its own.
fn wrapped(words: &str, first: &str, rest: &str) -> Vec<String> {
    let words = lang::uncut(words);
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    // A space that does not break keeps its words together.
    for word in words.split(|it: char| it.is_whitespace() && it != NBSP).filter(|it| !it.is_empty()) {
        let word = lang::plain(word);
        if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut line, rest.to_owned()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line += &word;
        is_empty = false;
    }
    if !is_empty {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let mut page = Page::default();
        page.html(html);
        assert_eq!(page.text, expected);
    }

    #[test]
    fn links_are_numbered_and_stand_after_their_paragraph() {
        check(
            "<p>Läs <a href=\"https://a.exempel/\">mer</a> &amp; <a href=\"https://b.exempel/\">mest</a>.</p>\n<p>Slut.</p>",
            "Läs mer [1] & mest [2].\n[1] https://a.exempel/\n[2] https://b.exempel/\n\nSlut.\n",
        );
        check("<p><a href=\"https://a.exempel/\">https://a.exempel/</a></p>", "https://a.exempel/\n");
    }

    #[test]
    fn lines_end_where_their_author_has_said() {
        check("<p>Hälsningar<br>\nRedaktionen</p>", "Hälsningar\nRedaktionen\n");
    }

    #[test]
    fn lists_keep_their_marks() {
        check(
            "<p>Tre:</p><ul><li>ett</li><li>två<ul><li>inre</li></ul></li></ul><ol><li><p>a</p></li><li><p>b</p></li></ol>",
            "Tre:\n\n- ett\n- två\n  - inre\n1. a\n2. b\n",
        );
    }

    #[test]
    fn a_line_is_no_longer_than_it_may_be() {
        let words = "ett två tre fyra fem sex sju åtta nio tio ".repeat(6);
        let lines = wrapped(&words, "- ", "  ");
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert!(lines[1].starts_with("  "));
        assert_eq!(wrapped("10\u{a0}maj och mjuk\u{ad}streck", "", ""), ["10 maj och mjukstreck"]);
    }
}
