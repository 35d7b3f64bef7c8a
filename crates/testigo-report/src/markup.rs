//! The only way onto the page: literals of ours as markup, everything else escaped.

use testigo_words::{Words, identifier};

use crate::drawing::Drawing;

/// Writes a page. Markup is `&'static str`, so that text from outside cannot become markup by mistake.
pub(crate) struct Markup<'a> {
    words: &'a Words,
    html: String,
}

impl<'a> Markup<'a> {
    pub(crate) fn new(words: &'a Words) -> Self {
        Self {
            words,
            html: String::new(),
        }
    }

    pub(crate) fn words(&self) -> &'a Words {
        self.words
    }

    pub(crate) fn into_html(self) -> String {
        self.html
    }

    /// Markup of ours.
    pub(crate) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.html.push_str(markup);
        self
    }

    /// Text from outside.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for character in normal_lines(text) {
            match Shown::of(character) {
                Shown::Itself => self.html.push(character),
                Shown::Reference(reference) => self.html.push_str(reference),
                Shown::Mark => {
                    self.html.push_str("<span class=\"mark\">");
                    self.html.push_str(&mark(character));
                    self.html.push_str("</span>");
                }
            }
        }
        self
    }

    /// Text from outside that keeps its own direction of reading.
    pub(crate) fn isolated(&mut self, text: &str) -> &mut Self {
        self.raw("<bdi>").text(text).raw("</bdi>")
    }

    /// Text where no markup can stand: attributes and the page's title.
    pub(crate) fn plain(&mut self, text: &str) -> &mut Self {
        for character in normal_lines(text) {
            match Shown::of(character) {
                Shown::Itself => self.html.push(character),
                Shown::Reference(reference) => self.html.push_str(reference),
                Shown::Mark => self.html.push_str(&mark(character)),
            }
        }
        self
    }

    /// ` name="value"`.
    pub(crate) fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").plain(value).raw("\"")
    }

    /// A chart that was checked to be nothing but shapes and words.
    pub(crate) fn drawing(&mut self, drawing: &Drawing) -> &mut Self {
        self.html.push_str(drawing.svg());
        self
    }

    /// Text from outside in a style sheet.
    pub(crate) fn css(&mut self, text: &CssString) -> &mut Self {
        self.html.push_str(&text.0);
        self
    }

    /// A digest, key or id: wrapped anywhere, copied whole.
    pub(crate) fn hash(&mut self, text: &str) -> &mut Self {
        self.raw("<code class=\"hash\">").text(text).raw("</code>")
    }

    /// A whole number, in groups of three from five digits on.
    pub(crate) fn number(&mut self, number: u64) -> &mut Self {
        let text = grouped(number);
        self.text(&text)
    }

    /// Words of ours.
    pub(crate) fn say(&mut self, id: &str) -> &mut Self {
        self.say_with(id, &[])
    }

    /// Words of ours around arguments.
    pub(crate) fn say_with(&mut self, id: &str, arguments: &[(&str, &str)]) -> &mut Self {
        let text = self.words.say(id, arguments);
        self.text(&text)
    }

    /// The label of a code, or the code where there is none.
    pub(crate) fn label(&mut self, prefix: &str, code: &str) -> &mut Self {
        let text = label(self.words, prefix, code);
        self.text(&text)
    }

    /// A link to a paragraph of the report.
    pub(crate) fn paragraph_link(&mut self, number: u64) -> &mut Self {
        let digits = number.to_string();
        self.raw("<a")
            .attribute("href", &format!("#p{digits}"))
            .raw(">");
        self.say_with("report-see-paragraph", &[("number", &digits)])
            .raw("</a>")
    }

    /// A term with its description, in a description list.
    pub(crate) fn term(&mut self, id: &str, describe: impl FnOnce(&mut Self)) -> &mut Self {
        self.raw("<div><dt>").say(id).raw("</dt><dd>");
        describe(self);
        self.raw("</dd></div>\n")
    }
}

/// The label of a code, or the code where there is none.
pub(crate) fn label(words: &Words, prefix: &str, code: &str) -> String {
    let id = identifier(prefix, code);
    if words.has(&id) {
        words.say(&id, &[])
    } else {
        code.to_owned()
    }
}

/// `12345` as `12 345` with narrow no-break spaces (ISO 80000-1), the same in both languages; `1234` as it is.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// A CSS string, quotes included, in which only letters, digits and spaces of ASCII stand as themselves.
pub(crate) struct CssString(String);

/// The text as a CSS string.
pub(crate) fn css_string(text: &str) -> CssString {
    let mut css = String::from("\"");
    for character in normal_lines(text).flat_map(|character| match Shown::of(character) {
        Shown::Mark => mark(character).chars().collect::<Vec<char>>(),
        Shown::Itself | Shown::Reference(_) => vec![character],
    }) {
        if character.is_ascii_alphanumeric() || character == ' ' {
            css.push(character);
        } else {
            css.push('\\');
            let code = format!("{:x}", u32::from(character));
            css.push_str(&code);
            css.push(' ');
        }
    }
    css.push('"');
    CssString(css)
}

/// The text with its unseen characters made visible, for places without markup; each line end becomes a space.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::new();
    for character in normal_lines(text) {
        match (character, Shown::of(character)) {
            ('\n' | '\t', _) => shown.push(' '),
            (_, Shown::Mark) => shown.push_str(&mark(character)),
            (_, Shown::Itself | Shown::Reference(_)) => shown.push(character),
        }
    }
    shown
}

/// How a character of foreign text stands on the page.
enum Shown {
    Itself,
    Reference(&'static str),
    Mark,
}

impl Shown {
    fn of(character: char) -> Self {
        match character {
            '&' => Self::Reference("&amp;"),
            '<' => Self::Reference("&lt;"),
            '>' => Self::Reference("&gt;"),
            '"' => Self::Reference("&quot;"),
            '\'' => Self::Reference("&#39;"),
            '\n' | '\t' => Self::Itself,
            _ if is_unseen(character) => Self::Mark,
            _ => Self::Itself,
        }
    }
}

/// Characters that a reader cannot see or that turn the direction of what follows. U+200C and U+200D are left alone:
/// Persian and the scripts of India need them to be spelled; so are the selectors that follow emoji.
fn is_unseen(character: char) -> bool {
    let code = u32::from(character);
    character.is_control()
        || code & 0xfffe == 0xfffe
        || matches!(code,
            0x00ad | 0x034f | 0x061c | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180f | 0x200b | 0x200e..=0x200f
            | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfdd0..=0xfdef | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
            | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
}

/// The visible stand-in for an unseen character.
fn mark(character: char) -> String {
    format!("[U+{:04X}]", u32::from(character))
}

/// The characters, with each CR LF as one line end.
fn normal_lines(text: &str) -> impl Iterator<Item = char> {
    let mut characters = text.chars().peekable();
    std::iter::from_fn(move || match characters.next() {
        Some('\r') if characters.peek() == Some(&'\n') => characters.next(),
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use testigo_words::{Language, Words};

    use super::{Markup, css_string, grouped};

    fn written(write: impl Fn(&mut Markup<'_>)) -> String {
        let words = Words::new(Language::English);
        let mut markup = Markup::new(&words);
        write(&mut markup);
        markup.into_html()
    }

    #[test]
    fn foreign_text_is_never_markup() {
        let check = |text: &str, in_text: &str, in_attribute: &str| {
            assert_eq!(
                written(|markup| {
                    markup.text(text);
                }),
                in_text
            );
            let attribute = format!(" alt=\"{in_attribute}\"");
            assert_eq!(
                written(|markup| {
                    markup.attribute("alt", text);
                }),
                attribute
            );
        };
        check("plain, día, Ñ 😀", "plain, día, Ñ 😀", "plain, día, Ñ 😀");
        check(
            "<script>alert('x')</script>",
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;",
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;",
        );
        check(
            "\" onload=\"x&quot;",
            "&quot; onload=&quot;x&amp;quot;",
            "&quot; onload=&quot;x&amp;quot;",
        );
        check(
            "a\u{202e}b",
            "a<span class=\"mark\">[U+202E]</span>b",
            "a[U+202E]b",
        );
        check("\0", "<span class=\"mark\">[U+0000]</span>", "[U+0000]");
        check(
            "\u{e0041}\u{fffe}",
            "<span class=\"mark\">[U+E0041]</span><span class=\"mark\">[U+FFFE]</span>",
            "[U+E0041][U+FFFE]",
        );
        check(
            "one\r\ntwo\rthree",
            "one\ntwo<span class=\"mark\">[U+000D]</span>three",
            "one\ntwo[U+000D]three",
        );
    }

    #[test]
    fn every_character_that_turns_the_direction_is_shown() {
        for code in [
            0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,
            0x2069,
        ] {
            let text = char::from_u32(code).unwrap().to_string();
            let expected = format!("<span class=\"mark\">[U+{code:04X}]</span>");
            assert_eq!(
                written(|markup| {
                    markup.text(&text);
                }),
                expected
            );
        }
    }

    #[test]
    fn numbers_are_grouped_from_five_digits_on() {
        let check = |number: u64, expected: &str| assert_eq!(grouped(number), expected);
        check(0, "0");
        check(9999, "9999");
        check(10000, "10\u{202f}000");
        check(1_234_567, "1\u{202f}234\u{202f}567");
        check(
            u64::MAX,
            "18\u{202f}446\u{202f}744\u{202f}073\u{202f}709\u{202f}551\u{202f}615",
        );
    }

    #[test]
    fn a_css_string_holds_nothing_that_css_or_html_reads() {
        let check = |text: &str, expected: &str| assert_eq!(css_string(text).0, expected);
        check("Plain 1", "\"Plain 1\"");
        check("</style>\"\\\n", "\"\\3c \\2f style\\3e \\22 \\5c \\a \"");
        check("ñ\0", "\"\\f1 \\5b U\\2b 0000\\5d \"");
    }
}
