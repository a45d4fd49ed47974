//! An issue of the newsletter through the real program: from what is new to a letter, as the handbook tells it.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "the program that the tests share looks at what lies on the disk"
)]

mod program;

use program::Scratch;

/// A site with things of every age, as of 2 March 2026.
fn site() -> Scratch {
    let site = Scratch::site();
    let settings = site.read("content/site.yaml");
    site.write("content/site.yaml", settings + "mailing: {provider: mailchimp, sender: brev@prov.example}\n");
    let texts = [
        ("publikationer/gammal/index.md", "title: Gammal\ndate: 2025-11-30"),
        ("publikationer/ny/index.md", "title: Ny rapport\ndate: 2026-02-20"),
        ("publikationer/nagon/index.md", "title: Någon gång i år\ndate: 2026"),
        ("publikationer/sedd/index.md", "title: Sedd\ndate: 2026-02"),
        ("publikationer/utkast/index.md", "title: Utkast\ndate: 2026-02-22\ndraft: true"),
        ("nyheter/kollega.md", "title: Ny kollega\ndate: 2026-02-25"),
        ("nyheter/gamla.md", "title: Gamla nyheten\ndate: 2026-01-10"),
        (
            "kalender/filmad.md",
            "title: Filmad\nstart: 2026-01-20\nrecordings: [{title: Filmen, url: https://film.example/1, captions: ja, \
             transcript: ja, date: 2026-02-12}]",
        ),
        (
            "kalender/snart.md",
            "title: Snart\nstart: 2026-03-20 09:00\nregistration: {email: fou@prov.example}",
        ),
        ("kalender/fullt.md", "title: Fullt\nstart: 2026-03-21\nstatus: fullt"),
        ("kalender/fjarran.md", "title: Fjärran\nstart: 2027-03-21"),
        (
            "nyhetsbrev/2026-1.md",
            "title: Nyhetsbrev 1 2026\nyear: 2026\nnumber: 1\ndate: 2026-02-10\nitems: [{publication: sedd}]",
        ),
    ];
    for (path, fields) in texts {
        site.write(&format!("content/{path}"), format!("---\n{fields}\n---\n"));
    }
    site
}

#[test]
fn an_issue_gathers_what_is_new_and_what_is_coming() {
    let site = site();
    let ran = site.fou(&["new", "nyhetsbrev"]);
    ran.expect(
        0,
        &[
            "Nytt nyhetsbrev: content/nyhetsbrev/2026-2.md\n",
            "Med i brevet, nytt sedan 10 februari 2026: 1 publikation, 1 inspelning, 1 nyhet och 1 evenemang.\n",
            "Inte med: av `nagon` är bara året känt, så det syns inte om den är ny.\n",
            "Inte med: `sedd` har redan varit med i ett nyhetsbrev.\n",
            "Inte med: `fjarran` ligger långt fram, 21 mars 2027.\n",
            "Inte med: `fullt` står bara i listan över det som är på gång: det är fullbokat.\n",
            "Inte med: `utkast` visas inte på webbplatsen.\n",
        ],
    );
    let text = site.read("content/nyhetsbrev/2026-2.md");
    let filled: Vec<_> = text
        .lines()
        .skip(1)
        .take_while(|line| *line != "---")
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!(
        filled,
        [
            "title: Nyhetsbrev 2 2026",
            "draft: true",
            "year: 2026",
            "number: 2",
            "date: 2026-03-02",
            "items:",
            "- section: Nytt från oss",
            "- publication: ny # Ny rapport",
            "- recording: filmad # Filmad",
            "- news: kollega # Ny kollega",
            "- section: Välkommen",
            "- event: snart # Snart",
            "  start: 2026-03-20 09:00",
            "- coming: 2026-03-21 # alla evenemang till och med den dagen",
        ]
    );
    // The draft is not in the way of another, and counts.
    site.fou(&["new", "nyhetsbrev"]).expect(0, &["content/nyhetsbrev/2026-3.md"]);
}

#[test]
fn the_handbook_leads_to_a_letter() {
    let site = site();
    let help = site.fou(&["help", "nyhetsbrev"]).out;
    let commands: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("     fou ")).collect();
    assert_eq!(commands, ["new nyhetsbrev", "serve", "check", "build"]);
    site.fou(&["new", "nyhetsbrev"]).expect(0, &[]);
    let path = "content/nyhetsbrev/2026-2.md";
    let text = site.read(path).replace("draft: true\n", "preheader: Kom i mars\n");
    site.write(path, text + "Hej, *alla*!\n");
    site.fou(&["check"]).expect(0, &["1 varning"]);
    site.fou(&["build"]).expect(0, &[]);
    let page = |name: &str| site.read(&format!("public/nyhetsbrev/2026-2/{name}"));
    for words in ["Hej, <em", "https://prov.example/publikationer/2026/ny/", "*|UNSUB|*", "Kom i mars"] {
        assert!(page("utskick.html").contains(words), "{words}");
    }
    let text = page("utskick.txt");
    assert!(text.contains("Hej, alla!\n") && text.contains("fredag 20 mars 2026 kl. 09.00"), "{text}");
    assert!(page("utskick.eml").contains("Message-ID: <nyhetsbrev-2026-2."));
    // The same issue is the same letter, and a letter is no page to be found.
    let before = site.published();
    site.fou(&["build", "--output", "en-gang-till"]).expect(0, &[]);
    assert_eq!(site.read("en-gang-till/nyhetsbrev/2026-2/utskick.eml"), page("utskick.eml"));
    assert!(!String::from_utf8_lossy(&before["sitemap.xml"]).contains("utskick"));
}

#[test]
fn what_the_handbook_shows_of_items_can_be_written_so() {
    let site = site();
    let help = site.fou(&["help", "nyhetsbrev"]).out;
    let shown = help.lines().skip_while(|line| line.trim() != "items:").take_while(|line| !line.is_empty());
    let items: Vec<&str> = shown.map(|line| line.strip_prefix("     ").unwrap_or(line)).collect();
    let items = items.join("\n");
    let items =
        items.replace("tillit", "ny").replace("fackdagen-2026", "filmad").replace("ny-kollega", "kollega");
    let items = items.replace("samtal", "snart").replace("2026-05-29", "2026-03-20").replace("/om/", "/");
    let fields = "title: Brev\nyear: 2026\nnumber: 2\ndate: 2026-03-05\npreheader: Mer";
    site.write("content/nyhetsbrev/brev.md", format!("---\n{fields}\n{items}\n---\n"));
    site.write("content/nyhetsbrev/bild.jpg", "bild");
    site.fou(&["check"]).expect(0, &["1 varning"]);
}
