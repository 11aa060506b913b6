//! The room “Hôm nay”: the way of the round, what is done, what waits and why, and what comes next.

mod next;
mod paper_steps;
mod steps;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use minijinja::context;
use serde::Deserialize;

use self::next::next;
use self::steps::Way;
pub(in crate::desk::rooms) use self::steps::lacking;
use crate::desk::clock;
use crate::desk::frame::{self, Room};
use crate::desk::fresh::ChangedSince;
use crate::desk::ids;
use crate::desk::look::{Look, WaitingProduct};
use crate::desk::rooms::signing::declaration_id;
use crate::desk::serve::{Desk, Open, OpenToWrite};
use crate::desk::standing;
use crate::desk::worker::Task;
use crate::finding::Severity;
use crate::tally::ProductOutcome;

/// How many products without a result the page names.
const WAITING: usize = 4;

/// How many events of the diary the page shows.
const LATEST: usize = 3;

/// The addresses of the room.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new().route(Room::Today.address(), get(show)).route("/soan", post(issue))
}

async fn show(State(desk): State<Arc<Desk>>, Open(round): Open) -> Html<String> {
    let Some(look) = round.look() else {
        return frame::page(&desk, &round, Room::Today, "chua-xem.html", context! {});
    };
    let known = standing::known(&round);
    let way = Way::of(&round, &look, &known);
    let steps = way.steps.iter().zip(1..).map(|(step, number)| {
        context! {
            number,
            name => step.name,
            address => step.address,
            class => step.state.class(),
            sign => step.state.sign(),
            mark => step.state.mark(),
            state => step.state.name(),
            told => step.told.as_str(),
        }
    });
    let happened = known.events.iter().rev().take(LATEST).map(|event| {
        let (day, hour) = event.day_and_hour();
        context! { at => event.at.as_str(), hour, day, what => event.what.as_str() }
    });
    let values = context! {
        day => clock::day(crate::desk::now().date()),
        next => next(&way, &look, &known),
        declare => way.given.as_ref().and_then(|_| declaration_id(&round)),
        // The forms for lists are offered as long as no list is there.
        forms => way.lists_wanted,
        changed => way.fresh.changed().map(ChangedSince::shown),
        steps => steps.collect::<Vec<_>>(),
        results => results(&look),
        unreadable => known.unreadable.as_deref(),
        happened => happened.collect::<Vec<_>>(),
    };
    frame::page(&desk, &round, Room::Today, "hom-nay.html", values)
}

/// How the products came out: count, class of the bar, words, and percentages for the bar.
fn results(look: &Look) -> Option<minijinja::Value> {
    let outcomes = &look.read.as_ref()?.outcomes;
    let count = |is: fn(&ProductOutcome) -> bool| outcomes.iter().filter(|one| is(one)).count();
    let recognised = count(|one| {
        matches!(one, ProductOutcome::Recognised { .. } | ProductOutcome::ProposedToMinistry { .. })
    });
    let below = count(|one| {
        matches!(one, ProductOutcome::NotRecognised { .. } | ProductOutcome::KnockedOut { .. })
    });
    let refused = count(|one| matches!(one, ProductOutcome::NotAdmitted { .. }));
    let withdrawn = count(|one| matches!(one, ProductOutcome::Withdrawn { .. }));
    let (all, unread) = (outcomes.len(), steps::listed_products(look.read.as_ref()?));
    let unread = unread - all;
    let open = all - recognised - below - refused - withdrawn;
    // Also what has a fault in its file is not admitted, until the fault is mended.
    let (refused_class, refused_words) = if look.report.findings.count(Severity::Error) > 0 {
        ("pending", "chưa được tính vì tệp còn lỗi, hoặc không đủ điều kiện")
    } else {
        ("refused", "không đủ điều kiện nên không được đánh giá")
    };
    let kinds = [
        (recognised, "admitted", "đạt sao để công nhận hoặc đề nghị Trung ương"),
        (below, "refused", "chưa đạt"),
        (open, "pending", "chưa có kết quả"),
        (refused, refused_class, refused_words),
        (withdrawn, "refused", "đã rút"),
        (unread, "pending", "chưa đọc được thành một sản phẩm: xem trang Lỗi"),
    ];
    let all = all + unread;
    let mut at = 0;
    let shown = kinds.into_iter().filter(|(count, ..)| *count > 0).map(|(count, class, words)| {
        let hundredths = |part: usize| part * 10_000 / all.max(1);
        let percent =
            |part: usize| format!("{}.{:02}", hundredths(part) / 100, hundredths(part) % 100);
        let kind = context! { count, class, words, x => percent(at), width => percent(count) };
        at += count;
        kind
    });
    let kinds: Vec<_> = shown.collect();
    let read = look.read.as_ref()?;
    // Before the council scores, no product has a result.
    let waiting: &[_] = if read.forms.ballots.is_empty() { &[] } else { &read.waiting };
    let product =
        |one: &WaitingProduct| context! { number => one.number, name => one.name.as_str() };
    // Those that wait for the same are told together.
    let shown = &waiting[..waiting.len().min(WAITING)];
    let alike = shown.chunk_by(|one, next| one.why == next.why).map(|alike| {
        let products: Vec<_> = alike.iter().map(product).collect();
        context! { products, why => alike[0].why.as_str() }
    });
    let waiting_shown: Vec<_> = alike.collect();
    let more = waiting.len() - shown.len();
    Some(context! { all, kinds, waiting => waiting_shown, more }).filter(|_| all > 0)
}

/// From where papers are made.
#[derive(Deserialize)]
struct Asked {
    /// Short name of the unit whose page of sending back asks for the letter.
    don_vi: Option<String>,
}

/// Makes the papers.
async fn issue(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Form(asked): Form<Asked>,
) -> Response {
    round.ask(Task::Issue(desk.who.user.clone()));
    match asked.don_vi {
        Some(unit) => Redirect::to(&format!("/loi/gui-lai/{}#cong-van", ids::short(&unit))),
        None => Redirect::to(Room::Papers.address()),
    }
    .into_response()
}
