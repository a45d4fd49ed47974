//! Pictures of a preview: shown as they lie beside the text, looked at once, and never waited for.

use std::path::Path;

use super::{Preview, program::Scratch};

/// Lays a picture that `tests/pictures/make` makes beside a page that shows it.
fn put(site: &Scratch, name: &str) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("pictures").join(name);
    let bytes = std::fs::read(&file)
        .unwrap_or_else(|error| panic!("{}: {error}: run tests/pictures/make", file.display()));
    site.page("content/bilder/index.md", "Bilder", &format!("![Ett prov]({name})"));
    site.write(&format!("content/bilder/{name}"), bytes);
}

#[test]
fn a_picture_is_shown_as_it_lies_and_an_edit_leaves_it_alone() {
    let site = Scratch::site();
    put(&site, "turned-6.jpg");
    let preview = Preview::of(site, &[]);
    // It lies on its side, and a browser turns it by what it says of itself: only a look tells.
    let image = "<img src=\"/bilder/turned-6.jpg\" alt=\"Ett prov\" width=\"300\" height=\"400\"";
    preview.wait_for("/bilder/", image);
    let picture = preview.get("/bilder/turned-6.jpg");
    assert_eq!((picture.status, picture.header("content-type")), (200, "image/jpeg"));
    assert_eq!(picture.body, std::fs::read(preview.site.path("content/bilder/turned-6.jpg")).unwrap());
    preview.site.page("content/bilder/index.md", "Bilder", "Nya ord. ![Ett prov](turned-6.jpg)");
    let page = preview.wait_for("/bilder/", "Nya ord.");
    assert!(page.contains(image), "what was seen is remembered:\n{page}");
    assert!(!std::fs::exists(preview.site.path(".public.fou")).unwrap(), "a preview writes nothing");
}

#[test]
fn no_page_waits_for_a_picture_and_what_is_wrong_with_it_is_told() {
    let site = Scratch::site();
    put(&site, "cut.jpg");
    let preview = Preview::of(site, &[]);
    assert!(preview.get("/bilder/").text().contains("Ett prov"));
    preview.wait_for("/bilder/", "F880");
    put(&preview.site, "small.jpg");
    preview.wait_until("/bilder/", "the whole picture", |page| {
        page.contains("/bilder/small.jpg\"") && !page.contains("F880")
    });
}
