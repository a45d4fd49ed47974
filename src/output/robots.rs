//! What search engines may read: everything.

/// Writes `robots.txt`; `sitemap` is the absolute address of the sitemap.
pub fn write(sitemap: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_may_be_read() {
        let expected = "User-agent: *\nAllow: /\n\nSitemap: https://x.se/sitemap.xml\n";
        assert_eq!(write("https://x.se/sitemap.xml"), expected);
    }
}
