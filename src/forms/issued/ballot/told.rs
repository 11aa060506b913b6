//! The findings about the program's own ballots, one function each.

use careful_spreadsheet::number;
use rust_decimal::Decimal;

use crate::criteria::{Act, Criterion, KnockOut};
use crate::finding::{Code, Finding, Place};
use crate::forms::issued::{FormCode, FormIdentity, FormProduct};
use crate::round::{Round, Session};

/// The form is of another province.
pub(in crate::forms) fn other_province(
    place: Place,
    identity: &FormIdentity,
    round: &Round,
) -> Finding {
    let message = "Biểu này lập cho tỉnh khác với khai báo; biểu không được đọc.";
    Finding::new(Code::FormOfOtherRound, place, message)
        .found(&identity.province)
        .allowed(&round.round.province)
        .remedy("Bỏ biểu ra khỏi thư mục; nếu khai báo ghi nhầm tên tỉnh, sửa khai báo.")
}

/// The product's act is none of the round's, or does not have its set.
pub(super) fn other_act<'a>(
    place: Place,
    product: &FormProduct,
    acts: impl Iterator<Item = &'a Act>,
) -> Finding {
    let message = "Trang này lập theo Bộ tiêu chí mà đợt không dùng; trang không được tính.";
    Finding::new(Code::FormOfOtherRound, place, message)
        .heading(&product.name)
        .found(format!("bộ “{}” theo {}", product.set, product.act))
        .allowed(acts.map(|act| act.id.as_str()).collect::<Vec<_>>().join("; "))
        .remedy("Phát lại phiếu theo Bộ tiêu chí của đợt; thành viên chấm lại trên phiếu mới.")
}

/// The member of the form is no longer in the council under this name.
pub(super) fn other_member(place: Place, name: &str, now: Option<&str>) -> Finding {
    let message = "Phiếu này lập cho người nay không có trong Hội đồng; phiếu không được tính.";
    let finding = Finding::new(Code::FormMemberOther, place, message).found(name).remedy(
        "Nếu chỉ sửa họ tên, ghi lại tên như khi phát phiếu hoặc phát phiếu mới; nếu đổi người, \
         người mới chấm trên phiếu của mình.",
    );
    match now {
        Some(now) => finding.allowed(format!("thành viên ở số này nay là {now}")),
        None => finding,
    }
}

/// The person who replaces the member in the session is another now.
pub(super) fn other_substitute(
    place: Place,
    member: &str,
    [of_form, now]: [Option<&str>; 2],
) -> Finding {
    let message = format!(
        "Phiếu lập cho người dự thay {member}, nhưng khai báo nay ghi khác; phiếu không được tính."
    );
    Finding::new(Code::FormMemberOther, place, message)
        .found(of_form.unwrap_or("không ai dự thay"))
        .allowed(now.unwrap_or("không ai dự thay"))
        .remedy(
            "Kiểm tra ai đã dự họp; sửa mục replaced của lần chấm, hoặc phát phiếu mới cho người \
             dự thay.",
        )
}

/// The round has no session of this number.
pub(super) fn other_session(place: Place, number: u8, sessions: &[Session]) -> Finding {
    let known: Vec<_> = sessions.iter().map(|session| session.number.to_string()).collect();
    let message = "Phiếu này của lần chấm mà khai báo không có; phiếu không được tính.";
    Finding::new(Code::FormSessionOther, place, message)
        .heading("Lần chấm")
        .found(number)
        .allowed(match known.as_slice() {
            [] => "(đợt chưa khai báo lần chấm nào)".to_owned(),
            some => some.join(", "),
        })
        .remedy("Khai báo lần chấm còn thiếu, hoặc chấm trên phiếu của đúng lần chấm.")
}

/// The path names something else than the form.
pub(super) fn other_folder(place: Place, of_path: &str, of_form: &str) -> Finding {
    let message = "Tên tệp hoặc thư mục nói khác với mã của phiếu; phiếu không được tính.";
    Finding::new(Code::FormInOtherFolder, place, message)
        .found(format!("tên tệp, thư mục: {of_path}; phiếu: {of_form}"))
        .remedy(
            "Hỏi lại người chấm: tệp để nhầm chỗ thì chuyển hoặc đổi tên tệp; dùng nhầm phiếu thì \
             chấm lại trên đúng phiếu.",
        )
}

/// A sheet prints the code of another form.
pub(super) fn foreign_sheet(place: Place, found: &FormCode, form: &FormCode) -> Finding {
    let message = "Trang này mang mã của biểu khác; trang không được tính.";
    Finding::new(Code::FormSheetForeign, place, message)
        .found(found)
        .allowed(form.to_string())
        .remedy("Lấy lại trang đúng từ tệp của thành viên; nộp từng tệp gốc, không ghép trang.")
}

/// The form has no product with the key of this sheet.
pub(super) fn foreign_product(place: Place) -> Finding {
    let message = "Trang này là của sản phẩm không có trong biểu khi phát, hoặc không rõ là sản \
                   phẩm nào; trang không được tính.";
    Finding::new(Code::FormSheetForeign, place, message)
        .remedy("Lấy trang của sản phẩm từ tệp gốc; hoặc phát lại phiếu có sản phẩm này.")
}

/// The name of the product or the owner on a sheet is not the form's.
pub(super) fn subject_altered(place: Place, found: &str, product: &FormProduct) -> Finding {
    let message = "Tên sản phẩm hoặc chủ thể trên trang đã bị sửa; trang không được tính.";
    Finding::new(Code::FormSheetForeign, place, message)
        .heading("Sản phẩm")
        .found(found)
        .allowed(format!("{}; {}", product.name, product.owner))
        .remedy("Hỏi thành viên đã chấm sản phẩm nào; mỗi trang chỉ dùng cho sản phẩm in sẵn.")
}

/// A printed text or number was changed.
pub(super) fn text_altered(place: Place, heading: &str, found: &str, printed: &str) -> Finding {
    let message = "Chữ hoặc số in sẵn của phiếu đã bị sửa; điểm vẫn tính theo Bộ tiêu chí.";
    Finding::new(Code::FormTextAltered, place, message)
        .heading(heading)
        .found(if found.is_empty() { "(để trống)" } else { found })
        .allowed(printed)
        .remedy("Hỏi thành viên: nếu đã chấm theo lời sửa, chấm lại theo phiếu gốc.")
}

/// The texts of rows are those of other rows.
pub(super) fn rows_mixed(place: Place, rows: &[u32]) -> Finding {
    let shown: Vec<_> = rows.iter().take(12).map(|row| (row + 1).to_string()).collect();
    let more = if rows.len() > 12 { ", …" } else { "" };
    let message = "Các dòng của phiếu đã bị xáo trộn nên không rõ điểm là của tiêu chí nào; sản \
                   phẩm chờ làm rõ.";
    Finding::new(Code::FormRowsMixed, place, message)
        .found(format!("dòng {}{more}", shown.join(", ")))
        .remedy("Chép điểm sang phiếu gốc theo đúng dòng; không sắp xếp bảng của phiếu.")
}

/// The hidden row that names the columns is gone, or names one twice.
pub(super) fn columns_unclear(place: Place) -> Finding {
    let message = "Trang mất dòng ẩn đánh dấu các cột, hoặc một cột đã bị chép đôi, nên không rõ \
                   cột điểm; sản phẩm chờ làm rõ.";
    Finding::new(Code::FormRowsMixed, place, message)
        .remedy("Chép điểm sang phiếu gốc; không xóa, không chép dòng và cột của phiếu.")
}

/// A sum was typed over.
pub(super) fn sum_altered(
    place: Place,
    heading: &str,
    found: &str,
    ours: Option<Decimal>,
) -> Finding {
    let message = "Ô cộng điểm không còn công thức in sẵn; chương trình tự cộng từ các tiêu chí.";
    let finding = Finding::new(Code::FormFormulaAltered, place, message)
        .heading(heading)
        .found(found)
        .remedy("Đối chiếu tổng điểm với thành viên; nếu khác, hỏi lại điểm từng tiêu chí.");
    match ours {
        Some(ours) => finding.allowed(format!("cộng lại được {}", number::vietnamese(ours))),
        None => finding,
    }
}

/// A sum was typed over while no criterion has a mark.
pub(super) fn sum_alone(place: Place, heading: &str, found: &str) -> Finding {
    let message = "Phiếu chỉ ghi tổng ở ô cộng điểm, các tiêu chí còn trống; sản phẩm chờ làm rõ.";
    Finding::new(Code::MarkBesideCell, place, message)
        .heading(heading)
        .found(found)
        .remedy("Hỏi lại thành viên và điền điểm từng tiêu chí; điểm 0 phải gõ số 0.")
}

/// A mark is the result of a formula.
pub(super) fn mark_by_formula(place: Place, criterion: &str, found: &str) -> Finding {
    let message = "Điểm trong ô là kết quả của một công thức; kết quả đó được tính.";
    Finding::new(Code::FormFormulaAltered, place, message)
        .heading(criterion)
        .found(found)
        .remedy("Kiểm tra kết quả, rồi gõ thẳng số điểm vào ô.")
}

/// A reason for no marks stands beside marks.
pub(super) fn reason_with_marks(place: Place, found: &str) -> Finding {
    let message = "Phiếu ghi lý do không chấm nhưng cũng có điểm; sản phẩm chờ làm rõ.";
    Finding::new(Code::FormReasonWithMarks, place, message)
        .heading("Lý do không chấm")
        .found(found)
        .remedy("Hỏi lại thành viên: có chấm thì xóa lý do, không chấm thì xóa điểm.")
}

/// A row that the program did not write.
pub(super) fn row_added(place: Place, found: &str) -> Finding {
    let message = "Dòng này không có trong phiếu khi phát; dòng không được đọc.";
    Finding::new(Code::FormPartAdded, place, message)
        .found(found.chars().take(80).collect::<String>())
        .remedy("Nếu có điều cần tính, ghi vào đúng ô của phiếu.")
}

/// A sheet that the program did not write and that is no form.
pub(in crate::forms) fn sheet_added(place: Place) -> Finding {
    let message = "Trang này không có trong phiếu khi phát và không phải phiếu hay danh sách; \
                   trang không được đọc.";
    Finding::new(Code::FormPartAdded, place, message)
        .remedy("Nếu trang có điểm, chép điểm vào đúng ô của phiếu.")
}

/// A product of the form has no sheet.
pub(super) fn sheet_missing(place: Place, product: &FormProduct) -> Finding {
    let message = format!("Tệp không còn trang của sản phẩm “{}”.", product.name);
    Finding::new(Code::FormSheetMissing, place, message)
        .remedy("Lấy trang từ tệp gốc của thành viên, hoặc phát lại phiếu để chấm.")
}

/// A product that nobody scored is in no list.
pub(super) fn product_gone(place: Place, product: &FormProduct) -> Finding {
    let message = "Sản phẩm này không còn trong danh sách của đơn vị nào; trang chưa chấm, được \
                   bỏ qua.";
    Finding::new(Code::FormProductGone, place, message)
        .found(format!("{} ({}, {})", product.name, product.owner, product.unit))
        .remedy("Không phải làm gì, trừ khi sản phẩm vẫn dự đánh giá dưới tên khác.")
}

/// The formulas of the file have no results, or are gone.
pub(super) fn not_calculated(place: Place) -> Finding {
    let message = "Tệp được lưu bằng chương trình không tính công thức; điểm được đọc như đã gõ, \
                   tổng do chương trình cộng.";
    Finding::new(Code::FormNotCalculated, place, message)
}

/// The criteria of a product are not those with which the form was made.
pub(super) fn criteria_changed(place: Place, product: &FormProduct) -> Finding {
    let message = "Tiêu chí của bộ sản phẩm này đã đổi sau khi phát phiếu; điểm được đọc theo số \
                   của tiêu chí.";
    Finding::new(Code::FormCriteriaChanged, place, message)
        .heading(&product.name)
        .found(format!("bộ “{}”", product.set))
        .remedy("Xem thay đổi có chạm đến điểm không; nếu có, phát phiếu mới và chấm lại.")
}

/// Something stands beside the cell for the mark.
pub(super) fn beside(place: Place, heading: &str, found: &str) -> Finding {
    let message = "Ở đây không phải ô điểm của tiêu chí; chương trình không đoán, sản phẩm chờ \
                   làm rõ.";
    Finding::new(Code::MarkBesideCell, place, message)
        .heading(heading)
        .found(found)
        .remedy("Hỏi lại thành viên, ghi điểm vào ô “Điểm chấm” của tiêu chí và xóa chỗ này.")
}

/// The cell of a mark is merged with other rows.
pub(super) fn merged(place: Place, criterion: &str, found: &str) -> Finding {
    let message = "Ô điểm bị gộp với dòng khác nên không rõ điểm là của tiêu chí nào; sản phẩm \
                   chờ làm rõ.";
    Finding::new(Code::MarkMerged, place, message)
        .heading(criterion)
        .found(found)
        .remedy("Bỏ gộp ô và ghi điểm riêng cho từng tiêu chí.")
}

/// A criterion stands in two rows with something in both.
pub(super) fn criterion_twice(place: Place, criterion: &str, found: &str) -> Finding {
    let message = "Dòng của tiêu chí này đã bị chép thành hai và cả hai có nội dung; sản phẩm chờ \
                   làm rõ.";
    Finding::new(Code::CriterionTwice, place, message)
        .heading(criterion)
        .found(found)
        .remedy("Xóa dòng chép thêm, giữ đúng một dòng cho mỗi tiêu chí.")
}

/// The member says that the product is knocked out.
pub(super) fn knocked_out(
    place: Place,
    criterion: &Criterion,
    rule: &KnockOut,
    found: &str,
) -> Finding {
    let message = format!(
        "Thành viên ghi sản phẩm thuộc trường hợp bị loại hoặc dừng đánh giá; phiếu chờ Hội đồng \
         kết luận: {}",
        rule.reason
    );
    Finding::new(Code::KnockOutSaid, place, message)
        .heading(format!("{}. {}", criterion.code, criterion.name))
        .found(found)
        .allowed("Có; hoặc để trống")
        .remedy(
            "Nếu Hội đồng kết luận đúng, khai ở mục [[verdicts]] với knocked_out; nếu không, thành \
             viên xóa ô này và chấm đủ.",
        )
}
