//! Checks the province of the round against the names and places of the bodies that issue its
//! papers.

use time::Date;

use super::provinces::{NamedProvince, key, kind, named_in, without_kind};
use super::told::{TruthFindings, at};
use crate::communes::{Communes, ProvinceSpan};
use crate::finding::{Code, Finding};
use crate::round::{Issuer, PaperKind, Round, is_filled, is_known, short_date};

/// Checks the province, the issuing bodies, the council and the support team.
pub(super) fn check(round: &Round, communes: &Communes, told: &mut TruthFindings) {
    let (province, day) = (&round.round.province, round.round.from);
    if !is_filled(province) {
        return;
    }
    let Some(span) = communes.span_near(province, day) else {
        let finding =
            Finding::new(Code::PlaceDoubtful, at("round.province"), "Không có tỉnh mang tên này.")
                .found(province)
                .remedy("Ghi đúng tên tỉnh với đủ dấu, ví dụ tỉnh Lai Châu.");
        told.doubt(match communes.province_on(province, day) {
            Some(of_day) => finding.allowed(of_day.name),
            None => finding,
        });
        return;
    };
    if is_known(day) {
        if !span.covers(day) {
            told.hold(PaperKind::ALL, not_on_this_day(communes, province, &span, day));
            return;
        }
        if kind(province).is_some_and(|written| Some(written) != kind(&span.name)) {
            told.doubt(other_kind("round.province", province, &span, day));
        }
    }
    let desk = ProvinceDesk { communes, province, span: &span, day };
    for (id, issuer) in &round.issuers {
        let papers: Vec<_> =
            PaperKind::ALL.into_iter().filter(|kind| round.paper(*kind).issuer == *id).collect();
        for (field, text) in texts(issuer) {
            desk.body(&format!("issuers.{id}.{field}"), &text, &papers, told);
        }
        place(id, issuer, &desk, &papers, told);
    }
    let bodies =
        [("council.name", &round.council.name), ("support_team.name", &round.support_team.name)];
    for (at, name) in bodies {
        desk.body(at, name, &[PaperKind::Minutes], told);
    }
}

/// The province of the round, with which the names of bodies are compared.
struct ProvinceDesk<'a> {
    communes: &'a Communes,
    province: &'a str,
    span: &'a ProvinceSpan,
    day: Date,
}

impl ProvinceDesk<'_> {
    /// Checks the province that the name of a body holds.
    fn body(&self, at: &str, text: &str, papers: &[PaperKind], told: &mut TruthFindings) {
        let Some(named) = named_in(self.communes, text, self.day) else { return };
        if key(&named.name) != key(self.province) {
            told.hold(papers.iter().copied(), of_other(at, text, &named, self.province));
        } else if is_known(self.day) && Some(named.kind) != kind(&self.span.name) {
            told.doubt(other_kind(at, text, self.span, self.day));
        }
    }
}

/// Makes the finding that there is no province of this name on the first day of the round, with
/// the one that there is.
fn not_on_this_day(communes: &Communes, province: &str, span: &ProvinceSpan, day: Date) -> Finding {
    let same = |one: &str, other: &str| key(one) == key(other);
    let of_day = communes.spans().filter(|other| other.covers(day)).find(|other| {
        let later = span.now.as_deref().is_some_and(|now| same(now, &other.name));
        let earlier = other.now.as_deref().is_some_and(|now| same(now, &span.name));
        later || earlier
    });
    let message = match span.to.filter(|last| *last < day) {
        Some(last) => format!("{province} không còn sau ngày {}.", short_date(last)),
        None => format!("Ngày {} chưa có {province}.", short_date(day)),
    };
    let finding = Finding::new(Code::ProvinceEnded, at("round.province"), message).found(province);
    let finding = match of_day {
        Some(other) => finding.allowed(format!("ngày {} là {}", short_date(day), other.name)),
        None => finding,
    };
    finding.remedy("Sửa province ở mục [round] và tên cơ quan, hoặc ngày from của đợt.")
}

/// Makes the finding that a province is named with another kind than it has on this day.
fn other_kind(key: &str, text: &str, span: &ProvinceSpan, day: Date) -> Finding {
    let message = format!("Ngày {} đơn vị này là {}.", short_date(day), span.name);
    Finding::new(Code::ProvinceKindDiffers, at(key), message)
        .found(text)
        .allowed(&span.name)
        .remedy("Sửa chữ tỉnh hoặc thành phố ở dòng này; đúng như vậy thì chấp nhận ở [[accept]].")
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
fn of_other(key: &str, text: &str, other: &NamedProvince, province: &str) -> Finding {
    let message = format!("Tên cơ quan ghi {} {}, đợt này của {province}.", other.kind, other.name);
    Finding::new(Code::OtherProvince, at(key), message)
        .found(text)
        .remedy("Sửa tên tỉnh ở dòng này, hoặc province ở mục [round].")
}

/// Checks that the place of issue of a province's body is the province.
///
/// Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4.
fn place(
    id: &str,
    issuer: &Issuer,
    desk: &ProvinceDesk<'_>,
    papers: &[PaperKind],
    told: &mut TruthFindings,
) {
    let (place, province) = (&issuer.place, desk.province);
    if !is_filled(place) || key(place) == key(province) {
        return;
    }
    let at = format!("issuers.{id}.place");
    if desk.communes.span_near(place, desk.day).is_some() {
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
            .allowed(without_kind(province))
            .remedy(
                "Địa danh của văn bản cấp tỉnh ghi tên tỉnh (Nghị định 30/2020/NĐ-CP); đúng như \
                 vậy thì chấp nhận ở [[accept]].",
            ),
        );
    }
}
