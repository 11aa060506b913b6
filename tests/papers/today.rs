//! The sample of 2026 (`examples/round_2026`), under Quyết định 26/2026/QĐ-TTg: its papers come out,
//! the chair of the people's committee decides, and nothing of former days stands on any paper. The
//! same round can be held under 148/QĐ-TTg as amended by 1489/QĐ-TTg.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Reader, Xlsx};
use toml::{Table, Value};

use crate::rounds_of_each_time::sound::names;
use crate::support::judged::Judged;
use crate::support::round::RoundFolder;
use crate::support::workbooks::{Product, ballot, tea};

/// Words of bodies that no longer exist, and of the district level.
const FORMER: [&str; 16] = [
    "huyện",
    "Huyện",
    "HUYỆN",
    "thị xã",
    "Phát triển nông thôn tỉnh",
    "Nông nghiệp và Phát triển nông thôn",
    "Nông nghiệp và PTNT",
    "NN&PTNT",
    "Tài nguyên và Môi trường",
    "Kế hoạch và Đầu tư",
    "Thông tin và Truyền thông",
    "Tổ giúp việc",
    "Tổ Giúp việc",
    "Đài Phát thanh và Truyền hình",
    "cấp huyện",
    "thành phố Lai Châu",
];

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/round_2026/inputs")
}

/// The whole sample of 2026.
pub(crate) fn round() -> RoundFolder {
    let mut round = RoundFolder::empty();
    for folder in ["", "ho-so", "phieu-cham"] {
        for entry in fs_err::read_dir(sample().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(sample()).unwrap().to_str().unwrap().to_owned();
                round = round.with(&name.replace('\\', "/"), fs_err::read(&path).unwrap());
            }
        }
    }
    round
}

/// The same round under the act before, which the office chooses for it.
fn under_the_act_before() -> RoundFolder {
    let text = fs_err::read_to_string(sample().join("round.toml")).unwrap();
    let text = text
        .replace("26/2026/QĐ-TTg", "148/QĐ-TTg")
        .replace("date = 2026-05-22", "date = 2023-02-24")
        .replace("[\"KT. CHỦ TỊCH\"", "[\"TM. ỦY BAN NHÂN DÂN\", \"KT. CHỦ TỊCH\"")
        .replace(
            "[rules]\n",
            "[rules]\ncriteria = \"148-2023-1489-2025\"\ncriteria_reason = \"chuyển tiếp\"\n",
        );
    let settings: Table = text.parse().unwrap();
    let members = settings["council"]["members"].as_array().unwrap();
    let mut files: Vec<_> = fs_err::read_dir(sample().join("phieu-cham"))
        .unwrap()
        .map(|entry| format!("phieu-cham/{}", entry.unwrap().file_name().to_str().unwrap()))
        .collect();
    files.sort();
    let products = products();
    // Other criteria, so other ballots: with the totals of the three parts.
    files.iter().zip(members).zip([0, 1, 2, 3, 1, 2, 0]).fold(
        round().with("round.toml", text),
        |round, ((file, member), more)| {
            let scored: Vec<_> = products
                .iter()
                .map(|(product, mean)| {
                    let share = |of: u16| u8::try_from(u16::from(*mean) * of / 100).unwrap();
                    let (a, b) = (share(40), share(25));
                    (product, [a + more, b, mean - a - b - more])
                })
                .collect();
            round.with(file, ballot(member["name"].as_str().unwrap(), 1, &scored))
        },
    )
}

/// The products of the sample, with the mean that the council gives each.
fn products() -> Vec<(Product, u8)> {
    let file = sample().join("../products.toml");
    let data: Table = fs_err::read_to_string(file).unwrap().parse().unwrap();
    let list = |value: &Value, key: &str| value[key].as_array().unwrap().clone();
    let owners = data["communes"].as_array().unwrap().iter().flat_map(|one| list(one, "owners"));
    let of_owner = |owner: Value| {
        let named = list(&owner, "products").into_iter().map(|product| {
            let mean = u8::try_from(product["mean"].as_integer().unwrap()).unwrap();
            let of = Product {
                owner: owner["name"].as_str().unwrap().into(),
                ..tea(product["name"].as_str().unwrap())
            };
            (of, mean)
        });
        named.collect::<Vec<_>>()
    };
    owners.flat_map(of_owner).collect()
}

/// Checks which errors and warnings were told, each as often as it was. Notes, such as those about
/// slips in the printed act, are no fault of the round.
#[track_caller]
fn faults(judged: &Judged, codes: &[&str]) {
    let mut told = judged.codes();
    told.retain(|code| !code.starts_with('N'));
    told.sort_unstable();
    assert_eq!(told, codes, "{:#?}", judged.findings);
}

#[track_caller]
fn nothing_former(judged: &Judged, words: &[&str]) {
    for (file, text) in judged.papers() {
        for word in words {
            let line = text.lines().find(|line| names(line, word));
            assert_eq!(line, None, "`{word}` in {file}");
        }
    }
}

#[test]
fn every_paper_of_the_sample_comes_out_and_nothing_is_wrong() {
    let judged = round().judge();
    faults(&judged, &[]);
    let papers: Vec<_> = judged.papers().map(|(file, _)| file.to_owned()).collect();
    for paper in
        ["01-ke-hoach/ke-hoach.pdf", "04-ket-qua-cham/bien-ban.pdf", "06-quyet-dinh/quyet-dinh.pdf"]
    {
        assert!(papers.contains(&paper.to_owned()), "{papers:?}");
    }
    assert_eq!(papers.iter().filter(|file| file.starts_with("02-giay-moi/")).count(), 22);
    for (product, outcome) in [
        ("Trà Ô long Sương Tím", "proposed_to_ministry"),
        ("Hồng trà Sương Tím", "recognised"),
        ("Mật ong hoa thảo quả Vàng Pheo", "recognised"),
        ("Rượu ngô men lá Dền Thàng", "not_recognised"),
    ] {
        assert_eq!(judged.outcome(product), outcome, "{product}");
    }
}

#[test]
fn no_former_body_and_no_district_stands_on_a_paper() {
    nothing_former(&round().judge(), &FORMER);
    let of_its_time: Vec<_> =
        FORMER.into_iter().filter(|word| !word.to_lowercase().contains("giúp việc")).collect();
    nothing_former(&under_the_act_before().judge(), &of_its_time);
}

#[test]
fn the_chair_recognises_and_approves() {
    let judged = round().judge();
    let decision = judged.paper("quyet-dinh");
    for words in [
        "Về việc công nhận kết quả đánh giá, phân hạng và cấp Giấy chứng nhận sản phẩm mỗi xã một \
         sản phẩm tỉnh Lai Châu năm 2026 (đợt 2)",
        "\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU\n",
        "Căn cứ kết quả đánh giá, phân hạng và đề xuất của Hội đồng",
        "Điều 1. Công nhận kết quả đánh giá, phân hạng và cấp Giấy chứng nhận sản phẩm mỗi xã một \
         sản phẩm (sau đây gọi là sản phẩm OCOP) tỉnh Lai Châu năm 2026 (đợt 2) đối với 05 sản \
         phẩm của 05 chủ thể",
        "Điều 4. Chánh Văn phòng UBND tỉnh",
        "chủ thể có sản phẩm tại Điều 1 chịu trách nhiệm",
        "Danh sách sản phẩm mỗi xã một sản phẩm tỉnh Lai Châu được công nhận năm 2026 (đợt 2)",
        "tháng 11 năm 2026 của Chủ tịch Ủy ban nhân dân tỉnh Lai Châu)",
    ] {
        assert!(decision.contains(words), "{words}\n{decision}");
    }
    let document = judged.document("quyet-dinh");
    assert_eq!(document.signatures[0].capacity, ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]);
    assert_eq!(document.recipients[0], "Như Điều 4;");
    assert!(!decision.contains("Rượu ngô men lá"), "no decision on two stars:\n{decision}");
    assert!(!decision.contains("Trà Ô long Sương Tím"), "approved apart:\n{decision}");
    let approval = judged.paper("quyet-dinh-phe-duyet-ket-qua");
    for words in [
        "Về việc phê duyệt kết quả đánh giá, phân hạng sản phẩm mỗi xã một sản phẩm có tiềm năng \
         đạt 5 sao tỉnh Lai Châu năm 2026 (đợt 2)",
        "\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU\n",
        "đối với 01 sản phẩm có tiềm năng đạt 5 sao (đạt từ 90 điểm trở lên), gồm:",
        "1 | Trà Ô long Sương Tím | Hợp tác xã Chè Sương Tím Đoàn Kết | Bản San Thàng 1, phường \
         Đoàn Kết, tỉnh Lai Châu | 92,0",
        "tham mưu UBND tỉnh có văn bản đề nghị Bộ Nông nghiệp và Môi trường",
        "Điều 3. Chánh Văn phòng UBND tỉnh",
    ] {
        assert!(approval.contains(words), "{words}\n{approval}");
    }
    let recipients = &judged.document("quyet-dinh-phe-duyet-ket-qua").recipients;
    assert_eq!(recipients[0], "Như Điều 3;");
    let minutes = judged.paper("bien-ban");
    assert!(
        minutes.contains(
            "trình Chủ tịch UBND tỉnh xem xét, công nhận kết quả đánh giá, phân hạng và cấp Giấy \
             chứng nhận sản phẩm OCOP, phê duyệt kết quả đánh giá sản phẩm đạt từ 90 điểm trở lên; tham \
             mưu UBND tỉnh đề nghị Bộ Nông nghiệp và Môi trường"
        ),
        "{minutes}"
    );
}

#[test]
fn the_plan_states_what_the_act_settles() {
    let plan = round().judge().paper("ke-hoach");
    for words in [
        "Tổ chức đánh giá, phân hạng sản phẩm mỗi xã một sản phẩm tỉnh Lai Châu năm 2026 (đợt 2)",
        "do UBND các xã, phường đề nghị trước ngày 30/10/2026",
        "thời gian thực hiện không quá 45 ngày kể từ ngày nhận đủ hồ sơ",
        "Tổ tư vấn của Hội đồng",
        "Tài chính, Y tế, Công Thương, Khoa học và Công nghệ, Văn hóa, Thể thao và Du lịch",
    ] {
        assert!(plan.contains(words), "{words}\n{plan}");
    }
    let before = under_the_act_before().judge().paper("ke-hoach");
    assert!(!before.contains("45 ngày") && !before.contains("trước ngày 30/10"), "{before}");
}

#[test]
fn a_plan_of_a_round_before_the_day_of_the_act_does_not_state_it() {
    let september = round()
        .typing("from = 2026-11-18", "from = 2026-09-08")
        .typing("to = 2026-11-19", "to = 2026-09-09");
    let plan = september.judge().paper("ke-hoach");
    assert!(plan.contains("do UBND các xã, phường đề nghị, đã gửi hồ sơ"), "{plan}");
    assert!(!plan.contains("30/10"), "{plan}");
}

#[test]
fn the_plan_of_a_city_speaks_of_the_city() {
    let mut text = fs_err::read_to_string(sample().join("round.toml")).unwrap();
    for (of_lai_chau, of_hue) in [
        ("tỉnh Lai Châu", "thành phố Huế"),
        ("TỈNH LAI CHÂU", "THÀNH PHỐ HUẾ"),
        ("phường Đoàn Kết", "phường Thuận Hóa"),
        ("xã Sin Suối Hồ", "phường Phú Xuân"),
        ("xã Than Uyên", "xã Khe Tre"),
        ("xã Mường Tè", "xã Nam Đông"),
        ("xã Dào San", "xã Long Quảng"),
        ("Lai Châu", "Huế"),
    ] {
        text = text.replace(of_lai_chau, of_hue);
    }
    let judged = RoundFolder::empty().with("round.toml", text).judge();
    assert!(judged.papers().next().is_some(), "{:#?}", judged.findings);
    let plan = judged.paper("ke-hoach");
    assert!(plan.contains("trên địa bàn thành phố tuyên truyền"), "{plan}");
    assert!(!plan.contains("UBND tỉnh") && !plan.contains("địa bàn tỉnh"), "{plan}");
}

#[test]
fn under_the_act_before_the_committee_decides() {
    let judged = under_the_act_before().judge();
    // Totals say nothing of least marks.
    faults(&judged, &["W365", "W505"]);
    assert_eq!(judged.results["act"], "148-2023-1489-2025");
    let decision = judged.paper("quyet-dinh");
    for words in [
        "Về việc phê duyệt kết quả đánh giá, phân hạng và cấp Giấy chứng nhận sản phẩm OCOP tỉnh",
        "\nỦY BAN NHÂN DÂN TỈNH LAI CHÂU\n",
        "của Ủy ban nhân dân tỉnh Lai Châu)",
    ] {
        assert!(decision.contains(words), "{words}\n{decision}");
    }
    assert!(!decision.contains("sau đây gọi"), "{decision}");
}

#[test]
fn only_a_product_of_five_stars_needs_no_certificate() {
    let round =
        ["sin-suoi-ho", "than-uyen", "muong-te", "dao-san"].iter().fold(round(), |round, file| {
            fs_err::remove_file(round.input(&format!("ho-so/{file}.xlsx"))).unwrap();
            round
        });
    let round = round
        .adding("[[withdrawn]]\nproduct = \"Hồng trà Sương Tím\"\nreason = \"chủ thể xin rút\"");
    let decision = round.judge().paper("quyet-dinh");
    assert!(
        decision.contains(
            "Về việc phê duyệt kết quả đánh giá, phân hạng sản phẩm mỗi xã một sản phẩm có tiềm \
             năng đạt 5 sao tỉnh Lai Châu năm 2026 (đợt 2)"
        ) && decision.contains("Điều 1. Phê duyệt kết quả")
            && decision.contains("Điều 3. Chánh Văn phòng UBND tỉnh")
            && !decision.contains("Giấy chứng nhận"),
        "{decision}"
    );
}

#[test]
fn the_columns_for_what_communes_do_not_score_are_left_out() {
    let judged = round().judge();
    assert!(!judged.paper("bien-ban").contains("Sao đề nghị"));
    assert!(!judged.paper("02-giay-moi/10").contains("Điểm cấp xã"));
}

#[test]
fn the_score_sheet_and_every_page_of_the_sample_are_of_today() {
    let run = round().run();
    run.ended(0);
    let bytes = run.files()["04-ket-qua-cham/bang-tong-hop-diem.xlsx"].clone();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = workbook.worksheets();
    let cells = sheets.iter().flat_map(|(_, range)| range.used_cells());
    let texts: Vec<String> = cells.map(|(.., cell)| cell.to_string()).collect();
    assert!(texts.iter().any(|text| text == "TM. TỔ TƯ VẤN"), "{texts:?}");
    for word in FORMER {
        let found = texts.iter().find(|text| names(text, word));
        assert_eq!(found, None, "`{word}` in the score sheet");
        for paper in ["ke-hoach", "bien-ban", "quyet-dinh"] {
            assert!(!names(&run.paper(paper).text(), word), "`{word}` in {paper}");
        }
    }
}

// ---- What is told
// ----------------------------------------------------------------------------------------------------

#[test]
fn a_signer_for_another_authority_is_told_and_printed_as_typed() {
    let wrong = "capacity = [\"TM. ỦY BAN NHÂN DÂN\", \"KT. CHỦ TỊCH\", \"PHÓ CHỦ TỊCH\"]";
    let typed = round();
    let text = fs_err::read_to_string(typed.input("round.toml")).unwrap();
    let (before, decision) = text.split_once("[papers.decision]").unwrap();
    let decision = decision.replacen("capacity = [\"KT. CHỦ TỊCH\", \"PHÓ CHỦ TỊCH\"]", wrong, 1);
    let typed = typed.with("round.toml", format!("{before}[papers.decision]{decision}"));
    let judged = typed.judge();
    faults(&judged, &["W462"]);
    let finding = judged.tells("W462", "round.toml · papers.decision.signer");
    assert!(finding.message.contains("Chủ tịch Ủy ban nhân dân quyết định"), "{finding:?}");
    assert_eq!(
        judged.document("quyet-dinh").signatures[0].capacity,
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    );

    let without = RoundFolder::settings().typing("\"TM. ỦY BAN NHÂN DÂN\", ", "");
    let judged = without.judge();
    faults(&judged, &["W462"]);
    assert!(judged.findings("W462")[0].message.contains("không ghi TM."));

    let by_order = round();
    let text = fs_err::read_to_string(by_order.input("round.toml")).unwrap();
    let text =
        text.replace("[\"KT. CHỦ TỊCH\", \"PHÓ CHỦ TỊCH\"]", "[\"TL. CHỦ TỊCH\", \"GIÁM ĐỐC SỞ\"]");
    faults(&by_order.with("round.toml", text).judge(), &["W462"]);
}

#[test]
fn a_meeting_after_the_day_of_the_act_is_told() {
    let late = round().typing("number = 2", "number = 1");
    let judged = late.judge();
    // The letters are later than the day of the first round, too; but that was over before the act.
    faults(&judged, &["W463"]);
    let finding = judged.tells("W463", "round.toml · sessions");
    assert_eq!(finding.allowed.as_deref(), Some("trước ngày 30/6/2026"));
    faults(&round().typing("number = 2", "number = 3").judge(), &[]);
}

#[test]
fn a_letter_after_the_day_of_the_act_is_told_at_its_cell() {
    let act = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/criteria/26-2026.toml");
    let earlier = fs_err::read_to_string(act).unwrap().replace("\"30/10\"", "\"12/10\"");
    let judged = round().with("templates/criteria/26-2026.toml", earlier).judge();
    // The letter of Than Uyên is of the 9th.
    faults(&judged, &["W464", "W464", "W464", "W464"]);
    let finding = judged.tells("W464", "ho-so/dao-san.xlsx · Danh sách!A5");
    assert_eq!(
        (finding.found.as_deref(), finding.allowed.as_deref()),
        (Some("16/10/2026"), Some("trước ngày 12/10/2026"))
    );
}

#[test]
fn wording_of_the_office_that_names_another_authority_is_told() {
    let own = fs_err::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/wording/quyet-dinh.md"),
    );
    let own = own.unwrap().replace("{{ authority.name | upper }}", "{{ issuer.name | upper }}");
    let judged = round().with("templates/wording/quyet-dinh.md", own).judge();
    faults(&judged, &["W461"]);
    judged.tells("N460", "templates/wording/quyet-dinh.md");
    let finding = judged.tells("W461", "templates/wording/quyet-dinh.md");
    assert_eq!(finding.allowed.as_deref(), Some("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU"));
}
