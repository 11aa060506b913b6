//! The products of the rounds, and the lists in which their units send them.

use ocop::criteria::LegalForm;
use rust_xlsxwriter::Workbook;

use super::clerk::Time;

/// A product that a unit sends, and what the council is to give it.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) unit: &'static str,
    pub(crate) name: &'static str,
    /// As both acts write it.
    pub(crate) set: &'static str,
    pub(crate) owner: &'static str,
    kind: &'static str,
    pub(crate) form: LegalForm,
    address: &'static str,
    /// The act under which it is evaluated.
    pub(crate) act: &'static str,
    /// Points around which the members' totals lie.
    pub(crate) total: u8,
    /// The highest star whose least marks every ballot reaches.
    pub(crate) least_of: u8,
    district: Option<(f64, u8)>,
    kind_of_registration: &'static str,
    old: [&'static str; 3],
    /// When its dossier was handed in; blank outside a time of transition.
    pub(crate) received: &'static str,
}

const FIRST: &str = "Lần đầu";
const UPGRADE: &str = "Nâng hạng";
const AGAIN: &str = "Đánh giá lại";

impl Sent {
    pub(crate) fn of_unit(unit: &'static str, address: &'static str, total: u8) -> Self {
        let least_of = match total {
            90.. => 5,
            70.. => 4,
            50.. => 3,
            _ => 0,
        };
        Self {
            unit,
            name: "",
            set: "",
            owner: "",
            kind: "",
            form: LegalForm::Cooperative,
            address,
            act: "",
            total,
            least_of,
            district: None,
            kind_of_registration: FIRST,
            old: [""; 3],
            received: "",
        }
    }

    /// As another product: of this name, set and owner.
    pub(crate) fn named(
        self,
        name: &'static str,
        set: &'static str,
        owner: &'static str,
        (kind, form): (&'static str, LegalForm),
    ) -> Self {
        Self { name, set, owner, kind, form, ..self }
    }

    pub(crate) fn under(self, act: &'static str) -> Self {
        Self { act, ..self }
    }

    /// The points and the star that its district gave it.
    pub(crate) fn of_district(self, points: f64, star: u8) -> Self {
        Self { district: Some((points, star)), ..self }
    }

    /// Its ballots reach the least marks of this star only.
    pub(crate) fn with_least_of(self, least_of: u8) -> Self {
        Self { least_of, ..self }
    }

    pub(crate) fn upgrading(self, star: &'static str, decision: &'static str) -> Self {
        Self { kind_of_registration: UPGRADE, old: [star, decision, ""], ..self }
    }

    pub(crate) fn again(
        self,
        star: &'static str,
        decision: &'static str,
        ends: &'static str,
    ) -> Self {
        Self { kind_of_registration: AGAIN, old: [star, decision, ends], ..self }
    }

    pub(crate) fn received(self, received: &'static str) -> Self {
        Self { received, ..self }
    }

    /// The star that an upgrade must exceed; 0 where it is none.
    pub(crate) fn to_exceed(&self) -> u8 {
        if self.kind_of_registration != UPGRADE {
            return 0;
        }
        self.old[0].trim_end_matches(" sao").parse().unwrap()
    }
}

pub(crate) fn noodles(unit: &'static str, address: &'static str, total: u8) -> Sent {
    Sent {
        name: "Miến dong Bình Lư",
        set: "Chế biến từ gạo, ngũ cốc",
        owner: "Hợp tác xã Miến dong Hoa Ban",
        kind: "Hợp tác xã",
        ..Sent::of_unit(unit, address, total)
    }
}

pub(crate) fn honey(unit: &'static str, address: &'static str, total: u8) -> Sent {
    Sent {
        name: "Mật ong hoa thảo quả",
        set: "Mật ong, mật khác và nông sản thực phẩm khác",
        owner: "Hộ kinh doanh Mật ong Rừng Già",
        kind: "Hộ kinh doanh",
        form: LegalForm::Household,
        ..Sent::of_unit(unit, address, total)
    }
}

pub(crate) fn stay(unit: &'static str, address: &'static str, total: u8) -> Sent {
    Sent {
        name: "Nghỉ dưỡng nhà sàn Mây Núi",
        set: "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch",
        owner: "Hợp tác xã Du lịch cộng đồng Mây Núi",
        kind: "HTX",
        ..Sent::of_unit(unit, address, total)
    }
}

pub(crate) fn rice(unit: &'static str, address: &'static str, total: u8) -> Sent {
    Sent {
        name: "Gạo nếp thơm",
        set: "Gạo, ngũ cốc, hạt sơ chế khác",
        owner: "Công ty cổ phần Nông sản Cánh Đồng Hồng",
        kind: "Công ty cổ phần",
        form: LegalForm::JointStock,
        ..Sent::of_unit(unit, address, total)
    }
}

pub(crate) fn cloth(unit: &'static str, address: &'static str, total: u8) -> Sent {
    Sent {
        name: "Khăn thổ cẩm",
        set: "Vải, may mặc",
        owner: "Tổ hợp tác Thổ cẩm Hoa Chàm",
        kind: "Tổ hợp tác",
        form: LegalForm::CooperativeGroup,
        ..Sent::of_unit(unit, address, total)
    }
}

pub(crate) fn spirit(unit: &'static str, address: &'static str, total: u8) -> Sent {
    Sent {
        name: "Rượu ngô men lá",
        set: "Rượu trắng",
        owner: "Hộ kinh doanh Men Lá",
        kind: "Hộ kinh doanh",
        form: LegalForm::Household,
        ..Sent::of_unit(unit, address, total)
    }
}

pub(crate) fn fish(unit: &'static str, address: &'static str, total: u8) -> Sent {
    Sent {
        name: "Cá lăng tươi phi lê",
        set: "Thịt, thủy sản, trứng, sữa tươi",
        owner: "Công ty TNHH một thành viên Thủy sản Lòng Hồ",
        kind: "Công ty TNHH một thành viên",
        form: LegalForm::OneMemberLtd,
        ..Sent::of_unit(unit, address, total)
    }
}

pub(crate) fn spice(unit: &'static str, address: &'static str, total: u8) -> Sent {
    Sent {
        name: "Thảo quả khô Dào San",
        set: "Gia vị khác (muối, hành, tỏi, tiêu,...)",
        owner: "Hợp tác xã Gia vị Núi Cao",
        kind: "Hợp tác xã",
        ..Sent::of_unit(unit, address, total)
    }
}

/// A column of a list: its heading, and the cell of a product.
type Column = (&'static str, fn(&Sent) -> String);

/// What every list has.
const ABOUT: [Column; 5] = [
    ("Tên sản phẩm", |sent| sent.name.into()),
    ("Bộ sản phẩm", |sent| sent.set.into()),
    ("Tên chủ thể", |sent| sent.owner.into()),
    ("Loại hình", |sent| sent.kind.into()),
    ("Địa chỉ", |sent| sent.address.into()),
];

/// What only some lists have: left out where no product of the round has it.
const MORE: [Column; 7] = [
    ("Tổng điểm", |sent| sent.district.map(|of| of.0.to_string()).unwrap_or_default()),
    ("Hạng sao đề nghị", |sent| {
        sent.district.map(|of| format!("{} sao", of.1)).unwrap_or_default()
    }),
    ("Hạng sao đã đạt", |sent| sent.old[0].into()),
    ("Quyết định công nhận", |sent| sent.old[1].into()),
    ("Lần đăng ký", |sent| sent.kind_of_registration.into()),
    ("Ngày hết hạn GCN", |sent| sent.old[2].into()),
    ("Ngày nộp hồ sơ", |sent| sent.received.into()),
];

/// The dossier; a service has no samples.
const DOSSIER: [Column; 5] = [
    ("Phiếu đăng ký (Mẫu 01)", |_| "x".into()),
    ("Báo cáo tự đánh giá (Mẫu 02)", |_| "x".into()),
    ("Văn bản đề nghị của UBND xã", |_| "x".into()),
    ("Báo cáo của UBND xã (Mẫu 03)", |_| "x".into()),
    ("Sản phẩm mẫu", |sent| {
        if sent.set.starts_with("Dịch vụ") { "" } else { "05 mẫu" }.into()
    }),
];

/// A workbook for each unit.
pub(crate) fn lists(time: &Time, products: &[Sent]) -> Vec<(String, Vec<u8>)> {
    let used = |column: &&Column| {
        let mut cells = products.iter().map(|sent| column.1(sent));
        cells.any(|cell| !cell.is_empty() && cell != FIRST)
    };
    let more = MORE.iter().filter(used);
    let columns: Vec<&Column> = ABOUT.iter().chain(more).chain(&DOSSIER).collect();
    let lists = time.units.iter().enumerate().map(|(index, unit)| {
        let own = products.iter().filter(|sent| sent.unit == *unit);
        let name = format!("ho-so/{:02}.xlsx", index + 1);
        (name, list(time, index + 1, unit, &columns, &own.collect::<Vec<_>>()))
    });
    lists.collect()
}

fn list(
    time: &Time,
    number: usize,
    unit: &str,
    columns: &[&Column],
    products: &[&Sent],
) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Danh sách").unwrap();
    sheet.write(0, 0, format!("UBND {}", unit.to_uppercase())).unwrap();
    let letter = format!("(Kèm theo Công văn số {number}12/UBND-KT ngày {})", time.letter);
    sheet.write(2, 0, letter).unwrap();
    sheet.write(4, 0, "TT").unwrap();
    for (at, (heading, _)) in (1..).zip(columns) {
        sheet.write(4, at, *heading).unwrap();
    }
    for (row, sent) in (5..).zip(products) {
        sheet.write(row, 0, row - 4).unwrap();
        let cells = (1..).zip(columns).map(|(at, (_, cell))| (at, cell(sent)));
        for (at, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, at, number).unwrap(),
                Err(_) => sheet.write(row, at, cell).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}
