//! Where every link of a text leads, and what there is to say of those that lead nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::collection::FileName;
use super::declare::Declared;
use super::kind::Kind;
use super::names::Name;
use super::publishing::Visibility;
use super::{Files, Site, Standing};
use crate::content::Document;
use crate::content::body::{Block, Fragment, Link, Query, Target};
use crate::content::facts::{self, Pixels};
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::nearest::nearest;
use crate::lang::slug::slug;
use crate::lang::{dates, numbers};
use crate::source::CONTENT;
use crate::source::path::SourcePath;
use crate::url::Url;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination<'a> {
    /// To an entry.
    Entry(&'a Name),
    /// To a heading of the same text.
    Here,
    /// To a file beside a text.
    File(SourcePath),
    /// To an address, which only the plan can judge.
    Address(Url),
    /// To a text that is not shown on this day.
    Hidden(Visibility),
    /// To a text that has mistakes of its own, which have been said.
    Broken,
}

/// Finds where a link leads.
///
/// # Errors
/// A remark, if it leads nowhere.
pub fn resolve<'a>(
    files: &'a Files,
    document: &Document,
    link: &Link,
) -> Result<Destination<'a>, Box<Diagnostic>> {
    match &link.target {
        Target::Heading(_) => Ok(Destination::Here),
        Target::Address(path, _) => Url::parse(path).map(Destination::Address).map_err(|why| {
            let remark = Diagnostic::error(
                "F601",
                link.place.clone(),
                format!("länken `{path}` leder ingenstans: {why}"),
            );
            Box::new(remark.advise("länka till filen i stället, så här: `../om/styrning.md`"))
        }),
        Target::Relative(written, _) => {
            let Some(path) = document.path.join(written).filter(is_content) else {
                let message = format!("länken `{written}` leder ut ur webbplatsens mapp");
                let remark = Diagnostic::error("F602", link.place.clone(), message);
                return Err(Box::new(remark.advise("länka bara till filer i mappen `content`")));
            };
            let index = SourcePath::new(&format!("{path}/index.md"));
            let text = files.texts.get(&path).or_else(|| files.texts.get(&index));
            match text {
                Some(Standing::Shown(name)) => Ok(Destination::Entry(name)),
                Some(Standing::Hidden(visibility)) => Ok(Destination::Hidden(*visibility)),
                Some(Standing::Broken) => Ok(Destination::Broken),
                None if files.blobs.contains_key(&path) => Ok(Destination::File(path)),
                None => Err(Box::new(missing(files, document, link, written, &path))),
            }
        }
    }
}

/// Checks every link, image and named file of every text, and that every file is used.
pub fn check(site: &Site, declared: &Declared, named: &[(SourcePath, FileName)]) -> Vec<Diagnostic> {
    let files = &site.files;
    let mut diagnostics = Vec::new();
    let mut used = BTreeSet::new();
    for (name, document) in &declared.documents {
        let shown = site.head(name).is_some();
        for fragment in &document.body.fragments {
            match fragment {
                Fragment::Link(link) => match resolve(files, document, link) {
                    Ok(Destination::File(path)) => {
                        diagnostics.extend(check_name(&path, &link.place));
                        used.insert(path);
                    }
                    Ok(destination) => {
                        diagnostics.extend(check_anchor(site, document, link, &destination));
                        diagnostics.extend(hidden(link, &destination).filter(|_| shown));
                    }
                    Err(remark) => diagnostics.push(*remark),
                },
                Fragment::Image(image) => {
                    diagnostics.extend(check_file(files, document, &image.file, &image.place, &mut used));
                    diagnostics.extend(too_large(files, document, &image.file, &image.place));
                }
                Fragment::Block(Block::Contact(person), place) => {
                    diagnostics.extend(check_slug(declared, Kind::Person, person, place));
                }
                Fragment::Block(Block::List(query), place) => {
                    diagnostics.extend(check_query(site, declared, query, place));
                }
                Fragment::Block(Block::Video(video), place) if !video.url.contains("://") => {
                    diagnostics.extend(check_file(files, document, &video.url, place, &mut used));
                }
                Fragment::Html(_) | Fragment::Block(..) => {}
            }
        }
    }
    let by_path: BTreeMap<_, _> =
        declared.documents.iter().map(|(name, document)| (&document.path, (name.kind, document))).collect();
    for (path, file) in named {
        if let Some((kind, document)) = by_path.get(path) {
            diagnostics.extend(check_file(files, document, &file.name, &file.place, &mut used));
            // Of what fields name, only photographs are shown; the rest is fetched.
            let photo = *kind == Kind::Person;
            diagnostics.extend(too_large(files, document, &file.name, &file.place).filter(|_| photo));
        }
    }
    diagnostics
        .extend(files.blobs.keys().filter(|path| is_content(path) && !used.contains(*path)).map(unused));
    diagnostics
}

fn is_content(path: &SourcePath) -> bool {
    path.as_str().strip_prefix(CONTENT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Finds a file that a text names, beside it.
pub fn beside(document: &Document, name: &str) -> Option<SourcePath> {
    document.path.join(name).filter(is_content)
}

fn check_file(
    files: &Files,
    document: &Document,
    name: &str,
    place: &Place,
    used: &mut BTreeSet<SourcePath>,
) -> Option<Diagnostic> {
    let path = beside(document, name);
    if let Some(path) = path.filter(|path| files.blobs.contains_key(path)) {
        let fault = check_name(&path, place);
        used.insert(path);
        return fault;
    }
    let folder = document.path.folder();
    let near = files.blobs.keys().filter(|path| path.folder() == folder).map(SourcePath::name);
    let remark = Diagnostic::error("F603", place.clone(), format!("filen `{name}` finns inte"));
    Some(match nearest(name, near) {
        Some(near) => remark.advise(format!("skriv: `{near}` (menade du den?)")),
        None => remark.advise(format!("lägg filen i mappen `{folder}`, eller ta bort raden")),
    })
}

/// Says that a file's name cannot stand in an address, if it cannot.
fn check_name(path: &SourcePath, place: &Place) -> Option<Diagnostic> {
    crate::url::check_part(path.name()).err()?;
    let fit = format!("{}.{}", slug(path.stem()), path.extension());
    let message = format!("filnamnet `{}` går inte att använda i en adress", path.name());
    let remark = Diagnostic::error("F604", place.clone(), message);
    Some(remark.advise(format!("byt namn på filen till `{fit}`, och skriv det namnet här")))
}

/// Says that an image is too large to be shown, if it is.
fn too_large(files: &Files, document: &Document, name: &str, place: &Place) -> Option<Diagnostic> {
    let blob = files.blobs.get(&beside(document, name)?)?;
    let Pixels::TooMany(width, height) = facts::pixels(blob) else { return None };
    let (width, height) = (numbers::integer(width as u64), numbers::integer(height as u64));
    let message = format!("bilden `{name}` är för stor: {width} × {height} bildpunkter");
    let remark = Diagnostic::error("F610", place.clone(), message);
    Some(remark.advise("förminska bilden; 2 000 bildpunkter på bredden räcker även för stora skärmar"))
}

fn unused(path: &SourcePath) -> Diagnostic {
    Diagnostic::warning(
        "F605",
        Place::file(path.shared().clone()),
        "ingen text använder filen, så den publiceras inte",
    )
    .advise("länka till den, skriv den under `files`, eller ta bort den")
}

fn missing(files: &Files, document: &Document, link: &Link, written: &str, path: &SourcePath) -> Diagnostic {
    let remark =
        Diagnostic::error("F606", link.place.clone(), format!("länken `{written}` leder ingenstans"));
    let all = || files.texts.keys().chain(files.blobs.keys());
    let with_extension = SourcePath::new(&format!("{path}.md"));
    let near = all()
        .find(|it| **it == with_extension)
        .or_else(|| all().find(|it| it.name() == path.name() && it.name() != "index.md"))
        .or_else(|| {
            let text = nearest(path.as_str(), all().map(SourcePath::as_str))?;
            all().find(|it| it.as_str() == text)
        });
    match near {
        Some(near) => remark.advise(format!("skriv: `{}` (menade du den?)", relative(&document.path, near))),
        None => remark.advise("rätta länken, eller ta bort den"),
    }
}

/// Writes the way from one file to another.
fn relative(from: &SourcePath, to: &SourcePath) -> String {
    let here: Vec<_> = from.folder().split('/').collect();
    let there: Vec<_> = to.as_str().split('/').collect();
    let shared = here.iter().zip(&there).take_while(|(left, right)| left == right).count();
    let up = "../".repeat(here.len() - shared);
    format!("{up}{}", there[shared..].join("/"))
}

/// Checks that the heading after `#` exists where the link leads.
fn check_anchor(
    site: &Site,
    document: &Document,
    link: &Link,
    destination: &Destination<'_>,
) -> Option<Diagnostic> {
    let (anchor, target) = match (&link.target, destination) {
        (Target::Heading(anchor), _) => (anchor, document),
        (Target::Relative(_, Some(anchor)), Destination::Entry(name)) => {
            (anchor, &*site.head(name)?.document)
        }
        _ => return None,
    };
    let ids = || target.body.headings.iter().map(|heading| heading.id.as_str());
    if ids().any(|id| id == anchor) {
        return None;
    }
    let remark = Diagnostic::error(
        "F607",
        link.place.clone(),
        format!("det finns ingen rubrik med ankaret `#{anchor}`"),
    );
    Some(match nearest(anchor, ids()) {
        Some(near) => remark.advise(format!("skriv: `#{near}` (menade du den?)")),
        None if ids().next().is_none() => {
            remark.advise("texten har inga rubriker: ta bort `#` och det som följer")
        }
        None => remark.advise(format!(
            "välj något av: {}",
            ids().map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", ")
        )),
    })
}

/// Warns of a link to a text that is not shown; the words of the link stay, without the link.
fn hidden(link: &Link, destination: &Destination<'_>) -> Option<Diagnostic> {
    let Destination::Hidden(visibility) = destination else { return None };
    let why = match visibility {
        Visibility::Draft => "som är ett utkast".to_owned(),
        Visibility::Scheduled(moment) => format!("som publiceras först den {}", dates::date(moment.date())),
        Visibility::Expired(moment) => format!("som togs bort den {}", dates::date(moment.date())),
        Visibility::Published => return None,
    };
    let remark = Diagnostic::warning("F609", link.place.clone(), format!("länken leder till en sida {why}"));
    Some(remark.advise(match visibility {
        Visibility::Expired(_) => "ta bort länken: orden visas utan den",
        _ => "orden visas utan länk tills sidan är publicerad",
    }))
}

/// Says which of the names that a list asks for do not exist.
fn check_query(site: &Site, declared: &Declared, query: &Query, place: &Place) -> Vec<Diagnostic> {
    let Query { kind: _, topic, year: _, person, series, limit: _ } = query;
    let topic = topic.as_ref().and_then(|topic| check_slug(declared, Kind::Topic, topic, place));
    let person = person.as_ref().and_then(|person| check_slug(declared, Kind::Person, person, place));
    let of_events = series.as_ref().filter(|series| site.config.series(series).is_none());
    let series = of_events.and_then(|series| {
        let near = nearest(series, site.config.publication_series.iter().map(|it| it.slug.as_str()));
        let remark = check_slug(declared, Kind::Series, series, place)?;
        Some(match near {
            Some(near) => Diagnostic { advice: vec![format!("skriv: `{near}` (menade du den?)")], ..remark },
            None => remark,
        })
    });
    topic.into_iter().chain(person).chain(series).collect()
}

/// Says that no entry of a kind has a name, if none has.
fn check_slug(declared: &Declared, kind: Kind, written: &str, place: &Place) -> Option<Diagnostic> {
    let unknown = declared.names.name(kind, written).is_none();
    unknown.then(|| declared.names.unknown(kind, written, "", place.clone()))
}
