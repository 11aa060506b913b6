//! What the minutes say of each session, and of ballots and stars that a rule changes.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::book::{Book, Member, Product, Session, pad};
use super::desk::{Desk, bare, between};

impl Desk<'_> {
    pub(super) fn session(&mut self, index: usize) {
        let book = self.book;
        let session = &book.sessions[index];
        let start = format!("{}. Lần chấm {}: từ", index + 1, session.number);
        let end = match book.sessions.get(index + 1) {
            Some(next) => format!("{}. Lần chấm {}: từ", index + 2, next.number),
            None => "III. KẾT QUẢ ĐÁNH GIÁ".to_owned(),
        };
        let Some(part) = between(&self.paper.text, &start, &end).map(str::to_owned) else {
            return self.fault("session", &start, "(nothing)");
        };
        let present = book.members.len() - session.absent.len();
        let (needed, with_chair) = book.quorum();
        let mut wanted = vec![format!(
            "Có mặt {}/{} thành viên Hội đồng",
            pad(present),
            pad(book.members.len())
        )];
        let led = book.members.iter().any(|member: &Member| {
            member.role != "member" && !session.absent.contains(&member.name)
        });
        let share = format!("{}/{}", pad(needed), pad(book.members.len()));
        wanted.push(match (present >= needed, led || !with_chair) {
            (true, true) => {
                format!("bảo đảm ít nhất {share} theo quy định; cuộc họp đủ điều kiện tiến hành.")
            }
            (true, false) => {
                format!(
                    "bảo đảm ít nhất {share} nhưng không có Chủ tịch hoặc Phó Chủ tịch Hội đồng \
                     dự họp"
                )
            }
            (false, true) => format!(
                "không đủ {share} theo quy định; kết quả chấm của lần này không có giá trị."
            ),
            (false, false) => {
                format!(
                    "không đủ {share} theo quy định, và không có Chủ tịch hoặc Phó Chủ tịch Hội \
                     đồng"
                )
            }
        });
        let counted: usize = book
            .admitted()
            .filter_map(|product| product.scores_of(session.number))
            .map(<[_]>::len)
            .sum();
        if counted > 0 {
            wanted.push(format!("Tính {} phiếu chấm", pad(counted)));
        }
        wanted.extend(self.result(session));
        for wanted in wanted {
            if !bare(&part).contains(&bare(&wanted)) {
                self.fault(&format!("session {}", session.number), &wanted, &part);
            }
        }
        for wrong in ["Tính ", "Kết quả:", "Chưa có kết quả:"] {
            let right = match wrong {
                "Tính " => counted > 0,
                "Kết quả:" => self.result(session).is_some(),
                _ => book.admitted().any(|product| {
                    product.is_held() && product.scores_of(session.number).is_some()
                }),
            };
            if part.contains(wrong) != right {
                self.fault(
                    &format!("session {}", session.number),
                    &format!("“{wrong}” said: {right}"),
                    &part,
                );
            }
        }
        self.not_counted(session, &part);
    }

    /// The sentence about the scores of a session.
    pub(super) fn result(&self, session: &Session) -> Option<String> {
        let book = self.book;
        let scored: Vec<&Product> = book
            .admitted()
            .filter(|product| !product.is_held() && product.scores_of(session.number).is_some())
            .collect();
        if scored.is_empty() {
            return None;
        }
        let again =
            scored.iter().filter(|product| product.official() > Some(session.number)).count();
        let own: Vec<&&Product> =
            scored.iter().filter(|product| product.official() == Some(session.number)).collect();
        let decided: Vec<&&&Product> = own.iter().filter(|product| product.has_star()).collect();
        let mut wanted = format!("Kết quả: {} sản phẩm được chấm điểm", pad(scored.len()));
        if again == scored.len() {
            wanted +=
                ", đều được chấm lại ở lần chấm sau nên điểm của lần này không dùng để xếp hạng";
        } else if again > 0 {
            wanted += &format!("; {} sản phẩm trong đó được chấm lại ở lần chấm sau", pad(again));
            wanted += " nên điểm của lần này không dùng để xếp hạng";
        }
        if !decided.is_empty() {
            wanted += &if decided.len() == scored.len() {
                " và xếp hạng".to_owned()
            } else {
                format!("; {} sản phẩm được xếp hạng", pad(decided.len()))
            };
            let mut means: Vec<(Decimal, String)> = decided
                .iter()
                .map(|product| {
                    let scores = product.scores_of(session.number).unwrap();
                    (
                        scores.iter().sum::<Decimal>() / Decimal::from(scores.len()),
                        book.printed(scores),
                    )
                })
                .collect();
            means.sort();
            let (lowest, highest) = (&means[0].1, &means[means.len() - 1].1);
            wanted += " theo điểm của lần này, điểm trung bình ";
            wanted += &if lowest == highest {
                lowest.clone()
            } else {
                format!("từ {lowest} đến {highest}")
            };
            let stars: Vec<String> = (1..=5)
                .filter_map(|star| {
                    let count = decided.iter().filter(|product| product.star == Some(star)).count();
                    let words = if star == 5 {
                        "đủ điểm để đề nghị Trung ương đánh giá".into()
                    } else {
                        format!("đạt mức {star} sao")
                    };
                    (count > 0).then(|| format!("{} sản phẩm {words}", pad(count)))
                })
                .collect();
            wanted += &format!(" điểm: {}", stars.join(", "));
        }
        if own.len() > decided.len() {
            wanted += &format!(
                "; {} sản phẩm chưa được xếp hạng, lý do nêu ở bảng kết quả",
                pad(own.len() - decided.len())
            );
        }
        Some(wanted + ".")
    }

    /// Ballots that do not count add up, but for those that a rule leaves out everywhere.
    fn not_counted(&mut self, session: &Session, part: &str) {
        let book = self.book;
        let said: usize = match part.split_once("không tính: ") {
            Some((_, rest)) => {
                let rest = rest.split(").").next().unwrap_or_default();
                let counts = rest
                    .split(" phiếu")
                    .filter_map(|before| before.rsplit([' ', ';']).next()?.parse::<usize>().ok());
                counts.sum()
            }
            None => 0,
        };
        let everywhere = everywhere(book);
        let left_out = book.admitted().flat_map(|product| &product.left_out).filter(
            |(number, member, _, rule)| {
                *number == session.number && !everywhere.contains(&(member.clone(), rule.clone()))
            },
        );
        let lost: usize =
            book.admitted().filter_map(|product| product.lost.get(&session.number)).sum();
        let wanted = left_out.count() + lost;
        if said != wanted {
            self.fault(
                &format!("ballots not counted in session {}", session.number),
                &wanted.to_string(),
                part,
            );
        }
    }

    pub(super) fn remarks(&mut self) {
        let book = self.book;
        let part = between(&self.paper.text, "của lần chấm sau cùng.", "TT Tên sản phẩm")
            .unwrap_or_default()
            .to_owned();
        self.under_earlier(&part, &book.admitted().collect::<Vec<_>>());
        for product in book.admitted() {
            let lowered = format!(
                "Sản phẩm “{}” {} nhưng chỉ được xếp",
                product.name,
                match product.by_points {
                    Some(5) => "đủ điểm để đề nghị Trung ương đánh giá".to_owned(),
                    star => format!("đạt {} sao theo điểm", star.unwrap_or_default()),
                }
            );
            let wanted = product.has_star() && product.minima.is_some();
            if bare(&part).contains(&bare(&lowered)) != wanted {
                self.fault(
                    "minimum requirements",
                    &format!("{} lowered: {wanted}", product.name),
                    &part,
                );
            }
            if let Some((star, reason)) = product.minima.as_ref().filter(|_| wanted) {
                self.holds(
                    "minimum requirements",
                    &format!("chỉ được xếp {star} sao theo yêu cầu tối thiểu: {reason}."),
                );
            }
            let near = format!("Sản phẩm “{}” có điểm trung bình", product.name);
            if bare(&part).contains(&bare(&near))
                && !(product.has_star() && product.minima.is_none())
            {
                self.fault(
                    "near a border",
                    &format!("{} is decided by its points", product.name),
                    &part,
                );
            }
        }
        let everywhere = everywhere(book);
        for (member, rule) in &everywhere {
            let count = book
                .admitted()
                .flat_map(|product| &product.left_out)
                .filter(|(_, name, _, why)| name == member && why == rule)
                .count();
            self.holds(
                "rule",
                &format!(
                    "{member} không tính vào điểm của sản phẩm nào ({} phiếu): {rule}.",
                    pad(count)
                ),
            );
        }
        for product in book.admitted() {
            for session in book.sessions.iter().map(|session| session.number) {
                let own = product.left_out.iter().filter(|(number, member, _, rule)| {
                    *number == session && !everywhere.contains(&(member.clone(), rule.clone()))
                });
                let own: Vec<_> = own.collect();
                if own.is_empty() {
                    continue;
                }
                let names: Vec<String> =
                    own.iter().map(|(_, member, _, rule)| format!("{member} ({rule})")).collect();
                let scores: Vec<Decimal> =
                    own.iter().filter_map(|(_, _, score, _)| *score).collect();
                let mut wanted = format!(
                    "Sản phẩm “{}”, lần chấm {session}: không tính phiếu của {}.",
                    product.name,
                    names.join("; ")
                );
                if let Some(counted) = product.scores_of(session).filter(|_| !scores.is_empty()) {
                    let all: Vec<Decimal> = counted.iter().chain(&scores).copied().collect();
                    let these = if own.len() == 1 { "phiếu này" } else { "các phiếu này" };
                    let (mean, with) = (book.printed(counted), book.printed(&all));
                    wanted +=
                        &format!(" Điểm trung bình là {mean}; nếu tính cả {these} là {with}.");
                }
                self.holds("ballots left out", &wanted);
            }
        }
    }
}

/// Whose ballots a rule of the round leaves out everywhere: the chair's.
fn everywhere(book: &Book) -> BTreeSet<(String, String)> {
    let left_out = book.admitted().flat_map(|product| &product.left_out);
    let of_chair =
        left_out.filter(|(.., rule)| rule.contains("phiếu của Chủ tịch Hội đồng không tính"));
    of_chair.map(|(_, member, _, rule)| (member.clone(), rule.clone())).collect()
}
