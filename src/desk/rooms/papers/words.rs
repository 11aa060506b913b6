//! Words the places of explanations as people point at them.

/// Replaces `a.xlsx · Danh sách!C7` by `a.xlsx, trang “Danh sách”, ô C7` wherever it stands.
pub(super) fn places(text: &str) -> String {
    let mut parts = text.split(" · ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match sheet_and_cells(part) {
            Some((sheet, rest)) => out += &format!(", trang “{sheet}”, ô {rest}"),
            None => out += &format!(" · {part}"),
        }
    }
    out
}

/// Splits `Danh sách!C7 …` into the name of the sheet and what follows.
fn sheet_and_cells(part: &str) -> Option<(&str, &str)> {
    part.match_indices('!').find_map(|(at, _)| {
        let rest = &part[at + 1..];
        let letters = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        let is_cell = (1..=3).contains(&letters)
            && rest.as_bytes().get(letters).is_some_and(u8::is_ascii_digit);
        (at > 0 && is_cell).then(|| (&part[..at], rest))
    })
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn a_cell_is_named_with_its_sheet_as_people_say_it() {
        assert_eq!(
            places("cộng các ô a/01.xlsx · Chè tươi, chế biến!D13:D26, D28; ngày 08"),
            "cộng các ô a/01.xlsx, trang “Chè tươi, chế biến”, ô D13:D26, D28; ngày 08"
        );
        for as_it_is in ["a.zip!/b.xlsx · Danh sách", "x · y!z", "khai-bao.xlsx"] {
            assert_eq!(places(as_it_is), as_it_is);
        }
    }
}
