//! Which forms a round has, which of them are due, and what those that cannot be written wait for.
//!
//! A form can be written as soon as what it prints is known. It is due while somebody is waited
//! for: a list until the unit's list came in, a ballot until the member's ballot for the session
//! did, each no longer than until the council has scored.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::XlsxError;

use super::{attendance, ballot, check_list, list, names};
use crate::counting::Counted;
use crate::criteria::ProductSet;
use crate::forms::{FormIdentity, FormKind, FormProduct, product_mark, set_key};
use crate::job::WaitingForms;
use crate::round::{Member, Session};
use crate::rules::{self, Cast, Fate};
use crate::tally::ProductResult;

/// The forms of a round.
#[derive(Debug, Default)]
pub struct RoundForms<'a> {
    /// Every form that can be written: lists, ballots by session and member, attendance, check-list.
    pub forms: Vec<RoundForm<'a>>,
    /// What cannot be written yet, and why.
    pub waiting: Vec<WaitingForms>,
}

/// A form that can be written.
#[derive(Debug)]
pub struct RoundForm<'a> {
    /// What it is made from.
    pub identity: FormIdentity,
    /// Path below the outputs folder.
    pub file: String,
    /// The session of a ballot or of an attendance.
    pub session: Option<&'a Session>,
    /// Whether it is due.
    pub stage: FormStage,
}

impl RoundForm<'_> {
    /// Writes the workbook.
    ///
    /// # Errors
    ///
    /// When a text is longer than a cell may hold.
    pub fn workbook(&self, counted: &Counted<'_>) -> Result<Vec<u8>, XlsxError> {
        let Counted { round, acts, .. } = counted;
        match (self.session, self.identity.code.kind) {
            (Some(session), FormKind::Ballot) => ballot(&self.identity, round, session, acts),
            (Some(session), _) => attendance(&self.identity, round, session),
            (None, FormKind::List) => list(&self.identity, round, acts, Some(counted.communes)),
            (None, _) => check_list(&self.identity, round, acts),
        }
    }
}

impl RoundForm<'_> {
    /// Returns the path of the ballot as a PDF to print and write on; `None` for other forms.
    #[must_use]
    pub fn print_file(&self) -> Option<String> {
        let is_ballot = self.identity.code.kind == FormKind::Ballot;
        is_ballot.then(|| names::print(&self.file))
    }

    /// Tells whether this is one of the files of the form.
    #[must_use]
    pub fn has_file(&self, file: &str) -> bool {
        self.file == file || self.print_file().is_some_and(|print| print == file)
    }
}

/// How far a form is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormStage {
    /// It can be written, but nobody needs it yet.
    Early,
    /// It is due: somebody has it to fill in, or should get it.
    Due,
    /// It came back, or what it is for came in otherwise.
    Back,
    /// What it is for is over.
    Over,
}

impl<'a> RoundForms<'a> {
    /// Finds the forms of a round that was read and counted. None can be written while the
    /// declaration still has values to be filled in.
    #[must_use]
    pub fn of(counted: &Counted<'a>) -> Self {
        let mut all = Self::default();
        if let Some(open) = counted.round.still_open(|_| String::new()) {
            all.wait("tất cả biểu mẫu", open);
            return all;
        }
        let came = WhatCame::of(counted);
        all.lists(counted, &came);
        let listed = listed(counted);
        all.ballots(counted, &came, &listed);
        all.attendance(counted, &came);
        all.check_list(counted, &came, &listed);
        all
    }

    fn wait(&mut self, what: impl Into<String>, reason: impl Into<String>) {
        self.waiting.push(WaitingForms { what: what.into(), reason: reason.into() });
    }

    /// Adds a list for each unit.
    fn lists(&mut self, counted: &Counted<'a>, came: &WhatCame) {
        let Counted { round, acts, .. } = counted;
        if round.districts.is_empty() {
            self.wait(FormKind::List.name(), "khai các đơn vị gửi hồ sơ");
        }
        self.forms.extend(round.districts.iter().enumerate().map(|(index, unit)| RoundForm {
            identity: FormIdentity::of_list(round, acts, index),
            file: names::list(index, &unit.name),
            session: None,
            stage: match () {
                () if came.lists.contains(&index) => FormStage::Back,
                () if came.is_scored() => FormStage::Over,
                () => FormStage::Due,
            },
        }));
    }

    /// Adds a ballot for each member who scores in a session.
    fn ballots(&mut self, counted: &Counted<'a>, came: &WhatCame, listed: &[ListedProduct<'_>]) {
        let round = counted.round;
        if round.sessions.is_empty() {
            return self.wait("phiếu chấm điểm, bảng điểm danh", "khai các lần chấm");
        }
        let products: Vec<_> =
            listed.iter().filter(|product| product.result.is_admitted()).collect();
        if products.is_empty() {
            return self.wait(FormKind::Ballot.name(), "có sản phẩm được dự đánh giá");
        }
        for session in &round.sessions {
            for (index, member) in round.council.members.iter().enumerate() {
                if rules::scores(round, session, member) {
                    let products = for_member(counted, member, &products);
                    self.forms.extend(ballot_of(counted, came, (session, index), products));
                }
            }
        }
    }

    /// Adds the attendance of each session.
    fn attendance(&mut self, counted: &Counted<'a>, came: &WhatCame) {
        let Counted { round, acts, tally, .. } = counted;
        let meets = tally.products.iter().any(ProductResult::is_admitted);
        self.forms.extend(round.sessions.iter().map(|session| RoundForm {
            identity: FormIdentity::of_attendance(round, acts, session),
            file: names::attendance(session.number),
            session: Some(session),
            stage: match () {
                () if came.attendances.contains(&session.number) => FormStage::Back,
                () if came.sessions.contains(&session.number) => FormStage::Over,
                () if meets => FormStage::Due,
                () => FormStage::Early,
            },
        }));
    }

    /// Adds the support team's check-list of all products that were not withdrawn.
    fn check_list(&mut self, counted: &Counted<'a>, came: &WhatCame, listed: &[ListedProduct<'_>]) {
        let Counted { round, acts, .. } = counted;
        let products: Vec<_> = listed.iter().map(|product| product.form.clone()).collect();
        if products.is_empty() {
            return self.wait(FormKind::CheckList.name(), "danh sách sản phẩm của các đơn vị");
        }
        self.forms.push(RoundForm {
            identity: FormIdentity::of_check_list(round, acts, products),
            file: names::check_list(),
            session: None,
            stage: match () {
                () if came.check_list => FormStage::Back,
                () if came.is_scored() => FormStage::Over,
                () => FormStage::Due,
            },
        });
    }
}

/// Makes the ballot of a member (index in the declaration) for a session; `None` where every product
/// is closed to the member.
fn ballot_of<'a>(
    counted: &Counted<'a>,
    came: &WhatCame,
    (session, index): (&'a Session, usize),
    products: Vec<FormProduct>,
) -> Option<RoundForm<'a>> {
    if products.iter().all(|product| product.closed.is_some()) {
        return None;
    }
    let Counted { round, acts, .. } = counted;
    let name = &round.council.members[index].person.name;
    let identity = FormIdentity::of_ballot(round, acts, session, index, products);
    let is_back = came.ballots.contains(&(session.number, index))
        && !is_wanted_again(counted, &identity, (session.number, index));
    Some(RoundForm {
        identity,
        file: names::ballot(session.number, index, name),
        session: Some(session),
        stage: if is_back { FormStage::Back } else { FormStage::Due },
    })
}

/// Tells whether a member needs the ballot once more: what came back is of an older version, and
/// nothing came for a product that it lacks.
fn is_wanted_again(counted: &Counted<'_>, now: &FormIdentity, seat: (u8, usize)) -> bool {
    let returned = counted.forms.issued.iter().filter(|form| form.code.is_same_form(&now.code));
    let mut lacking: Vec<&str> = Vec::new();
    for older in returned {
        let Some(older) = &older.identity else { return false };
        lacking.extend(now.open_products_missing_in(older).iter().map(|it| it.key.as_str()));
    }
    let has_ballot = |key: &&str| {
        let casts = counted.tally.products.iter().flat_map(|product| {
            let casts = product.sessions.iter().flat_map(|session| &session.casts);
            casts.map(move |cast| (product, cast))
        });
        casts
            .filter(|(_, cast)| (cast.ballot.session, cast.ballot.member) == seat)
            .any(|(product, cast)| cast.is_given() && key_of(counted, product) == **key)
    };
    lacking.iter().any(|key| !has_ballot(key))
}

/// Returns the key of a product in forms.
fn key_of(counted: &Counted<'_>, product: &ProductResult<'_>) -> String {
    let unit = &counted.round.districts[product.district].name;
    FormProduct::key_of(unit, &product.entry.product.value, &product.entry.owner.name.value)
}

/// What came in so far.
#[derive(Debug, Default)]
struct WhatCame {
    /// Units whose list came in.
    lists: BTreeSet<usize>,
    /// Members who gave ballots, by session.
    ballots: BTreeSet<(u8, usize)>,
    /// Sessions with ballots.
    sessions: BTreeSet<u8>,
    /// Sessions whose attendance came in.
    attendances: BTreeSet<u8>,
    /// Whether the check-list came in.
    check_list: bool,
}

impl WhatCame {
    fn of(counted: &Counted<'_>) -> Self {
        let lists = counted.forms.submissions.iter().filter(|list| list.rows > 0);
        let given = |cast: &&Cast<'_>| {
            let of_another = matches!(cast.fate, Fate::Absent { .. } | Fate::Replaced { .. });
            !of_another && cast.is_given()
        };
        let casts = counted.tally.casts().chain(&counted.tally.unplaced).filter(given);
        let ballots: BTreeSet<_> =
            casts.map(|cast| (cast.ballot.session, cast.ballot.member)).collect();
        Self {
            lists: lists.filter_map(|list| list.district).collect(),
            sessions: ballots.iter().map(|(session, _)| *session).collect(),
            ballots,
            attendances: counted.forms.attendances.iter().map(|one| one.session).collect(),
            check_list: !counted.forms.check_lists.is_empty(),
        }
    }

    /// Whether the council has scored anything.
    fn is_scored(&self) -> bool {
        !self.sessions.is_empty()
    }
}

/// A product of the lists that was not withdrawn.
struct ListedProduct<'a> {
    /// How forms describe it.
    form: FormProduct,
    result: &'a ProductResult<'a>,
}

/// Describes all products that were not withdrawn, in the order of the tally.
fn listed<'a>(counted: &Counted<'a>) -> Vec<ListedProduct<'a>> {
    let mut marks: BTreeMap<(&str, &str), String> = BTreeMap::new();
    let still = counted.tally.products.iter().filter(|product| !product.is_withdrawn());
    let describe = |result: &'a ProductResult<'a>| {
        let (entry, act) = (result.entry, result.act);
        let unit = &counted.round.districts[result.district].name;
        let set = set_of(result);
        let name = set.map_or(entry.set.value.as_str(), |set| set.name.as_str());
        let mark = set.map(|set| {
            let mark = marks.entry((act.id.as_str(), set.name.as_str()));
            mark.or_insert_with(|| product_mark(set)).clone()
        });
        let (product, owner) = (&entry.product.value, &entry.owner.name.value);
        let form = FormProduct::of_unknown_set(product, owner, unit, act, name);
        ListedProduct { form: FormProduct { mark: mark.unwrap_or_default(), ..form }, result }
    };
    still.map(describe).collect()
}

/// Finds the set of a product in its act.
fn set_of<'a>(product: &'a ProductResult<'a>) -> Option<&'a ProductSet> {
    let wanted = set_key(&product.entry.set.value);
    product.act.set(|name| set_key(name) == wanted)
}

/// Returns the products as the ballots of a member hold them: those of owners with whom the member
/// has a declared conflict of interest are closed.
fn for_member(
    counted: &Counted<'_>,
    member: &Member,
    products: &[&ListedProduct<'_>],
) -> Vec<FormProduct> {
    let closed = |product: &&ListedProduct<'_>| FormProduct {
        closed: rules::conflict(counted.round, member, &product.form.owner),
        ..product.form.clone()
    };
    products.iter().map(closed).collect()
}
