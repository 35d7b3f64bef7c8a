//! Zip files made by hand.

/// CRC-32 of ISO 3309, which other readers check.
pub(crate) fn check_sum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                (sum >> 1) ^ 0xEDB8_8320
            } else {
                sum >> 1
            };
        }
    }
    !sum
}

/// A deflate stream of stored blocks.
pub(crate) fn stored_blocks(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let count = bytes.chunks(60_000).count();
    for (place, block) in bytes.chunks(60_000).enumerate() {
        packed.push(u8::from(place + 1 == count));
        let length = u16::try_from(block.len()).unwrap();
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    packed
}

/// A zip file of these parts.
pub(crate) fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let entries: Vec<Entry<'_>> = parts
        .iter()
        .map(|(name, content)| {
            // The first part of an OpenDocument file is not compressed.
            let is_packed = *name != "mimetype" && !content.is_empty();
            Entry {
                name,
                packed: if is_packed {
                    stored_blocks(content)
                } else {
                    content.to_vec()
                },
                is_packed,
                check_sum: check_sum(content),
                unpacked_bytes: content.len(),
            }
        })
        .collect();
    zip_of_entries(&entries)
}

/// A zip file with one part of very many spaces.
pub(crate) fn bomb_of(name: &str, count: usize) -> Vec<u8> {
    zip_of_entries(&[Entry {
        name,
        packed: spaces(count),
        is_packed: true,
        check_sum: 0,
        unpacked_bytes: count,
    }])
}

/// A zip file whose directory names its one part so many times.
pub(crate) fn overlapping_of(name: &str, content: &[u8], times: u16) -> Vec<u8> {
    let whole = zip_of(&[(name, content)]);
    let at = whole
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .unwrap();
    let end = whole.len() - 22;
    let (file, directory) = (&whole[..at], &whole[at..end]);
    let entries = directory.repeat(usize::from(times));
    let mut zip = [file, &entries, b"PK\x05\x06\0\0\0\0"].concat();
    zip.extend(times.to_le_bytes());
    zip.extend(times.to_le_bytes());
    zip.extend(u32::try_from(entries.len()).unwrap().to_le_bytes());
    zip.extend(u32::try_from(at).unwrap().to_le_bytes());
    zip.extend([0, 0]);
    zip
}

/// A deflate stream of about that many spaces: one, and repetitions of 258 (RFC 1951, 3.2.6).
pub(crate) fn spaces(count: usize) -> Vec<u8> {
    // The last block, with fixed codes; codes come highest bit first.
    let mut bits = vec![1, 1, 0];
    let mut push = |code: u32, width: u32| {
        bits.extend(
            (0..width)
                .rev()
                .map(|place| u8::from(code >> place & 1 == 1)),
        );
    };
    push(0x50, 8);
    for _ in 0..count / 258 {
        push(0xC5, 8);
        push(0, 5);
    }
    push(0, 7);
    bits.chunks(8)
        .map(|byte| byte.iter().rev().fold(0, |value, bit| value << 1 | bit))
        .collect()
}

struct Entry<'a> {
    name: &'a str,
    packed: Vec<u8>,
    is_packed: bool,
    check_sum: u32,
    unpacked_bytes: usize,
}

fn zip_of_entries(entries: &[Entry<'_>]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let (name, packed) = (entry.name, &entry.packed);
        let mut fields = Vec::new();
        fields.extend([
            20,
            0,
            0,
            0,
            if entry.is_packed { 8 } else { 0 },
            0,
            0,
            0,
            0,
            0,
        ]);
        fields.extend(entry.check_sum.to_le_bytes());
        fields.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        fields.extend(u32::try_from(entry.unpacked_bytes).unwrap().to_le_bytes());
        fields.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        fields.extend([0, 0]);
        let at = u32::try_from(file.len()).unwrap();
        file.extend(b"PK\x03\x04");
        file.extend(&fields);
        file.extend(name.as_bytes());
        file.extend(packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let at = u32::try_from(file.len()).unwrap();
    let directory_bytes = u32::try_from(directory.len()).unwrap();
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count);
    file.extend(count);
    file.extend(directory_bytes.to_le_bytes());
    file.extend(at.to_le_bytes());
    file.extend([0, 0]);
    file
}
