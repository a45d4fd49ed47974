//! What there is to say of an issue before it is sent, and of what has changed since.

use crate::content::Bodies;
use crate::content::body::Fragment;
use crate::date::{Date, Moment};
use crate::diagnostic::Diagnostic;
use crate::lang::dates;
use crate::model::collection::Entry;
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::life::Life;
use crate::model::names::Name;
use crate::model::newsletter::{About, Item, Newsletter, Piece};
use crate::model::publishing::Visibility;
use crate::model::recording::Recording;
use crate::model::{Site, Standing};
use crate::source::CONFIG;
use crate::source::path::SourcePath;

/// The longest subject, in letters, that most inboxes show whole.
const LONGEST_SUBJECT: usize = 60;

/// The longest line after the subject that most inboxes show whole.
const LONGEST_PREHEADER: usize = 100;

/// The pictures that all mail programs show.
const SHOWN_BY_ALL: [&str; 4] = ["jpg", "jpeg", "png", "gif"];

/// Says what is wrong with the issues of a site.
pub(in crate::model) fn check(site: &Site) -> Vec<Diagnostic> {
    site.newsletters.iter().flat_map(|entry| issue(site, entry)).collect()
}

/// Says which of the issues show something that no mail program does: what other texts are filled with.
pub fn blocks(site: &Site, bodies: &Bodies) -> Vec<Diagnostic> {
    let mailed = site.newsletters.iter().filter(|it| it.data.is_mailed(site));
    let block = |entry: &Entry<Newsletter>| {
        let body = bodies.get(&entry.head.path)?;
        let place = body.fragments.iter().find_map(|fragment| match fragment {
            Fragment::Block(_, place) => Some(place.clone()),
            _ => None,
        })?;
        let message = "det här visas på webben men inte i mejlet";
        let remark = Diagnostic::warning("F859", place, message);
        Some(remark.advise("gör det till en punkt under `items`, eller ta bort det"))
    };
    mailed.filter_map(block).collect()
}

fn issue(site: &Site, entry: &Entry<Newsletter>) -> Vec<Diagnostic> {
    let letter = &entry.data;
    let mut remarks: Vec<_> = letter.pieces().filter_map(|piece| stale(site, piece)).collect();
    if letter.is_sent(site.scope) || letter.items.is_empty() {
        return remarks;
    }
    remarks.extend(letter.pieces().filter_map(|piece| too_late(site, letter, piece)));
    remarks.extend(letter.items.iter().filter_map(|item| empty(site, letter, item)));
    if letter.is_mailed(site) {
        remarks.extend(undated(letter));
        remarks.extend(subject(entry));
        remarks.extend(preheader(letter));
        remarks.extend(letter.pieces().filter_map(picture));
    } else {
        let message = "brevet visas bara på webben: webbplatsen säger inte hur brev skickas";
        let remark = Diagnostic::note("F860", letter.subject_place.clone(), message);
        remarks.push(remark.advise(format!(
            "skriv i `{CONFIG}` vilket verktyg som skickar det: `mailing: {{provider: mailchimp}}`"
        )));
    }
    remarks
}

/// Says that something in an issue is no longer what it was, or not yet.
fn stale(site: &Site, piece: &Piece) -> Option<Diagnostic> {
    let name = piece.about.name()?;
    if let Some(why) = site.names.path(name).and_then(|path| hidden(site, path)) {
        let message = format!("punkten visar inget: `{}` {why}", name.slug);
        let remark = Diagnostic::warning("F851", piece.place.clone(), message);
        return Some(remark.advise("publicera det först, eller ta bort punkten"));
    }
    let event = event(site, name)?;
    if matches!(piece.about, About::Recordings(_)) && !event.recordings.iter().any(Recording::is_shown) {
        let message = format!("`{}` har ingen inspelning att se", name.slug);
        let remark = Diagnostic::warning("F862", piece.place.clone(), message);
        return Some(
            remark.advise("lägg in inspelningen under `recordings` i evenemanget, eller ta bort punkten"),
        );
    }
    let (told, place) = piece.told.as_ref()?;
    if *told == event.start || event.is_over(site.scope.now()) {
        return None;
    }
    let (then, now) = (dates::when(told, None), dates::when(&event.start, None));
    let message = format!("enligt brevet börjar `{}` {then}, men numera {now}", name.slug);
    let remark = Diagnostic::warning("F853", place.clone(), message);
    Some(
        remark
            .advise(format!("skriv den nya tiden: `start: {}`", event.start.written()))
            .advise("är brevet redan skickat, tala om den nya tiden för dem som har fått det"),
    )
}

/// Says why a text is not shown; `None` if it is, or if what is wrong with it has been said.
fn hidden(site: &Site, path: &SourcePath) -> Option<String> {
    match site.files.texts.get(path)? {
        Standing::Hidden(Visibility::Draft) => Some("är ett utkast".to_owned()),
        Standing::Hidden(Visibility::Scheduled(moment)) => {
            Some(format!("publiceras först den {}", dates::date(moment.date())))
        }
        Standing::Hidden(Visibility::Expired(moment)) => {
            Some(format!("togs bort den {}", dates::date(moment.date())))
        }
        Standing::Hidden(Visibility::Published) | Standing::Shown(_) | Standing::Broken => None,
    }
}

fn event<'s>(site: &'s Site, name: &Name) -> Option<&'s Event> {
    let entry = site.events.at(&name.slug).filter(|_| name.kind == Kind::Event)?;
    Some(&entry.data)
}

/// Says that nobody can register any more when the letter comes.
fn too_late(site: &Site, letter: &Newsletter, piece: &Piece) -> Option<Diagnostic> {
    let About::Entry(name) = &piece.about else { return None };
    let event = event(site, name)?;
    let registration = event.registration.as_ref()?;
    let now = site.scope.now();
    let comes = letter.date.map_or(now, |date| Moment::Date(date).first_instant().max(now));
    let (why, advice) = match event.life(comes) {
        Life::Closed => {
            let closes = registration.closes.map(|closes| format!(" {}", dates::when(&closes, None)));
            (
                format!(
                    "anmälan till `{}` stänger{}, innan brevet kommer",
                    name.slug,
                    closes.unwrap_or_default()
                ),
                "ta bort punkten, skicka brevet tidigare, eller låt anmälan vara öppen längre",
            )
        }
        Life::Full => (
            format!("`{}` är fullbokat", name.slug),
            "ta bort punkten: bland det som är på gång (`coming`) står evenemanget med, som fullbokat",
        ),
        _ => return None,
    };
    Some(Diagnostic::warning("F852", piece.place.clone(), why).advise(advice))
}

/// Says that nothing is coming until the day that an issue looks ahead to.
fn empty(site: &Site, letter: &Newsletter, item: &Item) -> Option<Diagnostic> {
    let Item::Coming { until, place, .. } = item else { return None };
    if letter.coming(site, *until).next().is_some() {
        return None;
    }
    let day = |day| dates::date(Date::Day(day));
    let message = format!("inga evenemang är på gång från {} till {}", day(letter.day()), day(*until));
    let remark = Diagnostic::warning("F861", place.clone(), message);
    Some(remark.advise("skriv en senare dag, eller ta bort punkten"))
}

fn subject(entry: &Entry<Newsletter>) -> Option<Diagnostic> {
    let subject = entry.data.subject.as_ref().unwrap_or(&entry.head.title);
    let length = subject.chars().count();
    if length <= LONGEST_SUBJECT {
        return None;
    }
    let message = format!("ämnesraden är {length} tecken, och klipps av i många inkorgar");
    let remark = Diagnostic::warning("F854", entry.data.subject_place.clone(), message);
    Some(remark.advise(format!("skriv en på högst {LONGEST_SUBJECT} tecken: `subject: …`")))
}

fn undated(letter: &Newsletter) -> Option<Diagnostic> {
    if letter.date.is_some_and(|date| date.day().is_some()) {
        return None;
    }
    let message = "det står inte vilken dag brevet skickas";
    let remark = Diagnostic::warning("F865", letter.subject_place.clone(), message);
    Some(remark.advise("skriv dagen: `date: 2026-03-12`; från den räknas det som är på gång"))
}

fn preheader(letter: &Newsletter) -> Option<Diagnostic> {
    let place = letter.preheader_place.clone();
    let Some(preheader) = &letter.preheader else {
        let message = "brevet saknar rad att visa efter ämnet i inkorgen";
        let remark = Diagnostic::warning("F855", place, message);
        return Some(remark.advise("skriv en mening som lockar till läsning: `preheader: …`"));
    };
    let length = preheader.chars().count();
    if length <= LONGEST_PREHEADER {
        return None;
    }
    let message = format!("raden efter ämnet är {length} tecken, och klipps av i många inkorgar");
    let remark = Diagnostic::warning("F855", place, message);
    Some(remark.advise(format!("skriv en på högst {LONGEST_PREHEADER} tecken")))
}

fn picture(piece: &Piece) -> Option<Diagnostic> {
    let file = &piece.image.as_ref()?.file;
    let extension = SourcePath::new(&file.name).extension();
    if SHOWN_BY_ALL.contains(&&*extension) {
        return None;
    }
    let message = format!("bilden `{}` visas inte i alla e-postprogram", file.name);
    let remark = Diagnostic::warning("F857", file.place.clone(), message);
    Some(remark.advise("spara den som jpg eller png"))
}
