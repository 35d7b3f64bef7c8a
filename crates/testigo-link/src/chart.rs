//! Charts as SVG text: the same numbers give the same bytes. All words come from the caller.

use std::fmt::Write as _;

use crate::explain::Explanation;
use crate::model::Model;

/// A chart's title and description, for people and for screen readers.
#[derive(Debug, Clone, Copy)]
pub struct ChartWords<'a> {
    /// What is shown.
    pub title: &'a str,
    /// How to read it.
    pub description: &'a str,
}

const WIDTH_PX: f64 = 860.0;
/// Field and reason in words, in the longer of two languages.
const LABELS_PX: f64 = 420.0;
const ROW_PX: f64 = 24.0;
const TOP_PX: f64 = 40.0;
const BAR_PX: f64 = 16.0;
const FOR: &str = "#1b6ca8";
const AGAINST: &str = "#b8502e";
const WHOLE: &str = "#555555";

/// One bar: its label, from where to where it reaches in bits, its colour, its number.
struct Bar {
    label: String,
    from: f64,
    to: f64,
    colour: &'static str,
    number: String,
}

/// How a pair's weight comes about, from the prior down to the sum.
pub fn waterfall(
    explanation: &Explanation,
    words: ChartWords<'_>,
    prior: &str,
    sum: &str,
    label: &dyn Fn(&crate::FieldWeight) -> String,
) -> String {
    let whole = |name: &str, bits: f64| Bar {
        label: name.to_owned(),
        from: 0.0,
        to: bits,
        colour: WHOLE,
        number: format!("{bits:+.1}"),
    };
    let mut bars = vec![whole(prior, explanation.prior_bits)];
    let mut reached = explanation.prior_bits;
    for weight in &explanation.weights {
        bars.push(Bar {
            label: label(weight),
            from: reached,
            to: reached + weight.bits,
            colour: if weight.bits >= 0.0 { FOR } else { AGAINST },
            number: format!("{:+.1}", weight.bits),
        });
        reached += weight.bits;
    }
    bars.push(whole(sum, explanation.bits));
    draw(&bars, words)
}

/// What each level of each field says in a model.
pub fn weights_chart(
    model: &Model,
    words: ChartWords<'_>,
    label: &dyn Fn(&str, &str) -> String,
) -> String {
    let mut bars = Vec::new();
    for comparison in &model.comparisons {
        for (place, level) in comparison.levels.iter().enumerate() {
            let bits = comparison.bits(place);
            bars.push(Bar {
                label: label(&comparison.name, level),
                from: 0.0,
                to: bits,
                colour: if bits >= 0.0 { FOR } else { AGAINST },
                number: format!("{bits:+.1}"),
            });
        }
    }
    draw(&bars, words)
}

fn draw(bars: &[Bar], words: ChartWords<'_>) -> String {
    let ends = bars.iter().flat_map(|bar| [bar.from, bar.to]);
    let (low, high) = ends.fold((0.0_f64, 1.0_f64), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    let scale = (WIDTH_PX - LABELS_PX - 80.0) / (high - low);
    let place = |bits: f64| LABELS_PX + 10.0 + (bits - low) * scale;
    let height = TOP_PX + ROW_PX * bars.len() as f64 + 10.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH_PX:.0} {height:.0}\" role=\"img\" \
         aria-labelledby=\"title description\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
         <text x=\"10\" y=\"22\" font-size=\"16\">{0}</text>\n",
        escaped(words.title),
        escaped(words.description)
    );
    let zero = place(0.0);
    // Writing to a string does not fail.
    let _ = writeln!(
        svg,
        "<line x1=\"{zero:.1}\" y1=\"{TOP_PX:.0}\" x2=\"{zero:.1}\" y2=\"{:.0}\" stroke=\"#999999\"/>",
        height - 10.0
    );
    for (row, bar) in bars.iter().enumerate() {
        let top = TOP_PX + ROW_PX * row as f64;
        let base = top + BAR_PX - 3.0;
        let (from, to) = (place(bar.from.min(bar.to)), place(bar.from.max(bar.to)));
        let _ = writeln!(
            svg,
            "<text x=\"{LABELS_PX:.0}\" y=\"{base:.1}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{from:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{BAR_PX:.0}\" fill=\"{}\"/>\
             <text x=\"{:.1}\" y=\"{base:.1}\">{}</text>",
            escaped(&bar.label),
            (to - from).max(1.0),
            bar.colour,
            to + 4.0,
            bar.number
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// Foreign text is never markup, and control characters are no text.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {
                safe.push(' ');
            }
            letter => safe.push(letter),
        }
    }
    safe
}
