//! Prints findings with their cells, the most urgent ones first.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::finding::urgent::{self, AlikeFindings, held};
use crate::finding::{Acceptance, Findings, Severity};
use crate::page::CHECKED_PAGE;
use crate::round::short_date;

/// Prints the findings, the most urgent ones first, then their number by weight. When a file has
/// many findings, the rest is left to the page `kiem-tra.html`.
///
/// # Errors
///
/// When the stream is closed.
pub fn findings(out: &mut dyn Write, findings: &Findings) -> io::Result<()> {
    let groups = urgent::sorted(findings);
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for group in groups {
        let file = group.first.place.file.as_str();
        let count = shown.entry(file).or_default();
        *count += 1;
        if *count <= A_FILE {
            one(out, &group)?;
        } else {
            *left.entry(file).or_default() += group.len();
        }
    }
    for (file, count) in left {
        writeln!(out, "… và {count} nữa ở {file}, xem {CHECKED_PAGE}")?;
    }
    if findings.is_empty() {
        return writeln!(out, "Không phát hiện lỗi nào.");
    }
    let count = |severity: Severity| format!("{} {}", findings.count(severity), severity.name());
    let accepted = findings.accepted().count();
    let accepted =
        if accepted > 0 { format!(", {accepted} đã chấp nhận") } else { String::new() };
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    writeln!(out, "Tổng số: {errors}, {warnings}, {notes}{accepted}.")
}

/// How many findings of one file are printed; the rest is only counted.
const A_FILE: usize = 20;

/// How many places of one finding are printed; the rest is only counted.
const PLACES: usize = 4;

/// Prints one finding with all its places.
fn one(out: &mut dyn Write, group: &AlikeFindings<'_>) -> io::Result<()> {
    let (finding, others) = (group.first, &group.others);
    let accepted = if finding.accepted.is_some() { " đã chấp nhận" } else { "" };
    writeln!(
        out,
        "[{}] {}{accepted} · {}",
        finding.code.id(),
        finding.severity().name(),
        finding.place
    )?;
    others
        .iter()
        .take(PLACES - 1)
        .try_for_each(|other| writeln!(out, "    và tại {}", other.place))?;
    if let Some(rest) = others.len().checked_sub(PLACES - 1).filter(|rest| *rest > 0) {
        writeln!(out, "    và {rest} chỗ khác")?;
    }
    let heading =
        finding.heading.as_ref().filter(|heading| !finding.message.contains(heading.as_str()));
    let heading = heading.map(|heading| format!("{heading}: ")).unwrap_or_default();
    writeln!(out, "    {heading}{}", finding.message)?;
    for (label, detail) in
        [("Đang có", &finding.found), ("Được phép", &finding.allowed), ("Cần làm", &finding.remedy)]
    {
        if let Some(detail) = detail {
            let mut lines = detail.lines();
            writeln!(out, "    {label}: {}", lines.next().unwrap_or_default())?;
            lines.try_for_each(|line| writeln!(out, "        {line}"))?;
        }
    }
    if !group.holds.is_empty() {
        writeln!(out, "    Vì vậy {}", held(&group.holds))?;
    }
    if let Some(Acceptance { reason, by, date }) = &finding.accepted {
        writeln!(out, "    Chấp nhận: {reason} ({by}, {})", short_date(*date))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::{Date, Month};

    use super::findings;
    use crate::finding::{Acceptance, CellRef, Code, Finding, Findings, Place};

    fn printed(found: &Findings) -> String {
        let mut out = Vec::new();
        findings(&mut out, found).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn at(code: Code, row: u32) -> Finding {
        let place = Place::file("ho-so/sin-ho.xlsx").sheet("Danh sách").cell(CellRef::new(row, 6));
        Finding::new(code, place, "Một câu.").found(row)
    }

    #[test]
    fn errors_come_first_and_of_many_the_rest_is_counted() {
        let mut found: Findings = (0..54).map(|row| at(Code::SumDiffers, row)).collect();
        found.push(at(Code::ScoreOutOfRange, 60));
        found.sort();
        let said = printed(&found);
        assert!(said.starts_with("[E302] lỗi · ho-so/sin-ho.xlsx · Danh sách!G61\n"), "{said}");
        assert_eq!(said.matches("[W303]").count(), 19);
        assert!(said.contains("\n… và 35 nữa ở ho-so/sin-ho.xlsx, xem kiem-tra.html\n"), "{said}");
        assert!(said.ends_with("Tổng số: 1 lỗi, 54 cảnh báo, 0 ghi chú.\n"), "{said}");
    }

    #[test]
    fn an_accepted_warning_is_told_last_and_counted_apart() {
        let mut accepted = at(Code::SumDiffers, 1);
        let date = Date::from_calendar_date(2020, Month::December, 7).unwrap();
        accepted.accepted =
            Some(Acceptance { reason: "đã rõ".into(), by: "Lò Thị Hoa".into(), date });
        let said = printed(&[accepted, at(Code::SumDiffers, 2)].into_iter().collect());
        assert!(said.contains("[W303] cảnh báo đã chấp nhận · "), "{said}");
        assert!(said.contains("    Chấp nhận: đã rõ (Lò Thị Hoa, 07/12/2020)\n"), "{said}");
        assert!(said.starts_with("[W303] cảnh báo · "), "{said}");
        assert!(
            said.ends_with("Tổng số: 0 lỗi, 1 cảnh báo, 0 ghi chú, 1 đã chấp nhận.\n"),
            "{said}"
        );
    }
}
