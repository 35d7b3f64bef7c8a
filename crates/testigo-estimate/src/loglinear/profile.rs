//! The multinomial profile likelihood of the number of people, and the interval that it gives.

use crate::distribution::normal_width;
use crate::figure::Interval;
use crate::regression::{Design, Room, fit};

/// The upper end is looked for up to so many times the estimate.
const SEARCHED_TIMES: f64 = 3.0;
const SEARCH_STEPS: u32 = 80;
/// People to which ends are exact.
const EXACT_TO: f64 = 1e-7;

/// The profile likelihood of the unseen under one model.
#[derive(Debug)]
pub(super) struct Profile {
    design: Design,
    counts: Vec<f64>,
    observed: f64,
    /// Unseen people where it is highest.
    pub(super) highest: f64,
    top: f64,
    searched_to: f64,
}

/// An interval, and whether its upper end is only as far as was looked.
#[derive(Debug)]
pub(super) struct ProfileInterval {
    pub(super) interval: Interval,
    pub(super) is_open: bool,
}

impl Profile {
    /// For a model and its estimate of the unseen; none if the model cannot be fitted with a cell more.
    pub(super) fn new(design: &Design, counts: &[f64], unseen: f64) -> Option<Self> {
        let mut with_cell = design.clone();
        with_cell.rows += 1;
        for (place, column) in with_cell.columns.iter_mut().enumerate() {
            column.push(if place == 0 { 1.0 } else { 0.0 });
        }
        let observed: f64 = counts.iter().sum();
        let mut profile = Self {
            design: with_cell,
            counts: counts.to_vec(),
            observed,
            highest: unseen,
            top: f64::NEG_INFINITY,
            searched_to: SEARCHED_TIMES * (observed + unseen) - observed,
        };
        profile.climb(unseen)?;
        Some(profile)
    }

    /// ln likelihood at so many unseen, but for a constant.
    fn at(&self, unseen: f64) -> Option<f64> {
        let mut counts = self.counts.clone();
        counts.push(unseen);
        let fit = fit(&self.design, &counts, None, &mut Room::default())?;
        let all = self.observed + unseen;
        // ln of n0^n0 N! / (N^N n0!).
        let own = if unseen > 0.0 {
            unseen * libm::log(unseen)
        } else {
            0.0
        };
        let arrangements =
            own + libm::lgamma(all + 1.0) - all * libm::log(all) - libm::lgamma(unseen + 1.0);
        Some(arrangements - 0.5 * fit.deviance)
    }

    /// Golden section around the estimate, in ln of the unseen.
    fn climb(&mut self, unseen: f64) -> Option<()> {
        const GOLDEN: f64 = 0.618_033_988_749_894_9;
        let (mut low, mut high) = (0.5 * unseen, 1.5 * unseen + 1.0);
        let mut points = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
        let mut values = [self.at(points[0])?, self.at(points[1])?];
        for _ in 0..SEARCH_STEPS {
            if high - low < 1e-6 * high.max(1.0) {
                break;
            }
            if values[0] < values[1] {
                low = points[0];
                points = [points[1], low + GOLDEN * (high - low)];
                values = [values[1], self.at(points[1])?];
            } else {
                high = points[1];
                points = [high - GOLDEN * (high - low), points[0]];
                values = [self.at(points[0])?, values[0]];
            }
        }
        let place = usize::from(values[1] > values[0]);
        (self.highest, self.top) = (points[place], values[place]);
        Some(())
    }

    /// All numbers of people that are not rejected at the level.
    pub(super) fn interval(&self, level: f64) -> Option<ProfileInterval> {
        let width = normal_width(level);
        let wanted = self.top - 0.5 * width * width;
        let lo = if self.at(0.0)? >= wanted {
            0.0
        } else {
            self.crossing(0.0, wanted)?
        };
        let is_open = self.at(self.searched_to)? >= wanted;
        let hi = if is_open {
            self.searched_to
        } else {
            self.crossing(self.searched_to, wanted)?
        };
        let interval = Interval {
            lo: self.observed + lo,
            hi: self.observed + hi,
        };
        Some(ProfileInterval { interval, is_open })
    }

    /// Where between the top and a place below the line the line is crossed: secant steps kept inside by bisection.
    fn crossing(&self, outside: f64, wanted: f64) -> Option<f64> {
        let (mut below, mut above) = (outside, self.highest);
        let (mut value_below, mut value_above) = (self.at(below)? - wanted, self.top - wanted);
        for step in 0..SEARCH_STEPS {
            if (above - below).abs() < EXACT_TO {
                break;
            }
            let share = value_above / (value_above - value_below);
            // Every third step halves, so that one flat side cannot hold the search up.
            let share = if step % 3 == 2 {
                0.5
            } else {
                share.clamp(0.01, 0.99)
            };
            let middle = above + share * (below - above);
            let value = self.at(middle)? - wanted;
            if value < 0.0 {
                (below, value_below) = (middle, value);
            } else {
                (above, value_above) = (middle, value);
            }
        }
        Some(0.5 * (below + above))
    }
}
