//! Services that the municipalities run together, which a citizen may need.

use std::cmp::Ordering;

use super::collection::{Entry, Record, by_title};
use super::field::{Field, Fields};
use super::kind::Kind;
use super::municipality::Municipality;
use super::names::{Name, Named, Ref};
use super::value;
use crate::date::Date;
use crate::lang::numbers::phone::Phone;

/// A service.
#[derive(Clone, Debug)]
pub struct Service {
    /// Whose it is.
    pub municipalities: Vec<Ref<Municipality>>,
    /// The telephone number.
    pub phone: Option<Phone>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Its own site.
    pub web: Option<String>,
    /// For whom it is.
    pub audience: Option<String>,
    /// What to do in an emergency.
    pub acute: Option<String>,
}

impl Named for Service {
    const KIND: Kind = Kind::Service;
}

impl Service {
    const MUNICIPALITIES: Field<Vec<Ref<Municipality>>> =
        Field::optional("municipalities", value::references, "kommunerna");
    const PHONE: Field<Phone> = Field::optional("phone", value::phone, "telefonnumret");
    const EMAIL: Field<String> = Field::optional("email", value::email, "e-postadressen");
    const WEB: Field<String> = Field::optional("web", value::web, "den egna webbplatsen");
    const AUDIENCE: Field<String> = Field::optional("audience", value::text, "för vem");
    const ACUTE: Field<String> = Field::optional("acute", value::text, "vad man gör vid akut fara");
}

impl Record for Service {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let municipalities = fields.get(&Self::MUNICIPALITIES);
        let phone = fields.get(&Self::PHONE);
        let email = fields.get(&Self::EMAIL);
        let web = fields.get(&Self::WEB);
        let audience = fields.get(&Self::AUDIENCE);
        let acute = fields.get(&Self::ACUTE);
        Some(Self { municipalities: municipalities.unwrap_or_default(), phone, email, web, audience, acute })
    }

    fn date(&self) -> Option<Date> {
        None
    }

    fn relations(&self) -> Vec<Name> {
        self.municipalities.iter().map(Ref::name).collect()
    }

    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        by_title(left, right)
    }
}
