//! Why a paper does not go on, in words for the desk: its buttons, its fields and the cells of the
//! declaration, where the command speaks of commands and of lines of `round.toml`.

use pdf_signature::OfficeMessage as _;

use crate::declaration;
use crate::desk::round::OpenRound;
use crate::round::Round;
use crate::signing::{NumberObstacle, Obstacle};

/// What happened, and what to do. `signers` are the names of those who sign the paper, where it is
/// known.
pub(super) fn told(round: &OpenRound, obstacle: &Obstacle, signers: &[String]) -> (String, String) {
    let look = round.look();
    let settings = look.as_ref().and_then(|look| look.read.as_ref()).map(|read| &read.round);
    in_words(settings, obstacle, signers)
}

fn in_words(settings: Option<&Round>, obstacle: &Obstacle, signers: &[String]) -> (String, String) {
    let reworded = |text: String| match settings {
        Some(settings) => settings.spelling.reword(&text),
        None => text,
    };
    let sentence = match obstacle {
        Obstacle::Number(NumberObstacle::OtherThanDeclared { declared, asked }) => {
            format!("Khai báo ghi {declared}, còn lần này cấp {asked}.")
        }
        other => reworded(other.sentence()),
    };
    let remedy = match obstacle {
        Obstacle::OtherOfficial(_) => other_official(settings, signers),
        Obstacle::Number(obstacle) => {
            number(obstacle).map_or_else(|| reworded(obstacle.remedy()), str::to_owned)
        }
        obstacle => fixed(obstacle).map_or_else(|| reworded(obstacle.remedy()), str::to_owned),
    };
    (sentence, remedy)
}

/// What to do with a paper under which the certificate of somebody else stands.
fn other_official(settings: Option<&Round>, signers: &[String]) -> String {
    let declared = settings.map_or(declaration::FILE, |settings| settings.spelling.file());
    let cells = settings.into_iter().flat_map(|settings| {
        let cell = |name: &String| {
            let (sheet, cell) =
                settings.spelling.cell_of_item("signing.officials", name, "certificate")?;
            Some(format!("trang “{sheet}”, ô {cell} (chứng thư số của {name})"))
        };
        signers.iter().filter_map(cell)
    });
    let cells: Vec<String> = cells.collect();
    let at = if cells.is_empty() {
        "cột “Chứng thư số” của bảng “Người ký”, trang “Ký số”".to_owned()
    } else {
        cells.join("; ")
    };
    format!(
        "Không dùng tệp này khi chưa rõ ai ký: hỏi lại người ký. Ký nhầm chứng thư thì ký lại. Chứng \
         thư của người ký đã đổi thì mở {declared} trong Excel (trang Tệp, nút “Mở trong Excel”), sửa \
         {at}, lưu, rồi thả lại tệp này."
    )
}

/// What to do on the desk; `None` where it is the same everywhere.
fn fixed(obstacle: &Obstacle) -> Option<&'static str> {
    Some(match obstacle {
        Obstacle::NoRecord | Obstacle::RunUnfinished | Obstacle::MadeAnew(_) => {
            "Bấm “Soạn văn bản” ở trang Hôm nay, xem lại văn bản mới rồi ký bản đó."
        }
        Obstacle::NotInRecord => {
            "Xem có đúng tệp của đợt này không; tệp chỉ có ảnh chụp trang thì không so được. Tệp để ký \
             lấy ở nút “Xem, in” của văn bản đó, trang Ký và phát hành."
        }
        Obstacle::NotInBook => {
            "Dùng tệp đã ký còn nguyên trong da-ky hoặc ban-hanh; chưa ký thì bấm “Ký số…” ở văn bản \
             đó, trang Ký và phát hành."
        }
        Obstacle::Outdated => {
            "Không đóng dấu bản cũ. Ký bản mới: nút “Ký số…” ở văn bản đó, trang Ký và phát hành."
        }
        Obstacle::NotCompared(_) => {
            "Mở trang Lỗi xem khai báo, hồ sơ còn đọc được không, rồi thả lại tệp này."
        }
        Obstacle::FirstSignature(_) => {
            "Không đóng dấu, không gửi tệp này; để người có thẩm quyền ký lại: nút “Ký số…” ở văn bản \
             đó, trang Ký và phát hành."
        }
        Obstacle::OtherSigner(_) => {
            "Hỏi lại người ký. Đúng là chứng thư của người ấy, của cơ quan ấy thì đánh dấu vào ô “Đã \
             hỏi” rồi bấm “Đã xem, cất tệp này”; không thì để đúng người ký lại."
        }
        Obstacle::ChangedAfter(_) => {
            "Dùng tệp còn nguyên mà chương trình đã ghi ở thư mục da-ky, da-cap-so."
        }
        Obstacle::Blanks(_) => {
            "Điền vào khai báo rồi lưu, bấm “Soạn văn bản” ở trang Hôm nay, ký bản mới."
        }
        Obstacle::NoRoot => {
            "Ghi tên tệp chứng thư gốc vào ô “Chứng thư gốc được tin”, trang “Ký số” của khai báo, rồi \
             lưu và thả lại."
        }
        Obstacle::NoNumber => "Bấm “Cấp số” ở văn bản đó, trang Ký và phát hành.",
        _ => return None,
    })
}

/// The same for numbers.
fn number(obstacle: &NumberObstacle) -> Option<&'static str> {
    Some(match obstacle {
        NumberObstacle::NumberUnknown => {
            "Ghi số đầu tiên vào ô “Số” rồi bấm “Cấp số”; các số sau tự nối theo."
        }
        NumberObstacle::NotRead => "Xem trên trang rồi ghi vào hai ô “Số”, “Ngày”.",
        NumberObstacle::OtherMonth(..) => {
            "Ghi ngày trong tháng ấy; nếu văn bản phải ban hành sang tháng khác thì sửa tháng trong \
             khai báo, bấm “Soạn văn bản” và ký lại."
        }
        NumberObstacle::OtherDay(..) => "Ghi đúng ngày đã in trên văn bản vào ô “Ngày”.",
        NumberObstacle::NotSigned(None) => {
            "Để người có thẩm quyền ký trước: nút “Ký số…” ở văn bản đó; ký xong mới cấp số."
        }
        NumberObstacle::Numbered(_, Some(_)) => {
            "Không cấp lại; đóng dấu vào tệp đã có số đó. Cấp nhầm mà chưa đóng dấu thì mở “Cấp nhầm \
             số?” ở văn bản đó, trang Ký và phát hành."
        }
        NumberObstacle::NotGiven(_) => {
            "Mở sổ văn bản (so-van-ban.xlsx) xem; văn bản chưa có số thì dùng nút “Cấp số”."
        }
        NumberObstacle::OtherThanDeclared { .. } => {
            "Số đúng là số nào thì dùng số đó: cấp đúng như khai báo, hoặc sửa khai báo (các văn bản \
             viện dẫn in theo khai báo), lưu, bấm “Soạn văn bản” rồi cấp số."
        }
        NumberObstacle::OtherThanShown { .. } => {
            "Để hai ô “Số”, “Ngày” như đã đọc trên trang; trang ghi sai thì không cất tệp này, cấp số \
             lại trên bản đã ký."
        }
        NumberObstacle::OutOfOrder(..) => {
            "Ghi ngày khác vào ô “Ngày”; ngày họp hay ngày của văn bản kia khai sai thì sửa khai báo, \
             lưu rồi bấm “Soạn văn bản”."
        }
        NumberObstacle::ShownOtherwise(..) | NumberObstacle::OtherThanRegistered(..) => {
            "Không ký, không đóng dấu tệp này: có người đã sửa số, ngày. Dùng tệp còn nguyên ở thư mục \
             da-cap-so."
        }
        NumberObstacle::NotRegistered(_) => {
            "Bấm “Cấp số” ở văn bản đó, trang Ký và phát hành. Số cấp trên máy khác thì đem về cả thư \
             mục kết quả của máy đó, có so-chu-ky.json."
        }
        NumberObstacle::BookLost => {
            "Đem so-chu-ky.json về thư mục kết quả, lấy từ bản sao hoặc hồ sơ lưu. Không còn bản nào \
             thì chuyển so-van-ban.xlsx đi nơi khác, rồi ghi số tiếp theo sổ ấy vào ô “Số”."
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_command_and_no_line_of_the_settings_is_named_on_the_desk() {
        let name = || "Lò Minh Khánh".to_owned();
        let given = || "số 15/QĐ-UBND".to_owned();
        let numbers = [
            NumberObstacle::NumberUnknown,
            NumberObstacle::NotRead,
            NumberObstacle::NotSigned(None),
            NumberObstacle::Numbered(given(), Some("a.pdf".into())),
            NumberObstacle::NotGiven(3),
            NumberObstacle::OtherThanDeclared { declared: given(), asked: given() },
            NumberObstacle::OtherThanShown { shown: given(), asked: given() },
            NumberObstacle::OutOfOrder("Sai thứ tự.".into(), None),
            NumberObstacle::OtherThanRegistered(given(), given()),
            NumberObstacle::NotRegistered(given()),
            NumberObstacle::OtherFile(given(), name()),
            NumberObstacle::SameNumber(given()),
            NumberObstacle::BookLost,
            NumberObstacle::RegisterKept(name()),
        ];
        let obstacles = [
            Obstacle::NoRecord,
            Obstacle::RunUnfinished,
            Obstacle::NotInRecord,
            Obstacle::NotInBook,
            Obstacle::Outdated,
            Obstacle::MadeAnew(vec!["round.toml".into()]),
            Obstacle::NotCompared(name()),
            Obstacle::OfficialFirst(None),
            Obstacle::FirstSignature(name()),
            Obstacle::OtherOfficial(name()),
            Obstacle::OtherSigner(vec![name()]),
            Obstacle::Blanks(vec![name()]),
            Obstacle::NoRoot,
            Obstacle::NoNumber,
        ];
        for obstacle in numbers.into_iter().map(Obstacle::from).chain(obstacles) {
            let (what, remedy) = in_words(None, &obstacle, &[]);
            for text in [&what, &remedy] {
                assert!(!text.is_empty(), "{obstacle:?}");
                for raw in ["`", "--", "[signing]", "certificate", "lệnh này"] {
                    assert!(!text.contains(raw), "{raw}: {text}");
                }
            }
        }
    }
}
