//! Loads the files of criteria: reads them, resolves their references and tests them.

use std::io;

use super::file::ActFile;
use super::set::ProductSet;
use super::{Criteria, check, place, resolve};
use crate::careful;
use crate::finding::{Code, Finding, Findings};
use crate::settings::SettingsFile;
use crate::templates::Templates;

/// A file of criteria, with the id of its act.
struct NamedActFile {
    id: String,
    file: ActFile,
}

/// Loads every act: those in the program, replaced and completed by the office's own.
///
/// An act that cannot be read or that fails its self-test is left out, with a finding. The embedded
/// act does not replace a broken one of the office, which wanted something else.
///
/// # Errors
///
/// When the office's templates folder cannot be read.
pub fn load(templates: &Templates) -> io::Result<(Criteria, Findings)> {
    let mut findings = Findings::default();
    let mut files = Vec::new();
    for template in templates.folder("criteria")? {
        let id =
            template.name.strip_prefix("criteria/").and_then(|name| name.strip_suffix(".toml"));
        if let Some(id) = id {
            files.extend(read(id, &template.bytes, &mut findings));
        }
    }
    let criteria = assemble(&files, &mut findings);
    findings.extend(check::overlaps(&criteria));
    findings.sort();
    Ok((criteria, findings))
}

/// Reads one file; `None`, with a finding, when it cannot be read.
fn read(id: &str, bytes: &[u8], findings: &mut Findings) -> Option<NamedActFile> {
    let name = place(id).file;
    let settings = SettingsFile {
        name: &name,
        code: Code::CriteriaUnreadable,
        remedy: "So lại với tệp criteria/1048-2019-781-2020.toml có sẵn trong chương trình. Văn \
                 bản này không được dùng cho đến khi sửa xong.",
    };
    let Ok(text) = careful::text(bytes) else {
        findings.push(settings.not_text());
        return None;
    };
    match toml::from_str(text) {
        Ok(file) => Some(NamedActFile { id: id.to_owned(), file }),
        Err(error) => {
            findings.push(settings.not_understood(text, &error));
            None
        }
    }
}

/// Makes the acts of the files: first those with product sets of their own, then those that borrow
/// the sets of another act.
fn assemble(files: &[NamedActFile], findings: &mut Findings) -> Criteria {
    let (borrowing, owning): (Vec<_>, Vec<_>) =
        files.iter().partition(|read| read.file.act.same_sets_as.is_some());
    let mut acts = Vec::new();
    for read in owning {
        let sets = resolve::own_sets(&read.id, &read.file);
        acts.extend(finish(read, sets, findings));
    }
    let lenders = Criteria::new(acts.clone());
    for read in borrowing {
        let sets = resolve::borrowed_sets(&read.id, &read.file, &lenders);
        acts.extend(finish(read, sets, findings));
    }
    Criteria::new(acts)
}

/// Makes the act of a file with these sets; `None`, with findings, when its references or its
/// self-test fail.
fn finish(
    read: &NamedActFile,
    (sets, mut wrong): (Vec<ProductSet>, Vec<Finding>),
    findings: &mut Findings,
) -> Option<super::Act> {
    let act = resolve::act(&read.id, &read.file, sets, &mut wrong);
    if let Some(act) = act.as_ref().filter(|_| wrong.is_empty()) {
        wrong.extend(check::act(act));
    }
    let sound = wrong.is_empty();
    findings.extend(wrong);
    act.filter(|_| sound)
}
