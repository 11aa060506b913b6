//! What the program knows of each act: from when to when, how much, from where and how sure.

use std::io::{self, Write};

use super::text::wrapped;
use crate::criteria::{Act, Criteria, Criterion, Honesty};
use crate::page::dotted;
use crate::round::short_date;
use crate::templates::Templates;

/// Counts of an act.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub sets: usize,
    pub criteria: usize,
    pub options: usize,
    pub inferred: usize,
    pub doubtful: usize,
    pub slips: usize,
    /// Sets of which something is uncertain as a whole.
    pub uncertain_sets: usize,
}

impl Counts {
    pub(super) fn of(act: &Act) -> Self {
        let criteria: Vec<&Criterion> = act.sets.iter().flat_map(|set| &set.criteria).collect();
        let honest = |wanted| criteria.iter().filter(|one| one.honesty == wanted).count();
        Self {
            sets: act.sets.len(),
            criteria: criteria.len(),
            options: criteria
                .iter()
                .flat_map(|one| &one.scales)
                .map(|scale| scale.options.len())
                .sum(),
            inferred: honest(Honesty::Inferred),
            doubtful: honest(Honesty::Doubtful),
            slips: criteria.iter().map(|one| one.slips.len()).sum(),
            uncertain_sets: act.sets.iter().filter(|set| set.unverified.is_some()).count(),
        }
    }

    /// Tells how much is known: `26 bộ sản phẩm, 787 tiêu chí, 2.579 lựa chọn`.
    pub(super) fn amount(&self) -> String {
        let options = match self.options {
            0 => "không có lời văn lựa chọn".to_owned(),
            options => format!("{} lựa chọn", dotted(options)),
        };
        format!("{} bộ sản phẩm, {} tiêu chí, {options}", self.sets, dotted(self.criteria))
    }

    /// Tells how sure it is.
    pub(super) fn doubts(&self) -> String {
        let sure = self.criteria - self.inferred - self.doubtful;
        let mut told = vec![format!("{} tiêu chí đúng như nguồn", dotted(sure))];
        let others = [
            (self.inferred, "suy ra"),
            (self.doubtful, "còn ngờ"),
            (self.slips, "chỗ in lỗi"),
            (self.uncertain_sets, "bộ có điều chưa rõ"),
        ];
        let some = others.into_iter().filter(|(count, _)| *count > 0);
        told.extend(some.map(|(count, what)| format!("{count} {what}")));
        told.join(", ")
    }
}

/// Tells the days on which an act applies: `từ 24/02/2023 đến 05/7/2025`.
pub(super) fn days(act: &Act) -> String {
    let from = short_date(act.in_force_from);
    match act.in_force_to {
        Some(to) => format!("từ {from} đến {}", short_date(to)),
        None => format!("từ {from}, đang có hiệu lực"),
    }
}

/// Says where the values of an act were read (Vietnamese): in the program, or in a file of the
/// office.
///
/// # Errors
///
/// When the office's templates folder cannot be read.
pub fn written_in(templates: &Templates, act: &Act) -> io::Result<String> {
    let mut told = Vec::new();
    for id in std::iter::once(&act.id).chain(&act.sets_of) {
        let name = format!("criteria/{id}.toml");
        let of_office =
            templates.read_template(&name)?.is_some_and(|template| template.from_office);
        told.push((name, if of_office { "tệp của cơ quan" } else { "có sẵn trong chương trình" }));
    }
    let told: Vec<_> = told.into_iter().map(|(name, from)| format!("{name} ({from})")).collect();
    Ok(match told.as_slice() {
        [own, sets] => format!("{own}; bộ sản phẩm lấy ở {sets}"),
        _ => told.concat(),
    })
}

/// Prints every act that the program knows: the days between which it is in force, how many sets,
/// criteria and options it has, how many of them are inferred or doubtful, and what nobody verified.
///
/// # Errors
///
/// When `out` is closed, or the office's templates folder cannot be read.
pub fn overview(out: &mut dyn Write, criteria: &Criteria, templates: &Templates) -> io::Result<()> {
    writeln!(out, "Các văn bản về Bộ tiêu chí mà chương trình biết:")?;
    for act in criteria {
        let counts = Counts::of(act);
        writeln!(out, "\n{}", act.id)?;
        line(out, "văn bản", &act.cited())?;
        line(out, "áp dụng", &days(act))?;
        line(out, "có", &counts.amount())?;
        line(out, "độ chắc", &counts.doubts())?;
        if !act.unverified.is_empty() {
            let unsure = format!("{} điều, kê ở ocop criteria {}", act.unverified.len(), act.id);
            line(out, "chưa rõ", &unsure)?;
        }
        line(out, "nguồn", &act.source)?;
        line(out, "tệp", &written_in(templates, act)?)?;
    }
    writeln!(out)?;
    for told in [
        "Chưa văn bản nào được đối chiếu với bản đăng Công báo.",
        "Xem từng bộ để đối chiếu: ocop criteria 26-2026, hoặc một bộ: ocop criteria 26-2026 --set \
         \"Chè\". Để in: thêm --to TỆP.html; để mở bằng Excel: --to TỆP.csv. Sửa một giá trị: \
         docs/luat.md.",
    ] {
        wrapped(out, "", told)?;
    }
    Ok(())
}

/// Prints a value behind its name.
pub(super) fn line(out: &mut dyn Write, name: &str, value: &str) -> io::Result<()> {
    wrapped(out, &format!("  {name:<9} "), value)
}
