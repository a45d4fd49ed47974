//! The calendar: what is coming by month, what has been by year, and a page for each year and each month.
//!
//! A year has a page if something takes place in it, and then each of its months has one, so that one can leaf through
//! it; where nothing takes place the page says so and leads on. Years in which nothing takes place are passed over.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil;

use super::address;
use super::agenda::{self, NONE_COMING, WORDS};
use super::body::body;
use super::context::{Context, Directory};
use super::list::{ListView, WHOLE, count};
use super::listings::{self, capitalised};
use super::month::{self, MonthView};
use super::parts::{Count, Filter, Link, Subscribe, Turn};
use super::related::group;
use super::schedule;
use super::standing::coming;
use super::subject::Sheet;
use crate::date::Date;
use crate::lang::{dates, numbers};
use crate::model::collection::Entry;
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::names::Name;
use crate::url::Url;

const COMING: (&str, &str) = ("kommande evenemang", "kommande evenemang");

/// A month of a year, 1–12.
pub type Month = (i16, i8);

/// What the pages of the calendar share: how it can be narrowed, and what takes place in each year and month.
#[derive(Clone, Debug)]
pub struct Calendar {
    filters: Arc<Vec<Filter>>,
    years: BTreeMap<i16, Vec<Name>>,
    /// Every month of a year in which something has a month.
    months: BTreeMap<Month, Vec<Name>>,
    /// The month that one is likely to ask for: of the next event, or else of the last.
    focus: Option<Month>,
}

/// One page of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is coming.
    Coming,
    /// What has been, in short.
    Past,
    /// A year.
    Year(i16),
}

/// A way in which the calendar can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    List,
    Month,
    Year,
}

/// Plans every page of the calendar, and the listings of events by their values.
pub fn pages(context: &Directory) -> Vec<(Url, Sheet)> {
    let (filters, mut sheets) = listings::events(context);
    let calendar = Arc::new(Calendar::of(context, Arc::new(filters)));
    let years = calendar.years.keys().map(|year| Part::Year(*year));
    let parts = [Part::Coming, Part::Past].into_iter().chain(years);
    sheets.extend(parts.map(|part| (part.url(), Sheet::Calendar(calendar.clone(), part))));
    let months = calendar.months.keys().copied();
    sheets.extend(months.map(|month| (month_url(month), Sheet::Month(calendar.clone(), month))));
    sheets
}

impl Part {
    /// Returns the address of the page.
    pub(super) fn url(self) -> Url {
        let base = address::section(Kind::Event);
        match self {
            Self::Coming => base,
            Self::Past => base.page("arkiv"),
            Self::Year(year) => base.page(&year.to_string()),
        }
    }

    /// Returns the heading of the page.
    pub fn title(self, context: &Directory) -> String {
        match self {
            Self::Coming => context
                .intro("kalender")
                .map_or_else(|| "Kalender".to_owned(), |page| page.head.title.clone()),
            Self::Past => "Tidigare evenemang".to_owned(),
            Self::Year(year) => format!("Kalender {year}"),
        }
    }
}

/// Returns the address of a month's page.
pub(super) fn month_url((year, month): Month) -> Url {
    Part::Year(year).url().page(&format!("{month:02}"))
}

/// Returns the heading of a month's page.
pub fn month_title((year, month): Month) -> String {
    format!("Kalender {}", dates::date(Date::Month(year, month)))
}

impl Calendar {
    /// Sorts events under the years and months in which they take place.
    fn of(context: &Directory, filters: Arc<Vec<Filter>>) -> Self {
        let now = context.site.scope.now();
        let mut calendar = Self { filters, years: BTreeMap::new(), months: BTreeMap::new(), focus: None };
        let mut is_ahead = false;
        for Entry { head, data } in &context.site.events {
            let (first, last) = (data.start.date(), data.last_date());
            for year in first.year()..=last.year() {
                calendar.years.entry(year).or_default().push(head.name.clone());
            }
            let Some(month) = first.month() else { continue };
            let until = last.month().unwrap_or(month);
            let all = std::iter::successors(Some(month), |month| Some(after(*month)));
            for month in all.take_while(|it| *it <= until) {
                calendar.months.entry(month).or_default().push(head.name.clone());
            }
            // Events come in the order of time: the first that is not over is the next.
            if !is_ahead {
                calendar.focus = Some(month);
                is_ahead = !data.is_over(now);
            }
        }
        let busy: Vec<i16> = calendar.months.keys().map(|(year, _)| *year).collect();
        for month in busy.into_iter().flat_map(|year| (1..=12).map(move |month| (year, month))) {
            calendar.months.entry(month).or_default();
        }
        calendar
    }

    /// Shows a page of the calendar.
    pub fn view(&self, context: &Context, part: Part) -> ListView {
        let frame =
            ListView { title: part.title(context), style: "agenda", split: "År", ..ListView::default() };
        match part {
            Part::Coming => self.coming(context, frame),
            Part::Past => agenda::past(context, frame),
            Part::Year(year) => self.year(context, year, frame),
        }
    }

    fn coming(&self, context: &Context, frame: ListView) -> ListView {
        let base = Part::Coming.url();
        let intro = context.intro("kalender");
        let coming = coming(context, |_| true);
        let groups = agenda::by_month(context, coming.iter().copied(), None);
        let (groups, shown) = agenda::first(groups, WHOLE);
        let more = format!("Här visas de närmaste {shown}. Alla finns under sina år.");
        ListView {
            lead: intro.and_then(|page| page.head.summary.clone()),
            body: intro.map(|page| body(context, &page.head.path, &base)).unwrap_or_default(),
            count: (!coming.is_empty()).then(|| count(coming.len(), COMING)),
            views: views(Way::List, self.focus, self.focus.map(|(year, _)| year)),
            filters: self.filters.clone(),
            empty: Some(NONE_COMING.to_owned()),
            groups: if coming.is_empty() { agenda::latest(context) } else { groups },
            coming: !coming.is_empty(),
            counts_coming: shown == coming.len(),
            note: (shown < coming.len()).then_some(more),
            shares: self.link_archive(context),
            subscribe: Some(Subscribe::of(schedule::of_page(&base), &context.site.config.base_url)),
            ..frame
        }
    }

    fn year(&self, context: &Context, year: i16, frame: ListView) -> ListView {
        let names = self.years.get(&year).map_or(&[][..], Vec::as_slice);
        let busy = || self.months.range((year, 1)..=(year, 12)).filter(|(_, names)| !names.is_empty());
        let near = self.focus.filter(|focus| focus.0 == year).or_else(|| busy().next().map(|(it, _)| *it));
        let months = busy().map(|(month, names)| Count {
            text: capitalised(dates::month(month.1)),
            url: month_url(*month),
            count: numbers::integer(names.len() as u64),
            current: false,
        });
        let months = Filter { name: "Månad".to_owned(), values: months.collect() };
        let link = |year: i16| Link { text: year.to_string(), url: Some(Part::Year(year).url()) };
        ListView {
            count: Some(count(names.len(), WORDS)),
            views: views(Way::Year, near, Some(year)),
            turn: Turn {
                earlier: self.years.range(..year).next_back().map(|(year, _)| link(*year)),
                later: self.years.range(year + 1..).next().map(|(year, _)| link(*year)),
            },
            filters: Arc::new(if months.values.is_empty() { Vec::new() } else { vec![months] }),
            groups: agenda::by_month(context, names, Some(year)),
            shares: self.counts(Some(year)),
            ..frame
        }
    }

    /// Tells whether nothing takes place in a month.
    pub fn is_idle(&self, month: Month) -> bool {
        self.months.get(&month).is_none_or(Vec::is_empty)
    }

    /// Shows a month as a table.
    pub fn month(&self, context: &Context, (year, number): Month) -> MonthView {
        let names = self.months.get(&(year, number)).map_or(&[][..], Vec::as_slice);
        let events: Vec<&Entry<Event>> =
            names.iter().filter_map(|name| context.site.events.at(&name.slug)).collect();
        let words = dates::date(Date::Month(year, number));
        let beside = |wanted: fn(&Event) -> bool| {
            let events = events.iter().filter(|it| month::days(&it.data).is_none() && wanted(&it.data));
            context.cards(events.map(|it| &it.head.name))
        };
        let beside = [
            group(&format!("I {words}, utan bestämd dag"), beside(|it| it.start.date().day().is_none())),
            group("Under längre tid", beside(|it| it.start.date().day().is_some())),
        ];
        let earlier = || self.months.range(..(year, number)).rev();
        let later = || self.months.range(after((year, number))..);
        let link = |prefix: &str, month: &Month| {
            let words = format!("{prefix}{}", dates::date(Date::Month(month.0, month.1)));
            Link { text: capitalised(&words), url: Some(month_url(*month)) }
        };
        let is_busy = |(_, names): &(&Month, &Vec<Name>)| !names.is_empty();
        let nearest = [
            later().find(is_busy).map(|(month, _)| link("Nästa månad med evenemang: ", month)),
            earlier().find(is_busy).map(|(month, _)| link("Föregående månad med evenemang: ", month)),
        ];
        MonthView {
            title: month_title((year, number)),
            views: views(Way::Month, Some((year, number)), Some(year)),
            turn: Turn {
                earlier: earlier().next().map(|(month, _)| link("", month)),
                later: later().next().map(|(month, _)| link("", month)),
            },
            count: (!names.is_empty()).then(|| count(names.len(), WORDS)),
            caption: capitalised(&words),
            weekdays: month::weekdays(),
            weeks: month::weeks(context, civil::date(year, number, 1), &events),
            beside: beside.into_iter().filter(|group| !group.cards.is_empty()).collect(),
            empty: names.is_empty().then(|| format!("Inga evenemang i {words}.")),
            nearest: if names.is_empty() { nearest.into_iter().flatten().collect() } else { Vec::new() },
            years: self.counts(Some(year)),
        }
    }

    /// Counts the events of each year, the latest first.
    fn counts(&self, current: Option<i16>) -> Vec<Count> {
        let count = |(year, names): (&i16, &Vec<Name>)| Count {
            text: year.to_string(),
            url: Part::Year(*year).url(),
            count: numbers::integer(names.len() as u64),
            current: current == Some(*year),
        };
        self.years.iter().rev().map(count).collect()
    }

    fn link_archive(&self, context: &Directory) -> Vec<Count> {
        let over = agenda::past_events(context).count();
        let all = Count {
            text: "Alla tidigare".to_owned(),
            url: Part::Past.url(),
            count: numbers::integer(over as u64),
            current: false,
        };
        (over > 0).then_some(all).into_iter().chain(self.counts(None)).collect()
    }
}

/// Leads to the ways in which the calendar can be seen.
fn views(way: Way, month: Option<Month>, year: Option<i16>) -> Vec<Count> {
    let view = |it: Way, text: &str, url: Url| Count {
        text: text.to_owned(),
        url,
        count: String::new(),
        current: it == way,
    };
    let month = month.map(|month| view(Way::Month, "Månad", month_url(month)));
    let year = year.map(|year| view(Way::Year, "År", Part::Year(year).url()));
    let views: Vec<_> =
        [Some(view(Way::List, "Lista", Part::Coming.url())), month, year].into_iter().flatten().collect();
    if views.len() > 1 { views } else { Vec::new() }
}

fn after((year, month): Month) -> Month {
    if month == 12 { (year + 1, 1) } else { (year, month + 1) }
}
