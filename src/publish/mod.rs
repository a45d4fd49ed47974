//! Where a finished site goes.
//!
//! Publishing is whole or not at all. Beside the output `public/` lies one hidden folder `.public.fou/`, on the
//! same file system, and a run goes through these steps:
//!
//! 1. [`target`]: an output that is, holds or lies in the sources, or holds files of others, is refused;
//! 2. `lock`: one run at a time; the other is told so at once;
//! 3. `swap::recover`: what a killed run left is finished or removed;
//! 4. [`staging`]: every file goes to `.public.fou/new/`, unchanged ones as hard links to the standing ones;
//! 5. `ledger`: the list of files and the caller's memory go to `.public.fou/memory.DIGEST`, the digest into the
//!    marker `new/.fou`, so that folder and memory change places in the same instant;
//! 6. `swap`: the two folders are exchanged in one step, then the old one is deleted.
//!
//! A failure or a kill anywhere leaves the old site or the new one, whole. This room knows paths and bytes, and
//! nothing of what they say.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is one of the three rooms that touch the disk"
)]

mod disk;
mod folder;
mod ledger;
mod lock;
pub mod staging;
mod standing;
mod swap;
pub mod target;
