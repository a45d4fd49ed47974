//! Markdown and front matter that no person would write.

use std::fmt::Write as _;

use super::check;

/// Plants a page with this body and expects words about it.
#[track_caller]
fn body(body: &str, code: i32, said: &[&str]) {
    check(|site| site.page("content/ont.md", "Ont", body), code, said);
}

/// Plants a page with these lines of front matter after its title.
#[track_caller]
fn front(lines: &str, said: &[&str]) {
    check(|site| site.write("content/ont.md", format!("---\ntitle: Ont\n{lines}\n---\n")), 1, said);
}

#[test]
fn a_page_of_200_megabytes_is_not_read() {
    check(
        |site| {
            site.page("content/ont.md", "Ont", "x");
            let file = std::fs::OpenOptions::new().write(true).open(site.path("content/ont.md")).unwrap();
            file.set_len(200 << 20).unwrap();
        },
        1,
        &["fel[F108]", "content/ont.md", "större än 16 MB"],
    );
}

#[test]
fn a_page_just_small_enough_is_read() {
    body(&"Ord och ord. \n\n".repeat(1 << 20), 0, &[]);
}

#[test]
fn a_line_of_five_megabytes_is_refused() {
    body(&"x".repeat(5 << 20), 1, &["fel[F111]", "content/ont.md:5"]);
}

#[test]
fn bytes_that_are_no_text_are_named_with_their_line() {
    body("a\0b", 1, &["fel[F110]", "content/ont.md:5:2", "U+0000"]);
    let utf16: Vec<u8> = "---\ntitle: Ö\n---\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&b"\xFF\xFE"[..], &utf16].concat();
    check(|site| site.write("content/ont.md", &marked), 1, &["fel[F109]", "content/ont.md:1", "UTF-8"]);
    check(
        |site| site.write("content/ont.md", b"---\ntitle: \xC5\n---\n"),
        1,
        &["fel[F109]", "content/ont.md:2"],
    );
}

#[test]
fn yaml_is_not_a_programming_language() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(9);
        let _ = writeln!(bomb, "a{level}: &a{level} [{before}]");
    }
    front(&bomb, &["fel[F206]", "content/ont.md:3"]);
    front("self: &self [*self]", &["fel[F206]", "content/ont.md:3"]);
    front("tag: !!binary aGVq", &["fel[F206]", "content/ont.md:3"]);
}

#[test]
fn yaml_has_a_depth_and_a_length() {
    front(&format!("deep: {}", "[".repeat(100_000)), &["content/ont.md:3"]);
    front(&format!("deep: {}{}", "[".repeat(60_000), "]".repeat(60_000)), &["content/ont.md:3"]);
    front(&format!("deep: {}", "{a: ".repeat(50_000)), &["content/ont.md:3"]);
    let indented = (0..1_000).fold(String::new(), |all, depth| all + &" ".repeat(depth) + "a:\n");
    front(&format!("deep:\n {}", indented.replace('\n', "\n ")), &["content/ont.md"]);
    front(&format!("deep: {}x", "- ".repeat(50_000)), &["content/ont.md:3"]);
    front(&format!("wide: [{}]", "x, ".repeat(40_000)), &["fel[F205]", "content/ont.md:3"]);
    let keys = (0..40_000).fold(String::new(), |all, key| all + &format!("k{key}: x\n"));
    front(&keys, &["fel[F205]", "content/ont.md"]);
}

#[test]
fn many_wrong_fields_are_told_in_good_time() {
    let keys = (0..9_000).fold(String::new(), |all, key| all + &format!("titl{key}: x\n"));
    front(&keys, &["content/ont.md"]);
}

#[test]
fn markdown_nests_only_so_deep() {
    body(&format!("{}x", "> ".repeat(10_000)), 1, &["content/ont.md:5"]);
    body(&format!("{}x", "- ".repeat(10_000)), 1, &["content/ont.md:5"]);
    let list = (0..1_000).fold(String::new(), |all, depth| all + &" ".repeat(2 * depth) + "- x\n");
    body(&list, 1, &["content/ont.md"]);
}

#[test]
fn brackets_and_stars_without_end_are_read_in_good_time() {
    for piece in
        ["[", "![", "*a **b ", "*_", "`", "<", "[a](", "&", "[^", "<!-", "[a]: b\n", "**", "~~", "\\", "{"]
    {
        let text = piece.repeat(50_000);
        let site = super::Scratch::published_site();
        site.page("content/ont.md", "Ont", &text);
        let ran = super::run(site.limited(super::MEMORY, &["build", "--quiet"]));
        assert!(
            matches!(ran.code, Some(0 | 1)),
            "{piece}: {:?} {}",
            ran.code,
            &ran.err[..ran.err.len().min(800)]
        );
        assert!(ran.seconds < super::SECONDS, "{piece}: {}", ran.seconds);
    }
}

#[test]
fn twenty_thousand_equal_headings_are_built() {
    body(&"## Lika\n\nText.\n\n".repeat(20_000), 0, &[]);
}

#[test]
fn twenty_thousand_footnotes_are_built() {
    let notes = (0..20_000).fold(String::new(), |all, it| all + &format!("Ord.[^{it}]\n\n[^{it}]: Not.\n\n"));
    body(&notes, 0, &[]);
}

#[test]
fn a_table_is_not_filled_out_without_end() {
    let head = "|a".repeat(5_000) + "|\n" + &"|-".repeat(5_000) + "|\n";
    body(&(head + &"|x|\n".repeat(20_000)), 1, &["content/ont.md"]);
}

#[test]
fn twenty_thousand_links_to_nothing_are_told_in_good_time() {
    body(&"[a](finns-inte.md) ".repeat(1_000), 1, &["content/ont.md:5"]);
    body(&"[a](finns-inte.md)\n\n".repeat(20_000), 1, &["content/ont.md:5"]);
}

#[test]
fn two_thousand_pages_of_the_same_name_are_told_in_good_time() {
    check(
        |site| {
            for it in 0..2_000 {
                site.page(&format!("content/{it}-ont.md"), "Ont", "[[x]]");
            }
        },
        0,
        &[],
    );
}

#[test]
fn scripts_are_not_let_through() {
    let site = super::Scratch::published_site();
    let before = site.published();
    site.page("content/ont.md", "Ont", "[a](javascript:alert(1))\n\n<script>alert(1)</script>\n");
    let ran = site.fou(&["build"]);
    ran.expect(1, &["content/ont.md:5", "content/ont.md:7"]);
    assert!(site.published() == before);
}
