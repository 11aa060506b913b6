//! Acceptances (`[[accept]]`): warnings that the office accepts. Each entry names the warnings, the
//! reason, who answers for it, and the day.
//!
//! An acceptance marks findings; it never removes one. Errors cannot be accepted: they refuse
//! something, and an acceptance would not bring it back.

use serde::Deserialize;
use time::Date;
use unicode_normalization::UnicodeNormalization;

use super::date::calendar;
use super::place::line_place;
use crate::finding::{Acceptance, CellRef, Code, Finding, Findings, Severity};

/// An entry of `[[accept]]`, as `round.toml` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptEntry {
    /// Code of the warning, e.g. `W303`.
    pub code: String,
    /// File, as findings name it. The last parts of its path suffice, or the archive that it stands
    /// in.
    pub file: Option<String>,
    /// Product, as its district writes it.
    pub product: Option<String>,
    /// Cell, as `D14` or `Danh sách!D14`; every cell when absent.
    pub cell: Option<String>,
    /// The reason.
    pub reason: String,
    /// The person who answers for it.
    pub by: String,
    /// The day.
    #[serde(with = "calendar")]
    pub date: Date,
    /// Its line in `round.toml`, counted from 1.
    #[serde(skip)]
    pub line: usize,
}

/// Marks every finding that an acceptance names, and adds findings about acceptances that cannot be
/// applied or that match nothing.
///
/// `is_about` tells whether a finding is about the product of this name.
pub fn accept<'a>(
    acceptances: impl IntoIterator<Item = &'a AcceptEntry>,
    findings: &mut Findings,
    is_about: impl Fn(&Finding, &str) -> bool,
) {
    let mut wrong = Vec::new();
    for acceptance in acceptances {
        match acceptance.understood() {
            Ok(wanted) if wanted.mark(findings, &is_about) => {}
            Ok(_) => wrong.push(acceptance.unused()),
            Err(refusal) => wrong.push(*refusal),
        }
    }
    findings.extend(wrong);
}

/// An acceptance that was understood and may be applied.
struct Wanted<'a> {
    accept: &'a AcceptEntry,
    code: Code,
    sheet: Option<String>,
    cell: Option<CellRef>,
}

impl Wanted<'_> {
    /// Marks the findings that it names; returns whether there were any.
    fn mark(&self, findings: &mut Findings, is_about: &impl Fn(&Finding, &str) -> bool) -> bool {
        let product = self.accept.product.as_deref();
        let named = |finding: &Finding| {
            self.is_at(finding) && product.is_none_or(|product| is_about(finding, product))
        };
        let mut found = false;
        for finding in findings.iter_mut().filter(|finding| named(finding)) {
            found = true;
            finding.accepted.get_or_insert_with(|| self.accept.acceptance());
        }
        found
    }

    /// Tells whether the finding has this code and stands in this file, worksheet and cell, as far
    /// as they are named.
    fn is_at(&self, finding: &Finding) -> bool {
        let place = &finding.place;
        let sheet = place.sheet.as_deref().map(same_name);
        finding.code == self.code
            && self.accept.file.as_deref().is_none_or(|file| names(file, &place.file))
            && self.sheet.as_ref().is_none_or(|wanted| Some(wanted) == sheet.as_ref())
            && self.cell.is_none_or(|cell| place.cell == Some(cell))
    }
}

impl AcceptEntry {
    /// Makes the acceptance with which findings are marked.
    fn acceptance(&self) -> Acceptance {
        Acceptance { reason: self.reason.clone(), by: self.by.clone(), date: self.date }
    }

    /// Understands the entry; the error is the finding that says why it cannot be applied.
    fn understood(&self) -> Result<Wanted<'_>, Box<Finding>> {
        let id = self.code.trim().to_ascii_uppercase();
        let code = Code::of_id(&id).ok_or_else(|| {
            Box::new(
                self.refused("Không có mã này.")
                    .found(&self.code)
                    .allowed("mã của một cảnh báo, ví dụ W303"),
            )
        })?;
        if code.severity() == Severity::Error {
            let message = "Lỗi không thể được chấp nhận, vì nó làm một tệp, sản phẩm hoặc văn bản \
                           bị loại ra.";
            let remedy = "Sửa lỗi tại chỗ nó được báo, rồi bỏ mục [[accept]] này.";
            return Err(Box::new(self.refused(message).found(&self.code).remedy(remedy)));
        }
        if self.file.is_none() && self.product.is_none() {
            let message = "Mục chấp nhận không ghi tệp, cũng không ghi sản phẩm, nên không biết \
                           chấp nhận ở đâu.";
            let remedy = "Thêm dòng file = \"…\" hoặc product = \"…\".";
            return Err(Box::new(self.refused(message).found(&self.code).remedy(remedy)));
        }
        for (key, value) in [("reason", &self.reason), ("by", &self.by)] {
            if value.trim().is_empty() {
                let message = format!("Mục chấp nhận để trống dòng {key}.");
                let remedy = "Ghi lý do ở reason, người quyết định ở by.";
                return Err(Box::new(self.refused(message).remedy(remedy)));
            }
        }
        let (sheet, cell) = self.cell.as_deref().map(|cell| self.cell(cell)).transpose()?.unzip();
        Ok(Wanted { accept: self, code, sheet: sheet.flatten(), cell })
    }

    /// Reads a cell: `D14`, `Danh sách!D14` or `'Danh sách'!D14`. Returns the name of the
    /// worksheet, if one is named, and the position.
    fn cell(&self, text: &str) -> Result<(Option<String>, CellRef), Box<Finding>> {
        let (sheet, cell) =
            text.rsplit_once('!').map_or((None, text), |(sheet, cell)| (Some(sheet), cell));
        let wrong = || {
            Box::new(
                self.refused("Ô ghi không đúng.")
                    .found(text)
                    .allowed("ví dụ D14 hoặc Danh sách!D14"),
            )
        };
        let cell = cell.trim().parse().map_err(|_| wrong())?;
        Ok((sheet.map(|sheet| same_name(sheet.trim().trim_matches('\''))), cell))
    }

    /// Makes the finding that the entry cannot be applied.
    fn refused(&self, message: impl Into<String>) -> Finding {
        Finding::new(Code::AcceptanceRefused, line_place(self.line), message)
            .heading("[[accept]]")
            .remedy("Sửa mục [[accept]] này, hoặc bỏ đi.")
    }

    /// Makes the finding that the entry matches no finding.
    fn unused(&self) -> Finding {
        let named = [("file", &self.file), ("product", &self.product), ("cell", &self.cell)];
        let named = named
            .iter()
            .filter_map(|(key, value)| Some(format!(", {key} = \"{}\"", value.as_ref()?)));
        let message = "Mục chấp nhận này không ứng với cảnh báo nào.";
        Finding::new(Code::AcceptanceUnused, line_place(self.line), message)
            .heading("[[accept]]")
            .found(format!("code = \"{}\"{}", self.code, named.collect::<String>()))
            .remedy(
                "Nếu cảnh báo đã được sửa thì bỏ mục này; nếu chưa thì ghi mã, tệp, ô đúng như \
                 trong báo cáo.",
            )
    }
}

/// Tells whether a clerk who writes `wanted` means this file: its path, the last parts of its path,
/// or the archive that it stands in.
fn names(wanted: &str, file: &str) -> bool {
    let (wanted, file) = (same_name(&wanted.replace('\\', "/")), same_name(file));
    let ends_with = |path: &str| {
        path.strip_suffix(&wanted).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    !wanted.is_empty()
        && (ends_with(&file) || file.match_indices("!/").any(|(end, _)| ends_with(&file[..end])))
}

/// Normalises a name for comparison: trimmed and composed (NFC), since some systems write `ệ` as
/// three characters.
fn same_name(name: &str) -> String {
    name.trim().nfc().collect()
}

#[cfg(test)]
mod tests;
