//! A round of each time, as an office makes it: `ocop new --province … --date …`, the blanks filled
//! in, lists of the units, every criterion of every ballot; then the whole program. Held against
//! what the test itself counts: which act each product is under, its mean, its star, what papers
//! say, and that no body of another time stands on any of them.
//!
//! `OCOP_KEEP=/tmp/rounds cargo test --test papers rounds_of_each_time` leaves the papers there, to
//! be looked at.

pub(crate) mod clerk;
pub(crate) mod products;
pub(crate) mod scored;
pub(crate) mod sound;

use self::clerk::Time;
use self::products::Sent;
use crate::support::judged::Judged;
use crate::support::round::RoundFolder;
use crate::support::run::Run;

const OLD: &str = "148-2023-1489-2025";
const NEW: &str = "26-2026";

/// A round with everything that came in for it.
struct Held {
    time: Time,
    products: Vec<Sent>,
    round: RoundFolder,
}

impl Held {
    fn new(time: Time, products: Vec<Sent>) -> Self {
        let round = clerk::made(&time, &products);
        let round = round.with_all(products::lists(&time, &products));
        let round = round.with_all(scored::ballots(&products));
        Self { time, products, round }
    }

    /// What people conclude on a product whose marks are too low for its star.
    fn concluding(self, product: &str, verdict: &str) -> Self {
        let lines = format!(
            "[[verdicts]]\nproduct = \"{product}\"\nverdict = \"{verdict}\"\nreason = \"Hội đồng \
             thống nhất sau khi xem hồ sơ\""
        );
        Self { round: self.round.adding(&lines), ..self }
    }

    /// Runs the program and checks what holds of every sound round; only these warnings are told.
    #[track_caller]
    fn run(&self, warned: &[&str]) -> Run {
        let run = self.round.run();
        sound::kept(&run, self.time.day);
        run.ended(i32::from(!warned.is_empty()));
        let told = run.said.lines().filter_map(|line| line.strip_prefix('[')?.split_once(']'));
        let told: Vec<_> =
            told.map(|(code, _)| code).filter(|code| !code.starts_with('N')).collect();
        assert_eq!(told, warned, "{}", run.said);
        sound::papers(&run, &self.time, &self.products);
        scored::counted(&run, &self.products);
        run
    }
}

/// Checks that a paper says all of this.
#[track_caller]
fn says(run: &Run, paper: &str, words: &[&str]) {
    let text = run.paper(paper).text().split_whitespace().collect::<Vec<_>>().join(" ");
    for words in words {
        assert!(text.contains(words), "`{words}` not in {paper}:\n{text}");
    }
}

/// Checks that a paper says nothing of this.
#[track_caller]
fn is_silent(run: &Run, paper: &str, words: &[&str]) {
    let text = run.paper(paper).text();
    for words in words {
        assert!(!text.contains(words), "`{words}` in {paper}:\n{text}");
    }
}

// ---- November 2023: 148/QĐ-TTg, districts recognise three stars
// ----------------------------------------------------------------------------------------------------

fn in_2023() -> Held {
    let time = Time {
        date: "2023-11",
        day: "2023-11-21",
        decided: "2023-11-28",
        number: 2,
        units: &["thành phố Lai Châu", "huyện Tam Đường", "huyện Sìn Hồ", "huyện Than Uyên"],
        letter: "16/10/2023",
    };
    let products = vec![
        products::noodles("thành phố Lai Châu", "số 5, phường Đoàn Kết, thành phố Lai Châu", 76)
            .of_district(75.0, 4),
        products::stay("huyện Tam Đường", "Bản Sì Thâu Chải, xã Hồ Thầu, huyện Tam Đường", 73)
            .of_district(72.0, 4),
        products::honey("huyện Sìn Hồ", "Bản Lùng, xã Tả Ngảo, huyện Sìn Hồ", 64)
            .of_district(71.0, 4),
        products::rice("huyện Than Uyên", "Bản Cẩm Trung, xã Mường Than, huyện Than Uyên", 92)
            .of_district(90.0, 5),
        products::cloth("huyện Than Uyên", "Bản Mường, xã Mường Than, huyện Than Uyên", 74)
            .of_district(73.0, 4)
            .with_least_of(3),
        products::spirit("huyện Sìn Hồ", "Bản Tả Ngảo, xã Tả Ngảo, huyện Sìn Hồ", 47)
            .of_district(70.0, 4),
    ];
    Held::new(time, products.into_iter().map(|one| one.under("148-2023")).collect())
}

#[test]
fn in_2023_districts_keep_three_stars_and_the_committee_decides_on_four() {
    let held = in_2023();
    scored::waits(&held.round.judge(), "Khăn thổ cẩm", &["W353"]);
    let run = held.concluding("Khăn thổ cẩm", "minima_3").run(&["W353"]);
    assert_eq!(run.results()["act"], "148-2023");
    says(
        &run,
        "quyet-dinh",
        &[
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            "Về việc phê duyệt kết quả đánh giá, phân hạng và cấp Giấy chứng nhận sản phẩm OCOP \
             tỉnh Lai Châu năm 2023 (đợt 2)",
            "Căn cứ Quyết định số 148/QĐ-TTg ngày 24/02/2023 của Thủ tướng Chính phủ",
            "đối với 02 sản phẩm của 02 chủ thể",
            "- Hạng 4 sao: 02 sản phẩm của 02 chủ thể.",
            "Đề nghị Bộ Nông nghiệp và Phát triển nông thôn tổ chức đánh giá, phân hạng cấp quốc \
             gia đối với 01 sản phẩm: “Gạo nếp thơm”",
            "Giám đốc Sở Nông nghiệp và Phát triển nông thôn",
            "Chủ tịch UBND các huyện, thành phố",
            "của Ủy ban nhân dân tỉnh Lai Châu)",
        ],
    );
    is_silent(&run, "quyet-dinh", &["Khăn thổ cẩm", "Mật ong", "Rượu ngô", "Hình thức"]);
    says(
        &run,
        "bien-ban",
        &[
            "Tổ giúp việc, đại diện UBND các huyện, thành phố",
            "trong đó cấp huyện đề nghị 05 sản phẩm 4 sao, 01 sản phẩm 5 sao",
            "theo Quyết định số 148/QĐ-TTg, trên điểm trung bình",
            "02 sản phẩm đạt hạng thuộc thẩm quyền công nhận của UBND cấp huyện",
            "01 sản phẩm chưa đủ hạng để tỉnh công nhận",
            "trình UBND tỉnh xem xét",
        ],
    );
    says(
        &run,
        "ke-hoach",
        &["đạt điểm 4 sao trở lên", "UBND các huyện, thành phố", "Sở Thông tin và Truyền thông"],
    );
}

// ---- November 2025: 148/QĐ-TTg as amended by 1489/QĐ-TTg, communes
// ----------------------------------------------------------------------------------------------------

fn in_2025() -> Held {
    let time = Time {
        date: "2025-11",
        day: "2025-11-18",
        decided: "2025-11-27",
        number: 2,
        units: &["phường Đoàn Kết", "xã Sin Suối Hồ", "xã Than Uyên", "xã Dào San"],
        letter: "15/10/2025",
    };
    let products = vec![
        products::noodles("phường Đoàn Kết", "Tổ 5, phường Đoàn Kết", 76)
            .upgrading("3 sao", "1650/QĐ-UBND ngày 20/12/2024"),
        products::honey("xã Sin Suối Hồ", "Bản Chin Chu, xã Sin Suối Hồ", 64),
        products::stay("xã Sin Suối Hồ", "Bản Sin Suối Hồ, xã Sin Suối Hồ", 71),
        products::rice("xã Than Uyên", "Khu 2, xã Than Uyên", 91)
            .upgrading("4 sao", "1650/QĐ-UBND ngày 20/12/2024"),
        products::cloth("xã Dào San", "Bản Hợp 1, xã Dào San", 74).with_least_of(3),
        products::spirit("xã Dào San", "Bản Dền Thàng, xã Dào San", 47),
    ];
    Held::new(time, products.into_iter().map(|one| one.under(OLD)).collect())
}

#[test]
fn in_2025_communes_propose_and_the_committee_still_decides() {
    let held = in_2025();
    scored::waits(&held.round.judge(), "Khăn thổ cẩm", &[]);
    let run = held.concluding("Khăn thổ cẩm", "minima_3").run(&[]);
    assert_eq!(run.results()["act"], OLD);
    says(
        &run,
        "quyet-dinh",
        &[
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            "Căn cứ Quyết định số 148/QĐ-TTg ngày 24/02/2023",
            "Căn cứ Quyết định số 1489/QĐ-TTg ngày 06/7/2025",
            "đối với 04 sản phẩm của 04 chủ thể",
            "trong đó 03 công nhận mới, 01 nâng hạng",
            "- Hạng 4 sao: 02 sản phẩm của 02 chủ thể;",
            "- Hạng 3 sao: 02 sản phẩm của 02 chủ thể.",
            "đề nghị Bộ Nông nghiệp và Môi trường đánh giá, phân hạng sản phẩm OCOP 5 sao theo quy \
             định tại Quyết định số 148/QĐ-TTg (sửa đổi, bổ sung theo Quyết định số 1489/QĐ-TTg)",
            "Nâng hạng từ 3 sao",
            "Chủ tịch UBND các xã, phường",
        ],
    );
    says(
        &run,
        "bien-ban",
        &[
            "Tổ giúp việc, đại diện UBND các xã, phường",
            "Theo lần đăng ký: 04 đăng ký lần đầu, 02 nâng hạng.",
            "01 sản phẩm chưa đủ hạng để tỉnh công nhận",
        ],
    );
    says(&run, "ke-hoach", &["UBND các xã, phường", "Tổ giúp việc của Hội đồng"]);
}

// ---- June 2026: the time of transition, both acts in one round
// ----------------------------------------------------------------------------------------------------

fn in_transition() -> Held {
    let time = Time {
        date: "2026-06-16",
        day: "2026-06-16",
        decided: "2026-06-25",
        number: 1,
        units: &["phường Tân Phong", "xã Sin Suối Hồ", "xã Than Uyên", "xã Dào San"],
        letter: "01/6/2026",
    };
    let products = vec![
        products::noodles("phường Tân Phong", "Tổ 5, phường Tân Phong", 76)
            .upgrading("3 sao", "1650/QĐ-UBND ngày 20/12/2024")
            .received("28/4/2026")
            .under(OLD),
        products::honey("xã Sin Suối Hồ", "Bản Chin Chu, xã Sin Suối Hồ", 64)
            .received("25/5/2026")
            .under(NEW),
        products::stay("xã Sin Suối Hồ", "Bản Sin Suối Hồ, xã Sin Suối Hồ", 71)
            .again("4 sao", "1402/QĐ-UBND ngày 20/11/2023", "20/11/2026")
            .received("01/6/2026")
            .under(NEW),
        products::rice("xã Than Uyên", "Khu 2, xã Than Uyên", 92).received("29/5/2026").under(NEW),
        products::fish("xã Than Uyên", "Khu 4, xã Than Uyên", 58)
            .again("3 sao", "1402/QĐ-UBND ngày 20/11/2023", "20/10/2026")
            .received("21/5/2026")
            .under(OLD),
        products::cloth("xã Dào San", "Bản Hợp 1, xã Dào San", 74)
            .with_least_of(3)
            .received("22/5/2026")
            .under(NEW),
        products::spirit("xã Dào San", "Bản Dền Thàng, xã Dào San", 47)
            .received("02/6/2026")
            .under(NEW),
        products::spice("xã Dào San", "Bản San Cha, xã Dào San", 62)
            .upgrading("3 sao", "1650/QĐ-UBND ngày 20/12/2024")
            .received("26/5/2026")
            .under(NEW),
    ];
    Held::new(time, products)
}

/// A round of June 2026 with one product, of so many points.
pub(crate) fn one_of_2026(total: u8) -> Judged {
    let time = Time {
        date: "2026-06-16",
        day: "2026-06-16",
        decided: "2026-06-25",
        number: 1,
        units: &["xã Sin Suối Hồ"],
        letter: "01/6/2026",
    };
    let honey = products::honey("xã Sin Suối Hồ", "Bản Chin Chu, xã Sin Suối Hồ", total)
        .received("25/5/2026")
        .under(NEW);
    Held::new(time, vec![honey]).round.judge()
}

/// The round in the time of transition, with nothing left open.
pub(crate) fn transition() -> RoundFolder {
    in_transition().concluding("Khăn thổ cẩm", "minima_3").round
}

#[test]
fn in_june_2026_each_product_is_under_its_own_act_and_papers_name_both() {
    let held = in_transition();
    scored::waits(&held.round.judge(), "Khăn thổ cẩm", &["W387"]);
    let run = held.concluding("Khăn thổ cẩm", "minima_3").run(&["W387"]);
    let results = run.results();
    assert_eq!((&results["act"], &results["other_act"]), (&NEW.into(), &OLD.into()));
    says(
        &run,
        "quyet-dinh",
        &[
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU",
            "Căn cứ Quyết định số 26/2026/QĐ-TTg ngày 22/5/2026",
            "Căn cứ Quyết định số 148/QĐ-TTg ngày 24/02/2023",
            "Căn cứ Quyết định số 1489/QĐ-TTg ngày 06/7/2025",
            "đối với 05 sản phẩm của 05 chủ thể",
            "trong đó 02 công nhận mới, 01 nâng hạng, 02 công nhận lại",
            "Hạng 4 sao: 02 sản phẩm của 02 chủ thể",
            "Hạng 3 sao: 03 sản phẩm của 03 chủ thể",
            "Trong đó, 02 sản phẩm có hồ sơ nộp trước ngày 22/5/2026 được đánh giá theo Quyết định số \
             148/QĐ-TTg (sửa đổi, bổ sung theo Quyết định số 1489/QĐ-TTg): “Miến dong Bình Lư”, “Cá \
             lăng tươi phi lê”.",
            "Nâng hạng từ 3 sao",
            "Công nhận lại",
            "của Chủ tịch Ủy ban nhân dân tỉnh Lai Châu)",
        ],
    );
    is_silent(&run, "quyet-dinh", &["TM. ỦY BAN", "Rượu ngô", "Thảo quả", "5 sao"]);
    says(
        &run,
        "quyet-dinh-phe-duyet-ket-qua",
        &[
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU",
            "đối với 01 sản phẩm có tiềm năng đạt 5 sao (đạt từ 90 điểm trở lên)",
            "sản phẩm OCOP 5 sao theo quy định tại Quyết định số 26/2026/QĐ-TTg",
        ],
    );
    says(
        &run,
        "bien-ban",
        &[
            "Tổ tư vấn, đại diện UBND các xã, phường",
            "Theo lần đăng ký: 04 đăng ký lần đầu, 02 nâng hạng, 02 đánh giá lại.",
            "theo Quyết định số 26/2026/QĐ-TTg; hồ sơ nộp trước ngày 22/5/2026 theo Quyết định số \
             148/QĐ-TTg (sửa đổi, bổ sung theo Quyết định số 1489/QĐ-TTg)",
            "- 02 sản phẩm có hồ sơ nộp trước ngày 22/5/2026 được đánh giá theo Quyết định số 148",
            "Không nâng hạng, giữ hạng 3 sao",
            "trình Chủ tịch UBND tỉnh xem xét",
        ],
    );
    says(
        &run,
        "ke-hoach",
        &[
            "hồ sơ nộp trước ngày Bộ tiêu chí này có hiệu lực thì theo Quyết định số 148/QĐ-TTg ngày \
             24/02/2023, Quyết định số 1489/QĐ-TTg ngày 06/7/2025);",
            "Dự kiến trong 01 ngày, tổ chức vào ngày 16/6/2026 (",
            "Tổ tư vấn của Hội đồng",
        ],
    );
    is_silent(&run, "ke-hoach", &["30/4/2026"]);
}
