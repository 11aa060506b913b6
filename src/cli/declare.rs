//! `ocop declare`: converts the declaration of a round from `round.toml` into Excel, or back.

use std::io::{self, Write};
use std::path::Path;

use super::Exit;
use super::args::DeclaredIn;
use crate::careful;
use crate::declaration::{self, ASIDE, ConversionFault};
use crate::finding::Findings;
use crate::{ledger, round, terminal};

/// Largest declaration that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// Converts the declaration of a folder. The new file must not exist yet; the old one is set aside.
pub(super) fn convert(
    inputs: &Path,
    to: DeclaredIn,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let (from, into) = match to {
        DeclaredIn::Excel => (round::FILE, declaration::FILE),
        DeclaredIn::Toml => (declaration::FILE, round::FILE),
    };
    let aside = format!("{from}{ASIDE}");
    for taken in [into, &aside] {
        if fs_err::symlink_metadata(inputs.join(taken)).is_ok() {
            return refused(
                err,
                &format!("trong thư mục đã có {taken}; tệp này không bị ghi đè"),
                "Chuyển tệp đó ra khỏi thư mục nếu không cần nữa, rồi chạy lại.",
            );
        }
    }
    let bytes = match careful::read_file(&inputs.join(from), LARGEST) {
        Ok(bytes) => bytes,
        Err(error) => {
            let why = format!("không đọc được {from} trong thư mục {}", inputs.display());
            let remedy = "Kiểm tra tên thư mục sau --inputs, và đóng tệp trong Excel nếu đang mở.";
            refused(err, &why, remedy)?;
            return writeln!(err, "  {error}").map(|()| Exit::Nothing);
        }
    };
    let converted = match to {
        DeclaredIn::Excel => match std::str::from_utf8(&bytes) {
            Ok(text) => declaration::to_workbook(text),
            Err(_) => Err(ConversionFault::Unread(vec![round::not_text()])),
        },
        DeclaredIn::Toml => declaration::to_toml(&bytes).map(String::into_bytes),
    };
    match converted {
        Ok(converted) => {
            ledger::store_new(&inputs.join(into), &converted)?;
            fs_err::rename(inputs.join(from), inputs.join(&aside))?;
            told(to, inputs, &aside, out)
        }
        Err(fault) => failed(&fault, from, err),
    }
}

/// Says what was done.
fn told(to: DeclaredIn, inputs: &Path, aside: &str, out: &mut dyn Write) -> io::Result<Exit> {
    let (from, into) = match to {
        DeclaredIn::Excel => (round::FILE, declaration::FILE),
        DeclaredIn::Toml => (declaration::FILE, round::FILE),
    };
    writeln!(
        out,
        "Đã đổi {from} thành {into} trong `{}`. Tệp cũ được giữ lại với tên {aside}; chương trình \
         không đọc tệp đó nữa.",
        inputs.display()
    )?;
    match to {
        DeclaredIn::Excel => writeln!(
            out,
            "Mọi giá trị đều đi theo; chú thích (sau dấu #) và thứ tự dòng của {from} thì không."
        )?,
        DeclaredIn::Toml => writeln!(
            out,
            "Mọi giá trị đều đi theo; ghi chú riêng, cột và trang tính tự thêm trong {from} thì \
             không."
        )?,
    }
    Ok(Exit::Clean)
}

/// Says why nothing was converted.
fn failed(fault: &ConversionFault, from: &str, err: &mut dyn Write) -> io::Result<Exit> {
    match fault {
        ConversionFault::Toml(_) => refused(
            err,
            &format!("{from} sai cú pháp"),
            "Chạy `ocop check` để xem các dòng sai, sửa xong rồi đổi.",
        ),
        ConversionFault::Unread(findings) => {
            terminal::findings(err, &findings.iter().cloned().collect::<Findings>())?;
            refused(err, &format!("{from} còn lỗi nêu ở trên"), "Sửa xong rồi đổi.")
        }
        ConversionFault::Lost(values) => {
            refused(
                err,
                "có giá trị không có chỗ trong tệp kia, hoặc sẽ bị đổi",
                "Sửa hoặc bỏ các giá trị sau rồi đổi:",
            )?;
            values.iter().try_for_each(|value| writeln!(err, "    {value}"))?;
            Ok(Exit::Nothing)
        }
        ConversionFault::Write(fault) => {
            let remedy = "Báo cho người phát triển chương trình, kèm tệp khai báo.";
            refused(err, "không ghi được tệp Excel", remedy)?;
            writeln!(err, "  {fault}")?;
            Ok(Exit::Fault)
        }
    }
}

fn refused(err: &mut dyn Write, why: &str, remedy: &str) -> io::Result<Exit> {
    writeln!(err, "Không đổi khai báo: {why}.\n  Cần làm: {remedy}")?;
    Ok(Exit::Nothing)
}
