//! Spoils ballots as they are spoiled between the meeting and the office. Each spoiling changes one
//! sheet; what the council gave stays as it was.

use careful_spreadsheet::{Cell, Value};
use rust_decimal::Decimal;
use time::{Date, Month};

use super::book::Case;
use super::chance::Chance;
use super::page::{Page, Slot, What, number, text};
use super::truth::MEMBERS;

/// A spoiling that was done.
#[derive(Debug, Clone)]
pub(crate) struct Spoiled {
    pub(crate) what: &'static str,
    pub(crate) file: String,
    /// The sheet.
    pub(crate) sheet: String,
    /// Whether a clerk has to be told of it even if the marks are read right.
    pub(crate) must_be_told: bool,
}

type Spoil = fn(&mut Page, &mut Chance) -> Option<()>;

/// Every spoiling: what it is, whether it must be told even where nothing differs, and how it is
/// done; `None` where the sheet has nothing of the kind.
pub(crate) const SPOILINGS: &[(&str, bool, Spoil)] = &[
    ("a mark in words", false, mark_in_words),
    ("a mark and its maximum", false, mark_with_maximum),
    ("a blank mark", true, blank_mark),
    ("a remark behind a mark", false, mark_with_remark),
    ("a mark that became a date", true, mark_as_date),
    ("an error value for a mark", true, mark_error),
    ("a mark that was never calculated", true, mark_not_calculated),
    ("a mark no scale has", true, mark_too_high),
    ("a negative mark", true, mark_negative),
    ("a mark merged over two criteria", true, merged_mark),
    ("a mark typed beside its column", false, mark_beside),
    ("a criterion that is missing", true, missing_criterion),
    ("a criterion that stands twice", true, criterion_twice),
    ("a number below the table", true, number_below),
    ("a number in a row that means nothing", true, number_astray),
    ("a column of marks that slipped a row", true, slipped_column),
    ("a second column of marks", true, second_column),
    ("a heading nobody knows", false, unknown_heading),
    ("no heading over the marks", false, no_heading),
    ("the maxima headed like marks", false, maxima_headed_as_marks),
    ("numbers that became dates", false, numbers_as_dates),
    ("two numbers exchanged", false, numbers_exchanged),
    ("a criterion by another name", false, other_criterion),
    ("another maximum", false, other_maximum),
    ("an unreadable sum", true, unreadable_sum),
    ("a sum and its maximum", false, sum_with_maximum),
    ("a sum that was never calculated", false, sum_not_calculated),
    ("an error value for a sum", false, sum_error),
    ("a total that disagrees", true, total_disagrees),
    ("a row of the total that nobody knows", false, unknown_total),
    ("a part without its words", false, part_unnamed),
    ("an x at two options", true, two_ticks),
    ("no x", true, no_tick),
    ("a member nobody knows", false, unknown_member),
    ("a member missing", false, no_member),
    ("a session nobody knows", true, unknown_session),
    ("a product nobody knows", false, unknown_product),
    ("another owner", true, other_owner),
];

/// Spoils one to three things; at least one was done.
pub(crate) fn spoil(case: &mut Case, chance: &mut Chance) -> Vec<Spoiled> {
    let wanted = chance.pick(&[1, 1, 1, 2, 3]);
    let mut done = Vec::new();
    for _ in 0..200 {
        if done.len() == wanted {
            break;
        }
        let (what, must_be_told, spoil) = chance.pick(SPOILINGS);
        let book = chance.below(case.books.len());
        let page = chance.below(case.books[book].pages.len());
        let mut spoiled = case.books[book].pages[page].clone();
        if spoil(&mut spoiled, chance).is_some() {
            case.books[book].pages[page] = spoiled;
            let (file, sheet) =
                (case.books[book].file.clone(), case.books[book].pages[page].name.clone());
            done.push(Spoiled { what, file, sheet, must_be_told });
        }
    }
    done
}

fn any(page: &Page, chance: &mut Chance, is: impl Fn(What) -> bool) -> Option<(u32, u32)> {
    let places = page.places(is);
    (!places.is_empty()).then(|| chance.pick(&places))
}

fn any_mark(page: &Page, chance: &mut Chance) -> Option<(u32, u32)> {
    any(page, chance, |what| matches!(what, What::Mark(..)))
}

fn any_sum(page: &Page, chance: &mut Chance) -> Option<(u32, u32)> {
    any(page, chance, |what| matches!(what, What::Part(..) | What::Total(_)))
}

fn put(page: &mut Page, at: (u32, u32), value: Value) -> Option<()> {
    page.cells.get_mut(&at).map(|slot| slot.cell = Cell::typed(value))
}

/// The number in a cell, however it is typed.
fn value(page: &Page, at: (u32, u32)) -> Decimal {
    match &page.cells[&at].cell.value {
        Value::Number(number) => *number,
        Value::Text(text) => {
            text.trim_end_matches(" điểm").replace(',', ".").parse().unwrap_or_default()
        }
        _ => Decimal::ZERO,
    }
}

fn has_marks(page: &Page) -> bool {
    !page.places(|what| matches!(what, What::Mark(..) | What::Choice(..))).is_empty()
}

// ---- Marks
// -------------------------------------------------------------------------------------------------------

fn mark_in_words(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_mark(page, chance)?;
    let digit = usize::try_from(value(page, at).trunc().mantissa()).ok()?;
    let named = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám"]
        .get(digit)
        .copied()
        .unwrap_or("tốt");
    put(page, at, text(chance.pick(&[named, "đạt", "tốt", "chưa rõ"])))
}

fn mark_with_maximum(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_mark(page, chance)?;
    put(page, at, text(format!("{}/{}", value(page, at).normalize(), chance.pick(&[3, 5]))))
}

fn blank_mark(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_mark(page, chance)?;
    page.cells.remove(&at).map(|_| ())
}

fn mark_with_remark(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_mark(page, chance)?;
    put(page, at, text(format!("{} (có minh chứng)", value(page, at).normalize())))
}

fn mark_as_date(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_mark(page, chance)?;
    put(page, at, Value::Date(Date::from_calendar_date(2020, Month::March, 1).unwrap()))
}

fn mark_error(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_mark(page, chance)?;
    put(page, at, Value::Error("#REF!".to_owned()))
}

fn mark_not_calculated(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_mark(page, chance)?;
    page.cells
        .get_mut(&at)
        .map(|slot| slot.cell = Cell { formula: true, ..Cell::typed(Value::NotCalculated) })
}

fn mark_too_high(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_mark(page, chance)?;
    put(page, at, number(chance.pick(&[Decimal::from(25), Decimal::new(25, 1), Decimal::from(9)])))
}

fn mark_negative(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_mark(page, chance)?;
    put(page, at, number(Decimal::from(-1)))
}

/// The mark of the row below is gone under the merged cell.
fn merged_mark(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let (row, column) = any_mark(page, chance)?;
    let below = page.cells.get(&(row + 1, column))?;
    if !matches!(below.what, What::Mark(..)) || below.what == page.cells[&(row, column)].what {
        return None;
    }
    page.cells.remove(&(row + 1, column));
    page.merge((row, column), (row + 1, column));
    Some(())
}

fn mark_beside(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let (row, column) = any_mark(page, chance)?;
    let end =
        page.cells.keys().filter(|(other, _)| *other == row).map(|(_, column)| *column).max()?;
    let slot = page.cells.remove(&(row, column))?;
    page.cells.insert((row, end + 1), slot);
    Some(())
}

// ---- Rows
// --------------------------------------------------------------------------------------------------------

/// A row that holds whole marks of a criterion, not a half of them.
fn criterion_row(page: &Page, chance: &mut Chance) -> Option<u32> {
    page.body?;
    let (row, _) = any(page, chance, |what| matches!(what, What::Name(_)))?;
    page.cells
        .range((row, 0)..(row + 1, 0))
        .any(|(_, slot)| matches!(slot.what, What::Mark(..)))
        .then_some(row)
}

fn missing_criterion(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let row = criterion_row(page, chance)?;
    page.remove_row(row);
    Some(())
}

fn criterion_twice(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let row = criterion_row(page, chance)?;
    page.insert_row(row + 1);
    let copy: Vec<_> = page
        .cells
        .range((row, 0)..(row + 1, 0))
        .map(|((_, column), slot)| ((row + 1, *column), slot.clone()))
        .collect();
    page.cells.extend(copy);
    Some(())
}

fn number_below(page: &mut Page, chance: &mut Chance) -> Option<()> {
    // Under a product of the last form of the sheet.
    let (_, last) = page.body?;
    let (row, column) = any_mark(page, chance)?;
    if row + 12 < last {
        return None;
    }
    page.insert_row(last + 1);
    page.put(last + 1, column, number(Decimal::from(chance.pick(&[2, 5, 61]))), What::Plain);
    Some(())
}

fn number_astray(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let row = criterion_row(page, chance)?;
    let (_, column) = any_mark(page, chance)?;
    let (_, name) = any(page, chance, |what| matches!(what, What::Name(_)))?;
    page.insert_row(row + 1);
    page.plain(
        row + 1,
        name,
        chance.pick(&["Số phiếu kèm theo", "Lưu ý của thư ký", "Điểm thưởng", "Điều chỉnh"]),
    );
    page.put(row + 1, column, number(Decimal::from(chance.pick(&[1, 2, 3]))), What::Plain);
    Some(())
}

fn slipped_column(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let (first, last) = page.body?;
    let (_, column) = any_mark(page, chance)?;
    let slots: Vec<(u32, Slot)> = page
        .cells
        .iter()
        .filter(|((row, at), _)| *at == column && (first..=last).contains(row))
        .map(|((row, _), slot)| (*row, slot.clone()))
        .collect();
    page.insert_row(last + 1);
    for (row, _) in &slots {
        page.cells.remove(&(*row, column));
    }
    page.cells.extend(slots.into_iter().map(|(row, slot)| ((row + 1, column), slot)));
    Some(())
}

// ---- Columns
// -----------------------------------------------------------------------------------------------------

/// The same heading once more, over other marks.
fn second_column(page: &mut Page, chance: &mut Chance) -> Option<()> {
    page.body?;
    let (row, column) =
        any(page, chance, |what| matches!(what, What::MarkHeading | What::Product(_)))?;
    let below = page.cells.iter().any(|((other, at), slot)| {
        *at == column && *other > row && matches!(slot.what, What::Mark(..))
    });
    if !below
        || page.merges.iter().any(|merge| merge.first.row == row && merge.first.column == column)
    {
        return None;
    }
    page.insert_column(column + 1);
    let copies: Vec<_> = page
        .cells
        .iter()
        .filter(|((other, at), _)| *at == column && *other >= row)
        .map(|((other, _), slot)| (*other, slot.clone()))
        .collect();
    for (other, slot) in copies {
        let copy = match slot.what {
            What::Mark(..) => {
                let mark = value(page, (other, column));
                let changed =
                    if mark >= Decimal::ONE { mark - Decimal::ONE } else { mark + Decimal::ONE };
                Slot { cell: Cell::typed(number(changed)), what: What::Plain }
            }
            What::MarkHeading | What::Product(_) | What::Owner(_) => slot,
            _ => continue,
        };
        page.cells.insert((other, column + 1), copy);
    }
    Some(())
}

fn unknown_heading(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any(page, chance, |what| matches!(what, What::MarkHeading))?;
    put(page, at, text(chance.pick(&["Cột K", "KQ2", "Phần ghi", "Dành cho HĐ"])))
}

fn no_heading(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any(page, chance, |what| matches!(what, What::MarkHeading))?;
    page.cells.remove(&at).map(|_| ())
}

fn maxima_headed_as_marks(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any(page, chance, |what| matches!(what, What::MaxHeading))?;
    put(page, at, text(chance.pick(&["Điểm", "Điểm chấm", "Số điểm"])))
}

// ---- Criteria
// ----------------------------------------------------------------------------------------------------

fn numbers_as_dates(page: &mut Page, _: &mut Chance) -> Option<()> {
    let numbers = page.places(|what| matches!(what, What::Number(_)));
    let mut any = false;
    for at in numbers {
        let shown = page.cells[&at].cell.shown().replace(',', ".");
        let Some((day, month)) = shown.split_once('.') else { continue };
        let (Ok(day), Ok(month)) = (day.parse::<u8>(), month.parse::<u8>()) else { continue };
        let Some(date) = Month::try_from(month)
            .ok()
            .and_then(|month| Date::from_calendar_date(2020, month, day).ok())
        else {
            continue;
        };
        put(page, at, Value::Date(date));
        any = true;
    }
    any.then_some(())
}

fn numbers_exchanged(page: &mut Page, chance: &mut Chance) -> Option<()> {
    // Where the number stands before the name in one cell, both would move: another form, and
    // nothing wrong.
    page.cells.values().find(|slot| matches!(slot.what, What::Name(_)))?;
    let one = any(page, chance, |what| matches!(what, What::Number(_)))?;
    let other = any(page, chance, |what| matches!(what, What::Number(_)))?;
    let (first, second) = (page.cells[&one].cell.clone(), page.cells[&other].cell.clone());
    if first == second {
        return None;
    }
    page.cells.get_mut(&one)?.cell = second;
    page.cells.get_mut(&other)?.cell = first;
    Some(())
}

fn other_criterion(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any(page, chance, |what| matches!(what, What::Name(_)))?;
    put(
        page,
        at,
        text(chance.pick(&["Năng lực tài chính", "Tiêu chí bổ sung của tỉnh", "Mức độ hài lòng"])),
    )
}

fn other_maximum(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any(page, chance, |what| matches!(what, What::Max(_)))?;
    put(page, at, number(Decimal::from(chance.pick(&[1, 4, 10]))))
}

// ---- Sums
// --------------------------------------------------------------------------------------------------------

fn unreadable_sum(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_sum(page, chance)?;
    put(page, at, text(chance.pick(&["không rõ", "?", "tẩy xóa", "2x"])))
}

fn sum_with_maximum(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_sum(page, chance)?;
    let max = if matches!(page.cells[&at].what, What::Total(_)) { 100 } else { 35 };
    put(page, at, text(format!("{}/{max}", value(page, at).normalize())))
}

fn sum_not_calculated(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_sum(page, chance)?;
    page.cells
        .get_mut(&at)
        .map(|slot| slot.cell = Cell { formula: true, ..Cell::typed(Value::NotCalculated) })
}

fn sum_error(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any_sum(page, chance)?;
    put(page, at, Value::Error("#VALUE!".to_owned()))
}

/// A typed total that is not what the marks, or the parts, add up to.
fn total_disagrees(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any(page, chance, |what| matches!(what, What::Total(_)))?;
    let has_parts = !page.places(|what| matches!(what, What::Part(..))).is_empty();
    if !has_marks(page) && !has_parts {
        return None;
    }
    let typed = value(page, at) + Decimal::from(chance.pick(&[-3, 2, 5]));
    put(page, at, number(typed))
}

fn unknown_total(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any(page, chance, |what| matches!(what, What::TotalLabel))?;
    put(page, at, text(chance.pick(&["Chốt", "Kết luận", "HĐ"])))
}

fn part_unnamed(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any(page, chance, |what| matches!(what, What::PartLabel))?;
    page.cells.remove(&at).map(|_| ())
}

// ---- Options
// -----------------------------------------------------------------------------------------------------

fn two_ticks(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let (row, column) = any(page, chance, |what| matches!(what, What::Choice(..)))?;
    let What::Choice(product, criterion, option) = page.cells[&(row, column)].what else {
        return None;
    };
    let value = page.cells[&(row, column)].cell.value.clone();
    // Options of one criterion stand in rows beside each other; the first has no row of them above.
    let (row, option) = if option > 0 { (row - 1, option - 1) } else { (row + 1, option + 1) };
    let is_criterion = page
        .cells
        .range((row, 0)..(row + 1, 0))
        .any(|(_, slot)| matches!(slot.what, What::Name(_)));
    if is_criterion || page.cells.contains_key(&(row, column)) || !matches!(value, Value::Text(_)) {
        return None;
    }
    page.put(row, column, value, What::Choice(product, criterion, option));
    Some(())
}

fn no_tick(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any(page, chance, |what| matches!(what, What::Choice(..)))?;
    page.cells.remove(&at).map(|_| ())
}

// ---- Who and when
// ------------------------------------------------------------------------------------------------

/// Puts other words in place of these, in capitals where they were.
fn replace(page: &mut Page, is: impl Fn(What) -> bool, from: &[&str], to: &str) -> Option<()> {
    let mut done = false;
    for at in page.places(is) {
        let Value::Text(old) = page.cells[&at].cell.value.clone() else { continue };
        let new = from.iter().fold(old.clone(), |old, from| {
            old.replace(from, to).replace(&from.to_uppercase(), &to.to_uppercase())
        });
        if new != old {
            put(page, at, text(new));
            done = true;
        }
    }
    done.then_some(())
}

fn unknown_member(page: &mut Page, _: &mut Chance) -> Option<()> {
    let names = MEMBERS.map(|(_, name, _)| name);
    replace(page, |what| what == What::Member, &names, "Sùng Thị Vắng")
}

fn no_member(page: &mut Page, _: &mut Chance) -> Option<()> {
    let places = page.places(|what| what == What::Member);
    places.into_iter().filter_map(|at| page.cells.remove(&at)).count().checked_sub(1).map(|_| ())
}

fn unknown_session(page: &mut Page, _: &mut Chance) -> Option<()> {
    let at = *page.places(|what| what == What::Session).first()?;
    let value = match page.cells[&at].cell.value.clone() {
        Value::Number(_) => number(Decimal::from(7)),
        Value::Date(_) => Value::Date(Date::from_calendar_date(2020, Month::May, 7).unwrap()),
        Value::Text(old)
            if old.contains("2020") && !old.contains("LẦN") && !old.contains("VÒNG") =>
        {
            let new = old
                .replace("08/12", "07/05")
                .replace("09/12", "07/05")
                .replace("tháng 12", "tháng 05");
            if new == old {
                return None;
            }
            text(new)
        }
        Value::Text(old) => {
            let last = old.rfind(['1', '2'])?;
            text(format!("{}7{}", &old[..last], &old[last + 1..]))
        }
        _ => return None,
    };
    put(page, at, value)
}

fn unknown_product(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any(page, chance, |what| matches!(what, What::Product(_)))?;
    let name = chance.pick(&["Thổ cẩm Bản Lạ", "Gạo nếp Tan Pỏm", "Hoa lan Nùng Nàng"]);
    let old = page.cells[&at].cell.shown();
    let new = old
        .split_once(": ")
        .map_or_else(|| name.to_owned(), |(label, _)| format!("{label}: {name}"));
    put(page, at, text(new))
}

fn other_owner(page: &mut Page, chance: &mut Chance) -> Option<()> {
    let at = any(page, chance, |what| matches!(what, What::Owner(_)))?;
    let old = page.cells[&at].cell.shown();
    let name = "Công ty cổ phần Bình Minh Xanh";
    put(
        page,
        at,
        text(
            old.split_once(": ")
                .map_or_else(|| name.to_owned(), |(label, _)| format!("{label}: {name}")),
        ),
    )
}
