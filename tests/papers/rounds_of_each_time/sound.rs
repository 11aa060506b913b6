//! What holds of the papers of every sound round: all are issued, nothing of another time stands on
//! them, and their sentences are whole.

use std::path::Path;

use super::clerk::Time;
use super::products::Sent;
use crate::support::pdf::Pdf;
use crate::support::run::Run;

/// Names that ended, with the first day on which they are wrong; and such as began, with the first
/// day on which they are right.
const ENDED: [(&str, &[&str]); 3] = [
    (
        "2025-03-01",
        &[
            "Nông nghiệp và Phát triển nông thôn",
            "NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
            "Nông nghiệp và PTNT",
            "NN&PTNT",
            "Tài nguyên và Môi trường",
            "Kế hoạch và Đầu tư",
            "Thông tin và Truyền thông",
            "Đài Phát thanh và Truyền hình",
        ],
    ),
    ("2025-07-01", &["huyện", "Huyện", "HUYỆN", "thị xã", "thị trấn", "thành phố Lai Châu"]),
    ("2026-05-22", &["Tổ giúp việc", "Tổ Giúp việc", "TỔ GIÚP VIỆC"]),
];
const BEGUN: [(&str, &[&str]); 3] = [
    ("2025-03-01", &["Nông nghiệp và Môi trường", "NÔNG NGHIỆP VÀ MÔI TRƯỜNG"]),
    ("2025-07-06", &["UBND các xã", "1489/QĐ-TTg"]),
    ("2026-05-22", &["26/2026/QĐ-TTg", "Tổ tư vấn", "TỔ TƯ VẤN", "mỗi xã một sản phẩm tỉnh"]),
];

/// Signs of a sentence that was put together wrongly.
const BROKEN: [&str; 14] =
    ["()", "( )", ",,", ";;", " ,", " ;", ";.", ".;", ",.", ":.", "<điền", "{{", "[[", "undefined"];

/// Copies the papers into the folder that `OCOP_KEEP` names, below one of this name.
pub(super) fn kept(run: &Run, name: &str) {
    let Some(folder) = std::env::var_os("OCOP_KEEP") else { return };
    for (file, bytes) in run.files() {
        let path = Path::new(&folder).join(name).join(file);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, bytes).unwrap();
    }
}

/// Checks which papers there are, and every sentence of each.
#[track_caller]
pub(super) fn papers(run: &Run, time: &Time, products: &[Sent]) {
    // Who signs excerpts is the only thing that nobody can know from the rest.
    let waiting = run.said.split("đang chờ:\n").nth(1).unwrap_or_default();
    let waiting = waiting.lines().take_while(|line| line.starts_with("  ")).count();
    let excerpts = run.said.contains("  Trích sao: điền người ký (signer) ở mục [papers.excerpt].");
    assert!(waiting == usize::from(excerpts), "{}", run.said);
    let papers = run.papers();
    for paper in
        ["01-ke-hoach/ke-hoach.pdf", "04-ket-qua-cham/bien-ban.pdf", "06-quyet-dinh/quyet-dinh.pdf"]
    {
        assert!(papers.contains(&paper.to_owned()), "{papers:?}");
    }
    // Six members, two of the support team, one by name; the one who signs is not invited.
    let units: Vec<_> = products.iter().map(|sent| sent.unit).collect();
    let units = time.units.iter().filter(|unit| units.contains(unit)).count();
    let invited = 6 + 2 + 1 + units + products.len();
    let invitations = papers.iter().filter(|file| file.starts_with("02-giay-moi/")).count();
    assert_eq!(invitations, invited, "{papers:?}");
    for file in &papers {
        let text = Pdf::read(&run.files()[file]).text();
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        of_its_time(file, &line, time.day);
        // The name of a set ends like this.
        let own = line.replace(",...", "");
        for broken in BROKEN {
            assert!(!own.contains(broken), "`{broken}` in {file}:\n{line}");
        }
        assert!(!has_two_dots(&line), "two dots in {file}:\n{line}");
    }
}

fn of_its_time(file: &str, line: &str, day: &str) {
    let ended = ENDED.iter().filter(|(from, _)| *from <= day);
    let begun = BEGUN.iter().filter(|(from, _)| day < *from);
    for (from, all) in ended.chain(begun) {
        for name in *all {
            assert!(!names(line, name), "`{name}` (of {from}) in {file} of {day}:\n{line}");
        }
    }
}

/// Whether these words stand in a text, and not only inside another: `huyện` in `chuyện`.
pub(crate) fn names(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| !text[..at].ends_with(char::is_alphabetic))
}

/// Whether two dots stand together that are not a row of dots.
fn has_two_dots(line: &str) -> bool {
    line.match_indices("..").any(|(at, two)| {
        let (before, behind) = (&line[..at], &line[at + two.len()..]);
        !before.ends_with('.') && !behind.starts_with('.')
    })
}
