//! What speaks for a pair and what against, line by line: in numbers, and as bars that fit any width.

use testigo_archive::ExplainAnswer;

use super::weight_words;
use crate::frame::Frame;
use crate::workspace::Asked;

/// The width of a line of bars; their picture is stretched to the page's.
const WIDTH: f64 = 1_000.0;
/// A bar of nothing can still be seen.
const WIDTH_MIN: f64 = 4.0;

/// One line: what was compared, and what it weighs.
pub(crate) struct Weight {
    pub(crate) what: String,
    /// In bits, with a sign.
    pub(crate) bits: String,
    /// `for`, `against`, `whole`.
    pub(crate) class: &'static str,
    /// Where its bar begins, and how long it is.
    pub(crate) from: String,
    pub(crate) width: String,
    /// Where nothing speaks for or against.
    pub(crate) zero: String,
}

struct Bar {
    what: String,
    from: f64,
    to: f64,
    class: &'static str,
}

/// From what two records weigh before anything is compared down to the sum.
pub(crate) fn weights(asked: &Asked<'_>, frame: &Frame, explained: &ExplainAnswer) -> Vec<Weight> {
    let whole = |what: &str, bits: f64| Bar {
        what: frame.say(what),
        from: 0.0,
        to: bits,
        class: "whole",
    };
    let mut bars = vec![whole("chart-prior", explained.prior)];
    let mut reached = explained.prior;
    for weight in &explained.weights {
        bars.push(Bar {
            what: weight_words(asked, frame, &weight.field, &weight.reason),
            from: reached,
            to: reached + weight.weight,
            class: if weight.weight >= 0.0 {
                "for"
            } else {
                "against"
            },
        });
        reached += weight.weight;
    }
    bars.push(whole("chart-sum", explained.weight));
    let ends = bars.iter().flat_map(|bar| [bar.from, bar.to]);
    let (low, high) = ends.fold((0.0_f64, 1.0_f64), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    let place = |bits: f64| (bits - low) / (high - low) * (WIDTH - WIDTH_MIN);
    let shown = bars.into_iter().map(|bar| Weight {
        bits: format!("{:+.1}", bar.to - bar.from),
        class: bar.class,
        from: format!("{:.0}", place(bar.from.min(bar.to))),
        width: format!(
            "{:.0}",
            (place(bar.from.max(bar.to)) - place(bar.from.min(bar.to))).max(WIDTH_MIN)
        ),
        zero: format!("{:.0}", place(0.0)),
        what: bar.what,
    });
    shown.collect()
}
