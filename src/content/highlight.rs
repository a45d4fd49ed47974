//! Code blocks as spans with classes; the theme decides what they look like.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::content::markdown::escape;

/// The grammars. A static, since they never change, take a millisecond to unpack, and few texts have code.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// The longest block that gets colours, in lines and in bytes, and the longest line.
const MOST_LINES: usize = 2000;
const MOST_BYTES: usize = 200_000;
const LONGEST_LINE: usize = 10_000;

/// Writes code blocks, and gives up colours when a text has more code than anyone reads.
pub(super) struct Highlighter {
    /// How many bytes may still be coloured.
    budget: usize,
}

impl Default for Highlighter {
    fn default() -> Self {
        Self { budget: 500_000 }
    }
}

impl Highlighter {
    /// Writes a code block; of `info`, what stands after the fence, only the first word counts.
    pub(super) fn write(&mut self, html: &mut String, info: &str, code: &str) {
        // A code block may be wider than the page: it can be reached, and so scrolled, by keyboard.
        html.push_str("<pre tabindex=\"0\"><code");
        let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default();
        if let Some((class, spans)) = self.spans(language, code) {
            html.push_str(" class=\"language-");
            escape(html, &class);
            html.push_str("\">");
            html.push_str(&spans);
        } else {
            html.push('>');
            escape(html, code);
        }
        html.push_str("</code></pre>\n");
    }

    /// Colours code whose language is known, unless it is too much; returns the language's name with it.
    fn spans(&mut self, language: &str, code: &str) -> Option<(String, String)> {
        let is_long = || code.lines().any(|line| line.len() > LONGEST_LINE);
        let is_name = language.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-#_".contains(&byte));
        let most = MOST_BYTES.min(self.budget);
        if language.is_empty()
            || !is_name
            || code.len() > most
            || code.lines().nth(MOST_LINES).is_some()
            || is_long()
        {
            return None;
        }
        let grammar = GRAMMARS.find_syntax_by_token(language)?;
        self.budget -= code.len();
        Some((language.to_ascii_lowercase(), coloured(grammar, code)?))
    }
}

/// Colours code; `None` if the grammar stumbles.
fn coloured(grammar: &SyntaxReference, code: &str) -> Option<String> {
    // Control characters mean nothing in HTML; the generator would pass them on.
    let code: String =
        code.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    let mut generator = ClassedHTMLGenerator::new_with_class_style(grammar, &GRAMMARS, STYLE);
    for line in LinesWithEndings::from(&code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(info: &str, code: &str, expected: &str) {
        let mut html = String::new();
        Highlighter::default().write(&mut html, info, code);
        assert_eq!(html, format!("<pre tabindex=\"0\"><code{expected}</code></pre>\n"));
    }

    #[test]
    fn known_languages_get_classes() {
        let spans = " class=\"language-json\"><span class=\"hl-source hl-json\"><span class=\"hl-constant hl-language hl-json\">null</span>\n</span>";
        check("JSON", "null\n", spans);
    }

    #[test]
    fn unknown_languages_and_hostile_names_stay_plain() {
        check("", "a < b\n", ">a &lt; b\n");
        check("klingonska", "a\n", ">a\n");
        check("\"><script>alert(1)</script>", "a\n", ">a\n");
        check("json\" onclick=\"x", "a\n", ">a\n");
    }

    #[test]
    fn too_much_code_stays_plain() {
        let long = format!("{}\n", "1,".repeat(5001));
        check("json", &long, &format!(">{long}"));
        let many = "1\n".repeat(2001);
        check("json", &many, &format!(">{many}"));
    }

    #[test]
    fn a_text_full_of_code_loses_its_colours() {
        let mut highlighter = Highlighter { budget: 10 };
        assert!(highlighter.spans("json", "[1, 2]\n").is_some());
        assert!(highlighter.spans("json", "[1, 2]\n").is_none());
    }
}
