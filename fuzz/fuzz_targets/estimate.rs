//! A table of overlapping lists and settings from anybody: both are read or refused, and nobody is lost.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use testigo_archive::{EstimateRequest, estimate_files};

/// Tables are read from files only.
static FILE: LazyLock<PathBuf> =
    LazyLock::new(|| std::env::temp_dir().join(format!("estimate-{}.csv", std::process::id())));

fuzz_target!(|given: (&str, bool, &[u8])| {
    let (settings, has_strata, table) = given;
    std::fs::write(&*FILE, table).expect("a file for the table");
    let request = EstimateRequest {
        files: vec![FILE.clone()],
        // The quickest method: settings may ask the others for years of work, and reading is what is tried.
        methods: vec!["chao".to_owned()],
        settings: Some(settings.to_owned()),
        strata: has_strata.then(|| "region".to_owned()),
        seed: None,
        level: None,
        draws: None,
        report: None,
        threads: 1,
    };
    if let Ok(answer) = estimate_files(&request, &|_, _| {}) {
        let found = answer.assessment;
        for figure in found.methods.iter().filter_map(|answer| answer.figure()) {
            assert!(figure.interval.lo >= found.observed as f64);
        }
        let of_strata: u64 = found.strata.iter().map(|stratum| stratum.observed).sum();
        assert!(!has_strata || of_strata == found.observed);
        // What is answered can be asked for again.
        let text = toml::to_string(&answer.settings).expect("settings are written");
        let request = EstimateRequest {
            settings: Some(text),
            ..request
        };
        let again = estimate_files(&request, &|_, _| {}).expect("the same question");
        assert_eq!(again.settings, answer.settings);
    }
});
