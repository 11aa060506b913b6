//! Certificates, notices and excerpts, held against the book.

use rust_decimal::Decimal;

use super::book::{Book, Product};
use super::desk::{Paper, bare};

/// Everything that the papers after the decision say and the book does not.
pub(super) fn faults(book: &Book, papers: &[Paper]) -> Vec<String> {
    let mut faults = Vec::new();
    let of = |folder: &str| -> Vec<&Paper> {
        papers.iter().filter(|paper| paper.file.starts_with(folder)).collect()
    };
    let is_decided = papers.iter().any(|paper| paper.file == "06-quyet-dinh/quyet-dinh.pdf");
    certificates(book, &of("07-giay-chung-nhan/"), is_decided, &mut faults);
    notices(book, &of("08-thong-bao/chu-the/"), &mut faults);
    faults
}

/// Each certified product has one certificate with its star, and no other product has one.
fn certificates(book: &Book, papers: &[&Paper], is_decided: bool, faults: &mut Vec<String>) {
    let certified: Vec<&Product> =
        book.products.iter().filter(|product| product.certified().is_some()).collect();
    let wanted = if is_decided { certified.len() } else { 0 };
    if papers.len() != wanted {
        faults.push(format!("{} certificates, wanted {wanted}", papers.len()));
    }
    for product in certified.iter().filter(|_| is_decided) {
        let star = product.certified().unwrap_or_default();
        let wanted = [
            bare(&format!("Sản phẩm: {}", product.name)),
            bare(&product.owner),
            bare(&format!("ĐẠT OCOP {star} SAO")),
        ];
        let has = |paper: &&&Paper| {
            let text = bare(&paper.text);
            wanted.iter().all(|words| text.contains(words))
        };
        if papers.iter().filter(has).count() == 0 {
            faults.push(format!("no certificate of {star} stars for {}", product.name));
        }
    }
}

/// Each product is told to its owner, with its verdict, its score and what it lacks.
fn notices(book: &Book, papers: &[&Paper], faults: &mut Vec<String>) {
    if papers.is_empty() {
        return;
    }
    for product in &book.products {
        let wanted = wanted(book, product).map(|words| bare(&words));
        let has = |paper: &&&Paper| {
            let text = bare(&paper.text);
            wanted.iter().all(|words| text.contains(words))
        };
        if papers.iter().filter(has).count() == 0 {
            faults.push(format!("no notice on {} that says {wanted:?}", product.name));
        }
    }
}

/// What a notice says of a product: its verdict, its score, the points that it lacks.
fn wanted(book: &Book, product: &Product) -> [String; 3] {
    let heading = match product.outcome.as_str() {
        "recognised" => {
            let how = match product.kind.as_str() {
                "again" => "được công nhận lại hạng",
                "upgrade" => "được nâng lên hạng",
                _ => "được công nhận hạng",
            };
            format!("{how} {} sao", product.star.unwrap_or_default())
        }
        "proposed_to_ministry" => "được đề nghị Trung ương đánh giá".into(),
        "not_recognised" => match product.kept {
            Some(kept) => format!("không nâng hạng, giữ hạng {kept} sao"),
            None if book.is_of_district(product) => "đạt hạng 3 sao".into(),
            None => "chưa được công nhận".into(),
        },
        "knocked_out" => "bị dừng đánh giá".into(),
        "needs_supplement" | "held" => "chưa kết luận".into(),
        "not_scored" => "chưa được đánh giá".into(),
        "withdrawn" => "đã rút khỏi đợt đánh giá".into(),
        _ => "không đủ điều kiện dự đánh giá".into(),
    };
    let scores = product.official().and_then(|session| product.scores_of(session));
    let scores = scores.filter(|_| product.has_star());
    let score = scores.map(|scores| score(book, product, scores)).unwrap_or_default();
    let lacks = scores.and_then(|scores| lacks(book, product, scores)).unwrap_or_default();
    [format!("{}: {heading}", product.name), score, lacks]
}

/// The sentence with the score; empty where it prints like a limit that it does not reach.
fn score(book: &Book, product: &Product, scores: &[Decimal]) -> String {
    let printed = book.printed(scores);
    let is_border = ["50", "70", "90"].iter().any(|limit| printed.starts_with(limit));
    let is_awaited = product.by_points != product.star;
    if is_border || is_awaited {
        String::new()
    } else {
        format!("Sản phẩm được {printed} điểm")
    }
}

/// What a product below the lowest star that the province recognises lacks.
fn lacks(book: &Book, product: &Product, scores: &[Decimal]) -> Option<String> {
    let low = product.outcome == "not_recognised" && product.kept.is_none();
    let plain = low && product.act.is_none() && !book.is_of_district(product);
    let limit = Decimal::from(if book.act == "148-2023" { 70 } else { 50 });
    let printed: Decimal = book.printed(scores).replace(',', ".").parse().ok()?;
    let missing = limit - printed;
    (plain && missing > Decimal::ZERO)
        .then(|| format!("còn thiếu {missing:.*} điểm", book.decimals as usize).replace('.', ","))
}
