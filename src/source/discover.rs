//! Finds what is on disk: walks `content`, `themes` and `static`, and reads it.
//!
//! 1. Every entry is judged by name and type; what is no plain file inside the site is a remark, never opened.
//! 2. Texts are read and cleaned: byte order mark off, line ends `\n`, letters composed.
//! 3. Other files are hashed a chunk at a time; their bytes stay on disk.

#![expect(clippy::disallowed_methods, reason = "this room reads the disk")]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use icu_normalizer::ComposingNormalizerBorrowed;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::blob::Blob;
use super::path::SourcePath;
use super::{CONTENT, STATIC, Sources, THEMES, Text, is_text};
use crate::diagnostic::{Diagnostic, Place};
use crate::error::Error;

/// The largest text that is read, in bytes.
const LARGEST_TEXT: u64 = 16 << 20;

/// The largest template that is read, in bytes: reading a template takes time that grows with its square.
const LARGEST_TEMPLATE: u64 = 64 << 10;

/// The longest line of a text, in bytes.
const LONGEST_LINE: usize = 1 << 20;

/// Characters that Windows does not allow in a file's name.
const FORBIDDEN: &str = "<>:\"|?*\\";

/// Reads every input of the site that lies in the folder `site`.
///
/// # Errors
/// If the folder is not there, or the machine refuses to list or read something in it.
pub fn discover(site: &Path) -> Result<Sources, Error> {
    let Found { files, diagnostics, .. } = find(site)?;
    let mut sources = Sources { diagnostics, ..Sources::default() };
    let read: Vec<Read> = files.into_par_iter().map(read).collect::<Result<_, _>>()?;
    for item in read {
        match item {
            Read::Text(path, text) => {
                sources.texts.insert(path, text);
            }
            Read::Blob(path, blob) => {
                sources.blobs.insert(path, blob);
            }
            Read::Nothing(path, remark) => {
                sources.unreadable.push(path);
                sources.diagnostics.push(remark);
            }
        }
    }
    sources.fill_digests()?;
    Ok(sources)
}

/// What lies in the three folders.
pub(super) struct Found {
    /// The site's folder, without links on the way.
    pub(super) root: PathBuf,
    /// Every plain file that may be read, in the order of their names.
    pub(super) files: Vec<(SourcePath, PathBuf)>,
    /// What there is to say of the others.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Lists every input, and reads none.
pub(super) fn find(site: &Path) -> Result<Found, Error> {
    let root = fs::canonicalize(site).map_err(|source| Error::io("öppna mappen", site, source))?;
    if !root.join(CONTENT).is_dir() {
        return Err(Error::Refused(format!(
            "det finns ingen mapp `{CONTENT}` i `{}`: kör kommandot i webbplatsens mapp, eller peka ut den med --site",
            site.display()
        )));
    }
    let mut files = Vec::new();
    let mut diagnostics = Vec::new();
    for folder in [CONTENT, STATIC, THEMES] {
        walk(&root, folder, &mut files, &mut diagnostics)?;
    }
    files.sort();
    Ok(Found { root, files, diagnostics })
}

/// Reads texts of the site that have been read before, for their lines; what is no longer there is left out.
pub fn read_again<'a>(site: &Path, paths: impl Iterator<Item = &'a str>) -> Sources {
    let mut sources = Sources::default();
    let paths: BTreeSet<SourcePath> = paths.map(SourcePath::new).collect();
    for path in paths.into_iter().filter(is_text) {
        let file = site.join(path.as_str());
        if file.is_file()
            && let Ok(Read::Text(path, text)) = read((path, file))
        {
            sources.texts.insert(path, text);
        }
    }
    sources
}

/// What a file turned out to be.
pub(super) enum Read {
    Text(SourcePath, Text),
    Blob(SourcePath, Blob),
    Nothing(SourcePath, Diagnostic),
}

/// Lists the plain files of one of the three folders; what cannot be used is a remark.
fn walk(
    root: &Path,
    folder: &str,
    found: &mut Vec<(SourcePath, PathBuf)>,
    remarks: &mut Vec<Diagnostic>,
) -> Result<(), Error> {
    let top = root.join(folder);
    if !top.exists() {
        return Ok(());
    }
    let mut refused = Vec::new();
    let walk = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter().filter_entry(|entry| {
        if entry.depth() > 0 && is_leftover(&entry.file_name().to_string_lossy()) {
            return false;
        }
        match stranger(root, entry) {
            Some(remark) => {
                refused.push(remark);
                false
            }
            None => true,
        }
    });
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                found.push((relative(root, entry.path()), entry.into_path()));
            }
            Ok(_) => {}
            Err(error) => remarks.push(unwalkable(root, &error)?),
        }
    }
    remarks.append(&mut refused);
    Ok(())
}

/// Turns what stopped the walk into a remark about the content, if it is that, or an error of the machine.
fn unwalkable(root: &Path, error: &walkdir::Error) -> Result<Diagnostic, Error> {
    let path = error.path().unwrap_or(root);
    let place = Place::file(relative(root, path).shared().clone());
    if error.loop_ancestor().is_some() {
        return Ok(Diagnostic::error(
            "F105",
            place,
            "länken leder tillbaka till en mapp som den själv ligger i",
        )
        .advise("ta bort länken, eller låt den peka på en annan mapp"));
    }
    let reason = error.io_error().map_or(io::ErrorKind::Other, io::Error::kind);
    if error.path().is_some_and(Path::is_symlink) {
        return Ok(Diagnostic::error("F104", place, "länken pekar på en fil som inte finns")
            .advise("ta bort länken, eller lägg dit filen den pekar på"));
    }
    Err(Error::io("läsa mappen", path, io::Error::from(reason)))
}

/// Tells whether a file or folder of this name is something that editors and operating systems leave behind.
pub fn is_leftover(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.starts_with('#') && name.ends_with('#')
        || name.ends_with('~')
        || matches!(name.rsplit_once('.'), Some((_, "swp" | "tmp")))
        || name == "4913"
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

/// Judges an entry by name and type: a remark if it has no business in the site.
fn stranger(root: &Path, entry: &DirEntry) -> Option<Diagnostic> {
    let path = relative(root, entry.path());
    let place = Place::file(path.shared().clone());
    let Some(name) = entry.file_name().to_str() else {
        return Some(
            Diagnostic::error("F101", place, "filens namn går inte att läsa som text (det är inte UTF-8)")
                .advise("byt namn på filen: små bokstäver a–z, siffror och bindestreck"),
        );
    };
    let kind = entry.file_type();
    if entry.path_is_symlink() {
        let target = fs::canonicalize(entry.path()).ok();
        if target.is_some_and(|target| !target.starts_with(root)) {
            return Some(
                Diagnostic::error("F103", place, "länken leder ut ur webbplatsens mapp")
                    .advise("lägg filen i webbplatsens mapp i stället för att länka till den"),
            );
        }
    }
    if !kind.is_file() && !kind.is_dir() && !kind.is_symlink() {
        return Some(
            Diagnostic::error("F106", place, "det här är varken en fil eller en mapp").advise("ta bort den"),
        );
    }
    if kind.is_dir()
        && Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
    {
        return Some(
            Diagnostic::error("F107", place, "en mapp heter som en textfil")
                .advise("byt namn på mappen så att den inte slutar på `.md`"),
        );
    }
    unholdable(name).map(|why| {
        Diagnostic::error(
            "F102",
            place,
            format!("namnet `{}` går inte att använda på Windows: {why}", printable(name)),
        )
        .advise("byt namn: små bokstäver a–z, siffror och bindestreck")
    })
}

/// Says why Windows cannot hold a file of this name, if it cannot.
fn unholdable(name: &str) -> Option<&'static str> {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    if name.chars().any(|letter| FORBIDDEN.contains(letter) || letter.is_control()) {
        Some("det innehåller ett tecken som inte är tillåtet där")
    } else if name.ends_with(['.', ' ']) {
        Some("det slutar med punkt eller mellanslag")
    } else if crate::url::is_reserved(&stem) {
        Some("det är upptaget av operativsystemet")
    } else if name.len() > 200 {
        Some("det är för långt")
    } else {
        None
    }
}

fn printable(name: &str) -> String {
    name.chars().map(|letter| if letter.is_control() { '\u{FFFD}' } else { letter }).collect()
}

/// Names a file relative to the site's folder; letters that are not UTF-8 become replacement characters.
fn relative(root: &Path, path: &Path) -> SourcePath {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
    SourcePath::new(&parts.join("/"))
}

/// Reads one file, by its name in the site and its place on the disk.
pub(super) fn read((path, file): (SourcePath, PathBuf)) -> Result<Read, Error> {
    if !is_text(&path) {
        return Ok(Read::Blob(path, Blob::from_file(&file)?));
    }
    let failed = |source| Error::io("läsa", &file, source);
    let size = fs::metadata(&file).map_err(failed)?.len();
    let place = Place::file(path.shared().clone());
    if path.extension() == "html" && size > LARGEST_TEMPLATE {
        let remark = Diagnostic::error("F108", place, "filen är större än 64 kB och läses inte som mall")
            .advise("dela mallen på flera filer");
        return Ok(Read::Nothing(path, remark));
    }
    if size > LARGEST_TEXT {
        let remark = Diagnostic::error("F108", place, "filen är större än 16 MB och läses inte som text")
            .advise("dela texten på flera sidor, eller lägg in dokumentet som pdf");
        return Ok(Read::Nothing(path, remark));
    }
    let bytes = fs::read(&file).map_err(failed)?;
    Ok(match clean(&path, &bytes) {
        Ok(text) => Read::Text(path, text),
        Err(remark) => Read::Nothing(path, *remark),
    })
}

/// Makes a text of bytes: UTF-8 without mark, `\n` at line ends, composed letters, no control characters.
///
/// # Errors
/// A remark with the line at fault.
pub fn clean(path: &SourcePath, bytes: &[u8]) -> Result<Text, Box<Diagnostic>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let line_at = |offset: usize| {
        let line = bytes[..offset].split(|byte| *byte == b'\n').count();
        u32::try_from(line).unwrap_or(u32::MAX)
    };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let start = bytes[..offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&bytes[start..offset]).chars().count() + 1;
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        let place = Place::at(path.shared().clone(), line_at(offset), column, 1);
        let message = "filen är inte sparad som UTF-8: tecknet går inte att läsa";
        Diagnostic::error("F109", place, message)
            .advise("öppna filen i din textredigerare och spara den med teckenkodningen UTF-8")
    })?;
    let control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    // Control characters are bytes below the space, DEL, or C2 80 to C2 9F: most texts have none of these bytes.
    let suspect =
        |byte: &u8| (*byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t')) || matches!(byte, 0x7f | 0xc2);
    let first = bytes.iter().any(suspect).then(|| text.char_indices().find(|(_, it)| control(*it)));
    if let Some((offset, letter)) = first.flatten() {
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let column = text[start..offset].chars().count() + 1;
        let place =
            Place::at(path.shared().clone(), line_at(offset), u32::try_from(column).unwrap_or(u32::MAX), 1);
        let message = format!("texten innehåller ett osynligt styrtecken (U+{:04X})", u32::from(letter));
        return Err(Box::new(Diagnostic::error("F110", place, message).advise("ta bort tecknet")));
    }
    let long = || text.split('\n').position(|line| line.len() > LONGEST_LINE);
    if let Some(long) = (text.len() > LONGEST_LINE).then(long).flatten() {
        let line = u32::try_from(long + 1).unwrap_or(u32::MAX);
        let place = Place::at(path.shared().clone(), line, 1, 0);
        return Err(Box::new(
            Diagnostic::error("F111", place, "raden är längre än en miljon tecken")
                .advise("dela upp den i stycken med en tom rad emellan"),
        ));
    }
    let unified =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    Ok(Text::new(if normalizer.is_normalized(&unified) {
        unified
    } else {
        normalizer.normalize(&unified).into_owned()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let path = SourcePath::new("content/a.md");
        let seen = clean(&path, bytes).map_err(|it| format!("{} {} {}", it.code, it.place, it.message));
        let seen = seen.as_ref().map(|it| &*it.text).map_err(String::as_str);
        assert_eq!(seen, expected);
    }

    #[test]
    fn marks_line_ends_and_letters_are_unified() {
        check(b"\xEF\xBB\xBFa\r\nb\rc\n", Ok("a\nb\nc\n"));
        check("a\u{30a}".as_bytes(), Ok("å"));
    }

    #[test]
    fn a_text_in_another_encoding_is_refused_with_its_line() {
        check(
            b"ett\ntv\xE5\n",
            Err("F109 content/a.md:2:3 filen är inte sparad som UTF-8: tecknet går inte att läsa"),
        );
        check(b"a\nb\0", Err("F110 content/a.md:2:2 texten innehåller ett osynligt styrtecken (U+0000)"));
    }
}
