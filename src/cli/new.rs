//! `ocop new`: makes the folder of a new round.

use std::io::{self, Write};
use std::path::Path;

use super::Exit;
use crate::templates::Templates;
use crate::{declaration, ledger, round};

/// The `round.toml` of a new round, with comments and values to be filled in.
const ROUND: &str = include_str!("../../templates/new/round.toml");

/// The folders for the files of a round. Their names have no meaning for the program: it recognises
/// a file by its content.
const FOLDERS: [&str; 2] = ["ho-so", "phieu-cham"];

/// Makes the folder. A folder that holds something already is left as it is.
///
/// The round is declared in Excel, or, with `toml`, in `round.toml`.
pub(super) fn make(
    folder: &Path,
    toml: bool,
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
    if let Err(error) = fill(folder, toml) {
        writeln!(err, "Không tạo được thư mục `{shown}`.\n  {error}")?;
        return Ok(Exit::Fault);
    }
    writeln!(
        out,
        "Đã tạo đợt mới trong `{shown}`:\n  {}\n  ho-so/        chép danh sách sản phẩm của các huyện vào đây\n  phieu-cham/   chép phiếu chấm của Hội đồng vào đây\n  templates/    lời văn của các văn bản, sửa được bằng Notepad\n\nKiểm tra:      ocop check --inputs {shown}\nXuất văn bản:  ocop run --inputs {shown} --outputs THƯ-MỤC-KẾT-QUẢ",
        if toml {
            "round.toml    điền những chỗ ghi <điền: …>"
        } else {
            "khai-bao.xlsx mở bằng Excel, điền các ô nền vàng; trang Hướng dẫn nói cách điền"
        }
    )?;
    Ok(Exit::Clean)
}

fn fill(folder: &Path, toml: bool) -> io::Result<()> {
    for name in FOLDERS {
        fs_err::create_dir_all(folder.join(name))?;
    }
    // The office may edit these copies of the wording. When it deletes one, the program uses its
    // own wording again.
    let templates = folder.join("templates");
    fs_err::create_dir_all(templates.join("wording"))?;
    for template in Templates::new(&templates)?.folder("wording")? {
        ledger::store(&templates.join(&template.name), &template.bytes)?;
    }
    if toml {
        return ledger::store(&folder.join(round::FILE), ROUND.as_bytes()).map(|_| ());
    }
    let workbook = declaration::to_workbook(ROUND).map_err(io::Error::other)?;
    ledger::store(&folder.join(declaration::FILE), &workbook).map(|_| ())
}
