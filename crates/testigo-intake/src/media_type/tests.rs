use super::*;
use proptest::prelude::*;

fn check(first_bytes: &[u8], name: &str, expected: &str, ending: &str) {
    let found = media_type(first_bytes, name);
    assert_eq!((found, extension(found)), (expected, ending), "{name}");
}

#[test]
fn bytes_win_over_names() {
    check(b"\xFF\xD8\xFF\xE1\0\0", "a.png", "image/jpeg", "jpg");
    check(b"\x89PNG\r\n\x1A\n", "a", "image/png", "png");
    check(b"RIFF\0\0\0\0WAVEfmt ", "a", "audio/wav", "wav");
    check(b"12345678WAVE", "a", "text/plain", "txt");
    check(b"%PDF-1.7", "a.txt", "application/pdf", "pdf");
    check(b"\0\0\0\x18ftypisom", "a.mov", "video/mp4", "mp4");
    check(b"\0\0\0\x18ftypqt  ", "a", "video/quicktime", "mov");
    check(b"<!DOCTYPE html><p>", "a.jpg", "text/html", "html");
    check(b"<html>", "a.csv", "text/html", "html");
    check(
        b"<?xml version=\"1.0\"?><svg/>",
        "a.xml",
        "image/svg+xml",
        "svg",
    );
    check(b"\0\x01\x02", "a.txt", "application/octet-stream", "bin");
    check(b"", "a.csv", "application/octet-stream", "bin");
}

#[test]
fn names_decide_among_texts_and_containers() {
    check(b"a,b\n", "List.CSV", "text/csv", "csv");
    check(b"BMunicipio,b\n", "x.csv", "text/csv", "csv");
    check("niña".as_bytes(), "a.txt", "text/plain", "txt");
    check(b"\xFF\xFEa\0", "a.csv", "text/csv", "csv");
    check(b"{\"a\":1}", "a", "application/json", "json");
    check(b"PK\x03\x04", "a.docx", ENDINGS[0].2, "docx");
    check(b"PK\x03\x04", "a", "application/zip", "zip");
    let mut ods = b"PK\x03\x04".to_vec();
    ods.resize(30, 0);
    ods.extend(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK");
    check(
        &ods,
        "a",
        "application/vnd.oasis.opendocument.spreadsheet",
        "ods",
    );
    check(
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "a.xls",
        "application/vnd.ms-excel",
        "xls",
    );
}

#[test]
fn captures_and_messages_are_told_apart() {
    let zip = |first: &str| [b"PK\x03\x04".as_slice(), &[0; 26], first.as_bytes()].concat();
    check(
        &zip("archive/data.warc.gz"),
        "a",
        "application/wacz",
        "wacz",
    );
    check(
        &zip("[Content_Types].xml..word/document.xml"),
        "a.zip",
        ENDINGS[0].2,
        "docx",
    );
    check(b"WARC/1.0\r\n", "a.txt", "application/warc", "warc");
    check(
        b"Received: x\nFrom: a\nTo: b\nSubject: c\n\n",
        "a",
        "message/rfc822",
        "eml",
    );
    check(
        b"From a@b Fri\nFrom: a\n\n",
        "a",
        "application/mbox",
        "mbox",
    );
    check(b"From: a\n\nTo: b\nSubject: c\n", "a", "text/plain", "txt");
    check(
        b"1\r\n00:00:01,000 --> 00:00:02,000\r\n",
        "a",
        "application/x-subrip",
        "srt",
    );
    check(b"WEBVTT\n\n", "a.txt", "text/vtt", "vtt");
    check(
        b"-----BEGIN PGP SIGNATURE-----\n",
        "a",
        "application/pgp-signature",
        "asc",
    );
    let time = b"\x30\x82\x0B\x53\x30\x03\x02\x01\x00\x30\x82";
    check(time, "a", "application/timestamp-reply", "tsr");
    check(
        b"\0OpenTimestamps\0\0Proof\0",
        "a",
        "application/vnd.opentimestamps.ots",
        "ots",
    );
    let sound = [b"OggS".as_slice(), &[0; 24], b"OpusHead"].concat();
    check(&sound, "a.ogg", "audio/opus", "opus");
    check(b"\0\0\0\x18ftyp3gp4", "a", "video/3gpp", "3gp");
    check(b"\0\0\0\x18ftypheic", "a", "image/heic", "heic");
}

proptest! {
    #[test]
    fn any_bytes_have_a_type(bytes in prop::collection::vec(any::<u8>(), 0..300), name in ".*") {
        let found = media_type(&bytes, &name);
        prop_assert!(!extension(found).is_empty());
    }
}
