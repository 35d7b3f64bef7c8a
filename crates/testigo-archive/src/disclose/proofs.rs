//! `proof/`: what a stranger needs to check the rest (FORMAT 7, 7.1).

use std::collections::BTreeMap;

use testigo_custody::{
    Checkpoint, LogId, Note, Opening, TlogProof, VerifierKey, inclusion_path, public_key_pem,
};
use testigo_package::ProvenOpening;
use testigo_store::{LogFiles, published_head};

use crate::archive::Archive;
use crate::disclose::bag_writer::BagWriter;
use crate::disclose::exhibits::Exhibit;
use crate::disclose::selection::Disclosed;
use crate::error::{Error, Result};

/// A log as the dossier shows it.
#[derive(Debug)]
pub(crate) struct ShownLog {
    pub(crate) log: LogId,
    pub(crate) head: Checkpoint,
    pub(crate) note: String,
    key: VerifierKey,
}

impl Archive {
    /// The heads of all logs that count, in the order of ids.
    pub(crate) fn shown_logs(&mut self) -> Result<Vec<ShownLog>> {
        let mut logs = Vec::new();
        for log in self.store.logs()? {
            if self.counting_head(log)?.is_none() {
                continue;
            }
            let Some(admission) = self.store.admission(log)? else {
                continue;
            };
            if let Some((note, head)) = published_head(&self.store, log, &admission.key)? {
                logs.push(ShownLog {
                    log,
                    head,
                    note,
                    key: admission.key,
                });
            }
        }
        Ok(logs)
    }

    /// Writes everything under `proof/`.
    pub(crate) fn write_proofs(
        &self,
        bag: &mut BagWriter,
        logs: &[ShownLog],
        statements: &[Disclosed],
        exhibits: &[Exhibit],
        release: &Opening,
        release_at: (LogId, u64),
    ) -> Result<()> {
        let group = self.ring.group_verifier();
        bag.write("proof/group/vkey", format!("{group}\n").as_bytes())?;
        bag.write(
            "proof/group/key.pem",
            public_key_pem(group.public_key_bytes()).as_bytes(),
        )?;
        for log in logs {
            self.write_log(bag, log, &group)?;
        }
        let mut prover = Prover::new(self, logs);
        let mut lines = String::new();
        for disclosed in statements {
            let row = &disclosed.row;
            lines.push_str(&prover.line(row.log, row.position, &disclosed.opening)?);
        }
        bag.write("proof/openings.jsonl", lines.as_bytes())?;
        let (log, index) = release_at;
        let shown = release.showing(|_, name| name != "by");
        bag.write(
            "proof/release.json",
            prover.line(log, index, &shown)?.as_bytes(),
        )?;
        for exhibit in exhibits {
            let proof = prover.exhibit(exhibit)?;
            bag.write(
                &format!("proof/exhibits/{}.tlog-proof", exhibit.number),
                proof.as_bytes(),
            )?;
        }
        Ok(())
    }

    fn write_log(&self, bag: &mut BagWriter, shown: &ShownLog, group: &VerifierKey) -> Result<()> {
        let at = |name: &str| format!("proof/logs/{}/{name}", shown.log);
        let place = format!("log/{}/admission", shown.log);
        let admission = self.store.disk().read_text(&place)?.unwrap_or_default();
        bag.write(&at("vkey"), format!("{}\n", shown.key).as_bytes())?;
        bag.write(
            &at("key.pem"),
            public_key_pem(shown.key.public_key_bytes()).as_bytes(),
        )?;
        write_note(bag, &at("admission"), &admission, group)?;
        write_note(bag, &at("checkpoint"), &shown.note, &shown.key)
    }
}

/// A note, its signed bytes and its raw signature as files, for `openssl`.
fn write_note(bag: &mut BagWriter, name: &str, text: &str, key: &VerifierKey) -> Result<()> {
    let note = Note::parse(text).map_err(|error| Error::new("log_damaged").because(error))?;
    let signature = note
        .raw_signature_by(key)
        .ok_or_else(|| Error::new("log_damaged").with("path", name))?;
    bag.write(name, text.as_bytes())?;
    bag.write(&format!("{name}.body"), note.text.as_bytes())?;
    bag.write(&format!("{name}.sig"), &signature)?;
    Ok(())
}

/// Makes inclusion proofs against the shown heads.
struct Prover<'a> {
    files: BTreeMap<LogId, (LogFiles<'a>, &'a ShownLog)>,
}

impl<'a> Prover<'a> {
    fn new(archive: &'a Archive, logs: &'a [ShownLog]) -> Self {
        let files = logs
            .iter()
            .map(|log| {
                (
                    log.log,
                    (
                        LogFiles::new(archive.store.disk(), log.log, log.head.size),
                        log,
                    ),
                )
            })
            .collect();
        Self { files }
    }

    fn path(&mut self, log: LogId, index: u64) -> Result<Vec<testigo_custody::Digest>> {
        let (files, shown) = self
            .files
            .get_mut(&log)
            .ok_or_else(|| Error::new("log_damaged").with("path", log.to_string()))?;
        let size = shown.head.size;
        Ok(inclusion_path(index, size, &mut |level, index| {
            files.subtree(level, index)
        })?)
    }

    fn line(&mut self, log: LogId, index: u64, opening: &Opening) -> Result<String> {
        let path = self.path(log, index)?;
        let proven = ProvenOpening {
            log,
            index,
            path,
            opening: opening.clone(),
        };
        Ok(proven.to_json() + "\n")
    }

    fn exhibit(&mut self, exhibit: &Exhibit) -> Result<String> {
        let path = self.path(exhibit.log, exhibit.position)?;
        let checkpoint = self
            .files
            .get(&exhibit.log)
            .map(|(_, shown)| shown.note.clone())
            .unwrap_or_default();
        Ok(TlogProof {
            index: exhibit.position,
            path,
            checkpoint,
        }
        .to_text())
    }
}

/// Logs that hold something disclosed, or the release: the others are shown with their heads only.
pub(crate) fn opened_in(statements: &[Disclosed]) -> BTreeMap<LogId, u64> {
    let mut opened = BTreeMap::new();
    for disclosed in statements {
        *opened.entry(disclosed.row.log).or_default() += 1;
    }
    opened
}

/// Length of the inclusion path of the last entry, number `index`: one hash for each complete
/// subtree to its left (RFC 6962 section 2.1.1).
pub(crate) fn path_length_of_last(index: u64) -> u64 {
    u64::from(index.count_ones())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use testigo_custody::empty_root;

    #[test]
    fn the_path_of_the_last_entry_has_one_hash_for_each_subtree_to_its_left() {
        for index in 0..300u64 {
            let path = inclusion_path(index, index + 1, &mut |_, _| {
                Ok::<_, Infallible>(empty_root())
            });
            assert_eq!(
                path.map(|path| path.len() as u64),
                Ok(path_length_of_last(index))
            );
        }
    }
}
