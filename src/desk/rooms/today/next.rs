//! What comes next: one sentence, its reason, and one button.

use minijinja::{Value, context};

use super::paper_steps::named;
use super::steps::{StepState, Way};
use crate::desk::frame::Room;
use crate::desk::look::Look;
use crate::desk::standing::KnownPapers;

/// What to do, why, and the link that leads there.
fn link(head: String, why: String, button: &str, address: &str) -> Value {
    context! { head, why, button => button, address => address, post => false }
}

/// The next thing to do. `post` is the address that the button sends to; else it is a link.
pub(super) fn next(way: &Way, look: &Look, known: &KnownPapers) -> Value {
    let (errors, _) = way.errors;
    if !way.declared {
        return to_declare(errors);
    }
    if known.unreadable.is_some() {
        return to_repair();
    }
    if errors > way.lacking {
        return to_mend(way);
    }
    if errors > 0 {
        return to_complete(way);
    }
    if way.to_issue {
        return to_issue(way, look);
    }
    to_hand_on(way)
        .or_else(|| to_receive(way))
        .or_else(|| to_follow(way))
        .unwrap_or_else(|| to_end(way))
}

/// Tells whether the step whose name begins so is in this state.
fn is(way: &Way, name: &str, state: StepState) -> bool {
    way.steps.iter().any(|step| step.name.starts_with(name) && step.state == state)
}

/// The declaration cannot be used yet.
fn to_declare(errors: usize) -> Value {
    let why = "Chưa đọc được khai báo thì chưa soạn được văn bản nào. Điền trong Excel rồi lưu, trang này tự đọc lại.".to_owned();
    let head = match errors {
        0 => "Điền tiếp tệp khai báo".to_owned(),
        some => format!("Sửa {some} lỗi trong tệp khai báo"),
    };
    link(
        head,
        why,
        if errors == 0 { "Xem những chỗ còn thiếu" } else { "Xem từng lỗi" },
        Room::Faults.address(),
    )
}

/// Nobody knows what was signed and sent: nothing else is offered before that is mended.
fn to_repair() -> Value {
    let why = "Không đọc được sổ chữ ký hoặc nhật ký nên chưa biết văn bản nào đã ký, đã gửi. Nhờ người phụ trách máy tính xem tệp nêu ở dòng đỏ trên; trong khi chờ, đừng ký, đừng gửi lại.".to_owned();
    link(
        "Khôi phục sổ chữ ký, nhật ký".into(),
        why,
        "Xem các văn bản đã soạn",
        Room::Papers.address(),
    )
}

/// Only ballots have not come in yet.
fn to_complete(way: &Way) -> Value {
    let (open, all) = way.open;
    let missing = match way.ballots_missing {
        0 => "Có phiếu chưa chấm đủ sản phẩm".to_owned(),
        some => format!("Còn thiếu phiếu của {some} thành viên"),
    };
    let why = format!(
        "{missing}, nên {open} trong {all} sản phẩm chưa có kết quả. Phiếu gửi về thì thả vào trang Tệp; ai vắng mặt hoặc không chấm thì ghi vào khai báo: trang Lỗi nói ở ô nào."
    );
    let head = "Nhận nốt phiếu chấm của Hội đồng".to_owned();
    link(head, why, "Tới trang Tệp", Room::Files.address())
}

/// Something is wrong.
fn to_mend(way: &Way) -> Value {
    let (errors, files) = way.errors;
    let (open, all) = way.open;
    if let Some((list, only)) = &way.away {
        let head = if *only {
            "Lấy lại danh sách đã cất đi".to_owned()
        } else {
            format!("Lấy lại danh sách đã cất đi, rồi xem lại {errors} lỗi")
        };
        let why = format!(
            "Phiếu chấm có {} sản phẩm không có trong danh sách nào, mà {list} đã được cất đi. Lấy lại tệp ấy thì không phải sửa phiếu; cất đi là đúng thì xem từng lỗi ở trang Lỗi.",
            way.unlisted
        );
        return link(head, why, "Tới các tệp đã cất đi", "/tep/ban-cu");
    }
    let why = if way.unlisted > 0 && way.lists_missing > 0 {
        format!(
            "Phiếu chấm có {} sản phẩm không có trong danh sách nào: có thể thiếu danh sách của một đơn vị.",
            way.unlisted
        )
    } else if open > 0 {
        format!("{open} trong {all} sản phẩm chưa có kết quả; văn bản cần các kết quả đó còn chờ.")
    } else {
        "Chỗ có lỗi chưa được tính vào văn bản nào; sửa xong thì soạn văn bản.".to_owned()
    };
    let errors = errors - way.lacking;
    link(format!("Sửa {errors} lỗi ở {files} tệp"), why, "Xem từng lỗi", Room::Faults.address())
}

/// A run would make other papers.
fn to_issue(way: &Way, look: &Look) -> Value {
    let (head, why) = if way.fresh.changed().is_some() {
        let why = "Văn bản đã soạn chưa theo những chỗ vừa đổi. Soạn lại thì văn bản không đổi vẫn để nguyên, tệp đã ký số không bao giờ bị thay; bản nào đã trình, đã ký giấy, đã gửi mà nay khác thì được kể tên.".to_owned();
        ("Soạn lại văn bản", why)
    } else {
        let (issuable, kinds) = (look.report.issuable, named(look.report.kinds.iter()));
        let why = format!(
            "Lúc này lập được {issuable} văn bản: {kinds}. Soạn bao nhiêu lần cũng được: văn bản không đổi thì để nguyên, tệp đã ký số không bao giờ bị thay."
        );
        ("Soạn văn bản", why)
    };
    context! { head, why, button => "Soạn văn bản", address => "/soan", post => true }
}

/// Papers are to be looked at again, or handed over.
fn to_hand_on(way: &Way) -> Option<Value> {
    if way.overtaken > 0 {
        let head = format!("Xem lại {} văn bản nay khác bản đã trình, ký hoặc gửi", way.overtaken);
        let why = "Sau khi trình, ký hoặc gửi, văn bản được soạn lại với nội dung khác. Trang Ký và phát hành kể từng văn bản và việc cần làm.".to_owned();
        return Some(link(head, why, "Tới trang Ký", Room::Signing.address()));
    }
    if is(way, "Danh sách", StepState::Missing) {
        let why = "Chưa đơn vị nào gửi danh sách. Tệp Excel, tệp nén hay ảnh kèm theo: thả cả vào một lần.".to_owned();
        return Some(link(
            "Thả danh sách của các đơn vị vào trang Tệp".into(),
            why,
            "Tới trang Tệp",
            Room::Files.address(),
        ));
    }
    if way.to_sign > 0 {
        let mut why = if way.to_number == 0 {
            "Các văn bản này đã có số, ngày và không còn chỗ trống.".to_owned()
        } else if way.to_number == way.to_sign {
            "Các văn bản này chỉ còn để trống số, ngày, văn thư cấp sau khi ký.".to_owned()
        } else {
            format!(
                "{} văn bản chỉ còn để trống số, ngày, văn thư cấp sau khi ký; {} văn bản không còn chỗ trống.",
                way.to_number,
                way.to_sign - way.to_number
            )
        };
        if way.blank > 0 {
            why += &match &way.given {
                Some(given) => format!(
                    " {} văn bản khác còn chỗ trống. Số đã cấp rồi: bấm “Mở khai báo”, ghi {given}; lưu, đóng tệp rồi soạn lại thì chỗ trống được điền.",
                    way.blank
                ),
                None => format!(
                    " {} văn bản khác còn chỗ trống nên chưa trình được: trang Ký và phát hành nói từng văn bản chờ gì.",
                    way.blank
                ),
            };
        }
        if way.after_submission > 0 {
            why += " Quyết định trình sau Tờ trình.";
        }
        return Some(link(
            format!("Trình ký {} văn bản", way.to_sign),
            why,
            "Tới trang Ký",
            Room::Signing.address(),
        ));
    }
    None
}

/// Something is still to come in.
fn to_receive(way: &Way) -> Option<Value> {
    if way.ballots_missing > 0 {
        let why = format!(
            "Còn thiếu {} phiếu chấm; thiếu phiếu thì chưa kết luận được.",
            way.ballots_missing
        );
        return Some(link(
            "Nhận phiếu chấm của Hội đồng".into(),
            why,
            "Tới trang Tệp",
            Room::Files.address(),
        ));
    }
    if way.lists_missing > 0 && is(way, "Danh sách", StepState::Begun) {
        let why = format!("{} đơn vị chưa gửi danh sách.", way.lists_missing);
        return Some(link(
            "Chờ danh sách của các đơn vị".into(),
            why,
            "Xem ai chưa gửi",
            Room::Files.address(),
        ));
    }
    None
}

/// Papers are on their way, or something in them is blank.
fn to_follow(way: &Way) -> Option<Value> {
    if let Some(given) = &way.given {
        let head = "Ghi số, ngày đã cấp vào khai báo".to_owned();
        let why = format!(
            "{} văn bản còn chỗ trống chờ số ấy. Bấm “Mở khai báo”, ghi {given}; lưu, đóng tệp rồi soạn lại.",
            way.blank
        );
        return Some(link(head, why, "Tới trang Ký", Room::Signing.address()));
    }
    if way.handed_over > 0 {
        let head = format!("Theo dõi {} văn bản đã trình", way.handed_over);
        let why = "Ký xong thì cấp số, đóng dấu rồi gửi; xong bước nào, bấm nút của bước đó ở trang Ký và phát hành.".to_owned();
        return Some(link(head, why, "Tới trang Ký", Room::Signing.address()));
    }
    if is(way, "Khai báo", StepState::Begun) {
        let why = "Văn bản còn chỗ trống, thường là số và ngày, thì chưa ký được. Ở trang Tệp, mục Khai báo của đợt, bấm “Mở trong Excel”.".to_owned();
        return Some(link("Điền nốt khai báo".into(), why, "Tới trang Tệp", Room::Files.address()));
    }
    if way.blank > 0 {
        let head = format!("Điền nốt chỗ trống của {} văn bản", way.blank);
        let why = "Thường là số, ngày của văn bản đã ký mà văn bản sau viện dẫn. Trang Ký và phát hành kể từng chỗ.".to_owned();
        return Some(link(head, why, "Tới trang Ký", Room::Signing.address()));
    }
    None
}

/// Everything is done, or waits for people.
fn to_end(way: &Way) -> Value {
    if is(way, "Lưu hồ sơ", StepState::Done) {
        let why = "Văn bản đã phát hành và hồ sơ đã lưu.".to_owned();
        return link("Đợt này đã xong".into(), why, "Xem các văn bản", Room::Papers.address());
    }
    if [StepState::Begun, StepState::Unkept].iter().any(|state| is(way, "Lưu hồ sơ", *state)) {
        let why = "Văn bản lập được lúc này đã gửi hết. Ở cuối trang Ký và phát hành, bấm “Lưu hồ sơ lúc này”.".to_owned();
        return link("Lưu hồ sơ của đợt".into(), why, "Tới chỗ lưu hồ sơ", "/ky#luu");
    }
    let why = "Xem lại văn bản, trình ký, rồi ghi lại khi đã gửi.".to_owned();
    link("Ký và phát hành".into(), why, "Tới trang Ký", Room::Signing.address())
}
