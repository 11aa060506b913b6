//! The words in which tables tell marks, least marks, owners and doubts (Vietnamese).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::criteria::{Criterion, Effect, Honesty, KnockOut, LegalForm, Minimum, ProductSet};

/// What is told below a criterion, beside its options.
#[derive(Debug, Serialize)]
pub(super) struct Remark {
    /// What it is about.
    pub label: &'static str,
    pub text: String,
    /// Whether it is to be looked at first when the law is read beside the table.
    pub open: bool,
}

/// Lists marks: `0 · 1 · 3`. Not with commas, which Excel may take for one number.
pub(super) fn marks<'a>(marks: impl IntoIterator<Item = &'a u8>) -> String {
    marks.into_iter().map(u8::to_string).collect::<Vec<_>>().join(" · ")
}

/// Tells the least marks: `3 sao từ 1 điểm; 4 sao từ 3 điểm`. `None` where there is none.
pub(super) fn minimum(minimum: Minimum) -> Option<String> {
    let stars =
        (3..=5).filter_map(|star| Some(format!("{star} sao từ {} điểm", minimum.of(star)?)));
    let stars: Vec<_> = stars.collect();
    (!stars.is_empty()).then(|| stars.join("; "))
}

/// Names legal forms: `hộ kinh doanh, trang trại`.
pub(super) fn forms<'a>(forms: impl IntoIterator<Item = &'a LegalForm>) -> String {
    forms.into_iter().map(|form| form.name()).collect::<Vec<_>>().join(", ")
}

/// The mark of honesty; empty for a value that stands so in the source.
pub(super) fn honesty(honesty: Honesty) -> &'static str {
    match honesty {
        Honesty::Verified => "",
        Honesty::Inferred => "suy ra",
        Honesty::Doubtful => "còn ngờ",
    }
}

/// Names the consequence of a knock-out.
pub(super) fn effect(knock_out: &KnockOut) -> &'static str {
    match knock_out.effect {
        Effect::Excluded => "Loại",
        Effect::Stopped => "Dừng chấm",
    }
}

/// Tells when a knock-out takes place, and why.
pub(super) fn reason(knock_out: &KnockOut) -> String {
    let when = match knock_out.at_mark {
        Some(mark) => format!("khi chấm {mark} điểm"),
        None => "do người thẩm định kết luận, không theo điểm".to_owned(),
    };
    format!("{} ({when})", knock_out.reason.trim_end_matches('.'))
}

/// Tells what stands below a criterion, in the order in which a reader needs it.
pub(super) fn remarks(set: &ProductSet, criterion: &Criterion) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut add = |label, text: Option<String>, open| {
        remarks.extend(text.map(|text| Remark { label, text, open }));
    };
    add("Mức tối thiểu", minimum(criterion.minimum), false);
    add("Theo loại hình", by_owner(criterion), false);
    let needed = criterion.needs.and_then(|index| set.criteria.get(index));
    add("Chỉ chấm khi", needed.map(needs), false);
    let note = criterion.note.as_deref();
    add("Ghi chú", note.map(|note| bare_note(note).to_owned()), false);
    if let Some(knock_out) = &criterion.knock_out {
        add(effect(knock_out), Some(reason(knock_out)), false);
    }
    for slip in &criterion.slips {
        let owners = if slip.owners.is_empty() {
            String::new()
        } else {
            format!(" Chỉ với {}.", forms(&slip.owners))
        };
        let told = format!("{}. Đọc là: {}. Vì: {}.{owners}", slip.printed, slip.read_as, slip.why);
        add("Chỗ in lỗi", Some(told), true);
    }
    let doubtful = (!criterion.doubtful.is_empty())
        .then(|| format!("{}: không in, vẫn được nhận", marks(&criterion.doubtful)));
    add("Mức ngoài bản in", doubtful, true);
    let unsure = match criterion.honesty {
        Honesty::Verified => None,
        Honesty::Inferred => Some("bản chép thiếu hoặc in lỗi, đọc theo điều hiển nhiên"),
        Honesty::Doubtful => Some("giữ như bản chép, có thể sai; đối chiếu chỗ này trước"),
    };
    let label = if criterion.honesty == Honesty::Doubtful { "Còn ngờ" } else { "Suy ra" };
    add(label, unsure.map(str::to_owned), true);
    remarks
}

/// Returns a note without the words that its label says already.
fn bare_note(note: &str) -> &str {
    note.strip_prefix("Ghi chú:").map_or(note, str::trim_start)
}

fn needs(needed: &Criterion) -> String {
    let code = &needed.code;
    format!("tiêu chí {code} lớn hơn 0; tiêu chí {code} là 0 thì để trống hoặc ghi 0")
}

/// Tells the marks of each legal form, those with the same marks together.
fn by_owner(criterion: &Criterion) -> Option<String> {
    let mut together: BTreeMap<&[u8], Vec<LegalForm>> = BTreeMap::new();
    for (form, marks) in &criterion.by_owner {
        together.entry(marks).or_default().push(*form);
    }
    let told = together.iter().map(|(allowed, of)| {
        format!("{} điểm: {}", marks(*allowed).replace(" · ", " hoặc "), forms(of))
    });
    let told: Vec<_> = told.collect();
    (!told.is_empty()).then(|| told.join("; "))
}
