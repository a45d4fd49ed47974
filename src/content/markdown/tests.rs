//! What an author writes, and what comes of it.

mod chapter;
mod hostile;
mod remarks;

use super::body;
use crate::content::body::{Block, Body, Fragment, Target};

/// Writes a text's fragments with its holes in braces.
fn shown(body: &Body) -> String {
    let mut shown = String::new();
    for fragment in &body.fragments {
        let piece = match fragment {
            Fragment::Html(html) => html.clone(),
            Fragment::Link(link) => match &link.target {
                Target::Relative(path, None) => format!("{{link:{path}}}"),
                Target::Relative(path, Some(anchor)) => format!("{{link:{path} {anchor}}}"),
                Target::Heading(anchor) => format!("{{link:# {anchor}}}"),
                Target::Address(path, anchor) => {
                    format!("{{link:site {path} {}}}", anchor.as_deref().unwrap_or_default())
                }
            },
            Fragment::Citation(citation) => format!("{{cite:{}}}", citation.written),
            Fragment::Reference(reference) => format!("{{number:{}}}", reference.words),
            Fragment::Image(image) => {
                let number = image.number.as_ref().map_or(String::new(), |it| format!("|{it}"));
                let id = image.id.as_ref().map_or(String::new(), |it| {
                    format!("{} #{it}", if number.is_empty() { "|" } else { "" })
                });
                let caption = image.caption.as_deref().unwrap_or("–");
                format!("{{image:{}|{}|{caption}{number}{id}}}", image.file, image.alternative)
            }
            Fragment::Block(Block::Files, _) => "{files}".to_owned(),
            Fragment::Block(Block::Contact(person), _) => format!("{{contact:{person}}}"),
            Fragment::Block(Block::List(query), _) => {
                format!("{{list:{}}}", query.kind.as_deref().unwrap_or("–"))
            }
            Fragment::Block(Block::Video(video), _) => format!("{{video:{}}}", video.url),
        };
        shown.push_str(&piece);
    }
    shown
}

/// Reads a text about which there is nothing to say.
#[track_caller]
fn clean(markdown: &str) -> Body {
    let read = body(&"a.md".into(), markdown, 1);
    assert_eq!(read.diagnostics, [], "{markdown}");
    read.value
}

#[track_caller]
fn check(markdown: &str, html: &str) {
    assert_eq!(shown(&clean(markdown)), html, "{markdown}");
}

#[test]
fn plain_markdown_is_written() {
    check(
        "Ett *två* **tre** ~~fyra~~ `fem <` \\\n& sex",
        "<p>Ett <em>två</em> <strong>tre</strong> <del>fyra</del> <code>fem &lt;</code> <br>\n&amp; sex</p>\n",
    );
    check(
        "- a\n- b\n  1. c\n\n---",
        "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>\n<hr>\n",
    );
    check("3. a\n\n4. b", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n");
    check("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n");
    check("ord\n: förklaring", "<dl>\n<dt>ord</dt>\n<dd>förklaring</dd>\n</dl>\n");
    check(
        "- [x] a\n- [ ] b",
        "<ul>\n<li><input class=\"task\" type=\"checkbox\" disabled checked aria-label=\"Klart\"> a</li>\n<li><input class=\"task\" type=\"checkbox\" disabled aria-label=\"Inte klart\"> b</li>\n</ul>\n",
    );
    check("```\n<b> \"x\"\n```", "<pre tabindex=\"0\"><code>&lt;b&gt; &quot;x&quot;\n</code></pre>\n");
}

#[test]
fn quotation_marks_are_swedish_but_not_in_code() {
    check("Hon sa \"*hej*\" och `\"x\"`", "<p>Hon sa ”<em>hej</em>” och <code>&quot;x&quot;</code></p>\n");
    check("<https://a.se/\"x\">", "<p><a href=\"https://a.se/%22x%22\">https://a.se/&quot;x&quot;</a></p>\n");
}

#[test]
fn headings_get_anchors_of_their_own() {
    let html = "<h2 id=\"atgarder-i-osteraker\">Åtgärder i <em>Österåker</em></h2>\n<h3 id=\"syfte\">Syfte</h3>\n<h3 id=\"syfte-2\">Syfte</h3>\n<h3 id=\"eget\">Syfte</h3>\n<h3 id=\"syfte-3\">Syfte</h3>\n<h3 id=\"avsnitt\">???</h3>\n";
    let markdown = "## Åtgärder i *Österåker*\n### Syfte\n### Syfte\n### Syfte {#eget}\n### Syfte\n### ???";
    check(markdown, html);
    let headings = clean(markdown).headings;
    assert_eq!((headings[0].level, headings[0].text.as_str()), (2, "Åtgärder i Österåker"));
    assert_eq!((headings[3].level, headings[3].id.as_str()), (3, "eget"));
    check("## [Vi](om.md)", "<h2 id=\"vi\"><a href=\"{link:om.md}\">Vi</a></h2>\n");
}

#[test]
fn links_into_the_site_are_holes() {
    check(
        "[Jörgen](../om/jorgen-larsson.md#vem \"Han\")",
        "<p><a href=\"{link:../om/jorgen-larsson.md vem}\" title=\"Han\">Jörgen</a></p>\n",
    );
    check(
        "[Upp](#syfte), [vi](/om/)",
        "<p><a href=\"{link:# syfte}\">Upp</a>, <a href=\"{link:site /om/ }\">vi</a></p>\n",
    );
    check(
        "<a@b.se> [ring](tel:+46868685600)",
        "<p><a href=\"mailto:a@b.se\">a@b.se</a> <a href=\"tel:+46868685600\">ring</a></p>\n",
    );
    check(
        "[Namn][x]\n\n[x]: https://a.se/?a=1&b=2",
        "<p><a href=\"https://a.se/?a=1&amp;b=2\">Namn</a></p>\n",
    );
    let place = match &clean("å\n\nåä [b](c.md)").fragments[1] {
        Fragment::Link(link) => link.place.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!((place.line, place.column, place.length), (3, 4, 9));
}

#[test]
fn images_are_holes_and_stand_alone_if_they_can() {
    check("a\n\n![Ett *hus*](hus.jpg \"Huset\")\n\nb", "<p>a</p>\n{image:hus.jpg|Ett hus|Huset}\n<p>b</p>\n");
    check("![-](a.png)", "{image:a.png||–}\n");
    check("a ![b](c.png)", "<p>a {image:c.png|b|–}</p>\n");
    check("[![Huset](a.png)](b.md)", "<p><a href=\"{link:b.md}\">{image:a.png|Huset|–}</a></p>\n");
    check("- ![b](c.png)", "<ul>\n<li>{image:c.png|b|–}</li>\n</ul>\n");
}

#[test]
fn tables_can_be_scrolled_and_read_aloud() {
    let html = "<h2 id=\"antal\">Antal</h2>\n<div class=\"table-wrap\" role=\"region\" tabindex=\"0\" aria-label=\"Tabell 1: Antal\">\n<table>\n<thead>\n<tr>\n<td></td>\n<th scope=\"col\" class=\"align-right\">2025</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>a</td>\n<td class=\"align-right\">1</td>\n</tr>\n</tbody>\n</table>\n</div>\n";
    check("## Antal\n| | 2025 |\n|---|--:|\n| a | 1 |", html);
    let html = "<div class=\"table-wrap\" role=\"region\" tabindex=\"0\" aria-label=\"Tabell 1\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\" class=\"align-center\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n";
    check("|a|\n|:-:|", html);
}

#[test]
fn footnotes_become_end_notes() {
    let reference = |n: u8, letter: &str| {
        format!(
            "<sup class=\"footnote-ref\"><a href=\"#not_{n}\" id=\"hanvisning_{n}{letter}\" role=\"doc-noteref\" aria-label=\"Not {n}\">{n}</a></sup>"
        )
    };
    let back = |n: u8, anchor: &str, word: &str| {
        format!(
            "<a class=\"footnotes__back\" href=\"#hanvisning_{n}{anchor}\" role=\"doc-backlink\" aria-label=\"Tillbaka till hänvisning {n}{word}\">↩\u{fe0e}{word}</a>"
        )
    };
    let html = format!(
        "<p>A{} b{} c{}</p>\n<p>d</p>\n<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"noter_rubrik\">\n<h2 class=\"footnotes__title\" id=\"noter_rubrik\">Noter</h2>\n<ol>\n<li id=\"not_1\">\n<p>Två <a href=\"{{link:x.md}}\">x</a> {} {}</p>\n</li>\n<li id=\"not_2\">\n<ul>\n<li>Ett</li>\n</ul>\n<p>{}</p>\n</li>\n</ol>\n</section>\n",
        reference(1, ""),
        reference(2, ""),
        reference(1, "b"),
        back(1, "", "a"),
        back(1, "b", "b"),
        back(2, "", ""),
    );
    check("A[^två] b[^1] c[^Två]\n\n[^1]:\n    - Ett\n\n[^två]: Två [x](x.md)\n\nd", &html);
}

#[test]
fn alerts_are_swedish() {
    for (mark, class, title) in [
        ("NOTE", "note", "Obs!"),
        ("TIP", "tip", "Tips"),
        ("IMPORTANT", "important", "Viktigt"),
        ("WARNING", "warning", "Varning"),
        ("CAUTION", "caution", "Var försiktig"),
    ] {
        check(
            &format!("> [!{mark}]\n> Text"),
            &format!(
                "<aside class=\"alert alert--{class}\" role=\"note\">\n<p class=\"alert__title\">{title}</p>\n<p>Text</p>\n</aside>\n"
            ),
        );
    }
}

#[test]
fn directives_become_boxes_and_holes() {
    check(
        "a\n:::faktaruta{rubrik=\"Kort \\\"om\\\"\"}\n*b*\n:::\nc",
        "<p>a</p>\n<aside class=\"fact-box\" role=\"note\">\n<p class=\"fact-box__title\">Kort ”om”</p>\n<p><em>b</em></p>\n</aside>\n<p>c</p>\n",
    );
    check(
        ":::citat{källa=\"A & B\"}\nText\n:::",
        "<figure class=\"quote\">\n<blockquote>\n<p>Text</p>\n</blockquote>\n<figcaption>A &amp; B</figcaption>\n</figure>\n",
    );
    check(
        ":::faktaruta{rubrik=x}\n:::citat\nText\n:::\n:::",
        "<aside class=\"fact-box\" role=\"note\">\n<p class=\"fact-box__title\">x</p>\n<figure class=\"quote\">\n<blockquote>\n<p>Text</p>\n</blockquote>\n</figure>\n</aside>\n",
    );
    check(
        "::filer{}\n::kontakt{person=a}\n- b\n::lista{slag=nyhet}\n::film{titel=t url=f.mp4}",
        "{files}{contact:a}<ul>\n<li>b</li>\n</ul>\n{list:nyhet}{video:f.mp4}",
    );
    check(
        "```\n:::x\n```\n<!-- -->\n\n    ::filer\n",
        "<pre tabindex=\"0\"><code>:::x\n</code></pre>\n<pre tabindex=\"0\"><code>::filer\n</code></pre>\n",
    );
}

#[test]
fn harmless_html_is_written_anew() {
    check(
        "H<sub>2</sub>O <KBD title='a\"b'>x</KBD><br/>&nbsp;<!-- x -->",
        "<p>H<sub>2</sub>O <kbd title=\"a&quot;b\">x</kbd><br>\u{a0}</p>\n",
    );
    check(
        "<span lang=\"en\">Hi</span> <time datetime=\"2026-03-27\">i dag</time>",
        "<p><span lang=\"en\">Hi</span> <time datetime=\"2026-03-27\">i dag</time></p>\n",
    );
    check(
        "<details open>\n<summary>Fråga &amp; *svar*</summary>\n\n*Svar*\n\n</details>",
        "<details open>\n<summary>Fråga &amp; *svar*</summary>\n<p><em>Svar</em></p>\n</details>",
    );
    check("a\n\n<!-- tyst\n:::x\n-->\n\nb", "<p>a</p>\n<p>b</p>\n");
}

#[test]
fn the_excerpt_is_the_first_paragraph() {
    assert_eq!(
        clean("## R\n\n> c\n\n![b](c.png)\n\nEtt *två*\ntre [fyra](x.md) `fem`\n\nSex").excerpt,
        "Ett två tre fyra fem"
    );
    let long = clean(&"elva bokst ".repeat(40)).excerpt;
    assert_eq!(long.chars().count(), 297);
    assert!(long.ends_with("elva bokst…"), "{long}");
}
