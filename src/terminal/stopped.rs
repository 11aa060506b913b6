//! Says in Vietnamese what stopped a run.

use crate::job::RunFault;
use crate::ledger::{HOLDER, TurnFault};
use crate::recount::{CellFault, RecountDifference};
use crate::round::{PreviousCause, PreviousFault};

/// Says what happened and what can be done about it (Vietnamese).
#[must_use]
pub fn stopped(fault: &RunFault) -> String {
    match fault {
        RunFault::Intake(_) => {
            "không mở được thư mục đầu vào. Kiểm tra tên thư mục sau --inputs.".into()
        }
        RunFault::OutputsAsInputs(folder) => format!(
            "thư mục đầu vào `{}` là thư mục kết quả của một lần chạy. Chọn thư mục có round.toml \
             sau --inputs.",
            folder.display()
        ),
        RunFault::Apart { inputs, outputs } => format!(
            "thư mục kết quả `{}` và thư mục đầu vào `{}` trùng nhau hoặc nằm trong nhau. Chọn \
             một thư mục kết quả ở nơi khác sau --outputs.",
            outputs.display(),
            inputs.display()
        ),
        RunFault::Previous(PreviousFault { path, cause }) => {
            let path = path.display();
            match cause {
                PreviousCause::Io(_) => format!(
                    "không đọc được tệp kết quả của đợt trước `{path}`. Kiểm tra đường dẫn sau \
                     --previous."
                ),
                PreviousCause::Json(_) => format!(
                    "tệp `{path}` không phải là ket-qua.json của một lần chạy, hoặc đã bị sửa \
                     hỏng. Chọn đúng tệp ket-qua.json trong thư mục kết quả của đợt trước sau \
                     --previous."
                ),
                PreviousCause::SameRound => format!(
                    "tệp `{path}` là kết quả của chính đợt này. Chọn ket-qua.json của đợt trước \
                     sau --previous."
                ),
                PreviousCause::OtherProvince(province) => format!(
                    "tệp `{path}` là kết quả của {province}, không phải của đợt này. Chọn tệp của \
                     cùng một tỉnh sau --previous."
                ),
            }
        }
        RunFault::Turn(TurnFault::Taken(Some(holder))) => format!(
            "thư mục kết quả đang được dùng bởi {}. Đợi xong rồi chạy lại; nếu chắc chắn máy đó \
             không còn chạy `ocop` thì xóa tệp {HOLDER} trong thư mục kết quả.",
            holder.sentence()
        ),
        RunFault::Turn(TurnFault::Taken(None)) => {
            "thư mục kết quả đang được một chương trình khác dùng. Đợi xong rồi chạy lại.".into()
        }
        RunFault::Turn(TurnFault::Io(_)) => {
            "không mở hoặc không khóa được thư mục kết quả. Kiểm tra \
                                          tên thư mục, quyền ghi và dung lượng đĩa."
                .into()
        }
        RunFault::Io(_) => {
            "không đọc hoặc ghi được tệp. Kiểm tra quyền truy cập và dung lượng đĩa.".into()
        }
        RunFault::Json(_) => "không ghi được kết quả. Đây là lỗi của chương trình.".into(),
        RunFault::Workbook(_) => {
            "không lập được bảng tổng hợp điểm vì đợt đánh giá quá lớn so với một tệp Excel.".into()
        }
        RunFault::Recount(RecountDifference::Result { product, .. }) => format!(
            "hai lần tính cho kết quả khác nhau ở “{product}” nên không in văn bản nào. Đây là \
             lỗi của chương trình; xin báo cho người phát triển, kèm các tệp đầu vào."
        ),
        RunFault::Recount(RecountDifference::Cell { product, place, wrong }) => {
            let (at, file) = (place.to_string(), place.file.as_str());
            format!(
                "khi đối chiếu lại với bảng tính, {} Vì thế không in văn bản nào. Đây là lỗi của \
                 chương trình, không phải của người chấm.\n  Cần làm: gửi tệp “{file}” cho người \
                 phát triển. Trong khi chờ, có thể chuyển tệp này ra khỏi thư mục đầu vào rồi \
                 chạy lại: sản phẩm có phiếu trong tệp sẽ chờ, các sản phẩm khác vẫn được kết \
                 luận.",
                cell(product, &at, wrong)
            )
        }
    }
}

/// Says what is wrong with a cell (Vietnamese).
fn cell(product: &str, at: &str, wrong: &CellFault) -> String {
    match wrong {
        CellFault::Reads { ballot, sheet } if sheet.is_empty() => {
            format!("ô {at} không có gì mà phiếu chấm “{product}” lại được đọc là {ballot}.")
        }
        CellFault::Reads { ballot, sheet } => {
            format!(
                "ô {at} của phiếu chấm “{product}” được đọc là {ballot}, trong bảng tính là \
                 “{sheet}”."
            )
        }
        CellFault::LeftOver { found } => {
            format!("ô {at} ghi “{found}” trong phần chấm “{product}” mà không được tính vào đâu.")
        }
        CellFault::Elsewhere => format!(
            "ô {at} được tính cho “{product}” mà không nằm trong phần chấm của sản phẩm này."
        ),
        CellFault::Twice => format!("ô {at} được tính hai lần, lần sau cho “{product}”."),
    }
}

#[cfg(test)]
mod tests {
    use super::stopped;
    use crate::finding::{CellRef, Place};
    use crate::job::RunFault;
    use crate::recount::{CellFault, RecountDifference};

    #[test]
    fn a_number_left_over_is_told_with_file_sheet_and_cell_and_what_to_do() {
        let place = Place::file("phieu-cham/02.xlsx").sheet("Chè").cell(CellRef::new(13, 3));
        let told = |wrong: CellFault| {
            let place = Box::new(place.clone());
            stopped(&RunFault::Recount(RecountDifference::Cell {
                product: "Chè Tả Ngảo".into(),
                place,
                wrong,
            }))
        };
        let left = told(CellFault::LeftOver { found: "4,5".into() });
        assert!(
            left.contains("ô phieu-cham/02.xlsx · Chè!D14 ghi “4,5” trong phần chấm “Chè Tả Ngảo”"),
            "{left}"
        );
        assert!(
            left.contains("không in văn bản nào") && left.contains("gửi tệp “phieu-cham/02.xlsx”"),
            "{left}"
        );
        let read = |sheet: &str| told(CellFault::Reads { ballot: "3".into(), sheet: sheet.into() });
        assert!(read("2").contains("được đọc là 3, trong bảng tính là “2”"));
        assert!(read("").contains("không có gì"));
        for wrong in [CellFault::Elsewhere, CellFault::Twice] {
            assert!(told(wrong).contains("Chè!D14 được tính"));
        }
    }
}
