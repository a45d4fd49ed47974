//! PDFs of a preview: read once, and never waited for.

use std::path::Path;

use super::{Preview, program::Scratch};

/// Lays a report of the corpus that `tests/pdf/make` makes in a site.
fn put(site: &Scratch, name: &str) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("pdf").join(format!("{name}.pdf"));
    let bytes = std::fs::read(&file)
        .unwrap_or_else(|error| panic!("{}: {error}: run tests/pdf/make", file.display()));
    let folder = format!("content/publikationer/{name}");
    site.write(&format!("{folder}/index.md"), format!("---\ntitle: Om {name}\nfiles: [{name}.pdf]\n---\n"));
    site.write(&format!("{folder}/{name}.pdf"), bytes);
}

#[test]
fn no_page_waits_for_a_pdf_and_what_is_read_is_shown() {
    let site = Scratch::site();
    put(&site, "many-paths");
    put(&site, "tagged");
    let preview = Preview::of(site, &[]);
    // This one takes as long as it may.
    let slow = preview.get("/publikationer/odaterat/many-paths/");
    assert!(slow.text().contains("Tillgänglighet: ej granskad"), "{}", slow.text());
    let page = preview.wait_for("/publikationer/odaterat/tagged/", "Tillgänglighet: godkänd");
    assert!(page.contains("<span class=\"file__meta\">pdf, 2\u{a0}sidor, 17\u{a0}kB</span>"), "{page}");
    let start = page.find("<img class=\"cover__page\" src=\"").map(|at| at + 29).unwrap();
    let address = page[start..].split('"').nth(1).unwrap();
    let cover = preview.get(address);
    assert_eq!((cover.status, cover.header("content-type")), (200, "image/jpeg"), "{address}");
    assert!(!std::fs::exists(preview.site.path(".public.fou")).unwrap(), "a preview writes nothing");
}
