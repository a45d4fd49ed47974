//! Whether the table of redirects is sound: each old address leads in one step to a page, and hides none.
//!
//! Knows the addresses of the site, not who wrote the rules: the caller has their places.

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::{self, Pattern};
use crate::diagnostic::{Diagnostic, Place};
use crate::url::Url;
use crate::view::redirects::Rule;

/// What is wrong with one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The old address cannot be read.
    Unreadable(pattern::Fault),
    /// An earlier rule, by its index, has the same old address.
    Duplicate(usize),
    /// An address of the site that would no longer be reached.
    Hides(Url),
    /// Following the rules leads back to this one.
    Circle,
    /// The new address is itself an old one, of the rule with this index.
    Chain(usize),
    /// There is no such new address.
    Nowhere,
}

/// Lists what is wrong with the rules, each fault with the index of its rule; `addresses` are all of the site, in
/// order.
pub fn faults(rules: &[Rule], addresses: &[&str]) -> Vec<(usize, Fault)> {
    let mut all = Vec::new();
    let table = Table::new(rules, &mut all);
    for (index, pattern) in &table.patterns {
        let hidden = match rules[*index].from.as_str() {
            from if pattern.is_exact() => with_and_without_slash(from).find(|it| stands(addresses, it)),
            _ => addresses.iter().find(|it| pattern.fits(it)).map(|it| (*it).to_owned()),
        };
        let hidden = hidden.and_then(|it| Url::parse(&it).ok());
        all.extend(hidden.map(|address| (*index, Fault::Hides(address))));
        all.extend(table.follow(*index, addresses).map(|fault| (*index, fault)));
    }
    all.sort_by_key(|(index, _)| *index);
    all
}

/// Says what is wrong; `place` knows where each rule is written.
pub fn remark(rules: &[Rule], (index, fault): &(usize, Fault), place: impl Fn(usize) -> Place) -> Diagnostic {
    let Rule { from, to } = &rules[*index];
    let error = |code, message: String| Diagnostic::error(code, place(*index), message);
    match fault {
        Fault::Unreadable(why) => {
            error("F720", format!("den gamla adressen `{from}` går inte att använda: {why}"))
                .advise("skriv den som `/gammal/adress/`")
        }
        Fault::Duplicate(first) => error("F721", format!("den gamla adressen `{from}` står två gånger"))
            .advise("behåll den ena")
            .beside(place(*first), "första gången"),
        Fault::Hides(address) => {
            error("F722", format!("den gamla adressen `{from}` skymmer sidan `{address}`, som finns"))
                .advise("ta bort den gamla adressen, eller ge sidan en annan")
        }
        Fault::Circle => error("F723", format!("den gamla adressen `{from}` leder runt till sig själv"))
            .advise("låt den leda till en sida som finns"),
        Fault::Chain(next) => {
            let last = &rules[*next].to;
            error("F724", format!("`{from}` leder till `{to}`, som i sin tur leder vidare till `{last}`"))
                .advise(format!("låt den leda direkt till `{last}`"))
                .beside(place(*next), "leder vidare här")
        }
        Fault::Nowhere => error("F725", format!("`{from}` leder till `{to}`, som inte finns"))
            .advise("skriv adressen till en sida som finns"),
    }
}

/// The rules that can be read, by index, and by address if they are exact.
struct Table<'a> {
    rules: &'a [Rule],
    patterns: Vec<(usize, Pattern<'a>)>,
    exact: BTreeMap<&'a str, usize>,
    wide: Vec<(usize, Pattern<'a>)>,
}

impl<'a> Table<'a> {
    fn new(rules: &'a [Rule], all: &mut Vec<(usize, Fault)>) -> Self {
        let mut table = Self { rules, patterns: Vec::new(), exact: BTreeMap::new(), wide: Vec::new() };
        let mut seen = BTreeMap::new();
        for (index, rule) in rules.iter().enumerate() {
            let pattern = match Pattern::parse(&rule.from) {
                Ok(pattern) => pattern,
                Err(why) => {
                    all.push((index, Fault::Unreadable(why)));
                    continue;
                }
            };
            let bare = rule.from.trim_end_matches('/');
            if let Some(first) = seen.get(bare) {
                all.push((index, Fault::Duplicate(*first)));
                continue;
            }
            seen.insert(bare, index);
            if pattern.is_exact() {
                table.exact.insert(bare, index);
            } else {
                table.wide.push((index, pattern.clone()));
            }
            table.patterns.push((index, pattern));
        }
        table
    }

    /// Says where a rule leads, if not to a page.
    fn follow(&self, start: usize, addresses: &[&str]) -> Option<Fault> {
        let mut seen = BTreeSet::new();
        let mut first = None;
        let mut at = start;
        while seen.insert(at) {
            let to = self.rules[at].to.as_str();
            if stands(addresses, to) {
                return first.map(Fault::Chain);
            }
            match self.rule_for(to) {
                Some(next) if next == start => return Some(Fault::Circle),
                Some(next) => at = next,
                // Where a later rule leads nowhere, that rule says so.
                None => return Some(first.map_or(Fault::Nowhere, Fault::Chain)),
            }
            first = first.or(Some(at));
        }
        first.map(Fault::Chain)
    }

    fn rule_for(&self, address: &str) -> Option<usize> {
        let exact = self.exact.get(address.trim_end_matches('/')).copied();
        exact.or_else(|| self.wide.iter().find(|(_, it)| it.fits(address)).map(|(index, _)| *index))
    }
}

fn stands(addresses: &[&str], address: &str) -> bool {
    addresses.binary_search(&address).is_ok()
}

fn with_and_without_slash(from: &str) -> impl Iterator<Item = String> {
    let bare = from.trim_end_matches('/');
    [format!("{bare}/"), bare.to_owned()].into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rules: &[(&str, &str)], expected: &[&str]) {
        let url = |text: &&str| Url::parse(text).unwrap();
        let rules: Vec<_> =
            rules.iter().map(|(from, to)| Rule { from: (*from).into(), to: url(to) }).collect();
        let addresses = ["/", "/2021/", "/om/", "/om/a/", "/x.pdf"];
        let place = |index| Place::at("r.yaml", u32::try_from(index).unwrap() + 1, 1, 0);
        let said: Vec<_> = faults(&rules, &addresses)
            .iter()
            .map(|fault| remark(&rules, fault, place))
            .map(|it| format!("{} {} {}", it.code, it.place.line, it.message))
            .collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn a_sound_table_has_no_faults() {
        check(&[("/gammal/", "/om/"), ("/{YYYY}/{MM}/", "/om/"), ("/g/**", "/x.pdf"), ("/G.html", "/")], &[]);
    }

    #[test]
    fn chains_and_circles_are_told() {
        check(
            &[("/a/", "/b/"), ("/b/", "/om/")],
            &["F724 1 `/a/` leder till `/b/`, som i sin tur leder vidare till `/om/`"],
        );
        check(&[("/a/", "/a/")], &["F723 1 den gamla adressen `/a/` leder runt till sig själv"]);
        check(&[("/a/**", "/a/b/")], &["F723 1 den gamla adressen `/a/**` leder runt till sig själv"]);
        check(
            &[("/a/", "/b/"), ("/b/", "/c/"), ("/c/", "/b/")],
            &[
                "F724 1 `/a/` leder till `/b/`, som i sin tur leder vidare till `/c/`",
                "F723 2 den gamla adressen `/b/` leder runt till sig själv",
                "F723 3 den gamla adressen `/c/` leder runt till sig själv",
            ],
        );
    }

    #[test]
    fn what_leads_nowhere_or_hides_a_page_is_told() {
        check(&[("/a/", "/saknas/")], &["F725 1 `/a/` leder till `/saknas/`, som inte finns"]);
        check(&[("/om", "/")], &["F722 1 den gamla adressen `/om` skymmer sidan `/om/`, som finns"]);
        check(&[("/om/**", "/")], &["F722 1 den gamla adressen `/om/**` skymmer sidan `/om/`, som finns"]);
        check(
            &[("/{YYYY}/", "/om/")],
            &["F722 1 den gamla adressen `/{YYYY}/` skymmer sidan `/2021/`, som finns"],
        );
    }

    #[test]
    fn what_is_written_twice_or_cannot_be_read_is_told() {
        check(&[("/a/", "/om/"), ("/a", "/")], &["F721 2 den gamla adressen `/a` står två gånger"]);
        check(
            &[("/?p=1", "/om/")],
            &[
                "F720 1 den gamla adressen `/?p=1` går inte att använda: det som följer efter `?` kan inte styra vart \
                adressen leder",
            ],
        );
    }
}
