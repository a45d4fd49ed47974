//! The preview, over HTTP: a site in memory, for one person on the same machine.
//!
//! ```text
//! browser ──▶ listen ──▶ guard ──▶ channel ──▶ tiny_http ──▶ Answers
//!             accepts    reads and   private,    media types,  what stands at
//!             and counts judges the  pooled      ranges, ETag  the address
//!                        head    ╲
//!                                 ╲▶ streams: who hears of each build
//! ```
//!
//! `tiny_http` by itself falls to one request: it reserves what `Content-Length` declares, reads heads without end and
//! dies with its descriptors. So it never sees one. `guard` reads the head within limits and a deadline, refuses
//! everything but GET and HEAD without body for our own host names, and writes a request of its own to `tiny_http` over
//! a `channel` that nobody else can reach. Event streams are not passed on: one thread serves them all.
//!
//! Knows neither content nor model nor view: [`Answers`] says what stands at an address, and it is asked for a path that
//! has been decoded once and climbs nowhere. Nothing is looked up on the disk.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this room speaks on the network and waits for the disk, by the clock"
)]

pub mod address;
mod channel;
pub mod client;
mod drive;
mod guard;
mod http;
mod listen;
pub mod media;
pub mod panel;
mod streams;
pub mod watch;

use std::borrow::Cow;
use std::sync::Arc;

use crate::source::blob::Blob;

pub use listen::{Listen, Server, USUAL};
pub use streams::Streams;

/// The folder of addresses that belong to the preview itself; no page of a site stands there.
pub const OWN: &str = "/.fou/";

/// The address of the event stream.
pub const EVENTS: &str = "/.fou/events";

/// Says what stands at an address. It is asked from many threads at once.
pub trait Answers: Send + Sync + 'static {
    /// Answers a request.
    fn answer(&self, request: &Request<'_>) -> Answer;
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// The path: decoded, begins with `/`, climbs nowhere.
    pub path: &'a str,
    /// What stands after `?`, as it was sent.
    pub query: Option<&'a str>,
}

/// What stands at an address.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A page, made now.
    Page(Arc<[u8]>),
    /// Nothing: a page that says so.
    Missing(Arc<[u8]>),
    /// A page that says why there is none just now.
    Failed(Arc<[u8]>),
    /// A file.
    File(File),
    /// Something that stands at another path, for good.
    Moved(String),
    /// Something done, which is to be seen at a path.
    Done(String),
}

/// A file to be handed out, whole or in part.
#[derive(Clone, Debug)]
pub struct File {
    /// What it is, such as `application/pdf`.
    pub media_type: Cow<'static, str>,
    /// Its bytes.
    pub content: Content,
}

/// The bytes of a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// In memory.
    Bytes(Arc<[u8]>),
    /// On disk, or wherever the sources have it.
    Blob(Blob),
}
