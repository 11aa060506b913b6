//! Words for pages in the place of words for the terminal: quotes, buttons and rooms instead of
//! backticks, commands and what stood further up.

/// Writes what a sentence of the terminal quotes as pages do: `x` becomes “x”.
pub(in crate::desk) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, part) in text.split('`').enumerate() {
        if number > 0 {
            out.push(if number % 2 == 1 { '“' } else { '”' });
        }
        out.push_str(part);
    }
    out
}

/// What is called otherwise on pages; the longer words first.
const REWORDED: [(&str, &str); 11] = [
    ("rồi chạy lại `ocop run`", "rồi bấm “Soạn văn bản”"),
    ("rồi chạy lại `ocop`", "rồi bấm “Soạn văn bản”"),
    ("chạy lại `ocop`", "bấm “Soạn văn bản”"),
    ("Chạy lại `ocop`", "Bấm “Soạn văn bản”"),
    ("rồi chạy lại", "rồi bấm “Soạn văn bản”"),
    ("và chạy lại", "và bấm “Soạn văn bản”"),
    ("chạy lại", "bấm “Soạn văn bản” lần nữa"),
    ("Chạy lại", "Bấm “Soạn văn bản” lần nữa"),
    (" trong lời văn của mẫu, nêu ở trên", " trong lời văn của mẫu (xem trang Lỗi)"),
    (", nêu ở trên", " (xem trang Lỗi)"),
    (" nêu ở trên", " nêu ở trang Lỗi"),
];

/// Words a remedy, or what papers wait for, for a page.
pub(in crate::desk) fn for_page(text: &str) -> String {
    let mut text = text.to_owned();
    for (terminal, page) in REWORDED {
        text = text.replace(terminal, page);
    }
    quoted(&without_codes(&text))
}

/// Words what is to be done with a file that came in.
pub(in crate::desk) fn for_file(text: &str) -> String {
    const AWAY: &str = "ra khỏi thư mục";
    let Some(end) = text.find(AWAY) else { return for_page(text) };
    let start = ["huyển ", "ỏ "].iter().filter_map(|verb| {
        let at = text[..end].rfind(verb)?;
        Some((at, at + verb.len()))
    });
    let Some((at, what)) = start.max() else { return for_page(text) };
    // The verb begins a letter earlier, which is a capital at the beginning of a sentence.
    let first = text[..at].chars().next_back().unwrap_or_default();
    let before = &text[..at - first.len_utf8()];
    let press = if first.is_uppercase() { "Bấm" } else { "bấm" };
    let object = text[what..end].trim();
    let object = if object == "tệp" { "tệp đó" } else { object };
    let rest = &text[end + AWAY.len()..];
    for_page(&format!("{before}{press} “Cất đi” ở {object}, trang Tệp{rest}"))
}

/// Leaves out the codes of faults: `lỗi E010, E020 trong` becomes `lỗi trong`.
fn without_codes(text: &str) -> String {
    let is_code = |word: &str| {
        let word = word.trim_end_matches(',');
        word.len() == 4
            && word.starts_with(['E', 'W', 'N'])
            && word[1..].bytes().all(|byte| byte.is_ascii_digit())
    };
    if !text.contains("lỗi ") {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split(' ').collect();
    let after_fault = |at: usize| {
        let before = words[..at].iter().rev().find(|word| !is_code(word));
        before.is_some_and(|word| *word == "lỗi")
    };
    let kept = words.iter().enumerate().filter(|(at, word)| !(is_code(word) && after_fault(*at)));
    kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_written_as_on_paper() {
        assert_eq!(quoted("Không có tỉnh `Lai` vào ngày"), "Không có tỉnh “Lai” vào ngày");
        assert_eq!(quoted("không"), "không");
    }

    #[test]
    fn what_is_to_be_done_names_the_button_and_the_room() {
        for (terminal, page) in [
            (
                "Ghi số, ngày này vào khai báo rồi chạy lại, để viện dẫn được.",
                "Ghi số, ngày này vào khai báo rồi bấm “Soạn văn bản”, để viện dẫn được.",
            ),
            (
                "sửa lỗi E010, E011 trong khai-bao.xlsx, nêu ở trên",
                "sửa lỗi trong khai-bao.xlsx (xem trang Lỗi)",
            ),
            ("sửa lỗi nêu ở trên", "sửa lỗi nêu ở trang Lỗi"),
            ("Giá trị `chu-tich` không có.", "Giá trị “chu-tich” không có."),
            ("có Quyết định về kết quả", "có Quyết định về kết quả"),
        ] {
            assert_eq!(for_page(terminal), page);
        }
    }

    #[test]
    fn a_file_that_is_not_wanted_is_put_away_with_its_button() {
        for (terminal, page) in [
            (
                "Sửa năm; là danh sách cũ thì chuyển tệp ra khỏi thư mục.",
                "Sửa năm; là danh sách cũ thì bấm “Cất đi” ở tệp đó, trang Tệp.",
            ),
            (
                "Giữ bản đúng; xóa trang hoặc chuyển tệp của bản kia ra khỏi thư mục.",
                "Giữ bản đúng; xóa trang hoặc bấm “Cất đi” ở tệp của bản kia, trang Tệp.",
            ),
            (
                "Bỏ biểu ra khỏi thư mục; nếu khai báo ghi nhầm, sửa khai báo.",
                "Bấm “Cất đi” ở biểu, trang Tệp; nếu khai báo ghi nhầm, sửa khai báo.",
            ),
            ("Ghi lần chấm.", "Ghi lần chấm."),
        ] {
            assert_eq!(for_file(terminal), page);
        }
    }
}
