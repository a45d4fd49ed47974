//! Reads the head of a request within limits and a deadline, and judges it.

use std::io::{self, Read};
use std::net::{IpAddr, TcpStream};
use std::time::{Duration, Instant};

use super::{EVENTS, address};

/// The most bytes that a head may have.
const LONGEST: usize = 16 << 10;

/// The most headers that a head may have.
const HEADERS: usize = 100;

/// How long a whole head may take, from its first byte.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a connection may be silent between two requests.
const SILENCE: Duration = Duration::from_secs(30);

/// Whom we answer to.
#[derive(Clone, Debug)]
pub(super) struct House {
    /// The port that we are reached at.
    pub(super) port: u16,
    /// Names of ours, in lower case, without port.
    pub(super) names: Vec<String>,
    /// Whether we may be reached at any of the machine's addresses, since somebody asked for that.
    pub(super) open: bool,
}

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is passed on, as one that we have written ourselves.
    Page(Page),
    /// It wants to hear of builds.
    Stream,
    /// It is refused, with a status and a reason.
    Refused(u16, &'static str),
}

/// A request that is passed on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) target: String,
    pub(super) is_head: bool,
    pub(super) range: Option<String>,
    pub(super) known: Option<String>,
    /// Whether the connection stays open afterwards.
    pub(super) stays: bool,
}

/// Reads one head; `rest` holds what came after the one before. Nothing if the other side has gone or is too slow.
pub(super) fn read(stream: &mut TcpStream, rest: &mut Vec<u8>) -> io::Result<Option<Vec<u8>>> {
    let mut deadline = None;
    let mut chunk = [0; 2048];
    loop {
        if let Some(end) = end(rest) {
            let after = rest.split_off(end);
            return Ok(Some(std::mem::replace(rest, after)));
        }
        if rest.len() > LONGEST {
            return Ok(Some(std::mem::take(rest)));
        }
        let left = match deadline {
            None if rest.is_empty() => SILENCE,
            _ => {
                let end = *deadline.get_or_insert_with(|| Instant::now() + PATIENCE);
                end.saturating_duration_since(Instant::now())
            }
        };
        if left.is_zero() {
            return Ok(None);
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut chunk) {
            Ok(0) => return Ok(None),
            Ok(count) => rest.extend_from_slice(&chunk[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Finds where a head ends: after an empty line.
fn end(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

impl House {
    /// Judges a head.
    pub(super) fn judge(&self, head: &[u8]) -> Verdict {
        if head.len() > LONGEST {
            return Verdict::Refused(431, "Huvudet är för långt.");
        }
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut request = httparse::Request::new(&mut headers);
        match request.parse(head) {
            Ok(httparse::Status::Complete(_)) => self.judge_parsed(&request),
            Err(httparse::Error::TooManyHeaders) => Verdict::Refused(431, "Huvudet har för många rader."),
            _ => Verdict::Refused(400, "Begäran går inte att förstå."),
        }
    }

    fn judge_parsed(&self, request: &httparse::Request<'_, '_>) -> Verdict {
        let (Some(method), Some(target), Some(version)) = (request.method, request.path, request.version)
        else {
            return Verdict::Refused(400, "Begäran går inte att förstå.");
        };
        let all = |name: &str| {
            let named = request.headers.iter().filter(|it| it.name.eq_ignore_ascii_case(name));
            named.map(|it| std::str::from_utf8(it.value).unwrap_or("\0").trim()).collect::<Vec<_>>()
        };
        let is_head = method == "HEAD";
        if !is_head && method != "GET" {
            return Verdict::Refused(405, "Bara GET och HEAD besvaras.");
        }
        let has_body = all("content-length").iter().any(|it| *it != "0");
        if has_body
            || !all("transfer-encoding").is_empty()
            || !all("upgrade").is_empty()
            || !all("expect").is_empty()
        {
            return Verdict::Refused(400, "Begäran får inte ha något innehåll.");
        }
        match all("host").as_slice() {
            [host] if self.is_ours(host) => {}
            _ => return Verdict::Refused(421, "Här svarar bara förhandsgranskningen, under sitt eget namn."),
        }
        let is_foreign =
            |origin: &&str| !origin.strip_prefix("http://").is_some_and(|host| self.is_ours(host));
        let site = all("sec-fetch-site");
        let asks_from_elsewhere = site.iter().any(|it| *it == "cross-site" || *it == "same-site")
            && all("sec-fetch-mode").iter().all(|it| *it != "navigate");
        if all("origin").iter().any(is_foreign) || asks_from_elsewhere {
            return Verdict::Refused(403, "Andra webbplatser får inte läsa förhandsgranskningen.");
        }
        let Ok((path, _)) = address::read(target) else {
            return Verdict::Refused(400, "Adressen går inte att använda.");
        };
        if path == EVENTS && !is_head {
            return Verdict::Stream;
        }
        let closes = all("connection").iter().any(|it| it.to_ascii_lowercase().contains("close"));
        let single = |name: &str| match all(name).as_slice() {
            [one] if one.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') => {
                Some((*one).to_owned())
            }
            _ => None,
        };
        Verdict::Page(Page {
            target: target.to_owned(),
            is_head,
            range: single("range"),
            known: single("if-none-match"),
            stays: version == 1 && !closes,
        })
    }

    /// Tells whether a host, with or without our port, is one of ours.
    fn is_ours(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let name = host.strip_suffix(&format!(":{}", self.port)).unwrap_or(&host);
        // An address cannot be made to point here by somebody else's name server.
        let number = name.trim_start_matches('[').trim_end_matches(']');
        self.names.iter().any(|it| it == name) || self.open && number.parse::<IpAddr>().is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, status: u16) {
        let names = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).to_vec();
        let house = House { port: 8080, names, open: false };
        let found = match house.judge(head.replace('\n', "\r\n").as_bytes()) {
            Verdict::Page(_) => 200,
            Verdict::Stream => 201,
            Verdict::Refused(status, _) => status,
        };
        assert_eq!(found, status, "{head}");
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for host in ["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST:8080"] {
            check(&format!("GET / HTTP/1.1\nHost: {host}\n\n"), 200);
        }
        for host in [
            "exempel.se",
            "localhost:9090",
            "localhost.exempel.se",
            "127.0.0.1.nip.io",
            "192.168.1.2:8080",
            "",
        ] {
            check(&format!("GET / HTTP/1.1\nHost: {host}\n\n"), 421);
        }
        check("GET / HTTP/1.1\n\n", 421);
        check("GET / HTTP/1.1\nHost: localhost\nHost: exempel.se\n\n", 421);
    }

    #[test]
    fn other_sites_are_refused() {
        let from = |lines: &str, status| {
            check(&format!("GET /.fou/events HTTP/1.1\nHost: localhost:8080\n{lines}\n"), status);
        };
        from("Origin: http://localhost:8080\n", 201);
        from("Sec-Fetch-Site: same-origin\nSec-Fetch-Mode: cors\n", 201);
        from("Origin: https://exempel.se\n", 403);
        from("Origin: null\n", 403);
        from("Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\n", 403);
        check(
            "GET / HTTP/1.1\nHost: localhost\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\n\n",
            200,
        );
    }

    #[test]
    fn requests_have_no_body_and_one_of_two_methods() {
        let with = |method: &str, lines: &str, status| {
            check(&format!("{method} / HTTP/1.1\nHost: localhost\n{lines}\n"), status);
        };
        with("HEAD", "", 200);
        with("GET", "Content-Length: 0\n", 200);
        with("GET", "Content-Length: 1099511627776\n", 400);
        with("GET", "Content-Length: 0\nContent-Length: 5\n", 400);
        with("GET", "Transfer-Encoding: chunked\n", 400);
        with("GET", "Upgrade: websocket\n", 400);
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"] {
            with(method, "", 405);
        }
        check("GET http://exempel.se/ HTTP/1.1\nHost: localhost\n\n", 400);
        check("hej\n\n", 400);
        check(&format!("GET / HTTP/1.1\nHost: localhost\n{}\n", "A: b\n".repeat(101)), 431);
        check(&format!("GET / HTTP/1.1\nHost: localhost\nA: {}\n\n", "b".repeat(20_000)), 431);
    }
}
