//! Sites that lack what a site must have.

use std::fs;

use super::check;
use super::program::Scratch;

#[test]
fn settings_that_are_missing_or_broken_are_named() {
    check(|site| site.remove("content/site.yaml"), 1, &["fel[F", "content/site.yaml"]);
    check(|site| site.write("content/site.yaml", ""), 1, &["fel[F", "content/site.yaml"]);
    check(|site| site.write("content/site.yaml", "title: [\n"), 1, &["fel[F203]", "content/site.yaml:"]);
    check(|site| site.write("content/site.yaml", "- a\n- b\n"), 1, &["fel[F", "content/site.yaml"]);
    check(|site| site.write("content/site.yaml", b"\xFF\xFE"), 1, &["fel[F109]", "content/site.yaml:1"]);
    let theme = |site: &Scratch| {
        let settings = site.read("content/site.yaml").replace("theme: nordvast", "theme: ../../etc");
        site.write("content/site.yaml", settings);
    };
    check(theme, 1, &["fel[F", "../../etc"]);
}

#[test]
fn a_site_without_files_is_never_published() {
    check(
        |site| {
            site.remove("content");
            fs::create_dir(site.path("content")).unwrap();
        },
        1,
        &["fel[F", "content/site.yaml"],
    );
    check(|site| site.remove("content"), 3, &["fel: det finns ingen mapp `content`", "--site"]);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let site = Scratch::new();
    site.fou(&["build", "--site", "finns-inte"])
        .expect(3, &["fel: kan inte öppna mappen `finns-inte`: den finns inte"]);
    site.write("fil", "x");
    site.fou(&["build", "--site", "fil"]).expect(3, &["fel: det finns ingen mapp `content` i `fil`"]);
    site.fou(&["check"]).expect(3, &["fel: det finns ingen mapp `content` i `.`"]);
}
