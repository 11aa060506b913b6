//! Sets sheets aside that look like lists and are about something else: results of another year,
//! contacts of the owners.

use std::collections::BTreeSet;

use super::parsed::ParsedSheet;
use super::words::ListWords;
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::phrases::SpeltText;
use crate::forms::spelling::product_key;
use crate::forms::{Sourced, TakenFor};

/// Sets the sheets of a workbook aside that are no lists of the round, each with a finding. `years`
/// are the years of the round.
pub(super) fn settle(words: &ListWords, years: &[i32], parsed: &mut [ParsedSheet]) {
    let past: Vec<Option<PastSheet>> =
        parsed.iter().map(|sheet| PastSheet::of(words, years, sheet)).collect();
    let is_list = |index: usize| !parsed[index].submissions.is_empty() && past[index].is_none();
    let lists: Vec<bool> = (0..parsed.len()).map(is_list).collect();
    for index in 0..parsed.len() {
        let another = lists.iter().enumerate().any(|(other, list)| other != index && *list);
        match &past[index] {
            Some(past) if past.is_certain || another => past.leave(&mut parsed[index]),
            Some(past) => past.hold(&mut parsed[index]),
            None => {
                if let Some(list) = names_again(parsed, index) {
                    leave_mentioned(&mut parsed[index], &list);
                }
            }
        }
    }
}

/// A sheet about another year, or about products that were recognised before.
struct PastSheet {
    year: Option<i32>,
    place: Place,
    /// Whether it surely holds results of the past, and cannot be a list of the round with a wrong
    /// year.
    is_certain: bool,
}

impl PastSheet {
    /// Tells whether a sheet is about the past, by its titles and its name.
    fn of(words: &ListWords, years: &[i32], sheet: &ParsedSheet) -> Option<Self> {
        if sheet.submissions.is_empty() && sheet.reading.tables.is_empty() {
            return None;
        }
        let name = Sourced { value: sheet.name.clone(), place: sheet.place.clone() };
        let titles: Vec<&Sourced<String>> = sheet.titles.iter().chain([&name]).collect();
        let dated: Vec<(i32, &Place)> = titles
            .iter()
            .flat_map(|title| years_in(&title.value).map(|year| (year, &title.place)))
            .collect();
        let other = dated.first().filter(|_| dated.iter().all(|(year, _)| !years.contains(year)));
        let recognised = titles.iter().find(|title| {
            let spelt = SpeltText::of(&title.value);
            words.rows.past.are_in(&spelt)
                && !words.rows.proposed.are_in(&spelt)
                && !title.value.contains("đề nghị")
        });
        match (other, recognised) {
            (Some((year, place)), recognised) => Some(Self {
                year: Some(*year),
                place: (*place).clone(),
                is_certain: recognised.is_some(),
            }),
            (None, Some(title)) if dated.is_empty() => {
                Some(Self { year: None, place: title.place.clone(), is_certain: true })
            }
            _ => None,
        }
    }

    /// What the sheet is about, for findings.
    fn what(&self) -> String {
        self.year
            .map_or_else(|| "kết quả đã được công nhận".to_owned(), |year| format!("năm {year}"))
    }

    /// Sets the sheet aside: its products do not count.
    fn leave(&self, sheet: &mut ParsedSheet) {
        let products: usize = sheet.reading.tables.iter().map(|table| table.rows).sum();
        sheet.submissions.clear();
        sheet.reading.taken_for = TakenFor::Aside;
        let message =
            "Trang tính này không phải danh sách của đợt; các sản phẩm ở đây không được tính.";
        let finding = Finding::new(Code::SheetOfOtherYear, self.place.clone(), message)
            .found(format!("{}, {products} sản phẩm", self.what()))
            .remedy(
                "Nếu là danh sách của đợt thì sửa tên bảng và năm; nếu không, nên xóa trang này \
                 khỏi tệp.",
            );
        sheet.findings = [finding].into_iter().collect();
    }

    /// Lets the products of the sheet wait, since the only list of a workbook names another year.
    fn hold(&self, sheet: &mut ParsedSheet) {
        let what = self.what();
        for entry in sheet.submissions.iter_mut().flat_map(|list| &mut list.entries) {
            entry
                .doubt
                .get_or_insert_with(|| format!("danh sách ghi {what}, không phải năm của đợt"));
        }
        let message = "Tên của danh sách ghi một năm khác năm của đợt; các sản phẩm phải chờ.";
        let finding = Finding::new(Code::ListOfOtherYear, self.place.clone(), message)
            .found(what)
            .remedy("Sửa năm ở tên danh sách; nếu là danh sách cũ thì chuyển tệp ra khỏi thư mục.");
        sheet.findings.push(finding);
    }
}

/// The years that a title names: `năm 2019`, but not the date `tháng 11 năm 2020`.
fn years_in(title: &str) -> impl Iterator<Item = i32> {
    let spelt = SpeltText::of(title);
    let words: Vec<String> = spelt.words().split(' ').map(str::to_owned).collect();
    let found: Vec<i32> = (1..words.len())
        .filter(|at| words[at - 1] == "năm" || words[at - 1] == "nam")
        .filter(|at| *at < 3 || !matches!(words[at - 3].as_str(), "tháng" | "thang"))
        .filter_map(|at| words[at].parse().ok().filter(|year| (2000..2100).contains(year)))
        .collect();
    found.into_iter()
}

/// The list of the workbook that has every product of a sheet without sets and scores; `None` for
/// any other sheet.
fn names_again(parsed: &[ParsedSheet], index: usize) -> Option<Place> {
    let mentioned = parsed[index].mentioned.as_ref().filter(|names| !names.is_empty())?;
    let names: BTreeSet<String> = mentioned.iter().map(|name| product_key(name)).collect();
    let others = parsed
        .iter()
        .enumerate()
        .filter(|(other, sheet)| *other != index && sheet.mentioned.is_none());
    let has_all = |sheet: &ParsedSheet| {
        let entries = sheet.submissions.iter().flat_map(|list| &list.entries);
        let known: BTreeSet<String> =
            entries.map(|entry| product_key(&entry.product.value)).collect();
        names.is_subset(&known)
    };
    others.map(|(_, sheet)| sheet).find(|sheet| has_all(sheet)).map(|sheet| sheet.place.clone())
}

/// Sets a sheet aside that only names the products of a list again.
fn leave_mentioned(sheet: &mut ParsedSheet, list: &Place) {
    sheet.submissions.clear();
    sheet.reading.taken_for = TakenFor::Aside;
    let message = "Trang tính này nhắc lại các sản phẩm của danh sách, không có bộ sản phẩm và \
                   điểm; trang không được tính.";
    let finding = Finding::new(Code::SheetAside, sheet.place.clone(), message)
        .found(format!("danh sách: {list}"))
        .remedy("Không phải làm gì, nếu đây là trang liên hệ, kinh phí hoặc trang phụ khác.");
    sheet.findings = Findings::from_iter([finding]);
}

#[cfg(test)]
mod tests {
    use super::years_in;

    #[test]
    fn a_title_names_its_year_and_not_a_date() {
        for (title, years) in [
            ("DANH SÁCH SẢN PHẨM ĐÃ ĐƯỢC CÔNG NHẬN NĂM 2019", vec![2019]),
            ("Danh sách (ngày 27 tháng 11 năm 2020)", vec![]),
            ("Kết quả năm 2019", vec![2019]),
            ("Danh sách giai đoạn 2018-2020", vec![]),
        ] {
            assert_eq!(years_in(title).collect::<Vec<_>>(), years, "{title}");
        }
    }
}
