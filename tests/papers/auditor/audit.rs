//! Compares what papers say with the auditor's own count. Every difference becomes a sentence.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::book::{Book, Member, Product, Session, owners, pad};

/// A finished paper: where it is filed, and its text on one line.
pub(crate) struct Paper {
    pub(crate) file: String,
    pub(crate) text: String,
}

/// Everything that papers say and the book does not.
pub(crate) fn faults(book: &Book, papers: &[Paper]) -> Vec<String> {
    let mut faults = Vec::new();
    for paper in papers {
        let mut desk = Desk { book, paper, faults: Vec::new() };
        match paper.file.as_str() {
            "04-ket-qua-cham/bien-ban.pdf" => desk.minutes(),
            "06-quyet-dinh/quyet-dinh.pdf" => desk.decision(),
            file if file.starts_with("02-giay-moi/") => desk.invitation(),
            _ => {}
        }
        faults.append(&mut desk.faults);
    }
    invited(book, papers, &mut faults);
    faults.extend(super::after::faults(book, papers));
    faults.extend(super::approval::faults(book, papers));
    faults
}

struct Desk<'a> {
    book: &'a Book,
    paper: &'a Paper,
    faults: Vec<String>,
}

/// The text between two pieces of it, without blanks at its ends.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let rest = &text[text.find(start)? + start.len()..];
    Some(rest[..rest.find(end)?].trim())
}

/// Text without blanks: pages break lines where they like.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\u{200b}').collect()
}

impl Desk<'_> {
    fn fault(&mut self, what: &str, wanted: &str, found: &str) {
        self.faults.push(format!("{}: {what}: “{found}”, wanted “{wanted}”", self.paper.file));
    }

    /// What stands between two pieces must be this.
    fn reads(&mut self, what: &str, (start, end): (&str, &str), wanted: &str) {
        let found = between(&self.paper.text, start, end).unwrap_or("(nothing)").to_owned();
        if bare(&found) != bare(wanted) {
            self.fault(what, wanted, &found);
        }
    }

    /// A part of the paper says this, or nothing that begins so.
    fn only(&mut self, what: &str, part: &str, start: &str, wanted: Option<String>) {
        let says = match &wanted {
            Some(wanted) => bare(part).contains(&bare(wanted)),
            None => !bare(part).contains(&bare(start)),
        };
        if !says {
            self.fault(what, &wanted.unwrap_or_default(), part);
        }
    }

    /// The products of these that are under the earlier act stand in one sentence.
    fn under_earlier(&mut self, part: &str, products: &[&Product]) {
        let act = self.book.act.clone();
        let own = products.iter().filter(|one| one.act.as_ref().is_some_and(|other| *other != act));
        let names: Vec<String> = own.map(|product| format!("“{}”", product.name)).collect();
        let wanted = (!names.is_empty()).then(|| {
            format!(
                "{} sản phẩm có hồ sơ nộp trước ngày 22/5/2026 được đánh giá theo Quyết định \
                 148/QĐ-TTg (sửa đổi, bổ sung theo Quyết định 1489/QĐ-TTg): {}.",
                pad(names.len()),
                names.join(", ")
            )
        });
        self.only("earlier act", part, "sản phẩm có hồ sơ nộp trước ngày", wanted);
    }

    fn holds(&mut self, what: &str, wanted: &str) {
        if !bare(&self.paper.text).contains(&bare(wanted)) {
            self.fault(what, wanted, "(nothing)");
        }
    }

    // ---- Minutes
    // --------------------------------------------------------------------------------------------------

    fn minutes(&mut self) {
        self.attendance();
        self.submitted();
        for index in 0..self.book.sessions.len() {
            self.session(index);
        }
        self.remarks();
        self.results();
        self.conclusions();
    }

    fn attendance(&mut self) {
        let book = self.book;
        let text = between(&self.paper.text, "Thành phần tham dự:", "Chủ trì (chủ tọa):")
            .unwrap_or_default()
            .to_owned();
        let (there, away) = match text.split_once("Thành viên Hội đồng vắng mặt:") {
            Some((there, away)) => (there.to_owned(), away.to_owned()),
            None => (text, String::new()),
        };
        let mut listed = BTreeSet::new();
        for member in &book.members {
            let came = book.sessions.iter().any(|session| session.attended(member));
            let replaced = book
                .sessions
                .iter()
                .any(|session| session.replaced.iter().any(|(name, _)| *name == member.name));
            let own = format!("{} {},", member.title, member.name);
            let listed_there = there.contains(&format!("- {own}"));
            if listed_there != came {
                self.fault(
                    "attendance",
                    &format!("{} attended: {came}", member.name),
                    &format!("listed: {listed_there}"),
                );
            }
            if away.contains(&own) != (!came && !replaced) {
                self.fault(
                    "absence",
                    &format!("{} was away: {}", member.name, !came && !replaced),
                    &away,
                );
            }
            listed.insert(member.name.clone());
        }
        for (_, by) in book.sessions.iter().flat_map(|session| &session.replaced) {
            if !there.contains(&format!("- {by}, dự thay"))
                && !there.contains(&format!("-  {by}, dự thay"))
            {
                self.fault("attendance", by, &there);
            }
        }
        self.presiding();
    }

    fn presiding(&mut self) {
        let book = self.book;
        let mut wanted: Vec<String> = Vec::new();
        for name in book.sessions.iter().filter_map(|session| book.presided(session)) {
            if !wanted.contains(&name) {
                wanted.push(name);
            }
        }
        let said = between(&self.paper.text, "Chủ trì (chủ tọa):", "Thư ký (người ghi biên bản):")
            .unwrap_or_default()
            .to_owned();
        let names = book.members.iter().map(|member| &member.name).chain(
            book.sessions.iter().flat_map(|session| session.replaced.iter().map(|(_, by)| by)),
        );
        for name in names.collect::<BTreeSet<_>>() {
            if said.contains(name.as_str()) != wanted.contains(name) {
                self.fault("presiding", &wanted.join("; "), &said);
            }
        }
        // Behind the last words of the meeting stand the signatures: the secretary's, then that of
        // who presided.
        let signed = self
            .paper
            .text
            .rsplit_once("CHỦ TỌA")
            .map(|(_, rest)| rest.to_owned())
            .unwrap_or_default();
        let signs = |name: &str| signed.contains(name);
        let secretary = book
            .setting("council.secretary.name")
            .and_then(toml::Value::as_str)
            .unwrap_or_default();
        let stranger = book.members.iter().find(|member| {
            signs(&member.name)
                && !wanted.contains(&member.name)
                && !secretary.contains(&member.name)
        });
        if let Some(member) = stranger {
            self.fault("signature", &wanted.join("; "), &member.name);
        }
    }

    fn submitted(&mut self) {
        let all: Vec<&Product> = self.book.products.iter().collect();
        let part = between(&self.paper.text, "Hội đồng tiếp nhận", "II. DIỄN BIẾN")
            .unwrap_or_default()
            .to_owned();
        let head = format!(
            "{} hồ sơ sản phẩm của {} chủ thể (",
            pad(all.len()),
            pad(owners(all.iter().copied()))
        );
        if !part.starts_with(&head) {
            self.fault("submitted", &head, &part);
        }
        self.kinds(&part, owners(all.iter().copied()));
        let districts = self.book.districts.iter().filter_map(|district| {
            let count = all.iter().filter(|product| product.district == *district).count();
            (count > 0).then(|| format!("{district} {}", pad(count)))
        });
        let districts: Vec<String> = districts.collect();
        if districts.len() > 1
            && !bare(&part).contains(&bare(&format!("gửi đến: {}.", districts.join(", "))))
        {
            self.fault("districts", &districts.join(", "), &part);
        }
        let refused: Vec<&&Product> =
            all.iter().filter(|product| product.outcome == "not_admitted").collect();
        let says = part
            .split_once("Có ")
            .and_then(|(_, rest)| rest.split_once(" hồ sơ không đủ"))
            .map(|(count, _)| count);
        let wanted = (!refused.is_empty()).then(|| pad(refused.len()));
        if says != wanted.as_deref() {
            self.fault("refused", &format!("{wanted:?}"), &part);
        }
        for product in refused {
            if !bare(&part).contains(&bare(&format!("“{}” của {}", product.name, product.owner)))
            {
                self.fault("refused", &product.name, &part);
            }
        }
        let admitted: Vec<&Product> = self.book.admitted().collect();
        let mut wanted = format!("Hội đồng đánh giá {} sản phẩm", pad(admitted.len()));
        let stars: Vec<String> = (1..=5)
            .filter_map(|star| {
                let count =
                    admitted.iter().filter(|product| product.proposed_star == Some(star)).count();
                (count > 0).then(|| format!("{} sản phẩm {star} sao", pad(count)))
            })
            .collect();
        if !stars.is_empty() {
            wanted += &format!(", trong đó cấp huyện đề nghị {}.", stars.join(", "));
        }
        let found = bare(&part).replace("cấpxãđềnghị", "cấphuyệnđềnghị");
        if !admitted.is_empty() && !found.contains(&bare(&wanted)) {
            self.fault("admitted", &wanted, &part);
        }
        let kinds = Book::kinds(&admitted, ["đăng ký lần đầu", "nâng hạng", "đánh giá lại"]);
        let kinds = kinds.map(|kinds| format!("Theo lần đăng ký: {kinds}."));
        self.only("kinds of registration", &part, "Theo lần đăng ký:", kinds);
    }

    /// Kinds of owners in brackets must add up.
    fn kinds(&mut self, part: &str, owners: usize) {
        let kinds = between(part, "chủ thể (", ")").unwrap_or_default();
        let sum: usize = kinds
            .split(", ")
            .filter_map(|kind| kind.trim().split(' ').next()?.parse::<usize>().ok())
            .sum();
        if sum != owners {
            self.fault("kinds of owners", &owners.to_string(), kinds);
        }
    }

    fn session(&mut self, index: usize) {
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
    fn result(&self, session: &Session) -> Option<String> {
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

    fn remarks(&mut self) {
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

    fn results(&mut self) {
        let book = self.book;
        let sessions: Vec<u8> = book
            .sessions
            .iter()
            .filter(|session| self.result(session).is_some())
            .map(|one| one.number)
            .collect();
        let mut wanted = String::new();
        for session in &sessions {
            wanted += &format!("Điểm lần {session}");
        }
        wanted += "Hạng sao Ghi chú";
        for (product, number) in book.admitted().zip(1..) {
            wanted += &format!("{number}{}{}", product.name, product.owner);
            wanted += &product.proposed_star.map(|star| format!("{star} sao")).unwrap_or_default();
            for session in &sessions {
                let scores = product.scores_of(*session).filter(|_| !product.is_held());
                wanted += &scores.map_or_else(|| "–".to_owned(), |scores| book.printed(scores));
            }
            let star = if product.outcome == "not_recognised" {
                product.star
            } else {
                product.certified()
            };
            wanted += &star.map_or_else(|| "–".to_owned(), |star| format!("{star} sao"));
            wanted += &remark(book, product);
        }
        let note = book.setting("round.remark").and_then(toml::Value::as_str);
        let note = note.map(|note| format!("Ghi chú: {note}")).unwrap_or_default();
        // Where communes submit, nobody proposes stars.
        let stars = self.paper.text.contains("Sao đề nghị");
        let start = if stars { "Sao đề nghị" } else { "Tên sản phẩm Chủ thể" };
        self.reads("results", (start, "IV. KẾT LUẬN"), &(wanted + &note));
    }

    fn conclusions(&mut self) {
        let book = self.book;
        let with = |outcome: &str| {
            book.admitted().filter(|product| product.outcome == outcome).collect::<Vec<_>>()
        };
        let mut wanted = Vec::new();
        for star in [5, 4, 3, 2, 1] {
            let own: Vec<&Product> = with("recognised")
                .into_iter()
                .filter(|product| product.star == Some(star))
                .collect();
            if !own.is_empty() {
                let (products, owners) = (pad(own.len()), pad(owners(own.iter().copied())));
                wanted.push(format!("{products} sản phẩm của {owners} chủ thể đạt {star} sao"));
            }
        }
        for meanwhile in [Some(4), Some(3), None] {
            let own = with("proposed_to_ministry")
                .into_iter()
                .filter(|product| product.meanwhile == meanwhile)
                .count();
            let more = meanwhile
                .map(|star| format!("; trong khi chờ, tỉnh công nhận hạng {star} sao"))
                .unwrap_or_default();
            if own > 0 {
                wanted.push(format!(
                    "{} sản phẩm đề nghị Trung ương đánh giá, phân hạng{more}",
                    pad(own)
                ));
            }
        }
        let (kept, below): (Vec<&Product>, Vec<&Product>) =
            with("not_recognised").into_iter().partition(|product| product.kept.is_some());
        let (of_district, below): (Vec<&Product>, Vec<&Product>) =
            below.into_iter().partition(|product| book.is_of_district(product));
        for (own, words) in [
            (of_district, "sản phẩm đạt hạng thuộc thẩm quyền công nhận của UBND cấp huyện"),
            (below, "sản phẩm chưa đủ hạng để tỉnh công nhận"),
        ] {
            if !own.is_empty() {
                wanted.push(format!("{} {words}", pad(own.len())));
            }
        }
        if !kept.is_empty() {
            wanted.push(format!(
                "{} sản phẩm đăng ký nâng hạng có kết quả không cao hơn hạng đã được công nhận, giữ \
                 hạng cũ",
                pad(kept.len())
            ));
        }
        for (outcome, words) in [
            ("knocked_out", "sản phẩm bị dừng đánh giá"),
            ("needs_supplement", "sản phẩm cần kiểm nghiệm hoặc bổ sung hồ sơ"),
            ("not_scored", "sản phẩm chưa đánh giá"),
            ("held", "sản phẩm chờ làm rõ, chưa kết luận"),
        ] {
            let count = with(outcome).len();
            if count > 0 {
                wanted.push(format!("{} {words}", pad(count)));
            }
        }
        let granted: Vec<&Product> =
            book.products.iter().filter(|product| product.certified().is_some()).collect();
        let kinds = Book::kinds(&granted, RECOGNITION);
        wanted.extend(kinds.map(|kinds| format!("Sản phẩm đề nghị tỉnh công nhận có {kinds}")));
        let wanted = wanted.iter().map(|line| format!("- {line};")).collect::<Vec<_>>().concat();
        let valid = book.sessions.iter().any(|session| book.is_valid(session));
        let start = if valid {
            "Hội đồng thống nhất:"
        } else {
            "chưa kết luận về sản phẩm nào:"
        };
        self.reads("conclusions", (start, "- Giao"), &wanted);
        let granted = book.products.iter().any(|product| product.certified().is_some());
        let says = between(&self.paper.text, "- Giao", "Cuộc họp kết thúc")
            .unwrap_or_default()
            .contains("cấp Giấy chứng nhận");
        if says != granted {
            self.fault("certificates", &granted.to_string(), &says.to_string());
        }
    }

    // ---- Decision
    // -------------------------------------------------------------------------------------------------

    fn decision(&mut self) {
        let book = self.book;
        let granted: Vec<&Product> =
            book.products.iter().filter(|product| product.certified().is_some()).collect();
        let proposed: Vec<&Product> = book
            .products
            .iter()
            // Under the act of 2026 these stand in a decision of their own.
            .filter(|product| product.outcome == "proposed_to_ministry" && book.act != "26-2026")
            .collect();
        let certificate = self.paper.text.contains("cấp Giấy chứng nhận")
            || self.paper.text.contains("Giấy chứng nhận sản phẩm");
        if certificate == granted.is_empty() {
            self.fault(
                "certificates",
                &(!granted.is_empty()).to_string(),
                &certificate.to_string(),
            );
        }
        let both = book.is_of_today() && !granted.is_empty() && !proposed.is_empty();
        let last = if granted.is_empty() { 3 } else { 4 + u8::from(both) };
        self.holds("articles", &format!("Điều {last}."));
        if self.paper.text.contains(&format!("Điều {}.", last + 1)) {
            self.fault("articles", &last.to_string(), "one more");
        }
        let text = &self.paper.text;
        if text.contains("Như Điều") && !text.contains(&format!("Như Điều {last};")) {
            self.fault("recipients", &format!("Như Điều {last};"), "another");
        }
        for (product, number) in proposed.iter().zip(1..) {
            let named = if book.is_of_today() {
                format!("{number}{}{}", product.name, product.owner)
            } else {
                format!("“{}” của {}", product.name, product.owner)
            };
            self.holds("proposed", &named);
        }
        if book.is_of_today() {
            let count = format!("đối với {} sản phẩm có tiềm năng đạt 5 sao", pad(proposed.len()));
            let count = (!proposed.is_empty()).then_some(count);
            let text = self.paper.text.clone();
            self.only("proposed", &text, "sản phẩm có tiềm năng đạt 5 sao", count);
        } else if !proposed.is_empty() {
            self.holds(
                "proposed",
                &format!("cấp quốc gia đối với {} sản phẩm", pad(proposed.len())),
            );
        } else if text.contains("cấp quốc gia") {
            self.fault("proposed", "nothing", "cấp quốc gia");
        }
        if granted.is_empty() {
            return;
        }
        let count = format!(
            "đối với {} sản phẩm của {} chủ thể (",
            pad(granted.len()),
            pad(owners(granted.iter().copied()))
        );
        self.holds("granted", &count);
        let part = between(&self.paper.text, "Điều 1.", "Điều 2.").unwrap_or_default().to_owned();
        self.kinds(&part, owners(granted.iter().copied()));
        let kinds = Book::kinds(&granted, RECOGNITION);
        let kinds = kinds.map(|kinds| format!("), trong đó {kinds}, gồm:"));
        self.only("kinds of registration", &part, "), trong đó", kinds);
        if book.is_of_today() {
            self.under_earlier(&part, &granted);
        }
        for star in [4, 3] {
            let own = book.certified(star);
            let line = format!(
                "- Hạng {star} sao: {} sản phẩm của {} chủ thể",
                pad(own.len()),
                pad(owners(own.iter().copied()))
            );
            if bare(&part).contains(&bare(&line)) == own.is_empty() {
                self.fault("stars", &line, &part);
            }
        }
        self.annex();
    }

    fn annex(&mut self) {
        let book = self.book;
        let text = &self.paper.text;
        let Some((_, annex)) = text.rsplit_once("Hạng sao") else {
            return self.fault("annex", "a table", "(nothing)");
        };
        let annex = bare(annex);
        let mut rest = annex.as_str();
        let granted: Vec<&Product> =
            book.products.iter().filter(|product| product.certified().is_some()).collect();
        let kinds = Book::kinds(&granted, RECOGNITION).is_some();
        if kinds {
            rest = rest.strip_prefix(&bare("Hình thức")).unwrap_or("no column “Hình thức”");
        }
        let mut number = 0;
        for star in [4, 3] {
            for product in book.certified(star) {
                number += 1;
                let official = product
                    .official()
                    .and_then(|session| product.scores_of(session))
                    .unwrap_or_default();
                let start = bare(&format!("{number}{}", product.name));
                let kind = if kinds { recognition(product) } else { String::new() };
                let end = bare(&format!("{}{star} sao{kind}", book.printed(official)));
                match rest.split_once(&start).and_then(|(_, behind)| behind.split_once(&end)) {
                    Some((row, behind)) => {
                        let owner = row.contains(&bare(&product.owner));
                        let district = row
                            .to_lowercase()
                            .matches(&bare(&product.district).to_lowercase())
                            .count();
                        if !owner || district > 1 {
                            self.faults.push(format!("annex: row of {}: {row}", product.name));
                        }
                        rest = behind;
                    }
                    None => self
                        .faults
                        .push(format!("annex: no row {number} of {}: {rest}", product.name)),
                }
            }
        }
        if !rest.is_empty() {
            self.faults.push(format!("annex: something is left over: {rest}"));
        }
    }

    // ---- Invitations
    // ----------------------------------------------------------------------------------------------

    /// An invitation that lists products lists exactly those of its owner or district.
    fn invitation(&mut self) {
        let book = self.book;
        let text = &self.paper.text;
        let of_owner = text.contains("Sản phẩm của đơn vị tham gia đánh giá");
        if !of_owner && !text.contains("Sản phẩm của địa phương tham gia đánh giá") {
            return;
        }
        let name = between(text, "trân trọng kính mời:", "Tới dự:").unwrap_or_default().to_owned();
        // Two districts may each have an owner of this name; the letter is to one of them.
        let is_meant = |product: &&Product| {
            if of_owner {
                name.starts_with(&product.owner)
            } else {
                name.ends_with(&product.district)
            }
        };
        let key = |product: &Product| {
            let (district, owner) = product.owner_key();
            if of_owner { (district, owner) } else { (district, String::new()) }
        };
        let keys: BTreeSet<(String, String)> = book.admitted().filter(is_meant).map(key).collect();
        let letters = keys.iter().map(|wanted| {
            let own: Vec<&Product> =
                book.admitted().filter(|product| key(product) == *wanted).collect();
            lists(&own, of_owner)
        });
        let letters: Vec<Vec<String>> = letters.collect();
        let missing =
            |pieces: &&Vec<String>| pieces.iter().any(|piece| !bare(text).contains(&bare(piece)));
        if letters.iter().all(|pieces| missing(&pieces)) {
            let wanted =
                letters.iter().map(|pieces| pieces.join(" ")).collect::<Vec<_>>().join(" or ");
            self.fault("invited", &wanted, &name);
        }
    }
}

/// What a letter about these products says of them. The official name of a set may differ from what
/// was typed.
fn lists(own: &[&Product], of_owner: bool) -> Vec<String> {
    let count = pad(own.len());
    if of_owner {
        let rows = own.iter().zip(1..).map(|(product, number)| format!("{number}{}", product.name));
        return std::iter::once(format!("({count} sản phẩm):")).chain(rows).collect();
    }
    let rows = own.iter().zip(1..).map(|(product, number)| {
        let score =
            product.district_score.map(|score| score.normalize().to_string().replace('.', ","));
        format!("{number}{}{}{}", product.name, product.owner, score.unwrap_or_default())
    });
    let owners = pad(owners(own.iter().copied()));
    vec![format!("({count} sản phẩm của {owners} chủ thể):"), rows.collect()]
}

/// How papers count what was recognised: for the first time, higher, again.
const RECOGNITION: [&str; 3] = ["công nhận mới", "nâng hạng", "công nhận lại"];

/// What the annex says of how a product is recognised.
fn recognition(product: &Product) -> String {
    match (product.kind.as_str(), product.old_star) {
        ("first", _) => "Công nhận mới".into(),
        ("again", _) => "Công nhận lại".into(),
        (_, Some(old)) => format!("Nâng hạng từ {old} sao"),
        (_, None) => "Nâng hạng".into(),
    }
}

fn remark(book: &Book, product: &Product) -> String {
    let reason = product.reason.clone().unwrap_or_default();
    match product.outcome.as_str() {
        _ if book.is_of_district(product) => "Cấp huyện công nhận".into(),
        "recognised" if product.minima.is_some() => "Hạ hạng theo yêu cầu tối thiểu".into(),
        "recognised" => String::new(),
        "not_recognised" if product.kept.is_some() => {
            format!("Không nâng hạng, giữ hạng {} sao", product.kept.unwrap_or_default())
        }
        "not_recognised" => "Chưa đủ hạng để công nhận".into(),
        "proposed_to_ministry" => "Đề nghị Trung ương đánh giá".into(),
        "knocked_out" => format!("Dừng đánh giá: {reason}"),
        "needs_supplement" => format!("Cần bổ sung: {reason}"),
        "not_scored" => "Chưa đánh giá".into(),
        _ if product.is_held() => format!("Chờ làm rõ: {reason}"),
        _ => {
            let low: Vec<_> =
                product.awaited.iter().map(|mark| mark.words(book.decimals)).collect();
            let star = product.by_points.unwrap_or_default();
            format!("{star} sao theo điểm; chờ kết luận: {}", low.join("; "))
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

/// Every owner and district with products before the council is invited once, where the round
/// invites such.
fn invited(book: &Book, papers: &[Paper], faults: &mut Vec<String>) {
    let groups = book
        .setting("invitation.invitees")
        .and_then(toml::Value::as_array)
        .cloned()
        .unwrap_or_default();
    let invites = |group: &str| {
        groups.iter().any(|entry| entry.get("group").and_then(toml::Value::as_str) == Some(group))
    };
    let letters = |sign: &str| {
        papers
            .iter()
            .filter(|paper| paper.file.starts_with("02-giay-moi/") && paper.text.contains(sign))
            .count()
    };
    if invites("owners") && letters("Sản phẩm của đơn vị tham gia") != owners(book.admitted())
    {
        faults.push(format!(
            "invitations: {} owners are invited",
            letters("Sản phẩm của đơn vị tham gia")
        ));
    }
    let districts = book.admitted().map(|product| &product.district).collect::<BTreeSet<_>>().len();
    if invites("districts") && letters("Sản phẩm của địa phương tham gia") != districts {
        faults.push(format!(
            "invitations: {} districts are invited",
            letters("Sản phẩm của địa phương tham gia")
        ));
    }
}
