//! Who is admitted: products of a known district, submitted once, with a district score of enough stars.
//!
//! Kế hoạch of the sample round, parts I.2 and II; Quyết định 1048/QĐ-TTg, Phụ lục II.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Candidate, Standing, sums};
use crate::criteria::{Act, ProductSet};
use crate::finding::{Code, Finding, Findings};
use crate::forms::{Entry, Forms};
use crate::intake::{number, text};
use crate::round::Round;

/// All candidates, admitted or refused, in the order of districts, files and rows.
///
/// Products of a submission whose district is unknown are left out: the finding of the sheet stands for them.
pub(super) fn admit<'a>(round: &Round, act: &'a Act, forms: &'a Forms, findings: &mut Findings) -> Vec<Candidate<'a>> {
    let known = forms.submissions.iter().filter_map(|submission| Some((submission.district?, submission)));
    let mut entries: Vec<(usize, &Entry)> = known
        .flat_map(|(district, submission)| submission.entries.iter().map(move |entry| (district, entry)))
        .collect();
    entries.sort_by_key(|(district, entry)| (*district, &entry.product.place));
    let mut first: BTreeMap<_, &Entry> = BTreeMap::new();
    let mut candidates = Vec::new();
    for (district, entry) in entries {
        if let Some(original) = first.get(&key(district, entry)) {
            findings.push(twice(original, entry));
            continue;
        }
        first.insert(key(district, entry), entry);
        sums::district(entry, findings);
        let wanted = text::fold(&entry.set.value);
        let set = act.set(|name| text::fold(name) == wanted);
        let standing = standing(round, act, entry, set, findings);
        candidates.push(Candidate::new(entry, district, set, standing));
    }
    candidates
}

/// What makes two records the same product: district, owner, set and name, compared without case and spacing.
fn key(district: usize, entry: &Entry) -> (usize, [String; 3]) {
    (district, [&entry.owner.name, &entry.set, &entry.product].map(|sourced| text::fold(&sourced.value)))
}

fn twice(original: &Entry, entry: &Entry) -> Finding {
    Finding::new(
        Code::ProductTwice,
        entry.product.place.clone(),
        "Sản phẩm này đã có ở chỗ khác; chỉ dòng đầu được tính.",
    )
    .heading("Tên sản phẩm")
    .found(format!("{} (dòng đầu: {})", entry.product.value, original.product.place))
    .remedy("Bỏ một trong hai dòng, hoặc sửa tên nếu là hai sản phẩm khác nhau.")
}

fn standing(round: &Round, act: &Act, entry: &Entry, set: Option<&ProductSet>, findings: &mut Findings) -> Standing {
    if set.is_none() && !act.sets.is_empty() {
        findings.push(set_unknown(act, entry));
        return Standing::Refused("bộ sản phẩm không có trong Bộ tiêu chí".into());
    }
    let needed = round.rules.admitted_from_star.unwrap_or_else(|| act.admitted_from_star());
    if needed == 0 {
        return Standing::Admitted;
    }
    let Some(score) = entry.score.counted() else {
        findings.push(
            Finding::new(
                Code::ValueMissing,
                entry.product.place.clone(),
                "Sản phẩm chưa có điểm đánh giá của cấp huyện.",
            )
            .heading("Tổng điểm")
            .found(&entry.product.value)
            .remedy("Điền điểm trung bình của Hội đồng cấp huyện."),
        );
        return Standing::Refused("chưa có điểm đánh giá của cấp huyện".into());
    };
    let place = entry.score.total.as_ref().map_or(&entry.product.place, |total| &total.place);
    if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&score) {
        findings.push(
            Finding::new(Code::ScoreOutOfRange, place.clone(), "Tổng điểm nằm ngoài thang điểm.")
                .heading("Tổng điểm")
                .found(number::vietnamese(score))
                .allowed("từ 0 đến 100")
                .remedy("Kiểm tra dấu phẩy thập phân, ví dụ 72,5 chứ không phải 725."),
        );
        return Standing::Refused("tổng điểm cấp huyện nằm ngoài thang điểm".into());
    }
    let star = act.star(|limit| score >= limit);
    if let Some(claimed) = entry.star.as_ref().filter(|claimed| claimed.value != star) {
        findings.push(
            Finding::new(Code::StarDiffers, claimed.place.clone(), "Hạng sao đề nghị không khớp với tổng điểm.")
                .heading("Hạng sao đề nghị")
                .found(format!("{} sao", claimed.value))
                .allowed(format!("{star} sao (theo {} điểm)", number::vietnamese(score)))
                .remedy("Đối chiếu với biên bản của Hội đồng cấp huyện rồi sửa hạng sao hoặc điểm."),
        );
    }
    if star < needed {
        findings.push(
            Finding::new(
                Code::BelowThreeStars,
                place.clone(),
                format!("Sản phẩm chưa đạt {needed} sao ở cấp huyện, không được dự đánh giá cấp tỉnh."),
            )
            .heading("Tổng điểm")
            .found(format!("{} điểm, {star} sao", number::vietnamese(score)))
            .allowed(format!("từ {} điểm", number::vietnamese(act.lowest(needed))))
            .remedy("Rút sản phẩm khỏi danh sách, hoặc sửa điểm nếu gõ nhầm."),
        );
        return Standing::Refused(format!("chưa đạt {needed} sao ở cấp huyện"));
    }
    Standing::Admitted
}

/// A product set that the act does not have: nothing could be checked against its criteria.
fn set_unknown(act: &Act, entry: &Entry) -> Finding {
    let message = "Bộ sản phẩm này không có trong Bộ tiêu chí đang áp dụng.";
    Finding::new(Code::SetUnknown, entry.set.place.clone(), message)
        .heading("Bộ sản phẩm")
        .found(&entry.set.value)
        .allowed(act.sets.iter().map(|set| set.name.as_str()).collect::<Vec<_>>().join("; "))
        .remedy(format!("Ghi đúng tên một bộ sản phẩm của {}.", act.cited()))
}
