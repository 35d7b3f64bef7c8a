//! The entities `TestigoClaim` of an export of ours: each value of each record. Where they are, the other entities say the same
//! in the words of `FollowTheMoney`, and are passed over.

use super::{Json, LISTS, Piece, each_piece, is_entity, texts_of};
use crate::foreign::claims::{ClaimLine, Records};
use crate::foreign::output::{Output, Stop};
use std::io::Read;

const SCHEMA: &str = "TestigoClaim";

/// Whether a file has them, and what was taken from them.
#[derive(Default)]
pub(super) struct Claims {
    pub(super) are_there: bool,
    records: Records,
}

impl Claims {
    /// Looks through a file before it is read.
    pub(super) fn look_for(&mut self, bytes: Box<dyn Read>) -> Result<(), Stop> {
        each_piece(bytes, &LISTS, &mut |piece| {
            if let Piece::Element(json) = piece {
                self.are_there |= is_claim(&json);
            }
            Ok(())
        })
    }

    pub(super) fn take(
        &mut self,
        row: u64,
        json: &Json,
        output: &mut Output<'_>,
    ) -> Result<(), Stop> {
        if !is_claim(json) {
            return Ok(());
        }
        let text = |name: &str| {
            let value = json.get("properties").and_then(|all| all.get(name));
            let first = value.and_then(|value| texts_of(value).into_iter().next());
            first.unwrap_or_default()
        };
        let line = ClaimLine {
            record: text("record"),
            kind: text("kind"),
            field: text("field"),
            value: text("value"),
            unread: text("unread"),
        };
        self.records.take(row, &line, output)
    }

    pub(super) fn finish(self, output: &mut Output<'_>) -> Result<(), Stop> {
        self.records.finish(output)
    }
}

fn is_claim(json: &Json) -> bool {
    is_entity(json) && json.get("schema").and_then(Json::text).as_deref() == Some(SCHEMA)
}
