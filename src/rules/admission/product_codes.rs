//! Checks the codes of products (mã số sản phẩm) that lists give, and offers one where none is.

use std::collections::BTreeMap;

use crate::communes::{Communes, NamedCommune, Province};
use crate::criteria::{ProductCodeForm, SubmittingUnits};
use crate::finding::{Code, Finding, Findings};
use crate::forms::{ProductEntry, Sourced};
use crate::round::Round;
use crate::rules::Candidate;

/// Reports codes that have not the form of the act, or not the province, the unit or the year of the
/// product, and codes that two products have. A product without a code is offered one, quietly.
pub(in crate::rules) fn check(
    round: &Round,
    communes: Option<&Communes>,
    candidates: &mut [Candidate<'_>],
    findings: &mut Findings,
) {
    if candidates.iter().all(|candidate| candidate.act.product_code.is_none()) {
        return;
    }
    let province =
        communes.and_then(|communes| communes.province_on(&round.round.province, round.round.from));
    let mut seen: BTreeMap<String, &Sourced<String>> = BTreeMap::new();
    for candidate in candidates {
        let act = candidate.act;
        let Some(form) = &act.product_code else { continue };
        let parts = ProductCode::expected(round, form, province.as_ref(), candidate);
        let entry = candidate.entry;
        let Some(code) = &entry.code else {
            candidate.offered_code = parts.offered();
            continue;
        };
        findings.extend(parts.wrong(form, code));
        if let Some(first) = seen.insert(plain(&code.value), code) {
            findings.push(twice(first, code));
        }
    }
}

/// What is known of the code that a product must have.
struct ProductCode<'a> {
    province: Option<&'a str>,
    unit: Option<&'a str>,
    /// What the unit is called, for findings.
    name: Option<&'a str>,
    year: u16,
}

impl<'a> ProductCode<'a> {
    fn expected(
        round: &Round,
        form: &ProductCodeForm,
        province: Option<&'a Province>,
        candidate: &Candidate<'_>,
    ) -> Self {
        let unit = province.and_then(|province| {
            let name = &round.districts[candidate.district].name;
            unit(province, form.unit, name, candidate.entry)
        });
        Self {
            province: province.map(|province| province.code.as_str()),
            unit: unit.map(|(_, code)| code).filter(|code| code.len() == form.unit_digits),
            name: unit.map(|(name, _)| name),
            year: round.round.year,
        }
    }

    /// The code for a product whose list has none, with `STT` for the number that the unit gives;
    /// `None` where province or unit are not known.
    fn offered(&self) -> Option<String> {
        Some(format!("{}-{}-STT-{}", self.province?, self.unit?, self.year))
    }

    /// The finding about a code that is not as expected.
    fn wrong(&self, form: &ProductCodeForm, code: &Sourced<String>) -> Option<Finding> {
        let typed = plain(&code.value);
        let pieces: Vec<&str> = typed.split('-').collect();
        let told = |message: &str, right: String| {
            Some(
                Finding::new(Code::ProductCodeWrong, code.place.clone(), message)
                    .heading("Mã số sản phẩm")
                    .found(&code.value)
                    .allowed(right)
                    .remedy("Sửa mã số trong danh sách và trên hồ sơ sản phẩm."),
            )
        };
        let [province, unit, number, year] = pieces.as_slice() else {
            return told("Mã số sản phẩm không đúng dạng.", self.right(form, None));
        };
        let figures = |text: &str, digits: std::ops::RangeInclusive<usize>| {
            digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let formed = figures(province, 2..=2)
            && figures(unit, form.unit_digits..=form.unit_digits)
            && figures(number, 1..=4)
            && figures(year, 4..=4);
        if !formed {
            return told("Mã số sản phẩm không đúng dạng.", self.right(form, None));
        }
        let differs =
            |expected: Option<&str>, piece: &str| expected.is_some_and(|one| one != piece);
        let year_differs = year.parse() != Ok(self.year);
        let wrong: Vec<&str> = [
            (differs(self.province, province), "mã tỉnh"),
            (differs(self.unit, unit), unit_name(form.unit)),
            (year_differs, "năm đánh giá"),
        ]
        .into_iter()
        .filter_map(|(wrong, what)| wrong.then_some(what))
        .collect();
        if wrong.is_empty() {
            return None;
        }
        let of = self.name.map(|name| format!(" của {name}")).unwrap_or_default();
        let message =
            format!("Mã số sản phẩm ghi sai {}; mã đúng{of} ghi bên cạnh.", wrong.join(", "));
        told(&message, self.right(form, Some([*province, *unit, *number])))
    }

    /// The right code. Parts that are not known are those that were typed, where the code has the
    /// right form, else letters.
    fn right(&self, form: &ProductCodeForm, typed: Option<[&str; 3]>) -> String {
        let letter = if form.unit == SubmittingUnits::Commune { "(X)" } else { "(H)" };
        let [province, unit, number] = typed.unwrap_or(["(T)", letter, "(STT)"]);
        let [province, unit] = [self.province.unwrap_or(province), self.unit.unwrap_or(unit)];
        format!("{province}-{unit}-{number}-{}", self.year)
    }
}

/// The code of a product's unit, with its name: that of its district, or of the only commune that
/// the submitting unit, the list or the address names.
fn unit<'a>(
    province: &'a Province,
    of: SubmittingUnits,
    submitting: &str,
    entry: &ProductEntry,
) -> Option<(&'a str, &'a str)> {
    if of == SubmittingUnits::District {
        let district = &province.districts[province.district(submitting)?];
        return Some((&district.name, &district.code));
    }
    let named = [
        NamedCommune::in_column(submitting),
        entry.commune.as_ref().and_then(|cell| NamedCommune::in_column(&cell.value)),
        entry.owner.address.as_ref().and_then(|cell| NamedCommune::in_address(&cell.value)),
    ];
    named.into_iter().flatten().find_map(|named| match province.meant(&named).as_slice() {
        [only] => Some((only.name.as_str(), only.code.as_str())),
        _ => None,
    })
}

/// What the code of a unit is called.
fn unit_name(unit: SubmittingUnits) -> &'static str {
    match unit {
        SubmittingUnits::District => "mã huyện",
        SubmittingUnits::Commune => "mã xã",
    }
}

/// A code without spaces and with plain hyphens.
fn plain(code: &str) -> String {
    let signs = code.chars().filter(|sign| !sign.is_whitespace());
    signs.map(|sign| if matches!(sign, '–' | '—' | '.' | '/') { '-' } else { sign }).collect()
}

/// The finding about a code that another product has too.
fn twice(first: &Sourced<String>, code: &Sourced<String>) -> Finding {
    Finding::new(
        Code::ProductCodeWrong,
        code.place.clone(),
        "Hai sản phẩm trong danh sách có cùng một mã số.",
    )
    .heading("Mã số sản phẩm")
    .found(format!("{} (chỗ kia: {})", code.value, first.place))
    .allowed("mỗi sản phẩm một mã số")
    .remedy("Sửa số thứ tự trong mã của một trong hai sản phẩm.")
}
