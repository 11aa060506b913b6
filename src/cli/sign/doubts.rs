//! Whether the certificate that is about to sign is that of the signer: told and asked about where
//! the round does not say which certificate it must be.

use std::io::{self, BufRead, Write};

use pdf_signature::Role;
use pdf_signature::keys::Identity;

use crate::signing::{SignablePaper, SigningTable, is_same_body, is_same_person};

/// Longest answer, in bytes.
const LONGEST: u64 = 4096;

/// Tells what is odd about the signer of these papers. Returns whether to go on: without doubts;
/// when whoever sits at the terminal says so; where nobody sits, when the command says so.
pub(super) fn agreed(
    table: &SigningTable<'_>,
    signables: &[SignablePaper],
    identity: &Identity,
    (named, is_asked): (bool, bool),
    (out, err): (&mut dyn Write, &mut dyn Write),
) -> io::Result<bool> {
    let mut doubts: Vec<_> =
        signables.iter().flat_map(|signable| of(table, signable, identity)).collect();
    doubts.dedup();
    for doubt in &doubts {
        writeln!(out, "CHÚ Ý: {doubt}")?;
    }
    out.flush()?;
    if doubts.is_empty() || named {
        return Ok(true);
    }
    if !is_asked {
        writeln!(
            err,
            "Không ký: chứng thư số có thể không phải của người ký.\n  Cách xử lý: dùng đúng chứng \
             thư; đúng là chứng thư này thì ghi dòng certificate ở mục [signing] của khai báo, hoặc \
             thêm --other-signer."
        )?;
        return Ok(false);
    }
    ask("ký", &mut io::stdin().lock(), err)
}

/// Asks whether to go on. `work` is what would be done.
pub(super) fn ask(work: &str, input: &mut dyn BufRead, err: &mut dyn Write) -> io::Result<bool> {
    write!(err, "Vẫn {work}? Gõ chữ co rồi nhấn Enter; chỉ nhấn Enter để dừng: ")?;
    err.flush()?;
    let mut answer = String::new();
    io::Read::take(input, LONGEST).read_line(&mut answer)?;
    let agreed = careful_spreadsheet::text::bare(answer.trim()) == "co";
    if !agreed {
        writeln!(err, "Không {work}, vì không được đồng ý.")?;
    }
    Ok(agreed)
}

/// Returns what is odd about the signer of a paper (Vietnamese).
fn of(table: &SigningTable<'_>, signable: &SignablePaper, identity: &Identity) -> Vec<String> {
    let holder = &identity.name;
    let mut doubts = Vec::new();
    if signable.earlier.contains(&identity.fingerprint) {
        doubts.push(format!(
            "chứng thư của “{holder}” đã ký văn bản này ở vai khác; mỗi người, mỗi con dấu phải dùng \
             chứng thư của mình."
        ));
    }
    let is_named = crate::signing::expected(table.round, signable.role, &signable.signer).is_some();
    if is_named || identity.rehearsal {
        return doubts;
    }
    let body = table.round.issuer(&signable.signer);
    match (signable.role, body.as_deref()) {
        (Role::Seal, Some(body)) => {
            if !is_same_body(holder, [&*body.name, &*body.short_name]) {
                doubts.push(format!(
                    "con dấu là của {}, chứng thư số lại mang tên “{holder}”.",
                    body.short_name
                ));
            }
        }
        (Role::Seal, None) => {}
        (Role::Official | Role::CoSigner(_), _) => {
            if !is_same_person(holder, &signable.signer) {
                doubts.push(format!(
                    "người ký in trên văn bản là {}, chứng thư số lại mang tên “{holder}”.",
                    signable.signer
                ));
            }
        }
    }
    doubts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_goes_on() {
        let answered = |answer: &str| ask("ký", &mut answer.as_bytes(), &mut io::sink()).unwrap();
        assert!(answered("Có\n") && answered("co\r\n"));
        assert!(!answered("\n") && !answered("không\n"));
    }
}
