//! The private way to `tiny_http`: connections that are made here, and that nobody else can make.
//!
//! On Unix a socket in a folder that only we may enter. Elsewhere a port of the loopback, where a request without our
//! secret is dropped before its head is looked at.

use std::io::{self, BufReader, Read, Write};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// How many connections there are at most: what is slow to be fetched must not use up the descriptors.
const MOST: usize = 64;

/// How long somebody waits for a connection when all are taken.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long an answer may take.
const LONGEST: Duration = Duration::from_secs(30);

/// What is asked of a new connection.
pub(super) const READY: &str = "/.fou/ready";

/// The header that carries the secret.
pub(super) const SECRET: &str = "X-Fou-Secret";

#[cfg(unix)]
pub(super) type Stream = std::os::unix::net::UnixStream;
#[cfg(not(unix))]
pub(super) type Stream = std::net::TcpStream;

/// Connections to `tiny_http`, made when they are needed and used again.
pub(super) struct Channel {
    place: Place,
    secret: String,
    idle: Mutex<Pool>,
    free: Condvar,
    /// Held while a connection is made: see [`Channel::connect`].
    making: Mutex<()>,
}

#[derive(Default)]
struct Pool {
    idle: Vec<BufReader<Stream>>,
    count: usize,
}

/// What has come back of an answer: its head, and how much follows.
pub(super) struct Reply {
    pub(super) head: Vec<u8>,
    pub(super) length: u64,
}

impl Channel {
    /// Opens the channel; returns the server's end as well.
    pub(super) fn open() -> io::Result<(Self, tiny_http::Server)> {
        let (place, listener) = Place::open()?;
        let server = tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?;
        let channel = Self {
            place,
            secret: secret(),
            idle: Mutex::default(),
            free: Condvar::new(),
            making: Mutex::default(),
        };
        Ok((channel, server))
    }

    /// Returns what every request of ours carries.
    pub(super) fn secret(&self) -> &str {
        &self.secret
    }

    /// Sends a request and reads the head of the answer. The body is to be read before the connection is given back.
    pub(super) fn ask(&self, request: &str, is_head: bool) -> io::Result<(BufReader<Stream>, Reply)> {
        let mut stream = self.take()?;
        match ask(&mut stream, request, is_head) {
            Ok(reply) => Ok((stream, reply)),
            Err(error) => {
                self.drop_one();
                Err(error)
            }
        }
    }

    fn take(&self) -> io::Result<BufReader<Stream>> {
        let pool = self.idle.lock().expect(SOUND);
        let is_full = |pool: &mut Pool| pool.idle.is_empty() && pool.count >= MOST;
        let (mut pool, waited) = self.free.wait_timeout_while(pool, PATIENCE, is_full).expect(SOUND);
        if waited.timed_out() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        if let Some(stream) = pool.idle.pop() {
            return Ok(stream);
        }
        pool.count += 1;
        drop(pool);
        self.connect().inspect_err(|_| self.drop_one())
    }

    /// Makes a connection and waits until it is served.
    ///
    /// `tiny_http` gives each connection a thread of its own, but two that come at once may be given the same one, and
    /// the second would then wait for the end of the first: so they are made one at a time.
    fn connect(&self) -> io::Result<BufReader<Stream>> {
        let _one = self.making.lock().expect(SOUND);
        let stream = self.place.connect()?;
        stream.set_read_timeout(Some(LONGEST))?;
        stream.set_write_timeout(Some(LONGEST))?;
        let mut stream = BufReader::new(stream);
        ask(
            &mut stream,
            &format!("HEAD {READY} HTTP/1.1\r\nHost: fou\r\n{SECRET}: {}\r\n\r\n", self.secret),
            true,
        )?;
        Ok(stream)
    }

    /// Takes a connection back, whose answer has been read to its end.
    pub(super) fn give_back(&self, stream: BufReader<Stream>) {
        self.idle.lock().expect(SOUND).idle.push(stream);
        self.free.notify_one();
    }

    /// Notes that a connection is gone.
    pub(super) fn drop_one(&self) {
        self.idle.lock().expect(SOUND).count -= 1;
        self.free.notify_one();
    }
}

/// Why the pool can always be had.
const SOUND: &str = "no thread panics while it holds the pool";

fn ask(stream: &mut BufReader<Stream>, request: &str, is_head: bool) -> io::Result<Reply> {
    stream.get_mut().write_all(request.as_bytes())?;
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let mut response = httparse::Response::new(&mut headers);
    response.parse(&head).map_err(io::Error::other)?;
    let has_body = !is_head && response.code != Some(304);
    let length = response.headers.iter().find(|it| it.name.eq_ignore_ascii_case("content-length"));
    let length = length.and_then(|it| std::str::from_utf8(it.value).ok()?.parse().ok()).unwrap_or(0);
    Ok(Reply { head, length: if has_body { length } else { 0 } })
}

/// Makes a word that cannot be guessed.
fn secret() -> String {
    use std::hash::{BuildHasher as _, RandomState};
    let word = || format!("{:016x}", RandomState::new().hash_one(std::process::id()));
    word() + &word()
}

#[cfg(unix)]
struct Place {
    folder: std::path::PathBuf,
}

#[cfg(unix)]
impl Place {
    fn open() -> io::Result<(Self, std::os::unix::net::UnixListener)> {
        use std::os::unix::fs::DirBuilderExt as _;
        let folder = std::env::temp_dir().join(format!("fou-{}", secret()));
        std::fs::DirBuilder::new().mode(0o700).create(&folder)?;
        let place = Self { folder };
        let listener = std::os::unix::net::UnixListener::bind(place.socket())?;
        Ok((place, listener))
    }

    fn socket(&self) -> std::path::PathBuf {
        self.folder.join("s")
    }

    fn connect(&self) -> io::Result<Stream> {
        Stream::connect(self.socket())
    }
}

#[cfg(unix)]
impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[cfg(not(unix))]
struct Place {
    address: std::net::SocketAddr,
}

#[cfg(not(unix))]
impl Place {
    fn open() -> io::Result<(Self, std::net::TcpListener)> {
        let listener = std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0))?;
        Ok((Self { address: listener.local_addr()? }, listener))
    }

    fn connect(&self) -> io::Result<Stream> {
        let stream = Stream::connect(self.address)?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }
}
