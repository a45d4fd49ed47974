//! Swedish, as rules that a linguist could check.
//!
//! | room | rule | who asks |
//! |---|---|---|
//! | [`dates`] | dates, times and weeks in words | views |
//! | [`recurrences`] | what comes again, in words and read from them | fields, views |
//! | [`numbers`] | thousands, sizes, telephone numbers, postal codes | fields, views |
//! | [`collate`] | the order of names, å ä ö last | whoever sorts what people read |
//! | [`slug`] | the last part of an address, ids of headings | the model, Markdown |
//! | [`typography`] | quotation marks, dashes, spaces that do not break | Markdown |
//! | [`surname`] | where a name is split for a list of references | fields, views |
//! | [`hyphenation`] | where a long word is cut | views |
//! | [`nearest`] | the name that was probably meant | remarks |
//!
//! Pure functions of their arguments; the rooms use nothing of the house but [`crate::date`].

pub mod collate;
pub mod dates;
pub mod hyphenation;
pub mod nearest;
pub mod numbers;
pub mod recurrences;
pub mod slug;
pub mod surname;
pub mod typography;

/// A space at which no line is broken.
pub(crate) const NBSP: char = '\u{a0}';

/// Leaves out the places where a word may be cut: they are for pages.
pub fn uncut(text: &str) -> String {
    text.replace('\u{ad}', "")
}

/// Leaves out the places where a word may be cut, and lets lines be broken at every space: both are for pages.
pub fn plain(text: &str) -> String {
    uncut(text).replace(NBSP, " ")
}
