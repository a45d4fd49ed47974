//! The parts of an event: place, registration, accessibility.

use jiff::civil;

use super::field::{Field, Reading, map};
use super::value;
use crate::content::front_matter::{Node, Value};
use crate::date::Moment;
use crate::diagnostic::Diagnostic;
use crate::lang::numbers::phone::Phone;

/// Where an event is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What the place is called.
    pub name: String,
    /// The street address.
    pub address: Option<String>,
    /// Floor or room.
    pub floor: Option<String>,
    /// How to get there.
    pub directions: Option<String>,
}

impl Place {
    /// Writes name, address and floor on one line.
    pub fn line(&self) -> String {
        let parts = [Some(&self.name), self.address.as_ref(), self.floor.as_ref()];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// How to register for an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registration {
    /// The form's address.
    pub url: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<Phone>,
    /// When it opens.
    pub opens: Option<Moment>,
    /// The last time to register.
    pub closes: Option<Moment>,
    /// How many can take part, in words.
    pub capacity: Option<String>,
}

/// Something that people with disabilities need to know of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "`Facility::ALL` says in Swedish what each is")]
pub enum Facility {
    HearingLoop,
    Entrance,
    Toilet,
    Breaks,
    ScentFree,
}

impl Facility {
    /// All facilities, in the order in which they are shown, with their Swedish names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::HearingLoop, "Hörslinga"),
        (Self::Entrance, "Tillgänglig entré"),
        (Self::Toilet, "Tillgänglig toalett"),
        (Self::Breaks, "Pauser"),
        (Self::ScentFree, "Doftfri miljö"),
    ];
}

/// What a place offers people with disabilities, as far as anyone has said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facilities {
    /// What is there and what is not; the rest is not known.
    pub known: Vec<(Facility, bool)>,
    /// The last day to ask for something that one needs.
    pub ask_by: Option<civil::Date>,
}

/// Reads a place: its name, or more about it.
pub(super) fn place(reading: &mut Reading<'_>, node: &Node) -> Option<Place> {
    const NAME: Field<String> = Field::required("name", place_name, "vad platsen heter");
    const ADDRESS: Field<String> = Field::optional("address", value::text, "gatuadressen");
    const FLOOR: Field<String> = Field::optional("floor", value::text, "våning eller rum");
    const DIRECTIONS: Field<String> = Field::optional("directions", value::text, "hur man hittar dit");
    if matches!(node.value, Value::Text(_)) {
        return place_name(reading, node).map(|name| Place {
            name,
            address: None,
            floor: None,
            directions: None,
        });
    }
    map(reading, node, "skriv `place: Namnet på platsen`", |fields| {
        let name = fields.get(&NAME);
        let address = fields.get(&ADDRESS);
        let floor = fields.get(&FLOOR);
        let directions = fields.get(&DIRECTIONS);
        Some(Place { name: name?, address, floor, directions })
    })
}

/// Reads what a place is called. No web address: the name goes out with the calendar files, the way into a meeting must not.
fn place_name(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let name = value::text(reading, node)?;
    if !name.contains("://") && !name.starts_with("www.") {
        return Some(name);
    }
    let message = format!("platsen `{name}` är en webbadress");
    let advice = "skriv adressen till ett digitalt möte i `online`, och i `place` vad platsen heter";
    reading.wrong("F545", node.span, message, advice)
}

/// Reads how to register.
pub(super) fn registration(reading: &mut Reading<'_>, node: &Node) -> Option<Registration> {
    const URL: Field<String> = Field::optional("url", value::web, "adressen till formuläret");
    const EMAIL: Field<String> = Field::optional("email", value::email, "e-postadressen för anmälan");
    const PHONE: Field<Phone> = Field::optional("phone", value::phone, "telefonnumret för anmälan");
    const OPENS: Field<Moment> = Field::optional("opens", value::moment, "när anmälan öppnar");
    const CLOSES: Field<Moment> = Field::optional("closes", value::moment, "sista anmälningsdag");
    const CAPACITY: Field<String> =
        Field::optional("capacity", value::text, "hur många som får plats: `40 platser`");
    map(reading, node, "skriv `registration: {url: …, closes: …}`", |fields| {
        let registration = Registration {
            url: fields.get(&URL),
            email: fields.get(&EMAIL),
            phone: fields.get(&PHONE),
            opens: fields.get(&OPENS),
            closes: fields.get(&CLOSES),
            capacity: fields.get(&CAPACITY),
        };
        if ![URL.key, EMAIL.key, PHONE.key].iter().any(|key| fields.has(key)) {
            let place = fields.reading.place(fields.span(URL.key));
            let remark = Diagnostic::warning("F556", place, "det står inte hur man anmäler sig");
            let advice = "lägg till `url` för ett formulär, `email` eller `phone`, helst två av dem";
            fields.reading.diagnostics.push(remark.advise(advice));
        }
        if let (Some(opens), Some(closes)) = (registration.opens, registration.closes)
            && closes.last_instant() < opens.first_instant()
        {
            let span = fields.span(CLOSES.key);
            let message = "anmälan stänger innan den öppnar".to_owned();
            return fields.reading.wrong(
                "F511",
                span,
                message,
                "skriv ett `closes` som är senare än `opens`",
            );
        }
        Some(registration)
    })
}

/// Reads what a place offers: what is not said is left open, never assumed.
pub(super) fn facilities(reading: &mut Reading<'_>, node: &Node) -> Option<Facilities> {
    const LOOP: Field<bool> = Field::optional("horslinga", value::flag, "om det finns hörslinga");
    const ENTRANCE: Field<bool> = Field::optional("entre", value::flag, "om entrén är tillgänglig");
    const TOILET: Field<bool> = Field::optional("toalett", value::flag, "om toaletten är tillgänglig");
    const BREAKS: Field<bool> = Field::optional("pauser", value::flag, "om det blir pauser");
    const SCENT: Field<bool> = Field::optional("doftfritt", value::flag, "om det är doftfritt");
    const ASK_BY: Field<civil::Date> =
        Field::optional("fraga_senast", value::day, "sista dag att be om stöd");
    map(reading, node, "skriv `accessibility: {horslinga: ja, entre: ja}`", |fields| {
        let all = [
            (Facility::HearingLoop, fields.get(&LOOP)),
            (Facility::Entrance, fields.get(&ENTRANCE)),
            (Facility::Toilet, fields.get(&TOILET)),
            (Facility::Breaks, fields.get(&BREAKS)),
            (Facility::ScentFree, fields.get(&SCENT)),
        ];
        let ask_by = fields.get(&ASK_BY);
        let known = all.into_iter().filter_map(|(facility, there)| Some((facility, there?))).collect();
        Some(Facilities { known, ask_by })
    })
}
