//! Tells whether the signatures of a file can be relied on.
//!
//!     cargo run -p pdf-signature --example verify -- PAPER.pdf ROOTS.pem

use pdf_signature::{Certificate, Trust, time, verify};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = std::env::args().skip(1);
    let (paper, roots) = files.next().zip(files.next()).ok_or("PAPER.pdf ROOTS.pem")?;
    let roots = Certificate::from_pem_or_der(&fs_err::read(roots)?)?;
    let trust = Trust { roots, crls: Vec::new(), time: time::UtcDateTime::now() };
    let verdict = verify(&fs_err::read(paper)?, &trust);
    println!("{:?}", verdict.state);
    for reason in
        verdict.reasons.iter().chain(verdict.signatures.iter().flat_map(|one| &one.reasons))
    {
        println!("{}: {} {}", reason.code(), reason.sentence(), reason.remedy());
    }
    Ok(())
}
