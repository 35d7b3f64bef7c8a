//! Stream filters of PDF that hold text (ISO 32000-1, 7.4); pictures are left as they are.

use super::object::{Dictionary, Object};
use crate::inflate::Inflate;
use std::io::Read;

/// One stream, unpacked.
const STREAM_BYTES_MAX: usize = 64 * 1024 * 1024;
const FILTERS_MAX: usize = 8;
const LZW_CLEAR: u16 = 256;
const LZW_END: u16 = 257;
const LZW_CODES_MAX: usize = 4096;

/// What came out of a stream.
pub(super) struct Unpacked {
    pub(super) bytes: Vec<u8>,
    /// It broke off, or was longer than the limit.
    pub(super) is_cut: bool,
}

/// Undoes the filters named in the (resolved) dictionary; none if one of them is not known.
/// At most `limit` bytes.
pub(super) fn unpack(dictionary: &Dictionary, packed: &[u8], limit: usize) -> Option<Unpacked> {
    let limit = limit.min(STREAM_BYTES_MAX);
    let filters = list(dictionary, b"Filter", b"F");
    let parameters = list(dictionary, b"DecodeParms", b"DP");
    if filters.len() > FILTERS_MAX {
        return None;
    }
    let mut unpacked = Unpacked {
        bytes: packed
            .get(..packed.len().min(limit))
            .unwrap_or_default()
            .to_vec(),
        is_cut: packed.len() > limit,
    };
    for (place, filter) in filters.iter().enumerate() {
        let none = Dictionary::new();
        let parameters = parameters
            .get(place)
            .and_then(|one| one.dictionary())
            .unwrap_or(&none);
        let source = std::mem::take(&mut unpacked.bytes);
        let (bytes, is_cut) = match filter.name()? {
            b"FlateDecode" | b"Fl" => predicted(flate(&source, limit), parameters),
            b"LZWDecode" | b"LZW" => predicted(lzw(&source, parameters, limit), parameters),
            b"ASCII85Decode" | b"A85" => ascii85(&source, limit),
            b"ASCIIHexDecode" | b"AHx" => hexadecimal(&source),
            b"RunLengthDecode" | b"RL" => run_length(&source, limit),
            _ => return None,
        };
        unpacked.bytes = bytes;
        unpacked.is_cut |= is_cut;
    }
    Some(unpacked)
}

fn list<'a>(dictionary: &'a Dictionary, name: &[u8], short: &[u8]) -> Vec<&'a Object> {
    match dictionary.get(name).or_else(|| dictionary.get(short)) {
        None | Some(Object::Null) => Vec::new(),
        Some(Object::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    }
}

fn flate(source: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let is_whole = match Inflate::zlib(source) {
        Ok(stream) => stream.take(most).read_to_end(&mut bytes).is_ok(),
        Err(_) => false,
    };
    let is_cut = !is_whole || bytes.len() > limit;
    bytes.truncate(limit);
    (bytes, is_cut)
}

fn lzw(source: &[u8], parameters: &Dictionary, limit: usize) -> (Vec<u8>, bool) {
    let early = parameters
        .get(b"EarlyChange".as_slice())
        .and_then(Object::count)
        .unwrap_or(1)
        .min(1);
    // Each code: where its text stands in the output, and how long it is.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut bytes: Vec<u8> = Vec::new();
    let mut previous: Option<(usize, usize)> = None;
    let (mut held, mut held_bits, mut width) = (0_u32, 0_u32, 9_u32);
    for byte in source {
        held = held << 8 | u32::from(*byte);
        held_bits += 8;
        if held_bits < width {
            continue;
        }
        held_bits -= width;
        let code = u16::try_from(held >> held_bits & ((1 << width) - 1)).unwrap_or(LZW_END);
        held &= (1 << held_bits) - 1;
        match code {
            LZW_CLEAR => {
                table.clear();
                width = 9;
                previous = None;
                continue;
            }
            LZW_END => return (bytes, false),
            _ => {}
        }
        let start = bytes.len();
        if let Ok(literal) = u8::try_from(code) {
            bytes.push(literal);
        } else {
            let place = usize::from(code) - 258;
            let entry = table.get(place).copied();
            // A code may stand for what is just being added: the last text and its first byte.
            let next = previous
                .filter(|_| place == table.len())
                .map(|(at, length)| (at, length + 1));
            let Some((at, length)) = entry.or(next) else {
                return (bytes, true);
            };
            for from in at..at + length {
                let Some(copied) = bytes.get(from).copied() else {
                    return (bytes, true);
                };
                bytes.push(copied);
            }
        }
        if let Some((at, length)) = previous
            && table.len() < LZW_CODES_MAX - 258
        {
            table.push((at, length + 1));
        }
        previous = Some((start, bytes.len() - start));
        width = match table.len() + 258 + early {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        if bytes.len() > limit {
            bytes.truncate(limit);
            return (bytes, true);
        }
    }
    (bytes, true)
}

fn ascii85(source: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let mut group: Vec<u32> = Vec::new();
    let mut flush = |group: &mut Vec<u32>| {
        let count = group.len();
        group.resize(5, 84);
        let value = group.iter().fold(0_u32, |value, digit| {
            value.wrapping_mul(85).wrapping_add(*digit)
        });
        bytes.extend(value.to_be_bytes().iter().take(count.saturating_sub(1)));
        group.clear();
        bytes.len() > limit
    };
    for byte in source {
        match byte {
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            b'z' if group.is_empty() => group.extend([0; 5]),
            b'~' => {
                if !group.is_empty() {
                    flush(&mut group);
                }
                return (bytes, false);
            }
            _ => {}
        }
        if group.len() == 5 && flush(&mut group) {
            return (bytes, true);
        }
    }
    if !group.is_empty() {
        flush(&mut group);
    }
    (bytes, true)
}

fn hexadecimal(source: &[u8]) -> (Vec<u8>, bool) {
    let end = source.iter().position(|byte| *byte == b'>');
    let text = source
        .get(..end.unwrap_or(source.len()))
        .unwrap_or_default();
    let mut digits: Vec<u32> = text
        .iter()
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .collect();
    if digits.len() % 2 == 1 {
        digits.push(0);
    }
    let bytes = digits.chunks_exact(2).map(|pair| {
        let value = pair.iter().fold(0, |value, digit| value << 4 | digit);
        u8::try_from(value).unwrap_or_default()
    });
    (bytes.collect(), end.is_none())
}

fn run_length(source: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let mut rest = source;
    while let Some((length, behind)) = rest.split_first() {
        let length = usize::from(*length);
        let (run, after) = match length {
            128 => return (bytes, false),
            0..128 => {
                let Some((run, after)) = behind.split_at_checked(length + 1) else {
                    return (bytes, true);
                };
                (run.to_vec(), after)
            }
            _ => {
                let Some((byte, after)) = behind.split_first() else {
                    return (bytes, true);
                };
                (vec![*byte; 257 - length], after)
            }
        };
        bytes.extend(run);
        rest = after;
        if bytes.len() > limit {
            return (bytes, true);
        }
    }
    (bytes, true)
}

/// 7.4.4.4: rows that are stored as differences.
fn predicted((bytes, is_cut): (Vec<u8>, bool), parameters: &Dictionary) -> (Vec<u8>, bool) {
    let number = |name: &[u8], default: usize| {
        let value = parameters.get(name).and_then(Object::count);
        value.unwrap_or(default)
    };
    let predictor = number(b"Predictor", 1);
    if predictor < 2 {
        return (bytes, is_cut);
    }
    let bits = number(b"Colors", 1).clamp(1, 32) * number(b"BitsPerComponent", 8).clamp(1, 16);
    let pixel = bits.div_ceil(8);
    let width = (number(b"Columns", 1).clamp(1, 1 << 20) * bits).div_ceil(8);
    if predictor == 2 {
        // Only whole bytes occur in streams that hold no picture.
        let mut row_bytes = bytes;
        for row in row_bytes.chunks_mut(width) {
            for place in pixel..row.len() {
                let left = row.get(place - pixel).copied().unwrap_or_default();
                if let Some(byte) = row.get_mut(place) {
                    *byte = byte.wrapping_add(left);
                }
            }
        }
        return (row_bytes, is_cut);
    }
    let mut plain: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0; width];
    for row in bytes.chunks(width + 1) {
        let Some((kind, row)) = row.split_first() else {
            break;
        };
        let mut current: Vec<u8> = Vec::with_capacity(width);
        for (place, byte) in row.iter().enumerate() {
            let before = place.checked_sub(pixel);
            let left = before.and_then(|at| current.get(at)).copied().unwrap_or(0);
            let up = above.get(place).copied().unwrap_or(0);
            let corner = before.and_then(|at| above.get(at)).copied().unwrap_or(0);
            let guess = match kind {
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            current.push(byte.wrapping_add(guess));
        }
        plain.extend(&current);
        current.resize(width, 0);
        above = current;
    }
    (plain, is_cut)
}

/// W3C PNG, 9.4.
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i32::from(left), i32::from(up), i32::from(corner));
    let guess = a + b - c;
    let (to_a, to_b, to_c) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if to_a <= to_b && to_a <= to_c {
        left
    } else if to_b <= to_c {
        up
    } else {
        corner
    }
}
