//! Charts that come as SVG text from elsewhere: let onto a page only if they are nothing but shapes and words.

/// A chart as SVG text, checked: the few elements and attributes below, and no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing(String);

const ELEMENTS: [&str; 8] = [
    "svg", "title", "desc", "rect", "line", "circle", "text", "g",
];
const ATTRIBUTES: [&str; 24] = [
    "xmlns",
    "viewBox",
    "role",
    "font-family",
    "font-size",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "width",
    "height",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "text-anchor",
    "font-weight",
    "transform",
    "opacity",
];

impl Drawing {
    /// The chart; None if there is anything in it that is no shape or word, such as an address, a script or a style.
    pub fn new(svg: String) -> Option<Self> {
        let mut rest = svg.as_str();
        while let Some(start) = rest.find('<') {
            let (tag, behind) = rest[start + 1..].split_once('>')?;
            if !is_allowed(tag) {
                return None;
            }
            rest = behind;
        }
        Some(Self(svg))
    }

    /// Its text.
    pub fn svg(&self) -> &str {
        &self.0
    }
}

/// What stands between `<` and `>`.
fn is_allowed(tag: &str) -> bool {
    if let Some(closing) = tag.strip_prefix('/') {
        return ELEMENTS.contains(&closing);
    }
    let tag = tag.strip_suffix('/').unwrap_or(tag);
    let (element, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    if !ELEMENTS.contains(&element) {
        return false;
    }
    while !rest.is_empty() {
        let Some((name, value)) = rest.split_once("=\"") else {
            return false;
        };
        let Some((value, behind)) = value.split_once('"') else {
            return false;
        };
        let is_plain = name == "xmlns" && value == "http://www.w3.org/2000/svg"
            || !value.contains([':', '(', '&', '\\']);
        if !ATTRIBUTES.contains(&name) || !is_plain {
            return false;
        }
        rest = behind.trim_start();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::Drawing;

    #[test]
    fn shapes_and_words_pass() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" role=\"img\">\n<title>a &lt; b</title>\n\
                   <rect x=\"0\" y=\"0\" width=\"9\" height=\"9\" fill=\"white\"/>\n<text x=\"1\" y=\"2\">url(x)</text>\n</svg>\n";
        assert!(Drawing::new(svg.to_owned()).is_some());
    }

    #[test]
    fn anything_else_does_not() {
        for svg in [
            "<svg><script>x</script></svg>",
            "<svg onload=\"x\"></svg>",
            "<svg><image href=\"http://x\"/></svg>",
            "<svg><text style=\"fill:red\">a</text></svg>",
            "<svg><rect fill=\"url(#a)\"/></svg>",
            "<svg><rect fill='x'/></svg>",
            "<svg xmlns=\"http://x\"></svg>",
            "<svg><!-- --></svg>",
            "<svg><rect x=\"1",
            "</p>",
        ] {
            assert_eq!(Drawing::new(svg.to_owned()), None, "{svg}");
        }
    }
}
