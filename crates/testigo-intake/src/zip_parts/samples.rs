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
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in parts {
        // The first part of an OpenDocument file is not compressed.
        let is_packed = *name != "mimetype" && !content.is_empty();
        let packed = if is_packed {
            stored_blocks(content)
        } else {
            content.to_vec()
        };
        let mut fields = Vec::new();
        fields.extend([20, 0, 0, 0, if is_packed { 8 } else { 0 }, 0, 0, 0, 0, 0]);
        fields.extend(check_sum(content).to_le_bytes());
        fields.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        fields.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
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
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
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
