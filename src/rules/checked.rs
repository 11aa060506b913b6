//! Compares the attendance and the check-lists that came back with what counts: the declaration,
//! and the lists of the units. A contradiction is told at its cell and changes nothing.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use crate::criteria::DossierItem;
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{
    Attendance, AttendedMember, CheckList, CheckedDossier, CheckedItem, FormProduct, Forms,
    Presence, ProductEntry, Sourced, person_key,
};
use crate::round::{Round, Session};

/// Tells what the attendance of a session, or a check-list, contradicts.
pub(super) fn check(round: &Round, forms: &Forms, findings: &mut Findings) {
    for attendance in &forms.attendances {
        let session = round.sessions.iter().find(|own| own.number == attendance.session);
        if let Some(session) = session {
            findings.extend(of_session(round, session, attendance));
        }
    }
    if forms.check_lists.is_empty() {
        return;
    }
    let listed: BTreeMap<String, &ProductEntry> = forms
        .submissions
        .iter()
        .filter_map(|list| Some((round.districts.get(list.district?)?, list)))
        .flat_map(|(unit, list)| list.entries.iter().map(|entry| (unit.name.as_str(), entry)))
        .map(|(unit, entry)| {
            (FormProduct::key_of(unit, &entry.product.value, &entry.owner.name.value), entry)
        })
        .collect();
    for checked in forms.check_lists.iter().flat_map(|list: &CheckList| &list.dossiers) {
        match listed.get(&checked.product) {
            Some(entry) => findings.extend(of_dossier(checked, entry)),
            None if checked.items.iter().any(Option::is_some) => {
                findings.push(not_listed(&checked.shown));
            }
            None => {}
        }
    }
}

/// What the attendance of a session contradicts.
fn of_session<'a>(
    round: &'a Round,
    session: &'a Session,
    attendance: &'a Attendance,
) -> impl Iterator<Item = Finding> + use<'a> {
    let members = attendance.members.iter().filter_map(|said| of_member(round, session, said));
    let time = format!("{} – {}", session.start, session.end);
    let around = [
        (&attendance.time, time, "Bắt đầu, kết thúc"),
        (&attendance.venue, session.place.clone(), "Nơi họp"),
    ];
    let around = around.into_iter().filter_map(|(said, declared, heading)| {
        let said = said.as_ref().filter(|said| text::fold(&said.value) != text::fold(&declared))?;
        Some(differs(said.place.clone(), heading, &said.value, &declared))
    });
    members.chain(around.collect::<Vec<_>>())
}

/// What is contradicted by what an attendance says of a member.
fn of_member(round: &Round, session: &Session, said: &AttendedMember) -> Option<Finding> {
    let name = &round.council.members.get(said.member)?.person.name;
    let replaced = session.replaced.iter().find(|replaced| replaced.name == *name);
    let declared = if !session.attends(name) {
        Presence::Absent
    } else if replaced.is_some() {
        Presence::Replaced
    } else if session.abstains(name) {
        Presence::Abstaining
    } else {
        Presence::Present
    };
    if said.presence.value != declared {
        let place = said.presence.place.clone();
        let found = format!("{name}: {}", said.presence.value.word().to_lowercase());
        return Some(differs(place, "Dự họp", &found, &declared.word().to_lowercase()));
    }
    let (typed, by) = (said.substitute.as_ref()?, &replaced?.by);
    (person_key(&typed.value) != person_key(by))
        .then(|| differs(typed.place.clone(), "Người dự và chấm thay", &typed.value, by))
}

/// The finding about an attendance that says something else than the declaration.
fn differs(place: Place, heading: &str, said: &str, declared: &str) -> Finding {
    let message = "Bảng điểm danh ghi khác khai báo; đợt đánh giá được tính theo khai báo.";
    Finding::new(Code::AttendanceDiffers, place, message)
        .heading(heading)
        .found(said)
        .allowed(format!("khai báo: {declared}"))
        .remedy("Đối chiếu bản có chữ ký rồi sửa khai báo (các lần chấm) hoặc bảng điểm danh.")
}

/// What a check-list contradicts in the list of the unit.
fn of_dossier(checked: &CheckedDossier, entry: &ProductEntry) -> Vec<Finding> {
    let items = DossierItem::ALL.into_iter().filter_map(|item| {
        let said = checked.items[item.index()].as_ref()?;
        let listed = entry.dossier[item.index()].as_ref()?;
        let differs = match said.value {
            CheckedItem::There => !listed.value,
            CheckedItem::Missing => listed.value,
            CheckedItem::Exempt => false,
        };
        let word = |there: bool| if there { "có" } else { "thiếu" };
        let found = word(said.value == CheckedItem::There);
        differs.then(|| {
            item_differs(&said.place, item.name(), found, word(listed.value), &listed.place)
        })
    });
    let mut findings: Vec<Finding> = items.collect();
    if let (Some(said), Some(listed)) = (&checked.samples, &entry.samples)
        && said.value != listed.value
    {
        let [found, stated] = [said.value, listed.value].map(|count| count.to_string());
        findings.push(item_differs(&said.place, "số sản phẩm mẫu", &found, &stated, &listed.place));
    }
    findings
}

/// The finding about an item of which a check-list says something else than the list.
fn item_differs(place: &Place, item: &str, said: &str, listed: &str, list: &Place) -> Finding {
    let message = "Bảng kiểm tra hồ sơ ghi khác danh sách của đơn vị; đợt đánh giá được tính theo \
                   danh sách.";
    Finding::new(Code::CheckListDiffers, place.clone(), message)
        .heading(item)
        .found(said)
        .allowed(format!("danh sách: {listed} ({list})"))
        .remedy("Đối chiếu hồ sơ rồi đề nghị đơn vị sửa danh sách, hoặc sửa bảng kiểm tra.")
}

/// The finding about a product of a check-list that no list has.
fn not_listed(shown: &Sourced<String>) -> Finding {
    let message = "Sản phẩm này của bảng kiểm tra hồ sơ không có trong danh sách nào của đợt; dòng \
                   không được đối chiếu.";
    Finding::new(Code::CheckListDiffers, shown.place.clone(), message)
        .found(&shown.value)
        .remedy("Nếu sản phẩm đã rút thì không phải làm gì; nếu đơn vị đổi tên thì lập lại bảng.")
}
