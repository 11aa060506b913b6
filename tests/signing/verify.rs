//! Tests of `ocop verify`: who signed, whether anything was changed, and whether the inputs still
//! say what was signed.

use std::path::PathBuf;
use std::sync::OnceLock;

use pdf_signature::keys::{P12, rehearsal};
use pdf_signature::sign::{FieldBox, Paper, Settings, SigningDesk};
use pdf_signature::{Issuers, Role};
use secrecy::SecretString;
use serde_json::Value;
use time::{Duration, OffsetDateTime};

use crate::support::copy::with_part;
use crate::support::round::{RoundFolder, sample_folder};
use crate::support::run::Run;

/// The ballot in which a mark is changed, and the cell: a mark of the first tea on its own sheet.
const BALLOT: &str = "phieu-cham/lan-2/01-ha-trong-hai.xlsx";
const SHEET: &str = "xl/worksheets/sheet2.xml";
const CELL: &str = "<c r=\"F17\" s=\"24\"><v>2</v></c>";

/// The sample round issued once, its decision signed with rehearsal keys.
struct Office {
    round: RoundFolder,
    decision: Vec<u8>,
    /// Signed by the official.
    signed: Vec<u8>,
    /// Signed by the official and sealed.
    sealed: Vec<u8>,
    /// The roots of both keys.
    roots: Vec<u8>,
}

fn office() -> &'static Office {
    static OFFICE: OnceLock<Office> = OnceLock::new();
    OFFICE.get_or_init(|| {
        let round = RoundFolder::sample(&[]);
        let decision = round.run().files().remove("06-quyet-dinh/quyet-dinh.pdf").unwrap();
        let (mut roots, places) = (Vec::new(), official_place(&round));
        let signed = sign(&decision, Role::Official, "Trần Văn Tư", &mut roots, places);
        let sealed = sign(&signed, Role::Seal, "UBND tỉnh Lai Châu", &mut roots, places);
        Office { round, decision, signed, sealed, roots }
    })
}

/// A paper signed with a new rehearsal key, whose root is trusted from then on.
fn sign(
    pdf: &[u8],
    role: Role,
    name: &str,
    roots: &mut Vec<u8>,
    places: [(Role, FieldBox); 2],
) -> Vec<u8> {
    let secret = SecretString::from("mot hai ba");
    let now = OffsetDateTime::now_utc();
    let made = rehearsal::make(name, &secret, now - Duration::days(1)).unwrap();
    roots.extend(made.root_pem.into_bytes());
    let issuers = Issuers::from_pem_or_der(roots, b"").unwrap();
    let settings =
        Settings { role, issuers, expected: None, timestamp: None, reason: None, location: None };
    let key = P12::open(&made.p12, &secret).unwrap();
    let desk = SigningDesk::open(&settings, &key, now).unwrap();
    desk.sign(&Paper { pdf, places: &places, blanks: &[], appearance: None }, now).unwrap().pdf
}

/// A folder with these files and the root beside them, in which `ocop verify` is called.
struct Case {
    folder: RoundFolder,
}

impl Case {
    fn of(name: &str, bytes: &[u8]) -> Self {
        Self { folder: RoundFolder::empty() }.and(name, bytes).and("goc.pem", &office().roots)
    }

    fn and(self, name: &str, bytes: &[u8]) -> Self {
        fs_err::write(self.path(name), bytes).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.outputs().parent().unwrap().join(name)
    }

    fn verify(&self, asked: &[&str]) -> Run {
        self.folder.verify(asked)
    }
}

fn inputs() -> String {
    office().round.input("").display().to_string()
}

/// Only the shortest ways through the round: the sample with one mark of one ballot changed.
fn changed() -> &'static RoundFolder {
    static CHANGED: OnceLock<RoundFolder> = OnceLock::new();
    CHANGED.get_or_init(|| {
        let ballot = fs_err::read(sample_folder().join(BALLOT)).unwrap();
        let ballot = with_part(&ballot, SHEET, |xml| {
            assert!(xml.contains(CELL));
            *xml = xml.replacen(CELL, &CELL.replace("<v>2", "<v>1"), 1);
        });
        RoundFolder::sample(&[]).with(BALLOT, ballot)
    })
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

#[test]
fn a_signed_decision_that_the_inputs_still_give_is_valid_and_said_to_be_a_rehearsal() {
    let case = Case::of("quyet-dinh.pdf", &office().signed);
    let run = case.verify(&["quyet-dinh.pdf", "--trust", "goc.pem", "--inputs", &inputs()]);
    run.ended(0);
    says(
        &run,
        &[
            "quyet-dinh.pdf: HỢP LỆ\n",
            "*** BẢN THỬ",
            "Chữ ký của người có thẩm quyền: hợp lệ",
            "Người ký:   THỬ NGHIỆM - Trần Văn Tư (chứng thư thử nghiệm)",
            "Chưa có: con dấu của cơ quan.",
            "Đối chiếu với đầu vào: khớp từng byte",
        ],
    );
}

#[test]
fn a_sealed_decision_tells_what_was_added_after_the_first_signature() {
    let run = Case::of("quyet-dinh.pdf", &office().sealed).verify(&[
        "quyet-dinh.pdf",
        "--trust",
        "goc.pem",
        "--inputs",
        &inputs(),
    ]);
    run.ended(0);
    says(
        &run,
        &[
            "toàn bộ tệp vào lúc ký; sau đó tệp được:\n                - thêm con dấu của cơ \
             quan\n",
            "Con dấu của cơ quan: hợp lệ",
            "Người ký:   THỬ NGHIỆM - UBND tỉnh Lai Châu",
            "toàn bộ tệp; từ lúc ký đến nay không có gì thêm",
            "khớp từng byte",
        ],
    );
    assert!(!run.said.contains("Chưa có:"), "{}", run.said);
}

#[test]
fn a_changed_mark_is_told_with_both_figures_and_the_cells() {
    let case = Case::of("quyet-dinh.pdf", &office().signed);
    let inputs = changed().input("").display().to_string();
    let run = case.verify(&["quyet-dinh.pdf", "--trust", "goc.pem", "--inputs", &inputs]);
    run.ended(1);
    says(
        &run,
        &[
            "KHÔNG HỢP LỆ",
            "Chữ ký của người có thẩm quyền: hợp lệ",
            "Đối chiếu với đầu vào: có chỗ khác",
        ],
    );
    says(&run, &["Trang 3:", "đã ký:                 62,8\n", "theo đầu vào hiện nay: 62,7\n"]);
    says(&run, &["“Chè Kim tuyên San Thàng” ở lần chấm 2: 564 / 9", BALLOT, "SP01!F14"]);
    says(&run, &["ocop explain --inputs ", " --paper 06-quyet-dinh/quyet-dinh.pdf 62,7"]);

    let json =
        case.verify(&["quyet-dinh.pdf", "--trust", "goc.pem", "--inputs", &inputs, "--json"]);
    json.ended(1);
    let told: Value = serde_json::from_str(&json.said).unwrap();
    let proof = &told[0]["proof"];
    assert_eq!(
        (&told[0]["state"], &told[0]["signatures"][0]["state"]),
        (&"invalid".into(), &"valid".into())
    );
    assert_eq!(proof["outcome"], "words_differ");
    let difference = &proof["differences"][0];
    assert_eq!((&difference["signed"], &difference["now"]), (&"62,8".into(), &"62,7".into()));
    assert_eq!((&difference["page"], &proof["more_differences"]), (&3.into(), &0.into()));
}

#[test]
fn a_renamed_paper_is_recognised_by_its_identity() {
    let case = Case::of("ban-da-ky.pdf", &office().signed);
    let run = case.verify(&["ban-da-ky.pdf", "--trust", "goc.pem", "--inputs", &inputs()]);
    run.ended(0);
    says(&run, &["ban-da-ky.pdf: HỢP LỆ", "Quyết định (06-quyet-dinh/quyet-dinh.pdf)"]);
}

#[test]
fn the_roots_of_the_round_are_trusted_when_none_is_named() {
    let round = RoundFolder::sample(&[])
        .adding("[signing]\nroots = [\"goc.pem\"]")
        .with("ky-so/goc.pem", &office().roots);
    fs_err::write(round.outputs().parent().unwrap().join("quyet-dinh.pdf"), &office().signed)
        .unwrap();
    let run = round.verify(&["quyet-dinh.pdf", "--inputs", "inputs"]);
    run.ended(0);
    says(&run, &["khớp từng byte"]);
}

#[test]
fn a_root_that_cannot_be_read_is_named() {
    let run = Case::of("quyet-dinh.pdf", &office().signed).and("hong.pem", b"").verify(&[
        "quyet-dinh.pdf",
        "--trust",
        "hong.pem",
    ]);
    run.ended(3);
    assert!(
        run.complained.starts_with("Không đọc được tệp chứng thư gốc: hong.pem"),
        "{}",
        run.complained
    );
}

#[test]
fn one_changed_byte_of_a_page_is_told_by_the_signature_and_by_the_inputs() {
    let mut bytes = office().signed.clone();
    let middle = office().decision.len() / 2;
    bytes[middle] ^= 1;
    let run = Case::of("quyet-dinh.pdf", &bytes).verify(&[
        "quyet-dinh.pdf",
        "--trust",
        "goc.pem",
        "--inputs",
        &inputs(),
    ]);
    run.ended(1);
    says(&run, &["KHÔNG HỢP LỆ", "Nội dung đã bị sửa sau khi ký.", "không trùng từng byte"]);
}

#[test]
fn without_roots_nobody_is_known_and_nothing_is_called_forged() {
    let run = Case::of("quyet-dinh.pdf", &office().signed).verify(&["quyet-dinh.pdf"]);
    run.ended(3);
    says(&run, &["CHƯA KẾT LUẬN ĐƯỢC", "--trust"]);
    assert!(!run.said.contains("không do đơn vị được tin cậy cấp"), "{}", run.said);
}

#[test]
fn of_several_files_the_worst_decides() {
    let case = Case::of("quyet-dinh.pdf", &office().signed)
        .and("chua-ky.pdf", &office().decision)
        .and("rac.pdf", b"rac");
    let run = case.verify(&["quyet-dinh.pdf", "khong-co.pdf", "rac.pdf", "--trust", "goc.pem"]);
    run.ended(2);
    says(
        &run,
        &[
            "quyet-dinh.pdf: HỢP LỆ",
            "khong-co.pdf: KHÔNG ĐỌC ĐƯỢC",
            "không có tệp này",
            "rac.pdf: KHÔNG ĐỌC ĐƯỢC",
            "Tổng số: 3 tệp: 1 hợp lệ, 2 không đọc được.",
        ],
    );
    let run = case.verify(&["rac.pdf", "chua-ky.pdf", "--trust", "goc.pem", "--json"]);
    run.ended(1);
    let told: Value = serde_json::from_str(&run.said).unwrap();
    assert_eq!(
        (&told[0]["state"], &told[1]["reasons"][0]["code"]),
        (&"unreadable".into(), &"no_signature".into())
    );
    assert!(told[1]["proof"].is_null());
}

#[test]
fn inputs_that_cannot_issue_the_paper_leave_a_valid_signature_undetermined() {
    let case = Case::of("quyet-dinh.pdf", &office().signed);
    let nothing = RoundFolder::settings();
    let run = case.verify(&[
        "quyet-dinh.pdf",
        "--trust",
        "goc.pem",
        "--inputs",
        &nothing.input("").display().to_string(),
    ]);
    run.ended(3);
    says(
        &run,
        &["Chữ ký của người có thẩm quyền: hợp lệ", "chưa lập lại được văn bản", "ocop check"],
    );
    let run = case.verify(&["quyet-dinh.pdf", "--trust", "goc.pem", "--inputs", "khong-co"]);
    run.ended(3);
    says(&run, &["Không mở được thư mục đầu vào."]);
    let empty = RoundFolder::empty();
    let run = case.verify(&[
        "quyet-dinh.pdf",
        "--trust",
        "goc.pem",
        "--inputs",
        &empty.input("").display().to_string(),
    ]);
    run.ended(3);
    says(&run, &["round.toml"]);
}

/// The sample with a `[signing]` that names these certificates of the official and of the
/// province's seal.
fn naming(official: &str, seal: &str) -> RoundFolder {
    let signer = printed_signer();
    RoundFolder::sample(&[]).adding(&format!(
        "[[signing.officials]]\nname = \"{signer}\"\ncertificate = \
         \"{official}\"\n\n[[signing.seals]]\nissuer = \"province\"\ncertificate = \"{seal}\""
    ))
}

/// The name printed below the decision of the sample.
fn printed_signer() -> String {
    let settings: toml::Table = crate::support::round::sample_settings(&[]).parse().unwrap();
    settings["papers"]["decision"]["signer"]["name"].as_str().unwrap().to_owned()
}

#[test]
fn with_inputs_a_signer_other_than_the_named_certificate_is_invalid() {
    let case = Case::of("quyet-dinh.pdf", &office().sealed);
    let verify = |round: &RoundFolder| {
        let inputs = round.input("").display().to_string();
        case.verify(&["quyet-dinh.pdf", "--trust", "goc.pem", "--inputs", &inputs])
    };
    let (official, seal) = ("THỬ NGHIỆM - Trần Văn Tư", "THỬ NGHIỆM - UBND tỉnh Lai Châu");
    verify(&naming(official, seal)).ended(0);
    let run = verify(&naming("Hà Trọng Hải", seal));
    run.ended(1);
    says(
        &run,
        &[
            "Chữ ký này là của “THỬ NGHIỆM - Trần Văn Tư”",
            "round.toml ghi cho vai này (Hà Trọng Hải)",
        ],
    );
    says(&run, &["Con dấu của cơ quan: hợp lệ", "khớp từng byte"]);
    let run = verify(&naming(official, "UBND tỉnh Điện Biên"));
    run.ended(1);
    says(
        &run,
        &[
            "Con dấu này là của “THỬ NGHIỆM - UBND tỉnh Lai Châu”",
            "Chữ ký của người có thẩm quyền: hợp lệ",
        ],
    );
    // A paper that is none of the round is held against everybody the round names.
    let places = official_place(&office().round);
    let strange =
        Case::of("la.pdf", &sign(&blank(), Role::Official, "Ai đó", &mut Vec::new(), places));
    let round = naming(official, seal);
    let inputs = round.input("").display().to_string();
    let run = strange.verify(&["la.pdf", "--trust", "goc.pem", "--inputs", &inputs, "--json"]);
    run.ended(1);
    let told: Value = serde_json::from_str(&run.said).unwrap();
    let codes: Vec<_> = told[0]["signatures"][0]["reasons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["code"])
        .collect();
    assert!(codes.contains(&&Value::from("other_signer")), "{codes:?}");
}

/// A page of no round.
fn blank() -> Vec<u8> {
    let mut document = lopdf::Document::with_version("1.7");
    let pages = document.new_object_id();
    let page = document.add_object(lopdf::dictionary! { "Type" => "Page", "Parent" => pages });
    let kids = vec![lopdf::Object::Reference(page); 1];
    let second = document.add_object(lopdf::dictionary! { "Type" => "Page", "Parent" => pages });
    let kids = [kids, vec![lopdf::Object::Reference(second)]].concat();
    let size = vec![0.into(), 0.into(), 595.into(), 842.into()];
    let tree =
        lopdf::dictionary! { "Type" => "Pages", "Count" => 2, "Kids" => kids, "MediaBox" => size };
    document.objects.insert(pages, tree.into());
    let root = document.add_object(lopdf::dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn without_inputs_a_strange_signer_and_one_certificate_for_both_are_told_loudly() {
    let decision = &office().decision;
    let mut roots = Vec::new();
    let places = official_place(&office().round);
    let stranger = Key::new("Nguyễn Văn Lạ", &mut roots);
    let both = stranger.sign(&stranger.sign(decision, Role::Official, places), Role::Seal, places);
    let case = Case::of("quyet-dinh.pdf", &both).and("la.pem", &roots);
    let run = case.verify(&["quyet-dinh.pdf", "--trust", "la.pem"]);
    run.ended(0);
    let printed = printed_signer();
    says(
        &run,
        &[
            &format!(
                "*** CHÚ Ý: Chứng thư đã ký là của “THỬ NGHIỆM - Nguyễn Văn Lạ”, KHÔNG phải tên \
                 người ký in trên văn bản (“{printed}”)"
            ),
            "*** CHÚ Ý: MỘT chứng thư (của “THỬ NGHIỆM - Nguyễn Văn Lạ”) vừa ký",
        ],
    );
    // The one who is printed, and a seal of its own, are nothing to warn of.
    let mut roots = Vec::new();
    let (official, seal) =
        (Key::new(&printed, &mut roots), Key::new("UBND tỉnh Lai Châu", &mut roots));
    let right = seal.sign(&official.sign(decision, Role::Official, places), Role::Seal, places);
    let run = Case::of("quyet-dinh.pdf", &right).and("la.pem", &roots).verify(&[
        "quyet-dinh.pdf",
        "--trust",
        "la.pem",
    ]);
    run.ended(0);
    assert!(!run.said.contains("CHÚ Ý"), "{}", run.said);
}

/// A rehearsal key that signs more than once.
struct Key {
    key: P12,
    root: Vec<u8>,
}

impl Key {
    fn new(name: &str, roots: &mut Vec<u8>) -> Self {
        let secret = SecretString::from("mot hai ba");
        let made =
            rehearsal::make(name, &secret, OffsetDateTime::now_utc() - Duration::days(1)).unwrap();
        roots.extend_from_slice(made.root_pem.as_bytes());
        Self { key: P12::open(&made.p12, &secret).unwrap(), root: roots.clone() }
    }

    fn sign(&self, pdf: &[u8], role: Role, places: [(Role, FieldBox); 2]) -> Vec<u8> {
        let issuers = Issuers::from_pem_or_der(&self.root, b"").unwrap();
        let settings = Settings {
            role,
            issuers,
            expected: None,
            timestamp: None,
            reason: None,
            location: None,
        };
        let now = OffsetDateTime::now_utc();
        let desk = SigningDesk::open(&settings, &self.key, now).unwrap();
        desk.sign(&Paper { pdf, places: &places, blanks: &[], appearance: None }, now).unwrap().pdf
    }
}

/// The places as the record of the sample has them: above the printed name.
fn official_place(round: &RoundFolder) -> [(Role, FieldBox); 2] {
    let record: Value =
        serde_json::from_slice(&fs_err::read(round.outputs().join("so-ket-xuat.json")).unwrap())
            .unwrap();
    let papers = record["outputs"].as_array().unwrap();
    let paper =
        papers.iter().find(|paper| paper["file"] == "06-quyet-dinh/quyet-dinh.pdf").unwrap();
    let spot = &paper["to_sign"]["signatories"][0]["spot"];
    #[allow(clippy::cast_possible_truncation, reason = "a page is some thousand points")]
    let points = |key: &str| (spot[key].as_f64().unwrap() / 100.0 / 25.4 * 72.0) as f32;
    let (x, y) = (points("x"), points("y"));
    let page = u32::try_from(spot["page"].as_u64().unwrap()).unwrap();
    let place = |left: f32, width: f32| FieldBox {
        page,
        rectangle: [left, y - 22.0, left + width, y + 22.0],
    };
    [(Role::Official, place(x - 55.0, 110.0)), (Role::Seal, place(x - 100.0, 100.0))]
}

#[test]
fn a_signature_that_lies_over_the_page_is_none_of_the_paper() {
    let mut roots = Vec::new();
    let [_, seal] = official_place(&office().round);
    let over = FieldBox { page: 2, rectangle: [60.0, 492.0, 540.0, 790.0] };
    let places = [(Role::Official, over), seal];
    let signed = sign(&office().decision, Role::Official, "Trần Văn Tư", &mut roots, places);
    let case = Case::of("quyet-dinh.pdf", &signed).and("goc.pem", &roots);
    case.verify(&["quyet-dinh.pdf", "--trust", "goc.pem"]).ended(0);
    let run = case.verify(&["quyet-dinh.pdf", "--trust", "goc.pem", "--inputs", &inputs()]);
    run.ended(1);
    says(&run, &["ô ChuKyNguoiCoThamQuyen nằm ngoài chỗ dành cho nó"]);
}

#[test]
fn a_paper_that_was_printed_again_is_not_signed_and_is_compared_by_its_words() {
    // What a printer driver leaves: the pages drawn anew, without identity, description or
    // signatures.
    let printed = |decision: &[u8]| {
        let mut document = lopdf::Document::load_mem(decision).unwrap();
        document.trailer.remove(b"ID");
        document.trailer.remove(b"Info");
        let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
        for key in [&b"Metadata"[..], b"StructTreeRoot", b"Outlines", b"MarkInfo"] {
            document.get_dictionary_mut(root).unwrap().remove(key);
        }
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    };
    let case = Case::of("ban-in.pdf", &printed(&office().decision));
    let run = case.verify(&["ban-in.pdf", "--trust", "goc.pem", "--inputs", &inputs()]);
    run.ended(1);
    says(
        &run,
        &[
            "ban-in.pdf: CHƯA KÝ",
            "mọi chữ và số đều khớp, nhưng không phải tệp gốc",
            "Quyết định (06-quyet-dinh/quyet-dinh.pdf)",
        ],
    );
    let other = changed().input("").display().to_string();
    let run = case.verify(&["ban-in.pdf", "--trust", "goc.pem", "--inputs", &other]);
    run.ended(1);
    says(
        &run,
        &[
            "CHƯA KÝ",
            "phần mềm khác in hoặc lưu lại",
            "trên tệp này:          62,8",
            "theo đầu vào hiện nay: 62,7",
        ],
    );
}
