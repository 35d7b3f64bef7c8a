//! Values as people type them: what is read once is read again as itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use testigo_record::{fields, fold, kinds, parse_expression, read};

fuzz_target!(|text: &str| {
    assert_eq!(fold(&fold(text)), fold(text));
    if let Ok(expression) = parse_expression(text) {
        assert_eq!(parse_expression(&expression.to_string()).as_ref(), Ok(&expression));
    }
    for kind in kinds() {
        for field in fields(kind) {
            if let Ok(canonical) = read(field, text) {
                assert_eq!(read(field, &canonical).as_ref(), Ok(&canonical));
            }
        }
    }
});
