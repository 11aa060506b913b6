//! The minutes, held against the book.

use std::collections::BTreeSet;

use super::book::{Book, Product, owners, pad};
use super::desk::{Desk, RECOGNITION, bare, between};

impl Desk<'_> {
    pub(super) fn minutes(&mut self) {
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
        wanted += &self.behind_results();
        self.reads("results", (start, "IV. KẾT LUẬN"), &(wanted + &note));
    }

    /// Where there is a table of scores, the minutes name it.
    fn behind_results(&self) -> String {
        let sentence = "Điểm của từng thành viên cho từng sản phẩm ghi tại Bảng tổng hợp điểm kèm \
                        theo Biên bản này.";
        let said = bare(&self.paper.text).contains(&bare(sentence));
        if said { sentence.to_owned() } else { String::new() }
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
}

/// What the tables of results say of a product.
pub(super) fn remark(book: &Book, product: &Product) -> String {
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
