//! A `MAP.toml` that is accepted is accepted again as it is written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use testigo_intake::Map;

fuzz_target!(|text: &str| {
    if let Ok(map) = Map::from_toml(text) {
        assert!(Map::from_toml(&map.to_toml()).is_ok());
    }
});
