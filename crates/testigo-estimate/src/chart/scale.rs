//! From numbers of people to places on the page.

/// Where the largest number is more than so many times the smallest that matters, equal steps on the page
/// are equal factors.
const FACTOR_LINEAR_MAX: f64 = 12.0;
/// Marks on a scale, about.
const TICKS: f64 = 5.0;

/// A scale from `from` to `to` on the page.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    from: f64,
    to: f64,
    low: f64,
    high: f64,
    is_logarithmic: bool,
}

impl Scale {
    /// From 0 to the largest number, or in equal factors from below the floor where that is far below the
    /// largest.
    pub(super) fn above(floor: f64, largest: f64, from: f64, to: f64) -> Self {
        let floor = floor.max(1.0);
        let is_logarithmic = largest > floor * FACTOR_LINEAR_MAX;
        let low = if is_logarithmic { floor * 0.8 } else { 0.0 };
        Self {
            from,
            to,
            low,
            high: largest.max(1.0) * 1.04,
            is_logarithmic,
        }
    }

    /// From 0 to the largest number.
    pub(super) fn from_zero(largest: f64, from: f64, to: f64) -> Self {
        Self {
            from,
            to,
            low: 0.0,
            high: largest.max(1.0),
            is_logarithmic: false,
        }
    }

    pub(super) fn place(self, number: f64) -> f64 {
        let number = number.clamp(self.low, self.high);
        let share = if self.is_logarithmic {
            libm::log(number / self.low) / libm::log(self.high / self.low)
        } else {
            (number - self.low) / (self.high - self.low)
        };
        self.from + share * (self.to - self.from)
    }

    /// Round numbers on the scale.
    pub(super) fn ticks(self) -> Vec<f64> {
        if self.is_logarithmic {
            self.factors()
        } else {
            self.steps()
        }
    }

    fn steps(self) -> Vec<f64> {
        let rough = (self.high - self.low) / TICKS;
        let mut power = 1.0;
        while power * 10.0 <= rough {
            power *= 10.0;
        }
        let factor = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .find(|factor| factor * power >= rough);
        let step = factor.unwrap_or(10.0) * power;
        let count = (self.high / step) as u32;
        (0..=count).map(|number| f64::from(number) * step).collect()
    }

    fn factors(self) -> Vec<f64> {
        let mut ticks = Vec::new();
        let mut power = 1.0;
        while power <= self.high {
            ticks.extend([1.0, 2.0, 5.0].map(|factor| factor * power));
            power *= 10.0;
        }
        ticks.retain(|tick| (self.low..=self.high).contains(tick));
        if ticks.len() as f64 > 2.0 * TICKS {
            // Powers of ten alone.
            ticks.retain(|tick| {
                let exponent = libm::log10(*tick);
                (exponent - libm::round(exponent)).abs() < 1e-9
            });
        }
        ticks
    }
}

/// A whole number in groups of three from five digits on, with narrow no-break spaces (ISO 80000-1).
pub(super) fn people(number: f64) -> String {
    let digits = format!("{number:.0}");
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}
