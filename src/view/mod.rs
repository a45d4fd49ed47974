//! What each output shows, as plain data: finished Swedish words, finished addresses.
//!
//! [`plan::plan`] takes the site apart and names every output, with what it is about ([`subject`]); [`plan::Plan::view`] makes
//! what one output shows when it is asked for, and one file for each kind of page fills its struct.
//! Knows no template, no XML, no disk.

pub mod address;
pub mod agenda;
pub mod body;
pub mod calendar;
pub mod card;
pub mod chapter;
pub mod cite;
pub mod context;
pub mod cover;
pub mod deposit;
pub mod entry;
pub mod evaluation;
pub mod event;
pub mod facts;
pub mod feed;
pub mod feeds;
pub mod files;
pub mod frame;
pub mod graph;
pub mod index;
pub mod joined;
pub mod letter;
pub mod life;
pub mod list;
pub mod listings;
pub mod literature;
pub mod mailing;
pub mod meta;
pub mod month;
pub mod newsletter;
pub mod next;
pub mod outside;
pub mod parts;
pub mod person;
pub mod picture;
pub mod plan;
pub mod programme;
pub mod publication;
pub mod query;
pub mod record;
pub mod recording;
pub mod recordings;
pub mod redirects;
pub mod reference;
pub mod registration;
pub mod related;
pub mod report;
pub mod schedule;
pub mod selection;
pub mod series;
pub mod sitemap;
pub mod standing;
pub mod statement;
pub mod subject;
pub mod talks;
pub mod upcoming;

use std::sync::Arc;

use serde::Serialize;

use crate::source::blob::Blob;
use cite::Citation;
use deposit::Deposit;
use feed::{Feed, Syntax};
use frame::Head;
use mailing::{Form, Mailing};
use record::Record;
use redirects::{Redirects, Rule};
use schedule::Schedule;
use selection::Selection;
use sitemap::Sitemap;
use upcoming::Upcoming;

/// Everything that can be an output.
#[derive(Clone, Debug)]
pub enum View {
    /// A page, through a template.
    Page(Box<Page>),
    /// A calendar file.
    Schedule(Schedule),
    /// What is coming, for other programs.
    Upcoming(Upcoming),
    /// A feed, in one way of writing it.
    Feed(Feed, Syntax),
    /// A publication for programs that keep references, in one way of writing it.
    Citation(Box<Record>, Citation),
    /// An issue of the newsletter as a letter, in one way of writing it.
    Mailing(Box<Mailing>, Form),
    /// What is delivered to the National Library.
    Deposit(Deposit),
    /// The pages that may be found by search.
    Sitemap(Sitemap),
    /// What a script needs to combine filters.
    Selection(Selection),
    /// When the site will no longer be right, and where it stands; nothing if it always will be.
    NextChange(Option<next::NextChange>),
    /// What robots may read; the text is the sitemap's address.
    Robots(String),
    /// The table of old addresses, in one way of writing it.
    Redirects(Arc<Redirects>, Host),
    /// A page at an old address that leads to the new one.
    Moved(Rule),
    /// The headers that the host is to send, in one way of writing them, and the hosts whose films pages may show.
    Headers(Host, Vec<String>),
    /// Bytes that the theme has made.
    Bytes(Arc<[u8]>),
    /// A file that goes out as it is.
    File(Blob),
}

/// A program that serves the site, and how it is told things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// An nginx include.
    Nginx,
    /// An Apache include.
    Apache,
    /// The plain tables that several hosts read.
    Plain,
}

/// A page.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// What frames it.
    pub head: Head,
    /// What it shows.
    pub main: Main,
}

/// The main part of a page; each has the template of its name.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each is the view of its name")]
pub enum Main {
    Home(standing::HomeView),
    Page(standing::PageView),
    Publication(Box<publication::PublicationView>),
    Chapter(chapter::ChapterView),
    Report(report::ReportView),
    Event(Box<event::EventView>),
    Person(person::PersonView),
    Entry(entry::EntryView),
    Newsletter(newsletter::NewsletterView),
    Topic(standing::TopicView),
    Series(series::SeriesView),
    List(list::ListView),
    Recordings(recordings::RecordingsView),
    Month(month::MonthView),
    Glossary(index::GlossaryView),
    Index(index::IndexView),
    Tree(index::TreeView),
    Statement(statement::StatementView),
    Error(index::ErrorView),
}

impl Main {
    /// Lists the templates that a theme must have.
    pub const TEMPLATES: [&'static str; 19] = [
        "home.html",
        "page.html",
        "publication.html",
        "chapter.html",
        "report.html",
        "event.html",
        "person.html",
        "entry.html",
        "newsletter.html",
        "topic.html",
        "series.html",
        "list.html",
        "recordings.html",
        "month.html",
        "glossary.html",
        "index.html",
        "tree.html",
        "statement.html",
        "error.html",
    ];

    /// Names the template that shows it.
    pub fn template(&self) -> &'static str {
        let [
            home,
            page,
            publication,
            chapter,
            report,
            event,
            person,
            entry,
            newsletter,
            topic,
            series,
            list,
            recordings,
            month,
            glossary,
            index,
            tree,
            statement,
            error,
        ] = Self::TEMPLATES;
        match self {
            Self::Home(_) => home,
            Self::Page(_) => page,
            Self::Publication(_) => publication,
            Self::Chapter(_) => chapter,
            Self::Report(_) => report,
            Self::Event(_) => event,
            Self::Person(_) => person,
            Self::Entry(_) => entry,
            Self::Newsletter(_) => newsletter,
            Self::Topic(_) => topic,
            Self::Series(_) => series,
            Self::List(_) => list,
            Self::Recordings(_) => recordings,
            Self::Month(_) => month,
            Self::Glossary(_) => glossary,
            Self::Index(_) => index,
            Self::Tree(_) => tree,
            Self::Statement(_) => statement,
            Self::Error(_) => error,
        }
    }
}
