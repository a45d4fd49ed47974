//! Instants, the same all over the world, as clocks and calendars in Sweden show them.

use jiff::{Timestamp, civil};

use super::{LocalTime, offset_text, stockholm};

impl LocalTime {
    /// Returns what Swedish clocks show at an instant.
    pub fn at(instant: Timestamp) -> Self {
        let zoned = instant.to_zoned(stockholm());
        Self { local: zoned.datetime(), offset: zoned.offset() }
    }

    /// Writes the time as RFC 3339 does, to the second: `2026-03-27T09:00:00+01:00`.
    pub fn rfc3339(&self) -> String {
        format!("{}{}", self.local.strftime("%Y-%m-%dT%H:%M:%S"), offset_text(self.offset))
    }
}

/// Returns the day that Swedish calendars show at an instant.
pub fn day(instant: Timestamp) -> civil::Date {
    LocalTime::at(instant).civil().date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(instant: &str, expected: &str) {
        let instant: Timestamp = instant.parse().unwrap();
        assert_eq!(LocalTime::at(instant).rfc3339(), expected);
        assert_eq!(LocalTime::at(instant).instant(), instant);
        assert_eq!(day(instant).to_string(), expected[..10]);
    }

    #[test]
    fn swedish_clocks_follow_summer_time() {
        check("2026-03-27T08:00:00Z", "2026-03-27T09:00:00+01:00");
        check("2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00");
        check("2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00");
        check("2026-06-30T22:00:00Z", "2026-07-01T00:00:00+02:00");
        check("2026-10-25T00:30:00Z", "2026-10-25T02:30:00+02:00");
        check("2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00");
    }
}
