//! What a list of literature holds, and how it is written.

use super::*;

const BIB: &str = r"
@techreport{oberg2025,
  author = {Öberg, Åsa and Ängström, Maria and von Essen, Ulla},
  title = {Barns delaktighet i familjehem: en uppföljning i åtta kommuner},
  type = {Forskningsrapport},
  number = {2025:2},
  institution = {FoU Prov},
  date = {2025},
  url = {https://www.exempel.se/rapport?a=1&b=2},
}
@book{ek2020,
  author = {Ek, Bo},
  title = {Kaffe \& samtal <b>},
  publisher = {Provförlaget},
  year = 2020,
}
@article{ek2020b,
  author = {Ek, Bo},
  title = {Mer kaffe},
  journaltitle = {Kaffetidskriften},
  volume = {3}, number = {1}, pages = {12--19},
  year = 2020, doi = {10.1234/kaffe},
}
@online{socialstyrelsen,
  author = {{Socialstyrelsen}},
  title = {Om samtal},
  url = {https://www.exempel.org/},
  date = {2024-05-02},
  urldate = {2025-01-10},
}
";

fn bibliography(text: &str) -> Diagnosed<Bibliography> {
    read(&[(&SourcePath::new("content/publikationer/a/referenser.bib"), text.into())])
}

#[test]
fn entries_are_written_in_swedish_apa() {
    let Diagnosed { value, diagnostics } = bibliography(BIB);
    assert_eq!(diagnostics, []);
    let mut all: Vec<_> = value.references.values().collect();
    all.sort_by(|left, right| left.sort.cmp(&right.sort));
    let shown: Vec<_> =
        all.iter().map(|it| format!("{} | {} | {} | {}", it.id, it.author, it.year, it.html)).collect();
    let expected = [
        "ref_ek2020 | Ek | 2020a | Ek, B. (2020a). <em>Kaffe &amp; samtal &lt;b&gt;</em>. Provförlaget.",
        "ref_ek2020b | Ek | 2020b | Ek, B. (2020b). Mer kaffe. <em>Kaffetidskriften</em>, <em>3</em>(1), 12–19. \
         <a href=\"https://doi.org/10.1234/kaffe\">https://doi.org/10.1234/kaffe</a>",
        "ref_socialstyrelsen | Socialstyrelsen | 2024 | Socialstyrelsen. (2024, 2 maj). <em>Om samtal</em>. \
         <a href=\"https://www.exempel.org/\">https://www.exempel.org/</a>",
        "ref_oberg2025 | Öberg m.fl. | 2025 | Öberg, Å., Ängström, M., &amp; von Essen, U. (2025). <em>Barns \
         delaktighet i familjehem: en uppföljning i åtta kommuner</em> (Forskningsrapport 2025:2). FoU Prov. \
         <a href=\"https://www.exempel.se/rapport?a=1&amp;b=2\">https://www.exempel.se/rapport?a=1&amp;b=2</a>",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn the_own_form_of_the_library_is_read() {
    let text = "kaffe:\n  type: book\n  title: Kaffe\n  author: \"Ek, Bo\"\n  date: 2020\n";
    let read = read(&[(&SourcePath::new("content/publikationer/a/referenser.yaml"), text.into())]);
    assert_eq!(read.diagnostics, []);
    let reference = &read.value.references["kaffe"];
    assert_eq!((reference.author.as_str(), reference.year.as_str(), reference.place.line), ("Ek", "2020", 1));
}

#[test]
fn a_list_that_ends_anywhere_is_no_accident() {
    for (at, _) in BIB.char_indices().step_by(7) {
        bibliography(&BIB[..at]);
    }
}

#[test]
fn where_an_entry_stands_is_known() {
    let place = bibliography(BIB).value.references["ek2020b"].place.clone();
    assert_eq!((place.line, place.column, place.length), (17, 10, 7));
}
