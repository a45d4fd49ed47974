//! The register of published files through the real program: recorded, changed in silence, explained, gone.
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
