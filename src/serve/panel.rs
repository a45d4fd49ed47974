//! The bar at the foot of a page in the preview: what there is to say of the site, and the day that it shows.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Place, Severity, tally};

/// What the bar shows.
pub struct Panel<'a> {
    /// The number of the build.
    pub build: u64,
    /// The address that is looked at.
    pub url: &'a str,
    /// The file of the page that stands there.
    pub page: Option<&'a str>,
    /// All remarks.
    pub diagnostics: &'a [Diagnostic],
    /// Returns the line of text at a place.
    pub excerpt: &'a dyn Fn(&Place) -> Option<String>,
    /// The day that the site is shown as of, as `2026-03-03`.
    pub today: &'a str,
    /// The time of that day, as `09:00`, if one was asked for; else nothing.
    pub time: &'a str,
    /// Whether that was asked for, and is not simply the present.
    pub is_another_day: bool,
    /// Whether the page is an older one, since the newest could not be made.
    pub is_stale: bool,
    /// What is said over the page: that it is a draft, or waits for its day.
    pub ribbon: Option<&'a str>,
}

/// Writes the bar.
pub fn panel(panel: &Panel<'_>) -> String {
    let mut html = String::new();
    let errors = count(panel.diagnostics, Severity::Error);
    let warnings = count(panel.diagnostics, Severity::Warning);
    let state = if errors > 0 {
        "error"
    } else if warnings > 0 {
        "warning"
    } else {
        "clean"
    };
    let open = if errors > 0 { " open" } else { "" };
    let _ = write!(
        html,
        "<section id=\"fou-panel\" class=\"fou-panel fou-panel--{state}\" aria-label=\"Förhandsgranskning\" \
         data-build=\"{}\" data-errors=\"{errors}\" data-warnings=\"{warnings}\">",
        panel.build
    );
    if let Some(ribbon) = panel.ribbon {
        let _ = write!(html, "<p class=\"fou-panel__ribbon\" id=\"fou-ribbon\">{}</p>", ticked(ribbon));
    }
    let tally = tally(panel.diagnostics).unwrap_or_else(|| "Inga anmärkningar".to_owned());
    if panel.diagnostics.is_empty() {
        let _ = write!(html, "<p class=\"fou-panel__tally\" id=\"fou-tally\">{tally}</p>");
    } else {
        let _ = write!(
            html,
            "<details class=\"fou-panel__remarks\" id=\"fou-remarks\"{open}>\
             <summary class=\"fou-panel__tally\" id=\"fou-tally\">{tally}</summary>"
        );
        if panel.is_stale {
            html += "<p class=\"fou-panel__stale\">Sidan visas som den senast kunde göras. \
                     Den blir ny så snart felen är rättade.</p>";
        }
        html += "<ol class=\"fou-panel__list\">";
        for remark in in_order(panel) {
            write_remark(&mut html, panel, remark);
        }
        html += "</ol></details>";
    }
    let (today, time, url) = (escaped(panel.today), escaped(panel.time), escaped(panel.url));
    let _ = write!(
        html,
        "<form class=\"fou-panel__day\" action=\"/.fou/today\"><input type=\"hidden\" name=\"from\" value=\"{url}\"><label for=\"fou-day\">Visa webbplatsen den</label> \
         <input id=\"fou-day\" type=\"date\" name=\"day\" value=\"{today}\" required> \
         <label for=\"fou-time\">kl.</label> <input id=\"fou-time\" type=\"time\" name=\"time\" value=\"{time}\"> \
         <button class=\"fou-panel__button\">Visa</button>"
    );
    if panel.is_another_day {
        let _ = write!(html, " <a class=\"fou-panel__link\" href=\"/.fou/today?from={url}\">Visa i dag</a>");
    }
    html += "</form><p class=\"fou-panel__follow\"><input type=\"checkbox\" id=\"fou-follow\"> \
             <label for=\"fou-follow\">Gå till nya sidor</label></p><p class=\"fou-panel__voice\" id=\"fou-voice\" role=\"status\"></p></section>";
    html
}

/// Writes a whole page around the bar, for when there is no page to put it on.
pub fn failure(bar: &str, build: u64) -> String {
    around(
        bar,
        build,
        "Sidan kan inte visas än",
        "Rätta felen som står här nedanför och spara: då visas sidan av sig själv.",
    )
}

/// Writes a whole page around the bar, for a page that is never done.
pub fn endless(bar: &str, build: u64) -> String {
    around(
        bar,
        build,
        "Sidan tar för lång tid att göra",
        "Antagligen upprepar en mall något väldigt många gånger. Rätta mallen och spara: då visas sidan av sig själv.",
    )
}

fn around(bar: &str, build: u64, heading: &str, advice: &str) -> String {
    let html = format!(
        "<!doctype html><html lang=\"sv\"><head><meta charset=\"utf-8\"><title>{heading}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head><body class=\"fou-page\"><main>\
         <h1>{heading}</h1><p>{advice}</p></main></body></html>"
    );
    String::from_utf8_lossy(&super::client::inject(html.as_bytes(), build, bar)).into_owned()
}

/// Writes what is said where nothing stands: the nearest addresses, with their titles.
pub fn missing(path: &str, nearest: &[(String, String)]) -> String {
    let mut html = format!(
        "<div class=\"fou-missing\" id=\"fou-missing\"><p>Förhandsgranskning: ingenting har adressen <code>{}</code>.</p>",
        escaped(path)
    );
    if !nearest.is_empty() {
        html += "<p>Menade du någon av dessa?</p><ul>";
        for (url, title) in nearest {
            let (url, title) = (escaped(url), escaped(title));
            let _ = write!(html, "<li><a href=\"{url}\">{title}</a> <code>{url}</code></li>");
        }
        html += "</ul>";
    }
    html + "</div>"
}

/// Lists the remarks about the page that is looked at first, then the others; errors first among each.
fn in_order<'a>(panel: &Panel<'a>) -> Vec<&'a Diagnostic> {
    let mut all: Vec<_> = panel.diagnostics.iter().collect();
    all.sort_by_key(|it| (panel.page != Some(&it.place.path), it.severity));
    all
}

fn write_remark(html: &mut String, panel: &Panel<'_>, remark: &Diagnostic) {
    let here = if panel.page == Some(&remark.place.path) { " fou-remark--here" } else { "" };
    let (class, word) = match remark.severity {
        Severity::Error => ("error", "Fel"),
        Severity::Warning => ("warning", "Varning"),
        Severity::Note => ("note", "Upplysning"),
    };
    let _ = write!(
        html,
        "<li class=\"fou-remark fou-remark--{class}{here}\"><p class=\"fou-remark__message\"><strong>{word}:</strong> {}</p>\
         <p class=\"fou-remark__place\"><code>{}</code> <span>{}</span></p>",
        ticked(&remark.message),
        escaped(&remark.place.to_string()),
        escaped(&remark.code)
    );
    if let Some(line) = (panel.excerpt)(&remark.place) {
        let _ = write!(
            html,
            "<pre class=\"fou-remark__line\" tabindex=\"0\">{}</pre>",
            marked(&line, &remark.place)
        );
    }
    for advice in &remark.advice {
        let _ = write!(html, "<p class=\"fou-remark__advice\">{}</p>", ticked(advice));
    }
    if let Some((place, word)) = &remark.other {
        let _ = write!(
            html,
            "<p class=\"fou-remark__place\">{}: <code>{}</code></p>",
            escaped(word),
            escaped(&place.to_string())
        );
    }
    html.push_str("</li>");
}

/// Marks the characters of a line that a remark is about.
fn marked(line: &str, place: &Place) -> String {
    let start = usize::try_from(place.column.saturating_sub(1)).unwrap_or(0);
    let length = usize::try_from(place.length).unwrap_or(0);
    let part = |from: usize, count: usize| escaped(&line.chars().skip(from).take(count).collect::<String>());
    if length == 0 {
        return escaped(line);
    }
    format!("{}<mark>{}</mark>{}", part(0, start), part(start, length), part(start + length, usize::MAX))
}

/// Writes text whose backticks mark the author's own words.
fn ticked(text: &str) -> String {
    let mut html = String::new();
    for (at, part) in text.split('`').enumerate() {
        let part = escaped(part);
        let _ = if at % 2 == 1 { write!(html, "<code>{part}</code>") } else { write!(html, "{part}") };
    }
    html
}

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|it| it.severity == severity).count()
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(diagnostics: &[Diagnostic], page: Option<&str>) -> String {
        let excerpt = |_: &Place| Some("se [här](<saknas>.md)".to_owned());
        panel(&Panel {
            build: 7,
            url: "/",
            page,
            diagnostics,
            excerpt: &excerpt,
            today: "2026-05-04",
            time: "",
            is_another_day: false,
            is_stale: false,
            ribbon: None,
        })
    }

    #[test]
    fn hostile_words_stay_words() {
        let place = Place::at("content/<b>.md", 3, 4, 5);
        let remark =
            Diagnostic::error("F606", place, "länken `<script>` leder ingenstans").advise("skriv \"x\"");
        let html = shown(&[remark], None);
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
        assert!(
            html.contains("<code>&lt;script&gt;</code>")
                && html.contains("<mark>[här]</mark>(&lt;saknas&gt;.md)"),
            "{html}"
        );
    }

    #[test]
    fn remarks_about_the_page_come_first() {
        let at = |path: &str| Diagnostic::warning("F605", Place::file(path), "oj");
        let html = shown(&[at("content/a.md"), at("content/b.md")], Some("content/b.md"));
        assert!(html.find("b.md").unwrap() < html.find("a.md").unwrap(), "{html}");
        assert!(html.contains("2 varningar") && !html.contains(" open"), "{html}");
    }

    #[test]
    fn a_clean_site_has_a_bar_without_remarks() {
        let html = shown(&[], None);
        assert!(html.contains("Inga anmärkningar") && !html.contains("<details"), "{html}");
    }
}
