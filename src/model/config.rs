//! The site's settings: `content/site.yaml`, read like any front matter, with the same remarks.

use crate::content::front_matter::{self, Node};
use crate::diagnostic::{Diagnosed, Diagnostic, Place};
use crate::lang::slug;
use crate::source::path::SourcePath;
use crate::source::{CONFIG, Sources};
use crate::url::Url;

use super::accessibility::Accessibility;
use super::deposit;
use super::field::{Field, Fields, Reading, list, map};
use super::identifier;
use super::mailing::{self, Mailing};
use super::names::Names;
use super::value;

/// What the site is, as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// The site in one sentence.
    pub description: String,
    /// Where the site will stand: `https://www.fou-nordvast.se`, without a slash at the end.
    pub base_url: String,
    /// The theme's folder under `themes/`.
    pub theme: String,
    /// Who is behind it.
    pub organisation: Organisation,
    /// The folders of `content/` whose `index.md` is an event series.
    pub event_series: Vec<String>,
    /// The series that publications may belong to.
    pub publication_series: Vec<PublicationSeries>,
    /// Links at the top of every page, beside the menu, each with where it was written.
    pub utility: Vec<(Url, Place)>,
    /// Links at the foot of every page, each with where it was written.
    pub footer: Vec<(Url, Place)>,
    /// Names in social media.
    pub social: Vec<String>,
    /// The facts of the accessibility statement.
    pub accessibility: Accessibility,
    /// How much of a text feeds tell.
    pub feeds: FeedText,
    /// Old addresses, by pattern.
    pub redirects: Vec<Redirect>,
    /// The hosts whose films may be shown inside the site's pages.
    pub film_hosts: Vec<FilmHost>,
    /// Who delivers publications to the National Library, named as the library does; nobody if there is no feed.
    pub deposit_publisher: Option<String>,
    /// How the newsletter is sent; nothing if no letters are made.
    pub mailing: Option<Mailing>,
}

/// Who is behind the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// The name.
    pub name: String,
    /// The public body it belongs to.
    pub parent: String,
    /// Where it works.
    pub area: Option<String>,
    /// Where one writes to it.
    pub email: Option<String>,
}

/// A series of publications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationSeries {
    /// Its part of the address.
    pub slug: String,
    /// Its name, as on the cover.
    pub title: String,
    /// What is published in it.
    pub description: Option<String>,
    /// Its ISSN.
    pub issn: Option<String>,
    /// Where it was written.
    pub place: Place,
}

/// How much of a text feeds tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedText {
    /// What it says in short.
    #[default]
    Summary,
    /// All of it.
    Full,
}

/// Somebody who shows films inside the pages of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilmHost {
    /// The host: `player.vimeo.com`.
    pub host: String,
    /// What visitors know it as: `Vimeo`.
    pub name: String,
}

/// An old address, or a pattern of old addresses, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The old address; `**` stands for anything, `{YYYY}`, `{MM}`, `{DD}` for digits, `{slug}` for one part.
    pub from: String,
    /// The address inside the site.
    pub to: Url,
    /// Where it was written.
    pub place: Place,
}

const TITLE: Field<String> = Field::required("title", value::text, "webbplatsens namn");
const DESCRIPTION: Field<String> = Field::required("description", value::text, "webbplatsen i en mening");
const BASE_URL: Field<String> = Field::required("base_url", base_url, "webbplatsens adress");
const THEME: Field<String> = Field::required("theme", slug_text, "temats mapp i `themes`");
const ORGANISATION: Field<Organisation> = Field::required("organisation", organisation, "vem som står bakom");
const EVENT_SERIES: Field<Vec<String>> =
    Field::optional("event_series", slugs, "mappar som är evenemangsserier");
const PUBLICATION_SERIES: Field<Vec<PublicationSeries>> =
    Field::optional("publication_series", publication_series, "serier som publikationer ges ut i");
const UTILITY: Field<Vec<(Url, Place)>> = Field::optional("utility", value::addresses, "länkar högst upp");
const FOOTER: Field<Vec<(Url, Place)>> = Field::optional("footer", value::addresses, "länkar längst ned");
const SOCIAL: Field<Vec<String>> = Field::optional("social", plain_texts, "namn i sociala medier");
const ACCESSIBILITY: Field<Accessibility> =
    Field::optional("accessibility", Accessibility::read, "uppgifter till tillgänglighetsredogörelsen");
const FEEDS: Field<FeedText> =
    Field::optional("feeds", feed_text, "hur mycket av en text som flöden har med");
const REDIRECTS: Field<Vec<Redirect>> = Field::optional("redirects", redirects, "gamla adresser");
const FILM_HOSTS: Field<Vec<FilmHost>> =
    Field::optional("film_hosts", film_hosts, "värdar vars filmer får visas på sidorna");
const DEPOSIT: Field<String> =
    Field::optional("deposit", deposit::publisher, "vem som pliktlevererar genom flödet");
const MAILING: Field<mailing::Read> =
    Field::optional("mailing", mailing::mailing, "hur nyhetsbrevet skickas");

impl Config {
    /// Reads `content/site.yaml`; `None` if it is missing or something in it is.
    pub fn read(sources: &Sources) -> Diagnosed<Option<Self>> {
        let path = SourcePath::new(CONFIG);
        let Some(source) = sources.texts.get(&path) else {
            let remark = Diagnostic::error("F403", Place::file(CONFIG), "webbplatsens inställningar saknas")
                .advise(format!("lägg filen `{CONFIG}` med minst `title`, `description`, `base_url`, `theme` och `organisation`"));
            return Diagnosed { value: None, diagnostics: vec![remark] };
        };
        let mut diagnostics = Vec::new();
        let read = front_matter::tree(path.shared(), &source.text, 1);
        let broken = !read.diagnostics.is_empty();
        let tree = read.unload(&mut diagnostics);
        if broken && tree.is_none() {
            return Diagnosed { value: None, diagnostics };
        }
        let node = tree.unwrap_or_else(Node::empty);
        let (names, blank) = (Names::default(), Self::default());
        let mut reading = Reading { path: &path, names: &names, config: &blank, diagnostics: Vec::new() };
        let mut fields = Fields::new(&node, &mut reading);
        let config = Self::fields(&mut fields);
        fields.finish();
        diagnostics.append(&mut reading.diagnostics);
        Diagnosed { value: config, diagnostics }
    }

    fn fields(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let title = fields.get(&TITLE);
        let description = fields.get(&DESCRIPTION);
        let base_url = fields.get(&BASE_URL);
        let theme = fields.get(&THEME);
        let organisation = fields.get(&ORGANISATION);
        let event_series = fields.get(&EVENT_SERIES);
        let publication_series = fields.get(&PUBLICATION_SERIES);
        let utility = fields.get(&UTILITY);
        let footer = fields.get(&FOOTER);
        let social = fields.get(&SOCIAL);
        let accessibility = fields.get(&ACCESSIBILITY);
        let feeds = fields.get(&FEEDS);
        let redirects = fields.get(&REDIRECTS);
        let film_hosts = fields.get(&FILM_HOSTS);
        let deposit_publisher = fields.get(&DEPOSIT);
        let mailing = fields.get(&MAILING);
        let mailing = mailing.and_then(|it| it.settle(organisation.as_ref(), fields.reading));
        Some(Self {
            title: title?,
            description: description?,
            base_url: base_url?,
            theme: theme?,
            organisation: organisation?,
            event_series: event_series.unwrap_or_default(),
            publication_series: publication_series.unwrap_or_default(),
            utility: utility.unwrap_or_default(),
            footer: footer.unwrap_or_default(),
            social: social.unwrap_or_default(),
            accessibility: accessibility.unwrap_or_default(),
            feeds: feeds.unwrap_or_default(),
            redirects: redirects.unwrap_or_default(),
            film_hosts: film_hosts.unwrap_or_default(),
            deposit_publisher,
            mailing,
        })
    }

    /// Finds a publication series by its slug.
    pub fn series(&self, slug: &str) -> Option<&PublicationSeries> {
        self.publication_series.iter().find(|series| series.slug == slug)
    }

    /// Returns the address of a page with its host.
    pub fn absolute(&self, url: &Url) -> String {
        format!("{}{url}", self.base_url)
    }
}

fn base_url(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    value::web(reading, node).map(|url| url.trim_end_matches('/').to_owned())
}

fn plain_texts(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<String>> {
    list(reading, node, value::plain)
}

fn slug_text(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = value::plain(reading, node)?;
    if slug::slug(&written) == written {
        return Some(written);
    }
    let message = format!("`{written}` går inte att använda som namn på en mapp eller sida");
    reading.wrong("F226", node.span, message, &format!("skriv: `{}`", slug::slug(&written)))
}

fn slugs(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<String>> {
    list(reading, node, slug_text)
}

fn organisation(reading: &mut Reading<'_>, node: &Node) -> Option<Organisation> {
    const NAME: Field<String> = Field::required("name", value::text, "organisationens namn");
    const PARENT: Field<String> = Field::required("parent", value::text, "huvudmannen");
    const AREA: Field<String> = Field::optional("area", value::text, "området den verkar i");
    const EMAIL: Field<String> =
        Field::optional("email", value::email, "adressen som besökare kan skriva till");
    map(reading, node, "skriv `organisation: {name: …, parent: …}`", |fields| {
        let name = fields.get(&NAME);
        let parent = fields.get(&PARENT);
        let area = fields.get(&AREA);
        let email = fields.get(&EMAIL);
        Some(Organisation { name: name?, parent: parent?, area, email })
    })
}

fn publication_series(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<PublicationSeries>> {
    const SLUG: Field<String> = Field::required("slug", slug_text, "seriens del av adressen");
    const TITLE: Field<String> = Field::required("title", value::text, "seriens namn");
    const DESCRIPTION: Field<String> = Field::optional("description", value::text, "vad som ges ut i serien");
    const ISSN: Field<String> = Field::optional("issn", identifier::issn, "seriens ISSN");
    list(reading, node, |reading, node| {
        map(reading, node, "skriv `- {slug: …, title: …}`", |fields| {
            let slug = fields.get(&SLUG);
            let title = fields.get(&TITLE);
            let description = fields.get(&DESCRIPTION);
            let issn = fields.get(&ISSN);
            let place = fields.reading.place(fields.span(SLUG.key));
            Some(PublicationSeries { slug: slug?, title: title?, description, issn, place })
        })
    })
}

fn feed_text(reading: &mut Reading<'_>, node: &Node) -> Option<FeedText> {
    value::choice(reading, node, &[("summary", FeedText::Summary), ("full", FeedText::Full)])
}

fn film_hosts(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<FilmHost>> {
    const HOST: Field<String> = Field::required("host", host, "värden som visar filmen");
    const NAME: Field<String> = Field::required("name", value::text, "vad besökare känner den som");
    list(reading, node, |reading, node| {
        map(reading, node, "skriv `- {host: player.vimeo.com, name: Vimeo}`", |fields| {
            let host = fields.get(&HOST);
            let name = fields.get(&NAME);
            Some(FilmHost { host: host?, name: name? })
        })
    })
}

/// Reads a host that can stand in a policy: letters, digits, dots and hyphens.
fn host(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let written = value::plain(reading, node)?;
    let part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if written.contains('.') && written.split('.').all(part) {
        return Some(written);
    }
    let message = format!("`{written}` går inte att använda som värd");
    let advice = "skriv bara värden, utan `https://` och utan stjärna: `player.vimeo.com`";
    reading.wrong("F554", node.span, message, advice)
}

fn redirects(reading: &mut Reading<'_>, node: &Node) -> Option<Vec<Redirect>> {
    const FROM: Field<(String, Place)> = Field::required("from", pattern, "den gamla adressen");
    const TO: Field<Url> = Field::required("to", value::address, "den nya adressen");
    list(reading, node, |reading, node| {
        map(reading, node, "skriv `- {from: /gamla/, to: /nya/}`", |fields| {
            let from = fields.get(&FROM);
            let to = fields.get(&TO);
            let (from, place) = from?;
            Some(Redirect { from, to: to?, place })
        })
    })
}

/// Reads a pattern of old addresses: parts of plain letters, `{…}` for one part, `**` for the rest.
fn pattern(reading: &mut Reading<'_>, node: &Node) -> Option<(String, Place)> {
    let written = value::plain(reading, node)?;
    let part = |part: &str| {
        matches!(part, "**" | "{YYYY}" | "{MM}" | "{DD}" | "{slug}")
            || (!part.is_empty()
                && part != ".."
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte)))
    };
    let inner = written.strip_prefix('/').map(|rest| rest.strip_suffix('/').unwrap_or(rest));
    if inner.is_some_and(|inner| inner.split('/').all(part)) {
        return Some((written, reading.place(node.span)));
    }
    let message = format!("`{written}` går inte att använda som gammal adress");
    reading.wrong(
        "F227",
        node.span,
        message,
        "skriv `/gamla/sidan/`, eller `/gamla/**` för allt under `/gamla/`",
    )
}
