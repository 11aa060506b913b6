//! Figures, names and stars that were changed on a draft are findings; files that are no drafts are
//! refused.

use std::sync::LazyLock;

use crate::docx::Docx;
use crate::support::round::RoundFolder;

/// The sample round after a run, with the draft of its decision.
static SAMPLE: LazyLock<(RoundFolder, Docx)> = LazyLock::new(|| {
    let round = RoundFolder::sample(&[]);
    round.run();
    let file = round.outputs().join("ban-thao/06-quyet-dinh/quyet-dinh.docx");
    let draft = Docx::read(&fs_err::read(file).unwrap());
    (round, draft)
});

fn compare(bytes: &[u8]) -> crate::support::run::Run {
    let round = &SAMPLE.0;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ban-thao.docx");
    fs_err::write(&path, bytes).unwrap();
    round.compare(&[path.to_str().unwrap()])
}

/// The controls of a text: tag and what stands in it, in order.
fn controls(xml: &str) -> Vec<(String, String)> {
    let between = |text: &str, start: &str, end: &str| {
        text.split(start).nth(1).unwrap().split(end).next().unwrap().to_owned()
    };
    let found = xml.split("<w:sdt>").skip(1);
    found
        .map(|one| (between(one, "<w:tag w:val=\"", "\""), between(one, "preserve\">", "<")))
        .collect()
}

/// Types something else into the control of this name.
fn with_figure(draft: Docx, tag: &str, new: &str) -> Docx {
    draft.with_xml(|xml| {
        let (before, rest) = xml.split_once(&format!("<w:tag w:val=\"{tag}\"/>")).unwrap();
        let (inner, rest) = rest.split_once("preserve\">").unwrap();
        let (_, rest) = rest.split_once('<').unwrap();
        format!("{before}<w:tag w:val=\"{tag}\"/>{inner}preserve\">{new}<{rest}")
    })
}

#[test]
fn ten_changed_figures_are_ten_findings_with_their_cells() {
    let (_, draft) = &*SAMPLE;
    let all = controls(draft.xml());
    let wanted = [
        ("24", "25"),
        ("15", "16"),
        ("02", "03"),
        ("10", "11"),
        ("Chè Kim tuyên San Thàng", "Chè Kim tuyến San Thàng"),
        ("62,8", "72,8"),
        ("3 sao", "4 sao"),
        ("Hợp tác xã Ong rừng Pa Ủ", "Hợp tác xã Ong Pa Ủ"),
        ("53,3", "53,8"),
        ("58,3", "59,3"),
    ];
    let mut changed = draft.clone();
    for (old, new) in wanted {
        let (tag, _) = all.iter().find(|(_, text)| text == old).unwrap_or_else(|| panic!("{old}"));
        changed = with_figure(changed, tag, new);
    }
    let came = compare(&changed.bytes());
    came.ended(1);
    let said = &came.said;
    for (old, new) in wanted {
        let told = format!("Quyết định nói “{new}”, hồ sơ cho “{old}”");
        assert!(said.contains(&told), "{told}\n{said}");
    }
    assert_eq!(said.matches("E427").count(), 10, "{said}");
    assert!(!said.contains("Lời văn đã sửa"), "{said}");
    for cell in ["phieu-cham/lan-2/", "ho-so/"] {
        assert!(said.contains(cell), "a finding names its cell: {cell}\n{said}");
    }
}

#[test]
fn a_control_that_was_taken_away_is_a_finding_although_its_words_are_there() {
    let (_, draft) = &*SAMPLE;
    let (tag, text) = controls(draft.xml()).into_iter().find(|(_, text)| text == "24").unwrap();
    let changed = draft.clone().with_xml(|xml| {
        let at = xml.find(&tag).unwrap();
        let start = xml[..at].rfind("<w:sdt>").unwrap();
        let end = at + xml[at..].find("</w:sdt>").unwrap() + "</w:sdt>".len();
        format!("{}<w:r><w:t>{text}</w:t></w:r>{}", &xml[..start], &xml[end..])
    });
    let came = compare(&changed.bytes());
    came.ended(1);
    assert!(came.said.contains("E428") && came.said.contains("Ô khóa của “24”"), "{}", came.said);
    assert!(!came.said.contains("E427") && !came.said.contains("Lời văn đã sửa"), "{}", came.said);
}

#[test]
fn a_number_typed_beside_a_locked_one_is_told_with_both() {
    let (_, draft) = &*SAMPLE;
    let (tag, _) = controls(draft.xml()).into_iter().find(|(_, text)| text == "15").unwrap();
    for typed in ["16", "15"] {
        let changed = draft.clone().with_xml(|xml| {
            let at = xml.find(&tag).unwrap();
            let start = xml[..at].rfind("<w:sdt>").unwrap();
            let run = format!("<w:r><w:t xml:space=\"preserve\">{typed} </w:t></w:r>");
            format!("{}{run}{}", &xml[..start], &xml[start..])
        });
        let came = compare(&changed.bytes());
        came.ended(1);
        let told = format!("có con số “{typed}” gõ cạnh con số khóa “15”");
        assert!(came.said.contains(&told), "{}", came.said);
        assert_eq!(came.said.matches("[E427]").count(), 1, "{}", came.said);
        assert!(!came.said.contains("Lời văn đã sửa"), "{}", came.said);
    }
}

#[test]
fn words_that_turn_a_result_round_are_told_and_not_taken() {
    let file = SAMPLE.0.outputs().join("ban-thao/04-ket-qua-cham/bien-ban.docx");
    let minutes = Docx::read(&fs_err::read(file).unwrap());
    let changed = minutes.typing(" chủ thể đạt 3 sao", " chủ thể không đạt 3 sao");
    let came = compare(&changed.bytes());
    came.ended(1);
    assert_eq!(came.said.matches("[W431]").count(), 1, "{}", came.said);
    assert!(came.said.contains("không đạt 3 sao”, ngược với “"), "{}", came.said);
    assert!(!came.said.contains("Lời văn đã sửa"), "{}", came.said);

    // Where neither a product nor a figure stands, the words may be about anything.
    let (_, decision) = &*SAMPLE;
    let changed = decision
        .clone()
        .typing(" sản phẩm được công nhận. Sở", " sản phẩm chưa được công nhận. Sở");
    let came = compare(&changed.bytes());
    assert!(!came.said.contains("W431") && came.said.contains("Lời văn đã sửa"), "{}", came.said);
}

#[test]
fn number_and_day_may_be_filled_in_and_are_told() {
    let (_, draft) = &*SAMPLE;
    let changed = with_figure(with_figure(draft.clone(), "ocop.so", "1757"), "ocop.ngay", "11 ");
    let came = compare(&changed.bytes());
    came.ended(1);
    assert!(came.said.contains("Bản thảo đã điền số 1757, ngày 11"), "{}", came.said);
    assert!(!came.said.contains("E42"), "{}", came.said);
}

#[test]
fn a_draft_whose_facts_changed_since_is_told() {
    let (_, draft) = &*SAMPLE;
    let round = RoundFolder::sample(&[]).adding(
        "[[withdrawn]]\nproduct = \"Cá lăng sấy Lê Lợi\"\nreason = \"chủ thể đề nghị rút ngày \
         05/12/2020\"",
    );
    let path = round.input("..").join("ban-thao.docx");
    fs_err::write(&path, draft.bytes()).unwrap();
    let came = round.compare(&[path.to_str().unwrap()]);
    came.ended(1);
    assert!(came.said.contains("W425"), "{}", came.said);
    assert!(came.said.contains("Quyết định nói “24”, hồ sơ cho “23”"), "{}", came.said);
}

#[test]
fn a_spoiled_draft_is_read_or_refused() {
    let bytes = SAMPLE.1.bytes();
    for at in (0..bytes.len()).step_by(bytes.len() / 400) {
        let mut spoiled = bytes.clone();
        spoiled[at] ^= 0x55;
        let _ = ocop::drafts::read(&spoiled, "ban-thao.docx");
    }
    let xml = SAMPLE.1.xml();
    let places = (0..xml.len()).step_by(xml.len() / 400);
    for at in places.filter(|at| xml.is_char_boundary(*at)) {
        let cut = SAMPLE.1.clone().with_xml(|xml| xml[..at].to_owned()).bytes();
        assert!(ocop::drafts::read(&cut, "ban-thao.docx").is_err(), "cut off at {at}");
    }
}

#[test]
fn what_is_no_draft_is_refused() {
    let (_, draft) = &*SAMPLE;
    let garbage = compare(b"not a package");
    garbage.ended(2);
    assert!(garbage.said.contains("E429"), "{}", garbage.said);
    let entities = draft.clone().with_xml(|xml| {
        xml.replacen("<w:document", "<!DOCTYPE d [<!ENTITY a \"aa\">]><w:document", 1)
    });
    let refused = compare(&entities.bytes());
    refused.ended(2);
    assert!(refused.said.contains("E429") && refused.said.contains("thực thể"), "{}", refused.said);
    let deep = draft.clone().with_xml(|xml| {
        xml.replacen(
            "<w:body>",
            &format!("<w:body>{}{}", "<w:x>".repeat(999), "</w:x>".repeat(999)),
            1,
        )
    });
    compare(&deep.bytes()).ended(2);
    // A bomb: 30 MB of blanks.
    let bomb = draft
        .clone()
        .with_xml(|xml| xml.replacen("<w:body>", &format!("<w:body>{}", " ".repeat(30 << 20)), 1));
    let refused = compare(&bomb.bytes());
    refused.ended(2);
    assert!(refused.said.contains("lớn bất thường"), "{}", refused.said);
    let foreign = Docx::read(&draft.bytes())
        .with_xml(str::to_owned)
        .without("customXml/item1.xml")
        .without("docProps/custom.xml");
    let unknown = compare(&foreign.bytes());
    unknown.ended(2);
    assert!(unknown.said.contains("E430"), "{}", unknown.said);
}

#[test]
fn a_star_that_was_changed_in_a_control_or_in_words_is_a_figure() {
    let round = &SAMPLE.0;
    let folder = fs_err::read_dir(round.outputs().join("ban-thao/07-giay-chung-nhan")).unwrap();
    let mut files: Vec<_> = folder.map(|file| file.unwrap().path()).collect();
    files.sort();
    let certificate = Docx::read(&fs_err::read(&files[0]).unwrap());
    let decision = &SAMPLE.1;
    for (draft, old, new, told, cell) in [
        (&certificate, ">★★★<", ">★★★★<", "nói “★★★★”, hồ sơ cho “★★★”", "Lấy từ: ho-so/"),
        (
            &certificate,
            "OCOP 3 SAO",
            "OCOP 4 SAO",
            "nói “4 SAO”, hồ sơ cho “3 SAO”",
            "Lấy từ: ho-so/",
        ),
        (decision, "Hạng 3 sao", "Hạng 4 sao", "nói “Hạng 4 sao”, hồ sơ cho “Hạng 3 sao”", ""),
    ] {
        let came = compare(&draft.clone().typing(old, new).bytes());
        came.ended(1);
        let said = &came.said;
        assert!(said.contains("E427") && said.contains(told), "{told}\n{said}");
        assert!(!said.contains("Lời văn đã sửa") && !said.contains("Bản vá"), "{said}");
        assert!(said.contains(cell), "{said}");
    }
}

#[test]
fn letters_put_in_at_the_end_of_a_figure_change_it() {
    let (_, draft) = &*SAMPLE;
    let (tag, _) = controls(draft.xml()).into_iter().find(|(_, text)| text == "24").unwrap();
    let came = compare(&with_figure(draft.clone(), &tag, "245").bytes());
    came.ended(1);
    assert!(came.said.contains("Quyết định nói “245”, hồ sơ cho “24”"), "{}", came.said);
}

#[test]
fn rows_of_a_table_are_told_as_rows() {
    let (_, draft) = &*SAMPLE;
    let row = |name: &str| {
        let xml = draft.xml();
        let at = xml.rfind(name).unwrap();
        let start = xml[..at].rfind("<w:tr>").unwrap();
        xml[start..at + xml[at..].find("</w:tr>").unwrap() + "</w:tr>".len()].to_owned()
    };
    let (one, other) = (row(">Mật ong Pa Ủ<"), row(">Rượu ngô Sùng Phài<"));
    let swapped = draft.clone().typing(&format!("{other}{one}"), &format!("{one}{other}"));
    let came = compare(&swapped.bytes());
    came.ended(1);
    assert!(came.said.contains("đổi thứ tự hàng “"), "{}", came.said);
    assert!(came.said.contains("Lời văn đã sửa, 1 chỗ"), "{}", came.said);

    let twice = draft.clone().typing(&one, &format!("{one}{one}"));
    let came = compare(&twice.bytes());
    came.ended(1);
    assert!(came.said.contains("thêm hàng “Mật ong Pa Ủ”"), "{}", came.said);
    assert!(came.said.contains("Lời văn đã sửa, 1 chỗ"), "{}", came.said);

    let came = compare(&draft.clone().typing(&one, "").bytes());
    came.ended(1);
    assert_eq!(came.said.matches("[E427]").count(), 1, "{}", came.said);
    assert!(came.said.contains("bớt hàng “Mật ong Pa Ủ”"), "{}", came.said);
}
