//! The findings about places.

use crate::communes::{Commune, Province};
use crate::finding::{Code, Finding, Place};
use crate::forms::Sourced;
use crate::round::{FILE, Round, short_date};
use crate::rules::names::capital;

/// How many communes a finding names at most where several became one.
const NAMED_AT_MOST: usize = 8;

/// No list of communes is known for the province on the day of the round.
pub(super) fn not_checked(round: &Round) -> Finding {
    let (province, day) = (&round.round.province, short_date(round.round.from));
    let message = format!("Chưa có danh mục xã của {province} ngày {day}.");
    Finding::new(Code::CommunesNotChecked, Place::file(FILE).sheet("round.province"), message)
        .remedy(
            "Xã trong danh sách và địa chỉ chưa được kiểm tra: xem lại bằng mắt, hoặc thêm danh \
             mục của tỉnh vào templates/communes/.",
        )
}

/// A product whose list names neither its address nor its commune.
pub(super) fn no_address(product: &Sourced<String>, unit: &str) -> Finding {
    let message = format!("Sản phẩm này chưa ghi địa chỉ; văn bản chỉ in “{unit}”.");
    Finding::new(Code::AddressMissing, product.place.clone(), message)
        .found(&product.value)
        .remedy("Hỏi lại đơn vị gửi và điền cột “Địa chỉ” của dòng này.")
}

/// A name that no commune of the province has.
pub(super) fn unknown(cell: &Sourced<String>, province: &Province) -> Finding {
    let kinds = if province.districts.is_empty() {
        "xã, phường hay đặc khu"
    } else {
        "xã, phường hay thị trấn"
    };
    let message =
        format!("{} không có {} này.", capital(&province.name), kinds.replace(" hay", ","));
    Finding::new(Code::CommuneUnknown, cell.place.clone(), message)
        .found(&cell.value)
        .remedy(format!("Ghi đúng tên và loại đơn vị ({kinds})."))
}

/// A name that the list of a later day does not have.
pub(super) fn uncertain(cell: &Sourced<String>, province: &Province) -> Finding {
    let since = province.certain_from.map(short_date).unwrap_or_default();
    Finding::new(
        Code::CommuneUncertain,
        cell.place.clone(),
        format!("Danh mục từ ngày {since} không có xã này; ngày của đợt ở trước ngày đó."),
    )
    .found(&cell.value)
    .remedy("Xem lại tên xã; xã đã đổi tên hoặc sáp nhập sau đợt này thì giữ nguyên.")
}

/// A commune that the list of a later day has in another district.
pub(super) fn uncertain_district(cell: &Sourced<String>, unit: &str, places: &str) -> Finding {
    Finding::new(
        Code::CommuneUncertain,
        cell.place.clone(),
        format!("Theo danh mục về sau, xã này không thuộc {unit}."),
    )
    .found(format!("{} ({places})", cell.value))
    .remedy("Xem lại tên xã; xã đã chuyển sang nơi khác sau đợt này thì giữ nguyên.")
}

/// A commune of another unit.
pub(super) fn elsewhere(cell: &Sourced<String>, unit: &str, places: &str) -> Finding {
    Finding::new(Code::CommuneElsewhere, cell.place.clone(), format!("Xã này không thuộc {unit}."))
        .found(format!("{} ({places})", cell.value))
        .allowed(format!("một xã, phường, thị trấn của {unit}"))
        .remedy("Sửa tên xã, hoặc chuyển sản phẩm sang danh sách của đơn vị có xã đó.")
}

/// A commune of before 1/7/2025 in a round of today; `today` are those that it is a part of.
pub(super) fn former(
    cell: &Sourced<String>,
    former: &str,
    province: &Province,
    today: &[&Commune],
    divided: bool,
) -> Finding {
    let finding = Finding::new(
        Code::CommuneOfOtherTime,
        cell.place.clone(),
        "Xã này ghi theo đơn vị hành chính trước ngày 01/7/2025.",
    )
    .found(format!("{} ({former})", cell.value));
    let names: Vec<_> = today.iter().map(|commune| commune.name.as_str()).collect();
    match names.as_slice() {
        [] => finding.remedy("Ghi tên xã, phường hiện nay, bỏ tên huyện."),
        [one] => finding
            .allowed(format!("nay là {one}, {}", province.name))
            .remedy("Ghi tên xã, phường hiện nay, bỏ tên huyện."),
        many => finding
            .allowed(format!("nay là {}, {}", many.join(" hoặc "), province.name))
            .remedy(if divided {
                "Xã cũ đã chia: hỏi chủ thể nay ở xã nào (xã ghi đầu nhận phần lớn hơn), rồi ghi \
                 tên hiện nay, bỏ tên huyện."
            } else {
                "Nhiều xã cũ cùng tên: xem chủ thể ở huyện cũ nào, rồi ghi tên xã hiện nay."
            }),
    }
}

/// A commune of today in a round of before; `before` are those that it was made of.
pub(super) fn later(cell: &Sourced<String>, before: &[String]) -> Finding {
    let finding = Finding::new(
        Code::CommuneOfOtherTime,
        cell.place.clone(),
        "Tên xã này chỉ có từ ngày 01/7/2025, sau đợt này.",
    )
    .found(&cell.value)
    .remedy("Ghi tên xã và huyện của ngày đánh giá.");
    if before.is_empty() {
        return finding;
    }
    let shown = before.iter().take(NAMED_AT_MOST).cloned().collect::<Vec<_>>().join("; ");
    let more = before.len().saturating_sub(NAMED_AT_MOST);
    let more = if more > 0 { format!("; và {more} xã khác") } else { String::new() };
    finding.allowed(format!("trước đó là: {shown}{more}"))
}

/// A district in the address of a round of today.
pub(super) fn district_ended(cell: &Sourced<String>, districts: &[String]) -> Finding {
    Finding::new(
        Code::DistrictEnded,
        cell.place.clone(),
        "Địa chỉ còn ghi cấp huyện, không còn từ ngày 01/7/2025.",
    )
    .found(format!("{} ({})", cell.value, districts.join(", ")))
    .remedy(
        "Bỏ tên huyện; chỉ ghi xã, phường và tỉnh. Phần chỉ ghi tên huyện không in vào văn bản.",
    )
}
