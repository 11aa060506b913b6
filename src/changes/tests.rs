//! Tests of what is told of two versions of papers.

use super::*;

fn text(at: &str, text: &str) -> SaidPart {
    SaidPart::text(at, text)
}

fn table(rows: &[&[&str]]) -> Vec<SaidPart> {
    let part = |(index, row): (usize, &&[&str])| SaidPart {
        kind: if index == 0 { PartKind::Head } else { PartKind::Row },
        at: "Phụ lục".into(),
        texts: row.iter().map(|text| (*text).to_owned()).collect(),
    };
    rows.iter().enumerate().map(part).collect()
}

fn paper(file: &str, kind: &str, parts: Vec<SaidPart>) -> SaidPaper {
    let parts = parts.into_iter().map(Into::into).collect();
    SaidPaper { file: file.into(), kind: kind.into(), number: None, parts }
}

fn told(old: Vec<SaidPart>, new: Vec<SaidPart>) -> Vec<String> {
    let (old, new) = (paper("a.pdf", "Quyết định", old), paper("a.pdf", "Quyết định", new));
    differences(&old, &new).iter().map(Difference::told).collect()
}

#[test]
fn words_that_differ_are_told_at_their_article() {
    let article = |count: &str| {
        vec![
            text("Căn cứ", "Căn cứ Luật Tổ chức chính quyền địa phương;"),
            text("Điều 1", &format!("Điều 1. Công nhận {count} sản phẩm OCOP của 15 chủ thể.")),
            text("Điều 2", "Điều 2. Quyết định có hiệu lực từ ngày ký."),
        ]
    };
    assert_eq!(told(article("24"), article("24")), [""; 0]);
    assert_eq!(
        told(article("24"), article("23")),
        ["Điều 1: “24” → “23” (… 1. Công nhận 23 sản phẩm OCOP …)"]
    );
}

#[test]
fn a_paragraph_with_a_label_is_known_by_it_however_much_of_it_changed() {
    let old = vec![
        text("Địa điểm", "Địa điểm: Hội trường Sở Nông nghiệp"),
        text("Sản phẩm", "Sản phẩm: (06 sản phẩm)"),
    ];
    let new = vec![
        text("Địa điểm", "Địa điểm: số 2, phường Tân Phong, thành phố Lai Châu"),
        text("Sản phẩm", "Sản phẩm: (05 sản phẩm)"),
    ];
    assert_eq!(
        told(old, new),
        [
            "Địa điểm: “Địa điểm: Hội trường Sở Nông nghiệp” → “Địa điểm: số 2, phường Tân \
             Phong, thành phố Lai Châu”",
            "Sản phẩm: “06” → “05” (Sản phẩm: (05 sản phẩm))",
        ]
    );
}

#[test]
fn what_is_gone_has_its_place_before_what_stands_there_now() {
    let old = vec![text("", "Một hai ba"), text("", "Bốn năm sáu"), text("", "Bảy tám chín")];
    let new = vec![old[0].clone(), old[2].clone()];
    let (old, new) = (paper("a.pdf", "Biên bản", old), paper("a.pdf", "Biên bản", new));
    assert_eq!(differences(&old, &new)[0].spots, [Spot { part: 1, text: 0, words: 0..0 }]);
    let row = |name: &str| ["1", name, "Hợp tác xã Mây Núi"].map(str::to_owned).to_vec();
    let rows = |names: &[&str]| {
        let mut parts = table(&[&["TT", "Sản phẩm", "Chủ thể"]]);
        parts.extend(names.iter().map(|name| SaidPart {
            kind: PartKind::Row,
            at: "Phụ lục".into(),
            texts: row(name),
        }));
        paper("a.pdf", "Quyết định", parts)
    };
    let found = differences(&rows(&["Chè", "Gạo", "Mật ong"]), &rows(&["Chè", "Mật ong"]));
    assert_eq!(found[0].spots, [Spot { part: 2, text: 0, words: 0..0 }]);
}

#[test]
fn paragraphs_that_came_or_went_are_told_and_their_neighbours_are_not() {
    let old = vec![
        text("Mục I", "Một đoạn văn đứng đầu."),
        text("Mục II", "Đoạn ở giữa bị bỏ."),
        text("Mục III", "Đoạn cuối cùng."),
    ];
    let new = vec![old[0].clone(), old[2].clone(), text("Mục IV", "Hoàn toàn mới thêm vào đây.")];
    assert_eq!(
        told(old, new),
        ["Mục II: bỏ “Đoạn ở giữa bị bỏ.”", "Mục IV: thêm “Hoàn toàn mới thêm vào đây.”"]
    );
}

#[test]
fn rows_are_known_by_their_names_and_not_by_their_numbers() {
    const HEAD: &[&str] = &["TT", "Sản phẩm", "Chủ thể", "Điểm", "Sao"];
    let old = table(&[
        HEAD,
        &["1", "Trà Shan", "Hợp tác xã Mây Núi", "62,1", "3"],
        &["2", "Gạo Séng Cù", "Hợp tác xã Mường Than", "63,7", "3"],
        &["3", "Mật ong", "Hợp tác xã Pa Ủ", "57,9", "3"],
    ]);
    let new = table(&[
        HEAD,
        &["1", "Trà Shan", "Hợp tác xã Mây Núi", "62,4", "3"],
        &["2", "Mật ong", "Hợp tác xã Pa Ủ", "57,9", "3"],
        &["3", "Hạt dổi", "Hợp tác xã Mường Than", "71,0", "4"],
    ]);
    assert_eq!(
        told(old, new),
        [
            "Phụ lục, dòng “Trà Shan”, Điểm: “62,1” → “62,4”",
            "Phụ lục: thêm dòng “Hạt dổi, Hợp tác xã Mường Than, 71,0, 4”",
            "Phụ lục: bỏ dòng “Gạo Séng Cù, Hợp tác xã Mường Than, 63,7, 3”",
        ]
    );
}

#[test]
fn a_row_whose_name_was_corrected_is_the_same_row_and_another_order_is_told_once() {
    const HEAD: &[&str] = &["TT", "Sản phẩm", "Chủ thể", "Điểm"];
    let rows = |first: &[&str], second: &[&str]| table(&[HEAD, first, second]);
    let shan = ["1", "Trà Shan", "Hợp tác xã Mây Núi", "62,1"];
    let rice = ["2", "Gạo Séng Cù", "Công ty Than Uyên", "63,7"];
    let renamed = ["1", "Trà Shan tuyết", "Hợp tác xã Mây Núi", "62,1"];
    assert_eq!(
        told(rows(&shan, &rice), rows(&renamed, &rice)),
        ["Phụ lục, dòng “Trà Shan”, Sản phẩm: “Trà Shan” → “Trà Shan tuyết”"]
    );
    assert_eq!(told(rows(&shan, &rice), rows(&rice, &shan)), ["Phụ lục: thứ tự các dòng đã đổi"]);
}

#[test]
fn rows_of_the_same_name_and_rows_of_another_width_are_compared_in_their_order() {
    const HEAD: &[&str] = &["TT", "Thành viên", "Lần", "Điểm"];
    let old = table(&[
        HEAD,
        &["I. Nhóm chè"],
        &["1", "Lò Thị Hoa", "1", "60"],
        &["2", "Lò Thị Hoa", "2", "61"],
    ]);
    let mut new = old.clone();
    new[3].texts[3] = "65".into();
    new[1].texts[0] = "I. Nhóm trà".into();
    assert_eq!(
        told(old, new),
        [
            "Phụ lục, dòng “I. Nhóm chè”: “I. Nhóm chè” → “I. Nhóm trà”",
            "Phụ lục, dòng “Lò Thị Hoa”, Điểm: “61” → “65”",
        ]
    );
}

fn filed(said: SaidPaper, key: &str) -> FiledContent {
    FiledContent { paper: RememberedPaper { said, key: key.into() }, written: true }
}

fn memory(papers: &[FiledContent]) -> PaperMemory {
    let papers = papers.iter().map(|one| one.paper.clone()).collect();
    PaperMemory::of(papers, PaperChanges::default())
}

fn invitation(number: usize, day: &str) -> SaidPaper {
    let parts = vec![
        text("Kính gửi", &format!("Ông Lò Văn {number}")),
        text("", &format!("Họp vào ngày {day} tháng 12 năm 2020.")),
    ];
    paper(&format!("02-giay-moi/{number:02}-ong-{number}.pdf"), "Giấy mời", parts)
}

#[test]
fn what_changed_alike_in_fifty_papers_is_told_once() {
    let all = |day: &str| (0..50).map(|at| filed(invitation(at, day), day)).collect::<Vec<_>>();
    let mut now = all("09");
    now[7].paper.said.parts[0].texts[0] = "Ông Lò Văn Bảy".into();
    let changes = PaperChanges::since(Some(&memory(&all("08"))), &now, |_| None);
    let [shared, alone] = changes.groups.as_slice() else { panic!("{changes:#?}") };
    assert_eq!((shared.named().as_str(), shared.files.len()), ("50 giấy mời", 50));
    assert_eq!(
        shared.told,
        ["Đoạn “Họp vào ngày …”: “08” → “09” (Họp vào ngày 09 tháng 12 năm …)"]
    );
    assert_eq!(alone.named(), "Giấy mời (02-giay-moi/07-ong-7.pdf)");
    assert_eq!(alone.told, ["Kính gửi: “7” → “Bảy” (Ông Lò Văn Bảy)"]);
}

#[test]
fn papers_that_are_new_gone_or_look_different_are_told_apart() {
    let old = [
        filed(invitation(1, "08"), "1"),
        filed(invitation(2, "08"), "2"),
        filed(invitation(3, "08"), "3"),
    ];
    // The first is no longer invited, so that the numbers of the others moved; the layout changed.
    let moved = SaidPaper { file: "02-giay-moi/01-ong-2.pdf".into(), ..invitation(2, "08") };
    let new = paper("06-quyet-dinh/quyet-dinh.pdf", "Quyết định", vec![text("Điều 1", "Mới")]);
    let now = [filed(moved, "4"), filed(invitation(3, "08"), "5"), filed(new, "6")];
    let changes = PaperChanges::since(Some(&memory(&old)), &now, |kind| {
        (kind == "Giấy mời").then(|| "khai báo người mời".to_owned())
    });
    let told: Vec<_> =
        changes.groups.iter().map(|group| (group.what, group.files.join(" "))).collect();
    assert_eq!(
        told,
        [
            (ChangeKind::Gone, "02-giay-moi/01-ong-1.pdf".into()),
            (ChangeKind::Look, "02-giay-moi/03-ong-3.pdf".into()),
            (ChangeKind::New, "06-quyet-dinh/quyet-dinh.pdf".into()),
        ]
    );
    assert_eq!(changes.groups[0].told, ["chờ khai báo người mời"]);
    assert!(PaperChanges::since(Some(&memory(&now)), &now, |_| None).is_empty());
}

#[test]
fn where_earlier_texts_are_lost_the_papers_that_were_written_are_named() {
    let mut now = [filed(invitation(1, "08"), "1"), filed(invitation(2, "08"), "2")];
    now[1].written = false;
    let changes = PaperChanges::since(None, &now, |_| None);
    assert_eq!(changes.groups.len(), 1);
    assert_eq!(changes.groups[0].what, ChangeKind::Unknown);
    assert_eq!(changes.groups[0].files, ["02-giay-moi/01-ong-1.pdf"]);
}

#[test]
fn thousands_of_papers_that_each_changed_otherwise_stay_a_short_list() {
    let all = |mark: &str| -> Vec<_> {
        let one = |at: usize| filed(invitation(at, &format!("{mark}{at}")), mark);
        (0..1000).map(one).collect()
    };
    let changes = PaperChanges::since(Some(&memory(&all("a"))), &all("b"), |_| None);
    assert_eq!(changes.groups.len(), 201);
    assert_eq!(changes.groups.iter().map(|group| group.files.len()).sum::<usize>(), 1000);
}
