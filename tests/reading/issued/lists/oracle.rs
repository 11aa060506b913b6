//! The two ends of `tests/oracles/lists_back.sh`: lists go out, and come back from other programs.

use std::path::{Path, PathBuf};

use careful_spreadsheet::{ChildReader, Opener, Value, Workbook};
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use time::{Date, Duration, Month};

use super::filled::said;
use super::{Book, Sender, Typed, fill};
use crate::layouts::chance::Chance;

const ACTS: [&str; 4] = ["1048-2019", "1048-2019-781-2020", "148-2023", "26-2026"];

/// The folder and the seed that the script gives.
fn given() -> (PathBuf, u64) {
    let folder = std::env::var("LISTS_BACK").expect("tests/oracles/lists_back.sh runs this");
    (folder.into(), std::env::var("SEED").unwrap().parse().unwrap())
}

/// The list of the first unit, every row filled in by chance.
fn filled(sender: &Sender, seed: u64) -> Book {
    let mut chance = Chance::new(seed);
    let mut book = sender.list();
    for number in 1..=20 {
        fill(&mut book, number, &product(sender, number, &mut chance));
    }
    book
}

/// What a clerk may type about a product.
fn product(sender: &Sender, number: u32, chance: &mut Chance) -> Typed {
    let act = sender.acts.main();
    let text = |text: String| Some(Value::Text(text));
    let set = &act.sets[chance.below(act.sets.len())].name;
    let forms = sender.acts.owner_forms();
    let kind = forms[chance.below(forms.len())].name();
    let registered = chance.below(3);
    let first = Date::from_calendar_date(2023, Month::January, 1).unwrap();
    let mut day =
        || Value::Date(first + Duration::days(i64::try_from(chance.below(1_000)).unwrap()));
    let [decided, ends, received] = [day(), day(), day()];
    let old = |value: Value| (registered > 0).then_some(value);
    let stars = ["3 sao", "4 sao", "5 sao"][chance.below(3)];
    let mut points = |most: usize| {
        let tenths = i64::try_from(chance.below(most * 10 + 1)).unwrap();
        Some(Value::Number(Decimal::new(tenths, 1).normalize()))
    };
    let parts = [points(25), points(25), points(25)];
    let [a, b, c] = parts;
    let names =
        ["Chè Shan tuyết", "=Mật ong", "-Gạo Séng Cù", "'Rượu ngô", "Măng khô 100%", "@Cá lăng"];
    let said = ["Có", "Thiếu", "Miễn"];
    let items = (0..9).map(|_| said[chance.below(3)]).collect();
    Typed {
        list: vec![
            ("product", text(format!("{} {number}", names[chance.below(names.len())]))),
            ("set", text(set.clone())),
            ("owner", text(format!("{kind} Mây Núi số {number}"))),
            ("kind", text(kind.to_owned())),
            ("commune", text("xã Sùng Phài".into())),
            ("address", text(format!("bản {number}"))),
            (
                "registration_kind",
                text(["Lần đầu", "Nâng hạng", "Đánh giá lại"][registered].into()),
            ),
            ("old_star", old(Value::Text(stars.into()))),
            ("old_decision", old(Value::Text(format!("{number}/QĐ-UBND")))),
            ("old_day", old(decided)),
            ("valid_to", old(ends)),
            ("part_a", a),
            ("part_b", b),
            ("part_c", c),
            ("code", text(format!("12-03388-{number:02}-2026"))),
            ("received", Some(received)),
            ("remark", None),
        ],
        items,
        samples: u8::try_from(chance.below(10)).unwrap(),
        contact: [
            ("representative", format!("Lò Văn Số {number} (giả định)")),
            ("phone", format!("09{:08}", chance.below(100_000_000))),
            ("tax_code", format!("0{:09}", chance.below(1_000_000_000))),
        ],
    }
}

/// The cells that were typed: sheet, cell, value.
fn typed(blank: &Book, filled: &Book) -> Json {
    let mut cells = Vec::new();
    for (before, page) in blank.pages.iter().zip(&filled.pages) {
        let new = page.cells.iter().filter(|(at, cell)| before.cells.get(at) != Some(cell));
        cells.extend(new.map(|(at, cell)| {
            let value = match &cell.value {
                Value::Number(number) => json!({ "number": number.to_string() }),
                Value::Date(day) => json!({ "day": day.to_string() }),
                other => json!({ "text": format!("{}", careful_spreadsheet::Cell::typed(other.clone()).shown()) }),
            };
            json!([page.name, at.to_string(), value])
        }));
    }
    Json::Array(cells)
}

#[test]
#[ignore = "one end of tests/oracles/lists_back.sh"]
fn lists_go_out() {
    let (folder, seed) = given();
    for act in ACTS {
        let sender = Sender::under(act);
        fs_err::write(folder.join(format!("{act}.xlsx")), sender.written()).unwrap();
        let cells = typed(&sender.list(), &filled(&sender, seed));
        fs_err::write(folder.join(format!("{act}.json")), cells.to_string()).unwrap();
    }
}

#[test]
#[ignore = "the other end of tests/oracles/lists_back.sh"]
fn the_same_products_come_back() {
    let (folder, seed) = given();
    for act in ACTS {
        let sender = Sender::under(act);
        let expected = sender.reads(&[&filled(&sender, seed)]);
        let products: Vec<String> = expected.products().iter().map(said).collect();
        assert_eq!(products.len(), 20);
        for (by, ending) in [("openpyxl", "xlsx"), ("xlsx", "xlsx"), ("ods", "ods"), ("xls", "xls")]
        {
            let file = folder.join("back").join(by).join(format!("{act}.{ending}"));
            let came = sender.reads_workbooks(&[opened(&file)]);
            let read: Vec<String> = came.products().iter().map(said).collect();
            assert_eq!(read, products, "{act} {by}");
            assert_eq!(came.told(), expected.told(), "{act} {by}");
            println!("{act} saved as {by}: {} products the same", read.len());
        }
    }
}

fn opened(file: &Path) -> Workbook {
    let child = ChildReader::at(env!("CARGO_BIN_EXE_ocop"));
    let bytes = fs_err::read(file).unwrap();
    let mut opened = Opener::new().with_xls(child).open("ho-so/danh-sach.xlsx", &bytes);
    let file = opened.remove(0);
    file.workbook.unwrap_or_else(|| panic!("{:?}", file.refusal))
}
