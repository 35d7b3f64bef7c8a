//! WARC files of the reference implementations, and invented ones.

use super::*;
use crate::zip_parts::samples::{check_sum, spaces, stored_blocks};
use proptest::prelude::*;

/// A record with its fields and block.
pub(super) fn record(fields: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\n{fields}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

pub(super) fn response(url: &str, fields: &str, http: &str, body: &[u8]) -> Vec<u8> {
    let block = [
        format!("HTTP/1.1 200 OK\r\n{http}\r\n\r\n").as_bytes(),
        body,
    ]
    .concat();
    let fields = format!(
        "WARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-11-20T10:00:00Z\r\n\
         WARC-Record-ID: <urn:{url}>\r\nContent-Type: application/http; msgtype=response{fields}"
    );
    record(&fields, &block)
}

/// A gzip member of stored blocks.
pub(super) fn member(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap();
    [
        b"\x1F\x8B\x08\x08\0\0\0\0\0\x03a.warc\0".as_slice(),
        &stored_blocks(bytes),
        &check_sum(bytes).to_le_bytes(),
        &length.to_le_bytes(),
    ]
    .concat()
}

pub(super) fn read(bytes: &[u8]) -> Given {
    give_bytes(Format::Warc, "a.warc", bytes).unwrap()
}

#[test]
fn the_examples_of_the_reference_are_read() {
    let Some(path) = standard("warc/example.warc.gz") else {
        return;
    };
    let given = give(Format::Warc, &path);
    assert_eq!((given.rows, given.files.len()), (6, 1));
    assert_eq!(given.trouble_lines(), "");
    assert_eq!(
        given.file_lines(),
        "example.warc.gz/3-example.com.html 1270 item <urn:uuid:a9c51e3e-0221-11e7-bf66-0242ac120005> @record 3: \
         url=\"http://example.com/\" title=\"Example Domain\" captured_at=\"2017-03-06\" as=\"page\" \
         condition=\"digest_holds\" other_digest=\"sha1:37cf167c2672a4a64af901d9484e75eee0e2c98a\" \
         other_digest=\"sha1:1c7ac0bfee1edcf07e25559341f0536d2143145d\" capture=\"WARC-Date: 2017-03-06T04:02:06Z\" \
         capture=\"WARC-IP-Address: 93.184.216.34\" capture=\"WARC-Record-ID: <urn:uuid:a9c51e3e-0221-11e7-bf66-0242ac120005>\""
    );
    // The same records in one member.
    let path = standard("warc/example-bad-non-chunked.warc.gz").unwrap();
    let same = give(Format::Warc, &path);
    assert_eq!((same.rows, same.files.len()), (6, 1));
    assert_eq!(same.files[0].2, given.files[0].2);
    // Requests only, two of them with digests that differ: none is a page.
    let given = give(Format::Warc, &standard("warc/example-digest.warc").unwrap());
    assert_eq!(
        (given.rows, given.files.len(), given.troubles.len()),
        (4, 0, 0)
    );
}

#[test]
fn a_length_that_is_wrong_is_named_and_the_rest_is_read() {
    let Some(path) = standard("warc/example-trunc.warc") else {
        return;
    };
    let given = give(Format::Warc, &path);
    assert_eq!((given.rows, given.files.len()), (4, 1));
    assert_eq!(
        given.trouble_lines(),
        "4 [example-trunc.warc] byte 2560, 4 bytes: warc_record_lost"
    );
    assert!(given.file_lines().contains("condition=\"digest_differs\""));
}

#[test]
fn a_crawl_is_read_by_its_pages() {
    let Some(path) = standard("wacz/example-iana.warc") else {
        return;
    };
    let given = give(Format::Warc, &path);
    assert_eq!(
        (given.rows, given.files.len(), given.troubles.len()),
        (118, 6, 0)
    );
    let titles: Vec<&str> = given
        .files
        .iter()
        .filter_map(|(about, ..)| about.values.iter().find(|value| value.field == "title"))
        .filter_map(|value| match &value.said {
            Said::Text(text) => Some(text.as_str()),
            Said::Refers(_) | Said::Unread(..) => None,
        })
        .collect();
    assert_eq!(titles[0], "Example Domain");
    assert_eq!(titles[1], "IANA — About us");
    assert!(
        given
            .files
            .iter()
            .all(|(about, ..)| line(about).contains("digest_holds"))
    );
}

#[test]
fn codings_are_undone() {
    let page = b"<title>Acta &amp; lista</title>";
    let chunked = [
        b"10;x=y\r\n".as_slice(),
        &page[..16],
        b"\r\nf\r\n",
        &page[16..],
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let http = "Content-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked";
    let given = read(&response(
        "http://a.example/x/acta?id=1",
        "",
        http,
        &chunked,
    ));
    assert_eq!(given.files[0].1, "a.warc/1-acta.html");
    assert_eq!(given.files[0].2.as_deref(), Some(page.as_slice()));
    assert!(line(&given.files[0].0).contains("title=\"Acta & lista\""));
    assert!(line(&given.files[0].0).contains("condition=\"digest_absent\""));
    // What only claims to be chunked, or packed.
    let given = read(&response("http://a.example/", "", http, page));
    assert_eq!(given.files[0].2.as_deref(), Some(page.as_slice()));
    let http = "Content-Type: text/html\r\nContent-Encoding: gzip";
    let given = read(&response("http://a.example/", "", http, &member(page)));
    assert_eq!(given.files[0].2.as_deref(), Some(page.as_slice()));
    let http = "Content-Type: text/html\r\nContent-Encoding: compress";
    let given = read(&response("http://a.example/", "", http, page));
    assert_eq!(
        given.trouble_lines(),
        "1 [a.warc] http://a.example/: content_coding_unknown"
    );
    assert_eq!(given.files.len(), 0);
}

#[test]
fn pictures_are_pages_where_nothing_else_is() {
    let photo = response(
        "http://a.example/f.jpg",
        "",
        "Content-Type: image/jpeg",
        b"\xFF\xD8\xFF",
    );
    assert_eq!(read(&photo).files.len(), 1);
    let page = response("http://a.example/", "", "Content-Type: text/html", b"<p>x");
    let given = read(&[photo, page].concat());
    assert_eq!(given.files.len(), 1);
    assert_eq!(given.files[0].1, "a.warc/2-a.example.html");
}

#[test]
fn what_ends_early_is_named_with_its_place() {
    let one = response(
        "http://a.example/1",
        "",
        "Content-Type: text/html",
        b"<p>one",
    );
    let two = response(
        "http://a.example/2",
        "",
        "Content-Type: text/html",
        b"<p>two",
    );
    let whole = [member(&one), member(&two)].concat();
    assert_eq!(read(&whole).files.len(), 2);
    for bytes in [
        whole[..whole.len() - 30].to_vec(),
        [one.as_slice(), &two[..two.len() - 10]].concat(),
    ] {
        let given = read(&bytes);
        assert_eq!(given.files.len(), 1, "{}", given.trouble_lines());
        assert_eq!(given.troubles[0].code, "warc_truncated");
        assert!(
            given.troubles[0].value.starts_with("byte "),
            "{}",
            given.trouble_lines()
        );
    }
    let junk = [one.as_slice(), b"junk\r\n", &two].concat();
    let given = read(&junk);
    assert_eq!(
        (given.files.len(), given.troubles[0].code),
        (2, "warc_record_lost")
    );
    let error = give_bytes(Format::Warc, "a.warc", b"no records").unwrap_err();
    assert_eq!(error.code(), "not_this_format");
}

#[test]
fn bombs_end_in_a_named_trouble() {
    let head = b"\x1F\x8B\x08\0\0\0\0\0\0\x03".as_slice();
    let bomb = [head, &spaces(16 << 20), &[0; 8]].concat();
    let http = "Content-Type: text/html\r\nContent-Encoding: gzip";
    let page = response(
        "http://a.example/1",
        "",
        "Content-Type: text/html",
        b"<p>one",
    );
    let given = read(
        &[
            response("http://a.example/0", "", http, &bomb),
            page.clone(),
        ]
        .concat(),
    );
    assert_eq!(
        given.trouble_lines(),
        "1 [a.warc] http://a.example/0: unpacks_too_far"
    );
    assert_eq!(given.files.len(), 1);
    // The whole file is one.
    let given = read(&[member(&page), bomb].concat());
    assert_eq!(
        (given.files.len(), given.troubles[0].code),
        (1, "unpacks_too_far")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn changed_files_end(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..10),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        is_packed in any::<bool>(),
    ) {
        let http = "Content-Type: text/html\r\nTransfer-Encoding: chunked";
        let one = response("http://a.example/1", "\r\nWARC-Block-Digest: sha1:AAAA", http, b"3\r\n<p>\r\n0\r\n");
        let two = response("http://a.example/2", "", "Content-Type: text/html", &bytes);
        let mut file = if is_packed {
            [member(&one), member(&two)].concat()
        } else {
            [one, two].concat()
        };
        for (at, to) in changes {
            let place = at.index(file.len());
            file[place] = to;
        }
        let first = give_bytes(Format::Warc, "a.warc", &file);
        let second = give_bytes(Format::Warc, "a.warc", &file);
        prop_assert_eq!(first.ok(), second.ok());
        drop(give_bytes(Format::Warc, "a.warc", &bytes));
    }
}
