//! Reports in chapters: when they are shown, in which order, and what they cite.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use fou::model::publishing::Scope;
use fou::pipeline::{self, Build, Options, Recall};
use fou::view::View;
use jiff::civil;
use serde_json::Value;

const CHAPTERS: &str = "\
-- content/publikationer/fika/10-sist.md --
---
title: Sist
---

Slut [@ek2020].
-- content/publikationer/fika/02-metod.md --
---
title: Metod
---

Mitten.
-- content/publikationer/fika/00-forord.md --
---
title: Förord
---
-- content/publikationer/fika/01-inledning.md --
---
title: Inledning
aliases: [/gamla-inledningen/]
---

Se [](02-metod.md).
-- content/publikationer/fika/referenser.bib --
@book{ek2020, author = {Ek, Bo}, title = {Kaffe}, year = {2020}}
";

/// Builds the report with more fields in its publication, as of a day.
fn build(fields: &str, today: civil::Date, drafts: bool) -> Build {
    let index =
        format!("-- content/publikationer/fika/index.md --\n---\ntitle: Fika\ndate: 2025\n{fields}---\n");
    let options = Options { scope: Scope::on(today, drafts), base_url: None };
    pipeline::build(support::site(&(index + CHAPTERS)), &options, &mut Recall::default())
}

/// Lists every address of the report, and the old ones that lead to it.
fn addresses(build: &Build) -> Vec<&str> {
    let all = build.made.as_ref().unwrap().plan.planned.iter().map(|it| it.url.as_str());
    all.filter(|it| it.contains("/fika/") || it.contains("gamla")).collect()
}

#[track_caller]
fn main(build: &Build, url: &str) -> Value {
    let Some(View::Page(page)) = build.view(url) else { panic!("no page stands at {url}") };
    serde_json::to_value(&page.main).unwrap()
}

#[test]
fn a_chapter_is_shown_when_its_publication_is() {
    let all = [
        "/gamla-inledningen/",
        "/publikationer/2025/fika/",
        "/publikationer/2025/fika/fika.bib",
        "/publikationer/2025/fika/fika.json",
        "/publikationer/2025/fika/fika.ris",
        "/publikationer/2025/fika/forord/",
        "/publikationer/2025/fika/hela-rapporten/",
        "/publikationer/2025/fika/inledning/",
        "/publikationer/2025/fika/metod/",
        "/publikationer/2025/fika/sist/",
    ];
    let day = support::TODAY;
    let tomorrow = day.tomorrow().unwrap();
    assert_eq!(addresses(&build("", day, false)), all);
    assert_eq!(addresses(&build("draft: true\n", day, false)), [""; 0]);
    assert_eq!(addresses(&build("draft: true\n", day, true)), all);
    let embargo = format!("publish: {tomorrow}\n");
    assert_eq!(addresses(&build(&embargo, day, false)), [""; 0]);
    assert_eq!(addresses(&build(&embargo, tomorrow, false)), all);
    let ends = format!("unpublish: {tomorrow}\n");
    assert_eq!(addresses(&build(&ends, day, false)), all);
    assert_eq!(addresses(&build(&ends, tomorrow, true)), [""; 0]);
}

#[test]
fn a_chapter_of_a_draft_says_that_it_is_one() {
    let build = build("draft: true\n", support::TODAY, true);
    let Some(View::Page(page)) = build.view("/publikationer/2025/fika/metod/") else { panic!("no page") };
    assert!(page.head.draft);
}

#[test]
fn chapters_come_in_the_order_of_their_numbers() {
    let made = build("", support::TODAY, false);
    let words = |value: &Value| value.as_str().unwrap_or("–").to_owned();
    let contents = main(&made, "/publikationer/2025/fika/")["contents"]["chapters"].clone();
    let line = |it: &Value| format!("{} {}", words(&it["number"]), words(&it["text"]));
    let lines: Vec<_> = contents.as_array().unwrap().iter().map(line).collect();
    assert_eq!(lines, ["– Förord", "1 Inledning", "2 Metod", "10 Sist"]);
    let chapter = main(&made, "/publikationer/2025/fika/metod/");
    assert_eq!(line(&chapter["previous"]), "1 Inledning");
    assert_eq!(line(&chapter["next"]), "10 Sist");
    assert_eq!(words(&chapter["place"]), "Kapitel 2 av 10");
    assert_eq!(words(&main(&made, "/publikationer/2025/fika/forord/")["place"]), "–");
}

#[test]
fn a_chapter_lists_what_it_cites_and_no_more() {
    let made = build("", support::TODAY, false);
    let count = |url: &str| main(&made, url)["references"].as_array().unwrap().len();
    assert_eq!(count("/publikationer/2025/fika/sist/"), 1);
    assert_eq!(count("/publikationer/2025/fika/metod/"), 0);
    assert_eq!(count("/publikationer/2025/fika/hela-rapporten/"), 1);
}

#[test]
fn the_whole_report_is_not_for_search_engines() {
    let made = build("", support::TODAY, false);
    let Some(View::Page(page)) = made.view("/publikationer/2025/fika/hela-rapporten/") else {
        panic!("no page")
    };
    assert!(page.head.noindex);
    assert_eq!(page.head.document_title, "Hela rapporten – Fika – Provsajten");
    let Some(View::Sitemap(sitemap)) = made.view("/sitemap.xml") else { panic!("no sitemap") };
    assert!(sitemap.entries.iter().all(|it| !it.loc.ends_with("/hela-rapporten/")));
}
