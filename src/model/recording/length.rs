//! How long films are.

/// How long a film is, in seconds; never 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length(pub u32);

impl Length {
    /// Reads `34 minuter`, `1 timme 5 minuter` or `34:10`.
    pub fn parse(text: &str) -> Option<Self> {
        let seconds = if text.contains(':') { clock(text)? } else { spoken(text)? };
        (seconds > 0).then_some(Self(seconds))
    }

    /// Writes the length for machines: ISO 8601, `PT34M10S`.
    pub fn iso(self) -> String {
        let part = |number: u32, letter| if number > 0 { format!("{number}{letter}") } else { String::new() };
        let Self(seconds) = self;
        format!("PT{}{}{}", part(seconds / 3600, 'H'), part(seconds / 60 % 60, 'M'), part(seconds % 60, 'S'))
    }
}

fn clock(text: &str) -> Option<u32> {
    let mut seconds = 0_u32;
    for (at, part) in text.split(':').enumerate() {
        let sound = at < 3 && (1..=2).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit());
        let number: u32 = if sound { part.parse().ok()? } else { return None };
        if at > 0 && number >= 60 {
            return None;
        }
        seconds = seconds * 60 + number;
    }
    Some(seconds)
}

fn spoken(text: &str) -> Option<u32> {
    let mut words = text.split_whitespace().filter(|word| *word != "och");
    let mut seconds = 0_u32;
    let mut known = None;
    while let Some(number) = words.next() {
        let unit = match words.next()? {
            "timme" | "timmar" | "tim" | "h" => 3600,
            "minut" | "minuter" | "min" => 60,
            "sekund" | "sekunder" | "sek" => 1,
            _ => return None,
        };
        let number: u32 = number.parse().ok().filter(|it| *it < 1000)?;
        // The larger comes first, and none twice.
        if known.is_some_and(|before| before <= unit) {
            return None;
        }
        known = Some(unit);
        seconds += number * unit;
    }
    known.map(|_| seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn length(text: &str, expected: Option<&str>) {
        assert_eq!(Length::parse(text).map(Length::iso).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_length_is_read_as_people_write_it() {
        length("34 minuter", Some("PT34M"));
        length("1 timme 5 minuter", Some("PT1H5M"));
        length("1 timme och 30 sekunder", Some("PT1H30S"));
        length("90 min", Some("PT1H30M"));
        length("34:10", Some("PT34M10S"));
        length("1:02:03", Some("PT1H2M3S"));
        for text in ["", "en halvtimme", "34", "0 minuter", "5 minuter 1 timme", "34:60", "1:2:3:4", ":5"] {
            length(text, None);
        }
    }
}
