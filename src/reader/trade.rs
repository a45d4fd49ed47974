//! The sorts of files that are read, and what is told apart of each: PDFs, and pictures that are looked at or made into
//! what is published of them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use xxhash_rust::xxh3::xxh3_128;

use crate::source::blob::Blob;
use crate::source::path::SourcePath;
use crate::source::raster::{self, Facts, Rendition, Shape};
use crate::source::{Sources, pdf};

/// A sort of file, and how it is read.
pub trait Trade: Send + Sync + 'static {
    /// Everything that is known of one file.
    type Reading: Clone + Default + Send + Sync + 'static;
    /// One part of it, as the process tells it.
    type Part: Serialize + DeserializeOwned;
    /// The word that asks for a reading, in the place of a command: `fou +pdf FILE`. Nobody is told of it.
    const WORD: &'static str;
    /// How much a file may cost.
    const LIMITS: Limits;

    /// Tells whether a file is of the sort, by its name.
    fn is_ours(path: &SourcePath) -> bool;

    /// Finds where sources keep what is known.
    fn known(sources: &mut Sources) -> &mut BTreeMap<u128, Arc<Self::Reading>>;

    /// Reads bytes, in the process.
    fn read(bytes: Vec<u8>, tell: &mut dyn FnMut(Self::Part));

    /// Takes in a part.
    fn add(reading: &mut Self::Reading, part: Self::Part);

    /// Words why there is no more.
    fn ended(end: End) -> Self::Part;
}

/// How much a file may cost whoever reads it.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How large it may be, in bytes, to be looked into.
    pub largest: u64,
    /// How much time of a processor it may take, in seconds.
    pub seconds: u64,
    /// How long it may take by the clock, whatever the process does with the time. Where the system counts the
    /// processor's time, that limit comes first.
    pub longest: Duration,
}

/// Why a process has ended before it was done, or was not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It failed.
    Broken,
    /// It took too long.
    Slow,
    /// It took too much memory.
    Heavy,
    /// The file is too large to be looked into.
    Large,
}

/// A sort of file whose readings are kept on disk.
pub trait Kept: Trade {
    /// The store's folder, in the hidden one.
    const FOLDER: &'static str;

    /// Digests whose readings are believed; `program` is the digest of this program.
    fn maker(program: u128) -> u128;

    /// Tells whether a reading is worth keeping: that it took too long is not, since the machine may have more time
    /// tomorrow.
    fn is_worth(reading: &Self::Reading) -> bool;

    /// Writes a reading; `None` if it cannot be written.
    fn write(reading: &Self::Reading) -> Option<Vec<u8>>;

    /// Reads what was written, which lies in a file, so many bytes into it.
    fn recall(body: &[u8], file: &Path, first: u64) -> Option<Self::Reading>;
}

/// PDFs.
pub struct Pdf;

impl Trade for Pdf {
    type Reading = pdf::Reading;
    type Part = pdf::Part;
    const WORD: &'static str = "+pdf";
    const LIMITS: Limits = Limits {
        largest: 200 << 20,
        seconds: 5,
        longest: Duration::from_secs(if cfg!(unix) { 30 } else { 5 }),
    };

    fn is_ours(path: &SourcePath) -> bool {
        path.extension() == "pdf"
    }

    fn known(sources: &mut Sources) -> &mut BTreeMap<u128, Arc<Self::Reading>> {
        &mut sources.pdfs
    }

    fn read(bytes: Vec<u8>, tell: &mut dyn FnMut(Self::Part)) {
        crate::pdf::read(bytes, tell);
    }

    fn add(reading: &mut Self::Reading, part: Self::Part) {
        reading.add(part);
    }

    fn ended(end: End) -> Self::Part {
        pdf::Part::Fault(match end {
            End::Broken => pdf::Fault::Broken,
            End::Slow => pdf::Fault::Slow,
            End::Heavy => pdf::Fault::Heavy,
            End::Large => pdf::Fault::Large,
        })
    }
}

impl Kept for Pdf {
    const FOLDER: &'static str = "pdf";

    fn maker(program: u128) -> u128 {
        program
    }

    fn is_worth(reading: &Self::Reading) -> bool {
        reading.fault != Some(pdf::Fault::Slow)
    }

    fn write(reading: &Self::Reading) -> Option<Vec<u8>> {
        postcard::to_stdvec(reading).ok()
    }

    fn recall(body: &[u8], _: &Path, _: u64) -> Option<Self::Reading> {
        postcard::from_bytes(body).ok()
    }
}

/// Pictures, which are made into what is published of them, or only looked at.
pub struct Picture<const MADE: bool>;

/// Pictures that are only looked at.
pub type Look = Picture<false>;

/// Pictures that are made into what is published of them.
pub type Renditions = Picture<true>;

impl<const MADE: bool> Trade for Picture<MADE> {
    type Reading = raster::Reading;
    type Part = raster::Part;
    const WORD: &'static str = if MADE { "+renditions" } else { "+look" };
    const LIMITS: Limits = Limits { largest: 200 << 20, seconds: 30, longest: Duration::from_mins(2) };

    fn is_ours(path: &SourcePath) -> bool {
        raster::is_raster(path)
    }

    fn known(sources: &mut Sources) -> &mut BTreeMap<u128, Arc<Self::Reading>> {
        &mut sources.rasters
    }

    fn read(bytes: Vec<u8>, tell: &mut dyn FnMut(Self::Part)) {
        if MADE { crate::raster::render(&bytes, tell) } else { crate::raster::look(&bytes, tell) }
    }

    fn add(reading: &mut Self::Reading, part: Self::Part) {
        reading.add(part);
    }

    fn ended(end: End) -> Self::Part {
        raster::Part::Fault(match end {
            End::Broken => raster::Fault::Broken,
            End::Slow => raster::Fault::Slow,
            End::Heavy | End::Large => raster::Fault::Heavy,
        })
    }
}

/// A reading as it is written: the renditions' bytes follow it in their order.
type Written = (Option<Facts>, Option<raster::Fault>, Vec<(Shape, u64, u128)>);

impl Kept for Renditions {
    const FOLDER: &'static str = "raster";

    /// Another program makes the same of a picture as long as it makes it in the same way, and it is dear to make.
    fn maker(_: u128) -> u128 {
        raster::settings()
    }

    fn is_worth(reading: &Self::Reading) -> bool {
        reading.fault != Some(raster::Fault::Slow)
    }

    fn write(reading: &Self::Reading) -> Option<Vec<u8>> {
        let raster::Reading { facts, renditions, fault } = reading;
        let listed = renditions.iter().map(|it| (it.shape, it.blob.size, it.blob.hash)).collect();
        let written: Written = (*facts, *fault, listed);
        let mut body = postcard::to_stdvec(&written).ok()?;
        for it in renditions {
            body.extend_from_slice(&it.blob.bytes().ok()?);
        }
        Some(body)
    }

    /// The renditions' bytes stay where they are until they are published.
    fn recall(body: &[u8], file: &Path, first: u64) -> Option<Self::Reading> {
        let (written, mut rest): (Written, _) = postcard::take_from_bytes(body).ok()?;
        let (facts, fault, listed) = written;
        let mut at = first + (body.len() - rest.len()) as u64;
        let file: Arc<Path> = file.into();
        let mut renditions = Vec::new();
        for (shape, size, hash) in listed {
            let (own, after) = rest.split_at_checked(usize::try_from(size).ok()?)?;
            if xxh3_128(own) != hash {
                return None;
            }
            renditions.push(Rendition { shape, blob: Blob::within(file.clone(), at, size, hash) });
            rest = after;
            at += size;
        }
        rest.is_empty().then_some(raster::Reading { facts, renditions, fault })
    }
}
