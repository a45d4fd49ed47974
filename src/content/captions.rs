//! Captions: `WebVTT` (W3C, webvtt1), as far as browsers must be able to read it.
//!
//! Browsers say nothing of what they cannot read: a cue without a sound time is left out, a file without its first word
//! shows nothing. Here it is told.

use std::collections::BTreeMap;

/// What may be wrong with captions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// The bytes are no text.
    Encoding,
    /// The first line does not say what the file is.
    Signature,
    /// There is nothing to show.
    Empty,
    /// A time has a comma, as `SubRip` writes it.
    Comma,
    /// A time cannot be read.
    Time,
    /// Words without a time: after an empty line a browser waits for the next time.
    Timeless,
    /// A cue ends before it begins, or when it does.
    Backwards,
    /// A cue begins before the one above it.
    Order,
}

impl Flaw {
    /// Says what is wrong, and what to write instead.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Encoding => ("filen är inte UTF-8", "spara filen med teckenkodningen UTF-8"),
            Self::Signature => (
                "den börjar inte med `WEBVTT`",
                "skriv `WEBVTT` på första raden och lämna nästa tom; en srt-fil måste först göras om till WebVTT",
            ),
            Self::Empty => ("den har inga repliker", "skriv replikerna, eller `captions: nej`"),
            Self::Comma => ("en tid är skriven med komma", "skriv punkt: `00:00:01.000 --> 00:00:04.000`"),
            Self::Time => ("en tid går inte att läsa", "skriv så här: `00:00:01.000 --> 00:00:04.000`"),
            Self::Timeless => (
                "orden har ingen tid",
                "skriv tiden på raden före, eller ta bort den tomma raden mitt i repliken",
            ),
            Self::Backwards => ("en replik slutar innan den börjar", "rätta tiderna"),
            Self::Order => {
                ("en replik börjar före den som står ovanför", "skriv replikerna i den ordning som de sägs")
            }
        }
    }
}

/// Finds what is wrong: of each sort the first line, from 1, and how many there are.
pub fn flaws(bytes: &[u8]) -> BTreeMap<Flaw, (u32, usize)> {
    let mut found = BTreeMap::new();
    match std::str::from_utf8(bytes) {
        Ok(text) => read(text.strip_prefix('\u{feff}').unwrap_or(text), &mut found),
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            note(&mut found, Flaw::Encoding, before.matches('\n').count());
        }
    }
    found
}

/// Remembers a flaw on a line, counted from 0.
fn note(found: &mut BTreeMap<Flaw, (u32, usize)>, flaw: Flaw, line: usize) {
    let line = u32::try_from(line + 1).unwrap_or(u32::MAX);
    found.entry(flaw).or_insert((line, 0)).1 += 1;
}

fn read(text: &str, found: &mut BTreeMap<Flaw, (u32, usize)>) {
    let mut lines = text.lines().enumerate().peekable();
    let is_signed = lines.next().is_some_and(|(_, first)| {
        first.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    });
    if !is_signed {
        return note(found, Flaw::Signature, 0);
    }
    // What stands straight below the first line belongs to it.
    let is_blank = |line: &str| line.trim().is_empty();
    while lines.next_if(|(_, line)| !is_blank(line) && !line.contains("-->")).is_some() {}
    let mut cues = 0;
    let mut latest = 0;
    while let Some((at, first)) = lines.next() {
        if is_blank(first) {
            continue;
        }
        let is_aside = ["NOTE", "STYLE", "REGION"].iter().any(|word| {
            first.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        });
        // Above its time a cue may have a name.
        let timing = if first.contains("-->") {
            Some((at, first))
        } else {
            lines.next_if(|(_, line)| !is_aside && line.contains("-->"))
        };
        while lines.next_if(|(_, line)| !is_blank(line)).is_some() {}
        let Some((at, timing)) = timing else {
            if !is_aside {
                note(found, Flaw::Timeless, at);
            }
            continue;
        };
        cues += 1;
        match span(timing) {
            Ok((start, end)) => {
                if end <= start {
                    note(found, Flaw::Backwards, at);
                }
                if start < latest {
                    note(found, Flaw::Order, at);
                }
                latest = latest.max(start);
            }
            Err(flaw) => note(found, flaw, at),
        }
    }
    if cues == 0 && found.is_empty() {
        note(found, Flaw::Empty, 0);
    }
}

/// Reads when a cue begins and ends, in milliseconds; what follows is about how it looks.
fn span(line: &str) -> Result<(u64, u64), Flaw> {
    let (start, rest) = line.split_once("-->").ok_or(Flaw::Time)?;
    let end = rest.split_whitespace().next().unwrap_or_default();
    match (time(start.trim()), time(end)) {
        (Some(start), Some(end)) => Ok((start, end)),
        _ if start.contains(',') || end.contains(',') => Err(Flaw::Comma),
        _ => Err(Flaw::Time),
    }
}

/// Reads `00:04.000` or `01:00:04.000`.
fn time(text: &str) -> Option<u64> {
    let (clock, thousandths) = text.split_once('.')?;
    let parts: Vec<&str> = clock.split(':').collect();
    let number = |digits: &str, least: usize, most: usize| -> Option<u64> {
        let sound = (least..=most).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
        sound.then(|| digits.parse().ok()).flatten()
    };
    let (hours, minutes, seconds) = match parts[..] {
        [minutes, seconds] => (0, minutes, seconds),
        [hours, minutes, seconds] => (number(hours, 2, 6)?, minutes, seconds),
        _ => return None,
    };
    let sixty = |digits| number(digits, 2, 2).filter(|it| *it < 60);
    Some(((hours * 60 + sixty(minutes)?) * 60 + sixty(seconds)?) * 1000 + number(thousandths, 3, 3)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(Flaw, u32, usize)]) {
        let found: Vec<_> =
            flaws(text.as_bytes()).into_iter().map(|(it, (line, of))| (it, line, of)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn sound_captions_have_no_flaw() {
        check("WEBVTT\n\n00:01.000 --> 00:04.000\nHej\n", &[]);
        check(
            "\u{feff}WEBVTT - på svenska\r\nKind: captions\r\n\r\nett\r\n00:00:01.000 --> 00:00:04.000 align:start\r\nHej\r\nrad två\r\n",
            &[],
        );
        let long = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE\nen anteckning\n\nREGION\nid:a\n\n\
                    00:01.000 --> 00:04.000\nHej\n\n00:01.000 --> 100:00:04.500\nFler\n";
        check(long, &[]);
    }

    #[test]
    fn each_flaw_is_told_with_its_first_line() {
        check("", &[(Flaw::Signature, 1, 1)]);
        check("WEBVTTX\n", &[(Flaw::Signature, 1, 1)]);
        check("1\n00:00:01,000 --> 00:00:04,000\nHej\n", &[(Flaw::Signature, 1, 1)]);
        check("WEBVTT\n\n", &[(Flaw::Empty, 1, 1)]);
        check(
            "WEBVTT\n\n00:00:01,000 --> 00:00:04,000\nA\n\n00:00:05,000 --> 00:00:06,000\nB\n",
            &[(Flaw::Comma, 3, 2)],
        );
        check("WEBVTT\n\n00:61.000 --> 01:04.000\nA\n", &[(Flaw::Time, 3, 1)]);
        check("WEBVTT\n\n0:01.000 --> 00:04\nA\n", &[(Flaw::Time, 3, 1)]);
        check("WEBVTT\n\n00:01.000 --> 00:04.000\nA\n\nborta\n", &[(Flaw::Timeless, 6, 1)]);
        check("WEBVTT\n\n00:04.000 --> 00:01.000\nA\n", &[(Flaw::Backwards, 3, 1)]);
        check("WEBVTT\n\n00:04.000 --> 00:05.000\nA\n\n00:01.000 --> 00:02.000\nB\n", &[(Flaw::Order, 6, 1)]);
        assert_eq!(flaws(b"WEBVTT\n\n\xe5"), BTreeMap::from([(Flaw::Encoding, (3, 1))]));
    }
}
