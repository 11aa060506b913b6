//! Faults of an office's files, and the findings about them. One bad file never stops the others.

use std::io::{Cursor, Write as _};
use std::process::Command;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::round::{RoundFolder, council};
use crate::support::workbooks::{Product, ballot, submission, submission_under, tea, unanimous};

const LIST: &str = "ho-so/sin-ho.xlsx";

/// Marks that make 62 points, 3 stars.
const THREE_STARS: [u8; 3] = [20, 12, 30];

/// A round of these products, proposed by Sìn Hồ and scored alike by the whole council.
fn scored(groups: &[&str], products: &[(&Product, [u8; 3])]) -> RoundFolder {
    proposed(groups, products).meeting_once().with_all(unanimous(1, products))
}

fn proposed(groups: &[&str], products: &[(&Product, [u8; 3])]) -> RoundFolder {
    let products: Vec<_> = products.iter().map(|(product, _)| (*product).clone()).collect();
    RoundFolder::inviting(groups).with(LIST, submission("huyện Sìn Hồ", &products))
}

/// The wording of the decision in the program.
fn decision_wording() -> String {
    fs_err::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/wording/quyet-dinh.md"))
        .unwrap()
}

#[test]
fn a_small_round_is_issued_without_a_finding() {
    let run = scored(&["owners"], &[(&tea("Chè Tả Ngảo"), THREE_STARS)]).run();
    run.ended(0);
    assert_eq!(
        run.first_papers(),
        [
            "01-ke-hoach/ke-hoach.pdf",
            "02-giay-moi/01-hop-tac-xa-may-nui.pdf",
            "04-ket-qua-cham/bien-ban.pdf",
            "06-quyet-dinh/quyet-dinh.pdf"
        ]
    );
    assert!(run.paper("quyet-dinh").text().contains("Chè Tả Ngảo"));
}

#[test]
fn an_empty_folder_issues_nothing_and_says_how_to_begin() {
    let run = RoundFolder::empty().run();
    run.ended(3);
    assert!(run.tells("E001", "round.toml").contains("ocop new"));
    assert!(run.papers().is_empty());
}

#[test]
fn workbooks_without_settings_issue_nothing() {
    let run =
        RoundFolder::empty().with(LIST, submission("huyện Sìn Hồ", &[tea("Chè Tả Ngảo")])).run();
    run.ended(3);
    run.tells("E001", "round.toml");
    assert!(run.papers().is_empty());
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let round = RoundFolder::empty();
    fs_err::remove_dir(round.input("")).unwrap();
    let run = round.run();
    run.ended(3);
    assert!(
        run.complained.contains("thư mục đầu vào") && run.complained.contains("inputs"),
        "{}",
        run.complained
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_told_with_its_line() {
    let round = RoundFolder::settings().typing("\ndays = 2", "\ndays = \"hai\"");
    let run = round.check();
    run.ended(3);
    let finding = run.tells("E002", &format!("round.toml · dòng {}", round.line_of("days =")));
    assert!(finding.contains("\"hai\""), "{finding}");
}

#[test]
fn an_unknown_key_is_told_with_its_line_and_the_keys_there_are() {
    let round = RoundFolder::settings().typing("standing_agency", "standing_agenci");
    let run = round.run();
    run.ended(3);
    let finding =
        run.tells("E002", &format!("round.toml · dòng {}", round.line_of("standing_agenci")));
    assert!(
        finding.contains("`standing_agenci`") && finding.contains("standing_agency"),
        "{finding}"
    );
    assert!(run.papers().is_empty());
}

#[test]
fn an_act_whose_star_bands_do_not_rise_is_not_used() {
    let act = "criteria/1048-2019-781-2020.toml";
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
    let text = fs_err::read_to_string(format!("{folder}/{act}")).unwrap();
    let round = RoundFolder::settings().with(
        &format!("templates/{act}"),
        text.replace("from = [30, 50, 70, 90]", "from = [30, 70, 50, 90]"),
    );
    let run = round.check();
    run.ended(3);
    let finding = run.finding("E502");
    assert!(finding.contains(act) && finding.contains("stars.from"), "{finding}");
    run.tells("E504", "round.toml · round.from");
    let follows = run.finding("E504");
    assert!(follows.contains(act) && follows.contains("Sửa tệp đó"), "{follows}");
    assert!(!follows.contains("Sửa ngày của đợt"), "{follows}");
}

#[test]
fn a_workbook_that_is_no_form_is_refused() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "Lịch trực tháng 12").unwrap();
    let run =
        RoundFolder::settings().with("lich-truc.xlsx", workbook.save_to_buffer().unwrap()).run();
    run.ended(2);
    run.tells("E201", "lich-truc.xlsx");
    assert_eq!(run.first_papers(), ["01-ke-hoach/ke-hoach.pdf"]);
}

#[test]
fn a_truncated_workbook_costs_only_itself() {
    let whole = submission("huyện Phong Thổ", &[tea("Chè Mồ Sì San")]);
    let run = scored(&[], &[(&tea("Chè Tả Ngảo"), THREE_STARS)])
        .with("ho-so/phong-tho.xlsx", &whole[..whole.len() / 2])
        .run();
    run.ended(2);
    run.tells("E112", "ho-so/phong-tho.xlsx");
    let back = "tra-lai/huyen-phong-tho/cong-van.pdf";
    assert_eq!(
        run.first_papers(),
        [
            "01-ke-hoach/ke-hoach.pdf",
            "04-ket-qua-cham/bien-ban.pdf",
            "06-quyet-dinh/quyet-dinh.pdf",
            back
        ]
    );
    assert!(run.paper("quyet-dinh").text().contains("Chè Tả Ngảo"));
}

#[cfg(unix)]
#[test]
fn nothing_of_a_damaged_part_reaches_the_terminal_or_the_report_as_a_command() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>"),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r='r'><sheets><sheet name='S' r:id='s'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<a><Relationship Id='s' Type='a/worksheet' Target='s.xml'/></a>",
        ),
        ("xl/s.xml", "<worksheet><sheetData></sheet\u{1B}]0;x\u{7}\u{1B}[2JData></worksheet>"),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let workbook = zip.finish().unwrap().into_inner();
    let run = RoundFolder::settings().with("ho-so/a\u{1B}[2J\nTổng số: 0 lỗi.xlsx", workbook).run();
    run.ended(2);
    run.tells("E101", "ho-so/a_[2J_Tổng số: 0 lỗi.xlsx");
    let command = |text: &str| text.chars().any(|c| c.is_control() && c != '\n');
    assert!(!command(&run.said) && !command(&run.complained), "{:?}", run.said);
    for name in ["kiem-tra.html", "kiem-tra.json", "ket-qua.json", "so-ket-xuat.json"] {
        let text = String::from_utf8(run.files()[name].clone()).unwrap();
        assert!(!command(&text) && !text.contains("\\u001b"), "{name}");
    }
}

/// Each of these was silent once, or a mere note.
#[test]
fn a_list_that_is_no_workbook_is_an_error_at_its_file() {
    let rows = "TT;Tên sản phẩm;Tên chủ thể;Điểm\n1;Chè;Hợp tác xã;72,5\n".repeat(3);
    for (name, bytes, code) in [
        ("ho-so/sin-ho.csv", rows.as_bytes(), "E104"),
        ("ho-so/sin-ho.xls", rows.as_bytes(), "E104"),
        ("ho-so/sin-ho.xlsx", b"", "E121"),
        ("ho-so/sin-ho.xlsx", b"%PDF-1.7", "E120"),
    ] {
        let run = RoundFolder::settings().with(name, bytes).check();
        run.ended(2);
        run.tells(code, name);
    }
}

#[test]
fn a_ballot_for_a_product_that_nobody_submitted_is_told_at_its_cell() {
    let (tea, other) = (tea("Chè Tả Ngảo"), tea("Chè Tủa Chùa"));
    let run = scored(&[], &[(&tea, THREE_STARS)])
        .with("phieu-cham/them.xlsx", ballot(&council()[0], 1, &[(&other, [20, 12, 30])]))
        .run();
    run.ended(2);
    run.tells("E210", "phieu-cham/them.xlsx · Phiếu chấm!C4");
}

#[test]
fn an_unknown_placeholder_holds_back_its_own_paper() {
    let wording = decision_wording();
    let line = wording.lines().count() + 2;
    let run = scored(&[], &[(&tea("Chè Tả Ngảo"), THREE_STARS)])
        .with(
            "templates/wording/quyet-dinh.md",
            format!("{}\n\n{{{{ khong_co }}}}\n", wording.trim_end()),
        )
        .run();
    run.ended(2);
    run.tells("E401", &format!("templates/wording/quyet-dinh.md · dòng {line}"));
    assert_eq!(run.first_papers(), ["01-ke-hoach/ke-hoach.pdf", "04-ket-qua-cham/bien-ban.pdf"]);
    run.waits_for("Quyết định");
}

#[test]
fn a_broken_layout_holds_back_its_own_paper() {
    let run = scored(&[], &[(&tea("Chè Tả Ngảo"), THREE_STARS)])
        .with("templates/layout/bien-ban.typ", "#import \"/layout/nd30.typ\": *\n#khong-co()\n")
        .run();
    run.ended(2);
    let finding = run.tells("E401", "templates/layout/bien-ban.typ");
    assert!(finding.contains("khong-co"), "{finding}");
    assert_eq!(run.first_papers(), ["01-ke-hoach/ke-hoach.pdf", "06-quyet-dinh/quyet-dinh.pdf"]);
    run.waits_for("Biên bản");
}

#[test]
fn the_office_may_word_its_decision_itself() {
    let wording =
        decision_wording().replace("**Điều 3.**", "**Điều 3.** Giao cho cơ quan thường trực.");
    let run = scored(&[], &[(&tea("Chè Tả Ngảo"), THREE_STARS)])
        .with("templates/wording/quyet-dinh.md", wording)
        .run();
    run.ended(0);
    assert!(run.paper("quyet-dinh").text().contains("Điều 3. Giao cho cơ quan thường trực."));
}

#[test]
fn a_character_without_a_glyph_holds_back_the_papers_that_print_it() {
    let plain = tea("Chè Tả Ngảo");
    let strange = Product {
        owner: "Hợp tác xã Suối Thầu".into(), ..tea("Trà 茶 🍵 Suối Thầu")
    };
    let run = scored(&["owners"], &[(&plain, THREE_STARS), (&strange, THREE_STARS)]).run();
    run.ended(2);
    let finding = run.tells("E402", &format!("{LIST} · Danh sách!B8"));
    assert!(finding.contains("U+"), "{finding}");
    let all = run.findings("E402").concat();
    assert!(all.contains("U+8336") && all.contains("U+1F375"), "{all}");
    assert_eq!(
        run.first_papers(),
        ["01-ke-hoach/ke-hoach.pdf", "02-giay-moi/01-hop-tac-xa-may-nui.pdf"]
    );
    run.waits_for("Giấy mời");
    run.waits_for("Quyết định");
}

#[test]
fn a_name_full_of_signs_is_printed_as_just_that() {
    let name = "*Chè* #1 <b> {{ 7*7 }} $x$ @y";
    let run = scored(&["owners", "districts"], &[(&tea(name), THREE_STARS)]).run();
    run.ended(0);
    for paper in ["02-giay-moi/01-", "02-giay-moi/02-", "bien-ban", "quyet-dinh"] {
        let text = run.paper(paper).text();
        assert!(text.contains(name), "{paper}: {text}");
    }
    assert_eq!(run.results()["products"][0]["product"]["value"], name);
}

#[test]
fn ninety_points_are_proposed_to_the_ministry_and_never_recognised_as_five_stars() {
    let highly = |name| Product { score: 85.0, star: 4, ..tea(name) };
    let (best, good) = (highly("Chè Shan tuyết"), highly("Hồng trà"));
    let run = scored(&[], &[(&best, [33, 24, 33]), (&good, [30, 20, 36])]).run();
    run.ended(0);
    let decision = run.paper("quyet-dinh").text();
    let proposal = decision
        .split_once("Đề nghị Bộ Nông nghiệp và Phát triển nông thôn")
        .expect("a proposal")
        .1;
    assert!(proposal.contains("“Chè Shan tuyết”"), "{decision}");
    assert!(!decision.contains("5 sao"), "{decision}");
    let (_, annex) = decision.split_once("DANH SÁCH SẢN PHẨM").unwrap();
    assert!(annex.contains("Hồng trà") && annex.contains("86,0 4 sao"), "{annex}");
    assert!(!annex.contains("Chè Shan tuyết"), "{annex}");
    assert!(run.paper("bien-ban").text().contains("Đề nghị Trung ương đánh giá"));
}

#[test]

fn a_decision_that_only_proposes_recognises_nobody() {
    let run = scored(&[], &[(&tea("Chè Shan tuyết"), [33, 24, 33])]).run();
    let decision = run.paper("quyet-dinh").text();
    assert!(!decision.contains("00 sản phẩm") && !decision.contains("()"), "{decision}");
}

#[test]
fn a_hundredth_below_fifty_is_not_admitted() {
    let (below, at) = (
        Product { score: 49.99, star: 2, ..tea("Chè non") },
        Product { score: 50.0, ..tea("Chè già") },
    );
    let run = proposed(&[], &[(&at, THREE_STARS), (&below, THREE_STARS)]).check();
    run.ended(2);
    let finding = run.tells("E301", &format!("{LIST} · Danh sách!G8"));
    assert!(finding.contains("49,99"), "{finding}");
    assert_eq!(run.findings("E301").len(), 1);
}

#[test]

fn a_district_named_right_above_the_headings_is_known() {
    for header in [1, 2, 3] {
        let list = submission_under(header, "huyện Sìn Hồ", &[tea("Chè Tả Ngảo")]);
        let run = RoundFolder::settings().with(LIST, list).check();
        assert!(run.findings("E204").is_empty(), "headings in row {}:\n{}", header + 1, run.said);
    }
}

#[test]
fn a_product_that_was_not_admitted_is_not_scored() {
    let (good, below) = (tea("Chè già"), Product { score: 49.99, star: 2, ..tea("Chè non") });
    let run = scored(&[], &[(&good, THREE_STARS), (&below, THREE_STARS)]).run();
    run.ended(2);
    let decision = run.paper("quyet-dinh").text();
    assert!(decision.contains("Chè già") && !decision.contains("Chè non"), "{decision}");
    let minutes = run.paper("bien-ban").text();
    assert!(
        minutes.contains("01 hồ sơ không đủ điều kiện") && minutes.contains("“Chè non”"),
        "{minutes}"
    );
}

#[test]
fn before_the_council_meets_there_are_only_plan_and_invitations() {
    let run = proposed(&["owners"], &[(&tea("Chè Tả Ngảo"), THREE_STARS)]).run();
    run.ended(0);
    assert_eq!(
        run.first_papers(),
        ["01-ke-hoach/ke-hoach.pdf", "02-giay-moi/01-hop-tac-xa-may-nui.pdf"]
    );
    run.waits_for("Biên bản");
    run.waits_for("Quyết định");
}

#[test]
fn an_outputs_folder_that_is_a_file_is_a_fault_and_stays_as_it_is() {
    let round = RoundFolder::settings();
    fs_err::write(round.outputs(), "ghi chép").unwrap();
    let run = round.run();
    run.ended(4);
    assert!(
        run.complained.contains("Không chạy được") && run.complained.contains("outputs"),
        "{}",
        run.complained
    );
    assert_eq!(fs_err::read_to_string(round.outputs()).unwrap(), "ghi chép");
    let left: Vec<_> = fs_err::read_dir(round.outputs().parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 2, "nothing beside inputs and outputs");
}

#[test]
fn a_paper_that_cannot_be_written_leaves_no_half_file() {
    let round = RoundFolder::inviting(&["named"]);
    fs_err::create_dir_all(round.outputs().join("01-ke-hoach/ke-hoach.pdf")).unwrap();
    let run = round.run();
    run.ended(2);
    run.tells("E403", "01-ke-hoach/ke-hoach.pdf");
    let invited = run.papers().iter().filter(|name| name.starts_with("02-giay-moi/")).count();
    assert_eq!(invited, 9, "the invitations are there: {:?}", run.papers());
    assert!(run.files().keys().all(|name| !name.starts_with('.')), "{:?}", run.files().keys());
}

#[test]
fn a_signed_paper_is_kept() {
    let signed = b"%PDF-1.7\n/ByteRange [0 10 20 30]\n%%EOF\n";
    let round = scored(&[], &[(&tea("Chè Tả Ngảo"), THREE_STARS)]);
    fs_err::create_dir_all(round.outputs().join("06-quyet-dinh")).unwrap();
    fs_err::write(round.outputs().join("06-quyet-dinh/quyet-dinh.pdf"), signed).unwrap();
    let run = round.run();
    run.ended(1);
    run.tells("W404", "06-quyet-dinh/quyet-dinh.pdf");
    assert_eq!(run.files()["06-quyet-dinh/quyet-dinh.pdf"], signed);
    assert!(run.papers().contains(&"04-ket-qua-cham/bien-ban.pdf".to_owned()));
}

#[test]
fn a_wrong_option_is_told_in_vietnamese() {
    let done =
        Command::new(env!("CARGO_BIN_EXE_ocop")).args(["run", "--input", "x"]).output().unwrap();
    assert_eq!(done.status.code(), Some(3));
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(told.contains("không có tùy chọn `--input`") && told.contains("ocop --help"), "{told}");
}
