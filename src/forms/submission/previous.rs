//! Holds the products of lists against the results of earlier rounds: fills in what a list does not
//! say of an earlier recognition, and reports what it says otherwise.

use std::collections::BTreeMap;

use careful_spreadsheet::text;
use time::Date;

use super::{ProductEntry, RegistrationKind};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Forms, Sourced, owner_key, product_key};
use crate::round::{PreviousResult, short_date};

/// Completes the products of the lists from the results of earlier rounds, the latest first. What
/// was filled in is told as a note, what a list says otherwise as a warning.
pub fn complete(previous: &[PreviousResult], forms: &mut Forms) -> Findings {
    let mut findings = Findings::default();
    let key = |product: &str, owner: &str| (product_key(product), owner_key(owner));
    let mut known: BTreeMap<_, &PreviousResult> = BTreeMap::new();
    for result in previous {
        known.entry(key(&result.product, &result.owner)).or_insert(result);
    }
    let entries = forms.submissions.iter_mut().flat_map(|list| &mut list.entries);
    for entry in entries {
        if let Some(result) = known.get(&key(&entry.product.value, &entry.owner.name.value)) {
            compare(result, entry, &mut findings);
        }
    }
    findings
}

/// Compares one product with its earlier result.
fn compare(result: &PreviousResult, entry: &mut ProductEntry, findings: &mut Findings) {
    if entry.registration.kind() == RegistrationKind::First {
        // Whether it is an upgrade or an evaluation anew only the office can say.
        findings.push(not_first(result, entry));
        return;
    }
    let place = || Place::file(&result.file);
    let registration = &mut entry.registration;
    let mut filled = Vec::new();
    match &registration.star {
        Some(star) if star.value != result.star => {
            let says = format!("{} sao", star.value);
            findings.push(differs(result, &star.place, "Hạng sao đã đạt", &says));
        }
        Some(_) => {}
        None => {
            registration.star = Some(Sourced { value: result.star, place: place() });
            filled.push(format!("{} sao", result.star));
        }
    }
    let plain = |number: &str| text::bare(number).replace([' ', '-'], "");
    match (&registration.decision, &result.decision) {
        (Some(own), Some(theirs)) if plain(&own.value) != plain(theirs) => {
            findings.push(differs(result, &own.place, "Quyết định công nhận", &own.value));
        }
        (None, Some(theirs)) => {
            registration.decision = Some(Sourced { value: theirs.clone(), place: place() });
            filled.push(format!("quyết định {theirs}"));
        }
        _ => {}
    }
    let mut day = |own: &mut Option<Sourced<Date>>, theirs: Option<Date>, name: &str| {
        let Some(theirs) = theirs else { return };
        match own {
            Some(own) if own.value != theirs => {
                findings.push(differs(result, &own.place, name, &short_date(own.value)));
            }
            Some(_) => {}
            None => {
                *own = Some(Sourced { value: theirs, place: place() });
                let mut letters = name.chars();
                let first = letters.next().into_iter().flat_map(char::to_lowercase);
                let name: String = first.chain(letters).collect();
                filled.push(format!("{name} {}", short_date(theirs)));
            }
        }
    };
    day(&mut registration.decided, result.decided, "Ngày quyết định công nhận");
    day(&mut registration.valid_to, result.valid_to, "Ngày hết hạn giấy chứng nhận");
    if !filled.is_empty() {
        findings.push(taken(result, entry, &filled.join(", ")));
    }
}

/// What an earlier round says of a product, in words.
fn said(result: &PreviousResult) -> String {
    let decision = result.decision.as_ref().map(|number| format!(", quyết định {number}"));
    let day = result.decided.map(|day| format!(" ngày {}", short_date(day)));
    let end = result.valid_to.map(|day| format!(", có giá trị đến {}", short_date(day)));
    let more = [decision, day, end].into_iter().flatten().collect::<String>();
    format!("{}: {} sao{more} ({})", result.round, result.star, result.file)
}

/// The finding about a product that was recognised before and is listed as a first registration.
fn not_first(result: &PreviousResult, entry: &ProductEntry) -> Finding {
    let kind = entry.registration.kind.as_ref();
    let (place, found) = match kind {
        Some(kind) => (&kind.place, "đăng ký lần đầu"),
        None => (&entry.product.place, "danh sách không ghi lần đăng ký"),
    };
    let message = format!(
        "Sản phẩm “{}” đã được công nhận ở một đợt trước nên không phải đăng ký lần đầu.",
        entry.product.value
    );
    Finding::new(Code::PreviousDiffers, place.clone(), message)
        .heading("Lần đăng ký")
        .found(found)
        .allowed(format!("nâng hạng hoặc đánh giá lại; {}", said(result)))
        .remedy("Ghi đúng lần đăng ký và hạng sao đã đạt trong danh sách.")
}

/// The finding about a value that an earlier round has otherwise.
fn differs(result: &PreviousResult, place: &Place, heading: &str, found: &str) -> Finding {
    let message = "Danh sách ghi khác kết quả của đợt đánh giá trước; giá trị trong danh sách được \
                   dùng.";
    Finding::new(Code::PreviousDiffers, place.clone(), message)
        .heading(heading)
        .found(found)
        .allowed(said(result))
        .remedy("Đối chiếu quyết định công nhận rồi sửa ô này.")
}

/// The note about what was filled in.
fn taken(result: &PreviousResult, entry: &ProductEntry, filled: &str) -> Finding {
    let message = "Danh sách không ghi đủ kết quả đã được công nhận; đã lấy từ kết quả của đợt \
                   trước.";
    Finding::new(Code::TakenFromPrevious, entry.product.place.clone(), message)
        .heading(&entry.product.value)
        .found(filled)
        .allowed(said(result))
        .remedy("Không phải làm gì nếu đúng; nếu không, ghi kết quả đúng vào danh sách.")
}
