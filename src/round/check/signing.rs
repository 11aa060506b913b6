//! Checks of `[signing]` that types alone cannot make: known signers and bodies, sizes that fit.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::round::place::invalid;
use crate::round::{PaperKind, Round, WIDEST_PICTURE};

/// Adds everything that is wrong with the values of `[signing]`.
pub(super) fn check(round: &Round, wrong: &mut Vec<Finding>) {
    let signing = &round.signing;
    let papers: Vec<_> = PaperKind::ALL.into_iter().map(|kind| round.paper(kind)).collect();
    // The secretary signs the minutes beside the chair.
    let secretary = round.council.secretary.name.as_str();
    let signers: BTreeSet<_> = papers
        .iter()
        .map(|paper| paper.signer.name.as_str())
        .chain([secretary])
        .filter(|name| !name.is_empty())
        .collect();
    for official in &signing.officials {
        if !signers.contains(official.name.as_str()) {
            wrong.push(
                invalid("signing.officials.name", "Người này không ký văn bản nào của đợt.")
                    .found(&official.name)
                    .allowed(signers.iter().copied().collect::<Vec<_>>().join("; ")),
            );
        }
        size(
            "signing.officials.width",
            "Bề rộng ảnh chữ ký không hợp lệ.",
            official.width,
            15.0,
            wrong,
        );
    }
    for seal in &signing.seals {
        if round.issuer(&seal.issuer).is_none() {
            wrong.push(
                invalid("signing.seals.issuer", "Không có cơ quan ban hành mang tên gọi tắt này.")
                    .found(&seal.issuer)
                    .allowed(round.issuers.keys().cloned().collect::<Vec<_>>().join(", ")),
            );
        }
        size(
            "signing.seals.diameter",
            "Đường kính con dấu không hợp lệ.",
            seal.diameter,
            20.0,
            wrong,
        );
    }
    if let Some(url) = signing.timestamp.as_ref().filter(|url| !url.starts_with("http://")) {
        let message = if url.starts_with("https://") {
            "Địa chỉ cấp dấu thời gian bắt đầu bằng https://; chương trình chỉ gọi được http:// (dấu \
             thời gian tự mang chữ ký của nơi cấp nên không cần đường truyền mã hóa)."
        } else {
            "Địa chỉ cấp dấu thời gian không đúng."
        };
        wrong.push(invalid("signing.timestamp", message).found(url).allowed("http://…"));
    }
    let wait = signing.timestamp_wait.0;
    if !(1..=600).contains(&wait) {
        wrong.push(
            invalid("signing.timestamp_wait", "Thời gian chờ dấu thời gian không hợp lệ.")
                .found(wait)
                .allowed("từ 1 đến 600 giây"),
        );
    }
}

/// Checks that a size in millimetres lies between `least` and [`WIDEST_PICTURE`].
fn size(key: &str, message: &str, millimetres: f64, least: f64, wrong: &mut Vec<Finding>) {
    if !(least..=WIDEST_PICTURE).contains(&millimetres) {
        wrong.push(
            invalid(key, message)
                .found(format!("{millimetres} mm"))
                .allowed(format!("từ {least} đến {WIDEST_PICTURE} mm")),
        );
    }
}
