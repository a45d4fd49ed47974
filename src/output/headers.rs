//! What the web server says beside each file: what a page may load, and how long a file may be kept.
//!
//! One table, three renderings. Whoever hosts the site takes the one that their server reads.

use crate::view::Strangers;

/// What a page may load: only what the site itself brings, and no script or style written into the page.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; \
    script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    manifest-src 'self'; upgrade-insecure-requests";

/// What the policy says of where forms are sent.
const SENT: &str = "form-action 'self'";

/// What every answer says besides.
const HEADERS: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// Says that a connection must be encrypted for two years: only for whoever serves the site over HTTPS for good.
const STRICT: (&str, &str) = ("Strict-Transport-Security", "max-age=63072000");

/// How long a file whose address tells its bytes may be kept.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// What a calendar file is (RFC 5545, 8.1).
const CALENDAR: &str = "text/calendar; charset=utf-8";

/// How long everything else may be kept.
const SHORTLY: &str = "public, max-age=300";

/// Writes what a page may load, and whom it may have to do with besides.
pub fn policy(strangers: &Strangers) -> String {
    let Strangers { film_hosts, form } = strangers;
    let policy = match form {
        Some(origin) => POLICY.replace(SENT, &format!("{SENT} {origin}")),
        None => POLICY.to_owned(),
    };
    if film_hosts.is_empty() {
        return policy;
    }
    let hosts: Vec<_> = film_hosts.iter().map(|host| format!("https://{host}")).collect();
    format!("{policy}; frame-src {}", hosts.join(" "))
}

/// Lists what every answer says.
fn headers(strangers: &Strangers) -> impl Iterator<Item = (&'static str, String)> {
    let rest = HEADERS.into_iter().map(|(name, value)| (name, value.to_owned()));
    std::iter::once(("Content-Security-Policy", policy(strangers))).chain(rest)
}

/// Writes `_headers`, as static hosts read it.
///
/// Such hosts add up what several rules say, and keep pages shortly of themselves: only the long time is said.
pub fn netlify(strangers: &Strangers) -> String {
    let (strict, seconds) = STRICT;
    let mut lines = vec![format!("# HTTPS for good? Then add to the first rule: {strict}: {seconds}")];
    lines.push("/*".to_owned());
    lines.extend(headers(strangers).map(|(name, value)| format!("  {name}: {value}")));
    lines.push("/assets/*".to_owned());
    lines.push(format!("  Cache-Control: {FOREVER}"));
    lines.join("\n") + "\n"
}

/// Writes lines for nginx, to be included in a `server` block.
pub fn nginx(strangers: &Strangers) -> String {
    let (strict, seconds) = STRICT;
    let mut lines =
        vec!["# Include in the server block. HTTPS for good? Then take the # off the next line.".to_owned()];
    lines.push(format!("# add_header {strict} \"{seconds}\" always;"));
    lines.extend(headers(strangers).map(|(name, value)| format!("add_header {name} \"{value}\" always;")));
    lines.push(format!("set $fou_cache \"{SHORTLY}\";"));
    lines.push(format!("if ($uri ~ \"^/assets/\") {{\n    set $fou_cache \"{FOREVER}\";\n}}"));
    lines.push("add_header Cache-Control $fou_cache;".to_owned());
    // nginx knows no calendar files of its own accord.
    lines.push(format!("location ~ \"\\.ics$\" {{\n    types {{ }}\n    default_type \"{CALENDAR}\";\n}}"));
    lines.join("\n") + "\n"
}

/// Writes lines for Apache, for `.htaccess` or the server's own settings.
pub fn apache(strangers: &Strangers) -> String {
    let (strict, seconds) = STRICT;
    let mut lines = vec!["<IfModule mod_headers.c>".to_owned()];
    lines.push(format!("  # Header always set {strict} \"{seconds}\""));
    lines.extend(headers(strangers).map(|(name, value)| format!("  Header always set {name} \"{value}\"")));
    lines.push(format!("  Header set Cache-Control \"{SHORTLY}\""));
    lines.push("  <If \"%{REQUEST_URI} =~ m#^/assets/#\">".to_owned());
    lines.push(format!("    Header set Cache-Control \"{FOREVER}\""));
    lines.extend(["  </If>".to_owned(), "</IfModule>".to_owned()]);
    lines.push(format!("<IfModule mod_mime.c>\n  AddType \"{CALENDAR}\" .ics\n</IfModule>"));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strangers(film_hosts: &[&str], form: Option<&str>) -> Strangers {
        let film_hosts = film_hosts.iter().map(|host| (*host).to_owned()).collect();
        Strangers { film_hosts, form: form.map(str::to_owned) }
    }

    #[test]
    fn every_server_says_the_same() {
        let all = strangers(&["film.exempel.org"], Some("https://ut.exempel.org"));
        for text in [netlify(&all), nginx(&all), apache(&all)] {
            for (name, value) in headers(&all) {
                assert!(text.contains(name) && text.contains(&value), "{name} is missing in\n{text}");
            }
            assert!(text.contains(FOREVER) && text.contains(STRICT.0), "{text}");
        }
    }

    #[test]
    fn calendar_files_are_told_apart_where_the_server_does_not_know_them() {
        let nobody = Strangers::default();
        assert!(nginx(&nobody).contains(CALENDAR) && apache(&nobody).contains(CALENDAR));
    }

    #[test]
    fn nothing_foreign_and_nothing_inline_is_allowed() {
        let alone = policy(&Strangers::default());
        for word in ["unsafe", "data:", "http", "*"] {
            assert!(!alone.replace("upgrade-insecure-requests", "").contains(word), "{word}");
        }
        assert!(alone.starts_with("default-src 'none'"), "what is not named may not be shown in a frame");
        let framed = policy(&strangers(&["a.exempel.org", "b.exempel.org"], None));
        assert_eq!(framed, format!("{POLICY}; frame-src https://a.exempel.org https://b.exempel.org"));
    }

    #[test]
    fn a_form_may_be_sent_to_its_receiver_alone() {
        let sent = policy(&strangers(&[], Some("https://ut.exempel.org")));
        assert!(sent.contains("; form-action 'self' https://ut.exempel.org; "), "{sent}");
        assert_eq!(sent.matches("https://").count(), 1);
        assert!(policy(&Strangers::default()).contains("; form-action 'self'; "));
    }
}
