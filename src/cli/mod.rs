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
pub mod report;
mod timings;

use std::process::ExitCode;

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

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        Self::from(match verdict {
            Verdict::Whole => 0,
            Verdict::Errors => 1,
            Verdict::Misuse => 2,
            Verdict::Machine => 3,
        })
    }
}

/// How large a thread's stack is, in bytes: room for templates and texts as deep as they may be.
const STACK: usize = 16 << 20;

/// Runs the program with the arguments it was given.
pub fn run() -> ExitCode {
    let command = match args::read(std::env::args_os()) {
        Ok(command) => command,
        Err(answer) => return answer.print(),
    };
    let threads = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    if let Err(error) = threads {
        eprintln!("fel: kan inte starta trådar: {error}");
        return Verdict::Machine.into();
    }
    let outcome = match &command {
        Command::Build(arguments) => build::run(arguments),
        Command::Check(arguments) => check::run(arguments),
    };
    match outcome {
        Ok(verdict) => verdict.into(),
        Err(error) => {
            eprintln!("fel: {error}");
            Verdict::Machine.into()
        }
    }
}
