//! The calendar as programs read it: calendar files, what is coming, and the feed.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use fou::date::Moment;
use fou::model::publishing::Scope;
use fou::pipeline::Options;
use fou::view::View;
use jiff::civil;
use serde_json::Value;
use support::{made_of, plan};

/// Finds the lines of an event in a calendar file, unfolded.
#[track_caller]
fn occasion(file: &str, slug: &str) -> Vec<String> {
    let unfolded = file.replace("\r\n ", "");
    let mut events = unfolded.split("BEGIN:VEVENT\r\n").skip(1);
    let event =
        events.find(|it| it.starts_with(&format!("UID:{slug}@"))).unwrap_or_else(|| panic!("no {slug}"));
    event.split("\r\n").take_while(|line| *line != "END:VEVENT").map(str::to_owned).collect()
}

#[test]
fn programs_are_told_days_and_times_as_they_are_known() {
    let made = made_of(&[
        ("natt-var", "start: 2026-03-29 01:30\nend: 2026-03-29 03:30"),
        ("natt-host", "start: 2026-10-25T02:30+02:00\nend: 2026-10-25T02:30+01:00"),
        ("dagar", "start: 2026-09-30\nend: 2026-10-02"),
        ("punkt", "start: 2026-06-01 09:00\nend: 2026-06-01 09:00"),
        ("till-dag", "start: 2026-06-08 09:00\nend: 2026-06-09"),
        ("installt", "start: 2026-06-02\nstatus: inställt"),
        ("ar", "start: 2026"),
        ("manad", "start: 2026-08"),
        ("oklar", "start: 2026-06-10\nend: 2026-07"),
    ]);
    let file = made.text("kalender/kalender.ics");
    let times = |slug: &str| {
        let lines = occasion(file, slug);
        lines
            .into_iter()
            .filter(|it| it.starts_with("DTSTART") || it.starts_with("DTEND"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        times("natt-var"),
        ["DTSTART;TZID=Europe/Stockholm:20260329T013000", "DTEND;TZID=Europe/Stockholm:20260329T033000"]
    );
    assert_eq!(times("natt-host"), ["DTSTART:20261025T003000Z", "DTEND:20261025T013000Z"]);
    assert_eq!(times("dagar"), ["DTSTART;VALUE=DATE:20260930", "DTEND;VALUE=DATE:20261003"]);
    assert_eq!(times("punkt"), ["DTSTART;TZID=Europe/Stockholm:20260601T090000"]);
    assert_eq!(
        times("till-dag"),
        ["DTSTART;TZID=Europe/Stockholm:20260608T090000", "DTEND;TZID=Europe/Stockholm:20260610T000000"]
    );
    assert!(occasion(file, "installt").contains(&"STATUS:CANCELLED".to_owned()));
    for slug in ["ar", "manad", "oklar"] {
        assert!(!file.contains(&format!("UID:{slug}@")), "{slug} has no day");
        assert!(
            !made.files.contains_key(&format!("kalender/2026/{slug}/evenemang.ics")),
            "{slug} has no day"
        );
    }
    let utc = |text: &str| Moment::parse(text).unwrap().first_instant().to_string();
    assert_eq!(utc("2026-03-27 09:00"), "2026-03-27T08:00:00Z");
}

#[test]
fn a_calendar_file_is_stable_folded_and_tells_no_secret() {
    let title = format!("title: {}", "Åäö å ä ö, ".repeat(12));
    let listing = format!(
        "-- content/kalender/lang.md --\n---\n{title}\nstart: 2026-06-01 09:00\nonline: https://hemligt.example/rum\n\
         updated: 2026-05-02\nregistration: {{email: a@exempel.se}}\nplace: {{name: Salen, directions: https://hemligt.example/karta}}\n---\n"
    );
    let of = |listing: &str, today| {
        let options = Options { scope: Scope::on(today, false), base_url: None };
        let made = support::make(&support::site(listing), &options);
        assert_eq!(made.diagnostics, []);
        made
    };
    let made = of(&listing, support::TODAY);
    let file = made.text("kalender/kalender.ics");
    assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    let lines = occasion(file, "lang");
    assert_eq!(
        lines[..3],
        ["UID:lang@www.exempel.se", "DTSTAMP:20260502T000000Z", "LAST-MODIFIED:20260502T000000Z"]
    );
    assert!(lines.iter().any(|line| line.starts_with("SUMMARY:Åäö å ä ö\\, Åäö")), "{lines:?}");
    assert!(lines.contains(&"LOCATION:Salen".to_owned()), "{lines:?}");
    // The page of the event leads to the way there; no file for programs leads to the room.
    for path in made.files.keys().filter(|path| path.rsplit('.').next() != Some("html")) {
        let text = String::from_utf8_lossy(&made.files[path]);
        assert!(!text.contains("hemligt.example"), "{path} tells the address");
    }
    let zone: Vec<_> = file.split("\r\n").skip_while(|line| *line != "BEGIN:VTIMEZONE").collect();
    for rule in ["DTSTART:19700329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"] {
        assert!(zone.contains(&rule), "{rule}");
    }
    for line in [
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "SOURCE;VALUE=URI:https://www.exempel.se/kalender/kalender.ics",
    ] {
        assert!(file.replace("\r\n ", "").contains(line), "{line}");
    }
    // Another day and another title are the same event, told at the same time.
    let later = of(&listing.replace("Åäö", "Något annat"), civil::date(2026, 5, 20));
    assert_eq!(occasion(later.text("kalender/kalender.ics"), "lang")[..3], lines[..3]);
}

#[test]
fn what_is_coming_is_told_to_other_programs() {
    let made = made_of(&[
        ("forr", "start: 2025-03-01"),
        ("ar", "start: 2027"),
        ("manad", "start: 2026-08"),
        (
            "full",
            "start: 2026-06-01 09:00\nend: 2026-06-01 10:00\nattendance: båda\nplace: {name: Salen, floor: Plan 2}\n\
             series: morgonsoffan\ntopics: [tillit]\nsummary: Kort.\nstatus: fullt\nonline: https://hemligt.example/",
        ),
    ]);
    let said: Value = serde_json::from_str(made.text("kalender/kommande.json")).unwrap();
    let expected = serde_json::json!({
        "version": 1,
        "title": "Kommande evenemang från Provsajten",
        "language": "sv",
        "url": "https://www.exempel.se/kalender/",
        "calendar": "https://www.exempel.se/kalender/kalender.ics",
        "events": [
            {
                "id": "tillit@www.exempel.se",
                "url": "https://www.exempel.se/kalender/2026/tillit/",
                "title": "Tillit i vardagen",
                "start": "2026-05-29T09:00+02:00",
                "end": "2026-05-29T10:00+02:00",
                "when": "fredag 29 maj 2026 kl.\u{a0}09.00–10.00",
                "status": "planned",
                "topics": [],
                "calendar": "https://www.exempel.se/kalender/2026/tillit/evenemang.ics",
            },
            {
                "id": "full@www.exempel.se",
                "url": "https://www.exempel.se/kalender/2026/full/",
                "title": "Om full",
                "summary": "Kort.",
                "start": "2026-06-01T09:00+02:00",
                "end": "2026-06-01T10:00+02:00",
                "when": "måndag 1 juni 2026 kl.\u{a0}09.00–10.00",
                "status": "full",
                "attendance": "both",
                "place": "Salen, Plan 2",
                "series": {"title": "Morgonsoffan", "url": "https://www.exempel.se/morgonsoffan/"},
                "topics": [{"title": "Tillit", "url": "https://www.exempel.se/amnen/tillit/"}],
                "calendar": "https://www.exempel.se/kalender/2026/full/evenemang.ics",
            },
            {
                "id": "manad@www.exempel.se",
                "url": "https://www.exempel.se/kalender/2026/manad/",
                "title": "Om manad",
                "start": "2026-08",
                "when": "augusti 2026",
                "status": "planned",
                "topics": [],
            },
        ],
    });
    assert_eq!(said, expected);
}

#[test]
fn the_feed_of_the_calendar_tells_what_is_new_and_what_was_changed() {
    let build = plan(&[
        ("nytt", "start: 2026-09-01 09:00\npublish: 2026-04-20\nattendance: digitalt\nsummary: Vad vet vi?"),
        ("andrat", "start: 2026-06-01\nupdated: 2026-05-03\nstatus: inställt"),
        ("film", "start: 2025-03-01\nupdated: 2026-01-07"),
        ("forr", "start: 2025-02-01"),
    ]);
    let Some(View::Feed(feed, _)) = build.view("/kalender/flode.xml") else { panic!() };
    let told: Vec<_> = feed.entries.iter().map(|it| (&*it.title, &*it.updated)).collect();
    assert_eq!(
        told,
        [
            ("Om andrat", "2026-05-03T00:00:00+02:00"),
            ("Om nytt", "2026-04-20T00:00:00+02:00"),
            ("Om film", "2026-01-07T00:00:00+01:00"),
            ("Tillit i vardagen", "2025-01-01T00:00:00+01:00"),
        ]
    );
    let summary = |at: usize| feed.entries[at].summary.as_deref().unwrap().replace('\u{a0}', " ");
    assert_eq!(summary(0), "Inställt. Måndag 1 juni 2026.");
    assert_eq!(summary(1), "Tisdag 1 september 2026 kl. 09.00. Digitalt. Vad vet vi?");
    assert_eq!(feed.entries[1].published.as_deref(), Some("2026-04-20T00:00:00+02:00"));
    assert_eq!(feed.updated, feed.entries[0].updated);
}
