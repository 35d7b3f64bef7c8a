//! The process that draws: plain bytes in on standard input, a picture or a number out.

use std::ffi::OsString;
use std::io::{Read as _, Write as _};

use crate::limits::give_up;
use crate::pdf::{CannotDraw, PDF_BYTES_MAX, draw_page, pages};

/// The first words of its command line.
const COUNT: &str = "count-pages";
const DRAW: &str = "draw-page";

/// Exit statuses, beside 0 and those of a process that fell.
const STATUSES: [(u8, CannotDraw); 6] = [
    (10, CannotDraw::Damaged),
    (11, CannotDraw::Encrypted),
    (12, CannotDraw::NoSuchPage),
    (13, CannotDraw::TooLarge),
    (14, CannotDraw::TooMuch),
    (15, CannotDraw::NotStarted),
];

/// What to start this program with, so that it draws a page that wide; without a page, so that it counts them.
pub fn draw_words(page: Option<(u32, u16)>) -> Vec<String> {
    match page {
        None => vec![COUNT.to_owned()],
        Some((page, width)) => vec![DRAW.to_owned(), page.to_string(), width.to_string()],
    }
}

/// Does what these words ([`draw_words`], behind the program's name) ask, and says with which status to end. None if
/// they ask for something else.
pub fn as_child(given: &[OsString]) -> Option<u8> {
    let words: Vec<&str> = given
        .iter()
        .skip(1)
        .filter_map(|word| word.to_str())
        .collect();
    let page = match words.as_slice() {
        [COUNT] => None,
        [DRAW, page, width] => Some((page.parse().ok()?, width.parse().ok()?)),
        _ => return None,
    };
    let drawn = answer(page);
    Some(drawn.map_or_else(status_of, |()| 0))
}

fn answer(page: Option<(u32, u16)>) -> Result<(), CannotDraw> {
    if !give_up() {
        return Err(CannotDraw::NotStarted);
    }
    let mut pdf = Vec::new();
    let mut given = std::io::stdin().lock().take(PDF_BYTES_MAX + 1);
    given
        .read_to_end(&mut pdf)
        .map_err(|_| CannotDraw::Unreadable)?;
    let answer = match page {
        None => pages(pdf)?.to_string().into_bytes(),
        Some((page, width)) => draw_page(pdf, page, width)?,
    };
    let mut out = std::io::stdout().lock();
    let written = out.write_all(&answer).and_then(|()| out.flush());
    written.map_err(|_| CannotDraw::GivenUp)
}

fn status_of(why: CannotDraw) -> u8 {
    let known = STATUSES.iter().find(|(_, other)| *other == why);
    known.map_or(1, |(status, _)| *status)
}

/// Why there is no picture, from how the process ended. Any other end is that of one that fell.
pub(crate) fn reason_of(status: Option<i32>) -> CannotDraw {
    let known = STATUSES
        .iter()
        .find(|(own, _)| Some(i32::from(*own)) == status);
    known.map_or(CannotDraw::TooMuch, |(_, why)| *why)
}

#[cfg(test)]
mod tests {
    use super::{STATUSES, as_child, reason_of, status_of};
    use crate::CannotDraw;

    #[test]
    fn reasons_survive_the_end_of_the_process() {
        for (_, why) in STATUSES {
            assert_eq!(reason_of(Some(i32::from(status_of(why)))), why);
        }
        for fell in [None, Some(0), Some(1), Some(101), Some(134)] {
            assert_eq!(reason_of(fell), CannotDraw::TooMuch);
        }
    }

    #[test]
    fn other_words_are_not_for_it() {
        for words in [
            vec![],
            vec!["testigo"],
            vec!["testigo", "serve"],
            vec!["testigo", "draw-page"],
            vec!["testigo", "draw-page", "1"],
            vec!["testigo", "draw-page", "x", "1000"],
            vec!["testigo", "draw-page", "1", "70000"],
            vec!["testigo", "draw-page", "1", "1000", "more"],
            vec!["testigo", "count-pages", "1"],
        ] {
            let given: Vec<_> = words.iter().map(Into::into).collect();
            assert_eq!(as_child(&given), None, "{words:?}");
        }
    }
}
