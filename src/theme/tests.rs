use super::*;

const MANIFEST: &str =
    "-- themes/t/theme.yaml --\nstyles: [styles/a.css]\n-- themes/t/styles/a.css --\na { b: c }\n";

fn theme(files: &str) -> Diagnosed<Option<Theme>> {
    Theme::load(&Sources::from_listing(&format!("{MANIFEST}{files}")), "t")
}

fn told(remarks: &[Diagnostic]) -> Vec<String> {
    let line =
        |it: &Diagnostic| format!("{} {} {} = {}", it.code, it.place, it.message, it.advice.join(" = "));
    remarks.iter().map(line).collect()
}

#[track_caller]
fn check_load(files: &str, expected: &[&str]) {
    let read = theme(files);
    assert_eq!(told(&read.diagnostics), expected);
    assert_eq!(read.value.is_some(), expected.is_empty());
}

/// Renders `a.html` of a theme with `page = {"title": "<T>", "list": [1, 2]}` and `site = {"name": "N"}`.
#[track_caller]
fn check_render(files: &str, expected: Result<&str, &str>) {
    let mut theme = theme(files).value.expect("the theme can be read");
    theme.with_site(&serde_json::json!({ "name": "N" })).unwrap();
    let page = serde_json::json!({ "title": "<T>", "list": [1, 2] });
    let seen = theme.render("a.html", &Url::root().page("om"), &page);
    let seen = seen.map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|it| told(&[*it]).remove(0));
    assert_eq!(seen.as_ref().map(|it| it.trim_end()).map_err(String::as_str), expected);
}

#[test]
fn a_theme_brings_its_files_under_fingerprinted_addresses() {
    let listing = "-- themes/t/theme.yaml --\nstyles: [s/a.css, s/b.css]\npreload: [f/x.woff2]\nicon: i.svg\n\
        scripts: [j/x.js]\n-- themes/t/j/x.js --\ny\n\
        -- themes/t/s/a.css --\na { b: url(../f/x.woff2) }\n-- themes/t/s/b.css --\nc { d: e }\n\
        -- themes/t/f/x.woff2 --\nx\n-- themes/t/i.svg --\n<svg/>\n-- themes/other/y.svg --\n<svg/>\n";
    let theme = Theme::load(&Sources::from_listing(listing), "t").value.unwrap();
    let addresses: Vec<_> = theme.assets.keys().map(Url::as_str).collect();
    let expected = ["/assets/i.dfe7616d6b.svg", "/assets/site.f2c4a60f27.css", "/assets/x.73cb3858a6.woff2"];
    assert_eq!(addresses.len(), 4, "{addresses:?}");
    assert_eq!((addresses[0].split('.').next(), addresses[3]), (expected[0].split('.').next(), expected[2]));
    let Asset::Bytes(sheet) = &theme.assets[&theme.stylesheet] else { panic!("the style sheet is made") };
    assert_eq!(&**sheet, b"a{b: url(\"/assets/x.73cb3858a6.woff2\")}\nc{d: e}\n");
    assert_eq!(theme.preload[0].as_str(), expected[2]);
    assert_eq!(theme.scripts, [theme.address("j/x.js").unwrap().clone()]);
    assert_eq!(theme.address("i.svg"), theme.icon.as_ref());
}

#[test]
fn the_digest_follows_every_file() {
    let digest = |files: &str| theme(files).value.unwrap().digest;
    assert_eq!(digest(""), digest(""));
    assert_ne!(
        digest("-- themes/t/templates/a.html --\nx\n"),
        digest("-- themes/t/templates/a.html --\ny\n")
    );
    assert_ne!(digest("-- themes/t/x.svg --\nx\n"), digest("-- themes/t/y.svg --\nx\n"));
}

#[test]
fn what_the_manifest_lacks_is_told() {
    let load = |listing: &str| told(&Theme::load(&Sources::from_listing(listing), "t").diagnostics);
    assert_eq!(
        load(""),
        [
            "F801 themes/t/theme.yaml temat saknar filen `theme.yaml` = kontrollera `theme` i `content/site.yaml`, eller skriv \
            filen med minst `styles: [styles/tokens.css]`"
        ]
    );
    assert_eq!(
        load("-- themes/t/theme.yaml --\nstyle: x\nicon: [a]\npreload: [x.woff2]\n"),
        [
            "F802 themes/t/theme.yaml:1:1 temat har inget fält som heter `style` = fälten är `styles`, `scripts`, `preload`, \
                `feed`, `icon` och `cover`",
            "F802 themes/t/theme.yaml:2:7 här ska stå namnet på en fil = skriv till exempel `icons/favicon.svg`",
            "F802 themes/t/theme.yaml fältet `styles` saknas = skriv `styles: [styles/tokens.css]`, med \
                stilmallarna i den ordning de ska gälla",
            "F803 themes/t/theme.yaml:3:11 temat har ingen fil `x.woff2` = lägg filen i `themes/t/`, eller ta \
                bort raden",
        ]
    );
    assert_eq!(
        load("-- themes/t/theme.yaml --\nstyles: [x.css]\n"),
        [
            "F803 themes/t/theme.yaml:1:10 temat har ingen fil `x.css` = lägg filen i `themes/t/`, eller ta bort raden"
        ]
    );
    check_load(
        "-- themes/t/Stor.svg --\n",
        &[
            "F808 themes/t/Stor.svg filen kan inte få en adress: adressen får bara ha små bokstäver a–z, siffror, \
            bindestreck och punkt = byt namn: små bokstäver a–z, siffror och bindestreck",
        ],
    );
}

#[test]
fn mistakes_of_all_templates_are_told_at_once() {
    check_load(
        "-- themes/t/templates/a.html --\nx\n{{ page. }}\n-- themes/t/templates/b.html --\n{% if %}\n",
        &[
            "F810 themes/t/templates/a.html:2:10 mallen går inte att läsa = mallspråket säger: Found `}}` but expected identifier.",
            "F810 themes/t/templates/b.html:1:7 mallen går inte att läsa = mallspråket säger: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`",
        ],
    );
    check_load(
        "-- themes/t/templates/a.html --\n{{ page | okant }}{{<saknas />}}\n-- themes/t/templates/b.html --\n{{ gissa() }}\n",
        &[
            "F811 themes/t/templates/a.html:1:11 mallen använder filtret `okant`, som inte finns = mallspråket säger: Unknown filter `okant`",
            "F811 themes/t/templates/a.html:1:21 mallen använder komponenten `saknas`, som inte finns = mallspråket säger: Unknown component `saknas`",
            "F811 themes/t/templates/b.html:1:4 mallen anropar funktionen `gissa`, som inte finns = mallspråket säger: Unknown function `gissa`",
        ],
    );
    check_load(
        "-- themes/t/templates/a.html --\n{% component c() %}{% endcomponent %}\n-- themes/t/templates/b.html --\n{% component c() %}{% endcomponent %}\n",
        &[
            "F815 themes/t temat har två komponenter med namnet `c`, och de går inte att skilja åt = mallspråket säger: Component `c` is defined in both `a.html` and `b.html`",
        ],
    );
}

#[test]
fn a_page_is_shown_and_escaped() {
    check_render(
        "-- themes/t/templates/a.html --\n<p>{{ page.title }} {{ site.name }}</p>\n",
        Ok("<p>&lt;T&gt; N</p>"),
    );
    let parts = "-- themes/t/templates/a.html --\n{% extends \"parts/base.html\" %}{% block x %}{{ page.list | length }}{% endblock %}\n\
        -- themes/t/templates/parts/base.html --\n<{% block x %}{% endblock %}>\n";
    check_render(parts, Ok("<2>"));
}

#[test]
fn a_template_that_fails_names_its_line_and_the_page() {
    check_render(
        "-- themes/t/templates/a.html --\n\n{{ page.titel }}\n",
        Err(
            "F817 themes/t/templates/a.html:2:9 mallen frågar efter uppgiften `titel`, som inte finns här = mallspråket \
            säger: Field `titel` is not defined. Available fields: list, title = felet uppstod när sidan `/om/` skulle visas",
        ),
    );
    check_render(
        "-- themes/t/templates/a.html --\n{% component c(x) %}{{ x.y }}{% endcomponent %}\n{{<c x={page} />}}\n",
        Err(
            "F817 themes/t/templates/a.html:1:26 mallen frågar efter uppgiften `y`, som inte finns här = mallspråket \
            säger: Field `y` is not defined. Available fields: list, title = felet uppstod när sidan `/om/` skulle visas",
        ),
    );
    check_render(
        "-- themes/t/templates/b.html --\n",
        Err(
            "F816 themes/t/templates/a.html temat saknar mallen `a.html` = lägg till filen = felet uppstod när sidan \
            `/om/` skulle visas",
        ),
    );
}

#[test]
fn the_caller_of_a_failing_component_is_shown_beside() {
    let files = "-- themes/t/templates/c.html --\n{% component c(x) %}{{ x.y }}{% endcomponent %}\n\
        -- themes/t/templates/a.html --\n\n  {{<c x={page} />}}\n";
    let theme = theme(files).value.unwrap();
    let remark = theme.render("a.html", &Url::root(), &serde_json::json!({})).unwrap_err();
    assert_eq!(remark.place.to_string(), "themes/t/templates/c.html:1:26");
    assert_eq!(remark.other.unwrap().0.to_string(), "themes/t/templates/a.html:2:5");
}

#[test]
fn endless_and_exploding_templates_end_in_a_remark() {
    let start = "-- themes/t/templates/a.html --\n";
    let ending = "felet uppstod när sidan `/om/` skulle visas";
    check_render(
        &format!("{start}{{% component c() %}}{{{{<c />}}}}{{{{<c />}}}}{{% endcomponent %}}{{{{<c />}}}}\n"),
        Err(&format!(
            "F817 themes/t/templates/a.html komponenterna anropar varandra i fler än 20 led = mallspråket \
            säger: Maximum render recursion depth for components exceeded. = {ending}"
        )),
    );
    let thousand = "x".repeat(1000);
    check_render(
        &format!(
            "{start}{{% for a in range(end=999) %}}{{% for b in range(end=999) %}}{thousand}{{% endfor %}}{{% endfor %}}\n"
        ),
        Err(&format!(
            "F818 themes/t/templates/a.html sidan blev större än 64 MB och avbröts = leta efter en slinga i \
            mallen som aldrig tar slut = {ending}"
        )),
    );
    check_render(
        &format!("{start}{{% for a in range(end=100000) %}}{{% endfor %}}\n"),
        Err(&format!(
            "F817 themes/t/templates/a.html:1:13 mallen går inte att visa = mallspråket säger: `range` counts \
            upwards, and to at most 1000 numbers = {ending}"
        )),
    );
}

#[test]
fn the_deepest_templates_fit_on_a_small_stack() {
    let last = references::DEEPEST - 1;
    let file = |name: &str, text: &str| format!("-- themes/t/templates/{name}.html --\n{text}\n");
    let next = |number| file(&format!("{number}"), &format!("{{% include \"{}.html\" %}}", number + 1));
    let mut files: Vec<_> = (0..last).map(next).collect();
    files.push(file(&last.to_string(), "{{<c />}}"));
    files.push(file("c", "{% component c() %}{% for x in [1] %}{{<c />}}{% endfor %}{% endcomponent %}"));
    let files = files.concat();
    let theme = theme(&files).value.unwrap();
    let small = std::thread::Builder::new().stack_size(2 << 20);
    let failed = small.spawn(move || theme.render("0.html", &Url::root(), &1).unwrap_err()).unwrap();
    assert_eq!(failed.join().unwrap().code, "F817");
}

proptest::proptest! {
    #[test]
    fn no_theme_is_too_broken_to_read(
        css in "(/\\*|\\*/|url\\(|['\"(){}\\[\\];,\\\\#@ \n]|@import|\\PC){0,30}",
        html in "(\\{[%#{][-]?|[-]?[%#}]\\}|<c|/>|extends|include|component|endcomponent|raw|for x in|['\"() ]|a\\.html|\\PC){0,30}",
    ) {
        let listing = format!("{MANIFEST}\n{css}\n-- themes/t/templates/a.html --\n{html}\n");
        let read = Theme::load(&Sources::from_listing(&listing), "t");
        if let Some(theme) = read.value {
            let _ = theme.render("a.html", &Url::root(), &1);
        }
    }
}
