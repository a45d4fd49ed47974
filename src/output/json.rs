//! JSON as people can read it, with a line end after it.

use serde::Serialize;

/// Writes a value.
///
/// # Panics
/// Never: views are plain words and numbers.
pub fn write(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("plain words and numbers can always be written");
    text + "\n"
}
