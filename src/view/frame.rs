//! What frames every page: its head, the way to it, the menu, the foot.

use jiff::civil;
use serde::Serialize;

use super::context::{Context, Directory};
use super::meta::Meta;
use super::parts::{Day, Link};
use super::subscribe;
use crate::diagnostic::Place;
use crate::lang::uncut;
use crate::model::collection::Head as Record;
use crate::model::kind::Kind;
use crate::model::publishing::Visibility;
use crate::theme::Theme;
use crate::url::Url;

/// What a page says of itself beside its main part.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Head {
    pub title: String,
    pub document_title: String,
    pub description: Option<String>,
    /// The address with its host.
    pub canonical: String,
    pub url: Url,
    /// The entry of the main menu that the page lies under.
    pub section: Option<Url>,
    /// The way from the front page to this page, itself last.
    pub crumbs: Vec<Link>,
    pub noindex: bool,
    /// The feeds that follow what the page shows.
    pub feeds: Vec<Alternate>,
    /// What it tells programs of itself.
    pub meta: Vec<Meta>,
    /// The same as linked data, safe inside a `script` element.
    pub json_ld_html: Option<String>,
    pub updated: Option<Day>,
    pub published: Option<Day>,
    /// Whether it is shown only because drafts were asked for.
    pub draft: bool,
}

/// What a page says of another way in which its content is published.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Alternate {
    pub title: String,
    pub url: Url,
    pub media_type: &'static str,
}

/// What all pages share.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SiteView {
    pub title: String,
    pub description: String,
    pub language: &'static str,
    pub stylesheet: Url,
    /// Scripts that add to pages, as modules.
    pub scripts: Vec<Url>,
    pub fonts: Vec<Url>,
    pub icon: Option<Url>,
    pub menu: Vec<Link>,
    pub utility: Vec<Link>,
    pub footer: Vec<Link>,
    pub municipalities: Vec<Link>,
    pub organisation: OrganisationView,
    pub social: Vec<String>,
    pub feed: Url,
    /// Where one signs up for the newsletter.
    pub signup: Option<Link>,
}

/// Who is behind the site.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OrganisationView {
    pub name: String,
    pub parent: String,
    pub area: Option<String>,
}

/// Returns the address of the feed of everything.
pub fn feed_url() -> Url {
    Url::root().file("flode.xml")
}

/// Returns the last day that an entry's content is known to have changed.
pub fn changed(record: &Record) -> Option<civil::Date> {
    record.updated.or(record.date.and_then(|date| date.day()))
}

/// Makes a page's head; the way to it is filled in when all pages are known.
pub fn head(context: &Context, url: &Url, title: &str, record: Option<&Record>) -> Head {
    let config = &context.site.config;
    // A soft hyphen helps a narrow heading; elsewhere it would only be in the way.
    let plain = uncut(title);
    let report = record.and_then(|record| context.site.publication_of(record));
    let plain = report.map_or(plain.clone(), |it| format!("{plain} – {}", uncut(&it.head.title)));
    let document_title = if plain == config.title { plain } else { format!("{plain} – {}", config.title) };
    let dated =
        record.filter(|record| matches!(record.name.kind, Kind::Publication | Kind::News | Kind::Newsletter));
    let published = dated.and_then(|record| record.date);
    let excerpt =
        record.map(|record| context.body(&record.path).excerpt.clone()).filter(|text| !text.is_empty());
    Head {
        title: title.to_owned(),
        document_title,
        description: record.and_then(|record| record.summary.clone()).or(excerpt),
        canonical: config.absolute(url),
        url: url.clone(),
        section: None,
        crumbs: Vec::new(),
        noindex: false,
        feeds: Vec::new(),
        meta: Vec::new(),
        json_ld_html: None,
        updated: record.and_then(|record| record.updated).map(Day::whole),
        published: published.map(Day::of),
        draft: record.is_some_and(|record| context.site.visibility(record) != Visibility::Published),
    }
}

/// Makes what all pages share. A link to an address that has no page is left out, and has been said.
pub fn site(context: &Directory, theme: &Theme, title: impl Fn(&Url) -> Option<String>) -> SiteView {
    let config = &context.site.config;
    let links = |urls: &[(Url, Place)]| -> Vec<Link> {
        urls.iter().filter_map(|(url, _)| Some(Link { text: title(url)?, url: Some(url.clone()) })).collect()
    };
    let mut menu: Vec<_> =
        context.site.pages.iter().filter_map(|page| Some((page.data.menu?, page))).collect();
    menu.sort_by_key(|(order, _)| *order);
    let menu = menu.into_iter().map(|(_, page)| Link {
        text: page.data.menu_title.clone().unwrap_or_else(|| page.head.title.clone()),
        url: context.url(&page.head.name).cloned(),
    });
    let mut footer = links(&config.footer);
    let subscribe = subscribe::url();
    if !footer.iter().any(|link| link.url.as_ref() == Some(&subscribe)) {
        footer.extend(title(&subscribe).map(|text| Link { text, url: Some(subscribe) }));
    }
    let words = "Prenumerera på nyhetsbrevet".to_owned();
    let signup = config.signup.is_some().then(|| Link { text: words, url: Some(subscribe::url()) });
    SiteView {
        title: config.title.clone(),
        description: config.description.clone(),
        language: "sv",
        stylesheet: theme.stylesheet.clone(),
        scripts: theme.scripts.clone(),
        fonts: theme.preload.clone(),
        icon: theme.icon.clone(),
        menu: menu.collect(),
        utility: links(&config.utility),
        footer,
        municipalities: context.links(context.site.municipalities.iter().map(|it| &it.head.name)),
        organisation: OrganisationView {
            name: config.organisation.name.clone(),
            parent: config.organisation.parent.clone(),
            area: config.organisation.area.clone(),
        },
        social: config.social.clone(),
        feed: feed_url(),
        signup,
    }
}

/// Finds the menu's address under which an address lies; topics and series lie beside the menu.
pub fn section(menu: &[Link], url: &Url) -> Option<Url> {
    let above = menu.iter().filter_map(|link| link.url.as_ref());
    above.filter(|it| **it != Url::root()).find(|it| url.as_str().starts_with(it.as_str())).cloned()
}
