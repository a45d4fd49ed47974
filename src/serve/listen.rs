//! Accepts connections, counts them, and takes each request to where it is answered.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Read, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::channel::{Channel, SECRET};
use super::guard::{self, House, Page, Verdict};
use super::{Answers, Streams, http};
use crate::error::Error;

/// The most connections that are being answered at once, streams aside.
const MOST: usize = 300;

/// How long the other side may take to read a part of an answer.
const WRITE: Duration = Duration::from_secs(10);

/// Answers up to this size are fetched whole before the first byte is sent on, so that who reads slowly holds nothing.
const SMALL: u64 = 1 << 20;

/// How many ports are tried after the usual one.
const TRIES: u16 = 20;

/// The port that is tried first.
pub const USUAL: u16 = 8080;

/// Where to listen.
#[derive(Clone, Debug, Default)]
pub struct Listen {
    /// An address of this machine, if others are to reach the preview; otherwise only this machine does.
    pub host: Option<IpAddr>,
    /// The port; otherwise 8080, or the next that is free.
    pub port: Option<u16>,
    /// Further names under which we are asked.
    pub names: Vec<String>,
}

/// A server that answers until it is closed.
pub struct Server {
    address: SocketAddr,
    listeners: Vec<SocketAddr>,
    streams: Streams,
    shared: Arc<Shared>,
    inner: Arc<tiny_http::Server>,
}

struct Shared {
    house: House,
    channel: Channel,
    streams: Streams,
    is_closed: AtomicBool,
    /// The connections that are being answered, to be cut when we close.
    open: Mutex<BTreeMap<u64, TcpStream>>,
}

const SOUND: &str = "no thread panics while it holds the connections";

impl Server {
    /// Begins to answer.
    ///
    /// # Errors
    /// If the port is taken, or the machine gives no socket or thread.
    pub fn open(listen: &Listen, answers: Arc<dyn Answers>) -> Result<Self, Error> {
        let refused =
            |error: io::Error| Error::Refused(format!("förhandsgranskningen kan inte starta: {error}"));
        allow_descriptors();
        let listeners = bind(listen)?;
        let addresses: Vec<_> = listeners.iter().filter_map(|it| it.local_addr().ok()).collect();
        let Some(address) = addresses.first().copied() else {
            return Err(Error::Refused("förhandsgranskningen fick ingen adress".to_owned()));
        };
        let mut names = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).to_vec();
        names.extend(listen.names.iter().map(|name| name.to_lowercase()));
        let house = House { port: address.port(), names, open: listen.host.is_some() };
        let (channel, inner) = Channel::open().map_err(refused)?;
        let streams = Streams::open().map_err(refused)?;
        let shared = Arc::new(Shared {
            house,
            channel,
            streams: streams.clone(),
            is_closed: AtomicBool::new(false),
            open: Mutex::default(),
        });
        let inner = Arc::new(inner);
        let (server, of_channel) = (inner.clone(), shared.clone());
        spawn(move || http::serve(&server, &answers, of_channel.channel.secret())).map_err(refused)?;
        for listener in listeners {
            let shared = shared.clone();
            spawn(move || accept(&listener, &shared)).map_err(refused)?;
        }
        Ok(Self { address, listeners: addresses, streams, shared, inner })
    }

    /// Returns the address to open in a browser.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns those who hear of builds.
    pub fn streams(&self) -> &Streams {
        &self.streams
    }
}

impl Drop for Server {
    /// Cuts every connection and frees the port.
    fn drop(&mut self) {
        self.shared.is_closed.store(true, Ordering::SeqCst);
        self.streams.close();
        for stream in self.shared.open.lock().expect(SOUND).values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        self.inner.unblock();
        for address in &self.listeners {
            // Whoever waits for a connection gets one, and sees that we close.
            let _ = TcpStream::connect_timeout(&reachable(*address), Duration::from_millis(100));
        }
    }
}

/// Returns an address under which a listener of ours can be reached from here.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

fn spawn(run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().stack_size(256 << 10).spawn(run).map(drop)
}

/// Asks for as many descriptors as we may have: a thousand listeners need more than is usual.
fn allow_descriptors() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
        let most = maximum.map_or(65_536, |it| it.min(65_536));
        // Without it, fewer are served.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum });
    }
}

/// Finds a port that is free, under every address that we are reached at.
fn bind(listen: &Listen) -> Result<Vec<TcpListener>, Error> {
    let ports = match listen.port {
        Some(port) => port..=port,
        None => USUAL..=USUAL + TRIES,
    };
    let mut last = None;
    for port in ports.clone() {
        match bind_at(listen.host, port) {
            Ok(listeners) => return Ok(listeners),
            Err(error) => last = Some((port, error)),
        }
    }
    let why = match last {
        Some((_, error)) if error.kind() == io::ErrorKind::AddrInUse => {
            "den är upptagen av ett annat program".to_owned()
        }
        Some((_, error)) if error.kind() == io::ErrorKind::PermissionDenied => {
            "du saknar rättighet till den".to_owned()
        }
        Some((_, error)) => error.to_string(),
        None => String::new(),
    };
    Err(Error::Refused(match listen.port {
        Some(port) => format!("port {port} går inte att använda: {why}; välj en annan med --port"),
        None => format!("ingen av portarna {}–{} går att använda: {why}", ports.start(), ports.end()),
    }))
}

fn bind_at(host: Option<IpAddr>, port: u16) -> io::Result<Vec<TcpListener>> {
    if let Some(host) = host {
        return Ok(vec![TcpListener::bind((host, port))?]);
    }
    let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let port = first.local_addr()?.port();
    match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
        Ok(second) => Ok(vec![first, second]),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(error),
        // The machine has no IPv6.
        Err(_) => Ok(vec![first]),
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut number: u64 = u64::from(listener.local_addr().is_ok_and(|it| it.is_ipv6()));
    loop {
        let accepted = listener.accept();
        if shared.is_closed.load(Ordering::SeqCst) {
            return;
        }
        let Ok((stream, _)) = accepted else {
            // No descriptor is left, perhaps: some will be given back.
            std::thread::sleep(Duration::from_millis(50));
            continue;
        };
        number += 2;
        let guest = Guest { number, shared: shared.clone() };
        if !guest.enter(&stream) {
            continue;
        }
        // Without a thread the connection is closed, and the next one tried.
        let _ = spawn(move || guest.attend(stream));
    }
}

/// One connection, counted as long as it lives.
struct Guest {
    number: u64,
    shared: Arc<Shared>,
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.shared.open.lock().expect(SOUND).remove(&self.number);
    }
}

impl Guest {
    /// Is let in if there is room; otherwise the one that came first is cut.
    fn enter(&self, stream: &TcpStream) -> bool {
        let Ok(copy) = stream.try_clone() else { return false };
        let mut open = self.shared.open.lock().expect(SOUND);
        if open.len() >= MOST
            && let Some((_, oldest)) = open.pop_first()
        {
            let _ = oldest.shutdown(Shutdown::Both);
        }
        open.insert(self.number, copy);
        true
    }

    fn attend(&self, mut stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let _ = stream.set_write_timeout(Some(WRITE));
        let mut rest = Vec::new();
        while let Ok(Some(head)) = guard::read(&mut stream, &mut rest) {
            match self.shared.house.judge(&head) {
                Verdict::Stream => return self.shared.streams.add(stream),
                Verdict::Refused(status, why) => {
                    let _ = refuse(&mut stream, status, why);
                    return;
                }
                Verdict::Page(page) => {
                    if self.forward(&mut stream, &page).is_err() || !page.stays {
                        return;
                    }
                }
            }
        }
    }

    /// Asks `tiny_http` in our own words, and sends its answer on.
    fn forward(&self, stream: &mut TcpStream, page: &Page) -> io::Result<()> {
        let channel = &self.shared.channel;
        let request = request(page, channel.secret());
        let Ok((mut inner, reply)) = channel.ask(&request, page.is_head) else {
            refuse(stream, 503, "Förhandsgranskningen hinner inte med just nu.")?;
            return Err(io::ErrorKind::ConnectionAborted.into());
        };
        let mut body = (&mut inner).take(reply.length);
        let sent = if reply.length <= SMALL {
            let mut whole = reply.head;
            let fetched = body.read_to_end(&mut whole);
            match fetched {
                Ok(count) if count as u64 == reply.length => channel.give_back(inner),
                _ => {
                    channel.drop_one();
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
            }
            return stream.write_all(&whole);
        } else {
            stream.write_all(&reply.head).and_then(|()| io::copy(&mut body, stream))
        };
        match sent {
            Ok(count) if count == reply.length => {
                channel.give_back(inner);
                Ok(())
            }
            _ => {
                channel.drop_one();
                Err(io::ErrorKind::ConnectionAborted.into())
            }
        }
    }
}

/// Writes a request that says no more than it must.
fn request(page: &Page, secret: &str) -> String {
    let method = if page.is_head { "HEAD" } else { "GET" };
    let mut text = format!("{method} {} HTTP/1.1\r\nHost: fou\r\n{SECRET}: {secret}\r\n", page.target);
    for (name, value) in [("Range", &page.range), ("If-None-Match", &page.known)] {
        if let Some(value) = value {
            let _ = write!(text, "{name}: {value}\r\n");
        }
    }
    text + "\r\n"
}

fn refuse(stream: &mut TcpStream, status: u16, why: &str) -> io::Result<()> {
    let reason = match status {
        400 => "Bad Request",
        403 => "Forbidden",
        405 => "Method Not Allowed",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        _ => "Service Unavailable",
    };
    let allow = if status == 405 { "Allow: GET, HEAD\r\n" } else { "" };
    let length = why.len();
    let text = format!(
        "HTTP/1.1 {status} {reason}\r\n{allow}Content-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{why}"
    );
    stream.write_all(text.as_bytes())?;
    // What the other side is still sending is read for a moment, so that it gets to see why.
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut chunk = [0; 4096];
    for _ in 0..16 {
        if !matches!(stream.read(&mut chunk), Ok(count) if count > 0) {
            break;
        }
    }
    Ok(())
}
