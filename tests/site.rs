//! Small sites in a string, one behaviour each: what the planned views say, without a template.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use fou::model::publishing::Scope;
use fou::pipeline::{self, Build, Options, Recall};
use fou::source::Sources;
use fou::view::View;
use serde_json::Value;

/// Plans the site of a listing in front of the sound one, which must have nothing wrong with it.
#[track_caller]
fn plan(listing: &str) -> Build {
    plan_with(listing, &support::options())
}

#[track_caller]
fn plan_with(listing: &str, options: &Options) -> Build {
    let build = pipeline::build(support::site(listing), options, &mut Recall::default());
    assert_eq!(build.diagnostics, []);
    build
}

/// Returns the main part of a page, as templates get it.
#[track_caller]
fn main(build: &Build, url: &str) -> Value {
    let Some(View::Page(page)) = build.view(url) else { panic!("no page stands at {url}") };
    serde_json::to_value(&page.main).unwrap()
}

fn has(build: &Build, url: &str) -> bool {
    build.view(url).is_some()
}

/// Lists the titles of the cards under each heading: `Publikationer: A, B`.
fn groups(groups: &Value) -> Vec<String> {
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |group: &Value| {
        let cards = group["cards"].as_array().unwrap();
        let titles: Vec<_> = cards.iter().map(|card| words(&card["title"])).collect();
        format!("{}: {}", words(&group["heading"]), titles.join(", "))
    };
    groups.as_array().unwrap().iter().map(line).collect()
}

#[track_caller]
fn check_groups(build: &Build, url: &str, field: &str, expected: &[&str]) {
    assert_eq!(groups(&main(build, url)[field]), expected, "{url}");
}

#[test]
fn a_person_lists_her_publications_and_events() {
    let build = plan(
        "-- content/publikationer/rapport/index.md --\n---\ntitle: Rapporten\ndate: 2025\nauthors: [bo-ek]\n---\n\
         -- content/kalender/samtal.md --\n---\ntitle: Samtalet\nstart: 2026-06-01\nspeakers: [bo-ek]\n---\n",
    );
    check_groups(&build, "/om/medarbetare/bo-ek/", "related", &["Publikationer: Rapporten"]);
    let talks = &main(&build, "/om/medarbetare/bo-ek/")["talks"];
    assert_eq!(talks[0]["talks"][0]["event"]["text"], "Samtalet");
    check_groups(&build, "/om/medarbetare/anna-oberg/", "related", &[]);
}

#[test]
fn a_topic_lists_everything_about_it() {
    let build = plan(
        "-- content/publikationer/rapport/index.md --\n---\ntitle: Rapporten\ndate: 2025\ntopics: [tillit]\n---\n\
         -- content/kalender/samtal.md --\n---\ntitle: Samtalet\nstart: 2026-06-01\ntopics: [tillit]\n---\n\
         -- content/nyheter/nytt.md --\n---\ntitle: Nytt\ndate: 2026-05-01\ntopics: [tillit]\n---\n\
         -- content/uppdrag/stod.md --\n---\ntitle: Stöd\ntopics: [tillit]\n---\n",
    );
    let seen = groups(&main(&build, "/amnen/tillit/")["groups"]).join("; ");
    for title in ["Rapporten", "Samtalet", "Nytt", "Stöd"] {
        assert!(seen.contains(title), "{title} is missing: {seen}");
    }
}

#[test]
fn a_municipality_lists_its_assignments() {
    let build = plan("-- content/uppdrag/stod.md --\n---\ntitle: Stöd\nmunicipalities: [solna]\n---\n");
    check_groups(&build, "/om/kommunerna/solna/", "related", &["Uppdrag: Stöd"]);
}

#[test]
fn an_event_of_which_only_the_year_is_known_pretends_no_day() {
    let build = plan("-- content/kalender/dag.md --\n---\ntitle: Dagen\nstart: 2027\n---\n");
    let event = main(&build, "/kalender/2027/dag/");
    assert_eq!(event["when_text"], "2027");
    assert_eq!((&event["block"], &event["week"]), (&Value::Null, &Value::Null));
    assert!(!has(&build, "/kalender/2027/dag/dag.ics"));
}

#[test]
fn what_is_left_out_is_not_shown() {
    let build = plan("");
    let event = main(&build, "/kalender/2026/tillit/");
    let labels: Vec<_> = event["facts"].as_array().unwrap().iter().map(|fact| &fact["label"]).collect();
    for absent in ["Pris", "Målgrupp", "Plats", "Adress"] {
        assert!(!labels.iter().any(|label| *label == absent), "{absent} is shown: {labels:?}");
    }
    for field in ["registration", "contact", "theme", "lead", "programme", "timetable", "evaluation"] {
        assert_eq!(event[field], Value::Null, "{field}");
    }
    for field in ["speakers", "recordings", "materials"] {
        assert_eq!(event[field], Value::Array(Vec::new()), "{field}");
    }
}

#[test]
fn drafts_and_what_waits_are_shown_only_when_asked_for() {
    let listing = "-- content/utkast.md --\n---\ntitle: Utkast\ndraft: true\n---\n\
        -- content/sedan.md --\n---\ntitle: Sedan\npublish: 2026-05-05\n---\n\
        -- content/idag.md --\n---\ntitle: I dag\npublish: 2026-05-04\n---\n\
        -- content/igar.md --\n---\ntitle: I går\nunpublish: 2026-05-04\n---\n";
    let shown = |build: &Build| ["/utkast/", "/sedan/", "/idag/", "/igar/"].map(|url| has(build, url));
    assert_eq!(shown(&plan(listing)), [false, false, true, false]);
    let options = Options { scope: Scope::on(support::TODAY, true), ..support::options() };
    assert_eq!(shown(&plan_with(listing, &options)), [true, true, true, false]);
}

#[test]
fn what_is_declared_related_comes_before_what_shares_a_topic() {
    let build = plan(
        "-- content/kalender/samtal.md --\n---\ntitle: Samtalet\nstart: 2026-06-01\ntopics: [tillit]\n---\n\
         -- content/kalender/fore.md --\n---\ntitle: Före samtalet\nstart: 2026-05-20\n---\n\
         -- content/kalender/dag.md --\n---\ntitle: Dagen\nstart: 2025-11-05\n---\n\
         -- content/publikationer/rapport/index.md --\n---\ntitle: Rapporten\ndate: 2025\ntopics: [tillit]\n\
         events: [dag, samtal, fore]\n---\n\
         -- content/uppdrag/stod.md --\n---\ntitle: Stöd\ntopics: [tillit]\n---\n",
    );
    let expected =
        ["Presenteras på: Före samtalet, Samtalet", "Presenterad på: Dagen", "Mer om samma ämne: Stöd"];
    check_groups(&build, "/publikationer/2025/rapport/", "related", &expected);
}

#[test]
fn numbers_are_sorted_as_numbers() {
    let publication = |number: u8| {
        format!(
            "-- content/publikationer/n{number}/index.md --\n---\ntitle: Nummer {number}\ndate: 2025\n\
             series: kortrapport\nnumber: 2025:{number}\n---\n"
        )
    };
    let build = plan(&[9, 2, 10, 4, 3, 6, 5, 8, 7, 1].map(publication).concat());
    let row = "Nummer 10, Nummer 9, Nummer 8, Nummer 7, Nummer 6, Nummer 5, Nummer 4, Nummer 3, Nummer 2";
    let seen = groups(&main(&build, "/publikationer/")["groups"]).join("; ");
    assert_eq!(seen, format!("2025: {row}, Nummer 1, Tillit i socialtjänsten"));
    let seen = groups(&main(&build, "/publikationer/serie/kortrapport/")["groups"]).join("; ");
    assert_eq!(seen, format!("2025: {row}, Nummer 1"));
}

#[test]
fn publications_stand_by_title_too_and_what_has_no_date_comes_last_in_silence() {
    let publication = |name: &str, title: &str, date: &str| {
        format!("-- content/publikationer/{name}/index.md --\n---\ntitle: {title}\n{date}---\n")
    };
    let build = plan(
        &[
            publication("ost", "Öst", "date: 2026\n"),
            publication("zon", "Zon", ""),
            publication("arsbok", "Årsbok", "date: 2024\n"),
            publication("wahl", "Wahl", "date: 2026\n"),
            publication("vik", "Vik", "date: 2026\n"),
        ]
        .concat(),
    );
    check_groups(
        &build,
        "/publikationer/",
        "groups",
        &["2026: Vik, Wahl, Öst", "2025: Tillit i socialtjänsten", "2024: Årsbok", "Odaterat: Zon"],
    );
    check_groups(
        &build,
        "/publikationer/titel/",
        "groups",
        &["T: Tillit i socialtjänsten", "V: Vik", "W: Wahl", "Z: Zon", "Å: Årsbok", "Ö: Öst"],
    );
    let orders = &main(&build, "/publikationer/")["orders"];
    assert_eq!(orders[1]["url"], "/publikationer/titel/");
    assert_eq!((&orders[0]["current"], &orders[1]["current"]), (&true.into(), &false.into()));
    let long: String = (0..60).map(|at| publication(&format!("n{at}"), &format!("Ånger {at}"), "")).collect();
    let build = plan(&long);
    check_groups(&build, "/publikationer/titel/", "groups", &["T: Tillit i socialtjänsten"]);
    assert!(has(&build, "/publikationer/titel/aa/") && has(&build, "/publikationer/odaterat/"));
}

#[test]
fn guests_who_write_have_listings_as_our_own_people_have() {
    let publication = |name: &str, author: &str| {
        format!("-- content/publikationer/{name}/index.md --\n---\ntitle: {name}\nauthors: [{author}]\n---\n")
    };
    let build = plan(
        &[
            publication("ett", "{name: Gunnar Ädel}, bo-ek"),
            publication("tva", "{name: Gunnar Ädel}"),
            publication("tre", "{name: Bo Ek}"),
        ]
        .concat(),
    );
    let seen = groups(&main(&build, "/publikationer/forfattare/gunnar-adel/")["groups"]);
    assert_eq!(seen, ["Odaterat: ett, tva"]);
    // A namesake of one of ours may be somebody else.
    assert_eq!(groups(&main(&build, "/publikationer/forfattare/bo-ek/")["groups"]), ["Odaterat: ett"]);
    let authors = &main(&build, "/publikationer/forfattare/")["filters"][0]["values"];
    assert_eq!((&authors[0]["text"], &authors[1]["text"]), (&"Bo Ek".into(), &"Gunnar Ädel".into()));
}

#[test]
fn a_filter_with_many_values_shows_the_largest_and_leads_to_all() {
    let publication = |at: u8| {
        let again = if at.is_multiple_of(4) { ", {name: Gäst 99}" } else { "" };
        let authors = format!("[{{name: Gäst {:02}}}{again}]", at / 2);
        format!("-- content/publikationer/n{at}/index.md --\n---\ntitle: N {at}\nauthors: {authors}\n---\n")
    };
    let build = plan(&(0..60).map(publication).collect::<Vec<_>>().concat());
    let texts = |url: &str, at: usize| -> Vec<String> {
        let values = main(&build, url)["filters"][at]["values"].clone();
        values.as_array().unwrap().iter().map(|it| it["text"].as_str().unwrap().to_owned()).collect()
    };
    let shown = texts("/publikationer/", 2);
    assert_eq!((shown.len(), shown[19].as_str(), shown[20].as_str()), (21, "Gäst 99", "Alla 31"));
    assert_eq!(texts("/publikationer/forfattare/", 0).len(), 31);
}

#[test]
fn a_selection_says_what_stands_where() {
    let build = plan(
        "-- content/publikationer/a/index.md --\n---\ntitle: A\ntopics: [tillit]\ntype: pm\nseries: kortrapport\n---\n",
    );
    let Some(View::Selection(selection)) = build.view("/publikationer/urval.json") else { panic!() };
    let seen = serde_json::to_value(&selection).unwrap();
    let last = &seen["entries"][1];
    let at = |place: &Value| usize::try_from(place.as_u64().unwrap()).unwrap();
    assert_eq!(last[0], "/publikationer/odaterat/a/");
    assert_eq!(seen["years"][at(&last[1])][1], "/publikationer/odaterat/");
    assert_eq!((&seen["letters"][0], &last[2], &last[3]), (&"A".into(), &0.into(), &0.into()));
    let values = last[4].as_array().unwrap().iter().map(|it| &seen["values"][at(it)]);
    let expected = ["amne/tillit", "serie/kortrapport", "typ/pm"].map(|it| format!("/publikationer/{it}/"));
    assert_eq!(values.collect::<Vec<_>>(), expected.each_ref());
}

#[test]
fn a_replacement_is_shown_at_both_ends_whichever_has_said_it() {
    for (old, new) in
        [("replaced_by: ny\n", ""), ("", "replaces: gammal\n"), ("replaced_by: ny\n", "replaces: gammal\n")]
    {
        let build = plan(&format!(
            "-- content/publikationer/gammal/index.md --\n---\ntitle: Gammal\n{old}---\n\
             -- content/publikationer/ny/index.md --\n---\ntitle: Ny\n{new}---\n"
        ));
        let (old, new) =
            (main(&build, "/publikationer/odaterat/gammal/"), main(&build, "/publikationer/odaterat/ny/"));
        let text =
            |links: &Value| links.as_array().unwrap().iter().map(|it| it["text"].clone()).collect::<Vec<_>>();
        assert_eq!((text(&old["replaced_by"]), text(&old["replaces"])), (vec!["Ny".into()], vec![]));
        assert_eq!((text(&new["replaced_by"]), text(&new["replaces"])), (vec![], vec!["Gammal".into()]));
    }
}

#[test]
fn another_format_is_asked_for_where_the_site_says_and_nowhere_else() {
    let ask = |listing: &str| main(&plan(listing), "/publikationer/2025/tillit/")["alternative"].clone();
    assert_eq!(ask(""), Value::Null);
    let contact = "-- content/kontakt.md --\n---\ntitle: Kontakt\n---\n";
    assert_eq!((&ask(contact)["url"], &ask(contact)["prepared"]), (&"/kontakt/".into(), &false.into()));
    let mut sources = support::site(contact);
    let settings = fou::source::path::SourcePath::new(fou::source::CONFIG);
    let text = sources.texts[&settings].text.replace("parent:", "email: fou@exempel.se, parent:");
    sources.texts.insert(settings, fou::source::Text::new(text));
    let build = pipeline::build(sources, &support::options(), &mut Recall::default());
    assert_eq!(build.diagnostics, []);
    let ask = &main(&build, "/publikationer/2025/tillit/")["alternative"];
    assert_eq!(
        ask["url"],
        "mailto:fou@exempel.se?subject=Annat%20format%3A%20Tillit%20i%20socialtj%C3%A4nsten"
    );
}

#[test]
fn registration_ends_when_it_closes_and_when_the_event_is_held() {
    let event = |start: &str, closes: &str| {
        let build = plan(&format!(
            "-- content/kalender/samtal.md --\n---\ntitle: Samtalet\nstart: {start}\n\
             registration: {{email: fou@exempel.se, closes: {closes}}}\n---\n"
        ));
        main(&build, &format!("/kalender/{}/samtal/", &start[..4]))["registration"]["state"]
            .as_str()
            .map(str::to_owned)
    };
    let open = Some("anmalan-oppen".to_owned());
    assert_eq!(event("2026-05-20", "2026-05-10"), open);
    assert_eq!(event("2026-05-20", "2026-05-04"), open);
    assert_eq!(event("2026-05-20", "2026-05-03"), Some("anmalan-stangd".to_owned()));
    assert_eq!(event("2026-05-03", "2026-05-02"), None);
}

#[test]
fn marks_and_line_ends_make_no_difference() {
    use fou::source::discover::clean;
    use fou::source::path::SourcePath;
    let path = SourcePath::new("content/sida.md");
    let plain = "---\ntitle: Så här\ntopics: [tillit]\n---\n\nText på\nflera rader.\n";
    let variants = [
        plain.to_owned(),
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        format!("\u{feff}{}", plain.replace('\n', "\r\n")),
        plain.replace("---\n", "---  \n"),
        plain.replace('å', "a\u{30a}").replace('ä', "a\u{308}"),
    ];
    let page = |text: &str| {
        let mut sources = support::base();
        sources.texts.insert(path.clone(), clean(&path, text.as_bytes()).unwrap());
        let build = pipeline::build(sources, &support::options(), &mut Recall::default());
        assert_eq!(build.diagnostics, []);
        main(&build, "/sida/").to_string()
    };
    for variant in &variants {
        assert_eq!(page(variant), page(plain));
    }
}

#[test]
fn a_mistake_in_one_file_is_told_beside_that_in_another() {
    let sources: Sources = support::site(
        "-- content/ett.md --\n---\ntitel: Ett\n---\n-- content/tva.md --\n---\ntitle: Två\n---\n# Fel\n",
    );
    let build = pipeline::build(sources, &support::options(), &mut Recall::default());
    let codes: Vec<_> = build.diagnostics.iter().map(|it| (&*it.code, &*it.place.path)).collect();
    let expected = [("F211", "content/ett.md"), ("F310", "content/tva.md")];
    assert_eq!(codes, expected);
}

#[test]
fn a_file_that_is_missing_is_told_beside_other_mistakes() {
    let listing = "-- content/publikationer/a/index.md --\n---\ntitel: A\nfiles: [saknas.pdf]\n---\n";
    let build = pipeline::build(support::site(listing), &support::options(), &mut Recall::default());
    let codes: Vec<_> = build.diagnostics.iter().map(|it| &*it.code).collect();
    assert_eq!(codes, ["F211", "F603"]);
}

#[test]
fn an_event_that_is_moved_into_another_year_keeps_its_address() {
    let listing = "-- content/kalender/traff.md --\n---\ntitle: Träff\nstart: 2027-01-08 09:00\nend: 2027-01-08 10:00\n\
                   moved_from: 2026-12-18 09:00\nstatus: flyttat\n---\n";
    let made = support::make(&support::site(listing), &support::options());
    assert_eq!(made.diagnostics, []);
    assert!(made.files.contains_key("kalender/2026/traff/index.html"));
    assert!(made.files.contains_key("kalender/2027/index.html"), "it is listed where it is held");
}
