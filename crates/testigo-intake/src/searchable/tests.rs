mod documents;
mod pdf;
pub(crate) mod samples;

use super::*;
use proptest::prelude::*;
use samples::{chunk, sample_gif, sample_jpeg, sample_png, sample_tiff, sample_wav, segment, tiff};
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
    check("application/epub+zip", b"PK", &["incomplete"]);
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
        chunk(*b"caBX", b"manifest"),
        chunk(*b"zTXt", b"Comment\0\0broken"),
        chunk(*b"tEXt", b"no zero"),
        chunk(*b"tEXt", b"Raw profile type exif\0 12 4142"),
    ] {
        assert!(!read("image/png", &sample_png(&extra)).complete);
    }
    let found = read(
        "image/png",
        &sample_png(&chunk(*b"eXIf", &sample_tiff(false))),
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
            1 => ("image/png", sample_png(&chunk(*b"eXIf", &sample_tiff(true)))),
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
