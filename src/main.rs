//! `ocop`: the papers of an OCOP evaluation round.

use std::process::ExitCode;

fn main() -> ExitCode {
    ocop::cli::main(std::env::args_os(), &mut std::io::stdout().lock(), &mut std::io::stderr())
}
