//! Levels of pairs of codes, remembered: most pairs of values come again and again.

use super::Level;
use crate::dictionary::mix;

/// Slots; with 12 bytes each they stay in a core's own cache.
const SLOTS: usize = 1 << 16;

#[derive(Debug, Clone, Copy)]
struct Slot {
    one: u32,
    other: u32,
    column: u16,
    level: Level,
}

/// Direct-mapped: a pair has one slot and displaces what is there. Each thread has its own.
#[derive(Debug)]
pub(crate) struct Memo {
    slots: Vec<Slot>,
}

impl Memo {
    pub(crate) fn new() -> Self {
        // Two equal codes are never asked for.
        let free = Slot {
            one: 0,
            other: 0,
            column: 0,
            level: 0,
        };
        Self {
            slots: vec![free; SLOTS],
        }
    }

    /// The level of two different codes, whichever comes first.
    #[inline]
    pub(crate) fn level(
        &mut self,
        column: usize,
        one: u32,
        other: u32,
        compare: impl FnOnce() -> Level,
    ) -> Level {
        let (one, other) = (one.min(other), one.max(other));
        let key = mix(u64::from(one) << 32 | u64::from(other), column as u64);
        let slot = &mut self.slots[key as usize & (SLOTS - 1)];
        if slot.one == one && slot.other == other && usize::from(slot.column) == column {
            return slot.level;
        }
        *slot = Slot {
            one,
            other,
            column: column as u16,
            level: compare(),
        };
        slot.level
    }
}
