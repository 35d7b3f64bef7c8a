//! Text and metadata of any file; the first byte chooses the media type.
#![no_main]

use libfuzzer_sys::fuzz_target;
use testigo_intake::{media_type, searchable};

const TYPES: [&str; 8] = [
    "image/jpeg", "image/png", "image/gif", "audio/wav", "text/html", "application/xml",
    "application/json", "text/plain",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let media = TYPES[usize::from(*first) % TYPES.len()];
    let mut reader = rest;
    let _ = searchable(media, &mut reader);
    let _ = media_type(rest, "name.txt");
});
