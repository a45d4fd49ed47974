//! A cover drawn from the record: series, number, title and year, over a pattern that each series has for itself.
//!
//! The same record gives the same drawing. What it looks like (colours, font) is the theme's; where each line stands
//! is decided here, since only whoever measures letters knows where a title must be cut.
//!
//! The pattern is a shelf of spines, as in the site's mark: their heights are the series' own, and the spine in
//! another colour is the publication's, by its number.

use std::fmt::Write as _;

use xxhash_rust::xxh3::xxh3_64;

use super::lines::{Size, Words};
use crate::model::collection::Entry;
use crate::model::publication::Publication;
use crate::view::card::foreign;
use crate::view::context::Directory;
use crate::view::facts;
use crate::view::parts::{CoverDrawing, CoverLine, CoverText};

/// The sheet: as high to its width as paper is (ISO 216).
const WIDTH: u16 = 160;
const HEIGHT: u16 = 226;

/// Where words begin, and how much room they have across.
const EDGE: u16 = 18;
const ACROSS: u16 = 134;

/// The size of series and number, how far its lines lie apart, where the first stands, and how many there may be.
const LABEL: Size = Size { size: 10, apart: 12 };
const LABEL_AT: u16 = 28;
const LABEL_LINES: usize = 2;

/// Where the title begins without a label, and how far below the rule with one.
const TOP: u16 = 24;
const BELOW_RULE: u16 = 10;

/// Where the title's last line stands at the lowest: what is below belongs to the pattern.
const LOWEST: u16 = 154;

/// The sizes of a title, the largest first. In the first five no word is cut if the title fits so; what does not is
/// rather cut than smaller.
const TITLE: [Size; 8] = [
    Size { size: 22, apart: 26 },
    Size { size: 19, apart: 23 },
    Size { size: 17, apart: 21 },
    Size { size: 15, apart: 18 },
    Size { size: 13, apart: 16 },
    Size { size: 12, apart: 14 },
    Size { size: 11, apart: 13 },
    Size { size: 10, apart: 12 },
];
const WHOLE: usize = 5;

/// The year.
const YEAR: u16 = 12;
const YEAR_AT: u16 = 212;

/// The spines: how many, where the middle of the first stands, how far apart, and the lowest and the highest.
const SPINES: u16 = 11;
const FIRST: u16 = 65;
const APART: u16 = 9;
const LOW: u16 = 14;
const HIGH: u16 = 58;

/// How many colours there are for series.
const TONES: usize = 4;

/// Draws a cover.
pub(super) fn drawing(context: &Directory, entry: &Entry<Publication>) -> CoverDrawing {
    let Entry { head, data } = entry;
    let words = |text: &str, is_swedish| Words::of(&context.widths, text, is_swedish);
    let label = facts::label(context, data).map(|label| {
        let lines = words(&label, true).cut(LABEL, ACROSS, LABEL_LINES);
        placed(LABEL, LABEL_AT, lines)
    });
    let rule = label.as_ref().map_or(0, |label| last(label) + 9);
    let top = if label.is_some() { rule + BELOW_RULE } else { TOP };
    let title = words(&head.title, foreign(data.language.as_deref()).is_none());
    let series =
        context.site.config.publication_series.iter().position(|it| Some(&it.slug) == data.series.as_ref());
    let (pattern, accent) = spines(data, &head.title);
    CoverDrawing {
        tone: series.map_or(0, |at| u8::try_from(at % TONES).map_or(0, |at| at + 1)),
        width: WIDTH,
        height: HEIGHT,
        edge: EDGE,
        label,
        rule,
        title: set(&title, top),
        year: data
            .date
            .map(|date| placed(Size { size: YEAR, apart: 0 }, YEAR_AT, vec![date.year().to_string()])),
        pattern,
        accent,
    }
}

/// Sets a title below `top`, as large as it can be.
fn set(title: &Words, top: u16) -> CoverText {
    let first = |size: Size| top + size.size * 3 / 4;
    let room = |size: Size| usize::from((LOWEST - first(size)) / size.apart) + 1;
    let whole = TITLE.iter().map(|size| (*size, false)).take(WHOLE);
    let cut = TITLE.iter().skip(1).flat_map(|size| [(*size, false), (*size, true)]);
    let fits = |(size, may_cut): (Size, bool)| {
        let lines = title.even(size, ACROSS, may_cut)?;
        (lines.len() <= room(size)).then(|| placed(size, first(size), lines))
    };
    let smallest = TITLE[TITLE.len() - 1];
    whole
        .chain(cut)
        .find_map(fits)
        .unwrap_or_else(|| placed(smallest, first(smallest), title.cut(smallest, ACROSS, room(smallest))))
}

fn placed(size: Size, first: u16, lines: Vec<String>) -> CoverText {
    let line = |(y, text)| CoverLine { y, text };
    let heights = (0..).map(|at: u16| first + at * size.apart);
    CoverText { size: size.size, lines: heights.zip(lines).map(line).collect() }
}

fn last(text: &CoverText) -> u16 {
    text.lines.last().map_or(0, |line| line.y)
}

/// Draws the spines of a series, as lines from the foot, without that of the publication; and that one.
fn spines(publication: &Publication, title: &str) -> (String, String) {
    let sort = publication.genre.map_or("", |genre| genre.words().0);
    let heights = xxh3_64(publication.series.as_deref().unwrap_or(sort).as_bytes());
    let own = match publication.number {
        Some((_, number)) => u64::from(number.saturating_sub(1)),
        None => xxh3_64(title.as_bytes()),
    };
    let mut pattern = String::new();
    let mut accent = String::new();
    for at in 0..SPINES {
        // Each spine takes five bits of the hash, of which there are 64.
        let share = u16::try_from((heights >> (5 * at)) & 31).unwrap_or(0);
        let height = LOW + (HIGH - LOW) * share / 31;
        let is_own = own % u64::from(SPINES) == u64::from(at);
        let path = if is_own { &mut accent } else { &mut pattern };
        let x = FIRST + APART * at;
        // Writing to memory cannot fail.
        let _ = write!(path, "M{x} {HEIGHT}v-{height}");
    }
    (pattern, accent)
}
