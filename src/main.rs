//! `ocop`: the papers of an OCOP evaluation round.

use std::process::ExitCode;

use mimalloc::MiMalloc;
use zeroizing_alloc::ZeroAlloc;

/// Wipes whatever is freed: libraries that read key files leave pieces of keys and passwords
/// behind. Below it an allocator that gives back what a paper needed before the next is typeset.
#[global_allocator]
static MEMORY: ZeroAlloc<MiMalloc> = ZeroAlloc(MiMalloc);

fn main() -> ExitCode {
    ocop::cli::main(std::env::args_os(), &mut std::io::stdout().lock(), &mut std::io::stderr())
}
