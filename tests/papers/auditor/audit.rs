//! Compares what papers say with the auditor's own count. Every difference becomes a sentence.

use super::book::Book;
use super::desk::{Desk, Paper};

/// Everything that papers say and the book does not.
pub(crate) fn faults(book: &Book, papers: &[Paper]) -> Vec<String> {
    let mut faults = Vec::new();
    for paper in papers {
        let mut desk = Desk { book, paper, faults: Vec::new() };
        read(&mut desk);
        faults.append(&mut desk.faults);
    }
    super::invitations::invited(book, papers, &mut faults);
    faults.extend(super::after::faults(book, papers));
    faults.extend(super::approval::faults(book, papers));
    faults.extend(super::agreement::faults(book, papers));
    faults
}

/// Reads a paper by what it is.
fn read(desk: &mut Desk<'_>) {
    match desk.paper.file.as_str() {
        "01-ke-hoach/danh-sach-du-danh-gia.pdf" => desk.list(),
        "03-hop-hoi-dong/chuong-trinh-hop.pdf" => desk.agenda(),
        "03-hop-hoi-dong/diem-danh.pdf" => desk.attendance_list(),
        "03-hop-hoi-dong/danh-sach-trung-bay.pdf" => desk.display(),
        "03-hop-hoi-dong/the-trung-bay.pdf" => desk.cards(),
        "04-ket-qua-cham/bien-ban.pdf" => desk.minutes(),
        "04-ket-qua-cham/bang-tong-hop-diem.pdf" => desk.score_table(),
        "04-ket-qua-cham/bang-tong-hop-diem.xlsx" => desk.score_workbook(),
        "04-ket-qua-cham/phieu-tong-hop-san-pham.pdf" => desk.product_sheets(),
        "04-ket-qua-cham/kiem-tra-thuc-te.pdf" => desk.field_checks(),
        "04-ket-qua-cham/bao-cao-hoi-dong.pdf" => desk.council_report(),
        "04-ket-qua-cham/bieu-tong-hop.xlsx" => desk.statistics(),
        "05-trinh-phe-duyet/bao-cao-tong-hop.pdf" => desk.summary_report(),
        "05-trinh-phe-duyet/to-trinh.pdf" => desk.submission(),
        "06-quyet-dinh/quyet-dinh.pdf" => desk.decision(),
        "06-quyet-dinh/quyet-dinh-phe-duyet-ket-qua.pdf" => desk.approval(),
        "06-quyet-dinh/cong-van-de-nghi-trung-uong.pdf" => desk.letter_to_ministry(),
        "09-cong-bo/cong-bo.pdf" => desk.publication(),
        "09-cong-bo/san-pham.csv" => desk.published_csv(),
        "09-cong-bo/san-pham.xlsx" => desk.published_workbook(),
        "09-cong-bo/cong-bo.html" => desk.published_page(),
        file if file.starts_with("02-giay-moi/") => desk.invitation(),
        file if file.starts_with("06-quyet-dinh/trich-sao/") => desk.excerpt(),
        _ => {}
    }
}
