use super::*;
use proptest::prelude::*;
use std::path::Path;

fn read(media_type: &str, bytes: &[u8]) -> Searchable {
    let mut source = bytes;
    searchable(media_type, &mut source)
}

/// Each passage as `locator: text`, metadata after `--`, then whether it is complete.
fn check(media_type: &str, bytes: &[u8], expected: &[&str]) {
    let found = read(media_type, bytes);
    let show = |passages: &[Passage]| -> Vec<String> {
        passages
            .iter()
            .map(|passage| format!("{}: {}", passage.locator, passage.text))
            .collect()
    };
    let mut lines = show(&found.text);
    if !found.metadata.is_empty() {
        lines.push("--".to_owned());
        lines.extend(show(&found.metadata));
    }
    lines.push(
        if found.complete {
            "complete"
        } else {
            "incomplete"
        }
        .to_owned(),
    );
    assert_eq!(lines, expected);
}

#[test]
fn plain_text_is_read_by_lines() {
    check("text/plain", b"", &["complete"]);
    check(
        "text/plain",
        "uno\ndós\n".as_bytes(),
        &["line 1: uno\ndós", "complete"],
    );
    check("text/csv", b"a,\xF1\n", &["line 1: a,ñ", "complete"]);
    check(
        "text/plain",
        b"\xFF\xFEN\0\xF1\0",
        &["line 1: Nñ", "complete"],
    );
    check(
        "text/plain",
        "Nu\u{AD}ñ\u{200B}oa\0".as_bytes(),
        &["line 1: Nuñoa", "complete"],
    );
    check(
        "application/json",
        br#"{"a":"Nu\u00f1oa\/b"}"#,
        &["line 1: {\"a\":\"Nuñoa/b\"}", "complete"],
    );
    check(
        "text/markdown",
        b"Nu&ntilde;oa",
        &["line 1: Nuñoa", "complete"],
    );
    let lines = "0123456789 palabra\n".repeat(300);
    let found = read("text/plain", lines.as_bytes());
    let locators: Vec<&str> = found
        .text
        .iter()
        .map(|passage| passage.locator.as_str())
        .collect();
    assert_eq!(locators, ["line 1", "line 107", "line 213"]);
}

#[test]
fn what_is_not_read_is_said() {
    check("application/pdf", b"%PDF-1.7", &["incomplete"]);
    check("video/mp4", b"", &["incomplete"]);
    check("image/jpeg", b"", &["incomplete"]);
    check("image/png", b"x", &["incomplete"]);
    check("image/gif", b"GIF89a", &["incomplete"]);
    check("audio/wav", b"RIFF", &["incomplete"]);
    let big = "palabra y otra\n".repeat(5_000_000);
    let found = read("text/plain", big.as_bytes());
    let bytes: usize = found.text.iter().map(|passage| passage.text.len()).sum();
    assert!(!found.complete && bytes <= TEXT_BYTES_MAX && bytes > TEXT_BYTES_MAX / 2);
}

#[test]
fn pages_are_read_without_tags() {
    let page = "<!DOCTYPE html><html><head><title>Acta</title><meta name=author content='Ana &amp; Eva'>\
        <script>var a = \"Nu\\u00f1oa\";</script></head><body><p>Juan <b>Qu</b>ispe<p title=\"oculto\">Dos<br>tres\
        <a href=\"http://x/Per%C3%BA\">sitio</a><!-- nota --></body></html>";
    check(
        "text/html",
        page.as_bytes(),
        &[
            "block 3: Acta\n\n\n\n\n\n\nJuan Quispe\nDos\ntressitio",
            "--",
            "block 4: author\nAna & Eva\nvar a = \"Nuñoa\";\noculto\nhttp://x/Per%C3%BA\nhttp://x/Perú\n nota",
            "complete",
        ],
    );
    check(
        "text/html",
        b"<img src='data:image/png;base64,AAAA'>x",
        &[
            "block 1: x",
            "--",
            "block 1: data:image/png;base64,AAAA",
            "incomplete",
        ],
    );
    check(
        "text/html",
        b"<meta charset=\"windows-1252\"><p>\xC3\xB1",
        &["block 2: Ã±", "--", "block 1: windows-1252", "complete"],
    );
    check(
        "image/svg+xml",
        b"<svg><text x=\"1\">Uno</text><text>Dos</text></svg>",
        &["block 2: Uno\n\nDos", "--", "block 2: 1", "complete"],
    );
    check(
        "application/xml",
        b"<!DOCTYPE a [<!ENTITY n \"Eva\">]><a>&n;</a>",
        &[
            "block 1: &n;",
            "--",
            "block 1: DOCTYPE a [<!ENTITY n \"Eva\">]",
            "incomplete",
        ],
    );
    let packed = format!("<a>{}</a>", "QUJD".repeat(2000));
    assert!(!read("application/xml", packed.as_bytes()).complete);
}

/// A little-endian TIFF structure: directories of (tag, kind, count, value), values over four
/// bytes behind them. A value of `Err(n)` points to directory n.
type Field<'a> = (u16, u16, u32, Result<&'a [u8], usize>);

fn tiff(directories: &[&[Field<'_>]]) -> Vec<u8> {
    let mut starts = vec![8_usize];
    for directory in directories {
        starts.push(starts.last().unwrap() + 6 + directory.len() * 12);
    }
    let mut behind = *starts.last().unwrap();
    let mut values: Vec<u8> = Vec::new();
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    for directory in directories {
        bytes.extend(u16::try_from(directory.len()).unwrap().to_le_bytes());
        for (tag, kind, count, value) in *directory {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(kind.to_le_bytes());
            bytes.extend(count.to_le_bytes());
            match value {
                Err(place) => bytes.extend(u32::try_from(starts[*place]).unwrap().to_le_bytes()),
                Ok(value) if value.len() <= 4 => {
                    let mut padded = value.to_vec();
                    padded.resize(4, 0);
                    bytes.extend(padded);
                }
                Ok(value) => {
                    bytes.extend(u32::try_from(behind).unwrap().to_le_bytes());
                    values.extend(*value);
                    behind += value.len();
                }
            }
        }
        bytes.extend([0; 4]);
    }
    bytes.extend(values);
    bytes
}

fn rationals(numbers: &[(u32, u32)]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|(top, bottom)| [top.to_le_bytes(), bottom.to_le_bytes()].concat())
        .collect()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn sample_tiff(with_maker_note: bool) -> Vec<u8> {
    let latitude = rationals(&[(16, 1), (30, 1), (1800, 100)]);
    let comment = [b"UNICODE\0".as_slice(), &utf16("Señal")].concat();
    let title = utf16("Título\0");
    let mut second: Vec<Field<'_>> = vec![
        (0x9000, 7, 4, Ok(b"0231")),
        (
            0x9286,
            7,
            u32::try_from(comment.len()).unwrap(),
            Ok(&comment),
        ),
        (0xA405, 3, 1, Ok(&[35, 0])),
    ];
    if with_maker_note {
        second.push((0x927C, 7, 12, Ok(b"Canon\0ABCD\0\x01")));
    }
    tiff(&[
        &[
            (0x010F, 2, 5, Ok(b"Lens\0")),
            (0x013B, 2, 4, Ok(b"Eva\0")),
            (0x8769, 4, 1, Err(1)),
            (0x8825, 4, 1, Err(2)),
            (0x9C9B, 1, u32::try_from(title.len()).unwrap(), Ok(&title)),
        ],
        &second,
        &[(0x0001, 2, 2, Ok(b"S\0")), (0x0002, 5, 3, Ok(&latitude))],
    ])
}

fn segment(code: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, code][..], &length, content].concat()
}

fn sample_jpeg(extra: &[u8], tail: &[u8]) -> Vec<u8> {
    let exif = [b"Exif\0\0".as_slice(), &sample_tiff(false)].concat();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:li dc:creator=\"Eva\">Valle&#241;o</rdf:li></x:xmpmeta>";
    let iptc = b"\x1C\x01\x5A\0\x03\x1B%G\x1C\x02\x05\0\x06Titulo";
    let length = u32::try_from(iptc.len()).unwrap().to_be_bytes();
    let photoshop = [
        b"Photoshop 3.0\08BIM\x04\x04\0\0".as_slice(),
        &length,
        iptc,
        &[0; 1][..iptc.len() % 2],
    ]
    .concat();
    [
        &[0xFF, 0xD8][..],
        &segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        &segment(0xE1, &exif),
        &segment(0xE1, xmp),
        &segment(0xED, &photoshop),
        &segment(0xFE, "una niña".as_bytes()),
        extra,
        &segment(0xDB, &[0; 65]),
        &segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        &segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        b"\x12\xFF\0\xFF\xD0scan",
        &[0xFF, 0xD9],
        tail,
    ]
    .concat()
}

const JPEG_METADATA: [&str; 12] = [
    "--",
    "exif Make: Lens",
    "exif Artist: Eva",
    "exif XPTitle: Título",
    "exif GPSLatitudeRef: S",
    "exif GPSLatitude: 16.505000 (16.000000 30.000000 18.000000)",
    "exif UserComment: Señal",
    "xmp: Eva",
    "xmp: Valleño",
    "iptc 2:05: Titulo",
    "jpeg comment: una niña",
    "complete",
];

#[test]
fn jpeg_metadata_is_read() {
    check("image/jpeg", &sample_jpeg(&[], &[]), &JPEG_METADATA);
    assert!(!read("image/jpeg", &sample_jpeg(&[], b"ftypmp4")).complete);
    assert!(
        !read(
            "image/jpeg",
            &sample_jpeg(&segment(0xEB, b"JP\0\0manifest"), &[])
        )
        .complete
    );
    let note = [b"Exif\0\0".as_slice(), &sample_tiff(true)].concat();
    let found = read("image/jpeg", &sample_jpeg(&segment(0xE1, &note), &[]));
    assert!(!found.complete);
    assert!(
        found
            .metadata
            .iter()
            .any(|passage| passage.text.contains("Canon"))
    );
    let cut = sample_jpeg(&[], &[]);
    assert!(!read("image/jpeg", &cut[..cut.len() - 2]).complete);
}

#[test]
fn directories_that_point_at_themselves_end() {
    let circle = tiff(&[&[(0x8769, 4, 1, Err(0)), (0x014A, 4, 1, Err(0))]]);
    let bytes = sample_jpeg(
        &segment(0xE1, &[b"Exif\0\0".as_slice(), &circle].concat()),
        &[],
    );
    assert!(!read("image/jpeg", &bytes).complete);
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [
        &u32::try_from(content.len()).unwrap().to_be_bytes()[..],
        kind,
        content,
        &[0; 4],
    ]
    .concat()
}

fn sample_png(extra: &[u8]) -> Vec<u8> {
    let packed = b"\x78\xDAs\xCE\xCF-\xCD\xCBLILQ\x08K\xCC\xC9IUp\xCC)\xC9\x07\0N.\x07Y";
    [
        &b"\x89PNG\r\n\x1A\n"[..],
        &chunk(b"IHDR", &[0; 13]),
        &chunk(b"tEXt", b"Author\0Nu\xF1oa"),
        &chunk(b"zTXt", &[b"Comment\0\0".as_slice(), packed].concat()),
        &chunk(b"iTXt", "Title\0\0\0es\0Título\0Señal".as_bytes()),
        &chunk(
            b"iTXt",
            &[b"Packed\0\x01\0\0\0".as_slice(), packed].concat(),
        ),
        extra,
        &chunk(b"IDAT", &[1, 2, 3]),
        &chunk(b"IEND", b""),
    ]
    .concat()
}

#[test]
fn png_metadata_is_read() {
    check(
        "image/png",
        &sample_png(&[]),
        &[
            "--",
            "png text: Author",
            "png text: Nuñoa",
            "png text: Comment",
            "png text: Comunidad Valle Alto",
            "png text: es",
            "png text: Título",
            "png text: Title",
            "png text: Señal",
            "png text: Packed",
            "png text: Comunidad Valle Alto",
            "complete",
        ],
    );
    for extra in [
        chunk(b"caBX", b"manifest"),
        chunk(b"zTXt", b"Comment\0\0broken"),
        chunk(b"tEXt", b"no zero"),
        chunk(b"tEXt", b"Raw profile type exif\0 12 4142"),
    ] {
        assert!(!read("image/png", &sample_png(&extra)).complete);
    }
    let found = read(
        "image/png",
        &sample_png(&chunk(b"eXIf", &sample_tiff(false))),
    );
    assert!(
        found.complete
            && found
                .metadata
                .iter()
                .any(|passage| passage.locator == "exif Artist")
    );
    let tail = [sample_png(&[]), b"tail".to_vec()].concat();
    assert!(!read("image/png", &tail).complete);
}

fn sample_gif() -> Vec<u8> {
    [
        b"GIF89a\x01\0\x01\0\x80\0\0".as_slice(),
        &[0; 6],
        b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0",
        b"\x21\xFE\x04una \x05se\xC3\xB1a\0",
        b"\x21\xF9\x04\0\0\0\0\0",
        b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0",
        b"\x3B",
    ]
    .concat()
}

fn sample_wav() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        [&kind[..], &length, content, &[0; 1][..content.len() % 2]].concat()
    };
    let info = [
        b"INFO".to_vec(),
        chunk(b"IART", b"Eva\0"),
        chunk(b"ICMT", b"uno y dos"),
    ]
    .concat();
    let labels = [b"adtl".to_vec(), chunk(b"labl", b"\x01\0\0\0marca")].concat();
    let body = [
        b"WAVE".to_vec(),
        chunk(b"fmt ", &[0; 16]),
        chunk(b"LIST", &info),
        chunk(b"data", &[7; 9]),
        chunk(b"LIST", &labels),
        chunk(b"iXML", b"<BWFXML><NOTE>Se&#241;al</NOTE></BWFXML>"),
    ]
    .concat();
    [b"RIFF\0\0\0\0".to_vec(), body].concat()
}

#[test]
fn gif_and_wav_metadata_is_read() {
    check(
        "image/gif",
        &sample_gif(),
        &["--", "gif comment: una seña", "complete"],
    );
    check(
        "audio/wav",
        &sample_wav(),
        &[
            "--",
            "wav IART: Eva",
            "wav ICMT: uno y dos",
            "wav labl: marca",
            "wav xml: Señal",
            "complete",
        ],
    );
    let with_id3 = [sample_wav(), b"id3 \x04\0\0\0TIT2".to_vec()].concat();
    assert!(!read("audio/wav", &with_id3).complete);
    let tail = [sample_gif(), b"x".to_vec()].concat();
    assert!(!read("image/gif", &tail).complete);
}

const MEDIA_TYPES: [&str; 9] = [
    "text/plain",
    "application/json",
    "text/html",
    "application/xml",
    "image/svg+xml",
    "image/jpeg",
    "image/png",
    "image/gif",
    "audio/wav",
];

proptest! {
    #[test]
    fn any_bytes_end(
        media_type in prop::sample::select(&MEDIA_TYPES[..]),
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        read(media_type, &bytes);
    }

    #[test]
    fn changed_files_end(
        which in 0_usize..4,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let (media_type, mut bytes) = match which {
            0 => ("image/jpeg", sample_jpeg(&[], &[])),
            1 => ("image/png", sample_png(&chunk(b"eXIf", &sample_tiff(true)))),
            2 => ("image/gif", sample_gif()),
            _ => ("audio/wav", sample_wav()),
        };
        for (at, to) in changes {
            let place = at.index(bytes.len());
            bytes[place] = to;
        }
        read(media_type, &bytes);
        bytes.truncate(cut.index(bytes.len()));
        // What ends early is never called complete, but for a sound whose last chunk is gone.
        let found = read(media_type, &bytes);
        prop_assert!(!found.complete || media_type == "audio/wav");
    }
}

#[test]
fn photographs_of_phones_are_read() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let path = Path::new(root).join("data/peers/proofmode/IMG_20161214_163821.jpg");
    let Ok(mut file) = std::fs::File::open(path) else {
        println!("skipped: shared/ is absent");
        return;
    };
    let found = searchable("image/jpeg", &mut file);
    let locators: Vec<&str> = found
        .metadata
        .iter()
        .map(|passage| passage.locator.as_str())
        .collect();
    assert!(locators.contains(&"exif Make") && locators.contains(&"exif Model"));
    assert!(found.text.is_empty());
}
