//! What the machine would not do, always with the deed and the path.
//!
//! An [`Error`] is a failure of the surroundings: a disk that is full, a right that is missing, a lock that
//! somebody else holds. A mistake in the content is never an `Error`; it is a
//! [`Diagnostic`](crate::diagnostic::Diagnostic).

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A failure of the machine, worded in Swedish for the person who ran the command.
#[derive(Debug)]
pub enum Error {
    /// The operating system refused a deed on a path: `deed` is an infinitive, such as "skriva".
    Io {
        /// What was attempted, as a Swedish infinitive: "läsa", "skriva", "byta ut".
        deed: &'static str,
        /// The file or folder concerned.
        path: PathBuf,
        /// What the operating system answered.
        source: io::Error,
    },
    /// The surroundings make the deed unwise or impossible; the text says why and what to do instead.
    Refused(String),
}

impl Error {
    /// Makes the error for a deed on a path: ``kan inte skriva `ut/index.html`: disken är full``.
    pub fn io(deed: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { deed, path: path.to_path_buf(), source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { deed, path, source } => {
                write!(out, "kan inte {deed} `{}`: {}", path.display(), reason(source))
            }
            Self::Refused(text) => out.write_str(text),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Refused(_) => None,
        }
    }
}

/// Says the usual reasons in Swedish; an unusual one in the system's own words.
fn reason(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let text = match error.kind() {
        Kind::NotFound => "den finns inte",
        Kind::PermissionDenied => "du saknar rättighet till den",
        Kind::AlreadyExists => "den finns redan",
        Kind::StorageFull | Kind::QuotaExceeded => "disken är full",
        Kind::FileTooLarge => "filen blir för stor",
        Kind::ReadOnlyFilesystem => "disken är skrivskyddad",
        Kind::NotADirectory => "något på vägen dit är en fil och inte en mapp",
        Kind::IsADirectory => "det är en mapp",
        Kind::DirectoryNotEmpty => "mappen är inte tom",
        Kind::InvalidFilename => "namnet går inte att använda på den här disken",
        Kind::ResourceBusy => "ett annat program använder den",
        _ => return error.to_string(),
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_failure_names_the_deed_and_the_path() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(
            Error::io("skriva", Path::new("ut/index.html"), full).to_string(),
            "kan inte skriva `ut/index.html`: disken är full"
        );
    }
}
