//! What those who took part in an event thought of it.

use super::collection::FileName;
use super::field::{Field, Reading, map};
use super::file::{Attachment, attachments};
use super::publication::beside;
use super::value;
use crate::content::front_matter::Node;

/// An evaluation: what is not given is not known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// How many took part.
    pub participants: Option<u32>,
    /// How many answered; no more than took part.
    pub answers: Option<u32>,
    /// The mean of the marks.
    pub mean: Option<Mean>,
    /// A few words about what was said.
    pub text: Option<String>,
    /// What somebody wrote, word for word.
    pub quotes: Vec<String>,
    /// The whole evaluation.
    pub files: Vec<Attachment>,
}

/// The mean of marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean; no more than the highest mark.
    pub value: f64,
    /// With how many decimals it was written.
    pub places: usize,
    /// The highest mark that could be given.
    pub highest: Option<u32>,
}

impl Evaluation {
    /// Returns the files beside the text.
    pub(super) fn files(&self) -> impl Iterator<Item = &FileName> {
        self.files.iter().filter_map(beside)
    }
}

const PARTICIPANTS: Field<u32> = Field::optional("participants", value::number, "hur många som deltog");
const ANSWERS: Field<u32> = Field::optional("answers", value::number, "hur många som svarade");
const MEAN: Field<(f64, usize)> = Field::optional("mean", decimal, "medelbetyget, till exempel `4,3`");
const HIGHEST: Field<u32> = Field::optional("highest", value::number, "det högsta betyget, till exempel `5`");
const TEXT: Field<String> = Field::optional("text", value::text, "några ord om svaren");
const QUOTES: Field<Vec<String>> = Field::optional("quotes", value::texts, "vad deltagare har skrivit");
const FILES: Field<Vec<Attachment>> = Field::optional("files", attachments, "hela utvärderingen");

/// Reads an evaluation.
pub(super) fn evaluation(reading: &mut Reading<'_>, node: &Node) -> Option<Evaluation> {
    map(
        reading,
        node,
        "skriv `evaluation: {participants: 120, answers: 80, mean: \"4,3\", highest: 5}`",
        |fields| {
            let participants = fields.get(&PARTICIPANTS);
            let answers = fields.get(&ANSWERS);
            let mean = fields.get(&MEAN);
            let highest = fields.get(&HIGHEST);
            let text = fields.get(&TEXT);
            let quotes = fields.get(&QUOTES).unwrap_or_default();
            let files = fields.get(&FILES).unwrap_or_default();
            if let (Some(participants), Some(answers)) = (participants, answers)
                && answers > participants
            {
                let message = format!("{answers} har svarat, men bara {participants} deltog");
                let span = fields.span(ANSWERS.key);
                fields.reading.wrong::<()>("F542", span, message, "rätta `answers` eller `participants`");
            }
            if let (Some((mean, _)), Some(highest)) = (mean, highest)
                && mean > f64::from(highest)
            {
                let message = format!("medelbetyget är högre än det högsta betyget, {highest}");
                let span = fields.span(MEAN.key);
                fields.reading.wrong::<()>("F542", span, message, "rätta `mean` eller `highest`");
            }
            let mean = mean.map(|(value, places)| Mean { value, places, highest });
            Some(Evaluation { participants, answers, mean, text, quotes, files })
        },
    )
}

/// Reads a number with decimals, after a comma or a full stop, and how many decimals it has.
fn decimal(reading: &mut Reading<'_>, node: &Node) -> Option<(f64, usize)> {
    let written = value::plain(reading, node)?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = written.split_once([',', '.']).unwrap_or((&written, "0"));
    let number = format!("{whole}.{decimals}").parse().ok().filter(|_| digits(whole) && digits(decimals));
    let places = if written.len() == whole.len() { 0 } else { decimals.len() };
    if number.is_none() {
        let message = format!("`{written}` är inget tal");
        let advice = "skriv det med siffror och decimalkomma: `\"4,3\"`";
        reading.wrong::<()>("F542", node.span, message, advice);
    }
    number.map(|number| (number, places))
}
