//! Searches that people gave a name: beside the library, to be opened again and to be forgotten.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::response::{Redirect, Response};
use serde::Deserialize;
use testigo_archive::{Error, Result, SavedSearch};

use super::Given;
use crate::visit::{Visit, own_place};
use crate::workspace::{Asked, Workspace};

/// What stands beside the library.
pub(crate) struct Searches {
    pub(crate) kept: Vec<Link>,
    /// Why they cannot be read, and what to do.
    pub(crate) damaged: Option<(String, String)>,
}

/// A search that can be opened.
pub(crate) struct Link {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) is_here: bool,
}

/// The searches that were kept; that they cannot be read stops nothing else.
pub(crate) fn searches(asked: &Asked<'_>, given: &Given) -> Result<Searches> {
    match asked.archive.searches() {
        Ok(kept) => Ok(Searches {
            kept: kept.into_iter().map(|search| link(search, given)).collect(),
            damaged: None,
        }),
        Err(error) if error.code == "searches_damaged" => Ok(Searches {
            kept: Vec::new(),
            damaged: Some(error.on_a_page(asked.words())),
        }),
        Err(error) => Err(error),
    }
}

fn link(search: SavedSearch, given: &Given) -> Link {
    let is_here = search.words == given.q.trim()
        && search.kind == given.kind
        && search.condition == given.condition.trim();
    let saved = Given {
        q: search.words,
        kind: search.kind,
        condition: search.condition,
        view: search.view,
        ..Given::default()
    };
    Link {
        name: search.name,
        path: saved.at(&saved.kind, &saved.view, 0),
        is_here,
    }
}

#[derive(Deserialize)]
pub(crate) struct NewSearch {
    name: String,
    #[serde(flatten)]
    given: Given,
}

/// Keeps a search.
pub(crate) async fn save(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(new): Form<NewSearch>,
) -> Response {
    let keep = move |asked: &mut Asked<'_>| {
        let NewSearch { name, given } = new;
        let there = given.at(&given.kind, &given.view, 0);
        asked.archive.save_search(SavedSearch {
            name,
            words: given.q,
            kind: given.kind,
            condition: given.condition,
            view: given.view,
        })?;
        Ok(Redirect::to(&there))
    };
    workspace.ask(&visit, keep).await
}

#[derive(Deserialize)]
pub(crate) struct Forgotten {
    /// All of them if there is none.
    name: Option<String>,
    #[serde(default)]
    back: String,
}

/// Forgets a search, or all.
pub(crate) async fn remove(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(forgotten): Form<Forgotten>,
) -> Response {
    let forget = move |asked: &mut Asked<'_>| -> std::result::Result<Redirect, Error> {
        match &forgotten.name {
            Some(name) => asked.archive.remove_search(name)?,
            None => asked.archive.forget_searches()?,
        }
        Ok(Redirect::to(own_place(&forgotten.back)))
    };
    workspace.ask(&visit, forget).await
}
