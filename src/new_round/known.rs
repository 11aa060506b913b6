//! Fills in what follows from the province and the date of a round.

use std::io;

use careful_spreadsheet::text::fold;

use super::acts::{acts, criteria_keys};
use super::asked::Asked;
use super::text::{RoundText, list, quoted};
use crate::criteria::{Act, Decider, SubmittingUnits};
use crate::round::short_date;

/// Roles of the departments that take part, in the order in which plans list them.
const DEPARTMENTS: [&str; 7] =
    ["finance", "health", "trade", "science", "environment", "culture", "press"];

/// Keys in `[papers]`.
const PAPERS: [&str; 4] = ["plan", "invitation", "minutes", "decision"];

/// Fills in the text of a new `round.toml`.
///
/// # Errors
///
/// When the text has not the sections and keys that are filled in.
pub(super) fn fill_in(text: &str, asked: &Asked) -> io::Result<String> {
    let mut text = RoundText::new(text);
    let names = Names::of(asked);
    text.say("Tổ giúp việc", &asked.act.wording.support_team);
    round(&mut text, asked, &names)?;
    issuers(&mut text, &names)?;
    let bases = acts(&mut text, asked, &names.province)?;
    units(&mut text, asked)?;
    council(&mut text, asked, &names)?;
    papers(&mut text, asked, &names, &bases)?;
    Ok(text.into_text())
}

/// The names of a province in the forms in which the settings need them.
struct Names {
    /// `tỉnh Lai Châu`.
    province: String,
    /// `TỈNH LAI CHÂU`.
    capitals: String,
    /// `Lai Châu`, as place of issue.
    place: String,
    /// `tỉnh`, or `thành phố`.
    level: &'static str,
}

impl Names {
    fn of(asked: &Asked) -> Self {
        let province = asked.province.name.clone();
        let city = fold(&province).starts_with("thành phố");
        let place = province.split_once(' ').map_or(province.as_str(), |(_, rest)| rest);
        let place =
            if city { place.split_once(' ').map_or(place, |(_, rest)| rest) } else { place };
        // Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4: a unit that bears the name of a person is
        // named in full.
        let place = if place == "Hồ Chí Minh" {
            format!("Thành phố {place}")
        } else {
            place.to_owned()
        };
        Self {
            capitals: province.to_uppercase(),
            place,
            level: if city { "thành phố" } else { "tỉnh" },
            province,
        }
    }
}

fn round(text: &mut RoundText, asked: &Asked, names: &Names) -> io::Result<()> {
    let Asked { act, date, .. } = asked;
    let when = date.date().map_or_else(
        || format!("tháng {}/{}", date.printed_month(), date.year()),
        |day| format!("ngày {}", short_date(day)),
    );
    let mut lines =
        vec![format!("# Đã ghi sẵn những gì theo {} và {when}: {}.", names.province, act.cited())];
    let rounds = act.calendar.as_ref().map_or(0, |calendar| calendar.rounds.len());
    lines.extend((1..).take(rounds).filter_map(|number| days_of_round(act, number, date.year())));
    lines.push(String::new());
    text.put_before("round", &lines)?;
    text.set("round", "province", &quoted(&names.province))?;
    text.set("round", "year", &date.year().to_string())?;
    if let Some(day) = date.date() {
        text.set("round", "from", &day.to_string())?;
    }
    if let Some(earlier) = &asked.earlier {
        received(text, asked, earlier, names)?;
    }
    if let Some(agency) = asked.body("agriculture") {
        text.set("round", "standing_agency", &quoted(agency))?;
    }
    let mut departments: Vec<String> = Vec::new();
    for name in DEPARTMENTS.iter().filter_map(|role| asked.body(role)) {
        let name = name.strip_prefix("Sở ").unwrap_or(name).to_owned();
        if !departments.contains(&name) {
            departments.push(name);
        }
    }
    departments.push(format!("Liên minh HTX {}", names.level));
    text.set("round", "departments", &list(&departments))
}

/// Asks for the day on which the dossiers came in, which decides between two acts.
fn received(text: &mut RoundText, asked: &Asked, earlier: &Act, names: &Names) -> io::Result<()> {
    let act = &asked.act;
    let from = short_date(act.in_force_from);
    let last = |again| act.transition_ends(again).map(short_date).unwrap_or_default();
    let mut reason = vec![
        "# Đợt bắt đầu trong thời gian chuyển tiếp giữa hai Bộ tiêu chí:".to_owned(),
        format!(
            "# - hồ sơ nộp trước ngày {from}: theo {}, lần đầu và nâng hạng đến hết ngày {}, đánh giá \
             lại đến hết {};",
            earlier.number,
            last(false),
            last(true)
        ),
        format!("# - hồ sơ nộp từ ngày {from}: theo {}.", act.number),
        "# Danh sách ghi ngày nộp của từng sản phẩm thì lấy ngày ấy; mọi danh sách đều ghi thì xóa \
         dòng received."
            .to_owned(),
    ];
    if earlier.authority.decided_by != act.authority.decided_by {
        reason.push(format!(
            "# Mọi hồ sơ đều nộp trước ngày {from} thì {} quyết định: sửa signer ở [papers.decision].",
            earlier.authority.decided_by.name(&format!("UBND {}", names.level))
        ));
    }
    text.set("round", "received", &quoted("<điền: ngày nhận hồ sơ, ví dụ received = 2026-05-15>"))?;
    text.replace_comment("# Ngày nhận hồ sơ của đợt;", "received = ", &reason)
}

/// Returns the comment on the days that the act sets for a round of the year; `None` where it sets
/// none.
fn days_of_round(act: &Act, number: u8, year: i32) -> Option<String> {
    let days = act.days_of_round(number, year);
    let proposed = days
        .proposed_before
        .map(|day| format!("hồ sơ được đề nghị trước ngày {}", short_date(day)));
    let held = days.held_before.map(|day| format!("họp trước ngày {}", short_date(day)));
    let told: Vec<_> = proposed.into_iter().chain(held).collect();
    (!told.is_empty()).then(|| format!("# Đợt {number} của năm: {}.", told.join(", ")))
}

fn issuers(text: &mut RoundText, names: &Names) -> io::Result<()> {
    let Names { province, capitals, place, .. } = names;
    let of_province = [
        ("lines", list(&["ỦY BAN NHÂN DÂN", capitals])),
        ("name", quoted(&format!("Ủy ban nhân dân {province}"))),
        ("short_name", quoted(&format!("UBND {province}"))),
        ("place", quoted(place)),
    ];
    let ocop = format!("OCOP {capitals}");
    let of_council = [
        ("parent", list(&[format!("UBND {capitals}")])),
        ("lines", list(&["HỘI ĐỒNG ĐÁNH GIÁ,", "PHÂN HẠNG SẢN PHẨM", &ocop])),
        ("name", quoted(&council_name(province))),
        ("short_name", quoted(&format!("Hội đồng OCOP {province}"))),
        ("place", quoted(place)),
    ];
    for (key, value) in of_province {
        text.set("issuers.province", key, &value)?;
    }
    for (key, value) in of_council {
        text.set("issuers.council", key, &value)?;
    }
    Ok(())
}

fn council_name(province: &str) -> String {
    format!("Hội đồng đánh giá, phân hạng sản phẩm OCOP {province}")
}

/// Lists the units that submit: all districts, or the communes to choose from.
fn units(text: &mut RoundText, asked: &Asked) -> io::Result<()> {
    let province = &asked.province;
    let entry = |name: &str| ["[[districts]]".to_owned(), format!("name = {}", quoted(name))];
    let by_district = asked.act.units == SubmittingUnits::District;
    if by_district && !province.districts.is_empty() {
        let sections = province.districts.iter().map(|district| entry(&district.name).join("\n"));
        let lines = sections.collect::<Vec<_>>().join("\n\n");
        return text.replace("districts", &lines.lines().map(str::to_owned).collect::<Vec<_>>());
    }
    let names: Vec<&str> = province.communes.iter().map(|commune| commune.name.as_str()).collect();
    if by_district || names.is_empty() {
        return Ok(());
    }
    let mut lines = vec![
        "[[districts]]".to_owned(),
        "name = \"<điền: đơn vị thứ nhất, chọn trong danh sách dưới đây>\"".to_owned(),
        String::new(),
        format!(
            "# {} có {} xã, phường. Bỏ dấu # ở hai dòng của mỗi đơn vị gửi hồ sơ:",
            province.name,
            names.len()
        ),
        "#".to_owned(),
    ];
    lines.extend(names.iter().flat_map(|name| entry(name)).map(|line| format!("# {line}")));
    text.replace("districts", &lines)
}

fn council(text: &mut RoundText, asked: &Asked, names: &Names) -> io::Result<()> {
    let council = council_name(&names.province);
    let team = format!("{} {council}", asked.act.wording.support_team);
    text.set("council", "name", &quoted(&council))?;
    text.set("support_team", "name", &quoted(&team))
}

fn papers(text: &mut RoundText, asked: &Asked, names: &Names, bases: &[String]) -> io::Result<()> {
    let Asked { act, date, .. } = asked;
    let month = quoted(&format!("{}-{:02}", date.year(), u8::from(date.first_day().month())));
    for paper in PAPERS {
        text.set(&format!("papers.{paper}"), "date", &month)?;
    }
    let criteria = criteria_keys(asked);
    let plan = [criteria.as_slice(), &["ocop_plan", "council"]].concat();
    text.set("papers.plan", "legal_bases", &list(&plan))?;
    let bases: Vec<&str> = bases
        .iter()
        .map(String::as_str)
        .chain(criteria.iter().copied())
        .chain(["council"])
        .collect();
    text.set("papers.decision", "legal_bases", &list(&bases))?;
    let name = "<điền: họ tên người ký>";
    let signer =
        |capacity: &[&str]| format!("{{ capacity = {}, name = {} }}", list(capacity), quoted(name));
    text.set("papers.plan", "signer", &signer(&["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]))?;
    text.set("papers.decision", "signer", &signer(decision_capacity(act)))?;
    let post = format!(
        "<điền: chức vụ ở cơ quan, ví dụ PHÓ CHỦ TỊCH UBND {}>",
        names.level.to_uppercase()
    );
    let chair = format!(
        "{{ capacity = [\"CHỦ TỊCH\"], post = {}, name = {} }}",
        quoted(&post),
        quoted(name)
    );
    text.set("papers.invitation", "signer", &chair)?;
    recipients(text, asked, names)
}

/// The signature block of the decision: a deputy in the chair's place, which is the most frequent.
fn decision_capacity(act: &Act) -> &'static [&'static str] {
    match act.authority.decided_by {
        Decider::Chair => &["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        Decider::Committee => &["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    }
}

fn recipients(text: &mut RoundText, asked: &Asked, names: &Names) -> io::Result<()> {
    let level = names.level;
    let kept = "Lưu: VT, <điền: đơn vị soạn thảo>.";
    let team = &asked.act.wording.support_team;
    let plan = [
        format!("Các sở, ban, ngành {level};"),
        format!("Các thành viên Hội đồng và {team};"),
        format!("UBND các {};", asked.act.units.names()),
        kept.to_owned(),
    ];
    text.set("papers.plan", "recipients", &list(&plan))?;
    let ministry = asked.body("ministry").map(|ministry| format!("{ministry} (b/c);"));
    let mut decision = vec!["Như Điều 4;".to_owned()];
    decision.extend(ministry);
    decision.push(format!("Chủ tịch, các Phó Chủ tịch UBND {level};"));
    decision.push(kept.to_owned());
    text.set("papers.decision", "recipients", &list(&decision))
}
