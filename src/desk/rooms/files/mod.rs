//! The room “Tệp”.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use minijinja::context;

use crate::desk::frame::{self, Room};
use crate::desk::serve::{Desk, Open};

/// The addresses of the room.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new().route(Room::Files.address(), get(show))
}

async fn show(State(desk): State<Arc<Desk>>, Open(round): Open) -> Html<String> {
    frame::page(&desk, &round, Room::Files, "tep.html", context! {})
}
