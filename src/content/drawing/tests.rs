//! Drawings as programs write them, and drawings that are made to harm.

use super::*;

fn of(text: &str) -> Option<(Harm, usize)> {
    harm(&Blob::from_bytes(text.as_bytes().to_vec()))
}

/// Looks at what stands within a drawing.
fn within(inside: &str) -> Option<Harm> {
    let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    of(&format!("{head} xmlns:html=\"http://www.w3.org/1999/xhtml\">{inside}</svg>")).map(|(harm, _)| harm)
}

#[track_caller]
fn draws(inside: &str) {
    assert_eq!(within(inside), None, "{inside}");
}

#[track_caller]
fn reaches(inside: &str, address: &str) {
    assert_eq!(within(inside), Some(Harm::Outside(address.to_owned())), "{inside}");
}

#[track_caller]
fn has(inside: &str, element: &str) {
    assert_eq!(within(inside), Some(Harm::Element(element.to_owned())), "{inside}");
}

#[track_caller]
fn runs(inside: &str, attribute: &str) {
    assert_eq!(within(inside), Some(Harm::Script(attribute.to_owned())), "{inside}");
}

#[test]
fn what_programs_write_is_shown() {
    let inkscape = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- Created with Inkscape -->\n\
        <svg width=\"10mm\" xmlns=\"http://www.w3.org/2000/svg\" xmlns:svg=\"http://www.w3.org/2000/svg\" \
        xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" \
        xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" \
        xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:cc=\"http://creativecommons.org/ns#\" \
        inkscape:export-filename=\"C:\\bilder\\a.png\"><sodipodi:namedview inkscape:zoom=\"1\"/><defs/><metadata>\
        <rdf:RDF><cc:Work rdf:about=\"\"/></rdf:RDF></metadata><svg:g inkscape:label=\"Lager (1)\" \
        transform=\"translate(-42.3 8)\"><path style=\"fill:url(#a);stroke:#000\" d=\"M0 0\"/></svg:g></svg>\n";
    assert_eq!(of(inkscape), None);
    draws(
        "<style>.a{fill:#0b4f4a}.b{fill:url(\"#g\")}</style><rect class=\"a\"/><title>Fråga &amp; svar &#229;</title>",
    );
    draws("<style><![CDATA[ .a > .b { mask: url( #m ) } ]]></style>");
    draws(
        "<defs><linearGradient id=\"g\"><stop offset=\"0\"/></linearGradient></defs><use xlink:href=\"#g\"/>",
    );
    draws(
        "<image href=\"data:image/png;base64,iVBORw0KGgo=\"/><image xlink:href=\" data:image/jpeg;base64,/9j/\"/>",
    );
    draws(
        "<text font-family=\"sans-serif\" aria-label=\"Se https://fou.example\">Se https://fou.example</text>",
    );
    draws("<!-- <script>alert(1)</script> -->");
}

#[test]
fn scripts_stop_a_drawing_however_they_are_written() {
    has("<script>alert(1)</script>", "script");
    has("<script type=\"text/ecmascript\" xlink:href=\"//x.example/x.js\"/>", "script");
    has("<html:script>alert(1)</html:script>", "script");
    has("<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>", "script");
    has("<x xmlns=\"http://www.w3.org/1999/xht&#109;l\"/>", "x");
    has("<SCRIPT>alert(1)</SCRIPT>", "SCRIPT");
    has("<handler type=\"text/javascript\">alert(1)</handler>", "handler");
    has("<foreignObject><html:iframe src=\"javascript:alert(1)\"/></foreignObject>", "foreignObject");
    has("<iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"javascript:alert(1)\"/>", "iframe");
    has("<a xlink:href=\"javascript:alert(1)\"><text>Tryck</text></a>", "a");
    has("<embed/>", "embed");
    has("<view/>", "view");
    has("<title><html:img src=\"x\" onerror=\"alert(1)\"/></title>", "img");
    has("<style>@im<g/>port url(x)</style>", "g");
    runs("<g onload=\"alert(1)\"/>", "onload");
    runs("<path ONCLICK='alert(1)'/>", "onclick");
    runs("<rect onfocusin=\"alert(1)\" tabindex=\"1\"/>", "onfocusin");
    runs("<g xlink:onbegin=\"alert(1)\"/>", "onbegin");
    let root = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(document.domain)\"/>";
    assert_eq!(of(root), Some((Harm::Script("onload".to_owned()), 1)));
}

#[test]
fn nothing_outside_a_drawing_is_asked_for() {
    reaches("<image xlink:href=\"https://x.example/a.png\"/>", "https://x.example/a.png");
    reaches("<image href=\"a.png\"/>", "a.png");
    reaches("<use href=\"other.svg#a\"/>", "other.svg#a");
    reaches("<use href=\"data:image/svg+xml;base64,PHN2Zz4=#x\"/>", "data:image/svg+xml;base64,PHN2Zz4=#x");
    reaches("<image href=\"data:image/svg+xml,%3Csvg onload=x\"/>", "data:image/svg+xml,%3Csvg onload=x");
    reaches("<image href=\"data:text/html;base64,PHNjcmlwdD4=\"/>", "data:text/html;base64,PHNjcmlwdD4=");
    reaches("<use href=\"data:image/png;base64,AAAA\"/>", "data:image/png;base64,AAAA");
    reaches("<image href=\"java&#115;cript:alert(1)\"/>", "javascript:alert(1)");
    reaches("<image href=\"\u{9}&#x1;javascript:alert(1)\"/>", "javascript:alert(1)");
    reaches("<feImage href=\"file:///etc/passwd\"/>", "file:///etc/passwd");
    reaches("<rect fill=\"url(https://x.example/a.svg#b)\"/>", "https://x.example/a.svg#b");
    reaches("<rect style=\"background: URL( '//x.example')\"/>", "//x.example");
    reaches("<rect style=\"fill:u\\72l(//x.example)\"/>", "fill:u\\72l(//x.example)");
    reaches("<rect fill=\"url(#a) url(b.svg#c)\"/>", "b.svg#c");
    reaches("<rect style=\"mask:image-set('//x.example' 1x)\"/>", "image-set(");
    reaches("<g xml:base=\"https://x.example/\"/>", "https://x.example/");
    reaches("<style>@import '//x.example/a.css';</style>", "@import");
    reaches("<style>@&#105;mport '//x.example/a.css';</style>", "@import");
    reaches("<style>@im<![CDATA[port '//x.example/a.css']]>;</style>", "@import");
    reaches("<style>@\\69mport '//x.example/a.css';</style>", "\\");
    reaches("<style>@font-face{font-family:a;src:url(//x.example/a.woff)}</style>", "@font-face");
    reaches("<style>a{background:ur<!-- -->l(//x.example)}</style>", "//x.example");
}

#[test]
fn nothing_is_declared_and_nothing_moves() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\">";
    let laughs =
        format!("<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\n{svg}<text>&b;</text></svg>");
    assert_eq!(of(&laughs), Some((Harm::Declared, 1)));
    let file = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n{svg}&x;</svg>"
    );
    assert_eq!(of(&file).map(|it| it.0), Some(Harm::Declared));
    let sheet = format!("<?xml-stylesheet type=\"text/xsl\" href=\"x.xsl\"?>{svg}</svg>");
    assert_eq!(of(&sheet), Some((Harm::Declared, 1)));
    assert_eq!(within("<text>&x;</text>"), Some(Harm::Declared));
    assert_eq!(within("<rect fill=\"&x;\"/>"), Some(Harm::Declared));
    for moving in [
        "<animate attributeName=\"href\" values=\"javascript:alert(1)\"/>",
        "<set attributeName=\"onmouseover\" to=\"alert(1)\"/>",
        "<style>@keyframes a{to{opacity:0}}</style>",
    ] {
        assert_eq!(within(moving), Some(Harm::Moving), "{moving}");
    }
}

#[test]
fn what_is_no_drawing_is_broken_and_the_line_is_told() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\">";
    for broken in [
        "",
        "ingen bild",
        "<svg/>",
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-svg+AD4-",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/onload=alert(1)>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=alert(1)></svg>",
    ] {
        assert!(of(broken).is_some(), "{broken}");
    }
    assert_eq!(of(&format!("{svg}\n<g>\n</svg>")).map(|it| it.0), Some(Harm::Broken));
    assert_eq!(of(svg).map(|it| it.0), Some(Harm::Broken));
    assert_eq!(harm(&Blob::from_bytes(vec![0xFF, 0xFE, b'<', 0])), Some((Harm::Broken, 1)));
    assert_eq!(of(&format!("{svg}{}", "<g>".repeat(300))).map(|it| it.0), Some(Harm::Large));
    assert_eq!(of(&" ".repeat(DRAWING + 1)), Some((Harm::Large, 1)));
    let third = format!("{svg}\n<g>\n<script/></g></svg>");
    assert_eq!(of(&third), Some((Harm::Element("script".to_owned()), 3)));
}
