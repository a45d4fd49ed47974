//! Which templates a template builds on or includes, and whether that ever ends.
//!
//! Reads just enough of a template to find `{% extends "…" %}` and `{% include "…" %}` outside comments and raw text.
//! A component may not include: components may call themselves, twenty deep, and each of those calls would carry a
//! whole chain of includes; that is more than a thread's stack holds.

use std::collections::BTreeMap;

use super::css::place;
use super::templates;
use crate::diagnostic::{Diagnostic, Place};

/// How many templates may lie in each other.
pub const DEEPEST: usize = 16;

/// A template that another one names.
struct Reference<'a> {
    name: &'a str,
    /// Where the name begins, in bytes.
    start: usize,
    /// Whether a component names it.
    in_component: bool,
}

/// Says which templates name one that is missing, or lie in each other without end.
pub fn check(folder: &str, texts: &BTreeMap<&str, &str>) -> Vec<Diagnostic> {
    let mut graph =
        Graph { folder, texts, named: BTreeMap::new(), heights: BTreeMap::new(), remarks: Vec::new() };
    for (name, text) in texts {
        graph.named.insert(name, references(text));
    }
    for name in texts.keys() {
        graph.visit(name, &mut vec![name]);
    }
    graph.remarks
}

struct Graph<'a> {
    folder: &'a str,
    texts: &'a BTreeMap<&'a str, &'a str>,
    named: BTreeMap<&'a str, Vec<Reference<'a>>>,
    /// How many templates lie in each other from here, for those that have been looked through.
    heights: BTreeMap<&'a str, usize>,
    remarks: Vec<Diagnostic>,
}

impl<'a> Graph<'a> {
    /// Returns how many templates lie in each other from `name` on; `path` leads there, and is never longer than
    /// [`DEEPEST`], so neither is this recursion.
    fn visit(&mut self, name: &'a str, path: &mut Vec<&'a str>) -> usize {
        if let Some(height) = self.heights.get(name) {
            return *height;
        }
        let references = self.named.remove(name).unwrap_or_default();
        let mut height = 1;
        for reference in references {
            let inner = reference.name;
            let place = self.place(name, &reference);
            if reference.in_component {
                self.remarks.push(
                    Diagnostic::error("F820", place, "en komponent kan inte hämta en mall")
                        .advise("gör mallen till en komponent och anropa den"),
                );
                continue;
            }
            let Some((inner, _)) = self.texts.get_key_value(inner) else {
                self.remarks.push(
                    Diagnostic::error("F812", place, format!("det finns ingen mall som heter `{inner}`"))
                        .advise("skriv namnet som det står under `templates/`"),
                );
                continue;
            };
            if let Some(first) = path.iter().position(|it| it == inner) {
                let circle: Vec<_> =
                    path[first..].iter().chain([inner]).map(|it| format!("`{it}`")).collect();
                let message = format!("mallarna hämtar varandra utan slut: {}", circle.join(" → "));
                self.remarks
                    .push(Diagnostic::error("F813", place, message).advise("ta bort en av hämtningarna"));
                continue;
            }
            if path.len() == DEEPEST {
                self.too_deep(place);
                continue;
            }
            path.push(inner);
            let below = self.visit(inner, path);
            path.pop();
            if path.len() + below > DEEPEST {
                self.too_deep(place);
                continue;
            }
            height = height.max(below + 1);
        }
        self.heights.insert(name, height);
        height
    }

    fn too_deep(&mut self, place: Place) {
        let message = format!("mallarna ligger i varandra i fler än {DEEPEST} nivåer");
        self.remarks.push(Diagnostic::error("F814", place, message).advise("hämta färre mallar i mallar"));
    }

    fn place(&self, name: &str, reference: &Reference<'_>) -> Place {
        let text = self.texts.get(name).copied().unwrap_or_default();
        let mut place = place(&templates::path(self.folder, name), text, reference.start);
        place.length = u32::try_from(reference.name.chars().count()).unwrap_or(0);
        place
    }
}

/// Lists the templates that a text names, in order.
fn references(text: &str) -> Vec<Reference<'_>> {
    let mut all = Vec::new();
    let mut at = 0;
    let mut in_component = false;
    while let Some(found) = text[at..].find("{%").into_iter().chain(text[at..].find("{#")).min() {
        let start = at + found;
        let end =
            |from: usize, mark: &str| text[from..].find(mark).map_or(text.len(), |it| from + it + mark.len());
        if text[start..].starts_with("{#") {
            at = end(start + 2, "#}");
            continue;
        }
        let tag = text[start + 2..].trim_start_matches(['-', '+']).trim_start();
        let offset = text.len() - tag.len();
        at = offset;
        let word = &tag[..tag.find(|letter: char| !letter.is_ascii_lowercase()).unwrap_or(tag.len())];
        match word {
            "component" => in_component = true,
            "endcomponent" => in_component = false,
            "raw" => at = end_of_raw(text, offset),
            "extends" | "include" => {
                let rest = tag[word.len()..].trim_start();
                let name = quoted(rest);
                let start = text.len() - rest.len() + 1;
                all.extend(name.map(|name| Reference { name, start, in_component }));
            }
            _ => {}
        }
    }
    all
}

fn end_of_raw(text: &str, from: usize) -> usize {
    text[from..].find("endraw").map_or(text.len(), |it| from + it + "endraw".len())
}

fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|letter| matches!(letter, '"' | '\'' | '`'))?;
    let inner = &text[1..];
    inner.find(quote).map(|end| &inner[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_set(templates: &[(&str, &str)], expected: &[&str]) {
        let texts = templates.iter().copied().collect();
        let remarks = check("themes/t", &texts);
        let said: Vec<_> =
            remarks.iter().map(|it| format!("{} {} {}", it.code, it.place, it.message)).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn a_missing_template_is_told_where_it_is_named() {
        check_set(
            &[("a.html", "x\n{% include \"b.html\" %}")],
            &["F812 themes/t/templates/a.html:2:13 det finns ingen mall som heter `b.html`"],
        );
        check_set(&[("a.html", "{# {% include \"b.html\" %} #}{% raw %}{% extends 'c' %}{% endraw %}")], &[]);
    }

    #[test]
    fn a_component_that_fetches_a_template_is_told() {
        check_set(
            &[
                (
                    "a.html",
                    "{% component c() %}{% include 'b.html' %}{% endcomponent c %}{% include 'b.html' %}",
                ),
                ("b.html", ""),
            ],
            &["F820 themes/t/templates/a.html:1:32 en komponent kan inte hämta en mall"],
        );
    }

    #[test]
    fn templates_that_fetch_each_other_are_told_once() {
        check_set(
            &[("a.html", "{%- include 'a.html' %}")],
            &["F813 themes/t/templates/a.html:1:14 mallarna hämtar varandra utan slut: `a.html` → `a.html`"],
        );
        check_set(
            &[("a.html", "{% include 'b.html' %}"), ("b.html", "{% extends 'a.html' %}")],
            &[
                "F813 themes/t/templates/b.html:1:13 mallarna hämtar varandra utan slut: `a.html` → `b.html` → `a.html`",
            ],
        );
    }

    #[test]
    fn a_long_chain_is_told_from_either_end() {
        let chain = |length: usize, name: fn(usize, usize) -> String| {
            let text = |it: usize| {
                if it + 1 < length {
                    format!("{{% include '{}' %}}", name(it + 1, length))
                } else {
                    String::new()
                }
            };
            let all: Vec<_> = (0..length).map(|it| (name(it, length), text(it))).collect();
            let texts = all.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            check("themes/t", &texts).len()
        };
        let forward = |it, _| format!("{it:05}");
        let backward = |it, length| format!("{:05}", length - it);
        assert_eq!(chain(DEEPEST, forward), 0);
        assert_eq!(chain(DEEPEST, backward), 0);
        assert!(chain(DEEPEST + 1, forward) > 0);
        assert!(chain(DEEPEST + 1, backward) > 0);
        assert!(chain(10_000, forward) > 0);
        assert!(chain(10_000, backward) > 0);
    }
}
