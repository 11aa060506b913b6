//! The tables hold all that the criteria hold, and `docs/luat.md` says what they say.

use std::path::Path;

use super::overview::{Counts, days};
use super::{LawTable, acts, csv, html, near_sets, overview, sets, text};
use crate::criteria::{self, Act, Criteria, Honesty, PARTS};
use crate::page::dotted;
use crate::templates::Templates;

fn templates() -> Templates {
    Templates::new(Path::new("no such folder")).unwrap()
}

fn criteria() -> Criteria {
    criteria::load(&templates()).unwrap().0
}

fn whole(act: &Act) -> LawTable<'_> {
    LawTable { act, sets: act.sets.iter().collect(), written_in: "tệp thử".into() }
}

fn as_text(table: &LawTable<'_>) -> String {
    let mut out = Vec::new();
    text(&mut out, table).unwrap();
    String::from_utf8(out).unwrap()
}

fn as_csv(table: &LawTable<'_>) -> String {
    let bytes = csv(table);
    let units: Vec<u16> =
        bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#x27;").replace('/', "&#x2f;")
}

/// Without line breaks and indents.
fn run_on(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_option_note_and_slip_of_every_act_is_in_each_of_the_three_forms() {
    for act in &criteria() {
        let table = whole(act);
        let (plain, page) =
            (run_on(&as_text(&table)), run_on(&String::from_utf8(html(&table)).unwrap()));
        let rows = as_csv(&table).replace("\"\"", "\"");
        let mut told = 0;
        for criterion in act.sets.iter().flat_map(|set| &set.criteria) {
            let options = criterion.scales.iter().flat_map(|scale| scale.options.iter());
            let options = options.map(|option| option.text.as_str());
            let slips = criterion.slips.iter().map(|slip| slip.printed.as_str());
            let words = options.chain(slips).chain(criterion.note.as_deref());
            for word in words.chain([criterion.name.as_str()]) {
                let word = run_on(word);
                assert!(plain.contains(&word), "{}: {word}", act.id);
                assert!(page.contains(&escaped(&word)), "{}: {word}", act.id);
                assert!(rows.contains(&word), "{}: {word}", act.id);
                told += 1;
            }
        }
        assert!(told > 700, "{}", act.id);
    }
}

#[test]
fn the_text_fits_a_hundred_columns_and_adds_up() {
    for act in &criteria() {
        let plain = as_text(&whole(act));
        for line in plain.lines() {
            assert!(line.chars().count() <= 100, "{}: {line}", act.id);
        }
        let fits = plain.matches("các tiêu chí cộng đúng ").count();
        let short = act.sets.iter().filter(|set| set.unverified.is_some()).count();
        assert!(fits + 3 * short >= 3 * act.sets.len(), "{}", act.id);
    }
}

#[test]
fn the_rows_for_excel_are_as_many_as_the_options_and_parts() {
    let criteria = criteria();
    let act = criteria.by_id("26-2026").unwrap();
    let rows = as_csv(&whole(act));
    let rows: Vec<&str> = rows.lines().collect();
    assert_eq!(rows.len(), 1 + Counts::of(act).options + PARTS.len() * act.sets.len());
    assert!(rows[0].starts_with('\u{feff}'));
    for row in rows {
        assert_eq!(row.matches('\t').count(), 13, "{row}");
    }
}

#[test]
fn doubts_and_slips_stand_out() {
    let criteria = criteria();
    let act = criteria.by_id("26-2026").unwrap();
    let table = LawTable { sets: sets(act, "Hoa"), ..whole(act) };
    let plain = run_on(&as_text(&table));
    assert!(plain.contains("Bộ 23/26. Hoa"), "{plain}");
    assert!(plain.contains("6.2 ≤ 5 Màu sắc (các mức: 0 · 1 · 3 · 5) [còn ngờ]"), "{plain}");
    assert!(plain.contains("(!) Chỗ in lỗi: hai lựa chọn “Chấp nhận được”"), "{plain}");
    assert!(plain.contains("(!) Mức ngoài bản in: 0: không in, vẫn được nhận"), "{plain}");
    assert!(plain.contains("(!) Còn ngờ: giữ như bản chép"), "{plain}");
    assert!(plain.contains("Mức tối thiểu: 4 sao từ 3 điểm; 5 sao từ 5 điểm"), "{plain}");
}

#[test]
fn acts_and_sets_are_found_as_people_call_them() {
    let criteria = criteria();
    for (asked, ids) in [
        ("26-2026", &["26-2026"] as &[&str]),
        ("26/2026/QĐ-TTg", &["26-2026"]),
        ("Quyết định số 26/2026/QĐ-TTg", &["26-2026"]),
        ("26/2026", &["26-2026"]),
        ("26", &["26-2026"]),
        ("148/QĐ-TTg", &["148-2023", "148-2023-1489-2025"]),
        ("148/qd-ttg", &["148-2023", "148-2023-1489-2025"]),
        ("148-2023", &["148-2023"]),
        ("1489/QĐ-TTg", &["148-2023-1489-2025"]),
        ("781", &["1048-2019-781-2020"]),
        ("99/QĐ-TTg", &[]),
        ("", &[]),
    ] {
        let found: Vec<_> = acts(&criteria, asked).iter().map(|act| act.id.as_str()).collect();
        assert_eq!(found, ids, "{asked}");
    }
    let act = criteria.by_id("26-2026").unwrap();
    let named =
        |asked: &str| sets(act, asked).iter().map(|set| set.name.as_str()).collect::<Vec<_>>();
    assert_eq!(named("Hoa"), ["Hoa"]);
    assert_eq!(named("23"), ["Hoa"]);
    assert_eq!(named("mat ong").len(), 2, "one that begins so, and one that has it");
    // The second one by its other name.
    assert_eq!(named("Chè"), ["Chè tươi, chè chế biến", "Sản phẩm trà từ thực vật khác"]);
    assert!(named("xe đạp").is_empty());
    assert_eq!(near_sets(act, "Mật ôn khác").first(), Some(&act.sets[3].name.as_str()));
    assert!(near_sets(act, "xe đạp điện Thống Nhất").is_empty());
}

#[test]
fn the_overview_names_every_act_with_its_days_and_numbers() {
    let mut out = Vec::new();
    overview(&mut out, &criteria(), &templates()).unwrap();
    let told = String::from_utf8(out).unwrap();
    assert!(told.contains("26 bộ sản phẩm, 787 tiêu chí, 2.579 lựa chọn"), "{told}");
    assert!(told.contains("756 tiêu chí đúng như nguồn, 29 suy ra, 2 còn ngờ, 11 chỗ in lỗi"));
    assert!(told.contains("từ 06/7/2025 đến 21/5/2026"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
}

/// Makes a table of Markdown.
fn markdown(heads: &[&str], rows: Vec<Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let head = line(heads.iter().map(|head| (*head).to_owned()).collect());
    let rule = format!("|{}\n", "---|".repeat(heads.len()));
    [head, rule].into_iter().chain(rows.into_iter().map(line)).collect()
}

/// The tables of `docs/luat.md`, by the words of their marks.
fn document_tables(criteria: &Criteria) -> Vec<(String, String)> {
    let all = criteria.iter().map(|act| {
        let counts = Counts::of(act);
        let numbers = [
            counts.sets,
            counts.criteria,
            counts.options,
            counts.inferred,
            counts.doubtful,
            counts.slips,
        ];
        let mut row = vec![format!("`{}`", act.id), act.cited(), days(act)];
        row.extend(numbers.map(dotted));
        row
    });
    let heads = [
        "tên",
        "văn bản",
        "áp dụng",
        "bộ",
        "tiêu chí",
        "lựa chọn",
        "suy ra",
        "còn ngờ",
        "chỗ in lỗi",
    ];
    let mut tables = vec![("văn bản".to_owned(), markdown(&heads, all.collect()))];
    for id in ["26-2026", "148-2023", "1048-2019-781-2020"] {
        let act = criteria.by_id(id).unwrap();
        let (mut slips, mut doubtful, mut unsure) = (Vec::new(), Vec::new(), Vec::new());
        for (number, set) in (1..).zip(&act.sets) {
            let named = format!("{number}. {}", set.name);
            unsure.extend(set.unverified.iter().map(|why| vec![named.clone(), why.clone()]));
            for criterion in &set.criteria {
                let code = format!("{} {}", PARTS[criterion.part], criterion.code);
                if criterion.honesty == Honesty::Doubtful {
                    doubtful.push(vec![named.clone(), code.clone(), criterion.name.clone()]);
                }
                slips.extend(criterion.slips.iter().map(|slip| {
                    let told = [&slip.printed, &slip.read_as, &slip.why].map(Clone::clone);
                    [vec![named.clone(), code.clone()], told.to_vec()].concat()
                }));
            }
        }
        tables.extend([
            (
                format!("chỗ in lỗi {id}"),
                markdown(&["bộ", "tiêu chí", "in", "đọc là", "vì sao"], slips),
            ),
            (format!("còn ngờ {id}"), markdown(&["bộ", "tiêu chí", "tên tiêu chí"], doubtful)),
            (format!("bộ chưa rõ {id}"), markdown(&["bộ", "điều chưa rõ"], unsure)),
        ]);
    }
    tables
}

/// `UPDATE=1` writes the tables of the document instead.
#[test]
fn the_document_on_the_law_says_what_the_criteria_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/luat.md");
    let written = fs_err::read_to_string(&path).unwrap();
    let mut wanted = written.clone();
    let mut filled = 0;
    for (name, table) in document_tables(&criteria()) {
        let begin = format!("<!-- bảng: {name} -->\n");
        let Some(at) = wanted.find(&begin).map(|at| at + begin.len()) else { continue };
        let end = at + wanted[at..].find("<!-- hết bảng -->").unwrap();
        wanted.replace_range(at..end, &table);
        filled += 1;
    }
    assert_eq!(filled, wanted.matches("<!-- bảng: ").count(), "a mark that names no table");
    if std::env::var_os("UPDATE").is_some() {
        fs_err::write(&path, &wanted).unwrap();
    } else {
        assert!(
            written == wanted,
            "docs/luat.md is out of date; run: UPDATE=1 cargo test --lib law_table"
        );
    }
    for said in ["mười một chỗ in lỗi", "24 tiêu chí “song ngữ”", "bốn bộ có điều chưa rõ"]
    {
        assert!(written.to_lowercase().contains(said), "{said}");
    }
    let criteria = criteria();
    let today = Counts::of(criteria.by_id("26-2026").unwrap());
    assert_eq!((today.slips, today.doubtful, today.sets), (11, 2, 26));
    assert_eq!(Counts::of(criteria.by_id("148-2023").unwrap()).uncertain_sets, 4);
}
