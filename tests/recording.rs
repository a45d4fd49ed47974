//! Films of events, and events as programs are told of them, on small sites in a string.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fmt::Write as _;

use fou::diagnostic::Severity;
use fou::pipeline::{self, Build, Recall};
use fou::view::View;
use serde_json::Value;

/// Plans the site of a listing in front of the sound one, in which nothing stops it.
#[track_caller]
fn plan(listing: &str) -> Build {
    let build = pipeline::build(support::site(listing), &support::options(), &mut Recall::default());
    assert!(build.diagnostics.iter().all(|it| it.severity != Severity::Error), "{:?}", build.diagnostics);
    build
}

fn event(fields: &str) -> String {
    format!("-- content/kalender/samtal.md --\n---\ntitle: Samtalet\n{fields}---\n")
}

#[track_caller]
fn page(build: &Build, url: &str) -> (Value, Option<Value>) {
    let Some(View::Page(page)) = build.view(url) else { panic!("no page stands at {url}") };
    let linked = page.head.json_ld_html.as_ref().map(|text| serde_json::from_str(text).unwrap());
    (serde_json::to_value(&page.main).unwrap(), linked)
}

/// Returns what programs are told of an event in 2026.
#[track_caller]
fn told(fields: &str) -> Value {
    let (_, linked) = page(&plan(&event(fields)), "/kalender/2026/samtal/");
    linked.unwrap()["@graph"][0].clone()
}

/// Returns the codes of what is said of an event, and what the accessibility statement says of films.
fn flaws(fields: &str) -> (Vec<String>, Vec<String>) {
    let statement = "-- content/tillganglighet.md --\n---\ntitle: Tillgänglighet\n---\n";
    let build = plan(&(event(fields) + statement));
    let codes = build.diagnostics.iter().map(|it| it.code.to_string()).collect();
    let (main, _) = page(&build, "/tillganglighet/");
    let sections = main["sections"].as_array().unwrap();
    let films = sections.iter().filter(|it| it["id"] == "del_filmer");
    let line = |it: &Value| {
        let words = |key: &str| it[key].as_str().unwrap_or_default();
        format!("{} – {} ({})", words("what"), words("why"), words("url"))
    };
    (codes, films.flat_map(|it| it["list"].as_array().unwrap()).map(line).collect())
}

#[test]
fn what_a_film_lacks_stands_in_the_statement() {
    let film = "recordings: [{title: Filmen, url: https://film.example/1}]\n";
    let (codes, films) = flaws(&format!("start: 2026-03-27\n{film}"));
    assert_eq!(codes, ["F550"]);
    let expected = "Samtalet: Filmen – Filmen saknar uppgift om textning och finns inte att läsa som text. \
                    (/kalender/2026/samtal/#inspelning_1)";
    assert_eq!(films, [expected]);
}

#[test]
fn the_law_does_not_cover_old_films_nor_ask_of_what_is_not_shown() {
    let nothing = (Vec::new(), Vec::new());
    let film = "recordings: [{title: Filmen, url: https://film.example/1}]\n";
    assert_eq!(flaws(&format!("start: 2020-09-22\n{film}")), nothing);
    assert_eq!(flaws(&format!("start: 2020-09-23\n{film}")).0, ["F550"]);
    let late = "recordings: [{title: Filmen, url: https://film.example/1, date: 2026-01-08}]\n";
    assert_eq!(flaws(&format!("start: 2019\n{late}")).0, ["F550"]);
    assert_eq!(flaws("start: 2026-03-27\nrecordings: [{title: Filmen}]\n"), nothing);
}

#[test]
fn a_film_is_shown_inside_the_page_only_if_its_host_is_let_in() {
    let fields = "start: 2026-03-27\nrecordings: [{title: Filmen, url: https://vimeo.com/12, captions: ja, transcript: ja}]\n";
    let embed = |build: &Build| {
        let (main, _) = page(build, "/kalender/2026/samtal/");
        let web = &main["recordings"][0]["web"];
        (web["host"].as_str().unwrap().to_owned(), web["embed"].as_str().map(str::to_owned))
    };
    assert_eq!(embed(&plan(&event(fields))), ("vimeo.com".to_owned(), None));
    let base = support::text("support/base.listing");
    let (settings, _) = base.split_once("-- content/index.md --").unwrap();
    let hosts = "film_hosts: [{host: player.vimeo.com, name: Vimeo}]\n";
    let player = "https://player.vimeo.com/video/12?dnt=1&autoplay=1".to_owned();
    let build = plan(&format!("{settings}{hosts}{}", event(fields)));
    assert_eq!(embed(&build), ("Vimeo".to_owned(), Some(player)));
}

#[test]
fn many_recordings_are_listed_by_year() {
    let mut listing = String::new();
    for number in 0..60 {
        let year = if number < 20 { 2024 } else { 2025 };
        let fields =
            format!("title: Nummer {number}\nstart: {year}\nrecordings: [{{title: Film {number}}}]\n");
        let _ = write!(listing, "-- content/kalender/nummer-{number}.md --\n---\n{fields}---\n");
    }
    let build = plan(&listing);
    let years = |url: &str| -> Vec<(String, usize)> {
        let (main, _) = page(&build, url);
        let year =
            |it: &Value| (it["heading"].as_str().unwrap().to_owned(), it["events"].as_array().unwrap().len());
        main["years"].as_array().unwrap().iter().map(year).collect()
    };
    assert_eq!(years("/inspelningar/"), [("2025".to_owned(), 40)]);
    assert_eq!(years("/inspelningar/2024/"), [("2024".to_owned(), 20)]);
    assert!(plan("").view("/inspelningar/").is_none(), "what has nothing on it is no page");
}

#[test]
fn programs_are_told_how_an_event_stands() {
    let free = "price: Kostnadsfritt\nregistration: {email: fou@exempel.se, closes: 2026-05-20}\n";
    let open = told(&format!("start: 2026-05-28 09:00\n{free}"));
    assert_eq!(open["startDate"], "2026-05-28T09:00+02:00");
    assert_eq!(open["eventStatus"], "https://schema.org/EventScheduled");
    assert_eq!(open["offers"]["availability"], "https://schema.org/InStock");
    assert_eq!(open["offers"]["validThrough"], "2026-05-20");
    let full = told(&format!("start: 2026-05-28 09:00\nstatus: fullt\n{free}"));
    assert_eq!(full["offers"]["availability"], "https://schema.org/SoldOut");
    let cancelled = told(&format!("start: 2026-05-28 09:00\nstatus: inställt\n{free}"));
    assert_eq!(cancelled["eventStatus"], "https://schema.org/EventCancelled");
    let moved =
        told("start: 2026-05-28 09:00\nstatus: flyttat\nmoved_from: 2026-05-21 09:00\nprice: 100 kr\n");
    assert_eq!(moved["eventStatus"], "https://schema.org/EventRescheduled");
    assert_eq!(moved["previousStartDate"], "2026-05-21T09:00+02:00");
    let held = told(&format!("start: 2026-03-27\n{free}"));
    assert_eq!((&held["startDate"], &held["isAccessibleForFree"]), (&"2026-03-27".into(), &true.into()));
    for (event, key) in
        [(&cancelled, "offers"), (&held, "offers"), (&moved, "isAccessibleForFree"), (&held, "location")]
    {
        assert_eq!(event.get(key), None, "{key}");
    }
}
