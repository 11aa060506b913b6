//! The findings about ballots, one function each.

use careful_spreadsheet::number;
use rust_decimal::Decimal;

use super::people::People;
use super::products::ListedProducts;
use crate::finding::{Code, Finding, Place};
use crate::forms::issued::FormCode;
use crate::forms::{Sourced, near};
use crate::round::{Round, Session};

/// Nobody of the council is named: `typed` is what stands there instead, `None` where nothing does.
pub(super) fn member_unknown(people: &People<'_>, place: Place, typed: Option<&str>) -> Finding {
    let message = match typed {
        Some(_) => "Người chấm không có trong danh sách Hội đồng; phiếu không được tính.",
        None => "Phiếu không ghi tên người chấm; phiếu không được tính.",
    };
    let meant = typed.and_then(|typed| people.nearest(typed));
    let remedy = "Ghi ở đầu phiếu một dòng “Thành viên Hội đồng: …” với họ tên đúng như trong \
                  danh sách Hội đồng.";
    let finding = Finding::new(Code::MemberUnknown, place, message)
        .heading("Thành viên Hội đồng")
        .allowed(people.names().collect::<Vec<_>>().join("; "))
        .remedy(near::asking(meant, remedy));
    match typed {
        Some(typed) => finding.found(typed),
        None => finding,
    }
}

/// The member named above the table is not the one who signed below it. `other` is the place of the
/// first name.
pub(super) fn member_doubtful(place: Place, names: [&str; 2], other: &Place) -> Finding {
    let message =
        "Tên người chấm ở đầu phiếu và tên người ký ở cuối phiếu khác nhau; phiếu không được tính.";
    Finding::new(Code::MemberUnknown, place, message)
        .heading("Thành viên Hội đồng")
        .found(format!("đầu phiếu: {} ({other}); cuối phiếu: {}", names[0], names[1]))
        .remedy("Hỏi lại người chấm, rồi sửa tên ở một trong hai chỗ.")
}

/// The member was taken from the name of the file.
pub(super) fn member_by_path(place: &Place, name: &str) -> Finding {
    let message =
        format!("Phiếu không ghi tên người chấm; theo tên tệp, phiếu được tính là của {name}.");
    Finding::new(Code::MemberByFileName, place.clone(), message)
        .remedy("Kiểm tra xem có đúng không, rồi ghi “Thành viên Hội đồng: …” ở đầu phiếu.")
}

/// No session of the round is named: `typed` is what stands there instead, `None` where nothing
/// does.
pub(super) fn session_unknown(round: &Round, place: Place, typed: Option<&str>) -> Finding {
    let numbers: Vec<_> = round.sessions.iter().map(|session| session.number.to_string()).collect();
    let message = "Phiếu không ghi rõ lần chấm nào của đợt; phiếu không được tính.";
    let finding = Finding::new(Code::SessionUnknown, place, message)
        .heading("Lần chấm")
        .allowed(match numbers.as_slice() {
            [] => "(đợt chưa khai báo lần chấm nào)".to_owned(),
            some => some.join(", "),
        })
        .remedy(match numbers.as_slice() {
            [only] => format!("Có phải lần {only} không? Sửa dòng “Lần chấm: …” ở đầu phiếu."),
            _ => "Ghi ở đầu phiếu dòng “Lần chấm: …” với đúng số của lần chấm.".to_owned(),
        });
    match typed {
        Some(typed) => finding.found(typed),
        None => finding,
    }
}

/// The session was taken from the name of the file or of its folder.
pub(super) fn session_by_path(place: &Place, number: u8) -> Finding {
    let message = format!(
        "Phiếu không ghi lần chấm; theo tên tệp hoặc thư mục, phiếu được tính là của lần {number}."
    );
    Finding::new(Code::SessionByFileName, place.clone(), message)
        .remedy("Kiểm tra xem có đúng không, rồi ghi “Lần chấm: …” ở đầu phiếu.")
}

/// The ballot bears a date that is not that of its session.
pub(super) fn date_of_no_session(session: &Session, typed: &Sourced<String>) -> Finding {
    let (number, date) = (session.number, session.date);
    let message = format!(
        "Ngày chấm ghi trên phiếu không phải ngày của lần chấm {number}; phiếu vẫn được tính là \
         của lần {number}."
    );
    Finding::new(Code::SessionDateDiffers, typed.place.clone(), message)
        .heading("Ngày chấm")
        .found(&typed.value)
        .allowed(format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year()))
        .remedy(
            "Xem phiếu có phải của đợt này không; nếu phải, sửa ngày chấm; nếu không, bỏ phiếu ra \
             khỏi thư mục.",
        )
}

/// The heading of the criteria has a letter wrong.
pub(super) fn heading_misspelt(place: Place, shown: &str) -> Finding {
    Finding::new(
        Code::HeadingMisspelt,
        place,
        "Tiêu đề cột viết sai chính tả; đã hiểu là “Tiêu chí”.",
    )
    .heading("Tiêu chí")
    .found(shown)
    .allowed("Tiêu chí")
    .remedy("Kiểm tra xem hiểu như vậy có đúng không, rồi sửa lại tiêu đề.")
}

/// The sheet names a member and a session, but has no column of criteria.
pub(super) fn without_criteria(place: Place) -> Finding {
    Finding::new(Code::HeadingMissing, place, "Phiếu không có cột “Tiêu chí”.")
        .heading("Tiêu chí")
        .allowed("Tiêu chí; hoặc: Nội dung đánh giá")
        .remedy("Sửa tiêu đề cột ghi các tiêu chí cho đúng chữ.")
}

/// The table has criteria, but no column of marks.
pub(super) fn without_products(place: Place) -> Finding {
    Finding::new(Code::HeadingMissing, place, "Phiếu không có cột điểm của sản phẩm nào.")
        .heading("Tên sản phẩm")
        .allowed(
            "tên một sản phẩm đứng trên cột điểm; hoặc phía trên bảng có dòng “Tên sản phẩm: …” \
             và bảng có cột “Điểm chấm”",
        )
        .remedy("Ghi tên sản phẩm vào dòng tiêu đề của phiếu.")
}

/// A column of marks whose product the sheet does not name.
pub(super) fn product_unnamed(heading: &Sourced<String>) -> Finding {
    Finding::new(
        Code::HeadingMissing,
        heading.place.clone(),
        "Phiếu không ghi cột điểm này là của sản phẩm nào.",
    )
    .heading("Tên sản phẩm")
    .found(&heading.value)
    .allowed("dòng “Tên sản phẩm: …” phía trên bảng, hoặc tên sản phẩm đứng trên cột điểm")
    .remedy("Ghi tên sản phẩm đúng như trong danh sách đề nghị.")
}

/// Two columns that could both hold the marks of one product.
pub(super) fn two_columns(one: &Sourced<String>, other: &Sourced<String>) -> Finding {
    let both = [one, other].map(|heading| {
        let at = heading.place.cell.map(|at| at.to_string()).unwrap_or_default();
        format!("“{}” ở ô {at}", heading.value)
    });
    let message = "Có hai cột đều có thể là điểm chấm của một sản phẩm; chưa cột nào được tính.";
    Finding::new(Code::MarksDoubtful, other.place.clone(), message)
        .found(both.join(" và "))
        .allowed("một cột điểm chấm cho mỗi sản phẩm")
        .remedy(
            "Bỏ cột thừa, hoặc ghi rõ tiêu đề của nó, ví dụ “Điểm tối đa”, “Tự chấm”, “Ghi chú”.",
        )
}

/// A column that holds the maxima, and may be one of marks.
pub(super) fn column_of_maxima(heading: &Sourced<String>) -> Finding {
    let message = "Cột này trùng khớp với điểm tối đa của mọi tiêu chí, chưa rõ là điểm chấm hay \
                   thang điểm; chưa được tính.";
    Finding::new(Code::MarksDoubtful, heading.place.clone(), message).found(&heading.value).remedy(
        "Là thang điểm thì sửa tiêu đề thành “Điểm tối đa” và ghi điểm chấm vào cột khác; là điểm \
         chấm thì thêm cột “Điểm tối đa”.",
    )
}

/// A row that holds a number in a column of marks and is not recognised.
pub(super) fn row_not_understood(place: Place, row: &str, found: &str) -> Finding {
    let message = "Dòng này có điểm nhưng không phải tiêu chí, phần hay dòng cộng nào của phiếu; \
                   sản phẩm chờ làm rõ.";
    Finding::new(Code::BallotRowUnknown, place, message).heading(row).found(found).remedy(
        "Sửa số thứ tự hoặc tên tiêu chí cho đúng bộ tiêu chí; nếu là dòng cộng thì ghi “Cộng”; \
         nếu thừa thì xóa.",
    )
}

/// A number below the end of the table.
pub(super) fn number_below(place: Place, row: &str, found: &str) -> Finding {
    let message =
        "Bên dưới dòng tổng điểm còn một số đứng ở cột điểm của sản phẩm; sản phẩm chờ làm rõ.";
    Finding::new(Code::NumberBelowTotal, place, message).heading(row).found(found).remedy(
        "Nếu là điểm, đưa về đúng dòng tiêu chí; nếu là ghi chú, chuyển ra ngoài các cột điểm.",
    )
}

/// A criterion that stands in two rows of one table.
pub(super) fn criterion_again(place: Place, criterion: &str, found: &str) -> Finding {
    let message = "Tiêu chí này đứng ở hai dòng của phiếu và cả hai đều có chỗ ghi điểm; sản phẩm \
                   chờ làm rõ.";
    Finding::new(Code::CriterionTwice, place, message)
        .heading(criterion)
        .found(found)
        .remedy("Xóa dòng thừa, giữ đúng một dòng cho mỗi tiêu chí.")
}

/// The cell of a mark is merged over several criteria, which `criteria` names.
pub(super) fn mark_merged(place: Place, criteria: &str, found: &str) -> Finding {
    let message = "Một ô điểm được gộp cho nhiều tiêu chí nên không rõ điểm của từng tiêu chí; \
                   sản phẩm chờ làm rõ.";
    Finding::new(Code::MarkMerged, place, message)
        .heading(criteria)
        .found(found)
        .remedy("Bỏ gộp ô và ghi điểm riêng cho từng tiêu chí.")
}

/// Two options are chosen, or a number is not that of the chosen option.
pub(super) fn two_options(place: Place, criterion: &str, found: &str) -> Finding {
    let message = "Tiêu chí này được chọn hai mức hoặc điểm ghi không khớp với mức được chọn; sản \
                   phẩm chờ làm rõ.";
    Finding::new(Code::OptionDoubtful, place, message)
        .heading(criterion)
        .found(found)
        .remedy("Hỏi lại thành viên Hội đồng; mỗi tiêu chí chỉ đánh dấu một mức.")
}

/// The ticked option does not state its points.
pub(super) fn option_without_points(place: Place, criterion: &str, found: &str) -> Finding {
    let message = "Mức được đánh dấu không ghi bao nhiêu điểm; sản phẩm chờ làm rõ.";
    Finding::new(Code::OptionDoubtful, place, message)
        .heading(criterion)
        .found(found)
        .remedy("Ghi điểm của từng mức ở cột điểm tối đa, hoặc ghi thẳng điểm chấm vào ô.")
}

/// A piece of a criterion has more than its points, or less than 0.
pub(super) fn piece_off_scale(
    place: Place,
    piece: &str,
    found: Decimal,
    max: Option<Decimal>,
) -> Finding {
    let message = "Điểm của ý này không nằm trong thang điểm của nó; sản phẩm chờ làm rõ.";
    let allowed = max.map_or_else(
        || "từ 0 trở lên".to_owned(),
        |max| format!("từ 0 đến {}", number::vietnamese(max)),
    );
    Finding::new(Code::MarkNotAllowed, place, message)
        .heading(piece)
        .found(number::vietnamese(found))
        .allowed(allowed)
        .remedy("Hỏi lại thành viên Hội đồng rồi sửa điểm của ý này.")
}

/// A piece of a criterion is blank while others have marks.
pub(super) fn piece_blank(place: Place, criterion: &str, piece: &str) -> Finding {
    let message = "Ý này của tiêu chí chưa có điểm trong khi ý khác đã chấm; sản phẩm chờ làm rõ.";
    Finding::new(Code::ValueMissing, place, message)
        .heading(format!("{criterion}: {piece}"))
        .remedy("Hỏi lại thành viên Hội đồng và điền điểm của ý này; điểm 0 phải gõ số 0.")
}

/// A part is blank while others are typed.
pub(super) fn part_blank(place: Place, part: &str) -> Finding {
    let message = "Phần này để trống trong khi phiếu đã ghi tổng điểm; sản phẩm chờ làm rõ.";
    Finding::new(Code::PartBlank, place, message)
        .heading(part)
        .remedy("Hỏi lại thành viên Hội đồng và điền điểm của phần; điểm 0 phải gõ số 0.")
}

/// Part totals or the total are typed while no criterion has a mark.
pub(super) fn sums_without_marks(place: Place, found: String) -> Finding {
    let message =
        "Phiếu đã ghi điểm phần hoặc tổng điểm nhưng các tiêu chí còn trống; sản phẩm chờ làm rõ.";
    Finding::new(Code::PartBlank, place, message)
        .found(found)
        .remedy("Hỏi lại thành viên Hội đồng và điền điểm từng tiêu chí; điểm 0 phải gõ số 0.")
}

/// A sum stands twice with two values, or is not the sum of its group.
pub(super) fn sum_contradicts(place: Place, row: &str, found: String) -> Finding {
    let message =
        "Số ghi ở dòng cộng này không khớp với các điểm trong phiếu; sản phẩm chờ làm rõ.";
    Finding::new(Code::GroupSumDiffers, place, message)
        .heading(row)
        .found(found)
        .remedy("Kiểm tra điểm từng tiêu chí và dòng cộng.")
}

/// The heading of a column without marks is nearly the name of a listed product; `None` when no
/// name is near.
pub(super) fn nearly_product(
    heading: &Sourced<String>,
    products: &ListedProducts<'_>,
) -> Option<Finding> {
    let meant = products.nearest(&heading.value)?;
    let message =
        "Cột này không có điểm, và tiêu đề không phải tên sản phẩm nào trong danh sách đề nghị.";
    Some(
        Finding::new(Code::ProductUnknown, heading.place.clone(), message)
            .found(&heading.value)
            .remedy(near::asking(
                Some(meant),
                "Sửa tên sản phẩm trong phiếu cho khớp với danh sách đề nghị.",
            )),
    )
}

/// The printed code is that of a form for another round.
pub(in crate::forms) fn code_of_other_round(
    place: Place,
    code: &FormCode,
    round: &Round,
) -> Finding {
    let settings = &round.round;
    let message = "Biểu này lập cho đợt khác với khai báo; biểu không được đọc.";
    Finding::new(Code::FormOfOtherRound, place, message)
        .found(format!("đợt {} năm {} ({code})", code.round, code.year))
        .allowed(format!("đợt {} năm {}", settings.number, settings.year))
        .remedy(
            "Bỏ biểu ra khỏi thư mục và lấy biểu của đúng đợt; nếu khai báo ghi nhầm đợt, sửa khai \
             báo rồi phát lại biểu.",
        )
}

/// Words on a sheet say something else than its printed code.
pub(in crate::forms) fn code_contradicts(place: Place, words: &str, code: &FormCode) -> Finding {
    let message = "Lời ghi trên trang và mã của phiếu nói khác nhau; chưa được tính.";
    Finding::new(Code::FormPutTogether, place, message)
        .found(format!("lời ghi: {words}; mã phiếu: {code}"))
        .remedy("Hỏi lại người chấm; chấm trên đúng phiếu của mình, không sửa tên hay lần chấm.")
}
