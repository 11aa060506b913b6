//! `ocop`: the papers of an OCOP evaluation round.

use std::process::ExitCode;

use mimalloc::MiMalloc;
use secret_memory::SecretMemory;

/// Wipes what is freed once a secret is asked for: libraries that read key files leave pieces of
/// keys and passwords behind. Below it an allocator that gives back what a paper needed before the
/// next is typeset.
#[global_allocator]
static MEMORY: SecretMemory<MiMalloc> = SecretMemory::new(MiMalloc, MiMalloc);

fn main() -> ExitCode {
    small_pages();
    ocop::cli::main(std::env::args_os(), &mut std::io::stdout().lock(), &mut std::io::stderr())
}

/// Keeps the memory in small pages: in huge ones, what is freed between papers is not given back,
/// which is a third of all. Where the system refuses, a run only takes more memory.
#[cfg(target_os = "linux")]
fn small_pages() {
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

#[cfg(not(target_os = "linux"))]
fn small_pages() {}
