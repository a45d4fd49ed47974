//! The plain words of what is being written: of a heading, a link, an image, a paragraph, one within the other.

/// Words gathered since each of several beginnings.
#[derive(Default)]
pub(super) struct Captures {
    text: String,
    starts: Vec<usize>,
}

impl Captures {
    /// Begins to gather.
    pub(super) fn begin(&mut self) {
        self.starts.push(self.text.len());
    }

    /// Adds words, if anyone gathers.
    pub(super) fn push(&mut self, words: &str) {
        if !self.starts.is_empty() {
            self.text.push_str(words);
        }
    }

    /// Returns the words since the last beginning; those who began earlier keep them too.
    pub(super) fn end(&mut self) -> String {
        let start = self.starts.pop().unwrap_or_default();
        let words = self.text[start..].to_owned();
        if self.starts.is_empty() {
            self.text.clear();
        }
        words
    }

    /// Takes back the last words, for those who began earlier.
    pub(super) fn drop_last(&mut self, words: &str) {
        if self.text.ends_with(words) {
            self.text.truncate(self.text.len() - words.len());
        }
    }
}
