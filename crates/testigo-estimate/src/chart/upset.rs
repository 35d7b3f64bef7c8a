//! Which combinations of lists name how many people: the `UpSet` plot of Lex, Gehlenborg, Strobelt,
//! Vuillemot and Pfister (2014). Columns of dots say which lists; the bar above says how many people.

use super::ChartWords;
use super::canvas::{Anchor, Canvas, TOP, WIDTH, shortened};
use super::scale::{Scale, people};

/// The most combinations that are drawn; the largest.
pub const UPSET_COMBINATIONS_MAX: usize = 31;

const LABELS: f64 = 230.0;
const BARS: f64 = 150.0;
const ROW: f64 = 24.0;
const COLUMN_MOST: f64 = 34.0;
const DOT: f64 = 6.0;
const NAME_CHARACTERS: usize = 16;

/// A list, and how many people it names.
#[derive(Debug, Clone)]
pub struct UpsetList {
    /// Its name.
    pub name: String,
    /// People on it.
    pub people: u64,
}

/// A combination: places of its lists, and the people who are on exactly those.
#[derive(Debug, Clone)]
pub struct UpsetRow {
    /// Places among the lists.
    pub lists: Vec<usize>,
    /// People.
    pub people: u64,
}

/// The combinations, largest first; at most [`UPSET_COMBINATIONS_MAX`] of them.
pub fn upset_chart(lists: &[UpsetList], rows: &[UpsetRow], words: ChartWords<'_>) -> String {
    let mut rows: Vec<&UpsetRow> = rows.iter().collect();
    rows.sort_by(|one, other| {
        other
            .people
            .cmp(&one.people)
            .then(one.lists.cmp(&other.lists))
    });
    rows.truncate(UPSET_COMBINATIONS_MAX);
    let dots = TOP + BARS + 14.0;
    let mut canvas = Canvas::new(dots + ROW * lists.len() as f64 + 10.0, words);
    let most = lists.iter().map(|list| list.people).max().unwrap_or(0) as f64;
    let sizes = Scale::from_zero(most, 0.0, 60.0);
    for (place, list) in lists.iter().enumerate() {
        let middle = dots + ROW * (place as f64 + 0.5);
        canvas.text(
            128.0,
            middle + 4.0,
            Anchor::End,
            &shortened(&list.name, NAME_CHARACTERS),
        );
        canvas.block(
            136.0,
            middle - 5.0,
            sizes.place(list.people as f64).max(0.5),
            10.0,
        );
        let number = people(list.people as f64);
        canvas.sized_text(
            142.0 + sizes.place(list.people as f64),
            middle + 4.0,
            Anchor::Start,
            10.0,
            &number,
        );
    }
    let most = rows.first().map_or(0, |row| row.people) as f64;
    let heights = Scale::from_zero(most, 0.0, BARS - 24.0);
    let column = ((WIDTH - LABELS - 20.0) / rows.len().max(1) as f64).min(COLUMN_MOST);
    for (place, row) in rows.iter().enumerate() {
        let x = LABELS + 20.0 + column * (place as f64 + 0.5);
        let height = heights.place(row.people as f64).max(0.5);
        canvas.block(x - column * 0.3, TOP + BARS - height, column * 0.6, height);
        let number = people(row.people as f64);
        canvas.sized_text(x, TOP + BARS - height - 5.0, Anchor::Middle, 9.0, &number);
        column_of_dots(&mut canvas, x, dots, lists.len(), row);
    }
    canvas.line((LABELS + 14.0, TOP + BARS), (WIDTH - 6.0, TOP + BARS), 1.0);
    canvas.finish()
}

fn column_of_dots(canvas: &mut Canvas, x: f64, top: f64, lists: usize, row: &UpsetRow) {
    let middle = |list: usize| top + ROW * (list as f64 + 0.5);
    if let (Some(&first), Some(&last)) = (row.lists.iter().min(), row.lists.iter().max()) {
        canvas.line((x, middle(first)), (x, middle(last)), 2.0);
    }
    for list in 0..lists {
        let is_on = row.lists.contains(&list);
        canvas.dot(x, middle(list), if is_on { DOT } else { DOT - 2.0 }, is_on);
    }
}
