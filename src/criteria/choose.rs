//! Chooses the acts that apply to a round: the one in force on its first day, in a time of
//! transition also the one before it; or the one that `round.toml` names with a reason. Also checks
//! whether the papers cite the same acts.

use super::{Act, Criteria, RoundActs};
use crate::finding::{Code, Finding, Findings, Place};
use crate::round::{FILE, PaperDate, Round, is_filled, is_known};

/// Keys in `round.toml` of the acts that papers cite for the criteria: the act and its amendment,
/// and in a time of transition the earlier act and its amendment.
const CITED: [&str; 4] =
    ["criteria", "criteria_amendment", "criteria_earlier", "criteria_earlier_amendment"];

/// Chooses the acts whose criteria apply. `None` when there is none, with a finding, or while the
/// first day of the round is still to be filled in.
pub fn choose(criteria: &Criteria, round: &Round) -> (Option<RoundActs>, Findings) {
    let (act, mut findings) = by_date_or_name(criteria, round);
    let acts = act
        .and_then(|act| whole(criteria, &act.id, &mut findings))
        .map(|act| with_transition(criteria, round, act, &mut findings));
    findings.extend(acts.iter().flat_map(|acts| cited_wrongly(round, acts)));
    (acts, findings)
}

/// Reads an act whole; `None`, with findings, when it cannot be used.
fn whole(criteria: &Criteria, id: &str, findings: &mut Findings) -> Option<Act> {
    let (act, wrong) = criteria.whole(id);
    findings.extend(wrong);
    act
}

/// Adds the earlier act where the transition of `act` still lasts on the first day of the round. An
/// act that `round.toml` names applies to every product.
fn with_transition(
    criteria: &Criteria,
    round: &Round,
    act: Act,
    findings: &mut Findings,
) -> RoundActs {
    let first_day = round.round.from;
    let transition = act.transition.as_ref().filter(|_| round.rules.criteria.is_none());
    let lasts = act.transition_ends(false).is_some_and(|last| first_day <= last);
    let Some(transition) = transition.filter(|_| lasts) else {
        return RoundActs::only(act, first_day);
    };
    let earlier = whole(criteria, &transition.earlier, findings);
    let same_scale =
        |earlier: &Act| (earlier.part_max(), earlier.star_from) == (act.part_max(), act.star_from);
    let Some(earlier) = earlier.filter(same_scale) else {
        findings.push(
            missing(
                criteria,
                "round.from",
                "Đợt họp trong thời gian chuyển tiếp, nhưng không có Bộ tiêu chí trước đó, tệp của \
                 nó bị lỗi, hoặc thang điểm của nó khác nên không tính chung một đợt được.",
            )
            .found(&transition.earlier),
        );
        return RoundActs::only(act, first_day);
    };
    let received = round.round.received.and_then(PaperDate::date);
    RoundActs::in_transition(act, earlier, first_day, received)
}

/// Chooses the act by the date of the round, or by the name in `round.toml`.
fn by_date_or_name<'a>(criteria: &'a Criteria, round: &Round) -> (Option<&'a Act>, Findings) {
    let mut findings = Findings::default();
    if !is_known(round.round.from) {
        // Without the first day the act is unknown. Another finding says that the day is still to
        // be filled in.
        return (None, findings);
    }
    let in_force = criteria.in_force(round.round.from);
    let Some(id) = &round.rules.criteria else {
        if in_force.is_none() {
            findings.push(missing(
                criteria,
                "round.from",
                "Không có Bộ tiêu chí nào có hiệu lực vào ngày đầu của đợt đánh giá.",
            ));
        }
        return (in_force, findings);
    };
    let chosen = criteria.by_id(id);
    match (chosen, in_force) {
        (None, _) => findings.push(
            missing(
                criteria,
                "rules.criteria",
                "Không có Bộ tiêu chí mang tên này, hoặc tệp của nó bị lỗi.",
            )
            .found(id),
        ),
        (Some(chosen), Some(in_force)) if chosen.id == in_force.id => {}
        (Some(chosen), in_force) => findings.push(other(round, chosen, in_force)),
    }
    (chosen, findings)
}

/// Makes the findings about cited acts whose number is neither that of an act of the round nor that
/// of one of its amendments.
fn cited_wrongly<'a>(round: &'a Round, acts: &'a RoundActs) -> impl Iterator<Item = Finding> + 'a {
    let plain = |number: &str| number.split_whitespace().collect::<String>().to_lowercase();
    let cited =
        CITED.iter().filter_map(|key| Some((*key, round.acts.get(*key)?.number.as_deref()?)));
    let cited = cited.filter(|(_, number)| is_filled(number));
    let wrong = cited.filter(move |(_, number)| {
        let mut known = acts.iter().flat_map(|act| {
            std::iter::once(&act.number)
                .chain(act.amendments.iter().map(|amendment| &amendment.number))
        });
        !known.any(|known| plain(known) == plain(number))
    });
    wrong.map(|(key, number)| {
        let none = key == CITED[1] && acts.iter().all(|act| act.amendments.is_empty());
        let message = "Văn bản căn cứ về Bộ tiêu chí không phải là văn bản đang dùng để kiểm tra \
                       và tính điểm.";
        Finding::new(Code::CriteriaCited, Place::file(FILE).sheet(format!("acts.{key}")), message)
            .found(number)
            .allowed(acts.cited())
            .remedy(if none {
                "Văn bản đang dùng chưa có văn bản sửa đổi: xóa mục [acts.criteria_amendment] và \
                 tên criteria_amendment ở các dòng legal_bases; hoặc xem lại ngày của đợt và mục \
                 rules.criteria."
            } else {
                "Sửa số văn bản căn cứ, hoặc xem lại ngày của đợt và mục rules.criteria."
            })
    })
}

/// Makes the finding that no act applies. Where a file of the office cannot be used, that may be
/// why, and comes first.
fn missing(criteria: &Criteria, key: &str, message: &str) -> Finding {
    let broken = criteria.broken_files().join(", ");
    let place = Place::file(FILE).sheet(key);
    let finding = if broken.is_empty() {
        Finding::new(Code::CriteriaMissing, place, message).remedy(
            "Sửa ngày của đợt, chọn một tên ở mục rules.criteria, hoặc thêm tệp vào \
             templates/criteria/.",
        )
    } else {
        let message =
            format!("{message} Tệp của cơ quan đang bị lỗi nên chưa được dùng: {broken}.");
        Finding::new(Code::CriteriaMissing, place, message).remedy(
            "Sửa tệp đó theo lỗi được báo ở tệp, hoặc xóa tệp để dùng bản có sẵn; lỗi này sẽ hết. \
             Còn báo nữa thì xem lại ngày của đợt và mục rules.criteria.",
        )
    };
    finding.allowed(criteria.ids().collect::<Vec<_>>().join(", "))
}

/// Makes the finding that `round.toml` chooses another act than the one in force.
fn other(round: &Round, chosen: &Act, in_force: Option<&Act>) -> Finding {
    let reason = round.rules.criteria_reason.as_deref().unwrap_or_default();
    let message = "Đợt này dùng Bộ tiêu chí khác với văn bản có hiệu lực vào ngày đầu của đợt.";
    Finding::new(Code::CriteriaChosen, Place::file(FILE).sheet("rules.criteria"), message)
        .found(format!("{}; lý do: {reason}", chosen.cited()))
        .allowed(in_force.map_or_else(|| "chưa có văn bản nào có hiệu lực".to_owned(), Act::cited))
        .remedy("Bỏ dòng criteria nếu chọn nhầm.")
}
