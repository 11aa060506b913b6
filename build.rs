//! Embeds templates anew when a file is added: `include_dir!` alone notices only changed ones. Names
//! the typesetter by everything that decides what it prints, so that papers of another build are
//! typeset anew.

use std::path::PathBuf;
use std::{env, fs};

#[allow(clippy::disallowed_methods, reason = "a build script has no dependencies")]
fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=src/typeset");
    println!("cargo::rerun-if-changed=Cargo.lock");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = vec![root.join("Cargo.lock")];
    let sources = fs::read_dir(root.join("src/typeset")).into_iter().flatten().flatten();
    files.extend(sources.map(|entry| entry.path()));
    files.sort();
    let name =
        files.iter().fold(BASIS, |name, file| mixed(name, &fs::read(file).unwrap_or_default()));
    println!("cargo::rustc-env=OCOP_TYPESETTER={name:016x}");
}

/// The start of an FNV-1a hash.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// Mixes bytes into an FNV-1a hash. Line ends are left out: Git may write them either way.
fn mixed(hash: u64, bytes: &[u8]) -> u64 {
    let bytes = bytes.iter().filter(|byte| **byte != b'\r');
    bytes.fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
