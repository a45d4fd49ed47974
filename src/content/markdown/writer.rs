//! HTML under way: one string, cut only where a hole is.

use crate::content::body::Fragment;

/// Writes fragments in order, and never two pieces of HTML side by side.
#[derive(Default)]
pub(super) struct Writer {
    fragments: Vec<Fragment>,
    html: String,
}

/// A place in what has been written, for looking back at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    fragment: usize,
    at: usize,
}

impl Writer {
    /// Makes a writer with room for about `size` bytes.
    pub(super) fn with_capacity(size: usize) -> Self {
        Self { fragments: Vec::new(), html: String::with_capacity(size) }
    }

    /// Writes finished HTML.
    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Writes text, or the value of an attribute, with everything escaped that means something in HTML.
    pub(super) fn text(&mut self, text: &str) {
        escape(&mut self.html, text);
    }

    /// Begins a new line, unless one has just begun.
    pub(super) fn line(&mut self) {
        if !self.is_at_line_start() {
            self.html.push('\n');
        }
    }

    /// Tells whether a line has just begun, or a hole has just ended.
    pub(super) fn is_at_line_start(&self) -> bool {
        self.html.is_empty() || self.html.ends_with('\n')
    }

    /// Leaves a hole.
    pub(super) fn hole(&mut self, hole: Fragment) {
        if !self.html.is_empty() {
            self.fragments.push(Fragment::Html(std::mem::take(&mut self.html)));
        }
        self.fragments.push(hole);
    }

    /// Notes where we are.
    pub(super) fn mark(&self) -> Mark {
        Mark { fragment: self.fragments.len(), at: self.html.len() }
    }

    /// Writes HTML at a mark that was made right after something had been pushed.
    pub(super) fn insert(&mut self, mark: Mark, html: &str) {
        match self.fragments.get_mut(mark.fragment) {
            None => self.html.insert_str(mark.at, html),
            Some(Fragment::Html(past)) => past.insert_str(mark.at, html),
            Some(_) => {}
        }
    }

    /// Takes back everything since a mark.
    pub(super) fn rewind(&mut self, mark: Mark) {
        if mark.fragment < self.fragments.len() {
            let first = self.fragments.drain(mark.fragment..).next();
            self.html = if let Some(Fragment::Html(html)) = first { html } else { String::new() };
        }
        self.html.truncate(mark.at);
    }

    /// Takes back `tail` if that is what was written last, and says whether it was.
    pub(super) fn take_back(&mut self, tail: &str) -> bool {
        let ends = self.html.ends_with(tail);
        if ends {
            self.html.truncate(self.html.len() - tail.len());
        }
        ends
    }

    /// Tells whether only white space has been written since a mark.
    pub(super) fn is_blank_since(&self, mark: Mark) -> bool {
        mark.fragment == self.fragments.len()
            && self.html.get(mark.at..).is_some_and(|since| since.trim_ascii().is_empty())
    }

    /// Writes what another writer has written.
    pub(super) fn append(&mut self, other: Self) {
        for fragment in other.fragments {
            match fragment {
                Fragment::Html(html) => self.push(&html),
                hole => self.hole(hole),
            }
        }
        self.push(&other.html);
    }

    /// Returns the fragments.
    pub(super) fn finish(mut self) -> Vec<Fragment> {
        if !self.html.is_empty() {
            self.fragments.push(Fragment::Html(self.html));
        }
        // Ten thousand texts are held at once: none keeps the room that it grew in.
        for fragment in &mut self.fragments {
            if let Fragment::Html(html) = fragment {
                html.shrink_to_fit();
            }
        }
        self.fragments.shrink_to_fit();
        self.fragments
    }
}

/// Escapes text for HTML, in and between tags; control characters, which HTML does not allow, are left out.
pub(in crate::content) fn escape(html: &mut String, text: &str) {
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\t' | b'\n' => continue,
            0..=0x1f | 0x7f => "",
            _ => continue,
        };
        html.push_str(&text[start..at]);
        html.push_str(escaped);
        start = at + 1;
    }
    html.push_str(&text[start..]);
}
