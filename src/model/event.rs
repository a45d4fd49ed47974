//! Events: when, where, who.

use std::cmp::Ordering;

use jiff::{Timestamp, civil};

use super::collection::{Entry, FileName, Record, by_title};
use super::credit::{Credit, credits};
use super::evaluation::{Evaluation, evaluation};
use super::field::{Field, Fields, Reading};
use super::file::{Attachment, attachments};
use super::kind::Kind;
use super::life::{Course, Life};
use super::municipality::Municipality;
use super::names::{Name, Named, Ref};
use super::occasion::{Facilities, Place, Registration, facilities, place, registration};
use super::person::Person;
use super::programme::{self, Session, sessions};
use super::publication::{Publication, beside};
use super::recording::{Recording, recordings};
use super::series::Series;
use super::value;
use crate::content::front_matter::Node;
use crate::date::{Date, Moment};
use crate::diagnostic::{Diagnostic, Place as Written};

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// The series it belongs to.
    pub series: Option<Ref<Series>>,
    /// When it begins, as precisely as is known.
    pub start: Moment,
    /// Where that was written.
    pub start_place: Written,
    /// The instant of `start`, which orders events.
    begins: Timestamp,
    /// When it ends; not before `start`.
    pub end: Option<Moment>,
    /// When it was to begin as first announced, if it has been moved.
    pub moved_from: Option<Moment>,
    /// Where one takes part.
    pub attendance: Option<Attendance>,
    /// The place, if it is held somewhere.
    pub place: Option<Place>,
    /// The address of the meeting on the web.
    pub online: Option<String>,
    /// For whom it is.
    pub audience: Option<String>,
    /// What it costs.
    pub price: Option<String>,
    /// How to register.
    pub registration: Option<Registration>,
    /// Who speaks.
    pub speakers: Vec<Credit>,
    /// Its theme.
    pub theme: Option<String>,
    /// Its sessions, in the order of time.
    pub programme: Vec<Session>,
    /// Whether the sessions stand in the event's calendar file, each by itself.
    pub sessions_in_calendar: bool,
    /// What the place offers people with disabilities; what is not said is not known.
    pub accessibility: Facilities,
    /// What the organiser has said of it.
    pub status: Status,
    /// Films of it.
    pub recordings: Vec<Recording>,
    /// Slides and papers.
    pub materials: Vec<Attachment>,
    /// What those who took part thought of it.
    pub evaluation: Option<Evaluation>,
    /// Publications presented at it.
    pub publications: Vec<Ref<Publication>>,
    /// The municipalities it is held with.
    pub municipalities: Vec<Ref<Municipality>>,
    /// Whom to ask.
    pub contact: Option<Ref<Person>>,
    /// The course of its life.
    course: Course,
}

/// Where one takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attendance {
    /// At a place.
    OnSite,
    /// On the web.
    Online,
    /// Either.
    Both,
}

impl Attendance {
    const CHOICES: [(&'static str, Self); 3] =
        [("plats", Self::OnSite), ("digitalt", Self::Online), ("båda", Self::Both)];

    /// Returns the word that is written for it.
    pub fn word(self) -> &'static str {
        Self::CHOICES.into_iter().find(|(_, it)| *it == self).map_or("", |(word, _)| word)
    }
}

/// What the organiser has said of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// It is held as announced.
    #[default]
    Planned,
    /// There are no seats left.
    Full,
    /// It is not held.
    Cancelled,
    /// It is held at another time than first announced.
    Moved,
}

/// Stands for a start that could not be read, until all other fields have been.
const UNKNOWN: Moment = Moment::Date(Date::Year(1900));

impl Named for Event {
    const KIND: Kind = Kind::Event;
}

impl Event {
    const SERIES: Field<Ref<Series>> = Field::optional("series", value::reference, "evenemangsserien");
    const START: Field<Moment> =
        Field::required("start", value::moment, "när det börjar, till exempel `2026-03-27 09:00`");
    const END: Field<Moment> = Field::optional("end", value::moment, "när det slutar");
    const MOVED_FROM: Field<Moment> =
        Field::optional("moved_from", value::moment, "när det först skulle börja, om det är flyttat");
    const ATTENDANCE: Field<Attendance> =
        Field::optional("attendance", attendance, "på plats, digitalt eller båda");
    const PLACE: Field<Place> = Field::optional("place", place, "platsen");
    const ONLINE: Field<String> = Field::optional("online", value::web, "adressen till det digitala mötet");
    const AUDIENCE: Field<String> = Field::optional("audience", value::text, "för vem");
    const PRICE: Field<String> = Field::optional("price", value::text, "vad det kostar");
    const REGISTRATION: Field<Registration> =
        Field::optional("registration", registration, "hur man anmäler sig");
    const SPEAKERS: Field<Vec<Credit>> = Field::optional("speakers", credits, "de medverkande");
    const THEME: Field<String> = Field::optional("theme", value::text, "temat");
    const PROGRAMME: Field<Vec<Session>> = Field::optional("programme", sessions, "programpunkterna");
    const SESSIONS_IN_CALENDAR: Field<bool> = Field::optional(
        "sessions_in_calendar",
        value::flag,
        "om programpunkterna ska stå var för sig i evenemangets kalenderfil",
    );
    const ACCESSIBILITY: Field<Facilities> =
        Field::optional("accessibility", facilities, "tillgängligheten på plats");
    const STATUS: Field<Status> =
        Field::optional("status", status, "planerat, fullt, inställt eller flyttat");
    const RECORDINGS: Field<Vec<Recording>> = Field::optional("recordings", recordings, "inspelningar");
    const MATERIALS: Field<Vec<Attachment>> =
        Field::optional("materials", attachments, "presentationer och underlag");
    const EVALUATION: Field<Evaluation> =
        Field::optional("evaluation", evaluation, "utvärderingen: deltagare, svar, betyg, citat, fil");
    const PUBLICATIONS: Field<Vec<Ref<Publication>>> =
        Field::optional("publications", value::references, "publikationer som presenteras");
    const MUNICIPALITIES: Field<Vec<Ref<Municipality>>> =
        Field::optional("municipalities", value::references, "kommuner som är med och ordnar");
    const CONTACT: Field<Ref<Person>> = Field::optional("contact", value::reference, "kontaktpersonen");

    /// Tells whether its first day is known, and its last: a calendar has no place for anything else.
    pub fn has_days(&self) -> bool {
        self.start.date().day().is_some() && self.end.is_none_or(|end| end.date().day().is_some())
    }

    /// Warns of a registration that nobody can use in time, or that some cannot use at all.
    fn care_for_registration(&self, fields: &mut Fields<'_, '_>) {
        let Some(registration) = &self.registration else { return };
        let place = fields.reading.place(fields.span(Self::REGISTRATION.key));
        let end = self.end.unwrap_or(self.start).last_instant();
        if registration.closes.is_some_and(|closes| closes.first_instant() > end) {
            let message = "anmälan stänger först när evenemanget är över";
            let remark = Diagnostic::warning("F517", place.clone(), message);
            fields
                .reading
                .diagnostics
                .push(remark.advise("skriv ett `closes` som är före evenemangets början"));
        }
        if registration.url.is_some() && registration.email.is_none() && registration.phone.is_none() {
            let message = "det går bara att anmäla sig i ett formulär på webben";
            let remark = Diagnostic::warning("F518", place, message);
            let advice = "lägg till `email` eller `phone`, för den som inte kan använda formuläret";
            fields.reading.diagnostics.push(remark.advise(advice));
        }
    }

    /// Warns of sessions that calendar programs cannot know again when their titles change.
    fn care_for_calendar(&self, nameless: Option<String>, fields: &mut Fields<'_, '_>) {
        let Some(title) = nameless.filter(|_| self.sessions_in_calendar) else { return };
        let place = fields.reading.place(fields.span(Self::SESSIONS_IN_CALENDAR.key));
        let message = format!("programpunkten `{title}` har inget `id` att kännas igen på i kalenderprogram");
        let remark = Diagnostic::warning("F544", place, message);
        let advice = "ge varje programpunkt ett kort `id` som inte ändras om rubriken gör det: `id: samtal`";
        fields.reading.diagnostics.push(remark.advise(advice));
    }

    /// Returns the last date that the event touches: what ends at midnight has no part of the day that begins.
    pub fn last_date(&self) -> Date {
        let Some(end) = self.end else { return self.start.date() };
        let day = end.date().day().filter(|_| end.time() == Some(civil::Time::midnight()));
        let before = day.and_then(|day| day.yesterday().ok()).map(Date::Day);
        before.filter(|before| *before >= self.start.date()).unwrap_or(end.date())
    }

    /// Sees to it that an event that has been moved says from when, and one that has not does not.
    fn care_for_move(&self, fields: &mut Fields<'_, '_>) {
        let remark = match (self.status, self.moved_from) {
            (Status::Moved, None) => {
                let place = fields.reading.place(fields.span(Self::STATUS.key));
                let message = "evenemanget är flyttat, men inte från vilken tid";
                Diagnostic::warning("F530", place, message)
                    .advise("skriv den tid som först gällde: `moved_from: 2026-03-20 09:00`")
            }
            (_, Some(from)) if from == self.start => {
                let place = fields.reading.place(fields.span(Self::MOVED_FROM.key));
                Diagnostic::error("F531", place, "evenemanget är flyttat till samma tid som det hade")
                    .advise("skriv den nya tiden i `start`, och den tid som först gällde i `moved_from`")
            }
            (Status::Planned | Status::Full, Some(_)) => {
                let place = fields.reading.place(fields.span(Self::MOVED_FROM.key));
                let message = "evenemanget har en tidigare tid, men står inte som flyttat";
                Diagnostic::warning("F532", place, message)
                    .advise("skriv `status: flyttat`, eller ta bort `moved_from`")
            }
            (Status::Moved | Status::Cancelled, Some(_))
            | (Status::Planned | Status::Full | Status::Cancelled, None) => return,
        };
        fields.reading.diagnostics.push(remark);
    }

    /// Returns where the event stands at an instant: the one function that decides it.
    pub fn life(&self, now: Timestamp) -> Life {
        self.course.at(now)
    }

    /// Lists when the event will stand elsewhere than it does now, and where then, in the order of time.
    pub fn turns(&self, now: Timestamp) -> impl Iterator<Item = (Timestamp, Life)> {
        self.course.turns(now)
    }

    /// Tells whether its time has passed, whether it was held or not.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.life(now).is_over()
    }

    /// Returns the date under which it was first announced, which stays in its address.
    pub fn announced(&self) -> Date {
        self.moved_from.unwrap_or(self.start).date()
    }
}

impl Record for Event {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let start = fields.get(&Self::START);
        let start_place = fields.reading.place(fields.span(Self::START.key));
        let sessions = fields.get(&Self::PROGRAMME);
        let nameless = programme::nameless(sessions.as_deref().unwrap_or_default());
        let mut event = Self {
            series: fields.get(&Self::SERIES),
            start: start.unwrap_or(UNKNOWN),
            start_place,
            begins: start.unwrap_or(UNKNOWN).first_instant(),
            end: fields.get(&Self::END),
            moved_from: fields.get(&Self::MOVED_FROM),
            attendance: fields.get(&Self::ATTENDANCE),
            place: fields.get(&Self::PLACE),
            online: fields.get(&Self::ONLINE),
            audience: fields.get(&Self::AUDIENCE),
            price: fields.get(&Self::PRICE),
            registration: fields.get(&Self::REGISTRATION),
            speakers: fields.get(&Self::SPEAKERS).unwrap_or_default(),
            theme: fields.get(&Self::THEME),
            programme: programme::settle(sessions.unwrap_or_default(), start.unwrap_or(UNKNOWN)),
            sessions_in_calendar: fields.get(&Self::SESSIONS_IN_CALENDAR).unwrap_or_default(),
            accessibility: fields.get(&Self::ACCESSIBILITY).unwrap_or_default(),
            status: fields.get(&Self::STATUS).unwrap_or_default(),
            recordings: fields.get(&Self::RECORDINGS).unwrap_or_default(),
            materials: fields.get(&Self::MATERIALS).unwrap_or_default(),
            evaluation: fields.get(&Self::EVALUATION),
            publications: fields.get(&Self::PUBLICATIONS).unwrap_or_default(),
            municipalities: fields.get(&Self::MUNICIPALITIES).unwrap_or_default(),
            contact: fields.get(&Self::CONTACT),
            course: Course::new(Status::default(), UNKNOWN, None, None),
        };
        start?;
        if let Some(end) = event.end
            && end.last_instant() < event.start.first_instant()
        {
            let span = fields.span(Self::END.key);
            let message = "evenemanget slutar innan det börjar".to_owned();
            fields.reading.wrong::<()>("F510", span, message, "skriv ett `end` som är senare än `start`");
        } else {
            let clashes = programme::check(&event.programme, event.start, event.end);
            fields.reading.diagnostics.extend(clashes);
        }
        event.care_for_registration(fields);
        event.care_for_calendar(nameless, fields);
        event.care_for_move(fields);
        event.course = Course::new(event.status, event.start, event.end, event.registration.as_ref());
        Some(event)
    }

    fn date(&self) -> Option<Date> {
        Some(self.start.date())
    }

    fn relations(&self) -> Vec<Name> {
        let speakers = self.speakers.iter().filter_map(Credit::name);
        let series = self.series.iter().map(Ref::name);
        let publications = self.publications.iter().map(Ref::name);
        let municipalities = self.municipalities.iter().map(Ref::name);
        let sessions =
            self.programme.iter().flat_map(|session| session.speakers.iter().filter_map(Credit::name));
        speakers.chain(sessions).chain(series).chain(publications).chain(municipalities).collect()
    }

    fn files(&self) -> Vec<&FileName> {
        let of_sessions = self.programme.iter().flat_map(|session| &session.materials);
        let of_evaluation = self.evaluation.iter().flat_map(Evaluation::files);
        let films = self.recordings.iter().flat_map(Recording::files);
        let materials = self.materials.iter().chain(of_sessions).filter_map(beside);
        materials.chain(of_evaluation).chain(films).collect()
    }

    /// In the order of time.
    fn compare(left: &Entry<Self>, right: &Entry<Self>) -> Ordering {
        left.data.begins.cmp(&right.data.begins).then_with(|| by_title(left, right))
    }
}

pub(super) fn attendance(reading: &mut Reading<'_>, node: &Node) -> Option<Attendance> {
    value::choice(reading, node, &Attendance::CHOICES)
}

fn status(reading: &mut Reading<'_>, node: &Node) -> Option<Status> {
    let choices = [
        ("planerat", Status::Planned),
        ("fullt", Status::Full),
        ("inställt", Status::Cancelled),
        ("flyttat", Status::Moved),
    ];
    value::choice(reading, node, &choices)
}
