//! Names: the same, sounding the same, a part of the other, a nickname, close, in the wrong column.

use super::Level;
use crate::field::Kind;
use crate::name_book::{NameBook, NameCode};
use crate::similarity::similarity_from;

/// From "same" to "different".
pub(super) const GIVEN_NAME_LEVELS: [&str; 8] = [
    "same",
    "sound",
    "part",
    "nickname",
    "close",
    "elsewhere",
    "similar",
    "different",
];
/// From "same" to "different".
pub(super) const SURNAME_LEVELS: [&str; 7] = [
    "same",
    "sound",
    "part",
    "close",
    "elsewhere",
    "similar",
    "different",
];
/// From "same" to "different".
pub(super) const FULL_NAME_LEVELS: [&str; 7] = [
    "same",
    "sound",
    "part",
    "alike",
    "two_words",
    "one_word",
    "different",
];

/// Jaro-Winkler similarity of a close and of a similar name, as common in record linkage.
pub(crate) const CLOSE: f64 = 0.92;
pub(crate) const SIMILAR: f64 = 0.8;
/// Of one word of a full name.
const WORD_CLOSE: f64 = 0.9;

/// The level up to which it does not matter whether the name stands elsewhere.
pub(super) fn close_of(kind: Kind) -> Level {
    if kind == Kind::GivenName { 4 } else { 3 }
}

pub(super) fn elsewhere_of(kind: Kind) -> Level {
    close_of(kind) + 1
}

pub(super) fn given_name_level(book: &NameBook, one: NameCode, other: NameCode) -> Level {
    if book.sound(one) == book.sound(other) {
        return 1;
    }
    let (words, others) = (book.words(one), book.words(other));
    if is_part(book, words, others) {
        return 2;
    }
    let is_nickname = words
        .iter()
        .any(|word| others.iter().any(|other| book.are_nicknames(*word, *other)));
    if is_nickname {
        return 3;
    }
    let similarity = similarity_from(SIMILAR, book.lettered(one), book.lettered(other));
    if similarity >= CLOSE {
        4
    } else if similarity >= SIMILAR || shares_word(words, others) {
        6
    } else {
        7
    }
}

pub(super) fn surname_level(book: &NameBook, one: NameCode, other: NameCode) -> Level {
    if book.sound(one) == book.sound(other) {
        return 1;
    }
    let (words, others) = (book.words(one), book.words(other));
    if is_part(book, words, others) {
        return 2;
    }
    let similarity = similarity_from(SIMILAR, book.lettered(one), book.lettered(other));
    if similarity >= CLOSE {
        3
    } else if similarity >= SIMILAR || shares_word(words, others) {
        5
    } else {
        6
    }
}

/// Whether each word of one name sounds like a word of the other, in any order.
fn is_part(book: &NameBook, words: &[u32], others: &[u32]) -> bool {
    if words.len().max(others.len()) < 2 {
        return false;
    }
    let is_within = |part: &[u32], whole: &[u32]| {
        let sounds_like = |one: u32, other: u32| book.word_sound(one) == book.word_sound(other);
        let mut part = part.iter();
        part.all(|word| whole.iter().any(|other| sounds_like(*word, *other)))
    };
    is_within(words, others) || is_within(others, words)
}

fn shares_word(words: &[u32], others: &[u32]) -> bool {
    words.iter().any(|word| others.contains(word))
}

/// A word of a full name and its counterpart: 3 the same, 2 the same sound, 1 alike, 0 none.
fn word_closeness(book: &NameBook, one: u32, other: u32) -> u8 {
    if one == other {
        return 3;
    }
    if book.word_sound(one) == book.word_sound(other) {
        return 2;
    }
    let alike = book.are_nicknames(one, other)
        || similarity_from(
            WORD_CLOSE,
            book.word_lettered(one),
            book.word_lettered(other),
        ) >= WORD_CLOSE;
    u8::from(alike)
}

/// Words are paired one to one, the closest first, whatever their order.
pub(super) fn full_name_level(book: &NameBook, one: NameCode, other: NameCode) -> Level {
    let (words, others) = (book.words(one), book.words(other));
    let (short, long) = if words.len() <= others.len() {
        (words, others)
    } else {
        (others, words)
    };
    let mut found = [0_usize; 4];
    let (mut short_taken, mut long_taken) = (0_u32, 0_u32);
    for wanted in (1..=3).rev() {
        for (place, word) in short.iter().enumerate() {
            if short_taken >> place & 1 == 1 {
                continue;
            }
            let counterpart = long.iter().enumerate().position(|(at, candidate)| {
                long_taken >> at & 1 == 0 && word_closeness(book, *word, *candidate) >= wanted
            });
            if let Some(at) = counterpart {
                short_taken |= 1 << place;
                long_taken |= 1 << at;
                found[usize::from(wanted)] += 1;
            }
        }
    }
    let paired: usize = found.iter().sum();
    let is_whole = paired == short.len();
    match (paired, is_whole) {
        _ if found[3] == long.len() => 0,
        _ if found[3] + found[2] == long.len() => 1,
        (2.., true) if found[1] == 0 => 2,
        (2.., true) => 3,
        (2.., false) => 4,
        (1, _) => 5,
        _ => 6,
    }
}
