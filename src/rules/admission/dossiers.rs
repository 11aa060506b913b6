//! Checks whether each dossier holds what the act makes mandatory, as far as the list says.

use crate::criteria::{Act, DossierItem, MandatoryDossier, ProductSet};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Forms, ProductEntry, Submission};
use crate::round::{DossierRule, Round, pad_number};
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
    let lacking = |wanted: &dyn Fn(DossierItem) -> bool| -> Vec<LackingItem<'_>> {
        dossier
            .asked()
            .filter(|item| wanted(*item))
            .filter_map(|item| LackingItem::of(dossier, item, entry))
            .collect()
    };
    // Whether products of a set that the act does not have come with samples is not known.
    let perhaps_exempt = set.is_none() && !act.sets.is_empty() && !dossier.no_samples.is_empty();
    let judged = |item| item != DossierItem::Samples || !perhaps_exempt;
    let missing = lacking(&|item| judged(item) && dossier.needs(item, set));
    let awaited = lacking(&|item| judged(item) && dossier.awaits(item, set));
    let mut cells = dossier
        .mandatory
        .iter()
        .map(|item| entry.dossier[item.index()].as_ref().map(|stated| &stated.place));
    let first = cells.next().flatten();
    let one_column = first.is_some() && cells.all(|cell| cell == first);
    for at in missing.chunk_by(|one, next| one.place == next.place) {
        findings.push(item_missing(round.rules.dossier, at, one_column));
    }
    findings.extend(awaited.iter().map(item_awaited));
    if round.rules.dossier != DossierRule::Required {
        return None;
    }
    if missing.is_empty() {
        return entry
            .dossier_unclear
            .then(|| "chưa rõ hồ sơ có đủ thành phần bắt buộc hay không".to_owned());
    }
    Some(format!("hồ sơ thiếu {}", joined(&missing, |item| &item.name)))
}

/// An item that a dossier lacks, or has too little of.
struct LackingItem<'a> {
    /// The item as the act names it; of samples, how many are lacking.
    name: String,
    /// What the list says, and what must be there.
    found: String,
    allowed: String,
    place: &'a Place,
}

impl<'a> LackingItem<'a> {
    /// The item, where the list says that it is lacking, or that there are too few samples.
    fn of(dossier: &MandatoryDossier, item: DossierItem, entry: &'a ProductEntry) -> Option<Self> {
        let stated = entry.dossier[item.index()].as_ref()?;
        let name = dossier.name(item).to_owned();
        if !stated.value {
            let found = format!("thiếu {name}");
            return Some(Self {
                name, found, allowed: "có đủ".to_owned(), place: &stated.place
            });
        }
        let few = |count: u16, needed: u16, place: &'a Place| {
            let [count, lacking, needed] =
                [count, needed - count, needed].map(|count| pad_number(u64::from(count)));
            Self {
                name: format!("{lacking} {name}"),
                found: format!("{count} {name}"),
                allowed: format!("{needed} {name}"),
                place,
            }
        };
        let needed = dossier.samples.filter(|_| item == DossierItem::Samples)?;
        let samples = entry.samples.as_ref().filter(|samples| samples.value < needed)?;
        Some(few(samples.value, needed, &samples.place))
    }
}

/// What is said of items, with commas between.
fn joined<'a>(
    items: &'a [LackingItem<'_>],
    said: impl Fn(&'a LackingItem<'_>) -> &'a str,
) -> String {
    items.iter().map(said).collect::<Vec<_>>().join(", ")
}

/// The finding about missing items in one cell. It is an error or a reminder, as the rule says.
fn item_missing(rule: DossierRule, items: &[LackingItem<'_>], one_column: bool) -> Finding {
    let (code, after, remedy) = match rule {
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
    let names = joined(items, |item| &item.name);
    let heading = if one_column { "Hồ sơ".to_owned() } else { capital(&names) };
    let lacking: Vec<&str> = items.iter().map(|item| item.found.as_str()).collect();
    let found = lacking.join(", ").replace(", thiếu ", ", ");
    let allowed =
        items.iter().map(|item| item.allowed.as_str()).find(|allowed| *allowed != "có đủ");
    let place = items[0].place.clone();
    Finding::new(code, place, format!("Hồ sơ thiếu thành phần bắt buộc; {after}"))
        .heading(heading)
        .found(found)
        .allowed(allowed.unwrap_or("có đủ"))
        .remedy(remedy)
}

/// The reminder of an item that may follow.
fn item_awaited(item: &LackingItem<'_>) -> Finding {
    Finding::new(
        Code::DossierItemAwaited,
        item.place.clone(),
        "Hồ sơ chưa có một thành phần được bổ sung sau; sản phẩm vẫn được dự.",
    )
    .heading(capital(&item.name))
    .found(&item.found)
    .allowed(&item.allowed)
    .remedy("Bổ sung khi Tổ tư vấn hoặc Hội đồng yêu cầu, rồi ghi lại ô này.")
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
