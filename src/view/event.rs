//! An event's page.

use serde::Serialize;

use super::body::{BodyPart, body, toc};
use super::context::Context;
use super::evaluation::{EvaluationView, evaluation};
use super::facts;
use super::files;
use super::life::{self, LifeView};
use super::parts::{DateBlock, Day, Fact, FactValue, File, Group, Link, Toc, Who};
use super::programme::{ProgrammeView, programme};
use super::recording::{RecordingView, recordings};
use super::registration::{RegistrationView, registration};
use super::related;
use super::schedule;
use crate::date::{Date, week};
use crate::lang::dates;
use crate::model::collection::Entry;
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::life::Life;
use crate::model::occasion::{Facility, Place};
use crate::url::Url;

/// What `event.html` shows.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the model and of `parts`")]
pub struct EventView {
    pub title: String,
    pub label: Option<String>,
    pub series: Option<Link>,
    pub block: Option<DateBlock>,
    pub when_text: String,
    pub start_iso: String,
    pub end_iso: Option<String>,
    pub week: Option<String>,
    pub life: LifeView,
    /// Whether its time has passed: what came of it is then shown first.
    pub is_over: bool,
    /// When it was to begin as first announced.
    pub moved_from: Option<Day>,
    pub lead: Option<String>,
    pub theme: Option<String>,
    pub facts: Vec<Fact>,
    pub registration: Option<RegistrationView>,
    pub speakers: Vec<Who>,
    pub programme: Option<ProgrammeView>,
    /// The programme, if it is a grid, which needs the whole width of the page.
    pub timetable: Option<ProgrammeView>,
    pub accessibility: Vec<FacilityView>,
    pub recordings: Vec<RecordingView>,
    pub materials: Vec<File>,
    pub evaluation: Option<EvaluationView>,
    pub contact: Option<std::sync::Arc<super::parts::Card>>,
    /// The calendar file, until the event is over.
    pub calendar: Option<Url>,
    /// The states in which the event is not over, with blanks between.
    pub coming: Option<String>,
    pub body: Vec<BodyPart>,
    pub toc: Vec<Toc>,
    pub related: Vec<Group>,
    pub topics: Vec<Link>,
}

/// What a place offers, or that nobody has said.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "name and state are Swedish, key is for style sheets")]
pub struct FacilityView {
    pub name: &'static str,
    pub state: &'static str,
    pub key: &'static str,
}

/// Shows an event.
pub fn event(context: &Context, entry: &Entry<Event>, url: &Url) -> EventView {
    let Entry { head, data } = entry;
    let series = data.series.as_ref().and_then(|series| context.link(&series.name()));
    let kinds = [
        (Kind::Publication, "Publikationer"),
        (Kind::Assignment, "Uppdrag"),
        (Kind::News, "Nyheter"),
        (Kind::Newsletter, "I nyhetsbrevet"),
    ];
    let now = context.site.scope.now();
    let day = data.start.date().day();
    let contact = data.contact.as_ref().and_then(|person| context.card(&person.name()));
    let programme = programme(context, entry, url);
    let (timetable, programme) =
        if programme.as_ref().is_some_and(|it| it.is_wide) { (programme, None) } else { (None, programme) };
    EventView {
        title: head.title.clone(),
        label: series.as_ref().map(|link| link.text.clone()),
        series,
        block: Some(DateBlock::of(data.start.date())).filter(|_| !matches!(data.start.date(), Date::Year(_))),
        when_text: dates::when(&data.start, data.end.as_ref()),
        start_iso: data.start.machine(),
        end_iso: data.end.map(|end| end.machine()),
        week: day.map(|day| dates::week_short(week(day).1)),
        life: life::life(data, now),
        is_over: data.is_over(now),
        moved_from: data.moved_from.map(Day::moment),
        lead: head.summary.clone(),
        theme: data.theme.clone(),
        facts: fact_box(context, data),
        registration: registration(context, entry),
        speakers: data.speakers.iter().filter_map(|speaker| context.who(speaker)).collect(),
        programme,
        timetable,
        accessibility: accessibility(data),
        recordings: recordings(context, entry, url),
        materials: files::attachments(context, &head.path, url, &data.materials),
        evaluation: evaluation(context, entry, url),
        contact,
        calendar: (schedule::is_told(data) && !data.is_over(now)).then(|| schedule::of_event(url)),
        coming: life::states(data, now, |life| !life.is_over()),
        body: body(context, &head.path, url),
        toc: toc(context, &head.path),
        related: related::groups(context, head, &kinds),
        topics: related::topics(context, head),
    }
}

fn fact_box(context: &Context, event: &Event) -> Vec<Fact> {
    let form = event.attendance.map(|it| {
        let text = facts::attendance(it);
        text[..1].to_uppercase() + &text[1..]
    });
    let place = event.place.as_ref();
    let address = place.map(Place::line);
    let states =
        life::states(event, context.site.scope.now(), |life| !life.is_over() && !life.is_cancelled());
    let ask_by = states.zip(event.accessibility.ask_by).and_then(|(states, day)| {
        let fact = Fact::some("Be om stöd senast", vec![FactValue::day(Day::whole(day))])?;
        Some(Fact { states: Some(states), ..fact })
    });
    let all = [
        Fact::text("Form", form),
        Fact::text("Plats", address),
        online(context, event),
        Fact::text("Hitta dit", place.and_then(|place| place.directions.clone())),
        Fact::text("För vem", event.audience.clone()),
        Fact::text("Pris", event.price.clone()),
        facts::references(context, "I samarbete med", &event.municipalities),
        ask_by,
    ];
    all.into_iter().flatten().collect()
}

/// Leads to the digital room, while there is something to go to; those who must register get its address then, and are
/// told so while they can.
fn online(context: &Context, event: &Event) -> Option<Fact> {
    let address = event.online.as_ref()?;
    let registers = event.registration.is_some();
    let wanted = |life: Life| match life {
        Life::Planned | Life::NotYetOpen | Life::Open => true,
        Life::Closed | Life::Full | Life::UnderWay => !registers,
        Life::Held | Life::Cancelled | Life::Missed => false,
    };
    let now = context.site.scope.now();
    let states = life::states(event, now, wanted).filter(|_| wanted(event.life(now)))?;
    let value = match &event.registration {
        Some(_) => {
            FactValue { text: "Länken får du när du har anmält dig".to_owned(), ..FactValue::default() }
        }
        None => FactValue::link("Anslut till mötet", address),
    };
    Some(Fact { states: Some(states), ..Fact::some("Digitalt", vec![value])? })
}

/// Lists what the place offers, in three states; nothing if nobody has said anything.
fn accessibility(event: &Event) -> Vec<FacilityView> {
    if event.accessibility.known.is_empty() {
        return Vec::new();
    }
    let state = |facility: Facility| {
        event.accessibility.known.iter().find(|(it, _)| *it == facility).map(|(_, there)| *there)
    };
    let view = |(facility, name)| {
        let (state, key) = match state(facility) {
            Some(true) => ("finns", "yes"),
            Some(false) => ("finns inte", "no"),
            None => ("uppgift saknas", "unknown"),
        };
        FacilityView { name, state, key }
    };
    Facility::ALL.into_iter().map(view).collect()
}
