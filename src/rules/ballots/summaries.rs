//! Compares summaries of the members' scores with the ballots. A summary counts only where the
//! office allows it and a ballot is missing.

use std::collections::BTreeMap;

use careful_spreadsheet::number;
use rust_decimal::Decimal;

use crate::finding::{Code, Finding, Findings};
use crate::forms::{Ballot, Forms, Mark, Summary, product_key};
use crate::round::Round;

/// How many cells of one summary that differ from the ballots are told, each by itself.
const TOLD: usize = 20;

/// What a ballot is about: session, member, folded name of the product.
type BallotKey = (u8, usize, String);

/// Compares every summary with the ballots, and reports what differs.
pub(in crate::rules) fn check(round: &Round, forms: &Forms, findings: &mut Findings) {
    if forms.summaries.is_empty() {
        return;
    }
    let mut ballots: BTreeMap<BallotKey, Vec<&Ballot>> = BTreeMap::new();
    for ballot in forms.ballots.iter().filter(|ballot| !ballot.from_summary) {
        ballots.entry(about(ballot)).or_default().push(ballot);
    }
    for summary in &forms.summaries {
        one(round, summary, &ballots, findings);
    }
}

fn about(ballot: &Ballot) -> BallotKey {
    (ballot.session, ballot.member, product_key(&ballot.name))
}

/// Compares one summary with the ballots.
fn one(
    round: &Round,
    summary: &Summary,
    ballots: &BTreeMap<BallotKey, Vec<&Ballot>>,
    findings: &mut Findings,
) {
    let (mut same, mut differ, mut alone) = (0_usize, 0_usize, 0_usize);
    for cell in &summary.cells {
        let Some(stated) = cell.score() else { continue };
        let given: Vec<Decimal> = ballots
            .get(&about(cell))
            .into_iter()
            .flatten()
            .filter_map(|ballot| ballot.score())
            .collect();
        if given.is_empty() {
            alone += 1;
        } else if given.contains(&stated) {
            same += 1;
        } else {
            differ += 1;
            if differ <= TOLD {
                let ballot = ballots.get(&about(cell)).and_then(|ballots| ballots.first());
                findings.push(differs(round, cell, stated, given[0], ballot.copied()));
            }
        }
    }
    let message = "Trang này là bảng tổng hợp điểm, không phải phiếu chấm; bảng chỉ được đối \
                   chiếu với phiếu, không được tính.";
    findings.push(
        Finding::new(Code::SummaryNotCounted, summary.place.clone(), message)
            .found(format!("khớp với phiếu: {same} ô; khác: {differ} ô; chưa có phiếu: {alone} ô"))
            .remedy(
                "Không phải làm gì nếu đã có đủ phiếu của từng thành viên; nếu chưa, gửi bổ sung \
                 phiếu.",
            ),
    );
    if alone > 0 && !round.rules.ballots.summary {
        findings.push(without_ballots(summary, alone));
    }
}

fn differs(
    round: &Round,
    cell: &Ballot,
    stated: Decimal,
    given: Decimal,
    ballot: Option<&Ballot>,
) -> Finding {
    let place = cell.total.as_ref().map_or(&cell.product.place, |total| &total.place);
    // The place is that of the first mark that differs from the ballot, else of the first mark.
    let other = |mark: &&Mark| {
        ballot.is_some_and(|ballot| ballot.mark_at(mark.position) != Some(mark.mark.value))
    };
    let mark = cell.marks.iter().find(other).or_else(|| cell.marks.first());
    let place = mark.map_or(place, |mark| &mark.mark.place);
    let member = &round.council.members[cell.member].person.name;
    let message =
        "Điểm trong bảng tổng hợp khác với điểm cộng được từ phiếu; điểm trong phiếu được tính.";
    Finding::new(Code::SummaryDiffers, place.clone(), message)
        .heading(&cell.name)
        .found(format!(
            "{member}: bảng ghi {}, phiếu cộng được {}",
            number::vietnamese(stated),
            number::vietnamese(given)
        ))
        .remedy("Đối chiếu với phiếu gốc của thành viên, rồi sửa bảng tổng hợp hoặc phiếu.")
}

fn without_ballots(summary: &Summary, alone: usize) -> Finding {
    let message =
        "Bảng tổng hợp ghi điểm mà không có phiếu của thành viên; các điểm đó không được tính.";
    Finding::new(Code::SummaryAlone, summary.place.clone(), message)
        .found(format!("{alone} ô chưa có phiếu"))
        .remedy(
            "Gửi phiếu của từng thành viên. Nếu được phép dùng bảng tổng hợp thay phiếu, khai \
             trong round.toml, mục [rules.ballots]: summary = true và summary_reason = “lý do”.",
        )
}
