//! Character references of XML and HTML, replaced by what they stand for.

/// HTML's names of U+00A0 to U+00FF, in order; browsers read them without the semicolon too.
const LATIN_1: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf",
    "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro",
    "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest",
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute",
    "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute",
    "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute",
    "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
    "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde",
    "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc",
    "uuml", "yacute", "thorn", "yuml",
];

const OTHERS: [(&str, char); 24] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("bull", '•'),
    ("euro", '€'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Zcaron", 'Ž'),
    ("zcaron", 'ž'),
    ("Yuml", 'Ÿ'),
    ("NewLine", '\n'),
];

/// Longer than any name or number that is known.
const REFERENCE_CHARS_MAX: usize = 12;

/// Replaces the references that are known; anything else stays as written.
pub(crate) fn replace(text: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        replaced.push_str(before);
        if let Some((character, after)) = reference(behind) {
            replaced.push(character);
            rest = after;
        } else {
            replaced.push('&');
            rest = behind;
        }
    }
    replaced.push_str(rest);
    replaced
}

/// The character that `text`, which follows an ampersand, begins with, and what follows it.
fn reference(text: &str) -> Option<(char, &str)> {
    let end = text
        .char_indices()
        .take(REFERENCE_CHARS_MAX)
        .find(|(_, next)| !(next.is_ascii_alphanumeric() || *next == '#'))
        .map_or_else(|| text.len().min(REFERENCE_CHARS_MAX), |(at, _)| at);
    let (name, behind) = text.split_at_checked(end)?;
    let after = behind.strip_prefix(';');
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return Some((char::from_u32(code.ok()?)?, after.unwrap_or(behind)));
    }
    if let Some(after) = after
        && let Some(character) = named(name)
    {
        return Some((character, after));
    }
    // Without its semicolon: the longest old name that the text begins with.
    (2..=name.len()).rev().find_map(|length| {
        let (prefix, after) = text.split_at_checked(length)?;
        Some((latin_1(prefix)?, after))
    })
}

fn named(name: &str) -> Option<char> {
    latin_1(name).or_else(|| {
        OTHERS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, character)| *character)
    })
}

fn latin_1(name: &str) -> Option<char> {
    let place = LATIN_1.iter().position(|known| *known == name)?;
    char::from_u32(0xA0 + u32::try_from(place).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(replace(text), expected, "{text:?}");
    }

    #[test]
    fn replaces_references() {
        check("a &amp; b &lt;c&gt;", "a & b <c>");
        check(
            "Nu&ntilde;oa &Aacute;&yuml;&nbsp;&iquest;",
            "Nuñoa Áÿ\u{A0}¿",
        );
        check("Nu&ntildeoa", "Nuñoa");
        check("&#241;&#xF1;&#XF1 &#0;&#xD800;", "ñññ \0&#xD800;");
        check("&unknown; && &", "&unknown; && &");
        check("&amp;amp;", "&amp;");
        check("&ndash;&ñ;", "–&ñ;");
    }

    proptest! {
        #[test]
        fn any_text_ends(text in "[&#x;a-zñ0-9]{0,40}") {
            prop_assert!(replace(&text).chars().count() <= text.chars().count());
        }
    }
}
