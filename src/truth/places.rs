//! Checks the province of the round against the names and places of the bodies that issue its
//! papers.

use super::provinces::{is_one, key, named_in};
use super::told::{TruthFindings, at};
use crate::finding::{Code, Finding};
use crate::round::{Issuer, PaperKind, Round, is_filled};

/// Checks the province, the issuing bodies, the council and the support team.
pub(super) fn check(round: &Round, told: &mut TruthFindings) {
    let province = &round.round.province;
    if !is_filled(province) {
        return;
    }
    if !is_one(province) {
        told.doubt(
            Finding::new(Code::PlaceDoubtful, at("round.province"), "Không có tỉnh mang tên này.")
                .found(province)
                .remedy("Ghi đúng tên tỉnh với đủ dấu, ví dụ tỉnh Lai Châu."),
        );
        return;
    }
    for (id, issuer) in &round.issuers {
        let papers: Vec<_> = PaperKind::ALL
            .into_iter()
            .filter(|kind| round.papers.of(*kind).issuer == *id)
            .collect();
        for (field, text) in texts(issuer) {
            if let Some(other) = named_in(&text).filter(|other| key(other) != key(province)) {
                told.hold(
                    papers.clone(),
                    of_other(&format!("issuers.{id}.{field}"), &text, other, province),
                );
            }
        }
        place(id, issuer, province, &papers, told);
    }
    let bodies =
        [("council.name", &round.council.name), ("support_team.name", &round.support_team.name)];
    for (at, name) in bodies {
        if let Some(other) = named_in(name).filter(|other| key(other) != key(province)) {
            told.hold([PaperKind::Minutes], of_other(at, name, other, province));
        }
    }
}

/// Returns the texts of a body that may name its province, each with its key.
fn texts(issuer: &Issuer) -> [(&'static str, String); 4] {
    [
        ("lines", issuer.lines.join(" ")),
        ("parent", issuer.parent.join(" ")),
        ("name", issuer.name.clone()),
        ("short_name", issuer.short_name.clone()),
    ]
}

/// Makes the finding that a body bears the name of another province.
fn of_other(key: &str, text: &str, other: &str, province: &str) -> Finding {
    Finding::new(
        Code::OtherProvince,
        at(key),
        format!("Tên cơ quan ghi tỉnh {other}, đợt này của {province}."),
    )
    .found(text)
    .remedy("Sửa tên tỉnh ở dòng này, hoặc province ở mục [round].")
}

/// Checks that the place of issue of a province's body is the province.
///
/// Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4.
fn place(
    id: &str,
    issuer: &Issuer,
    province: &str,
    papers: &[PaperKind],
    told: &mut TruthFindings,
) {
    let place = &issuer.place;
    if !is_filled(place) || key(place) == key(province) {
        return;
    }
    let at = format!("issuers.{id}.place");
    if is_one(place) {
        let message = format!("Địa danh ghi tên một tỉnh khác, đợt này của {province}.");
        let finding = Finding::new(Code::OtherProvince, super::at(at), message)
            .found(place)
            .remedy("Sửa place ở dòng này, hoặc province ở mục [round].");
        told.hold(papers.iter().copied(), finding);
    } else {
        told.doubt(
            Finding::new(
                Code::PlaceDoubtful,
                super::at(at),
                "Địa danh của cơ quan cấp tỉnh không phải là tên tỉnh.",
            )
            .found(place)
            .allowed(key_shown(province))
            .remedy(
                "Địa danh của văn bản cấp tỉnh ghi tên tỉnh (Nghị định 30/2020/NĐ-CP); đúng như \
                 vậy thì chấp nhận ở [[accept]].",
            ),
        );
    }
}

/// Returns the name of a province without its kind, as it is shown: `Lai Châu`.
fn key_shown(province: &str) -> String {
    let rest = province.strip_prefix("tỉnh ").or_else(|| province.strip_prefix("thành phố "));
    rest.unwrap_or(province).to_owned()
}
