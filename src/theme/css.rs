//! One style sheet of many: joined in order, without comments and idle blanks, and pointing at fingerprinted files.
//!
//! Knows the tokens of CSS that could be hurt (strings, addresses, escapes, brackets) and no property. Within
//! parentheses, as in `calc(1px + 2px)`, a run of blanks becomes one blank and is never removed.

use super::Files;
use super::assets::{self, Assets};
use super::manifest::Named;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::path::SourcePath;

/// Joins the style sheets that the manifest names, a line each.
pub fn join(files: &Files<'_>, styles: &[Named], assets: &Assets, remarks: &mut Vec<Diagnostic>) -> String {
    let mut all = String::new();
    for named in styles {
        let Some(text) = files.texts.get(named.path.as_str()).filter(|_| is_css(&named.path)) else {
            remarks.push(assets::missing(files, named));
            continue;
        };
        let mut sheet = Sheet::new(files, assets, &named.path, text, remarks);
        sheet.run();
        let piece = sheet.out;
        if !piece.is_empty() {
            all.push_str(&piece);
            all.push('\n');
        }
    }
    all
}

fn is_css(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension == "css")
}

/// One style sheet while it is read.
struct Sheet<'a> {
    files: &'a Files<'a>,
    assets: &'a Assets,
    path: &'a str,
    text: &'a str,
    /// The byte that is read next.
    at: usize,
    out: String,
    /// Whether a blank waits to be written, should it turn out to matter.
    blank: bool,
    /// Whether what was written last is an escape, so that a `\,` is no comma.
    escaped: bool,
    /// Open brackets, with where each began.
    open: Vec<(char, usize)>,
    remarks: &'a mut Vec<Diagnostic>,
}

impl<'a> Sheet<'a> {
    fn new(
        files: &'a Files<'a>,
        assets: &'a Assets,
        path: &'a str,
        text: &'a str,
        remarks: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let out = String::with_capacity(text.len());
        Self {
            files,
            assets,
            path,
            text,
            at: 0,
            out,
            blank: false,
            escaped: false,
            open: Vec::new(),
            remarks,
        }
    }

    fn run(&mut self) {
        while let Some(letter) = self.text[self.at..].chars().next() {
            let start = self.at;
            let rest = &self.text[start..];
            if rest.starts_with("/*") {
                self.comment(start);
            } else if letter.is_ascii_whitespace() {
                self.blank = true;
                self.at += 1;
            } else if letter == '"' || letter == '\'' {
                let end = self.string_end(start);
                self.copy(start, end);
            } else if letter == '\\' {
                self.copy(start, start + escape_length(rest));
                self.escaped = true;
            } else if self.begins_word(start) && starts_with(rest, "url(") {
                self.address(start);
            } else if starts_with(rest, "@import") {
                self.import(start);
            } else {
                self.bracket(letter, start);
                self.copy(start, start + letter.len_utf8());
            }
        }
        if let Some((bracket, start)) = self.open.pop() {
            self.say(
                "F804",
                start,
                format!("`{bracket}` saknar sin avslutning"),
                "skriv den där det som börjar här ska sluta",
            );
        }
    }

    /// Writes `text[start..end]`, with the blank before it if that one matters, and goes on after it.
    fn copy(&mut self, start: usize, end: usize) {
        let piece = &self.text[start..end];
        self.settle_blank(piece);
        self.escaped = false;
        self.out.push_str(piece);
        self.at = end;
    }

    fn settle_blank(&mut self, next: &str) {
        if !std::mem::take(&mut self.blank) || self.out.is_empty() {
            return;
        }
        let idle = |letter: char| matches!(letter, '{' | '}' | ';' | ',');
        let beside_idle = (self.out.ends_with(idle) && !self.escaped) || next.starts_with(idle);
        if self.in_parentheses() || !beside_idle {
            self.out.push(' ');
        }
    }

    fn in_parentheses(&self) -> bool {
        self.open.last().is_some_and(|(bracket, _)| *bracket != '{')
    }

    /// Passes a comment over; where it was all that kept two words apart, an empty one stays.
    fn comment(&mut self, start: usize) {
        let Some(length) = self.text[start + 2..].find("*/") else {
            self.say("F804", start, "kommentaren saknar sin avslutning", "skriv `*/` efter den");
            self.at = self.text.len();
            return;
        };
        self.at = start + 2 + length + 2;
        let glued = |letter: char| letter.is_alphanumeric() || !matches!(letter, '{' | '}' | ';' | ',' | ' ');
        let next = self.text[self.at..].chars().next();
        let apart = self.blank || next.is_none_or(|letter| letter.is_ascii_whitespace() || !glued(letter));
        if !apart && self.out.ends_with(glued) {
            self.out.push_str("/**/");
        }
    }

    fn string_end(&mut self, start: usize) -> usize {
        let quote = self.text.as_bytes()[start];
        let mut escaped = false;
        for (offset, byte) in self.text.bytes().enumerate().skip(start + 1) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'\n' => break,
                byte if byte == quote => return offset + 1,
                _ => {}
            }
        }
        self.say("F804", start, "citattecknet saknar sin avslutning", "avsluta med samma slags citattecken");
        self.text[start..].find('\n').map_or(self.text.len(), |length| start + length)
    }

    fn begins_word(&self, start: usize) -> bool {
        let before = self.text[..start].chars().next_back();
        before.is_none_or(|letter| !letter.is_alphanumeric() && !matches!(letter, '-' | '_' | '\\'))
    }

    /// Copies `url(…)`, pointing it at the file's address in the output.
    fn address(&mut self, start: usize) {
        let open = start + "url(".len();
        let inner = open + self.text[open..].len() - self.text[open..].trim_start().len();
        let quoted = self.text[inner..].starts_with(['"', '\'']);
        let (text, after) = if quoted {
            let end = self.string_end(inner);
            (self.text[inner + 1..end].trim_end_matches(['"', '\'']), end)
        } else {
            let end = self.text[inner..].find(')').map_or(self.text.len(), |length| inner + length);
            (self.text[inner..end].trim_end(), end)
        };
        let Some(close) = self.text[after..].find(')') else {
            self.say("F804", start, "`url(` saknar sin avslutning", "skriv `)` efter adressen");
            self.at = self.text.len();
            return;
        };
        let target = self.target(text, inner);
        self.settle_blank("u");
        self.out.extend(["url(\"", &target, "\")"]);
        self.at = after + close + 1;
    }

    fn target(&mut self, text: &str, start: usize) -> String {
        if text.starts_with('#') {
            return text.to_owned();
        }
        let outside = text.contains(':') || text.starts_with('/') || text.contains('\\');
        if outside {
            let advice = "lägg filen i temat och skriv vägen dit från stilmallen: `url(../fonts/x.woff2)`";
            self.say("F806", start, format!("adressen `{text}` leder ut ur temat"), advice);
            return String::new();
        }
        let file = &text[..text.find(['?', '#']).unwrap_or(text.len())];
        let fragment = text.find('#').map_or("", |at| &text[at..]);
        let found = SourcePath::new(&self.files.path(self.path)).join(file);
        let inside =
            found.as_ref().and_then(|it| it.as_str().strip_prefix(&*self.files.folder)?.strip_prefix('/'));
        let address = inside.and_then(|inner| self.assets.address(inner));
        if let Some(address) = address {
            return format!("{address}{fragment}");
        }
        self.say(
            "F805",
            start,
            format!("temat har ingen fil `{text}`"),
            "vägen skrivs från stilmallens egen mapp",
        );
        String::new()
    }

    fn import(&mut self, start: usize) {
        self.say(
            "F807",
            start,
            "`@import` hämtar en stilmall till, när sidan redan visas",
            "skriv stilmallen under `styles` i `theme.yaml` i stället",
        );
        let end = self.text[start..].find(';').map_or(self.text.len(), |length| start + length + 1);
        self.at = end;
    }

    fn bracket(&mut self, letter: char, start: usize) {
        let opener = match letter {
            '{' | '(' | '[' => {
                self.settle_blank(&letter.to_string());
                self.open.push((letter, start));
                return;
            }
            '}' => '{',
            ')' => '(',
            ']' => '[',
            _ => return,
        };
        self.settle_blank(&letter.to_string());
        if self.open.last().is_some_and(|(bracket, _)| *bracket == opener) {
            self.open.pop();
        } else {
            self.say(
                "F804",
                start,
                format!("`{letter}` avslutar något som inte har börjat"),
                "ta bort tecknet",
            );
        }
    }

    fn say(&mut self, code: &'static str, start: usize, message: impl Into<String>, advice: &str) {
        let place = place(&self.files.path(self.path), self.text, start);
        self.remarks.push(Diagnostic::error(code, place, message).advise(advice));
    }
}

/// Measures an escape: a backslash and a letter, or up to six digits and the blank that ends them.
fn escape_length(text: &str) -> usize {
    let inner = &text[1..];
    let digits = inner.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    let blank = inner[digits..].starts_with(|letter: char| letter.is_ascii_whitespace());
    match digits {
        0 => 1 + inner.chars().next().map_or(0, char::len_utf8),
        digits => 1 + digits + usize::from(blank),
    }
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Points at a byte of a text by line and column.
pub fn place(path: &str, text: &str, offset: usize) -> Place {
    let before = &text[..offset];
    let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    Place::at(path, number(line), number(before[start..].chars().count() + 1), 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[track_caller]
    fn check(css: &str, expected: &str, remarks_expected: &[&str]) {
        let listing = format!("-- themes/t/styles/a.css --\n{css}\n-- themes/t/fonts/x.woff2 --\nx\n");
        let sources = Sources::from_listing(&listing);
        let files = Files::of(&sources, "themes/t");
        let mut remarks = Vec::new();
        let assets = assets::gather(&files, &mut remarks);
        let named = Named { path: "styles/a.css".to_owned(), place: Place::file("themes/t/theme.yaml") };
        assert_eq!(join(&files, &[named], &assets, &mut remarks).trim_end(), expected);
        let said: Vec<_> =
            remarks.iter().map(|it| format!("{} {} {}", it.code, it.place, it.message)).collect();
        assert_eq!(said, remarks_expected);
    }

    #[test]
    fn comments_and_idle_blanks_go() {
        check("/* a */\n.a ,\n.b {\n  color: red;\n}\n", ".a,.b{color: red;}", &[]);
        check(".a .b{} .a/* x */.b{}", ".a .b{}.a/**/.b{}", &[]);
        check(".a /* x */ .b :hover{}", ".a .b :hover{}", &[]);
        check(
            "@media (width >= 40rem) and (hover) { a { b: c } }",
            "@media (width >= 40rem) and (hover){a{b: c}}",
            &[],
        );
    }

    #[test]
    fn what_could_be_hurt_is_left_alone() {
        check("a { b: \"x  { /* y */ \\\" }\" }", "a{b: \"x  { /* y */ \\\" }\"}", &[]);
        check("a { b: calc( 1px  +  2px , 3px ) }", "a{b: calc( 1px + 2px , 3px )}", &[]);
        check(".a\\, b { c: 'd' }", ".a\\, b{c: 'd'}", &[]);
        check(".a\\2c  b { c: d }", ".a\\2c  b{c: d}", &[]);
        check("a{b:var(--x)  var(--y)}", "a{b:var(--x) var(--y)}", &[]);
    }

    #[test]
    fn addresses_point_at_fingerprinted_files() {
        check("a{b:url(../fonts/x.woff2)}", "a{b:url(\"/assets/x.73cb3858a6.woff2\")}", &[]);
        check("a{b: url( '../fonts/x.woff2#y' ) c}", "a{b: url(\"/assets/x.73cb3858a6.woff2#y\") c}", &[]);
        check("a{b:url(#y)}", "a{b:url(\"#y\")}", &[]);
    }

    #[test]
    fn addresses_that_lead_nowhere_are_told() {
        check(
            "a{\nb:url(y.png)}",
            "a{b:url(\"\")}",
            &["F805 themes/t/styles/a.css:2:7 temat har ingen fil `y.png`"],
        );
        let outside =
            |text: &str| format!("F806 themes/t/styles/a.css:1:9 adressen `{text}` leder ut ur temat");
        check("a{b:url(/x.png)}", "a{b:url(\"\")}", &[&outside("/x.png")]);
        check("a{b:url(https://x.se/y)}", "a{b:url(\"\")}", &[&outside("https://x.se/y")]);
        check("a{b:url(data:x)}", "a{b:url(\"\")}", &[&outside("data:x")]);
        check(
            "a{b:url(../../../../etc/passwd)}",
            "a{b:url(\"\")}",
            &["F805 themes/t/styles/a.css:1:9 temat har ingen fil `../../../../etc/passwd`"],
        );
    }

    #[test]
    fn what_would_swallow_the_next_style_sheet_is_told() {
        check("a{b:c", "a{b:c", &["F804 themes/t/styles/a.css:1:2 `{` saknar sin avslutning"]);
        check("a{}}", "a{}}", &["F804 themes/t/styles/a.css:1:4 `}` avslutar något som inte har börjat"]);
        check("a{} /* x", "a{}", &["F804 themes/t/styles/a.css:1:5 kommentaren saknar sin avslutning"]);
        check("a{b:'x\n}", "a{b:'x}", &["F804 themes/t/styles/a.css:1:5 citattecknet saknar sin avslutning"]);
        check(
            "a{b:url(x",
            "a{b:",
            &[
                "F804 themes/t/styles/a.css:1:5 `url(` saknar sin avslutning",
                "F804 themes/t/styles/a.css:1:2 `{` saknar sin avslutning",
            ],
        );
        check(
            "@import 'x.css';a{}",
            "a{}",
            &["F807 themes/t/styles/a.css:1:1 `@import` hämtar en stilmall till, när sidan redan visas"],
        );
    }
}
