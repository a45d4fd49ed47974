//! Links that are to say the number of what they lead to.

use super::{Destination, resolve};
use crate::content::body::{Link, Reference, Target};
use crate::content::chapter;
use crate::diagnostic::Diagnostic;
use crate::model::Files;
use crate::model::kind::Kind;
use crate::source::path::SourcePath;

/// Says that a link without words leads to something that has no number to be named by.
pub(super) fn no_words(
    files: &Files,
    text: &SourcePath,
    Reference { link, words }: &Reference,
) -> Option<Diagnostic> {
    let anchor = match &link.target {
        Target::Relative(_, anchor) | Target::Address(_, anchor) => anchor.as_ref(),
        Target::Heading(anchor) => Some(anchor),
    };
    let is_named = match resolve(files, text, link).ok()? {
        Destination::Entry(name) => {
            // The numbers of headings, figures and tables are known when the text is.
            anchor.is_some() || name.kind == Kind::Chapter && !is_unnumbered(files, text, link)
        }
        Destination::Here | Destination::Hidden(_) | Destination::Broken => true,
        Destination::File(_) | Destination::Address(_) => false,
    };
    let remark = (words.is_empty() && !is_named).then(|| {
        Diagnostic::error("F825", link.place.clone(), "länken har ingen text, och målet inget nummer")
    })?;
    Some(remark.advise("skriv vart den leder mellan hakparenteserna: `[Rapporten om tillit](…)`"))
}

/// Tells whether a link leads to a chapter without a number.
fn is_unnumbered(files: &Files, text: &SourcePath, link: &Link) -> bool {
    let Target::Relative(written, _) = &link.target else { return false };
    let path = text.join(written).filter(|path| files.texts.contains_key(path));
    path.as_ref().and_then(chapter::place).is_none_or(|at| at.number == 0)
}
