//! Covers that are drawn from the record, with the real theme: what is on them, and what they weigh.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the theme lies in the repository, and a test may fail"
)]

mod support;

use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use fou::source::Sources;
use fou::source::discover::discover;
use support::Made;

/// How much a page may weigh on its way, packed, and how much a cover may add to it unpacked, in bytes.
const PAGE: usize = 30 << 10;
const COVER: usize = 1100;

const SETTINGS: &str = "\
-- content/site.yaml --
title: Prov
description: En webbplats
base_url: https://www.exempel.se
theme: nordvast
organisation: {name: Prov, parent: Provköpings kommun, area: Prov}
publication_series:
  - {slug: rapport, title: Rapport}
  - {slug: pm, title: PM}
-- content/index.md --
---
title: Prov
---
";

/// Builds publications with the theme of the repository.
fn made(publications: &str) -> Made {
    let mut sources = discover(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    sources.texts.retain(|path, _| path.as_str().starts_with("themes/"));
    sources.blobs.retain(|path, _| path.as_str().starts_with("themes/"));
    support::extend(&mut sources, Sources::from_listing(&(SETTINGS.to_owned() + publications)));
    let made = support::make(&sources, &support::options());
    assert!(!made.files.is_empty(), "{:?}", made.diagnostics);
    made
}

fn publication(name: &str, fields: &str) -> String {
    format!("-- content/publikationer/{name}/index.md --\n---\n{fields}\n---\n")
}

/// Cuts the drawing out of a publication's page.
#[track_caller]
fn drawing<'m>(made: &'m Made, place: &str) -> &'m str {
    let page = made.text(&format!("publikationer/{place}/index.html"));
    let (_, rest) = page.split_once("<div class=\"cover\" aria-hidden=\"true\">").unwrap();
    rest.split_once("</div>").unwrap().0.trim()
}

#[track_caller]
fn lines(drawing: &str) -> Vec<&str> {
    drawing
        .split("<tspan")
        .skip(1)
        .map(|it| it.split_once('>').unwrap().1.split('<').next().unwrap())
        .collect()
}

#[test]
fn a_record_becomes_a_drawing() {
    let all = [
        publication("a", "title: Förändringsledningsarbetet\ndate: 2025\nseries: rapport\nnumber: 2025:2"),
        publication("b", "title: Tillit – ett underlag\ndate: 2025\nseries: pm\nnumber: 2025:2"),
        publication("c", "title: SoL <1>"),
        publication("d", "title: Vi\u{ad}dare\ndate: 2025\nseries: rapport\nnumber: 2025:13\ntype: rapport"),
    ];
    let made = made(&all.concat());
    let first = drawing(&made, "2025/a");
    assert_eq!(lines(first), ["Rapport 2025:2", "Förändrings-", "lednings-", "arbetet", "2025"]);
    assert!(first.starts_with(
        "<svg class=\"cover__drawing cover__drawing--1\" viewBox=\"0 0 160 226\" width=\"160\" height=\"226\">"
    ));
    assert!(!first.contains("style="), "the site's policy forbids it");
    let second = drawing(&made, "2025/b");
    assert_eq!(lines(second), ["PM 2025:2", "Tillit\u{a0}– ett", "underlag", "2025"]);
    assert!(second.contains("cover__drawing--2"));
    let bare = drawing(&made, "odaterat/c");
    assert_eq!(lines(bare), ["SoL &lt;1&gt;"]);
    assert!(bare.contains("cover__drawing--0"));
    assert_eq!(lines(drawing(&made, "2025/d")), ["Rapport 2025:13", "Vidare", "2025"]);
    // A series has one pattern, in which the second and the thirteenth have the same place of eleven.
    let pattern =
        |it: &str| it.split("cover__pattern\" d=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(pattern(first), pattern(drawing(&made, "2025/d")));
    assert_ne!(pattern(first), pattern(second));
}

#[test]
fn a_full_listing_weighs_little() {
    let mut all = String::new();
    for at in 1..=60 {
        let title = format!(
            "'Barnets färd i den sociala barnavården {at}: longitudinell uppföljning av {at} kommuner, lokala \
             utvärderingsstrategier och våldspreventionsprogram'"
        );
        let fields =
            format!("title: {title}\nsummary: {title}\ndate: 2025\nseries: rapport\nnumber: 2025:{at}");
        all += &publication(&format!("p{at}"), &fields);
    }
    let made = made(&all);
    let page = made.text("publikationer/2025/index.html");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(page.as_bytes()).unwrap();
    let packed = packed.finish().unwrap().len();
    assert!(packed <= PAGE, "{packed} bytes");
    let covers: Vec<_> = page.split("<svg class=\"cover__drawing").skip(1).collect();
    assert!(covers.len() >= 50, "{} covers", covers.len());
    for cover in covers {
        let length = cover.split("</svg>").next().unwrap().len();
        assert!(length <= COVER, "{length} bytes");
    }
}

#[test]
fn the_real_publications_have_a_cover_each() {
    let sources = discover(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let made = support::make(&sources, &support::options());
    let pages = made.files.keys().filter(|path| {
        let folder = path.strip_suffix("/index.html").unwrap_or_default();
        made.files.contains_key(&format!("{folder}/{}.bib", folder.rsplit('/').next().unwrap_or_default()))
    });
    let mut count = 0;
    for page in pages {
        let html = made.text(page);
        assert_eq!(
            html.matches("class=\"cover").count(),
            html.matches("class=\"cover__").count() + 1,
            "{page}"
        );
        count += 1;
    }
    assert!(count >= 3, "{count} publications");
}
