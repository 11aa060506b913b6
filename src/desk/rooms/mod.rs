//! The rooms of the desk: one module a room. Each has the addresses of its pages and of what can be
//! done there.

mod diary;
mod faults;
mod files;
mod papers;
mod signing;
mod start;
mod today;
mod words;

use std::sync::Arc;

use axum::Router;

pub(super) use self::files::{Arrivals, away_units, missed, sweep, told_of_folder};
pub(super) use self::papers::LightTable;
pub(super) use self::start::ADDRESS as START;
use super::serve::Desk;

/// The addresses of all rooms.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .merge(start::routes())
        .merge(today::routes())
        .merge(files::routes())
        .merge(faults::routes())
        .merge(papers::routes())
        .merge(signing::routes())
        .merge(diary::routes())
}
