//! Tells lost votes at the member's ballot that is of an older version: made before the product came
//! into the round.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding, Findings, Name, Place};
use crate::forms::{FormKind, FormProduct, Forms, ReturnedForm};
use crate::round::Round;
use crate::rules::votes::listed;
use crate::rules::{Judgement, LostVote, LostVoteEffect};

/// Tells lost votes at ballots of older versions, and returns the votes that are told so.
pub(super) fn tell(
    round: &Round,
    forms: &Forms,
    judgement: &Judgement<'_>,
    findings: &mut Findings,
) -> BTreeSet<LostVote> {
    let ballots = || forms.issued.iter().filter(|form| form.code.kind == FormKind::Ballot);
    let mut of_forms: BTreeMap<(&Name, bool), Vec<LostVote>> = BTreeMap::new();
    for vote in &judgement.lost {
        let candidate = &judgement.candidates[vote.candidate];
        let unit = &round.districts[candidate.district].name;
        let (product, owner) = (&candidate.entry.product.value, &candidate.entry.owner.name.value);
        let key = FormProduct::key_of(unit, product, owner);
        let mut own = ballots().filter(|form| is_of(form, vote));
        let Some(first) = own.next() else { continue };
        if lacks(first, &key) && own.all(|form| lacks(form, &key)) {
            let waits = vote.want != LostVoteEffect::Nothing;
            of_forms.entry((&first.place.file, waits)).or_default().push(*vote);
        }
    }
    // That no member has a ballot for a product is told at the product, unless all have old forms.
    let told: BTreeSet<LostVote> = of_forms.values().flatten().copied().collect();
    let elsewhere = judgement.lost.iter().filter(|lost| !told.contains(lost));
    let elsewhere: BTreeSet<usize> = elsewhere.map(|lost| lost.candidate).collect();
    let whole = |vote: &LostVote| {
        vote.want != LostVoteEffect::WaitsForAll || !elsewhere.contains(&vote.candidate)
    };
    let told: BTreeSet<LostVote> = told.iter().copied().filter(whole).collect();
    for ((file, waits), votes) in of_forms {
        let votes: Vec<_> = votes.into_iter().filter(|vote| told.contains(vote)).collect();
        findings.extend(older(judgement, file, &votes, waits));
    }
    told
}

/// Whether a form is the ballot from which a vote should have come.
fn is_of(form: &ReturnedForm, vote: &LostVote) -> bool {
    form.code.session == Some(vote.session)
        && form.code.who.is_some_and(|who| usize::from(who) == vote.member + 1)
}

/// Whether a form was made without a product. Of a form of which only the printed code is left,
/// nobody knows.
fn lacks(form: &ReturnedForm, key: &str) -> bool {
    let identity = form.identity.as_ref();
    identity.is_some_and(|identity| identity.products.iter().all(|product| product.key != key))
}

/// The finding about a ballot that lacks the products of these votes.
fn older(
    judgement: &Judgement<'_>,
    file: &Name,
    votes: &[LostVote],
    waits: bool,
) -> Option<Finding> {
    if votes.is_empty() {
        return None;
    }
    let names = votes.iter().map(|vote| &judgement.candidates[vote.candidate].entry.product.value);
    let names: Vec<&str> = names.map(String::as_str).collect();
    let (code, message) = if waits {
        let message = "Phiếu này là bản cũ, phát trước khi có thêm sản phẩm, nên thành viên chưa \
                       chấm sản phẩm đó; sản phẩm chờ.";
        (Code::BallotOlderWaits, message)
    } else {
        let message = "Phiếu này là bản cũ, phát trước khi có thêm sản phẩm, nên thành viên chưa \
                       chấm sản phẩm đó; điểm trung bình chỉ tính trên các phiếu đã có.";
        (Code::BallotOlder, message)
    };
    let mut finding = Finding::new(code, Place::file(file.clone()), message)
        .found(format!("thiếu {}", listed(&names)))
        .remedy(
            "Gửi thành viên bản mới của phiếu (ở bieu-mau trong thư mục kết quả) để chấm riêng sản \
             phẩm còn thiếu, rồi để cả hai tệp trong thư mục đầu vào.",
        );
    if waits {
        for name in &names {
            finding.hold(name);
        }
    }
    Some(finding)
}
