//! The pen: shapes and text as SVG, foreign text never as markup.

use std::fmt::Write as _;

use super::ChartWords;

/// The width of every chart, in its own units.
pub(super) const WIDTH: f64 = 720.0;
/// Where the drawing begins below the title.
pub(super) const TOP: f64 = 44.0;

/// How a text stands at its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A chart in the making. Writing to a string does not fail.
pub(super) struct Canvas {
    svg: String,
}

impl Canvas {
    pub(super) fn new(height: f64, words: ChartWords<'_>) -> Self {
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\" \
             font-family=\"sans-serif\" font-size=\"13\">\n<title>{}</title>\n<desc>{}</desc>\n",
            escaped(words.title),
            escaped(words.description)
        );
        let _ = writeln!(
            svg,
            "<rect x=\"0\" y=\"0\" width=\"{WIDTH:.0}\" height=\"{height:.0}\" fill=\"white\"/>"
        );
        let mut canvas = Self { svg };
        canvas.sized_text(10.0, 22.0, Anchor::Start, 16.0, words.title);
        canvas
    }

    pub(super) fn finish(mut self) -> String {
        self.svg.push_str("</svg>\n");
        self.svg
    }

    pub(super) fn text(&mut self, x: f64, y: f64, anchor: Anchor, text: &str) {
        self.sized_text(x, y, anchor, 13.0, text);
    }

    pub(super) fn sized_text(&mut self, x: f64, y: f64, anchor: Anchor, size: f64, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = writeln!(
            self.svg,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-size=\"{size:.0}\" fill=\"black\">{}</text>",
            escaped(text)
        );
    }

    /// A line of this thickness.
    pub(super) fn line(&mut self, (x, y): (f64, f64), (to_x, to_y): (f64, f64), thickness: f64) {
        let _ = writeln!(
            self.svg,
            "<line x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{to_x:.1}\" y2=\"{to_y:.1}\" stroke=\"black\" stroke-width=\"{thickness:.1}\"/>"
        );
    }

    /// A thin, broken line, for what helps the eye.
    pub(super) fn guide(&mut self, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) {
        let _ = writeln!(
            self.svg,
            "<line x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{to_x:.1}\" y2=\"{to_y:.1}\" stroke=\"black\" \
             stroke-width=\"0.5\" stroke-dasharray=\"2 3\"/>"
        );
    }

    /// A filled box.
    pub(super) fn block(&mut self, x: f64, y: f64, width: f64, height: f64) {
        self.rectangle(x, y, width, height, "black");
    }

    /// A box with a black edge and nothing in it.
    pub(super) fn frame(&mut self, x: f64, y: f64, width: f64, height: f64) {
        self.rectangle(x, y, width, height, "white");
    }

    fn rectangle(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &'static str) {
        let _ = writeln!(
            self.svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\" stroke=\"black\"/>"
        );
    }

    /// A dot, filled or hollow.
    pub(super) fn dot(&mut self, x: f64, y: f64, radius: f64, is_filled: bool) {
        let fill = if is_filled { "black" } else { "white" };
        let _ = writeln!(
            self.svg,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"{fill}\" stroke=\"black\"/>"
        );
    }
}

/// At most so many characters, the last one a sign that there are more.
pub(super) fn shortened(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(characters.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// Foreign text is never markup; what turns the direction of reading, and control characters, are no text.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter
                if letter.is_control()
                    || matches!(letter, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
                        | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}') =>
            {
                safe.push(' ');
            }
            letter => safe.push(letter),
        }
    }
    safe
}
