//! `fou new`: a new entry with the fields that its kind wants; never over something that is there.
//!
//! The entry begins as a draft, so that the site is whole before and after.

mod draft;
mod issue;
mod occasions;

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::New as Arguments;
use super::{Verdict, program_file, report};
use crate::content::{self, Document};
use crate::diagnostic::tally;
use crate::error::Error;
use crate::lang::nearest::nearest;
use crate::lang::slug::{fold, slug};
use crate::model::config::Config;
use crate::model::declare;
use crate::model::kind::Kind;
use crate::model::names::{Name, Names};
use crate::reader;
use crate::reader::trade::Pdf;
use crate::source::discover::discover;
use crate::source::path::SourcePath;
use crate::source::{CONFIG, CONTENT, Sources};
use draft::{Draft, Suggestions};
use issue::Gathered;

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Verdict, Error> {
    match make(arguments)? {
        Ok(told) => {
            if !arguments.site.quiet {
                report::tell(&told);
            }
            Ok(Verdict::Whole)
        }
        Err(why) => {
            report::tell(&format!("fel: {why}"));
            Ok(Verdict::Misuse)
        }
    }
}

/// Makes the entry; the inner error is what the person can do something about.
fn make(arguments: &Arguments) -> Result<Result<String, String>, Error> {
    let new = match prepare(arguments)? {
        Ok(new) => new,
        Err(why) => return Ok(Err(why)),
    };
    if let (Kind::Event, Some(series)) = (new.kind, &arguments.series) {
        return occasions::make(arguments, &new, series);
    }
    let gathered = match new.kind {
        Kind::Newsletter => issue::gather(&new, arguments.site.options(None).scope),
        _ => Gathered::default(),
    };
    let New { kind, title, suggestions, config, documents, today } = new;
    let declared = declare::declare(&config, &documents, None).value;
    let named = match (title, kind) {
        (Some(title), _) => free(&declared.names, kind, &title).map(|(name, path)| (title, name, path)),
        (None, Kind::Newsletter) => Ok(next_issue(&documents, today)),
        (None, _) => Err(no_title(kind)),
    };
    let (title, name, path) = match named {
        Ok(named) => named,
        Err(why) => return Ok(Err(why)),
    };
    let pdf = arguments.pdf.as_deref().map(|pdf| (pdf, pdf_name(pdf, &name)));
    let draft = Draft {
        kind,
        title: &title,
        today,
        suggestions: &suggestions,
        config: &config,
        documents: &documents,
        series: arguments.series.as_deref(),
        file: pdf.as_ref().map(|(_, name)| name.as_str()),
        hours: None,
        items: Some(gathered.items.as_str()).filter(|items| !items.is_empty()),
    };
    let text = match draft.text() {
        Ok(text) => text,
        Err(why) => return Ok(Err(why)),
    };
    let site = &arguments.site.folder;
    if let Some(there) = write(site, &path, &text, pdf.as_ref().map(|(from, name)| (*from, name.as_str())))? {
        return Ok(Err(format!("`{there}` finns redan, och skrivs inte över")));
    }
    Ok(Ok(told(&draft, &path, &gathered.told)))
}

/// Finds the name and the place of a new entry.
///
/// # Errors
/// What is wrong with its title.
fn free(names: &Names, kind: Kind, title: &str) -> Result<(String, SourcePath), String> {
    let name = slug(title);
    if name.is_empty() {
        return Err(format!("rubriken `{title}` har inga bokstäver som kan bli en adress"));
    }
    let words = kind.words();
    if let Some(taken) = names.path(&Name { kind, slug: name.as_str().into() }) {
        return Err(format!(
            "det finns redan {} {} med namnet `{name}`: `{taken}`; välj en annan rubrik",
            words.article, words.one
        ));
    }
    let path = place(kind, &name);
    Ok((name, path))
}

/// Names the next issue of the newsletter by its year and number, which are its title and its address.
fn next_issue(documents: &[Arc<Document>], today: jiff::civil::Date) -> (String, String, SourcePath) {
    let (year, number) = (today.year(), draft::next_newsletter(documents, today));
    let name = format!("{year}-{number}");
    let path = place(Kind::Newsletter, &name);
    (format!("Nyhetsbrev {number} {year}"), name, path)
}

fn no_title(kind: Kind) -> String {
    format!("rubriken saknas: skriv `fou new {} \"Rubriken\"`", kind.words().query)
}

/// What there is to make a new entry of.
struct New {
    kind: Kind,
    title: Option<String>,
    suggestions: Suggestions,
    config: Config,
    documents: Vec<Arc<Document>>,
    today: jiff::civil::Date,
}

fn prepare(arguments: &Arguments) -> Result<Result<New, String>, Error> {
    let kind = match kind(&arguments.kind) {
        Ok(kind) => kind,
        Err(why) => return Ok(Err(why)),
    };
    if kind == Kind::Chapter {
        let why = "ett kapitel är en fil i publikationens mapp: gör den där, och kalla den `01-inledning.md`";
        return Ok(Err(why.to_owned()));
    }
    if let Some(why) = idle(kind, arguments) {
        return Ok(Err(why));
    }
    let suggestions = match &arguments.pdf {
        Some(pdf) if !is_pdf(pdf)? => return Ok(Err(format!("`{}` är ingen pdf", pdf.display()))),
        Some(pdf) => Suggestions::of(pdf, &reader::one::<Pdf>(&program_file()?, pdf)?),
        None => Suggestions::default(),
    };
    let title = arguments.title.clone().or_else(|| suggestions.title.clone());
    let title = title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    if title.is_none() && !matches!(kind, Kind::Event | Kind::Newsletter) {
        return Ok(Err(no_title(kind)));
    }
    let sources = discover(&arguments.site.folder)?;
    let mut remarks = Vec::new();
    let Some(config) = Config::read(&sources).unload(&mut remarks) else {
        report::print(&remarks, &arguments.site);
        let tally = tally(&remarks).unwrap_or_default();
        return Ok(Err(format!("rätta `{CONFIG}` först: {tally}")));
    };
    let documents = documents(&sources);
    let today = arguments.site.options(None).scope.today();
    Ok(Ok(New { kind, title, suggestions, config, documents, today }))
}

/// Says which of the arguments means nothing to an entry of this kind, if one was given.
fn idle(kind: Kind, arguments: &Arguments) -> Option<String> {
    let words = kind.words();
    let of_others = [
        ("--pdf", arguments.pdf.is_some() && kind != Kind::Publication, "publikationer", "publikation"),
        (
            "--series",
            arguments.series.is_some() && !matches!(kind, Kind::Publication | Kind::Event),
            "publikationer och evenemang",
            "publikation",
        ),
        (
            "--count",
            arguments.count.is_some() && (kind != Kind::Event || arguments.series.is_none()),
            "evenemang i en serie",
            "evenemang --series",
        ),
    ];
    if let Some((name, _, whose, instead)) = of_others.into_iter().find(|(_, strange, _, _)| *strange) {
        return Some(format!(
            "`{name}` hör till {whose} och betyder inget för {} {}: ta bort det, eller skriv `fou new {instead} …`",
            words.article, words.one
        ));
    }
    let name = arguments.site.idle()?;
    Some(format!("`{name}` betyder inget för `fou new`: ta bort det"))
}

/// Reads every text; what is wrong with them is for `fou check` to say.
fn documents(sources: &Sources) -> Vec<Arc<Document>> {
    let texts = sources.texts.iter().filter(|(path, _)| path.extension() == "md");
    texts.map(|(path, text)| Arc::new(content::parse(path, &text.text).value)).collect()
}

/// Finds the kind that a word means: the Swedish word, or the English one.
///
/// # Errors
/// What to write instead.
pub(super) fn kind(word: &str) -> Result<Kind, String> {
    let english = |kind| match kind {
        Kind::Publication => "publication",
        Kind::Event => "event",
        Kind::News => "news",
        Kind::Assignment => "assignment",
        Kind::Network => "network",
        Kind::Service => "service",
        Kind::Page => "page",
        Kind::Chapter => "chapter",
        Kind::Person => "person",
        Kind::Series => "series",
        Kind::Newsletter => "newsletter",
        Kind::Topic => "topic",
        Kind::Municipality => "municipality",
        Kind::Term => "term",
    };
    let folded = fold(word);
    let found = Kind::ALL.into_iter().find(|kind| english(*kind) == folded || kind.words().query == folded);
    let all = Kind::ALL.map(|kind| kind.words().query);
    found.ok_or_else(|| match nearest(word, all) {
        Some(near) => format!("det finns inget slag som heter `{word}`; menade du `{near}`?"),
        None => format!("det finns inget slag som heter `{word}`; välj något av {}", all.join(", ")),
    })
}

/// Decides where a new entry lies.
fn place(kind: Kind, name: &str) -> SourcePath {
    let folder = kind.folder().map_or(CONTENT.to_owned(), |folder| format!("{CONTENT}/{folder}"));
    SourcePath::new(&match kind {
        // What has files beside it has a folder of its own.
        Kind::Publication | Kind::Series => format!("{folder}/{name}/index.md"),
        _ => format!("{folder}/{name}.md"),
    })
}

/// Names the copy of a PDF as files in addresses are named.
fn pdf_name(pdf: &Path, fallback: &str) -> String {
    let stem = slug(&pdf.file_stem().unwrap_or_default().to_string_lossy());
    format!("{}.pdf", if stem.is_empty() { fallback } else { &stem })
}

/// Tells whether a file begins as a PDF does, somewhere in its first kilobyte.
fn is_pdf(path: &Path) -> Result<bool, Error> {
    let failed = |source| Error::io("läsa", path, source);
    let mut head = Vec::new();
    File::open(path).map_err(failed)?.take(1024).read_to_end(&mut head).map_err(failed)?;
    Ok(head.windows(5).any(|window| window == b"%PDF-"))
}

/// Writes the text, and the PDF beside it; returns what was in the way, in which case nothing is left behind.
fn write(
    site: &Path,
    path: &SourcePath,
    text: &str,
    pdf: Option<(&Path, &str)>,
) -> Result<Option<String>, Error> {
    let file = site.join(path.as_str());
    let folder = file.parent().unwrap_or(site);
    let is_own = path.name() == "index.md";
    let in_the_way = if is_own { folder } else { &file };
    if fs::symlink_metadata(in_the_way).is_ok() {
        let there = if is_own { path.folder() } else { path.as_str() };
        return Ok(Some(there.to_owned()));
    }
    fs::create_dir_all(folder).map_err(|source| Error::io("skapa mappen", folder, source))?;
    let written = beside(folder, &file, text, pdf);
    if written.is_err() && is_own {
        // The folder did not exist before: whatever lies there is half of what was to be.
        let _ = fs::remove_dir_all(folder);
    }
    written.map(|()| None)
}

fn beside(folder: &Path, file: &Path, text: &str, pdf: Option<(&Path, &str)>) -> Result<(), Error> {
    if let Some((from, name)) = pdf {
        let to: PathBuf = folder.join(name);
        fs::copy(from, &to).map_err(|source| Error::io("kopiera pdf:en till", &to, source))?;
    }
    let failed = |source: io::Error| Error::io("skriva", file, source);
    let mut new = File::create_new(file).map_err(failed)?;
    new.write_all(text.as_bytes()).map_err(failed)
}

/// Says what was done, what was gathered, and what comes next.
fn told(draft: &Draft<'_>, path: &SourcePath, gathered: &[String]) -> String {
    let words = draft.kind.words();
    let new = if words.article == "en" { "Ny" } else { "Nytt" };
    let mut lines = vec![format!("{new} {}: {path}", words.one)];
    lines.extend(gathered.iter().cloned());
    if let Some(file) = draft.file {
        lines.push(format!("Pdf:en är kopierad dit, och heter där {file}."));
    }
    if let Ok(Some((series, (year, number)))) = draft.numbered() {
        lines.push(format!(
            "Serien {} är föreslagen, med nästa lediga nummer {year}:{number}. Ta bort de två raderna om \
             publikationen inte ingår i serien.",
            series.title
        ));
    }
    if draft.kind == Kind::Series {
        let slug = path.folder().rsplit('/').next().unwrap_or_default();
        lines.push(format!(
            "Lägg till `{slug}` under `event_series` i `{CONFIG}`, annars blir det en vanlig sida."
        ));
    }
    lines.push(
        "Fyll i fälten, skriv texten under dem, och ta bort raden `draft: true` när allt är färdigt."
            .to_owned(),
    );
    lines.push(format!("Se hur det blir med `fou serve`. Alla steg och fält: `fou help {}`.", words.query));
    lines.join("\n")
}
