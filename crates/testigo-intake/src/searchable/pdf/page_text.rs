//! The text of one page as it grows, and where on the page it is (ISO 32000-1, 8.3 and 9.4.4).

use crate::searchable::{Collector, PASSAGE_CHARS};

/// A page with more text is handed out in pieces.
const TEXT_CHARS_MAX: usize = 64 * PASSAGE_CHARS;
/// Parts of the font size: a gap that is a space, and a step that is another line.
const SPACE: f64 = 0.2;
const LINE: f64 = 0.5;

pub(super) type Matrix = [f64; 6];

pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First one, then the other (8.3.4).
pub(super) fn times(first: &Matrix, other: &Matrix) -> Matrix {
    let apply = |x: f64, y: f64| {
        let [x_to_x, x_to_y, y_to_x, y_to_y, _, _] = *other;
        (x * x_to_x + y * y_to_x, x * x_to_y + y * y_to_y)
    };
    let [xx, xy, yx, yy, dx, dy] = *first;
    let [.., origin_x, origin_y] = *other;
    let (right, up, origin) = (apply(xx, xy), apply(yx, yy), apply(dx, dy));
    [
        right.0,
        right.1,
        up.0,
        up.1,
        origin.0 + origin_x,
        origin.1 + origin_y,
    ]
}

pub(super) fn moved(x: f64, y: f64) -> Matrix {
    [1.0, 0.0, 0.0, 1.0, x, y]
}

/// What is gathered of one page.
pub(super) struct PageText<'a> {
    pub(super) locator: String,
    pub(super) found: &'a mut Collector,
    text: String,
    /// Where the last character ended, in the space of the page.
    pub(super) end: Option<(f64, f64)>,
    pub(super) has_text: bool,
    pub(super) has_image: bool,
}

impl<'a> PageText<'a> {
    pub(super) fn new(locator: String, found: &'a mut Collector) -> Self {
        Self {
            locator,
            found,
            text: String::new(),
            end: None,
            has_text: false,
            has_image: false,
        }
    }

    pub(super) fn end_line(&mut self) {
        self.end = None;
        self.push_separator('\n');
    }

    fn push_separator(&mut self, separator: char) {
        if self
            .text
            .chars()
            .next_back()
            .is_some_and(|last| !last.is_whitespace())
        {
            self.text.push(separator);
        }
    }

    /// A space or a line between this character and the last, if there is one on the page.
    pub(super) fn go_to(&mut self, at: &Matrix, size: f64) {
        let [xx, xy, yx, yy, x, y] = *at;
        let Some((last_x, last_y)) = self.end else {
            return;
        };
        let length = (xx * xx + xy * xy).sqrt();
        let height = (yx * yx + yy * yy).sqrt() * size.abs();
        if length <= 0.0 || height <= 0.0 {
            return;
        }
        let (step_x, step_y) = (x - last_x, y - last_y);
        let along = (step_x * xx + step_y * xy) / length;
        let across = (step_x * xy - step_y * xx) / length;
        if across.abs() > LINE * height || along < -LINE * height {
            self.push_separator('\n');
        } else if along > SPACE * height {
            self.push_separator(' ');
        }
    }

    pub(super) fn push(&mut self, text: Option<&str>) {
        self.has_text = true;
        // A character that no table of the font names makes the reading not complete.
        let Some(text) = text else {
            self.text.push('\u{FFFD}');
            self.found.leave_out();
            return;
        };
        for character in text.chars() {
            self.join_parted_word(character);
            match character {
                // Ligatures of two or three letters.
                'ﬀ' => self.text.push_str("ff"),
                'ﬁ' => self.text.push_str("fi"),
                'ﬂ' => self.text.push_str("fl"),
                'ﬃ' => self.text.push_str("ffi"),
                'ﬄ' => self.text.push_str("ffl"),
                '\0' => {}
                _ => self.text.push(character),
            }
        }
        if self.text.len() > TEXT_CHARS_MAX {
            self.flush();
        }
    }

    /// A word that is parted at the end of a line is one word.
    fn join_parted_word(&mut self, next: char) {
        let parted = self
            .text
            .strip_suffix("-\n")
            .filter(|_| next.is_lowercase());
        if let Some(before) = parted
            && before.chars().next_back().is_some_and(char::is_alphabetic)
        {
            self.text.truncate(before.len());
        }
    }

    pub(super) fn flush(&mut self) {
        self.found.push_text(&self.locator, &self.text);
        self.text.clear();
    }
}
