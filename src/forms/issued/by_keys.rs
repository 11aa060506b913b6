//! Reads a list, an attendance or a check-list of the program by its keys, and ties a list that lost
//! them to its unit by the printed code.

use careful_spreadsheet::{Worksheet, text};

use super::list::{self, ListDesk};
use super::{FormKind, KnownForm, attendance, ballot, check_list};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::ballot::code_of_other_round;
use crate::forms::submission::ParsedSheet;
use crate::forms::{Forms, SheetReading};
use crate::round::Round;

/// Reads the sheets of a form that bear its keys. Returns those that are left to the reader of
/// forms that people lay out: sheets that people added, and all of a list that lost its keys.
pub(in crate::forms) fn read_by_keys<'s>(
    desk: ListDesk<'_, '_>,
    form: &KnownForm<'_>,
    sheets: Vec<&'s Worksheet>,
    forms: &mut Forms,
    findings: &mut Findings,
) -> Vec<&'s Worksheet> {
    if form.code.kind == FormKind::Ballot {
        return sheets;
    }
    if let Some(finding) = of_other_round(desk.round, form) {
        findings.push(finding);
        forms.readings.extend(sheets.iter().map(|sheet| SheetReading::of_own(&sheet.place)));
        return Vec::new();
    }
    findings.extend(form.contradiction.clone());
    if form.code.kind == FormKind::List {
        let Some(mut read) = list::read(desk, form, &sheets, findings) else { return sheets };
        if form.contradiction.is_some() {
            read.submission.district = None;
        }
        forms.submissions.push(read.submission);
        forms.readings.extend(read.readings);
        return read.others;
    }
    let before = forms.attendances.len() + forms.check_lists.len();
    let is_held = |number| desk.round.sessions.iter().any(|session| session.number == number);
    if let Some(number) = form.code.session.filter(|number| !is_held(*number)) {
        findings.push(session_unknown(&form.place, number));
    }
    for sheet in &sheets {
        forms.attendances.extend(attendance::read(desk.round, form, sheet, findings));
        forms.check_lists.extend(check_list::read(sheet, findings));
    }
    if before == forms.attendances.len() + forms.check_lists.len() {
        findings.push(without_keys(form));
    }
    forms.readings.extend(sheets.iter().map(|sheet| SheetReading::of_own(&sheet.place)));
    Vec::new()
}

/// The finding about a form of another round or province.
fn of_other_round(round: &Round, form: &KnownForm<'_>) -> Option<Finding> {
    let (code, settings) = (&form.code, &round.round);
    if (code.round, code.year) != (settings.number, settings.year) {
        return Some(code_of_other_round(form.place.clone(), code, round));
    }
    let identity = form.identity.as_ref().filter(|identity| !identity.province.is_empty())?;
    let same = text::fold(&identity.province) == text::fold(&settings.province);
    (!same).then(|| ballot::other_province(form.place.clone(), identity, round))
}

/// Ties lists that were read by their headings to the unit of the code that their workbook prints.
/// A list that names another unit is told and does not count.
pub(in crate::forms) fn tie_by_code(round: &Round, form: &KnownForm<'_>, sheet: &mut ParsedSheet) {
    let number = form.code.who.and_then(|number| usize::from(number).checked_sub(1));
    let Some(unit) = number.filter(|index| *index < round.districts.len()) else { return };
    for list in &mut sheet.submissions {
        match list.district {
            None => {
                list.district = Some(unit);
                let told = std::mem::take(&mut sheet.findings);
                let is_tied = |finding: &Finding| finding.code != Code::DistrictUnknown;
                sheet.findings = told.into_iter().filter(is_tied).collect();
            }
            Some(read) if read == unit => {}
            Some(read) => {
                let [said, coded] = [read, unit].map(|index| &round.districts[index].name);
                sheet.findings.push(other_unit(&form.place, said, coded, &form.code.to_string()));
                list.district = None;
            }
        }
    }
}

/// The finding about a list whose head names another unit than its printed code.
fn other_unit(place: &Place, said: &str, coded: &str, code: &str) -> Finding {
    let message = "Danh sách ghi một đơn vị khác với mã biểu in trên trang; sản phẩm của danh sách \
                   chưa được tính.";
    Finding::new(Code::ListOfOtherUnit, place.clone(), message)
        .found(said)
        .allowed(format!("mã {code} là của {coded}"))
        .remedy("Mỗi đơn vị dùng biểu của mình; nếu chép từ biểu khác thì xóa mã biểu.")
}

/// The finding about an attendance of a session that the declaration does not have.
fn session_unknown(place: &Place, number: u8) -> Finding {
    let message =
        "Bảng điểm danh của một lần chấm mà khai báo không có; bảng không được đối chiếu.";
    Finding::new(Code::CheckedCellUnread, place.clone(), message)
        .found(format!("lần chấm {number}"))
        .remedy("Khai báo lần chấm còn thiếu, hoặc chuyển tệp ra khỏi thư mục.")
}

/// The finding about an attendance or a check-list that has only its code left.
fn without_keys(form: &KnownForm<'_>) -> Finding {
    let name = form.code.kind.name();
    let message = format!(
        "Tệp mang mã của {name} nhưng không còn dòng, cột của biểu; tệp không được đối chiếu."
    );
    Finding::new(Code::CheckedCellUnread, form.place.clone(), message)
        .found(form.code.to_string())
        .remedy("Ghi vào biểu gốc rồi nộp lại; chỉ để lưu thì chuyển tệp ra khỏi thư mục.")
}
