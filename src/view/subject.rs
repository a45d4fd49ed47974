//! What each output is about: little more than names, and enough to make its view at any time, on any core.

use std::sync::Arc;

use super::Host;
use super::calendar::{self, Calendar, Part};
use super::cite::Citation;
use super::context::{Context, Directory};
use super::feed::Syntax;
use super::feeds::Channel;
use super::list::{ListView, Listing};
use super::mailing::Form;
use super::parts::Filter;
use super::redirects::Rule;
use super::schedule::Whose;
use super::selection::Shelf;
use crate::model::kind::Kind;
use crate::model::names::Name;
use crate::source::blob::Blob;
use crate::url::Url;

/// An output: where it stands, what it is about, and which file asked for it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Where it stands.
    pub url: Url,
    /// What it is about.
    pub subject: Subject,
    /// The file it comes from; empty if it is made of many.
    pub origin: Arc<str>,
}

/// Everything that can be an output.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A page, through a template.
    Page(Leaf),
    /// A calendar file.
    Schedule(Whose),
    /// What is coming, for other programs.
    Upcoming,
    /// A feed, in one way of writing it.
    Feed(Channel, Syntax),
    /// A publication for programs that keep references, in one way of writing it.
    Citation(Name, Citation),
    /// An issue of the newsletter as a letter, in one way of writing it.
    Mailing(Name, Form),
    /// What is delivered to the National Library by whom.
    Deposit(String),
    /// The pages that may be found by search.
    Sitemap,
    /// What a script needs to combine filters.
    Selection(Arc<Shelf>),
    /// When the site will no longer be right.
    NextChange,
    /// What robots may read.
    Robots,
    /// The table of old addresses, in one way of writing it.
    Redirects(Host),
    /// A page at an old address that leads to the new one.
    Moved(Rule),
    /// The headers that the host is to send, in one way of writing them.
    Headers(Host),
    /// Bytes that the theme has made.
    Bytes(Arc<[u8]>),
    /// A file that goes out as it is.
    File(Blob),
}

/// A page before anything of it is made.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Its heading.
    pub title: String,
    /// The entry that it shows, or that introduces it.
    pub record: Option<Name>,
    /// Whether search engines are to pass it over.
    pub noindex: bool,
    /// What its main part shows.
    pub sheet: Sheet,
}

/// What the main part of a page shows.
#[derive(Clone, Debug)]
pub enum Sheet {
    /// The front page.
    Home,
    /// The entry itself.
    Entry,
    /// A whole report on one page.
    Report,
    /// An event series, with the years of its listing.
    Series(Arc<Listing>),
    /// A listing.
    Listing(Arc<Listing>),
    /// One year or letter of a listing, by its place there.
    Share(Arc<Listing>, usize),
    /// A kind that is listed whole, in groups.
    Whole(Arc<Listing>, Kind),
    /// The values of one filter, under a heading.
    Values(String, Arc<Vec<Filter>>),
    /// A listing of events by one of their values.
    Events(Arc<Listing>),
    /// A page of the calendar.
    Calendar(Arc<Calendar>, Part),
    /// The recordings of all events, or of one year, by its place there.
    Recordings(Arc<Listing>, Option<usize>),
    /// A month of the calendar as a table.
    Month(Arc<Calendar>, calendar::Month),
    /// All terms.
    Glossary,
    /// Everything from A to Ö.
    Index,
    /// The tree of all pages.
    Tree,
    /// The accessibility statement.
    Statement,
    /// What stands where nothing stands.
    NotFound,
}

impl Planned {
    /// Returns the page's heading, if it is a page.
    pub fn title(&self) -> Option<&str> {
        match &self.subject {
            Subject::Page(leaf) => Some(&leaf.title),
            _ => None,
        }
    }
}

impl Sheet {
    /// Returns the heading of a page that lists something; `None` for what has its heading from elsewhere.
    pub(super) fn title(&self, context: &Directory) -> Option<String> {
        match self {
            Self::Listing(listing)
            | Self::Whole(listing, _)
            | Self::Events(listing)
            | Self::Recordings(listing, None) => Some(listing.title(context)),
            Self::Share(listing, at) | Self::Recordings(listing, Some(at)) => {
                Some(listing.share_title(context, *at))
            }
            Self::Values(title, _) => Some(title.clone()),
            Self::Calendar(_, part) => Some(part.title(context)),
            Self::Month(_, month) => Some(calendar::month_title(*month)),
            _ => None,
        }
    }

    /// Tells whether a page has nothing to show but that there is nothing.
    pub(super) fn is_idle(&self) -> bool {
        matches!(self, Self::Month(calendar, month) if calendar.is_idle(*month))
    }

    /// Shows a page that lists something.
    pub(super) fn list(&self, context: &Context) -> Option<ListView> {
        match self {
            Self::Listing(listing) => Some(listing.front(context)),
            Self::Share(listing, at) => Some(listing.share(context, *at)),
            Self::Whole(listing, kind) => Some(super::listings::whole(context, listing, *kind)),
            Self::Values(title, filters) => Some(super::listings::values(title, filters)),
            Self::Events(listing) => Some(super::agenda::narrowed(context, listing)),
            Self::Calendar(calendar, part) => Some(calendar.view(context, *part)),
            _ => None,
        }
    }
}
