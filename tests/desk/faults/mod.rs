//! The room of faults: what it lists, how the sheet is drawn, what is accepted and sent back.

mod accept;
mod back;
mod shown;
mod silent;

use marked_workbook::{Input, Workbook};

use crate::client::Client;
use crate::support::round::RoundFolder;

/// The list of Than Uyên with faults typed into it: a score that is no number, none at all, a kind
/// of owner that is not known, a sum that is not that of its parts; and a star that is not that of
/// its points, which is a warning.
pub(crate) fn spoiled() -> RoundFolder {
    let round = RoundFolder::settings().with_sample("ho-so/than-uyen.xlsx");
    let cells = [("K9", "54.825"), ("E12", "Liên hiệp"), ("L13", "4 sao"), ("N14", "<b>\"&'</b>")];
    let cells = cells.map(|(at, text)| (at.parse().unwrap(), Input::Text(text.to_owned())));
    let sum = [("K13".parse().unwrap(), Input::Number(64))];
    typing(round, "ho-so/than-uyen.xlsx", "Danh sách", &[&cells[..], &sum[..]].concat())
}

/// Types values into a workbook of a round.
pub(crate) fn typing(
    round: RoundFolder,
    file: &str,
    sheet: &str,
    cells: &[(careful_spreadsheet::CellRef, Input)],
) -> RoundFolder {
    let before = fs_err::read(round.input(file)).unwrap();
    let after = Workbook::open(&before).unwrap().typed(sheet, cells).unwrap();
    round.with(file, after)
}

/// An address as it stands in a page, without what is written for `/` and `&` there.
pub(crate) fn unescaped(address: &str) -> String {
    address.replace("&#x2f;", "/").replace("&amp;", "&")
}

/// The address of the page that a list leads to by these words.
pub(crate) fn address(page: &str, words: &str) -> String {
    let before = &page[..page.find(words).unwrap_or_else(|| panic!("{words}\n{page}"))];
    let link = &before[before.rfind("href=\"").expect("a link") + 6..];
    unescaped(&link[..link.find('"').unwrap()])
}

/// The page of the finding that the list names with these words.
pub(crate) fn finding(client: &Client, words: &str) -> (String, String) {
    let list = client.get("/loi").text();
    let at = address(&list, words);
    let page = client.get(&at).text();
    (at, page)
}
