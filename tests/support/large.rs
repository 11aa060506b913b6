//! A round far larger than any province has held: 500 products, 15 members, every mark of 28 to 31
//! criteria.
//!
//! Stands on its own, so that the benches can use it too.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
#![allow(dead_code, reason = "tests and benches each use their own part of this")]

use std::ops::Range;
use std::path::Path;

use ocop::criteria::{self, LegalForm, PARTS, ProductSet};
use ocop::templates::Templates;
use rust_xlsxwriter::{Formula, Workbook, Worksheet};
use toml::{Table, Value};

pub(crate) const PRODUCTS: usize = 500;
pub(crate) const MEMBERS: usize = 15;

/// How many product sets there are, each with as many products.
const SETS: usize = 10;
const OF_A_SET: usize = PRODUCTS / SETS;

/// Writes the round into an empty folder: settings, eight lists, fifteen ballots.
pub(crate) fn write(inputs: &Path, sample_settings: &str) {
    let settings = settings(sample_settings);
    fs_err::write(inputs.join("round.toml"), settings.to_string()).unwrap();
    let criteria = criteria::load(&Templates::new(&inputs.join("templates")).unwrap()).unwrap().0;
    let act = criteria.by_id("1048-2019-781-2020").unwrap();
    let sets: Vec<&ProductSet> =
        act.sets.iter().filter(|set| !set.criteria.is_empty()).take(SETS).collect();
    let districts = settings["districts"].as_array().unwrap();
    for (index, district) in districts.iter().enumerate() {
        let numbers = (0..PRODUCTS).filter(|number| number % districts.len() == index);
        let bytes = list(district["name"].as_str().unwrap(), &sets, numbers);
        fs_err::write(inputs.join(format!("ho-so-{index}.xlsx")), bytes).unwrap();
    }
    for member in 1..=MEMBERS {
        fs_err::write(inputs.join(format!("phieu-{member:02}.xlsx")), ballots(member, &sets))
            .unwrap();
    }
}

/// Writes a round of one list with this many products into an empty folder.
pub(crate) fn write_list(inputs: &Path, sample_settings: &str, products: usize) {
    fs_err::write(inputs.join("round.toml"), settings(sample_settings).to_string()).unwrap();
    let criteria = criteria::load(&Templates::new(&inputs.join("templates")).unwrap()).unwrap().0;
    let act = criteria.by_id("1048-2019-781-2020").unwrap();
    let sets: Vec<&ProductSet> = act
        .sets
        .iter()
        .filter(|set| !set.criteria.is_empty())
        .cycle()
        .take(products / OF_A_SET + 1)
        .collect();
    fs_err::write(inputs.join("ho-so.xlsx"), list("huyện Sìn Hồ", &sets, 0..products)).unwrap();
}

fn settings(sample: &str) -> Table {
    let mut settings: Table = sample.parse().unwrap();
    let member = |number: usize| {
        let role = ["chair", "vice_chair"].get(number - 1).copied().unwrap_or("member");
        let words =
            [("title", "Ông"), ("name", &name(number)), ("post", "chuyên gia"), ("role", role)];
        Value::Table(
            words.map(|(key, word)| (key.to_owned(), Value::from(word))).into_iter().collect(),
        )
    };
    let members: Vec<Value> = (1..=MEMBERS).map(member).collect();
    settings["council"].as_table_mut().unwrap().insert("members".into(), members.into());
    settings["sessions"].as_array_mut().unwrap().truncate(1);
    settings["round"].as_table_mut().unwrap().insert("days".into(), 1.into());
    settings
}

fn name(member: usize) -> String {
    format!("Lò Văn {member:02}")
}

fn product(number: usize) -> String {
    format!("Đặc sản số {number:03}")
}

/// Three products an owner, all within one district.
fn owner(number: usize) -> String {
    format!("Hợp tác xã Mây Núi {} vùng {}", number / 24, number % 8)
}

fn list(district: &str, sets: &[&ProductSet], numbers: impl Iterator<Item = usize>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, format!("UBND {}", district.to_uppercase())).unwrap();
    sheet.write(1, 0, "(Kèm theo Công văn số 1215/UBND-NN ngày 27/11/2020)").unwrap();
    let headings = [
        "TT",
        "Tên sản phẩm",
        "Bộ sản phẩm",
        "Tên chủ thể",
        "Loại hình",
        "Tổng điểm",
        "Hạng sao đề nghị",
        "Hồ sơ",
    ];
    sheet.write_row(3, 0, headings).unwrap();
    for (row, number) in (4..).zip(numbers) {
        let set = &sets[number / OF_A_SET].name;
        sheet.write(row, 0, row - 3).unwrap();
        sheet
            .write_row(
                row,
                1,
                [&product(number), set, &owner(number), "Hợp tác xã"].map(ToOwned::to_owned),
            )
            .unwrap();
        sheet.write(row, 5, 62.5).unwrap();
        sheet.write(row, 6, 3).unwrap();
        sheet.write(row, 7, "đủ").unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

/// All ballots of a member: a sheet a set, a column a product, with the sums as formulas.
fn ballots(member: usize, sets: &[&ProductSet]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (index, set) in sets.iter().enumerate() {
        let numbers = index * OF_A_SET..(index + 1) * OF_A_SET;
        ballot(workbook.add_worksheet(), member, set, &numbers);
    }
    workbook.save_to_buffer().unwrap()
}

fn ballot(sheet: &mut Worksheet, member: usize, set: &ProductSet, numbers: &Range<usize>) {
    sheet.write_row(0, 1, ["Thành viên Hội đồng:", &name(member)]).unwrap();
    sheet.write_row(1, 1, ["Lần chấm:", "1"]).unwrap();
    sheet.write_row(2, 1, ["Bộ sản phẩm:", &set.name]).unwrap();
    sheet.write_row(4, 0, ["TT", "Tiêu chí"]).unwrap();
    for (column, number) in (2..).zip(numbers.clone()) {
        sheet.write(4, column, product(number)).unwrap();
        sheet.write(5, column, owner(number)).unwrap();
    }
    let mut row = 6;
    let sum = |marks: u32| Formula::new("=SUM(0)").set_result(marks.to_string());
    let mut totals = vec![0; OF_A_SET];
    for (part, letter) in PARTS.iter().enumerate() {
        let head = row;
        sheet.write_row(head, 0, [letter.to_owned(), &format!("Phần {letter}")]).unwrap();
        let mut sums = vec![0; OF_A_SET];
        for criterion in set.part(part) {
            row += 1;
            sheet.write_row(row, 0, [&criterion.code, &criterion.name]).unwrap();
            let allowed = criterion.allowed_for(&[LegalForm::Cooperative]);
            for ((column, number), sum) in (2..).zip(numbers.clone()).zip(&mut sums) {
                // The middle of the list; each member sees other criteria a step lower, so that no
                // ballot is a copy of another.
                let step = usize::from(
                    (number + member + usize::try_from(row).unwrap()).is_multiple_of(MEMBERS + 2),
                );
                let mark = u32::from(
                    allowed[(allowed.len() / 2)
                        .saturating_sub(step)
                        .max(usize::from(allowed[0] == 0))],
                );
                sheet.write(row, column, mark).unwrap();
                *sum += mark;
            }
        }
        for ((column, marks), total) in (2..).zip(sums).zip(&mut totals) {
            sheet.write_formula(head, column, sum(marks)).unwrap();
            *total += marks;
        }
        row += 1;
    }
    sheet.write(row, 1, "TỔNG ĐIỂM").unwrap();
    for (column, total) in (2..).zip(totals) {
        sheet.write_formula(row, column, sum(total)).unwrap();
    }
}
