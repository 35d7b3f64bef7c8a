//! Whether a copy knows more than the archive, or something else: then it may be the better one.

use std::collections::BTreeMap;

use testigo_custody::{Admission, Checkpoint, LogId, VerifierKey, open_checkpoint};

use crate::error::{Result, StoreError};
use crate::log_files::LogFiles;
use crate::store::Store;

use super::CopiedHead;
use super::target::Target;

/// The sizes of the copy's logs; an error unless the archive contains each of them.
pub(super) fn compare(
    source: &Store,
    target: &mut Target,
    heads: &[CopiedHead],
) -> Result<BTreeMap<LogId, u64>> {
    let mut sizes = BTreeMap::new();
    let logs = target.list("log")?;
    for log in logs.iter().filter_map(|name| name.parse::<LogId>().ok()) {
        let Some(key) = key_of(source, target, log)? else {
            continue;
        };
        let Some(there) = largest_head(target, log, &key)? else {
            continue;
        };
        let here = heads.iter().find(|head| head.log == log);
        let Some(here) = here.filter(|here| here.head.size >= there.size) else {
            return Err(StoreError::CopyAhead {
                log: log.to_string(),
            });
        };
        let mut files = LogFiles::new(source.disk(), log, here.head.size);
        if files.root_at(there.size)? != there.root {
            return Err(StoreError::CopyForked {
                log: log.to_string(),
            });
        }
        sizes.insert(log, there.size);
    }
    Ok(sizes)
}

/// The key of a log that the group admitted, there or here.
fn key_of(source: &Store, target: &mut Target, log: LogId) -> Result<Option<VerifierKey>> {
    let there = target.text(&format!("log/{log}/admission"))?;
    let there = there
        .and_then(|note| Admission::open(&note, source.group_key()).ok())
        .filter(|admission| admission.log == log && admission.archive == source.archive());
    Ok(match there {
        Some(admission) => Some(admission.key),
        None => source.admission(log)?.map(|admission| admission.key),
    })
}

/// The largest head that the log signed: `checkpoint`, or one of a commit that was cut short, or of a time before
/// `checkpoint` was damaged.
fn largest_head(target: &mut Target, log: LogId, key: &VerifierKey) -> Result<Option<Checkpoint>> {
    let signed = |note: Option<String>| {
        let (_, head) = open_checkpoint(&note?, key).ok()?;
        Some(head)
    };
    let mut largest = signed(target.text(&format!("log/{log}/checkpoint"))?);
    let folder = format!("log/{log}/checkpoints");
    let names = target.list(&folder)?;
    let mut sizes: Vec<u64> = names.iter().filter_map(|name| name.parse().ok()).collect();
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    for size in sizes {
        if largest.as_ref().is_some_and(|head| head.size >= size) {
            break;
        }
        let earlier = signed(target.text(&format!("{folder}/{size}"))?);
        if let Some(earlier) = earlier.filter(|head| head.size == size) {
            largest = Some(earlier);
            break;
        }
    }
    Ok(largest)
}
