//! Horizontal bars for ranges, all of one figure on one scale. Whole numbers only, so that every machine draws the same.

use crate::markup::{Markup, grouped};

/// Width of the drawing in its own units; the page stretches it.
const WIDTH: u64 = 1000;
/// Width of the tick of a single value, in the same units.
const TICK: u64 = 8;

/// Which of two looks a bar has: filled, or outlined.
#[derive(Clone, Copy)]
pub(super) enum Look {
    Documented,
    Claimed,
}

/// The scale of a figure: from 0 to a round number not below the largest.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    end: u64,
}

impl Scale {
    pub(super) fn reaching(largest: u64) -> Self {
        let mut power: u64 = 1;
        loop {
            for step in [1, 2, 5] {
                match power.checked_mul(step) {
                    Some(end) if end >= largest => return Self { end },
                    Some(_) => {}
                    None => return Self { end: largest },
                }
            }
            match power.checked_mul(10) {
                Some(next) => power = next,
                None => return Self { end: largest },
            }
        }
    }

    pub(super) fn end(self) -> u64 {
        self.end
    }

    /// Where a number stands, from 0 to `WIDTH`.
    fn place(self, number: u64) -> u64 {
        let place = u128::from(number) * u128::from(WIDTH) / u128::from(self.end.max(1));
        u64::try_from(place).unwrap_or(WIDTH).min(WIDTH)
    }
}

/// A bar from `low` to `high`; a missing end is open. The text alternative says the same.
pub(super) fn bar(
    page: &mut Markup<'_>,
    scale: Scale,
    look: Look,
    low: Option<u64>,
    high: Option<u64>,
) {
    page.raw(
        "<svg class=\"bar\" viewBox=\"0 0 1000 16\" preserveAspectRatio=\"none\" role=\"img\"",
    );
    let alternative = alternative(page, scale, low, high);
    page.attribute("aria-label", &alternative)
        .raw("><rect class=\"track\" y=\"7\" width=\"1000\" height=\"2\"/>");
    if low.is_some() || high.is_some() {
        let start = scale.place(low.unwrap_or(0));
        let end = high.map_or(WIDTH, |high| scale.place(high)).max(start);
        let width = (end - start).max(TICK);
        let open = low.is_none() || high.is_none();
        page.raw(match (look, open) {
            (Look::Documented, false) => "<rect class=\"documented\"",
            (Look::Documented, true) => "<rect class=\"documented open\"",
            (Look::Claimed, false) => "<rect class=\"claimed\"",
            (Look::Claimed, true) => "<rect class=\"claimed open\"",
        });
        page.attribute("x", &start.min(WIDTH - width).to_string())
            .raw(" y=\"2\"");
        page.attribute("width", &width.to_string())
            .raw(" height=\"12\"/>");
    }
    page.raw("</svg>");
}

fn alternative(page: &Markup<'_>, scale: Scale, low: Option<u64>, high: Option<u64>) -> String {
    let id = match (low, high) {
        (Some(low), Some(high)) if low == high => "report-bar-exact",
        (Some(_), Some(_)) => "report-bar-range",
        (Some(_), None) => "report-bar-from",
        (None, Some(_)) => "report-bar-to",
        (None, None) => "report-bar-open",
    };
    let low = grouped(low.unwrap_or_default());
    let high = grouped(high.unwrap_or_default());
    page.words().say(
        id,
        &[
            ("low", &low),
            ("high", &high),
            ("scale", &grouped(scale.end)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use testigo_words::{Language, Words};

    use super::{Look, Scale, bar};
    use crate::markup::Markup;

    #[test]
    fn scales_end_at_round_numbers() {
        let check = |largest: u64, end: u64| assert_eq!(Scale::reaching(largest).end(), end);
        check(0, 1);
        check(1, 1);
        check(3, 5);
        check(86, 100);
        check(101, 200);
        check(860, 1000);
        check(10_000_000_000_000_000_001, 10_000_000_000_000_000_001);
        check(u64::MAX, u64::MAX);
    }

    #[test]
    fn bars_stay_on_the_scale() {
        let check = |low: Option<u64>, high: Option<u64>, expected: &str| {
            let words = Words::new(Language::English);
            let mut markup = Markup::new(&words);
            bar(&mut markup, Scale::reaching(100), Look::Claimed, low, high);
            let html = markup.into_html();
            let drawn = html.split("height=\"2\"/>").nth(1).unwrap();
            assert_eq!(drawn, format!("{expected}</svg>"));
        };
        check(
            Some(60),
            Some(86),
            "<rect class=\"claimed\" x=\"600\" y=\"2\" width=\"260\" height=\"12\"/>",
        );
        check(
            Some(100),
            Some(100),
            "<rect class=\"claimed\" x=\"992\" y=\"2\" width=\"8\" height=\"12\"/>",
        );
        check(
            Some(61),
            None,
            "<rect class=\"claimed open\" x=\"610\" y=\"2\" width=\"390\" height=\"12\"/>",
        );
        check(
            None,
            Some(50),
            "<rect class=\"claimed open\" x=\"0\" y=\"2\" width=\"500\" height=\"12\"/>",
        );
        check(
            Some(90),
            Some(10),
            "<rect class=\"claimed\" x=\"900\" y=\"2\" width=\"8\" height=\"12\"/>",
        );
        check(
            Some(u64::MAX),
            Some(u64::MAX),
            "<rect class=\"claimed\" x=\"992\" y=\"2\" width=\"8\" height=\"12\"/>",
        );
        check(None, None, "");
    }
}
