//! The room “Ký và phát hành”.

use crate::client::Client;
use crate::files::text;
use crate::support::office::Office;
use crate::support::round::RoundFolder;

#[test]
fn a_book_of_signatures_that_cannot_be_read_is_told_and_nothing_is_offered_to_sign() {
    let round = RoundFolder::settings();
    round.run();
    fs_err::write(round.outputs().join("so-chu-ky.json"), b"{ not a book\nof ours\n").unwrap();
    let client = Client::open(round);
    for room in ["/ky", "/hom-nay"] {
        let page = client.get(room).text();
        assert!(page.contains("Không đọc được sổ chữ ký"), "{room}");
        assert!(!page.contains("value=\"ky\""), "{room}");
    }
    let today = client.get("/hom-nay").text();
    assert!(!today.contains("Chưa soạn") && today.contains("Chưa rõ, vì không đọc được"));
    assert!(today.contains("Khôi phục sổ chữ ký") && !today.contains("đã gửi hết"), "{today}");
    assert!(!client.get("/ky").text().contains("Chưa có văn bản nào được soạn"));
}

#[test]
fn what_comes_back_is_told_file_by_file() {
    let round = RoundFolder::inviting(&["named"])
        .adding("[signing]\nroots = [\"goc.pem\"]")
        .with("ky-so/goc.pem", crate::support::pki::Pki::new().roots());
    round.run();
    let plan = fs_err::read(round.outputs().join("01-ke-hoach/ke-hoach.pdf")).unwrap();
    let client = Client::open(round);
    // A file that this program made and that somebody saved anew: nobody signed it.
    let mut saved = Vec::new();
    lopdf::Document::load_mem(&plan).unwrap().save_to(&mut saved).unwrap();
    for (file, told) in [
        (&b"PK\x03\x04 a workbook"[..], "Tệp này không phải tệp PDF."),
        (&saved[..], "Tệp này chưa có chữ ký số nào."),
    ] {
        let page = client.post_files("/ky/nhan", &[("tep", "a", file)]).text();
        assert!(page.contains(told) && page.contains("Chưa nhận"), "{page}");
    }
    // One that only looks as if somebody had.
    let mut document = lopdf::Document::load_mem(&plan).unwrap();
    document.add_object(lopdf::Object::string_literal("/ByteRange"));
    saved.clear();
    document.save_to(&mut saved).unwrap();
    let files: [(&str, &str, &[u8]); 2] =
        [("tep", "ke-hoach.pdf", &saved), ("tep", "la.pdf", b"%PDF-1.7 /ByteRange")];
    let page = client.post_files("/ky/nhan", &files).text();
    // The words are those that were handed out; nothing is offered that would be refused then.
    assert!(page.contains("khớp từng chữ với bản đã trình"), "{page}");
    assert!(page.contains("NHƯNG: ") && page.contains("Chưa nhận"), "{page}");
    assert!(!page.contains("Đã xem, cất tệp này") && !page.contains("Chờ xác nhận"), "{page}");
    assert_eq!(client.post("/ky/nhan-ngoai", &[("tep", "0000")]).status, 404);
}

/// The part of the page with the card of the paper that has these words in its title.
pub(crate) fn card(page: &str, title: &str) -> (String, String) {
    let mut cards = page.split("<li class=\"card").skip(1);
    let titled = |card: &&str| card.split("</h2>").next().unwrap().contains(title);
    let card = cards.find(titled).unwrap_or_else(|| panic!("{title}: {page}"));
    let id = card.split("id=\"vb-").nth(1).expect("a place to come back to");
    (card.to_owned(), id.split('"').next().unwrap().to_owned())
}

/// A round whose plan can be handed over as it is made.
pub(crate) fn planned() -> RoundFolder {
    let round = RoundFolder::inviting(&["named"]);
    round.run();
    round
}

/// The page, once it says this.
pub(crate) fn until(client: &Client, address: &str, said: &str) -> String {
    for _ in 0..600 {
        let page = text(client, address);
        if page.contains(said) {
            return page;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{address} never says “{said}”: {}", text(client, address));
}

#[test]
fn a_step_that_is_written_down_leads_back_to_its_card() {
    let client = Client::open(planned());
    let page = text(&client, "/ky");
    assert!(page.contains("Việc tiếp theo ở trang này:"), "{page}");
    let (plan, id) = card(&page, "Kế hoạch");
    assert!(plan.contains("Ghi đã trình") && plan.contains("Xem, in"), "{plan}");
    let back = client.post("/ky/buoc", &[("nhom", &id), ("buoc", "trinh-ky")]);
    assert_eq!(back.leads_to(), format!("/ky#vb-{id}"));
    let opened = [("nhom", id.as_str()), ("buoc", "trinh-ky"), ("mo", "01-ke-hoach")];
    assert_eq!(
        client.post("/ky/buoc", &opened).leads_to(),
        format!("/ky?nhom=01-ke-hoach#vb-{id}")
    );
    let strange = [("nhom", id.as_str()), ("buoc", "trinh-ky"), ("mo", "../x\r\nA: b")];
    assert_eq!(client.post("/ky/buoc", &strange).leads_to(), format!("/ky#vb-{id}"));
    let page = text(&client, "/ky");
    assert!(page.contains(&format!("id=\"vb-{id}\"")), "{page}");
    let now = ocop::desk::now();
    let day = format!("ngày {:02}/{:02}/{}", now.day(), u8::from(now.month()), now.year());
    assert!(card(&page, "Kế hoạch").0.contains(&day), "days are written as people do: {page}");
    let today = text(&client, "/hom-nay");
    assert!(today.contains("1 đã trình, chờ ký"), "{today}");
    client.post("/ky/buoc", &[("nhom", &id), ("buoc", "da-gui")]);
    let stage = |page: &str| {
        let card = card(page, "Kế hoạch").0;
        card.split("aria-current=\"step\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    assert_eq!(stage(&text(&client, "/ky")), "Đã gửi");
    let today = text(&client, "/hom-nay");
    let last = today.split("<h3>").last().unwrap();
    assert!(last.contains("Lưu hồ sơ") && last.contains("Chưa lưu"), "no archive yet: {last}");
    assert_eq!(client.post("/ky/luu", &[]).leads_to(), "/ky#luu");
    until(&client, "/nhat-ky", "Lưu hồ sơ của đợt vào ");
    let page = text(&client, "/ky");
    assert_eq!(stage(&page), "Đã lưu", "what was sent before is in the archive");
    let told = page.split("<b>Đã lưu hồ sơ.</b>").nth(1).unwrap_or_else(|| panic!("{page}"));
    let told = told.split("</div>").next().unwrap();
    assert!(told.contains(".zip") && told.contains("/outputs/10-luu-tru"), "{told}");
    assert_eq!(client.post("/ky/mo-ho-so", &[]).leads_to(), "/ky#luu");
    let plan = card(&page, "Kế hoạch").0;
    assert!(plan.contains("Đã có trong hồ sơ lưu.") && plan.contains("past here"), "{plan}");
    assert!(text(&client, "/ky").contains("id=\"luu\""));
}

#[test]
fn a_step_that_was_written_down_by_mistake_is_taken_back() {
    let client = Client::open(planned());
    let (plan, id) = card(&text(&client, "/ky"), "Kế hoạch");
    assert!(!plan.contains("Ghi nhầm, lùi lại"), "{plan}");
    let undo = [("nhom", id.as_str()), ("buoc", "lui-lai")];
    assert_eq!(client.post("/ky/buoc", &undo).status, 404, "nothing is written down yet");
    client.post("/ky/buoc", &[("nhom", &id), ("buoc", "trinh-ky")]);
    client.post("/ky/buoc", &[("nhom", &id), ("buoc", "da-gui")]);
    for (before, after) in [("Đã gửi lúc", "Đã trình "), ("Đã trình ", "Ghi đã trình")]
    {
        let (plan, _) = card(&text(&client, "/ky"), "Kế hoạch");
        assert!(plan.contains(before) && plan.contains("Ghi nhầm, lùi lại"), "{plan}");
        assert_eq!(client.post("/ky/buoc", &undo).leads_to(), format!("/ky#vb-{id}"));
        let (plan, _) = card(&text(&client, "/ky"), "Kế hoạch");
        assert!(plan.contains(after), "{plan}");
    }
    assert!(text(&client, "/nhat-ky").contains("Ghi nhầm, lùi “Kế hoạch"));
}

#[test]
fn a_paper_that_was_sent_and_is_made_again_with_other_words_is_told() {
    let client = Client::open(planned());
    let (_, id) = card(&text(&client, "/ky"), "Kế hoạch");
    client.post("/ky/buoc", &[("nhom", &id), ("buoc", "trinh-ky")]);
    client.post("/ky/buoc", &[("nhom", &id), ("buoc", "da-gui")]);
    for room in ["/ky", "/hom-nay"] {
        assert!(!text(&client, room).contains("Nay khác bản trước"), "{room}");
    }
    // The declaration is changed in the folder, without the desk.
    let path = client.round.input("round.toml");
    let before = fs_err::read_to_string(&path).unwrap();
    let after = before.replacen("Hà Trọng Hải", "Vàng A Dế (giả định)", 50);
    assert_ne!(before, after);
    fs_err::write(&path, &after).unwrap();
    client.post("/xem-lai", &[]);
    let today = until(&client, "/hom-nay", "Đã đổi sau lần soạn gần nhất:");
    assert!(today.contains("khai báo (round.toml)"), "{today}");
    assert!(today.contains("Soạn lại văn bản") && today.contains("action=\"/soan?"), "{today}");
    let signing = text(&client, "/ky");
    assert!(signing.contains("Soạn lại trước khi trình tiếp"), "{signing}");
    for step in ["value=\"trinh-ky\"", "value=\"ky\""] {
        assert!(!signing.contains(step), "nothing is handed over before: {signing}");
    }
    assert!(
        signing.contains("action=\"/soan?") && !signing.contains("action=\"/ky/luu"),
        "{signing}"
    );
    let diary = until(&client, "/nhat-ky", "được sửa và lưu lại");
    assert!(diary.contains("Khai báo (round.toml) được sửa và lưu lại"), "{diary}");

    client.post("/soan", &[]);
    until(&client, "/nhat-ky", "Soạn lại ");
    client.settled();
    let (plan, _) = card(&text(&client, "/ky"), "Kế hoạch");
    assert!(plan.contains("Nay khác bản trước") && plan.contains("Bản đã gửi lúc "), "{plan}");
    assert!(plan.contains("trình, ký và gửi bản mới"), "{plan}");
    assert!(plan.contains("<b>Chỗ khác:</b> ") && plan.contains("Vàng A Dế"), "{plan}");
    assert!(plan.contains("/nhat-ky?loai=van-ban"), "{plan}");
    let today = text(&client, "/hom-nay");
    assert!(today.contains("1 văn bản nay khác bản đã trình, ký hoặc gửi"), "{today}");
    assert!(today.contains("1 văn bản không còn như bản đã trình, ký hoặc gửi"), "{today}");
    let diary = text(&client, "/nhat-ky");
    assert!(diary.contains("Có văn bản không còn như bản đã trình hoặc đã gửi."), "{diary}");
    // What is as it was when it was sent is no other paper.
    fs_err::write(&path, &before).unwrap();
    client.post("/xem-lai", &[]);
    until(&client, "/hom-nay", "Đã đổi sau lần soạn gần nhất:");
    client.post("/soan", &[]);
    client.settled();
    let page = until(&client, "/ky", "Đã gửi lúc ");
    assert!(!page.contains("Nay khác bản trước"), "{page}");
}

#[test]
fn the_card_of_a_paper_that_was_sent_names_the_cell_that_changed_and_the_way_back() {
    let round = RoundFolder::inviting(&["named"]);
    round.declare("excel").ended(0);
    let toml = round.input("khai-bao.xlsx");
    round.run();
    let client = Client::open(round);
    let (_, id) = card(&text(&client, "/ky"), "Kế hoạch");
    client.post("/ky/buoc", &[("nhom", &id), ("buoc", "trinh-ky")]);
    client.post("/ky/buoc", &[("nhom", &id), ("buoc", "da-gui")]);
    client.post("/ky/luu", &[]);
    until(&client, "/nhat-ky", "Lưu hồ sơ của đợt vào ");
    let settings = crate::support::round::sample_settings(&["named"]);
    let other =
        settings.replacen("trên địa bàn tỉnh Lai Châu năm 2020", "trên cả tỉnh năm 2020", 1);
    assert_ne!(settings, other);
    fs_err::write(&toml, ocop::declaration::to_workbook(&other).unwrap()).unwrap();
    client.post("/xem-lai", &[]);
    until(&client, "/hom-nay", "Đã đổi sau lần soạn gần nhất:");
    let page = text(&client, "/ky");
    assert!(page.contains("Các bước dưới đây là của bản đã soạn lần trước."), "{page}");
    assert!(!page.contains("bản đã ký không bao giờ bị thay"), "on paper it is: {page}");
    client.post("/soan", &[]);
    until(&client, "/nhat-ky", "Soạn lại ");
    client.settled();
    let page = text(&client, "/ky");
    let lead = page.split("Việc tiếp theo ở trang này:").nth(1).unwrap();
    let lead = lead.split("</p>").next().unwrap();
    assert!(lead.contains("xem lại 1 văn bản nay khác bản đã trình, ký hoặc gửi."), "{lead}");
    assert!(lead.contains(&format!("#vb-{id}")) && !lead.contains("Ghi đã trình"), "{lead}");
    let (plan, _) = card(&page, "Kế hoạch");
    for said in [
        "văn bản trở về “Đã gửi”, không phải gửi lại.",
        "Bản đã gửi nằm trong hồ sơ lưu của đợt.",
        "<b>Khai báo đã đổi từ lúc đó:</b> Trang “",
        "Mở khai báo, trang “",
    ] {
        assert!(plan.contains(said), "{said}: {plan}");
    }
    fs_err::write(&toml, ocop::declaration::to_workbook(&settings).unwrap()).unwrap();
    client.post("/xem-lai", &[]);
    until(&client, "/hom-nay", "Đã đổi sau lần soạn gần nhất:");
    client.post("/soan", &[]);
    client.settled();
    let (plan, _) = card(&until(&client, "/ky", "Đã gửi lúc "), "Kế hoạch");
    assert!(!plan.contains("Nay khác bản trước"), "{plan}");
    // What was signed on paper says so below its step.
    assert!(plan.contains("Đã ký <small>trên giấy</small>"), "{plan}");
}

#[test]
fn a_paper_that_is_to_be_made_again_is_not_noted_as_sent() {
    let client = Client::open(planned());
    let (_, id) = card(&text(&client, "/ky"), "Kế hoạch");
    client.post("/ky/buoc", &[("nhom", &id), ("buoc", "trinh-ky")]);
    assert!(text(&client, "/ky").contains("Đã ký trên giấy, ghi đã gửi"));
    let path = client.round.input("round.toml");
    let before = fs_err::read_to_string(&path).unwrap();
    let other = before.replacen("Hà Trọng Hải", "Vàng A Dế (giả định)", 50);
    // Another declaration is asked about, with what was handed over already.
    let workbook = ocop::declaration::to_workbook(&other).unwrap();
    crate::files::drop_file(&client, "khai-bao.xlsx", &workbook);
    let asked = text(&client, "/tep");
    assert!(asked.contains("Đã trình, ký hoặc gửi 1 văn bản."), "{asked}");
    fs_err::write(&path, &other).unwrap();
    client.post("/xem-lai", &[]);
    until(&client, "/hom-nay", "Đã đổi sau lần soạn gần nhất:");
    let page = text(&client, "/ky");
    assert!(!page.contains("value=\"da-gui\""), "{page}");
    assert!(page.contains("ghi đã gửi hiện lại sau khi soạn xong"), "{page}");
    let papers = text(&client, "/van-ban");
    assert!(papers.contains("▲</i> Đã trình, nay khác"), "{papers}");
}

#[test]
fn the_number_written_on_paper_is_declared_and_the_sent_paper_stays_the_sent_one() {
    let client = Client::open(planned());
    let (_, id) = card(&text(&client, "/ky"), "Kế hoạch");
    client.post("/ky/buoc", &[("nhom", &id), ("buoc", "trinh-ky")]);
    client.post("/ky/buoc", &[("nhom", &id), ("buoc", "da-gui")]);
    let (plan, _) = card(&text(&client, "/ky"), "Kế hoạch");
    assert!(plan.contains("Số, ngày ghi tay trên bản giấy thì ghi cả vào khai báo"), "{plan}");
    let path = client.round.input("round.toml");
    let before = fs_err::read_to_string(&path).unwrap();
    let plan = "symbol = \"KH-UBND\"\ndate = \"2020-12\"";
    assert!(before.contains(plan));
    let numbered = before.replacen(plan, "symbol = \"KH-UBND\"\nnumber = 12\ndate = 2020-12-01", 1);
    let signing = "\n[signing]\nnumber_after = true\n";
    fs_err::write(&path, numbered + signing).unwrap();
    client.post("/xem-lai", &[]);
    until(&client, "/hom-nay", "Đã đổi sau lần soạn gần nhất:");
    client.post("/soan", &[]);
    client.settled();
    let page = until(&client, "/ky", "Đã gửi lúc ");
    assert!(!page.contains("Nay khác bản trước"), "{page}");
}

#[test]
fn nothing_is_offered_in_the_room_before_there_is_a_paper() {
    let client = Client::open(RoundFolder::settings());
    let page = text(&client, "/ky");
    assert!(page.contains("Chưa có văn bản nào được soạn"), "{page}");
    assert!(!page.contains("action=\"/ky/luu") && !page.contains("drop-zone"), "{page}");
}

#[test]
fn a_number_given_by_mistake_is_replaced_before_the_seal_and_its_file_is_named() {
    let office = Office::numbering_later();
    office.official(&["outputs/06-quyet-dinh/quyet-dinh.pdf"]).ended(0);
    let signed = "outputs/da-ky/06-quyet-dinh/quyet-dinh.pdf";
    office.ocop(&["number", signed, "--number", "9757"], "").ended(0);
    let client = Client::open(office.into_round());
    let at = |client: &Client| card(&text(client, "/ky"), ">Quyết định");
    let (decision, id) = at(&client);
    assert!(
        decision.contains("Số 9757/QĐ-UBND") && decision.contains("Cấp nhầm số?"),
        "{decision}"
    );
    let asked = |fields: &[(&str, &str)]| {
        let day = decision.split("name=\"ngay\" size=\"10\" value=\"").nth(1).unwrap();
        let day = day.split('"').next().unwrap();
        client.post("/ky/cap-so", &[&[("nhom", id.as_str()), ("ngay", day)], fields].concat())
    };
    assert!(asked(&[("thay", "9757"), ("so", "")]).text().contains("Chưa ghi số đúng."));
    let page = asked(&[("thay", "9575"), ("so", "1757")]).text();
    assert!(page.contains("không ghi đã cấp số 9575"), "{page}");
    assert!(page.contains("Không cấp số") && !page.contains("Chưa nhận"), "{page}");
    let page = asked(&[("thay", "9757"), ("so", "1757")]).text().replace("&#x2f;", "/");
    let file = "Tệp mang số nhầm (da-cap-so/06-quyet-dinh/quyet-dinh.pdf) không dùng nữa";
    assert!(page.contains("thay số 9757 cấp nhầm") && page.contains(file), "{page}");
    assert!(page.contains("đừng gửi tệp ấy") && page.contains("Mở sổ văn bản"), "{page}");
    let decision = at(&client).0;
    assert!(decision.contains("Số 1757/QĐ-UBND"), "{decision}");
    // Without the file with the right number, the other one is none to go on with.
    let right = client.round.outputs().join("da-cap-so/06-quyet-dinh/quyet-dinh-lan-2.pdf");
    fs_err::remove_file(right).unwrap();
    let decision = at(&client).0;
    assert!(!decision.contains("9757") && decision.contains("Cấp số<span"), "{decision}");
}
