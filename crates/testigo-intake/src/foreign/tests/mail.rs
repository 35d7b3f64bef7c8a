//! Messages, all of them invented.

use super::*;
use proptest::prelude::*;

const MESSAGE: &str = "Received: from b.example by a.example; Fri, 15 Nov 2019 10:21:00 -0400\r\n\
    From: =?utf-8?q?Luz_Pe=C3=B1a?= <luz@a.example>\r\nTo: Eva <eva@b.example>, \"Quispe, Juan\" <j@b.example>\r\n\
    Subject: =?utf-8?B?QWN0YSBkZSDDkXXDsW9h?=\r\nDate: Fri, 15 Nov 2019 10:20:30 -0400\r\nMessage-ID: <1@a.example>\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nVa la foto.\r\n\
    --b\r\nContent-Type: image/jpeg; name=\"../f.jpg\"\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4A==\r\n\
    --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: x@c.example\r\nSubject: otro\r\n\r\ntexto\r\n--b--\r\n";

#[test]
fn a_message_goes_out_with_its_attachments() {
    let given = give_bytes(Format::Mail, "acta.eml", MESSAGE.as_bytes()).unwrap();
    assert_eq!(given.rows, 1);
    assert_eq!(given.trouble_lines(), "");
    assert_eq!(given.files[0].2.as_deref(), Some(MESSAGE.as_bytes()));
    assert_eq!(
        given.file_lines(),
        format!(
            "acta.eml {} item <1@a.example> @message 1: title=\"Acta de Ñuñoa\" author=\"Luz Peña <luz@a.example>\" \
             addressee=\"Eva <eva@b.example>\" addressee=\"Quispe, Juan <j@b.example>\" captured_at=\"2019-11-15\" \
             capture=\"Message-ID: <1@a.example>\" capture=\"Date: Fri, 15 Nov 2019 10:20:30 -0400\" \
             capture=\"Received: from b.example by a.example; Fri, 15 Nov 2019 10:21:00 -0400\"\n\
             acta.eml/1-f.jpg 4 item <1@a.example>#1 @message 1, attachment 1: of->\"<1@a.example>\" as=\"attachment\" \
             original_name=\"../f.jpg\"\n\
             acta.eml/2-attachment.eml 41 item <1@a.example>#2 @message 1, attachment 2: of->\"<1@a.example>\" as=\"attachment\"",
            MESSAGE.len()
        )
    );
}

#[test]
fn mailboxes_are_parted() {
    let mailbox = "From a@b.example Fri Nov 15 10:20:30 2019\nFrom: a@b.example\nSubject: uno\nDate: ayer\n\nhola\n\
        From aqui no\n>From una cita\n>>From dos\n\n\
        From - Fri Nov 15 10:20:31 2019\nFrom: c@b.example\nSubject: dos\n\nadios\n";
    let given = give_bytes(Format::Mail, "a.mbox", mailbox.as_bytes()).unwrap();
    assert_eq!((given.rows, given.files.len()), (2, 2));
    assert_eq!(given.trouble_lines(), "1 [Date] ayer: not_a_date");
    assert_eq!(given.files[1].1, "a.mbox/2.eml");
    let first = String::from_utf8(given.files[0].2.clone().unwrap()).unwrap();
    assert!(
        first.ends_with("hola\nFrom aqui no\nFrom una cita\n>From dos\n\n"),
        "{first}"
    );
}

#[test]
fn folders_of_messages_are_read() {
    let folder = folder(&[
        ("in/acta.eml", MESSAGE),
        ("in/lista.csv", "a\n"),
        ("copia.eml", MESSAGE),
    ]);
    let given = give(Format::Mail, folder.path());
    assert_eq!((given.rows, given.files.len()), (2, 7));
    let paths: Vec<&str> = given
        .files
        .iter()
        .map(|(_, path, _)| path.as_str())
        .collect();
    assert_eq!(paths[0], "copia.eml");
    assert_eq!(paths[6], "in/lista.csv");
    // The same message once more has a key of its own.
    assert!(given.files[3].0.key.starts_with("message:"));
    assert_eq!(given.trouble_lines(), "");
    let error = give_bytes(Format::Mail, "a.eml", b"no message\n").unwrap_err();
    assert_eq!(error.code(), "not_this_format");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn changed_messages_end(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..10),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        is_mailbox in any::<bool>(),
    ) {
        let start = if is_mailbox { "From a@b Fri Nov 15 10:20:30 2019\n" } else { "" };
        let mut file = format!("{start}{MESSAGE}\n{start}{MESSAGE}").into_bytes();
        for (at, to) in changes {
            let place = at.index(file.len());
            file[place] = to;
        }
        file.extend(&bytes);
        let first = give_bytes(Format::Mail, "a", &file);
        let second = give_bytes(Format::Mail, "a", &file);
        prop_assert_eq!(first.ok(), second.ok());
        drop(give_bytes(Format::Mail, "a", &bytes));
    }
}
