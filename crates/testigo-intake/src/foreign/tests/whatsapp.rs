//! Chats, all of them invented.

use super::*;
use crate::zip_parts::samples::zip_of;
use proptest::prelude::*;

const CHAT: &str = "[15/11/19, 10:20:30] Valle Alto: \u{200E}Los mensajes están cifrados de extremo a extremo.\r\n\
    [15/11/19, 10:21:00] Ana: Juan vino\r\ny se fue: después\r\n\
    \u{200E}[15/11/19, 10:22:00] Ana: \u{200E}<adjunto: 00000003-PHOTO.jpg>\r\n\
    [16/11/19, 9:00:00] Eva: \u{200E}imagen omitida\r\n\
    [16/11/19, 9:01:00] Eva: \u{200E}<adjunto: 00000005-AUDIO.opus>\r\n";

fn android(order: [&str; 3]) -> String {
    let [one, two, three] = order;
    format!(
        "{one}, 9:04 p. m. - Los mensajes y llamadas están cifrados.\n{two}, 9:05\u{202F}p.\u{A0}m. - Ana: IMG-WA0001.jpg (archivo adjunto)\npie de foto\n\
         {three}, 21:06 - Eva: <Multimedia omitido>\n"
    )
}

#[test]
fn a_chat_goes_out_with_its_media() {
    let bytes = zip_of(&[
        ("00000003-PHOTO.jpg", b"\xFF\xD8\xFF"),
        ("_chat.txt", CHAT.as_bytes()),
        ("suelto.pdf", b"%PDF-"),
    ]);
    let given = give_bytes(Format::WhatsApp, "chat.zip", &bytes).unwrap();
    assert_eq!(given.rows, 5);
    assert_eq!(
        given.file_lines(),
        format!(
            "_chat.txt {} item chat:_chat.txt @_chat.txt: author=\"Ana\" author=\"Eva\" author=\"Valle Alto\" \
             captured_at=\"2019-11-15/2019-11-16\"\n\
             00000003-PHOTO.jpg 3 item  @message 3: of->\"chat:_chat.txt\" as=\"attachment\" author=\"Ana\" \
             captured_at=\"2019-11-15\" capture=\"sent: 15/11/19, 10:22:00\" condition=\"reencoded\" condition=\"metadata_stripped\"\n\
             suelto.pdf 5   @suelto.pdf:",
            CHAT.len()
        )
        .replace("5   @suelto", "5 item  @suelto")
    );
    assert_eq!(
        given.trouble_lines(),
        "4 [] imagen omitida: attachment_missing\n5 [] 00000005-AUDIO.opus: attachment_missing"
    );
}

#[test]
fn day_and_month_are_settled_by_the_whole_chat() {
    let date_of = |dates: [&str; 3]| {
        let text = android(dates);
        let folder = folder(&[
            ("Chat de WhatsApp con Eva.txt", &text),
            ("IMG-WA0001.jpg", "x"),
        ]);
        let given = give(Format::WhatsApp, folder.path());
        assert_eq!(given.rows, 2);
        let photo = given
            .files
            .iter()
            .find(|(_, path, _)| path.starts_with("IMG"))
            .unwrap();
        let date = photo
            .0
            .values
            .iter()
            .find(|value| value.field == "captured_at")
            .unwrap();
        (date.said.clone(), given.trouble_lines())
    };
    let omitted = "2 [] <Multimedia omitido>: attachment_missing";
    for (dates, expected) in [
        // A number that is no month.
        (["3/12/2019", "3/12/2019", "13/12/2019"], "2019-12-03"),
        (["3/12/2019", "3/12/2019", "3/13/2019"], "2019-03-12"),
        // By the other order the chat would run backwards.
        (["11/1/19", "2/2/19", "3/3/19"], "2019-02-02"),
        (["1/11/19", "2/2/19", "3/3/19"], "2019-02-02"),
        (["03.12.19", "03.12.19", "04.12.19"], "2019-12-03"),
        (["2019-12-03", "2019-12-03", "2019-12-04"], "2019-12-03"),
    ] {
        let (said, troubles) = date_of(dates);
        assert_eq!(said, Said::Text(expected.to_owned()), "{dates:?}");
        assert_eq!(troubles, omitted, "{dates:?}");
    }
    let (said, troubles) = date_of(["3/12/19", "3/12/19", "3/12/19"]);
    assert!(matches!(said, Said::Unread(_, "date_ambiguous")));
    assert!(troubles.starts_with("0 [date] Chat de WhatsApp con Eva.txt: date_ambiguous"));
}

#[test]
fn a_chat_alone_finds_its_media_beside_it() {
    let folder = folder(&[("_chat.txt", CHAT), ("00000003-PHOTO.jpg", "x")]);
    let given = give(Format::WhatsApp, &folder.path().join("_chat.txt"));
    assert_eq!((given.rows, given.files.len()), (5, 2));
    let error = give_bytes(Format::WhatsApp, "a.txt", b"ninguna fecha\n").unwrap_err();
    assert_eq!(error.code(), "not_this_format");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn changed_chats_end(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut file = CHAT.as_bytes().to_vec();
        for (at, to) in changes {
            let place = at.index(file.len());
            file[place] = to;
        }
        file.extend(&bytes);
        let first = give_bytes(Format::WhatsApp, "_chat.txt", &file);
        let second = give_bytes(Format::WhatsApp, "_chat.txt", &file);
        prop_assert_eq!(first.ok(), second.ok());
        drop(give_bytes(Format::WhatsApp, "_chat.txt", &bytes));
    }
}
