//! New entries through the real program, and the handbook: what it tells people to type is typed here.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests look at what lies on the disk"
)]

mod program;

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use program::Scratch;

/// A PDF that a word processor could have made, with a title of its own.
const REAL: &str = "tests/sites/whole/site/content/publikationer/tillit/rapport.pdf";

const SERIES: &str = "publication_series:\n  - {slug: rapport, title: Rapport}\n";

fn site(settings: &str) -> Scratch {
    let site = Scratch::site();
    let all = site.read("content/site.yaml");
    site.write("content/site.yaml", all + settings);
    site
}

fn publication(site: &Scratch, name: &str, more: &str) {
    site.write(
        &format!("content/publikationer/{name}/index.md"),
        format!("---\ntitle: {name}\ndate: 2026\n{more}---\n\nText.\n"),
    );
}

/// Returns the fields that are filled in.
fn filled(text: &str) -> Vec<&str> {
    text.lines().skip(1).take_while(|line| *line != "---").filter(|line| !line.starts_with('#')).collect()
}

#[test]
fn every_kind_has_a_beginning_that_leaves_the_site_whole() {
    let kinds = [
        ("publikation", "publikationer/en-sak/index.md"),
        ("event", "kalender/en-sak.md"),
        ("nyhet", "nyheter/en-sak.md"),
        ("uppdrag", "uppdrag/en-sak.md"),
        ("nätverk", "natverk/en-sak.md"),
        ("service", "om/kommungemensamma-verksamheter/en-sak.md"),
        ("sida", "en-sak.md"),
        ("person", "om/medarbetare/en-sak.md"),
        ("newsletter", "nyhetsbrev/en-sak.md"),
        ("ämne", "amnen/en-sak.md"),
        ("kommun", "om/kommunerna/en-sak.md"),
        ("ord", "ordlista/en-sak.md"),
        ("serie", "en-serie/index.md"),
    ];
    let site = site(SERIES);
    for (kind, path) in kinds {
        let title = if kind == "serie" { "En serie" } else { "En: ”sak” – # x" };
        let title = if path.contains("en-sak") { title.trim_end_matches(" – # x") } else { title };
        site.fou(&["new", kind, title]).expect(0, &[&format!("content/{path}")]);
        let text = site.read(&format!("content/{path}"));
        assert!(
            text.contains("\ndraft: true\n") && text.contains("\n# summary: # en mening om innehållet\n"),
            "{text}"
        );
    }
    let before = site.fou(&["check"]);
    before.expect(0, &["1 varning"]);
    // With every hint taken up as it stands, nothing is said either: a hint is no value.
    site.fou(&["check", "--drafts"]).expect(0, &["1 varning"]);
    let path = "content/kalender/en-sak.md";
    site.write(path, site.read(path).replace("\n# ", "\n").replace("Ta bort tecknet", "# Ta bort tecknet"));
    site.fou(&["check", "--drafts"]).expect(0, &["1 varning"]);
}

#[test]
fn a_publication_gets_its_pdf_and_the_next_number() {
    let site = site(SERIES);
    publication(&site, "nio", "series: rapport\nnumber: 2026:9\n");
    publication(&site, "tio", "series: rapport\nnumber: 2026:10\ndraft: true\n");
    publication(&site, "forra", "series: rapport\nnumber: 2025:30\n");
    site.write("Min_rapport ÅÄÖ.PDF", "%PDF-1.7\n");
    site.fou(&["ny", "publikation", "Tillit: ett kunskapsunderlag", "--pdf", "Min_rapport ÅÄÖ.PDF"]).expect(
        0,
        &[
            "Ny publikation: content/publikationer/tillit-ett-kunskapsunderlag/index.md\n",
            "heter där min-rapport-aao.pdf",
            "Serien Rapport är föreslagen, med nästa lediga nummer 2026:11.",
        ],
    );
    let text = site.read("content/publikationer/tillit-ett-kunskapsunderlag/index.md");
    assert_eq!(
        filled(&text),
        [
            "title: 'Tillit: ett kunskapsunderlag'",
            "draft: true",
            "date: 2026",
            "series: rapport",
            "number: 2026:11",
            "files:",
            "- min-rapport-aao.pdf"
        ]
    );
    assert_eq!(
        site.read("content/publikationer/tillit-ett-kunskapsunderlag/min-rapport-aao.pdf"),
        "%PDF-1.7\n"
    );
    // The file's own name is a title, if no other is given.
    site.fou(&["new", "publication", "--pdf", "Min_rapport ÅÄÖ.PDF"])
        .expect(0, &["min-rapport-aao/index.md"]);
    assert_eq!(
        filled(&site.read("content/publikationer/min-rapport-aao/index.md"))[0],
        "title: Min rapport ÅÄÖ"
    );
}

#[test]
fn what_a_pdf_says_of_itself_is_filled_in() {
    let site = site(SERIES);
    site.write("content/om/medarbetare/anna-oberg.md", "---\ntitle: Anna Öberg\nsurname: Öberg\n---\n");
    let real = program::home().join(REAL);
    site.fou(&["new", "publikation", "--pdf", real.to_str().unwrap()]).expect(0, &["2025:1"]);
    let text = site.read("content/publikationer/tillit-i-socialtjansten-ett-kunskapsunderlag/index.md");
    assert_eq!(
        filled(&text),
        [
            "title: 'Tillit i socialtjänsten: Ett kunskapsunderlag'",
            "draft: true",
            "authors:",
            "- anna-oberg",
            "- name: Gunnar Gäst",
            "date: 2025",
            "series: rapport",
            "number: 2025:1",
            "files:",
            "- rapport.pdf"
        ]
    );
}

#[test]
fn of_several_series_none_is_chosen_for_one() {
    let site = site("publication_series:\n  - {slug: rapport, title: Rapport}\n  - {slug: pm, title: PM}\n");
    site.fou(&["new", "publikation", "Ett"]).expect(0, &["publikationer/ett/index.md"]);
    assert_eq!(
        filled(&site.read("content/publikationer/ett/index.md")),
        ["title: Ett", "draft: true", "date: 2026"]
    );
    site.fou(&["new", "publikation", "Två", "--series", "pm"])
        .expect(0, &["Serien PM är föreslagen", "2026:1"]);
    site.fou(&["new", "publikation", "Tre", "--series", "raport"])
        .expect(2, &["fel: ingen publikationsserie heter `raport`; menade du `rapport`?"]);
    assert!(!site.path("content/publikationer/tre").exists());
}

#[test]
fn nothing_is_written_over() {
    let site = site(SERIES);
    site.fou(&["new", "sida", "Om provet"]).expect(0, &["content/om-provet.md"]);
    let before = site.read("content/om-provet.md");
    site.fou(&["new", "sida", "Om provet"])
        .expect(2, &["fel: det finns redan en sida med namnet `om-provet`"]);
    assert_eq!(site.read("content/om-provet.md"), before);
    // A folder without a text, such as one that somebody has put a PDF in.
    site.write("content/publikationer/halv/rapport.pdf", "%PDF-1.7\n");
    site.fou(&["new", "publikation", "Halv"])
        .expect(2, &["fel: `content/publikationer/halv` finns redan, och skrivs inte över"]);
    site.write("brev.docx", "PK");
    site.fou(&["new", "publikation", "Brev", "--pdf", "brev.docx"])
        .expect(2, &["fel: `brev.docx` är ingen pdf"]);
    site.fou(&["new", "publikation", "Brev", "--pdf", "borta.pdf"])
        .expect(3, &["fel: kan inte läsa `borta.pdf`: den finns inte"]);
    assert!(!site.path("content/publikationer/brev").exists());
    for (arguments, said) in [
        (
            &["publikatoin", "X"][..],
            "fel: det finns inget slag som heter `publikatoin`; menade du `publikation`?",
        ),
        (&["nyhet"], "fel: rubriken saknas: skriv `fou new nyhet \"Rubriken\"`"),
        (&["nyhet", "???"], "fel: rubriken `???` har inga bokstäver som kan bli en adress"),
        (
            &["nyhet", "X", "--pdf", "x.pdf"],
            "fel: `--pdf` hör till publikationer och betyder inget för en nyhet: ta bort det",
        ),
        (&["nyhet", "X", "--series", "x"], "fel: `--series` hör till publikationer och evenemang"),
        (&["evenemang", "X", "--antal", "2"], "fel: `--count` hör till evenemang i en serie"),
        (
            &["evenemang", "--serie", "x", "--antal", "0"],
            "fel: `0` går inte att använda för `--count <ANTAL>`",
        ),
        (&["evenemang"], "fel: rubriken saknas: skriv `fou new evenemang \"Rubriken\"`"),
        (&["nyhet", "X", "--drafts"], "fel: `--drafts` betyder inget för `fou new`: ta bort det"),
        (&["publikation", "X", "--deny-warnings"], "fel: `--deny-warnings` betyder inget för `fou new`"),
    ] {
        site.fou(&[&["new"], arguments].concat()).expect(2, &[said]);
    }
}

/// A series that comes on the last Friday of the month, with an event in March.
fn soffan() -> Scratch {
    let site = site("event_series: [soffan, fest]\n");
    let rhythm =
        "{days: sista fredagen i månaden, start: \"08:30\", end: \"09:30\", except: [juli, december]}";
    site.write("content/soffan/index.md", format!("---\ntitle: Soffan\nrhythm: {rhythm}\n---\n"));
    site.write("content/fest/index.md", "---\ntitle: Fest\nrhythm: Ibland\n---\n");
    let event = "---\ntitle: Den förra\nseries: soffan\nstart: 2027-02-26 08:30\n---\n";
    site.write("content/kalender/den-forra.md", event);
    site
}

#[test]
fn a_series_proposes_its_next_events() {
    let site = soffan();
    site.fou(&["new", "evenemang", "--serie", "soffan"]).expect(
        0,
        &["Hoppar över fredag 26 mars 2027: det är långfredagen.\n\
             Nytt evenemang: content/kalender/soffan-30-april-2027.md\n\
             Se efter att tiden stämmer"],
    );
    let text = site.read("content/kalender/soffan-30-april-2027.md");
    assert_eq!(
        filled(&text),
        [
            "title: Soffan 30 april 2027",
            "draft: true",
            "series: soffan",
            "start: 2027-04-30 08:30",
            "end: 2027-04-30 09:30"
        ]
    );
    // Drafts count: the next ones come after them.
    site.fou(&["new", "event", "--series", "soffan", "--antal", "3"]).expect(
        0,
        &[
            "Hoppar över fredag 30 juli 2027: den dagen utgår ur rytmen.\n\
             Nytt evenemang: content/kalender/soffan-28-maj-2027.md\n\
             Nytt evenemang: content/kalender/soffan-27-augusti-2027.md\n",
            "soffan-24-september-2027.md\n",
        ],
    );
    site.fou(&["check", "--drafts"]).expect(0, &["1 varning"]);
    site.fou(&["new", "evenemang", "Fest i soffan", "--serie", "soffan"])
        .expect(0, &["content/kalender/fest-i-soffan.md"]);
    assert_eq!(filled(&site.read("content/kalender/fest-i-soffan.md"))[3], "start: 2027-10-29 08:30");
}

#[test]
fn a_series_without_days_proposes_nothing() {
    let site = soffan();
    site.fou(&["new", "evenemang", "--serie", "fest"])
        .expect(2, &["fel: serien har ingen rytm att räkna på", "`content/fest/index.md`"]);
    site.fou(&["new", "evenemang", "Kräftskiva", "--serie", "fest"])
        .expect(0, &["Nytt evenemang: content/kalender/kraftskiva.md"]);
    let text = site.read("content/kalender/kraftskiva.md");
    assert_eq!(filled(&text)[2], "series: fest");
    site.fou(&["new", "evenemang", "--serie", "sofan"])
        .expect(2, &["fel: ingen evenemangsserie heter `sofan`; menade du `soffan`?"]);
    site.fou(&["new", "evenemang", "--serie", "xyz"])
        .expect(2, &["fel: ingen evenemangsserie heter `xyz`: gör den med `fou new serie`"]);
}

#[test]
fn who_wants_quiet_has_it() {
    let site = site(SERIES);
    let said = site.fou(&["new", "sida", "Om tystnad", "--quiet"]);
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (Some(0), "", ""));
    assert!(site.path("content/om-tystnad.md").exists());
}

#[test]
fn the_handbook_is_followed_to_the_letter() {
    let site = site(SERIES);
    site.write("rapport.pdf", std::fs::read(program::home().join(REAL)).unwrap());
    let help = site.fou(&["hjälp", "publikation"]);
    assert_eq!((help.code, help.err.as_str()), (Some(0), ""));
    let commands: Vec<&str> =
        help.out.lines().filter_map(|line| line.trim_start().strip_prefix("fou ")).collect();
    let names: Vec<&str> = commands.iter().filter_map(|it| it.split(' ').next()).collect();
    assert_eq!(names, ["new", "serve", "check", "build", "record"]);
    let text = "content/publikationer/tillit-i-praktiken/index.md";
    for command in commands {
        let arguments: Vec<&str> = command
            .split('"')
            .enumerate()
            .flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() })
            .collect();
        match arguments[0] {
            "serve" => preview(&site),
            "check" => {
                // The step before it: the fields are filled in, the text is written, the draft is done.
                let written =
                    site.read(text).replace("draft: true\n", "").replace("# summary: # en", "summary: En");
                site.write(text, written + "Det här kom vi fram till.\n");
                // The PDF has another title than the page, which is said and stops nothing.
                site.fou(&arguments).expect(0, &["varning[F750]"]);
            }
            _ => site.fou(&arguments).expect(0, &[]),
        }
    }
    let page = site.read("public/publikationer/2025/tillit-i-praktiken/index.html");
    for words in [
        "Rapport 2025:1",
        "href=\"/publikationer/2025/tillit-i-praktiken/rapport.pdf\"",
        "Det här kom vi fram till.",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(
        site.read("content/publicerat.yaml").contains("/publikationer/2025/tillit-i-praktiken/rapport.pdf")
    );
}

#[test]
fn what_the_handbook_shows_of_chapters_can_be_written_so() {
    let site = site(SERIES);
    publication(&site, "fika", "");
    let help = site.fou(&["help", "kapitel"]).out;
    let shown = help.lines().filter(|line| line.is_empty() || line.starts_with("     "));
    let shown: Vec<&str> = shown.map(str::trim_start).filter(|line| !line.starts_with("fou ")).collect();
    let put = |name: &str, text: String| site.write(&format!("content/publikationer/fika/{name}"), text);
    put("01-inledning.md", format!("---\ntitle: Inledning\n---\n\n{}\n", shown.join("\n")));
    put("02-metod.md", "---\ntitle: Metod\n---\n\nText.\n".to_owned());
    put("modell.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>".to_owned());
    let entry =
        |key: &str| format!("@book{{{key}, author = {{Ek, Bo}}, title = {{Om {key}}}, year = {{2020}}}}\n");
    put("referenser.bib", ["ek2020", "oberg2025", "provverket"].map(entry).concat());
    site.fou(&["build"]).expect(0, &["1 varning"]);
    let page = site.read("public/publikationer/2026/fika/inledning/index.html").replace('\u{a0}', " ");
    for words in ["Figur 1.1", "Tabell 1.1", "Svar per kommun", "s. 12", "Referenser"] {
        assert!(page.contains(words), "{words}");
    }
}

/// Starts the preview, waits until it says where it is, and ends it.
fn preview(site: &Scratch) {
    let mut command = site.command(&["serve", "--port", "0", "--today", program::TODAY]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(child.stderr.take().unwrap()).lines().next().unwrap().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(said.starts_with("Webbplatsen visas på http://localhost:"), "{said}");
}

#[test]
fn every_kind_has_its_own_page_in_the_handbook() {
    let site = Scratch::new();
    let all = site.fou(&["help"]);
    assert!(all.out.contains("Användning: fou") && all.out.contains("fou help SLAG"), "{}", all.out);
    let event = site.fou(&["help", "evenemang"]);
    assert!(event.out.starts_with("Så lägger du in ett evenemang\n"), "{}", event.out);
    assert!(
        event.out.contains(
            "  start                 när det börjar, till exempel `2026-03-27 09:00` (måste finnas)\n"
        ),
        "{}",
        event.out
    );
    site.fou(&["help", "evenemagn"]).expect(2, &["menade du `evenemang`?"]);
}
