//! The instant that builds are made as of: an older one for as long as it makes no difference, so that what is
//! remembered of it can be used again.

use jiff::Timestamp;

use crate::date::instant;
use crate::pipeline::Build;

/// The instant of the last build, and until when every page is as it was then.
#[derive(Default)]
pub(super) struct Held(Option<(Timestamp, Option<Timestamp>)>);

impl Held {
    /// Tells whether a build made now would be as the last one was: what is said of texts may be another every day.
    pub(super) fn holds(&self, now: Timestamp) -> bool {
        self.0.is_some_and(|(of, until)| {
            of <= now && instant::day(of) == instant::day(now) && until.is_none_or(|until| now < until)
        })
    }

    /// Returns the instant to build as of: that of the last build, if it is as good.
    pub(super) fn held(&self, now: Timestamp) -> Timestamp {
        self.0.map(|(of, _)| of).filter(|_| self.holds(now)).unwrap_or(now)
    }

    /// Keeps the instant of a build; tells whether it is as good as the present one, with what the texts say now.
    pub(super) fn keep(&mut self, of: Timestamp, build: &Build, now: Timestamp) -> bool {
        self.0 = Some((of, build.next_change().map(|next| next.at)));
        self.holds(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(held: (&str, Option<&str>), now: &str, expected: bool) {
        let instant = |text: &str| text.parse::<Timestamp>().unwrap();
        let (of, until) = held;
        assert_eq!(Held(Some((instant(of), until.map(instant)))).holds(instant(now)), expected);
    }

    #[test]
    fn an_instant_is_kept_until_it_makes_a_difference() {
        let (of, until) = ("2026-05-04T07:00:00Z", Some("2026-05-04T12:00:00Z"));
        check((of, until), "2026-05-04T07:00:00Z", true);
        check((of, until), "2026-05-04T11:59:59Z", true);
        check((of, until), "2026-05-04T12:00:00Z", false);
        check((of, until), "2026-05-04T06:59:59Z", false);
        // Midnight in Sweden, two hours before that of the rest of the world.
        check((of, None), "2026-05-04T21:59:59Z", true);
        check((of, None), "2026-05-04T22:00:00Z", false);
    }
}
