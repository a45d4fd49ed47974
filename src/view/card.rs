//! Cards: an entry of any kind as it stands in a listing.

use super::context::Directory;
use super::cover;
use super::facts;
use super::files;
use super::life;
use super::parts::{Card, DateBlock, Day, Link};
use crate::date::Date;
use crate::lang::dates;
use crate::model::collection::{Entry, Head};
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::names::{Name, Ref};
use crate::model::publication::Publication;

/// Makes the card of an entry; `None` if it is not published.
pub fn card(context: &Directory, name: &Name) -> Option<Card> {
    let site = &context.site;
    let slug = &*name.slug;
    let head = site.head(name)?;
    let mut card = plain(context, head)?;
    match name.kind {
        Kind::Publication => publication(context, site.publications.at(slug)?, &mut card),
        Kind::Event => event(context, &site.events.at(slug)?.data, &mut card),
        Kind::Person => {
            let person = &site.people.at(slug)?.data;
            card.initials = Some(initials(&head.title));
            card.role.clone_from(&person.role);
            card.facts.clone_from(&person.areas);
        }
        Kind::News | Kind::Newsletter => card.day = head.date.map(Day::of),
        Kind::Assignment => {
            let assignment = &site.assignments.at(slug)?.data;
            card.facts =
                context.links(&names(&assignment.municipalities)).into_iter().map(|it| it.text).collect();
            card.facts.extend(assignment.period.map(facts::period));
            card.status = assignment.status.map(facts::progress);
        }
        Kind::Network => {
            let network = &site.networks.at(slug)?.data;
            card.facts.extend(network.since.map(|since| format!("sedan {}", dates::date(since))));
        }
        Kind::Service => {
            let service = &site.services.at(slug)?.data;
            card.facts.extend(service.phone.as_ref().map(crate::lang::numbers::phone::Phone::display));
        }
        Kind::Municipality => card.subtitle.clone_from(&site.municipalities.at(slug)?.data.official_name),
        Kind::Term => card.summary = site.terms.at(slug)?.data.meaning.clone().or(card.summary),
        Kind::Topic | Kind::Series | Kind::Page | Kind::Chapter => {}
    }
    Some(card)
}

/// Names what references point at.
pub fn names<T: crate::model::names::Named>(references: &[Ref<T>]) -> Vec<Name> {
    references.iter().map(Ref::name).collect()
}

fn plain(context: &Directory, head: &Head) -> Option<Card> {
    Some(Card {
        kind: word(head.name.kind),
        url: context.url(&head.name)?.clone(),
        title: head.title.clone(),
        subtitle: None,
        label: None,
        summary: head.summary.clone(),
        authors: Vec::new(),
        day: None,
        block: None,
        status: None,
        life: None,
        facts: Vec::new(),
        format: None,
        cover: None,
        initials: None,
        role: None,
        lang: None,
    })
}

/// Names a kind for style sheets.
fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Publication => "publication",
        Kind::Event => "event",
        Kind::News => "news",
        Kind::Assignment => "assignment",
        Kind::Network => "network",
        Kind::Service => "service",
        Kind::Page => "page",
        Kind::Person => "person",
        Kind::Series => "series",
        Kind::Newsletter => "newsletter",
        Kind::Topic => "topic",
        Kind::Municipality => "municipality",
        Kind::Term => "term",
        Kind::Chapter => "chapter",
    }
}

fn publication(context: &Directory, entry: &Entry<Publication>, card: &mut Card) {
    let publication = &entry.data;
    let files = files::of_publication(context, entry, &card.url);
    card.format = files.into_iter().find(|file| file.role == "main").and_then(|file| file.meta);
    card.subtitle.clone_from(&publication.subtitle);
    card.label = facts::label(context, publication);
    card.authors = publication
        .authors
        .iter()
        .filter_map(|it| context.who(it))
        .map(|it| Link { text: it.text, url: it.url })
        .collect();
    card.day = publication.date.map(Day::of);
    card.cover = Some(cover::cover(context, entry));
    card.lang = foreign(publication.language.as_deref());
}

/// Returns a language that is not Swedish.
pub fn foreign(language: Option<&str>) -> Option<String> {
    language.filter(|language| *language != "sv" && !language.starts_with("sv-")).map(str::to_owned)
}

fn event(context: &Directory, event: &Event, card: &mut Card) {
    let series = event.series.as_ref().and_then(|series| context.link(&series.name()));
    card.label = series.map(|link| link.text);
    let text = dates::when(&event.start, event.end.as_ref());
    card.day = Some(Day { iso: event.start.machine(), text });
    card.block =
        Some(DateBlock::of(event.start.date())).filter(|_| !matches!(event.start.date(), Date::Year(_)));
    card.life = Some(life::life(event, context.site.scope.now()));
    card.subtitle.clone_from(&event.theme);
    card.facts.extend(event.attendance.map(|it| facts::attendance(it).to_owned()));
    card.facts.extend(event.place.as_ref().map(|place| place.name.clone()));
    card.facts.extend(event.moved_from.map(|from| format!("flyttat från {}", dates::when(&from, None))));
    if !event.recordings.is_empty() {
        card.facts.push(if event.recordings.len() == 1 { "inspelning" } else { "inspelningar" }.to_owned());
    }
}

/// Takes the first letters of the first and the last of a person's names.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Anna Gärdegård"), "AG");
        assert_eq!(initials("Kjerstin Andersson Bruck"), "KB");
        assert_eq!(initials("Åsa"), "Å");
    }
}
