//! Distinct strings, stored once, numbered in the order in which they came.

use crate::error::LinkError;

/// The number of a string in a [`Dictionary`]; 0 is the empty string, which means "not said".
pub(crate) const NOT_SAID: u32 = 0;

const SLOTS_MIN: usize = 16;

/// Strings and their numbers.
#[derive(Debug, Clone)]
pub(crate) struct Dictionary {
    text: String,
    /// Where each string ends in `text`.
    ends: Vec<u32>,
    /// Open addressing by hash: number + 1, 0 is free. Its order is never seen outside.
    slots: Vec<u32>,
}

impl Dictionary {
    /// Only the empty string.
    pub(crate) fn new() -> Self {
        Self {
            text: String::new(),
            ends: vec![0],
            slots: vec![0; SLOTS_MIN],
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string of a number; empty if there is none.
    pub(crate) fn text(&self, number: u32) -> &str {
        let number = number as usize;
        let end = self.ends.get(number).copied().unwrap_or(0) as usize;
        let start = match number.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0) as usize,
            None => 0,
        };
        self.text.get(start..end).unwrap_or("")
    }

    /// The number of a string, which is added if it is new.
    pub(crate) fn number(&mut self, text: &str) -> Result<u32, LinkError> {
        if text.is_empty() {
            return Ok(NOT_SAID);
        }
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        let slot = match self.find(text) {
            Ok(number) => return Ok(number),
            Err(slot) => slot,
        };
        let number = u32::try_from(self.ends.len()).map_err(|_| LinkError::TooLarge("values"))?;
        self.text.push_str(text);
        let end = u32::try_from(self.text.len()).map_err(|_| LinkError::TooLarge("text"))?;
        self.ends.push(end);
        self.slots[slot] = number + 1;
        Ok(number)
    }

    /// Its number, or the free slot where it would stand.
    fn find(&self, text: &str) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash_text(text) as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                taken if self.text(taken - 1) == text => return Ok(taken - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let mut slots = vec![0; mask + 1];
        for number in 1..self.ends.len() as u32 {
            let mut slot = hash_text(self.text(number)) as usize & mask;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number + 1;
        }
        self.slots = slots;
    }
}

/// Multiplier of the 64-bit mixing step (the golden ratio's bits).
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// One step of a hash; every bit of both goes into the upper half of a product.
pub(crate) fn mix(hash: u64, value: u64) -> u64 {
    let product = u128::from(hash ^ value.wrapping_mul(MIX)) * u128::from(MIX ^ (value >> 7));
    (product as u64) ^ ((product >> 64) as u64)
}

/// A hash of text: the same on every machine.
pub(crate) fn hash_text(text: &str) -> u64 {
    let mut hash = MIX ^ text.len() as u64;
    let mut chunks = text.as_bytes().chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = mix(hash, u64::from_le_bytes(word));
    }
    let rest = chunks.remainder();
    let mut word = [0; 8];
    word[..rest.len()].copy_from_slice(rest);
    mix(hash, u64::from_le_bytes(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_has_one_number_however_many_there_are() {
        let mut dictionary = Dictionary::new();
        let words: Vec<String> = (0..5_000).map(|n| format!("value {}", n % 1_700)).collect();
        let numbers: Vec<u32> = words
            .iter()
            .map(|word| dictionary.number(word).unwrap())
            .collect();
        assert_eq!(dictionary.len(), 1_701);
        for (word, number) in words.iter().zip(numbers) {
            assert_eq!(dictionary.text(number), word);
            assert_eq!(dictionary.number(word).unwrap(), number);
        }
        assert_eq!(dictionary.number("").unwrap(), NOT_SAID);
        assert_eq!(dictionary.text(9_999), "");
    }
}
