//! Every page through two years, hour by hour: nothing becomes another that `next-change` has not told, and what it
//! tells comes true.
//!
//! What is compared are views, of which pages are made and nothing else; where one has become another, it is rendered,
//! and its bytes must be others too. `FOU_HOURS=all` looks at every hour of the days on which nothing happens, too.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test, whose length is set by the environment"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fou::date::instant;
use fou::model::publishing::Scope;
use fou::output;
use fou::pipeline::{self, Build, Options, Recall};
use fou::source::discover::discover;
use fou::source::path::SourcePath;
use fou::source::{Sources, Text};
use fou::url::Url;
use fou::view::View;
use jiff::{Timestamp, ToSpan as _, civil};
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

/// A site where time does all it can.
const SITE: &str = r#"
-- content/kalender/vinter.md --
---
title: Med anmälan som öppnar och stänger
series: morgonsoffan
start: 2026-03-27 09:00
end: 2026-03-27 10:00
online: https://moten.example/rum
registration: {url: "https://anmal.example/", opens: 2026-03-02 08.30, closes: 2026-03-20}
speakers: [anna-oberg]
topics: [tillit]
---
-- content/kalender/var.md --
---
title: Med anmälan tills det börjar
series: morgonsoffan
start: 2026-04-24 09:15
end: 2026-04-24 10:45
online: https://moten.example/rum
registration: {email: fou@exempel.se, phone: 08-123 456 78}
municipalities: [solna]
---
-- content/kalender/oppet-hus.md --
---
title: Med anmälan medan det pågår
start: 2026-05-04
end: 2026-05-29
registration: {email: fou@exempel.se, closes: 2026-05-15 12:00}
---
-- content/kalender/utan-slut.md --
---
title: Utan slut
start: 2026-06-01 13:00
online: https://moten.example/rum
---
-- content/kalender/hela-dagen.md --
---
title: Hela dagen
start: 2026-06-08
---
-- content/kalender/sommarnatt.md --
---
title: Natten då klockan ställs fram
start: 2027-03-28 01:30
end: 2027-03-28 03:30
---
-- content/kalender/vinternatt.md --
---
title: Natten då klockan ställs tillbaka
start: 2026-10-25T02:30+02:00
end: 2026-10-25T02:30+01:00
---
-- content/kalender/i-november.md --
---
title: Någon gång i november
start: 2026-11
registration: {email: fou@exempel.se}
---
-- content/kalender/nasta-ar.md --
---
title: Någon gång nästa år
start: 2027
---
-- content/kalender/installt.md --
---
title: Inställt
start: 2026-09-10 09:00
end: 2026-09-10 10:00
status: inställt
registration: {email: fou@exempel.se, closes: 2026-09-01}
---
-- content/kalender/fullt.md --
---
title: Fullt
start: 2026-09-17 09:00
end: 2026-09-17 10:00
status: fullt
registration: {email: fou@exempel.se, closes: 2026-09-08}
---
-- content/kalender/flyttat.md --
---
title: Flyttat över nyår
start: 2027-01-15 09:00
end: 2027-01-15 10:00
moved_from: 2026-12-11 09:00
status: flyttat
---
-- content/kalender/hemligt.md --
---
title: Ett hemligt evenemang
publish: 2026-08-20 09:00
start: 2026-08-28 09:00
end: 2026-08-28 10:00
registration: {email: fou@exempel.se, opens: 2026-08-01, closes: 2026-08-25}
---
-- content/kalender/slopat.md --
---
title: Tas bort innan det hålls
start: 2026-12-01 09:00
end: 2026-12-01 10:00
unpublish: 2026-11-20 17:00
---
-- content/kalender/utkast.md --
---
title: Ett utkast
draft: true
start: 2026-07-01 09:00
publish: 2026-06-20
---
-- content/kalender/uppdaterat.md --
---
title: Ändras i framtiden
start: 2027-05-07 09:00
end: 2027-05-07 12:00
updated: 2027-04-01
---
-- content/kalender/forr.md --
---
title: Förra året
series: morgonsoffan
start: 2025-11-14 09:00
end: 2025-11-14 10:00
recordings: [{title: Inspelning, url: "https://film.example/1"}]
topics: [tillit]
---
-- content/nyheter/embargo.md --
---
title: En nyhet som väntar på sin timme
date: 2026-02-10
publish: 2026-02-10 07:30
unpublish: 2027-02-10
---
-- content/nyheter/i-framtiden.md --
---
title: En nyhet med en dag som inte har kommit
date: 2026-07-07
---
-- content/publikationer/kommande/index.md --
---
title: En rapport som kommer
date: 2026-10-01
publish: 2026-09-30 23:59
topics: [tillit]
events: [vinternatt, i-november, flyttat]
---
-- content/publikationer/kommande/01-kapitel.md --
---
title: Ett kapitel
---

Ord.
-- content/publikationer/kommande/02-senare.md --
---
title: Ett kapitel som kommer senare
publish: 2026-10-12 12:00
---

Ord.
-- content/nyhetsbrev/brev.md --
---
title: Ett nyhetsbrev
number: 1
year: 2027
date: 2027-02-01
---
-- content/om/medarbetare/cia-gran.md --
---
title: Cia Gran
surname: Gran
until: 2026-08-31
---
-- content/om/rutin.md --
---
title: En rutin
review_by: 2026-05-31
---

Text.
"#;

/// A site with the repository's own theme.
fn sources() -> Sources {
    let mut sources = support::site(SITE);
    let mut repository = discover(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    repository.texts.retain(|path, _| path.as_str().starts_with("themes/nordvast/"));
    repository.blobs.retain(|path, _| path.as_str().starts_with("themes/nordvast/"));
    let settings = SourcePath::new("content/site.yaml");
    let text = sources.texts[&settings].text.replace("theme: prov", "theme: nordvast");
    sources.texts.insert(settings, Text::new(text));
    support::extend(&mut sources, repository);
    sources
}

fn build(sources: &Sources, now: Timestamp, recall: &mut Recall) -> Build {
    let options = Options { scope: Scope::at(now, false), base_url: None };
    let build = pipeline::build(sources.clone(), &options, recall);
    assert!(!pipeline::stops(&build.diagnostics, false), "{:?}", build.diagnostics);
    build
}

/// Digests what every output shows, but for the file that is other whenever any is.
fn shown(build: &Build) -> BTreeMap<Url, u64> {
    let made = build.made.as_ref().unwrap();
    let digest = |view: View| match view {
        View::Page(page) => Some(xxh3_64(&serde_json::to_vec(&page).unwrap())),
        View::NextChange(_) => None,
        View::Bytes(_) | View::File(_) => Some(0),
        other => Some(xxh3_64(format!("{other:?}").as_bytes())),
    };
    let planned = made.plan.planned.iter();
    planned.filter_map(|it| Some((it.url.clone(), digest(made.plan.view(&made.bodies, it))?))).collect()
}

fn first() -> Timestamp {
    Scope::on(civil::date(2026, 1, 1), false).now()
}

/// How many hours are looked at: those of two years.
const HOURS: i64 = 2 * 365 * 24;

/// How many builds follow each other with one memory.
const STRETCH: usize = 100;

/// Walks from one told instant to the next; at each, something has become another, and the second before, nothing.
fn told(sources: &Sources) -> Vec<Timestamp> {
    let mut recall = Recall::new();
    let mut before = build(sources, first(), &mut recall);
    let mut told = Vec::new();
    while let Some(next) = before.next_change().cloned().filter(|it| it.at <= first() + HOURS.hours()) {
        let shown_before = shown(&before);
        let last = build(sources, next.at - 1.second(), &mut recall);
        assert_eq!(shown(&last), shown_before, "something is another before {next:?}");
        assert_eq!(last.next_change(), Some(&next));
        let after = build(sources, next.at, &mut recall);
        let shown_after = shown(&after);
        let bytes = |build: &Build, url: &Url| {
            let made = build.made.as_ref().unwrap();
            let view = build.view(url.as_str())?;
            let artifacts = output::render(&made.theme, &build.base_url, url, &view).unwrap();
            Some(artifacts[0].rendered().map(<[u8]>::to_vec))
        };
        let others: Vec<_> = shown_before
            .keys()
            .chain(shown_after.keys())
            .filter(|url| shown_before.get(*url) != shown_after.get(*url))
            .filter(|url| bytes(&before, url) != bytes(&after, url))
            .collect();
        assert!(!others.is_empty(), "nothing is another after {next:?}");
        if let Some(page) = &next.page {
            let known = others.contains(&page) || next.reason.contains("flödena");
            assert!(known, "{page} is the same after {next:?}: {others:?}");
        }
        told.push(next.at);
        before = after;
    }
    told
}

/// Lists the hours to look at: all of every day that the site names or something is told of, and two of each other day,
/// so that in three weeks each hour has had its turn.
fn watched(told: &[Timestamp]) -> Vec<Timestamp> {
    let all = std::env::var_os("FOU_HOURS").is_some_and(|it| it == "all");
    let named = SITE
        .as_bytes()
        .windows("2026-03-27".len())
        .filter_map(|it| std::str::from_utf8(it).ok()?.parse().ok());
    let days: BTreeSet<civil::Date> = named.chain(told.iter().map(|at| instant::day(*at))).collect();
    let hours = (0..=HOURS).map(|hour| (hour, first() + hour.hours()));
    let wanted = |(hour, now): &(i64, Timestamp)| {
        let turn = hour / 24 * 5 % 24;
        all || [0, turn].contains(&(hour % 24)) || days.contains(&instant::day(*now))
    };
    hours.filter(wanted).map(|(_, now)| now).collect()
}

#[test]
fn every_hour_of_two_years_is_told_and_what_is_told_comes_true() {
    let sources = sources();
    let told = told(&sources);
    assert!(told.len() > 50, "{told:?}");
    let watched = watched(&told);
    // Each stretch begins with the hour that the one before it ends with.
    let stretches: Vec<_> = (0..watched.len()).step_by(STRETCH).collect();
    stretches.into_par_iter().for_each(|begins| {
        let mut recall = Recall::new();
        let mut last: Option<(Timestamp, _)> = None;
        for now in watched.iter().copied().skip(begins).take(STRETCH + 1) {
            let shown = shown(&build(&sources, now, &mut recall));
            if let Some((before, last)) = last {
                let is_told = told.iter().any(|at| before < *at && *at <= now);
                assert_eq!(shown != last, is_told, "{before} to {now}");
            }
            last = Some((now, shown));
        }
    });
}
