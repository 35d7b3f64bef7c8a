//! `sampler-rate TABLE.csv SEED [DRAWS]`: one run of the latent-class sampler with default settings on one thread; prints
//! sweeps, effective draws of the unseen (bulk, 2.5 %, 97.5 %), R-hat and the quantiles of the population. DRAWS of each
//! chain make it shorter, for a run that counts instructions: then a tenth of the sweeps before the first draw is enough, too.

use std::ops::ControlFlow;

use testigo_estimate::{Cell, LatentSettings, ListSet, OverlapTable, latent};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a table");
    let seed = arguments.next().map_or(19_481_210, |seed| seed.parse().expect("a seed"));
    let table = read(&path);
    let mut settings = LatentSettings::default();
    if let Some(draws) = arguments.next() {
        settings.draws = draws.parse().expect("a number of draws");
        settings.burn_in_sweeps /= 10;
    }
    let found = latent::estimate(&table, &settings, seed, 1, &|_, _| ControlFlow::Continue(())).expect("settings in range");
    let sweeps = (settings.burn_in_sweeps + settings.draws as u64 * settings.thin_sweeps) * settings.chains as u64;
    let diagnostics = found.diagnostics.as_ref().expect("at least three lists");
    let mut people: Vec<u64> = found.unlisted_draws().iter().map(|draw| draw + found.observed).collect();
    people.sort_unstable();
    let at = |share: f64| people[(share * (people.len() - 1) as f64) as usize];
    let reasons: Vec<&str> = found.reasons.iter().map(|reason| reason.code()).collect();
    println!(
        "{sweeps} {:.0} {:.0} {:.0} {:.4} {} {} {} {}",
        diagnostics.ess_bulk,
        diagnostics.ess_tail_low,
        diagnostics.ess_tail_high,
        diagnostics.rhat,
        at(0.025),
        at(0.5),
        at(0.975),
        if reasons.is_empty() { "estimated".to_owned() } else { reasons.join("+") }
    );
}

fn read(path: &str) -> OverlapTable {
    let mut reader = csv::Reader::from_path(path).expect("a readable table");
    let header = reader.headers().expect("headings").clone();
    let lists: Vec<String> = header.iter().filter(|name| *name != "count").map(str::to_owned).collect();
    let cells: Vec<Cell> = reader
        .records()
        .map(|record| {
            let record = record.expect("a row");
            let on = record.iter().take(lists.len()).enumerate().filter(|(_, cell)| *cell == "1");
            let lists = ListSet(on.fold(0, |bits, (place, _)| bits | 1 << place));
            let people = record.iter().next_back().expect("a count").parse().expect("a number");
            Cell { lists, people }
        })
        .collect();
    OverlapTable::new(lists, &cells).expect("a table of lists")
}
