//! The order in which findings are best corrected: errors before warnings, causes before what
//! follows from them, papers last.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Code, Finding, Findings};

/// Most products that a sentence names.
const NAMED: usize = 30;

/// Findings that say the same about several places.
#[derive(Debug)]
pub(crate) struct AlikeFindings<'f> {
    /// The finding for which the most products wait; of equals, the one at the first place.
    pub(crate) first: &'f Finding,
    /// The other findings, in order of place but for those that [`Self::first`] displaced, which
    /// come first.
    pub(crate) others: Vec<&'f Finding>,
    /// The products that wait for any of the findings.
    pub(crate) holds: Vec<&'f str>,
}

impl AlikeFindings<'_> {
    /// Returns the number of findings.
    pub(crate) fn len(&self) -> usize {
        self.others.len() + 1
    }
}

/// Groups the findings that say the same, and sorts the groups in the order in which they are best
/// corrected.
pub(crate) fn sorted(findings: &Findings) -> Vec<AlikeFindings<'_>> {
    let mut alike: Vec<AlikeFindings<'_>> = Vec::new();
    let mut known = BTreeMap::new();
    for finding in findings {
        let detail = (&finding.found, &finding.allowed, &finding.remedy, &finding.accepted);
        let says = (finding.code, &finding.heading, &finding.message, detail);
        let holds = finding.holds.iter().map(String::as_str);
        if let Some(index) = known.get(&says) {
            let same: &mut AlikeFindings<'_> = &mut alike[*index];
            if finding.holds.len() > same.first.holds.len() {
                same.others.insert(0, std::mem::replace(&mut same.first, finding));
            } else {
                same.others.push(finding);
            }
            let more: Vec<&str> = holds.filter(|product| !same.holds.contains(product)).collect();
            same.holds.extend(more);
        } else {
            known.insert(says, alike.len());
            alike.push(AlikeFindings {
                first: finding,
                others: Vec::new(),
                holds: holds.collect(),
            });
        }
    }
    alike.sort_by_key(|alike| {
        let finding = alike.first;
        let weight = Reverse((finding.accepted.is_none(), finding.severity()));
        (weight, step(finding.code), Reverse(alike.holds.len()))
    });
    alike
}

/// Returns the step of the work at which a finding arises: 0 for what came in, 1 for what the rules
/// say of it, 2 for what is written.
fn step(code: Code) -> u8 {
    match code.id().as_bytes().get(1) {
        Some(b'0' | b'1' | b'2' | b'5') => 0,
        Some(b'4') => 2,
        _ => 1,
    }
}

/// Writes how many and which products wait: `23 sản phẩm chờ: Chè; Mật ong; …`.
pub(crate) fn held(products: &[&str]) -> String {
    let named = products.iter().take(NAMED).copied().collect::<Vec<_>>().join("; ");
    let more = if products.len() > NAMED { "; …" } else { "" };
    format!("{} sản phẩm chờ: {named}{more}", products.len())
}

#[cfg(test)]
mod tests {
    use super::{held, sorted};
    use crate::finding::{Code, Finding, Findings, Place};

    fn at(code: Code, file: &str) -> Finding {
        Finding::new(code, Place::file(file), "Một câu.")
    }

    #[test]
    fn causes_come_before_what_follows_and_papers_last() {
        let mut findings = Findings::default();
        for (code, file) in [
            (Code::PaperNotWritten, "a.pdf"),
            (Code::SpreadTooWide, "a.xlsx"),
            (Code::FileLocked, "z.xlsx"),
            (Code::FileTwice, "a.xlsx"),
            (Code::MemberUnknown, "y.xlsx"),
        ] {
            findings.push(at(code, file));
        }
        findings.sort();
        let codes: Vec<_> = sorted(&findings).iter().map(|alike| alike.first.code.id()).collect();
        assert_eq!(codes, ["E208", "E103", "E320", "E403", "W117"]);
    }

    #[test]
    fn what_most_products_wait_for_comes_first_and_sheets_of_one_cause_stand_together() {
        let mut findings = Findings::default();
        findings.push(at(Code::FileLocked, "a.xlsx"));
        for (file, product) in [("b.xlsx", "Chè"), ("c.xlsx", "Mật ong"), ("d.xlsx", "Chè")] {
            let mut finding = at(Code::SessionUnknown, file);
            finding.hold(product);
            findings.push(finding);
        }
        let sorted = sorted(&findings);
        let [sessions, locked] = sorted.as_slice() else { panic!("{sorted:?}") };
        assert_eq!((sessions.len(), locked.len()), (3, 1));
        assert_eq!(held(&sessions.holds), "2 sản phẩm chờ: Chè; Mật ong");
    }

    #[test]
    fn of_two_files_with_one_fault_the_one_that_products_wait_for_is_named() {
        let mut waited = at(Code::FileLocked, "b.xlsx");
        waited.hold("Chè");
        let findings: Findings = [at(Code::FileLocked, "a.xlsx"), waited].into_iter().collect();
        let sorted = sorted(&findings);
        assert_eq!((sorted[0].first.place.file.as_str(), sorted[0].len()), ("b.xlsx", 2));
    }
}
