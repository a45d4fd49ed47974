//! What is said about what an author wrote.

use super::super::body;
use crate::diagnostic::Severity;

/// Expects whole remarks, one a line: `F310 3:1+5 what is wrong | what to write`.
#[track_caller]
fn check(markdown: &str, expected: &[&str]) {
    let mut remarks = body(&"a.md".into(), markdown, 1).diagnostics;
    remarks.sort();
    let lines: Vec<_> = remarks
        .iter()
        .map(|it| {
            let warning = if it.severity == Severity::Warning { " varning:" } else { "" };
            let place = format!("{}:{}+{}", it.place.line, it.place.column, it.place.length);
            format!("{} {place}{warning} {} | {}", it.code, it.message, it.advice.join(" | "))
        })
        .collect();
    assert_eq!(lines, expected, "{markdown}");
}

#[test]
fn headings_keep_their_levels() {
    check("Å\n\n# Titel", &["F310 3:1+7 titeln är sidans enda huvudrubrik | börja rubriken med `##`"]);
    check("### A\n### B", &["F311 1:1+5 textens första rubrik börjar med `###` | börja med `##`"]);
    check("## A\n#### B\n#### C", &["F311 2:1+6 rubriken hoppar från `##` till `####` | skriv `###`"]);
    check("##", &["F312 1:1+2 rubriken är tom | skriv rubrikens ord, eller ta bort raden"]);
}

#[test]
fn anchors_are_checked() {
    check(
        "## Å {#Mål}",
        &[
            "F313 1:1+11 ankaret `Mål` kan inte stå i en adress | skriv `{#mal}`: små bokstäver a–z, siffror och bindestreck",
        ],
    );
    check(
        "## A\n## B {#a}",
        &["F314 2:1+9 ankaret `a` finns redan i texten | välj ett annat namn efter `#`"],
    );
    check(
        "## A {.stor}",
        &[
            "F315 1:1+12 inom klamrarna efter en rubrik kan bara rubrikens ankare stå | skriv `{#ankare}`, eller ta bort klamrarna",
        ],
    );
}

#[test]
fn links_are_checked() {
    let schemes = "länka med `https:`, `mailto:` eller `tel:`, eller till en fil på webbplatsen";
    check(
        "å [x](javascript:alert(1))",
        &[&format!("F320 1:3+24 en länk kan inte börja med `javascript:` | {schemes}")],
    );
    check(
        "<JavaScript:alert(1)>",
        &[&format!("F320 1:1+21 en länk kan inte börja med `javascript:` | {schemes}")],
    );
    check(
        "[x](&#106;avascript&colon;x)",
        &[&format!("F320 1:1+28 en länk kan inte börja med `javascript:` | {schemes}")],
    );
    check(
        "[x](java&#9;script:x)",
        &[
            "F322 1:1+21 adressen `java\u{fffd}script:x` har tecken som inte hör hemma där | skriv den utan omvänt snedstreck, osynliga tecken och blanksteg i början och slutet",
        ],
    );
    check(
        "[a](http://a.se)",
        &[
            "F321 1:1+16 varning: länken är inte krypterad: den börjar med `http:` | skriv `https://a.se`, om den adressen fungerar",
        ],
    );
    check("[a](//a.se)", &["F323 1:1+11 adressen `//a.se` saknar `https:` | skriv `https:` framför"]);
    check("[a]()", &["F324 1:1+5 länken har ingen adress | skriv vart den leder: `[text](sida.md)`"]);
    check(
        "[a](x.md?y)",
        &["F325 1:1+11 adressen `x.md?y` går inte att följa | ta bort frågetecknet och det som följer"],
    );
    check(
        "[](x.md)",
        &["F326 1:1+8 länken har ingen text | skriv vart den leder: `[Rapporten om tillit](…)`"],
    );
    check(
        "a\n[HÄR!](x.md)",
        &[
            "F328 2:1+12 varning: länktexten `HÄR!` säger inte vart länken går | skriv det som länken leder till: `[Rapporten om tillit](…)`",
        ],
    );
    check(
        "[a <b@c.se>](x.md)",
        &["F329 1:4+8 en länk kan inte stå inne i en annan | skriv den inre länkens text utan `<` och `>`"],
    );
    check(
        "[a][b]",
        &[
            "F327 1:1+6 länken `[a][b]` har ingen adress | skriv `[text](adress)`, eller ge adressen på en egen rad: `[namn]: adress`",
        ],
    );
}

#[test]
fn images_are_checked() {
    check(
        "![](x.png)",
        &[
            "F330 1:1+10 bilden saknar textalternativ | skriv vad den visar: `![Två personer vid ett bord](bild.jpg)` | är den bara till prydnad, skriv ett bindestreck: `![-](bild.jpg)`",
        ],
    );
    check(
        "![a](https://a.se/b.png)",
        &[
            "F331 1:1+24 bilden `https://a.se/b.png` är ingen fil bredvid texten | lägg bilden i textens mapp och skriv dess namn: `![…](bild.jpg)`",
        ],
    );
    check(
        "a ![b](c.png \"d\")",
        &[
            "F332 1:3+15 en bild inne i ett stycke kan inte ha en bildtext | ställ bilden på en egen rad, med en tom rad före och efter",
        ],
    );
}

#[test]
fn footnotes_are_checked() {
    check(
        "Å[^x] \\[^y]",
        &[
            "F340 1:2+4 det finns ingen fotnot `[^x]` | skriv noten på en egen rad: `[^x]: …`, eller ta bort hänvisningen",
        ],
    );
    check(
        "a\n\n[^x]: b",
        &[
            "F341 3:1+7 varning: ingen hänvisar till fotnoten `[^x]`, så den visas inte | skriv `[^x]` i texten, eller ta bort noten",
        ],
    );
    check(
        "a[^x]\n\n[^x]: b\n\n[^x]: c",
        &["F342 5:1+7 fotnoten `[^x]` finns två gånger | ge den ena ett annat namn"],
    );
    check(
        "a[^x] b[^y]\n\n[^x]: b[^y]\n\n[^y]: c",
        &["F343 3:8+4 en fotnot kan inte stå inne i en fotnot | flytta `[^y]` till efter fotnoten"],
    );
}

#[test]
fn raw_html_is_checked() {
    check("a <b onclick=x>c</b>", &["F350 1:3+13 elementet `<b>` får inte stå i texten | skriv `**text**`"]);
    check(
        "a\n\n<script>\nif (a < b) { <i> }\n</script>\n\nb",
        &[
            "F350 3:1+8 elementet `<script>` får inte stå i texten | ta bort taggen; ska den synas som text, skriv `\\<` i stället för `<`",
        ],
    );
    check(
        "> <div\n> class=a>\n> x</div>",
        &[
            "F350 1:3+4 elementet `<div>` får inte stå i texten | ta bort taggen; en tom rad skiljer stycken åt",
        ],
    );
    check(
        "<sub style=\"x\">a</sub>",
        &["F351 1:1+15 `style` får inte stå så i `<sub>` | ta bort det; utseendet bestäms av temat"],
    );
    check(
        "<q cite=\"javascript:x\">a</q>",
        &[
            "F351 1:1+23 `cite` får inte stå så i `<q>` | ta bort det; det som får stå är `lang`, `title`, `dir`, `cite`, `datetime` och `open`, där de hör hemma",
        ],
    );
    check("*<sub>a* b", &["F352 1:2+5 `<sub>` avslutas aldrig | skriv `</sub>` i samma stycke"]);
    check(
        "a </sub>",
        &[
            "F356 1:3+6 `</sub>` avslutar inget som står öppet | ta bort taggen, eller avsluta i omvänd ordning i samma stycke",
        ],
    );
    check(
        "a <details>b</details>",
        &[
            "F353 1:3+9 `<details>` står på fel plats | skriv taggen först på en egen rad, med en tom rad före",
        ],
    );
    check(
        "<details>\n\na\n\n</details>",
        &[
            "F355 1:1+9 `<details>` saknar rubrik | skriv `<summary>Rubriken</summary>` direkt efter `<details>`",
        ],
    );
    check("a\n\n<!-- b\n\nc", &["F354 3:1+6 kommentaren tar aldrig slut | avsluta den med `-->`"]);
}

#[test]
fn directives_are_checked() {
    check(
        ":::faktaruta{rubrik=a}\nb",
        &["F365 1:1+22 `:::faktaruta` avslutas aldrig | skriv `:::` på en egen rad där rutan slutar"],
    );
    check(
        ":::citat\na\n\n:::citat\nb\n:::",
        &["F365 1:1+8 `:::citat` avslutas aldrig | skriv `:::` på en egen rad där rutan slutar"],
    );
    check(
        "a\n:::",
        &[
            "F366 2:1+3 `:::` avslutar ingen ruta | ta bort raden, eller börja rutan med `:::faktaruta{rubrik=\"…\"}`",
        ],
    );
    let advice = "skriv det först på en egen rad, utanför listor, citat, kod och HTML";
    check("- a\n- :::citat", &[&format!("F367 2:3+8 direktivet står inne i något annat | {advice}")]);
    check(
        "<details>\n<summary>a</summary>\n::filer\n</details>",
        &[&format!("F367 3:1+7 direktivet står inne i något annat | {advice}")],
    );
    check("å\n::filr{}", &["F360 2:1+8 det finns inget direktiv `filr` | menade du `::filer{}`?"]);
}
