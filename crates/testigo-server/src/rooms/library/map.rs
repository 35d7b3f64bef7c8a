//! Where what is found is: dots on the outlines of land, drawn here. No border is drawn: where one runs is what states
//! claim, and this program takes no side.

use testigo_archive::{PositionShown, Result, SoughtRecords};

use super::Given;
use crate::frame::Frame;
use crate::rooms::told::titled;
use crate::workspace::Asked;

mod drawing;

use drawing::{Dot, View, grouped, land};

/// Lines of the table at most; those that are left out are found by going closer.
const LINES: usize = 200;

/// The map on a page.
pub(crate) struct MapPage {
    /// One SVG path, in the units of [`MapPage::moved`].
    pub(crate) land: String,
    /// How the path is brought into the view.
    pub(crate) moved: String,
    pub(crate) dots: Vec<Dot>,
    /// The same map from elsewhere, `(words, address)`.
    pub(crate) moves: Vec<(&'static str, String)>,
    /// How far it is from the left to the right, in km.
    pub(crate) wide_km: u64,
    pub(crate) lines: Vec<Line>,
    /// Positions in the view that have no line.
    pub(crate) more: usize,
    /// Positions outside of the view.
    pub(crate) outside: usize,
    pub(crate) located: u64,
    /// Places that were not read.
    pub(crate) unread: u64,
    pub(crate) without: u64,
}

/// A position in the table.
pub(crate) struct Line {
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) position: String,
    pub(crate) source: String,
    pub(crate) differs: bool,
    pub(crate) records: u64,
}

/// What is found on a map.
pub(crate) fn map_page(asked: &mut Asked<'_>, frame: &Frame, given: &Given) -> Result<MapPage> {
    let (words, kind, condition) = given.question();
    let found = asked.archive.places_found(SoughtRecords {
        words,
        kind,
        condition,
    })?;
    let all = found.positions;
    let view = View::read(&given.near).unwrap_or_else(|| View::around(&all));
    let at = |view: View| {
        let there = Given {
            near: view.text(),
            ..given.clone()
        };
        there.at(&given.kind, "map", 0)
    };
    let everything = Given {
        near: String::new(),
        ..given.clone()
    };
    let mut moves: Vec<(&str, String)> = vec![
        ("map-in", at(view.scaled(0.5))),
        ("map-out", at(view.scaled(2.0))),
        ("map-left", at(view.moved(-0.3, 0.0))),
        ("map-right", at(view.moved(0.3, 0.0))),
        ("map-up", at(view.moved(0.0, 0.3))),
        ("map-down", at(view.moved(0.0, -0.3))),
    ];
    moves.push(("map-all", everything.at(&given.kind, "map", 0)));
    let (seen, outside): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| view.holds(one));
    let lines = seen.iter().take(LINES).map(|one| Line::new(frame, one));
    Ok(MapPage {
        lines: lines.collect(),
        more: seen.len().saturating_sub(LINES),
        outside: outside.len(),
        dots: grouped(&view, &seen, at),
        land: land(&view),
        moved: view.transform(),
        wide_km: view.wide_km(),
        moves,
        located: found.located,
        unread: found.located.saturating_sub(found.read),
        without: found.without_position,
    })
}

impl Line {
    fn new(frame: &Frame, one: &PositionShown) -> Self {
        Self {
            path: format!("/record/{}", one.place),
            title: titled(&one.title, &one.place),
            position: degrees(frame, one),
            source: one.source.clone(),
            differs: one.differs,
            records: one.records,
        }
    }
}

/// Degrees as people write them: the side in a letter, no sign.
fn degrees(frame: &Frame, one: &PositionShown) -> String {
    let side = |value: f64, positive, negative| {
        let side = if value < 0.0 { negative } else { positive };
        format!("{:.4}° {}", value.abs(), frame.say(side))
    };
    let north = side(one.latitude, "map-n", "map-s");
    let east = side(one.longitude, "map-e", "map-w");
    format!("{north}, {east}")
}
