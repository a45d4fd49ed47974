//! Ctrl-C: the program leaves at once.
//!
//! Nothing is removed on the way out. What stands is whole at every instant, and what was begun beside it is cleared
//! by the next run.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};

/// The exit code of a run that was interrupted.
const INTERRUPTED: i32 = 130;

/// Returns a flag that an interruption raises; a second one ends the program on the spot.
///
/// # Errors
/// If the system does not let the program listen.
pub(super) fn flag() -> io::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, INTERRUPTED, flag.clone())?;
        signal_hook::flag::register(signal, flag.clone())?;
    }
    Ok(flag)
}

/// Makes an interruption end the program on the spot.
///
/// # Errors
/// If the system does not let the program listen.
pub(super) fn leave_at_once() -> io::Result<()> {
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(
            signal,
            INTERRUPTED,
            Arc::new(AtomicBool::new(true)),
        )?;
    }
    Ok(())
}
