//! Pages and files, as a well-meaning browser asks for them.

use std::time::{Duration, Instant};

use super::{Preview, program::Scratch};

#[test]
fn a_page_has_the_bar_and_is_never_kept() {
    let preview = Preview::new();
    let page = preview.get("/om/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.headers.get("access-control-allow-origin").is_none());
    let text = page.text();
    assert!(
        text.contains("Här står något.")
            && text.contains("id=\"fou-panel\"")
            && text.contains("/.fou/preview.js")
    );
    let known = preview.get_with("/om/", &[("if-none-match", page.header("etag"))]);
    assert_eq!((known.status, known.body.len()), (304, 0));
    let head = preview.fetch("HEAD", "/om/", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), page.body.len().to_string());
}

#[test]
fn addresses_lead_where_hosts_lead_them() {
    let preview = Preview::new();
    for (from, to) in [("/om", "/om/"), ("/om/index.html", "/om/"), ("/index.html", "/")] {
        let moved = preview.get(from);
        assert_eq!((moved.status, moved.header("location")), (301, to), "{from}");
    }
    let lost = preview.get("/omm/");
    assert_eq!(lost.status, 404);
    let text = lost.text();
    assert!(
        text.contains("Menade du någon av dessa?") && text.contains("<a href=\"/om/\">Om provet</a>"),
        "{text}"
    );
    let hostile = preview.get("/%3Cscript%3Ealert(1)%3C/script%3E");
    assert!(hostile.status == 404 && !hostile.text().contains("<script>alert"));
}

#[test]
fn files_come_whole_or_in_parts() {
    let site = Scratch::site();
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
    site.write("static/film.mp4", &bytes);
    let preview = Preview::of(site, &[]);
    let whole = preview.get("/film.mp4");
    assert_eq!(
        (whole.status, whole.header("content-type"), whole.header("accept-ranges")),
        (200, "video/mp4", "bytes")
    );
    assert!(whole.body == bytes);
    let part = |range: &str| preview.get_with("/film.mp4", &[("range", range)]);
    let first = part("bytes=10-19");
    assert_eq!((first.status, first.header("content-range")), (206, "bytes 10-19/3000000"));
    assert!(first.body == bytes[10..20]);
    assert!(part("bytes=2999990-").body == bytes[2_999_990..]);
    assert!(part("bytes=-5").body == bytes[2_999_995..]);
    let beyond = part("bytes=3000000-");
    assert_eq!((beyond.status, beyond.header("content-range")), (416, "bytes */3000000"));
    assert_eq!(preview.get_with("/film.mp4", &[("if-none-match", whole.header("etag"))]).status, 304);
}

#[test]
fn another_day_shows_what_is_to_come() {
    let site = Scratch::site();
    site.write(
        "content/nyheter/sen.md",
        "---\ntitle: Sen nyhet\ndate: 2026-06-01\npublish: 2026-06-01\n---\n\nOrd.\n",
    );
    site.write(
        "content/nyheter/embargo.md",
        "---\ntitle: Embargo\ndate: 2026-06-03\npublish: 2026-06-03 09:30\n---\n\nOrd.\n",
    );
    let preview = Preview::of(site, &["--no-drafts"]);
    assert_eq!(preview.get("/nyheter/2026/sen/").status, 404);
    let asked = preview.get("/.fou/today?day=2026-06-02&from=%2Fom%2F");
    assert_eq!((asked.status, asked.header("location")), (303, "/om/"));
    let page = preview.get("/nyheter/2026/sen/");
    assert!(page.status == 200 && page.text().contains("value=\"2026-06-02\""));
    // At nine, what waits until half past is not there yet.
    for (time, status) in [("09%3A00", 404), ("09%3A30", 200)] {
        preview.get(&format!("/.fou/today?day=2026-06-03&time={time}&from=%2F"));
        let page = preview.get("/nyheter/2026/embargo/");
        assert_eq!(page.status, status);
        let time = time.replace("%3A", ":");
        assert!(page.text().contains(&format!("name=\"time\" value=\"{time}\"")), "{time}");
    }
    let elsewhere = preview.get("/.fou/today?from=%2F%2Fexempel.se");
    assert_eq!(elsewhere.header("location"), "/");
}

#[test]
fn what_visitors_do_not_see_has_a_ribbon_that_says_why() {
    let site = Scratch::site();
    site.write("content/utkast.md", "---\ntitle: Ett utkast\ndraft: true\n---\n\nOrd.\n");
    site.write("content/sen.md", "---\ntitle: Sen\npublish: 2026-06-01\n---\n\nOrd.\n");
    let preview = Preview::of(site, &[]);
    let ribbon = |path: &str| {
        let text = preview.get(path).text();
        text.split_once("id=\"fou-ribbon\">").map(|(_, rest)| rest.split("</p>").next().unwrap().to_owned())
    };
    assert_eq!(
        ribbon("/utkast/").unwrap(),
        "Utkast: besökare ser inte sidan förrän <code>draft</code> är borttaget."
    );
    assert_eq!(ribbon("/sen/").unwrap(), "Väntar på sin dag: besökare ser sidan från den 1 juni 2026.");
    assert_eq!(ribbon("/om/"), None);
}

#[test]
fn old_addresses_lead_where_they_will() {
    let site = Scratch::site();
    site.write("content/ny.md", "---\ntitle: Ny\naliases: [/gammal/]\n---\n\nOrd.\n");
    let settings = site.read("content/site.yaml");
    site.write(
        "content/site.yaml",
        format!("{settings}redirects:\n  - from: /{{YYYY}}/{{slug}}/\n    to: /ny/\n"),
    );
    let preview = Preview::of(site, &[]);
    let steps =
        [("/gammal/", "/ny/"), ("/gammal", "/gammal/"), ("/2019/nagot/", "/ny/"), ("/2019/nagot", "/ny/")];
    for (old, new) in steps {
        let reply = preview.get(old);
        assert_eq!((reply.status, reply.header("location")), (301, new), "{old}");
    }
    assert_eq!(preview.get("/19/nagot/").status, 404);
}

#[test]
fn a_page_that_is_never_done_stops_no_other() {
    let site = Scratch::site();
    let base = site.read("themes/nordvast/templates/page.html");
    let each = |name: char| format!("{{% for {name} in range(end=1000) %}}");
    let loops = format!("{}{}", "abcd".chars().map(each).collect::<String>(), "{% endfor %}".repeat(4));
    let preview = Preview::of(site, &[]);
    preview.site.write(
        "themes/nordvast/templates/page.html",
        base.replace("{% endblock", &format!("{loops}{{% endblock")),
    );
    let began = Instant::now();
    let reply = loop {
        let reply = preview.get("/om/");
        if reply.status != 200 {
            break reply;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "the loop is done");
    };
    assert!(reply.status == 503 && reply.text().contains("tar för lång tid"), "{}", reply.text());
    let began = Instant::now();
    assert_eq!(preview.get("/sitemap.xml").status, 200);
    assert!(began.elapsed() < Duration::from_secs(2));
    preview.site.write("themes/nordvast/templates/page.html", &base);
    preview.wait_until("/om/", "the page again", |text| {
        text.contains("Om provet") && !text.contains("lång tid")
    });
}
