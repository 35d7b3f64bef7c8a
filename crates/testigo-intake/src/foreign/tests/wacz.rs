//! WACZ files of the reference implementation, and invented ones.

use super::warc::{member, response};
use super::*;
use crate::foreign::output::hex;
use crate::zip_parts::samples::zip_of;
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

const PAGES: &str = "{\"format\": \"json-pages-1.0\", \"id\": \"pages\"}\n\
    {\"id\": \"1\", \"url\": \"http://a.example/1\", \"ts\": \"2019-11-20T10:00:00.000Z\", \"title\": \"Acta\", \"text\": \"Juan vino\"}\n\
    {\"url\": \"http://a.example/none\", \"ts\": \"2019-11-20T10:00:00Z\"}\nno json\n";

pub(super) fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}

/// A package of one page; what changes its parts comes after the digests were made.
pub(super) fn sample(change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    let captures = [
        member(&response(
            "http://a.example/1",
            "",
            "Content-Type: text/html",
            b"<title>x</title>",
        )),
        member(&response(
            "http://a.example/2",
            "",
            "Content-Type: text/html",
            b"<p>not listed",
        )),
    ]
    .concat();
    let description = format!(
        "{{\"resources\": [{{\"path\": \"archive/data.warc.gz\", \"hash\": \"{}\"}}, {{\"path\": \"pages/pages.jsonl\", \"hash\": \"{}\"}}]}}",
        digest(&captures),
        digest(PAGES.as_bytes())
    );
    let of_description = digest(description.as_bytes());
    let signed = format!(
        "{{\"hash\": \"{of_description}\", \"signedData\": {{\"hash\": \"{of_description}\"}}}}"
    );
    let mut parts = vec![
        ("archive/data.warc.gz".to_owned(), captures),
        ("pages/pages.jsonl".to_owned(), PAGES.as_bytes().to_vec()),
        ("datapackage.json".to_owned(), description.into_bytes()),
        ("datapackage-digest.json".to_owned(), signed.into_bytes()),
    ];
    change(&mut parts);
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    zip_of(&parts)
}

pub(super) fn read(bytes: &[u8]) -> Given {
    give_bytes(Format::Wacz, "a.wacz", bytes).unwrap()
}

#[test]
fn the_examples_of_the_reference_are_read() {
    let Some(path) = standard("wacz/valid_signed_example_1.wacz") else {
        return;
    };
    let given = give(Format::Wacz, &path);
    assert_eq!((given.rows, given.files.len()), (1, 1));
    assert_eq!(
        given.trouble_lines(),
        "0 [datapackage-digest.json] : certificate_unchecked"
    );
    let (about, _, bytes) = &given.files[0];
    let said = line(about);
    assert_eq!(bytes.as_ref().map(Vec::len), Some(1256));
    for part in [
        "url=\"https://example.com/\"",
        "title=\"Example Domain\"",
        "captured_at=\"2022-01-18\"",
        "as=\"page\"",
        "condition=\"digest_holds\" condition=\"signature_holds\" condition=\"certificate_unchecked\"",
        "description=\"Example Domain\\nThis domain",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    // The form of 1.0.0.
    let given = give(
        Format::Wacz,
        &standard("wacz/valid_example_1.wacz").unwrap(),
    );
    assert_eq!((given.rows, given.files.len()), (1, 1));
    assert_eq!(given.trouble_lines(), "");
    assert!(line(&given.files[0].0).contains("condition=\"digest_holds\""));
    let given = give(
        Format::Wacz,
        &standard("wacz/invalid_example_1.wacz").unwrap(),
    );
    assert_eq!((given.rows, given.files.len()), (0, 0));
    assert_eq!(
        given.trouble_lines(),
        "0 [datapackage.json] data/indexes/index.cdx.gz: file_missing\n0 [pages.jsonl] : pages_missing"
    );
}

#[test]
fn pages_are_found_in_the_captures() {
    let given = read(&sample(|_| {}));
    assert_eq!((given.rows, given.files.len()), (2, 1));
    assert_eq!(
        given.trouble_lines(),
        "0 [datapackage-digest.json] : signature_incomplete\n4 [pages.jsonl] no json: page_unreadable\n\
         2 [url] http://a.example/none: page_not_captured"
    );
    let said = line(&given.files[0].0);
    assert!(
        said.contains("title=\"Acta\"") && said.contains("description=\"Juan vino\""),
        "{said}"
    );
    assert!(said.contains("condition=\"digest_holds\""), "{said}");
}

#[test]
fn digests_have_three_values() {
    let condition = |given: &Given| {
        let said = line(&given.files[0].0);
        ["digest_holds", "digest_differs", "digest_absent"]
            .into_iter()
            .filter(|code| said.contains(&format!("condition=\"{code}\"")))
            .collect::<Vec<_>>()
    };
    // Another capture at the end of the file.
    let more = member(&response(
        "http://a.example/3",
        "",
        "Content-Type: text/html",
        b"more",
    ));
    let given = read(&sample(|parts| parts[0].1.extend(more)));
    assert_eq!(condition(&given), ["digest_differs"]);
    assert!(
        given
            .trouble_lines()
            .contains("archive/data.warc.gz: digest_differs")
    );
    // No digest that can be found, and one of the old form that does not hold.
    for description in [
        "{\"resources\": [{\"path\": \"archive/data.warc.gz\"}]}",
        "{\"resources\": [{\"path\": \"archive/data.warc.gz\", \"stats\": {\"hash\": \"00\"}, \"hashing\": \"sha256\"}]}",
    ] {
        let given = read(&sample(|parts| {
            parts[2].1 = description.as_bytes().to_vec();
            parts.truncate(3);
        }));
        assert_eq!(condition(&given), ["digest_absent"]);
    }
    // A description that is not the one that was signed.
    let given = read(&sample(|parts| parts[2].1.extend(b" ")));
    assert!(given.trouble_lines().contains("signature_fails"));
    assert_eq!(condition(&given), ["digest_differs"]);
    let error = give_bytes(Format::Wacz, "a.wacz", &zip_of(&[("a.txt", b"x")])).unwrap_err();
    assert_eq!(error.code(), "not_this_format");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn changed_files_end(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let mut file = sample(|_| {});
        for (at, to) in changes {
            let place = at.index(file.len());
            file[place] = to;
        }
        let first = give_bytes(Format::Wacz, "a.wacz", &file);
        let second = give_bytes(Format::Wacz, "a.wacz", &file);
        prop_assert_eq!(first.ok(), second.ok());
    }
}
