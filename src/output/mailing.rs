//! A letter: its HTML through the theme, the same in plain words, and both as a message.
//!
//! Nothing here looks at a clock or throws a dice: the same issue is the same letter, byte for byte.

mod message;
mod text;

use css_inline::CSSInliner;

use crate::diagnostic::{Diagnostic, Place};
use crate::lang::numbers;
use crate::theme::Theme;
use crate::url::Url;
use crate::view::mailing::{Form, Mailing};

/// The template that shows a letter.
const TEMPLATE: &str = "mailing.html";

/// The most bytes of HTML: what is more, Gmail cuts off (publishing.md, section 5).
const MOST: usize = 100_000;

/// How many of the heaviest parts are named of a letter that is too large.
const NAMED: usize = 3;

/// Writes a letter in one of its forms.
///
/// # Errors
/// A remark with the template's file and line, or one that says what makes the letter too large.
pub fn write(theme: &Theme, url: &Url, letter: &Mailing, form: Form) -> Result<Vec<u8>, Box<Diagnostic>> {
    Ok(match form {
        Form::Html => html(theme, url, letter)?.into_bytes(),
        Form::Text => text::write(letter).into_bytes(),
        Form::Message => message::write(letter, &text::write(letter), html(theme, url, letter)?),
    })
}

fn html(theme: &Theme, url: &Url, letter: &Mailing) -> Result<String, Box<Diagnostic>> {
    let page = theme.render(TEMPLATE, url, letter)?;
    let page = String::from_utf8_lossy(&page);
    // Whatever a style sheet names elsewhere is not fetched.
    let inliner = CSSInliner::options().load_remote_stylesheets(false).keep_at_rules(true).build();
    let html = inliner.inline(&page).map_err(|error| unreadable(letter, &error))?;
    if html.len() > MOST { Err(Box::new(too_large(letter, html.len()))) } else { Ok(html) }
}

fn unreadable(letter: &Mailing, error: &css_inline::InlineError) -> Box<Diagnostic> {
    let place = Place::file(letter.origin.clone());
    let remark = Diagnostic::error("F864", place, "brevets formatmall går inte att läsa");
    Box::new(remark.advise(format!("rätta `{TEMPLATE}` i temat: {error}")))
}

fn too_large(letter: &Mailing, size: usize) -> Diagnostic {
    let mut parts = vec![("inledningen".to_owned(), letter.body_html.len())];
    for section in &letter.sections {
        for item in &section.items {
            let texts = [Some(&item.heading), item.text.as_ref(), item.url.as_ref()];
            let weight = texts.into_iter().flatten().map(String::len).sum();
            parts.push((format!("”{}”", item.heading), weight));
        }
    }
    parts.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let heaviest: Vec<_> = parts
        .iter()
        .take(NAMED)
        .map(|(name, weight)| format!("{name} ({})", numbers::bytes(*weight as u64)))
        .collect();
    let message = format!(
        "brevet är {} som mejl, och mer än {} klipps av i Gmail",
        numbers::bytes(size as u64),
        numbers::bytes(MOST as u64)
    );
    Diagnostic::error("F858", Place::file(letter.origin.clone()), message)
        .advise(format!("korta brevet, och länka till resten; mest väger {}", heaviest.join(", ")))
}
