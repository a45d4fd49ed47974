//! Words in lines of a measured width: as even as they can be, cut only where Swedish allows it, and never a letter.

use crate::lang::NBSP;
use crate::lang::hyphenation::{self, Cut};
use crate::theme::font::Widths;

/// A size of letters, and how far lines of it lie apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) size: u16,
    pub(super) apart: u16,
}

/// How many letters of a word may stand without a place to cut it, and after how many it is cut where it has none.
const UNCUT: usize = 18;
const CHUNK: usize = 9;

/// What a line costs beside the room that it leaves, and what a cut costs; a line that is empty leaves 1000².
const LINE: u64 = 200_000;
const COMPOUND: u64 = 150_000;
const SYLLABLE: u64 = 500_000;

/// How much of a line, in thousandths, may be left if another follows: a lone *och* is no line.
const LONELY: u64 = 720;

/// What stands after a piece if a line goes on there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    /// A space.
    Space,
    /// Nothing: it ends in a hyphen or a dash of its own.
    Joint,
    /// Nothing, and a hyphen if a line ends there.
    Cut(Cut),
}

impl After {
    fn cost(self) -> u64 {
        match self {
            Self::Space | Self::Joint => LINE,
            Self::Cut(Cut::Compound) => LINE + COMPOUND,
            Self::Cut(Cut::Syllable) => LINE + SYLLABLE,
        }
    }

    fn is_cut(self) -> bool {
        matches!(self, Self::Cut(_))
    }
}

struct Piece {
    text: String,
    /// In thousandths of the letters' size.
    width: u32,
    after: After,
}

/// Words, measured.
pub(super) struct Words {
    pieces: Vec<Piece>,
    space: u32,
    hyphen: u32,
    ellipsis: u32,
}

impl Words {
    /// Takes a text apart; only Swedish words are cut by rule, and soft hyphens go before any rule.
    pub(super) fn of(widths: &Widths, text: &str, is_swedish: bool) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
            // A dash between two words stays with the first.
            if matches!(word, "–" | "—" | "-" | "&")
                && let Some(last) = pieces.last_mut()
            {
                last.text.push(NBSP);
                last.text += word;
                last.width = widths.of(&last.text);
                continue;
            }
            let parts = parts(word, is_swedish);
            let end = parts.len() - 1;
            pieces.extend(parts.into_iter().enumerate().map(|(at, (text, after))| Piece {
                width: widths.of(&text),
                text,
                after: if at == end { After::Space } else { after },
            }));
        }
        Self { pieces, space: widths.of(" "), hyphen: widths.of("-"), ellipsis: widths.of("\u{a0}…") }
    }

    /// Sets the words in lines no wider than `across`, few and even; `None` if they do not fit.
    pub(super) fn even(&self, size: Size, across: u16, may_cut: bool) -> Option<Vec<String>> {
        let room = room(size, across);
        let count = self.pieces.len();
        // From the end: what the rest costs at best from each piece on, and where its first line ends.
        let mut best: Vec<Option<(u64, usize)>> = vec![None; count + 1];
        best[count] = Some((0, count));
        for first in (0..count).rev() {
            let mut width = 0;
            for end in first..count {
                let piece = &self.pieces[end];
                width += piece.width;
                let is_cut = piece.after.is_cut();
                let whole = width + if is_cut { self.hyphen } else { 0 };
                if width > room {
                    break;
                }
                if whole <= room
                    && (may_cut || !is_cut)
                    && let Some((rest, _)) = best[end + 1]
                {
                    let left = u64::from(room - whole) * 1000 / u64::from(room);
                    let cost = rest + left * left + piece.after.cost();
                    let is_lonely = left > LONELY && end + 1 < count;
                    if !is_lonely && best[first].is_none_or(|(known, _)| cost < known) {
                        best[first] = Some((cost, end + 1));
                    }
                }
                width += self.gap(piece.after);
            }
        }
        let mut lines = Vec::new();
        let mut at = 0;
        while at < count {
            let (_, end) = best[at]?;
            lines.push(self.line(at, end));
            at = end;
        }
        Some(lines)
    }

    /// Sets as many words as there is room for in so many lines, and says with three points that there are more.
    pub(super) fn cut(&self, size: Size, across: u16, most: usize) -> Vec<String> {
        let room = room(size, across);
        let mut lines = Vec::new();
        let mut at = 0;
        while at < self.pieces.len() {
            let is_last = lines.len() + 1 == most;
            let (mut width, mut end, mut shortened) = (0, at, at);
            for (piece, next) in self.pieces[at..].iter().zip(at + 1..) {
                width += piece.width;
                if width + if piece.after.is_cut() { self.hyphen } else { 0 } <= room {
                    end = next;
                }
                if piece.after == After::Space && width + self.ellipsis <= room {
                    shortened = next;
                }
                if width > room {
                    break;
                }
                width += self.gap(piece.after);
            }
            if is_last && end < self.pieces.len() {
                lines.push(self.line(at, shortened) + "\u{a0}…");
                return lines;
            }
            // A piece that is wider than a line, which only letters that nobody has measured can be, stands alone.
            let end = end.max(at + 1);
            lines.push(self.line(at, end));
            at = end;
        }
        lines
    }

    fn gap(&self, after: After) -> u32 {
        if after == After::Space { self.space } else { 0 }
    }

    fn line(&self, first: usize, end: usize) -> String {
        let mut line = String::new();
        for (at, piece) in self.pieces[first..end].iter().enumerate() {
            line += &piece.text;
            match piece.after {
                After::Space if first + at + 1 < end => line.push(' '),
                After::Cut(_) if first + at + 1 == end => line.push('-'),
                After::Space | After::Joint | After::Cut(_) => {}
            }
        }
        line
    }
}

/// How much there is room for on a line, in thousandths of the letters' size.
fn room(size: Size, across: u16) -> u32 {
    u32::from(across) * 1000 / u32::from(size.size)
}

/// Cuts a word wherever a line may end, with what stands there.
fn parts(word: &str, is_swedish: bool) -> Vec<(String, After)> {
    let by_rule = is_swedish && !word.contains('\u{ad}');
    let mut parts = Vec::new();
    for joint in word.split_inclusive(['-', '–', '/']) {
        for soft in joint.split('\u{ad}') {
            // What surrounds a word in a sentence is no part of it.
            let start = soft.find(char::is_alphanumeric).unwrap_or(0);
            let bare = soft[start..].trim_end_matches(|it: char| !it.is_alphanumeric());
            let mut from = 0;
            for (at, cut) in if by_rule { hyphenation::cuts(bare) } else { Vec::new() } {
                parts.push((soft[from..start + at].to_owned(), After::Cut(cut)));
                from = start + at;
            }
            // A soft hyphen stands where the author would cut the word.
            parts.push((soft[from..].to_owned(), After::Cut(Cut::Compound)));
        }
        if let Some((text, after)) = parts.last_mut()
            && text.ends_with(['-', '–', '/'])
        {
            *after = After::Joint;
        }
    }
    parts.into_iter().flat_map(|(text, after)| chunks(&text, after)).collect()
}

/// Cuts what has no place to be cut and is very long, but never between a letter and its mark.
fn chunks(text: &str, after: After) -> Vec<(String, After)> {
    let is_mark = |letter: &char| ('\u{300}'..='\u{36f}').contains(letter);
    let letters = text.chars().filter(|it| !is_mark(it)).count();
    if letters <= UNCUT {
        return vec![(text.to_owned(), after)];
    }
    let mut chunks = vec![String::new()];
    let mut count = 0;
    for letter in text.chars() {
        if !is_mark(&letter) {
            count += 1;
            // What is left at the end is not too short to stand alone.
            if count > 1 && (count - 1) % CHUNK == 0 && letters - count >= 3 {
                chunks.push(String::new());
            }
        }
        chunks.last_mut().expect("it begins with one").push(letter);
    }
    let end = chunks.len() - 1;
    chunks
        .into_iter()
        .enumerate()
        .map(|(at, it)| (it, if at == end { after } else { After::Cut(Cut::Syllable) }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: &[u8] =
        include_bytes!("../../../themes/nordvast/fonts/source-serif-4-latin-600-normal.woff2");
    const LARGE: Size = Size { size: 20, apart: 24 };

    #[track_caller]
    fn check(title: &str, may_cut: bool, expected: &[&str]) {
        let widths = Widths::read(FONT).unwrap();
        let lines = Words::of(&widths, title, true).even(LARGE, 134, may_cut).unwrap_or_default();
        assert_eq!(lines, expected);
        assert!(lines.iter().all(|line| widths.of(line) * 20 <= 134_000));
    }

    #[test]
    fn lines_are_even_and_words_whole_where_they_can_be() {
        check("Barn och unga i samhällets vård", false, &["Barn och", "unga i", "samhällets", "vård"]);
        check("Förändringsledningsarbetet", false, &[]);
        check("Förändringsledningsarbetet", true, &["Förändrings-", "lednings-", "arbetet"]);
        check("Tillit – ett kunskapsunderlag", true, &["Tillit\u{a0}– ett", "kunskaps-", "underlag"]);
        check("Samverkan polis–socialtjänst", true, &["Samverkan", "polis–", "socialtjänst"]);
        check("Kunskaps\u{ad}underlag", true, &["Kunskaps-", "underlag"]);
        check("Jourhems- och familjepoolen", true, &["Jourhems-", "och famil-", "jepoolen"]);
    }

    #[test]
    fn what_is_too_long_is_shortened_after_a_whole_word() {
        let widths = Widths::read(FONT).unwrap();
        let words = |text: &str| Words::of(&widths, text, true).cut(LARGE, 134, 2);
        assert_eq!(words("En kort"), ["En kort"]);
        assert_eq!(
            words("Barnets färd i den sociala barnavården och mycket mer"),
            ["Barnets färd i", "den sociala\u{a0}…"]
        );
        assert_eq!(words(""), Vec::<String>::new());
    }

    #[test]
    fn no_letter_is_lost_or_cut() {
        let widths = Widths::read(FONT).unwrap();
        for title in ["a\u{30a}".repeat(40), "漢字".repeat(30), "x".repeat(70), "å–".repeat(50)] {
            for words in [Words::of(&widths, &title, true), Words::of(&widths, &title, false)] {
                let lines = words.cut(LARGE, 134, 100);
                let seen = lines.concat().replace('-', "");
                assert_eq!(seen, title);
                assert!(lines.iter().all(|line| !line.starts_with('\u{30a}')));
            }
        }
    }
}
