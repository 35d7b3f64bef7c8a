mod sounds;

use super::*;
use crate::searchable::tests::samples::{
    rationals, sample_jpeg, sample_tiff, sample_wav, segment, tiff,
};
use proptest::prelude::*;
use std::path::Path;

fn read(media_type: &str, bytes: &[u8]) -> Facts {
    let mut source = bytes;
    facts(media_type, &mut source)
}

/// A box of MP4.
fn boxed(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap();
    [&length.to_be_bytes(), kind.as_slice(), content].concat()
}

fn sample_movie() -> Vec<u8> {
    // 2019-11-15T12:00:00Z, 600 units a second, 1,500 of them.
    let created: u32 = 3_656_664_000;
    let mut header = vec![0; 100];
    header[4..8].copy_from_slice(&created.to_be_bytes());
    header[12..16].copy_from_slice(&600_u32.to_be_bytes());
    header[16..20].copy_from_slice(&1500_u32.to_be_bytes());
    let mut track = vec![0; 84];
    track[76..78].copy_from_slice(&1920_u16.to_be_bytes());
    track[80..82].copy_from_slice(&1080_u16.to_be_bytes());
    let place = [&[0, 18, 0x15, 0xC7], b"+16.5000-068.1500/".as_slice()].concat();
    let make = [&[0, 4, 0x15, 0xC7], b"Lens".as_slice()].concat();
    let user = [boxed(*b"\xA9xyz", &place), boxed(*b"\xA9mak", &make)].concat();
    let headers = [
        boxed(*b"mvhd", &header),
        boxed(*b"trak", &boxed(*b"tkhd", &track)),
        boxed(*b"udta", &user),
    ]
    .concat();
    [
        boxed(*b"ftyp", b"isom\0\0\0\0"),
        boxed(*b"mdat", &[7; 1000]),
        boxed(*b"moov", &headers),
    ]
    .concat()
}

#[test]
fn films_say_size_time_and_place() {
    assert_eq!(
        read("video/mp4", &sample_movie()),
        Facts {
            width: Some(1920),
            height: Some(1080),
            duration_ms: Some(2500),
            captured_at: Some("2019-11-15".to_owned()),
            device: vec!["Lens".to_owned()],
            location: Some(("16.500000".to_owned(), "-68.150000".to_owned())),
        }
    );
}

#[test]
fn photographs_say_size_time_and_place() {
    let (latitude, longitude) = (
        rationals(&[(16, 1), (30, 1), (1800, 100)]),
        rationals(&[(68, 1), (9, 1), (0, 1)]),
    );
    let structure = tiff(&[
        &[
            (0x010F, 2, 5, Ok(b"Lens\0")),
            (0x8769, 4, 1, Err(1)),
            (0x8825, 4, 1, Err(2)),
        ],
        &[
            (0x9003, 2, 20, Ok(b"2019:11:15 10:20:30\0")),
            (0x9011, 2, 7, Ok(b"-04:00\0")),
        ],
        &[
            (1, 2, 2, Ok(b"S\0")),
            (2, 5, 3, Ok(&latitude)),
            (3, 2, 2, Ok(b"W\0")),
            (4, 5, 3, Ok(&longitude)),
        ],
    ]);
    let exif = segment(0xE1, &[b"Exif\0\0".as_slice(), &structure].concat());
    let frame = segment(0xC0, &[8, 0, 100, 0, 200, 1, 1, 0x11, 0]);
    let file = [b"\xFF\xD8".as_slice(), &exif, &frame, b"\xFF\xD9"].concat();
    let found = read("image/jpeg", &file);
    assert_eq!((found.width, found.height), (Some(200), Some(100)));
    assert_eq!(found.captured_at.as_deref(), Some("2019-11-15"));
    assert_eq!(found.device, ["Lens", "2019:11:15 10:20:30 -04:00"]);
    let place = ("-16.505000".to_owned(), "-68.150000".to_owned());
    assert_eq!(found.location, Some(place));
    // A structure of its own says its own size.
    let sized = tiff(&[&[(0x100, 3, 1, Ok(&[7, 0])), (0x101, 4, 1, Ok(&[9, 0, 0, 0]))]]);
    let found = read("image/tiff", &sized);
    assert_eq!((found.width, found.height), (Some(7), Some(9)));
}

#[test]
fn other_headers_are_read() {
    let mut png = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x05\0\0\0\x06".to_vec();
    png.extend([0; 9]);
    assert_eq!(read("image/png", &png).height, Some(6));
    assert_eq!(read("image/gif", b"GIF89a\x05\0\x06\0").width, Some(5));
    let webp = b"RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x04\0\0\x05\0\0";
    let found = read("image/webp", webp);
    assert_eq!((found.width, found.height), (Some(5), Some(6)));
    let mut wav =
        b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1F\0\0\x80\x3E\0\0\x02\0\x10\0".to_vec();
    wav.extend(b"data\x00\x7D\0\0");
    assert_eq!(read("audio/wav", &wav).duration_ms, Some(2000));
    assert_eq!(read("text/plain", b"x"), Facts::default());
}

#[test]
fn clocks_that_were_never_set_say_nothing() {
    assert_eq!(day_of("0000:00:00 00:00:00"), None);
    assert_eq!(day_of("2019:13:45 00:00:00"), None);
    assert_eq!(day_of("2019:11:15 10:00:00").as_deref(), Some("2019-11-15"));
}

proptest! {
    #[test]
    fn any_bytes_end(
        which in 0_usize..9,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let (media_type, mut file) = match which {
            0 => ("image/jpeg", sample_jpeg(&[], &[])),
            1 => ("image/tiff", sample_tiff(true)),
            2 => ("audio/wav", sample_wav()),
            3 => ("image/webp", b"RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x04\0\0\x05\0\0VP8L\x09\0\0\0/123456789".to_vec()),
            4 => ("image/png", b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x05\0\0\0\x06123456789".to_vec()),
            5 => ("audio/opus", sounds::sample_note()),
            6 => ("audio/mpeg", sounds::sample_mp3(3)),
            7 => ("audio/amr", sounds::sample_amr()),
            _ => ("video/mp4", sample_movie()),
        };
        for (at, to) in changes {
            let place = at.index(file.len());
            file[place] = to;
        }
        file.truncate(cut.index(file.len()) + 1);
        prop_assert_eq!(read(media_type, &file), read(media_type, &file));
        read(media_type, &bytes);
    }
}

#[test]
fn photographs_of_phones_say_their_day() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let path = Path::new(root).join("data/peers/proofmode/IMG_20161214_163821.jpg");
    let Ok(mut file) = std::fs::File::open(path) else {
        println!("skipped: shared/ is absent");
        return;
    };
    let found = facts("image/jpeg", &mut file);
    assert_eq!(found.captured_at.as_deref(), Some("2016-12-14"));
    assert!(found.width.is_some() && found.height.is_some() && found.device.len() >= 3);
}
