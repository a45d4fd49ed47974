//! Who asks: the command line, its commands, and what they say.
//!
//! Each command has a file of its own. Exit codes: 0 whole; 1 the content has errors; 2 wrong use; 3 the machine
//! failed; 130 interrupted.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this room reads the command line, the clock and the environment"
)]

mod args;
mod build;
mod check;
mod interrupt;
mod record;
pub mod report;
mod serve;
mod timings;
mod watch;

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::Once;

use crate::error::Error;
use args::Command;

/// What a run has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// All is well.
    Whole,
    /// The content has errors.
    Errors,
    /// The command was not understood.
    Misuse,
    /// The machine failed.
    Machine,
}

impl Verdict {
    /// Returns the exit code.
    fn code(self) -> i32 {
        match self {
            Self::Whole => 0,
            Self::Errors => 1,
            Self::Misuse => 2,
            Self::Machine => 3,
        }
    }
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        u8::try_from(verdict.code()).map_or(Self::FAILURE, Self::from)
    }
}

/// How large a thread's stack is, in bytes: room for templates and texts as deep as they may be.
const STACK: usize = 16 << 20;

/// Runs the program with the arguments it was given.
pub fn run() -> ExitCode {
    let verdict = match args::read(std::env::args_os()) {
        Ok(command) => guarded(|| obey(&command)),
        Err(answer) => answer.print(),
    };
    verdict.into()
}

fn obey(command: &Command) -> Verdict {
    match command {
        Command::Build(arguments) => once(|| build::run(arguments)),
        Command::Check(arguments) => once(|| check::run(arguments)),
        Command::Record(arguments) => once(|| record::run(arguments)),
        Command::Serve(arguments) => told(serve::run(arguments)),
    }
}

/// Does a deed that an interruption ends on the spot.
fn once(deed: impl FnOnce() -> Result<Verdict, Error> + Send) -> Verdict {
    if let Err(error) = interrupt::leave_at_once() {
        report::tell(&format!("fel: kan inte ta emot avbrott: {error}"));
        return Verdict::Machine;
    }
    // The work is done on the pool's own threads: the size of the first one's stack is not ours to choose.
    told(pool(0).and_then(|pool| pool.install(deed)))
}

/// Starts threads for work: so many, or one for each core if the number is 0.
fn pool(threads: usize) -> Result<rayon::ThreadPool, Error> {
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).num_threads(threads).build();
    pool.map_err(|error| Error::Refused(format!("kan inte starta trådar: {error}")))
}

/// Says what the machine has refused, if it has.
fn told(outcome: Result<Verdict, Error>) -> Verdict {
    outcome.unwrap_or_else(|error| {
        report::tell(&format!("fel: {error}"));
        Verdict::Machine
    })
}

/// Does the deed; should the program itself be wrong, says so in Swedish instead of in Rust's words.
fn guarded(deed: impl FnOnce() -> Verdict) -> Verdict {
    static TOLD: Once = Once::new();
    panic::set_hook(Box::new(|fault| {
        TOLD.call_once(|| {
            report::tell(&format!(
                "fel: programmet gjorde ett fel, och det är inte ditt: {}\nBe den som sköter programmet att \
                 rätta det. Den förra webbplatsen ligger kvar som den var.",
                fault.to_string().replace('\n', " ")
            ));
        });
    }));
    // What the deed was making is dropped on the way out, and nothing of it is used again.
    panic::catch_unwind(AssertUnwindSafe(deed)).unwrap_or(Verdict::Machine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_program_is_a_failure_of_the_machine() {
        assert_eq!(guarded(|| panic!("a test")), Verdict::Machine);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(guarded(|| pool.install(|| panic!("on another thread"))), Verdict::Machine);
    }
}
