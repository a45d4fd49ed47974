//! `next-change.json`: until when the site is right, for whoever builds it by the clock.

use serde_json::json;

use super::json;
use crate::date::LocalTime;
use crate::view::next::NextChange;

/// Writes when some page will be another, why, and which; all `null` if none ever will.
pub fn write(next: Option<&NextChange>, base_url: &str) -> String {
    json::write(&json!({
        "instant": next.map(|next| LocalTime::at(next.at).rfc3339()),
        "reason": next.map(|next| &next.reason),
        "page": next.and_then(|next| next.page.as_ref()).map(|page| format!("{base_url}{page}")),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::path::SourcePath;
    use crate::url::Url;

    #[track_caller]
    fn check(next: Option<&NextChange>, expected: &str) {
        assert_eq!(write(next, "https://www.exempel.se"), expected);
    }

    #[test]
    fn the_instant_has_its_offset_and_the_page_its_host() {
        let next = NextChange {
            at: "2026-05-29T08:00:00Z".parse().unwrap(),
            reason: "”Samtal” är över".to_owned(),
            page: Some(Url::root().page("kalender")),
            origin: SourcePath::new("content/kalender/samtal.md"),
        };
        check(
            Some(&next),
            "{\n  \"instant\": \"2026-05-29T10:00:00+02:00\",\n  \"page\": \"https://www.exempel.se/kalender/\",\n  \"reason\": \"”Samtal” är över\"\n}\n",
        );
        check(None, "{\n  \"instant\": null,\n  \"page\": null,\n  \"reason\": null\n}\n");
    }
}
