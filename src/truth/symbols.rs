//! Checks the numbers and symbols of the papers: each symbol is of the right type, each number is
//! given once.

use std::collections::BTreeMap;

use super::told::{TruthFindings, at};
use crate::finding::{Code, Finding};
use crate::round::{PaperKind, PaperSettings, Round, is_filled, pad_number};

/// Abbreviations of paper types in symbols (Nghị định 30/2020/NĐ-CP, Phụ lục III, mục I).
const TYPES: [&str; 18] = [
    "NQ", "QĐ", "CT", "QC", "TB", "HD", "CTR", "KH", "PA", "ĐA", "BC", "BB", "TTR", "GM", "GUQ",
    "TC", "PG", "TRS",
];

/// Checks the number and symbol of every paper.
pub(super) fn check(round: &Round, told: &mut TruthFindings) {
    let set = |kind: &PaperKind| round.papers.is_set(*kind);
    let mut numbers: BTreeMap<(String, i32, u32, String), Vec<PaperKind>> = BTreeMap::new();
    for kind in PaperKind::ALL.into_iter().filter(set) {
        let paper: &PaperSettings = &round.paper(kind);
        if is_filled(&paper.symbol) {
            symbol(kind, paper, told);
        }
        if let Some(number) = paper.number {
            if number == 0 {
                let finding = of(kind, "number", "Số văn bản không thể là 0.")
                    .found(number)
                    .remedy("Ghi số văn thư đã cấp; chưa có số thì bỏ dòng number.");
                told.hold([kind], finding);
            }
            let symbol = paper.symbol.split_whitespace().collect::<String>().to_uppercase();
            numbers
                .entry((paper.issuer.clone(), paper.date.year(), number, symbol))
                .or_default()
                .push(kind);
        }
    }
    for ((_, year, number, _), papers) in
        numbers.into_iter().filter(|((.., number, _), papers)| *number > 0 && papers.len() > 1)
    {
        let named =
            papers.iter().map(|kind| kind.name().to_lowercase()).collect::<Vec<_>>().join(", ");
        let first: &PaperSettings = &round.paper(papers[0]);
        let message = format!(
            "Một số và ký hiệu được ghi cho nhiều văn bản của một cơ quan trong một năm ({named})."
        );
        let finding = of(papers[papers.len() - 1], "number", &message)
            .found(format!("{}/{} năm {year}", pad_number(u64::from(number)), first.symbol))
            .remedy("Ghi đúng số văn thư đã cấp cho từng văn bản.");
        told.hold(papers, finding);
    }
}

/// Makes the finding that a number or symbol is impossible.
fn of(kind: PaperKind, key: &str, message: &str) -> Finding {
    Finding::new(Code::NumberImpossible, at(format!("papers.{}.{key}", kind.key())), message)
}

/// Checks that a symbol begins with the type of its paper.
fn symbol(kind: PaperKind, paper: &PaperSettings, told: &mut TruthFindings) {
    let typed = paper.symbol.trim().to_uppercase();
    let first = typed.split('-').next().unwrap_or_default();
    let name = kind.name();
    if kind.type_mark().is_some_and(|mark| mark.to_uppercase() == first) {
        return;
    }
    let example = match kind.type_mark() {
        Some(wanted) => format!("{wanted}-…"),
        None => "ký hiệu không có tên loại văn bản, ví dụ HĐOCOP hoặc UBND-…".to_owned(),
    };
    if TYPES.contains(&first) {
        let finding =
            of(kind, "symbol", &format!("{name} mang ký hiệu của một loại văn bản khác."))
                .found(&paper.symbol)
                .allowed(example)
                .remedy("Sửa symbol của văn bản này.");
        told.hold([kind], finding);
    } else if kind.type_mark().is_some() {
        told.doubt(
            Finding::new(
                Code::SymbolDoubtful,
                at(format!("papers.{}.symbol", kind.key())),
                format!(
                    "Ký hiệu không bắt đầu bằng tên loại viết tắt của {}.",
                    name.to_lowercase()
                ),
            )
            .found(&paper.symbol)
            .allowed(example)
            .remedy("Sửa symbol; cơ quan quy định ký hiệu khác thì chấp nhận ở [[accept]]."),
        );
    }
}
