//! The program as it is typed: command → standard output, error stream, exit code, files.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests look at what lies on the disk"
)]

mod program;

use std::process::{Command, Stdio};

use program::{FOU, Scratch, run};

#[test]
fn a_build_says_what_it_has_made() {
    let site = Scratch::site();
    let ran = site.fou(&["build"]);
    ran.expect(
        0,
        &[" sidor och ", " filer i public (", " nya, 0 ändrade, 0 oförändrade, 0 borttagna på ", "\u{a0}s\n"],
    );
    assert_eq!(ran.out, "");
    assert!(site.read("public/index.html").contains("<h1"));
    assert!(site.path("public/om/index.html").is_file());
}

#[test]
fn commands_have_swedish_names_too() {
    let site = Scratch::site();
    site.fou(&["kontrollera"]).expect(0, &[]);
    assert!(!site.path("public").exists(), "a check writes nothing");
    assert!(!site.path(".public.fou").exists());
    site.fou(&["bygg"]).expect(0, &[]);
    assert!(site.path("public/index.html").is_file());
}

#[test]
fn a_second_build_has_nothing_to_do() {
    let site = site_without_remarks();
    site.fou(&["build"]).expect(0, &[]);
    let before = site.published();
    site.fou(&["build"]).expect(0, &["Inget har ändrats: ", " sidor i public på "]);
    assert!(site.published() == before);
    let ran = site.fou(&["build", "--format", "json"]);
    ran.expect(0, &[]);
    assert_eq!(ran.out, "[]\n");
    let ran = site.fou(&["check"]);
    ran.expect(0, &["Allt är i ordning.\n"]);
}

#[test]
fn what_there_was_to_say_is_said_again_of_a_site_that_has_not_changed() {
    let site = Scratch::published_site();
    let before = site.published();
    let again = site.fou(&["build"]);
    again.expect(0, &["varning[F410]", "Inget har ändrats: ", "\n1 varning\n"]);
    assert!(site.published() == before);
    let json = |arguments: &[&str]| site.fou(&[arguments, &["--format", "json"]].concat()).out;
    assert_eq!(json(&["build"]), json(&["check"]));
    site.fou(&["build", "--deny-warnings"]).expect(1, &["Inget publicerades: 1 varning."]);
    site.write("content/con.md", "");
    site.fou(&["build"]).expect(1, &["fel[F102]"]);
}

/// Makes a site about which there is nothing to say.
fn site_without_remarks() -> Scratch {
    let site = Scratch::site();
    let settings = site.read("content/site.yaml");
    let statement = "accessibility:\n  body: Provet\n  service: prov.example\n  conformance: helt\n  deficiencies: []\n  \
                     assessed: 2026-01-02\n  updated: 2026-01-02\n  method: Vi har provat själva.\n  form_url: \
                     https://prov.example/formular\n  burdensome: []\n  exempt: []\n  supervisor:\n    name: Digg\n    \
                     url: https://www.digg.se/tdosanmalan\n";
    site.write("content/site.yaml", settings + statement);
    site
}

#[test]
fn help_is_swedish() {
    let site = Scratch::new();
    for arguments in
        [&[][..], &["--help"], &["-h"], &["build", "--help"], &["check", "--help"], &["bygg", "-h"]]
    {
        let ran = site.fou(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        assert!(ran.out.contains("Användning: fou"), "{}", ran.out);
        for english in [
            "Usage",
            "Options",
            "Commands",
            "Arguments",
            "Print",
            "help",
            "possible",
            "default",
            "values",
            " for ",
            " the ",
            "aliases",
        ] {
            let text = ran.out.replace("--help", "").replace("site.yaml", "").replace("\n  help ", "\n");
            assert!(!text.contains(english), "`{english}` is not Swedish:\n{}", ran.out);
        }
    }
    let ran = site.fou(&["--version"]);
    assert_eq!((ran.code, ran.out.trim()), (Some(0), concat!("fou ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn wrong_use_is_told_and_nothing_is_done() {
    let site = Scratch::site();
    for (arguments, said) in [
        (&["bild"][..], "fel: kommandot `bild` finns inte; menade du `build`?"),
        (&["build", "--draft"], "fel: `--draft` finns inte att välja; menade du `--drafts`?"),
        (&["build", "--today", "i dag"], "fel: `i dag` går inte att använda för `--today <DATUM>`"),
        (
            &["build", "--base-url", "www.x.se"],
            "fel: `www.x.se` går inte att använda för `--base-url <ADRESS>`",
        ),
        (&["build", "--format", "xml"], "fel: `xml` går inte att använda för `--format <FORM>`"),
        (&["build", "--output"], "saknar sitt värde"),
        (&["check", "--output", "x"], "fel: `--output` finns inte att välja"),
        (&["build", "extra"], "fel: `extra` finns inte att välja"),
    ] {
        let mut arguments = arguments.to_vec();
        if arguments.len() > 1 && !arguments.contains(&"--today") {
            arguments.splice(1..1, ["--today", program::TODAY]);
        }
        let ran = site.fou(&arguments);
        ran.expect(2, &[said, "Skriv `fou --help` för hjälp.\n"]);
        assert_eq!(ran.out, "");
    }
    assert!(!site.path("public").exists());
}

#[test]
fn a_mistake_is_shown_where_it_is_and_nothing_is_published() {
    let site = Scratch::published_site();
    let before = site.published();
    site.page("content/om.md", "Om provet", "Se [sidan](finns-inte.md).");
    for command in ["build", "check"] {
        let ran = site.fou(&[command]);
        ran.expect(1, &["fel[F", "content/om.md:5:", "5 | Se [sidan](finns-inte.md).", "hjälp: ", "1 fel"]);
        assert_eq!(ran.out, "");
    }
    site.fou(&["build"])
        .expect(1, &["Inget publicerades: ", "Den förra webbplatsen ligger kvar som den var."]);
    assert!(site.published() == before);
}

#[test]
fn remarks_are_json_for_programs() {
    let site = Scratch::site();
    site.page("content/om.md", "Om provet", "Se [sidan](finns-inte.md).");
    for command in ["build", "check"] {
        let ran = site.fou(&[command, "--format", "json"]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
        let remarks: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let remark = remarks.as_array().unwrap().iter().find(|it| it["severity"] == "error").unwrap();
        assert_eq!((&remark["file"], &remark["line"]), (&"content/om.md".into(), &5.into()));
        assert!(remark["column"].as_u64() > Some(0) && remark["length"].as_u64() > Some(0), "{remark}");
        assert!(remark["code"].as_str().is_some_and(|code| code.starts_with('F') && code.len() == 4));
        assert!(remark["message"].is_string() && remark["advice"].is_array());
    }
}

#[test]
fn quiet_says_only_what_is_wrong() {
    let site = site_without_remarks();
    let ran = site.fou(&["build", "--quiet"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
    let ran = site.fou(&["check", "--quiet"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
    site.page("content/om.md", "Om provet", "Se [sidan](finns-inte.md).");
    let ran = site.fou(&["build", "--quiet"]);
    ran.expect(1, &["fel[F"]);
    assert!(!ran.err.contains("Inget publicerades"));
}

#[test]
fn warnings_stop_only_whom_they_shall() {
    let site = Scratch::site();
    site.fou(&["check"]).expect(0, &["varning[F410]", "1 varning\n"]);
    site.fou(&["check", "--deny-warnings"]).expect(1, &["varning[F410]"]);
    site.fou(&["build", "--deny-warnings"]).expect(1, &["Inget publicerades: 1 varning."]);
    assert!(!site.path("public").exists());
    site.fou(&["build"]).expect(0, &["varning[F410]", "\n1 varning\n"]);
}

#[test]
fn drafts_and_days_are_chosen() {
    let site = Scratch::site();
    site.write("content/utkast.md", "---\ntitle: Ett utkast\ndraft: true\n---\n\nText.\n");
    site.write("content/sen.md", "---\ntitle: En sen sida\npublish: 2026-06-01\n---\n\nText.\n");
    let stands =
        || ["public/utkast/index.html", "public/sen/index.html"].map(|path| site.path(path).exists());
    site.fou(&["build"]).expect(0, &[]);
    assert_eq!(stands(), [false, false]);
    site.fou(&["build", "--today", "2026-06-01"]).expect(0, &[" 1 nya"]);
    assert_eq!(stands(), [false, true]);
    site.fou(&["build", "--drafts"]).expect(0, &[]);
    assert_eq!(stands(), [true, true]);
}

#[test]
fn a_build_holds_until_the_next_change() {
    let site = Scratch::site();
    site.write(
        "content/kalender/traff.md",
        "---\ntitle: Träff\nstart: 2026-06-01 09:00\nend: 2026-06-01 10:00\n---\n",
    );
    let at = |time: &str| site.fou(&["build", "--today", &format!("2026-06-01T{time}")]);
    let next =
        "\nNästa ändring är måndag 1 juni 2026 kl.\u{a0}10.00: ”Träff” är över (content/kalender/traff.md)\n";
    at("09:00").expect(0, &[" nya", next]);
    at("09:59").expect(0, &["Inget har ändrats", next]);
    let told = std::fs::read_to_string(site.path("public/next-change.json")).unwrap();
    assert!(told.contains("\"instant\": \"2026-06-01T10:00:00+02:00\""), "{told}");
    at("10:00").expect(0, &[" ändrade"]);
    let told = std::fs::read_to_string(site.path("public/next-change.json")).unwrap();
    assert!(told.contains("\"instant\": null"), "{told}");
    // Back in time it is another site.
    at("09:00").expect(0, &[" ändrade", next]);
}

#[test]
fn the_site_may_stand_elsewhere() {
    let site = Scratch::site();
    site.fou(&["build"]).expect(0, &[]);
    assert!(
        site.read("public/index.html").contains("<link rel=\"canonical\" href=\"https://prov.example/\"")
    );
    site.fou(&["build", "--base-url", "https://annan.example/"]).expect(0, &[]);
    assert!(site.read("public/sitemap.xml").contains("<loc>https://annan.example/om/</loc>"));
    assert!(!site.read("public/index.html").contains("https://prov.example"));
}

#[test]
fn the_site_and_its_output_may_lie_anywhere() {
    let site = Scratch::site();
    let elsewhere = Scratch::new();
    let folder = site.path("").to_str().unwrap().to_owned();
    elsewhere.fou(&["build", "--site", &folder]).expect(0, &[]);
    assert!(site.path("public/index.html").is_file());
    elsewhere.fou(&["build", "--site", &folder, "--output", "ut/a b"]).expect(0, &["filer i ut/a b ("]);
    assert!(elsewhere.path("ut/a b/index.html").is_file());
}

#[test]
fn a_build_says_where_time_went() {
    let site = Scratch::site();
    site.fou(&["build", "--timings"]).expect(0, &[" ms  läsa", " ms  publicera", " ms  mallen ", ".html, "]);
    site.fou(&["build", "--durable"]).expect(0, &[]);
}

#[test]
fn colours_are_for_terminals() {
    let site = Scratch::site();
    assert!(!site.fou(&["check"]).err.contains('\u{1b}'));
    let terminal = |environment: &str| {
        let mut command = Command::new("script");
        let line = format!("env {environment} {FOU} check --today {}", program::TODAY);
        command.args(["-qec", &line, "/dev/null"]).current_dir(site.path("")).stdin(Stdio::null());
        command.env_remove("NO_COLOR");
        run(command).out
    };
    assert!(terminal("A=b").contains('\u{1b}'));
    assert!(!terminal("NO_COLOR=1").contains('\u{1b}'));
}

#[test]
fn nobody_need_listen() {
    let site = Scratch::site();
    for (arguments, code) in [
        ("--help", "0"),
        ("check --format json", "0"),
        ("build", "0"),
        ("bild", "2"),
        ("check --deny-warnings", "1"),
    ] {
        for closed in ["> >(true)", "2> >(true)", ">&-", "2>&-", "> /dev/full", "2> /dev/full"] {
            let line = format!("sleep 0.02; {FOU} {arguments} {closed}; echo \"code $?\" >&9");
            let mut command = Command::new("bash");
            command
                .args(["-c", &format!("{{ {line}; }} 9>&1")])
                .current_dir(site.path(""))
                .stdin(Stdio::null());
            let ran = run(command);
            assert!(
                ran.out.contains(&format!("code {code}\n")),
                "{arguments} {closed}: {} {}",
                ran.out,
                ran.err
            );
            assert!(!ran.err.contains("panicked") && !ran.out.contains("panicked"), "{}", ran.err);
        }
    }
}

#[test]
fn the_readme_tells_of_every_option_and_of_no_other() {
    let readme = std::fs::read_to_string(program::home().join("README.md")).unwrap();
    let names = |text: &str, begin: &str| -> std::collections::BTreeSet<String> {
        let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix(begin));
        lines
            .map(|rest| rest.chars().take_while(|it| it.is_ascii_lowercase() || *it == '-').collect())
            .collect()
    };
    let told = names(&readme, "| `--");
    let scratch = Scratch::new();
    let help = |command| names(&scratch.fou(&[command, "--help"]).out, "--");
    let all = ["build", "check", "serve", "new", "record"].into_iter().flat_map(help).collect();
    assert_eq!(told, all, "left: the README, right: the program");
    for words in
        [" sidor och ", "Inget har ändrats: ", "fel[F401]: ingen person heter ", "  = hjälp: skriv: "]
    {
        assert!(readme.contains(words), "the session shows what the program says: {words}");
    }
}
