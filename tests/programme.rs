//! Programmes, and those who speak: what the planned views say, without a template.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fmt::Write as _;

use fou::pipeline::{self, Build, Recall};
use fou::view::View;
use serde_json::Value;

/// Plans the sound site with an event that has this programme.
#[track_caller]
fn plan(fields: &str, sessions: &[&str]) -> Build {
    let mut text = format!("-- content/kalender/dagen.md --\n---\ntitle: Dagen\n{fields}");
    if !sessions.is_empty() {
        text += "programme:\n";
        for session in sessions {
            let _ = writeln!(text, "  - {{{session}}}");
        }
    }
    let build =
        pipeline::build(support::site(&(text + "---\n")), &support::options(), &mut Recall::default());
    assert_eq!(build.diagnostics, []);
    build
}

#[track_caller]
fn main(build: &Build, url: &str) -> Value {
    let Some(View::Page(page)) = build.view(url) else { panic!("no page stands at {url}") };
    serde_json::to_value(&page.main).unwrap()
}

fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace('\u{a0}', " ")
}

/// Writes a programme as lines: the columns, then each session with its slot, column, span and anchor.
fn lines(programme: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for day in programme["days"].as_array().unwrap() {
        let columns = day["grid"]["columns"].as_array().into_iter().flatten().map(words);
        let columns = columns.collect::<Vec<_>>().join(" | ");
        let heading = words(&day["day"]["text"]);
        if !heading.is_empty() || !columns.is_empty() {
            lines.push(format!("{heading}: {columns}"));
        }
        for slot in day["slots"].as_array().unwrap() {
            for it in slot["sessions"].as_array().unwrap() {
                let (slot, title, anchor) =
                    (words(&slot["clock"]["text"]), words(&it["title"]), words(&it["anchor"]));
                lines.push(
                    format!("{slot} {title} {}+{} {anchor}", it["column"], it["span"]).trim().to_owned(),
                );
            }
        }
    }
    lines
}

#[track_caller]
fn check(fields: &str, sessions: &[&str], field: &str, expected: &[&str]) {
    let build = plan(fields, sessions);
    let page = main(&build, "/kalender/2026/dagen/");
    assert_eq!(lines(&page[field]), expected);
    let other = if field == "timetable" { "programme" } else { "timetable" };
    assert_eq!(page[other], Value::Null);
}

const DAY: &str = "start: 2026-06-01 09:00\nend: 2026-06-01 16:00\n";

#[test]
fn one_thing_after_another_is_a_list() {
    check(
        DAY,
        &[
            r#"start: "10:00", end: "10:15", title: Fika, type: paus"#,
            r#"start: "09:00", end: "10:00", title: Samtal, place: Sal 1"#,
            r#"start: "10:15", end: "16:00", title: Samtal, place: Sal 2"#,
        ],
        "programme",
        &[
            "kl. 09.00–10.00 Samtal 0+1 pass_samtal",
            "kl. 10.00–10.15 Fika 0+1",
            "kl. 10.15–16.00 Samtal 0+1 pass_samtal-2",
        ],
    );
}

#[test]
fn what_has_no_time_keeps_its_place() {
    check(
        "start: 2026-06-01\n",
        &[
            "title: Hälsning",
            r#"start: "10:00", title: Senare"#,
            "title: Därefter",
            r#"start: "09:00", title: Tidigt"#,
        ],
        "programme",
        &[
            "Hälsning 0+1 pass_halsning",
            "kl. 09.00 Tidigt 0+1 pass_tidigt",
            "kl. 10.00 Senare 0+1 pass_senare",
            "Därefter 0+1 pass_darefter",
        ],
    );
}

#[test]
fn tracks_are_columns() {
    check(
        DAY,
        &[
            r#"start: "09:00", end: "10:00", title: Alla, place: Aulan"#,
            r#"start: "10:00", end: "12:00", title: Långt, track: Barn"#,
            r#"start: "10:00", end: "11:00", title: Ett, track: Unga"#,
            r#"start: "11:00", end: "12:00", title: Två, track: unga, id: tvaan"#,
            r#"start: "12:00", end: "16:00", title: Ensam, track: Barn"#,
        ],
        "timetable",
        &[
            ": Barn | Unga",
            "kl. 09.00–10.00 Alla 0+1 pass_alla",
            "kl. 10.00 Långt 1+2 pass_langt",
            "kl. 10.00 Ett 2+1 pass_ett",
            "kl. 11.00–12.00 Två 2+1 pass_tvaan",
            "kl. 12.00–16.00 Ensam 1+1 pass_ensam",
        ],
    );
}

#[test]
fn rooms_in_use_at_once_stand_for_tracks() {
    check(
        DAY,
        &[
            r#"start: "09:00", end: "10:00", title: Alla, place: Aulan"#,
            r#"start: "10:00", end: "16:00", title: Ett, place: Aulan"#,
            r#"start: "10:00", end: "16:00", title: Två, place: Sal 2"#,
        ],
        "timetable",
        &[
            ": Aulan | Sal 2",
            "kl. 09.00–10.00 Alla 0+1 pass_alla",
            "kl. 10.00–16.00 Ett 1+1 pass_ett",
            "kl. 10.00–16.00 Två 2+1 pass_tva",
        ],
    );
}

#[test]
fn more_tracks_than_columns_stay_a_list() {
    let sessions: Vec<_> = (1..=7)
        .map(|at| format!(r#"start: "09:00", end: "16:00", title: Pass {at}, track: Spår {at}"#))
        .collect();
    let sessions: Vec<_> = sessions.iter().map(String::as_str).collect();
    let page = main(&plan(DAY, &sessions), "/kalender/2026/dagen/");
    assert_eq!(lines(&page["programme"]).len(), 7);
}

#[test]
fn days_follow_each_other() {
    check(
        "start: 2026-06-01\nend: 2026-06-02\n",
        &[
            r#"start: "09:00", end: "10:00", title: Ett"#,
            r#"day: 2026-06-02, start: "08:00", end: "09:00", title: Två"#,
            r#"start: "09:00", end: "10:00", title: Tre"#,
        ],
        "programme",
        &[
            "måndag 1 juni 2026: ",
            "kl. 09.00–10.00 Ett 0+1 pass_ett",
            "tisdag 2 juni 2026: ",
            "kl. 08.00–09.00 Två 0+1 pass_tva",
            "kl. 09.00–10.00 Tre 0+1 pass_tre",
        ],
    );
}

#[test]
fn sessions_stand_in_the_calendar_file_if_that_is_asked_for() {
    let told = |more: &str| {
        let sessions = [
            r#"start: "09:00", end: "10:00", title: Ett, id: ett"#,
            r#"start: "10:00", end: "11:00", title: Fika, type: paus"#,
            r#"start: "11:00", end: "16:00", title: Två, id: tva"#,
        ];
        let build = plan(&format!("{DAY}{more}"), &sessions);
        let titles = |url| match build.view(url) {
            Some(View::Schedule(schedule)) => schedule
                .occasions
                .into_iter()
                .map(|it| format!("{} {}", it.title, it.uid))
                .collect::<Vec<_>>(),
            _ => panic!("no calendar file stands at {url}"),
        };
        let all = titles("/kalender/kalender.ics");
        assert_eq!(all.iter().filter(|it| it.starts_with("Ett ")).count(), 0, "only the event's own file");
        titles("/kalender/2026/dagen/evenemang.ics")
    };
    let whole = "Dagen dagen@www.exempel.se";
    assert_eq!(told(""), [whole]);
    let sessions = ["Ett dagen.pass_ett@www.exempel.se", "Två dagen.pass_tva@www.exempel.se"];
    assert_eq!(told("sessions_in_calendar: ja\n"), [&[whole], &sessions[..]].concat());
}

#[test]
fn a_person_lists_what_she_speaks_at() {
    let talks = |more: &str| {
        let sessions = [
            r#"start: "09:00", end: "10:00", title: Ett, speakers: [anna-oberg]"#,
            r#"start: "10:00", end: "16:00", title: Två, speakers: [{name: Gunnar Gäst}]"#,
        ];
        let build = plan(&format!("{DAY}{more}"), &sessions);
        main(&build, "/om/medarbetare/anna-oberg/")["talks"].clone()
    };
    let all = talks("");
    assert_eq!(all[0]["year"], "2026");
    assert_eq!(all[0]["talks"][0]["event"]["text"], "Dagen");
    assert_eq!(all[0]["talks"][0]["sessions"][0]["url"], "/kalender/2026/dagen/#pass_ett");
    assert_eq!(all[0]["talks"][0]["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(talks("status: inställt\n"), Value::Array(Vec::new()));
}

#[test]
fn an_evaluation_shows_what_is_given() {
    let shown = |fields: &str| {
        let page = main(&plan(&format!("{DAY}{fields}"), &[]), "/kalender/2026/dagen/");
        let facts = page["evaluation"]["facts"].as_array().into_iter().flatten();
        facts
            .map(|it| format!("{}: {}", words(&it["name"]), words(&it["values"][0]["text"])))
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(""), Vec::<String>::new());
    assert_eq!(shown("evaluation: {answers: 1200}\n"), ["Svar: 1 200"]);
    let all = "evaluation: {participants: 120, answers: 80, mean: 4.25, highest: 5}\n";
    assert_eq!(shown(all), ["Deltagare: 120", "Svar: 80 (67 %)", "Medelbetyg: 4,25 av 5"]);
    let page = main(&plan(&format!("{DAY}evaluation: {{}}\n"), &[]), "/kalender/2026/dagen/");
    assert_eq!(page["evaluation"], Value::Null);
}
