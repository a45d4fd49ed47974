//! What happens while somebody writes: each save is seen, and no mistake ends the preview.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::program::{FOU, Scratch, TODAY};
use super::{Preview, build, next_event};

#[test]
fn a_save_is_told_when_it_can_be_seen() {
    let preview = Preview::new();
    let mut events = preview.events();
    let path = |name: &str| preview.site.path(name);
    for round in 0..1000 {
        let page = ["om", "annan", "ny"][round % 3];
        let file = format!("content/{page}.md");
        let (title, words) = (format!("Sidan {}", round / 7), format!("Runda {round}."));
        // As editors save: in place, or beside and then over it.
        if round % 2 == 0 {
            preview.site.page(&file, &title, &words);
        } else {
            preview.site.page(&format!("{file}.tmp"), &title, &words);
            fs::rename(path(&format!("{file}.tmp")), path(&file)).unwrap();
        }
        loop {
            let data: serde_json::Value = serde_json::from_str(&next_event(&mut events, "build")).unwrap();
            let reply = preview.get(&format!("/{page}/"));
            let text = reply.text();
            // Told of a build, whoever asks gets that build or a newer one.
            assert!(build(&text) >= data["build"].as_u64().unwrap());
            if text.contains(&words) {
                assert_eq!(reply.status, 200);
                break;
            }
            assert!(round < 3 || reply.status == 200, "round {round}: {}", reply.status);
        }
    }
}

#[test]
fn a_mistake_is_shown_over_the_page_and_goes_by_itself() {
    let preview = Preview::new();
    preview.site.write("content/om.md", "---\ntitle: [\n---\n\nTrasig.\n");
    let page = preview.wait_for("/om/", "fou-panel--error");
    assert!(
        page.contains("Här står något.") && page.contains("content/om.md:"),
        "the last good page stays:\n{page}"
    );
    assert!(page.contains("senast kunde göras"));
    preview.site.page("content/om.md", "Om provet", "Lagad.");
    let page = preview.wait_for("/om/", "Lagad.");
    assert!(!page.contains("fou-panel--error"));
}

#[test]
fn a_first_build_that_fails_is_told_and_mended() {
    let site = Scratch::site();
    let settings = site.read("content/site.yaml");
    site.write("content/site.yaml", "title: [\n");
    let preview = Preview::of(site, &[]);
    let page = preview.get("/");
    assert!(page.status == 503 && page.text().contains("Sidan kan inte visas än"));
    assert!(page.text().contains("content/site.yaml"));
    preview.site.write("content/site.yaml", settings);
    preview.wait_for("/", "Välkommen.");
}

#[test]
fn faults_of_templates_are_told_and_mended() {
    let preview = Preview::new();
    let path = "themes/nordvast/templates/base.html";
    let template = preview.site.read(path);
    preview.site.write(path, format!("{template}{{% if"));
    let page = preview.wait_for("/om/", "fou-panel--error");
    assert!(page.contains(path) && page.contains("Här står något."));
    preview.site.write(path, format!("{template}<!-- ny mall -->"));
    preview.wait_for("/om/", "<!-- ny mall -->");
}

#[test]
fn a_page_that_cannot_be_made_is_shown_as_it_was() {
    let preview = Preview::new();
    let path = "themes/nordvast/templates/page.html";
    let template = preview.site.read(path);
    let broken = template.replace("{% endblock", "{{ saknas.helt }}{% endblock");
    let began = Instant::now();
    // Whether the whole site can be made is known a little later, in the background; nobody has looked at the page.
    loop {
        preview.site.write(path, &broken);
        let page = preview.wait_for("/om/", "fou-panel--error");
        assert!(page.contains(path) && page.contains("<code>saknas</code>"), "{page}");
        if page.contains("Här står något.") {
            assert!(page.contains("senast kunde göras"));
            break;
        }
        assert!(
            page.contains("Sidan kan inte visas än") && began.elapsed() < Duration::from_secs(30),
            "{page}"
        );
        preview.site.write(path, &template);
        preview.wait_for("/om/", "Här står något.");
        std::thread::sleep(Duration::from_secs(1));
    }
    preview.site.write(path, &template);
    preview.wait_until("/om/", "the page again", |text| !text.contains("fou-panel--error"));
}

#[test]
fn saves_as_editors_make_them_are_seen() {
    let preview = Preview::new();
    let path = |name: &str| preview.site.path(name);
    // Beside, then in its place (vim, sed); leftovers are nothing.
    preview.site.page("content/.om.md.swp", "Skräp", "Skräp.");
    preview.site.page("content/om.md.tmp", "Om provet", "Via en annan fil.");
    fs::rename(path("content/om.md.tmp"), path("content/om.md")).unwrap();
    preview.wait_for("/om/", "Via en annan fil.");
    // The old one aside, then a new one.
    fs::rename(path("content/om.md"), path("content/om.md~")).unwrap();
    preview.site.page("content/om.md", "Om provet", "En ny fil.");
    preview.wait_for("/om/", "En ny fil.");
    // A page at once with its new folder.
    preview.site.page("content/ny/mapp/sida.md", "Ny sida", "I ny mapp.");
    preview.wait_for("/ny/mapp/sida/", "I ny mapp.");
    // The folder by another name, and gone.
    fs::rename(path("content/ny"), path("content/annan")).unwrap();
    preview.wait_for("/annan/mapp/sida/", "I ny mapp.");
    assert_eq!(preview.get("/ny/mapp/sida/").status, 404);
    fs::remove_dir_all(path("content/annan")).unwrap();
    preview.wait_until("/annan/mapp/sida/", "gone", |text| !text.contains("I ny mapp."));
    assert_eq!(preview.get("/skrap/").status, 404);
}

#[test]
fn content_that_goes_and_comes_back_is_seen() {
    let mut preview = Preview::new();
    fs::rename(preview.site.path("content"), preview.site.path("undan")).unwrap();
    let page = preview.wait_for("/om/", "F902");
    assert!(
        preview.is_alive() && page.contains("Här står något.") && page.contains("sidorna visas som de var")
    );
    fs::rename(preview.site.path("undan"), preview.site.path("content")).unwrap();
    preview.site.page("content/om.md", "Om provet", "Tillbaka.");
    preview.wait_for("/om/", "Tillbaka.");
    preview.wait_until("/om/", "without the remark", |text| !text.contains("F902"));
}

#[test]
fn five_thousand_files_at_once_are_few_builds() {
    let preview = Preview::new();
    for number in 0..5000 {
        preview.site.page(&format!("content/nya/sida-{number}.md"), &format!("Sida {number}"), "Ord.");
    }
    preview.wait_for("/nya/sida-4999/", "Sida 4999");
    let builds = preview.build();
    assert!(builds < 20, "{builds} builds");
}

#[test]
fn a_checkout_of_five_thousand_files_is_one_build() {
    let site = Scratch::site();
    let git = |words: &[&str]| {
        let identity =
            ["-c", "user.name=Prov", "-c", "user.email=prov@prov.example", "-c", "core.autocrlf=false"];
        let output =
            Command::new("git").current_dir(site.path("")).args(identity).args(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    let write = |round: &str| {
        for number in 0..5000 {
            site.page(&format!("content/nya/sida-{number}.md"), &format!("Sida {number}"), round);
        }
        git(&["add", "--all"]);
        git(&["commit", "--quiet", "--message", round]);
    };
    git(&["init", "--quiet", "--initial-branch", "gammal"]);
    write("Förr.");
    git(&["checkout", "--quiet", "-b", "ny"]);
    write("Nu.");
    git(&["checkout", "--quiet", "gammal"]);
    let root = site.path("");
    let preview = Preview::of(site, &[]);
    preview.wait_for("/nya/sida-4999/", "Förr.");
    // The first look at finished pages may add to what is said.
    std::thread::sleep(Duration::from_secs(3));
    let before = preview.build();
    let out = Command::new("git").current_dir(root).args(["checkout", "--quiet", "ny"]).status().unwrap();
    assert!(out.success());
    for number in [0, 2500, 4999] {
        preview.wait_for(&format!("/nya/sida-{number}/"), "Nu.");
    }
    // Nothing more comes: neither another build nor an event late.
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(preview.build(), before + 1);
}

#[test]
fn what_the_preview_does_not_show_builds_nothing() {
    let preview = Preview::new();
    // The first look at finished pages may add to what is said.
    std::thread::sleep(Duration::from_millis(700));
    let before = preview.build();
    let same = preview.site.read("content/om.md");
    preview.site.write("content/om.md", same);
    preview.site.write("public/index.html", "x");
    preview.site.write("content/.DS_Store", "x");
    preview.site.write("content/~$om.docx", "x");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(preview.build(), before);
}

#[test]
#[cfg(unix)]
fn an_interruption_ends_it_at_once_with_streams_open() {
    // A machine with much to do may be late once.
    let mut times = Vec::new();
    for _ in 0..3 {
        let mut preview = Preview::new();
        let streams: Vec<_> = (0..50).map(|_| preview.events()).collect();
        preview.get("/");
        let (code, time) = preview.interrupt();
        assert_eq!(code, Some(0));
        assert!(std::net::TcpListener::bind(("127.0.0.1", preview.port())).is_ok(), "the port is free");
        drop(streams);
        times.push(time);
    }
    times.sort();
    assert!(times[1].as_millis() < 200 && times[2].as_millis() < 1000, "{times:?}");
}

#[test]
fn looking_now_and_then_sees_the_same() {
    let preview = Preview::of(Scratch::site(), &["--poll"]);
    preview.site.page("content/om.md", "Om provet", "Sett efter ett tag.");
    preview.wait_for("/om/", "Sett efter ett tag.");
    preview.site.page("content/ny/mapp/sida.md", "Ny sida", "I ny mapp.");
    preview.wait_for("/ny/mapp/sida/", "I ny mapp.");
    fs::rename(preview.site.path("content"), preview.site.path("undan")).unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    assert!(preview.get("/om/").text().contains("Sett efter ett tag."));
    fs::rename(preview.site.path("undan"), preview.site.path("content")).unwrap();
    preview.site.page("content/om.md", "Om provet", "Sett efteråt.");
    preview.wait_for("/om/", "Sett efteråt.");
}

#[test]
fn programs_get_a_line_for_each_round() {
    let site = Scratch::site();
    let mut child = Command::new(FOU)
        .args(["serve", "--port", "0", "--today", TODAY, "--format", "json", "--site"])
        .arg(site.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut codes = || {
        let line = lines.next().unwrap().unwrap();
        let remarks: Vec<serde_json::Value> = serde_json::from_str(&line).unwrap();
        remarks.iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let first = codes();
    assert!(!first.contains(&"F211".to_owned()));
    site.write("content/om.md", "---\ntitle: Om provet\nfel: 1\n---\n\nOrd.\n");
    assert!(codes().contains(&"F211".to_owned()));
    site.page("content/om.md", "Om provet", "Ord.");
    assert_eq!(codes(), first);
    child.kill().unwrap();
    child.wait().unwrap();
}
