//! What goes with papers when they are handed over to be signed (phiếu trình): who signs, who gets
//! them, how long they are, their fingerprints, and the data that an office system asks for (Nghị định
//! 30/2020/NĐ-CP, Phụ lục VI; QCVN 102:2016/BTTTT), as a workbook to copy from and as XML. Nothing is
//! sent.

mod header;
mod sheet;

use std::collections::BTreeMap;
use std::io::{self, Write};

use rust_xlsxwriter::XlsxError;
use unicode_normalization::UnicodeNormalization as _;

use crate::documents::{WrittenPaper, model::SignatureBlock};
use crate::drafts;
use crate::ledger::Filed;
use crate::round::Round;

/// Name of the workbook below the outputs folder.
pub const SHEET: &str = "trinh-ky/phieu-trinh.xlsx";
/// Name of the data for office systems.
pub const HEADER: &str = "trinh-ky/thong-tin.xml";

/// The papers that are handed over to be signed.
pub struct Submission<'a> {
    round: &'a Round,
    papers: Vec<SubmittedPaper<'a>>,
}

/// A paper that is handed over to be signed.
struct SubmittedPaper<'a> {
    written: &'a WrittenPaper,
    filed: &'a Filed,
    /// Name of the body that issues it.
    body: String,
}

impl<'a> Submission<'a> {
    /// Gathers them from the papers of a run; those that nobody signs are left out. `None` when there
    /// are none.
    #[must_use]
    pub fn of(round: &'a Round, written: &'a [WrittenPaper], filed: &'a [Filed]) -> Option<Self> {
        let filed: BTreeMap<&str, &Filed> =
            filed.iter().map(|filed| (filed.file.as_str(), filed)).collect();
        let papers: Vec<_> = written
            .iter()
            .filter(|paper| !paper.document.signatures.is_empty())
            .filter_map(|written| {
                let filed = filed.get(written.file.as_str())?;
                let issuer = round.issuer(&written.issuer);
                let body = issuer.map_or_else(String::new, |issuer| issuer.name.clone());
                Some(SubmittedPaper { written, filed, body })
            })
            .collect();
        (!papers.is_empty()).then_some(Self { round, papers })
    }

    /// Returns the bytes of the workbook.
    ///
    /// # Errors
    ///
    /// When a text is none that a workbook can hold.
    pub fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        sheet::workbook(self.round, &self.papers)
    }

    /// Writes the data for office systems, as XML.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn write_header(&self, out: impl Write) -> io::Result<()> {
        header::write(&self.papers, out)
    }
}

impl SubmittedPaper<'_> {
    /// The number; empty while it is blank.
    fn number(&self) -> &str {
        let number = self.written.document.own_header().number.as_ref();
        number.and_then(|number| number.value.as_deref()).unwrap_or_default()
    }

    /// What follows the number: `QĐ-UBND`; empty for a paper without number.
    fn symbol(&self) -> &str {
        let number = self.written.document.own_header().number.as_ref();
        number.map(|number| number.symbol.as_str()).unwrap_or_default()
    }

    /// The date of issue, `11/12/2026`; with the day blank, `…/12/2026`.
    fn date(&self) -> String {
        let place = self.written.document.own_header().place.as_ref();
        place.map_or_else(String::new, |place| {
            let day = place.day.as_deref().unwrap_or("…");
            format!("{day}/{}/{}", place.month, place.year)
        })
    }

    /// The place of issue.
    fn place(&self) -> &str {
        self.written.document.own_header().place.as_ref().map_or("", |place| &place.place)
    }

    /// Who signs last: post and name.
    fn signer(&self) -> (String, &str) {
        let block = self.written.document.signatures.last();
        block.map_or_else(Default::default, |block| (post(block), block.name.as_str()))
    }

    /// Who gets the paper: those it is addressed to, then those of its list.
    fn recipients(&self) -> Vec<&str> {
        let document = &self.written.document;
        document.addressees.iter().chain(document.recipients.iter()).map(String::as_str).collect()
    }

    /// Name of its draft for Word.
    fn draft(&self) -> String {
        drafts::file_of(&self.written.file)
    }

    /// The name under which offices file the paper when it is issued: type, number, body, day. What
    /// is blank is to be filled in.
    fn name_when_issued(&self) -> String {
        let (kind, body) = self.symbol().split_once('-').unwrap_or((self.symbol(), ""));
        let number = if self.number().is_empty() { "SO" } else { self.number() };
        let date = self.written.document.header.place.as_ref();
        let date = date.map_or_else(String::new, |place| {
            format!("{}{}{}", place.year, place.month, place.day.as_deref().unwrap_or("NGAY"))
        });
        let parts = [plain(kind), number.to_owned(), plain(body), date];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}.pdf", parts.join("-"))
    }
}

/// A text in capital letters without marks, as names of files have them.
fn plain(text: &str) -> String {
    let letters = text.nfd().map(|sign| if matches!(sign, 'Đ' | 'đ') { 'D' } else { sign });
    let plain = letters.filter_map(|sign| match sign {
        ' ' | '/' => Some('-'),
        sign if sign.is_ascii_alphanumeric() || sign == '-' => Some(sign.to_ascii_uppercase()),
        _ => None,
    });
    plain.collect()
}

/// The post of a signer, on one line.
fn post(block: &SignatureBlock) -> String {
    block
        .capacity
        .iter()
        .map(String::as_str)
        .chain(block.post.as_deref())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_of_files_have_capitals_without_marks() {
        assert_eq!(plain("QĐ"), "QD");
        assert_eq!(plain("HĐOCOP"), "HDOCOP");
        assert_eq!(plain("Sở NN/PTNT"), "SO-NN-PTNT");
        assert_eq!(plain("../\\:*?"), "-");
    }
}
