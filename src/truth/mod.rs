//! Checks whether what `round.toml` says can be true: its dates, names, numbers and people against
//! each other and the calendar.
//!
//! A contradiction that would make a paper say something false is an error, and that paper waits.
//! Something that may be right is a warning, which the office can accept. This desk never reads a
//! workbook and never changes what the office wrote.

mod acts;
mod people;
mod places;
mod provinces;
mod signers;
mod symbols;
#[cfg(test)]
mod tests;
mod times;
mod told;
mod units;

use rust_decimal::Decimal;
use time::Date;

pub use self::told::UntruePapers;
use self::told::{TruthFindings, at};
use crate::communes::Communes;
use crate::criteria::{Act, Criteria, ProductSet};
use crate::finding::{Code, Finding, Findings};
use crate::forms::set_key;
use crate::round::{PaperKind, Round};

/// Finds everything in a round that is impossible or unlikely. Also returns the papers that must
/// wait for it. What depends on the act is checked once `act` is known.
#[must_use]
pub fn check(
    round: &Round,
    criteria: &Criteria,
    communes: &Communes,
    act: Option<&Act>,
) -> (UntruePapers, Findings) {
    let mut told = TruthFindings::default();
    times::check(round, &mut told);
    acts::check(round, criteria, &mut told);
    places::check(round, communes, &mut told);
    units::check(round, communes, &mut told);
    symbols::check(round, &mut told);
    people::check(round, &mut told);
    if let Some(act) = act {
        times::check_by_act(round, act, &mut told);
        signers::check(round, act, &mut told);
    }
    (told.untrue, told.findings)
}

/// Returns what is impossible about a day that a paper is to get; `None` when nothing is.
#[must_use]
pub fn out_of_order(round: &Round, kind: PaperKind, day: Date) -> Option<Finding> {
    times::out_of_order(round, kind, day)
}

/// Makes the note about what is not verified of the act used; `None` when everything is verified.
/// `products` are the products that are evaluated by it, each with its product set.
#[must_use]
pub fn unverified(act: &Act, products: &[(&str, &str)]) -> Option<Finding> {
    let of_papers = act.authority.unverified.iter().chain(&act.wording.unverified);
    let open: Vec<_> = act.unverified.iter().chain(of_papers).map(|open| ended(open)).collect();
    (!open.is_empty()).then(|| {
        let message = format!(
            "Bộ tiêu chí theo {} còn những điều chưa được kiểm chứng.{}",
            act.cited(),
            touched(act, products)
        );
        Finding::new(Code::CriteriaUnverified, at("rules.criteria"), message)
            .found(open.join(" "))
            .remedy(
                "Chỉ để biết, không phải làm gì. Thấy chỗ nào khác với bản chính của văn bản thì \
                 báo người cung cấp chương trình.",
            )
    })
}

/// Says which products are of a set that is not verified, and what that means for them.
fn touched(act: &Act, products: &[(&str, &str)]) -> String {
    if act.sets.is_empty() || products.is_empty() {
        return String::new();
    }
    let mut sets: Vec<(&ProductSet, Vec<&str>)> = Vec::new();
    for (product, name) in products {
        let wanted = set_key(name);
        let set = act.set(|name| set_key(name) == wanted);
        let Some(set) = set.filter(|set| set.unverified.is_some()) else { continue };
        match sets.iter_mut().find(|(known, _)| known.name == set.name) {
            Some((_, products)) => products.push(product),
            None => sets.push((set, vec![product])),
        }
    }
    let told = sets.iter().map(|(set, products)| {
        format!("{} (bộ “{}”: {})", products.join(", "), set.name, doubt(set).trim_end_matches('.'))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return " Trong đợt này không có sản phẩm nào thuộc bộ sản phẩm còn chỗ chưa kiểm chứng."
            .to_owned();
    }
    format!(
        " Trong đợt này chạm tới: {}. Hạng sao vẫn tính từ tổng điểm của Hội đồng. Sản phẩm khác của \
         đợt không thuộc bộ nào như vậy.",
        told.join("; ")
    )
}

/// What is not verified of a product set, as far as ballots are checked by it.
fn doubt(set: &ProductSet) -> String {
    if set.criteria.is_empty() {
        return "chỉ kiểm tra được tổng điểm từng phần của phiếu, không kiểm tra được từng tiêu chí"
            .to_owned();
    }
    if set.total < Decimal::ONE_HUNDRED {
        return format!(
            "các tiêu chí chỉ cộng được {} điểm, nên điểm từng phần của phiếu được so với mức \
             chung của phần ấy",
            set.total.normalize()
        );
    }
    set.unverified.clone().unwrap_or_default()
}

/// A sentence with its full stop.
fn ended(sentence: &str) -> String {
    format!("{}.", sentence.trim_end_matches(['.', ' ']))
}
