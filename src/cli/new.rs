//! `ocop new`: makes the folder of a new round.

use std::io::{self, Write};
use std::path::Path;

use super::Exit;
use crate::new_round::{KnownRound, NotMade, make};

/// Makes the folder, and says what is in it and how to go on.
pub(super) fn new(
    folder: &Path,
    known: Option<&KnownRound>,
    (office, toml): (&Path, bool),
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let shown = folder.display();
    match make(folder, known, office, toml) {
        Ok(()) => {}
        Err(NotMade::NotEmpty) => {
            writeln!(
                err,
                "Thư mục `{shown}` đã có tệp nên được giữ nguyên. Hãy chọn một thư mục mới hoặc \
                 còn trống."
            )?;
            return Ok(Exit::Nothing);
        }
        Err(NotMade::Unknown(told)) => {
            writeln!(err, "{told}")?;
            return Ok(Exit::Nothing);
        }
        Err(NotMade::Templates(error)) => return Err(error),
        Err(NotMade::Folder(error)) => {
            writeln!(err, "Không tạo được thư mục `{shown}`.\n  {error}")?;
            return Ok(Exit::Fault);
        }
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
