//! An exported chat: every element is read to its end, and the reader ends.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io;
use std::ops::ControlFlow;
use testigo_intake::{Element, Format, read_foreign};

fuzz_target!(|bytes: &[u8]| {
    let folder = std::env::temp_dir().join(format!("testigo-fuzz-whatsapp-{}", std::process::id()));
    let path = folder.join("_chat.txt");
    if std::fs::create_dir_all(&folder).is_err() || std::fs::write(&path, bytes).is_err() {
        return;
    }
    let _ = read_foreign(Format::WhatsApp, &path, None, &mut |element| {
        if let Element::File { bytes, .. } = element {
            let _ = io::copy(bytes, &mut io::sink());
        }
        ControlFlow::Continue(())
    });
});
