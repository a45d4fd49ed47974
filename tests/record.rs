//! The register through the real program: files recorded, changed in silence, explained, gone; events and their changes.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests look at what lies on the disk"
)]

mod program;

use program::Scratch;

const REGISTER: &str = "content/publicerat.yaml";
const PDF: &str = "content/publikationer/rapport/rapport.pdf";

/// Makes a site with one publication that has a PDF.
fn site() -> Scratch {
    let site = Scratch::site();
    publication(&site, "");
    site.write(PDF, "%PDF-1.7 den första");
    site
}

fn publication(site: &Scratch, more: &str) {
    let text = format!("---\ntitle: En rapport\ndate: 2025\nfiles: [rapport.pdf]\n{more}---\n\nText.\n");
    site.write("content/publikationer/rapport/index.md", text);
}

#[test]
fn what_is_published_is_written_down_once() {
    let site = site();
    site.fou(&["record", "--today", "2026-03-03"]).expect(
        0,
        &[
            "Bokförd: /publikationer/2025/rapport/rapport.pdf, 20\u{a0}byte\n",
            "Spara `content/publicerat.yaml`",
        ],
    );
    let register = site.read(REGISTER);
    // The sum is that of `sha256sum`.
    let row = "- path: /publikationer/2025/rapport/rapport.pdf\n  \
               sha256: 64a9a597128db94d5068d033836eb485db2f2411b27b87fad1be617d30e0c992\n  \
               size: 20\n  date: 2026-03-03\n  xxh3: c1e43f81af0cc715412a3230f7660a53\n";
    assert_eq!(register.split_once("files:\n").map_or("", |it| it.1), row);
    site.fou(&["bokför", "--today", "2026-03-04"]).expect(0, &["Allt är redan bokfört.\n"]);
    assert_eq!(site.read(REGISTER), register);
    site.fou(&["check"]).expect(0, &["2 varningar"]);
}

#[test]
fn a_published_file_is_not_replaced_in_silence() {
    let site = site();
    site.fou(&["record", "--today", "2026-03-03"]).expect(0, &[]);
    site.fou(&["build"]).expect(0, &[]);
    let register = site.read(REGISTER);
    site.write(PDF, "%PDF-1.7 den andra");
    site.fou(&["check"]).expect(1, &["fel[F781]", "kontrollsumma", "3 mars 2026", "1 fel"]);
    site.fou(&["build"]).expect(1, &["fel[F781]", "Inget publicerades: 1 fel"]);
    assert!(site.read("public/publikationer/2025/rapport/rapport.pdf").ends_with("den första"));
    site.fou(&["record"]).expect(1, &["fel[F781]", "Inget bokfördes: 1 fel"]);
    assert_eq!(site.read(REGISTER), register);
    publication(&site, "edition: andra upplagan, rättad tabell 3\n");
    site.fou(&["check"]).expect(0, &["upplysning[F783]"]);
    site.fou(&["record", "--today", "2026-04-04"]).expect(0, &["Bokförd: "]);
    let both = site.read(REGISTER);
    assert!(both.contains("2026-03-03") && both.contains("2026-04-04"), "{both}");
    assert!(both.starts_with("# Skrivs av `fou record`"), "{both}");
    assert!(both.contains("edition: andra upplagan, rättad tabell 3\n"), "{both}");
    site.fou(&["build"]).expect(0, &["2 varningar\n"]);
    assert!(site.read("public/publikationer/2025/rapport/index.html").contains("rättad tabell 3"));
    // The same words cannot excuse a third file.
    site.write(PDF, "%PDF-1.7 den tredje");
    site.fou(&["check"]).expect(1, &["fel[F781]", "4 april 2026"]);
    site.write(PDF, "%PDF-1.7 den andra");
    site.fou(&["check"]).expect(0, &[]);
}

#[test]
fn what_has_gone_is_told_until_its_address_leads_somewhere() {
    let site = site();
    site.fou(&["record"]).expect(0, &[]);
    let text = |more: &str| format!("---\ntitle: En rapport\ndate: 2025\n{more}---\n\nText.\n");
    site.write("content/publikationer/rapport/index.md", text(""));
    std::fs::remove_file(site.path(PDF)).unwrap();
    site.fou(&["check"]).expect(0, &["varning[F782]", "finns inte längre"]);
    let alias = text("aliases: [/publikationer/2025/rapport/rapport.pdf]\n");
    site.write("content/publikationer/rapport/index.md", alias);
    site.fou(&["check"]).expect(0, &["1 varning\n"]);
}

#[test]
fn drafts_are_not_written_down() {
    let site = site();
    publication(&site, "draft: true\n");
    site.fou(&["record", "--drafts"]).expect(0, &["Allt är redan bokfört."]);
    assert!(!site.path(REGISTER).exists());
}

const ICS: &str = "public/kalender/2027/samtal/evenemang.ics";

/// Makes a site with one event that is to come.
fn gathering() -> Scratch {
    let site = Scratch::site();
    event(&site, "start: 2027-03-05 09:00\nend: 2027-03-05 10:00\n");
    site
}

fn event(site: &Scratch, fields: &str) {
    site.write("content/kalender/samtal.md", format!("---\ntitle: Samtal\n{fields}---\n"));
}

/// Builds the site and reads what calendars are told of the event's changes.
#[track_caller]
fn told(site: &Scratch, expected: [&str; 3]) {
    site.fou(&["build", "--today", "2027-02-01"]).expect(0, &[]);
    let file = site.read(ICS);
    for line in expected {
        assert!(file.contains(&format!("\r\n{line}\r\n")), "{line} is not in\n{file}");
    }
}

#[test]
fn an_event_has_a_higher_number_after_each_change() {
    let site = gathering();
    site.fou(&["record", "--today", "2027-01-08"])
        .expect(0, &["Bokfört: samtal, fredag 5 mars 2027 kl.\u{a0}09.00–10.00\n"]);
    let register = site.read(REGISTER);
    let row = "- event: samtal\n  sequence: 0\n  date: 2027-01-08\n  start: 2027-03-05T09:00+01:00\n  \
               end: 2027-03-05T10:00+01:00\n  cancelled: false\n";
    assert_eq!(register.split_once("files: []\nevents:\n").map_or("", |it| it.1), row);
    site.fou(&["record", "--today", "2027-01-09"]).expect(0, &["Allt är redan bokfört.\n"]);
    told(
        &site,
        ["SEQUENCE:0", "LAST-MODIFIED:20270108T000000Z", "DTSTART;TZID=Europe/Stockholm:20270305T090000"],
    );

    // The build raises the number, the same however often it is made, and writes nothing down.
    event(&site, "start: 2027-03-05 13:00\nend: 2027-03-05 14:00\nplace: Rådhuset\n");
    let changed =
        ["SEQUENCE:1", "LAST-MODIFIED:20270108T000000Z", "DTSTART;TZID=Europe/Stockholm:20270305T130000"];
    told(&site, changed);
    told(&site, changed);
    assert_eq!(site.read(REGISTER), register);
    site.fou(&["check", "--today", "2027-02-01"])
        .expect(0, &["upplysning[F558]", "tiden och platsen ändrats", "kl.\u{a0}09.00–10.00"]);
    site.fou(&["record", "--today", "2027-02-02"]).expect(0, &["Bokförd ändring 1: samtal"]);
    assert!(site.read(REGISTER).starts_with(&register));
    told(&site, ["SEQUENCE:1", "LAST-MODIFIED:20270202T000000Z", "STATUS:CONFIRMED"]);

    // What is called off keeps its place in the calendar; words about it are no change.
    event(&site, "start: 2027-03-05 13:00\nend: 2027-03-05 14:00\nplace: Rådhuset\nsummary: Ett samtal\n");
    told(&site, ["SEQUENCE:1", "LAST-MODIFIED:20270202T000000Z", "STATUS:CONFIRMED"]);
    event(&site, "start: 2027-03-05 13:00\nend: 2027-03-05 14:00\nplace: Rådhuset\nstatus: inställt\n");
    told(&site, ["SEQUENCE:2", "LAST-MODIFIED:20270202T000000Z", "STATUS:CANCELLED"]);
}

#[test]
fn a_session_that_is_moved_has_a_higher_number_too() {
    let site = gathering();
    let day = |start: &str, title: &str| {
        let session = format!("{{id: samtal, start: \"{start}\", end: \"09:45\", title: {title}}}");
        let fields = "start: 2027-03-05 09:00\nend: 2027-03-05 10:00\nsessions_in_calendar: ja\n";
        event(&site, &format!("{fields}programme: [{session}]\n"));
    };
    day("09:15", "Samtal");
    site.fou(&["record", "--today", "2027-01-08"]).expect(0, &["Bokfört: samtal"]);
    day("09:15", "Ett samtal");
    let session = "UID:samtal.pass_samtal@prov.example";
    told(&site, ["SEQUENCE:0", session, "DTSTART;TZID=Europe/Stockholm:20270305T091500"]);
    day("09:30", "Ett samtal");
    told(&site, ["SEQUENCE:1", session, "DTSTART;TZID=Europe/Stockholm:20270305T093000"]);
    site.fou(&["record", "--today", "2027-02-02"]).expect(0, &["Bokförd ändring 1: samtal"]);
    told(&site, ["SEQUENCE:1", session, "LAST-MODIFIED:20270202T000000Z"]);
}

#[test]
fn an_event_that_has_gone_is_told() {
    let site = gathering();
    site.fou(&["record", "--today", "2027-01-08"]).expect(0, &[]);
    std::fs::remove_file(site.path("content/kalender/samtal.md")).unwrap();
    site.fou(&["check", "--today", "2027-02-01"]).expect(0, &["varning[F557]", "status: inställt"]);
    // A text with a mistake in it has not gone.
    event(&site, "start: 2027-02-30\n");
    let said = site.fou(&["check", "--today", "2027-02-01"]);
    said.expect(1, &["1 fel"]);
}

#[test]
fn what_is_over_or_has_no_day_is_not_recorded() {
    let site = gathering();
    site.fou(&["record", "--today", "2027-03-06"]).expect(0, &["Allt är redan bokfört.\n"]);
    event(&site, "start: 2027-04\n");
    site.fou(&["record", "--today", "2027-03-06"]).expect(0, &["Allt är redan bokfört.\n"]);
}
