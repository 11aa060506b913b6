//! Signs a file with a key that is made for a rehearsal and is worth nothing.
//!
//!     cargo run -p pdf-signature --example sign -- PAPER.pdf SIGNED.pdf ROOT.pem

use pdf_signature::keys::{P12, rehearsal};
use pdf_signature::sign::{FieldBox, Paper, Settings, SigningDesk};
use pdf_signature::{Issuers, Role, time};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [paper, signed, root] = &files[..] else {
        return Err("PAPER.pdf SIGNED.pdf ROOT.pem".into());
    };
    let (now, secret) = (time::OffsetDateTime::now_utc(), "a rehearsal".into());
    let made = rehearsal::make("Nguyễn Văn A", &secret, now)?;
    let key = P12::open(&made.p12, &secret)?;
    let settings =
        Settings::new(Role::Official, Issuers::from_pem_or_der(made.root_pem.as_bytes(), b"")?);
    let desk = SigningDesk::open(&settings, &key, now)?;
    let pdf = fs_err::read(paper)?;
    let places = [(Role::Official, FieldBox { page: 1, rectangle: [300.0, 100.0, 400.0, 150.0] })];
    let done =
        desk.sign(&Paper { pdf: &pdf, places: &places, blanks: &[], appearance: None }, now)?;
    fs_err::write(signed, done.pdf)?;
    Ok(fs_err::write(root, made.root_pem)?)
}
