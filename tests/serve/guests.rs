//! Guests who mean harm, or know no better: none reads what is not theirs, none ends the preview.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::time::{Duration, Instant};

use super::program::{FOU, Scratch};
use super::{Preview, next_event};

fn request(target: &str, lines: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}\r\n").into_bytes()
}

#[test]
fn nothing_outside_the_site_can_be_read() {
    let preview = Preview::new();
    preview.site.write("hemligt.txt", "hemligt");
    preview.site.write("static-hemligt/x.txt", "hemligt");
    for target in [
        "/../hemligt.txt",
        "/%2e%2e/hemligt.txt",
        "/..%2fhemligt.txt",
        "/%252e%252e/hemligt.txt",
        "/..%5chemligt.txt",
        "/om/../../hemligt.txt",
        "/....//hemligt.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/content/site.yaml",
        "/../static-hemligt/x.txt",
        "/static-hemligt/x.txt",
        "/%00",
        "/om/%00.html",
        "/%c0%ae%c0%ae/hemligt.txt",
        "file:///etc/passwd",
        "http://exempel.se/",
        "/.git/config",
        "/themes/nordvast/theme.yaml",
        "/om/..;/hemligt.txt",
    ] {
        let mut stream = preview.connect();
        stream.write_all(&request(target, "")).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let text = String::from_utf8_lossy(&answer);
        assert!(text.starts_with("HTTP/1.1 400") || text.starts_with("HTTP/1.1 404"), "{target}: {text}");
        assert!(
            !text.contains("hemligt\n") && !text.ends_with("hemligt") && !text.contains("root:"),
            "{target}: {text}"
        );
    }
}

#[test]
fn only_our_own_pages_are_answered() {
    let preview = Preview::new();
    let status =
        |lines: &str| preview.send(format!("GET / HTTP/1.1\r\n{lines}Connection: close\r\n\r\n").as_bytes());
    let port = preview.port();
    assert_eq!(status(&format!("Host: localhost:{port}\r\n")), 200);
    assert_eq!(status(&format!("Host: [::1]:{port}\r\n")), 200);
    assert_eq!(status("Host: exempel.se\r\n"), 421);
    assert_eq!(status(&format!("Host: localhost.exempel.se:{port}\r\n")), 421);
    assert_eq!(status(&format!("Host: localhost:{port}\r\nOrigin: https://exempel.se\r\n")), 403);
    assert_eq!(
        status(&format!(
            "Host: localhost:{port}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"
        )),
        403
    );
    let stream =
        format!("GET /.fou/events HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: https://exempel.se\r\n\r\n");
    assert_eq!(preview.send(stream.as_bytes()), 403);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        assert_eq!(preview.send(format!("{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes()), 405);
    }
}

#[test]
fn no_request_ends_the_preview() {
    let mut preview = Preview::new();
    let head = "POST / HTTP/1.1\r\nHost: localhost\r\n";
    assert_eq!(preview.send(&request("/", "Content-Length: 1099511627776\r\n")), 400);
    assert_eq!(preview.send(format!("{head}Content-Length: 1099511627776\r\n\r\n").as_bytes()), 405);
    assert_eq!(preview.send(&request("/", "Transfer-Encoding: chunked\r\n")), 400);
    assert_eq!(preview.send(&request("/", &"A: b\r\n".repeat(1000))), 431);
    let long = format!("A: {}\r\n", "b".repeat(1 << 20));
    assert!(matches!(preview.send(&request("/", &long)), 431 | 0));
    assert!(matches!(preview.send(&request(&format!("/{}", "a".repeat(10_000)), "")), 400));
    assert!(matches!(preview.send(&vec![b'x'; 4 << 20]), 400 | 431 | 0));
    // Bytes that look random and are the same in every run (xorshift64).
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut roll = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for _ in 0..300 {
        let mut bytes = request("/om/", "Accept: */*\r\n");
        for _ in 0..=roll() % 8 {
            let at = usize::try_from(roll()).unwrap() % bytes.len();
            bytes[at] = u8::try_from(roll() & 0xff).unwrap();
        }
        let mut stream = preview.connect();
        stream.set_read_timeout(Some(Duration::from_millis(30))).unwrap();
        let _ = stream.write_all(&bytes);
        let _ = stream.read(&mut [0; 64]);
    }
    assert!(preview.is_alive());
    assert_eq!(preview.get("/om/").status, 200);
}

#[test]
fn requests_in_one_breath_are_answered_in_turn() {
    let preview = Preview::new();
    let one = "GET /om/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut stream = preview.connect();
    stream
        .write_all(
            format!("{one}{one}GET /finns-inte/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .as_bytes(),
        )
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let statuses: Vec<_> = answer.matches("HTTP/1.1 ").collect();
    assert_eq!(statuses.len(), 3);
    assert_eq!(answer.matches("<h1").count(), 3);
    assert!(answer.rfind("Om provet") < answer.find("HTTP/1.1 404"));
}

#[test]
fn the_slow_hold_up_nobody() {
    let site = Scratch::site();
    site.write("static/film.mp4", vec![7; 20 << 20]);
    let preview = Preview::of(site, &[]);
    // Some never end their head, some never read their answer.
    let mut drips: Vec<_> = (0..100).map(|_| preview.connect()).collect();
    for drip in &mut drips {
        drip.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    }
    let mut sinks: Vec<_> = (0..20).map(|_| preview.connect()).collect();
    for sink in &mut sinks {
        sink.write_all(&request("/film.mp4", "")).unwrap();
    }
    let began = Instant::now();
    for _ in 0..20 {
        assert_eq!(preview.get("/om/").status, 200);
    }
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    // A head that drips is given up as a whole, however lively it drips.
    let began = Instant::now();
    let mut drip = preview.connect();
    drip.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    while drip.write_all(b"A: b\r\n").is_ok() && began.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(500));
    }
    let time = began.elapsed();
    assert!(time > Duration::from_secs(8) && time < Duration::from_secs(14), "{time:?}");
}

#[test]
fn a_thousand_listeners_hear_within_two_seconds() {
    allow_descriptors();
    let preview = Preview::new();
    let mut streams = Vec::new();
    for _ in 0..5 {
        let mut more: Vec<_> = (0..200).map(|_| preview.events()).collect();
        for stream in &mut more {
            next_event(stream, "build");
        }
        streams.append(&mut more);
    }
    let began = Instant::now();
    preview.site.page("content/om.md", "Om provet", "Nu!");
    for stream in &mut streams {
        while !next_event(stream, "build").contains("/om/") {}
    }
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert!(preview.get("/om/").text().contains("Nu!"));
    let threads = std::fs::read_dir(format!("/proc/{}/task", preview.id()));
    assert!(threads.map_or(0, Iterator::count) < 100, "one thread for all");
}

/// Lets this test have as many descriptors as the system grants anybody.
fn allow_descriptors() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
}

#[test]
fn a_port_that_is_taken_is_wrong_use() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let site = Scratch::site();
    let output =
        Command::new(FOU).args(["serve", "--port", &port, "--site"]).arg(site.path("")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains(&format!("port {port} går inte att använda")) && said.contains("upptagen"),
        "{said}"
    );
}

#[test]
fn only_this_machine_is_listened_to() {
    let preview = Preview::new();
    let sockets = std::fs::read_to_string("/proc/net/tcp").unwrap_or_default();
    let port = format!(":{:04X} ", preview.port());
    let ours: Vec<_> = sockets
        .lines()
        .filter(|line| {
            line.split_whitespace().nth(1).is_some_and(|it| format!("{it} ").ends_with(&port))
                && line.contains(" 0A ")
        })
        .collect();
    assert!(ours.iter().all(|line| line.contains("0100007F:")), "{ours:?}");
    if cfg!(target_os = "linux") {
        assert_eq!(ours.len(), 1);
    }
}
