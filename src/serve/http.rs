//! What `tiny_http` does: media types, HEAD, parts of files, and what the browser has already.

use std::fs::File as Disk;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use tiny_http::{Header, Method, Response, StatusCode};
use xxhash_rust::xxh3::xxh3_128;

use super::channel::{READY, SECRET};
use super::{Answer, Answers, Content, File, Request, address};

type Body = Box<dyn Read + Send>;

/// Answers requests until the server is unblocked, each on a thread of its own: none waits for another.
pub(super) fn serve(server: &tiny_http::Server, answers: &Arc<dyn Answers>, secret: &str) {
    while let Ok(request) = server.recv() {
        let is_ours = request.headers().iter().any(|it| it.field.equiv(SECRET) && it.value == *secret);
        let answers = answers.clone();
        let handle = move || {
            let response = if is_ours { respond(&request, &*answers) } else { plain(404, "") };
            // Whoever has stopped listening needs no answer.
            let _ = request.respond(response);
        };
        if std::thread::Builder::new().stack_size(256 << 10).spawn(handle).is_err() {
            // No thread is left: the request is dropped, and its connection closed.
        }
    }
}

fn respond(request: &tiny_http::Request, answers: &dyn Answers) -> Response<Body> {
    if request.url() == READY {
        return empty(200);
    }
    let Ok((path, query)) = address::read(request.url()) else {
        return plain(400, "Adressen går inte att använda.");
    };
    let asked = Request { path: &path, query };
    // A fault of the program answers this request, and no other.
    let answer = panic::catch_unwind(AssertUnwindSafe(|| answers.answer(&asked)));
    let header = |name: &'static str| {
        request.headers().iter().find(|it| it.field.equiv(name)).map(|it| it.value.as_str())
    };
    let is_head = *request.method() == Method::Head;
    match answer {
        Ok(Answer::Page(bytes)) => page(200, bytes, header("If-None-Match")),
        Ok(Answer::Missing(bytes)) => page(404, bytes, None),
        Ok(Answer::Failed(bytes)) => page(503, bytes, None),
        Ok(Answer::File(file)) => {
            let response = part(&file, header("Range").filter(|_| !is_head), header("If-None-Match"));
            response.unwrap_or_else(|_| plain(404, "Filen går inte att läsa."))
        }
        Ok(Answer::Moved(to)) => add(plain(301, "Sidan har flyttat."), "Location", &encoded(&to)),
        Ok(Answer::Done(to)) => add(plain(303, "Det är gjort."), "Location", &encoded(&to)),
        Err(_) => plain(500, "Programmet gjorde ett fel."),
    }
}

fn page(status: u16, bytes: Arc<[u8]>, known: Option<&str>) -> Response<Body> {
    let tag = tag(xxh3_128(&bytes));
    let response = if known.is_some_and(|known| has(known, &tag)) {
        empty(304)
    } else {
        let length = bytes.len();
        made(status, Box::new(Cursor::new(bytes)), length)
    };
    let response = add(response, "Content-Type", "text/html; charset=utf-8");
    add(add(response, "ETag", &tag), "Cache-Control", "no-store")
}

/// Hands out a file, or the part of it that was asked for.
fn part(file: &File, range: Option<&str>, known: Option<&str>) -> io::Result<Response<Body>> {
    let (size, hash) = match &file.content {
        Content::Bytes(bytes) => (bytes.len() as u64, xxh3_128(bytes)),
        Content::Blob(blob) => (blob.size, blob.hash),
    };
    let tag = tag(hash);
    let response = if known.is_some_and(|known| has(known, &tag)) {
        empty(304)
    } else {
        match range.map(|range| wanted(range, size)) {
            Some(Wanted::Part(first, last)) => {
                let length = last - first + 1;
                let response = made(
                    206,
                    bytes_of(&file.content, first, length)?,
                    usize::try_from(length).unwrap_or(usize::MAX),
                );
                add(response, "Content-Range", &format!("bytes {first}-{last}/{size}"))
            }
            Some(Wanted::Nothing) => add(empty(416), "Content-Range", &format!("bytes */{size}")),
            Some(Wanted::Whole) | None => {
                made(200, bytes_of(&file.content, 0, size)?, usize::try_from(size).unwrap_or(usize::MAX))
            }
        }
    };
    let response = add(add(response, "Content-Type", &file.media_type), "ETag", &tag);
    Ok(add(add(response, "Accept-Ranges", "bytes"), "Cache-Control", "no-cache"))
}

fn bytes_of(content: &Content, first: u64, length: u64) -> io::Result<Body> {
    if let Content::Blob(blob) = content
        && let Some(path) = blob.file()
    {
        let mut file = Disk::open(path)?;
        file.seek(SeekFrom::Start(first))?;
        return Ok(Box::new(file.take(length)));
    }
    let bytes = match content {
        Content::Bytes(bytes) => bytes.clone(),
        Content::Blob(blob) => blob.bytes().map_err(io::Error::other)?,
    };
    let mut cursor = Cursor::new(bytes);
    cursor.set_position(first);
    Ok(Box::new(cursor.take(length)))
}

/// What a range asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// From one byte to another, both included.
    Part(u64, u64),
    /// Bytes that are not there.
    Nothing,
    /// Something that we read as everything: several parts, or what is no range.
    Whole,
}

fn wanted(range: &str, size: u64) -> Wanted {
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|it| it.split_once('-')) else {
        return Wanted::Whole;
    };
    let (first, last) = match (first.trim(), last.trim()) {
        ("", suffix) => match suffix.parse::<u64>() {
            Ok(0) => return Wanted::Nothing,
            Ok(suffix) => (size.saturating_sub(suffix), size.saturating_sub(1)),
            Err(_) => return Wanted::Whole,
        },
        (first, "") => match first.parse() {
            Ok(first) => (first, size.saturating_sub(1)),
            Err(_) => return Wanted::Whole,
        },
        (first, last) => match (first.parse::<u64>(), last.parse::<u64>()) {
            (Ok(first), Ok(last)) if first <= last => (first, last.min(size.saturating_sub(1))),
            _ => return Wanted::Whole,
        },
    };
    if first < size && first <= last { Wanted::Part(first, last) } else { Wanted::Nothing }
}

fn tag(hash: u128) -> String {
    format!("\"{hash:032x}\"")
}

fn has(known: &str, tag: &str) -> bool {
    known.split(',').any(|it| it.trim().trim_start_matches("W/") == tag || it.trim() == "*")
}

fn made(status: u16, body: Body, length: usize) -> Response<Body> {
    let response = Response::new(StatusCode(status), Vec::new(), body, Some(length), None);
    let mut response = response.with_chunked_threshold(usize::MAX);
    // No other site may read us, frame us or be told of us.
    for (name, value) in [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "SAMEORIGIN"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ] {
        response = add(response, name, value);
    }
    response
}

fn empty(status: u16) -> Response<Body> {
    made(status, Box::new(io::empty()), 0)
}

fn plain(status: u16, text: &str) -> Response<Body> {
    let response = made(status, Box::new(Cursor::new(text.to_owned())), text.len());
    add(add(response, "Content-Type", "text/plain; charset=utf-8"), "Cache-Control", "no-store")
}

fn add(response: Response<Body>, name: &str, value: &str) -> Response<Body> {
    match Header::from_bytes(name, value) {
        Ok(header) => response.with_header(header),
        Err(()) => response,
    }
}

/// Encodes a path for a header.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~?=&#".contains(&byte);
    path.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_file_are_found() {
        assert_eq!(wanted("bytes=0-4", 10), Wanted::Part(0, 4));
        assert_eq!(wanted("bytes=5-", 10), Wanted::Part(5, 9));
        assert_eq!(wanted("bytes=-3", 10), Wanted::Part(7, 9));
        assert_eq!(wanted("bytes=-30", 10), Wanted::Part(0, 9));
        assert_eq!(wanted("bytes=8-99", 10), Wanted::Part(8, 9));
        assert_eq!(wanted("bytes=10-", 10), Wanted::Nothing);
        assert_eq!(wanted("bytes=-0", 10), Wanted::Nothing);
        assert_eq!(wanted("bytes=0-", 0), Wanted::Nothing);
        assert_eq!(wanted("bytes=0-1,4-5", 10), Wanted::Whole);
        assert_eq!(wanted("bytes=5-4", 10), Wanted::Whole);
        assert_eq!(wanted("meter=0-4", 10), Wanted::Whole);
    }

    #[test]
    fn what_the_browser_has_is_known_by_its_tag() {
        assert!(has("\"a\", W/\"b\"", "\"b\""));
        assert!(!has("\"a\"", "\"b\""));
    }
}
