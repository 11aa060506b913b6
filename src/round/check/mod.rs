//! Checks of `round.toml` that types alone cannot make: keys that exist, dates in order, one chair.

mod signing;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::place::invalid;
use super::{
    CertificateShift, Conflict, CouncilRole, PaperKind, PaperSettings, Round, Rules, is_filled,
};
use crate::finding::Finding;

/// Returns everything that is wrong with the values of a round.
pub(super) fn check(round: &Round) -> Vec<Finding> {
    let mut wrong = Vec::new();
    dates(round, &mut wrong);
    council(round, &mut wrong);
    sessions(round, &mut wrong);
    presiding(round, &mut wrong);
    replacements(round, &mut wrong);
    conflicts(round, &mut wrong);
    settings(round, &mut wrong);
    papers(round, &mut wrong);
    signing::check(round, &mut wrong);
    wrong
}

/// Checks that the first day of the round is not after its last, and that the day on which its
/// dossiers were handed in is a whole date before its last day.
fn dates(round: &Round, wrong: &mut Vec<Finding>) {
    let settings = &round.round;
    if settings.from > settings.to {
        wrong.push(
            invalid("round.to", "Ngày cuối của đợt đánh giá đứng trước ngày đầu.")
                .found(settings.to)
                .allowed(format!("từ {} trở đi", settings.from)),
        );
    }
    let Some(received) = settings.received else { return };
    match received.date() {
        None => wrong.push(
            invalid("round.received", "Ngày nhận hồ sơ phải có đủ ngày, tháng, năm.")
                .allowed("ví dụ 2026-05-18"),
        ),
        Some(day) if day > settings.to => wrong.push(
            invalid("round.received", "Ngày nhận hồ sơ đứng sau ngày cuối của đợt đánh giá.")
                .found(day)
                .allowed(format!("đến {}", settings.to)),
        ),
        Some(_) => {}
    }
}

/// Checks that the council has one chair, and that no member and no district is listed twice.
fn council(round: &Round, wrong: &mut Vec<Finding>) {
    let members = &round.council.members;
    let chairs = members.iter().filter(|member| member.role == CouncilRole::Chair).count();
    if chairs != 1 {
        wrong.push(
            invalid("council.members", "Hội đồng phải có đúng một Chủ tịch.")
                .found(format!("{chairs} người có role = \"chair\""))
                .allowed("1 người có role = \"chair\""),
        );
    }
    for name in twice(members.iter().map(|member| member.person.name.as_str())) {
        wrong.push(
            invalid("council.members", "Một thành viên Hội đồng được ghi hai lần.").found(name),
        );
    }
    for name in twice(round.districts.iter().map(|district| district.name.as_str())) {
        wrong.push(invalid("districts", "Một đơn vị gửi hồ sơ được ghi hai lần.").found(name));
    }
}

/// Checks that sessions are numbered in ascending order, and that the people they name are members
/// of the council.
fn sessions(round: &Round, wrong: &mut Vec<Finding>) {
    if round.sessions.windows(2).any(|pair| pair[0].number >= pair[1].number) {
        wrong.push(
            invalid("sessions", "Các lần chấm phải có số thứ tự tăng dần, không trùng nhau.")
                .found(
                    round
                        .sessions
                        .iter()
                        .map(|session| session.number.to_string())
                        .collect::<Vec<_>>()
                        .join(", "),
                ),
        );
    }
    let members: BTreeSet<_> =
        round.council.members.iter().map(|member| member.person.name.as_str()).collect();
    for session in &round.sessions {
        let named = session.absent.iter().chain(&session.abstaining).map(|absence| &absence.name);
        let named = named.chain(session.replaced.iter().map(|replacement| &replacement.name));
        for name in named.filter(|name| is_filled(name) && !members.contains(name.as_str())) {
            let message =
                format!("Người được nêu ở lần chấm {} không có trong Hội đồng.", session.number);
            wrong.push(not_a_member("sessions", message, name));
        }
    }
}

/// Makes the finding that somebody is no member of the council.
fn not_a_member(key: &str, message: String, name: &str) -> Finding {
    invalid(key, message).found(name).remedy("Ghi họ tên đúng như ở mục [[council.members]].")
}

/// Checks that the person who presides over a session attends it, as a member or as a replacement.
fn presiding(round: &Round, wrong: &mut Vec<Finding>) {
    for session in &round.sessions {
        let Some(name) = &session.presiding else { continue };
        let member = round.council.members.iter().any(|member| member.person.name == *name);
        let replaced = session.replaced.iter().any(|replacement| replacement.name == *name);
        let substitute = session.replaced.iter().any(|replacement| replacement.by == *name);
        if !(member && session.attends(name) && !replaced || substitute) {
            let message =
                format!("Người chủ trì lần chấm {} không có mặt ở lần chấm đó.", session.number);
            wrong.push(
                invalid("sessions.presiding", message)
                    .found(name)
                    .remedy("Ghi họ tên một thành viên có mặt, hoặc người được ủy quyền dự thay."),
            );
        }
    }
}

/// Checks that a replacement is no member of the council, who has a ballot of their own, and that
/// nobody is both absent and replaced.
fn replacements(round: &Round, wrong: &mut Vec<Finding>) {
    let member = |name: &str| round.council.members.iter().any(|member| member.person.name == name);
    for session in &round.sessions {
        for replacement in session.replaced.iter().filter(|replacement| member(&replacement.by)) {
            wrong.push(
                invalid(
                    "sessions.replaced",
                    "Người được ủy quyền không thể là một thành viên khác của Hội đồng.",
                )
                .found(&replacement.by)
                .remedy("Ghi người được cử dự thay, không phải thành viên đã có phiếu riêng."),
            );
        }
        let absent = |name: &str| session.absent.iter().any(|absence| absence.name == name);
        for replacement in session.replaced.iter().filter(|replacement| absent(&replacement.name)) {
            wrong.push(
                invalid(
                    "sessions.replaced",
                    "Một thành viên vừa được ghi vắng mặt vừa được ghi có người dự thay.",
                )
                .found(&replacement.name)
                .remedy("Chỉ giữ một trong hai mục absent, replaced cho người này."),
            );
        }
    }
}

/// Checks that conflicts of interest name members of the council.
fn conflicts(round: &Round, wrong: &mut Vec<Finding>) {
    let known = |name: &str| round.council.members.iter().any(|member| member.person.name == name);
    let stranger = |conflict: &&Conflict| is_filled(&conflict.member) && !known(&conflict.member);
    for conflict in round.conflicts.iter().filter(stranger) {
        let message = "Người khai xung đột lợi ích không có trong Hội đồng.".to_owned();
        wrong.push(not_a_member("conflicts.member", message, &conflict.member));
    }
}

/// Checks the ranges of single values.
fn settings(round: &Round, wrong: &mut Vec<Finding>) {
    if round.tally.printed_decimals > 4 {
        wrong.push(
            invalid("tally.printed_decimals", "Số chữ số thập phân khi in điểm quá lớn.")
                .found(round.tally.printed_decimals)
                .allowed("từ 0 đến 4"),
        );
    }
    if let Some(star) = round.rules.admitted_from_star.filter(|star| *star > 5) {
        wrong.push(
            invalid("rules.admitted_from_star", "Hạng sao không có.")
                .found(star)
                .allowed("từ 0 đến 5"),
        );
    }
    if let Some(star) = round.decision.meanwhile_star.filter(|star| !(3..=4).contains(star)) {
        wrong.push(
            invalid("decision.meanwhile_star", "Tỉnh chỉ công nhận được hạng 3 hoặc 4 sao.")
                .found(star)
                .allowed("3 hoặc 4"),
        );
    }
    if round.rules.spread.limit < Decimal::ZERO {
        wrong.push(
            invalid("rules.spread.limit", "Mức chênh lệch điểm không thể âm.")
                .found(round.rules.spread.limit),
        );
    }
    if round.rules.criteria.is_some() && round.rules.criteria_reason.is_none() {
        wrong.push(
            invalid(
                "rules.criteria_reason",
                "Chọn Bộ tiêu chí khác với văn bản đang có hiệu lực thì phải ghi lý do.",
            )
            .remedy("Thêm dòng criteria_reason = \"…\" dưới dòng criteria."),
        );
    }
    let quorum = round.rules.quorum;
    if quorum.of == 0 || quorum.attending == 0 || quorum.attending > quorum.of {
        wrong.push(
            invalid("rules.quorum", "Tỷ lệ thành viên phải dự họp không hợp lệ.")
                .found(format!("{}/{}", quorum.attending, quorum.of))
                .allowed("lớn hơn 0 và không quá 1, ví dụ { attending = 3, of = 4 }"),
        );
    }
    ballots(&round.rules, wrong);
    certificate(round.certificate.shift, wrong);
    if let Some(months) = round.decision.valid_months.filter(|months| !(1..=120).contains(months)) {
        wrong.push(
            invalid("decision.valid_months", "Thời hạn của giấy chứng nhận không hợp lệ.")
                .found(months)
                .allowed("từ 1 đến 120 tháng"),
        );
    }
}

/// Checks that certificates are not moved further than their frame allows.
fn certificate(shift: CertificateShift, wrong: &mut Vec<Finding>) {
    let CertificateShift { right, down } = shift;
    for (key, distance) in [("right", right), ("down", down)] {
        if distance.abs() > CertificateShift::MOST {
            let key = format!("certificate.shift.{key}");
            wrong.push(
                invalid(&key, "Chữ trên giấy chứng nhận bị dịch quá xa.")
                    .found(distance)
                    .allowed(format!("từ -{0} đến {0} mm", CertificateShift::MOST)),
            );
        }
    }
}

/// Checks the rules about ballots and the limits of plausible scores.
fn ballots(rules: &Rules, wrong: &mut Vec<Finding>) {
    if let Some(least) =
        rules.ballots.least.filter(|least| !(1..=least.of).contains(&least.ballots))
    {
        wrong.push(
            invalid("rules.ballots.least", "Tỷ lệ phiếu ít nhất phải có không hợp lệ.")
                .found(format!("{}/{}", least.ballots, least.of))
                .allowed("lớn hơn 0 và không quá 1, ví dụ { ballots = 2, of = 3 }"),
        );
    }
    let reason =
        rules.ballots.summary_reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if rules.ballots.summary && reason.is_none() {
        wrong.push(
            invalid(
                "rules.ballots.summary_reason",
                "Dùng bảng tổng hợp thay cho phiếu chấm thì phải ghi lý do.",
            )
            .remedy("Thêm dòng summary_reason = \"…\" dưới dòng summary."),
        );
    }
    if rules.plausibility.from_district < Decimal::ZERO {
        wrong.push(
            invalid("rules.plausibility.from_district", "Mức chênh lệch điểm không thể âm.")
                .found(rules.plausibility.from_district),
        );
    }
}

/// Checks the keys that each paper refers to.
fn papers(round: &Round, wrong: &mut Vec<Finding>) {
    for kind in PaperKind::ALL.into_iter().filter(|kind| round.papers.is_set(*kind)) {
        paper_keys(round, kind.key(), &round.paper(kind), wrong);
    }
}

/// Checks that the issuer and the cited acts of one paper are declared.
fn paper_keys(round: &Round, key: &str, paper: &PaperSettings, wrong: &mut Vec<Finding>) {
    if round.issuer(&paper.issuer).is_none() {
        wrong.push(
            invalid(&format!("papers.{key}.issuer"), "Cơ quan ban hành chưa được khai báo.")
                .found(&paper.issuer)
                .allowed(round.issuers.keys().cloned().collect::<Vec<_>>().join(", "))
                .remedy(format!("Thêm mục [issuers.{}] hoặc sửa tên.", paper.issuer)),
        );
    }
    for act in paper.legal_bases.iter().filter(|act| !round.acts.contains_key(*act)) {
        wrong.push(
            invalid(&format!("papers.{key}.legal_bases"), "Văn bản căn cứ chưa được khai báo.")
                .found(act)
                .allowed(round.acts.keys().cloned().collect::<Vec<_>>().join(", "))
                .remedy(format!(
                    "Bỏ tên này nếu không có văn bản đó; có thì thêm mục [acts.{act}] hoặc sửa \
                     tên."
                )),
        );
    }
}

/// Returns the names that occur more than once. Names that are still to be filled in are none.
fn twice<'a>(names: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    names.filter(|name| is_filled(name) && !seen.insert(*name)).collect()
}
