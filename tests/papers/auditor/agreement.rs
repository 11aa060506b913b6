//! Papers held against each other: what several state is the same on each.

use super::book::{Book, owners, pad};
use super::desk::{Paper, bare, between};
use super::publication::granted_in_order;

/// Everything that two papers say differently.
pub(super) fn faults(book: &Book, papers: &[Paper]) -> Vec<String> {
    let mut faults = Vec::new();
    let text = |file: &str| papers.iter().find(|paper| paper.file == file).map(|one| &one.text);
    draft(&text, &mut faults);
    excerpts(book, papers, &mut faults);
    recognised(book, &text, &mut faults);
    dates(book, &text, &mut faults);
    faults
}

/// The draft says what the decision says.
fn draft<'p>(text: &impl Fn(&str) -> Option<&'p String>, faults: &mut Vec<String>) {
    for (draft, decision) in [
        ("05-trinh-phe-duyet/du-thao-quyet-dinh.pdf", "06-quyet-dinh/quyet-dinh.pdf"),
        (
            "05-trinh-phe-duyet/du-thao-quyet-dinh-phe-duyet-ket-qua.pdf",
            "06-quyet-dinh/quyet-dinh-phe-duyet-ket-qua.pdf",
        ),
    ] {
        let (Some(one), Some(other)) = (text(draft), text(decision)) else { continue };
        // Numbers and dates are not known while it is a draft.
        for (start, end) in [("Điều 1.", "Điều 2."), ("Điều 2.", "Điều 3.")] {
            let (one, other) = (between(one, start, end), between(other, start, end));
            let (one, other) = (one.map(undated), other.map(undated));
            if one != other {
                faults.push(format!("{draft}: {start} {one:?}, decided {other:?}"));
            }
        }
        let annex = |text: &str| {
            text.rsplit_once("Hạng sao").map(|(_, rows)| bare(rows)).unwrap_or_default()
        };
        if annex(one) != annex(other) {
            faults.push(format!("{draft}: annex {:?}, decided {:?}", annex(one), annex(other)));
        }
    }
}

/// A part of a decision without the days that follow from its own.
fn undated(part: &str) -> String {
    let Some((before, rest)) = part.split_once("(từ ngày") else { return bare(part) };
    let behind = rest.split_once(')').map_or("", |(_, behind)| behind);
    bare(&format!("{before}{behind}"))
}

/// The excerpts together have each certified product once.
fn excerpts(book: &Book, papers: &[Paper], faults: &mut Vec<String>) {
    let own: Vec<String> = papers
        .iter()
        .filter(|paper| paper.file.starts_with("06-quyet-dinh/trich-sao/"))
        .map(|paper| bare(paper.text.rsplit_once("Phụ lục").map_or("", |(_, rows)| rows)))
        .collect();
    if own.is_empty() {
        return;
    }
    for (product, number) in granted_in_order(book) {
        let star = product.certified().unwrap_or_default();
        let row = bare(&format!("{number}{}", product.name));
        let mean = bare(&format!("{}{star} sao", book.mean(product).unwrap_or_default()));
        let has =
            |text: &&String| text.split_once(&row).is_some_and(|(_, rest)| rest.contains(&mean));
        let count = own.iter().filter(has).count();
        if count != 1 {
            faults.push(format!("{} stands on {count} excerpts", product.name));
        }
    }
}

/// How many products of how many owners are recognised is the same on each paper that says it.
fn recognised<'p>(
    book: &Book,
    text: &impl Fn(&str) -> Option<&'p String>,
    faults: &mut Vec<String>,
) {
    let granted = book.granted();
    if granted.is_empty() {
        return;
    }
    let wanted = bare(&format!(
        "{} sản phẩm của {} chủ thể",
        pad(granted.len()),
        pad(owners(granted.iter().copied()))
    ));
    for file in [
        "04-ket-qua-cham/bao-cao-hoi-dong.pdf",
        "05-trinh-phe-duyet/bao-cao-tong-hop.pdf",
        "05-trinh-phe-duyet/to-trinh.pdf",
        "05-trinh-phe-duyet/du-thao-quyet-dinh.pdf",
        "06-quyet-dinh/quyet-dinh.pdf",
        "09-cong-bo/cong-bo.pdf",
    ] {
        if text(file).is_some_and(|text| !bare(text).contains(&wanted)) {
            faults.push(format!("{file}: no “{wanted}”"));
        }
    }
}

/// Days of sessions are the same on each paper that tells of sessions.
fn dates<'p>(book: &Book, text: &impl Fn(&str) -> Option<&'p String>, faults: &mut Vec<String>) {
    for session in &book.sessions {
        let mut parts = session.date.split('-');
        let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let short = format!("{day}/{month}/{year}");
        // January and February keep their nought.
        let month =
            if matches!(month, "01" | "02") { month } else { month.trim_start_matches('0') };
        let long = format!("ngày {day} tháng {month} năm {year}");
        for file in [
            "03-hop-hoi-dong/diem-danh.pdf",
            "03-hop-hoi-dong/chuong-trinh-hop.pdf",
            "04-ket-qua-cham/bien-ban.pdf",
            "04-ket-qua-cham/bao-cao-hoi-dong.pdf",
            "05-trinh-phe-duyet/bao-cao-tong-hop.pdf",
        ] {
            let Some(text) = text(file).map(|text| bare(text)) else { continue };
            // With one session, the list to sign names no day.
            if file.ends_with("diem-danh.pdf") && book.sessions.len() == 1 {
                continue;
            }
            let again = text.contains(&bare("Hội đồng yêu cầu chấm lại"));
            if !again && !text.contains(&bare(&short)) && !text.contains(&bare(&long)) {
                faults.push(format!("{file}: session {} is not on {short}", session.number));
            }
        }
    }
}
