//! A hostile zip file is refused or checked; nothing is unpacked and nothing panics.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use testigo_package::{Findings, ZipFiles, parse_manifest, verify_dossier};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = parse_manifest(text);
    }
    if let Ok(mut files) = ZipFiles::open(Cursor::new(bytes)) {
        let _ = verify_dossier(&mut files, None, &mut Findings::default());
    }
});
