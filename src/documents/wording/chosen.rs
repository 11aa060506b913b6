//! Which wording files a run uses: the general ones, those of the act, and the office's own.

use std::collections::BTreeMap;
use std::io;

use crate::criteria::Act;
use crate::finding::{Code, Finding, Findings, Place};
use crate::templates::{Template, Templates};

/// The wording files that apply to a round, each by the name that papers use (`ke-hoach`).
pub(in crate::documents) struct ChosenWording {
    pub(in crate::documents) files: BTreeMap<String, Template>,
    pub(super) findings: Findings,
}

/// Chooses the file of every wording under an act. Of those with one name, the first of these
/// counts: the office's for the act (`wording/2025/ke-hoach.md`), the office's general one when the
/// office changed it (`wording/ke-hoach.md`), the program's for the act, the general one.
///
/// # Errors
///
/// When a file cannot be read from the disk.
pub(in crate::documents) fn choose(templates: &Templates, act: &Act) -> io::Result<ChosenWording> {
    let mut files = by_name(templates.folder("wording")?);
    let mut findings = Findings::default();
    let Some(folder) = &act.wording.folder else { return Ok(ChosenWording { files, findings }) };
    let of_act = by_name(templates.folder(&format!("wording/{folder}"))?);
    if of_act.is_empty() {
        findings.push(no_folder(act, folder));
    }
    for (name, template) in of_act {
        match files.get(&name).filter(|general| !template.from_office && is_changed(general)) {
            Some(general) => findings.push(general_used(act, general, &template)),
            None => {
                files.insert(name, template);
            }
        }
    }
    Ok(ChosenWording { files, findings })
}

fn by_name(templates: Vec<Template>) -> BTreeMap<String, Template> {
    let name = |template: &Template| {
        let file = template.name.rsplit('/').next().unwrap_or_default();
        file.strip_suffix(".md").map(str::to_owned)
    };
    templates.into_iter().filter_map(|template| Some((name(&template)?, template))).collect()
}

/// Tells whether the office changed a file of the program: more than its line ends.
fn is_changed(template: &Template) -> bool {
    let plain = |bytes: &[u8]| -> Vec<u8> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        bytes.iter().copied().filter(|byte| *byte != b'\r').collect()
    };
    template.from_office
        && Templates::embedded(&template.name)
            .is_none_or(|own| plain(own) != plain(&template.bytes))
}

fn general_used(act: &Act, general: &Template, of_act: &Template) -> Finding {
    let message = format!(
        "Lời văn chung do cơ quan sửa được dùng, thay cho lời văn dành cho thời kỳ của {}.",
        act.cited()
    );
    Finding::new(Code::WordingGeneral, Place::file(format!("templates/{}", general.name)), message)
        .found(&general.name)
        .remedy(format!(
            "Muốn dùng lời văn của thời kỳ này thì xóa tệp, hoặc chép chỗ đã sửa sang templates/{}.",
            of_act.name
        ))
}

fn no_folder(act: &Act, folder: &str) -> Finding {
    let place = Place::file(format!("templates/criteria/{}.toml", act.id)).sheet("wording.folder");
    let message = "Không có thư mục lời văn mang tên này; lời văn chung được dùng.";
    Finding::new(Code::TemplateBroken, place, message)
        .found(format!("templates/wording/{folder}"))
        .remedy("Sửa tên thư mục, hoặc bỏ dòng folder.")
}

#[cfg(test)]
mod tests {
    use super::choose;
    use crate::criteria;
    use crate::templates::Templates;

    /// The file of the plan under an act, with these files of the office, and the codes told.
    fn plan(act: &str, office: &[(&str, &str)]) -> (String, Vec<&'static str>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in office {
            let path = folder.path().join(name);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, text).unwrap();
        }
        let templates = Templates::new(folder.path()).unwrap();
        let (criteria, _) = criteria::load(&templates).unwrap();
        let chosen = choose(&templates, criteria.by_id(act).unwrap()).unwrap();
        let template = &chosen.files["ke-hoach"];
        let whose = if template.from_office { "cơ quan" } else { "chương trình" };
        let codes = chosen.findings.iter().map(|finding| finding.code.id()).collect();
        (format!("{} của {whose}", template.name), codes)
    }

    #[test]
    fn the_wording_follows_the_act() {
        let told = |act| plan(act, &[]).0;
        assert_eq!(told("1048-2019-781-2020"), "wording/ke-hoach.md của chương trình");
        assert_eq!(told("148-2023"), "wording/ke-hoach.md của chương trình");
        assert_eq!(told("148-2023-1489-2025"), "wording/2025/ke-hoach.md của chương trình");
        assert_eq!(told("26-2026"), "wording/2025/ke-hoach.md của chương trình");
    }

    #[test]
    fn what_the_office_wrote_goes_before_what_the_program_has() {
        let own = ("wording/2025/ke-hoach.md", "# KẾ HOẠCH riêng");
        let general = ("wording/ke-hoach.md", "# KẾ HOẠCH chung");
        assert_eq!(
            plan("26-2026", &[own, general]),
            ("wording/2025/ke-hoach.md của cơ quan".into(), vec![])
        );
        assert_eq!(
            plan("26-2026", &[general]),
            ("wording/ke-hoach.md của cơ quan".into(), vec!["N460"])
        );
        assert_eq!(
            plan("1048-2019-781-2020", &[own, general]),
            ("wording/ke-hoach.md của cơ quan".into(), vec![])
        );
    }

    #[test]
    fn a_general_file_that_nobody_changed_is_not_in_the_way() {
        let text = String::from_utf8(Templates::embedded("wording/ke-hoach.md").unwrap().to_vec());
        let saved = format!("\u{feff}{}", text.unwrap().replace('\n', "\r\n"));
        assert_eq!(
            plan("26-2026", &[("wording/ke-hoach.md", &saved)]),
            ("wording/2025/ke-hoach.md của chương trình".into(), vec![])
        );
    }
}
