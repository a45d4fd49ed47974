//! Warm equals cold: after any edits, a build that remembers says and makes what a build that remembers nothing does.
//!
//! `FOU_SEQUENCES=2000` makes the long form of it.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test, whose length is set by the environment"
)]

mod support;

use std::sync::Arc;

use fou::model::publishing::Scope;
use fou::pipeline::{Options, Recall};
use fou::source::blob::Blob;
use fou::source::path::SourcePath;
use fou::source::raster::{Facts, Fault, Format, Reading, Rendition, Shape};
use fou::source::{Sources, Text};
use jiff::ToSpan as _;

const SITE: &str = r#"
-- content/publikationer/vrakningar/index.md --
---
title: Vräkningar
date: 2025
authors: [anna-oberg, {name: Gäst}]
topics: [tillit]
municipalities: [solna]
files: [{file: rapport.pdf}]
---

Se [styrningen](../../om/styrning.md#syfte) och ![en bild](bild.png).

## Metod

Text med "citat".
-- content/publikationer/vrakningar/rapport.pdf --
%PDF-1.7
-- content/publikationer/vrakningar/bild.png --
ingen bild
-- content/publikationer/vrakningar/01-inledning.md --
---
title: Inledning
---

Mer i [metoden](02-metod.md#urval) och hos andra [@ek2020, s. 12].
-- content/publikationer/vrakningar/02-metod.md --
---
title: Metod
aliases: [/gamla-metoden/]
---

## Urval

![en bild](bild.png "En bildtext"){#fig-bild}

Se [början](01-inledning.md) och [framsidan](index.md#metod).
-- content/publikationer/vrakningar/referenser.bib --
@book{ek2020,
  author = {Ek, Bo},
  title = {Kaffe},
  year = {2020},
}
-- content/nyheter/start.md --
---
title: Start
date: 2026-03-01
topics: [tillit]
contact: bo-ek
---

Läs [rapporten](../publikationer/vrakningar/index.md#metod), eller gå till [navet](/om/styrning/).
-- content/kalender/hast.md --
---
title: Höstens tillfälle
series: morgonsoffan
start: 2026-09-25 09:00
speakers: [anna-oberg]
topics: [tillit]
---

::lista{slag=publikation ämne=tillit}
-- content/morgonsoffan/index.md --
---
title: Morgonsoffan
rhythm: {days: sista fredagen i månaden, start: "09:00", except: [juli, 2026-05-29]}
---

Gå till [samtalet](../kalender/dagen.md#pass_samtal).
-- content/kalender/dagen.md --
---
title: Dagen
start: 2026-06-26 09:00
end: 2026-06-26 12:00
series: morgonsoffan
sessions_in_calendar: ja
programme:
  - {start: "09:00", end: "10:00", title: Samtal, id: samtal, track: Ett, speakers: [anna-oberg]}
  - {start: "09:00", end: "10:30", title: Siffror, id: siffror, track: Två, speakers: [bo-ek]}
  - {start: "10:30", end: "12:00", title: Panel, id: panel, materials: [panel.pdf]}
evaluation: {participants: 12, answers: 8, mean: "4,3"}
---

Börja med [siffrorna](#pass_siffror).
-- content/nyhetsbrev/2026-1.md --
---
title: Nyhetsbrev 1 2026
year: 2026
number: 1
date: 2026-06-01
preheader: Kom till dagen
items: [{publication: vrakningar}, {event: dagen, start: 2026-06-26 09:00}, {news: start, link: ../om/styrning.md#syfte}, {coming: 2026-12-24}]
---

Hej, se [dagen](../kalender/dagen.md).
-- content/kalender/panel.pdf --
%PDF-1.7
-- content/publikationer/index.md --
---
title: Publikationer
---

Allt vi har gett ut.
-- static/robot.txt --
hej
"#;

/// Numbers that look random and are the same in every run (xorshift64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }
}

const LINES: [&str; 18] = [
    "[Ett pass](../kalender/dagen.md#pass_panel)",
    "Enligt @ek2020 [s. 3] är det så [jfr @ek2020].",
    "Okänt [@ingen2020].",
    "Se [](#fig-bild) och [](02-metod.md#urval).",
    "![en bild](bild.png \"Ännu en\"){#fig-mer}",
    "::tabell{rubrik=\"Svar\" id=tab-svar}\n\n| a |\n|---|",
    "En ny rad.",
    "Se [navet](/om/styrning/) och [ingenstans](/finns-inte/).",
    "## En ny rubrik",
    "[Rapporten](../publikationer/vrakningar/index.md#metod)",
    "[Trasig](saknas.md)",
    "[Ett ankare](#ingenstans)",
    "![en bild](bild.png)",
    "::lista{slag=publikation}",
    "::kontakt{person=anna-oberg}",
    "<script>alert(1)</script>",
    "Fotnot[^1].\n\n[^1]: Ord.",
    "```rust\nlet x = 1;\n```",
];

const FIELDS: [(&str, &str); 18] = [
    ("items", "[{heading: Tipset, link: ../kalender/dagen.md#pass_panel}, {recording: hast}]"),
    ("items", ""),
    ("figures", "{sent: 40, opened: 20}"),
    ("programme", "[{start: \"09:00\", title: Annat, speakers: [anna-oberg]}]"),
    ("rhythm", "andra tisdagen i maj"),
    ("start", "2026-06-25 09:00"),
    ("title", "Ny rubrik"),
    ("title", "Ärlig rubrik"),
    ("summary", "En mening."),
    ("draft", "true"),
    ("publish", "2026-06-01"),
    ("topics", "[tillit]"),
    ("topics", "[finns-inte]"),
    ("slug", "nytt-namn"),
    ("aliases", "[/gammal/]"),
    ("date", "2026-02-02"),
    ("okant", "x"),
    ("updated", "2026-04-01"),
];

const NEW: [(&str, &str); 9] = [
    (
        "content/publikationer/vrakningar/03-resultat.md",
        "---\ntitle: Resultat\n---\n\n[Metod](02-metod.md)\n",
    ),
    ("content/publikationer/ensam/01-start.md", "---\ntitle: Ensam\n---\n\n[Upp](index.md)\n"),
    ("content/nyheter/ny.md", "---\ntitle: Ny\ndate: 2026-04-04\n---\n\nOrd.\n"),
    ("content/amnen/nytt.md", "---\ntitle: Nytt ämne\n---\n"),
    ("content/om/ny/sida.md", "---\ntitle: Ny sida\n---\n\n[Upp](../styrning.md)\n"),
    ("content/natverk/ett.md", "---\ntitle: Ett nätverk\nlevel: regionalt\n---\n"),
    ("content/ordlista/ord.md", "---\ntitle: Ord\nmeaning: det man säger\n---\n"),
    ("content/nyheter/trasig.md", "ingen början\n"),
    ("content/om/sida.md", "---\ntitle: [\n---\n"),
];

/// Changes one thing.
fn edit(dice: &mut Dice, sources: &mut Sources, options: &mut Options) -> String {
    let texts: Vec<SourcePath> =
        sources.texts.keys().filter(|path| path.extension() == "md").cloned().collect();
    let path = texts[dice.roll(texts.len())].clone();
    let old = sources.texts[&path].text.to_string();
    match dice.roll(16) {
        15 => picture(dice, sources),
        14 => {
            let path = SourcePath::new(dice.pick(&[
                "content/publikationer/vrakningar/referenser.bib",
                "content/publikationer/vrakningar/mer.bib",
                "content/nyheter/vilse.bib",
            ]));
            let text = dice.pick(&[
                "@book{ek2020, author = {Ek, Bo}, title = {Te}, year = 2021}\n",
                "@book{ek2020, author = {Ek, Bo}, title = {Te\n",
                "@book{annan, author = {Ek, Bo}, title = {Te}, year = 2020}\n",
            ]);
            if sources.texts.remove(&path).is_none() || dice.roll(2) == 0 {
                sources.texts.insert(path.clone(), Text::new(text));
            }
            format!("{path}: {text}")
        }
        0..=3 => {
            let line = dice.pick(&LINES);
            let whole = if dice.roll(2) == 0 {
                format!("{old}\n{line}\n")
            } else {
                old.replacen("\n\n", &format!("\n\n{line}\n\n"), 1)
            };
            sources.texts.insert(path.clone(), Text::new(whole));
            format!("{path}: {line}")
        }
        4..=6 => {
            let (key, value) = dice.pick(&FIELDS);
            let kept: Vec<_> = old.lines().filter(|line| !line.starts_with(&format!("{key}:"))).collect();
            let whole = kept.join("\n").replacen("---\n", &format!("---\n{key}: {value}\n"), 1) + "\n";
            sources.texts.insert(path.clone(), Text::new(whole));
            format!("{path}: {key}: {value}")
        }
        7 => {
            sources.texts.remove(&path);
            format!("{path} goes")
        }
        8 => {
            let text = sources.texts.remove(&path).unwrap();
            let to = SourcePath::new(&format!("{}/flyttad-{}", path.folder(), path.name()));
            sources.texts.insert(to, text);
            format!("{path} moves")
        }
        9 => {
            let (path, text) = dice.pick(&NEW);
            sources.texts.insert(SourcePath::new(path), Text::new(text));
            format!("{path} comes")
        }
        10 => {
            let path = SourcePath::new(dice.pick(&[
                "themes/prov/templates/plain.html",
                "themes/prov/templates/list.html",
                "themes/prov/styles/site.css",
            ]));
            let more = dice.pick(&["<!-- mer -->", "{{ page.finns.inte }}", "{% if", "a { color: red }"]);
            let text = format!("{}{more}\n", sources.texts[&path].text);
            sources.texts.insert(path.clone(), Text::new(text));
            format!("{path}: {more}")
        }
        11 => {
            let path = SourcePath::new(dice.pick(&[
                "static/ny.txt",
                "content/publikationer/vrakningar/rapport.pdf",
                "content/publikationer/vrakningar/bild.png",
            ]));
            if sources.blobs.remove(&path).is_none() || dice.roll(2) == 0 {
                sources.blobs.insert(path.clone(), Blob::from_bytes(vec![7; 1 + dice.roll(9)]));
            }
            format!("{path} changes")
        }
        12 => {
            let path = SourcePath::new("content/site.yaml");
            let old = sources.texts[&path].text.to_string();
            let whole = match dice.roll(4) {
                3 => old.replace("provider: mailchimp", "provider: ingen, unsubscribe: \"##ut##\""),
                0 => old.replace("Provsajten", "En annan"),
                1 => old.replace("forskningsrapport", "rapport"),
                _ => format!("{old}okant: 1\n"),
            };
            sources.texts.insert(path, Text::new(whole));
            "settings".to_owned()
        }
        _ => {
            let first = Scope::on(support::TODAY, false).now();
            let now = first + i64::try_from(dice.roll(200 * 24)).unwrap().hours();
            options.scope = Scope::at(now, dice.roll(2) == 0);
            format!("as of {now}")
        }
    }
}

/// Changes what is known of a picture: nothing, how large it is, what is published of it, or why it cannot be shown.
fn picture(dice: &mut Dice, sources: &mut Sources) -> String {
    let path = SourcePath::new("content/publikationer/vrakningar/bild.png");
    let Some(blob) = sources.blobs.get(&path) else { return "no picture".to_owned() };
    let facts = Some(Facts { width: 40, height: 30 });
    let rendition = |format| Rendition {
        shape: Shape { width: 40, height: 30, format },
        blob: Blob::from_bytes(vec![format as u8; 9]),
    };
    let reading = match dice.roll(4) {
        0 => None,
        1 => Some(Reading { facts, ..Reading::default() }),
        2 => {
            let renditions = vec![rendition(Format::WebP), rendition(Format::Png)];
            Some(Reading { facts, renditions, fault: None })
        }
        _ => Some(Reading::failed(Fault::Broken)),
    };
    sources.rasters.remove(&blob.hash);
    let told = format!("{path}: {reading:?}");
    sources.rasters.extend(reading.map(|it| (blob.hash, Arc::new(it))));
    told
}

#[test]
fn a_build_that_remembers_equals_one_that_does_not() {
    let sequences = std::env::var("FOU_SEQUENCES").ok().and_then(|it| it.parse().ok()).unwrap_or(100);
    let mut whole = 0;
    for sequence in 1..=sequences {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(sequence));
        let mut sources = support::site(SITE);
        let mut options = support::options();
        let mut recall = Recall::new();
        let mut steps = Vec::new();
        support::make_with(&sources, &options, &mut recall);
        let before = (sources.clone(), options.clone());
        for _ in 0..=dice.roll(4) {
            steps.push(edit(&mut dice, &mut sources, &mut options));
            let warm = support::make_with(&sources, &options, &mut recall);
            let cold = support::make(&sources, &options);
            assert_eq!(warm.diagnostics, cold.diagnostics, "{sequence}: {steps:?}");
            let differ = cold.files.iter().find(|(path, bytes)| warm.files.get(*path) != Some(bytes));
            assert_eq!(differ.map(|(path, _)| path), None, "{sequence}: {steps:?}");
            assert_eq!(warm.files.len(), cold.files.len(), "{sequence}: {steps:?}");
            whole += usize::from(!cold.files.is_empty());
        }
        // And back again: what has been taken back leaves nothing behind.
        let (sources, options) = before;
        let warm = support::make_with(&sources, &options, &mut recall);
        assert_eq!(warm.files, support::make(&sources, &options).files, "{sequence}: {steps:?} and back");
    }
    assert!(whole > 20, "only {whole} of the sites that were compared could be made");
}
