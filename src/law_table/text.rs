//! The tables as plain text of at most a hundred columns.

use std::io::{self, Write};

use super::LawTable;
use super::overview::{Counts, days, line};
use super::set::{Block, CaseRows, CriterionRow, PartTable, SetTable};
use super::words::{effect, reason};
use crate::criteria::{Act, KnockOut, ProductSet};
use crate::round::short_date;

/// Most columns of a line.
const WIDTH: usize = 100;

/// What stands before a text in the last column of the table.
const MARGIN: &str = "                     ";

/// Prints what is known of the act, then a table for each set.
///
/// # Errors
///
/// When the stream is closed.
pub fn text(out: &mut dyn Write, table: &LawTable<'_>) -> io::Result<()> {
    head(out, table)?;
    for set in table.tables() {
        writeln!(out)?;
        one_set(out, &set)?;
    }
    Ok(())
}

fn head(out: &mut dyn Write, table: &LawTable<'_>) -> io::Result<()> {
    let act = table.act;
    let counts = Counts::of(act);
    wrapped(out, "", &format!("{} · {}", act.cited(), act.id))?;
    line(out, "trích yếu", &act.title)?;
    if let Some(day) = act.issued {
        line(out, "ban hành", &short_date(day))?;
    }
    line(out, "áp dụng", &days(act))?;
    line(out, "có", &counts.amount())?;
    line(out, "độ chắc", &counts.doubts())?;
    line(out, "nguồn", &act.source)?;
    line(out, "tệp", &table.written_in)?;
    line(out, "đã kiểm", &act.verified)?;
    for unsure in &act.unverified {
        line(out, "chưa rõ", unsure)?;
    }
    line(out, "hạng sao", &stars(act))?;
    let knock_outs = knock_outs(&table.sets);
    if !knock_outs.is_empty() {
        writeln!(out, "\nGhi chú dừng chấm hoặc loại, đúng như văn bản in:")?;
    }
    for knock_out in knock_outs {
        wrapped(out, "  - ", &format!("{}: {}", effect(knock_out), reason(knock_out)))?;
        for printed in &knock_out.printed {
            wrapped(out, "      in: ", printed)?;
        }
    }
    Ok(())
}

/// Tells the lowest scores of the stars.
pub(super) fn stars(act: &Act) -> String {
    let from = (2..=5).map(|star| format!("{star} sao từ {} điểm", act.lowest(star).normalize()));
    from.collect::<Vec<_>>().join(", ")
}

/// Returns the knock-outs of these sets, each once.
pub(super) fn knock_outs<'a>(sets: &[&'a ProductSet]) -> Vec<&'a KnockOut> {
    let mut found: Vec<&KnockOut> = Vec::new();
    let all = sets.iter().flat_map(|set| &set.criteria);
    for knock_out in all.filter_map(|criterion| criterion.knock_out.as_ref()) {
        if !found.contains(&knock_out) {
            found.push(knock_out);
        }
    }
    found
}

fn one_set(out: &mut dyn Write, set: &SetTable<'_>) -> io::Result<()> {
    let rule = "=".repeat(WIDTH);
    writeln!(out, "{rule}")?;
    wrapped(out, "", &format!("Bộ {}/{}. {}", set.number, set.of, set.name))?;
    if !set.also_called.is_empty() {
        wrapped(out, "  còn gọi: ", &set.also_called.join("; "))?;
    }
    wrapped(out, "  ", &format!("{} · {} · {}", set.sector, set.group, set.ministry))?;
    wrapped(out, "  chủ thể: ", &set.owners)?;
    if let Some(when) = set.excluded_when {
        wrapped(out, "  loại khi: ", when)?;
    }
    if let Some(unsure) = set.unverified {
        wrapped(out, "  (!) Chưa rõ: ", unsure)?;
    }
    writeln!(out, "{rule}")?;
    set.parts.iter().try_for_each(|part| one_part(out, part))?;
    writeln!(out, "\nCộng cả bộ: {} điểm.", set.sum)
}

fn one_part(out: &mut dyn Write, part: &PartTable<'_>) -> io::Result<()> {
    let sum = match &part.sum {
        Some(sum) if part.fits => format!("các tiêu chí cộng đúng {sum}"),
        Some(sum) => format!("(!) các tiêu chí cộng {sum}"),
        None => "(!) chưa có từng tiêu chí, chỉ kiểm tra tổng".to_owned(),
    };
    writeln!(out)?;
    wrapped(
        out,
        "",
        &format!("PHẦN {}. {} · tối đa {} điểm, {sum}", part.letter, part.title, part.max),
    )?;
    if part.blocks.is_empty() {
        return Ok(());
    }
    writeln!(out, "{:<8}  {:>4}  {:>3}  Tiêu chí, lựa chọn", "Số", "Điểm", "Sao")?;
    writeln!(out, "{}", "-".repeat(WIDTH))?;
    part.blocks.iter().try_for_each(|block| one_block(out, block))
}

fn one_block(out: &mut dyn Write, block: &Block<'_>) -> io::Result<()> {
    if let Some(group) = &block.group {
        let told = format!(
            "{} (tối đa {} điểm; cộng các tiêu chí {})",
            group.name.to_uppercase(),
            group.max,
            group.sum
        );
        row(out, group.code, "", "", &told)?;
    }
    block.criteria.iter().try_for_each(|criterion| one_criterion(out, criterion))
}

fn one_criterion(out: &mut dyn Write, criterion: &CriterionRow<'_>) -> io::Result<()> {
    let honesty = match criterion.honesty {
        "" => String::new(),
        unsure => format!(" [{unsure}]"),
    };
    let told = format!("{} (các mức: {}){honesty}", criterion.name, criterion.allowed);
    row(out, criterion.code, &format!("≤ {}", criterion.max), "", &told)?;
    criterion.cases.iter().try_for_each(|case| options(out, case))?;
    for remark in &criterion.remarks {
        let open = if remark.open { "(!) " } else { "" };
        wrapped(out, &format!("{MARGIN}{open}{}: ", remark.label), &remark.text)?;
    }
    Ok(())
}

fn options(out: &mut dyn Write, case: &CaseRows<'_>) -> io::Result<()> {
    if let Some(name) = case.case {
        row(out, "", "", "", name)?;
    }
    case.options.iter().try_for_each(|option| {
        let star = option.star.map(|star| star.to_string()).unwrap_or_default();
        row(out, "", &option.mark.to_string(), &star, &option.text)
    })
}

/// Prints a row of the table.
fn row(out: &mut dyn Write, code: &str, mark: &str, star: &str, text: &str) -> io::Result<()> {
    let indent = if code.is_empty() { "- " } else { "" };
    wrapped_under(out, &format!("{code:<8}  {mark:>4}  {star:>3}  {indent}"), MARGIN, text)
}

/// Prints a text behind this beginning, broken into lines that stand under the first one.
pub(super) fn wrapped(out: &mut dyn Write, begin: &str, text: &str) -> io::Result<()> {
    let deep = begin.chars().count().min(MARGIN.len() + 2);
    wrapped_under(out, begin, &" ".repeat(deep), text)
}

fn wrapped_under(out: &mut dyn Write, begin: &str, under: &str, text: &str) -> io::Result<()> {
    let mut line = begin.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        let wide = line.chars().count() + usize::from(!empty) + word.chars().count();
        if !empty && wide > WIDTH {
            writeln!(out, "{}", line.trim_end())?;
            under.clone_into(&mut line);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    writeln!(out, "{}", line.trim_end())
}
