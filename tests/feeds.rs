//! Feeds: which there are, what each tells, and that an entry is known by the same name for ever.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use fou::output::{atom, json_feed};
use fou::view::View;
use fou::view::feed::Feed;
use support::Made;

/// News with some fields of its own.
fn news(slug: &str, fields: &str, text: &str) -> String {
    format!(
        "-- content/nyheter/{slug}.md --\n---\ntitle: Om {slug}\ndate: 2026-04-02\n{fields}---\n\n{text}\n"
    )
}

#[track_caller]
fn made(listing: &str) -> Made {
    let made = support::make(&support::site(listing), &support::options());
    assert_eq!(made.diagnostics, []);
    made
}

/// Makes the sound site whose feeds tell whole texts.
fn made_whole(listing: &str) -> Made {
    let settings = support::text("support/base.listing");
    let (_, rest) = settings.split_once("-- content/site.yaml --\n").unwrap();
    let (settings, _) = rest.split_once("\n-- ").unwrap();
    made(&format!("-- content/site.yaml --\n{settings}\nfeeds: full\n{listing}"))
}

#[track_caller]
fn feed(made: &Made, address: &str) -> Feed {
    match made.build.view(address) {
        Some(View::Feed(feed, _)) => feed,
        other => panic!("{address} is {other:?}"),
    }
}

#[track_caller]
fn titles(made: &Made, address: &str) -> Vec<String> {
    feed(made, address).entries.into_iter().map(|it| it.title).collect()
}

fn id(made: &Made) -> String {
    feed(made, "/nyheter/flode.xml").entries.remove(0).id
}

#[test]
fn there_is_a_feed_of_each_thing_that_brings_news() {
    let made = made(&news("a", "topics: [tillit]\n", "Text."));
    let feeds: Vec<_> = made.files.keys().filter(|it| it.ends_with("flode.xml")).collect();
    let expected = [
        "amnen/tillit/flode.xml",
        "flode.xml",
        "kalender/flode.xml",
        "morgonsoffan/flode.xml",
        "nyheter/flode.xml",
        "nyhetsbrev/flode.xml",
        "publikationer/flode.xml",
        "publikationer/serie/forskningsrapport/flode.xml",
    ];
    assert_eq!(feeds, expected);
    assert_eq!(titles(&made, "/nyheter/flode.xml"), ["Om a"]);
    assert_eq!(titles(&made, "/amnen/tillit/flode.xml"), ["Om a"]);
    let empty = feed(&made, "/nyhetsbrev/flode.json");
    assert_eq!((empty.entries.len(), &*empty.updated), (0, "2000-01-01T00:00:00+01:00"));
}

#[test]
fn an_entry_keeps_its_name_when_its_address_changes() {
    let first = id(&made(&news("a", "", "Text.")));
    assert_eq!(first, "tag:www.exempel.se,2026:/nyheter/2026/a/");
    let once = id(&made(&news("b", "aliases: [/nyheter/2026/a/]\n", "Text.")));
    let twice = id(&made(&news("c", "aliases: [/nyheter/2026/a/, /nyheter/2026/b/]\n", "Text.")));
    assert_eq!([&*once, &*twice], [&*first, &*first]);
}

#[test]
fn an_address_of_the_site_before_is_no_name() {
    let made = made(&news("a", "aliases: [/2026/04/02/om-a/]\n", "Text."));
    assert_eq!(id(&made), "tag:www.exempel.se,2026:/nyheter/2026/a/");
}

#[test]
fn a_feed_tells_in_short_unless_all_is_asked_for() {
    let short = made(&news("a", "summary: I korthet.\n", "Hela texten."));
    let entry = feed(&short, "/nyheter/flode.xml").entries.remove(0);
    assert_eq!((entry.summary.as_deref(), entry.content_html), (Some("I korthet."), None));
    let whole = made_whole(&news("a", "summary: I korthet.\n", "Hela texten."));
    let entry = feed(&whole, "/nyheter/flode.xml").entries.remove(0);
    assert_eq!(entry.summary.as_deref(), Some("I korthet."));
    assert_eq!(entry.content_html.as_deref(), Some("<p>Hela texten.</p>\n"));
}

#[test]
fn every_address_in_a_told_text_is_whole() {
    let text = "Läs [om styrning](../om/styrning.md#syfte), [nedan](#nedan) eller [hos andra](https://www.exempel.org/a).\n\n\
                ## Nedan\n\nSlut ]]> på <https://www.exempel.org/>.\n\n::kontakt{person=bo-ek}";
    let made = made_whole(&news("a", "", text));
    let entry = feed(&made, "/nyheter/flode.xml").entries.remove(0);
    let expected = "<p>Läs <a href=\"https://www.exempel.se/om/styrning/#syfte\">om styrning</a>, \
        <a href=\"https://www.exempel.se/nyheter/2026/a/#nedan\">nedan</a> eller \
        <a href=\"https://www.exempel.org/a\">hos andra</a>.</p>\n\
        <h2 id=\"nedan\">Nedan</h2>\n\
        <p>Slut ]]&gt; på <a href=\"https://www.exempel.org/\">https://www.exempel.org/</a>.</p>\n\
        <ul>\n<li><a href=\"https://www.exempel.se/om/medarbetare/bo-ek/\">Bo Ek</a></li>\n</ul>\n";
    assert_eq!(entry.content_html.as_deref(), Some(expected));
}

#[test]
fn a_feed_depends_on_the_content_and_not_on_the_day() {
    let sources = support::site(&news("a", "", "Text."));
    let on = |day: i8| {
        let scope = fou::model::publishing::Scope::on(jiff::civil::date(2026, 5, day), false);
        let made = support::make(&sources, &fou::pipeline::Options { scope, base_url: None });
        let feed = feed(&made, "/flode.xml");
        (atom::write(&feed), json_feed::write(&feed))
    };
    assert_eq!(on(4), on(28));
}

#[test]
fn a_page_announces_the_feed_that_follows_it_most_closely() {
    let theme = "-- themes/prov/templates/plain.html --\n{% extends \"base.html\" %}\n{% block main %}\n\
                 {%- for feed in page.head.feeds %}<p>{{ feed.url }}</p>{% endfor %}\n{% endblock main %}\n";
    let made = made(&(news("a", "topics: [tillit]\n", "Text.") + theme));
    let announced = |page: &str| -> Vec<String> {
        let lines = made.text(page).split("<p>").skip(1);
        let urls = lines.map(|line| line.split_once('<').unwrap().0.replace("&#x2F;", "/"));
        urls.filter(|url| !url.ends_with("flode.json")).collect()
    };
    let check = |page: &str, own: &[&str]| {
        assert_eq!(announced(page), [&["/flode.xml"], own].concat(), "{page}");
    };
    check("index.html", &[]);
    check("om/styrning/index.html", &[]);
    check("nyheter/2026/a/index.html", &["/nyheter/flode.xml"]);
    check("nyheter/2026/index.html", &["/nyheter/flode.xml"]);
    check("amnen/tillit/index.html", &["/amnen/tillit/flode.xml"]);
    check("kalender/2026/tillit/index.html", &["/kalender/flode.xml"]);
    check(
        "publikationer/serie/forskningsrapport/index.html",
        &["/publikationer/serie/forskningsrapport/flode.xml"],
    );
}
