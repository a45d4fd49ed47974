//! The preview as it is used: the real program, a real client, and guests who mean harm.
//!
//! How previews have failed elsewhere, and what holds that this one does not. Where nothing else is named, the test is
//! in `saves` or `guests`; `browser` is `tests/browser/preview.mjs`, `warm` and `shelf` are tests of their own.
//!
//! | failure | test |
//! |---|---|
//! | renames and new folders are not seen until it is started again | `saves_as_editors_make_them_are_seen`, `warm` |
//! | it ends over a mistake in a text, the settings or the theme | `a_mistake_is_shown_over_the_page_and_goes_by_itself`, `a_first_build_that_fails_is_told_and_mended`, `faults_of_templates_are_told_and_mended` |
//! | the browser stays at the mistake when it is mended | `browser`: a mistake is told over the page and goes by itself |
//! | a mistake without file or line | `a_mistake_…`, `faults_of_templates_…`, `tests/mistakes` |
//! | the browser asks before the new page is there | `a_save_is_told_when_it_can_be_seen`: a thousand saves |
//! | what editors leave behind becomes pages or builds | `saves_as_editors_make_them_are_seen`, `what_the_preview_does_not_show_builds_nothing` |
//! | it builds because it has built | `what_the_preview_does_not_show_builds_nothing`, `a_checkout_of_five_thousand_files_is_one_build` |
//! | no changes are seen on network drives or past the system's limits | `looking_now_and_then_sees_the_same`; unit tests of `serve::watch` and `serve::drive` |
//! | a page that a change concerns is not made anew | `warm`: whatever is changed, what is remembered equals what is made |
//! | files outside the site can be read | `nothing_outside_the_site_can_be_read` |
//! | one request ends it | `no_request_ends_the_preview`, `the_slow_hold_up_nobody` |
//! | the whole network can reach it | `only_this_machine_is_listened_to` |
//! | another site in the same browser reads drafts | `only_our_own_pages_are_answered` |
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test of a program"
)]

#[path = "../program/mod.rs"]
mod program;

mod guests;
mod pages;
mod pdfs;
mod pictures;
mod saves;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use program::{FOU, Scratch, TODAY};

/// A preview of a site, ended with the test.
pub(crate) struct Preview {
    child: Child,
    port: u16,
    pub(crate) site: Scratch,
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|it| it.to_str().unwrap()).unwrap_or_default()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

impl Preview {
    /// Starts the preview of a small site.
    pub(crate) fn new() -> Self {
        Self::of(Scratch::site(), &[])
    }

    /// Starts the preview of a site, and waits until it says where it is.
    pub(crate) fn of(site: Scratch, more: &[&str]) -> Self {
        let mut child = Command::new(FOU)
            .args(["serve", "--port", "0", "--today", TODAY, "--site"])
            .arg(site.path(""))
            .args(more)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        let port = loop {
            line.clear();
            assert!(lines.read_line(&mut line).unwrap() > 0, "the preview ended before it began");
            if let Some((_, rest)) = line.split_once("visas på http://") {
                break rest.split(['/', ' ']).next().unwrap().rsplit(':').next().unwrap().parse().unwrap();
            }
        };
        // What it says later must not fill the pipe.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        Self { child, port, site }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Fetches an address as a browser does, following nothing.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.get_with(path, &[])
    }

    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.fetch("GET", path, headers)
    }

    pub(crate) fn fetch(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let config = ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false);
        let agent: ureq::Agent = config.timeout_global(Some(Duration::from_secs(20))).build().into();
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("http://127.0.0.1:{}{path}", self.port));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = agent.run(request.body(()).unwrap()).unwrap();
        let body = response.body_mut().with_config().limit(1 << 30).read_to_vec().unwrap();
        Reply { status: response.status().as_u16(), headers: response.headers().clone(), body }
    }

    /// Opens a connection of our own.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(15))).unwrap();
        stream
    }

    /// Sends bytes as they are, and returns the status of the answer; 0 if there is none.
    pub(crate) fn send(&self, bytes: &[u8]) -> u16 {
        let mut stream = self.connect();
        // Whoever is refused early may be cut off while still speaking.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.take(1 << 16).read_to_end(&mut answer);
        let text = String::from_utf8_lossy(&answer);
        text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok()).unwrap_or(0)
    }

    /// Waits until a page has these words.
    pub(crate) fn wait_for(&self, path: &str, words: &str) -> String {
        self.wait_until(path, words, |text| text.contains(words))
    }

    pub(crate) fn wait_until(&self, path: &str, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let began = Instant::now();
        loop {
            let text = self.get(path).text();
            if holds(&text) {
                return text;
            }
            assert!(began.elapsed() < Duration::from_secs(15), "{path} never came to `{what}`:\n{text}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Listens to events.
    pub(crate) fn events(&self) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        write!(stream, "GET /.fou/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).unwrap();
        BufReader::new(stream)
    }

    /// Asks the program to end, and returns its exit code and how long it took.
    #[cfg(unix)]
    pub(crate) fn interrupt(&mut self) -> (Option<i32>, Duration) {
        let began = Instant::now();
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let status = self.child.wait().unwrap();
        (status.code(), began.elapsed())
    }

    /// Returns the number of the build that is shown.
    pub(crate) fn build(&self) -> u64 {
        build(&self.get("/om/").text())
    }

    /// Tells whether the program is still there.
    pub(crate) fn is_alive(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the number of the build that a page was shown from.
pub(crate) fn build(page: &str) -> u64 {
    page.split("data-build=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
}

/// Waits for the next event of a name, and returns its data.
pub(crate) fn next_event(events: &mut BufReader<TcpStream>, name: &str) -> String {
    let mut is_it = false;
    let mut line = String::new();
    let began = Instant::now();
    loop {
        assert!(began.elapsed() < Duration::from_secs(20), "no event `{name}` came");
        line.clear();
        assert!(events.read_line(&mut line).unwrap() > 0, "the stream has ended");
        if let Some(event) = line.trim_end().strip_prefix("event: ") {
            is_it = event == name;
        } else if let Some(data) = line.trim_end().strip_prefix("data: ")
            && is_it
        {
            return data.to_owned();
        }
    }
}
