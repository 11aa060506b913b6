//! A paragraph is taken whole or stays as it was; what others wrote since stays, too.

use std::sync::LazyLock;

use crate::docx::Docx;
use crate::support::round::RoundFolder;
use crate::support::run::Run;

const DECISION: &str = "ban-thao/06-quyet-dinh/quyet-dinh.docx";
const PLAN: &str = "ban-thao/01-ke-hoach/ke-hoach.docx";

/// The sample round after a run.
static SAMPLE: LazyLock<RoundFolder> = LazyLock::new(|| {
    let round = RoundFolder::sample(&[]);
    round.run();
    round
});

fn draft(file: &str) -> Docx {
    Docx::read(&fs_err::read(SAMPLE.outputs().join(file)).unwrap())
}

/// Compares a draft with a round.
fn compare(round: &RoundFolder, draft: &Docx, more: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sua.docx");
    fs_err::write(&path, draft.bytes()).unwrap();
    round.compare(&[&[path.to_str().unwrap()], more].concat())
}

/// Compares with the sample round as it is.
fn told(draft: &Docx) -> String {
    let came = compare(&SAMPLE, draft, &[]);
    came.ended(1);
    came.said
}

const WHO: &str = r#"w:id="7" w:author="Hà Trọng Hải" w:date="2020-12-10T08:30:00Z""#;

/// The text of a paragraph between two marks that Word writes around moved words.
fn moved(paragraph: &str, mark: &str) -> String {
    let (head, runs) = paragraph.split_once("</w:pPr>").unwrap();
    let runs = runs.strip_suffix("</w:p>").unwrap();
    format!(
        r#"{head}<w:rPr><w:{mark} {WHO}/></w:rPr></w:pPr><w:{mark}RangeStart {WHO} w:name="move1"/><w:{mark} {WHO}>{runs}</w:{mark}></w:p><w:{mark}RangeEnd w:id="7"/>"#
    )
}

#[test]
fn a_paragraph_that_word_moved_is_moved_in_the_wording() {
    const LINE: &str = "Thực hiện công khai kết quả";
    let plan = draft(PLAN);
    let (from, behind) = (plan.paragraph(LINE), plan.paragraph("Chỉ đạo các đơn vị liên quan"));
    let to = format!("{behind}{}", moved(&from, "moveTo"));
    let changed = plan.typing(&from, &moved(&from, "moveFrom")).typing(&behind, &to);
    let said = told(&changed);
    assert!(said.contains("Lời văn đã sửa, 1 chỗ"), "{said}");
    assert!(said.contains("chuyển đoạn “- Thực hiện công khai kết quả"), "{said}");
    assert!(said.contains("Hà Trọng Hải, 2020-12-10 08:30: chuyển đi"), "{said}");

    let round = RoundFolder::sample(&[]);
    let taken = compare(&round, &changed, &["--take"]);
    taken.ended(0);
    let back = compare(&round, &changed, &[]);
    back.ended(0);
    let wording = fs_err::read_to_string(round.input("templates/wording/ke-hoach.md")).unwrap();
    let place = |text: &str| wording.find(text).unwrap();
    assert!(place("Chỉ đạo các đơn vị liên quan") < place(LINE), "{wording}");
    assert_eq!(wording.matches(LINE).count(), 1);
}

/// The whole text of the second article, and what it begins with.
const ARTICLE: &str = " Giấy chứng nhận sản phẩm OCOP có giá trị ";

#[test]
fn a_paragraph_that_was_written_anew_takes_the_place_of_the_old_one() {
    let decision = draft(DECISION);
    let paragraph = decision.paragraph(ARTICLE);
    let head = paragraph.find(ARTICLE).unwrap();
    let new = format!(
        "{} Thời hạn của Giấy chứng nhận thực hiện theo quy định hiện hành.</w:t></w:r></w:p>",
        &paragraph[..head]
    );
    let said = told(&decision.typing(&paragraph, &new));
    assert!(said.contains("Điều 2: viết lại đoạn “Điều 2. Giấy"), "{said}");
    assert!(!said.contains("không lấy vào được"), "{said}");
    let patch = "+ **Điều 2.** Thời hạn của Giấy chứng nhận thực hiện theo quy định hiện hành.";
    assert!(said.contains(patch), "{said}");
}

#[test]
fn a_paragraph_stays_as_it_was_when_a_part_of_it_cannot_be_taken() {
    let changed = draft(DECISION).typing(
        " Sở Công Thương hướng dẫn các chủ thể hoàn thiện nhãn,",
        " Giao Sở Tài chính bố trí kinh phí,",
    );
    let said = told(&changed);
    assert!(said.contains("muốn nói đến cơ quan khác thì sửa bằng tay"), "{said}");
    assert!(!said.contains("bodies.toml"), "{said}");
    let wanted = said.split("cả đoạn giữ như cũ; bản thảo muốn: “Điều 3. ").nth(1).unwrap();
    assert!(wanted.contains("Giao Sở Tài chính bố trí kinh phí, bao bì và kết nối"), "{said}");
    assert!(!said.contains("Bản vá"), "{said}");
    assert!(said.contains("thêm --take thì lời văn gốc được chép vào đó"), "{said}");

    let round = RoundFolder::sample(&[]);
    compare(&round, &changed, &["--take"]).ended(1);
    let own = fs_err::read_to_string(round.input("templates/wording/quyet-dinh.md")).unwrap();
    assert!(own.contains("{{ bodies.trade }} hướng dẫn") && !own.contains("Giao Sở"), "{own}");
}

#[test]
fn an_older_draft_takes_back_nothing_that_another_leader_wrote() {
    let old = draft(DECISION);
    let first = old.clone().typing("đột xuất", "bất thường");
    let second = old.clone().typing("hoạt động quảng bá", "hoạt động giới thiệu");
    let both = old.clone().typing("đột xuất", "khi cần");
    let round = RoundFolder::sample(&[]);
    compare(&round, &first, &["--take"]).ended(0);

    let came = compare(&round, &second, &["--take"]);
    came.ended(1);
    assert!(
        came.said.contains("W425") && came.said.contains("Lời văn của Quyết định"),
        "{}",
        came.said
    );
    assert!(came.said.contains("Lời văn đã sửa, 1 chỗ"), "{}", came.said);
    let wording =
        || fs_err::read_to_string(round.input("templates/wording/quyet-dinh.md")).unwrap();
    let now = wording();
    assert!(now.contains("định kỳ, bất thường") && now.contains("hoạt động giới thiệu"), "{now}");

    let came = compare(&round, &both, &["--take"]);
    came.ended(1);
    assert!(came.said.contains("đã được sửa ở nơi khác từ khi bản thảo được ghi"), "{}", came.said);
    // A program that drops what the draft was written from leaves no way to tell who wrote what.
    let bare = second.without("customXml/item1.xml");
    let came = compare(&round, &bare, &["--take"]);
    came.ended(1);
    assert!(came.said.contains("không rõ chỗ này do ai sửa"), "{}", came.said);
    let unchanged = compare(&round, &old, &["--take"]);
    unchanged.ended(1);
    assert!(!unchanged.said.contains("Lời văn đã sửa"), "{}", unchanged.said);
    assert_eq!(wording(), now);
}

#[test]
fn signs_that_no_font_has_are_refused_at_their_place() {
    for sign in ["✓", "茶", "🍵"] {
        let said = told(
            &draft(PLAN).typing("địa phương hàng năm.", &format!("địa phương hàng năm {sign}.")),
        );
        assert!(said.contains(&format!("ký tự “{sign}” (U+")), "{said}");
        assert!(said.contains("Đoạn “- Thực hiện công khai kết …”: thêm"), "{said}");
        assert!(!said.contains("Bản vá"), "{said}");
    }
}

#[test]
fn what_is_seen_on_a_draft_is_told_with_what_to_do() {
    let cut = |before: &str, inside: &str, after: &str| {
        format!(r#"{before}</w:t></w:r><w:r>{inside}</w:r><w:r><w:t xml:space="preserve">{after}"#)
    };
    let face = |face: &str| {
        cut("định kỳ, ", &format!("<w:rPr>{face}</w:rPr><w:t>đột xuất</w:t>"), " việc duy trì")
    };
    let sign = |sign: &str| cut("định kỳ, đột xuất ", sign, "việc duy trì");
    let shape = "<w:txbxContent><w:p><w:r><w:t>Xem lại</w:t></w:r></w:p></w:txbxContent>";
    for (new, what) in [
        (face("<w:strike/>"), "chữ gạch ngang “đột xuất”: muốn bỏ thì xóa hẳn"),
        (face("<w:vanish/>"), "chữ ẩn “đột xuất”"),
        (face(r#"<w:highlight w:val="yellow"/>"#), "chữ tô màu “đột xuất”"),
        (face(r#"<w:u w:val="single"/>"#), "chữ gạch chân “đột xuất”"),
        (face("<w:caps/>"), "chữ hiện thành chữ hoa “đột xuất”"),
        (sign("<w:br/>"), "xuống dòng trong đoạn (Shift+Enter)"),
        (sign(&format!("<w:pict>{shape}</w:pict>")), "hộp chữ “Xem lại”"),
        (sign("<w:drawing/>"), "hình vẽ"),
        (sign(r#"<w:sym w:font="Wingdings" w:char="F0FE"/>"#), "ký hiệu của phông chữ hình"),
    ] {
        let said = told(&draft(DECISION).typing("định kỳ, đột xuất việc duy trì", &new));
        assert!(
            said.contains(&format!("Đoạn “Điều 3. Sở Nông nghiệp và …”: {what}")),
            "{what}\n{said}"
        );
        assert!(!said.contains("Không có gì khác") && !said.contains("Bản vá"), "{said}");
    }
    let notes = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>Theo khoản 3.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let reference = sign(r#"<w:footnoteReference w:id="2"/>"#);
    let with_note = draft(DECISION)
        .typing("định kỳ, đột xuất việc duy trì", &reference)
        .adding("word/footnotes.xml", notes.as_bytes())
        .adding(
            "word/footer3.xml",
            b"<w:ftr xmlns:w=\"w\"><w:p><w:r><w:t>Xem</w:t></w:r></w:p></w:ftr>",
        );
    let said = told(&with_note);
    assert!(
        said.contains("Đoạn “Điều 3. Sở Nông nghiệp và …”: cước chú “Theo khoản 3.”"),
        "{said}"
    );
    assert!(said.contains("chữ ở đầu trang, chân trang “Xem”"), "{said}");
}

#[test]
fn a_comment_and_a_tracked_change_are_told_with_their_paragraph() {
    let marks = format!(
        r#"<w:commentRangeStart w:id="0"/></w:r><w:del {WHO}><w:r><w:delText>đột xuất</w:delText></w:r></w:del><w:ins {WHO}><w:r><w:t>bất thường</w:t></w:r></w:ins><w:r>"#
    );
    let comments = r#"<w:comments xmlns:w="w"><w:comment w:id="0" w:author="B"><w:p><w:r><w:t>Xem lại</w:t></w:r></w:p></w:comment></w:comments>"#;
    let new = format!(r#"định kỳ, </w:t>{marks}<w:t xml:space="preserve"> việc duy trì"#);
    let tracked = draft(DECISION).typing("định kỳ, đột xuất việc duy trì", &new);
    let noted = tracked.clone().adding("word/comments.xml", comments.as_bytes());
    let said = told(&noted);
    let place = "(đoạn “Điều 3. Sở Nông nghiệp và …”)";
    assert!(said.contains(&format!("bỏ “đột xuất” {place}")), "{said}");
    assert!(said.contains(&format!("B: chú thích “Xem lại” {place}")), "{said}");
    let round = RoundFolder::sample(&[]);
    compare(&round, &tracked, &["--take"]).ended(0);
}

#[test]
fn words_that_the_declaration_gives_are_told_with_their_key() {
    let act =
        draft(DECISION).typing("phê duyệt Chương trình Mỗi xã", "về phê duyệt Chương trình Mỗi xã");
    let said = told(&act);
    assert!(
        said.contains("văn bản căn cứ lấy từ mục [acts] và legal_bases của round.toml"),
        "{said}"
    );
    let annex = draft(DECISION).typing("ĐƯỢC CÔNG NHẬN", "ĐẠT HẠNG SAO, ĐƯỢC CÔNG NHẬN");
    assert!(told(&annex).contains("tiêu đề phụ lục do chương trình đặt"));
    let minutes = draft("ban-thao/04-ket-qua-cham/bien-ban.docx");
    let said = told(&minutes.clone().typing("nếm thử", "dùng thử"));
    assert!(said.contains("course ở mục [[sessions]] của round.toml"), "{said}");
    assert!(told(&minutes.typing(">Sao đề nghị<", ">Hạng sao<")).contains("tên cột, tên bảng"));
}

#[test]
fn a_number_that_becomes_fixed_text_is_told() {
    let said = told(&draft(DECISION).typing("chất lượng sản phẩm.<", "chất lượng 24 sản phẩm.<"));
    assert!(said.contains("lưu ý: “24” thành chữ cố định, không tự đổi khi hồ sơ đổi"), "{said}");
    assert!(said.contains("Bản vá"), "{said}");
}

#[test]
fn a_file_that_is_not_there_is_told_in_vietnamese() {
    let came = SAMPLE.compare(&["khong-co.docx"]);
    came.ended(2);
    assert!(came.said.contains("E429") && came.said.contains("Không có tệp “khong-co.docx”"));
}

#[test]
fn each_file_that_was_the_offices_own_is_put_aside() {
    let round = RoundFolder::sample(&[]);
    for (number, word) in ["bất thường", "khi cần", "hằng quý"].into_iter().enumerate() {
        round.run();
        let file = round.outputs().join(DECISION);
        let old = ["đột xuất", "bất thường", "khi cần"][number];
        let changed = Docx::read(&fs_err::read(file).unwrap()).typing(old, word);
        compare(&round, &changed, &["--take"]).ended(0);
    }
    let kept = |end: &str| {
        fs_err::read_to_string(round.input(&format!("templates/wording/quyet-dinh.md{end}")))
            .unwrap()
    };
    assert!(kept(".cu").contains("bất thường") && kept(".cu-2").contains("khi cần"));
    assert!(kept("").contains("hằng quý"));
}
