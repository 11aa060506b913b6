//! `ocop`: the papers of an OCOP evaluation round.

use std::alloc::System;
use std::process::ExitCode;

use zeroizing_alloc::ZeroAlloc;

/// Wipes whatever is freed: libraries that read key files leave pieces of keys and passwords
/// behind.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    ocop::cli::main(std::env::args_os(), &mut std::io::stdout().lock(), &mut std::io::stderr())
}
