//! Files that a package holds: attachments, photos, saved pages. Each is an item, stored once.

use std::io::Read;

use testigo_custody::{Digest, StatementId};
use testigo_intake::{Found, media_type};
use testigo_record::ClaimedValue;
use testigo_store::{StoreError, objects};

use super::Importing;
use super::recording::{Claims, Voice, row_number};
use crate::archive::Archive;
use crate::error::Result;
use crate::receive::claims_of_facts;

impl Archive {
    /// Receives a part of a package. What cannot be read to its end is named and left out; the package is kept anyway.
    pub(super) fn receive_part(
        &mut self,
        about: &Found,
        path: &str,
        bytes: &mut dyn Read,
        voice: Voice,
        importing: &mut Importing<'_>,
    ) -> Result<()> {
        // A path is a field of its own, which stays unless a person lets it go: as a locator it would leave.
        let about = &Found {
            locator: Some(about.locator.clone())
                .filter(|locator| locator != path)
                .unwrap_or_default(),
            ..about.clone()
        };
        importing.at_row(&about.locator);
        let log = self.own_log()?;
        importing.parts += 1;
        let staged =
            match objects::stage(&self.store, &self.ring, log, part_number(importing), bytes) {
                Ok(staged) => staged,
                Err(StoreError::Intake { .. }) => {
                    importing.reject(row_number(&about.locator), "", path, "part_unreadable");
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            };
        let (digest, size) = (staged.plaintext, staged.bytes);
        let media = media_type(&staged.first_bytes, path);
        let name = path.rsplit('/').next().unwrap_or(path);
        let mut claims: Claims = [
            ("name", name.to_owned()),
            ("path", path.to_owned()),
            ("sha256", digest.to_string()),
            ("bytes", size.to_string()),
            ("media_type", media.to_owned()),
        ]
        .map(|(field, text)| (field.to_owned(), ClaimedValue::Read(text)))
        .into();
        let (said, later) = importing.claims_of_found(about);
        claims.extend(said);
        let id = if let Some(id) = self.item_here(digest, importing)? {
            objects::discard(&self.store, &staged)?;
            if importing.fresh.values().any(|fresh| *fresh == id) {
                self.flush_import(importing)?;
            }
            let claims = self.beside_the_path(id, claims, voice)?;
            let is_receipt = claims.iter().any(|(field, _)| field == "path");
            let kind = if is_receipt { "receipt" } else { "claim" };
            self.say_more(id, kind, claims, about, voice.source, importing)?;
            id
        } else {
            if let Ok(mut sealed) = objects::open_staged(&self.store, &self.ring, &staged) {
                let said: Vec<String> = claims.iter().map(|(field, _)| field.clone()).collect();
                let facts = claims_of_facts(media, &mut sealed).into_iter();
                claims
                    .extend(facts.filter(|(field, _)| field == "capture" || !said.contains(field)));
            }
            let id = self.write_record(about, claims, voice, importing)?;
            importing.batch.staged.push(staged);
            importing.fresh.insert(digest, id);
            id
        };
        if !about.key.is_empty() {
            importing.ids.insert(about.key.clone(), id);
        }
        importing.defer(id, about, &later, voice.source);
        self.flush_if_full(importing)
    }

    /// The item with these bytes, of this batch or from before.
    fn item_here(&self, digest: Digest, importing: &Importing<'_>) -> Result<Option<StatementId>> {
        if let Some(id) = importing.fresh.get(&digest) {
            return Ok(Some(*id));
        }
        for (id, log) in self.catalog.items_with_digest(&digest.to_string())? {
            let place = objects::place_of(&self.ring, log, digest);
            if self.store.disk().exists(&place) && !self.catalog.is_retracted(id)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Without the path where this very source named one for it: a folder was received with its files before it was read.
    fn beside_the_path(&self, id: StatementId, claims: Claims, voice: Voice) -> Result<Claims> {
        let known = self.catalog.claims_of(id, 1_000, 0)?.items;
        let has_path = known.iter().any(|claim| {
            let source = claim.source.as_ref();
            claim.field == "path" && source.is_some_and(|source| source.id == voice.source)
        });
        let place = |field: &str| has_path && matches!(field, "path" | "name");
        Ok(claims
            .into_iter()
            .filter(|(field, _)| !place(field) && field != "media_type")
            .collect())
    }
}

/// Staged objects of one run have names of their own; those of `add` count from 1.
fn part_number(importing: &Importing<'_>) -> u64 {
    1_000_000_000 + importing.parts
}
