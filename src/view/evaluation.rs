//! What those who took part in an event thought of it.

use serde::Serialize;

use super::context::Directory;
use super::files;
use super::parts::{Fact, File};
use crate::lang::numbers;
use crate::model::collection::Entry;
use crate::model::evaluation::{Evaluation, Mean};
use crate::model::event::Event;
use crate::url::Url;

/// An evaluation, as far as it is given.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model")]
pub struct EvaluationView {
    pub facts: Vec<Fact>,
    pub text: Option<String>,
    pub quotes: Vec<String>,
    pub files: Vec<File>,
}

/// Shows the evaluation of an event whose page stands at `url`; `None` if nothing of it is given.
pub fn evaluation(context: &Directory, entry: &Entry<Event>, url: &Url) -> Option<EvaluationView> {
    let Evaluation { participants, answers, mean, text, quotes, files } = entry.data.evaluation.as_ref()?;
    let number = |number: &u32| numbers::integer(u64::from(*number));
    let facts = [
        Fact::text("Deltagare", participants.as_ref().map(number)),
        Fact::text("Svar", answers.map(|answers| answered(answers, *participants))),
        Fact::text("Medelbetyg", mean.map(marks)),
    ];
    let view = EvaluationView {
        facts: facts.into_iter().flatten().collect(),
        text: text.clone(),
        quotes: quotes.clone(),
        files: files::attachments(context, &entry.head.path, url, files),
    };
    let is_empty =
        view.facts.is_empty() && view.text.is_none() && view.quotes.is_empty() && view.files.is_empty();
    (!is_empty).then_some(view)
}

/// Says how many have answered, and which share of those who took part that is: `80 (67 %)`.
fn answered(answers: u32, participants: Option<u32>) -> String {
    let count = numbers::integer(u64::from(answers));
    match participants.filter(|all| *all > 0) {
        Some(all) => {
            format!("{count} ({})", numbers::percent(100.0 * f64::from(answers) / f64::from(all), 0))
        }
        None => count,
    }
}

/// Writes a mean, and of how much: `4,3 av 5`.
fn marks(Mean { value, places, highest }: Mean) -> String {
    let mean = numbers::decimal(value, places);
    highest.map_or_else(|| mean.clone(), |highest| format!("{mean} av {highest}"))
}
