//! Text, metadata and facts of a PDF, as it is and behind a plausible header.
#![no_main]

use libfuzzer_sys::fuzz_target;
use testigo_intake::searchable;

fuzz_target!(|bytes: &[u8]| {
    let mut reader = bytes;
    let found = searchable("application/pdf", &mut reader);
    let whole = [b"%PDF-1.7\n".as_slice(), bytes].concat();
    let mut reader = whole.as_slice();
    let _ = searchable("application/pdf", &mut reader);
    // The same bytes say the same.
    let mut reader = bytes;
    assert_eq!(found, searchable("application/pdf", &mut reader));
});
