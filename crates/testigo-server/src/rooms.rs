//! The rooms, and which page is where. A handler asks verbs and fills a template; no rule lives here.

mod account;
mod backup;
pub(crate) mod door;
pub(crate) mod dossier;
mod erase;
pub(crate) mod figures;
mod history;
mod home;
pub(crate) mod import;
mod item;
mod library;
mod new_record;
mod record;
pub(crate) mod review;
mod settings;
mod told;
pub(crate) mod verify;
mod vocabulary;
mod waiting;
mod which;
pub(crate) mod working;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::door::guard;
use crate::query;
use crate::upload::UPLOAD_BYTES_MAX;
use crate::workspace::Workspace;

/// Of a form without files.
const FORM_BYTES_MAX: usize = 4 << 20;

pub(crate) fn routes(workspace: Arc<Workspace>) -> Router {
    let uploads = Router::new()
        .route("/import", post(import::look_at))
        .route("/verify", post(verify::verify))
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX));
    door_and_settings()
        .merge(what_is_there())
        .merge(what_comes_in())
        .merge(what_is_made_of_it())
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .merge(uploads)
        .fallback(door::nothing_here)
        .layer(from_fn_with_state(Arc::clone(&workspace), guard))
        .with_state(workspace)
}

fn door_and_settings() -> Router<Arc<Workspace>> {
    Router::new()
        .route("/", get(home::home))
        .route("/open", get(door::open))
        .route("/unlock", get(door::ask_passphrase).post(door::unlock))
        .route("/lock", post(door::lock))
        .route("/leave", post(door::leave))
        .route("/kept", get(door::kept))
        .route("/still-here", post(door::still_here))
        .route("/work", get(working::working))
        .route("/waiting/{what}", get(waiting::waiting))
        .route("/stop", post(working::stop))
        .route("/settings", get(settings::settings))
        .route("/settings/language", post(settings::language))
        .route("/settings/mask", post(settings::mask))
        .route("/backup", get(backup::report).post(backup::copy))
        .route("/vocabulary", get(vocabulary::vocabulary))
        .route("/vocabulary/look", post(vocabulary::look))
        .route("/vocabulary/add", post(vocabulary::add))
        .route("/vocabulary/field", post(vocabulary::add_field))
        .route("/assets/{name}", get(crate::assets::asset))
}

fn what_is_there() -> Router<Arc<Workspace>> {
    Router::new()
        .route("/library", get(library::library).post(query::ask))
        .route("/library/chosen", get(library::chosen::ask))
        .route("/library/levels", post(library::chosen::set))
        .route("/library/searches", post(library::searches::save))
        .route("/library/searches/remove", post(library::searches::remove))
        .route("/record/{id}", get(record::record))
        .route("/record/{id}/history", get(history::history))
        .route("/record/{id}/claim", post(record::claim))
        .route("/record/{id}/level", post(record::level))
        .route("/record/{id}/retract", post(record::retract))
        .route("/item/{id}", get(item::item))
        .route("/item/{id}/bytes", get(crate::media::bytes))
        .route("/item/{id}/page/{number}", get(crate::drawing::picture))
        .route("/item/{id}/read", post(item::read))
        .route("/item/{id}/save", post(crate::saving::save))
        .route("/new/{kind}", get(new_record::ask).post(new_record::record))
        .route("/record/{id}/erase", get(erase::ask).post(erase::erase))
}

fn what_comes_in() -> Router<Arc<Workspace>> {
    Router::new()
        .route("/import", get(import::ask))
        .route("/import/report", get(import::report))
        .route("/import/map", post(import::map))
        .route("/import/run", post(import::run))
        .route("/import/undo", post(import::undo))
        .route("/account", get(account::ask).post(account::take))
        .route("/account/form", get(account::paper))
        .route("/account/{id}", get(account::taken))
        .route("/account/{id}/consent", post(account::answer))
        .route(
            "/account/{id}/named",
            get(account::ask_named).post(account::name),
        )
}

fn what_is_made_of_it() -> Router<Arc<Workspace>> {
    Router::new()
        .route("/review", get(review::review))
        .route("/review/judge", post(review::judge))
        .route("/review/undo", post(review::undo))
        .route("/review/link", post(review::link))
        .route("/figures", get(figures::figures).post(query::ask))
        .route("/figures/save", post(figures::save))
        .route("/figures/{id}", get(figures::saved))
        .route(
            "/figures/{id}/estimate",
            get(figures::show_estimate).post(figures::begin_estimate),
        )
        .route("/dossier", get(dossier::ask))
        .route(
            "/dossier/preview",
            get(dossier::preview).post(dossier::look),
        )
        .route("/dossier/build", post(dossier::build))
        .route("/dossier/report", get(dossier::report))
        .route("/verify", get(verify::ask))
        .route("/verify/archive", post(verify::verify_archive))
        .route("/verify/report", get(verify::report))
}
