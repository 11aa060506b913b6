//! What was read in one sentence: `Đã đọc: 6 danh sách (25 sản phẩm), 18 tệp phiếu (9 người, 2 lần
//! chấm, 6.912 ô điểm), 1 trang khác; 3 dòng bỏ qua.`

use super::ReadTotals;

impl ReadTotals {
    /// Says in one sentence what was read. Numbers that are zero are left out.
    pub(super) fn sentence(&self) -> String {
        let some =
            |count: usize, words: &str| (count > 0).then(|| format!("{} {words}", dotted(count)));
        let lists = some(self.lists, "danh sách")
            .map(|lists| format!("{lists} ({} sản phẩm)", dotted(self.products)));
        let ballots = some(self.ballot_files, "tệp phiếu").map(|files| {
            let whose = [some(self.members, "người"), some(self.sessions, "lần chấm")];
            let whose: Vec<_> = whose
                .into_iter()
                .flatten()
                .chain([format!("{} ô điểm", dotted(self.marks))])
                .collect();
            format!("{files} ({})", whose.join(", "))
        });
        let read = [
            lists,
            ballots,
            some(self.summaries, "bảng tổng hợp"),
            some(self.blank_forms, "mẫu phiếu chưa ghi điểm"),
            some(self.others, "trang khác"),
        ];
        let read: Vec<String> = read.into_iter().flatten().collect();
        let read = if read.is_empty() {
            "chưa có danh sách hay phiếu nào".to_owned()
        } else {
            read.join(", ")
        };
        let left =
            [some(self.files_not_read, "tệp không đọc được"), some(self.skipped, "dòng bỏ qua")];
        let parts: Vec<String> = [Some(read)].into_iter().chain(left).flatten().collect();
        format!("Đã đọc: {}.", parts.join("; "))
    }
}

/// Writes a number with dots between the thousands: `6912` becomes `6.912`.
pub(crate) fn dotted(count: usize) -> String {
    let digits = count.to_string();
    let mut dotted = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            dotted.push('.');
        }
        dotted.push(digit);
    }
    dotted
}
