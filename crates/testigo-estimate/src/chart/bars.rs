//! Documented people by group, and by time.

use super::ChartWords;
use super::canvas::{Anchor, Canvas, TOP, WIDTH, shortened};
use super::scale::{Scale, people};

const LABELS: f64 = 200.0;
const ROW: f64 = 24.0;
const LABEL_CHARACTERS: usize = 28;
/// The height of the time line's bars.
const HEIGHT: f64 = 160.0;
/// Fewer labels than this stand below a time line, however many points it has.
const TIME_LABELS: usize = 12;

/// A group, or a point in time, and its people: at least `low`, at most `high`, the difference as a frame.
#[derive(Debug, Clone)]
pub struct BarRow {
    /// Its name.
    pub label: String,
    /// The fewest people.
    pub low: u64,
    /// The most.
    pub high: u64,
    /// The number as it is written.
    pub number: String,
}

fn largest(rows: &[BarRow]) -> f64 {
    let ends = rows.iter().map(|row| row.low.max(row.high));
    ends.max().unwrap_or(0) as f64
}

/// One bar for each group, in the order given.
pub fn bars_chart(rows: &[BarRow], words: ChartWords<'_>) -> String {
    let mut canvas = Canvas::new(TOP + ROW * rows.len() as f64 + 12.0, words);
    let scale = Scale::from_zero(largest(rows), 0.0, WIDTH - LABELS - 90.0);
    for (place, row) in rows.iter().enumerate() {
        let middle = TOP + ROW * (place as f64 + 0.5);
        let label = shortened(&row.label, LABEL_CHARACTERS);
        canvas.text(LABELS, middle + 4.0, Anchor::End, &label);
        let width = scale.place(row.low as f64);
        canvas.block(LABELS + 10.0, middle - 7.0, width.max(0.5), 14.0);
        let most = scale.place(row.high.max(row.low) as f64);
        if most > width {
            canvas.frame(LABELS + 10.0 + width, middle - 7.0, most - width, 14.0);
        }
        canvas.text(
            LABELS + 18.0 + most,
            middle + 4.0,
            Anchor::Start,
            &row.number,
        );
    }
    canvas.finish()
}

/// One bar for each point in time, in the order given, which is taken as the order of time.
pub fn time_chart(rows: &[BarRow], words: ChartWords<'_>) -> String {
    let mut canvas = Canvas::new(TOP + HEIGHT + 40.0, words);
    let bottom = TOP + HEIGHT;
    let heights = Scale::from_zero(largest(rows), 0.0, HEIGHT - 20.0);
    for tick in heights.ticks() {
        let y = bottom - heights.place(tick);
        canvas.guide((60.0, y), (WIDTH - 10.0, y));
        canvas.text(54.0, y + 4.0, Anchor::End, &people(tick));
    }
    let column = (WIDTH - 80.0) / rows.len().max(1) as f64;
    let every = rows.len().div_ceil(TIME_LABELS).max(1);
    for (place, row) in rows.iter().enumerate() {
        let x = 64.0 + column * (place as f64 + 0.5);
        let height = heights.place(row.low as f64);
        canvas.block(x - column * 0.35, bottom - height, column * 0.7, height);
        let most = heights.place(row.high.max(row.low) as f64);
        if most > height {
            canvas.frame(
                x - column * 0.35,
                bottom - most,
                column * 0.7,
                most - height,
            );
        }
        if place.is_multiple_of(every) {
            canvas.text(x, bottom + 18.0, Anchor::Middle, &shortened(&row.label, 10));
        }
    }
    canvas.line((60.0, bottom), (WIDTH - 10.0, bottom), 1.0);
    canvas.finish()
}
