//! `ocop new`: makes the folder of a new round.

mod acts;
mod asked;
mod known;
#[cfg(test)]
mod tests;
mod text;

use std::io::{self, Write};
use std::path::Path;

use self::asked::Asked;
use super::Exit;
use super::args::KnownArgs;
use crate::documents;
use crate::templates::{Template, Templates};
use crate::{declaration, ledger, round};

/// The `round.toml` of a new round, with comments and values to be filled in.
const ROUND: &str = include_str!("../../../templates/new/round.toml");

/// The folders for the files of a round. Their names have no meaning for the program: it recognises
/// a file by its content.
const FOLDERS: [&str; 2] = ["ho-so", "phieu-cham"];

/// What the folder of a new round is filled with.
struct Contents {
    round: String,
    wording: Vec<Template>,
}

/// Makes the folder. A folder that holds something already is left as it is. With the province and
/// the date of the round, everything that follows from them is filled in; `office` is the folder of
/// the office's own templates that count for this. With `toml`, the round is declared in `round.toml`,
/// else in Excel.
pub(super) fn make(
    folder: &Path,
    known: Option<&KnownArgs>,
    (office, toml): (&Path, bool),
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let shown = folder.display();
    if fs_err::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        writeln!(
            err,
            "Thư mục `{shown}` đã có tệp nên được giữ nguyên. Hãy chọn một thư mục mới hoặc còn \
             trống."
        )?;
        return Ok(Exit::Nothing);
    }
    let templates = Templates::new(office)?;
    let contents = match known {
        None => Contents { round: ROUND.to_owned(), wording: templates.folder("wording")? },
        Some(args) => match Asked::read(&args.province, &args.date, &templates)? {
            Ok(asked) => Contents {
                round: known::fill_in(ROUND, &asked)?,
                wording: documents::wording_under(&templates, &asked.act)?,
            },
            Err(told) => {
                writeln!(err, "{told}")?;
                return Ok(Exit::Nothing);
            }
        },
    };
    if let Err(error) = fill(folder, &contents, toml) {
        writeln!(err, "Không tạo được thư mục `{shown}`.\n  {error}")?;
        return Ok(Exit::Fault);
    }
    let units = if known.is_some() { "đơn vị gửi hồ sơ" } else { "huyện" };
    writeln!(
        out,
        "Đã tạo đợt mới trong `{shown}`:\n  {}\n  ho-so/        chép danh sách sản phẩm của các {units} vào đây\n  phieu-cham/   chép phiếu chấm của Hội đồng vào đây\n  templates/    lời văn của các văn bản, sửa được bằng Notepad\n\nKiểm tra:      ocop check --inputs {shown}\nXuất văn bản:  ocop run --inputs {shown} --outputs THƯ-MỤC-KẾT-QUẢ",
        if toml {
            "round.toml    điền những chỗ ghi <điền: …>"
        } else {
            "khai-bao.xlsx mở bằng Excel, điền các ô nền vàng; trang Hướng dẫn nói cách điền"
        }
    )?;
    Ok(Exit::Clean)
}

fn fill(folder: &Path, contents: &Contents, toml: bool) -> io::Result<()> {
    for name in FOLDERS {
        fs_err::create_dir_all(folder.join(name))?;
    }
    // The office may edit these copies of the wording. When it deletes one, the program uses its
    // own wording again.
    let templates = folder.join("templates");
    for template in &contents.wording {
        let path = templates.join(&template.name);
        path.parent().map_or(Ok(()), fs_err::create_dir_all)?;
        ledger::store(&path, &template.bytes)?;
    }
    if toml {
        return ledger::store(&folder.join(round::FILE), contents.round.as_bytes()).map(|_| ());
    }
    let workbook =
        declaration::to_workbook(&with_all_units(&contents.round)).map_err(io::Error::other)?;
    ledger::store(&folder.join(declaration::FILE), &workbook).map(|_| ())
}

/// Returns the text of a round with all units that it offers in comments, in place of the one that is
/// still to be chosen: in a workbook, units that send nothing are cleared, not uncommented.
fn with_all_units(text: &str) -> String {
    const OFFERED: &str = "# [[districts]]";
    if !text.lines().any(|line| line == OFFERED) {
        return text.to_owned();
    }
    let (mut all, mut lines) = (String::new(), text.lines().peekable());
    while let Some(line) = lines.next() {
        let open = |next: &&str| next.starts_with("name = \"<điền");
        if line == "[[districts]]" && lines.next_if(open).is_some() {
            continue;
        }
        let shown = match lines.peek() {
            Some(next) if line == OFFERED && next.starts_with("# name = ") => "[[districts]]",
            _ if all.ends_with("[[districts]]\n") => line.strip_prefix("# ").unwrap_or(line),
            _ => line,
        };
        all.push_str(shown);
        all.push('\n');
    }
    all
}
