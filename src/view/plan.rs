//! Every output of the site, named: [`plan`] takes the site apart so that no collection can be forgotten.
//!
//! 1. Each entry gets its page, each kind its listings.
//! 2. Feeds, sitemap, redirects, headers and files are added (`finish`), and all are put in order (`table`).
//! 3. When all addresses are known, they are judged (`judge`).
//!
//! Nothing is shown yet: [`Plan::view`] (`show`) makes the view of one output when it is asked for.

mod entries;
mod finish;
mod judge;
pub mod permanence;
mod show;
mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::Directory;
use super::feed::Syntax;
use super::feeds::Channel;
use super::frame::{self, SiteView};
use super::next::{self, NextChange};
use super::redirects::Redirects;
use super::selection::Shelves;
use super::subject::{Leaf, Planned, Sheet, Subject};
use super::{address, calendar, feeds, index, listings, recordings, schedule, selection, standing, upcoming};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Site;
use crate::model::collection::Head;
use crate::model::kind::Kind;
use crate::source::STATIC;
use crate::source::blob::Blob;
use crate::source::path::SourcePath;
use crate::theme::{Asset, Theme};
use crate::url::Url;
pub use table::Table;

/// Every output, and what they share.
pub struct Plan {
    /// The outputs, by address.
    pub planned: Table,
    /// What all pages share.
    pub site: SiteView,
    /// The table of old addresses.
    pub redirects: Arc<Redirects>,
    /// Where each rule of the table was written.
    pub redirect_places: Vec<Place>,
    /// What makes feeds readable in a browser.
    pub feed_stylesheet: Option<Url>,
    /// When some output will be another.
    pub next_change: Option<NextChange>,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
    directory: Arc<Directory>,
}

/// The files that each text shows, by the text's file.
pub type Shown<'a> = BTreeMap<&'a SourcePath, &'a [SourcePath]>;

/// Plans every output. `statics` are the files of `static/`.
pub fn plan(site: Arc<Site>, shown: &Shown<'_>, statics: &BTreeMap<SourcePath, Blob>, theme: &Theme) -> Plan {
    let directory = Directory::new(site, theme.widths.clone());
    let context = &directory;
    let of_entries = || entries::pages(context).into_iter().chain(entries::beside(context, shown)).collect();
    let of_many =
        || listings(context).into_iter().chain(special_pages(context)).chain(messages(context)).collect();
    let of_time = || (next::next_change(context), finish::redirects(context));
    let ((mut outputs, others), (next_change, (redirects, redirect_places))): ((Vec<_>, Vec<_>), _) =
        rayon::join(|| rayon::join(of_entries, of_many), of_time);
    let mut diagnostics = Vec::new();
    outputs.extend(others);
    outputs.extend(theme_files(theme));
    outputs.extend(static_files(statics, &mut diagnostics));
    outputs.extend(finish::machine_files(context));
    outputs.extend(finish::moved(&redirects));
    let planned = Table::new(outputs, &mut diagnostics);
    diagnostics.extend(judge::addresses(context, &planned));
    let site = frame::site(context, theme, |url| planned.get(url.as_str())?.title().map(str::to_owned));
    let directory = Arc::new(directory);
    let feed_stylesheet = theme.feed.clone();
    Plan { planned, site, redirects, redirect_places, feed_stylesheet, next_change, diagnostics, directory }
}

impl Plan {
    /// Says which of the addresses that texts link to have nothing.
    pub fn check<'l>(&self, links: impl Iterator<Item = (&'l str, &'l Place)>) -> Vec<Diagnostic> {
        links.filter_map(|(path, place)| judge::link(&self.planned, path, place)).collect()
    }
}

/// Plans a page that lists something or is made here.
fn page(url: Url, title: String, record: Option<&Head>, sheet: Sheet) -> Planned {
    let origin = record.map_or_else(|| "".into(), |record| record.path.shared().clone());
    let record = record.map(|record| record.name.clone());
    let noindex = sheet.is_idle();
    Planned { url, subject: Subject::Page(Leaf { title, record, noindex, sheet }), origin }
}

/// Plans what is made of many entries, or of none.
fn common(url: Url, subject: Subject) -> Planned {
    Planned { url, subject, origin: "".into() }
}

fn listings(context: &Directory) -> Vec<Planned> {
    let (shelves, others) = rayon::join(
        || selection::publications(context),
        || {
            let calendar = calendar::pages(context).into_iter();
            calendar.chain(listings::others(context)).chain(recordings::pages(context))
        },
    );
    let Shelves { mut sheets, selection } = shelves;
    sheets.extend(others);
    let selection = selection.map(|(url, shelf)| common(url, Subject::Selection(shelf)));
    let intro = |path: &str| context.intro(path).map(|page| &page.head);
    // A listing of events can be subscribed to.
    let schedules = sheets.iter().filter_map(|(url, sheet)| match sheet {
        Sheet::Events(listing) => {
            let whose = schedule::Whose::Listed(listing.clone());
            Some(common(schedule::of_page(url), Subject::Schedule(whose)))
        }
        _ => None,
    });
    let schedules: Vec<_> = schedules.collect();
    let sheet = |(url, sheet): (Url, Sheet)| {
        let introduced = intro(url.as_str().trim_matches('/'));
        let title = sheet.title(context).unwrap_or_default();
        page(url, title, introduced, sheet)
    };
    let title = index::glossary_title(context);
    let glossary = page(address::section(Kind::Term), title, intro("ordlista"), Sheet::Glossary);
    sheets.into_iter().map(sheet).chain(schedules).chain(selection).chain([glossary]).collect()
}

/// Plans the pages whose main part is made here: front page, A–Ö, statement, tree, what is not found.
fn special_pages(context: &Directory) -> Vec<Planned> {
    let front = context.intro("").map(|page| &page.head);
    let home = page(Url::root(), standing::home_title(context), front, Sheet::Home);
    let made = [(INDEX, Sheet::Index), (STATEMENT, Sheet::Statement), (TREE, Sheet::Tree)];
    let made =
        made.into_iter().filter_map(|(path, sheet)| entries::own(context, &context.intro(path)?.head, sheet));
    let title = index::NOT_FOUND.to_owned();
    let leaf = Leaf { title, record: None, noindex: true, sheet: Sheet::NotFound };
    let missing = common(Url::root().file("404.html"), Subject::Page(leaf));
    [home].into_iter().chain(made).chain([missing]).collect()
}

/// Plans what is told to those who do not come by: feeds and calendar files.
fn messages(context: &Directory) -> Vec<Planned> {
    let feed = |channel: Channel| {
        Syntax::ALL.map(|syntax| common(channel.url(syntax), Subject::Feed(channel.clone(), syntax)))
    };
    let schedules =
        schedule::files(context).into_iter().map(|(url, whose)| common(url, Subject::Schedule(whose)));
    let upcoming = common(upcoming::url(), Subject::Upcoming);
    feeds::channels(context).into_iter().flat_map(feed).chain(schedules).chain([upcoming]).collect()
}

fn theme_files(theme: &Theme) -> impl Iterator<Item = Planned> {
    theme.assets.iter().map(|(url, asset)| {
        let subject = match asset {
            Asset::Bytes(bytes) => Subject::Bytes(bytes.clone()),
            Asset::Blob(blob) => Subject::File(blob.clone()),
        };
        common(url.clone(), subject)
    })
}

fn static_files(statics: &BTreeMap<SourcePath, Blob>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Planned> {
    let mut files = Vec::with_capacity(statics.len());
    for (path, blob) in statics {
        let inner = path.as_str().strip_prefix(STATIC).unwrap_or_default();
        match Url::parse(inner) {
            Ok(url) => files.push(Planned {
                url,
                subject: Subject::File(blob.clone()),
                origin: path.shared().clone(),
            }),
            Err(why) => diagnostics.push(
                Diagnostic::error(
                    "F705",
                    Place::file(path.shared().clone()),
                    format!("filen kan inte publiceras: {why}"),
                )
                .advise("byt namn: små bokstäver a–z, siffror och bindestreck"),
            ),
        }
    }
    files
}

/// The page that lists everything from A to Ö.
const INDEX: &str = "sok";
/// The accessibility statement.
const STATEMENT: &str = "tillganglighet";
/// The tree of all pages.
const TREE: &str = "webbplatskarta";

/// Tells whether a page's main part is made here, or it introduces a listing.
fn is_special(url: &Url) -> bool {
    let slug = url.as_str().trim_matches('/');
    slug.is_empty()
        || [INDEX, STATEMENT, TREE].contains(&slug)
        || recordings::is_introduced_by(slug)
        || Kind::ALL.into_iter().any(|kind| kind.folder() == Some(slug))
}
