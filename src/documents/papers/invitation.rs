//! The invitations (Giấy mời, Mẫu 1.7): one for every person and body that `round.toml` invites,
//! each with the products that concern them.

use std::collections::BTreeMap;

use careful_spreadsheet::number;
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use crate::criteria::SubmittingUnits;
use crate::documents::compose::{PaperParts, fixed, numbered, shared};
use crate::documents::facts::owner_key;
use crate::documents::model::{Align, Document, PrintedRow, PrintedTable};
use crate::documents::names::slug;
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::round::{CouncilRole, InviteeGroup, Invitees, Member, PaperKind, Person};
use crate::tally::ProductResult;

const KIND: &str = "Giấy mời";

/// Writes up all invitations; a group without anybody to invite is listed as waiting.
pub(super) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    let mut number = 0;
    for invitees in &desk.round.invitation.invitees {
        let group = group(desk, invitees);
        if group.is_empty() {
            papers.wait(
                format!("{KIND} ({})", group_name(desk, invitees.group)),
                "danh sách sản phẩm của các địa phương",
            );
        }
        for invitee in group {
            number += 1;
            papers.add(KIND, invitation(desk, &invitee, number));
        }
    }
}

fn group_name<'a>(desk: &WritingDesk<'a>, group: InviteeGroup) -> &'a str {
    match group {
        InviteeGroup::Council => "thành viên Hội đồng",
        InviteeGroup::SupportTeam => &desk.act.wording.support_team,
        InviteeGroup::Districts => "các địa phương",
        InviteeGroup::Owners => "chủ thể",
        InviteeGroup::Named => "báo chí, khách mời",
    }
}

/// A person or body that is invited. Its fields are values of the wording file.
#[derive(Serialize)]
struct Invitee<'a> {
    group: InviteeGroup,
    /// The name as printed behind “trân trọng kính mời”.
    name: String,
    /// The post; for an owner its representative.
    detail: Option<String>,
    /// The role in the meeting, as it stands within a sentence.
    role: Option<String>,
    /// How the person is addressed (`ông`, `bà`); `None` for a body.
    person: Option<String>,
    requests: Vec<String>,
    /// Names of the products that concern the invitee.
    products: Vec<&'a str>,
    /// How many owners these products have.
    owners: usize,
    #[serde(skip)]
    table: Option<PrintedTable>,
}

/// Returns everybody of one group of invitees.
fn group<'a>(desk: &WritingDesk<'a>, invitees: &'a Invitees) -> Vec<Invitee<'a>> {
    let round = desk.round;
    let team_role = format!("thành viên {}", desk.act.wording.support_team);
    let council = || round.council.members.iter().filter(|member| !signs(desk, &member.person));
    match invitees.group {
        InviteeGroup::Council => {
            council().map(|member| member_invited(desk, invitees, member)).collect()
        }
        InviteeGroup::SupportTeam => round
            .support_team
            .members
            .iter()
            .map(|member| person(invitees, member, &team_role))
            .collect(),
        InviteeGroup::Districts => districts(desk, invitees),
        InviteeGroup::Owners => {
            owners(desk).iter().map(|products| owner(desk, invitees, products)).collect()
        }
        InviteeGroup::Named => {
            invitees.names.iter().map(|name| body(invitees, name.clone())).collect()
        }
    }
}

/// Tells whether a person signs the invitations. Nobody is invited by a paper that they sign
/// themselves.
fn signs(desk: &WritingDesk<'_>, person: &Person) -> bool {
    desk.round.papers.invitation.signer.name == person.name
}

fn body(invitees: &Invitees, name: String) -> Invitee<'_> {
    Invitee {
        group: invitees.group,
        name,
        detail: None,
        role: None,
        person: None,
        requests: invitees.requests.clone(),
        products: Vec::new(),
        owners: 0,
        table: None,
    }
}

fn person<'a>(invitees: &'a Invitees, person: &Person, role: &str) -> Invitee<'a> {
    Invitee {
        detail: Some(person.post.clone()),
        role: Some(role.to_owned()),
        person: Some(person.title.to_lowercase()),
        ..body(invitees, format!("{} {}", person.title, person.name))
    }
}

/// Invites a member, with a request for each owner whose products the member must not score.
fn member_invited<'a>(
    desk: &WritingDesk<'a>,
    invitees: &'a Invitees,
    member: &Member,
) -> Invitee<'a> {
    let mut invitee = person(invitees, &member.person, role(member.role));
    let conflicts = desk
        .round
        .conflicts
        .iter()
        .filter(|conflict| conflict.member == member.person.name && !conflict.dismissed);
    invitee.requests.extend(conflicts.map(|conflict| {
        format!("Không chấm điểm sản phẩm của {} ({}).", conflict.owner, conflict.reason)
    }));
    invitee
}

/// Yields the products that come before the council; people are invited for these only.
fn admitted<'a>(desk: &WritingDesk<'a>) -> impl Iterator<Item = &'a ProductResult<'a>> {
    desk.tally.products.iter().filter(|product| product.is_admitted())
}

/// Invites the districts with products before the council, each with its products.
fn districts<'a>(desk: &WritingDesk<'a>, invitees: &'a Invitees) -> Vec<Invitee<'a>> {
    let invited = desk.round.districts.iter().enumerate().filter_map(|(index, district)| {
        let products: Vec<_> = admitted(desk).filter(|product| product.district == index).collect();
        let invitee = body(invitees, format!("Đại diện lãnh đạo UBND {}", district.name));
        (!products.is_empty())
            .then(|| concerning(invitee, &products, district_table(desk, &products)))
    });
    invited.collect()
}

/// Invites an owner with its products.
fn owner<'a>(
    desk: &WritingDesk<'a>,
    invitees: &'a Invitees,
    products: &[&ProductResult<'a>],
) -> Invitee<'a> {
    let owner = &products[0].entry.owner;
    let detail = owner.representative.as_ref().map(|name| format!("đại diện: {}", name.value));
    let invitee = Invitee { detail, ..body(invitees, owner.name.value.clone()) };
    concerning(invitee, products, owner_table(desk, products))
}

fn role(role: CouncilRole) -> &'static str {
    match role {
        CouncilRole::Chair => "Chủ tịch Hội đồng",
        CouncilRole::ViceChair => "Phó Chủ tịch Hội đồng",
        CouncilRole::Member => "thành viên Hội đồng",
    }
}

/// Returns the products of each owner, in the order of each owner's first product.
fn owners<'a>(desk: &WritingDesk<'a>) -> Vec<Vec<&'a ProductResult<'a>>> {
    let mut owners: Vec<(_, Vec<&ProductResult<'_>>)> = Vec::new();
    for product in admitted(desk) {
        let key = owner_key(product);
        match owners.iter_mut().find(|(known, _)| *known == key) {
            Some((_, products)) => products.push(product),
            None => owners.push((key, vec![product])),
        }
    }
    owners.into_iter().map(|(_, products)| products).collect()
}

fn concerning<'a>(
    invitee: Invitee<'a>,
    products: &[&ProductResult<'a>],
    table: PrintedTable,
) -> Invitee<'a> {
    let owners: std::collections::BTreeSet<_> =
        products.iter().map(|product| owner_key(product)).collect();
    Invitee {
        products: products.iter().map(|product| product.entry.product.value.as_str()).collect(),
        owners: owners.len(),
        table: Some(table),
        ..invitee
    }
}

fn owner_table(desk: &WritingDesk<'_>, products: &[&ProductResult<'_>]) -> PrintedTable {
    let rows = products.iter().zip(1..).map(|(product, number): (_, usize)| {
        let entry = product.entry;
        let cells =
            vec![number.to_string(), entry.product.value.clone(), desk.set_name(&entry.set.value)];
        PrintedRow::about(product.number, cells)
    });
    PrintedTable {
        caption: None,
        summary: "Sản phẩm của chủ thể tham gia đánh giá".into(),
        columns: vec![
            numbered(products.len(), 12),
            shared("Tên sản phẩm", 5),
            shared("Bộ sản phẩm", 5),
        ],
        rows: rows.collect(),
    }
}

fn district_table(desk: &WritingDesk<'_>, products: &[&ProductResult<'_>]) -> PrintedTable {
    // Communes propose products without scores.
    let scored = desk.act.units == SubmittingUnits::District
        || products.iter().any(|product| product.entry.score.counted().is_some());
    let rows = products.iter().zip(1..).map(|(product, number): (_, usize)| {
        let entry = product.entry;
        let mut cells =
            vec![number.to_string(), entry.product.value.clone(), entry.owner.name.value.clone()];
        if scored {
            cells.push(entry.score.counted().map(number::vietnamese).unwrap_or_default());
        }
        PrintedRow::about(product.number, cells)
    });
    let mut columns =
        vec![numbered(products.len(), 12), shared("Tên sản phẩm", 5), shared("Chủ thể", 6)];
    let level = desk.act.units.level();
    columns.extend(scored.then(|| fixed(&format!("Điểm {level}"), 22, Align::Center)));
    PrintedTable {
        caption: None,
        summary: "Sản phẩm của địa phương tham gia đánh giá".into(),
        columns,
        rows: rows.collect(),
    }
}

fn invitation(
    desk: &WritingDesk<'_>,
    invitee: &Invitee<'_>,
    number: usize,
) -> Result<WrittenPaper, Findings> {
    let file = format!("{}/{number:02}-{}.pdf", folders::INVITATIONS, slug(&invitee.name));
    let paper = desk.compose(PaperParts {
        layout: "giay-moi",
        facts: context! { invitee => Serde(invitee) },
        inserts: invitee
            .table
            .iter()
            .map(|table| ("bang-san-pham", table.clone().into()))
            .collect::<BTreeMap<_, _>>(),
        ..PaperParts::new(KIND, "giay-moi", file, &desk.round.printed(PaperKind::Invitation))
    })?;
    let document = Document { invited: Some(invitee.name.clone()), ..paper.document };
    Ok(WrittenPaper { document, ..paper })
}
