//! What a clerk does to start a round: `ocop new`, then the blanks.

use std::process::Command;

use toml::{Table, Value};

use super::products::Sent;
use crate::support::round::RoundFolder;

/// When a round is held, and who sends products.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Time {
    /// As typed behind `--date`.
    pub(crate) date: &'static str,
    /// The day of the meeting.
    pub(crate) day: &'static str,
    /// The day of the decision.
    pub(crate) decided: &'static str,
    pub(crate) number: u8,
    /// The units, in the order of the act's list.
    pub(crate) units: &'static [&'static str],
    /// The day of the units' letters.
    pub(crate) letter: &'static str,
}

/// The council: who chairs, who stands in, members; with how many points each gives more or less
/// than the product is to have.
pub(crate) const MEMBERS: [(&str, i32); 7] = [
    ("Lò Minh Khang", 0),
    ("Trần Đức Lợi", 1),
    ("Vũ Thị Hải Yến", -2),
    ("Giàng A Dơ", 2),
    ("Nguyễn Quang Huy", -1),
    ("Hà Thị Duyên", 1),
    ("Tẩn A Sinh", 0),
];

const POSTS: [&str; 7] = [
    "Phó Chủ tịch UBND tỉnh",
    "Giám đốc {agency}",
    "Phó Giám đốc Sở Công Thương",
    "Phó Giám đốc Sở Y tế",
    "Phó Giám đốc Sở Khoa học và Công nghệ",
    "Phó Giám đốc Sở Văn hóa, Thể thao và Du lịch",
    "Phó Giám đốc {agency}",
];

/// What is written into the blanks; `{day}` and such stand for what the time says.
const FILLED: &str = r#"
[round]
number = {number}
from = {day}
to = {day}
days = 1

[acts.ocop_plan]
number = "1275/QĐ-UBND"
date = {year}-03-12
issuer = "UBND tỉnh Lai Châu"
subject = "ban hành Kế hoạch triển khai Chương trình mỗi xã một sản phẩm năm {year}"

[acts.council]
number = "604/QĐ-UBND"
date = {year}-05-25
subject = "thành lập Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Lai Châu"

[acts.division_of_work]
number = "456/QĐ-UBND"
date = {year}-04-09

[acts.funding]
number = "186/QĐ-UBND"
date = {year}-01-11
issuer = "UBND tỉnh Lai Châu"
subject = "giao dự toán thu, chi ngân sách địa phương năm {year}"

[council]
secretary = { title = "Bà", name = "Đỗ Thu Hà", post = "Phó Trưởng phòng, {agency}" }

[support_team]
members = [
    { title = "Bà", name = "Đỗ Thu Hà", post = "Phó Trưởng phòng, {agency}" },
    { title = "Ông", name = "Lù Văn Thành", post = "chuyên viên Sở Công Thương" },
]

[[sessions]]
number = 1
date = {day}
start = "08 giờ 00"
end = "17 giờ 00"
place = "Hội trường {agency}"
course = [
    "Chủ tịch Hội đồng phát biểu khai mạc, quán triệt Quy chế hoạt động của Hội đồng.",
    "Từng thành viên Hội đồng chấm điểm độc lập trên phiếu.",
]

[invitation]
time = "08 giờ 00, ngày {printed}"
place = "Hội trường {agency}"
chair = "Ông Lò Minh Khang, Phó Chủ tịch UBND tỉnh - Chủ tịch Hội đồng"
contact = "{agency}, điện thoại 0213 3876 000"

[[invitation.invitees]]
group = "council"
requests = ["Nghiên cứu hồ sơ gửi trước cuộc họp."]

[[invitation.invitees]]
group = "support_team"
requests = ["Chuẩn bị phiếu chấm điểm và mẫu sản phẩm."]

[[invitation.invitees]]
group = "districts"
requests = ["Đôn đốc các chủ thể của địa phương dự họp."]

[[invitation.invitees]]
group = "owners"
requests = ["Mang theo hồ sơ gốc."]

[[invitation.invitees]]
group = "named"
names = ["Đại diện lãnh đạo Văn phòng UBND tỉnh"]

[papers.plan.signer]
name = "Lò Minh Khang"

[papers.invitation.signer]
post = "PHÓ CHỦ TỊCH UBND TỈNH"
name = "Lò Minh Khang"

[papers.minutes.signer]
name = "Lò Minh Khang"

[papers.decision]
number = 1712
date = {decided}

[papers.decision.signer]
name = "Lò Minh Khang"

[papers.supplement.signer]
post = "PHÓ CHỦ TỊCH UBND TỈNH"
name = "Lò Minh Khang"
"#;

/// A round that `ocop new` made for this time, its blanks filled in.
pub(crate) fn made(time: &Time, products: &[Sent]) -> RoundFolder {
    let folder = tempfile::tempdir().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_ocop"))
        .args(["new", "round", "--toml", "--province", "Lai Châu", "--date", time.date])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let written = fs_err::read_to_string(folder.path().join("round/round.toml")).unwrap();
    for unit in time.units {
        assert!(written.contains(&format!("name = \"{unit}\"")), "{unit} is not offered");
    }
    RoundFolder::empty().with("round.toml", filled(&written, time, products))
}

/// The text of `round.toml` with every blank filled in. Comments are lost.
fn filled(written: &str, time: &Time, products: &[Sent]) -> String {
    let mut settings: Table = written.replace("<điền: đơn vị soạn thảo>", "KT").parse().unwrap();
    let agency = settings["round"]["standing_agency"].as_str().unwrap().to_owned();
    let [year, month, day] = [0, 5, 8].map(|at| time.day[at..].split('-').next().unwrap());
    let month = if month < "03" { month } else { month.trim_start_matches('0') };
    let facts = [
        ("{number}", time.number.to_string()),
        ("{day}", time.day.to_owned()),
        ("{decided}", time.decided.to_owned()),
        ("{year}", year.to_owned()),
        ("{agency}", agency.clone()),
        ("{printed}", format!("{day} tháng {month} năm {year}")),
    ];
    let mut text = FILLED.to_owned();
    for (blank, fact) in &facts {
        text = text.replace(blank, fact);
    }
    merge(&mut settings, text.parse().unwrap());
    set(&mut settings, "council", "members", members(&agency));
    if settings["acts"]["local_government"]["date"].as_datetime().is_none() {
        let law: Table = "date = 2025-06-16".parse().unwrap();
        set_in(&mut settings, &["acts", "local_government"], "date", law["date"].clone());
    }
    if year > "2023" {
        let units = time
            .units
            .iter()
            .map(|unit| Value::Table(Table::from_iter([("name".to_owned(), Value::from(*unit))])));
        settings.insert("districts".to_owned(), Value::Array(units.collect()));
    }
    if products.iter().any(|sent| !sent.received.is_empty()) {
        cite_earlier(&mut settings);
    }
    let text = settings.to_string();
    assert!(!text.contains("<điền"), "{text}");
    text
}

/// Puts what is filled in over what was written; lists are replaced.
fn merge(settings: &mut Table, filled: Table) {
    for (key, value) in filled {
        match (settings.get_mut(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new),
            (_, value) => {
                settings.insert(key, value);
            }
        }
    }
}

fn set(settings: &mut Table, table: &str, key: &str, value: Value) {
    set_in(settings, &[table], key, value);
}

fn set_in(settings: &mut Table, path: &[&str], key: &str, value: Value) {
    let table = path.iter().fold(settings, |table, name| table[*name].as_table_mut().unwrap());
    table.insert(key.to_owned(), value);
}

fn members(agency: &str) -> Value {
    let roles = ["chair", "vice_chair"];
    let members = MEMBERS.iter().zip(POSTS).enumerate().map(|(index, ((name, _), post))| {
        let title = if name.contains("Thị") { "Bà" } else { "Ông" };
        let mut member = Table::from_iter([
            ("title".to_owned(), Value::from(title)),
            ("name".to_owned(), Value::from(*name)),
            ("post".to_owned(), Value::from(post.replace("{agency}", agency))),
        ]);
        member.extend(roles.get(index).map(|role| ("role".to_owned(), Value::from(*role))));
        Value::Table(member)
    });
    Value::Array(members.collect())
}

/// The act before, which dossiers of a time of transition go on under.
const EARLIER: &str = r#"
[criteria_earlier]
kind = "Quyết định"
number = "148/QĐ-TTg"
date = 2023-02-24
issuer = "Thủ tướng Chính phủ"
subject = "ban hành Bộ tiêu chí và quy trình đánh giá, phân hạng sản phẩm Chương trình mỗi xã một sản phẩm"

[criteria_earlier_amendment]
kind = "Quyết định"
number = "1489/QĐ-TTg"
date = 2025-07-06
issuer = "Thủ tướng Chính phủ"
subject = "sửa đổi, bổ sung Phụ lục II kèm theo Quyết định số 148/QĐ-TTg"
"#;

/// Cites the earlier act and its amendment too, where that was not written yet, and lets every
/// product say itself when its dossier came.
fn cite_earlier(settings: &mut Table) {
    settings["round"].as_table_mut().unwrap().remove("received");
    let acts = settings["acts"].as_table_mut().unwrap();
    let earlier: Table = EARLIER.parse().unwrap();
    for (key, act) in earlier {
        acts.entry(key).or_insert(act);
    }
    for paper in ["plan", "decision"] {
        let bases = settings["papers"][paper]["legal_bases"].as_array_mut().unwrap();
        let mut at = bases.iter().position(|key| key.as_str() == Some("criteria")).unwrap();
        for key in ["criteria_earlier", "criteria_earlier_amendment"] {
            at += 1;
            if !bases.iter().any(|base| base.as_str() == Some(key)) {
                bases.insert(at, key.into());
            }
        }
    }
}
