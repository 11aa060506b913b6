//! Embeds templates anew when a file is added: `include_dir!` alone notices only changed ones.

fn main() {
    println!("cargo::rerun-if-changed=templates");
}
