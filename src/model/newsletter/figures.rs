//! How many an issue has reached, as the tool that sent it counts them.

use crate::content::front_matter::Node;
use crate::diagnostic::Place;
use crate::model::field::{Field, Reading, map};
use crate::model::value;

/// How many an issue has reached: what is not given is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// To how many it was sent; at least one.
    pub sent: u32,
    /// By how many it was opened; no more than it was sent to.
    pub opened: Option<u32>,
    /// How many followed a link in it; no more than it was sent to, but more than have opened it where their programs do
    /// not tell.
    pub clicks: Option<u32>,
    /// Where they were written.
    pub place: Place,
}

const SENT: Field<u32> = Field::required("sent", value::number, "hur många brevet skickades till");
const OPENED: Field<u32> = Field::optional("opened", value::number, "hur många som har öppnat det");
const CLICKS: Field<u32> =
    Field::optional("clicks", value::number, "hur många som har klickat på en länk i det");

/// Reads the figures of an issue: `{sent: 812, opened: 410, clicks: 96}`.
pub(super) fn figures(reading: &mut Reading<'_>, node: &Node) -> Option<Figures> {
    map(reading, node, "skriv `figures: {sent: 812, opened: 410, clicks: 96}`", |fields| {
        let sent = fields.get(&SENT);
        let opened = fields.get(&OPENED);
        let clicks = fields.get(&CLICKS);
        let place = fields.reading.place(fields.span(""));
        let sent = sent?;
        if sent == 0 {
            let span = fields.span(SENT.key);
            let message = "brevet skickades inte till någon".to_owned();
            let advice = "skriv hur många som fick det, eller ta bort `figures`";
            return fields.reading.wrong("F866", span, message, advice);
        }
        for (key, count, did) in [(OPENED.key, opened, "öppnat"), (CLICKS.key, clicks, "klickat i")] {
            if let Some(count) = count.filter(|count| *count > sent) {
                let span = fields.span(key);
                let message = format!("{count} har {did} brevet, men bara {sent} har fått det");
                fields.reading.wrong::<()>("F866", span, message, &format!("rätta `{key}` eller `sent`"));
            }
        }
        Some(Figures { sent, opened, clicks, place })
    })
}
