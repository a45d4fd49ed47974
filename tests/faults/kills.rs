//! Builds that are killed, or run beside each other, or under the eyes of a visitor.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::leftovers;
use super::program::{Scratch, files, run};

type Files = BTreeMap<String, Vec<u8>>;

/// A site that has two versions, and what each looks like when it is published.
struct TwoFaced {
    site: Scratch,
    published: [Files; 2],
}

impl TwoFaced {
    fn new() -> Self {
        let site = Scratch::site();
        let published = [0, 1].map(|version| {
            turn(&site, version);
            site.fou(&["build"]).expect(0, &[]);
            seen(&site)
        });
        assert!(published[0] != published[1]);
        Self { site, published }
    }
}

/// Writes the texts of a version: each has a page that the other lacks.
fn turn(site: &Scratch, version: usize) {
    site.page("content/om.md", "Om provet", &format!("Det här är version {version}."));
    let pages = ["content/ett.md", "content/tva.md"];
    let _ = fs::remove_file(site.path(pages[1 - version]));
    site.page(pages[version], "En sida", "Text.");
}

/// Reads the published files, without the marker.
fn seen(site: &Scratch) -> Files {
    let mut files = site.published();
    files.remove(".fou");
    files
}

#[test]
fn a_kill_at_any_instant_leaves_one_version_whole() {
    let TwoFaced { site, published } = TwoFaced::new();
    let began = Instant::now();
    turn(&site, 0);
    site.fou(&["build"]).expect(0, &[]);
    let usual = began.elapsed();
    let (mut chance, mut killed) = (0x5EED_u64, 0);
    for round in 0..100 {
        let version = (round + 1) % 2;
        turn(&site, version);
        let mut child = site.command(&["build", "--quiet"]).spawn().unwrap();
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        // Not to wait for something, but to choose the instant.
        std::thread::sleep(usual.mul_f64(f64::from(u32::try_from(chance % 1_000).unwrap()) / 900.0));
        child.kill().unwrap();
        killed += u32::from(child.wait().unwrap().signal().is_some());
        let found = seen(&site);
        assert!(published.contains(&found), "round {round}: neither one version nor the other");
        assert!(leftovers(&site).len() <= 1, "round {round}: {:?}", leftovers(&site));
        // Some runs follow upon a run that was killed too.
        if round % 3 > 0 {
            continue;
        }
        site.fou(&["build", "--quiet"]).expect(0, &[]);
        assert!(seen(&site) == published[version], "round {round}: the next build is not right");
        assert_eq!(leftovers(&site), Vec::<String>::new(), "round {round}");
    }
    assert!(killed >= 20, "only {killed} kills fell inside a build");
}

#[test]
fn an_interrupted_build_leaves_the_old_site() {
    let site = Scratch::published_site();
    let before = site.published();
    let endless = "{% for a in range(end=999) %}{% for b in range(end=999) %}{% for c in range(end=999) %}\
                   {% endfor %}{% endfor %}{% endfor %}";
    site.write("themes/nordvast/templates/page.html", endless);
    for signal in ["INT", "TERM"] {
        let mut child = site.command(&["build"]).stderr(std::process::Stdio::null()).spawn().unwrap();
        let patience = Instant::now();
        while leftovers(&site).is_empty() {
            assert!(patience.elapsed() < Duration::from_secs(10), "the build begins");
            std::thread::yield_now();
        }
        let id = child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert!(site.published() == before);
        site.fou(&["check", "--site", "finns-inte"]).expect(3, &[]);
        site.fou(&["build", "--today", "fel"]).expect(2, &[]);
        fs::remove_dir_all(site.path(".public.fou/new")).unwrap();
    }
}

#[test]
fn two_builds_at_once_end_in_one_whole_site() {
    let TwoFaced { site, published } = TwoFaced::new();
    let mut refused = 0;
    for round in 0..10 {
        let version = round % 2;
        turn(&site, version);
        let runs = std::thread::scope(|scope| {
            [(); 2]
                .map(|()| scope.spawn(|| run(site.command(&["build", "--quiet"]))))
                .map(|it| it.join().unwrap())
        });
        for ran in &runs {
            if ran.code != Some(0) {
                ran.expect(3, &["en annan körning av fou bygger redan i `./public`"]);
                refused += 1;
            }
        }
        assert!(runs.iter().any(|ran| ran.code == Some(0)));
        assert!(seen(&site) == published[version], "round {round}");
    }
    assert!(refused > 0, "the two never met");
}

#[test]
fn a_visitor_misses_nothing_during_fifty_builds() {
    let TwoFaced { site, published } = TwoFaced::new();
    let done = AtomicBool::new(false);
    let reads = std::thread::scope(|scope| {
        let visitor = scope.spawn(|| {
            let mut reads = 0_u32;
            while !done.load(Ordering::Relaxed) {
                for path in ["index.html", "om/index.html", "404.html", "sitemap.xml"] {
                    let found = fs::read(site.path("public").join(path)).unwrap();
                    assert!(published.iter().any(|version| version[path] == found), "{path} is half a file");
                    reads += 1;
                }
            }
            reads
        });
        for round in 0..50 {
            turn(&site, round % 2);
            site.fou(&["build", "--quiet"]).expect(0, &[]);
        }
        done.store(true, Ordering::Relaxed);
        visitor.join().unwrap()
    });
    assert!(reads > 1_000, "only {reads} visits");
    assert!(files(&site.path("public")).len() > 10);
}
