//! What differs between file systems and systems: identity, stamps, and when bytes are safe.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// How much of a large file is in memory at once.
const CHUNK: usize = 256 * 1024;

/// What tells, without reading it, that a file is the one that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// Its length in bytes.
    pub(super) size: u64,
    /// When it was last written, in nanoseconds since 1970.
    pub(super) modified: i64,
}

impl Stamp {
    /// Reads the stamp off what the system says of a file.
    pub(super) fn of(metadata: &Metadata) -> Self {
        let modified =
            metadata.modified().map_or(0, |time| match time.duration_since(SystemTime::UNIX_EPOCH) {
                Ok(after) => nanoseconds(after),
                Err(before) => -nanoseconds(before.duration()),
            });
        Self { size: metadata.len(), modified }
    }

    /// Returns the time as the system wants it.
    pub(super) fn time(self) -> SystemTime {
        let distance = Duration::from_nanos(self.modified.unsigned_abs());
        if self.modified < 0 { SystemTime::UNIX_EPOCH - distance } else { SystemTime::UNIX_EPOCH + distance }
    }
}

fn nanoseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX)
}

/// Names a file or folder by device and number, where the system has such.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have no such numbers")]
pub(super) fn identity(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((metadata.dev(), metadata.ino()))
}

/// Names nothing: only paths tell files apart here.
#[cfg(not(unix))]
pub(super) fn identity(_metadata: &Metadata) -> Option<(u64, u64)> {
    None
}

/// Opens for reading and never through a link that is the file itself.
pub(super) fn open(path: &Path) -> io::Result<File> {
    unfollowed(OpenOptions::new().read(true)).open(path)
}

/// Sets that a link in the place of the file is an error, where the system can.
pub(super) fn unfollowed(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    options
}

/// Reads a file piece by piece, shows each piece, and returns how long it was and what it hashes to.
pub(super) fn digest(
    file: &mut File,
    mut show: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<(u64, u128)> {
    let mut hasher = Xxh3::new();
    let mut size = 0;
    let mut chunk = vec![0; CHUNK];
    loop {
        let length = match file.read(&mut chunk) {
            Ok(0) => return Ok((size, hasher.digest128())),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&chunk[..length]);
        show(&chunk[..length])?;
        size += length as u64;
    }
}

/// Says whether a file system may tell only on closing that a write failed, as network disks do.
///
/// Closing cannot be asked about its failure in safe Rust, so such files are synchronised one by one; on a
/// local disk a write that succeeded has its room, and that would only cost time.
#[cfg(target_os = "linux")]
pub(super) fn fails_late(folder: &Path) -> bool {
    /// ext2–4, XFS, btrfs, tmpfs, ramfs, F2FS, ZFS, overlay, bcachefs, from the kernel's `magic.h`.
    const LOCAL: [u64; 9] = [
        0xEF53,
        0x5846_5342,
        0x9123_683E,
        0x0102_1994,
        0x8584_58F6,
        0xF2F5_2010,
        0x2FC1_2FC1,
        0x794C_7630,
        0xCA45_1A4E,
    ];
    rustix::fs::statfs(folder)
        .is_ok_and(|system| !LOCAL.iter().any(|&kind| kind.cast_signed() == system.f_type))
}

/// Says that failed writes are told at once.
#[cfg(not(target_os = "linux"))]
pub(super) fn fails_late(_folder: &Path) -> bool {
    false
}

/// Sends all that was written on the folder's file system to the disk itself.
pub(super) fn settle(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(File::open(folder)?)?;
    #[cfg(all(unix, not(target_os = "linux")))]
    rustix::fs::sync();
    let _ = folder;
    Ok(())
}

/// Sends a folder's names to the disk itself.
pub(super) fn settle_names(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    let _ = folder;
    Ok(())
}
