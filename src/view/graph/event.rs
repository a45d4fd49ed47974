//! An event as linked data.
//!
//! Only what is known: a price of 0 is an offer, any other is words for people. Where the meeting on the web is, those
//! who register are told; here stands the event's page.

use jiff::civil;
use serde_json::{Value, json};

use super::{organisation, page, with};
use crate::date::Moment;
use crate::lang::plain;
use crate::model::collection::Entry;
use crate::model::credit::Credit;
use crate::model::event::{Attendance, Event, Status};
use crate::model::links::beside;
use crate::model::names::Ref;
use crate::model::occasion::Place;
use crate::model::programme::Session;
use crate::model::recording::{Film, Recording};
use crate::url::Url;
use crate::view::context::Directory;
use crate::view::parts::Link;
use crate::view::picture;
use crate::view::recording::media_type;

/// Writes the graph of an event's page, to which `crumbs` lead.
pub fn event(context: &Directory, entry: &Entry<Event>, url: &Url, crumbs: &[Link]) -> String {
    page(context, &Desk { context, entry, url }.event(), crumbs)
}

/// What every part of an event is told with.
struct Desk<'a> {
    context: &'a Directory,
    entry: &'a Entry<Event>,
    url: &'a Url,
}

impl Desk<'_> {
    fn event(&self) -> Value {
        let Entry { head, data } = self.entry;
        let page = self.page();
        let event = json!({
            "@type": "Event",
            "@id": format!("{page}#evenemang"),
            "name": plain(&head.title),
            "url": page,
            "mainEntityOfPage": page,
            "inLanguage": "sv-SE",
            "startDate": data.start.machine(),
            "eventStatus": self.status(),
            "organizer": { "@id": organisation(self.context) },
        });
        let free = data.price.as_deref().is_some_and(is_free);
        let performers: Vec<_> = data.speakers.iter().filter_map(|it| self.person(it)).collect();
        let films: Vec<_> = data.recordings.iter().filter_map(|it| self.film(it)).collect();
        let works = data.publications.iter().filter_map(|it| self.publication(it)).collect();
        let previous = data.moved_from.filter(|_| data.status == Status::Moved);
        with(
            event,
            [
                ("endDate", data.end.map(|end| end.machine().into())),
                ("previousStartDate", previous.map(|start| start.machine().into())),
                ("description", head.summary.as_deref().map(|text| plain(text).into())),
                ("eventAttendanceMode", data.attendance.map(|it| mode(it).into())),
                ("location", self.location()),
                ("superEvent", self.series()),
                ("subEvent", some(self.sessions())),
                ("performer", some(performers)),
                ("isAccessibleForFree", free.then_some(true.into())),
                ("offers", free.then(|| self.offer()).flatten()),
                ("recordedIn", some(films)),
                ("workFeatured", some(works)),
            ],
        )
    }

    fn page(&self) -> String {
        self.context.site.config.absolute(self.url)
    }

    fn status(&self) -> String {
        let status = match self.entry.data.status {
            Status::Cancelled => "EventCancelled",
            Status::Moved => "EventRescheduled",
            Status::Planned | Status::Full => "EventScheduled",
        };
        format!("https://schema.org/{status}")
    }

    fn location(&self) -> Option<Value> {
        let data = &self.entry.data;
        let on_site = data.place.as_ref().map(place);
        let online = matches!(data.attendance, Some(Attendance::Online | Attendance::Both));
        let online = online.then(|| json!({ "@type": "VirtualLocation", "url": self.page() }));
        match (on_site, online) {
            (Some(place), Some(online)) => Some(json!([place, online])),
            (place, online) => place.or(online),
        }
    }

    fn series(&self) -> Option<Value> {
        let name = self.entry.data.series.as_ref()?.name();
        let link = self.context.link(&name)?;
        let url = self.context.site.config.absolute(&link.url?);
        Some(
            json!({ "@type": "EventSeries", "@id": format!("{url}#serie"), "name": plain(&link.text), "url": url }),
        )
    }

    /// Tells of the sessions whose time is known; breaks are none.
    fn sessions(&self) -> Vec<Value> {
        let moment = |day, time: civil::Time| {
            Moment::parse(&format!("{day} {}", time.strftime("%H:%M"))).ok().map(|it| it.machine())
        };
        let session = |it: &Session| {
            let day = it.day?;
            let event =
                json!({ "@type": "Event", "name": plain(&it.title), "startDate": moment(day, it.start?)? });
            let end = it.end.and_then(|end| moment(day, end));
            let speakers: Vec<_> = it.speakers.iter().filter_map(|it| self.person(it)).collect();
            let place = it.place.as_ref().map(|name| json!({ "@type": "Place", "name": plain(name) }));
            let more = [
                ("endDate", end.map(Value::from)),
                ("url", it.anchor().map(|anchor| format!("{}#{anchor}", self.page()).into())),
                ("location", place.or_else(|| self.location())),
                ("performer", some(speakers)),
            ];
            Some(with(event, more))
        };
        self.entry.data.programme.iter().filter(|it| !it.is_break).filter_map(session).collect()
    }

    fn person(&self, credit: &Credit) -> Option<Value> {
        let who = self.context.who(credit)?;
        let url = who.url.map(|url| self.context.site.config.absolute(&url).into());
        let works = who.affiliation.map(|name| json!({ "@type": "Organization", "name": plain(&name) }));
        let person = json!({ "@type": "Person", "name": plain(&who.text) });
        Some(with(person, [("url", url), ("affiliation", works)]))
    }

    fn publication(&self, reference: &Ref<crate::model::publication::Publication>) -> Option<Value> {
        let link = self.context.link(&reference.name())?;
        let url = self.context.site.config.absolute(&link.url?);
        Some(
            json!({ "@type": "CreativeWork", "@id": format!("{url}#publikation"), "name": plain(&link.text), "url": url }),
        )
    }

    /// Tells what a seat costs and whether there is one; nothing of what is over or not held.
    fn offer(&self) -> Option<Value> {
        let data = &self.entry.data;
        if data.is_over(self.context.site.scope.now()) || data.status == Status::Cancelled {
            return None;
        }
        let seats = if data.status == Status::Full { "SoldOut" } else { "InStock" };
        let registration = data.registration.as_ref();
        let url = registration.and_then(|it| it.url.clone()).unwrap_or_else(|| self.page());
        let offer = json!({
            "@type": "Offer",
            "price": "0",
            "priceCurrency": "SEK",
            "availability": format!("https://schema.org/{seats}"),
            "url": url,
        });
        let from = registration.and_then(|it| it.opens).map(|it| it.machine().into());
        let to = registration.and_then(|it| it.closes).map(|it| it.machine().into());
        Some(with(offer, [("validFrom", from), ("validThrough", to)]))
    }

    /// Tells of a film that can be seen.
    fn film(&self, recording: &Recording) -> Option<Value> {
        let config = &self.context.site.config;
        let beside = |name: &str| {
            let path = beside(&self.entry.head.path, name)?;
            self.context.site.files.blobs.contains_key(&path).then_some(path)
        };
        let url =
            |name: &str| Some(config.absolute(&picture::address(self.context, self.url, &beside(name)?)));
        let (web, content, encoding) = match &recording.film {
            Film::Nowhere => return None,
            Film::Web(web) => (Some(web.clone()), None, None),
            Film::File(file) => {
                let kind = media_type(&beside(&file.name)?.extension());
                (None, Some(url(&file.name)?), Some(kind))
            }
        };
        let object = json!({
            "@type": "VideoObject",
            "name": plain(&recording.title),
            "inLanguage": recording.language.as_deref().unwrap_or("sv"),
        });
        Some(with(
            object,
            [
                ("url", web.map(Value::from)),
                ("contentUrl", content.map(Value::from)),
                ("encodingFormat", encoding.map(Value::from)),
                ("embedUrl", recording.frame(&config.film_hosts).map(|frame| frame.url.into())),
                (
                    "thumbnailUrl",
                    recording.still.as_ref().and_then(|still| url(&still.name)).map(Value::from),
                ),
                ("uploadDate", recording.date.map(|date| date.to_string().into())),
                ("duration", recording.length.map(|length| length.iso().into())),
            ],
        ))
    }
}

fn place(place: &Place) -> Value {
    let address = place.address.as_deref().map(|address| plain(address).into());
    with(json!({ "@type": "Place", "name": plain(&place.name) }), [("address", address)])
}

fn mode(attendance: Attendance) -> &'static str {
    match attendance {
        Attendance::OnSite => "https://schema.org/OfflineEventAttendanceMode",
        Attendance::Online => "https://schema.org/OnlineEventAttendanceMode",
        Attendance::Both => "https://schema.org/MixedEventAttendanceMode",
    }
}

/// Tells whether words about a price say that there is none, for anybody: `Kostnadsfritt`, `Gratis, lunch ingår`.
fn is_free(price: &str) -> bool {
    let price = plain(price).to_lowercase();
    let (first, rest) = price.split_once([',', '.', ';', '–', '(']).unwrap_or((&price, ""));
    let is_free = matches!(
        first.trim(),
        "gratis"
            | "kostnadsfri"
            | "kostnadsfritt"
            | "avgiftsfri"
            | "avgiftsfritt"
            | "fri entré"
            | "ingen kostnad"
            | "0 kr"
            | "0 kronor"
    );
    is_free && !rest.contains(|letter: char| letter.is_ascii_digit())
}

fn some(values: Vec<Value>) -> Option<Value> {
    (!values.is_empty()).then_some(Value::Array(values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_says_so_is_free() {
        for price in ["Gratis", "Kostnadsfritt, lunch ingår.", "0 kr", "0\u{a0}kronor", "Fri entré"] {
            assert!(is_free(price), "{price}");
        }
        for price in
            ["50 kr", "0,5 kr", "Kostnadsfritt för ägarkommunerna", "Gratis (lunch 120 kr)", "Lunch ingår"]
        {
            assert!(!is_free(price), "{price}");
        }
    }
}
