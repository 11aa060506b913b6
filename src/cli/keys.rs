//! `ocop keys new`: makes a key and a certificate for rehearsals.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pdf_signature::OfficeMessage;
use pdf_signature::keys::rehearsal;
use time::OffsetDateTime;

use super::Exit;
use super::args::NewKeysArgs;
use super::sign;
use crate::ledger;

/// Makes a key file and the root certificate to trust. Existing files are never replaced.
pub(super) fn make(
    asked: &NewKeysArgs,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let root = root_beside(&asked.file);
    if let Some(taken) = [&asked.file, &root].into_iter().find(|path| path.exists()) {
        writeln!(err, "Đã có tệp {} nên không tạo khóa thử. Hãy chọn tên khác.", taken.display())?;
        return Ok(Exit::Nothing);
    }
    let mut source = match sign::prepare(asked.secret_fd, err)? {
        Ok(source) => source,
        Err(exit) => return Ok(exit),
    };
    let secret = match source.ask_new("Đặt mật khẩu cho khóa thử: ", "Gõ lại mật khẩu: ")
    {
        Ok(Some(secret)) => secret,
        Ok(None) => {
            writeln!(err, "Không tạo khóa thử: mật khẩu để trống hoặc hai lần gõ khác nhau.")?;
            return Ok(Exit::Nothing);
        }
        Err(error) => return sign::no_secret(&error, err),
    };
    let made = match rehearsal::make(&asked.name, &secret, OffsetDateTime::now_utc()) {
        Ok(made) => made,
        Err(refusal) => {
            writeln!(
                err,
                "Không tạo được khóa thử: {}\n  Cách xử lý: {}",
                refusal.sentence(),
                refusal.remedy()
            )?;
            return Ok(Exit::Nothing);
        }
    };
    ledger::store_new(&root, made.root_pem.as_bytes())?;
    ledger::store_new(&asked.file, &made.p12)?;
    writeln!(
        out,
        "Đã tạo khóa thử của “{}”, dùng được một năm, KHÔNG có giá trị pháp lý:\n  {}   tệp khóa, \
         ký bằng --p12\n  {}   chứng thư gốc thử, dùng với --trust khi ký và khi kiểm tra",
        made.identity.name,
        asked.file.display(),
        root.display()
    )?;
    Ok(Exit::Clean)
}

/// Returns the name of the root certificate beside a key file: `khoa-goc.pem` for `khoa.p12`.
fn root_beside(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}-goc.pem"))
}
