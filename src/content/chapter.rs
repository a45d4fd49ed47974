//! Which place a text has in a report, as its file's name tells: `02-metod.md` in a publication's folder is chapter 2.
//!
//! Knows names of files only; whether there is a publication in the folder is the model's business.

use crate::source::path::SourcePath;

/// The folder of publications; each has a folder of its own in it.
const PUBLICATIONS: &str = "content/publikationer/";

/// A chapter's place, as its file's name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<'p> {
    /// Its number; 0 for what stands before the first chapter and is not numbered.
    pub number: u16,
    /// The rest of the name: `metod`.
    pub name: &'p str,
}

/// Reads a chapter's place from its path; `None` if the text is no chapter.
///
/// Four digits are a year, so `2025-rapport.md` is no chapter.
pub fn place(path: &SourcePath) -> Option<Place<'_>> {
    report(path)?;
    let stem = path.name().strip_suffix(".md")?;
    let (digits, name) = stem.split_once('-')?;
    let sound = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| sound && !name.is_empty())?;
    Some(Place { number, name })
}

/// Returns the folder of the report that a file belongs to, below the folder of publications: `tillit`.
pub fn report(path: &SourcePath) -> Option<&str> {
    path.folder().strip_prefix(PUBLICATIONS).filter(|folder| !folder.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<(u16, &str)>) {
        let path = SourcePath::new(path);
        assert_eq!(place(&path).map(|it| (it.number, it.name)), expected, "{path}");
    }

    #[test]
    fn a_chapter_is_known_by_its_number() {
        check("content/publikationer/tillit/01-inledning.md", Some((1, "inledning")));
        check("content/publikationer/tillit/00-forord.md", Some((0, "forord")));
        check("content/publikationer/tillit/112-bilaga-a.md", Some((112, "bilaga-a")));
        check("content/publikationer/tillit/index.md", None);
        check("content/publikationer/tillit/2025-rapport.md", None);
        check("content/publikationer/tillit/01.md", None);
        check("content/publikationer/tillit/01-.md", None);
        check("content/publikationer/tillit/01-metod.bib", None);
        check("content/publikationer/01-inledning.md", None);
        check("content/nyheter/2026/01-inledning.md", None);
    }
}
