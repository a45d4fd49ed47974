//! Who hears of each build: all event streams, on one thread.

use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// The most streams; beyond, the oldest is closed.
const MOST: usize = 1000;

/// The most that waits for a stream that does not read, in bytes.
const LARGEST_QUEUE: usize = 16 << 10;

/// How often a silent stream hears something, so that one that has gone is noticed.
const PULSE: Duration = Duration::from_secs(15);

/// How soon a stream that could not take everything is tried again.
const AGAIN: Duration = Duration::from_millis(20);

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
                    X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n\
                    Connection: close\r\n\r\nretry: 500\n\n";

/// All event streams.
#[derive(Clone)]
pub struct Streams {
    shared: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Default)]
struct State {
    streams: Vec<Listener>,
    newest: Option<Arc<str>>,
    has_news: bool,
    is_closed: bool,
}

struct Listener {
    stream: TcpStream,
    queue: Vec<u8>,
}

const SOUND: &str = "no thread panics while it holds the streams";

impl Streams {
    /// Begins to serve streams.
    ///
    /// # Errors
    /// If the machine has no thread left.
    pub(super) fn open() -> io::Result<Self> {
        let streams = Self { shared: Arc::default() };
        let served = streams.clone();
        std::thread::Builder::new().stack_size(128 << 10).spawn(move || served.serve())?;
        Ok(streams)
    }

    /// Tells everybody of an event, and everybody who comes later of the newest one. `data` is one line.
    ///
    /// # Panics
    /// Never: no thread panics while it holds the streams.
    pub fn tell(&self, event: &str, data: &str) {
        let text: Arc<str> = format!("event: {event}\ndata: {}\n\n", data.replace('\n', " ")).into();
        let mut state = self.shared.0.lock().expect(SOUND);
        for listener in &mut state.streams {
            listener.queue.extend_from_slice(text.as_bytes());
        }
        state.newest = Some(text);
        state.has_news = true;
        self.shared.1.notify_all();
    }

    /// Counts the streams.
    ///
    /// # Panics
    /// Never: no thread panics while it holds the streams.
    pub fn count(&self) -> usize {
        self.shared.0.lock().expect(SOUND).streams.len()
    }

    /// Takes over a connection that wants to hear.
    pub(super) fn add(&self, stream: TcpStream) {
        if stream.set_nonblocking(true).is_err() {
            return;
        }
        let mut state = self.shared.0.lock().expect(SOUND);
        if state.is_closed {
            return;
        }
        if state.streams.len() >= MOST {
            state.streams.remove(0);
        }
        let newest = state.newest.as_deref().unwrap_or_default();
        let queue = [HEAD, newest].concat().into_bytes();
        state.streams.push(Listener { stream, queue });
        state.has_news = true;
        self.shared.1.notify_all();
    }

    /// Ends all streams, each with what it has still to hear.
    pub(super) fn close(&self) {
        let mut state = self.shared.0.lock().expect(SOUND);
        state.is_closed = true;
        state.streams.retain_mut(Listener::write);
        state.streams.clear();
        self.shared.1.notify_all();
    }

    fn serve(&self) {
        let (lock, news) = &*self.shared;
        let mut pulse = Instant::now() + PULSE;
        let mut state = lock.lock().expect(SOUND);
        while !state.is_closed {
            let now = Instant::now();
            if now >= pulse {
                pulse = now + PULSE;
                state.streams.iter_mut().for_each(|it| it.queue.extend_from_slice(b": ping\n\n"));
            }
            state.has_news = false;
            state.streams.retain_mut(Listener::write);
            let waits = state.streams.iter().any(|it| !it.queue.is_empty());
            let pause = if waits { AGAIN } else { pulse.saturating_duration_since(now) };
            let idle = |state: &mut State| !state.has_news && !state.is_closed;
            state = news.wait_timeout_while(state, pause, idle).expect(SOUND).0;
        }
    }
}

impl Listener {
    /// Writes what waits, as far as it goes; `false` if the other side has gone, or does not read.
    fn write(&mut self) -> bool {
        while !self.queue.is_empty() {
            match self.stream.write(&self.queue) {
                Ok(0) => return false,
                Ok(count) => drop(self.queue.drain(..count)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return false,
            }
        }
        let mut byte = [0];
        let is_gone = matches!(self.stream.peek(&mut byte), Ok(0));
        !is_gone && self.queue.len() <= LARGEST_QUEUE
    }
}
