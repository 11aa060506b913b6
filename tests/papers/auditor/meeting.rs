//! The papers of the meeting, held against the book: who and what comes before the council.

use super::book::{owners, pad};
use super::desk::{Desk, bare};

impl Desk<'_> {
    /// The list of products and owners: counts, each product once, why others are not there.
    pub(super) fn list(&mut self) {
        let book = self.book;
        let count =
            |outcome: &str| book.products.iter().filter(|one| one.outcome == outcome).count();
        let (all, owners) = (pad(book.products.len()), pad(owners(&book.products)));
        self.holds("submitted", &format!("{all} sản phẩm của {owners} chủ thể ("));
        let admitted = book.admitted().count();
        self.holds("admitted", &format!("Có {} sản phẩm đủ điều kiện dự đánh giá", pad(admitted)));
        for (outcome, words) in
            [("not_admitted", "hồ sơ không đủ điều kiện"), ("withdrawn", "sản phẩm đã rút")]
        {
            let count = count(outcome);
            let wanted = (count > 0).then(|| format!("{} {words}", pad(count)));
            self.only(outcome, &self.paper.text.clone(), words, wanted);
        }
        let (before, behind) = self.parts("Sản phẩm không đưa ra Hội đồng");
        let rows = book.admitted().zip(1..).map(|(one, number)| format!("{number}{}", one.name));
        let rows: Vec<String> = rows.collect();
        for row in &rows {
            self.rows("products", &before, std::slice::from_ref(row));
        }
        for product in book.products.iter().filter(|product| !product.is_admitted()) {
            self.rows("not before the council", &behind, std::slice::from_ref(&product.name));
        }
    }

    fn parts(&self, mark: &str) -> (String, String) {
        let text = &self.paper.text;
        let (before, behind) = text.split_once(mark).unwrap_or((text, ""));
        (before.to_owned(), behind.to_owned())
    }

    /// The programme: times ascend within the hours of a half day, each product once a session.
    pub(super) fn agenda(&mut self) {
        let text = self.paper.text.replace("Buổi chiều, ngày", "\u{1}Buổi chiều, ngày");
        let text = text.replace("Buổi sáng, ngày", "\u{1}Buổi sáng, ngày");
        let halves: Vec<&str> = text.split('\u{1}').skip(1).collect();
        for half in &halves {
            self.half(half);
        }
        let again = text.contains("dành cho những sản phẩm Hội đồng yêu cầu chấm lại");
        let sessions: Vec<u8> = self.book.sessions.iter().map(|session| session.number).collect();
        let of = |session: &u8| -> String {
            let name = format!("(lần chấm {session})");
            halves.iter().filter(|half| half.contains(&name)).copied().collect()
        };
        let programmes: Vec<String> = if again || sessions.is_empty() {
            vec![halves.concat()]
        } else {
            sessions.iter().map(of).collect()
        };
        for programme in programmes {
            let programme = bare(&programme);
            for (product, number) in self.book.admitted().zip(1..) {
                let times = programme.matches(&bare(&product.row(number))).count();
                if times != 1 {
                    self.fault("programme", &product.row(number), &format!("{times} times"));
                }
            }
        }
    }

    /// Times of a half day: they ascend, and none is outside of its hours.
    fn half(&mut self, half: &str) {
        let book = self.book;
        let hour = |key: &str, default: u32| {
            let set = book.setting(&format!("agenda.{key}")).and_then(toml::Value::as_str);
            set.and_then(|set| times(set).first().copied()).unwrap_or(default)
        };
        let (from, to) = if half.starts_with("Buổi sáng") {
            (hour("morning_from", 480), hour("morning_to", 690))
        } else {
            (hour("afternoon_from", 810), hour("afternoon_to", 1020))
        };
        let half = half.split("Giờ của từng sản phẩm là dự kiến").next().unwrap_or_default();
        let times = times(half);
        // A session may begin at an hour of its own.
        let early = book.sessions.iter().filter_map(|session| session.start).min();
        let from = early.map_or(from, |early| from.min(early));
        let ascend = times.windows(2).all(|pair| pair[0] < pair[1]);
        if !ascend || times.iter().any(|time| *time < from || *time >= to) {
            self.fault("times", &format!("ascending from {from} to {to}"), &format!("{times:?}"));
        }
    }

    /// The list to sign when coming: the council, its secretary, units and owners.
    pub(super) fn attendance_list(&mut self) {
        let book = self.book;
        for (member, number) in book.members.iter().zip(1..) {
            self.once("member", &format!("{number}{} {}", member.title, member.name));
        }
        for district in &book.districts {
            if book.admitted().any(|product| product.district == *district) {
                self.holds("unit", &format!("UBND {district}"));
            }
        }
        for product in book.admitted() {
            // One owner may be written in two ways; the list has one of them.
            let short = bare(&product.owner.replace("Hợp tác xã", "HTX"));
            if !bare(&self.paper.text.replace("Hợp tác xã", "HTX")).contains(&short) {
                self.fault("owner", &product.owner, "(nothing)");
            }
        }
    }

    /// The list of what is displayed: each product once.
    pub(super) fn display(&mut self) {
        let count = pad(self.book.admitted().count());
        self.holds("displayed", &format!("Có {count} sản phẩm trưng bày"));
        for (product, number) in self.book.admitted().zip(1..) {
            self.once("displayed", &product.row(number));
        }
    }

    /// A card for each product.
    pub(super) fn cards(&mut self) {
        for (product, number) in self.book.admitted().zip(1..) {
            self.once("card", &format!("SỐ{}", product.row(number)));
        }
    }
}

/// The times of a text, in minutes since midnight: `08 giờ 30`.
pub(super) fn times(text: &str) -> Vec<u32> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let time = |three: &[&str]| {
        let [hour, "giờ", minute] = three else { return None };
        let two = |text: &str| text.get(..2)?.parse::<u32>().ok();
        Some(two(hour)? * 60 + two(minute)?)
    };
    words.windows(3).filter_map(time).collect()
}
