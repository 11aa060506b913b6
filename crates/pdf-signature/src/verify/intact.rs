//! What the bytes of a file themselves tell of a signature, before anyone is trusted.

use super::cover::{Covered, cover};
use super::verdict::{SignatureEntry, SignatureKind};
use super::{Change, Reason};
use crate::cms::{self, Binding, SignedBy, SignedData};
use crate::der::definite;
use crate::pdf::{
    Dict, DrawnPages, FieldLock, FieldValue, PdfFile, SignatureField, Since, Value, View, compare,
    decode_text, draw_page, field_lock, pages, permission,
};
use crate::pki::{Certificate, RevocationList};
use crate::role::Role;
use crate::timestamp::{self, TimestampToken};
use crate::{moment, oid};

/// A signature whose bytes were checked.
#[derive(Debug)]
pub(super) struct Examined {
    /// The entry of the verdict as far as it is known.
    pub(super) entry: SignatureEntry,
    /// The revision it covers; `None` if that could not be told.
    pub(super) revision: Option<usize>,
    /// Who signed; `None` if that could not be told, and for a document timestamp.
    pub(super) signer: Option<SignedBy>,
    /// The timestamps of the signature, or the document timestamp itself.
    pub(super) tokens: Vec<TimestampToken>,
    pub(super) certificates: Vec<Certificate>,
    pub(super) lists: Vec<RevocationList>,
    /// What was changed after it and may not change, with the first later revision in which it is.
    forbidden: Vec<(String, usize)>,
}

/// Examines the signature of a field.
pub(super) fn examine(file: &PdfFile<'_>, field: &SignatureField, pages: &DrawnPages) -> Examined {
    let dict = match field.value {
        FieldValue::Object(number) => file.latest().get(number).and_then(|object| object.dict()),
        _ => None,
    };
    let is_stamp = dict.is_some_and(|dict| dict.is(b"SubFilter", b"ETSI.RFC3161"));
    let claimed =
        dict.and_then(|dict| dict.get(b"M")).and_then(Value::text).and_then(moment::read_pdf);
    let entry = SignatureEntry {
        field: field.name.clone(),
        role: Role::of_field(&field.name),
        kind: if is_stamp { SignatureKind::DocumentTimestamp } else { SignatureKind::Signature },
        page: field.page,
        rect: field.rect,
        claimed_time: claimed.filter(|_| !is_stamp),
        ..SignatureEntry::default()
    };
    let mut examined = Examined {
        entry,
        revision: None,
        signer: None,
        tokens: Vec::new(),
        certificates: Vec::new(),
        lists: Vec::new(),
        forbidden: Vec::new(),
    };
    match cover(file, field) {
        Err(reason) => examined.entry.reasons.push(reason),
        Ok(covered) => {
            examined.revision = Some(covered.revision);
            examined.entry.covers_whole_file = covered.whole_file;
            let lock =
                dict.map(|dict| field_lock(file.view(covered.revision), dict)).unwrap_or_default();
            examined.later_changes(file, covered.revision, (&lock, pages));
            if let Some(role) = examined.entry.role.filter(|_| is_stamp) {
                examined.forbid(
                    format!("dấu thời gian đứng ở ô dành cho {}", role.title()),
                    covered.revision,
                );
            }
            if examined.entry.role == Some(Role::Official) {
                examined.entry.printed = printed_below(file.view(covered.revision), field);
            }
            let is_last = covered.revision + 1 == file.revisions.len();
            let bytes = if is_last { file.bytes.len() - covered.end } else { file.padding() };
            if bytes > 0 {
                examined.entry.changes.push(Change::SpaceAdded { bytes });
            }
            let outcome = if is_stamp {
                examined.document_timestamp(&covered)
            } else {
                examined.signature(dict.unwrap_or(&Dict::default()), &covered)
            };
            let fault = outcome.err();
            // What it leaves out at the end may be what it should cover.
            if is_last
                && bytes > 0
                && matches!(fault, Some(Reason::Cms(cms::CmsFault::ContentChanged)))
            {
                examined.entry.reasons.push(Reason::Coverage);
            }
            examined.entry.reasons.extend(fault);
        }
    }
    examined
}

/// The permission of a certified file that allows nothing more (`DocMDP`).
const NOTHING_MORE: i64 = 1;

/// How far below a signature, and beside it, the name of whoever signs is looked for, in points.
const BELOW: f64 = 70.0;
const BESIDE: f64 = 30.0;

/// The first line below a signature.
fn printed_below(view: View<'_, '_>, field: &SignatureField) -> Option<String> {
    let page = *pages(view).ok()?.get(field.page?.checked_sub(1)?)?;
    let [left, bottom, right, _] = field.rect?;
    let below = [left - BESIDE, bottom - BELOW, right + BESIDE, bottom];
    let lines = draw_page(view, page).lines(below);
    lines.into_iter().find(|line| line.chars().any(char::is_alphabetic))
}

/// Tells of everything that was changed after a signature who changed it: whoever signed that
/// revision, or nobody that is known.
pub(super) fn tell_who(all: &mut [Examined]) {
    let signers: Vec<(usize, String)> = all
        .iter()
        .filter_map(|one| Some((one.revision?, one.signer.as_ref()?.certificate.holder())))
        .collect();
    for one in all {
        for (what, revision) in std::mem::take(&mut one.forbidden) {
            let by = signers.iter().find(|(signed, _)| *signed == revision);
            let next = signers.iter().filter(|(signed, _)| *signed > revision).min();
            let who = match (by, next) {
                (Some((_, holder)), _) => format!("do {holder} thêm khi ký"),
                (None, Some((_, holder))) => format!("không rõ ai thêm, trước khi {holder} ký"),
                (None, None) => "không rõ ai sửa".to_owned(),
            };
            one.entry.reasons.push(Reason::Changed { what: format!("{what} ({who})") });
        }
        one.entry
            .reasons
            .sort_by_key(|reason| (std::cmp::Reverse(reason.state()), reason.sentence()));
    }
}

impl Examined {
    /// Compares the signed revision with every later one. `lock` names the fields that the
    /// signature locks; `pages` keeps what was drawn of the file.
    fn later_changes(
        &mut self,
        file: &PdfFile<'_>,
        revision: usize,
        (lock, pages): (&FieldLock, &DrawnPages),
    ) {
        let signed = file.view(revision);
        for later in revision + 1..file.revisions.len() {
            match compare(signed, file.view(later), (Since::Signature, lock, None), pages) {
                Ok(comparison) => {
                    for what in comparison.forbidden {
                        self.forbid(what, later);
                    }
                    for change in comparison.changes {
                        self.changed(change, later);
                    }
                    self.entry.reasons.extend(
                        comparison
                            .doubts
                            .into_iter()
                            .map(|doubt| Reason::MayCover { what: doubt.what, seal: doubt.seal }),
                    );
                    self.entry
                        .reasons
                        .extend(comparison.filled.into_iter().map(|what| Reason::Filled { what }));
                }
                Err(fault) => self.entry.reasons.push(Reason::Structure(fault)),
            }
        }
        self.entry.changes.sort();
        self.entry.reasons.sort_by_key(Reason::sentence);
        self.entry.reasons.dedup();
        if permission(signed) == Some(NOTHING_MORE) {
            let more = self.entry.changes.iter().find_map(|change| match change {
                Change::Signed { field, .. } => Some(format!("ký thêm ở ô {field}")),
                Change::FilledIn { blank, .. } => Some(format!("điền {}", blank.title())),
                _ => None,
            });
            if let Some(more) = more {
                self.forbid(
                    format!("{more} dù người chứng thực tệp không cho sửa gì nữa"),
                    revision,
                );
            }
        }
    }

    fn forbid(&mut self, what: String, later: usize) {
        if self.forbidden.iter().all(|(known, _)| *known != what) {
            self.forbidden.push((what, later));
        }
    }

    /// Notes an allowed change. A blank is filled in once: what a later revision says differently
    /// was changed again.
    fn changed(&mut self, change: Change, later: usize) {
        if self.entry.changes.contains(&change) {
            return;
        }
        if let Change::FilledIn { blank, value } = &change {
            let before = self.entry.changes.iter().find_map(|known| match known {
                Change::FilledIn { blank: other, value } if other == blank => Some(value.clone()),
                _ => None,
            });
            if let Some(before) = before {
                self.forbid(
                    format!("{} đã điền là {before} bị đổi thành {value}", blank.title()),
                    later,
                );
            }
        }
        self.entry.changes.push(change);
    }

    fn document_timestamp(&mut self, covered: &Covered<'_>) -> Result<(), Reason> {
        let token =
            timestamp::check(&covered.contents, &covered.parts).map_err(Reason::Timestamp)?;
        self.entry.holds(&token.authority, &token.algorithm);
        self.tokens.push(token);
        Ok(())
    }

    fn signature(&mut self, dict: &Dict<'_>, covered: &Covered<'_>) -> Result<(), Reason> {
        let binding = match dict.get(b"SubFilter").and_then(Value::name) {
            Some(b"ETSI.CAdES.detached") => Binding::Required,
            Some(b"adbe.pkcs7.detached") => Binding::Optional,
            other => {
                let name = decode_text(other.unwrap_or(b"?"));
                return Err(Reason::Unsupported(format!("kiểu chữ ký {name}")));
            }
        };
        let damaged = |_| Reason::Cms(cms::CmsFault::Damaged);
        let (der, rest) = definite(&covered.contents).map_err(damaged)?;
        if rest.iter().any(|byte| *byte != 0) {
            return Err(Reason::Cms(cms::CmsFault::Damaged));
        }
        let data = SignedData::read(&der).map_err(Reason::Cms)?;
        if data.content.is_some() || data.content_type != oid::DATA {
            return Err(Reason::Unsupported("chữ ký kèm theo nội dung bên trong".into()));
        }
        let signer = cms::check(&data, &covered.parts, binding).map_err(Reason::Cms)?;
        self.entry.holds(&signer.certificate, &signer.algorithm);
        self.signer = Some(signer);
        self.certificates = data.certificates();
        self.lists =
            data.lists.iter().filter_map(|der| RevocationList::from_der(der).ok()).collect();
        for attribute in &data.unsigned {
            if attribute.id != oid::TIMESTAMP {
                return Err(Reason::Unsupported("thuộc tính không được ký trong chữ ký".into()));
            }
            let token = timestamp::check(attribute.value.whole, &[data.signature])
                .map_err(Reason::Timestamp)?;
            self.certificates.extend(token.certificates.iter().cloned());
            self.tokens.push(token);
        }
        Ok(())
    }
}
