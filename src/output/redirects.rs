//! Old addresses, in the words of each web server, and as pages for hosts that know no redirects.
//!
//! Rules without a pattern come first, since they are the exact ones; then those with one, in the order given.
//! A rule that [`pattern`] cannot read is left out here, and is a remark of [`faults`].

pub mod faults;
pub mod pattern;

use crate::url::Url;
use crate::view::redirects::{Redirects, Rule};
use pattern::Pattern;

/// Finds where an old address leads, as the servers below decide it.
pub fn target<'r>(rules: &'r [Rule], address: &str) -> Option<&'r Url> {
    let fits = |pattern: &Pattern<'_>| pattern.fits(address);
    let parsed = || rules.iter().filter_map(|rule| Some((Pattern::parse(&rule.from).ok()?, &rule.to)));
    let exact = parsed().find(|(pattern, _)| pattern.is_exact() && fits(pattern));
    exact.or_else(|| parsed().find(|(pattern, _)| fits(pattern))).map(|(_, to)| to)
}

/// Writes lines for nginx, to be included in a `server` block.
pub fn nginx(redirects: &Redirects) -> String {
    lines("# Include in the server block, before any location.\n", redirects, |pattern, rule| {
        format!("rewrite \"{}\" {} permanent;\n", pattern.regex(), rule.to)
    })
}

/// Writes `redirects.htaccess`: lines for Apache.
pub fn apache(redirects: &Redirects) -> String {
    lines("# Put into .htaccess, or into the settings of the virtual host.\n", redirects, |pattern, rule| {
        format!("RedirectMatch 301 \"{}\" \"{}\"\n", pattern.regex(), rule.to)
    })
}

/// Writes `_redirects`, as static hosts read it; a rule that asks for digits cannot be said there.
pub fn netlify(redirects: &Redirects) -> String {
    lines("", redirects, |pattern, rule| match pattern.netlify() {
        Some(from) => format!("{from} {} 301\n", rule.to),
        None => format!("# only for servers that can ask for digits: {} {}\n", rule.from, rule.to),
    })
}

fn lines(head: &str, redirects: &Redirects, line: impl Fn(&Pattern<'_>, &Rule) -> String) -> String {
    let rules = in_order(redirects);
    let lines: Vec<_> = rules.iter().map(|(pattern, rule)| line(pattern, rule)).collect();
    head.to_owned() + &lines.concat()
}

/// Makes a page that leads from an old address to the new one, for hosts that know no redirects.
///
/// `base` is the site's address without its last slash.
pub fn page(to: &Url, base: &str) -> String {
    let whole = quick_xml::escape::escape(format!("{base}{to}"));
    format!(
        "<!doctype html>\n<html lang=\"sv\">\n<head>\n  <meta charset=\"utf-8\">\n  \
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n  \
         <title>Sidan har flyttat</title>\n  <meta name=\"robots\" content=\"noindex\">\n  \
         <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n  <link rel=\"canonical\" href=\"{whole}\">\n</head>\n\
         <body>\n  <main>\n    <h1>Sidan har flyttat</h1>\n    \
         <p>Den finns nu på <a href=\"{to}\">{whole}</a>.</p>\n  </main>\n</body>\n</html>\n"
    )
}

/// Lists the rules that can be read, the exact ones first.
fn in_order(redirects: &Redirects) -> Vec<(Pattern<'_>, &Rule)> {
    let readable = redirects.rules.iter().filter_map(|rule| Some((Pattern::parse(&rule.from).ok()?, rule)));
    let (mut exact, patterns): (Vec<_>, Vec<_>) = readable.partition(|(pattern, _)| pattern.is_exact());
    exact.extend(patterns);
    exact
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redirects() -> Redirects {
        let rule = |from: &str, to| Rule { from: from.into(), to: Url::parse(to).unwrap() };
        Redirects {
            rules: vec![
                rule("/om-fou/**", "/om/"),
                rule("/{YYYY}/{MM}/{slug}/", "/nyheter/"),
                rule("/tagg/{slug}/", "/amnen/"),
                rule("/om-fou/kontakt/", "/kontakt/"),
                rule("/Öppet.pdf", "/oppet/"),
                rule("/a b;\n", "/om/"),
            ],
        }
    }

    #[test]
    fn each_server_reads_the_same_table_exact_rules_first() {
        assert_eq!(
            nginx(&redirects()),
            "# Include in the server block, before any location.\n\
             rewrite \"^/om-fou/kontakt/?$\" /kontakt/ permanent;\n\
             rewrite \"^/Öppet[.]pdf$\" /oppet/ permanent;\n\
             rewrite \"^/om-fou(/.*)?$\" /om/ permanent;\n\
             rewrite \"^/[0-9]{4}/[0-9]{2}/[^/.]+/?$\" /nyheter/ permanent;\n\
             rewrite \"^/tagg/[^/.]+/?$\" /amnen/ permanent;\n"
        );
        assert_eq!(
            apache(&redirects()).lines().nth(3),
            Some("RedirectMatch 301 \"^/om-fou(/.*)?$\" \"/om/\"")
        );
        assert_eq!(
            netlify(&redirects()),
            "/om-fou/kontakt/ /kontakt/ 301\n/%C3%96ppet.pdf /oppet/ 301\n/om-fou/* /om/ 301\n\
             # only for servers that can ask for digits: /{YYYY}/{MM}/{slug}/ /nyheter/\n/tagg/:slug/ /amnen/ 301\n"
        );
    }

    #[test]
    fn an_exact_old_page_becomes_a_page_that_leads_on() {
        let to = Url::root().page("kontakt");
        assert_eq!(
            page(&to, "https://x.se"),
            "<!doctype html>\n<html lang=\"sv\">\n<head>\n  <meta charset=\"utf-8\">\n  <meta name=\"viewport\" \
                 content=\"width=device-width, initial-scale=1\">\n  <title>Sidan har flyttat</title>\n  <meta \
                 name=\"robots\" content=\"noindex\">\n  <meta http-equiv=\"refresh\" content=\"0; url=/kontakt/\">\n  \
                 <link rel=\"canonical\" href=\"https://x.se/kontakt/\">\n</head>\n<body>\n  <main>\n    <h1>Sidan har \
                 flyttat</h1>\n    <p>Den finns nu på <a href=\"/kontakt/\">https://x.se/kontakt/</a>.</p>\n  </main>\n\
                 </body>\n</html>\n"
        );
    }
}
