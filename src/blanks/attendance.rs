//! The attendance (điểm danh) of a session: who of the council is there, with the quorum as it is
//! filled in, the others who are there, and places to sign. One page.

use rust_xlsxwriter::{
    ConditionalFormatBlank, ConditionalFormatFormula, FormatAlign, Formula, XlsxError,
};

use super::book::{FormBook, FormSheet, code_line};
use super::lists::{Choice, Lists};
use crate::forms::form_keys::{
    COLUMNS, attendance_column as column, attendance_row, list_row, table,
};
use crate::forms::{FormIdentity, Presence};
use crate::round::{CouncilRole, Person, Round, Session, short_date};
use crate::sheet_look::height;

/// The columns from B on: key, heading, width in digits.
const FIELDS: [(&str, &str, u16); 8] = [
    (column::ORDER, "TT", 5),
    (column::NAME, "Họ và tên", 30),
    (column::POST, "Chức vụ, đơn vị", 38),
    (column::ROLE, "Vai trò", 13),
    (column::PRESENCE, "Dự họp", 17),
    (column::REASON, "Lý do vắng, không chấm; hoặc số, ngày giấy ủy quyền", 28),
    (column::SUBSTITUTE, "Người dự và chấm thay", 23),
    (column::SIGNATURE, "Ký tên", 16),
];
/// The last column.
const LAST: u16 = 8;
/// The column of the presence, and of what must be said of it.
const PRESENCE: u16 = 5;
const REASON: u16 = 6;
const SUBSTITUTE: u16 = 7;
/// Rows for people beside the council and the support team.
///
/// A setting, default chosen by us: what is left of the page with a council of 11 and a team of 3.
const GUESTS: usize = 3;

/// Makes the attendance of a session. The same round gives the same bytes.
///
/// # Errors
///
/// When a text of the round is longer than a cell can hold.
pub fn attendance(
    identity: &FormIdentity,
    round: &Round,
    session: &Session,
) -> Result<Vec<u8>, XlsxError> {
    let title = format!("Điểm danh lần chấm {}", session.number);
    let mut book = FormBook::new(&title, round)?;
    let widths = FIELDS.map(|(_, _, width)| width);
    let code = code_line(identity);
    let mut sheet = book.sheet("Điểm danh", false, &code, &widths)?;
    sheet.sheet.set_print_fit_to_pages(1, 1);
    head(&mut sheet, round, session, &code)?;
    let first = headings(&mut sheet, 5)?;
    let last = members(&mut sheet, round, first)?;
    colours(&mut sheet, first, last)?;
    quorum(&mut sheet, round, first, last)?;
    let row = others(&mut sheet, round, last + 4)?;
    let end = sign(&mut sheet, round, row + 1)?;
    sheet.key(end, &[list_row::END])?;
    sheet.sheet.set_freeze_panes(first, 3)?;
    sheet.sheet.set_repeat_rows(first - 1, first - 1)?;
    sheet.sheet.set_print_area(0, 1, end - 1, LAST)?;
    book.close(identity)
}

/// Writes the council, the code, the title, time and place.
fn head(
    sheet: &mut FormSheet<'_>,
    round: &Round,
    session: &Session,
    code: &str,
) -> Result<(), XlsxError> {
    let look = sheet.look;
    sheet.key(0, &[list_row::TITLE])?;
    let council = round.council.name.to_uppercase();
    sheet.across(0, (1, 3), &council, &look.middle.clone().set_bold().set_font_size(11))?;
    sheet.across(0, (6, LAST), code, &look.code)?;
    sheet.sheet.set_row_height(0, height([(council.as_str(), 73)]).max(20.0))?;
    sheet.key(1, &[list_row::TITLE])?;
    let title = format!(
        "DANH SÁCH DỰ HỌP – LẦN CHẤM {}, NGÀY {}",
        session.number,
        short_date(session.date)
    );
    sheet.across(1, (1, LAST), &title, &look.title)?;
    sheet.sheet.set_row_height(1, 28)?;
    let label = look.plain.clone().set_align(FormatAlign::Right);
    let lines = [
        (
            2,
            attendance_row::TIME,
            "Bắt đầu, kết thúc:",
            format!("{} – {}", session.start, session.end),
        ),
        (3, attendance_row::PLACE, "Nơi họp:", session.place.clone()),
    ];
    for (row, key, text, value) in lines {
        sheet.key(row, &[key])?;
        sheet.across(row, (1, 2), text, &label)?;
        sheet.across(row, (3, 5), &value, &look.input.clone().set_num_format("@"))?;
        sheet.sheet.set_row_height(row, height([(value.as_str(), 68)]).max(20.0))?;
    }
    Ok(())
}

/// Writes the hidden names of the columns and the headings; returns the row below.
fn headings(sheet: &mut FormSheet<'_>, row: u32) -> Result<u32, XlsxError> {
    sheet.key(row, &[COLUMNS, table::ATTENDANCE])?;
    sheet.key(row + 1, &[list_row::HEADINGS])?;
    sheet.sheet.set_row_hidden(row)?;
    let format = sheet.look.head.clone().set_font_size(11);
    for (at, (key, heading, _)) in (1..).zip(FIELDS) {
        sheet.sheet.write_string(row, at, key)?;
        sheet.sheet.write_string_with_format(row + 1, at, heading, &format)?;
    }
    sheet.sheet.set_row_height(row + 1, 40)?;
    Ok(row + 2)
}

/// Writes the members of the council; returns the last row.
fn members(sheet: &mut FormSheet<'_>, round: &Round, first: u32) -> Result<u32, XlsxError> {
    let look = sheet.look;
    let text = look.input.clone().set_num_format("@");
    let mut row = first;
    for (number, member) in (1..).zip(&round.council.members) {
        let person = &member.person;
        let role = match member.role {
            CouncilRole::Chair => "Chủ tịch",
            CouncilRole::ViceChair => "Phó Chủ tịch",
            CouncilRole::Member => "Thành viên",
        };
        sheet.key(row, &[attendance_row::MEMBER, &format!("{number:02}")])?;
        named(sheet, row, number, person)?;
        sheet.text(row, 4, role, &look.cell)?;
        for column in PRESENCE..=SUBSTITUTE {
            sheet.sheet.write_blank(row, column, &text)?;
        }
        sheet.sheet.write_blank(row, LAST, &look.cell)?;
        row += 1;
    }
    Ok(row.saturating_sub(1).max(first))
}

/// Writes number, name and post of a person.
fn named(
    sheet: &mut FormSheet<'_>,
    row: u32,
    number: u32,
    person: &Person,
) -> Result<(), XlsxError> {
    let look = sheet.look;
    let name = format!("{} {}", person.title, person.name);
    sheet.sheet.write_number_with_format(row, 1, number, &look.value)?;
    sheet.text(row, 2, &name, &look.cell)?;
    sheet.text(row, 3, &person.post, &look.cell)?;
    let needed = height([(name.as_str(), 30), (person.post.as_str(), 38)]);
    sheet.sheet.set_row_height(row, needed.max(28.0))?;
    Ok(())
}

/// Adds the drop-down list and the colours of what is still to be said.
fn colours(sheet: &mut FormSheet<'_>, first: u32, last: u32) -> Result<(), XlsxError> {
    let words = Presence::ALL.map(|presence| Choice::Word(presence.word()));
    let list = sheet.lists.named("du_hop", &words);
    let check =
        Lists::check(&list, "Hãy chọn một giá trị trong danh sách (bấm mũi tên bên phải ô).")?;
    sheet.sheet.add_data_validation(first, PRESENCE, last, PRESENCE, &check)?;
    let blank = ConditionalFormatBlank::new().set_format(&sheet.look.wanted);
    sheet.sheet.add_conditional_format(first, PRESENCE, last, PRESENCE, &blank)?;
    let row = first + 1;
    let [present, _, _, replaced] = Presence::ALL.map(Presence::word);
    let rules = [
        (PRESENCE, format!("=AND(F{row}<>\"\",COUNTIF({list},F{row})=0)"), &sheet.look.wrong),
        (
            REASON,
            format!("=AND($F{row}<>\"\",$F{row}<>\"{present}\",LEN(TRIM(G{row}))=0)"),
            &sheet.look.wanted,
        ),
        (
            SUBSTITUTE,
            format!("=AND($F{row}=\"{replaced}\",LEN(TRIM(H{row}))=0)"),
            &sheet.look.wanted,
        ),
    ];
    for (column, rule, format) in rules {
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
        sheet.sheet.add_conditional_format(first, column, last, column, &rule)?;
    }
    Ok(())
}

/// Writes the quorum, as far as it is known while the form is filled in.
fn quorum(
    sheet: &mut FormSheet<'_>,
    round: &Round,
    first: u32,
    last: u32,
) -> Result<(), XlsxError> {
    let row = last + 1;
    let format = sheet.look.head.clone().set_align(FormatAlign::Left).set_font_size(11);
    let (members, rule) = (&round.council.members, round.rules.quorum);
    let needed = rule.needed(members.len());
    let leader =
        if rule.with_chair { ", trong đó có Chủ tịch hoặc Phó Chủ tịch" } else { "" };
    let text = format!("Cần ít nhất {needed} trên {} thành viên{leader}", members.len());
    sheet.key(row, &[list_row::TOTALS])?;
    sheet.across(row, (1, 4), &text, &format)?;
    sheet.sheet.merge_range(row, PRESENCE, row, LAST, "", &format)?;
    let span = format!("$F${}:$F${}", first + 1, last + 1);
    let [present, absent, abstaining, replaced] = Presence::ALL.map(Presence::word);
    let count = |word: &str| format!("COUNTIF({span},\"{word}\")");
    let here = format!("({}+{}+{})", count(present), count(abstaining), count(replaced));
    let leads = members.iter().enumerate().filter(|(_, member)| member.role != CouncilRole::Member);
    let leads = leads.filter_map(|(index, _)| u32::try_from(index).ok()).map(|index| {
        let cell = format!("$F${}", first + 1 + index);
        format!("({cell}<>\"\")*({cell}<>\"{absent}\")")
    });
    let leads = leads.collect::<Vec<_>>().join("+");
    let led = if rule.with_chair && !leads.is_empty() {
        format!("({leads})>0")
    } else {
        "TRUE".to_owned()
    };
    let formula = format!(
        "=\"Có mặt \"&{here}&\", vắng \"&{}&IF(COUNTA({span})<{},\" – chưa ghi đủ\",IF(AND({here}>={needed},{led}),\" – ĐỦ điều kiện họp\",\" – KHÔNG ĐỦ điều kiện họp\"))",
        count(absent),
        members.len()
    );
    let formula = Formula::new(formula).set_result("Có mặt 0, vắng 0 – chưa ghi đủ");
    sheet.sheet.write_formula_with_format(row, PRESENCE, formula, &format)?;
    sheet.sheet.set_row_height(row, 24)?;
    Ok(())
}

/// Writes the secretary, the support team and rows for guests; returns the row below.
fn others(sheet: &mut FormSheet<'_>, round: &Round, row: u32) -> Result<u32, XlsxError> {
    let look = sheet.look;
    sheet.key(row - 1, &[list_row::TITLE])?;
    let title = "Thư ký, người giúp việc Hội đồng, người được mời và người khác dự họp";
    sheet.across(row - 1, (1, LAST), title, &look.plain.clone().set_bold())?;
    sheet.key(row, &[list_row::TITLE])?;
    let head = look.head.clone().set_font_size(11);
    for (at, (_, heading, _)) in (1..).zip(&FIELDS[..3]) {
        sheet.sheet.write_string_with_format(row, at, *heading, &head)?;
    }
    sheet.across(row, (4, 7), "Ghi chú", &head)?;
    sheet.text(row, LAST, "Ký tên", &head)?;
    let text = look.input.clone().set_num_format("@");
    let team = &round.support_team.members;
    let secretary = &round.council.secretary;
    let is_in_team = team.iter().any(|person| person.name == secretary.name);
    let is_member = round.council.members.iter().any(|own| own.person.name == secretary.name);
    let people = Some(secretary).filter(|_| !is_in_team && !is_member).into_iter().chain(team);
    let mut at = row;
    let mut number = 0;
    for person in people.map(Some).chain([None; GUESTS]) {
        at += 1;
        number += 1;
        sheet.key(at, &[attendance_row::GUEST, &format!("{number:02}")])?;
        match person {
            Some(person) => named(sheet, at, number, person)?,
            None => {
                sheet.sheet.write_number_with_format(at, 1, number, &look.value)?;
                sheet.sheet.write_blank(at, 2, &text)?.write_blank(at, 3, &text)?;
                sheet.sheet.set_row_height(at, 24)?;
            }
        }
        sheet.across(at, (4, 7), if person == Some(secretary) { "Thư ký" } else { "" }, &text)?;
        sheet.sheet.write_blank(at, LAST, &look.cell)?;
    }
    Ok(at + 1)
}

/// Writes the places to sign; returns the row at which the form ends.
fn sign(sheet: &mut FormSheet<'_>, round: &Round, row: u32) -> Result<u32, XlsxError> {
    let look = sheet.look;
    let lines = [
        ("THƯ KÝ", "CHỦ TRÌ CUỘC HỌP", look.middle.clone().set_bold()),
        ("(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên)", look.middle.clone().set_italic()),
    ];
    let mut at = row;
    for (left, right, format) in lines {
        sheet.key(at, &[list_row::SIGNATURE])?;
        sheet.across(at, (1, 3), left, &format)?;
        sheet.across(at, (6, LAST), right, &format)?;
        sheet.sheet.set_row_height(at, 20)?;
        at += 1;
    }
    for _ in 0..3 {
        sheet.key(at, &[list_row::SIGNATURE])?;
        at += 1;
    }
    let secretary = &round.council.secretary.name;
    sheet.key(at, &[list_row::SIGNATURE])?;
    sheet.across(at, (1, 3), secretary, &look.middle.clone().set_bold())?;
    Ok(at + 1)
}
