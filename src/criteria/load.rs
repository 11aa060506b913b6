//! Loads the files of criteria: reads them, resolves their references and tests them.
//!
//! The criteria of five acts are long and a round needs one or two. [`load_heads`] reads of each act
//! in the program only what stands above its product sets; [`Criteria::whole`] reads and tests the
//! rest of one. [`load`] does both for all.

use std::borrow::Cow;
use std::io;

use super::file::ActFile;
use super::set::ProductSet;
use super::{Act, Criteria, check, place, resolve};
use crate::careful;
use crate::finding::{Code, Finding, Findings};
use crate::settings::SettingsFile;
use crate::templates::{Template, Templates};

/// What begins the long rest of a file, which only product sets need, at the beginning of a line.
const REST: [&str; 4] = ["\n[knock_outs.", "\n[owner_marks.", "\n[common]", "\n[[sets]]"];

/// A file of criteria, with the id of its act.
struct NamedActFile {
    id: String,
    file: ActFile,
}

/// A file of criteria of which only the head was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnreadRest {
    /// The id of its act.
    id: String,
    /// The act whose product sets it has; `None` where it has its own.
    lender: Option<String>,
    bytes: Cow<'static, [u8]>,
}

/// Loads every act whole: those in the program, replaced and completed by the office's own.
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
    for (id, template) in acts(templates)? {
        files.extend(read(&id, &template.bytes, &mut findings));
    }
    let criteria = Criteria::new(assemble(&files, &mut findings), Vec::new());
    Ok(told(criteria, findings))
}

/// Loads the head of every act in the program, without product sets, and every act of the office
/// whole. [`Criteria::whole`] must complete an act before anything is read or judged by it: without
/// product sets any name is taken for one.
///
/// # Errors
///
/// When the office's templates folder cannot be read.
pub fn load_heads(templates: &Templates) -> io::Result<(Criteria, Findings)> {
    let mut findings = Findings::default();
    let (mut acts, mut rest, mut of_office) = (Vec::new(), Vec::new(), Vec::new());
    let mut broken = Vec::new();
    for (id, template) in self::acts(templates)? {
        if template.from_office {
            of_office.extend(read(&id, &template.bytes, &mut findings));
            broken.push(id);
        } else if let Some(NamedActFile { id, file }) = read_head(&id, &template, &mut findings) {
            acts.extend(resolve::act(&id, &file, Vec::new(), &mut Vec::new()));
            rest.push(UnreadRest { id, lender: file.act.same_sets_as, bytes: template.bytes });
        }
    }
    // An act of the office may borrow the sets of one in the program.
    let lenders = of_office.iter().filter_map(|read| read.file.act.same_sets_as.clone());
    let lenders: Vec<String> = lenders.collect();
    let own = of_office.len();
    let lent = rest.iter().filter(|rest| lenders.contains(&rest.id));
    for lender in lent {
        of_office.extend(read(&lender.id, &lender.bytes, &mut findings));
    }
    let mut whole = assemble(&of_office, &mut findings);
    whole.retain(|act| of_office[..own].iter().any(|read| read.id == act.id));
    broken.retain(|id| whole.iter().all(|act| act.id != *id));
    acts.extend(whole);
    Ok(told(Criteria { broken, ..Criteria::new(acts, rest) }, findings))
}

impl Criteria {
    /// Returns an act with its product sets, and what is wrong with it. `None`, with findings, when
    /// its file cannot be read or fails its self-test; `None` without findings when there is no
    /// act of this id.
    #[must_use]
    pub fn whole(&self, id: &str) -> (Option<Act>, Findings) {
        let mut findings = Findings::default();
        let unread = |id: &str| self.rest.iter().find(|rest| rest.id == id);
        let Some(rest) = unread(id) else { return (self.by_id(id).cloned(), findings) };
        let lender = rest.lender.as_deref();
        let texts = lender.and_then(unread).into_iter().chain([rest]);
        let files: Vec<NamedActFile> =
            texts.filter_map(|rest| read(&rest.id, &rest.bytes, &mut findings)).collect();
        // A lender that the office wrote itself is whole already.
        let lent = lender.filter(|lender| unread(lender).is_none());
        let lent = lent.and_then(|lender| self.by_id(lender)).cloned();
        let acts = assemble_with(lent.into_iter().collect(), &files, &mut findings);
        findings.sort();
        (acts.into_iter().find(|act| act.id == id), findings)
    }
}

/// Returns the files of acts, with their ids.
fn acts(templates: &Templates) -> io::Result<Vec<(String, Template)>> {
    let named = templates.folder("criteria")?.into_iter().filter_map(|template| {
        let name = template.name.strip_prefix("criteria/")?;
        Some((name.strip_suffix(".toml")?.to_owned(), template))
    });
    Ok(named.collect())
}

/// Adds the findings about all acts together.
fn told(criteria: Criteria, mut findings: Findings) -> (Criteria, Findings) {
    findings.extend(check::overlaps(&criteria));
    findings.sort();
    (criteria, findings)
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

/// Reads what stands above the product sets; the whole file, where the head does not stand alone.
fn read_head(id: &str, template: &Template, findings: &mut Findings) -> Option<NamedActFile> {
    let head = careful::text(&template.bytes).ok().and_then(|text| {
        let head = REST.iter().fold(text, |head, rest| head.split(rest).next().unwrap_or(head));
        toml::from_str(head).ok()
    });
    match head {
        Some(file) => Some(NamedActFile { id: id.to_owned(), file }),
        None => read(id, &template.bytes, findings),
    }
}

/// Makes the acts of the files: first those with product sets of their own, then those that borrow
/// the sets of another act.
fn assemble(files: &[NamedActFile], findings: &mut Findings) -> Vec<Act> {
    assemble_with(Vec::new(), files, findings)
}

/// Makes the acts of the files, which may also borrow the sets of these acts; returns all.
fn assemble_with(mut acts: Vec<Act>, files: &[NamedActFile], findings: &mut Findings) -> Vec<Act> {
    let (borrowing, owning): (Vec<_>, Vec<_>) =
        files.iter().partition(|read| read.file.act.same_sets_as.is_some());
    for read in owning {
        let sets = resolve::own_sets(&read.id, &read.file);
        acts.extend(finish(read, sets, findings));
    }
    let lenders = acts.len();
    for read in borrowing {
        let sets = resolve::borrowed_sets(&read.id, &read.file, &acts[..lenders]);
        acts.extend(finish(read, sets, findings));
    }
    acts
}

/// Makes the act of a file with these sets; `None`, with findings, when its references or its
/// self-test fail.
fn finish(
    read: &NamedActFile,
    (sets, mut wrong): (Vec<ProductSet>, Vec<Finding>),
    findings: &mut Findings,
) -> Option<Act> {
    let act = resolve::act(&read.id, &read.file, sets, &mut wrong);
    if let Some(act) = act.as_ref().filter(|_| wrong.is_empty()) {
        wrong.extend(check::act(act));
    }
    let sound = wrong.is_empty();
    findings.extend(wrong);
    act.filter(|_| sound)
}
