//! Attachments: files that belong to a dossier but are no spreadsheets. They are counted by kind,
//! one line for each folder or archive.

use std::collections::BTreeMap;

use careful_spreadsheet::{AttachmentKind, Place};
use serde::Serialize;

use crate::finding::{Code, Finding, Findings};

/// Returns the Vietnamese name of a kind of attachment.
pub(super) fn name(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Pdf => "tệp PDF",
        AttachmentKind::Document => "văn bản Word",
        AttachmentKind::Picture => "hình ảnh",
        AttachmentKind::Media => "tệp âm thanh, video",
        AttachmentKind::Slides => "tệp trình chiếu",
    }
}

/// The attachments of one folder or archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachments {
    /// Path of the folder below the inputs folder (`.` for the inputs folder itself), or of the
    /// archive, whose attachments are counted together.
    pub at: String,
    /// Vietnamese name of each kind and the number of attachments of it, at least one, in the order
    /// of kinds.
    pub kinds: Vec<(&'static str, usize)>,
}

impl Attachments {
    /// Returns the number of attachments of all kinds.
    #[must_use]
    pub fn count(&self) -> usize {
        self.kinds.iter().map(|(_, count)| count).sum()
    }
}

/// Counts attachments while files are read, by path and kind.
#[derive(Debug, Default)]
pub(super) struct AttachmentCounter(BTreeMap<String, BTreeMap<AttachmentKind, usize>>);

impl AttachmentCounter {
    /// Counts the attachment at this place for its folder, or for the outermost archive around it.
    pub(super) fn add(&mut self, place: &Place, kind: AttachmentKind) {
        let folder = || place.file.rsplit_once('/').map_or(".", |(folder, _)| folder);
        let at = place.file.split_once("!/").map_or_else(folder, |(archive, _)| archive);
        *self.0.entry(at.to_owned()).or_default().entry(kind).or_default() += 1;
    }

    /// Returns the counts by path, and adds a finding for each.
    pub(super) fn finish(self, findings: &mut Findings) -> Vec<Attachments> {
        let named = |(kind, count)| (name(kind), count);
        let counted: Vec<_> = self
            .0
            .into_iter()
            .map(|(at, kinds)| Attachments { at, kinds: kinds.into_iter().map(named).collect() })
            .collect();
        for attachments in &counted {
            let kinds: Vec<_> =
                attachments.kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            let message = format!(
                "Có {} tệp kèm theo không phải bảng tính ({}), được để nguyên.",
                attachments.count(),
                kinds.join(", ")
            );
            findings.push(Finding::new(
                Code::AttachmentsCounted,
                Place::file(&attachments.at),
                message,
            ));
        }
        counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_are_one_line_a_folder_or_archive() {
        let mut counting = AttachmentCounter::default();
        for (file, kind) in [
            ("a/1.pdf", AttachmentKind::Pdf),
            ("a/2.pdf", AttachmentKind::Pdf),
            ("a/b.zip!/c/3.jpg", AttachmentKind::Picture),
            ("a/b.zip!/d.zip!/4.pdf", AttachmentKind::Pdf),
            ("5.docx", AttachmentKind::Document),
        ] {
            counting.add(&Place::file(file), kind);
        }
        let mut findings = Findings::default();
        let counted = counting.finish(&mut findings);
        let told: Vec<_> = findings
            .iter()
            .map(|finding| format!("{}: {}", finding.place, finding.message))
            .collect();
        assert_eq!(
            told,
            [
                ".: Có 1 tệp kèm theo không phải bảng tính (1 văn bản Word), được để nguyên.",
                "a: Có 2 tệp kèm theo không phải bảng tính (2 tệp PDF), được để nguyên.",
                "a/b.zip: Có 2 tệp kèm theo không phải bảng tính (1 tệp PDF, 1 hình ảnh), được để \
                 nguyên.",
            ]
        );
        assert_eq!(counted[2].count(), 2);
    }
}
