//! What leaders change in Word comes back as a patch of the wording file.

use std::sync::LazyLock;

use crate::docx::Docx;
use crate::support::round::RoundFolder;
use crate::support::run::Run;

const DECISION: &str = "ban-thao/06-quyet-dinh/quyet-dinh.docx";

/// The sample round after a run, with the draft of its decision.
static SAMPLE: LazyLock<(RoundFolder, Docx)> = LazyLock::new(|| {
    let round = RoundFolder::sample(&[]);
    round.run();
    let draft = Docx::read(&fs_err::read(round.outputs().join(DECISION)).unwrap());
    (round, draft)
});

/// Compares a draft with the sample round.
fn compare(round: &RoundFolder, name: &str, draft: &Docx, more: &[&str]) -> Run {
    let path = round.input("..").join(name);
    fs_err::write(&path, draft.bytes()).unwrap();
    round.compare(&[&[path.to_str().unwrap()], more].concat())
}

/// What a leader changed, the words of the patch, and what the PDF must say afterwards.
struct LeadersEdit {
    name: &'static str,
    change: fn(Docx) -> Docx,
    told: &'static str,
    patch: &'static str,
    says: &'static str,
}

const ANNEX_NOTE: &str = "(Danh sách chi tiết tại Phụ lục kèm theo Quyết định này)";

/// Edits of the decision, each as Word would save it.
const EDITS: [LeadersEdit; 9] = [
    LeadersEdit {
        name: "a word replaced",
        change: |draft| draft.typing("hoạt động quảng bá", "hoạt động giới thiệu"),
        told: "“quảng bá” → “giới thiệu”",
        patch: "hoạt động giới thiệu, xúc tiến",
        says: "hoạt động giới thiệu, xúc tiến thương mại",
    },
    LeadersEdit {
        name: "a sentence added",
        change: |draft| {
            draft.typing(
                "chất lượng sản phẩm.<",
                "chất lượng sản phẩm. Việc sử dụng sai bị xử lý theo pháp luật.<",
            )
        },
        told: "thêm “Việc sử dụng sai bị xử lý theo pháp luật.”",
        patch: "chất lượng sản phẩm. Việc sử dụng sai bị xử lý theo pháp luật.",
        says: "nâng cao chất lượng sản phẩm. Việc sử dụng sai bị xử lý theo pháp luật.",
    },
    LeadersEdit {
        name: "a sentence taken out",
        change: |draft| {
            let sentence = " Sở Công Thương hướng dẫn các chủ thể hoàn thiện nhãn, bao bì và kết nối tiêu thụ sản phẩm.";
            draft.typing(sentence, "")
        },
        told: "bỏ “Sở Công Thương hướng dẫn",
        patch: "sản phẩm được công nhận.\n",
        says: "nhãn hiệu OCOP của các sản phẩm được công nhận. Điều",
    },
    LeadersEdit {
        name: "a paragraph added",
        change: |draft| {
            draft.with_paragraph_behind(
                "chất lượng sản phẩm.",
                "Ghi chú {{7*7}} & <w:t> *sao* [[bang]] theo Điều 2.",
            )
        },
        told: "thêm đoạn “Ghi chú {{7*7}} & <w:t> *sao* [[bang]] theo Điều 2.”",
        patch: r#"Ghi chú {{ "{{" }}7\*7}} \& \<w:t> \*sao\* \[\[bang\]\] theo Điều 2."#,
        says: "Ghi chú {{7*7}} & <w:t> *sao* [[bang]] theo Điều 2.",
    },
    LeadersEdit {
        name: "a paragraph taken out",
        change: |draft| {
            let paragraph = draft.paragraph(ANNEX_NOTE);
            draft.typing(&paragraph, "")
        },
        told: "bỏ cả đoạn “(Danh sách chi tiết tại Phụ lục kèm theo Quyết định này)”",
        patch: "*(Danh sách chi tiết",
        says: "",
    },
    LeadersEdit {
        name: "words made bold",
        change: |draft| {
            let bold = "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>có trách nhiệm duy trì</w:t></w:r><w:r><w:t xml:space=\"preserve\">";
            draft.typing("có trách nhiệm duy trì", bold)
        },
        told: "“có trách nhiệm duy trì”: in đậm",
        patch: "**có trách nhiệm duy trì** và nâng cao",
        says: "có trách nhiệm duy trì và nâng cao",
    },
    LeadersEdit {
        name: "an article renumbered",
        change: |draft| draft.typing(">Điều 4.<", ">Điều 5.<"),
        told: "“4” → “5”",
        patch: "**Điều 5.**",
        says: "Điều 5. Chánh Văn phòng",
    },
    LeadersEdit {
        name: "a slip of the pen mended",
        change: |draft| draft.typing("đột xuất", "đột suất"),
        told: "“xuất” → “suất”",
        patch: "kiểm tra định kỳ, đột suất",
        says: "kiểm tra định kỳ, đột suất việc duy trì",
    },
    LeadersEdit {
        name: "the subject reworded",
        change: |draft| draft.typing(">Về việc ", ">V/v "),
        told: "Trích yếu: “Về việc” → “V/v”",
        patch: "# V/v {% if granted %}",
        says: "V/v phê duyệt kết quả",
    },
];

#[test]
fn every_edit_of_a_leader_is_told_and_offered_as_a_patch() {
    let (round, draft) = &*SAMPLE;
    for edit in &EDITS {
        let came = compare(round, "sua.docx", &(edit.change)(draft.clone()), &[]);
        let said = &came.said;
        came.ended(1);
        assert!(said.contains(edit.told), "{}: {}\n{said}", edit.name, edit.told);
        let patch = said.split("Bản vá của templates/wording/quyet-dinh.md:").nth(1);
        let patch = patch.unwrap_or_else(|| panic!("{}: no patch\n{said}", edit.name));
        assert!(patch.contains(edit.patch.trim_end()), "{}: {}\n{patch}", edit.name, edit.patch);
        assert!(!said.contains("không lấy vào được"), "{}\n{said}", edit.name);
        assert!(said.contains("Lời văn đã sửa, 1 chỗ"), "{}\n{said}", edit.name);
    }
}

#[test]
fn a_recipient_that_was_added_is_told_with_the_key_and_the_new_list() {
    let (round, draft) = &*SAMPLE;
    let changed = draft.clone().with_paragraph_behind("- Báo Lai Châu", "- Sở Công Thương;");
    let came = compare(round, "noi-nhan.docx", &changed, &[]);
    came.ended(1);
    let said = &came.said;
    assert!(said.contains("recipients ở mục [papers.decision] của round.toml"), "{said}");
    let list = said.split("recipients = [").nth(1).unwrap().split(']').next().unwrap();
    let list = format!("recipients = [{list}]");
    let list: toml::Table = list.parse().unwrap();
    let list = list["recipients"].as_array().unwrap();
    assert_eq!(list[4].as_str(), Some("Báo Lai Châu, Đài PT-TH tỉnh;"));
    assert_eq!(list[5].as_str(), Some("Sở Công Thương;"));
    assert_eq!(list.len(), 7);
    assert!(!said.contains("Bản vá"), "{said}");
}

#[test]
fn edits_that_are_taken_give_pages_with_the_leaders_words() {
    let (_, draft) = &*SAMPLE;
    let round = RoundFolder::sample(&[]);
    let mut changed = draft.clone();
    for edit in EDITS {
        changed = (edit.change)(changed);
    }
    let changed = changed.with_paragraph_behind("- Báo Lai Châu", "- Sở Công Thương;");
    let came = compare(&round, "sua-het.docx", &changed, &["--take"]);
    came.ended(1);
    assert!(came.said.contains("Đã ghi vào thư mục mẫu riêng"), "{}", came.said);
    let list = came.said.split("recipients = [").nth(1).unwrap().split(']').next().unwrap();
    let list: toml::Table = format!("recipients = [{list}]").parse().unwrap();
    let round = round.setting("papers.decision.recipients", list["recipients"].clone());

    let run = round.run();
    let paper = run.paper("06-quyet-dinh/quyet-dinh.pdf");
    let text = paper.text();
    for edit in &EDITS {
        assert!(text.contains(edit.says), "{}: {}\n{text}", edit.name, edit.says);
    }
    assert!(!text.contains(ANNEX_NOTE), "{text}");
    assert!(text.contains("- Sở Công Thương;") && text.contains("- Như Điều 5;"), "{text}");
    let wording = fs_err::read_to_string(round.input("templates/wording/quyet-dinh.md")).unwrap();
    for kept in ["{{ facts.recognised.products | pad }}", "{% if granted %}", "{% for star in"] {
        assert!(wording.contains(kept), "{kept}");
    }

    let back = compare(&round, "sua-lai.docx", &changed, &[]);
    back.ended(0);
    assert!(back.said.contains("Không có gì khác"), "{}", back.said);
}

#[test]
fn what_a_placeholder_prints_is_told_with_its_key() {
    let (round, draft) = &*SAMPLE;
    let changed = draft
        .clone()
        .typing("Sở Nông nghiệp và Phát triển nông thôn chủ trì", "Sở Tài chính chủ trì");
    let came = compare(round, "khoa.docx", &changed, &[]);
    came.ended(1);
    assert!(came.said.contains("standing_agency ở mục [round] của round.toml"), "{}", came.said);
    assert!(came.said.contains("templates/wording/quyet-dinh.md"), "{}", came.said);
}

#[test]
fn tracked_changes_comments_and_macros_are_told() {
    let (round, draft) = &*SAMPLE;
    let who = r#"w:author="Hà Trọng Hải" w:date="2026-11-30T08:05:00Z""#;
    let tracked = format!(
        r#"hoạt động </w:t></w:r><w:del w:id="1" {who}><w:r><w:delText>quảng bá</w:delText></w:r></w:del><w:ins w:id="2" {who}><w:r><w:t>giới thiệu</w:t></w:r></w:ins><w:r><w:t xml:space="preserve">"#
    );
    let comments = format!(
        r#"<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" {who}><w:p><w:r><w:t>Xem lại Điều 3</w:t></w:r></w:p></w:comment></w:comments>"#
    );
    let changed = draft
        .clone()
        .typing("hoạt động quảng bá", &tracked)
        .adding("word/comments.xml", comments.as_bytes())
        .adding("word/vbaProject.bin", b"\xD0\xCF\x11\xE0");
    let came = compare(round, "dau-vet.docx", &changed, &[]);
    came.ended(1);
    for told in [
        "“quảng bá” → “giới thiệu”",
        "Hà Trọng Hải, 2026-11-30 08:05: bỏ “quảng bá”",
        "Hà Trọng Hải, 2026-11-30 08:05: thêm “giới thiệu”",
        "chú thích “Xem lại Điều 3”",
        "Tệp có macro",
    ] {
        assert!(came.said.contains(told), "{told}\n{}", came.said);
    }
}
