//! People: those who work here, and those who did.

use std::cmp::Ordering;

use super::collection::{Entry, FileName, Record, by_title};
use super::field::{Field, Fields};
use super::kind::Kind;
use super::names::{Name, Named};
use super::{file, identifier, value};
use crate::date::Date;
use crate::lang::collate::{self, SortKey};
use crate::lang::numbers::phone::Phone;

/// A person; the title of the entry is the name.
#[derive(Clone, Debug)]
pub struct Person {
    /// The surname, by which people are sorted.
    pub surname: String,
    /// What the person is here.
    pub role: Option<String>,
    /// Degrees and training.
    pub education: Option<String>,
    /// What the person knows most about.
    pub areas: Vec<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<Phone>,
    /// The photograph, beside the text.
    pub photo: Option<FileName>,
    /// The place in the list, before the alphabet.
    pub order: Option<u32>,
    /// When the person began here.
    pub from: Option<Date>,
    /// When the person left.
    pub until: Option<Date>,
    /// The researcher's number.
    pub orcid: Option<String>,
    key: SortKey,
}

impl Named for Person {
    const KIND: Kind = Kind::Person;
}

impl Person {
    const SURNAME: Field<String> =
        Field::required("surname", value::text, "efternamnet, som listan sorteras på");
    const ROLE: Field<String> = Field::optional("role", value::text, "befattningen");
    const EDUCATION: Field<String> = Field::optional("education", value::text, "utbildningen");
    const AREAS: Field<Vec<String>> = Field::optional("areas", value::texts, "specialområden");
    const EMAIL: Field<String> = Field::optional("email", value::email, "e-postadressen");
    const PHONE: Field<Phone> = Field::optional("phone", value::phone, "telefonnumret");
    const PHOTO: Field<FileName> = Field::optional("photo", file::file, "bildfilen, bredvid texten");
    const ORDER: Field<u32> = Field::optional("order", value::number, "platsen i listan, före alfabetet");
    const FROM: Field<Date> = Field::optional("from", value::date, "när personen började");
    const UNTIL: Field<Date> = Field::optional("until", value::date, "när personen slutade");
    const ORCID: Field<String> = Field::optional("orcid", identifier::orcid, "forskarens ORCID");

    /// Tells whether the person has left before `today`.
    pub fn has_left(&self, today: jiff::civil::Date) -> bool {
        self.until.is_some_and(|until| until.last_day() < today)
    }
}

impl Record for Person {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let surname = fields.get(&Self::SURNAME);
        let role = fields.get(&Self::ROLE);
        let education = fields.get(&Self::EDUCATION);
        let areas = fields.get(&Self::AREAS);
        let email = fields.get(&Self::EMAIL);
        let phone = fields.get(&Self::PHONE);
        let photo = fields.get(&Self::PHOTO);
        let order = fields.get(&Self::ORDER);
        let from = fields.get(&Self::FROM);
        let until = fields.get(&Self::UNTIL);
        let orcid = fields.get(&Self::ORCID);
        let surname = surname?;
        let key = collate::key(&surname);
        let areas = areas.unwrap_or_default();
        Some(Self { surname, role, education, areas, email, phone, photo, order, from, until, orcid, key })
    }

    fn date(&self) -> Option<Date> {
        None
    }

    fn relations(&self) -> Vec<Name> {
        Vec::new()
    }

    fn files(&self) -> Vec<&FileName> {
        self.photo.iter().collect()
    }

    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        let place = |entry: &Entry<Self>| entry.data.order.unwrap_or(u32::MAX);
        place(left)
            .cmp(&place(right))
            .then_with(|| left.data.key.cmp(&right.data.key))
            .then_with(|| by_title(left, right))
    }
}
