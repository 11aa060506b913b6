//! Every paper goes out as a draft that says what the paper says, and comes back unchanged.

use std::path::{Path, PathBuf};

use careful_spreadsheet::ChildReader;
use ocop::changes::{PartKind, SaidPaper};
use ocop::counting::{self, Counted};
use ocop::documents::model::{Align, BodyBlock, PrintedColumn, PrintedRow, PrintedTable, TextRun};
use ocop::documents::{self, WrittenPaper};
use ocop::drafts::{self, ALIKE, Compared, DraftDesk};
use ocop::ledger::Holder;
use ocop::pipeline::Job;

use crate::docx::Docx;
use crate::support::round::{RoundFolder, sample_folder};

fn job(inputs: PathBuf) -> Job {
    Job {
        templates: inputs.join("templates"),
        inputs,
        outputs: PathBuf::new(),
        previous: Vec::new(),
        threads: 1,
        fresh: false,
        reader: ChildReader::none(),
        who: Holder::default(),
    }
}

/// Writes up a round in this process.
fn with_papers(inputs: PathBuf, look: impl FnOnce(&Counted<'_>, &documents::WriteUp)) {
    let done = counting::with_results(&job(inputs), &|_| {}, |counted| {
        let Counted { round, acts, tally, facts, templates, .. } = &counted;
        let papers =
            documents::write_up_traced(round, acts.main(), tally, facts, templates).unwrap();
        look(&counted, &papers);
        Ok(())
    });
    assert!(done.unwrap().is_ok(), "the round can be counted");
}

/// A text as it is compared: without white space.
fn bare(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\u{2060}').collect()
}

/// Checks every paper of a round: its draft is whole, says what the paper says, and comes back as
/// it was. Returns how many there are.
fn check(inputs: PathBuf) -> usize {
    let mut seen = 0;
    with_papers(inputs, |counted, papers| {
        let desk = DraftDesk::new(&papers.stated, counted.tally, counted.templates).unwrap();
        for paper in &papers.written {
            let bytes = desk.write(paper).unwrap();
            assert_eq!(bytes, desk.write(paper).unwrap(), "the same bytes");
            assert_eq!(Docx::read(&bytes).well_formed(), 14);
            says_all(&desk, paper);
            let came = drafts::read(&bytes, "ban-thao.docx").unwrap();
            assert_eq!(came.paper(), Some(paper.file.as_str()));
            let wording = counted.templates.read_template(&paper.wording).unwrap().unwrap();
            let wording = wording.text().unwrap();
            let compared = Compared { counted, papers, paper, wording, name: "ban-thao.docx" };
            let found = drafts::compare(&desk, &compared, &came);
            assert!(!found.differs(), "{}: {found:#?}", paper.file);
            assert!(!found.outdated && !found.unnamed, "{}", paper.file);
            seen += 1;
        }
    });
    seen
}

/// Every part of the paper stands on the draft, in the same order where it is running text.
fn says_all(desk: &DraftDesk<'_>, paper: &WrittenPaper) {
    let draft = bare(&desk.lines(paper).join("\n"));
    for part in SaidPaper::of(paper).parts {
        let is_drawn = part.at.starts_with("Biểu đồ") || part.at == "Hạng sao";
        // The columns of a sheet of a product stand under common headings.
        let is_head = part.kind == PartKind::Head && paper.layout == "phieu-tong-hop-san-pham";
        if is_drawn || is_head || part.at == "Số, ký hiệu" || !stands(paper, &part.at) {
            continue;
        }
        for text in &part.texts {
            // Titles of annexes are in capitals; type name and subject stand on two lines; a blank
            // is a gap.
            let (blank, text) = (bare(&text.replace('…', "")), bare(text));
            let capitals = text.to_uppercase();
            let is_there = [&text, &blank, &capitals].into_iter().any(|text| draft.contains(text));
            assert!(is_there || part.at == "Địa danh, ngày tháng", "{}: {text}", paper.file);
        }
    }
}

/// Whether the layout of the paper prints what stands at this place of its document.
fn stands(paper: &WrittenPaper, at: &str) -> bool {
    let is_sheet = ["the-trung-bay", "giay-chung-nhan", "phieu-tong-hop-san-pham"];
    let form = ["Cơ quan ban hành", "Tên loại, trích yếu", "Người ký", "Nơi nhận"];
    let is_bare = ["bang-tong-hop-diem", "diem-danh", "kiem-tra-thuc-te", "danh-sach-trung-bay"];
    let is_left_out = is_sheet.contains(&paper.layout) && form.contains(&at);
    let is_named = paper.layout == "cong-van" && at == "Tên loại, trích yếu";
    let has_no_recipients = is_bare.contains(&paper.layout) && at == "Nơi nhận";
    !(is_left_out || is_named || has_no_recipients)
}

#[test]
fn every_paper_of_the_sample_round_has_a_draft_that_says_the_same_and_comes_back_unchanged() {
    let seen = check(sample_folder());
    assert!(seen >= 117, "{seen}");
}

#[test]
fn so_has_every_paper_of_the_sample_of_2026() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/round_2026/inputs");
    let seen = check(inputs);
    assert_eq!(seen, 64);
}

#[test]
fn every_sentence_of_every_paper_is_found_again_in_its_wording_file() {
    with_papers(sample_folder(), |counted, papers| {
        for paper in papers.written.iter().filter(|paper| paper.layout != "trich-sao") {
            let origin = paper.origin.as_ref().expect(&paper.file);
            let wording = counted.templates.read_template(&paper.wording).unwrap().unwrap();
            let wording = wording.text().unwrap();
            assert_eq!(origin.blocks.len(), paper.document.body.iter().count(), "{}", paper.file);
            let letters = origin.blocks.iter().chain([&origin.name, &origin.subject]).flatten();
            let mut unknown = 0;
            for letter in letters {
                match letter {
                    documents::LetterOrigin::Literal(at) => assert!(wording.is_char_boundary(*at)),
                    documents::LetterOrigin::Value(range) => {
                        assert!(wording[range.clone()].starts_with("{{"), "{}", paper.file);
                    }
                    documents::LetterOrigin::Unknown => unknown += 1,
                }
            }
            assert!(unknown < 40, "{}: {unknown} letters", paper.file);
        }
    });
}

#[test]
fn of_many_papers_alike_the_first_stands_for_all() {
    with_papers(sample_folder(), |_, papers| {
        let plan = papers.written.iter().find(|paper| paper.layout == "ke-hoach").unwrap();
        let invitation = papers.written.iter().find(|paper| paper.layout == "giay-moi").unwrap();
        let mut many = vec![plan.clone()];
        many.extend((0..ALIKE).map(|_| invitation.clone()));
        assert_eq!(drafts::wanted(&many).len(), ALIKE + 1);
        many.push(invitation.clone());
        assert_eq!(drafts::wanted(&many).len(), 2);
    });
}

#[test]
fn drafts_lie_beside_the_papers_and_one_that_was_changed_there_stays() {
    let round = RoundFolder::sample(&[]);
    let first = round.clone().run();
    let drafts = |run: &crate::support::run::Run| {
        let files = run.files().into_iter();
        files.filter(|(file, _)| file.starts_with("ban-thao/")).collect::<Vec<_>>()
    };
    let before = drafts(&first);
    let names: Vec<String> =
        before.iter().map(|(file, _)| file["ban-thao/".len()..].replace(".docx", ".pdf")).collect();
    assert_eq!(names, first.papers());
    assert!(
        drafts::file_of("06-quyet-dinh/quyet-dinh.pdf") == "ban-thao/06-quyet-dinh/quyet-dinh.docx"
    );

    let again = round.clone().on_threads(1).run_with(&["--fresh"]);
    assert_eq!(drafts(&again), before, "the same bytes");

    let file = round.outputs().join("ban-thao/06-quyet-dinh/quyet-dinh.docx");
    let changed =
        Docx::read(&fs_err::read(&file).unwrap()).typing("quảng bá", "giới thiệu").bytes();
    fs_err::write(&file, &changed).unwrap();
    for _ in 0..2 {
        let third = round.clone().run();
        third.tells("W424", "ban-thao/06-quyet-dinh/quyet-dinh.docx");
        assert_eq!(fs_err::read(&file).unwrap(), changed, "what somebody changed stays");
    }
    fs_err::remove_file(&file).unwrap();
    let last = round.run();
    assert!(last.findings("W424").is_empty());
    assert_eq!(drafts(&last), before);
}

#[test]
fn a_signed_paper_has_no_draft_any_more() {
    const PAPER: &str = "06-quyet-dinh/quyet-dinh.pdf";
    let round = RoundFolder::sample(&[]);
    let paper = round.run().files()[PAPER].clone();
    let sum = ocop::fingerprint::sha256(&paper);
    let signed = round.outputs().join("da-ky").join(PAPER);
    fs_err::create_dir_all(signed.parent().unwrap()).unwrap();
    fs_err::write(&signed, &paper).unwrap();
    for (rehearsal, has_draft) in [(true, true), (false, false)] {
        let line = format!(
            r#"{{"file":"da-ky/{PAPER}","sha256":"{sum}","paper":"{PAPER}","original":"{sum}","role":"official","time":"2020-12-11T09:00:00+07:00","timestamped":false,"rehearsal":{rehearsal}}}"#
        );
        fs_err::write(round.outputs().join("so-chu-ky.json"), format!("{line}\n")).unwrap();
        let files = round.run_with(&["--fresh"]).files();
        assert_eq!(files.contains_key(&drafts::file_of(PAPER)), has_draft, "{rehearsal}");
        assert!(files.contains_key("ban-thao/04-ket-qua-cham/bien-ban.docx"));
    }
}

#[test]
fn names_of_any_kind_and_sixty_one_products_go_out_and_come_back() {
    let hostile = [
        "<w:t>".to_owned(),
        "Mắm & \"cá\" 'ruốc' <b>".to_owned(),
        "{{7*7}} {% x %} [[bang]]".to_owned(),
        "\u{200f}عسل\u{200e} mật ong".to_owned(),
        "Chè ".repeat(1000),
        "a\u{1}b\u{fffe}c".to_owned(),
        "🍵 trà".to_owned(),
    ];
    with_papers(sample_folder(), |counted, papers| {
        let plan = papers.written.iter().find(|paper| paper.layout == "ke-hoach").unwrap();
        let mut paper = plan.clone();
        let column = |title: &str| PrintedColumn {
            title: title.to_owned(),
            share: 1,
            millimetres: 0,
            align: Align::Left,
        };
        let row = |number: usize| {
            let name = hostile[number % hostile.len()].clone();
            PrintedRow::about(number, vec![number.to_string(), name, "72,5".into()])
        };
        let columns = ["TT", "Sản phẩm", "Điểm"].map(column).to_vec();
        let table = PrintedTable::new("Sản phẩm", columns, (1..=61).map(row).collect());
        let text = |text: &String| BodyBlock::Paragraph {
            runs: vec![TextRun { text: text.clone(), bold: true, ..TextRun::default() }],
        };
        let mut blocks: Vec<BodyBlock> = hostile.iter().map(text).collect();
        blocks.push(table.into());
        paper.document.body = blocks.into();
        let desk = DraftDesk::new(&papers.stated, counted.tally, counted.templates).unwrap();
        let bytes = desk.write(&paper).unwrap();
        let docx = Docx::read(&bytes);
        docx.well_formed();
        assert_eq!(docx.xml().matches("<w:tr>").count(), 62 + 3, "every row, the head, the form");
        assert_eq!(docx.xml().matches("<w:tblHeader/>").count(), 1);
        assert!(docx.xml().matches("<w:cantSplit/>").count() >= 62);
        let came = drafts::read(&bytes, "ban-thao.docx").unwrap();
        let compared = Compared { counted, papers, paper: &paper, wording: "", name: "a.docx" };
        let found = drafts::compare(&desk, &compared, &came);
        assert!(!found.differs(), "{found:#?}");
    });
}
