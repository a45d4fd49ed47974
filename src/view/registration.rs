//! How to register for an event: the ways, the last day, and how it stands in one line.

use serde::Serialize;

use super::context::Directory;
use super::letter::Mail;
use super::parts::{Day, Phone};
use crate::lang::dates;
use crate::model::collection::Entry;
use crate::model::event::{Event, Status as Stated};

/// How to register, while that is possible.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model")]
pub struct RegistrationView {
    pub url: Option<String>,
    pub email: Option<Mail>,
    pub phone: Option<Phone>,
    pub capacity: Option<String>,
    /// How it stands, in one line that ends with `day`.
    pub status: &'static str,
    pub day: Option<Day>,
    pub open: bool,
}

/// Shows how to register: never for what is over, full or cancelled.
pub fn registration(context: &Directory, entry: &Entry<Event>) -> Option<RegistrationView> {
    let Entry { head, data } = entry;
    let registration = data.registration.as_ref()?;
    let today = context.site.scope.today;
    if data.is_over(today) || matches!(data.status, Stated::Cancelled | Stated::Full) {
        return None;
    }
    let opens = registration.opens.filter(|opens| opens.date().first_day() > today);
    let over = registration.closes.filter(|closes| closes.ends_before(today));
    let open = opens.is_none() && over.is_none();
    let (status, day) = match (opens, over, registration.closes) {
        (Some(opens), ..) => ("Anmälan öppnar", Some(opens)),
        (None, Some(closed), _) => ("Anmälan stängde", Some(closed)),
        (None, None, Some(last)) => ("Anmäl dig senast", Some(last)),
        (None, None, None) => ("Anmälan är öppen", None),
    };
    let subject = format!("Anmälan: {}, {}", head.title, dates::date(data.start.date()));
    Some(RegistrationView {
        url: registration.url.clone().filter(|_| open),
        email: registration.email.as_ref().map(|it| Mail::about(it, &subject)).filter(|_| open),
        phone: registration.phone.as_ref().map(Phone::from).filter(|_| open),
        capacity: registration.capacity.clone(),
        status,
        day: day.map(Day::moment),
        open,
    })
}
