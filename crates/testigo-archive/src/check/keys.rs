//! The key files of an archive: what the group listed and nothing else, unchanged. Only the one that was unlocked can
//! be opened; a flipped bit in the recovery file would else show on the day it is needed.

use std::collections::BTreeSet;

use testigo_custody::{Epoch, KeyFiles, sha256};
use testigo_package::{Code, Findings};

use super::Check;
use crate::error::Result;

const KEY_FILE_BYTES_MAX: u64 = 1 << 16;

impl Check<'_> {
    pub(super) fn check_key_files(&self, findings: &mut Findings) -> Result<()> {
        let names = self.store.disk().list("keys")?;
        // A file manager may have left something there.
        for epoch in names.into_iter().filter(|name| !name.starts_with('.')) {
            let before = findings.failures();
            let count = self.check_epoch(&epoch, findings)?;
            let detail = format!("{count} key files");
            let subject = format!("keys/{epoch}");
            findings.holds_unless_failed(before, Code::KeyFiles, subject, detail);
        }
        Ok(())
    }

    fn check_epoch(&self, epoch: &str, findings: &mut Findings) -> Result<usize> {
        let disk = self.store.disk();
        let folder = format!("keys/{epoch}");
        let group = self.store.group_key();
        let note = |name: &str| disk.read_note(&format!("{folder}/{name}"));
        let recipient = note("recipient")?.and_then(|text| Epoch::open(&text, group).ok());
        if recipient.is_none_or(|recipient| recipient.epoch.to_string() != epoch) {
            let detail = "missing, or not signed by the group for this epoch";
            findings.fails(Code::KeyFiles, format!("{folder}/recipient"), detail);
        }
        let list = note("files")?
            .and_then(|text| KeyFiles::open(&text, group).ok())
            .filter(|list| list.epoch.to_string() == epoch);
        let Some(list) = list else {
            let detail = "missing, or not signed by the group for this epoch";
            findings.fails(Code::KeyFiles, format!("{folder}/files"), detail);
            return Ok(0);
        };
        let mut names: BTreeSet<String> = disk.list(&folder)?.into_iter().collect();
        names.retain(|name| {
            std::path::Path::new(name)
                .extension()
                .is_some_and(|end| end == "age")
        });
        names.extend(list.files.keys().cloned());
        for name in &names {
            let place = format!("{folder}/{name}");
            let digest = disk
                .read(&place, KEY_FILE_BYTES_MAX)
                .ok()
                .flatten()
                .map(|bytes| sha256(&bytes));
            match (list.files.get(name), digest) {
                (None, _) => findings.fails(Code::KeyFiles, place, "not listed by the group"),
                (Some(listed), Some(digest)) if *listed == digest => {}
                (Some(_), _) => findings.fails(Code::KeyFiles, place, "missing or changed"),
            }
        }
        Ok(names.len())
    }
}
