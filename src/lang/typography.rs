//! Swedish typography for a run of plain text: ”…” and ’…’, – between years, spaces that do not break.
//!
//! Text arrives in runs, split wherever there is markup, so no rule needs to see a whole sentence; that both marks of a
//! Swedish pair look alike helps. Doing it twice changes nothing. A word, which is what stands between two blanks, is
//!
//! - *code* if it has a sign that prose has not (`=`, `_`, `{`): it is left alone;
//! - an *address* if it has `@` or `://` or begins with `www.`: only the quotation marks around it are changed;
//! - a *number* if it follows `ISBN`, `ISSN`, `DOI` or `dnr`: likewise;
//! - otherwise *prose*.
//!
//! `word` tells these apart; the rules inside a word are in `marks`, those for the blank between two in `blanks`.

mod blanks;
mod marks;
mod word;

use std::borrow::Cow;
use std::ops::Range;

use blanks::Neighbours;
use marks::Quotes;
use word::Word;

/// Sets a run of plain text as Swedish readers expect it; borrows if there is nothing to change.
pub fn typography(text: &str) -> Cow<'_, str> {
    if !may_change(text) {
        return Cow::Borrowed(text);
    }
    let mut edits = Edits { text, changed: String::new(), copied: 0 };
    let mut quotes = Quotes::default();
    let mut neighbours = Neighbours::default();
    let mut before: Option<Word<'_>> = None;
    for range in word::ranges(text) {
        let word = Word::new(text, range, before);
        if let Some(before) = before {
            let gap = before.end..word.start;
            if neighbours.belong_together(&before, &word) && &text[gap.clone()] == " " {
                edits.replace(gap, "\u{a0}");
            }
        }
        marks::set(&word, &mut quotes, &mut edits);
        before = Some(word);
    }
    edits.finish()
}

/// Tells quickly whether any rule could apply.
fn may_change(text: &str) -> bool {
    // 0xE2 begins all quotation marks and dashes that are not ASCII.
    let telling = |byte| matches!(byte, b'"' | b'\'' | b'-' | b'0'..=b'9' | 0xe2);
    text.bytes().any(telling) || text.contains("...")
}

/// Changes to a text, from left to right; nothing is copied before the first.
struct Edits<'a> {
    text: &'a str,
    changed: String,
    copied: usize,
}

impl<'a> Edits<'a> {
    fn replace(&mut self, range: Range<usize>, with: &str) {
        debug_assert!(self.copied <= range.start, "edits come from left to right");
        self.changed.push_str(&self.text[self.copied..range.start]);
        self.changed.push_str(with);
        self.copied = range.end;
    }

    fn finish(mut self) -> Cow<'a, str> {
        // An edit at the very beginning copies nothing, but it always writes something.
        if self.changed.is_empty() {
            return Cow::Borrowed(self.text);
        }
        self.changed.push_str(&self.text[self.copied..]);
        Cow::Owned(self.changed)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Expects the text, with `_` for a space that does not break, and that a second time changes nothing.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let once = typography(text);
        assert_eq!(once.replace('\u{a0}', "_"), expected);
        assert!(matches!(typography(&once), Cow::Borrowed(again) if again == once), "twice: {once}");
    }

    #[track_caller]
    fn untouched(text: &str) {
        assert!(matches!(typography(text), Cow::Borrowed(_)), "{text} became {}", typography(text));
    }

    #[test]
    fn quotation_marks_are_swedish() {
        check("\"Barnets färd\"", "”Barnets färd”");
        check("“Barnets färd”", "”Barnets färd”");
        check("„Barnets färd“", "”Barnets färd”");
        check("\"Hon sa 'ja' sedan\", sa han", "”Hon sa ’ja’ sedan”, sa han");
        check("Anders' rapport, d'Arc", "Anders’ rapport, d’Arc");
        check("(\"Rapport 2025\")", "(”Rapport 2025”)");
        check("'Rapport 2025' och", "’Rapport 2025’ och");
        check("\"", "”");
    }

    #[test]
    fn inches_and_feet_stay() {
        untouched("en skärm på 24\" och 6'2\" lång");
        check("24\" i \"Rapport 2025\"", "24\" i ”Rapport 2025”");
    }

    #[test]
    fn dashes_between_words_are_long() {
        check("Tillit - ett kunskapsunderlag", "Tillit – ett kunskapsunderlag");
        check("Tillit -- ett — två", "Tillit – ett – två");
        check(" - och", " – och");
        untouched("- och");
        untouched("och -");
        untouched("individ- och familjeomsorg, FoU-råd, samverkan polis–socialtjänst");
    }

    #[test]
    fn spans_of_years_have_a_dash() {
        check("2026-2028", "2026–2028");
        check("(2020-2022, 2024-2026).", "(2020–2022, 2024–2026).");
        for text in
            ["2028-2026", "2026-03-27", "2026-03", "x2024-2026", "2024-2026.pdf", "2024-2026-1", "0171-2025"]
        {
            untouched(text);
        }
    }

    #[test]
    fn three_dots_are_one_character() {
        check("och så...", "och så…");
        check("... men", "… men");
        untouched("....");
    }

    #[test]
    fn what_belongs_together_stays_together() {
        check("kl. 09.00–10.00", "kl._09.00–10.00");
        check("Kl. 9, s. 12, v. 13", "Kl._9, s._12, v._13");
        check("52 % och 52% (52%).", "52_% och 52_% (52_%).");
        check("500 kr, 6 600 kr.", "500_kr, 6_600_kr.");
        check("1 234 567 personer", "1_234_567 personer");
        check("3 000 000,5", "3_000_000,5");
        check("pdf, 1,4 MB", "pdf, 1,4_MB");
        check("6 kap. 3 § SoL, 9 §.", "6_kap. 3_§ SoL, 9_§.");
        check("8 a § och i § 9", "8 a_§ och i §_9");
        check("191 86 Sollentuna", "191_86 Sollentuna");
        check("010-444 05 00, 08-123 456 78.", "010-444_05_00, 08-123_456_78.");
    }

    #[test]
    fn other_spaces_stay() {
        for text in ["under 2025 200 personer", "27 mars 2026", "kl. ett", "9  §", "9\n§", "a §", "2 år"]
        {
            untouched(text);
        }
        check("  \"a\"  b ", "  ”a”  b ");
    }

    #[test]
    fn names_made_of_digits_are_left_alone() {
        for text in [
            "2025:2 och 2018:1937",
            "ISBN 978-91-1234-567-8",
            "ISBN: 978 91 123 456 7",
            "ISSN 1900-2028",
            "doi: 10.1234/2025-2026",
            "dnr 2024-2025",
            "info@fou.se",
            "https://fou.se/2024-2026/...?a='1'&b=52%",
            "www.fou.se/a'b...c",
        ] {
            untouched(text);
        }
        check("(\"info@fou.se\"),", "(”info@fou.se”),");
        check("\"ISBN 978-91-1\"", "”ISBN 978-91-1”");
    }

    #[test]
    fn code_is_left_alone() {
        for text in
            ["class=\"x\"", "f('a_b')", "{\"a\":\"b\"}", "<a href='x'>", "`a...`", "../...", "a[\"x\"]=1..."]
        {
            untouched(text);
        }
    }

    /// Strings of what the rules care about, so that they meet each other.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "\"",
            "'",
            "“",
            "’",
            " ",
            " ",
            " ",
            "\u{a0}",
            "\n",
            "-",
            "--",
            "—",
            "–",
            "...",
            ".",
            "…",
            "%",
            "§",
            "0",
            "6",
            "12",
            "600",
            "000",
            "2024",
            "2026",
            "2024-2026",
            "kl.",
            "s.",
            "kap.",
            "a",
            "Ö",
            "kr",
            "MB",
            "ISBN",
            "dnr",
            ":",
            ",",
            "(",
            ")",
            "@",
            "://",
            "=",
            "www.",
            "08-123",
            "45",
            "191",
            "/",
            "+",
            "−",
        ]);
        prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn twice_is_once(text in pieces()) {
            let once = typography(&text).into_owned();
            prop_assert_eq!(typography(&once), once.as_str(), "from {:?}", text);
        }

        #[test]
        fn any_text_twice_is_once(text in any::<String>()) {
            let once = typography(&text).into_owned();
            prop_assert_eq!(typography(&once), once.as_str());
        }

        #[test]
        fn words_with_code_signs_stay(before in "[a-z\"'.0-9%-]{0,8}", sign in "[=_<>{}|^`\\\\]", after in "[a-z\"'.0-9%-]{0,8}") {
            let word = format!("{before}{sign}{after}");
            prop_assert_eq!(typography(&word), word.as_str());
        }
    }
}
