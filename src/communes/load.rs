//! Loads the office's own lists of communes: reads and tests them.

use std::collections::BTreeSet;
use std::io;

use time::Date;

use super::file::{CommuneEntry, ProvinceFile};
use super::kind::CommuneKind;
use super::province::{Commune, Names, Province, ProvinceDistrict};
use super::{Communes, list, place};
use crate::careful;
use crate::finding::{Code, Finding, Findings, Name, Place};
use crate::round::PaperDate;
use crate::settings::SettingsFile;
use crate::templates::Templates;

/// Loads the office's own lists; those of the program are read when a province is asked for.
///
/// A list that cannot be read or that contradicts itself is left out, with a finding. The program's
/// list does not replace a broken one of the office.
///
/// # Errors
///
/// When the office's templates folder cannot be read.
pub fn load(templates: &Templates) -> io::Result<(Communes, Findings)> {
    let mut findings = Findings::default();
    let mut communes = Communes::default();
    for template in templates.folder("communes")?.iter().filter(|template| template.from_office) {
        if list::FILES.contains(&template.name.as_str()) {
            findings.push(not_replaced(&template.name));
        }
        let id =
            template.name.strip_prefix("communes/").and_then(|name| name.strip_suffix(".toml"));
        let Some(id) = id else { continue };
        match read(id, &template.bytes, &mut findings) {
            Some(province) => communes.own.push(province),
            None => communes.broken.push(id.to_owned()),
        }
    }
    Ok((communes, findings))
}

/// Makes the finding that the office put a file in place of a list of the program.
fn not_replaced(name: &str) -> Finding {
    Finding::new(
        Code::CommunesUnreadable,
        Place::file(format!("templates/{name}")),
        "Tệp danh mục của chương trình không thay được bằng tệp này.",
    )
    .remedy(
        "Xóa tệp này; ghi danh mục của tỉnh mình thành một tệp .toml riêng như tệp \
         communes/README.md hướng dẫn.",
    )
}

/// Reads one file; `None`, with findings, when it cannot be used.
fn read(id: &str, bytes: &[u8], findings: &mut Findings) -> Option<Province> {
    let name = place(id).file;
    let settings = SettingsFile {
        name: &name,
        code: Code::CommunesUnreadable,
        remedy: "So lại với mẫu trong tệp communes/README.md có sẵn trong chương trình. Danh mục \
                 này không được dùng cho đến khi sửa xong.",
    };
    let Ok(text) = careful::text(bytes) else {
        findings.push(settings.not_text());
        return None;
    };
    match toml::from_str(text) {
        Ok(file) => {
            let mut wrong = Vec::new();
            let province = province(id, file, &mut wrong);
            let sound = wrong.is_empty();
            findings.extend(wrong);
            sound.then_some(province)
        }
        Err(error) => {
            findings.push(settings.not_understood(text, &error));
            None
        }
    }
}

/// Makes the finding that the file contradicts itself under this key.
fn invalid(id: &str, key: impl Into<Name>, message: &str) -> Finding {
    Finding::new(Code::CommunesUnreadable, place(id).sheet(key), message)
        .remedy("Sửa tệp. Danh mục này không được dùng cho đến khi sửa xong.")
}

/// Makes the province of a file, and adds everything in which the file contradicts itself to
/// `wrong`.
fn province(id: &str, file: ProvinceFile, wrong: &mut Vec<Finding>) -> Province {
    let header = file.province;
    let mut whole = |key: &str, date: Option<PaperDate>| -> Option<Date> {
        let date = date?;
        if date.date().is_none() {
            wrong.push(invalid(id, format!("province.{key}"), "Ngày phải có đủ ngày, tháng, năm."));
        }
        date.date()
    };
    let valid_from = whole("valid_from", header.valid_from);
    let valid_to = whole("valid_to", header.valid_to);
    if let (Some(first), Some(last)) = (valid_from, valid_to)
        && last < first
    {
        wrong.push(invalid(id, "province.valid_to", "Ngày cuối đứng trước ngày đầu.").found(last));
    }
    let mut communes = listed(id, "province.communes", header.communes, None, wrong);
    let mut districts = Vec::new();
    for (index, entry) in file.districts.into_iter().enumerate() {
        communes.extend(listed(id, &entry.name, entry.communes, Some(index), wrong));
        districts.push(ProvinceDistrict { name: entry.name, code: entry.code, became: None });
    }
    for code in twice(communes.iter().map(|commune| commune.code.clone())) {
        wrong.push(invalid(id, "communes", "Một mã xã được ghi hai lần.").found(code));
    }
    for (_, name) in twice(communes.iter().map(|commune| (commune.district, commune.name.clone())))
    {
        wrong.push(
            invalid(id, "communes", "Một xã được ghi hai lần trong cùng một huyện.").found(name),
        );
    }
    for name in twice(districts.iter().map(|district| district.name.clone())) {
        wrong.push(invalid(id, "districts", "Một huyện được ghi hai lần.").found(name));
    }
    if communes.is_empty() && wrong.is_empty() {
        wrong.push(invalid(id, "communes", "Danh mục chưa có xã nào."));
    }
    let mut names = Names::default();
    for (index, commune) in communes.iter().enumerate() {
        names.add(commune.short_name(), index);
    }
    Province {
        id: id.to_owned(),
        name: header.name,
        code: header.code,
        valid_from,
        valid_to,
        certain_from: None,
        now: None,
        districts,
        names,
        communes,
    }
}

/// Makes the communes of one list. A commune whose name does not begin with its kind is left out,
/// with a finding.
fn listed(
    id: &str,
    key: &str,
    entries: Vec<CommuneEntry>,
    district: Option<usize>,
    wrong: &mut Vec<Finding>,
) -> Vec<Commune> {
    let mut communes = Vec::new();
    for CommuneEntry { code, name } in entries {
        match CommuneKind::split(&name) {
            Some((kind, _)) => {
                communes.push(Commune { name, code, kind, district, became: Vec::new() });
            }
            None => wrong.push(
                invalid(id, key, "Tên xã phải bắt đầu bằng loại của nó, viết thường.")
                    .found(name)
                    .allowed(CommuneKind::ALL.map(CommuneKind::name).join(", ")),
            ),
        }
    }
    communes
}

/// Returns the values that occur more than once.
fn twice<T: Ord + Clone>(values: impl Iterator<Item = T>) -> BTreeSet<T> {
    let mut seen = BTreeSet::new();
    values.filter(|value| !seen.insert(value.clone())).collect()
}
