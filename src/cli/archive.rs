//! `ocop archive` packs a round into one file; `ocop replay` makes its papers again from that file.

use std::io::{self, Write};
use std::path::Path;

use super::Exit;
use super::fault::failed;
use crate::archive::{self, ArchiveFault, Archived, ReplayFault, Replayed, Unready};
use crate::pipeline::{Job, RunFault};

/// How many files are named one by one.
const NAMED: usize = 20;

/// Archives the last run of a round.
pub(super) fn archive(job: &Job, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    match archive::archive(job) {
        Ok(Archived::Filed { file, new, files, sha256, keys }) => {
            let path = job.outputs.join(file);
            let said = if new {
                "Đã lưu hồ sơ"
            } else {
                "Hồ sơ này đã lưu, không có gì thay đổi"
            };
            writeln!(out, "{said}: {} ({files} tệp).\nSHA-256: {sha256}", path.display())?;
            if !keys.is_empty() {
                writeln!(
                    out,
                    "Không đưa vào hồ sơ {} tệp khóa bí mật: {}.",
                    keys.len(),
                    keys.join(", ")
                )?;
            }
            writeln!(
                out,
                "\nViệc tiếp theo: chép tệp .zip ra nơi lưu trữ; trong đó muc-luc.xlsx là mục lục, các ô để \
                 trống do văn thư ghi."
            )?;
            Ok(Exit::Clean)
        }
        Ok(Archived::Refused(unready)) => {
            write!(err, "Chưa lưu được hồ sơ: ")?;
            refused(&unready, err)?;
            Ok(Exit::Nothing)
        }
        Err(fault) => failed(&fault, err),
    }
}

fn refused(unready: &Unready, err: &mut dyn Write) -> io::Result<()> {
    match unready {
        Unready::NoRound => writeln!(
            err,
            "không đọc được khai báo của đợt.\n  Cần làm: chạy `ocop check` để xem lỗi."
        ),
        Unready::NoRun => writeln!(
            err,
            "thư mục kết quả chưa có lần chạy nào đến cùng.\n  Cần làm: chạy `ocop run` rồi lưu lại."
        ),
        Unready::OtherProgram(program) => writeln!(
            err,
            "các văn bản do một phiên bản khác của chương trình lập ({program}).\n  Cần làm: chạy `ocop \
             run` bằng phiên bản này rồi lưu lại, hoặc lưu bằng chính phiên bản kia."
        ),
        Unready::Changed(files) => {
            writeln!(err, "đầu vào đã thay đổi từ lần chạy trước.")?;
            named(files, err)?;
            writeln!(err, "  Cần làm: chạy `ocop run` rồi lưu lại.")
        }
        Unready::Gone(files) => {
            writeln!(err, "có văn bản bị xóa hoặc bị sửa từ lần chạy trước.")?;
            named(files, err)?;
            writeln!(err, "  Cần làm: chạy `ocop run` để lập lại, rồi lưu lại.")
        }
    }
}

fn named(files: &[String], out: &mut dyn Write) -> io::Result<()> {
    files.iter().take(NAMED).try_for_each(|file| writeln!(out, "    {file}"))?;
    match files.len().checked_sub(NAMED) {
        Some(more) if more > 0 => writeln!(out, "    và {more} tệp khác"),
        _ => Ok(()),
    }
}

/// Makes the papers of an archive again in an empty folder, and says whether they are the same.
pub(super) fn replay(
    file: &Path,
    folder: &Path,
    job: Job,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    match archive::replay(file, folder, job) {
        Ok(replayed) => told(&replayed, folder, out),
        Err(ReplayFault::Run(fault)) => failed(&fault, err),
        Err(ReplayFault::Archive(fault)) => damaged(&fault, file, err),
    }
}

fn told(replayed: &Replayed, folder: &Path, out: &mut dyn Write) -> io::Result<Exit> {
    let Replayed { program, same_program, same, differ, reports, signed } = replayed;
    if !same_program {
        writeln!(
            out,
            "Lưu ý: hồ sơ do {program} lập, chương trình này là phiên bản khác; văn bản lập lại có thể khác về \
             trình bày."
        )?;
    }
    writeln!(out, "Lập lại giống từng byte: {same} tệp.")?;
    if *signed > 0 {
        writeln!(out, "Văn bản đã ký số còn nguyên trong hồ sơ (không lập lại): {signed} tệp.")?;
    }
    if !reports.is_empty() {
        writeln!(out, "Khác, vì còn kể về các lần chạy trước khi lưu:")?;
        named(reports, out)?;
    }
    if !differ.is_empty() {
        writeln!(out, "KHÁC với bản lưu:")?;
        named(differ, out)?;
    }
    writeln!(
        out,
        "Bản lưu ở {}, bản lập lại ở {}.",
        folder.join("ban-luu").display(),
        folder.join("outputs").display()
    )?;
    Ok(match (differ.is_empty(), reports.is_empty()) {
        (true, true) => Exit::Clean,
        (true, false) => Exit::Warnings,
        (false, _) => Exit::Refused,
    })
}

fn damaged(fault: &ArchiveFault, file: &Path, err: &mut dyn Write) -> io::Result<Exit> {
    let file = file.display();
    match fault {
        ArchiveFault::NotEmpty(folder) => writeln!(
            err,
            "Không lập lại: thư mục `{}` không trống.\n  Cần làm: chọn một thư mục mới sau --into.",
            folder.display()
        )?,
        ArchiveFault::Damaged(why) => writeln!(
            err,
            "Không lập lại: `{file}` không phải hồ sơ lưu của chương trình này, hoặc đã hỏng.\n  Cần làm: \
             lấy lại tệp từ nơi lưu trữ.\n  {why}"
        )?,
        ArchiveFault::Changed(files) => {
            writeln!(err, "Không lập lại: trong `{file}` có tệp không đúng với mục lục.")?;
            named(files, err)?;
            writeln!(err, "  Cần làm: lấy lại tệp từ nơi lưu trữ; bản này đã bị sửa hoặc hỏng.")?;
        }
        ArchiveFault::Names(files) => {
            writeln!(
                err,
                "Không lập lại: trong `{file}` có tệp mang tên mà Windows không cho đặt."
            )?;
            named(files, err)?;
            writeln!(err, "  Cần làm: lập lại trên một máy Linux.")?;
        }
        ArchiveFault::Io(error) => {
            return failed(&RunFault::Io(io::Error::new(error.kind(), error.to_string())), err);
        }
    }
    Ok(Exit::Nothing)
}
