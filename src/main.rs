//! The program `fou`: arguments in, exit code out.

fn main() {}
