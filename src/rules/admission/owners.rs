//! Checks the owners: whether one has two legal forms, and whether two have nearly the same name.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use crate::criteria::LegalForm;
use crate::finding::{Code, Finding, Findings};
use crate::forms::{Owner, person_key};
use crate::rules::names::{FoldedNames, tax_code};
use crate::rules::near::{WordIndex, twins};
use crate::rules::{Candidate, Standing};

/// The legal forms with which names of owners begin, every abbreviation written out.
const BEGINNINGS: [&str; 6] = [
    "hợp tác xã ",
    "liên hiệp hợp tác xã ",
    "tổ hợp tác ",
    "hộ kinh doanh ",
    "công ty ",
    "doanh nghiệp ",
];

/// Words of legal forms, which are no part of the name proper; a longer one before the one that it
/// begins with.
const FORM_WORDS: [&str; 12] = [
    "liên hiệp hợp tác xã",
    "hợp tác xã",
    "tổ hợp tác",
    "hộ kinh doanh",
    "công ty",
    "trách nhiệm hữu hạn",
    "cổ phần",
    "một thành viên",
    "hai thành viên trở lên",
    "hai thành viên",
    "doanh nghiệp tư nhân",
    "doanh nghiệp",
];

/// Reports owners that have two legal forms, whose products wait, and owners whose names are nearly
/// the same.
pub(in crate::rules) fn check(
    candidates: &mut [Candidate<'_>],
    names: &[FoldedNames],
    findings: &mut Findings,
) {
    let mut owners: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        owners.entry((candidates[index].district, &name.owner)).or_default().push(index);
    }
    for ((_, name), products) in &owners {
        two_kinds(name, products, candidates, findings);
    }
    nearly_one(&owners, candidates, findings);
}

/// Tells rows of one owner whose legal form does not agree with the owner's name, or with other
/// rows, and holds the products concerned.
fn two_kinds(
    name: &str,
    products: &[usize],
    candidates: &mut [Candidate<'_>],
    findings: &mut Findings,
) {
    let by_name = if BEGINNINGS.iter().any(|start| name.starts_with(start)) {
        LegalForm::of(&text::bare(name))
    } else {
        &[]
    };
    let agree = |one: &[LegalForm], other: &[LegalForm]| {
        one.is_empty() || other.is_empty() || one.iter().any(|form| other.contains(form))
    };
    let forms = |index: &usize| candidates[*index].entry.owner.legal_forms.as_slice();
    let (fit, unfit): (Vec<usize>, Vec<usize>) =
        products.iter().partition(|index| agree(by_name, forms(index)));
    let first = fit.iter().copied().find(|index| !forms(index).is_empty());
    let differ: Vec<usize> = first
        .iter()
        .flat_map(|first| fit.iter().filter(|index| !agree(forms(first), forms(index))))
        .copied()
        .collect();
    findings.extend(unfit.iter().filter_map(|index| kind_and_name(&candidates[*index])));
    findings.extend(
        differ.iter().filter_map(|index| kind_again(&candidates[first?], &candidates[*index])),
    );
    let held = if differ.is_empty() { unfit } else { products.to_vec() };
    for index in held {
        if candidates[index].is_admitted() {
            candidates[index].standing =
                Standing::Refused("loại hình của chủ thể ghi không thống nhất".to_owned());
        }
    }
}

/// The finding about a kind that is not the one in the owner's name.
fn kind_and_name(candidate: &Candidate<'_>) -> Option<Finding> {
    let owner = &candidate.entry.owner;
    let kind = owner.kind.as_ref()?;
    let message =
        "Loại hình ghi trong ô khác với loại hình trong tên của chủ thể; sản phẩm phải chờ.";
    Some(
        Finding::new(Code::OwnerOfTwoKinds, kind.place.clone(), message)
            .heading("Loại hình")
            .found(format!("{}, loại hình: {}", owner.name.value, kind.value.name()))
            .remedy("Đối chiếu giấy đăng ký kinh doanh rồi sửa loại hình hoặc tên chủ thể."),
    )
}

/// The finding about a kind that is not the one of an earlier row.
fn kind_again(first: &Candidate<'_>, later: &Candidate<'_>) -> Option<Finding> {
    let (one, other) = (first.entry.owner.kind.as_ref()?, later.entry.owner.kind.as_ref()?);
    let message = "Một chủ thể có hai loại hình; sản phẩm của chủ thể phải chờ.";
    Some(
        Finding::new(Code::OwnerOfTwoKinds, other.place.clone(), message)
            .heading("Loại hình")
            .found(format!(
                "{}: {} ở đây, {} ở {}",
                later.entry.owner.name.value,
                other.value.name(),
                one.value.name(),
                one.place
            ))
            .remedy(
                "Đối chiếu giấy đăng ký kinh doanh rồi ghi một loại hình cho mọi sản phẩm của chủ \
                 thể.",
            ),
    )
}

/// Tells owners whose names differ only in a letter, a tone or the words of their legal form.
fn nearly_one(
    owners: &BTreeMap<(usize, &str), Vec<usize>>,
    candidates: &[Candidate<'_>],
    findings: &mut Findings,
) {
    // Of the products of one owner, the first in the order of the lists stands for the name.
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for ((_, name), first) in owners.iter().filter_map(|(key, all)| Some((key, *all.first()?))) {
        by_name.entry(name).and_modify(|known| *known = first.min(*known)).or_insert(first);
    }
    let mut firsts: Vec<(usize, &str)> =
        by_name.into_iter().map(|(name, first)| (first, name)).collect();
    firsts.sort_unstable();
    let (words, spellings) = WordIndex::of(firsts.iter().map(|(_, name)| *name));
    let all: Vec<usize> = (0..firsts.len()).collect();
    let mut pairs = twins(&all, &words, &spellings);
    let mut cores: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for (place, (index, name)) in firsts.iter().enumerate() {
        let Some(core) = core(name) else { continue };
        match cores.get(&(candidates[*index].district, core.clone())) {
            Some(earlier) => pairs.push((place, *earlier)),
            None => drop(cores.insert((candidates[*index].district, core), place)),
        }
    }
    let mut told = BTreeMap::new();
    for (later, earlier) in pairs {
        let [one, other] = [earlier, later].map(|place| &candidates[firsts[place].0].entry.owner);
        if !are_two(one, other) {
            told.entry(later).or_insert_with(|| alike(one, other));
        }
    }
    findings.extend(told.into_values());
}

/// The name without the words of its legal form; `None` where it has none, or fewer than two words
/// are left.
fn core(key: &str) -> Option<String> {
    let mut rest = format!(" {key} ");
    for words in FORM_WORDS {
        rest = rest.replace(&format!(" {words} "), " ");
    }
    let core = rest.trim().to_owned();
    (core.split(' ').count() >= 2 && core.len() < key.len()).then_some(core)
}

/// Whether different tax codes or representatives say that two owners are not one.
fn are_two(one: &Owner, other: &Owner) -> bool {
    let code = |owner: &Owner| owner.tax_code.as_ref().and_then(|code| tax_code(&code.value));
    let person =
        |owner: &Owner| owner.representative.as_ref().map(|person| person_key(&person.value));
    differ(code(one), code(other)) || differ(person(one), person(other))
}

/// Whether both values are known and are not the same.
fn differ(one: Option<String>, other: Option<String>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

/// The finding about an owner whose name is nearly that of another.
fn alike(earlier: &Owner, later: &Owner) -> Finding {
    let message =
        "Tên chủ thể này gần giống tên một chủ thể khác; có thể là một chủ thể ghi hai cách.";
    Finding::new(Code::OwnerNearlyTwice, later.name.place.clone(), message)
        .heading("Tên chủ thể")
        .found(format!(
            "{} (chủ thể kia: {}, {})",
            later.name.value, earlier.name.value, earlier.name.place
        ))
        .remedy(
            "Nếu là một chủ thể thì ghi một tên ở mọi dòng; nếu là hai thì ghi thêm mã số thuế \
             hoặc người đại diện.",
        )
}

/// The persons by whose names an owner is known: its representative, and the person after whom a
/// household is called.
pub(in crate::rules) struct Persons {
    representative: Option<String>,
    head: Option<String>,
}

impl Persons {
    /// The persons of an owner, whose folded name is `key`.
    pub(in crate::rules) fn of(owner: &Owner, key: &str) -> Self {
        let head = key.strip_prefix("hộ kinh doanh ").unwrap_or(key);
        Self {
            representative: owner.representative.as_ref().map(|name| person_key(&name.value)),
            head: Some(person_key(head)).filter(|head| head.contains(' ')),
        }
    }

    /// Where the owner has the name of this person, in Vietnamese; `None` where it does not. A
    /// single word is no name.
    pub(in crate::rules) fn bear(&self, person: &str) -> Option<&'static str> {
        let is = |name: &Option<String>| person.contains(' ') && name.as_deref() == Some(person);
        if is(&self.representative) {
            return Some(REPRESENTATIVE);
        }
        is(&self.head).then_some("trùng họ tên trong tên chủ thể")
    }
}

/// What is said where the representative of an owner has somebody's name.
pub(in crate::rules) const REPRESENTATIVE: &str = "trùng họ tên người đại diện";
