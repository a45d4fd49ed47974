//! Whether a report says of itself what its page says of it: title, year, authors, number in the series.
//!
//! Only what contradicts is told, with both values. What is missing on one side is no contradiction, and neither is a
//! subtitle that one side leaves out, the spelling of quotes and dashes, or a name that is the publisher's.

use crate::diagnostic::{Diagnostic, Place};
use crate::model::Site;
use crate::model::collection::{Entry, FileName};
use crate::model::credit::Credit;
use crate::model::links::beside;
use crate::model::publication::Publication;
use crate::source::pdf::{Facts, Texts};

/// How many years may lie between the making of the file and the year of the report: a report of January is made in
/// December, and one may be saved again.
const YEARS: i32 = 1;

/// Says what contradicts.
pub(super) fn remarks(
    site: &Site,
    entry: &Entry<Publication>,
    file: &FileName,
    facts: &Facts,
    texts: Option<&Texts>,
) -> Vec<Diagnostic> {
    let told = |code, message: String, advice: String| {
        let remark = Diagnostic::warning(code, file.place.clone(), message);
        let pdf = beside(&entry.head.path, &file.name);
        let remark = remark.advise(advice);
        match pdf {
            Some(path) => remark.beside(Place::file(path.shared().clone()), "filen"),
            None => remark,
        }
    };
    let mut said = Vec::new();
    if let Some(title) = facts.title.as_deref().filter(|title| !same_title(title, entry)) {
        said.push(told(
            "F750",
            format!("pdf-filen heter `{title}` inuti, men sidan `{}`", entry.head.title),
            "rätta `title`, eller titeln i filen (i Word: Arkiv → Info → Titel) och spara som PDF igen"
                .to_owned(),
        ));
    }
    if let (Some((made, ..)), Some(date)) = (facts.created, entry.data.date)
        && (i32::from(made) - i32::from(date.year())).abs() > YEARS
    {
        said.push(told(
            "F751",
            format!("pdf-filen är gjord {made}, men sidan säger {}", date.year()),
            "se efter att det är rätt fil, och att `date` är året på omslaget".to_owned(),
        ));
    }
    if let Some(stranger) = facts.author.as_deref().and_then(|author| stranger(site, &entry.data, author)) {
        let names: Vec<_> = names(site, &entry.data).map(|name| format!("`{name}`")).collect();
        said.push(told(
            "F752",
            format!("pdf-filen är skriven av `{stranger}`, som inte är bland sidans författare ({})", names.join(", ")),
            "rätta `authors`, eller författaren i filen (i Word: Arkiv → Info → Författare) och spara som PDF igen"
                .to_owned(),
        ));
    }
    let cover = texts.and_then(|texts| texts.pages.first());
    if let (Some(own), Some(other)) =
        (entry.data.number, cover.and_then(|text| number(site, &entry.data, text)))
        && own != other
    {
        let [own, other] = [own, other].map(|(year, number)| format!("{year}:{number}"));
        said.push(told(
            "F755",
            format!("pdf-filen har nummer `{other}` på sin första sida, men sidan har `{own}`"),
            "rätta `number`, eller numret i originalet och spara som PDF igen".to_owned(),
        ));
    }
    said
}

/// Finds the number that a first page gives with the name of the series: "Forskningsrapport 2025:2".
fn number(site: &Site, publication: &Publication, text: &str) -> Option<(i16, u16)> {
    let series = site.config.series(publication.series.as_deref()?)?;
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (text, name) = (plain(text), plain(&series.title));
    let after = text.match_indices(&name).map(|(at, _)| &text[at + name.len()..]);
    let read = |rest: &str| {
        // "nr" and the like may stand between the two.
        let rest = rest.trim_start_matches([' ', ',', '.', 'n', 'r']);
        let (year, rest) = rest.split_once(':')?;
        let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let year = (year.len() == 4).then_some(year)?;
        Some((year.parse().ok()?, number.parse().ok()?))
    };
    let found: Vec<_> = after.filter_map(read).collect();
    // The page may speak of others in the series as well.
    let own = found.iter().find(|it| Some(**it) == publication.number);
    own.or(found.first()).copied()
}

fn same_title(title: &str, entry: &Entry<Publication>) -> bool {
    let written = words(title);
    let own = words(&entry.head.title);
    let whole =
        words(&format!("{} {}", entry.head.title, entry.data.subtitle.as_deref().unwrap_or_default()));
    // A subtitle, a series or a year may stand behind or before.
    let holds = |long: &[String], short: &[String]| {
        !short.is_empty() && long.windows(short.len()).any(|part| part == short)
    };
    written == own || holds(&written, &own) || holds(&whole, &written)
}

/// Takes a title apart into words, without regard to case, quotes, dashes and other points.
fn words(title: &str) -> Vec<String> {
    let plain: String = title
        .chars()
        .map(|it| if it.is_alphanumeric() { it } else { ' ' })
        .collect::<String>()
        .to_lowercase();
    plain.split_whitespace().map(str::to_owned).collect()
}

/// Finds somebody whom the file names and the page does not; nobody if the page names no authors.
fn stranger<'a>(site: &Site, publication: &Publication, author: &'a str) -> Option<&'a str> {
    let ours: Vec<_> = names(site, publication).map(words).collect();
    if ours.is_empty() || publication.authors.len() != ours.len() {
        return None;
    }
    let houses = [Some(site.config.title.as_str()), publication.publisher.as_deref()];
    let houses: Vec<_> = houses.into_iter().flatten().map(words).collect();
    let parts = author.split([',', ';', '&', '/']).flat_map(|part| part.split(" och "));
    parts.map(str::trim).find(|part| {
        let name = words(part);
        // One word is an account, a department or half a name: too little to contradict.
        let known = ours.iter().any(|own| same_name(own, &name)) || houses.contains(&name);
        (2..=5).contains(&name.len()) && !known
    })
}

/// Tells whether two names may be of the same person: the last names agree, and the first names' first letters.
fn same_name(own: &[String], name: &[String]) -> bool {
    let (Some(first), Some(last)) = (own.first(), own.last()) else { return false };
    let initial = |name: &String| name.chars().next();
    let forwards = name.contains(last) && name.first().and_then(initial) == initial(first);
    forwards || own.iter().all(|part| name.contains(part)) || name.iter().all(|part| own.contains(part))
}

fn names<'s>(site: &'s Site, publication: &'s Publication) -> impl Iterator<Item = &'s str> {
    publication.authors.iter().filter_map(|credit| match credit {
        Credit::Ours(person) => site.head(&person.name()).map(|head| head.title.as_str()),
        Credit::Guest { name, .. } => Some(name.as_str()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_people_write_them() {
        let same = |own: &str, name: &str| same_name(&words(own), &words(name));
        assert!(same("Anna Öberg", "anna öberg"));
        assert!(same("Anna Öberg", "A. Öberg"));
        assert!(same("Kjerstin Andersson Bruck", "Kjerstin Bruck"));
        assert!(same("Anna Öberg", "Öberg Anna"));
        assert!(!same("Anna Öberg", "Gunnar Öberg"));
        assert!(!same("Anna Öberg", "Anna Gäst"));
    }

    #[test]
    fn words_pass_over_points() {
        assert_eq!(words("”Tillit” – ett  underlag"), words("Tillit: Ett underlag"));
    }
}
