//! Where every link of a text leads, and what there is to say of those that lead nowhere.

mod anchor;
mod picture;
mod reference;

use std::collections::BTreeSet;

use xxhash_rust::xxh3::Xxh3;

use super::config::PublicationSeries;
use super::kind::Kind;
use super::names::{Name, Names};
use super::publishing::Visibility;
use super::{Files, Site, Standing, literature};
use crate::content::Bodies;
use crate::content::body::{Block, Body, Fragment, Link, Query, Target};
use crate::diagnostic::{Diagnostic, Place};
use crate::lang::dates;
use crate::lang::nearest::nearest;
use crate::lang::slug::slug;
use crate::source::path::SourcePath;
use crate::source::{CONTENT, raster};
use crate::url::Url;
use anchor::Anchor;

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
    text: &SourcePath,
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
            let Some(path) = text.join(written).filter(is_content) else {
                let message = format!("länken `{written}` leder ut ur webbplatsens mapp");
                let remark = Diagnostic::error("F602", link.place.clone(), message);
                return Err(Box::new(remark.advise("länka bara till filer i mappen `content`")));
            };
            let index = SourcePath::new(&format!("{path}/index.md"));
            match files.texts.get(&path).or_else(|| files.texts.get(&index)) {
                Some(Standing::Shown(name)) => Ok(Destination::Entry(name)),
                Some(Standing::Hidden(visibility)) => Ok(Destination::Hidden(*visibility)),
                Some(Standing::Broken) => Ok(Destination::Broken),
                None if files.blobs.contains_key(&path) => Ok(Destination::File(path)),
                None => Err(Box::new(missing(files, text, link, written, &path))),
            }
        }
    }
}

/// What one text points at, and what there is to say of it without looking at any other text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// The files that it shows or offers.
    pub files: Vec<SourcePath>,
    /// The addresses that it links to, with their places: only the plan knows what stands there.
    pub addresses: Vec<(String, Place)>,
    /// The pictures among the files, with their places: what there is to say of one is known once it has been read.
    pictures: Vec<(SourcePath, Place)>,
    /// The headings that it links to.
    anchors: Vec<Anchor>,
    /// What there is to say.
    remarks: Vec<Diagnostic>,
}

/// Everything that is looked at to find what a text points at, besides the text.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    files: &'a Files,
    names: &'a Names,
    series: &'a [PublicationSeries],
}

impl<'a> Ground<'a> {
    /// Finds it in the site.
    pub fn of(site: &'a Site) -> Self {
        Self { files: &site.files, names: &site.names, series: &site.config.publication_series }
    }

    /// Digests it: on equal ground, a text points at the same.
    pub fn digest(self) -> u128 {
        let mut all = Xxh3::new();
        let part = |all: &mut Xxh3, text: &str| {
            all.update(text.as_bytes());
            all.update(&[0]);
        };
        let names = || {
            let mut all = Xxh3::new();
            for (name, path) in self.names.all() {
                part(&mut all, name.kind.words().one);
                part(&mut all, &name.slug);
                part(&mut all, path.as_str());
            }
            all.digest128()
        };
        let texts = || {
            let mut all = Xxh3::new();
            for (path, standing) in &self.files.texts {
                part(&mut all, path.as_str());
                match standing {
                    // Which name it is has been said.
                    Standing::Shown(_) => part(&mut all, "+"),
                    other => part(&mut all, &format!("{other:?}")),
                }
            }
            all.digest128()
        };
        let (names, texts) = rayon::join(names, texts);
        all.update(&names.to_le_bytes());
        all.update(&texts.to_le_bytes());
        self.series.iter().for_each(|it| part(&mut all, &it.slug));
        for (path, blob) in &self.files.blobs {
            part(&mut all, path.as_str());
            all.update(&blob.hash.to_le_bytes());
        }
        all.digest128()
    }
}

/// Finds what the text of an entry points at.
pub fn uses(ground: Ground<'_>, path: &SourcePath, body: &Body) -> Uses {
    let Ground { files, names, series } = ground;
    let mut uses = Uses::default();
    let shown = matches!(files.texts.get(path), Some(Standing::Shown(_)));
    for fragment in &body.fragments {
        match fragment {
            Fragment::Link(link) => match resolve(files, path, link) {
                Ok(Destination::File(file)) => {
                    uses.add(files, file, &link.place);
                }
                Ok(destination) => {
                    uses.anchors.extend(Anchor::of(names, path, link, &destination));
                    uses.remarks.extend(hidden(link, &destination).filter(|_| shown));
                    if let Target::Address(address, _) = &link.target {
                        uses.addresses.push((address.clone(), link.place.clone()));
                    }
                }
                Err(remark) => uses.remarks.push(*remark),
            },
            // The link itself stands before its words.
            Fragment::Reference(reference) => {
                uses.remarks.extend(reference::no_words(files, path, reference));
            }
            Fragment::Image(image) => {
                uses.file(files, path, &image.file, &image.place);
            }
            Fragment::Block(Block::Contact(person), place) => {
                uses.remarks.extend(check_slug(names, Kind::Person, person, place));
            }
            Fragment::Block(Block::List(query), place) => {
                uses.remarks.extend(check_query(names, series, query, place));
            }
            Fragment::Block(Block::Video(video), place) if !video.url.contains("://") => {
                uses.file(files, path, &video.url, place);
            }
            Fragment::Html(_) | Fragment::Citation(_) | Fragment::Block(..) => {}
        }
    }
    uses
}

impl Uses {
    /// Tells whether the text shows no file and links to no address.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.addresses.is_empty()
    }

    /// Notes a file that is there.
    fn add(&mut self, files: &Files, path: SourcePath, place: &Place) {
        self.remarks.extend(check_name(&path, place));
        self.remarks.extend(picture::harm(files, &path, place));
        if raster::is_raster(&path) {
            self.pictures.push((path.clone(), place.clone()));
        }
        self.files.push(path);
    }

    /// Notes a file that must lie beside the text.
    fn file(&mut self, files: &Files, text: &SourcePath, name: &str, place: &Place) {
        match beside(text, name).filter(|path| files.blobs.contains_key(path)) {
            Some(path) => self.add(files, path, place),
            None => self.remarks.push(no_file(files, text, name, place)),
        }
    }
}

/// Says what is wrong with links, images and named files, and which files nobody uses.
///
/// `uses` has what [`uses`] has found for every text that has a name.
pub fn check<'u>(site: &Site, bodies: &Bodies, uses: impl Iterator<Item = &'u Uses>) -> Vec<Diagnostic> {
    let files = &site.files;
    let mut of_fields = Uses::default();
    for (text, file) in &files.named {
        of_fields.file(files, text, &file.name, &file.place);
    }
    let pictures = of_fields.pictures.iter();
    let mut diagnostics: Vec<_> =
        pictures.filter_map(|(path, place)| picture::remark(files, path, place)).collect();
    diagnostics.append(&mut of_fields.remarks);
    diagnostics.extend(literature::check(&site.literature, bodies));
    let mut wanted: BTreeSet<&SourcePath> = of_fields.files.iter().collect();
    for it in uses {
        diagnostics.extend(it.remarks.iter().cloned());
        diagnostics
            .extend(it.pictures.iter().filter_map(|(path, place)| picture::remark(files, path, place)));
        diagnostics.extend(it.anchors.iter().filter_map(|anchor| anchor.missing(site, bodies)));
        wanted.extend(&it.files);
    }
    let idle = files.blobs.keys().filter(|path| is_content(path) && !wanted.contains(path));
    diagnostics.extend(idle.map(|path| unused(files, path)));
    diagnostics
}

fn is_content(path: &SourcePath) -> bool {
    path.as_str().strip_prefix(CONTENT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Finds a file that a text names, beside it.
pub fn beside(text: &SourcePath, name: &str) -> Option<SourcePath> {
    text.join(name).filter(is_content)
}

fn no_file(files: &Files, text: &SourcePath, name: &str, place: &Place) -> Diagnostic {
    let folder = text.folder();
    let near = files.blobs.keys().filter(|path| path.folder() == folder).map(SourcePath::name);
    let remark = Diagnostic::error("F603", place.clone(), format!("filen `{name}` finns inte"));
    match nearest(name, near) {
        Some(near) => remark.advise(format!("skriv: `{near}` (menade du den?)")),
        None => remark.advise(format!("lägg filen i mappen `{folder}`, eller ta bort raden")),
    }
}

/// Says that a file's name cannot stand in an address, if it cannot.
fn check_name(path: &SourcePath, place: &Place) -> Option<Diagnostic> {
    crate::url::check_part(path.name()).err()?;
    let fit = format!("{}.{}", slug(path.stem()), path.extension());
    let message = format!("filnamnet `{}` går inte att använda i en adress", path.name());
    let remark = Diagnostic::error("F604", place.clone(), message);
    Some(remark.advise(format!("byt namn på filen till `{fit}`, och skriv det namnet här")))
}

fn unused(files: &Files, path: &SourcePath) -> Diagnostic {
    let remark = Diagnostic::warning(
        "F605",
        Place::file(path.shared().clone()),
        "ingen text använder filen, så den publiceras inte",
    );
    // A report beside its page is most likely the page's own.
    let index = SourcePath::new(&format!("{}/index.md", path.folder()));
    let field = match files.texts.get(&index) {
        Some(Standing::Shown(name)) if path.extension() == "pdf" => match name.kind {
            Kind::Publication => Some("files"),
            Kind::Event => Some("materials"),
            _ => None,
        },
        _ => None,
    };
    match field {
        Some(field) => {
            let name = path.name();
            remark.advise(format!(
                "hör den till sidan, skriv `{field}: [{name}]` i {index}; annars, ta bort den"
            ))
        }
        None => remark.advise("länka till den, skriv den under `files`, eller ta bort den"),
    }
}

fn missing(files: &Files, text: &SourcePath, link: &Link, written: &str, path: &SourcePath) -> Diagnostic {
    let remark =
        Diagnostic::error("F606", link.place.clone(), format!("länken `{written}` leder ingenstans"));
    let all = || files.texts.keys().chain(files.blobs.keys());
    let with_extension = SourcePath::new(&format!("{path}.md"));
    let near = all()
        .find(|it| **it == with_extension)
        .or_else(|| all().find(|it| it.name() == path.name() && it.name() != "index.md"))
        .or_else(|| {
            let near = nearest(path.as_str(), all().map(SourcePath::as_str))?;
            all().find(|it| it.as_str() == near)
        });
    match near {
        Some(near) => remark.advise(format!("skriv: `{}` (menade du den?)", relative(text, near))),
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
fn check_query(
    names: &Names,
    publication_series: &[PublicationSeries],
    query: &Query,
    place: &Place,
) -> Vec<Diagnostic> {
    let Query { kind: _, topic, year: _, person, series, limit: _ } = query;
    let topic = topic.as_ref().and_then(|topic| check_slug(names, Kind::Topic, topic, place));
    let person = person.as_ref().and_then(|person| check_slug(names, Kind::Person, person, place));
    let slugs = || publication_series.iter().map(|it| it.slug.as_str());
    let of_events = series.as_ref().filter(|series| !slugs().any(|it| it == **series));
    let series = of_events.and_then(|series| {
        let near = nearest(series, slugs());
        let remark = check_slug(names, Kind::Series, series, place)?;
        Some(match near {
            Some(near) => Diagnostic { advice: vec![format!("skriv: `{near}` (menade du den?)")], ..remark },
            None => remark,
        })
    });
    topic.into_iter().chain(person).chain(series).collect()
}

/// Says that no entry of a kind has a name, if none has.
fn check_slug(names: &Names, kind: Kind, written: &str, place: &Place) -> Option<Diagnostic> {
    let unknown = names.name(kind, written).is_none();
    unknown.then(|| names.unknown(kind, written, "", place.clone()))
}
