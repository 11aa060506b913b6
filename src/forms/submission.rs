//! A district's submission (hồ sơ đề nghị): the list of products it proposes, with the scores of its own council.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Sourced;
use super::heading::{self, Field, Header};
use super::value;
use crate::criteria::LegalForm;
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::intake::{Sheet, Value, text};
use crate::round::Round;

/// One sheet with products.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Submission {
    /// Index of the district in `round.toml`; `None` when the sheet names none of them.
    pub district: Option<usize>,
    /// The sheet.
    pub place: Place,
    /// The covering letter (công văn) of the district, as far as the sheet names it.
    pub letter: Letter,
    /// How many products the sheet says it has, wherever it says so.
    pub stated: Vec<Sourced<usize>>,
    /// The products, from top to bottom.
    pub entries: Vec<Entry>,
}

/// The covering letter (công văn) of a submission.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// Its number and symbol, e.g. `1234/UBND-NN`.
    pub number: Option<Sourced<String>>,
    /// Its day, `YYYY-MM-DD`.
    pub date: Option<Sourced<String>>,
}

/// Mandatory items of a dossier (Quyết định 1048/QĐ-TTg as amended by 781/QĐ-TTg): phiếu đăng ký sản phẩm, phương án kinh doanh,
/// giới thiệu bộ máy tổ chức, giấy đăng ký kinh doanh, sản phẩm mẫu. `None` where the list has no column for the item;
/// otherwise whether the list says that it is there.
pub type Dossier = [Option<Sourced<bool>>; 5];

/// One product that a district proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Name of the product, as the owner writes it.
    pub product: Sourced<String>,
    /// Product set (bộ sản phẩm).
    pub set: Sourced<String>,
    /// Who makes it.
    pub owner: Owner,
    /// Commune, where the list has a column for it.
    pub commune: Option<Sourced<String>>,
    /// Which mandatory items the dossier holds.
    pub dossier: Dossier,
    /// Average score of the district's council.
    #[serde(rename = "district_score")]
    pub score: DistrictScore,
    /// Stars the district proposes.
    #[serde(rename = "proposed_star")]
    pub star: Option<Sourced<u8>>,
}

/// Owner of a product (chủ thể).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owner {
    /// Name.
    pub name: Sourced<String>,
    /// Kind, as decisions count it.
    pub kind: Option<Sourced<OwnerKind>>,
    /// Legal forms that the kind and the name may mean; one when they are precise.
    pub legal_forms: Vec<LegalForm>,
    /// Address.
    pub address: Option<Sourced<String>>,
    /// Who speaks for the owner.
    pub representative: Option<Sourced<String>>,
    /// Telephone, compared with those of council members; never printed.
    #[serde(skip)]
    pub phone: Option<Sourced<String>>,
    /// Tax code, compared likewise.
    #[serde(skip)]
    pub tax_code: Option<Sourced<String>>,
}

/// Kind of owner (loại hình), as decisions count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    /// Hộ kinh doanh.
    Household,
    /// Tổ hợp tác.
    CooperativeGroup,
    /// Công ty, doanh nghiệp.
    Company,
    /// Hợp tác xã.
    Cooperative,
}

impl OwnerKind {
    /// All kinds, in the order decisions list them.
    pub const ALL: [Self; 4] = [Self::Household, Self::CooperativeGroup, Self::Company, Self::Cooperative];

    /// The kind in running text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Household => "hộ kinh doanh",
            Self::CooperativeGroup => "tổ hợp tác",
            Self::Company => "công ty",
            Self::Cooperative => "hợp tác xã",
        }
    }

    /// The kind of a legal form.
    fn of(form: LegalForm) -> Self {
        match form {
            LegalForm::Household => Self::Household,
            LegalForm::CooperativeGroup => Self::CooperativeGroup,
            LegalForm::Cooperative => Self::Cooperative,
            LegalForm::PrivateEnterprise
            | LegalForm::OneMemberLtd
            | LegalForm::MultiMemberLtd
            | LegalForm::JointStock => Self::Company,
        }
    }
}

/// Average score of the district's council.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DistrictScore {
    /// Parts A, B, C.
    pub parts: [Option<Sourced<Decimal>>; 3],
    /// Total as it stands in the file.
    pub total: Option<Sourced<Decimal>>,
}

impl DistrictScore {
    /// The score that counts: the total of the file, or the sum of the parts where the file has none.
    #[must_use]
    pub fn counted(&self) -> Option<Decimal> {
        self.total.as_ref().map(|total| total.value).or_else(|| self.sum())
    }

    /// Sum of the three parts, when all are there.
    #[must_use]
    pub fn sum(&self) -> Option<Decimal> {
        self.parts.iter().map(|part| part.as_ref().map(|part| part.value)).sum()
    }
}

/// Finds the header of a submission in this sheet. Headings that are missing or stand twice are reported.
pub(super) fn find(sheet: &Sheet, findings: &mut Findings) -> Option<Header> {
    let header = heading::find(sheet)?;
    let place = sheet.place(CellRef::new(header.top, 0));
    let needed = [Field::Product, Field::Set, Field::Owner, Field::Kind];
    let missing = needed.into_iter().filter(|field| header.column(*field).is_none());
    findings.extend(missing.map(|field| {
        Finding::new(Code::HeadingMissing, place.clone(), format!("Bảng không có cột “{}”.", field.name()))
            .allowed(field.name())
            .remedy("Thêm cột này, hoặc sửa tiêu đề cột cho đúng chữ.")
    }));
    for (field, columns) in
        header.columns.iter().filter(|(field, columns)| **field != Field::Order && columns.len() > 1)
    {
        findings.push(
            Finding::new(
                Code::HeadingTwice,
                sheet.place(CellRef::new(header.top, columns[1])),
                format!("Có {} cột cùng là “{}”; chỉ cột bên trái được đọc.", columns.len(), field.name()),
            )
            .remedy("Bỏ cột thừa hoặc sửa tiêu đề của nó."),
        );
    }
    let readable = [Field::Product, Field::Owner].into_iter().all(|field| header.column(field).is_some());
    readable.then_some(header)
}

/// Reads the products under the header.
pub(super) fn read(round: &Round, sheet: &Sheet, header: &Header, findings: &mut Findings) -> Option<Submission> {
    let district = district(round, sheet, header);
    let mut entries = Vec::new();
    let mut closed = false;
    for row in sheet.rows().skip_while(|row| *row < header.body) {
        match kind_of_row(sheet, header, row, closed) {
            RowKind::Product => entries.extend(entry(sheet, header, row, findings)),
            RowKind::Totals => closed = true,
            RowKind::Other => {}
        }
    }
    if entries.is_empty() {
        return None;
    }
    if district.is_none() {
        findings.push(district_unknown(round, sheet));
    }
    let (letter, stated) = (Letter::default(), Vec::new());
    Some(Submission { district, place: sheet.place.clone(), letter, stated, entries })
}

/// The district that the lines above the header name first.
fn district(round: &Round, sheet: &Sheet, header: &Header) -> Option<usize> {
    let names: Vec<String> = round.districts.iter().map(|district| text::bare(&district.name)).collect();
    let above = sheet.rows().take_while(|row| *row < header.top);
    let lines = above.flat_map(|row| sheet.row(row)).filter_map(|(_, cell)| cell.text()).map(text::bare);
    let mut found = lines.filter_map(|line| {
        let matching = names.iter().enumerate().filter(|(_, name)| line.contains(name.as_str()));
        matching.max_by_key(|(_, name)| name.len()).map(|(index, _)| index)
    });
    found.next()
}

fn district_unknown(round: &Round, sheet: &Sheet) -> Finding {
    let known: Vec<_> = round.districts.iter().map(|district| district.name.as_str()).collect();
    Finding::new(Code::DistrictUnknown, sheet.place.clone(), "Phía trên bảng không có tên huyện, thành phố gửi hồ sơ.")
        .allowed(known.join("; "))
        .remedy("Ghi tên đơn vị ở đầu trang tính, ví dụ “UBND HUYỆN SÌN HỒ”, hoặc thêm đơn vị vào round.toml.")
}

enum RowKind {
    /// A product.
    Product,
    /// The totals row; what follows is no product unless it is numbered.
    Totals,
    /// A section line, a row of column numbers, a signature, an empty row.
    Other,
}

fn kind_of_row(sheet: &Sheet, header: &Header, row: u32, closed: bool) -> RowKind {
    let own = |field: Field| header.column(field).and_then(|column| sheet.cell(CellRef::new(row, column)));
    let first = sheet.row(row).find_map(|(_, cell)| cell.text()).map(text::bare).unwrap_or_default();
    if is_totals(&first) {
        return RowKind::Totals;
    }
    let numbered = own(Field::Order).is_some_and(|cell| is_order(&cell.value));
    let named = own(Field::Product).is_some_and(|cell| !cell.shown().is_empty() && !is_column_number(&cell.shown()));
    let owner = header.column(Field::Owner).and_then(|column| value::text(sheet, CellRef::new(row, column)));
    let scored = [Field::Total, Field::PartA, Field::PartB, Field::PartC].into_iter().any(|field| own(field).is_some());
    let product =
        if closed { numbered && named } else { named && (owner.is_some() || scored) || numbered && (named || scored) };
    if product { RowKind::Product } else { RowKind::Other }
}

/// `Tổng cộng: 6 sản phẩm`, `Cộng`. Not `Công ty …`.
fn is_totals(words: &str) -> bool {
    let words = words.trim_end_matches([':', '.', ' ']);
    ["cong", "tong"].contains(&words)
        || ["tong cong", "tong so", "cong:", "tong:"].iter().any(|start| words.starts_with(start))
}

/// `1`, `01`, `1.`
fn is_order(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Text(text) => {
            let text = text.trim_end_matches('.');
            !text.is_empty() && text.chars().all(|sign| sign.is_ascii_digit())
        }
        _ => false,
    }
}

/// `(2)` or `2`, as in the row of column numbers under a header.
fn is_column_number(text: &str) -> bool {
    let inner = text.trim_matches(['(', ')', '[', ']', ' ']);
    !inner.is_empty() && inner.chars().all(|sign| sign.is_ascii_digit())
}

/// One product; `None`, with findings, when a cell that is needed is empty.
fn entry(sheet: &Sheet, header: &Header, row: u32, findings: &mut Findings) -> Option<Entry> {
    let at = |field: Field| header.column(field).map(|column| CellRef::new(row, column));
    let words = |field: Field| at(field).and_then(|at| value::text(sheet, at));
    let mut needed = |field: Field| {
        let words = words(field);
        if let (None, Some(at)) = (&words, at(field)) {
            findings.push(
                Finding::new(Code::ValueMissing, sheet.place(at), format!("Ô “{}” để trống.", field.name()))
                    .heading(field.name())
                    .remedy("Điền giá trị vào ô."),
            );
        }
        words
    };
    let (product, set, owner) = (needed(Field::Product), needed(Field::Set), needed(Field::Owner));
    let typed = needed(Field::Kind);
    let mut number = |field: Field| value::decimal_or_finding(sheet, at(field)?, field.name(), findings);
    let parts = [Field::PartA, Field::PartB, Field::PartC].map(&mut number);
    let total = number(Field::Total);
    let star = at(Field::Star).and_then(|at| value::stars(sheet, at, Field::Star.name(), findings));
    let name = owner?;
    let legal_forms = legal_forms(typed.as_ref(), &name);
    let owner = Owner {
        kind: typed.and_then(|typed| owner_kind(typed, &legal_forms, findings)),
        legal_forms,
        name,
        address: words(Field::Address),
        representative: words(Field::Representative),
        phone: words(Field::Phone),
        tax_code: words(Field::TaxCode),
    };
    let (commune, dossier) = (None, Dossier::default());
    Some(Entry { product: product?, set: set?, owner, commune, dossier, score: DistrictScore { parts, total }, star })
}

/// What the kind says, narrowed by the name where the kind alone is not precise (`công ty`).
fn legal_forms(typed: Option<&Sourced<String>>, name: &Sourced<String>) -> Vec<LegalForm> {
    let forms = |words: &Sourced<String>| LegalForm::of(&text::bare(&words.value));
    let (by_kind, by_name) = (typed.map_or(&[][..], forms), forms(name));
    let both: Vec<_> = by_kind.iter().copied().filter(|form| by_name.contains(form)).collect();
    if both.is_empty() { by_kind.to_vec() } else { both }
}

fn owner_kind(typed: Sourced<String>, forms: &[LegalForm], findings: &mut Findings) -> Option<Sourced<OwnerKind>> {
    if let Some(form) = forms.first() {
        return Some(Sourced { value: OwnerKind::of(*form), place: typed.place });
    }
    findings.push(
        Finding::new(Code::ValueUnreadable, typed.place, "Loại hình chủ thể không có trong danh sách.")
            .heading(Field::Kind.name())
            .found(typed.value)
            .allowed(LegalForm::ALL.map(LegalForm::name).join(", ")),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sourced(value: &str) -> Sourced<String> {
        Sourced { value: value.into(), place: Place::file("x.xlsx") }
    }

    #[test]
    fn a_vague_kind_is_narrowed_by_the_name() {
        let forms = |kind: &str, name: &str| legal_forms(Some(&sourced(kind)), &sourced(name));
        assert_eq!(forms("Công ty", "Công ty TNHH MTV Đồi Xanh"), [LegalForm::OneMemberLtd]);
        assert_eq!(forms("HTX", "Hợp tác xã Mây Núi"), [LegalForm::Cooperative]);
        assert_eq!(forms("Hộ kinh doanh", "Bếp Lửa"), [LegalForm::Household]);
        assert!(forms("Hợp đồng", "Bếp Lửa").is_empty());
    }
}
