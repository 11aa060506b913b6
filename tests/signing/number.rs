//! Tests of `ocop number`: number and day come after the official's signature and before the seal.

use pdf_signature::{PdfFile, State, begins_with};
use time::OffsetDateTime;

use super::sign::{SIGNED, book, refuses, verdict};
use crate::support::office::Office;

const DECISION: &str = "outputs/06-quyet-dinh/quyet-dinh.pdf";
const NUMBERED: &str = "outputs/da-cap-so/06-quyet-dinh/quyet-dinh.pdf";
const SEALED: &str = "outputs/ban-hanh/06-quyet-dinh/quyet-dinh.pdf";

/// Today in Việt Nam: day, month, year.
pub(super) fn today() -> (u8, u8, i32) {
    let today = OffsetDateTime::now_utc().to_offset(pdf_signature::moment::VIETNAM).date();
    (today.day(), u8::from(today.month()), today.year())
}

fn lines(office: &Office, file: &str) -> String {
    let bytes = office.read(file);
    let file = PdfFile::from_bytes(&bytes).unwrap();
    file.pages().unwrap()[0].lines().join("\n")
}

/// The papers in a folder, without the file to print; none where there is no folder.
fn papers(office: &Office, folder: &str) -> Vec<String> {
    let entries = fs_err::read_dir(office.path(folder)).into_iter().flatten();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name != "tat-ca.pdf").map(|name| format!("{folder}/{name}")).collect()
}

#[test]
fn the_official_signs_the_number_is_given_and_the_body_seals() {
    let office = Office::numbering_later();
    let original = office.read(DECISION);
    office.official(&[DECISION]).ended(0);
    refuses(&office.seal(&[SIGNED]), "Chưa điền số văn bản");
    let run = office.ocop(&["number", SIGNED, "--number", "1757"], "");
    run.ended(0);
    assert!(run.said.contains("số 1757/QĐ-UBND"), "{}", run.said);
    assert!(run.said.contains("Sổ văn bản: outputs/so-van-ban.xlsx"), "{}", run.said);
    let run = office.seal(&[NUMBERED]);
    run.ended(0);
    let date = format!("số 1757/QĐ-UBND, ngày {:02}/", today().0);
    assert!(run.said.contains(&date), "the seal is asked for with the number: {}", run.said);
    let (signed, numbered, sealed) =
        (office.read(SIGNED), office.read(NUMBERED), office.read(SEALED));
    assert!(numbered.starts_with(&signed) && sealed.starts_with(&numbered));
    begins_with(&sealed, &original).unwrap();
    assert_eq!(verdict(&office, SEALED).state, State::Undetermined, "revocation is not known");
    // What the pages themselves say is as it was signed.
    assert_eq!(lines(&office, SEALED), lines(&office, DECISION));

    let run = office.ocop(&["verify", SEALED, "--inputs", "inputs"], "");
    let day = today().0;
    assert!(run.said.contains("- điền số văn bản: 1757"), "{}", run.said);
    assert!(
        run.said
            .contains(&format!("Đúng từng chữ với bản trình ký, thêm số 1757 và ngày {day:02}.")),
        "{}",
        run.said
    );
    assert!(!run.said.contains("không giống hệt"), "{}", run.said);
    assert!(office.ocop(&["run"], "").findings("W406").is_empty());
}

#[test]
fn a_number_is_given_once_in_order_and_not_before_the_signature() {
    let office = Office::numbering_later();
    let number = |arguments: &[&str]| office.ocop(&[&["number"], arguments].concat(), "");
    refuses(&number(&[DECISION, "--number", "1757"]), "Người có thẩm quyền chưa ký");
    office.official(&[DECISION]).ended(0);
    let (_, month, year) = today();
    refuses(&number(&[SIGNED]), "chưa có số nào để cấp số tiếp theo");
    refuses(&number(&[SIGNED, "--number", "0"]), "Số 0 không dùng được");
    refuses(&number(&[SIGNED, "--number", "123456"]), "Số 123456 không dùng được");
    let other = if month == 1 { 2 } else { month - 1 };
    let other = format!("01/{other:02}/{year}");
    refuses(&number(&[SIGNED, "--number", "1757", "--date", &other]), "in sẵn tháng");
    if today().0 > 1 {
        let early = format!("01/{month:02}/{year}");
        refuses(&number(&[SIGNED, "--number", "1757", "--date", &early]), "được ký ngày");
    }
    number(&[SIGNED, "--number", "1757", "--date", "hôm nay"]).ended(3);
    assert!(!office.path("outputs/da-cap-so").exists());
    number(&[SIGNED, "--number", "1757"]).ended(0);
    refuses(&number(&[SIGNED, "--number", "1758"]), "da-cap-so/06-quyet-dinh/quyet-dinh.pdf");
    refuses(&number(&[NUMBERED, "--number", "1758"]), "đã được cấp số 1757/QĐ-UBND");
    let lines: Vec<_> = book(&office).iter().map(|line| line["role"].clone()).collect();
    assert_eq!(lines, ["official", "number"]);
    let entry = &book(&office)[1]["registered"];
    assert_eq!((&entry["number"], &entry["issuer"]), (&1757.into(), &"province".into()));
}

#[test]
fn a_paper_keeps_its_number_when_the_file_that_carries_it_is_gone() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    let number = |arguments: &[&str]| office.ocop(&[&["number", SIGNED], arguments].concat(), "");
    number(&["--number", "1757"]).ended(0);
    fs_err::remove_dir_all(office.path("outputs/da-cap-so")).unwrap();
    let other = number(&["--number", "1758"]);
    refuses(&other, "đã được cấp số 1757/QĐ-UBND");
    refuses(&other, "không còn ở chỗ cũ");
    assert!(!office.path("outputs/da-cap-so").exists());
    // The same one without being asked for, though others came after it.
    number(&[]).ended(0);
    let numbers = |office: &Office| -> Vec<_> {
        let lines = book(office).into_iter().filter(|line| line["role"] == "number");
        lines.map(|line| line["registered"]["number"].clone()).collect()
    };
    assert_eq!(numbers(&office), [1757, 1757]);
    office.seal(&[NUMBERED]).ended(0);
    for folder in ["outputs/da-cap-so", "outputs/ban-hanh"] {
        fs_err::remove_dir_all(office.path(folder)).unwrap();
    }
    refuses(&number(&["--number", "1758"]), "đã được cấp số 1757/QĐ-UBND");
}

#[test]
fn a_seal_goes_only_onto_the_file_into_which_the_number_was_filled() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    office.ocop(&["number", SIGNED, "--number", "1757"], "").ended(0);
    // The book knows another file with this number than the one that lies there.
    let name = "outputs/so-chu-ky.json";
    let written = book(&office)[1]["sha256"].as_str().unwrap().to_owned();
    let text = String::from_utf8(office.read(name)).unwrap();
    office.write(name, text.replace(&written, &"0".repeat(64)));
    let run = office.seal(&[NUMBERED]);
    refuses(&run, "không phải tệp đã được ghi số");
    refuses(&run, "da-cap-so/06-quyet-dinh/quyet-dinh.pdf");
    office.write(name, text);
    office.seal(&[NUMBERED]).ended(0);
}

#[test]
fn no_number_is_given_where_the_book_is_lost_beside_a_register_with_numbers() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    let number = |number| office.ocop(&["number", SIGNED, "--number", number], "");
    number("1757").ended(0);
    let kept = office.read("outputs/so-chu-ky.json");
    fs_err::remove_file(office.path("outputs/so-chu-ky.json")).unwrap();
    fs_err::remove_dir_all(office.path("outputs/da-cap-so")).unwrap();
    let run = number("1758");
    refuses(&run, "sổ chữ ký đã mất");
    refuses(&run, "Đem so-chu-ky.json về thư mục kết quả");
    office.write("outputs/so-chu-ky.json", kept);
    refuses(&number("1758"), "đã được cấp số 1757/QĐ-UBND");
}

#[test]
fn what_somebody_typed_into_the_register_is_put_aside_before_it_is_written_anew() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    let number = |arguments: &[&str]| office.ocop(&[&["number", SIGNED], arguments].concat(), "");
    number(&["--number", "9757"]).ended(0);
    let mut typed = office.read("outputs/so-van-ban.xlsx");
    typed.extend(b"as Excel saves it");
    office.write("outputs/so-van-ban.xlsx", &typed);
    let run = number(&["--number", "1757", "--instead-of", "9757"]);
    run.ended(1);
    assert!(
        run.complained.contains("được giữ ở ban-truoc/so-van-ban-ban-1.xlsx"),
        "{}",
        run.complained
    );
    assert_eq!(office.read("outputs/ban-truoc/so-van-ban-ban-1.xlsx"), typed);
    assert_ne!(office.read("outputs/so-van-ban.xlsx"), typed);
    office.ocop(&["run"], "");
    assert_eq!(office.read("outputs/ban-truoc/so-van-ban-ban-1.xlsx"), typed);
    office.seal(&["outputs/da-cap-so/06-quyet-dinh/quyet-dinh-lan-2.pdf"]).ended(0);
    assert!(!office.path("outputs/ban-truoc/so-van-ban-ban-2.xlsx").exists());
}

#[test]
fn a_rehearsal_gives_several_numbers_and_seals_each_of_them() {
    let office = Office::numbering_later();
    for (file, name) in [("thu.p12", "Hà Trọng Hải"), ("dau-thu.p12", "UBND tỉnh Lai Châu")]
    {
        office.ocop(&["keys", "new", file, "--name", name, "--secret-fd", "0"], "thử").ended(0);
    }
    for line in ["certificate = \"Hà Trọng Hải\"\n", "certificate = \"UBND tỉnh Lai Châu\"\n"]
    {
        office.typing(line, "");
    }
    let trusting = ["--trust", "thu-goc.pem", "--trust", "dau-thu-goc.pem"];
    let key = |role, file| [&["--role", role, "--p12", file][..], &trusting].concat();
    office.sign(&[DECISION], &key("official", "thu.p12"), "thử").ended(0);
    let signed = "outputs/ban-thu/da-ky/06-quyet-dinh/quyet-dinh.pdf";
    for number in ["1757", "1758"] {
        let arguments = [&["number", signed, "--number", number][..], &trusting].concat();
        office.ocop(&arguments, "").ended(0);
    }
    let numbered = papers(&office, "outputs/ban-thu/da-cap-so/06-quyet-dinh");
    assert_eq!(numbered.len(), 2, "{numbered:?}");
    for paper in &numbered {
        office.sign(&[paper], &key("seal", "dau-thu.p12"), "thử").ended(0);
    }
    assert!(book(&office).iter().all(|line| line["rehearsal"] == true));
}

#[test]
fn a_number_that_was_given_by_mistake_is_replaced_before_the_seal_and_never_after_it() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    let number = |arguments: &[&str]| office.ocop(&[&["number", SIGNED], arguments].concat(), "");
    number(&["--number", "9757"]).ended(0);
    refuses(&number(&["--number", "1757"]), "--instead-of");
    refuses(&number(&["--number", "1757", "--instead-of", "9575"]), "đã cấp số 9575");
    refuses(&number(&["--number", "9757", "--instead-of", "9757"]), "đang mang đúng số 9757");
    let replaced = number(&["--number", "1757", "--instead-of", "9757"]);
    replaced.ended(0);
    let file = "Tệp mang số nhầm (da-cap-so/06-quyet-dinh/quyet-dinh.pdf)";
    assert!(replaced.said.contains(file), "{}", replaced.said);
    let right = "outputs/da-cap-so/06-quyet-dinh/quyet-dinh-lan-2.pdf";
    refuses(&office.seal(&[NUMBERED]), "sổ văn bản đã cấp số 1757/QĐ-UBND");
    office.seal(&[right]).ended(0);
    refuses(&number(&["--number", "1758", "--instead-of", "1757"]), "đã ban hành với số 1757");
    refuses(&number(&["--number", "1758"]), "đã ban hành với số 1757");
}

#[test]
fn the_secretary_signs_the_minutes_before_the_chair() {
    let office = Office::issued();
    let minutes = "outputs/04-ket-qua-cham/bien-ban.pdf";
    let round = String::from_utf8(office.read("inputs/round.toml")).unwrap();
    let (_, secretary) = round.split_once("[council.secretary]").unwrap();
    let (_, name) = secretary.split_once("name = \"").unwrap();
    let name = name.split('"').next().unwrap();
    let named = format!("[[signing.officials]]\nname = \"{name}\"\nimage = \"chu-ky.png\"\n\n");
    office.typing("number = 3\ndate = 2020-12-09", "date = \"2020-12\"");
    office.typing("[[signing.seals]]", &format!("{named}[[signing.seals]]"));
    office.ocop(&["run"], "");
    let stranger = ["--role", "cosigner", "--p12", "khac.p12"];
    let run = office.sign(&[minutes], &stranger, crate::support::office::SECRET);
    run.ended(3);
    let printed = format!("người ký in trên văn bản: {name}");
    assert!(run.said.contains(&printed), "{}", run.said);
    let told =
        format!("người ký in trên văn bản là {name}, chứng thư số lại mang tên “Người khác”");
    assert!(run.said.contains(&told), "{}", run.said);
    assert!(run.complained.contains("--other-signer"), "{}", run.complained);
    let cosigner = [&stranger[..], &["--other-signer"]].concat();
    refuses(&office.official(&[minutes]), "Người ký cùng");
    office.sign(&[minutes], &cosigner, crate::support::office::SECRET).ended(0);
    let waiting = "outputs/cho-ky-tiep/04-ket-qua-cham/bien-ban.pdf";
    let again = office.sign(&[waiting], &cosigner, crate::support::office::SECRET);
    refuses(&again, "không còn ai phải ký số trước");
    office.official(&[waiting]).ended(0);
    let run = office
        .ocop(&["verify", "outputs/da-ky/04-ket-qua-cham/bien-ban.pdf", "--inputs", "inputs"], "");
    assert!(run.said.contains("Chữ ký của người ký cùng"), "{}", run.said);
    assert!(run.said.contains("khớp từng byte"), "{}", run.said);
    assert!(
        run.said.contains(&format!("là của “Người khác”, KHÔNG phải của {name}")),
        "{}",
        run.said
    );
    let roles: Vec<_> = book(&office).iter().map(|line| line["role"].clone()).collect();
    assert_eq!(roles, ["co_signer", "official"]);
    // Minutes print no day: any day from the signature on may be given with the number.
    let signed = "outputs/da-ky/04-ket-qua-cham/bien-ban.pdf";
    office.ocop(&["number", signed, "--number", "3"], "").ended(0);
}

#[test]
fn a_copy_gets_the_line_of_the_decree() {
    let office = Office::issued();
    office.write("ban-quet.pdf", super::sign::foreign_annex(""));
    let secret = crate::support::office::SECRET;
    let key = ["--role", "seal", "--p12", "ubnd.p12", "--copy", "sao-y"];
    let by_council = [&key[..], &["--issuer", "khong-co"]].concat();
    refuses(&office.sign(&["ban-quet.pdf"], &by_council, secret), "không có cơ quan nào");
    office.sign(&["ban-quet.pdf"], &key, secret).ended(0);
    let sealed = office.read("outputs/ban-hanh/ban-sao/ban-quet.pdf");
    let text = crate::support::pdf::written_on_signatures(&sealed).join(" ");
    assert!(text.contains("SAO Y; ") && text.contains(" +07:00"), "{text}");
    assert!(office.ocop(&["run"], "").findings("W406").is_empty());
}

#[test]
fn two_clerks_at_once_give_one_number() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    let folder = office.path("");
    let give = |number: &str| Office::start(&folder, &["number", SIGNED, "--number", number], "");
    let clerks = [give("1757"), give("1758")];
    let mut ended: Vec<_> =
        clerks.into_iter().map(|clerk| clerk.wait_with_output().unwrap().status.code()).collect();
    ended.sort_unstable();
    assert_eq!(ended, [Some(0), Some(3)]);
    let given: Vec<_> = book(&office).into_iter().filter(|line| line["role"] == "number").collect();
    assert_eq!(given.len(), 1);
    assert!(office.path(NUMBERED).exists());
    assert!(!office.path("outputs/da-cap-so/06-quyet-dinh/quyet-dinh-lan-2.pdf").exists());
}

#[test]
fn other_papers_cite_the_number_that_came_after_the_signature() {
    let certificates = "outputs/07-giay-chung-nhan";
    let office = Office::issued();
    let (day, month, year) = today();
    let blank = format!("date = \"{year}-{month:02}\"");
    let declared = |number: u32| format!("number = {number}\ndate = {year}-{month:02}-{day:02}");
    office.typing("[signing]\n", "[signing]\nnumber_after = true\n");
    office.typing("number = 1757\ndate = 2020-12-11", &blank);
    office.ocop(&["run"], "");
    let original = office.read(DECISION);
    office.official(&[DECISION]).ended(0);
    office.ocop(&["number", SIGNED, "--number", "1757"], "").ended(0);
    let run = office.ocop(&["run"], "");
    assert_eq!(run.findings("N414").len(), 1, "{}", run.said);

    // A number without its day is cited as it stands: it, too, is held against the register.
    let half = |number: u32| format!("number = {number}\n{blank}");
    for (number, told) in [(1757, "N414"), (1775, "E413")] {
        office.typing(&blank, &half(number));
        let run = office.ocop(&["run"], "");
        let both = ["E413", "N414"].map(|code| run.findings(code).len());
        assert_eq!(both, [told == "E413", told == "N414"].map(usize::from), "{}", run.said);
        assert_eq!(papers(&office, certificates).is_empty(), told == "E413", "{number}");
        office.typing(&half(number), &blank);
    }

    office.typing(&blank, &declared(1775));
    let run = office.ocop(&["run"], "");
    assert_eq!(run.findings("E413").len(), 1, "{}", run.said);
    assert!(run.said.contains("số, ngày trong khai báo khớp với sổ văn bản"), "{}", run.said);
    assert!(office.path(DECISION).exists());
    assert_eq!(papers(&office, certificates), [""; 0]);

    office.typing("number = 1775", "number = 1757");
    let run = office.ocop(&["run"], "");
    for code in ["E413", "N414", "W406"] {
        assert!(run.findings(code).is_empty(), "{code}: {}", run.said);
    }
    assert!(office.read(DECISION) == original, "the signed decision stays as it is");
    for (folder, words) in
        [(certificates, "1757/QĐ-UBND"), ("outputs/06-quyet-dinh/trich-sao", "Số: 1757/QĐ-UBND")]
    {
        let papers = papers(&office, folder);
        assert!(!papers.is_empty(), "{folder}");
        let cites = |paper: &String| lines(&office, paper).replace('\u{a0}', " ").contains(words);
        assert!(papers.iter().all(cites), "{folder}");
    }
}

/// Whatever moment `ocop number` is killed at, the paper has its number once or not at all, the
/// register has just those, and the number can be given afterwards.
#[test]
#[ignore = "sixty processes; run with --ignored"]
fn number_killed_at_any_moment_leaves_no_number_without_its_paper() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    let signed = office.read(SIGNED);
    let folder = office.path("");
    let args = ["number", SIGNED, "--number", "1757"];
    let began = OffsetDateTime::now_utc();
    // A number that the paper cannot take: all of the way but its end.
    office.ocop(&["number", SIGNED, "--number", "0"], "").ended(3);
    let whole_run = (OffsetDateTime::now_utc() - began).unsigned_abs();
    let mut given = 0;
    for kill in 0..60_u32 {
        let mut child = Office::start(&folder, &args, "");
        std::thread::sleep(whole_run.mul_f64(0.5 + 1.5 * f64::from(kill % 20) / 20.0));
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(office.read(SIGNED), signed, "kill {kill}");
        let lines = book(&office);
        let numbers: Vec<_> = lines.iter().filter(|line| line["role"] == "number").collect();
        assert!(numbers.len() <= 1, "kill {kill}: a number was given twice");
        let standing = papers(&office, "outputs/da-cap-so/06-quyet-dinh");
        for paper in standing.iter().filter(|paper| !paper.contains("/.")) {
            assert!(office.read(paper).starts_with(&signed), "kill {kill}: {paper}");
            assert_eq!(numbers.len(), 1, "kill {kill}: {paper} is in no register");
        }
        given = numbers.len();
        if given == 1 && kill % 20 == 19 {
            break;
        }
    }
    let run = office.ocop(&args, "");
    if given == 0 {
        run.ended(0);
    } else {
        // The next program that has the turn puts the paper in its place.
        refuses(&run, "da-cap-so/06-quyet-dinh/quyet-dinh.pdf");
    }
    assert!(office.read(NUMBERED).starts_with(&signed));
    let numbers: Vec<_> =
        book(&office).into_iter().filter(|line| line["role"] == "number").collect();
    assert_eq!(numbers.len(), 1);
}
