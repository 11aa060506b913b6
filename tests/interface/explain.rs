//! Tests of `ocop explain`: a number leads to its cells, and the cells hold the same number.

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::support::round::{RoundFolder, sample_folder};
use crate::support::run::Run;
use crate::support::workbooks::{again, ballot, submission, tea, unanimous};

/// Asks about the sample round, which was never issued.
fn ask(asked: &[&str]) -> Run {
    RoundFolder::sample(&[]).explain(asked)
}

#[track_caller]
fn says(run: &Run, words: &[&str]) {
    for words in words {
        assert!(
            run.said.contains(words),
            "`{words}` is not said in:\n{}\n{}",
            run.said,
            run.complained
        );
    }
}

const MATCHA: &str = "Sản phẩm: Bột trà xanh Matcha San Thàng";

#[test]
fn a_product_is_found_by_its_name_a_part_of_it_and_without_diacritics() {
    for asked in [
        "Bột trà xanh Matcha San Thàng",
        "BỘT  TRÀ xanh matcha san thàng",
        "bot tra xanh matcha",
        "matcha",
    ] {
        let run = ask(&[asked]);
        run.ended(0);
        says(&run, &[MATCHA]);
    }
}

#[test]
fn a_name_is_found_whichever_way_its_tones_are_placed() {
    let products = [tea("Chè Hoà Bình"), tea("Chè Tả Ngảo")];
    let run = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &products))
        .explain(&["chè hòa bình"]);
    run.ended(0);
    says(&run, &["Sản phẩm: Chè Hoà Bình", "không có phiếu nào", "Chưa được Hội đồng chấm điểm."]);
    assert!(!run.said.contains("Tả Ngảo"));
}

#[test]
fn many_matches_are_listed_and_few_are_explained() {
    let run = ask(&["che"]);
    run.ended(1);
    says(&run, &["Có 5 sản phẩm khớp với “che”", "Chè Oolong San Thàng", "Hãy ghi tên rõ hơn"]);
    assert!(!run.said.contains("Phiếu chấm"), "{}", run.said);
    assert!(!run.said.contains("Cá chép"), "{}", run.said);
    let run = ask(&["Huổi Luông"]);
    run.ended(0);
    says(&run, &["Sản phẩm: Chuối sấy dẻo Huổi Luông", "Sản phẩm: Chuối tiêu Huổi Luông"]);
}

#[test]
fn a_misspelt_name_brings_the_nearest() {
    let run = ask(&["Bột trà xan Macha"]);
    run.ended(1);
    says(
        &run,
        &["không có sản phẩm nào", "Tên gần giống nhất:\n  3. Bột trà xanh Matcha San Thàng"],
    );
    let run = ask(&["xyzt"]);
    run.ended(1);
    says(&run, &["không tên nào gần giống"]);
}

#[test]
fn the_way_of_a_product_is_told_from_cells_to_outcome() {
    let run = ask(&["Matcha"]);
    says(
        &run,
        &[
            "ho-so/thanh-pho-lai-chau.xlsx · Danh sách",
            "72,33, cộng từ các phần; gồm phần A 25,56 (ô M9)",
            "4 sao (ô Q9)",
            "Tổng: 67 + 67 + 67 + 69 + 69 + 68 + 67 + 67 + 68 = 609 điểm của 9 phiếu.",
            "609 / 9 = 67,666…",
            "67,7",
            "chênh nhau 2 điểm",
            "lần chấm sau cùng có điểm là kết quả chính thức",
            "1048/QĐ-TTg",
            "từ 50 đến dưới 70 điểm: 3 sao",
            "Đạt 3 sao, được đề nghị công nhận.",
            "Không phát hiện lỗi nào.",
        ],
    );
}

/// The line and column of `D14`, from 0.
fn position(cell: &str) -> (u32, u32) {
    let (letters, digits) = cell.split_at(cell.find(|sign: char| sign.is_ascii_digit()).unwrap());
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    (digits.parse::<u32>().unwrap() - 1, column - 1)
}

/// What the cells of `file · sheet!D13:D26, D28` add up to, in hundredths, read by another reader.
fn sum_of(place: &str) -> i64 {
    let (file, cells) = place.split_once(" · ").unwrap();
    let (sheet, ranges) = cells.rsplit_once('!').unwrap();
    let mut workbook: Xlsx<_> = open_workbook(sample_folder().join(file)).unwrap();
    let sheet = workbook.worksheet_range(sheet).unwrap();
    let mut sum = 0;
    for range in ranges.split(", ") {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let ((top, left), (bottom, right)) = (position(first), position(last));
        assert_eq!(left, right);
        for row in top..=bottom {
            let mark = match sheet.get_value((row, left)) {
                Some(Data::Int(mark)) => mark * 100,
                Some(Data::Float(mark)) => format!("{:.0}", mark * 100.0).parse().unwrap(),
                Some(Data::String(mark)) => 100 * mark.trim().parse::<i64>().unwrap(),
                other => panic!("{other:?} in {place}"),
            };
            sum += mark;
        }
    }
    sum
}

fn hundredths(printed: &str) -> i64 {
    let (whole, fraction) = printed.split_once(',').unwrap_or((printed, ""));
    whole.parse::<i64>().unwrap() * 100 + format!("{fraction:0<2}").parse::<i64>().unwrap()
}

#[test]
fn the_cells_named_for_each_ballot_add_up_to_its_total_and_to_the_sum() {
    let run = ask(&["Khoai sọ nương"]);
    let (mut ballots, mut sessions, mut sum) = (0, 0, 0);
    for line in run.said.lines() {
        if let Some((given, place)) = line.split_once(" điểm  cộng các ô ") {
            let total = hundredths(given.rsplit(' ').next().unwrap());
            assert_eq!(sum_of(place), total, "{line}");
            (ballots, sum) = (ballots + 1, sum + total);
        }
        if let Some((_, total)) =
            line.rsplit_once(" = ").filter(|_| line.trim_start().starts_with("Tổng: "))
        {
            assert_eq!(hundredths(total.split(' ').next().unwrap()), sum, "{line}");
            (sessions, sum) = (sessions + 1, 0);
        }
    }
    assert_eq!((ballots, sessions), (18, 2));
}

#[test]
fn a_score_on_a_paper_leads_to_its_product() {
    let run = ask(&["--paper", "06-quyet-dinh/quyet-dinh.pdf", "67,7"]);
    run.ended(0);
    says(&run, &["cột “Điểm”", "67,7 · Bột trà xanh Matcha San Thàng", MATCHA, "609 / 9"]);
    assert!(run.files().is_empty());
    let run = ask(&["--paper", "04-ket-qua-cham/bien-ban.pdf", "53,3"]);
    run.ended(0);
    says(
        &run,
        &[
            "Đây là điểm trung bình thấp nhất ở lần chấm 2",
            "cột “Điểm lần 2”",
            "Sản phẩm: Cá nướng sấy khô Nậm Mạ",
            "480 / 9 = 53,333…; làm tròn một lần khi in, đến 1 chữ số thập phân: 53,3.",
        ],
    );
}

#[test]
fn a_count_in_running_text_is_told_with_its_rows() {
    let run = ask(&["--paper", "quyet-dinh", "24"]);
    run.ended(0);
    says(&run, &["Điều 1", "Đây là số sản phẩm được công nhận, gồm:", "25. Cá lăng sấy Lê Lợi"]);
    assert!(!run.said.contains("Tép dầu"), "{}", run.said);
    let run = ask(&["--paper", "06-quyet-dinh/quyet-dinh.pdf", "15"]);
    run.ended(0);
    says(
        &run,
        &[
            "Đây là số chủ thể có sản phẩm được công nhận, gồm:",
            "Hộ kinh doanh Bếp Lửa Tân Phong: Thịt trâu",
        ],
    );
    let run = ask(&["--paper", "04-ket-qua-cham/bien-ban.pdf", "22"]);
    says(&run, &["Đây là số sản phẩm theo hạng sao địa phương đề nghị (3 sao), gồm:"]);
    let run = ask(&["--paper", "04-ket-qua-cham/bien-ban.pdf", "7"]);
    says(&run, &["Đây là số thành viên ít nhất phải có mặt, gồm:\n    3/4 của 9 thành viên"]);
}

#[test]
fn counts_are_traced_through_wording_that_an_office_rewrote() {
    let run = RoundFolder::sample(&[])
        .with(
            "templates/wording/quyet-dinh.md",
            "# QUYẾT ĐỊNH\n\n# Về việc {{ round.year }}\n\nCông nhận tất cả {{ \
             facts.recognised.products }} món hàng.\n",
        )
        .explain(&["--paper", "06-quyet-dinh/quyet-dinh.pdf", "24"]);
    run.ended(0);
    says(&run, &["“Công nhận tất cả 24 món hàng.”", "Đây là số sản phẩm được công nhận, gồm:"]);
}

#[test]
fn a_figure_that_is_set_and_not_counted_is_told_by_its_key() {
    let run = ask(&["--paper", "06-quyet-dinh/quyet-dinh.pdf", "36"]);
    run.ended(0);
    says(&run, &["decision.valid_months = 36"]);
    let run = ask(&["--paper", "06-quyet-dinh/quyet-dinh.pdf", "3"]);
    says(&run, &["3 sao là mức từ 50 đến dưới 70 điểm", "số của điều, mục trong văn bản"]);
}

#[test]
fn what_is_not_there_ends_with_1() {
    let run = ask(&["--paper", "06-quyet-dinh/quyet-dinh.pdf", "99,9"]);
    run.ended(1);
    says(&run, &["Con số “99,9” không có trên 06-quyet-dinh/quyet-dinh.pdf"]);
    let run = ask(&["--paper", "thong-bao.pdf", "67,7"]);
    run.ended(1);
    says(&run, &["không lập được văn bản nào tên là “thong-bao.pdf”", "06-quyet-dinh/… (1 tệp)"]);
}

#[test]
fn settings_that_cannot_be_used_end_with_3() {
    let run = RoundFolder::empty().explain(&["Matcha"]);
    run.ended(3);
    says(&run, &["[E001]"]);
}

#[test]
fn ballots_that_do_not_count_are_told_with_the_reason() {
    let product = tea("Chè Tả Ngảo");
    let scored = [(&product, [20, 12, 30])];
    let first = &crate::support::round::council()[0];
    let absent = "number = 1\nabsent = [{ name = \"Hà Trọng Hải\", reason = \"đi công tác\" }]";
    let run = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&product)))
        .with_all(unanimous(1, &scored))
        .with(
            "phieu-cham/lan-1/ban-sao.xlsx",
            again(&ballot(&crate::support::round::council()[1], 1, &scored)),
        )
        .typing("[[sessions]]\nnumber = 1", &format!("[[sessions]]\n{absent}"))
        .explain(&["Tả Ngảo"]);
    run.ended(0);
    says(
        &run,
        &[
            "8 phiếu có điểm được tính",
            &format!("Phiếu không được tính: {first} (phieu-cham/lan-1/01.xlsx"),
            "thành viên vắng mặt: đi công tác [E310]",
            "phiếu giống hệt một phiếu khác; chỉ một phiếu được tính [W306]",
            "496 / 8 = 62; in trên văn bản: 62,0",
        ],
    );
}

#[test]
fn a_product_below_three_stars_is_told_why_its_ballots_do_not_count() {
    let product =
        crate::support::workbooks::Product { score: 45.0, star: 2, ..tea("Chè Tả Ngảo") };
    let run = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&product)))
        .with_all(unanimous(1, &[(&product, [20, 12, 30])]))
        .explain(&["Tả Ngảo"]);
    run.ended(0);
    says(
        &run,
        &[
            "sản phẩm không được dự đánh giá",
            "0 phiếu có điểm được tính",
            "Không được dự đánh giá cấp tỉnh: chưa đạt 3 sao",
            "[E301]",
        ],
    );
}
