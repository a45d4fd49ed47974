//! The process that reads one file: it limits itself, reads, tells, and ends.
//!
//! It writes to its standard output the hash of the bytes that it has read, then each part with its length before it.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::ExitCode;

use xxhash_rust::xxh3::xxh3_128;

use super::trade::{Look, Pdf, Renditions, Trade};

/// How much memory a process may take, in bytes, its program included.
#[cfg(unix)]
const MEMORY: u64 = 512 << 20;

/// Reads the file that the command line asks for, if it asks for one.
pub fn run(mut arguments: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    let word = arguments.nth(1)?;
    let read = [Job::of::<Pdf>(), Job::of::<Look>(), Job::of::<Renditions>()]
        .into_iter()
        .find_map(|it| (word == it.word).then_some(it.read))?;
    let file = arguments.next()?;
    // What goes wrong here is the file's fault, and told by whoever has asked.
    panic::set_hook(Box::new(|_| {}));
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| read(Path::new(&file))));
    Some(match outcome {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(_)) | Err(_) => ExitCode::FAILURE,
    })
}

/// What may be asked for: the word for it, and the deed.
struct Job {
    word: &'static str,
    read: fn(&Path) -> io::Result<()>,
}

impl Job {
    fn of<T: Trade>() -> Self {
        Self { word: T::WORD, read: read::<T> }
    }
}

fn read<T: Trade>(file: &Path) -> io::Result<()> {
    limit(T::LIMITS.seconds)?;
    let bytes = std::fs::read(file)?;
    let mut out = io::stdout().lock();
    out.write_all(&xxh3_128(&bytes).to_le_bytes())?;
    let mut failed = None;
    T::read(bytes, &mut |part| {
        // After a failure nobody listens any more.
        if failed.is_some() {
            return;
        }
        let part = postcard::to_stdvec(&part).expect("plain words and numbers can always be written");
        let told = out.write_all(&(part.len() as u64).to_le_bytes()).and_then(|()| out.write_all(&part));
        failed = told.and_then(|()| out.flush()).err();
    });
    failed.map_or(Ok(()), Err)
}

/// Limits time and memory, and forbids to write files and to leave an image of the memory behind.
///
/// The time is the processor's: a machine that has much to do is not the file's fault.
#[cfg(unix)]
fn limit(seconds: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    // A limit that is lower already stays.
    let set = |resource, current: u64, maximum: u64| {
        let highest = getrlimit(resource).maximum.unwrap_or(u64::MAX);
        let [current, maximum] = [current, maximum].map(|it| Some(it.min(highest)));
        setrlimit(resource, Rlimit { current, maximum })
    };
    set(Resource::Cpu, seconds, seconds + 1)?;
    set(Resource::Core, 0, 0)?;
    set(Resource::Fsize, 0, 0)?;
    // macOS knows this limit and does not heed it.
    set(Resource::As, MEMORY, MEMORY)?;
    Ok(())
}

/// Limits nothing: here only whoever has asked looks at the clock.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "other systems may refuse")]
fn limit(_: u64) -> io::Result<()> {
    Ok(())
}
