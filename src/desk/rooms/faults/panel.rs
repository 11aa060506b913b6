//! The panel of a finding: what is wrong, what is allowed, what to do, and what waits for it.

use minijinja::{Value, context};

use super::listing::{Asked, Listing, sign};
use super::open::can_open;
use super::subject::{cut, spot, upper};
use super::told;
use crate::declaration;
use crate::desk::ids;
use crate::desk::rooms::words::{for_file, for_page, quoted};
use crate::finding::{Code, Finding, Severity, catalogue};
use crate::ledger::REGISTER;
use crate::page::FindingOrigin;

/// How many names or links a line of the panel holds.
const NAMED: usize = 8;

/// Most characters of a message or a value.
const LONG: usize = 1200;

/// From how many characters on what is allowed is folded.
const ALLOWED: usize = 240;

/// Returns the panel of a finding. `order` is the way through the list.
pub(super) fn panel(listing: &Listing<'_>, at: usize, order: &[usize], asked: &Asked) -> Value {
    let item = &listing.items[at];
    let finding = item.finding;
    let (class, mark, word) = sign(finding.severity());
    let about = listing.subjects.about(finding).map(|about| cut(about, 120));
    let place = match (finding.code, &finding.place.sheet) {
        (Code::RoundUnfilled, Some(sheet)) => format!("Trang “{sheet}”"),
        _ => upper(&spot(&finding.place)),
    };
    let carried = asked.carried('?');
    let number = order.iter().position(|one| *one == at);
    let beside = |step: isize| {
        let next = number?.checked_add_signed(step)?;
        let other = &listing.items[*order.get(next)?];
        Some(format!("/loi/{}{carried}", other.id))
    };
    let title = catalogue::of(finding.code).title;
    let message = Some(finding.message.as_str()).filter(|message| *message != title);
    let value = |text: &Option<String>| text.as_deref().map(|text| cut(&quoted(text), LONG));
    let is_sent = item.origin.kind() != "round";
    let remedy = finding
        .remedy
        .as_deref()
        .map(|remedy| cut(&if is_sent { for_file(remedy) } else { for_page(remedy) }, LONG));
    // A declaration that is a text has values of its own for the words of the workbook.
    let allowed = value(&finding.allowed).map(|all| declaration::worded(&all));
    // A long list of what is allowed would push the cell off the page.
    let folded = allowed.as_deref().filter(|all| all.chars().count() > ALLOWED);
    let folded = folded.map(|all| cut(all, ALLOWED / 2));
    let to_do = order.iter().filter(|at| listing.items[**at].finding.accepted.is_none()).count();
    context! {
        id => &item.id,
        class, mark, word,
        place => match (finding.code, about) {
            (Code::RoundUnfilled, _) | (_, None) => place.clone(),
            (Code::DistrictSilent, _) => "Khai báo của đợt".to_owned(),
            (_, Some(about)) => format!("{place} · {about}"),
        },
        title,
        message => message.map(|message| cut(&for_page(message), LONG)),
        found => value(&finding.found),
        found_name => match finding.code {
            Code::RoundUnfilled => "Các ô",
            Code::DistrictSilent => "Chưa gửi",
            Code::CriteriaUnverified => "Chưa rõ",
            _ => "Đang có",
        },
        allowed,
        folded,
        register => remedy.as_deref().is_some_and(|remedy| remedy.contains(REGISTER)),
        remedy,
        holds => holds(finding),
        alike => alike(listing, at, &carried),
        accepted => finding.accepted.as_ref().map(|accepted| context! {
            reason => &accepted.reason,
            by => &accepted.by,
            day => crate::round::short_date(accepted.date),
        }),
        may_accept => finding.accepted.is_none() && finding.severity() == Severity::Warning,
        // Those that were accepted come last and are not counted.
        of => number.map(|number| match finding.accepted {
            None => format!("{} / {to_do}", number + 1),
            Some(_) => "đã chấp nhận".to_owned(),
        }),
        previous => beside(-1),
        next => beside(1),
        // What is not verified of the criteria does not stand in the declaration.
        opens => can_open(&finding.place.file)
            .filter(|_| finding.code != Code::CriteriaUnverified),
        unit => unit(listing, item.origin),
        letter => letter(listing, finding),
        file_id => ids::of(&finding.place.file),
        origin => item.origin.kind(),
    }
}

/// The products that wait for a finding: the first ones, and how many more.
fn holds(finding: &Finding) -> Option<String> {
    let names: Vec<&str> = finding.holds.iter().take(NAMED).map(String::as_str).collect();
    let more = match finding.holds.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" và {more} sản phẩm nữa"),
    };
    (!names.is_empty()).then(|| names.join(", ") + &more)
}

/// Links to the other findings of the same sheet, or of the same file where it has no sheets.
fn alike(listing: &Listing<'_>, at: usize, carried: &str) -> Value {
    let place = &listing.items[at].finding.place;
    let is_beside = |(other, item): &(usize, &super::listing::Item<'_>)| {
        let there = &item.finding.place;
        *other != at
            && item.finding.accepted.is_none()
            && (&there.file, &there.sheet) == (&place.file, &place.sheet)
    };
    let all: Vec<_> = listing.items.iter().enumerate().filter(is_beside).collect();
    let links = all.iter().take(NAMED).map(|(_, item)| {
        let (_, mark, word) = sign(item.finding.severity());
        context! {
            mark, word,
            spot => spot(&item.finding.place),
            title => catalogue::of(item.finding.code).title,
            address => format!("/loi/{}{carried}", item.id),
        }
    });
    context! { links => links.collect::<Vec<_>>(), more => all.len().saturating_sub(NAMED) }
}

/// The unit to which a file can be sent back.
fn unit(listing: &Listing<'_>, origin: FindingOrigin) -> Option<Value> {
    let FindingOrigin::District(index) = origin else { return None };
    let name = listing.subjects.unit(index)?;
    // Notes alone ask for nothing.
    let mut theirs = listing.open().filter(|item| item.origin == origin);
    theirs.find(|item| item.finding.severity() > Severity::Note)?;
    Some(context! { id => ids::of(name), name })
}

/// Whom a text about a file of ballots is for; `None` for any other file.
pub(super) fn addressee<'a>(listing: &Listing<'a>, file: &str) -> Option<&'a str> {
    match listing.subjects.scorer(file) {
        Some((person, _)) => Some(&person.name),
        None => listing.subjects.is_of_nobody(file).then_some("thành viên Hội đồng"),
    }
}

/// The text for the member whose ballots a file holds.
fn letter(listing: &Listing<'_>, finding: &Finding) -> Option<Value> {
    let file = &finding.place.file;
    let name = addressee(listing, file)?;
    let member = listing.subjects.scorer(file);
    let all = listing.open().map(|item| item.finding).filter(|one| one.place.file == *file);
    let findings: Vec<&Finding> = all.filter(|one| one.severity() > Severity::Note).collect();
    if findings.is_empty() {
        return None;
    }
    let told = told::to_member(member, file, &findings);
    Some(context! { name, text => told.text, rest => told.rest })
}
