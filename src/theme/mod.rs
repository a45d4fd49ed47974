//! How the site looks: templates by name, and the files that they bring, each under an address that tells its bytes.
//!
//! 1. [`manifest`] reads `theme.yaml`: which style sheets, in which order, and what to load early.
//! 2. [`assets`] gives every file an address with a fingerprint; [`css`] joins the style sheets and points them there.
//! 3. [`font`] measures the letters that covers are drawn with.
//! 4. [`references`] follows what the templates include, so that nothing includes itself; [`templates`] hands them to
//!    Tera and says in Swedish what Tera had to say.
//!
//! Knows no view: a template gets `page` and `site` as they come.
//!
//! **What holds while rendering.** Includes cannot go in circles and lie at most [`references::DEEPEST`] deep (a remark
//! at load); components call each other at most 20 deep (Tera's limit, a remark while rendering), and do not include; `range` gives at most
//! [`templates::LONGEST_RANGE`] numbers; a page stops at [`LARGEST_PAGE`] bytes. Not bounded: the time of loops within
//! loops that write nothing, and a text doubled with `~` again and again; a theme is code, and its author is trusted.

pub mod assets;
pub mod css;
pub mod font;
pub mod manifest;
pub mod references;
pub mod templates;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use crate::diagnostic::{Diagnosed, Diagnostic, Place};
use crate::source::blob::Blob;
use crate::source::{Sources, THEMES};
use crate::url::Url;

/// The most bytes that one page may have.
pub const LARGEST_PAGE: usize = 64 << 20;

/// How many bytes a page is first given room for.
const USUAL_PAGE: usize = 32 << 10;

/// A theme, read and found whole.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Every file that pages may ask for, by address.
    pub assets: BTreeMap<Url, Asset>,
    /// The joined style sheet.
    pub stylesheet: Url,
    /// Scripts that add to pages, as modules.
    pub scripts: Vec<Url>,
    /// Fonts that a page should load at once.
    pub preload: Vec<Url>,
    /// The style sheet of a feed that is opened in a browser.
    pub feed: Option<Url>,
    /// The site's icon.
    pub icon: Option<Url>,
    /// How wide the letters of drawn covers are.
    pub widths: Arc<font::Widths>,
    /// Tells themes apart: two equal digests show the same view with the same bytes, given the same site.
    pub digest: u128,
    /// The address of each file, by its path inside the theme.
    addresses: BTreeMap<String, Url>,
    /// The theme's folder: `themes/nordvast`.
    folder: String,
    tera: Tera,
}

/// A file that a theme brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asset {
    /// Made while loading: the joined style sheet.
    Bytes(Arc<[u8]>),
    /// Handed on as it lies on disk.
    Blob(Blob),
}

impl Theme {
    /// Reads the theme that lies under `themes/<name>/`; no theme if anything in it is wrong.
    pub fn load(sources: &Sources, name: &str) -> Diagnosed<Option<Self>> {
        let mut remarks = Vec::new();
        let value = load(sources, name, &mut remarks).filter(|_| remarks.is_empty());
        Diagnosed { value, diagnostics: remarks }
    }

    /// Digests everything that a theme is read from: two equal digests load the same theme.
    pub fn question(sources: &Sources, name: &str) -> u128 {
        Files::of(sources, &format!("{THEMES}/{name}")).digest()
    }

    /// Digests what the plan knows of a theme: its files and their addresses, but no template.
    pub fn face(&self) -> u128 {
        let mut all = xxhash_rust::xxh3::Xxh3::new();
        for (url, asset) in &self.assets {
            all.update(url.as_str().as_bytes());
            match asset {
                Asset::Bytes(bytes) => all.update(bytes),
                Asset::Blob(blob) => all.update(&blob.hash.to_le_bytes()),
            }
        }
        for url in [&self.stylesheet]
            .into_iter()
            .chain(&self.scripts)
            .chain(&self.preload)
            .chain(&self.feed)
            .chain(&self.icon)
        {
            all.update(url.as_str().as_bytes());
            all.update(&[0]);
        }
        all.digest128()
    }

    /// Tells whether there is a template of this name, such as `publication.html`.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// Says which of the templates that views ask for the theme lacks.
    pub fn lacks(&self, templates: &[&str]) -> Vec<Diagnostic> {
        templates.iter().filter(|name| !self.has(name)).map(|name| self.no_template(name)).collect()
    }

    /// Returns the address of a file by its path inside the theme, such as `scripts/search.js`.
    pub fn address(&self, path: &str) -> Option<&Url> {
        self.addresses.get(path)
    }

    /// Gives every page the same `site`; it is turned into a value once, here.
    ///
    /// # Errors
    /// A remark if the value cannot be shown to a template.
    pub fn with_site(&mut self, site: &impl Serialize) -> Result<(), Box<Diagnostic>> {
        let place = Place::file(format!("{}/theme.yaml", self.folder));
        let value = Value::try_from_serializable(site).map_err(|error| unshowable(place, &error))?;
        self.tera.global_context().insert_value("site", value);
        Ok(())
    }

    /// Shows `page` through a template; `address` is only named if that fails.
    ///
    /// # Errors
    /// A remark with the template's file and line.
    pub fn render(
        &self,
        template: &str,
        address: &Url,
        page: &impl Serialize,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        if !self.has(template) {
            return Err(Box::new(self.no_template(template).advise(shown_for(address))));
        }
        let file = Place::file(templates::path(&self.folder, template));
        let value = Value::try_from_serializable(page).map_err(|error| unshowable(file.clone(), &error))?;
        let mut context = Context::new();
        context.insert_value("page", value);
        let mut bytes = Bounded(Vec::with_capacity(USUAL_PAGE));
        match self.tera.render_to(template, &context, &mut bytes) {
            Ok(()) => Ok(bytes.0),
            Err(error) if matches!(error.kind(), ErrorKind::Io(_)) => Err(Box::new(
                Diagnostic::error("F818", file, "sidan blev större än 64 MB och avbröts")
                    .advise("leta efter en slinga i mallen som aldrig tar slut")
                    .advise(shown_for(address)),
            )),
            Err(error) => {
                let remark = templates::remark(&self.folder, template, &error);
                Err(Box::new(remark.advise(shown_for(address))))
            }
        }
    }

    fn no_template(&self, name: &str) -> Diagnostic {
        let path = templates::path(&self.folder, name);
        Diagnostic::error("F816", Place::file(path), format!("temat saknar mallen `{name}`"))
            .advise("lägg till filen")
    }
}

fn load(sources: &Sources, name: &str, remarks: &mut Vec<Diagnostic>) -> Option<Theme> {
    let folder = format!("{THEMES}/{name}");
    let files = Files::of(sources, &folder);
    let manifest = manifest::read(&files, remarks)?;
    let mut assets = assets::gather(&files, remarks);
    let sheet = css::join(&files, &manifest.styles, &assets, remarks);
    let stylesheet = assets.add_made("site.css", sheet.into_bytes());
    let feed = manifest.feed.as_ref().map(|named| {
        let sheet = css::join(&files, std::slice::from_ref(named), &assets, remarks);
        assets.add_made("flode.css", sheet.into_bytes())
    });
    let mut find = |named: &manifest::Named| assets.find(&files, named, remarks);
    let scripts = manifest.scripts.iter().filter_map(&mut find).collect();
    let preload = manifest.preload.iter().filter_map(&mut find).collect();
    let icon = manifest.icon.as_ref().and_then(&mut find);
    let widths = manifest.cover.as_ref().map(|named| widths(&files, named, remarks)).unwrap_or_default();
    let tera = templates::load(&files, remarks)?;
    let (addresses, assets) = assets.into_parts();
    Some(Theme {
        assets,
        stylesheet,
        scripts,
        preload,
        feed,
        icon,
        widths: widths.into(),
        digest: files.digest(),
        addresses,
        folder,
        tera,
    })
}

/// Measures the font that covers are drawn with.
fn widths(files: &Files<'_>, named: &manifest::Named, remarks: &mut Vec<Diagnostic>) -> font::Widths {
    let Some(blob) = files.blobs.get(named.path.as_str()) else {
        remarks.push(assets::missing(files, named));
        return font::Widths::default();
    };
    let read = blob.bytes().ok().and_then(|bytes| font::Widths::read(&bytes));
    read.unwrap_or_else(|| {
        let message = format!("typsnittet `{}` kan inte läsas", named.path);
        let remark = Diagnostic::error("F759", named.place.clone(), message);
        remarks.push(remark.advise("spara det som WOFF2, eller ta bort raden: då gissas bokstävernas bredd"));
        font::Widths::default()
    })
}

/// The files of one theme, by their paths inside it.
pub struct Files<'a> {
    /// The theme's folder: `themes/nordvast`.
    pub folder: String,
    /// Style sheets, templates and the manifest.
    pub texts: BTreeMap<&'a str, &'a str>,
    /// Everything else.
    pub blobs: BTreeMap<&'a str, &'a Blob>,
}

impl<'a> Files<'a> {
    /// Picks the files of one folder.
    pub fn of(sources: &'a Sources, folder: &str) -> Self {
        let inside = |path: &'a str| path.strip_prefix(folder)?.strip_prefix('/');
        let texts = sources.texts.iter();
        let blobs = sources.blobs.iter();
        Self {
            folder: folder.to_owned(),
            texts: texts.filter_map(|(path, it)| Some((inside(path.as_str())?, &*it.text))).collect(),
            blobs: blobs.filter_map(|(path, it)| Some((inside(path.as_str())?, it))).collect(),
        }
    }

    /// Names a file of the theme as a place in the site's folder.
    pub fn path(&self, inner: &str) -> Arc<str> {
        format!("{}/{inner}", self.folder).into()
    }

    fn digest(&self) -> u128 {
        let mut all = xxhash_rust::xxh3::Xxh3::new();
        let mut take = |path: &str, kind: u8, bytes: &[u8]| {
            all.update(path.as_bytes());
            all.update(&[0, kind]);
            all.update(&(bytes.len() as u64).to_le_bytes());
            all.update(bytes);
        };
        self.texts.iter().for_each(|(path, text)| take(path, 0, text.as_bytes()));
        self.blobs.iter().for_each(|(path, blob)| take(path, 1, &blob.hash.to_le_bytes()));
        all.digest128()
    }
}

/// Takes bytes until there are too many.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.0.len() + bytes.len() > LARGEST_PAGE {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn shown_for(address: &Url) -> String {
    format!("felet uppstod när sidan `{address}` skulle visas")
}

fn unshowable(place: Place, error: &tera::Error) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("F819", place, format!("uppgifterna till mallen går inte att visa: {error}")))
}

#[cfg(test)]
mod tests;
