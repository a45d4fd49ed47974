//! The calendar as people see it: months as tables, leafing, filters.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use fou::pipeline::{self, Build, Recall};
use fou::view::View;
use jiff::civil;
use serde_json::Value;
use support::{events, made_of, plan, plan_on};

#[track_caller]
fn main(build: &Build, url: &str) -> Value {
    let Some(View::Page(page)) = build.view(url) else { panic!("no page stands at {url}") };
    serde_json::to_value(&page.main).unwrap()
}

fn has(build: &Build, url: &str) -> bool {
    build.planned(url).is_some()
}

fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace('\u{a0}', " ")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// Writes what takes place in a month's table, a line for each day: `8: Om a kl. 09.00`.
fn table(month: &Value) -> Vec<String> {
    let days = list(&month["weeks"]).iter().flat_map(|week| list(&week["days"])).filter(|day| !day.is_null());
    let event =
        |event: &Value| format!("{} {}", words(&event["title"]), words(&event["when"])).trim().to_owned();
    days.filter(|day| !list(&day["events"]).is_empty())
        .map(|day| {
            let events: Vec<_> = list(&day["events"]).iter().map(event).collect();
            format!("{}: {}", day["day"], events.join(" + "))
        })
        .collect()
}

/// Writes links and counts: `Maj 2026 → /kalender/2026/05/`.
fn links(value: &Value) -> Vec<String> {
    let line = |link: &Value| format!("{} → {}", words(&link["text"]), words(&link["url"]));
    value.as_array().map_or_else(|| vec![line(value)], |all| all.iter().map(line).collect())
}

fn groups(value: &Value) -> Vec<String> {
    let titles =
        |group: &Value| list(&group["cards"]).iter().map(|it| words(&it["title"])).collect::<Vec<_>>();
    list(value)
        .iter()
        .map(|group| format!("{}: {}", words(&group["heading"]), titles(group).join(", ")))
        .collect()
}

#[test]
fn a_month_is_a_table_of_iso_weeks_that_begin_on_monday() {
    let build = plan(&[("sent", "start: 2026-12-17"), ("tidigt", "start: 2027-01-05")]);
    let december = main(&build, "/kalender/2026/12/");
    let numbers =
        |month: &Value| list(&month["weeks"]).iter().map(|it| words(&it["number"])).collect::<Vec<_>>();
    assert_eq!(numbers(&december), ["v. 49", "v. 50", "v. 51", "v. 52", "v. 53"]);
    let january = main(&build, "/kalender/2027/01/");
    assert_eq!(numbers(&january), ["v. 53", "v. 1", "v. 2", "v. 3", "v. 4"]);
    let heads: Vec<_> = list(&december["weekdays"]).iter().map(|it| words(&it["short"])).collect();
    assert_eq!(heads, ["må", "ti", "on", "to", "fr", "lö", "sö"]);
    // 1 December 2026 is a Tuesday; 31 December a Thursday.
    let first = list(&december["weeks"][0]["days"]);
    assert_eq!((first.len(), first[0].is_null(), &first[1]["iso"]), (7, true, &Value::from("2026-12-01")));
    let last = list(&december["weeks"][4]["days"]);
    assert_eq!((last.len(), &last[3]["iso"], last[4].is_null()), (7, &Value::from("2026-12-31"), true));
    let holidays: Vec<_> = list(&december["weeks"])
        .iter()
        .flat_map(|week| list(&week["days"]))
        .filter(|day| day["holiday"].is_string())
        .map(|day| format!("{} {} {}", day["day"], words(&day["holiday"]), day["red"]))
        .collect();
    assert_eq!(
        holidays,
        ["24 julafton false", "25 juldagen true", "26 annandag jul true", "31 nyårsafton false"]
    );
}

#[test]
fn an_event_of_several_days_stands_on_each_of_them() {
    let build = plan(&[
        ("dagar", "start: 2026-06-29 13:00\nend: 2026-07-01 12:00"),
        ("natt", "start: 2026-06-12 22:00\nend: 2026-06-13 00:00"),
        ("timme", "start: 2026-06-12 09:00\nend: 2026-06-12 10:00"),
        ("hel", "start: 2026-06-15"),
        ("bara", "start: 2026-06-16 08:00"),
    ]);
    assert_eq!(
        table(&main(&build, "/kalender/2026/06/")),
        [
            "12: Om timme kl. 09.00–10.00 + Om natt kl. 22.00–00.00",
            "15: Om hel",
            "16: Om bara kl. 08.00",
            "29: Om dagar dag 1 av 3, från kl. 13.00",
            "30: Om dagar dag 2 av 3",
        ]
    );
    assert_eq!(table(&main(&build, "/kalender/2026/07/")), ["1: Om dagar dag 3 av 3, till kl. 12.00"]);
}

#[test]
fn what_has_no_day_stands_beside_the_table() {
    let build = plan(&[
        ("manad", "start: 2026-06"),
        ("lang", "start: 2026-05-11\nend: 2026-09-01"),
        ("oklar", "start: 2026-06-10\nend: 2026-07"),
        ("ar", "start: 2026"),
    ]);
    let june = main(&build, "/kalender/2026/06/");
    assert_eq!(table(&june), Vec::<String>::new());
    assert_eq!(
        groups(&june["beside"]),
        ["I juni 2026, utan bestämd dag: Om manad", "Under längre tid: Om lang, Om oklar"]
    );
    assert_eq!(words(&june["count"]), "3 evenemang");
    assert_eq!(groups(&main(&build, "/kalender/2026/08/")["beside"]), ["Under längre tid: Om lang"]);
    let year = groups(&main(&build, "/kalender/2026/")["groups"]);
    assert_eq!(year.last().unwrap(), "Under 2026: Om ar");
}

#[test]
fn an_empty_month_says_so_and_leads_on() {
    let build = plan(&[("sent", "start: 2026-11-10"), ("forr", "start: 2023-02-01")]);
    let august = main(&build, "/kalender/2026/08/");
    assert_eq!(words(&august["empty"]), "Inga evenemang i augusti 2026.");
    assert_eq!(
        links(&august["nearest"]),
        [
            "Nästa månad med evenemang: november 2026 → /kalender/2026/11/",
            "Föregående månad med evenemang: maj 2026 → /kalender/2026/05/",
        ]
    );
    assert_eq!(links(&august["turn"]["earlier"]), ["Juli 2026 → /kalender/2026/07/"]);
    assert_eq!(links(&august["turn"]["later"]), ["September 2026 → /kalender/2026/09/"]);
    // Years in which nothing takes place have no pages, and are passed over.
    assert!(!has(&build, "/kalender/2024/") && !has(&build, "/kalender/2025/06/"));
    let january = main(&build, "/kalender/2026/01/");
    assert_eq!(links(&january["turn"]["earlier"]), ["December 2023 → /kalender/2023/12/"]);
    assert_eq!(main(&build, "/kalender/2026/12/")["turn"]["later"], Value::Null);
    assert_eq!(links(&main(&build, "/kalender/2026/")["turn"]["earlier"]), ["2023 → /kalender/2023/"]);
    // They can be leafed to, but are nothing to find.
    let made = made_of(&[("sent", "start: 2026-11-10")]);
    let sitemap = made.text("sitemap.xml");
    assert!(sitemap.contains("/kalender/2026/11/") && !sitemap.contains("/kalender/2026/08/"));
    assert!(!made.text("kalender/2026/08/index.html").is_empty());
}

#[test]
fn a_year_counts_its_months_and_holds_what_reaches_into_it() {
    let build = plan(&[("nyar", "start: 2026-12-30\nend: 2027-01-02"), ("var", "start: 2027-03-01")]);
    let year = main(&build, "/kalender/2027/");
    assert_eq!(groups(&year["groups"]), ["Januari 2027: Om nyar", "Mars 2027: Om var"]);
    assert_eq!(links(&year["groups"][0]), [" → /kalender/2027/01/"]);
    assert_eq!(
        links(&year["filters"][0]["values"]),
        ["Januari → /kalender/2027/01/", "Mars → /kalender/2027/03/"]
    );
    let views = |url: &str| links(&main(&build, url)["views"]);
    assert_eq!(
        views("/kalender/2027/"),
        ["Lista → /kalender/", "Månad → /kalender/2027/01/", "År → /kalender/2027/"]
    );
    // The month that one is likely to ask for is that of the next event.
    assert_eq!(views("/kalender/")[1], "Månad → /kalender/2026/05/");
    let later = plan_on(civil::date(2027, 2, 1), &[("var", "start: 2027-03-01")]);
    assert_eq!(links(&main(&later, "/kalender/")["views"])[1], "Månad → /kalender/2027/03/");
    let over = plan_on(civil::date(2027, 6, 1), &[("var", "start: 2027-03-01")]);
    assert_eq!(links(&main(&over, "/kalender/")["views"])[1], "Månad → /kalender/2027/03/");
}

#[test]
fn a_filter_is_a_page_with_what_is_coming_first_and_a_calendar_of_its_own() {
    let build = plan(&[
        ("forr", "start: 2025-03-01\nattendance: digitalt\nmunicipalities: [solna]"),
        ("snart", "start: 2026-06-01\nattendance: båda\ntopics: [tillit]"),
        ("sedan", "start: 2026-09-01\nattendance: digitalt"),
        ("har", "start: 2026-08-01\nattendance: plats"),
    ]);
    let calendar = main(&build, "/kalender/");
    let filters: Vec<_> = list(&calendar["filters"])
        .iter()
        .map(|filter| {
            let values = list(&filter["values"])
                .iter()
                .map(|it| format!("{} {}", words(&it["text"]), words(&it["count"])));
            format!("{}: {}", words(&filter["name"]), values.collect::<Vec<_>>().join(", "))
        })
        .collect();
    // What is held in both forms is found under either.
    assert_eq!(filters, ["Ämne: Tillit 1", "Kommun: Solna 1", "Form: Digitalt 3, På plats 2"]);
    let online = main(&build, "/kalender/form/digitalt/");
    assert_eq!(groups(&online["groups"]), ["Kommande: Om snart, Om sedan", "2025: Om forr"]);
    assert_eq!(online["empty"], Value::Null);
    assert_eq!(
        words(&online["subscribe"]["webcal"]),
        "webcal://www.exempel.se/kalender/form/digitalt/kalender.ics"
    );
    let solna = main(&build, "/kalender/kommun/solna/");
    assert_eq!(words(&solna["empty"]), "Inga kommande evenemang är inlagda just nu.");
    assert_eq!(groups(&solna["groups"]), ["2025: Om forr"]);
    let Some(View::Schedule(schedule)) = build.view("/kalender/form/digitalt/kalender.ics") else { panic!() };
    let titles: Vec<_> = schedule.occasions.iter().map(|it| &*it.title).collect();
    assert_eq!(titles, ["Om forr", "Om snart", "Om sedan"]);
    assert_eq!(schedule.name.as_deref(), Some("Evenemang – digitalt – Provsajten"));
}

#[test]
fn a_long_agenda_shows_whole_months_and_says_that_there_is_more() {
    let all: Vec<(String, String)> = (0..70)
        .map(|at| (format!("nr-{at}"), format!("start: 2026-{:02}-{:02}", 6 + at / 25, 1 + at % 25)))
        .collect();
    let all: Vec<(&str, &str)> = all.iter().map(|(slug, fields)| (&**slug, &**fields)).collect();
    let options = support::options();
    let build = pipeline::build(support::site(&events(&all)), &options, &mut Recall::default());
    let calendar = main(&build, "/kalender/");
    let headings: Vec<_> = list(&calendar["groups"]).iter().map(|group| words(&group["heading"])).collect();
    assert_eq!(headings, ["Maj 2026", "Juni 2026"]);
    assert_eq!(words(&calendar["count"]), "71 kommande evenemang");
    assert_eq!(words(&calendar["note"]), "Här visas de närmaste 26. Alla finns under sina år.");
}
