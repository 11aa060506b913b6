//! The findings about lists on our form.

use careful_spreadsheet::{Cell, Worksheet, number};
use rust_decimal::Decimal;

use super::ListDesk;
use super::keyed::KeyedTable;
use crate::finding::{CellRef, Code, Finding, Place};
use crate::forms::heading::ListField;

/// Why a product waits whose name on another sheet is not the one in the list.
pub(super) const OTHER_NAME: &str = "tên sản phẩm hoặc chủ thể ở các trang của danh sách khác nhau";

/// How many cells outside a form are named one by one.
const SHOWN: usize = 3;

/// The finding about a form that names a unit which the round does not have.
pub(super) fn unit_unknown(place: Place, unit: &str, desk: ListDesk<'_, '_>) -> Finding {
    let message = "Biểu danh sách này lập cho một đơn vị không có trong đợt đánh giá; sản phẩm của \
                   danh sách chưa được tính.";
    let finding = Finding::new(Code::ListOfOtherUnit, place, message)
        .allowed(desk.tools.districts.names().collect::<Vec<_>>().join("; "))
        .remedy("Thêm đơn vị vào round.toml, hoặc gửi lại biểu đúng của đơn vị.");
    if unit.is_empty() { finding } else { finding.found(unit) }
}

/// The finding about a head that names another unit than the one for which the form was made.
pub(super) fn unit_differs(place: Place, cell: &Cell, unit: &str) -> Finding {
    let message = "Đầu trang ghi một đơn vị khác với đơn vị mà biểu này được lập; sản phẩm của danh \
                   sách chưa được tính.";
    Finding::new(Code::ListOfOtherUnit, place, message)
        .found(cell.shown())
        .allowed(format!("biểu lập cho {unit}"))
        .remedy("Mỗi đơn vị dùng biểu của mình: chép các dòng sang biểu đúng rồi gửi lại.")
}

/// The finding about a name on another sheet that is not the one in the list.
pub(super) fn other_name(place: Place, field: ListField, shown: &str, name: &str) -> Finding {
    let message = "Tên ở dòng này khác tên ở trang Danh sách, nên không chắc dòng này thuộc sản \
                   phẩm nào; sản phẩm phải chờ.";
    Finding::new(Code::ListNameDiffers, place, message)
        .heading(field.name())
        .found(shown)
        .allowed(name)
        .remedy(
            "Mở tệp bằng Excel rồi lưu lại để công thức lấy đúng tên; nếu đã gõ đè thì xóa ô, kiểm \
             tra cả dòng.",
        )
}

/// The finding about a total that is not the sum of its parts.
pub(super) fn total_differs(place: Place, cell: &Cell, sum: Decimal) -> Finding {
    let sum = number::vietnamese(sum);
    let message = "Ô tổng điểm không bằng tổng ba phần; điểm được tính là tổng ba phần.";
    Finding::new(Code::ListTotalOverwritten, place, message)
        .heading(ListField::Total.name())
        .found(cell.shown())
        .allowed(sum)
        .remedy("Kiểm tra điểm từng phần; ô tổng điểm tự tính, không phải gõ.")
}

/// The finding about a total without parts, typed over the formula.
pub(super) fn total_typed(place: Place, cell: &Cell) -> Finding {
    let message = "Tổng điểm được gõ đè lên công thức, điểm từng phần chưa ghi đủ; tổng điểm gõ vào \
                   được dùng.";
    Finding::new(Code::ListTotalOverwritten, place, message)
        .heading(ListField::Total.name())
        .found(cell.shown())
        .allowed("điểm của đủ ba phần A, B, C")
        .remedy("Ghi điểm từng phần; ô tổng điểm tự tính.")
}

/// The finding about a row that people inserted.
pub(super) fn row_without_key(sheet: &Worksheet, at: CellRef) -> Finding {
    let message = "Dòng này được thêm vào biểu nên không gắn với dòng nào ở trang Hồ sơ, Chủ thể; \
                   sản phẩm được đọc, hồ sơ chỉ được đọc ở dòng thêm vào có ghi đúng tên sản phẩm.";
    Finding::new(Code::ListRowUntied, sheet.place(at), message).found(shown(sheet, at)).remedy(
        "Chép sản phẩm vào một dòng còn trống của biểu và ghi hồ sơ của dòng ấy. Hết dòng thì \
             dùng thêm một biểu trống.",
    )
}

/// The finding about a row of the form whose number is missing or stands in another row too.
pub(super) fn row_untied(sheet: &Worksheet, at: CellRef) -> Finding {
    let message = "Số thứ tự của dòng này bị xóa hoặc trùng với dòng khác, nên không rõ dòng nào ở \
                   trang Hồ sơ, Chủ thể là của sản phẩm; hồ sơ của sản phẩm chưa rõ.";
    Finding::new(Code::ListRowUntied, sheet.place(at), message)
        .found(shown(sheet, at))
        .remedy("Ghi lại số thứ tự của dòng như biểu gốc, mỗi số một dòng.")
}

/// The finding about rows that were sorted: the numbers moved with them.
pub(super) fn rows_sorted(sheet: &Worksheet, at: CellRef) -> Finding {
    let message = "Các dòng của biểu đã bị sắp xếp hoặc đánh số lại; hồ sơ và chủ thể của mỗi sản \
                   phẩm được lấy theo số thứ tự của dòng.";
    Finding::new(Code::ListRowsSorted, sheet.place(at), message)
        .heading(ListField::Order.name())
        .found(shown(sheet, at))
        .remedy("Xem lại trang Hồ sơ, Chủ thể: tên sản phẩm ở đó phải đúng với từng dòng.")
}

/// The finding about values on another sheet in a row that no product has.
pub(super) fn tied_to_nothing((table, at, shown): (&KeyedTable<'_>, CellRef, String)) -> Finding {
    let message = "Dòng này có ghi, nhưng trang Danh sách không có sản phẩm ở dòng cùng số; dòng \
                   không được đọc.";
    Finding::new(Code::ListRowOfNoProduct, table.sheet.place(at), message)
        .found(shown)
        .remedy("Ghi sản phẩm ở dòng cùng số của trang Danh sách, hoặc xóa dòng này.")
}

/// The finding about cells outside the form.
pub(super) fn outside(sheet: &Worksheet, cells: &[(CellRef, &Cell)]) -> Finding {
    let first = cells.first().map_or(CellRef::new(0, 0), |(at, _)| *at);
    let named = cells.iter().take(SHOWN).map(|(at, cell)| format!("{at}: {}", cell.shown()));
    let mut found = named.collect::<Vec<_>>().join(" | ");
    if cells.len() > SHOWN {
        found = format!("{found} | … và {} ô khác", cells.len() - SHOWN);
    }
    let message = "Có chữ ở ngoài các ô của biểu; chỗ này không được đọc.";
    Finding::new(Code::ListTextOutside, sheet.place(first), message)
        .found(found)
        .remedy("Nếu là sản phẩm hoặc điều cần báo thì ghi vào đúng ô của biểu; nếu không thì xóa.")
}

/// The finding about a sheet that the list should have.
pub(super) fn sheet_missing(place: &Place, name: &str, is_needed: bool) -> Finding {
    let message = format!("Tệp không còn trang “{name}” của biểu.");
    let code = if is_needed { Code::ListNeededColumnMissing } else { Code::ListColumnMissing };
    Finding::new(code, place.clone(), message)
        .allowed(format!("trang “{name}” như biểu đã gửi"))
        .remedy("Chép lại nội dung vào biểu gốc, đủ các trang, rồi gửi lại.")
}

/// The finding about columns that a product cannot do without.
pub(super) fn needed_missing(place: Place, names: &str) -> Finding {
    let message = "Biểu không có cột bắt buộc; các sản phẩm của biểu không đọc được hoặc phải chờ.";
    Finding::new(Code::ListNeededColumnMissing, place, message)
        .allowed(names)
        .remedy("Chép lại nội dung vào biểu gốc, đủ các cột, rồi gửi lại.")
}

/// The finding about columns that a list should have; `is_older` where its form was made for
/// another act.
pub(super) fn columns_missing(place: Place, names: &str, is_older: bool) -> Finding {
    let message = if is_older {
        "Biểu lập theo bộ tiêu chí trước, không có những cột mà đợt này cần; các cột khác vẫn được \
         đọc."
    } else {
        "Biểu không còn một số cột như khi gửi đi; các cột khác vẫn được đọc."
    };
    Finding::new(Code::ListColumnMissing, place, message)
        .allowed(names)
        .remedy("Ghi bổ sung vào biểu mới của đơn vị rồi gửi lại.")
}

/// The finding about a column that stands there twice.
pub(super) fn column_twice(place: Place, heading: &str) -> Finding {
    let message = format!(
        "Cột “{heading}” của biểu đứng hai lần; cột bên trái được đọc. Nếu hai cột ghi khác nhau thì \
         các sản phẩm phải chờ."
    );
    Finding::new(Code::ListPartTwice, place, message).remedy("Xóa cột thừa.")
}

/// The finding about a copy of a sheet of the form.
pub(super) fn sheet_twice(copy: &Worksheet, first: &Worksheet) -> Finding {
    let message = format!(
        "Trang này là bản chép của trang “{}” và không được đọc; sản phẩm chỉ ghi ở đây chưa được \
         tính.",
        first.name()
    );
    Finding::new(Code::ListPartTwice, copy.place.clone(), message).remedy(
        "Chép phần còn thiếu vào trang gốc, hoặc vào một biểu trống thứ hai, rồi xóa trang này.",
    )
}

/// The finding about a number of samples that is none.
pub(super) fn samples_unread(place: Place, cell: &Cell) -> Finding {
    Finding::new(Code::ValueUnreadable, place, "Ô này phải ghi số sản phẩm mẫu bằng một số nguyên.")
        .heading("Số sản phẩm mẫu")
        .found(cell.shown())
        .allowed("một số nguyên, ví dụ: 5")
        .remedy("Gõ lại số vào ô, không kèm chữ.")
}

/// What a cell shows.
fn shown(sheet: &Worksheet, at: CellRef) -> String {
    sheet.cell(at).map(Cell::shown).unwrap_or_default()
}
