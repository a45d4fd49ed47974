//! Where a folder lies: on a disk of this machine, or on another one's, which tells nobody of what is done there.

use std::path::Path;

/// Tells whether a folder lies on a network drive, as far as the system knows.
#[cfg(target_os = "linux")]
pub(super) fn is_remote(folder: &Path) -> bool {
    rustix::fs::statfs(folder).is_ok_and(|found| is_remote_type(u64::try_from(found.f_type).unwrap_or(0)))
}

/// Tells whether files of a type lie elsewhere: the numbers of `linux/magic.h` and `statfs(2)`.
#[cfg(target_os = "linux")]
fn is_remote_type(magic: u64) -> bool {
    const NFS: u64 = 0x6969;
    const SMB: u64 = 0x517B;
    const CIFS: u64 = 0xFF53_4D42;
    const SMB2: u64 = 0xFE53_4D42;
    // Windows drives under WSL, and folders that a virtual machine borrows.
    const PLAN_9: u64 = 0x0102_1997;
    const VIRTUALBOX: u64 = 0x786F_4256;
    // Among others sshfs and the clouds' drives.
    const FUSE: u64 = 0x6573_5546;
    const AFS: u64 = 0x5346_414F;
    const CEPH: u64 = 0x00C3_6400;
    [NFS, SMB, CIFS, SMB2, PLAN_9, VIRTUALBOX, FUSE, AFS, CEPH].contains(&(magic & 0xFFFF_FFFF))
}

/// Tells whether a folder lies on a network drive, as far as the system knows.
#[cfg(target_os = "macos")]
pub(super) fn is_remote(folder: &Path) -> bool {
    /// `MNT_LOCAL` of `sys/mount.h`: the files lie on this machine.
    const LOCAL: u32 = 0x1000;
    rustix::fs::statfs(folder).is_ok_and(|found| found.f_flags & LOCAL == 0)
}

/// Tells whether a folder lies on a network drive: in its full form, its path begins with the other machine.
#[cfg(windows)]
pub(super) fn is_remote(folder: &Path) -> bool {
    use std::path::{Component, Prefix};
    let is_other = |it: Component<'_>| matches!(it, Component::Prefix(it) if matches!(it.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)));
    folder.components().next().is_some_and(is_other)
}

/// Nothing is known of drives here.
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
pub(super) fn is_remote(_: &Path) -> bool {
    false
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn drives_of_other_machines_are_known_by_their_number() {
        assert!([0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x6573_5546].into_iter().all(is_remote_type));
        // ext4, xfs, btrfs, tmpfs, overlayfs.
        let local = [0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0x794C_7630];
        assert!(!local.into_iter().any(is_remote_type));
        assert!(!is_remote(Path::new("/proc")) && !is_remote(Path::new("/does/not/exist")));
    }
}
