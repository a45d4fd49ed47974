//! What the preview puts into pages, and the script and style sheet that it brings.

use super::{Answer, Content, File};

const SCRIPT: &str = include_str!("client/preview.js");
const STYLES: &str = include_str!("client/preview.css");

/// Returns the script or the style sheet, if one of them stands at this path.
pub fn file(path: &str) -> Option<Answer> {
    let (media_type, text) = match path {
        "/.fou/preview.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "/.fou/preview.css" => ("text/css; charset=utf-8", STYLES),
        _ => return None,
    };
    Some(Answer::File(File {
        media_type: media_type.into(),
        content: Content::Bytes(text.as_bytes().into()),
    }))
}

/// Puts the preview's own tags into a finished page: the script into its head, the panel at its end.
pub fn inject(html: &[u8], build: u64, panel: &str) -> Vec<u8> {
    let head = format!(
        "<link rel=\"stylesheet\" href=\"/.fou/preview.css\">\
         <script src=\"/.fou/preview.js\" data-build=\"{build}\" defer></script>"
    );
    let head_at = find(html, b"</head>").unwrap_or(0);
    let panel_at = find_last(html, b"</body>").unwrap_or(html.len()).max(head_at);
    [&html[..head_at], head.as_bytes(), &html[head_at..panel_at], panel.as_bytes(), &html[panel_at..]]
        .concat()
}

fn find(html: &[u8], tag: &[u8]) -> Option<usize> {
    html.windows(tag.len()).position(|it| it == tag)
}

fn find_last(html: &[u8], tag: &[u8]) -> Option<usize> {
    html.windows(tag.len()).rposition(|it| it == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_where_they_belong() {
        let page = inject(b"<html><head></head><body>x</body></html>", 3, "<p>p</p>");
        let text = String::from_utf8(page).unwrap();
        assert!(text.contains("data-build=\"3\" defer></script></head><body>x<p>p</p></body>"), "{text}");
        let bare = String::from_utf8(inject(b"x", 1, "P")).unwrap();
        assert!(bare.starts_with("<link") && bare.ends_with("xP"), "{bare}");
    }
}
