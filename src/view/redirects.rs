//! Which old addresses lead where.

use crate::url::Url;

/// Every redirect of the site, in one table, in the order in which the rules are tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redirects {
    /// The rules; those without a pattern are tried before those with one.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The old address; it may hold `{YYYY}`, `{MM}`, `{DD}` and `{slug}`, and end in `**`.
    pub from: String,
    /// The new address.
    pub to: Url,
}
