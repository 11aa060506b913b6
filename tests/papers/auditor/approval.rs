//! Which papers of the approval there are: the decision that approves apart, the letter to the
//! Ministry, and what is enclosed with the submission.

use super::book::{Book, pad};
use super::desk::{Paper, bare};

/// Everything that these papers say and the book does not.
pub(super) fn faults(book: &Book, papers: &[Paper]) -> Vec<String> {
    let mut desk = Desk { book, papers, faults: Vec::new() };
    desk.apart();
    desk.submission();
    desk.faults
}

struct Desk<'a> {
    book: &'a Book,
    papers: &'a [Paper],
    faults: Vec<String>,
}

impl Desk<'_> {
    /// The text of a paper without blanks, where there is such a paper.
    fn text(&self, file: &str) -> Option<String> {
        let paper = self.papers.iter().find(|paper| paper.file == file);
        paper.map(|paper| bare(&paper.text))
    }

    fn holds(&mut self, file: &str, text: &str, wanted: &str) {
        if !text.contains(&bare(wanted)) {
            self.faults.push(format!("{file} does not say “{wanted}”"));
        }
    }

    /// Products of 90 points stand in a decision of their own under the act of 2026, and in the
    /// letter; neither is there where there are none.
    fn apart(&mut self) {
        let named: Vec<_> = self
            .book
            .proposed()
            .iter()
            .map(|product| format!("{}{}", product.name, product.owner))
            .collect();
        let of_2026 = self.book.act == "26-2026";
        let decided = "06-quyet-dinh/quyet-dinh-phe-duyet-ket-qua.pdf";
        let letter = "06-quyet-dinh/cong-van-de-nghi-trung-uong.pdf";
        for (file, due) in [(decided, of_2026 && !named.is_empty()), (letter, !named.is_empty())] {
            let Some(text) = self.text(file) else {
                // The round may wait for ballots; then the decision is not there either.
                let others = self.text("06-quyet-dinh/quyet-dinh.pdf").is_some();
                if due && others {
                    self.faults.push(format!("no {file}"));
                }
                continue;
            };
            if !due {
                self.faults.push(format!("{file} without products of 90 points"));
            }
            for (name, number) in named.iter().zip(1..) {
                self.holds(file, &text, &format!("{number}{name}"));
            }
            let count = format!("{} sản phẩm", pad(named.len()));
            self.holds(file, &text, &count);
        }
    }

    /// What the submission lists is there, and what is there is listed.
    fn submission(&mut self) {
        let file = "05-trinh-phe-duyet/to-trinh.pdf";
        let Some(text) = self.text(file) else { return };
        // The draft of the approval apart begins with the same words.
        let text = text.replace(&bare("Dự thảo quyết định phê duyệt"), "");
        for listed in [
            ("04-ket-qua-cham/bien-ban.pdf", "Biên bản họp Hội đồng số"),
            ("04-ket-qua-cham/bao-cao-hoi-dong.pdf", "Báo cáo kết quả của Hội đồng số"),
            ("05-trinh-phe-duyet/bao-cao-tong-hop.pdf", "Báo cáo tổng hợp số"),
            ("05-trinh-phe-duyet/du-thao-quyet-dinh.pdf", "Dự thảo quyết định"),
        ] {
            let exists = self.papers.iter().any(|paper| paper.file == listed.0);
            if text.contains(&bare(listed.1)) != exists {
                self.faults.push(format!("{file}: {} listed and {exists}", listed.1));
            }
        }
    }
}
