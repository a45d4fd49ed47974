//! The program `fou`: arguments in, exit code out.

/// Keeps the memory of a preview level over thousands of builds; what it costs and gives is in `tests/bench`.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    fou::cli::run()
}
