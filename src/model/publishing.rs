//! What is published, and when: one function that every command shares.

use jiff::{Timestamp, civil};

use super::field::{Field, Fields};
use super::value;
use crate::date::{Date, Moment, instant};

/// What decides whether an entry is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// Whether the author has marked it as a draft.
    pub draft: bool,
    /// When it may first be seen.
    pub publish: Option<Moment>,
    /// When it is taken away.
    pub unpublish: Option<Moment>,
}

/// Whether an entry is shown at an instant, and if not, why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Anyone may see it.
    Published,
    /// Its author is not done.
    Draft,
    /// It waits for its time.
    Scheduled(Moment),
    /// Its time is over.
    Expired(Moment),
}

impl Schedule {
    pub(super) const DRAFT: Field<bool> =
        Field::optional("draft", value::flag, "`true` så länge texten inte är färdig");
    pub(super) const PUBLISH: Field<Moment> =
        Field::optional("publish", value::moment, "första dagen som sidan får synas");
    pub(super) const UNPUBLISH: Field<Moment> =
        Field::optional("unpublish", value::moment, "dagen då sidan tas bort");

    /// Reads the three fields that every kind has.
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        let draft = fields.get(&Self::DRAFT).unwrap_or_default();
        let publish = fields.get(&Self::PUBLISH);
        let unpublish = fields.get(&Self::UNPUBLISH);
        if let (Some(first), Some(last)) = (publish, unpublish)
            && last.first_instant() <= first.first_instant()
        {
            let span = fields.span(Self::UNPUBLISH.key);
            let message = "sidan tas bort innan den har publicerats".to_owned();
            fields.reading.wrong::<()>(
                "F402",
                span,
                message,
                "skriv ett senare datum i `unpublish` än i `publish`",
            );
        }
        Self { draft, publish, unpublish }
    }

    /// Decides whether the entry is shown at an instant; a day begins at midnight in Sweden.
    pub fn at(&self, now: Timestamp) -> Visibility {
        match *self {
            Self { draft: true, .. } => Visibility::Draft,
            Self { publish: Some(first), .. } if first.first_instant() > now => Visibility::Scheduled(first),
            Self { unpublish: Some(last), .. } if last.first_instant() <= now => Visibility::Expired(last),
            Self { .. } => Visibility::Published,
        }
    }
}

/// When a build shows the site, and which entries of it.
///
/// Rule: `today` is the day that Swedish calendars show at `now`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    now: Timestamp,
    today: civil::Date,
    /// Whether drafts, and what waits for its time, are shown as well.
    pub drafts: bool,
}

impl Scope {
    /// Shows the site as it is at an instant.
    pub fn at(now: Timestamp, drafts: bool) -> Self {
        Self { now, today: instant::day(now), drafts }
    }

    /// Shows the site as it is when a day begins.
    pub fn on(today: civil::Date, drafts: bool) -> Self {
        Self { now: Moment::Date(Date::Day(today)).first_instant(), today, drafts }
    }

    /// Returns the instant as of which the site is made.
    pub fn now(self) -> Timestamp {
        self.now
    }

    /// Returns the day of that instant in Sweden.
    pub fn today(self) -> civil::Date {
        self.today
    }

    /// Decides whether a build of this scope shows an entry.
    pub fn shows(self, visibility: Visibility) -> bool {
        match visibility {
            Visibility::Published => true,
            Visibility::Draft | Visibility::Scheduled(_) => self.drafts,
            Visibility::Expired(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(publish: Option<&str>, unpublish: Option<&str>, now: &str, shown: bool) {
        let moment = |text: &str| Moment::parse(text).unwrap();
        let schedule =
            Schedule { draft: false, publish: publish.map(moment), unpublish: unpublish.map(moment) };
        let now = Moment::parse(now).unwrap().first_instant();
        assert_eq!(Scope::at(now, false).shows(schedule.at(now)), shown);
    }

    #[test]
    fn an_entry_is_shown_from_its_time_and_until_its_time() {
        check(None, None, "2026-05-08", true);
        check(Some("2026-05-08"), None, "2026-05-07", false);
        check(Some("2026-05-08"), None, "2026-05-08", true);
        check(Some("2026-05-08 09:00"), None, "2026-05-08 08:59", false);
        check(Some("2026-05-08 09:00"), None, "2026-05-08 09:00", true);
        check(None, Some("2026-05-08"), "2026-05-07", true);
        check(None, Some("2026-05-08"), "2026-05-08", false);
    }

    #[test]
    fn drafts_are_shown_only_when_asked_for() {
        let on = |drafts| Scope::on(civil::date(2026, 5, 8), drafts);
        let draft = Schedule { draft: true, publish: None, unpublish: None }.at(on(false).now());
        assert!(!on(false).shows(draft));
        assert!(on(true).shows(draft));
    }
}
