//! Bodies of web captures that are packed with Brotli and zstd.

use super::warc::{member, read, record, response};
use super::*;
use proptest::prelude::*;
use std::fmt::Write as _;

const PAGE: &[u8] = b"<title>Acta &amp; lista</title>";
/// Made with the encoder of the reference (zlib of Node.js): the page, its window of 30 bits, a text
/// of many paragraphs, 16 MiB of spaces.
const BROTLI_PAGE: &str = "1b1e00f81da7c19a9b7f4c19c646d72f4163698a672e0b298596dce0844dc8f6ef43";
const BROTLI_LARGE_WINDOW: &str =
    "111e3c00023c7469746c653e416374612026616d703b206c697374613c2f7469746c653e03";
const BROTLI_TEXT: &str = "1b1d0c409c05ce39f298c538cf1e93e465e7dc609b3710501aab374ab89759f85f1e6937824ffeae0b\
    8215d40068c9134405f1ef0d6eee1fcf36f2bd809280c2306fe2412801fa30fc18d436a75b066f12e18d081a6af798a3fe58048f7cb9\
    3e70f5be081db379bbb2f7fec7f3dacf41c1f97b94634f78acff20b0fd7cefcf1d71858370115e7220e834fa045d458fb00ff4693709\
    3e812fe1a77ca54d3f0b496892f0483224c98478155fc2d7e19bf85ee253fc2cfe127f0fff447c8bdfd033d32c3aff4a7b38fc85b4ce\
    6f683f29ed2551ddc418da00";
const BROTLI_BOMB: &str = "9ffffffff82540e2b14020f7fe1f";

fn bytes_of(digits: &str) -> Vec<u8> {
    let value = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.as_bytes().chunks(2).map(value).collect()
}

fn text() -> String {
    let mut text = "<html lang=\"es\"><head><title>Acta</title></head><body>".to_owned();
    for place in 0..40 {
        let number = place * place;
        write!(
            text,
            "<p>Testimonio número {number}: la familia Huanca declaró ante la comisión.</p>"
        )
        .unwrap();
    }
    text + "</body></html>"
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

fn give_coded(coding: &str, body: &[u8]) -> Given {
    let http = format!("Content-Type: text/html\r\nContent-Encoding: {coding}");
    read(&response("http://a.example/", "", &http, body))
}

/// The page that comes out, and what was named.
fn outcome(coding: &str, body: &[u8]) -> (Option<Vec<u8>>, String) {
    let mut given = give_coded(coding, body);
    let codes: Vec<&str> = given.troubles.iter().map(|found| found.code).collect();
    let codes = codes.concat();
    (given.files.pop().and_then(|(.., bytes)| bytes), codes)
}

fn whole(page: &[u8]) -> (Option<Vec<u8>>, String) {
    (Some(page.to_vec()), String::new())
}

fn trouble(code: &str) -> (Option<Vec<u8>>, String) {
    (None, code.to_owned())
}

#[test]
fn brotli_and_zstd_are_undone() {
    let text = text();
    assert_eq!(outcome("br", &bytes_of(BROTLI_PAGE)), whole(PAGE));
    assert_eq!(
        outcome("BR", &bytes_of(BROTLI_TEXT)),
        whole(text.as_bytes())
    );
    assert_eq!(outcome("zstd", &packed(PAGE)), whole(PAGE));
    assert_eq!(
        outcome("zstd", &packed(text.as_bytes())),
        whole(text.as_bytes())
    );
    // Frames one behind the other, an empty one, and one that is passed over.
    let frames = [
        packed(&PAGE[..9]),
        packed(b""),
        b"\x52\x2A\x4D\x18\x03\0\0\0abc".to_vec(),
        packed(&PAGE[9..]),
    ]
    .concat();
    assert_eq!(outcome("zstd", &frames), whole(PAGE));
    let given = give_coded("zstd", &frames);
    assert!(line(&given.files[0].0).contains("title=\"Acta & lista\""));
    // What only claims to be packed.
    for coding in ["br", "zstd"] {
        for page in [PAGE, b""] {
            assert_eq!(outcome(coding, page), whole(page), "{coding}");
        }
    }
    assert_eq!(outcome("dcz", PAGE), trouble("content_coding_unknown"));
}

#[test]
fn bodies_that_break_off_or_ask_for_much_are_named() {
    for (coding, bytes) in [
        ("br", bytes_of(BROTLI_TEXT)),
        ("zstd", packed(text().as_bytes())),
    ] {
        for length in [5, bytes.len() / 2, bytes.len() - 1] {
            let found = outcome(coding, &bytes[..length]);
            assert_eq!(found, trouble("body_damaged"), "{coding} {length}");
        }
    }
    let damaged = trouble("body_damaged");
    assert_eq!(outcome("br", &bytes_of(BROTLI_LARGE_WINDOW)), damaged);
    // A window of 16 MiB (RFC 8878, 3.1.1.1.2), one block of one byte; then one of 8 MiB.
    let frame = |window: u8| [b"\x28\xB5\x2F\xFD\0".as_slice(), &[window], b"\x09\0\0a"].concat();
    assert_eq!(outcome("zstd", &frame(14 << 3)), damaged);
    assert_eq!(outcome("zstd", &frame(13 << 3)), whole(b"a"));
    // A dictionary that is not there, and a frame that ends before its length.
    let with_dictionary = b"\x28\xB5\x2F\xFD\x21\x07\x01\x09\0\0a";
    assert_eq!(outcome("zstd", with_dictionary), damaged);
    assert_eq!(outcome("zstd", b"\x50\x2A\x4D\x18\x09\0\0\0abc"), damaged);
}

#[test]
fn bombs_end_in_a_named_trouble() {
    let spaces = vec![b' '; 16 << 20];
    let frames = packed(&spaces[..1 << 20]).repeat(16);
    let page = response(
        "http://a.example/1",
        "",
        "Content-Type: text/html",
        b"<p>one",
    );
    for (coding, bomb) in [
        ("br", bytes_of(BROTLI_BOMB)),
        ("zstd", packed(&spaces)),
        ("zstd", frames),
    ] {
        let http = format!("Content-Type: text/html\r\nContent-Encoding: {coding}");
        let bomb = response("http://a.example/0", "", &http, &bomb);
        let given = read(&[bomb, page.clone()].concat());
        assert_eq!(
            given.trouble_lines(),
            "1 [a.warc] http://a.example/0: unpacks_too_far"
        );
        assert_eq!(given.files.len(), 1);
    }
}

#[test]
fn files_packed_with_zstd_are_named() {
    let page = response("http://a.example/", "", "Content-Type: text/html", PAGE);
    let with_dictionary = [b"\x5D\x2A\x4D\x18\x03\0\0\0abc".to_vec(), packed(&page)].concat();
    for bytes in [packed(&page), with_dictionary] {
        let given = give_bytes(Format::Warc, "a.warc.zst", &bytes).unwrap();
        assert_eq!((given.rows, given.files.len()), (0, 0));
        assert_eq!(given.trouble_lines(), "0 [a.warc.zst] : warc_zstd_unread");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn changed_bodies_end(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        is_brotli in any::<bool>(),
    ) {
        let (coding, mut body) = if is_brotli {
            ("br", bytes_of(BROTLI_TEXT))
        } else {
            ("zstd", packed(text().as_bytes()))
        };
        for (at, to) in changes {
            let place = at.index(body.len());
            body[place] = to;
        }
        prop_assert_eq!(outcome(coding, &body), outcome(coding, &body));
    }

    #[test]
    fn any_bodies_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        drop(outcome("br", &bytes));
        drop(outcome("zstd", &[b"\x28\xB5\x2F\xFD", bytes.as_slice()].concat()));
        let http = b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n";
        let block = [http.as_slice(), b"\x28\xB5\x2F\xFD", &bytes].concat();
        drop(give_bytes(Format::Warc, "a.warc", &member(&record("WARC-Type: response", &block))));
    }

    #[test]
    fn zstd_of_the_reference_is_read(
        bytes in prop::collection::vec(0_u8..4, 0..5000),
        level in 1..20,
    ) {
        let body = zstd::encode_all(bytes.as_slice(), level).unwrap();
        prop_assert_eq!(outcome("zstd", &body), whole(&bytes));
    }
}
