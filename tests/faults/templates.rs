//! Themes that are broken, and templates without end.

use super::check;

/// Puts a template in place of the one that shows a page.
#[track_caller]
fn template(text: &str, said: &[&str]) {
    check(|site| site.write("themes/nordvast/templates/page.html", text), 1, said);
}

const PAGE: &str = "themes/nordvast/templates/page.html";

#[test]
fn templates_that_include_each_other_are_refused() {
    template("{% include \"page.html\" %}", &["fel[F8", PAGE]);
    template("{% extends \"page.html\" %}", &["fel[F8", PAGE]);
    check(
        |site| {
            site.write(PAGE, "{% include \"b.html\" %}");
            site.write("themes/nordvast/templates/b.html", "{% include \"page.html\" %}");
        },
        1,
        &["fel[F8", "themes/nordvast/templates/"],
    );
    template("{% component a() %}{{<a />}}{% endcomponent a %}{{<a />}}", &["fel[F8", PAGE]);
}

#[test]
fn loops_without_end_are_broken_off() {
    let deep = |levels: usize, inner: &str| {
        let open =
            (0..levels).fold(String::new(), |all, at| all + &format!("{{% for a{at} in range(end=999) %}}"));
        open + inner + &"{% endfor %}".repeat(levels)
    };
    template(&deep(6, "xxxxxxxxxx"), &["fel[F8", PAGE]);
    template(&deep(1, "{% for x in range(end=100000000) %}x{% endfor %}"), &["fel[F8", PAGE]);
}

#[test]
fn a_loop_that_says_nothing_is_broken_off_too() {
    let open = "{% for a in range(end=999) %}{% for b in range(end=999) %}{% for c in range(end=999) %}";
    let text = format!("{open}{open}{}", "{% endfor %}".repeat(6));
    let site = super::Scratch::published_site();
    let before = site.published();
    site.write(PAGE, text);
    super::run(site.limited(super::MEMORY, &["build"])).expect(3, &["fel: mallen `page.html`", "slinga"]);
    assert!(site.published() == before);
}

#[test]
fn what_a_template_lacks_is_said_with_its_line() {
    template("rad\n{{ page.main.finns_inte }}", &["fel[F8", PAGE, ":2:"]);
    template("rad\n{% if %}", &["fel[F8", PAGE, ":2:"]);
    template("rad\n{{ page.main.title | finns_inte }}", &["fel[F8", PAGE, ":2:"]);
    template("{% include \"../../../content/index.md\" %}", &["fel[F8", PAGE]);
    template("{% include \"/etc/passwd\" %}", &["fel[F8", PAGE]);
}

#[test]
fn expressions_have_a_depth() {
    template(&format!("{{{{ {}1{} }}}}", "(".repeat(30_000), ")".repeat(30_000)), &["fel[F8", PAGE]);
    template(&format!("{{{{ {}1 }}}}", "not ".repeat(16_000)), &["fel[F8", PAGE]);
    template(&format!("{{{{ {}{} }}}}", "[".repeat(30_000), "]".repeat(30_000)), &["fel[F8", PAGE]);
    template(&("{% if true %}".repeat(2_600) + &"{% endif %}".repeat(2_600)), &["fel[F8", PAGE]);
    template(&format!("{{{{ 1{} }}}}", " + 1".repeat(50_000)), &["fel[F108]", PAGE]);
}

#[test]
fn a_theme_that_is_broken_is_named() {
    check(|site| site.remove("themes"), 1, &["fel[F801]", "themes/nordvast/theme.yaml"]);
    check(|site| site.remove(PAGE), 1, &["fel[F8", PAGE]);
    check(
        |site| site.write("themes/nordvast/theme.yaml", "styles: [../../content/index.md]"),
        1,
        &["theme.yaml:1"],
    );
    check(|site| site.write("themes/nordvast/theme.yaml", "\0"), 1, &["fel[F110]", "theme.yaml:1"]);
    check(|site| site.write("themes/nordvast/styles/tokens.css", b"\xFF"), 1, &["fel[F109]", "tokens.css:1"]);
    let import = "@import url(https://a.example/x.css);";
    check(|site| site.write("themes/nordvast/styles/tokens.css", import), 1, &["tokens.css:1"]);
}
