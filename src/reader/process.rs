//! The other side of a reading: starts the process, takes in what it tells, and ends it if need be.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;

use serde::de::DeserializeOwned;

use super::Wanted;
use super::trade::{End, Trade};
use crate::error::Error;

/// How much a process may tell.
const MOST: u64 = 64 << 20;

/// Reads one file; `None` if its bytes are no longer those that were hashed.
pub(super) fn read<T: Trade>(program: &Path, wanted: &Wanted) -> Result<Option<T::Reading>, Error> {
    if wanted.size > T::LIMITS.largest {
        let mut reading = T::Reading::default();
        T::add(&mut reading, T::ended(End::Large));
        return Ok(Some(reading));
    }
    let failed = |source| Error::io("starta", program, source);
    let mut child = Command::new(program)
        .arg(T::WORD)
        .arg(&wanted.file)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let out = child.stdout.take().expect("the output was asked for");
    let (sender, receiver) = mpsc::channel();
    let listen = move || {
        let mut told = Vec::new();
        // A pipe that breaks has told what it has told.
        let _ = out.take(MOST).read_to_end(&mut told);
        let _ = sender.send(told);
    };
    let mut is_late = false;
    let told = match std::thread::Builder::new().spawn(listen) {
        Ok(_) => receiver.recv_timeout(T::LIMITS.longest).or_else(|_| {
            is_late = true;
            let _ = child.kill();
            receiver.recv()
        }),
        Err(source) => {
            let _ = child.kill();
            let _ = child.wait();
            return Err(failed(source));
        }
    };
    // What has closed its output, or told too much, has nothing left to do.
    if told.as_ref().is_ok_and(|told| told.len() as u64 == MOST) {
        let _ = child.kill();
    }
    let status = child.wait().map_err(failed)?;
    let end = if is_late { Some(End::Slow) } else { end(status) };
    Ok(gather::<T>(wanted.hash, &told.unwrap_or_default(), end))
}

/// Puts what was told together.
fn gather<T: Trade>(hash: u128, told: &[u8], end: Option<End>) -> Option<T::Reading> {
    let mut reading = T::Reading::default();
    if let Some((seen, mut rest)) = told.split_first_chunk() {
        if u128::from_le_bytes(*seen) != hash {
            return None;
        }
        while let Some((part, after)) = first::<T::Part>(rest) {
            T::add(&mut reading, part);
            rest = after;
        }
    } else if end == Some(End::Broken) {
        // It ended before it had read a byte: the file has gone.
        return None;
    }
    if let Some(end) = end {
        T::add(&mut reading, T::ended(end));
    }
    Some(reading)
}

/// Takes the first part off; a part that is cut off is none.
fn first<P: DeserializeOwned>(told: &[u8]) -> Option<(P, &[u8])> {
    let (length, rest) = told.split_first_chunk()?;
    let (part, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    Some((postcard::from_bytes(part).ok()?, rest))
}

/// Says why a process has ended, if it was not because it was done.
#[cfg(unix)]
fn end(status: ExitStatus) -> Option<End> {
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt as _;
    match status.signal().and_then(Signal::from_named_raw) {
        None if status.success() => None,
        Some(Signal::XCPU) => Some(End::Slow),
        // Rust gives up with the first when there is no more memory, and a system in need ends whom it likes.
        Some(Signal::ABORT | Signal::KILL) => Some(End::Heavy),
        _ => Some(End::Broken),
    }
}

/// Says that a process has ended badly, if it has.
#[cfg(not(unix))]
fn end(status: ExitStatus) -> Option<End> {
    (!status.success()).then_some(End::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::trade::Pdf;
    use crate::source::pdf::{Facts, Fault, Part, Reading};

    fn told(hash: u128, parts: &[Part]) -> Vec<u8> {
        let mut told = hash.to_le_bytes().to_vec();
        for part in parts {
            let part = postcard::to_stdvec(part).unwrap();
            told.extend((part.len() as u64).to_le_bytes());
            told.extend(part);
        }
        told
    }

    #[test]
    fn of_a_process_that_was_ended_the_whole_parts_are_kept() {
        let facts = Facts { pages: 7, ..Facts::default() };
        let parts = [Part::Facts(facts.clone()), Part::Fault(Fault::Broken)];
        let all = told(1, &parts);
        let cut = gather::<Pdf>(1, &all[..all.len() - 1], Some(End::Slow)).unwrap();
        assert_eq!(cut, Reading { facts: Some(facts), fault: Some(Fault::Slow), ..Reading::default() });
    }

    #[test]
    fn a_file_that_has_changed_or_gone_is_not_read() {
        assert_eq!(gather::<Pdf>(2, &told(1, &[]), None), None);
        assert_eq!(gather::<Pdf>(1, &[], Some(End::Broken)), None);
        assert_eq!(gather::<Pdf>(1, &[], Some(End::Heavy)), Some(Reading::failed(Fault::Heavy)));
    }
}
