//! Each durable step of one commit fails once, with and without its effect on the disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use testigo_custody::StatementId;
use testigo_store::fault::{Effect, Faults};
use testigo_store::{Commit, Opened, Result, append, objects, open_own_log, own_log_state};

use crate::place::{Keys, Place, ids};

const PLAIN: &[u8] = b"what the camera saw";

/// One run of a program: open, stage, append.
fn commit(
    place: &Place,
    keys: &Keys,
    first: u64,
    more: u64,
    faults: &Arc<Faults>,
) -> Result<Commit> {
    let (store, home) = place.failing(faults);
    let store = store?;
    open_own_log(&store, &home, keys.own())?;
    let staged = objects::stage(&store, &keys.ring, keys.own().log, 1, &mut &*PLAIN)?;
    let batch = keys.openings(first..first + more);
    append(&store, &home, &keys.ring, keys.own(), &batch, &[staged])
}

/// A log that grew in these batches, then one more of `more` that fails at every step in turn.
fn check(batches: &[u64], more: u64) {
    let (place, keys) = Place::new();
    let mut size = 0;
    for batch in batches {
        place.append(&keys, &keys.openings(size..size + batch), &[]);
        size += batch;
    }
    let expected = ids(&keys.openings(0..size + more));
    for effect in [Effect::NotPersisted, Effect::Persisted] {
        let mut step = 1;
        while fails_at(&place, &keys, size, &expected, step, effect) {
            step += 1;
        }
        assert!(step > 30, "a commit has more than 30 durable steps: {step}");
    }
}

/// Whether there was such a step.
fn fails_at(
    before: &Place,
    keys: &Keys,
    size: u64,
    expected: &[StatementId],
    step: u64,
    effect: Effect,
) -> bool {
    let place = before.copy();
    let more = expected.len() as u64 - size;
    let faults = Arc::new(Faults::at(step, effect));
    let reported = commit(&place, keys, size, more, &faults);
    let reached = faults.steps() >= step;
    let mut heads = BTreeMap::new();
    place.signed_heads(keys, &mut heads);

    let (store, home) = (place.store(), place.home());
    let state = own_log_state(&store, &home, keys.own()).unwrap();
    let opened = open_own_log(&store, &home, keys.own()).unwrap();
    assert_eq!(state, opened);
    let sound = if size == 0 {
        [Opened::Agreed, Opened::Completed, Opened::Absent]
    } else {
        [Opened::Agreed, Opened::Completed, Opened::Agreed]
    };
    assert!(
        sound.contains(&opened),
        "step {step} {effect:?}: {opened:?}"
    );
    let now = place.head(keys).map_or(0, |head| head.size);
    assert!(now == size || now == size + more, "{now}");
    // What only tidies up behind the checkpoint may fail unsaid: it is done when a tile fills.
    let tidies = size / 256 < (size + more) / 256;
    assert!(
        reported.is_err() == reached || (tidies && now == size + more),
        "a failed step is an error: {step} {effect:?}"
    );
    if let Ok(commit) = &reported {
        assert_eq!((commit.first, commit.size, now), (size, now, size + more));
    }
    if now > 0 {
        place.verify(keys, &expected[..usize::try_from(now).unwrap()]);
    }
    if now > size {
        place.verify_object(keys, PLAIN);
    }
    assert!(
        !store
            .disk()
            .exists(&format!("objects/tmp/{}", keys.own().log))
    );
    goes_on(&place, keys, expected, now, &mut heads);
    reached
}

/// The same again, and a little more: a new append works on what is left.
fn goes_on(
    place: &Place,
    keys: &Keys,
    expected: &[StatementId],
    now: u64,
    heads: &mut BTreeMap<u64, testigo_custody::Digest>,
) {
    let (store, home) = (place.store(), place.home());
    open_own_log(&store, &home, keys.own()).unwrap();
    let staged = objects::stage(&store, &keys.ring, keys.own().log, 1, &mut &*PLAIN).unwrap();
    // Other statements than those that were cut short: a head of a lost batch would show.
    let fresh = keys.openings(1_000_000..1_000_003);
    let commit = append(&store, &home, &keys.ring, keys.own(), &fresh, &[staged]).unwrap();
    assert_eq!(commit.first, now);
    let mut all = expected[..usize::try_from(now).unwrap()].to_vec();
    all.extend(ids(&fresh));
    place.verify(keys, &all);
    place.verify_object(keys, PLAIN);
    place.tiles_hold(keys, &all);
    place.signed_heads(keys, heads);
}

#[test]
fn the_first_commit_of_a_log() {
    check(&[], 3);
}

#[test]
fn a_commit_within_a_tile() {
    check(&[2, 1], 2);
}

#[test]
fn a_commit_that_fills_a_tile_and_joins_its_openings() {
    check(&[250, 1, 3], 2);
}

#[test]
fn a_commit_beyond_a_full_tile() {
    check(&[256, 1], 1);
}
