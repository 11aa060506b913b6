//! Embeds templates anew when a file is added: `include_dir!` alone notices only changed ones. Names
//! the typesetter by everything that decides what it prints, and the program by all its sources and
//! templates, so that what another build made is made anew. Gives the program for Windows its icon
//! and its version.

#![allow(clippy::disallowed_methods, reason = "a build script has no dependencies")]

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=crates");
    println!("cargo::rerun-if-changed=Cargo.lock");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let lock = root.join("Cargo.lock");
    let typesetter = named(&[&lock, &root.join("src/typeset")]);
    println!("cargo::rustc-env=OCOP_TYPESETTER={typesetter:016x}");
    let program = named(&[&lock, &root.join("src"), &root.join("crates"), &root.join("templates")]);
    println!("cargo::rustc-env=OCOP_PROGRAM={program:016x}");
    println!("cargo::rerun-if-changed=windows");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("windows") {
        dress(&root.join("windows"));
    }
}

/// Gives the program for Windows its icon, its version and its manifest. Without the tool that
/// compiles them (`windres`, of MinGW or LLVM) the program is the same, only bare.
fn dress(folder: &Path) {
    /// Vietnamese, in Việt Nam.
    const VIETNAMESE: u16 = 0x042A;
    let text = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let mut resource = winresource::WindowsResource::new();
    resource
        .set_language(VIETNAMESE)
        .set("ProductName", "ocop")
        .set("FileDescription", "ocop: xuất văn bản của đợt đánh giá sản phẩm OCOP")
        .set("OriginalFilename", "ocop.exe")
        .set("LegalCopyright", "Apache-2.0")
        .set_icon(&text("ocop.ico"))
        .set_manifest_file(&text("ocop.exe.manifest"));
    if let Err(error) = resource.compile_for("ocop") {
        println!("cargo::warning=the program gets no icon and no version: {error}");
    }
}

/// Returns a name for the content of these files and folders.
fn named(places: &[&Path]) -> u64 {
    let mut files = Vec::new();
    for place in places {
        collect(place, &mut files);
    }
    files.sort();
    files.iter().fold(BASIS, |name, file| mixed(name, &fs::read(file).unwrap_or_default()))
}

/// Collects the files of a folder and of those below it; of a file, the file itself.
fn collect(place: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(place) {
        Ok(entries) => entries.flatten().for_each(|entry| collect(&entry.path(), files)),
        Err(_) => files.push(place.to_owned()),
    }
}

/// The start of an FNV-1a hash.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// Mixes bytes into an FNV-1a hash. Line ends are left out: Git may write them either way.
fn mixed(hash: u64, bytes: &[u8]) -> u64 {
    let bytes = bytes.iter().filter(|byte| **byte != b'\r');
    bytes.fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
