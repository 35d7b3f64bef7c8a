//! Codes, free text and quantities.

use std::collections::BTreeSet;

use super::Level;
use crate::similarity::{Lettered, is_one_edit, similarity_from};

/// From "same" to "different".
pub(super) const CODE_LEVELS: [&str; 4] = ["same", "typing", "close", "different"];
/// From "same" to "different".
pub(super) const TEXT_LEVELS: [&str; 5] = ["same", "close", "half", "some", "different"];
/// From "same" to "different".
pub(super) const NUMBER_LEVELS: [&str; 4] = ["same", "near", "tenth", "different"];

const CLOSE: f64 = 0.9;
const WORDS_HALF: f64 = 0.5;
const WORDS_SOME: f64 = 0.2;

/// Of two different codes.
pub(super) fn code_level(one: Lettered<'_>, other: Lettered<'_>) -> Level {
    if is_one_edit(one.0.as_bytes(), other.0.as_bytes()) {
        1
    } else if similarity_from(CLOSE, one, other) >= CLOSE {
        2
    } else {
        3
    }
}

/// Of two different folded texts: how they are spelled, and which words they share.
pub(super) fn text_level(one: Lettered<'_>, other: Lettered<'_>) -> Level {
    let similarity = similarity_from(super::name::SIMILAR, one, other);
    if similarity >= CLOSE {
        return 1;
    }
    let words: BTreeSet<&str> = one.0.split(' ').collect();
    let others: BTreeSet<&str> = other.0.split(' ').collect();
    let shared = words.intersection(&others).count() as f64;
    let share = shared / words.union(&others).count().max(1) as f64;
    if share >= WORDS_HALF {
        2
    } else if share >= WORDS_SOME || similarity >= super::name::SIMILAR {
        3
    } else {
        4
    }
}

/// Of two different quantities.
pub(super) fn number_level(one: f64, other: f64) -> Level {
    let apart = (one - other).abs();
    let size = one.abs().max(other.abs());
    if apart <= 1.0 || apart <= size * 0.02 {
        1
    } else if apart <= size * 0.1 {
        2
    } else {
        3
    }
}
