//! PDFs as they are found: made by real tools, damaged at every tenth byte, and made to harm whoever reads them.
//!
//! `tests/pdf/make.py` makes them, and `tests/run` runs it. Each is read as the program reads it, by a process of its own.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "files lie on the disk"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use fou::reader;
use fou::reader::trade::Pdf;
use fou::source::Sources;
use fou::source::blob::Blob;
use fou::source::path::SourcePath;
use fou::source::pdf::{Facts, Fault, Reading, Readings};
use fou::view::{Main, View};

/// The program that reads.
const PROGRAM: &str = env!("CARGO_BIN_EXE_fou");

/// Finds a file of the corpus.
#[track_caller]
fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("pdf");
    let file = folder.join(format!("{name}.pdf"));
    assert!(file.exists(), "{} is missing: run tests/pdf/make", file.display());
    file
}

/// Reads files with processes, and tells each by its name.
#[track_caller]
fn read(files: &BTreeMap<String, PathBuf>) -> BTreeMap<String, Arc<Reading>> {
    let mut sources = Sources::default();
    let mut hashes = BTreeMap::new();
    for (name, file) in files {
        let blob = Blob::from_file(file).unwrap();
        hashes.insert(name.clone(), blob.hash);
        sources.blobs.insert(SourcePath::new(&format!("content/{name}.pdf")), blob);
    }
    let found = Mutex::new(Readings::new());
    let wanted = reader::wanted::<Pdf>(&sources, &Readings::new());
    reader::read::<Pdf>(Path::new(PROGRAM), &wanted, &|hash, reading| {
        drop(found.lock().unwrap().insert(hash, Arc::new(reading)));
    })
    .unwrap();
    let found = found.into_inner().unwrap();
    hashes.into_iter().map(|(name, hash)| (name, found[&hash].clone())).collect()
}

#[track_caller]
fn one(name: &str) -> Reading {
    reader::one::<Pdf>(Path::new(PROGRAM), &file(name)).unwrap()
}

#[track_caller]
fn facts(name: &str) -> Facts {
    let reading = one(name);
    assert_eq!(reading.fault, None, "{name}");
    reading.facts.clone().unwrap()
}

#[test]
fn a_tagged_report_tells_everything() {
    let reading = one("tagged");
    let text = |text: &str| Some(text.to_owned());
    let expected = Facts {
        pages: 2,
        title: text("Tillit i fält"),
        author: text("Anna Öberg"),
        language: text("sv"),
        created: Some((2025, 10, 3)),
        producer: None,
        tagged: true,
        ua: Some(1),
        title_shown: true,
        bookmarks: 2,
        missing_fonts: Vec::new(),
        encrypted: false,
        attachments: 0,
    };
    assert_eq!(reading.facts, Some(expected));
    let texts = reading.texts.as_ref().unwrap();
    assert_eq!((texts.pages.len(), texts.scans.len()), (2, 0));
    let first = texts.pages[0].replace('\n', " ");
    let line =
        "Om finansiering, flera fält och effekter: å ä ö Å Ä Ö é – ”citat” – 25 % på föräldraskapsstödet.";
    assert!(first.contains(line), "ligatures and letters are read: {first}");
    assert!(!first.ends_with('1'), "page numbers are passed over");
}

#[test]
fn the_first_page_is_a_cover() {
    let reading = one("tagged");
    let cover = reading.cover.as_ref().unwrap();
    assert_eq!((cover.width, cover.height, cover.pictures.len()), (320, 454, 2));
    for picture in &cover.pictures {
        let scale = usize::from(picture.scale);
        for bytes in [&picture.webp, &picture.jpeg] {
            let size = imagesize::blob_size(bytes).unwrap();
            assert_eq!(size.width, 320 * scale);
            assert!(size.height.abs_diff(454 * scale) < 2);
            assert!(bytes.len() < 80_000, "{} bytes", bytes.len());
        }
        let decoded = image::load_from_memory_with_format(&picture.jpeg, image::ImageFormat::Jpeg).unwrap();
        let grey = decoded.to_luma8();
        let dark = grey.pixels().filter(|pixel| pixel.0[0] < 100).count();
        let share = dark * 100 / grey.pixels().len();
        assert!((1..40).contains(&share), "text on white paper: {share} % is dark");
    }
}

#[test]
fn each_flaw_is_seen() {
    let untagged = facts("untagged");
    assert!(!untagged.tagged && !untagged.title_shown && untagged.language.is_none());
    assert_eq!(untagged.missing_fonts, ["Helvetica"]);
    assert_eq!((facts("unmarked").pages, facts("unmarked").bookmarks), (25, 0));
    assert_eq!(one("scan").texts.as_ref().unwrap().scans, [3, 4, 5, 6]);
    assert_eq!(one("locked"), Reading::failed(Fault::Locked));
    assert!(facts("protected").encrypted && !facts("tagged").encrypted);
    assert_eq!(facts("attached").attachments, 1);
    assert_eq!(facts("english").language.as_deref(), Some("en"));
}

#[test]
fn large_reports_are_read_to_their_end() {
    let long = one("long");
    let facts = long.facts.as_ref().unwrap();
    assert_eq!((facts.pages, facts.bookmarks, long.fault), (300, 300, None));
    assert!(long.texts.as_ref().unwrap().pages[299].starts_with("Kapitel 300\n"));
    assert_eq!(one("pages").facts.as_ref().unwrap().pages, 10_001);
}

#[test]
fn what_is_made_to_harm_costs_only_itself() {
    // What can be known of each, and why there is not more. How far a limit lets one come may differ by a hair.
    const SLOW_OR_HEAVY: &str = "Slow or Heavy";
    const HOSTILE: [(&str, Option<usize>, &str); 17] = [
        ("bomb", Some(1), "Heavy"),
        ("bomb-image", Some(1), "Heavy"),
        ("bomb-metadata", None, "Heavy"),
        ("deep-arrays", None, "Broken"),
        ("deep-content", Some(1), "None"),
        ("deep-dictionaries", None, "Broken"),
        ("empty", None, "Broken"),
        ("loop-bookmarks", Some(1), "None"),
        ("loop-forms", Some(1), "None"),
        ("loop-pages", Some(1), "None"),
        ("loop-table", Some(1), "None"),
        ("many-paths", Some(1), SLOW_OR_HEAVY),
        ("no-pages", None, "Broken"),
        ("no-pdf", None, "Broken"),
        ("small", Some(1), "None"),
        ("thin-page", Some(1), "None"),
        ("vast-page", Some(1), "None"),
    ];
    let began = Instant::now();
    let all = read(&HOSTILE.iter().map(|(name, ..)| ((*name).to_owned(), file(name))).collect());
    assert!(began.elapsed() < Duration::from_mins(2), "{:?}", began.elapsed());
    for (name, pages, fault) in HOSTILE {
        let it = &all[name];
        let said = match it.fault {
            Some(Fault::Slow | Fault::Heavy) if fault == SLOW_OR_HEAVY => SLOW_OR_HEAVY.to_owned(),
            Some(fault) => format!("{fault:?}"),
            None => "None".to_owned(),
        };
        let seen = it.facts.as_ref().map(|facts| facts.pages);
        assert_eq!((seen, said.as_str()), (pages, fault), "{name}");
    }
}

#[test]
fn what_is_broken_at_every_tenth_byte_is_read_or_told_of() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("broken");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut files = BTreeMap::new();
    let mut put = |name: String, bytes: &[u8]| {
        let path = folder.join(&name);
        fs::write(&path, bytes).unwrap();
        files.insert(name, path);
    };
    // One with a table in plain text, byte for byte, and one whose objects and table are packed.
    for name in ["strip-plain", "strip"] {
        let whole = fs::read(file(name)).unwrap();
        for at in (0..whole.len()).step_by(10) {
            put(format!("{name}-cut-{at:06}"), &whole[..at]);
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            put(format!("{name}-bent-{at:06}"), &bytes);
        }
    }
    let all = read(&files);
    assert_eq!(all.len(), files.len());
    for (name, reading) in &all {
        let is_told = reading.facts.is_some() || reading.fault.is_some();
        assert!(is_told, "{name}: {reading:?}");
        assert!(!matches!(reading.fault, Some(Fault::Slow | Fault::Heavy)), "{name}: {:?}", reading.fault);
    }
    let open = all.values().filter(|it| it.facts.is_some()).count();
    assert!(open > all.len() / 4, "{open} of {} still open", all.len());
    fs::remove_dir_all(&folder).unwrap();
}

/// Writes a sound site to disk, with a report that each PDF is the only file of.
fn site(name: &str, pdfs: &[&str]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    let put = |path: &str, bytes: &[u8]| {
        let file = root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    };
    for (path, text) in support::base().texts {
        put(path.as_str(), text.text.as_bytes());
    }
    put("content/tillganglighet.md", b"---\ntitle: Tillg\xC3\xA4nglighet\n---\n");
    for pdf in pdfs {
        let folder = format!("content/publikationer/{pdf}");
        put(
            &format!("{folder}/index.md"),
            format!("---\ntitle: Om {pdf}\nfiles: [{pdf}.pdf]\n---\n").as_bytes(),
        );
        put(&format!("{folder}/{pdf}.pdf"), &fs::read(file(pdf)).unwrap());
    }
    root
}

/// Runs a command and returns what it says, without the remarks that are not about PDFs.
fn run(site: &Path, command: &str) -> (bool, Vec<String>) {
    let mut program = std::process::Command::new(PROGRAM);
    let run =
        program.args([command, "--site", site.to_str().unwrap(), "--today", "2026-05-04"]).output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap() + &String::from_utf8(run.stdout).unwrap();
    let remarks = said.lines().filter(|line| line.starts_with("varning[F7")).map(str::to_owned);
    (run.status.success(), remarks.collect())
}

#[test]
fn a_site_with_hostile_files_is_built_and_says_so() {
    let root = site("hostile", &["bomb-metadata", "no-pdf", "scan", "small"]);
    let (whole, said) = run(&root, "build");
    assert!(whole, "{said:?}");
    let codes: Vec<_> = said.iter().map(|line| &line[8..12]).collect();
    assert_eq!(codes, ["F748", "F747", "F750", "F740", "F741", "F743", "F745", "F753", "F750"]);
    let page = root.join("public/publikationer/odaterat/small");
    let mut names: Vec<_> =
        fs::read_dir(page).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(
        names.len(),
        9,
        "a page, a report, three ways to refer to it, and four pictures of its first page: {names:?}"
    );
    // What was read is not read again, whatever is done to what is remembered.
    let memory = root.join(".public.fou/pdf");
    let files = || fs::read_dir(&memory).unwrap().map(|it| it.unwrap().path()).collect::<Vec<_>>();
    assert_eq!(files().len(), 4);
    let began = Instant::now();
    assert_eq!(run(&root, "check"), (true, said.clone()));
    let quick = began.elapsed();
    for file in files() {
        let mut bytes = fs::read(&file).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(file, bytes).unwrap();
    }
    let began = Instant::now();
    assert_eq!(run(&root, "check"), (true, said.clone()));
    assert!(began.elapsed() > quick, "what is damaged is read again");
    // A report that goes is forgotten.
    fs::remove_dir_all(root.join("content/publikationer/no-pdf")).unwrap();
    assert!(run(&root, "build").0);
    assert_eq!(files().len(), 3);
    fs::remove_dir_all(root).unwrap();
}

#[test]
fn the_statement_lists_documents_with_flaws_by_itself() {
    let root = site("statement", &["scan", "tagged", "no-pdf"]);
    let mut sources = fou::source::discover::discover(&root).unwrap();
    reader::fill::<Pdf>(Path::new(PROGRAM), &mut sources).unwrap();
    let made = support::make(&sources, &support::options());
    let Some(View::Page(page)) = made.build.view("/tillganglighet/") else { panic!("there is a statement") };
    let Main::Statement(statement) = &page.main else { panic!("it is one") };
    let section = statement.sections.iter().find(|it| it.id == "del_dokument").unwrap();
    let [document] = &section.list[..] else { panic!("one has flaws that are known: {:?}", section.list) };
    assert_eq!(document.what, "Om scan: scan.pdf");
    assert_eq!(document.url.as_deref(), Some("/publikationer/odaterat/scan/scan.pdf"));
    let why = "Pdf-filen saknar taggar, anger inte språk, visar ingen titel, saknar text på sidorna 3–6.";
    assert_eq!(document.why.as_deref(), Some(why));
    fs::remove_dir_all(root).unwrap();
}
