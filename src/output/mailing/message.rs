//! A letter as a mail program opens it: plain words and HTML (RFC 2046, `multipart/alternative`).
//!
//! Whom it is for, and where its list is, stand for what the tool fills in when it sends it. `X-Unsent` makes mail
//! programs that know it open the letter as one to be sent.

use jiff::civil;
use jiff::tz::TimeZone;
use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, MultiPart, SinglePart};
use xxhash_rust::xxh3::xxh3_64;

use crate::view::mailing::Mailing;

/// A domain that nobody can have (RFC 2606, section 2).
const NOBODY: &str = "exempel.invalid";

/// When in the day a letter says that it was sent, in universal time.
const HOUR: civil::Time = civil::time(8, 0, 0, 0);

/// Writes the message.
///
/// # Panics
/// Never: a host is a domain, and both addresses have been read as such.
pub(super) fn write(letter: &Mailing, text: &str, html: String) -> Vec<u8> {
    let mark = xxh3_64(format!("{text}\0{html}").as_bytes());
    let host = host(&letter.site);
    let from = letter.email.as_deref().and_then(|email| email.parse::<Address>().ok());
    let from = from.unwrap_or_else(|| nobody("avsandare"));
    let sent = letter.sent.to_datetime(HOUR).to_zoned(TimeZone::UTC);
    let sent = sent.expect("every day of a letter has this hour").timestamp();
    let message = Message::builder()
        .from(Mailbox::new(Some(letter.from.clone()), from))
        .to(Mailbox::new(Some("Prenumeranter".to_owned()), nobody("prenumeranter")))
        .subject(&*letter.subject)
        .date(sent.into())
        .message_id(Some(format!("<nyhetsbrev-{}.{mark:016x}@{host}>", letter.number)))
        .raw_header(header("List-Id", format!("<nyhetsbrev.{host}>")))
        .raw_header(header("List-Unsubscribe", format!("<{}>", letter.unsubscribe)))
        .raw_header(header("List-Archive", format!("<{}>", letter.page)))
        .raw_header(header("X-Unsent", "1".to_owned()))
        .multipart(
            MultiPart::alternative()
                .boundary(format!("fou-{mark:016x}"))
                .singlepart(part(ContentType::TEXT_PLAIN, text.to_owned()))
                .singlepart(part(ContentType::TEXT_HTML, html)),
        );
    message.expect("a letter has a sender and somebody it is for").formatted()
}

fn part(content_type: ContentType, words: String) -> SinglePart {
    let body = Body::new_with_encoding(words, ContentTransferEncoding::QuotedPrintable);
    let body = body.expect("words can be quoted");
    SinglePart::builder().header(content_type).body(body)
}

fn nobody(name: &str) -> Address {
    Address::new(name, NOBODY).expect("the name of nobody is an address")
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// Returns the host of the site: `www.exempel.se`.
fn host(site: &str) -> &str {
    let rest = site.split_once("://").map_or(site, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}
