//! Small files made by hand.

/// A little-endian TIFF structure: directories of (tag, kind, count, value), values over four
/// bytes behind them. A value of `Err(n)` points to directory n.
pub(crate) type Field<'a> = (u16, u16, u32, Result<&'a [u8], usize>);

pub(crate) fn tiff(directories: &[&[Field<'_>]]) -> Vec<u8> {
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

pub(crate) fn rationals(numbers: &[(u32, u32)]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|(top, bottom)| [top.to_le_bytes(), bottom.to_le_bytes()].concat())
        .collect()
}

pub(crate) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

pub(crate) fn sample_tiff(with_maker_note: bool) -> Vec<u8> {
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

pub(crate) fn segment(code: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, code][..], &length, content].concat()
}

pub(crate) fn sample_jpeg(extra: &[u8], tail: &[u8]) -> Vec<u8> {
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

pub(crate) fn chunk(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    [
        &u32::try_from(content.len()).unwrap().to_be_bytes()[..],
        &kind,
        content,
        &[0; 4],
    ]
    .concat()
}

pub(crate) fn sample_png(extra: &[u8]) -> Vec<u8> {
    let packed = b"\x78\xDAs\xCE\xCF-\xCD\xCBLILQ\x08K\xCC\xC9IUp\xCC)\xC9\x07\0N.\x07Y";
    [
        &b"\x89PNG\r\n\x1A\n"[..],
        &chunk(*b"IHDR", &[0; 13]),
        &chunk(*b"tEXt", b"Author\0Nu\xF1oa"),
        &chunk(*b"zTXt", &[b"Comment\0\0".as_slice(), packed].concat()),
        &chunk(*b"iTXt", "Title\0\0\0es\0Título\0Señal".as_bytes()),
        &chunk(
            *b"iTXt",
            &[b"Packed\0\x01\0\0\0".as_slice(), packed].concat(),
        ),
        extra,
        &chunk(*b"IDAT", &[1, 2, 3]),
        &chunk(*b"IEND", b""),
    ]
    .concat()
}

pub(crate) fn sample_gif() -> Vec<u8> {
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

pub(crate) fn sample_wav() -> Vec<u8> {
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
