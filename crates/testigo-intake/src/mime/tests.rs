use super::*;
use proptest::prelude::*;

#[test]
fn words_addresses_and_dates_are_read() {
    for (text, expected) in [
        ("=?utf-8?B?w5F1w7FvYQ==?= acta", "Ñuñoa acta"),
        (
            "=?ISO-8859-1?Q?Pe=F1a_y?= =?iso-8859-1?q?_Luz?=",
            "Peña y Luz",
        ),
        ("sin =? palabra", "sin =? palabra"),
        ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
    ] {
        assert_eq!(decode_words(text), expected);
    }
    assert_eq!(
        address_list("\"Quispe, Juan\" <j@a.example>, =?utf-8?q?Luz_?= <l@a.example>;"),
        ["Quispe, Juan <j@a.example>", "Luz  <l@a.example>"]
    );
    for (text, expected) in [
        ("Fri, 15 Nov 2019 23:20:30 -0400", Some("2019-11-15")),
        ("5 Nov 19 10:00", Some("2019-11-05")),
        ("31 Feb 2019", None),
        ("yesterday", None),
    ] {
        assert_eq!(day_of_date(text).as_deref(), expected, "{text}");
    }
    let field = "attachment; filename*0*=utf-8''Pe%C3%B1a; filename*1=\" 100%.pdf\"; x=y";
    assert_eq!(
        parameter(field, "filename").as_deref(),
        Some("Peña 100%.pdf")
    );
}

#[test]
fn parts_are_taken_apart() {
    let text = "Subject: a\r\n b\r\nContent-Type: multipart/mixed; boundary=\"x y\"\r\n\r\npreamble\r\n--x y\r\n\
        Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nPe=F1a=\r\n y m=C1s\r\n\
        --x y\r\nContent-Type: image/jpeg; name=f.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/\r\n4A==\r\n--x y--\r\nepilogue";
    let message = read(text.as_bytes());
    assert_eq!(message.header.field("subject"), "a b");
    assert_eq!(message.parts.len(), 2);
    assert_eq!(message.parts[0].text(), "Peña y mÁs");
    assert!(!message.parts[0].is_attachment && message.parts[1].is_attachment);
    assert_eq!(message.parts[1].content(), b"\xFF\xD8\xFF\xE0");
    assert_eq!(message.parts[1].name, "f.jpg");
    let level =
        |place: usize| format!("Content-Type: multipart/mixed; boundary=b{place}\n\n--b{place}\n");
    let deep: String = (0..100).map(level).collect();
    assert!(read(deep.as_bytes()).is_cut);
}

proptest! {
    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..400), text in ".{0,80}") {
        let message = read(&bytes);
        for part in &message.parts {
            part.text();
        }
        decode_words(&text);
        address_list(&text);
        day_of_date(&text);
        parameter(&text, "name");
    }
}
