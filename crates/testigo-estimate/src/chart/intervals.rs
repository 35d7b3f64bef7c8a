//! Estimates side by side: each method's interval above the people who are documented.

use super::ChartWords;
use super::canvas::{Anchor, Canvas, TOP, WIDTH, shortened};
use super::scale::{Scale, people};

const LABELS: f64 = 150.0;
const ROW: f64 = 34.0;
/// Room below the rows for the scale and its numbers.
const FOOT: f64 = 56.0;
const LABEL_CHARACTERS: usize = 20;

/// An estimate's ends, in people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IntervalEnds {
    /// The wide interval, as a thin line.
    pub outer: (f64, f64),
    /// The narrow one, as a box.
    pub inner: (f64, f64),
}

/// One row: a method, or a part of the people.
#[derive(Debug, Clone)]
pub struct IntervalRow {
    /// Its name.
    pub label: String,
    /// Its intervals; none where no estimate is given.
    pub ends: Option<IntervalEnds>,
    /// What is written instead of an interval that is not there.
    pub refused: String,
}

/// Intervals on one scale. `documented` is the number of people that the lists name, `floor` the words at
/// its line. Nothing is drawn for a method without an estimate but words, so that it never looks like 0.
pub fn interval_chart(
    rows: &[IntervalRow],
    documented: f64,
    floor: &str,
    words: ChartWords<'_>,
) -> String {
    let ends = rows.iter().filter_map(|row| row.ends);
    let largest = ends.map(|ends| ends.outer.1).fold(documented, f64::max);
    let scale = Scale::above(documented, largest, LABELS + 12.0, WIDTH - 24.0);
    let bottom = TOP + 18.0 + ROW * rows.len() as f64;
    let mut canvas = Canvas::new(bottom + FOOT, words);
    for tick in scale.ticks() {
        let x = scale.place(tick);
        canvas.guide((x, TOP + 18.0), (x, bottom));
        canvas.line((x, bottom), (x, bottom + 5.0), 1.0);
        canvas.text(x, bottom + 20.0, Anchor::Middle, &people(tick));
    }
    canvas.line((LABELS + 12.0, bottom), (WIDTH - 24.0, bottom), 1.0);
    let x = scale.place(documented);
    canvas.line((x, TOP + 12.0), (x, bottom), 3.0);
    canvas.text(
        x + 6.0,
        TOP + 10.0,
        Anchor::Start,
        &format!("{floor} {}", people(documented)),
    );
    for (place, row) in rows.iter().enumerate() {
        let middle = TOP + 18.0 + ROW * (place as f64 + 0.5);
        let label = shortened(&row.label, LABEL_CHARACTERS);
        canvas.text(LABELS, middle + 4.0, Anchor::End, &label);
        match row.ends {
            Some(ends) => draw_interval(&mut canvas, scale, middle, ends),
            None => canvas.text(x + 12.0, middle + 4.0, Anchor::Start, &row.refused),
        }
    }
    canvas.finish()
}

fn draw_interval(canvas: &mut Canvas, scale: Scale, middle: f64, ends: IntervalEnds) {
    let (low, high) = (scale.place(ends.outer.0), scale.place(ends.outer.1));
    canvas.line((low, middle), (high, middle), 1.5);
    for end in [low, high] {
        canvas.line((end, middle - 6.0), (end, middle + 6.0), 1.5);
    }
    let (from, to) = (scale.place(ends.inner.0), scale.place(ends.inner.1));
    canvas.frame(from, middle - 6.0, (to - from).max(1.0), 12.0);
}
