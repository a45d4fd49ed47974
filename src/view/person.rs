//! A person's page.

use serde::Serialize;

use super::address;
use super::body::{BodyPart, body};
use super::card;
use super::context::Context;
use super::parts::{Group, Link, Phone};
use super::picture::{Picture, picture};
use super::related;
use super::talks::{TalkYear, talks};
use crate::model::collection::Entry;
use crate::model::kind::Kind;
use crate::model::links::beside;
use crate::model::person::Person;
use crate::url::Url;

/// What `person.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model and of `parts`")]
pub struct PersonView {
    pub title: String,
    pub role: Option<String>,
    pub initials: String,
    pub photo: Option<Picture>,
    pub education: Option<String>,
    pub areas: Vec<String>,
    pub email: Option<String>,
    pub phone: Option<Phone>,
    pub orcid: Option<String>,
    pub former: bool,
    /// Where to turn if the person has no address of their own.
    pub contact: Option<Link>,
    pub body: Vec<BodyPart>,
    pub talks: Vec<TalkYear>,
    pub related: Vec<Group>,
    pub topics: Vec<Link>,
}

/// Shows a person.
pub fn person(context: &Context, entry: &Entry<Person>, url: &Url) -> PersonView {
    let Entry { head, data } = entry;
    let kinds = [
        (Kind::Publication, "Publikationer"),
        (Kind::Assignment, "Uppdrag"),
        (Kind::Network, "Nätverk"),
        (Kind::News, "Nyheter"),
    ];
    let photo = data.photo.as_ref().and_then(|file| {
        let path = beside(&head.path, &file.name)?;
        picture(context, url, &path).filter(|it| it.size.is_some())
    });
    let unreachable = data.email.is_none() && data.phone.is_none();
    let contact = context.intro("kontakt").filter(|_| unreachable);
    PersonView {
        title: head.title.clone(),
        role: data.role.clone(),
        initials: card::initials(&head.title),
        photo,
        education: data.education.clone(),
        areas: data.areas.clone(),
        email: data.email.clone(),
        phone: data.phone.as_ref().map(Phone::from),
        orcid: data.orcid.clone(),
        former: data.has_left(context.site.scope.today()),
        contact: contact
            .map(|page| Link { text: page.head.title.clone(), url: Some(address::path("kontakt")) }),
        body: body(context, &head.path, url),
        talks: talks(context, &head.name),
        related: related::groups(context, head, &kinds),
        topics: related::topics(context, head),
    }
}
