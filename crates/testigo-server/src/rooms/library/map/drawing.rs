//! The drawing of a map: which part of the earth is seen, the land in it, and dots, those that lie together as one.
//!
//! A degree is as long to the north as to the east (plate carrée): nothing is measured on this map, it shows what lies
//! beside what.

use std::collections::BTreeMap;

use testigo_archive::PositionShown;

use crate::rooms::told::titled;

/// Outlines of land: see the script beside it for where they come from. One line for each ring: west, north, east,
/// south, an SVG path; in twentieths of a degree from 180 W, 90 N.
const LAND: &str = include_str!("../../../../assets/land.txt");
const UNITS_PER_DEGREE: f64 = 20.0;
/// The drawing, in its own units; twice as wide as high.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 480.0;
/// Degrees from left to right.
const WIDEST: f64 = 360.0;
const CLOSEST: f64 = 0.1;
/// Around one place alone.
const USUAL: f64 = 6.0;
/// Positions that lie nearer to one another in the drawing are one dot.
const TOGETHER: f64 = 44.0;
/// With more dots than this their names would lie on one another.
const NAMED_MAX: usize = 15;
const KM_PER_DEGREE: f64 = 111.2;

/// The part of the earth that is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct View {
    /// Degrees east of the middle.
    longitude: f64,
    /// Degrees north of the middle.
    latitude: f64,
    /// Degrees from left to right.
    wide: f64,
}

/// A dot: one position, or several that lie together.
pub(crate) struct Dot {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) radius: usize,
    /// Of one place how many records speak of it; of several how often they are spoken of.
    pub(crate) records: u64,
    /// Positions that it stands for.
    pub(crate) positions: usize,
    /// The place, or the map closer by.
    pub(crate) path: String,
    /// What the place is called; of several the first.
    pub(crate) title: String,
    /// Its name stands beside it.
    pub(crate) is_named: bool,
    /// The name stands on its left.
    pub(crate) is_right: bool,
}

impl View {
    /// As it stands in an address: longitude, latitude, width.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split(',').map(|number| number.parse::<f64>().ok());
        let (longitude, latitude, wide) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let all = [longitude, latitude, wide];
        all.iter()
            .all(|number| number.is_finite())
            .then(|| Self::new(longitude, latitude, wide))
    }

    pub(crate) fn text(self) -> String {
        format!(
            "{:.3},{:.3},{:.3}",
            self.longitude, self.latitude, self.wide
        )
    }

    /// Within the earth.
    fn new(longitude: f64, latitude: f64, wide: f64) -> Self {
        let wide = wide.clamp(CLOSEST, WIDEST);
        let high = wide * HEIGHT / WIDTH;
        let (east, north) = ((WIDEST - wide) / 2.0, (WIDEST / 2.0 - high) / 2.0);
        Self {
            // No minus stands before nothing.
            longitude: longitude.clamp(-east, east) + 0.0,
            latitude: latitude.clamp(-north, north) + 0.0,
            wide,
        }
    }

    /// So that all are seen, with some room around them.
    pub(crate) fn around(all: &[PositionShown]) -> Self {
        let range = |values: &mut dyn Iterator<Item = f64>| {
            values.fold(None, |range: Option<(f64, f64)>, value| {
                let (low, high) = range.unwrap_or((value, value));
                Some((low.min(value), high.max(value)))
            })
        };
        let east = range(&mut all.iter().map(|one| one.longitude));
        let north = range(&mut all.iter().map(|one| one.latitude));
        let (Some((west, east)), Some((south, north))) = (east, north) else {
            return Self::new(0.0, 0.0, WIDEST);
        };
        let needed = (east - west).max((north - south) * WIDTH / HEIGHT) * 1.3;
        let middle = |low: f64, high: f64| f64::midpoint(low, high);
        Self::new(middle(west, east), middle(south, north), needed.max(USUAL))
    }

    pub(crate) fn scaled(self, by: f64) -> Self {
        Self::new(self.longitude, self.latitude, self.wide * by)
    }

    /// By parts of its width to the east, and of its height to the north.
    pub(crate) fn moved(self, east: f64, north: f64) -> Self {
        let high = self.wide * HEIGHT / WIDTH;
        Self::new(
            self.longitude + east * self.wide,
            self.latitude + north * high,
            self.wide,
        )
    }

    fn west(self) -> f64 {
        self.longitude - self.wide / 2.0
    }

    fn north(self) -> f64 {
        self.latitude + self.wide * HEIGHT / WIDTH / 2.0
    }

    /// Where a position lies in the drawing.
    fn place(self, longitude: f64, latitude: f64) -> (f64, f64) {
        let scale = WIDTH / self.wide;
        (
            (longitude - self.west()) * scale,
            (self.north() - latitude) * scale,
        )
    }

    pub(crate) fn holds(self, one: &PositionShown) -> bool {
        let (x, y) = self.place(one.longitude, one.latitude);
        (0.0..=WIDTH).contains(&x) && (0.0..=HEIGHT).contains(&y)
    }

    /// From the units of the land to those of the drawing.
    pub(crate) fn transform(self) -> String {
        let scale = WIDTH / self.wide / UNITS_PER_DEGREE;
        let (x, y) = self.place(-180.0, 90.0);
        format!("translate({x:.2} {y:.2}) scale({scale:.5})")
    }

    /// In the middle of the view, to two digits: nobody measures with it.
    pub(crate) fn wide_km(self) -> u64 {
        let km = self.wide * KM_PER_DEGREE * shrunk(self.latitude);
        let digits = format!("{km:.0}").len();
        let step = 10_u64.pow(u32::try_from(digits.saturating_sub(2)).unwrap_or(0));
        let whole: u64 = format!("{km:.0}").parse().unwrap_or(0);
        (whole + step / 2) / step * step
    }
}

/// How much shorter a degree to the east is there than at the equator, roughly: a parabola in place of the cosine, which
/// is another one on every platform.
fn shrunk(latitude: f64) -> f64 {
    let part = latitude.abs().min(90.0) / 90.0;
    (1.0 - part * part) * (1.0 - 0.224 * part * part)
}

/// The land that may be seen, as one path.
pub(crate) fn land(view: &View) -> String {
    let scale = UNITS_PER_DEGREE;
    let (west, north) = ((view.west() + 180.0) * scale, (90.0 - view.north()) * scale);
    let (east, south) = (
        west + view.wide * scale,
        north + view.wide * scale * HEIGHT / WIDTH,
    );
    let mut path = String::new();
    for line in LAND.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.splitn(5, ' ');
        let mut number = || parts.next().and_then(|part| part.parse::<f64>().ok());
        let ends = (number(), number(), number(), number());
        let (Some(left), Some(top), Some(right), Some(bottom)) = ends else {
            continue;
        };
        let is_seen = left <= east && right >= west && top <= south && bottom >= north;
        if let Some(ring) = parts.next().filter(|_| is_seen) {
            path.push_str(ring);
        }
    }
    path
}

/// The dots of a view. Each stands where most of its records are: positions come in that order.
pub(crate) fn grouped(
    view: &View,
    seen: &[PositionShown],
    closer: impl Fn(View) -> String,
) -> Vec<Dot> {
    let mut groups: Vec<((f64, f64), Vec<&PositionShown>)> = Vec::new();
    for one in seen {
        let (x, y) = view.place(one.longitude, one.latitude);
        let near = groups.iter_mut().find(|((other_x, other_y), _)| {
            let (across, down) = (x - other_x, y - other_y);
            across * across + down * down < TOGETHER * TOGETHER
        });
        match near {
            Some((_, together)) => together.push(one),
            None => groups.push(((x, y), vec![one])),
        }
    }
    let is_named = groups.len() <= NAMED_MAX;
    let dots = groups
        .into_iter()
        .filter_map(|(place, together)| dot(view, place, &together, &closer, is_named));
    dots.collect()
}

fn dot(
    view: &View,
    (x, y): (f64, f64),
    together: &[&PositionShown],
    closer: &impl Fn(View) -> String,
    is_named: bool,
) -> Option<Dot> {
    let first = together.first()?;
    // A place with several positions counts once.
    let places: BTreeMap<&str, u64> = together
        .iter()
        .map(|one| (one.place.as_str(), one.records))
        .collect();
    let records: u64 = places.values().sum();
    let is_one_place = places.len() == 1;
    let path = if is_one_place || view.wide <= CLOSEST {
        format!("/record/{}", first.place)
    } else {
        closer(View::new(first.longitude, first.latitude, view.wide / 4.0))
    };
    Some(Dot {
        x: coordinate(x),
        y: coordinate(y),
        radius: 7 + 4 * records.to_string().len(),
        records,
        positions: together.len(),
        path,
        title: titled(&first.title, &first.place),
        is_named: is_named && is_one_place,
        is_right: x > WIDTH * 0.75,
    })
}

fn coordinate(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(place: &str, longitude: f64, latitude: f64, records: u64) -> PositionShown {
        PositionShown {
            place: place.to_owned(),
            title: place.to_uppercase(),
            latitude,
            longitude,
            source: String::new(),
            differs: false,
            records,
        }
    }

    #[test]
    fn a_view_holds_all_that_it_is_made_for_and_stays_on_the_earth() {
        let all = [
            position("a", -68.0, -16.0, 1),
            position("b", -60.0, -20.0, 1),
        ];
        let view = View::around(&all);
        assert!(all.iter().all(|one| view.holds(one)), "{view:?}");
        assert!(view.wide < 20.0, "{view:?}");
        assert_eq!(View::around(&[]).text(), "0.000,0.000,360.000");
        assert_eq!(View::around(&all[..1]).text(), "-68.000,-16.000,6.000");
        let edges = [
            position("c", 180.0, 90.0, 1),
            position("d", -180.0, -90.0, 1),
        ];
        assert!(edges.iter().all(|one| View::around(&edges).holds(one)));
        assert_eq!(view.scaled(1e9).text(), "0.000,0.000,360.000");
        assert_eq!(View::read(&view.text()).map(View::text), Some(view.text()));
        for text in ["", "1,2", "a,b,c", "nan,0,1", "0,inf,1", "1,2,-3"] {
            let view = View::read(text);
            assert!(view.is_none_or(|view| view.wide >= CLOSEST), "{text}");
        }
    }

    #[test]
    fn what_lies_together_is_one_dot_until_somebody_comes_closer() {
        let all = [
            position("a", 10.0, 10.0, 5),
            position("a", 10.1, 10.0, 5),
            position("b", 10.2, 10.1, 2),
            position("c", 50.0, -20.0, 1),
        ];
        let far = grouped(&View::around(&all), &all, View::text);
        let shown = |dots: &[Dot]| {
            let one = |dot: &Dot| (dot.records, dot.positions, dot.is_named);
            dots.iter().map(one).collect::<Vec<_>>()
        };
        assert_eq!(shown(&far), [(7, 3, false), (1, 1, true)]);
        let closer = View::read(&far[0].path).unwrap();
        assert!(closer.holds(&all[0]) && closer.holds(&all[2]) && !closer.holds(&all[3]));
        let near = grouped(&View::new(10.1, 10.0, 1.0), &all[..3], View::text);
        assert_eq!(shown(&near), [(5, 1, true), (5, 1, true), (2, 1, true)]);
        assert_eq!(near[0].path, "/record/a");
    }

    #[test]
    fn only_the_land_that_may_be_seen_is_drawn_and_it_can_be_read() {
        let world = land(&View::new(0.0, 0.0, WIDEST));
        let sea = land(&View::new(-30.0, 30.0, 4.0));
        assert!(
            world.len() > 90_000 && world.len() < 160_000,
            "{}",
            world.len()
        );
        assert!(sea.len() < world.len() / 4, "{}", sea.len());
        let known = |letter: char| "Mlz -".contains(letter) || letter.is_ascii_digit();
        assert!(world.chars().all(known));
        assert_eq!(View::new(0.0, 0.0, WIDEST).wide_km(), 40_000);
    }
}
