//! How to register for an event: the ways in, and when they are open.

use serde::Serialize;

use super::context::Directory;
use super::letter::Mail;
use super::life;
use super::parts::{Day, Phone};
use crate::lang::dates;
use crate::model::collection::Entry;
use crate::model::event::Event;
use crate::model::life::Life;

/// How to register, as long as that is a question: a page says what holds now, and hides what will hold later.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model")]
pub struct RegistrationView {
    /// The states in which there is anything to say of it, with blanks between.
    pub states: String,
    /// Whether one of them is the present one.
    pub shown: bool,
    /// The state as built.
    pub state: &'static str,
    /// Whether there are no seats left.
    pub is_full: bool,
    /// Whether one can register, or will be able to.
    pub is_useful: bool,
    pub url: Option<String>,
    pub email: Option<Mail>,
    pub phone: Option<Phone>,
    pub capacity: Option<String>,
    pub opens: Option<Day>,
    pub closes: Option<Day>,
}

/// Shows how to register: nothing of what is over or cancelled.
pub fn registration(context: &Directory, entry: &Entry<Event>) -> Option<RegistrationView> {
    let Entry { head, data: event } = entry;
    let registration = event.registration.as_ref()?;
    let now = context.site.scope.now();
    let of_registration =
        |life: Life| matches!(life, Life::NotYetOpen | Life::Open | Life::Closed | Life::Full);
    let comes = |wanted: Life| life::states(event, now, |life| life == wanted).is_some();
    let is_useful = comes(Life::Open);
    let subject = format!("Anmälan: {}, {}", head.title, dates::date(event.start.date()));
    let letter = |address: &String| Mail::about(address, &subject);
    Some(RegistrationView {
        states: life::states(event, now, of_registration)?,
        shown: of_registration(event.life(now)),
        state: event.life(now).key(),
        is_full: comes(Life::Full),
        is_useful,
        url: registration.url.clone().filter(|_| is_useful),
        email: registration.email.as_ref().map(letter).filter(|_| is_useful),
        phone: registration.phone.as_ref().map(Phone::from).filter(|_| is_useful),
        capacity: registration.capacity.clone(),
        opens: registration.opens.filter(|_| comes(Life::NotYetOpen)).map(Day::moment),
        closes: registration.closes.map(Day::moment),
    })
}
