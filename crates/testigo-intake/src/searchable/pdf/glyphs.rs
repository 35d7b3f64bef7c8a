//! Characters of the single-byte encodings of PDF (ISO 32000-1, annex D), and of names of glyphs
//! (Adobe Glyph List, the Latin part).

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// Names of glyphs beside the plain letters, and their characters.
const NAMES: [(&str, char); 190] = [
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("quoteright", '’'),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("quoteleft", '‘'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("exclamdown", '¡'),
    ("cent", '¢'),
    ("sterling", '£'),
    ("fraction", '⁄'),
    ("yen", '¥'),
    ("florin", 'ƒ'),
    ("section", '§'),
    ("currency", '¤'),
    ("quotedblleft", '“'),
    ("guillemotleft", '«'),
    ("guilsinglleft", '‹'),
    ("guilsinglright", '›'),
    ("endash", '–'),
    ("dagger", '†'),
    ("daggerdbl", '‡'),
    ("periodcentered", '·'),
    ("paragraph", '¶'),
    ("bullet", '•'),
    ("quotesinglbase", '‚'),
    ("quotedblbase", '„'),
    ("quotedblright", '”'),
    ("guillemotright", '»'),
    ("ellipsis", '…'),
    ("perthousand", '‰'),
    ("questiondown", '¿'),
    ("acute", '´'),
    ("circumflex", 'ˆ'),
    ("tilde", '˜'),
    ("macron", '¯'),
    ("breve", '˘'),
    ("dotaccent", '˙'),
    ("dieresis", '¨'),
    ("ring", '˚'),
    ("cedilla", '¸'),
    ("hungarumlaut", '˝'),
    ("ogonek", '˛'),
    ("caron", 'ˇ'),
    ("emdash", '—'),
    ("AE", 'Æ'),
    ("ordfeminine", 'ª'),
    ("Lslash", 'Ł'),
    ("Oslash", 'Ø'),
    ("OE", 'Œ'),
    ("ordmasculine", 'º'),
    ("ae", 'æ'),
    ("dotlessi", 'ı'),
    ("lslash", 'ł'),
    ("oslash", 'ø'),
    ("oe", 'œ'),
    ("germandbls", 'ß'),
    ("Aacute", 'Á'),
    ("Acircumflex", 'Â'),
    ("Adieresis", 'Ä'),
    ("Agrave", 'À'),
    ("Aring", 'Å'),
    ("Atilde", 'Ã'),
    ("Ccedilla", 'Ç'),
    ("Eacute", 'É'),
    ("Ecircumflex", 'Ê'),
    ("Edieresis", 'Ë'),
    ("Egrave", 'È'),
    ("Eth", 'Ð'),
    ("Euro", '€'),
    ("Iacute", 'Í'),
    ("Icircumflex", 'Î'),
    ("Idieresis", 'Ï'),
    ("Igrave", 'Ì'),
    ("Ntilde", 'Ñ'),
    ("Oacute", 'Ó'),
    ("Ocircumflex", 'Ô'),
    ("Odieresis", 'Ö'),
    ("Ograve", 'Ò'),
    ("Otilde", 'Õ'),
    ("Scaron", 'Š'),
    ("Thorn", 'Þ'),
    ("Uacute", 'Ú'),
    ("Ucircumflex", 'Û'),
    ("Udieresis", 'Ü'),
    ("Ugrave", 'Ù'),
    ("Yacute", 'Ý'),
    ("Ydieresis", 'Ÿ'),
    ("Zcaron", 'Ž'),
    ("aacute", 'á'),
    ("acircumflex", 'â'),
    ("adieresis", 'ä'),
    ("agrave", 'à'),
    ("aring", 'å'),
    ("atilde", 'ã'),
    ("brokenbar", '¦'),
    ("ccedilla", 'ç'),
    ("copyright", '©'),
    ("degree", '°'),
    ("divide", '÷'),
    ("eacute", 'é'),
    ("ecircumflex", 'ê'),
    ("edieresis", 'ë'),
    ("egrave", 'è'),
    ("eth", 'ð'),
    ("iacute", 'í'),
    ("icircumflex", 'î'),
    ("idieresis", 'ï'),
    ("igrave", 'ì'),
    ("logicalnot", '¬'),
    ("minus", '−'),
    ("mu", 'µ'),
    ("multiply", '×'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocircumflex", 'ô'),
    ("odieresis", 'ö'),
    ("ograve", 'ò'),
    ("onehalf", '½'),
    ("onequarter", '¼'),
    ("onesuperior", '¹'),
    ("otilde", 'õ'),
    ("plusminus", '±'),
    ("registered", '®'),
    ("scaron", 'š'),
    ("thorn", 'þ'),
    ("threequarters", '¾'),
    ("threesuperior", '³'),
    ("trademark", '™'),
    ("twosuperior", '²'),
    ("uacute", 'ú'),
    ("ucircumflex", 'û'),
    ("udieresis", 'ü'),
    ("ugrave", 'ù'),
    ("yacute", 'ý'),
    ("ydieresis", 'ÿ'),
    ("zcaron", 'ž'),
    ("nbspace", ' '),
    ("nonbreakingspace", ' '),
    ("sfthyphen", '-'),
    ("softhyphen", '-'),
    ("middot", '·'),
    ("Gbreve", 'Ğ'),
    ("gbreve", 'ğ'),
    ("Idotaccent", 'İ'),
    ("Scedilla", 'Ş'),
    ("scedilla", 'ş'),
    ("Cacute", 'Ć'),
    ("cacute", 'ć'),
    ("Nacute", 'Ń'),
    ("nacute", 'ń'),
    ("Ccaron", 'Č'),
];

/// Of `StandardEncoding`, from 0xA1 on, where it is not empty.
const STANDARD: [(u8, &str); 5] = [
    (0xA1, "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ"),
    (0xB1, "–†‡· ¶•‚„”»…‰ ¿"),
    (0xC1, "`´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—"),
    (0xE1, "Æ ª    ŁØŒº     æ"),
    (0xF5, "ı  łøœß"),
];

/// Of `PDFDocEncoding` and `StandardEncoding` what is no Latin-1: 0x18 to 0x1F and 0x80 to 0xA0.
const DOCUMENT_LOW: &str = "˘ˇˆ˙˝˛˚˜";
const DOCUMENT_HIGH: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u{FFFD}€";

/// The character of a byte in an encoding that the font names.
pub(super) fn character(encoding: &[u8], byte: u8) -> Option<char> {
    let found = match encoding {
        b"WinAnsiEncoding" => single(WINDOWS_1252.decode_without_bom_handling(&[byte]).0.as_ref()),
        b"MacRomanEncoding" => single(MACINTOSH.decode_without_bom_handling(&[byte]).0.as_ref()),
        _ => standard(byte),
    };
    found.filter(|found| !found.is_control() || found.is_whitespace())
}

fn single(text: &str) -> Option<char> {
    text.chars().next()
}

fn standard(byte: u8) -> Option<char> {
    match byte {
        b'\'' => Some('’'),
        b'`' => Some('‘'),
        0x20..0x7F => Some(char::from(byte)),
        _ => STANDARD.iter().find_map(|(first, characters)| {
            let place = usize::from(byte.checked_sub(*first)?);
            characters.chars().nth(place).filter(|found| *found != ' ')
        }),
    }
}

/// The character that a name of a glyph stands for; ligatures stand for several.
pub(super) fn of_name(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    // What stands behind a point is a variant of the same character.
    let stem = name.split('.').next().filter(|stem| !stem.is_empty())?;
    let mut text = String::new();
    for part in stem.split('_') {
        text.push_str(&of_one(part)?);
    }
    Some(text)
}

fn of_one(name: &str) -> Option<String> {
    let ligature = match name {
        "fi" => "fi",
        "fl" => "fl",
        "ff" => "ff",
        "ffi" => "ffi",
        "ffl" => "ffl",
        _ => "",
    };
    if !ligature.is_empty() {
        return Some(ligature.to_owned());
    }
    if let [letter] = name.as_bytes()
        && letter.is_ascii_alphabetic()
    {
        return Some(name.to_owned());
    }
    if let Some((_, found)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(found.to_string());
    }
    let digits = name.strip_prefix("uni").filter(|digits| digits.len() >= 4);
    if let Some(digits) = digits {
        let units: Option<Vec<u16>> = (0..digits.len() / 4)
            .map(|place| u16::from_str_radix(digits.get(place * 4..place * 4 + 4)?, 16).ok())
            .collect();
        return String::from_utf16(&units?).ok();
    }
    let digits = name
        .strip_prefix('u')
        .filter(|digits| (4..=6).contains(&digits.len()))?;
    let code = u32::from_str_radix(digits, 16).ok()?;
    Some(char::from_u32(code)?.to_string())
}

/// A text outside of pages (7.9.2): with a mark as UTF-16 or UTF-8, else in `PDFDocEncoding`.
/// None if it is no text but bytes.
pub(super) fn text_string(bytes: &[u8]) -> Option<String> {
    let has_mark = bytes.starts_with(b"\xFE\xFF") || bytes.starts_with(b"\xFF\xFE");
    if has_mark || bytes.starts_with(b"\xEF\xBB\xBF") {
        let (encoding, _) = encoding_rs::Encoding::for_bom(bytes)?;
        return Some(encoding.decode_with_bom_removal(bytes).0.into_owned());
    }
    bytes
        .iter()
        .map(|byte| match byte {
            b'\t' | b'\n' | b'\r' | 0x0C => Some(char::from(*byte)),
            0x18..0x20 => DOCUMENT_LOW.chars().nth(usize::from(byte - 0x18)),
            0x80..=0xA0 => DOCUMENT_HIGH.chars().nth(usize::from(byte - 0x80)),
            0..0x20 | 0x7F => None,
            _ => Some(char::from(*byte)),
        })
        .collect()
}
