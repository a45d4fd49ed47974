//! What a chapter of a report has that other texts have not: numbers, and words that follow them.

use super::{super::body, shown};
use crate::content::body::Body;
use crate::diagnostic::Diagnosed;

const PATH: &str = "content/publikationer/fika/02-metod.md";

fn read(markdown: &str) -> Diagnosed<Body> {
    body(&PATH.into(), markdown, 1)
}

#[track_caller]
fn check(markdown: &str, html: &str) -> Body {
    let Diagnosed { value, diagnostics } = read(markdown);
    assert_eq!(diagnostics, [], "{markdown}");
    assert_eq!(shown(&value), html, "{markdown}");
    value
}

/// Expects one remark: code and message.
#[track_caller]
fn faulty(markdown: &str, code: &str, message: &str) {
    let remarks = read(markdown).diagnostics;
    let [remark] = remarks.as_slice() else { panic!("{remarks:#?}") };
    assert_eq!((&*remark.code, remark.message.as_str()), (code, message), "{markdown}");
}

#[test]
fn headings_are_numbered_to_three_places() {
    let body = check(
        "## A\n\n### B\n\n#### C\n\n### D\n\n## *E* {#e}\n\n### F\n",
        "<h2 id=\"a\"><span class=\"number\">2.1</span> A</h2>\n\
         <h3 id=\"b\"><span class=\"number\">2.1.1</span> B</h3>\n\
         <h4 id=\"c\">C</h4>\n\
         <h3 id=\"d\"><span class=\"number\">2.1.2</span> D</h3>\n\
         <h2 id=\"e\"><span class=\"number\">2.2</span> <em>E</em></h2>\n\
         <h3 id=\"f\"><span class=\"number\">2.2.1</span> F</h3>\n",
    );
    assert_eq!(body.named(None).as_deref(), Some("kapitel\u{a0}2"));
    assert_eq!(body.named(Some("f")).as_deref(), Some("avsnitt\u{a0}2.2.1"));
    assert_eq!(body.named(Some("c")).as_deref(), Some("avsnittet ”C”"));
    assert_eq!(body.named(Some("x")), None);
}

#[test]
fn what_has_a_caption_is_numbered() {
    let body = check(
        "![Tre rutor](a.png \"Modellen\"){#fig-modell}\n\n![En kopp](b.png)\n\n![Koppar](c.png \"Fler\")\n",
        "{image:a.png|Tre rutor|Modellen|Figur\u{a0}2.1 #fig-modell}\n\
         {image:b.png|En kopp|–}\n\
         {image:c.png|Koppar|Fler|Figur\u{a0}2.2}\n",
    );
    assert_eq!(body.named(Some("fig-modell")).as_deref(), Some("figur\u{a0}2.1"));
    let body = check(
        "::tabell{rubrik=\"Svar - alla\" id=tab-svar}\n\n| a |\n|---|\n\n| b |\n|---|\n",
        "<div class=\"table-wrap\" role=\"region\" tabindex=\"0\" id=\"tab-svar\" \
         aria-label=\"Tabell\u{a0}2.1: Svar – alla\">\n\
         <table>\n<caption><span class=\"number\">Tabell\u{a0}2.1</span> Svar – alla</caption>\n\
         <thead>\n<tr>\n<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n\
         <div class=\"table-wrap\" role=\"region\" tabindex=\"0\" aria-label=\"Onumrerad tabell 1\">\n\
         <table>\n<thead>\n<tr>\n<th scope=\"col\">b</th>\n</tr>\n</thead>\n</table>\n</div>\n",
    );
    assert_eq!(body.named(Some("tab-svar")).as_deref(), Some("tabell\u{a0}2.1"));
}

#[test]
fn a_long_description_names_what_it_describes() {
    check(
        "![a](a.png \"A\")\n\n:::beskrivning\nTre rutor.\n:::\n",
        "{image:a.png|a|A|Figur\u{a0}2.1}\n\
         <details class=\"description\">\n<summary>Beskrivning av figur\u{a0}2.1</summary>\n<p>Tre rutor.</p>\n</details>\n",
    );
}

#[test]
fn links_take_the_number_of_what_they_lead_to() {
    let body = check(
        "Se [](#a), [Figur](03-x.md#b) och [vår figur](#c).\n",
        "<p>Se <a href=\"{link:# a}\">{number:}</a>, <a href=\"{link:03-x.md b}\">{number:Figur}</a> \
         och <a href=\"{link:# c}\">vår figur</a>.</p>\n",
    );
    // What is not known yet cannot be quoted.
    assert_eq!(body.excerpt, "");
}

#[test]
fn anchors_and_headings_that_belong_to_nothing_are_told() {
    faulty("![a](a.png){#x}\n", "F823", "bilden har ett ankare men ingen bildtext");
    faulty("::tabell{rubrik=\"Svar\"}\n\nText.\n", "F824", "efter `::tabell` ska tabellen ”Svar” stå");
    faulty("::tabell{rubrik=\"Svar\"}\n", "F824", "efter `::tabell` ska tabellen ”Svar” stå");
    faulty("## A {#x}\n\n![a](a.png \"A\"){#x}\n", "F314", "ankaret `x` finns redan i texten");
    faulty("![a](a.png \"A\"){#X}\n", "F313", "ankaret `X` kan inte stå i en adress");
    faulty(
        "![-](a.png \"A\")\n\nText.\n",
        "F826",
        "figuren har en bildtext, men ingenting säger vad den visar",
    );
    assert_eq!(read("![-](a.png \"A\")\n\n:::beskrivning\nText.\n:::\n").diagnostics, []);
    faulty("![a](a.png \"A\"){#x} och mer\n", "F332", "en bild inne i ett stycke kan inte ha en bildtext");
}

#[test]
fn other_texts_have_no_numbers() {
    let text = "## A\n\n![a](a.png \"A\"){#x}\n\n[figur](#x)\n";
    let Diagnosed { value, diagnostics } = body(&"content/a.md".into(), text, 1);
    assert_eq!(diagnostics, []);
    assert_eq!(
        shown(&value),
        "<h2 id=\"a\">A</h2>\n{image:a.png|a|A| #x}\n<p><a href=\"{link:# x}\">figur</a></p>\n"
    );
}
