//! The rules for one page, held against its tags as they come.

use std::collections::BTreeSet;

use super::address::{Target, target};
use super::html::{Attribute, Tag, Visitor};
use super::remark::{Remark, Rule};
use super::{Facts, Frame, hash};
use crate::url::Url;

/// The most that is said of one page.
const MOST: usize = 100;

/// A page while it is read.
pub(super) struct Page<'a, F> {
    own: &'a str,
    frame: Frame<'a>,
    exists: F,
    anchors: BTreeSet<Box<str>>,
    ids: BTreeSet<u64>,
    remarks: BTreeSet<Remark>,
    /// Links that have been followed.
    followed: BTreeSet<u64>,
    /// Places on this very page that it links to.
    own_anchors: Vec<Box<str>>,
    headings: usize,
    level: u8,
    /// Fields that only a label elsewhere could name.
    fields: Vec<(Option<u64>, Box<str>)>,
    /// The ids of fields that a label names.
    labelled: BTreeSet<u64>,
    in_label: bool,
    /// The link or button that is open.
    control: Option<Control>,
    /// The element that hides what is read from those who listen, and how many of its name are open.
    hidden: Option<(Vec<u8>, usize)>,
}

/// A link or button.
struct Control {
    name: &'static str,
    detail: Box<str>,
    named: bool,
}

impl<'a, F: Fn(&str) -> bool> Page<'a, F> {
    pub(super) fn new(own: &'a Url, frame: Frame<'a>, exists: F) -> Self {
        Self {
            own: own.as_str(),
            frame,
            exists,
            anchors: BTreeSet::new(),
            ids: BTreeSet::new(),
            remarks: BTreeSet::new(),
            followed: BTreeSet::new(),
            own_anchors: Vec::new(),
            headings: 0,
            level: 0,
            fields: Vec::new(),
            labelled: BTreeSet::new(),
            in_label: false,
            control: None,
            hidden: None,
        }
    }

    /// Says what could only be said at the end.
    pub(super) fn finish(mut self) -> Facts {
        self.close_control();
        if self.headings != 1 {
            let count = if self.headings == 0 { "inga".to_owned() } else { self.headings.to_string() };
            self.say(Rule::OneHeading, &count);
        }
        for place in std::mem::take(&mut self.own_anchors) {
            if !self.ids.contains(&hash(place.as_bytes())) {
                self.say(Rule::Anchor, &format!("#{place}"));
            }
        }
        for (id, name) in std::mem::take(&mut self.fields) {
            if id.is_none_or(|id| !self.labelled.contains(&id)) {
                self.say(Rule::Label, &name);
            }
        }
        Facts {
            anchors: self.anchors.into_iter().collect(),
            ids: self.ids.into_iter().collect(),
            remarks: self.remarks.into_iter().collect(),
        }
    }

    fn say(&mut self, rule: Rule, detail: &str) {
        if self.remarks.len() < MOST {
            self.remarks.insert(Remark { rule, detail: detail.into() });
        }
    }

    /// Follows a link that a visitor may choose.
    fn link(&mut self, link: &str) {
        if !self.followed.insert(hash(link.as_bytes())) {
            return;
        }
        match target(self.own, self.frame.base_url, link) {
            Target::Inside(path, place) => self.follow(link, &path, place.as_deref()),
            Target::Script => self.say(Rule::Handler, "href"),
            Target::Outside | Target::Other => {}
        }
    }

    /// Follows an address that the page itself loads from, or sends to.
    fn load(&mut self, link: &str) {
        match target(self.own, self.frame.base_url, link) {
            Target::Inside(path, _) => self.follow(link, &path, None),
            Target::Outside | Target::Other | Target::Script => self.say(Rule::Foreign, link),
        }
    }

    fn follow(&mut self, link: &str, path: &str, place: Option<&str>) {
        let own = path == self.own;
        if !own && !(self.exists)(path) {
            self.say(Rule::Link, link);
        } else if let Some(place) = place {
            if own {
                self.own_anchors.push(place.into());
            } else {
                self.anchors.insert(format!("{path}#{place}").into());
            }
        }
    }

    fn heading(&mut self, level: u8) {
        self.headings += usize::from(level == 1);
        if self.level > 0 && level > self.level + 1 {
            self.say(Rule::Levels, &format!("`h{level}` följer på `h{}`", self.level));
        }
        self.level = level;
    }

    fn field(&mut self, tag: &Tag) {
        let quiet = ["hidden", "submit", "button", "reset", "image"];
        if tag.get(Attribute::Type).is_some_and(|it| quiet.contains(&it)) {
            return;
        }
        let named = [Attribute::AriaLabel, Attribute::AriaLabelledby, Attribute::Title];
        if self.in_label || named.iter().any(|it| filled(tag, *it)) {
            return;
        }
        let id = tag.get(Attribute::Id);
        let name = tag.get(Attribute::Name).or(id).unwrap_or("input");
        self.fields.push((id.map(|it| hash(it.as_bytes())), name.into()));
    }

    fn open_control(&mut self, name: &'static str, tag: &Tag) {
        self.close_control();
        let named = [Attribute::AriaLabel, Attribute::AriaLabelledby, Attribute::Title];
        if self.hidden.is_some() || named.iter().any(|it| filled(tag, *it)) {
            return;
        }
        let detail = match tag.get(Attribute::Href) {
            Some(href) => format!("länken till `{href}`"),
            None => "en knapp".to_owned(),
        };
        self.control = Some(Control { name, detail: detail.into(), named: false });
    }

    fn close_control(&mut self) {
        if let Some(control) = self.control.take().filter(|it| !it.named) {
            self.say(Rule::Name, &control.detail);
        }
    }

    /// Keeps account of what those who listen do not hear.
    fn hide(&mut self, tag: &Tag) {
        if tag.self_closing || is_void(&tag.name) {
            return;
        }
        match &mut self.hidden {
            Some((name, count)) => *count += usize::from(*name == tag.name),
            None if tag.get(Attribute::AriaHidden) == Some("true") => {
                self.hidden = Some((tag.name.clone(), 1));
            }
            None => {}
        }
    }

    fn common(&mut self, tag: &Tag) {
        if tag.styled {
            self.say(Rule::Style, &String::from_utf8_lossy(&tag.name));
        }
        if let Some(handler) = &tag.handler {
            self.say(Rule::Handler, handler);
        }
        if let Some(id) = tag.get(Attribute::Id)
            && !self.ids.insert(hash(id.as_bytes()))
        {
            self.say(Rule::Id, id);
        }
        if let Some(receiver) = tag.get(Attribute::Action)
            && (tag.name != b"form" || self.frame.form != Some(receiver))
        {
            self.load(receiver);
        }
        let loaded = [Attribute::Src, Attribute::Poster, Attribute::Data];
        for link in loaded.iter().filter_map(|it| tag.get(*it)) {
            self.load(link);
        }
        for candidate in tag.get(Attribute::Srcset).into_iter().flat_map(|it| it.split(',')) {
            let link = candidate.split_whitespace().next();
            if let Some(link) = link {
                self.load(link);
            }
        }
        if let Some(control) = &mut self.control
            && self.hidden.is_none()
            && (filled(tag, Attribute::AriaLabel) || tag.name == b"img" && filled(tag, Attribute::Alt))
        {
            control.named = true;
        }
    }

    fn head_link(&mut self, tag: &Tag) {
        let Some(href) = tag.get(Attribute::Href) else { return };
        let loaded = ["stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch"];
        let rel = tag.get(Attribute::Rel).unwrap_or_default();
        if rel.split_whitespace().any(|word| loaded.contains(&word)) {
            self.load(href);
        } else {
            self.link(href);
        }
    }

    fn script(&mut self, tag: &Tag) {
        let kind = tag.get(Attribute::Type).unwrap_or_default();
        let runs = kind.is_empty() || kind == "module" || kind.contains("javascript");
        if runs && tag.get(Attribute::Src).is_none() {
            self.say(Rule::Script, "");
        }
    }
}

impl<F: Fn(&str) -> bool> Visitor for Page<'_, F> {
    fn start(&mut self, tag: &Tag) {
        self.hide(tag);
        match tag.name.as_slice() {
            b"html" if !filled(tag, Attribute::Lang) => self.say(Rule::Language, ""),
            b"a" | b"area" => {
                if let Some(href) = tag.get(Attribute::Href) {
                    self.link(href);
                    if tag.name == b"a" {
                        self.open_control("a", tag);
                    }
                }
            }
            b"button" => self.open_control("button", tag),
            b"link" => self.head_link(tag),
            b"img" if tag.get(Attribute::Alt).is_none() => {
                self.say(Rule::Alternative, tag.get(Attribute::Src).unwrap_or_default());
            }
            b"script" => self.script(tag),
            b"style" => self.say(Rule::Style, "style"),
            b"input" | b"select" | b"textarea" => self.field(tag),
            b"label" => {
                self.in_label = true;
                self.labelled.extend(tag.get(Attribute::For).map(|it| hash(it.as_bytes())));
            }
            [b'h', digit @ b'1'..=b'6'] => self.heading(digit - b'0'),
            _ => {}
        }
        self.common(tag);
    }

    fn end(&mut self, name: &[u8]) {
        if let Some((hidden, count)) = &mut self.hidden
            && hidden == name
        {
            *count -= 1;
            if *count == 0 {
                self.hidden = None;
            }
        }
        if name == b"label" {
            self.in_label = false;
        }
        if self.control.as_ref().is_some_and(|it| it.name.as_bytes() == name) {
            self.close_control();
        }
    }

    #[inline]
    fn text(&mut self, text: &[u8]) {
        if let Some(control) = &mut self.control
            && !control.named
            && self.hidden.is_none()
        {
            control.named = !text.trim_ascii().is_empty();
        }
    }
}

fn filled(tag: &Tag, attribute: Attribute) -> bool {
    tag.get(attribute).is_some_and(|it| !it.trim().is_empty())
}

fn is_void(name: &[u8]) -> bool {
    let void: [&[u8]; 13] = [
        b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"source",
        b"track", b"wbr",
    ];
    void.contains(&name)
}
