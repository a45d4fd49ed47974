//! Texts written to do harm: to the visitor, or to the machine.

use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

use super::super::body;
use super::{check, clean};
use crate::content::body::{Body, Fragment};

const ELEMENTS: &str = " p h2 h3 h4 h5 h6 em strong del code pre span a ul ol li blockquote aside figure figcaption section div table caption \
    thead tbody tr th td dl dt dd hr br wbr sup sub input abbr bdi cite dfn ins kbd mark q samp small time var details summary ";
const ATTRIBUTES: &str = " class id href role aria-label aria-labelledby title lang dir cite datetime open tabindex scope start type \
    disabled checked ";

/// Parses what was written as a browser would, and finds nothing that does harm.
fn is_harmless(body: &Body) {
    let html: String = body
        .fragments
        .iter()
        .map(|fragment| match fragment {
            Fragment::Html(html) => html.as_str(),
            Fragment::Link(_) => "hole",
            Fragment::Image(_) | Fragment::Citation(_) | Fragment::Reference(_) | Fragment::Block(..) => "",
        })
        .collect();
    let mut open: Vec<String> = Vec::new();
    for Ok(token) in Tokenizer::new(html.as_str()) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert!(ELEMENTS.contains(&format!(" {name} ")), "<{name}> in {html}");
                for (key, value) in &tag.attributes {
                    let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                    assert!(ATTRIBUTES.contains(&format!(" {key} ")), "{key} in {html}");
                    let is_address = key == "href" || key == "cite";
                    let is_known = ["hole", "#", "https://", "http://", "mailto:", "tel:"]
                        .iter()
                        .any(|start| value.starts_with(start));
                    assert!(!is_address || is_known, "{value} in {html}");
                }
                if !["br", "wbr", "hr", "input"].contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert_eq!(open.pop(), Some(name), "{html}");
            }
            Token::String(_) => {}
            Token::Error(error) => panic!("{error:?} in {html}"),
            Token::Comment(_) | Token::Doctype(_) => panic!("{token:?} in {html}"),
        }
    }
    assert_eq!(open, Vec::<String>::new(), "{html}");
}

/// Pieces of which Markdown and attacks are made.
const PIECES: [&str; 75] = [
    "a",
    "å ",
    "\n",
    "\n\n",
    " ",
    "    ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "```rust\n",
    "[",
    "]",
    "](",
    ")",
    "!",
    "![",
    "(x.md)",
    "](javascript:alert(1))",
    "<javascript:x>",
    "](https://a.se \"t\")",
    "[^1]",
    "[^1]: ",
    "# ",
    "## ",
    "### ",
    " {#a}",
    "{.b}",
    "> ",
    "> [!NOTE]\n> ",
    "- ",
    "1. ",
    "- [ ] ",
    "|a|b|\n|-|:-:|\n",
    "|",
    "---\n",
    ":::faktaruta{rubrik=\"x\"}\n",
    ":::citat\n",
    ":::beskrivning\n",
    "::tabell{rubrik=\"<x>\" id=b}\n",
    "![a](b.png \"c\"){#d}\n",
    "[](#d)",
    "[@a, <b>; se @c]",
    "[@a, ",
    "@a [",
    ":::\n",
    "::filer{}\n",
    "::",
    "\n: ",
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "<sub>",
    "</sub>",
    "<br>",
    "<details>\n",
    "<details open>\n\n",
    "<summary>",
    "</summary>",
    "</details>\n",
    "<!--",
    "-->",
    "<!-- -->\n",
    "<",
    ">",
    "&lt;",
    "&#0;",
    "&colon;",
    "\\",
    "\"",
    "'",
    "<svg/onload=x>",
    "\0",
];

/// A text in which more has a meaning.
const CHAPTER: &str = "content/publikationer/a/01-b.md";

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_is_harmless(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40)) {
        is_harmless(&body(&"a.md".into(), &pieces.concat(), 1).value);
        is_harmless(&body(&CHAPTER.into(), &pieces.concat(), 1).value);
    }

    #[test]
    fn any_letters_are_harmless(text in "\\PC{0,80}") {
        is_harmless(&body(&"a.md".into(), &text, 1).value);
        is_harmless(&body(&CHAPTER.into(), &text, 1).value);
    }
}

#[test]
fn what_the_fence_says_does_not_leak() {
    check("```\"><script>alert(1)</script>\na\n```", "<pre tabindex=\"0\"><code>a\n</code></pre>\n");
    check("```json\" onclick=\"x\na\n```", "<pre tabindex=\"0\"><code>a\n</code></pre>\n");
}

#[test]
fn titles_and_alternatives_are_escaped() {
    check(
        "[a](https://a.se '\"><script>')",
        "<p><a href=\"https://a.se\" title=\"&quot;&gt;&lt;script&gt;\">a</a></p>\n",
    );
    check(
        ":::citat{källa=\"<script>\"}\n:::",
        "<figure class=\"quote\">\n<blockquote>\n</blockquote>\n<figcaption>&lt;script&gt;</figcaption>\n</figure>\n",
    );
    check("a\u{1}b", "<p>ab</p>\n");
}

/// Reads a text that is too much and returns the codes of what is said, each once.
fn codes(markdown: &str) -> Vec<String> {
    let read = body(&"a.md".into(), markdown, 1);
    is_harmless(&read.value);
    let mut codes: Vec<_> = read.diagnostics.iter().map(|it| it.code.to_string()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn depth_has_an_end() {
    assert_eq!(codes(&format!("{}a", "> ".repeat(10_000))), ["F301"]);
    assert_eq!(codes(&format!("{}a", "- ".repeat(10_000))), ["F301"]);
    assert_eq!(codes(&format!("{}a{}", "*a **b ".repeat(5000), "b** a* ".repeat(5000))), ["F301"]);
    let stairs: Vec<_> = (0..300).map(|depth| "  ".repeat(depth) + "- a\n").collect();
    assert_eq!(codes(&stairs.concat()), ["F301"]);
    let boxes = "<details>\n<summary>a</summary>\n\n".repeat(5000);
    assert_eq!(codes(&boxes), ["F301", "F352", "F353"]);
    assert_eq!(codes(&"> ".repeat(60)), Vec::<&str>::new());
}

#[test]
fn a_table_may_not_be_filled_out() {
    let row = |cell: &str, count: usize| format!("|{}\n", format!("{cell}|").repeat(count));
    assert_eq!(codes(&(row("a", 5000) + &row("-", 5000) + &"|\n".repeat(5000))), ["F302"]);
}

#[test]
fn bombs_go_out() {
    for piece in [
        "[", "*", "_", "`", "![", "[^1]", "](", "<", "<!--", "<a ", "&", "[a](", "**a ", "[[a](b", "|",
        "~~a", "\\", "<b '", "<!a", "<?", "> a\n", "a\n: b\n", "- a\n\n", "::", "::x\n", "\"", "[x][y] ",
        "a`b``",
    ] {
        codes(&piece.repeat(5_000));
    }
    codes(&"å".repeat(500_000));
    codes(&"[a](b.md) ".repeat(50_000));
}

#[test]
fn twenty_thousand_equal_headings_get_anchors() {
    let headings = clean(&"## Syfte\n".repeat(20_000)).headings;
    assert_eq!(headings[19_999].id, "syfte-20000");
    let numbered = clean(&"## a\n## a-2\n".repeat(10_000)).headings;
    assert_eq!(numbered.len(), 20_000);
}

#[test]
fn an_authors_comment_is_no_directive() {
    check("<!-- -->\n::filer{}\n<!-- -->\n", "{files}");
}
