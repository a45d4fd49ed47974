//! Signing up for the newsletter: a form is sent to whom the settings name, and nothing else is.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use fou::error::Error;
use fou::output::Artifact;
use fou::pipeline::{self, Memory, Recall, Sink};
use fou::url::Url;
use fou::view::View;

const FORM: &str =
    "{action: \"https://ut.exempel.org/1\", email: EMAIL, consent: Ja., privacy: /om/styrning/}";
const HOSTED: &str = "{url: \"https://ut.exempel.org/2\", consent: Ja., privacy: /om/styrning/}";

/// The sound site with other words for how one signs up.
fn settings(signup: &str) -> String {
    let base = support::text("support/base.listing");
    let (_, rest) = base.split_once("-- content/site.yaml --\n").unwrap();
    let (settings, _) = rest.split_once("\n-- ").unwrap();
    let lines: Vec<_> = settings.lines().filter(|line| !line.starts_with("signup:")).collect();
    format!("-- content/site.yaml --\n{}\nsignup: {signup}\n", lines.join("\n"))
}

/// A theme in which every plain page has a form.
const FORMS: &str = "-- themes/prov/templates/page.html --\n{% extends \"base.html\" %}\n{% block main %}\n\
    <form method=\"post\" action=\"https://ut.exempel.org/1\"></form>\n{% endblock main %}\n";

#[test]
fn only_a_form_of_ours_has_a_receiver_and_thanks() {
    let check = |signup: &str, sent: &str, has_thanks: bool| {
        let made = support::make(&support::site(&settings(signup)), &support::options());
        assert_eq!(made.diagnostics, []);
        for headers in ["_headers", "headers.nginx.conf", "headers.htaccess"] {
            let policy = made.text(headers);
            assert!(policy.contains(&format!("; form-action {sent}; ")), "{policy}");
        }
        assert_eq!(made.files.contains_key("prenumerera/tack/index.html"), has_thanks);
        assert!(!made.text("sitemap.xml").contains("/prenumerera/tack/"));
    };
    check(FORM, "'self' https://ut.exempel.org", true);
    check(HOSTED, "'self'", false);
}

/// Keeps every page that is remembered.
struct Kept;

impl Sink for Kept {
    fn begin(&self, _: &Url, _: &View) {}

    fn done(&self, _: &Url, _: &View) {}

    fn keep(&self, _: &str) -> Result<bool, Error> {
        Ok(true)
    }

    fn take(&self, _: &str, _: &Artifact) -> Result<(), Error> {
        Ok(())
    }
}

#[test]
fn a_page_that_was_right_is_looked_at_again_when_its_form_has_no_receiver() {
    let said = |signup: &str, before: &Memory| {
        let sources = support::site(&(settings(signup) + FORMS));
        let build = pipeline::build(sources, &support::options(), &mut Recall::default());
        let rendered = pipeline::render(&build, before, 0, &Kept).unwrap();
        let codes: Vec<_> = rendered.diagnostics.iter().map(|it| it.code.to_string()).collect();
        (codes, rendered.memory)
    };
    let (codes, memory) = said(FORM, &Memory::default());
    assert_eq!(codes, [""; 0]);
    assert_eq!(said(FORM, &memory).0, [""; 0]);
    assert_eq!(said(HOSTED, &memory).0, ["F909"]);
}
