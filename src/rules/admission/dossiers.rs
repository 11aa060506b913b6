//! Checks whether each dossier holds what the act makes mandatory, as far as the list says.

use crate::criteria::{Act, DossierItem, ProductSet};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Forms, ProductEntry, Submission};
use crate::round::{DossierRule, Round};
use crate::rules::names::capital;

/// Reports the missing items of a product's dossier, once a cell. Returns the reason why the
/// product is not admitted (Vietnamese, a clause); `None` where it is.
pub(super) fn against(
    round: &Round,
    act: &Act,
    set: Option<&ProductSet>,
    entry: &ProductEntry,
    findings: &mut Findings,
) -> Option<String> {
    let dossier = act.dossier.as_ref()?;
    let stated = DossierItem::ALL.into_iter().zip(&entry.dossier);
    let missing: Vec<(DossierItem, &Place)> = stated
        .filter(|(item, _)| dossier.needs(*item, set))
        .filter_map(|(item, stated)| {
            Some((item, &stated.as_ref().filter(|stated| !stated.value)?.place))
        })
        .collect();
    let mut cells = entry.dossier.iter().map(|stated| stated.as_ref().map(|stated| &stated.place));
    let first = cells.next().flatten();
    let one_column = first.is_some() && cells.all(|cell| cell == first);
    for at in missing.chunk_by(|(_, one), (_, next)| one == next) {
        findings.push(item_missing(round, &named(at), one_column, at[0].1));
    }
    if round.rules.dossier != DossierRule::Required {
        return None;
    }
    if missing.is_empty() {
        return entry
            .dossier_unclear
            .then(|| "chưa rõ hồ sơ có đủ thành phần bắt buộc hay không".to_owned());
    }
    Some(format!("hồ sơ thiếu {}", named(&missing)))
}

/// The names of items, with commas between them.
fn named(items: &[(DossierItem, &Place)]) -> String {
    items.iter().map(|(item, _)| item.name()).collect::<Vec<_>>().join(", ")
}

/// The finding about missing items. It is an error or a reminder, as `[rules] dossier` says.
fn item_missing(round: &Round, items: &str, one_column: bool, place: &Place) -> Finding {
    let (code, after, remedy) = match round.rules.dossier {
        DossierRule::Required => (
            Code::DossierItemMissing,
            "sản phẩm chưa được đưa ra Hội đồng.",
            "Bổ sung vào hồ sơ, ghi lại ô này rồi gửi lại danh sách.",
        ),
        DossierRule::Reminded => (
            Code::DossierItemAwaited,
            "cần bổ sung trước khi Hội đồng họp.",
            "Bổ sung vào hồ sơ rồi ghi lại ô này.",
        ),
    };
    let heading = if one_column { "Hồ sơ".to_owned() } else { capital(items) };
    Finding::new(code, place.clone(), format!("Hồ sơ thiếu thành phần bắt buộc; {after}"))
        .heading(heading)
        .found(format!("thiếu {items}"))
        .allowed("có đủ")
        .remedy(remedy)
}

/// Reports each list that does not say at all what its dossiers hold.
pub(in crate::rules) fn stated(act: &Act, forms: &Forms, findings: &mut Findings) {
    if act.dossier.is_none() {
        return;
    }
    let silent = |submission: &&Submission| {
        let entries = &submission.entries;
        !entries.is_empty() && entries.iter().all(|entry| entry.dossier.iter().all(Option::is_none))
    };
    findings.extend(forms.submissions.iter().filter(silent).map(|submission| {
        Finding::new(
            Code::DossierNotStated,
            submission.place.clone(),
            "Danh sách không ghi hồ sơ của từng sản phẩm có những thành phần nào nên chưa kiểm \
             tra được.",
        )
        .remedy("Thêm cột “Hồ sơ”, hoặc mỗi thành phần bắt buộc một cột, và ghi có hoặc không.")
    }));
}
