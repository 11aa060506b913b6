//! What stands below a criterion: its notes and its options.

use rust_xlsxwriter::XlsxError;

use super::pen::{MARK, ORDER, POINTS, Pen, REMARK, STAR, WORDING, WORDING_WIDTH, fixed};
use crate::blanks::look::Look;
use crate::criteria::{Criterion, Effect, KnockOut, MarkOption};
use crate::forms::form_keys::ballot_row;
use crate::sheet_look::height;

/// Writes what the act says beside the criterion, and what else a member must know of its marks.
pub(super) fn notes(
    pen: &mut Pen<'_>,
    criteria: &[Criterion],
    criterion: &Criterion,
) -> Result<(), XlsxError> {
    let needed = criterion.needs.and_then(|needed| criteria.get(needed)).map(|needed| {
        let code = &needed.code;
        format!("Chỉ chấm khi tiêu chí {code} trên 0 điểm; {code} là 0 thì để trống.")
    });
    let notes = criterion.note.clone().into_iter().chain(needed).chain(unprinted(criterion));
    for note in notes.chain(twice(criterion)) {
        row_of_text(pen, &note)?;
    }
    Ok(())
}

/// Writes a row with nothing but a wording.
fn row_of_text(pen: &mut Pen<'_>, text: &str) -> Result<(), XlsxError> {
    let look = pen.look;
    pen.form.key(pen.row, &[ballot_row::NOTE])?;
    pen.blank(&[ORDER, POINTS, STAR, MARK, REMARK], &look.note)?;
    pen.put(WORDING, text, &look.note)?;
    // The text is a little smaller than what heights are measured for.
    pen.high(height([(text, WORDING_WIDTH + 4)]))?;
    pen.next();
    Ok(())
}

/// Says which marks no option prints, and which owner may be given which, where no option says it.
fn unprinted(criterion: &Criterion) -> Option<String> {
    if criterion.scales.is_empty() {
        if criterion.by_owner.is_empty() {
            return Some(format!("Các mức điểm: {}.", listed(&criterion.allowed)));
        }
        let forms = criterion.by_owner.iter();
        let forms: Vec<_> =
            forms.map(|(form, marks)| format!("{} {}", form.name(), either(marks))).collect();
        return Some(format!("Các mức điểm: {}.", forms.join("; ")));
    }
    let is_printed = |mark: &u8| all(criterion).any(|option| option.mark == *mark);
    let unprinted: Vec<u8> =
        criterion.allowed.iter().copied().filter(|mark| !is_printed(mark)).collect();
    (!unprinted.is_empty())
        .then(|| format!("Mức {} cũng được nhận; bản in không ghi lời.", either(&unprinted)))
}

/// Says which marks stand at several options: the mark alone does not tell them apart.
fn twice(criterion: &Criterion) -> Option<String> {
    let is_twice = |mark: &&u8| all(criterion).filter(|option| option.mark == **mark).count() > 1;
    let twice: Vec<u8> = criterion.allowed.iter().filter(is_twice).copied().collect();
    (!twice.is_empty()).then(|| {
        let marks = listed(&twice);
        format!("Mức {marks} điểm in ở nhiều lựa chọn: khi chấm, các ô ấy cùng được đánh dấu.")
    })
}

fn all(criterion: &Criterion) -> impl Iterator<Item = &MarkOption> {
    criterion.scales.iter().flat_map(|scale| scale.options.iter())
}

/// Writes the options of a criterion; `row` is where its mark stands.
pub(super) fn options(
    pen: &mut Pen<'_>,
    criterion: &Criterion,
    key: &str,
    row: u32,
) -> Result<(), XlsxError> {
    let mark = fixed(row, MARK);
    let mut number = 0;
    for scale in &criterion.scales {
        if let Some(case) = &scale.case {
            row_of_text(pen, case)?;
        }
        for option in scale.options.iter() {
            number += 1;
            self::option(pen, option, &[key, &number.to_string()], &mark)?;
        }
    }
    Ok(())
}

fn option(
    pen: &mut Pen<'_>,
    option: &MarkOption,
    key: &[&str; 2],
    mark: &str,
) -> Result<(), XlsxError> {
    let points = option.mark;
    let Look { cell, value, .. } = pen.form.look;
    pen.form.key(pen.row, &[ballot_row::OPTION, key[0], key[1], &points.to_string()])?;
    let chosen = format!("=IF(ISNUMBER({mark}),IF({mark}={points},\"X\",\"□\"),\"□\")");
    pen.formula(ORDER, &chosen, "□", Some(&pen.look.group_value))?;
    pen.put(WORDING, &option.text, cell)?;
    pen.number(POINTS, points, value)?;
    let stars = option.star.map(|star| "*".repeat(star.into())).unwrap_or_default();
    pen.put(STAR, &stars, &pen.look.group_value)?;
    pen.blank(&[MARK, REMARK], cell)?;
    pen.high(height([(option.text.as_str(), WORDING_WIDTH)]))?;
    pen.next();
    Ok(())
}

/// Makes the formula for the stars whose least mark a mark misses (see the column); `None` where
/// nothing is asked. `cumulative` tells whether a star asks for the marks of the lower ones too.
pub(super) fn missed(criterion: &Criterion, valid: &str, cumulative: bool) -> Option<String> {
    let mut least = None;
    let mut terms = Vec::new();
    for (star, weight) in [(3, 1_u32), (4, 1_000), (5, 1_000_000)] {
        let own = criterion.minimum.of(star);
        least = if cumulative { own.max(least) } else { own };
        terms.extend(least.map(|least| format!("({valid}<{least})*{weight}")));
    }
    (!terms.is_empty()).then(|| format!("=IF({valid}=\"\",0,{})", terms.join("+")))
}

/// Words a knock-out: as the act prints it where it prints it in one way only.
pub(super) fn knock_out_text(rule: &KnockOut) -> String {
    let rule_text = match (rule.printed.as_slice(), rule.effect) {
        ([one], _) => one.trim_end_matches('.').to_owned(),
        (_, Effect::Excluded) => format!("Bị loại: {}", rule.reason.trim_end_matches('.')),
        (_, Effect::Stopped) => {
            format!("Không đánh giá các bước tiếp theo: {}", rule.reason.trim_end_matches('.'))
        }
    };
    match rule.at_mark {
        Some(_) => format!("{rule_text}."),
        None => format!("{rule_text}. Nếu đúng như vậy, chọn “Có” ở cột Điểm chấm."),
    }
}

/// Lists marks: `0, 1, 3`.
pub(super) fn listed(marks: &[u8]) -> String {
    marks.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Lists marks of which one is given: `2 hoặc 3`.
fn either(marks: &[u8]) -> String {
    marks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" hoặc ")
}
