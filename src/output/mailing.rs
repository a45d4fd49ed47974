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

/// The bytes from which a part is worth naming.
const HEAVY: usize = MOST / 50;

/// Writes a letter in one of its forms.
///
/// # Errors
/// A remark with the template's file and line, or one that says what makes the letter too large.
///
/// # Panics
/// Never: styles that cannot be read are left out.
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
    let inliner = CSSInliner::options().load_remote_stylesheets(false).build();
    let html = inliner.inline(&page).expect("it only fails at what it fetches, and it fetches nothing");
    if html.len() > MOST { Err(Box::new(too_large(letter, html.len()))) } else { Ok(html) }
}

/// Says what makes a letter too large: its heaviest parts, or that there are so many.
fn too_large(letter: &Mailing, size: usize) -> Diagnostic {
    let items = || letter.sections.iter().flat_map(|section| &section.items);
    let mut parts = vec![("inledningen".to_owned(), letter.body_html.len())];
    parts.extend(items().map(|item| {
        let texts = [Some(&item.heading), item.text.as_ref(), item.url.as_ref()];
        (format!("”{}”", item.heading), texts.into_iter().flatten().map(String::len).sum())
    }));
    parts.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let heavy = parts.iter().filter(|(_, weight)| *weight >= HEAVY).take(NAMED);
    let heavy: Vec<_> =
        heavy.map(|(name, weight)| format!("{name} ({})", numbers::bytes(*weight as u64))).collect();
    let advice = if heavy.is_empty() {
        let count = numbers::integer(items().count() as u64);
        format!("brevet har {count} punkter: ta bort några, eller gör två brev")
    } else {
        format!("korta brevet, och länka till resten; mest väger {}", heavy.join(", "))
    };
    let message = format!(
        "brevet är {} som mejl, och mer än {} klipps av i Gmail",
        numbers::bytes(size as u64),
        numbers::bytes(MOST as u64)
    );
    Diagnostic::error("F858", Place::file(letter.origin.clone()), message).advise(advice)
}
