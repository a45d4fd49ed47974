//! The program `fou`: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    fou::cli::run()
}
